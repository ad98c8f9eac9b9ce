"""Mentions, places and the dictionary come in; which country an article speaks of at each word, and whether it is the report of one country, goes out."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Collection, Iterator, Sequence

from dragoman.knowledge.agents import Agents
from dragoman.knowledge.names import Known, NameIndex
from dragoman.model import BlockKind, Mention, Parse, Place

PLACE = "PLACE"
#: how many sentences back the country in focus is looked for, and among how many names of countries
FOCUS = 4
NEAR = 40
#: how many sentences back the country that did something is looked for
LATELY = 1
#: a dateline weighs as much as so many names
DATELINE = 3
#: how many signs of one country an article must have, and what share of all signs, to be a report of that country; and to be wholly so
SIGNS, SHARE = 4, 0.6
MANY_SIGNS, ALMOST_ALL = 6, 0.75
#: of a name that several bear, how many are looked at
BEARERS = 6


class Focus:
    """The countries of one article: `common` counts their names, `home` is the one that it is about, `domestic` the same if it is about no other."""

    def __init__(self, parse: Parse, mentions: Sequence[Mention], names: NameIndex, agents: Agents, places: Sequence[Place]) -> None:
        self.tokens, self.children, self.names, self.agents = parse.tokens, parse.children, names, agents
        self.place_codes = {p.head: p.country_code for p in places if p.country_code}
        self.countries: list[tuple[int, int, str, bool]] = []
        self.doers: list[tuple[int, int, str]] = []
        self.common: Counter[str] = Counter()
        self.signs = signs = Counter[str]()
        none, sure = agents.words("no-country"), agents.words("of-one-country")
        unsure = agents.words("only-if-spoken-of")
        for mention in mentions:
            code = None if mention.text in unsure or self._borders(mention) else self._country(mention)
            if code and code not in none:
                self.countries.append((mention.head, self.tokens[mention.head].sentence, code, self._is_site(mention)))
                self.common[code] += 1
                if mention.label != PLACE and self._does(mention):
                    self.doers.append((mention.head, self.tokens[mention.head].sentence, code))
            signs.update(one for one in (code or self._bearer(mention),) if one and one not in none and mention.text not in unsure)
            if mention.text in sure:
                signs.update(self.names[key].code for key in mention.keys[:1])
        self.countries.sort()
        self.doers.sort()
        signs.update(self._partisans(mentions))
        for place in places:
            if place.country_code and parse.sentences[self.tokens[place.head].sentence].block is BlockKind.DATELINE:
                signs[place.country_code] += DATELINE
        most, times = signs.most_common(1)[0] if signs else ("", 0)
        share = times / max(1, signs.total())
        self.home = most if times >= SIGNS and share >= SHARE else None
        self.domestic = most if times >= MANY_SIGNS and share >= ALMOST_ALL else None

    def _country(self, mention: Mention) -> str | None:
        """The country that a name says: of a state, of an institution that only one state has, of a place."""
        known = (self.names[k] for k in mention.keys[:1])
        code = next((e.code for e in known if e.kind == "state" or (e.kind == "institution" and not self.shared(mention))), None)
        if mention.label == PLACE and code in self.agents.words("no-country"):
            return self.town(mention) or code
        return code or self.town(mention)

    def _borders(self, mention: Mention) -> bool:
        """Whether a name only tells on whose side something is: soldiers killed near the *Venezuelan* border are not of Venezuela."""
        token = self.tokens[mention.head]
        border, beyond = self.agents.words("border"), self.agents.words("beyond-border")
        above = self.tokens[token.head]
        if token.rel == "pobj":
            return above.text in beyond and self.tokens[above.head].lemma.lower() in border
        if token.rel not in ("amod", "compound", "poss") or above.lemma.lower() not in border:
            return False
        return token.rel != "poss" or not any(self.tokens[c].text in beyond for c in self.children[above.i])

    def _is_site(self, mention: Mention) -> bool:
        """Whether a name tells where the sentence plays; where talks are held is where those who talk are guests: "talks *in Havana*"."""
        return (mention.label == PLACE or self._is_town(mention)) and not self._hosts(mention)

    def _hosts(self, mention: Mention) -> bool:
        token = self.tokens[mention.head]
        preposition = self.tokens[token.head]
        if token.rel != "pobj" or preposition.text not in self.agents.words("place-preposition"):
            return False
        above = self.tokens[preposition.head]
        things = (above, *(self.tokens[c] for c in self.children[above.i] if self.tokens[c].rel in ("obj", "subj", "subjpass")))
        return any(thing.pos == "NOUN" and thing.lemma.lower() in self.agents.words("hosted") for thing in things)

    def _is_town(self, mention: Mention) -> bool:
        """Whether a name is that of a town after a word for one, which is where the sentence plays: police in the village *of Banjska*."""
        token = self.tokens[mention.head]
        return not mention.keys and token.rel == "pobj" and self.tokens[token.head].text in self.agents.words("of") and mention.head in self.place_codes

    def town(self, mention: Mention) -> str | None:
        """The country of a place; of what the recogniser calls a person only after a preposition of place, in Multan, or where it is taken: captured Goma."""
        code = self.place_codes.get(mention.head)
        if code is None or mention.label != "PERSON":
            return code
        token = self.tokens[mention.head]
        for _ in range(FOCUS):
            if token.rel != "conj":
                break
            token = self.tokens[token.head]
        above = self.tokens[token.head].lemma.lower()
        taken = token.rel == "obj" and mention.last == mention.first + 1 and above in self.agents.words("taking-a-town")
        return code if taken or (token.rel == "pobj" and above in self.agents.words("place-preposition")) else None

    def _bearer(self, mention: Mention) -> str | None:
        """The country of a known person or body, if all who bear the name are of it."""
        codes = {_code(self.names[key]) for key in mention.keys[:BEARERS]}
        return codes.pop() if len(codes) == 1 and (len(mention.keys) <= BEARERS) and not self.shared(mention) else None

    def _partisans(self, mentions: Sequence[Mention]) -> Iterator[str]:
        """The country of a politician after whose name party and state stand: "Ann Lee (D-Ohio)"."""
        for mention in mentions:
            if mention.label == "PERSON" and (code := self.partisan(mention.last)):
                yield code

    def partisan(self, i: int) -> str | None:
        """The country of whose politicians it is the way to set party and state at token `i`, after the name: (D-Ohio), R-Texas."""
        tokens, letters = self.tokens, self.agents.words("party-letter")
        first = i + 1 if i < len(tokens) and tokens[i].text in ("(", ",") else i
        words = [t.text for t in tokens[first : first + 3]]
        if first == i or not words:
            return None
        letter, _, state = words[0].partition("-")
        told = letter in letters and (bool(state) or (len(words) > 2 and words[1] in ("-", "\u2013") and words[2][:1].isupper()))
        return next(iter(self.agents.words("party-letter-country")), None) if told else None

    def shared(self, mention: Mention) -> bool:
        """Whether the name of an institution is one that many states have: Senate, Supreme Court."""
        noun = self.agents.at(self.tokens, mention.head)
        return noun is not None and noun[1] <= mention.first

    def _does(self, mention: Mention) -> bool:
        """Whether a state is the subject of its clause, by name or by the adjective of the subject."""
        token = self.tokens[mention.head]
        if token.rel in ("amod", "compound", "poss"):
            token = self.tokens[token.head]
        return token.rel in ("subj", "subjpass")

    def doer(self, head: int, but: Collection[str | None] = ()) -> str | None:
        """The country that did something in the sentence before: Israel for the army in "Israel struck Lebanon. The army said"."""
        at = bisect_left(self.doers, (head,))
        sentence = self.tokens[head].sentence
        near = [c for c in self.doers[max(0, at - NEAR) : at] if sentence - LATELY <= c[1] < sentence and c[2] not in but]
        return near[-1][2] if near else None

    def at(self, head: int, but: Collection[str | None] = (), body: bool = False) -> str | None:
        """The country spoken of at a token: the nearest place of its sentence, that of the report, the nearest place before, the commonest.

        Of a `body` of a state (the army) the country that did something just before goes before that of the report.
        """
        sentence = self.tokens[head].sentence
        near = [c for c in self._near(head) if sentence - FOCUS <= c[1] <= sentence and c[2] not in but and c[3]]
        here = [c for c in near if c[1] == sentence]
        if here:
            return min(here, key=lambda c: abs(c[0] - head))[2]
        if body and (code := self.doer(head, but)):
            return code
        if self.home and self.home not in but:
            return self.home
        if near:
            return near[-1][2]
        return next((code for counts in (self.common, self.signs) for code, _ in counts.most_common(len(but) + 1) if code not in but), None)

    def here(self, head: int, but: Collection[str | None] = ()) -> str | None:
        """The country of the nearest place in the sentence of a token, else that of a report of one country only."""
        sentence = self.tokens[head].sentence
        near = [c for c in self._near(head) if c[1] == sentence and c[2] not in but and c[3]]
        return min(near, key=lambda c: abs(c[0] - head))[2] if near else self.native(but)

    def native(self, but: Collection[str | None] = ()) -> str | None:
        """The country of a report that is of one country only."""
        return None if self.domestic in but else self.domestic

    def _near(self, head: int) -> list[tuple[int, int, str, bool]]:
        at = bisect_left(self.countries, (head,))
        return self.countries[max(0, at - NEAR) : at + NEAR]


def _code(entry: Known) -> str:
    """The country of an entry, of a person by his offices if need be."""
    return entry.code or next((office.code for office in entry.offices), "")

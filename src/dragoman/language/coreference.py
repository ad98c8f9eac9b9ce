"""Mentions and quotations come in; chains of mentions that stand for the same go out.

Names by key, surname, part or acronym; descriptions by noun; pronouns by number, gender, role and nearness; first and
second person inside a quotation are its speaker and his hearer.
"""

from bisect import bisect_right
from collections import deque
from collections.abc import Iterable, Sequence

from dragoman.knowledge.agents import Agents, AgentSense, Pronoun
from dragoman.knowledge.names import NameIndex, fold
from dragoman.model import Chains, Mention, MentionKind, Parse, Quotation

#: how far back a pronoun or description may point, in mentions and in sentences
WINDOW = 40
SENTENCES = 4
_SUBJECTS = ("subj", "subjpass")


def link(parse: Parse, mentions: Sequence[Mention], quotations: Sequence[Quotation], names: NameIndex, agents: Agents) -> Chains:
    """Chains of mentions, in order of their first mention. Looks back a bounded way, so linear in the text.

    >>> "Xi Jinping met Putin. He praised Russia": (Xi Jinping, He), (Putin,), (Russia,)
    """
    linker = _Linker(parse, mentions, quotations, names, agents)
    linker.run()
    chains = sorted(tuple(sorted(r.mentions)) for r in linker.referents if r.mentions)
    return Chains(tuple(chains), linker.sums, linker.things)


class _Referent:
    """Somebody or something the article speaks of, as far as it has been read."""

    __slots__ = ("gender", "keys", "kind", "last", "mentions", "nouns", "number", "words")

    def __init__(self, kind: str, number: str, gender: str) -> None:
        self.kind, self.number, self.gender = kind, number, gender
        self.mentions: list[int] = []
        self.keys: set[str] = set()
        self.nouns: set[str] = set()
        self.words: set[str] = set()
        self.last = -1


class _Linker:
    """Reads the mentions of one article in order of their heads."""

    def __init__(self, parse: Parse, mentions: Sequence[Mention], quotations: Sequence[Quotation], names: NameIndex, agents: Agents) -> None:
        self.parse, self.tokens, self.mentions, self.names, self.agents = parse, parse.tokens, mentions, names, agents
        self.referents: list[_Referent] = []
        self.of: dict[int, _Referent] = {}
        self.sums: dict[int, tuple[int, ...]] = {}
        self.things: dict[int, int] = {}
        self.recent: deque[int] = deque(maxlen=WINDOW)
        self.by_key: dict[str, _Referent] = {}
        self.by_word: dict[str, _Referent] = {}
        self.by_text: dict[str, _Referent] = {}
        self.at_head = {m.head: i for i, m in enumerate(mentions)}
        contents = sorted(((span, q) for q in quotations if q.kind != "indirect" for span in q.content), key=lambda c: (c[0], c[1].id))
        self.begins = [span[0] for span, _ in contents]
        self.contents = contents
        self.cues = {q.cue_head for q in quotations if q.cue_head is not None}
        self.definite = agents.words("definite")
        self.indefinite = agents.words("indefinite")

    def run(self) -> None:
        order = sorted(range(len(self.mentions)), key=lambda i: (self.mentions[i].head, self.mentions[i].first))
        later = []
        for i in order:
            mention = self.mentions[i]
            if mention.kind is MentionKind.PRONOUN:
                pronoun = self.agents.pronouns[self.tokens[mention.head].text.lower()]
                if pronoun.person == "3":
                    self._pronoun(i, mention, pronoun)
                else:
                    later.append((i, pronoun))
            elif mention.kind in (MentionKind.NAME, MentionKind.METONYM):
                self._name(i, mention)
            else:
                self._description(i, mention)
        for i, pronoun in later:
            self._speaker(i, pronoun)

    # --- bookkeeping

    def _join(self, i: int, referent: _Referent) -> None:
        mention = self.mentions[i]
        referent.mentions.append(i)
        referent.last = i
        referent.gender = referent.gender or (mention.gender if mention.gender != "n" else "")
        self.of[i] = referent
        self.recent.append(i)

    def _new(self, i: int, kind: str) -> _Referent:
        mention = self.mentions[i]
        referent = _Referent(kind, mention.number, mention.gender)
        self.referents.append(referent)
        self._join(i, referent)
        return referent

    def _window(self, head: int) -> Iterable[tuple[int, _Referent]]:
        """Mentions before token `head`, nearest first, each referent once."""
        sentence = self.tokens[head].sentence
        seen: set[int] = set()
        for i in reversed(self.recent):
            if sentence - self.tokens[self.mentions[i].head].sentence > SENTENCES:
                return
            referent = self.of[i]
            if id(referent) not in seen and self.mentions[i].head < head:
                seen.add(id(referent))
                yield i, referent

    # --- names

    def _name(self, i: int, mention: Mention) -> None:
        referent = self._same_name(mention) or self._apposed(i, mention)
        person = mention.label == "PERSON"
        if referent is None:
            referent = self._new(i, self._kind_of_name(mention))
        else:
            self._join(i, referent)
            if person:
                referent.kind = "person"
        referent.keys.update(mention.keys)
        for key in mention.keys:
            self.by_key.setdefault(_canonical(key), referent)
        words = self._name_words(mention)
        self.by_text[" ".join(words)] = referent
        if referent.kind == "person":
            for word in (words[-1], words[0]) if len(words) > 1 else words:
                self.by_word[word] = referent
        elif len(words) > 1:
            for short in self._acronyms(mention, words):
                self.by_text[short] = referent
        for sense in self._senses(mention):
            referent.nouns.add(sense)

    def _kind_of_name(self, mention: Mention) -> str:
        if mention.keys and (mention.label != "PERSON" or self.names[mention.keys[0]].kind == "person"):
            kind = self.names[mention.keys[0]].kind
            return "people" if self.names[mention.keys[0]].form == "people" else kind
        return {"PERSON": "person", "GPE": "place", "PLACE": "place", "LOC": "place", "FAC": "place", "NORP": "people"}.get(mention.label, "body")

    def _same_name(self, mention: Mention) -> _Referent | None:
        words = self._name_words(mention)
        text = " ".join(words)
        person = mention.label == "PERSON" or any(self.names[key].kind == "person" for key in mention.keys)
        if person:
            found = self.by_text.get(text) or self.by_word.get(words[-1]) if len(words) == 1 else self.by_text.get(text)
            if found is None and len(words) > 1:
                found = next((r for w in (words[-1],) if (r := self.by_word.get(w)) and self._compatible(r, words)), None)
            if found and not (found.gender and mention.gender and found.gender != mention.gender):
                return found
        for key in mention.keys:
            referent = self.by_key.get(_canonical(key))
            if referent:
                return referent
        return None if mention.keys else self.by_text.get(text)

    def _compatible(self, referent: _Referent, words: list[str]) -> bool:
        """Whether a fuller name can be the one known by surname only: no earlier mention has another first name."""
        return all(len(known) == 1 or known[0][:1] == words[0][:1] for known in (self._name_words(self.mentions[j]) for j in referent.mentions if self.mentions[j].kind is MentionKind.NAME))

    def _name_words(self, mention: Mention) -> list[str]:
        """The words of the name without title and description."""
        tokens = self.tokens
        first, last = mention.first, mention.last
        while first < last - 1 and (not tokens[first].text[:1].isupper() or self._title_word(first, last)):
            first += 1
        return [fold(tokens[k].text) for k in range(first, last) if tokens[k].tag not in ("POS", "HYPH", "DT")] or [mention.text]

    def _title_word(self, i: int, last: int) -> bool:
        """Whether a capitalised word before the end of a person's name is a title: President, Mr."""
        token = self.tokens[i]
        lower = token.text.lower()
        if lower in self.agents.genders or lower in self.agents.words("honorific"):
            return True
        mention = self.at_head.get(last - 1)
        person = mention is not None and self.mentions[mention].label == "PERSON"
        titled = person and any(self.tokens[k].text.lower() in self.agents.nouns for k in range(i, last - 1))
        return titled or (i in self.at_head and self.mentions[self.at_head[i]].label == "NORP")

    def _acronyms(self, mention: Mention, words: list[str]) -> list[str]:
        """Short forms of a body's name: its initials, and what stands in brackets after it."""
        initials = "".join(word[0] for word in words if word[:1].isupper())
        shorts = [initials] if len(initials) > 1 else []
        tokens, last = self.tokens, mention.last
        if last + 2 < len(tokens) and tokens[last].text == "(" and tokens[last + 2].text == ")" and tokens[last + 1].text.isupper():
            shorts.append(tokens[last + 1].text)
        return shorts

    def _senses(self, mention: Mention) -> list[str]:
        """Agent nouns inside the mention, by lemma and in full: minister, foreign minister."""
        found = []
        for i in range(mention.first, mention.last - 1 if mention.label == "PERSON" else mention.last):
            noun = self.agents.at(self.tokens, i)
            if noun:
                found += [self.tokens[i].lemma.lower(), noun[0].noun]
        return found

    # --- descriptions

    def _description(self, i: int, mention: Mention) -> None:
        head = self.tokens[mention.head]
        lemma = head.lemma.lower()
        if self._sum(i, mention, lemma):
            return
        noun = self.agents.at(self.tokens, mention.head)
        referent = self._apposed(i, mention) or self._predicated(i, mention) or self._pointed(mention, lemma, noun[0] if noun else None)
        if referent is None:
            kind = noun[0].kind if noun else "state" if lemma in self.agents.words("country-noun") else "body"
            referent = self._new(i, kind)
        else:
            self._join(i, referent)
        referent.nouns.add(lemma)
        if noun:
            referent.nouns.add(noun[0].noun)

    def _apposed(self, i: int, mention: Mention) -> _Referent | None:
        """"Hassan, a spokesman": what stands in apposition is the same, if it can be."""
        head = self.tokens[mention.head]
        if head.rel == "appos" and head.head != head.i:
            above = self.at_head.get(head.head)
            if above is not None and above in self.of and self._can_be(self.of[above], mention):
                return self.of[above]
        return None

    def _predicated(self, i: int, mention: Mention) -> _Referent | None:
        """"Hassan is the minister"."""
        head = self.tokens[mention.head]
        if head.rel != "pred" or self.tokens[head.head].pos != "AUX" or mention.number == "many":
            return None
        below = self.parse.children[head.head]
        if any(self.tokens[c].rel == "neg" for c in below):
            return None
        subject = next((self.at_head[c] for c in below if self.tokens[c].rel == "subj" and c in self.at_head), None)
        referent = self.of.get(subject) if subject is not None else None
        return referent if referent and referent.kind == "person" and self._can_be(referent, mention) else None

    def _can_be(self, referent: _Referent, mention: Mention) -> bool:
        noun = self.agents.at(self.tokens, mention.head) if not mention.keys else None
        kind = noun[0].kind if noun else self._kind_of_name(mention)
        persons = ("person",)
        if referent.kind in persons or kind in persons:
            kinds = ("person", "group") if noun or not referent.keys else persons
            return referent.kind in kinds and kind in kinds and referent.number != "many" and mention.number != "many"
        return not (referent.keys and mention.keys)

    def _pointed(self, mention: Mention, lemma: str, sense: AgentSense | None) -> _Referent | None:
        """"The minister", "the group", "the country": the last one spoken of that can be called so."""
        below = [self.tokens[c] for c in self.parse.children[mention.head]]
        if not any(c.lemma.lower() in self.definite for c in below) or any(c.rel in ("poss", "relcl", "nummod") for c in below):
            bare = sense is not None and mention.number == "many" and not any(c.rel in ("poss", "amod", "compound", "nummod", "relcl", "acl") for c in below)
            if not bare:
                return None
        country, group = lemma in self.agents.words("country-noun"), lemma in self.agents.words("group-noun")
        modifiers = {c.text for c in below if c.rel in ("amod", "compound")} | self._governed(mention.head)
        for j, referent in self._window(mention.head):
            if country and referent.kind == "state" and self.mentions[j].label != "NORP" and not modifiers:
                return referent
            if referent.number and mention.number and referent.number != mention.number:
                continue
            if group and referent.kind in _BODIES and not modifiers:
                return referent
            if (sense.noun if sense and " " in sense.noun else lemma) in referent.nouns and self._agrees(referent, modifiers):
                return referent
            if sense and referent.kind == "person" == sense.kind and lemma in self.agents.words("anaphoric-person") and not modifiers and mention.number == "one":
                return referent
        return None

    def _governed(self, head: int) -> set[str]:
        """Words after a preposition of belonging: Kenya in "the president of Kenya"."""
        found: set[str] = set()
        for c in self.parse.children[head]:
            if self.tokens[c].rel == "prep":
                found.update(self.tokens[g].text for g in self.parse.children[c] if self.tokens[g].rel == "pobj")
        return found

    def _agrees(self, referent: _Referent, modifiers: set[str]) -> bool:
        """Whether the adjectives of a description all stood with the referent before: no other country, no other kind of minister."""
        if not modifiers:
            return True
        before: set[str] = set()
        for j in referent.mentions[-6:]:
            mention = self.mentions[j]
            before.update(t.text for t in self.tokens[mention.first : mention.last])
            before |= self._governed(mention.head)
            before.update(self.tokens[c].text for c in self.parse.children[mention.head])
        return modifiers <= before

    def _sum(self, i: int, mention: Mention, lemma: str) -> bool:
        """"Both sides", "the two leaders": the last two that were spoken of and can be called so."""
        if mention.number != "many" or lemma not in self.agents.words("sum-noun"):
            return False
        words = {self.tokens[c].lemma.lower() for c in self.parse.children[mention.head]} | {self.tokens[c].text.lower() for c in self.parse.children[mention.head]}
        three = bool(words & self.agents.words("sum-three"))
        if (not three and not words & self.agents.words("sum-word")) or any(self.tokens[c].rel in ("prep", "amod", "compound") for c in self.parse.children[mention.head]):
            return False
        if words & self.indefinite or ("two" in words and not words & self.definite):
            return False
        noun = self.agents.at(self.tokens, mention.head)
        persons = noun is not None and noun[0].kind == "person"
        wanted = 3 if three else 2
        found: list[int] = []
        for kinds in (("person",), ("state", "institution")) if persons else (("state", "institution", *_BODIES), ("person",)):
            found = [j for j, r in self._window(mention.head) if r.kind in kinds and self.mentions[j].label != "PLACE" and r.number != "many"][:wanted]
            if len(found) == wanted:
                self.sums[i] = tuple(sorted(found))
                return True
        return False

    # --- pronouns

    def _pronoun(self, i: int, mention: Mention, pronoun: Pronoun) -> None:
        text = self.tokens[mention.head].text.lower()
        if text in self.agents.words("reflexive"):
            subject = self._subject_of(self.tokens[mention.head].head)
            if subject is not None and subject in self.of:
                self._join(i, self.of[subject])
                return
        if pronoun.number == "many" and self._together(i, mention):
            return
        referent = self._best(mention, pronoun)
        if referent:
            self._join(i, referent)
        else:
            self.of[i] = alone = _Referent("", pronoun.number, pronoun.gender)
            alone.mentions.append(i)
            self.referents.append(alone)

    def _best(self, mention: Mention, pronoun: Pronoun) -> _Referent | None:
        head = mention.head
        barred = self._barred(head)
        speaker = self._quoted_by(mention) if self._verbatim(mention) else None
        best, score = None, -99.0
        for j, referent in self._window(head):
            if not self._fits(referent, self.mentions[j], pronoun) or referent is speaker or id(referent) in barred:
                continue
            one = self._salience(j, referent, head)
            if one > score:
                best, score = referent, one
        if pronoun.gender == "n" and (thing := self._thing(head, score if best else -99.0)) is not None:
            self.things[head] = thing
            return None
        return best

    def _fits(self, referent: _Referent, mention: Mention, pronoun: Pronoun) -> bool:
        if pronoun.gender in ("m", "f"):
            return referent.kind == "person" and referent.gender in ("", "n", pronoun.gender) and referent.number != "many"
        if pronoun.gender == "n":
            return referent.kind in ("state", "institution", "body", *_BODIES) and referent.number != "many"
        if referent.kind == "person":
            return referent.number == "many"
        return mention.label not in ("PLACE", "NORP") or referent.kind == "people"

    def _salience(self, j: int, referent: _Referent, head: int) -> float:
        """How likely a referent last named by mention `j` is meant at token `head`: near, subject, often named."""
        mention = self.mentions[j]
        token, here = self.tokens[mention.head], self.tokens[head]
        distance = here.sentence - token.sentence
        score = -1.5 * distance + min(len(referent.mentions), 5) * 0.1
        above = self.tokens[token.head]
        if token.rel == "conj":
            token = above
        if token.rel in _SUBJECTS:
            score += 2.0 + (0.5 if above.rel == "root" else 0.0)
        elif token.rel in ("obj", "iobj"):
            score += 0.8
        elif token.rel in ("poss", "compound", "amod"):
            score -= 0.7
        if mention.label in ("PLACE", "NORP"):
            score -= 1.5
        if referent.kind == "person" and not referent.gender and self.mentions[self.at_head[head]].gender == "f":
            score -= 1.5
        if here.rel in _SUBJECTS and here.head in self.cues and token.head in self.cues:
            score += 0.5
        if token.head in self._above(head):
            score += 2.0 if here.rel in _SUBJECTS or token.rel in _SUBJECTS else 3.0
        return score

    def _above(self, head: int) -> tuple[int, ...]:
        """The verb whose complement clause the token stands in: told in "told him that he would"."""
        here = head
        for _ in range(6):
            token = self.tokens[here]
            if token.rel in ("ccomp", "xcomp", "pcomp"):
                return (token.head,)
            if token.head == here:
                break
            here = token.head
        return ()

    def _thing(self, head: int, score: float) -> int | None:
        """The thing that "it" rather means than the best actor with `score`: the proposal, the deal."""
        token = self.tokens[head]
        subject = token.rel in _SUBJECTS
        above = self.tokens[token.head]
        if subject and (token.head in self.cues or (above.rel == "ccomp" and score > 0)):
            return None
        described = subject and any(self.tokens[c].rel == "pred" for c in self.parse.children[token.head])
        passive = not subject and token.rel != "poss"
        first = self.parse.sentences[max(token.sentence - 1, 0)].first
        best = None
        for k in range(head - 1, max(first, head - 60) - 1, -1):
            other = self.tokens[k]
            if other.tag not in ("NN", "NNP") or k in self.at_head or other.entity or other.rel not in (*_SUBJECTS, "obj", "pred", "pobj", "conj"):
                continue
            own = {"obj": 1.2, "pred": 0.5, "pobj": 0.3, "conj": 0.5}.get(other.rel, 2.2)
            own -= 1.5 * (token.sentence - other.sentence) + (1.0 if token.rel == "poss" else 0.0)
            own += 2.2 if passive else 1.8 if described else 0.0
            if own >= score:
                best, score = k, own + 0.01
        return best

    def _barred(self, head: int) -> set[int]:
        """Referents that stand beside the pronoun in the same clause: "Putin met him" is not Putin."""
        token = self.tokens[head]
        if token.rel == "poss":
            return set()
        verb = token.head
        while self.tokens[verb].rel in ("prep", "pobj") and self.tokens[verb].head != verb:
            verb = self.tokens[verb].head
        found: set[int] = set()
        places = [verb]
        if self.tokens[verb].rel == "conj" and not any(self.tokens[c].rel in _SUBJECTS for c in self.parse.children[verb]):
            places.append(self.tokens[verb].head)
        for place in places:
            for c in self.parse.children[place]:
                if c != head and self.tokens[c].rel in (*_SUBJECTS, "obj", "iobj"):
                    found.update(id(self.of[self.at_head[k]]) for k in self._joined(c) if k in self.at_head and self.at_head[k] in self.of)
        return found

    def _joined(self, i: int) -> list[int]:
        found = [i]
        for one in found:
            found.extend(c for c in self.parse.children[one] if self.tokens[c].rel == "conj")
        return found

    def _together(self, i: int, mention: Mention) -> bool:
        """They after "Macron and Scholz met": those who were the subject together, if they are the nearest subject."""
        for j, _ in self._window(mention.head):
            token = self.tokens[self.mentions[j].head]
            if mention.number == "many" and self.mentions[j].number == "many":
                return False
            top = token
            while top.rel == "conj":
                top = self.tokens[top.head]
            if top.rel not in _SUBJECTS or self.tokens[mention.head].sentence - top.sentence > 1:
                continue
            group = [k for k in self._joined(top.i) if k in self.at_head and self.at_head[k] in self.of]
            if len(group) > 1 and top.head != self.tokens[mention.head].head:
                self.sums[i] = tuple(self.at_head[k] for k in group)
                return True
            return False
        return False

    def _subject_of(self, verb: int) -> int | None:
        for _ in range(4):
            for c in self.parse.children[verb]:
                if self.tokens[c].rel in _SUBJECTS and c in self.at_head:
                    return self.at_head[c]
            if self.tokens[verb].head == verb:
                return None
            verb = self.tokens[verb].head
        return None

    # --- quotations

    def _quotation(self, mention: Mention) -> Quotation | None:
        at = bisect_right(self.begins, mention.span[0]) - 1
        return self.contents[at][1] if at >= 0 and mention.span[1] <= self.contents[at][0][1] else None

    def _verbatim(self, mention: Mention) -> bool:
        """Whether a mention inside a quotation stands between quotation marks, where nobody calls himself "he"."""
        at = bisect_right(self.begins, mention.span[0]) - 1
        if at < 0 or mention.span[1] > self.contents[at][0][1]:
            return False
        (start, _), quotation = self.contents[at]
        before = self.parse.text[start : mention.span[0]]
        return quotation.kind == "direct" or before.count('"') % 2 == 1 or before.count("\u201c") > before.count("\u201d")

    def _quoted_by(self, mention: Mention) -> _Referent | None:
        quotation = self._quotation(mention)
        if quotation is None or quotation.source_head is None:
            return None
        source = self.at_head.get(quotation.source_head)
        return self.of.get(source) if source is not None else None

    def _speaker(self, i: int, pronoun: Pronoun) -> None:
        """I and we inside a quotation are its source; you its hearer, if one is named."""
        mention = self.mentions[i]
        quotation = self._quotation(mention)
        who = None
        if quotation is not None and pronoun.person == "1":
            who = self._quoted_by(mention)
        elif quotation is not None and quotation.cue_head is not None:
            hearers = [c for c in self.parse.children[quotation.cue_head] if self.tokens[c].rel in ("obj", "iobj") and c in self.at_head]
            who = self.of.get(self.at_head[hearers[0]]) if hearers else None
        if who is None:
            who = _Referent("", pronoun.number, pronoun.gender)
            self.referents.append(who)
        who.mentions.append(i)
        self.of[i] = who


_BODIES = ("igo", "ngo", "armed_group", "party", "company", "media", "group", "institution", "body")


def _canonical(key: str) -> str:
    """A state and its adjective are one; its people, capital and seats are referents of their own."""
    return key.removesuffix("/adjective")

"""Mentions, their chains and the dictionary come in; who each of them is on the date of the report goes out, with the reason.

Country and sector come from, in this order: the own entry on the date, title or description, what stands in the same
chain, the country in focus.
"""

import difflib
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace

import msgspec

from dragoman.knowledge.agents import Agents, AgentSense
from dragoman.knowledge.names import PROMINENT, Known, NameIndex, Office, fold
from dragoman.model import Actor, Cast, Chains, Mention, MentionKind, Parse, Place, Token

PLACE = "PLACE"
ELITE = "ELI"
CIVILIAN = "CVL"
GOVERNMENT = "GOV"
#: how many sentences back the country in focus is looked for
FOCUS = 4
#: how alike two spellings of a surname must be, 0 to 1
ALIKE = 0.7


def resolve(
    parse: Parse,
    mentions: Sequence[Mention],
    chains: Chains,
    names: NameIndex,
    agents: Agents,
    published: str | None,
    places: Sequence[Place] = (),
) -> Cast:
    """The actors of the article, numbered in the order of their first mention. `places` give countries to towns and regions.

    >>> "Iraqi police chief Ali Hassan": Ali Hassan, person, IRQ COP, because his title says so
    """
    return _Resolver(parse, tuple(mentions), chains, names, agents, published, places).cast()


@dataclass(frozen=True, slots=True)
class Holding:
    """What the dictionary says of one who bears a name: entry, office on the date if any, and what that rests on."""

    entry: Known
    office: Office | None
    because: str


def who(names: NameIndex, name: str, on: str | None = None) -> list[Holding]:
    """Everybody the dictionary knows by `name`, the likeliest first, with the office held on the ISO date `on`."""
    found = []
    for key in names.named(name):
        entry = names[key]
        office, because = office_on(entry, on, frozenset())
        found.append(Holding(entry, office, because))
    return sorted(found, key=lambda h: (h.office is None, _rank(h.office), h.entry.key))


def office_on(entry: Known, on: str | None, titles: frozenset[str]) -> tuple[Office | None, str]:
    """The office somebody held on the date, the one that `titles` name or the most prominent; and the reason. None if none."""
    held = [office for office in entry.offices if on is None or office.covers(on)]
    if not held:
        return None, ""
    best = min(held, key=lambda office: (not _titled(office, titles), _rank(office), [-ord(c) for c in office.start]))
    if on is None:
        return best, "no date of publication: taken as in office"
    if not best.end and best.as_of and best.as_of < on[: len(best.as_of)]:
        return best, f"{best.title}: in office when last confirmed, {best.as_of}"
    return best, f"{best.title} on {on}"


def _titled(office: Office, titles: frozenset[str]) -> bool:
    return bool(titles) and bool(titles & set(office.title.lower().split()))


def _rank(office: Office | None) -> int:
    return PROMINENT.index(office.office) if office and office.office in PROMINENT else len(PROMINENT)


@dataclass(slots=True)
class _Identity:
    """Who a chain is, as far as known."""

    name: str
    kind: str
    code: str | None = None
    sector: str | None = None
    others: tuple[str, ...] = ()
    office: str | None = None
    key: str | None = None
    wikidata: str | None = None
    because: list[str] = field(default_factory=list)


class _Resolver:
    """Resolves the chains of one article; an identity is made once, when first asked for."""

    def __init__(
        self, parse: Parse, mentions: tuple[Mention, ...], chains: Chains, names: NameIndex, agents: Agents, on: str | None, places: Sequence[Place]
    ) -> None:
        self.parse, self.tokens, self.mentions, self.chains = parse, parse.tokens, mentions, chains
        self.names, self.agents, self.on = names, agents, on
        self.chain_of = {i: number for number, chain in enumerate(chains.chains) for i in chain}
        self.at_head: dict[int, int] = {}
        for i, mention in enumerate(mentions):
            self.at_head.setdefault(mention.head, i)
        self.place_codes: Mapping[int, str] = {p.head: p.country_code for p in places if p.country_code}
        self.known: dict[int, _Identity] = {}
        self.open: set[int] = set()
        self.twins: dict[int, list[_Identity]] = {}
        self.countries: list[tuple[int, int, str, bool]] = []
        self.common: Counter[str] = Counter()
        self._survey()

    def cast(self) -> Cast:
        """The result: actors with ids, and which token stands for whom."""
        actors: list[Actor] = []
        ids: dict[int, tuple[str, ...]] = {}
        extra: dict[int, list[int]] = {}
        for i, parts in self.chains.sums.items():
            for part in parts:
                if part in self.chain_of:
                    extra.setdefault(self.chain_of[part], []).append(i)
        for number, chain in enumerate(self.chains.chains):
            one = self.identity(number)
            if one is None:
                continue
            numbers = tuple(sorted({*chain, *extra.get(number, ())}))
            for each in (one, *self.twins.get(number, ())):
                ids[number] = (*ids.get(number, ()), f"a{len(actors) + 1}")
                because = tuple(dict.fromkeys(each.because))
                actors.append(Actor(ids[number][-1], each.name, each.key, each.kind, each.code, each.sector, each.others, each.office, each.wikidata, numbers, because))
        return Cast(self.mentions, tuple(actors), self._at(ids), self.chains.things)

    def _at(self, ids: dict[int, tuple[str, ...]]) -> dict[int, tuple[str, ...]]:
        """Heads of mentions first; then the other words of names, which a wrong parse may take for the head."""
        at: dict[int, tuple[str, ...]] = {}
        for i, mention in enumerate(self.mentions):
            if i in self.chains.sums:
                stands = tuple(dict.fromkeys(one for part in self.chains.sums[i] for one in ids.get(self.chain_of.get(part, -1), ())))
            else:
                stands = ids.get(self.chain_of.get(i, -1), ())
            if stands:
                at[mention.head] = stands
        for mention in self.mentions:
            if mention.head in at and mention.kind is not MentionKind.PRONOUN:
                for k in range(mention.first, mention.last):
                    if self.tokens[k].tag.startswith("NN"):
                        at.setdefault(k, at[mention.head])
        return at

    def identity(self, number: int) -> _Identity | None:
        """Who the chain is; None for what is nobody (an empty "it"), or while it is being found out."""
        if number in self.known:
            return self.known[number]
        if number in self.open:
            return None
        self.open.add(number)
        one = self._identify(number, self.chains.chains[number])
        self.open.discard(number)
        if one is not None:
            self.known[number] = one
        return one

    def _identify(self, number: int, chain: tuple[int, ...]) -> _Identity | None:
        named = [self.mentions[i] for i in chain if self.mentions[i].kind in (MentionKind.NAME, MentionKind.METONYM)]
        described = [self.mentions[i] for i in chain if self.mentions[i].kind in (MentionKind.TITLE, MentionKind.DESCRIPTION)]
        entry, titles = self._entry(named, described)
        if entry is not None and entry.kind == "person":
            return self._person(entry, titles, named, described)
        if entry is not None:
            return self._body(entry, named)
        if named:
            return self._unknown(named, described)
        if described:
            whole = self._described(described)
            self.twins[number] = [replace(whole, code=code) for code in self._codes(described[0])[1:]] if whole else []
            return whole
        return self._pronoun(self.mentions[chain[0]])

    # --- who the dictionary knows

    def _entry(self, named: list[Mention], described: list[Mention]) -> tuple[Known | None, frozenset[str]]:
        """The entry that is meant, chosen by date, title and country among those that bear the name; and the words of title."""
        titles = frozenset(word for m in (*named, *described) if (noun := self._noun(m)) for word in noun[0].noun.lower().split())
        full = sorted((m for m in named if m.keys), key=lambda m: -len(m.text))
        if any(m.label == "PERSON" and not m.keys and len(own_words(m, self.tokens, self.agents)) > 1 for m in named):
            full = [m for m in full if len(own_words(m, self.tokens, self.agents)) > 1]
        best: tuple[float, Known] | None = None
        for mention in full[:3]:
            for key in mention.keys:
                score = self._suits(self.names[key], mention, titles)
                if score is not None and (best is None or score > best[0]):
                    best = (score, self.names[key])
            if best:
                rivals = {self.names[key].code for key in mention.keys}
                if len(rivals) > 1 and best[1].kind not in ("person", "state") and not self._supported(best[1]):
                    return replace_code(best[1]), titles
                break
        return (best[1] if best else None), titles

    def _supported(self, entry: Known) -> bool:
        """Whether one of several bodies of the same name may be meant without more ado: its country is spoken of, or much in the news."""
        return bool(self.common[entry.code]) or entry.code in self.agents.words("leaders-by-surname")

    def _suits(self, entry: Known, mention: Mention, titles: frozenset[str]) -> float | None:
        """How well an entry of this name fits date, title and the countries of the article. None: not at all."""
        on = self.on
        score = 0.0
        if entry.kind != "person":
            if on and ((entry.end and entry.end < on[: len(entry.end)]) or (entry.start and entry.start > on)):
                score -= 2
            score += 0.1 if entry.code in self.agents.words("leaders-by-surname") else 0.0
            return score + min(self.common[entry.code], 3) * 0.3 + (1.0 if entry.kind == "state" else 0.0)
        office, _ = office_on(entry, on, titles)
        surname_only = entry.key not in self.names.forms.get(self._own_name(mention), ())
        if surname_only and len(own_words(mention, self.tokens, self.agents)) > 1:
            return None
        if surname_only and (office is None or (office.office not in PROMINENT and not _titled(office, titles))):
            return None
        if surname_only and office and not self._known_by_surname(office, titles):
            return None
        score += 2 if office else 0
        score += 2 if office and _titled(office, titles) else 0
        score += (len(PROMINENT) - _rank(office)) * 0.1
        return score + min(self.common[entry.code], 3) * 0.3 + min(len(entry.offices), 5) * 0.01

    def _known_by_surname(self, office: Office, titles: frozenset[str]) -> bool:
        """Whether a surname alone can mean the holder: his country or title stands in the article, or all the world names him so."""
        if _titled(office, titles) or (self.common[office.code] and _rank(office) < 4):
            return True
        return office.code in self.agents.words("leaders-by-surname") and _rank(office) < 2

    def _person(self, entry: Known, titles: frozenset[str], named: list[Mention], described: list[Mention]) -> _Identity:
        """A known person: the office on the date, else what the text says, else formerly in office."""
        one = _Identity(entry.name, "person", entry.code or None, key=entry.key, wikidata=entry.wikidata or None, because=[entry.source])
        said = self._said(named, described)
        office, because = office_on(entry, self.on, titles)
        if said.former or office is None:
            if said.sector and not said.former:
                return replace(one, code=said.code or one.code, sector=said.sector, others=said.others, office=said.office, because=[entry.source, *said.because])
            ended = [o for o in entry.offices if said.former or (o.end and self.on and o.end < self.on)]
            if ended:
                last = max(ended, key=lambda o: o.end)
                reason = f"{last.title} until {last.end}" if last.end and not said.former else "called former"
                return replace(one, code=last.code or one.code, sector=ELITE, because=[entry.source, reason])
            if entry.offices:
                one.because.append(f"not in office on {self.on}")
            return replace(one, code=one.code or said.code, sector=said.sector)
        others = tuple(dict.fromkeys(o.sector for o in entry.offices if o.sector != office.sector and (self.on is not None and o.covers(self.on)) and o.sector))
        return replace(one, code=office.code or one.code, sector=office.sector or None, others=others, office=office.title, because=[entry.source, because])

    def _body(self, entry: Known, named: list[Mention]) -> _Identity:
        """A state, a government by its seat or capital, or an organisation."""
        one = _Identity(entry.name, entry.kind, entry.code or None, entry.sector or None, entry.other_sectors, key=entry.key, wikidata=entry.wikidata or None, because=[entry.source])
        if entry.form == "adjective":
            one.key = entry.code
        if entry.form == "capital":
            if all(m.label == PLACE for m in named):
                return replace(one, sector=None, because=[entry.source, "a place here"])
            one.because.append("capital for government")
        elif entry.form == "seat":
            one.because.append("seat for government")
        elif entry.form == "people":
            return self._people(one, named)
        if self.on and entry.end and entry.end < self.on[: len(entry.end)]:
            one.because.append(f"ended {entry.end}")
        return one

    def _people(self, one: _Identity, named: list[Mention]) -> _Identity:
        """Russians: private persons unless "the Russians", which may be anybody; ethnic Russians live elsewhere."""
        below = [self.tokens[c] for c in self.parse.children[named[0].head]] + list(self.tokens[named[0].first : named[0].head])
        if any(t.lemma.lower() in self.agents.words("ethnic") for t in below):
            code = self._focus(named[0].head, but={one.code})
            return replace(one, code=code or one.code, sector=CIVILIAN, because=[*one.because, "ethnic: country in focus" if code else "ethnic"])
        if any(t.rel == "det" and t.lemma.lower() in self.agents.words("definite") for t in below):
            return one
        return replace(one, sector=CIVILIAN, because=[*one.because, "people of the country"])

    def _own_name(self, mention: Mention) -> str:
        words = own_words(mention, self.tokens, self.agents)
        return fold(" ".join(words).replace(" - ", "-").replace(" .", "."))

    # --- who the text describes

    def _unknown(self, named: list[Mention], described: list[Mention]) -> _Identity | None:
        """Somebody not in the dictionary: country and sector from title, description, apposition."""
        first = max(named, key=lambda m: len(m.text))
        person = any(m.label == "PERSON" for m in named)
        said = self._said(named, described)
        holder = self._holder(first, said) if person else None
        if holder:
            return holder
        kind = "person" if person else said.kind or {"GPE": "generic", PLACE: "generic", "LOC": "generic", "FAC": "generic"}.get(first.label, "group")
        code = said.code
        because = said.because or ["not in the dictionary"]
        if code is None and not person:
            code = next((c for m in named if (c := self.place_codes.get(m.head))), None)
            because = [*because, "country of the place"] if code else because
        if code is None and first.label in (PLACE, "LOC", "FAC") and not said.sector:
            return None
        if code is None and said.sector:
            code = self._focus(first.head, but=said.against)
            because = [*because, "country in focus"] if code else because
        sector = ELITE if said.former else said.sector
        return _Identity(self._own_name(first), kind, code, sector, said.others, said.office, because=because)

    def _holder(self, mention: Mention, said: "_Said") -> _Identity | None:
        """The holder of the office that the title names, if his name is spelled much like this one: Zelensky, Zelenskyy."""
        if not said.code or not said.post or said.former or self.on is None:
            return None
        surname = self._own_name(mention).split()[-1]
        for key in self.names.holders.get(f"{said.post} {said.code}", ()):
            entry = self.names[key]
            held = next((o for o in entry.offices if o.office == said.post and o.code == said.code and o.covers(self.on)), None)
            if held and difflib.SequenceMatcher(None, surname, fold(entry.name).split()[-1]).ratio() > ALIKE:
                because = [entry.source, f"{held.title} on {self.on}, spelled {mention.text}"]
                return _Identity(entry.name, "person", held.code, held.sector or None, (), held.title, entry.key, entry.wikidata or None, because)
        return None

    def _described(self, described: list[Mention]) -> _Identity | None:
        """An unnamed agent: "protesters", "the foreign minister", "his Chinese counterpart"."""
        first = described[0]
        said = self._said([], described)
        code, because = said.code, said.because
        noun = self._noun(first)
        if noun is None or (noun[0].kind == "institution" and not noun[0].sector):
            return _Identity(first.text, "state", code, None, because=because) if code else None
        if code is None:
            code = self._focus(first.head, but=said.against)
            because = [*because, "country in focus"] if code else because
        kind = "generic" if said.kind in ("", "person", "group") else said.kind
        return _Identity(first.text, kind, code, ELITE if said.former else said.sector, said.others, said.office, because=because)

    def _codes(self, mention: Mention) -> list[str]:
        """All countries of a plural description whose adjectives or owners are joined: "Israeli and Palestinian officials"."""
        if mention.number != "many":
            return []
        noun = self._noun(mention)
        owners = [*self._owners(mention, noun[1] if noun else mention.head, joined=True), *self._governed(mention.head, joined=True)]
        return list(dict.fromkeys(one.code for one in owners if one.code))

    def _pronoun(self, mention: Mention) -> _Identity | None:
        """A pronoun that refers to nobody known: a person or persons unknown; "it" and "you" are nobody."""
        pronoun = self.agents.pronouns[self.tokens[mention.head].text.lower()]
        if pronoun.gender == "n" or pronoun.person == "2":
            return None
        return _Identity(mention.text, "generic", because=["pronoun without antecedent"])

    def _said(self, named: Sequence[Mention], described: Sequence[Mention]) -> "_Said":
        """What titles and descriptions of a chain say together: the first that says something wins, field by field."""
        whole = _Said()
        for mention in (*named[:4], *described[:4]):
            one = self._describe(mention)
            whole = _Said(
                whole.code or one.code,
                whole.sector or one.sector,
                whole.others or one.others,
                whole.office or one.office,
                whole.post or one.post,
                whole.kind or one.kind,
                whole.former or one.former,
                whole.against | one.against,
                whole.because + [b for b in one.because if b not in whole.because],
            )
        return whole

    def _describe(self, mention: Mention) -> "_Said":
        """What the words of one mention say: agent noun, adjective or owner, and what follows "of" or "for"."""
        tokens, agents = self.tokens, self.agents
        noun = self._noun(mention)
        former = any(t.text.lower() in agents.words("former") for t in tokens[mention.first : mention.last])
        sense, first, last = noun if noun else (None, mention.first, mention.last)
        owners = self._owners(mention, first)
        after = self._governed(mention.head) if noun or mention.label != "PERSON" else []
        against = {c for i in self._modifying(mention) if self._set_against(i) and (c := self._code_at(i))}
        code = next((one.code for one in (*owners, *after) if one.code), None)
        counterpart = tokens[mention.head].lemma.lower() in agents.words("counterpart")
        if sense is None and not counterpart:
            return _Said(code, former=former, against=against, because=["description: " + mention.text] if code else [])
        sector, others = self._sector(sense, mention, last, [*owners, *after]) if sense else (None, ())
        if counterpart:
            pair = self._possessor(mention)
            sector = pair.sector if pair else sector
            code = next((one.code for one in owners if one is not pair and one.code), None)
        office = None
        if sense is not None and sense.office:
            office = " ".join(t.text for t in tokens[first:last])
        because = [sense.key if sense else "reference.yaml#counterparts"]
        return _Said(code, sector, others, office, sense.office if sense else "", sense.kind if sense else "person", former, against, because)

    def _noun(self, mention: Mention) -> tuple[AgentSense, int, int] | None:
        """The agent noun of a description, the one nearest before a person's name, or the one that heads the name of a body."""
        if mention.kind not in (MentionKind.NAME, MentionKind.METONYM):
            return self.agents.at(self.tokens, mention.head)
        if mention.label != "PERSON":
            noun = self.agents.at(self.tokens, mention.head)
            return noun if noun and noun[1] >= mention.first and noun[0].sector else None
        for i in range(mention.last - 1, mention.first - 1, -1):
            noun = self.agents.at(self.tokens, i) if i != mention.last - 1 else None
            if noun and noun[1] >= mention.first:
                return noun
        return None

    def _sector(self, sense: AgentSense, mention: Mention, last: int, related: "list[_Identity]") -> tuple[str | None, tuple[str, ...]]:
        """The noun's own sector; nouns with a role (spokesman, official) take it from what they belong to."""
        if sense.belongs:
            for i in range(last - 2, mention.first - 1, -1):
                inner = self.agents.at(self.tokens, i)
                if inner and inner[0].sector:
                    return inner[0].sector, inner[0].other_sectors
            for one in related:
                if one.sector:
                    return one.sector, one.others
            if not sense.sector and sense.kind == "person" and any(one.kind == "state" for one in related):
                return GOVERNMENT, ()
        if sense.sector:
            return sense.sector, sense.other_sectors
        return None, ()

    def _owners(self, mention: Mention, first: int, joined: bool = False) -> "list[_Identity]":
        """Those whose adjective, name or possessive stands before the noun: Iraqi, Hamas, Kenya's, his; with `joined` also what is coordinated with these."""
        found = []
        for i in self._modifying(mention):
            if self._set_against(i):
                continue
            for k in self._joined(i) if joined else (i,):
                one = self._at_token(k)
                if one:
                    found.append(one)
        return found

    def _modifying(self, mention: Mention) -> list[int]:
        """Heads of the mentions that stand before or inside a mention and modify it, in text order."""
        tokens = self.tokens
        found = {i for i in range(mention.first, mention.last) if i in self.at_head and tokens[i].rel != "conj"}
        for k in range(mention.first, mention.last):
            found.update(c for c in self.parse.children[k] if tokens[c].rel in ("poss", "amod", "compound") and c in self.at_head and c < mention.last)
        found.discard(mention.head)
        return sorted(found)

    def _joined(self, i: int) -> list[int]:
        found = [i]
        for one in found:
            found.extend(c for c in self.parse.children[one] if self.tokens[c].rel == "conj")
        return found

    def _at_token(self, i: int) -> "_Identity | None":
        mention = self.at_head.get(i, -1)
        return self.identity(self.chain_of[mention]) if mention in self.chain_of else None

    def _code_at(self, i: int) -> str | None:
        one = self._at_token(i)
        return one.code if one else None

    def _set_against(self, i: int) -> bool:
        """Whether hyphenated words say that a country is no owner: "Iran-backed militia", "anti-Russian rebels"."""
        tokens, agents = self.tokens, self.agents
        word = tokens[i].text.lower()
        parts = word.split("-")
        if len(parts) > 1 and (parts[0] in agents.words("not-of") or (parts[-1] in agents.words("backed") and parts[-1] not in agents.words("led"))):
            return True
        if i + 2 < len(tokens) and tokens[i + 1].text == "-":
            follow = tokens[i + 2].text.lower()
            return follow in agents.words("backed") and follow not in agents.words("led")
        return i >= 2 and tokens[i - 1].text == "-" and tokens[i - 2].text.lower() in agents.words("not-of")

    def _possessor(self, mention: Mention) -> "_Identity | None":
        for c in self.parse.children[mention.head]:
            if self.tokens[c].rel == "poss" and c in self.at_head and self.at_head[c] in self.chain_of:
                return self.identity(self.chain_of[self.at_head[c]])
        return None

    def _governed(self, head: int, joined: bool = False) -> "list[_Identity]":
        """Those after "of", "for", "in": a spokesman for Hamas, rebels in Darfur; with `joined` also what is coordinated with these."""
        found = []
        wanted = self.agents.words("belonging-preposition")
        for c in self.parse.children[head]:
            if self.tokens[c].rel != "prep" or self.tokens[c].lemma.lower() not in wanted:
                continue
            objects = [g for g in self.parse.children[c] if self.tokens[g].rel == "pobj"]
            for g in (each for one in objects for each in self._joined(one)) if joined else objects:
                who = self._at_token(g)
                if who:
                    found.append(who)
                elif g in self.place_codes:
                    found.append(_Identity("", "", self.place_codes[g]))
                else:
                    found += [each for m in self.parse.children[g] if self.tokens[m].rel in ("amod", "poss", "compound") and (each := self._at_token(m))]
        return found

    # --- the country in focus

    def _survey(self) -> None:
        """Countries the article names, by token and sentence."""
        for mention in self.mentions:
            code = next((self.names[k].code for k in mention.keys[:1] if self.names[k].kind in ("state", "institution")), None) or self.place_codes.get(mention.head)
            if code:
                token = self.tokens[mention.head]
                self.countries.append((mention.head, token.sentence, code, mention.label == PLACE))
                self.common[code] += 1

    def _focus(self, head: int, but: Collection[str | None] = ()) -> str | None:
        """The country spoken of at a token: the nearest place of its sentence, of those before, else the commonest of the article."""
        sentence = self.tokens[head].sentence
        near = [c for c in self._around(sentence) if c[2] not in but]
        here = [c for c in near if c[1] == sentence and c[3]]
        if here:
            return min(here, key=lambda c: abs(c[0] - head))[2]
        before = [c for c in near if c[1] < sentence and c[3]]
        if before:
            return before[-1][2]
        ranked = [c for c, _ in self.common.most_common(3) if c not in but]
        return ranked[0] if ranked else None

    def _around(self, sentence: int) -> list[tuple[int, int, str, bool]]:
        from bisect import bisect_left

        low = bisect_left(self.countries, sentence - FOCUS, key=lambda c: c[1])
        high = bisect_left(self.countries, sentence + 1, key=lambda c: c[1])
        return self.countries[low:high]


@dataclass(slots=True)
class _Said:
    """What a title or description says of somebody."""

    code: str | None = None
    sector: str | None = None
    others: tuple[str, ...] = ()
    office: str | None = None
    post: str = ""
    kind: str = ""
    former: bool = False
    against: set[str] = field(default_factory=set)
    because: list[str] = field(default_factory=list)


def replace_code(entry: Known) -> Known:
    """A body of which only the kind is known: one of many Labour Parties."""
    return msgspec.structs.replace(entry, code="", wikidata="", key=f"{entry.kind} of this name")


def own_words(mention: Mention, tokens: Sequence[Token], agents: Agents) -> list[str]:
    """The words of a name without title, adjective and description before it: Ali, Hassan of "Iraqi police chief Ali Hassan"."""
    first = mention.first
    for i in range(mention.first, mention.last - 1):
        token = tokens[i]
        lower = token.text.lower()
        if not token.tag.startswith("NNP") or lower in agents.genders or lower in agents.words("honorific") or (mention.label == "PERSON" and lower in agents.nouns):
            first = i + 1
    return [t.text for t in tokens[first : mention.last] if t.tag != "POS"] or [mention.text]

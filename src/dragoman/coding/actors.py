"""Mentions, their chains and the dictionary come in; who each of them is on the date of the report goes out, with the reason.

Country and sector come from, in this order: the own entry on the date, title or description, what stands in the same
chain, the country in focus.
"""

import difflib
from collections.abc import Sequence
from dataclasses import replace

from dragoman.coding import entries
from dragoman.coding.deeds import Deeds
from dragoman.coding.descriptions import OTHER, Descriptions
from dragoman.coding.entries import CIVILIAN, ELITE, who
from dragoman.coding.focus import PLACE
from dragoman.coding.identifiers import sure, whole
from dragoman.coding.scene import Identity, Said, Scene
from dragoman.knowledge.agents import Agents
from dragoman.knowledge.names import NameIndex
from dragoman.knowledge.spelling import fold
from dragoman.model import Actor, Cast, Chains, Mention, MentionKind, Parse, Place

__all__ = ["resolve", "who"]

#: how alike two spellings of a surname must be, 0 to 1
ALIKE = 0.7
#: how deep descriptions may lean on each other: the aide of the spokesman of the minister
DEPTH = 20
#: code of bodies of several states that have none of their own
ALLIANCE = "IGO"
#: value of `home` of those who are of one country where it is spoken of, and of `role` of a people within a state
USUAL, ETHNIC = "usual", "ethnic"
#: sectors of those who fight the government or police of their own country
OUTLAWS = ("REB", "UAF", "CRM")
#: label of mentions that are bare numbers of people
COUNT = "COUNT"
#: labels of the recogniser of those who are likely of the country of a report that is of one country only
NATIVE = ("PERSON", "ORG", "NORP")


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
    return _Resolver(Scene(parse, tuple(mentions), chains, names, agents, published, places), chains).cast()


class _Resolver:
    """Resolves the chains of one article; an identity is made once, when first asked for."""

    def __init__(self, scene: Scene, chains: Chains) -> None:
        self.scene, self.chains = scene, chains
        self.texts = Descriptions(scene, self.identity)
        self.deeds = Deeds(scene, self.texts.at)
        self.known: dict[int, Identity | None] = {}
        self.open: set[int] = set()
        self.twins: dict[int, list[Identity]] = {}

    def cast(self) -> Cast:
        """The result: actors with ids, and which token stands for whom."""
        actors: list[Actor] = []
        ids: dict[int, tuple[str, ...]] = {}
        own: dict[int, tuple[str, ...]] = {}
        extra: dict[int, list[int]] = {}
        for i, parts in self.chains.sums.items():
            for part in parts:
                extra.setdefault(self.scene.chain_of.get(part, -1), []).append(i)
        for number, chain in enumerate(self.chains.chains):
            one = self.identity(number)
            if one is None:
                continue
            apart = self._apart(one, chain)
            numbers = self._told(tuple(sorted({*chain, *extra.get(number, ())} - set(apart))))
            for each in (one, *self.twins.get(number, ())):
                ids[number] = (*ids.get(number, ()), f"a{len(actors) + 1}")
                actors.append(_actor(ids[number][-1], each, numbers))
            for i in apart:
                own[i] = (f"a{len(actors) + 1}",)
                longer = replace(one, name=self.scene.mentions[i].text, wikidata=None, because=[*one.because, "part of a longer name"])
                actors.append(_actor(own[i][0], longer, (i,)))
        return Cast(self.scene.mentions, tuple(actors), self._at(ids, own), self.chains.things)

    def _apart(self, one: Identity, chain: tuple[int, ...]) -> list[int]:
        """The mentions of somebody identified that are part of a longer name: India in "northern India", beside others that mean India."""
        if one.wikidata is None:
            return []
        names = [i for i in chain if self.scene.mentions[i].kind in (MentionKind.NAME, MentionKind.METONYM)]
        return [i for i in names if not whole(self.scene, self.scene.mentions[i])]

    def _told(self, numbers: tuple[int, ...]) -> tuple[int, ...]:
        """The mentions without those that are only a word of somebody's title, if others are left: British in "British Prime Minister David Cameron"."""
        of_title = (i for i in numbers if self.scene.titled[self.scene.mentions[i].head] and self.scene.mentions[i].label == "NORP")
        kept = tuple(sorted(set(numbers) - set(of_title)))
        return kept or numbers

    def _at(self, ids: dict[int, tuple[str, ...]], own: dict[int, tuple[str, ...]]) -> dict[int, tuple[str, ...]]:
        """Heads of mentions first; then the other nouns of a mention, which a wrong parse may take for the head. `own`: ids of single mentions."""
        at: dict[int, tuple[str, ...]] = {}
        chain_of = self.scene.chain_of
        for i, mention in enumerate(self.scene.mentions):
            parts = self.chains.sums.get(i, (i,))
            stands = tuple(dict.fromkeys(one for part in parts for one in own.get(part) or ids.get(chain_of.get(part, -1), ())))
            if stands and not self.texts.set_against(mention.head):
                at[mention.head] = stands
        for mention in self.scene.mentions:
            if mention.head in at and mention.kind is not MentionKind.PRONOUN:
                for k in range(mention.first, mention.last):
                    if self.scene.tokens[k].tag.startswith("NN"):
                        at.setdefault(k, at[mention.head])
        return at

    def identity(self, number: int) -> Identity | None:
        """Who the chain is; None for what is nobody (an empty "it"), or while it is being found out."""
        if number in self.known:
            return self.known[number]
        if number in self.open or len(self.open) > DEPTH:
            return None
        self.open.add(number)
        self.known[number] = one = self._identify(number, self.chains.chains[number])
        self.open.discard(number)
        return one

    def _identify(self, number: int, chain: tuple[int, ...]) -> Identity | None:
        mentions = [self.scene.mentions[i] for i in chain]
        named = [m for m in mentions if m.kind in (MentionKind.NAME, MentionKind.METONYM)]
        described = [m for m in mentions if m.kind in (MentionKind.TITLE, MentionKind.DESCRIPTION)]
        entry, titles = entries.choose(self.scene, named, described)
        if entry is not None:
            said = self.texts.said(named, described)
            person = entry.kind == "person"
            one = entries.person(self.scene, entry, titles, said) if person else entries.body(self.scene, entry, named, said)
            self.twins[number] = [] if person else self._beside(one, named[0])
            return one if one.wikidata is None or sure(self.scene, entry, named) else replace(one, wikidata=None)
        if named:
            return self._unknown(named, described)
        if described:
            whole = self._described(described)
            self.twins[number] = [replace(whole, code=code) for code in self.texts.codes(described[0])[1:]] if whole else []
            return whole
        return self._pronoun(mentions[0])

    def _beside(self, one: Identity, mention: Mention) -> list[Identity]:
        """The others of a plural name that a second adjective shares: the Georgian ones of "Georgian and British troops"."""
        if one.kind not in ("military", "institution", "agency"):
            return []
        text = f"{mention.text} and others"
        return [Identity(text, "generic", code, one.sector, because=["adjective joined to the name's"]) for code in self.texts.owners(mention) if code != one.code]

    def _unknown(self, named: list[Mention], described: list[Mention]) -> Identity | None:
        """Somebody not in the dictionary: country and sector from title, description, apposition."""
        first = max(named[:20], key=lambda m: len(m.text))
        person = any(m.label == "PERSON" for m in named)
        said = self.texts.said(named, described)
        homonyms = self.scene.agents.homonyms
        towns = (homonyms[m.text][0] if m.text in homonyms else self.scene.land.town(m) for m in named[:20])
        town = next((code for code in towns if code), None)
        if town and not said.sector:
            return Identity(self.scene.own_name(first), "generic", town, because=["country of the place"])
        holder = self._holder(first, said) if person else None
        if holder:
            return holder
        if said.code is None and first.label in (PLACE, "LOC", "FAC") and not said.sector and not person:
            return None
        kind = "person" if person else said.kind or ("generic" if first.label in (PLACE, "GPE", "LOC", "FAC") else "group")
        code, because = self._country(said, first, said.sector is not None)
        if code is None and first.label in NATIVE and said.home != "elsewhere" and not said.against and (code := self._citizen(named)):
            because = [*because, "the report is of this country"]
        sector = ELITE if said.former else said.sector
        return Identity(self.scene.own_name(first), kind, code, sector, said.others, said.office, because=because or ["not in the dictionary"])

    def _citizen(self, named: Sequence[Mention]) -> str | None:
        """The country of somebody unknown: that of party and state after his name, else that of a report of one country only."""
        partisan = (self.scene.land.partisan(m.last) for m in named[:20] if m.label == "PERSON")
        return next((code for code in partisan if code), None) or self.scene.land.native()

    def _country(self, said: Said, mention: Mention, focus: bool) -> tuple[str | None, list[str]]:
        """The country that is said, else with `focus` the one spoken of, as far as the noun takes it from there; and the reasons."""
        if said.code or not focus:
            return said.code, said.because
        if said.home == "elsewhere":
            sent = self.scene.sender if said.sector == "MIL" and said.otherwise == ALLIANCE else None
            return sent or said.otherwise or None, [*said.because, "of the body that the report names" if sent else "of no country that is told"]
        if said.home == USUAL and (code := self._usual(said)):
            return code, [*said.because, "of the country that mostly has them, and that is spoken of"]
        if code := self.deeds.under(mention.head):
            return code, [*said.because, "of the country that does this to its own people"]
        if code := self.texts.partisan(mention):
            return code, [*said.because, "of the country whose parties are called so"]
        if said.sector in OUTLAWS and (code := self.deeds.fought(mention)):
            return code, [*said.because, "of the country whose government is named beside it"]
        if said.home == "here":
            code = self.scene.here(mention.head, but=said.against)
            return code or said.otherwise or None, [*said.because, "country of the place named beside it" if code else "of no country that is told"]
        code = self.scene.focus(mention.head, but=said.against | self.deeds.faced(mention, said.sector), body=self.texts.body_of_state(mention, said))
        return code, [*said.because, "country in focus"] if code else said.because

    def _usual(self, said: Said) -> str | None:
        """The country that mostly has somebody of this name (senators), if the report speaks of it as much as of others, or of none."""
        common, land = self.scene.common, self.scene.land
        spoken_of = 2 * common[said.otherwise] >= max(common.values(), default=0)
        return said.otherwise if spoken_of and land.home in (None, said.otherwise) and said.otherwise not in said.against else None

    def _abode(self, mention: Mention, code: str | None) -> str | None:
        """The country in which a people lives that is named by another's adjective: the Armenian community in Sofia, the Albanian population of the province."""
        tokens, below = self.scene.tokens, self.scene.parse.children[mention.head]
        where = self.scene.agents.words("of") | self.scene.agents.words("place-preposition")
        named = any(tokens[c].rel in ("amod", "compound") and (one := self.texts.at(c)) and one.code == code for c in below)
        told = any(tokens[c].rel == "prep" and tokens[c].lemma.lower() in where for c in below)
        return self.scene.focus(mention.head, but={code}) if code and named and told else None

    def _holder(self, mention: Mention, said: Said) -> Identity | None:
        """The holder of the office that the title names, if his name is spelled much like this one: Zelensky, Zelenskyy."""
        on = self.scene.on
        if not said.code or not said.post or said.former or on is None:
            return None
        surname = self.scene.own_name(mention).split()[-1]
        for key in self.scene.names.holders.get(f"{said.post} {said.code}", ()):
            entry = self.scene.names[key]
            held = next((o for o in entry.offices if o.office == said.post and o.code == said.code and o.covers(on)), None)
            if held and difflib.SequenceMatcher(None, surname, fold(entry.name).split()[-1]).ratio() > ALIKE:
                because = [entry.source, f"{held.title} on {on}, spelled {mention.text}"]
                return Identity(entry.name, "person", held.code, held.sector or None, (), held.title, entry.key, entry.wikidata or None, because)
        return None

    def _described(self, described: list[Mention]) -> Identity | None:
        """An unnamed agent: "protesters", "the foreign minister", "his Chinese counterpart"; a bare "the country" is nobody."""
        first = described[0]
        said = self.texts.said((), described)
        noun = self.scene.noun(first)
        if self.texts.of_several(first) or (noun is not None and noun[0].role == OTHER and not said.code and self.texts.any_one(first)):
            return None
        if first.label == COUNT:
            code, because = self._country(said, first, True)
            return Identity(first.text, "generic", code, CIVILIAN, because=["a number of people", *because])
        counterpart = noun is None and said.kind == "person"
        if not counterpart and (noun is None or (noun[0].kind == "institution" and not noun[0].sector)):
            if self.scene.tokens[first.head].lemma.lower() in self.scene.agents.words("group-noun"):
                return Identity(first.text, "group", said.code, said.sector, because=said.because or ["a body that is not named"])
            other = noun is not None and noun[0].role == OTHER
            return Identity(first.text, "state", said.code, because=said.because) if said.code or other else None
        if noun is not None and noun[0].role == ETHNIC and (abode := self._abode(first, said.code)):
            said.code, said.because = abode, [*said.because, "of the place where this people lives"]
        code, because = self._country(said, first, True)
        kind = "generic" if said.kind in ("", "person", "group") else said.kind
        return Identity(first.text, kind, code, ELITE if said.former else said.sector, said.others, said.office, because=because)

    def _pronoun(self, mention: Mention) -> Identity | None:
        """A pronoun that refers to nobody known: a person or persons unknown; "it", "we" and "you" are nobody."""
        pronoun = self.scene.agents.pronouns[self.scene.tokens[mention.head].text.lower()]
        if pronoun.gender == "n" or pronoun.person != "3":
            return None
        return Identity(mention.text, "generic", because=["pronoun without antecedent"])


def _actor(number: str, one: Identity, mentions: tuple[int, ...]) -> Actor:
    because = tuple(dict.fromkeys(one.because))
    return Actor(number, one.name, one.key, one.kind, one.code, one.sector, one.others, one.office, one.wikidata, mentions, because)

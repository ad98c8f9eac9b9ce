"""Titles and descriptions come in; what they say of country, sector and office goes out: Iraqi police chief, spokesman for Hamas."""

from collections.abc import Callable, Sequence

from dragoman.coding.focus import PLACE
from dragoman.coding.scene import Identity, Said, Scene
from dragoman.knowledge.agents import AgentSense
from dragoman.knowledge.names import SINGLE
from dragoman.model import Mention, MentionKind

GOVERNMENT = "GOV"
MILITARY = "MIL"
#: key of the nouns for the government of a state
GOVERNMENT_NOUN = "#government"
REBELS = "REB"
#: sectors of those who fight and are no army of a state
ARMED = (REBELS, "UAF", "PRM", "CRM")
#: sectors of those who rule, judge and arrest at home
POWERS = (GOVERNMENT, "COP", "JUD", "SPY")
#: sectors of those who act for their state toward other states
FACING = (GOVERNMENT, MILITARY, "LEG")
#: sectors of bodies whose presidents rule no state
OF_SOCIETY = ("BUS", "EDU", "MED", "LAB", "SOC", "JRN", "AGR")
#: kinds of agent nouns that are bodies
BODIES = ("institution", "group")
#: values of `role` and `home` of an agent noun
OTHER = "other"
ELSEWHERE = "elsewhere"
HEAD = "head_of_state"
#: relations by which a verb takes the subject of what it depends on
UPWARD = ("conj", "xcomp", "pcomp", "advcl", "acl", "ccomp")
#: how many mentions of one chain are read for what they say
READ = 4


class Descriptions:
    """Reads descriptions of one article. `identity` tells who another chain is, None while that is not known."""

    def __init__(self, scene: Scene, identity: Callable[[int], Identity | None]) -> None:
        self.scene, self.identity = scene, identity
        self.tokens, self.agents = scene.tokens, scene.agents
        self.served = self._those_served()

    def said(self, named: Sequence[Mention], described: Sequence[Mention]) -> Said:
        """What titles and descriptions of a chain say together: the first that says something wins, field by field."""
        read = (*named[:READ], *described[:READ])
        if len(read) == 1:
            return self._one(read[0])
        whole = Said()
        for mention in read:
            one = self._one(mention)
            for name in ("code", "sector", "others", "office", "post", "kind", "former", "home", "otherwise"):
                setattr(whole, name, getattr(whole, name) or getattr(one, name))
            whole.against |= one.against
            whole.because += [reason for reason in one.because if reason not in whole.because]
        return whole

    def codes(self, mention: Mention) -> list[str]:
        """All countries of a plural description whose adjectives or owners are joined: "Israeli and Palestinian officials"."""
        if mention.number != "many":
            return []
        if (noun := self.scene.noun(mention)) and noun[0].role == OTHER:
            return []
        owners = self._owners(mention, joined=True) or self._governed(mention.head, joined=True)
        return list(dict.fromkeys(one.code for one in owners if one.code))

    def owners(self, mention: Mention) -> list[str]:
        """The countries of the adjectives that stand before a plural name and are shared by it."""
        if mention.number != "many":
            return []
        return list(dict.fromkeys(one.code for one in self._owners(mention, joined=True) if one.code))

    def faced(self, mention: Mention, sector: str | None) -> set[str]:
        """The states that somebody in power has to do with: the minister who accuses Chad or turns to it is no Chadian, nor the court that Chad accuses."""
        token = self.tokens[mention.head]
        if token.sentence in self.served:
            return self.served[token.sentence]
        if sector not in FACING and sector not in POWERS:
            return set()
        if token.rel == "subj":
            others = [*self._objects(token.head), *self._foreign(token.head)]
        elif token.rel in ("obj", "pobj"):
            others = self._subjects(self._verb(mention.head))
        else:
            return set()
        named = (i for i in others if i in self.scene.at_head and self.scene.mentions[self.scene.at_head[i]].kind is MentionKind.NAME)
        faced = (one for i in named if self.scene.mentions[self.scene.at_head[i]].label != PLACE and (one := self._at(i)))
        return {one.code for one in faced if one.code and one.kind == "state" and one.key and "/" not in one.key} - {self.scene.land.domestic}

    def _objects(self, verb: int) -> list[int]:
        """Objects of a verb, of its prepositions and of the nouns that are its objects, but not their owners (the king of Chad), in text order."""
        found, todo, of = [], [verb], self.agents.words("of")
        for one in todo:
            for c in self.scene.parse.children[one]:
                rel = self.tokens[c].rel
                if rel in ("obj", "iobj", "pobj"):
                    found.append(c)
                if rel in ("obj", "iobj", "pobj", "prep") and self.tokens[c].text not in of and len(todo) < READ * READ:
                    todo.append(c)
        return found

    def _foreign(self, verb: int) -> list[int]:
        """The adjectives and owners of deeds that are condemned: Russian in "lawmakers condemned Russian hacking"."""
        if self.tokens[verb].lemma.lower() not in self.agents.words("against-a-deed"):
            return []
        children = self.scene.parse.children
        deeds = [c for c in children[verb] if self.tokens[c].rel == "obj" and c not in self.scene.at_head]
        return [k for c in deeds for k in children[c] if self.tokens[k].rel in ("amod", "poss", "compound")]

    def _those_served(self) -> dict[int, set[str]]:
        """The states for which somebody is said to spy, by sentence: they are not those whose police detain him."""
        found: dict[int, set[str]] = {}
        for mention in self.scene.mentions:
            token = self.tokens[mention.head]
            if token.rel != "pobj" or not mention.keys or self.scene.names[mention.keys[0]].kind != "state":
                continue
            above = self.tokens[token.head]
            for _ in range(READ):
                if above.lemma.lower() in self.agents.words("serving-a-state"):
                    found.setdefault(token.sentence, set()).add(self.scene.names[mention.keys[0]].code)
                above = self.tokens[above.head] if above.rel in ("prep", "pobj") else above
        return found

    def _verb(self, i: int) -> int:
        """The verb that governs a phrase."""
        for _ in range(READ * 2):
            token = self.tokens[i]
            if token.pos in ("VERB", "AUX") or token.head == i:
                break
            i = token.head
        return i

    def under(self, head: int) -> str | None:
        """The country whose power does something to whom the token names: the protesters that the Egyptian president jailed are Egyptians."""
        token = self.tokens[head]
        for _ in range(READ):
            above = self.tokens[token.head]
            if not (token.rel == "poss" or token.rel == "prep" or (token.rel == "pobj" and above.text in self.agents.words("of"))):
                break
            token = above
        above = self.tokens[token.head]
        if token.rel == "obj" and above.lemma.lower() in self.agents.words("over-own-people"):
            doers = self._subjects(above.i)
        elif token.rel == "pobj" and self.tokens[above.head].lemma.lower() in self.agents.words("deed-over-own-people"):
            own = [c for c in self.scene.parse.children[above.head] if self.tokens[c].rel in ("poss", "amod", "compound")]
            doers = [*own, *self._subjects(self._verb(above.head))]
        else:
            return None
        known = (self._at(c) for c in doers)
        return next((one.code for one in known if one and one.code and (one.kind == "state" or one.sector in POWERS)), None)

    def body_of_state(self, mention: Mention, said: Said) -> bool:
        """Whether a description is of a body that every state has, and known: the army, the government; not an army, not troops."""
        known = any(self.tokens[c].lemma.lower() in self.agents.words("definite") for c in self.scene.parse.children[mention.head])
        return known and mention.number != "many" and said.kind in BODIES and (said.sector in POWERS or said.sector in FACING)

    def of_several(self, mention: Mention) -> bool:
        """Whether "both parties" stands for nobody who has been named: sides, no political parties."""
        words = self.agents.words("sum-word") | self.agents.words("sum-every")
        sides = self.tokens[mention.head].lemma.lower() in self.agents.words("side-of-something")
        return sides and any(self.tokens[c].lemma.lower() in words for c in self.scene.parse.children[mention.head])

    def fought(self, mention: Mention) -> str | None:
        """The country whose government the sentence names beside rebels of whom nothing is said: theirs, too."""
        here = self.scene.parse.sentences[self.tokens[mention.head].sentence]
        heads = (i for i in range(here.first, here.last) if i in self.scene.at_head and (noun := self.agents.at(self.tokens, i)) and noun[0].key.endswith(GOVERNMENT_NOUN))
        return next((one.code for i in heads if (one := self._at(i)) and one.code), None)

    def any_one(self, mention: Mention) -> bool:
        """Whether a description is of nobody in particular: another mediator, no ally."""
        return any(self.tokens[c].lemma.lower() in self.agents.words("nobody-in-particular") for c in self.scene.parse.children[mention.head])

    def partisan(self, mention: Mention) -> str | None:
        """The country in which a party's name stands before the noun: Democratic lawmakers, Republican leaders; not in reports of another country."""
        words = self.agents.words("party-adjective")
        told = any(self.tokens[i].text in words for i in (*self.scene.parse.children[mention.head], *range(mention.first, mention.head + 1)))
        code = next(iter(self.agents.words("party-letter-country")), None) if told else None
        return code if self.scene.land.home in (None, code) else None

    def _one(self, mention: Mention) -> Said:
        """What the words of one mention say: agent noun, adjective or owner, and what follows "of" or "for"."""
        noun = self.scene.noun(mention)
        related = self._owners(mention) or self._borrowed(mention)
        origin = noun is not None and noun[0].home == ELSEWHERE
        if noun or mention.label != "PERSON":
            related += self._governed(mention.head, origin=origin)
        against = {one.code for i in self._modifying(mention) if self.set_against(i) and (one := self._at(i)) and one.code}
        past = self.agents.words("former")
        former = any(t.text.lower() in past for t in self.tokens[mention.first : mention.last])
        code = next((one.code for one in related if one.code), None)
        if self.tokens[mention.head].lemma.lower() in self.agents.words("counterpart"):
            return self._counterpart(mention, related)
        if noun is None:
            return Said(code, former=former, against=against, because=["description: " + mention.text] if code else [])
        sense, first, last = noun
        if sense.role == OTHER:
            bodies = {one.code for i in self._modifying(mention) if self.tokens[i].rel == "compound" and (one := self._at(i)) and one.kind == "igo"}
            against |= {one.code for one in related if one.kind in ("state", "igo") and one.code and one.code not in bodies}
            related = [one for one in related if one.code not in against]
            code = next((one.code for one in related if one.code), None)
        sector, others = self._sector(sense, mention, last, tuple(related))
        if sense.office == HEAD and self._of_nobody(mention.head):
            sector, code = None, None
        office = " ".join(t.text for t in self.tokens[first:last]) if sense.office else None
        abroad = self._from_abroad(mention, first) or (mention.number == "many" and sense.office in SINGLE)
        inner = sense.sector == MILITARY and any(self.agents.at(self.tokens, i) for i in range(mention.first, first))
        home = ELSEWHERE if abroad else "" if inner else sense.home
        return Said(code, sector, others, office, sense.office, sense.kind, former, home, sense.code, against, [sense.key])

    def _from_abroad(self, mention: Mention, first: int) -> bool:
        """Whether a word before the noun says that the report's country is not his: foreign reporters, European partners."""
        words = self.agents.words("from-elsewhere")
        before = [self.tokens[c] for c in self.scene.parse.children[mention.head] if c < first]
        told = (t for t in (*before, *self.tokens[mention.first : first]) if t.rel in ("amod", "compound") and t.lemma.lower() in words)
        return any(self.tokens[t.i + 1].tag != "HYPH" for t in told)

    def _borrowed(self, mention: Mention) -> list[Identity]:
        """The owners of what a bare noun is joined to: Syrian soldiers and civilians, the UK government and industry groups."""
        head = self.tokens[mention.head]
        if head.rel != "conj" or mention.kind in (MentionKind.NAME, MentionKind.METONYM):
            return []
        if any(self.tokens[c].rel in ("det", "poss", "nummod") for c in self.scene.parse.children[mention.head]):
            return []
        other = self.scene.at_head.get(head.head)
        return [] if other is None or self.scene.mentions[other].keys else self._owners(self.scene.mentions[other])

    def _counterpart(self, mention: Mention, related: Sequence[Identity]) -> Said:
        """His Chinese counterpart: his sector, not his country."""
        pair = next((one for c in self.scene.parse.children[mention.head] if self.tokens[c].rel == "poss" and (one := self._at(c))), None)
        code = next((one.code for one in related if one is not pair and one.code), None)
        return Said(code, pair.sector if pair else None, kind="person", because=["reference.yaml#counterparts"])

    def _sector(self, sense: AgentSense, mention: Mention, last: int, related: Sequence[Identity]) -> tuple[str | None, tuple[str, ...]]:
        """The noun's own sector; spokesmen, officials, leaders have that of what they belong to, of a state its government."""
        owner = next((one for one in related if self._gives(one, sense)), None)
        if owner:
            return owner.sector, owner.others
        if sense.belongs:
            for i in range(last - 2, mention.first - 1, -1):
                inner = self.agents.at(self.tokens, i)
                if inner and inner[0].sector:
                    return inner[0].sector, inner[0].other_sectors
            for one in related:
                if one.sector:
                    return one.sector, one.others
            if not sense.sector and sense.kind == "person" and not sense.home and any(one.kind == "state" for one in related):
                return GOVERNMENT, ()
        return sense.sector or None, sense.other_sectors

    @staticmethod
    def _gives(owner: Identity, sense: AgentSense) -> bool:
        """Whether a noun has its owner's sector instead of its own: fighters of Hamas, the president of a company, rebels in a party."""
        if owner.kind == "armed_group":
            return sense.sector in (MILITARY, "UAF", "PTY") and bool(owner.sector)
        if owner.kind == "party":
            return sense.sector == REBELS
        if owner.sector in ARMED:
            return sense.sector == MILITARY
        if owner.sector in POWERS:
            return sense.sector == "SPY" and owner.sector != GOVERNMENT
        return bool(sense.office) and owner.sector in OF_SOCIETY

    def _of_nobody(self, head: int) -> bool:
        """Whether "of" with a common word follows that names nobody: the president of the football club."""
        tokens, children = self.tokens, self.scene.parse.children
        objects = [g for c in children[head] if tokens[c].rel == "prep" and tokens[c].text in self.agents.words("of") for g in children[c] if tokens[g].rel == "pobj"]
        return any(tokens[g].tag in ("NN", "NNS") and g not in self.scene.at_head for g in objects)

    def _subjects(self, verb: int) -> list[int]:
        """The subjects of a verb, or of the verb or noun it depends on: Egypt of "Egypt's president defended *jailing* dissidents"."""
        for _ in range(READ):
            token = self.tokens[verb]
            found = [c for c in self.scene.parse.children[verb] if self.tokens[c].rel in ("subj", "subjpass")]
            if found or token.rel not in UPWARD:
                return found
            verb = self.tokens[token.head].head if token.rel == "pcomp" else token.head
            if token.rel in ("acl", "relcl"):
                return [c for c in self.scene.parse.children[verb] if self.tokens[c].rel == "poss"] or [verb]
        return []

    def _owners(self, mention: Mention, joined: bool = False) -> list[Identity]:
        """Those whose adjective, name or possessive stands before the noun: Iraqi, Hamas, Kenya's, his; with `joined` also what is coordinated with these."""
        heads = (i for i in self._modifying(mention) if not self.set_against(i))
        return [one for i in heads for k in (self.scene.joined(i) if joined else (i,)) for one in self._those_at(k)]

    def _modifying(self, mention: Mention) -> list[int]:
        """Heads of the mentions that stand before or inside a mention and modify it, in text order."""
        at_head, tokens = self.scene.at_head, self.tokens
        found: set[int] = set()
        for k in range(mention.first, mention.last):
            if k in at_head and tokens[k].rel != "conj":
                found.add(k)
            for c in self.scene.parse.children[k]:
                if c in at_head and c < mention.last and tokens[c].rel in ("poss", "amod", "compound"):
                    found.add(c)
        found.discard(mention.head)
        return sorted(found)

    def _those_at(self, i: int) -> list[Identity]:
        """All for whom the mention headed by a token stands: both of "the two countries"."""
        parts = self.scene.sums.get(self.scene.at_head.get(i, -1), ())
        found = [self.identity(self.scene.chain_of[part]) for part in parts if part in self.scene.chain_of] or [self._at(i)]
        return [one for one in found if one]

    def _at(self, i: int) -> Identity | None:
        """Who the mention headed by a token is."""
        number = self.scene.chain_of.get(self.scene.at_head.get(i, -1))
        return self.identity(number) if number is not None else None

    def set_against(self, i: int) -> bool:
        """Whether hyphenated words say that a country is no owner: "Iran-backed militia", "anti-Russian rebels"."""
        tokens, agents = self.tokens, self.agents
        after, before = i + 2 < len(tokens) and tokens[i + 1].text == "-", i >= 2 and tokens[i - 1].text == "-"
        if not after and not before and "-" not in tokens[i].text:
            return False
        backed = agents.words("backed") - agents.words("led")
        parts = tokens[i].text.lower().split("-")
        if len(parts) > 1 and (parts[0] in agents.words("not-of") or parts[-1] in backed):
            return True
        if after:
            return tokens[i + 2].text.lower() in backed
        return before and tokens[i - 2].text.lower() in agents.words("not-of")

    def _governed(self, head: int, joined: bool = False, origin: bool = False) -> list[Identity]:
        """Those after "of", "for", "in": a spokesman for Hamas, rebels in Darfur; with `joined` also what is coordinated with these, with `origin` none that is only a place."""
        found = []
        children, tokens = self.scene.parse.children, self.tokens
        wanted = self.agents.words("belonging-preposition") - (self.agents.words("place-preposition") if origin else frozenset())
        for c in children[head]:
            lemma = tokens[c].lemma.lower()
            aiding = lemma in self.agents.words("accredited-preposition")
            if tokens[c].rel != "prep" or not (aiding or lemma in wanted):
                continue
            objects = [g for g in children[c] if tokens[g].rel == "pobj"]
            if aiding:
                found += [one for g in objects if (one := self._at(g)) and one.kind == "person"]
                continue
            for g in (each for one in objects for each in self.scene.joined(one)) if joined else objects:
                who = self._at(g)
                if who:
                    found.append(who)
                elif g in self.scene.place_codes:
                    found.append(Identity("", "", self.scene.place_codes[g]))
                else:
                    found += [each for m in children[g] if tokens[m].rel in ("amod", "poss", "compound") and (each := self._at(m))]
        return found

"""Titles and descriptions come in; what they say of country, sector and office goes out: Iraqi police chief, spokesman for Hamas."""

from collections.abc import Callable, Sequence

from dragoman.coding.deeds import FACING, GOVERNMENT, MILITARY, POWERS
from dragoman.coding.scene import Identity, Said, Scene
from dragoman.knowledge.agents import AgentSense
from dragoman.knowledge.names import SINGLE
from dragoman.model import Mention, MentionKind

REBELS = "REB"
#: sectors of those who fight and are no army of a state
ARMED = (REBELS, "UAF", "PRM", "CRM")
#: sectors of bodies whose presidents rule no state
OF_SOCIETY = ("BUS", "EDU", "MED", "LAB", "SOC", "JRN", "AGR")
#: kinds of agent nouns that are bodies
BODIES = ("institution", "group")
#: values of `role` and `home` of an agent noun
OTHER = "other"
ELSEWHERE = "elsewhere"
HEAD = "head_of_state"
#: how many mentions of one chain are read for what they say
READ = 4
#: how many words up the verb of a relative clause is looked for
CLIMB = 6


class Descriptions:
    """Reads descriptions of one article. `identity` tells who another chain is, None while that is not known."""

    def __init__(self, scene: Scene, identity: Callable[[int], Identity | None]) -> None:
        self.scene, self.identity = scene, identity
        self.tokens, self.agents = scene.tokens, scene.agents

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

    def body_of_state(self, mention: Mention, said: Said) -> bool:
        """Whether a description is of a body that every state has, and known: the army, the government; not an army, not troops."""
        known = any(self.tokens[c].lemma.lower() in self.agents.words("definite") for c in self.scene.parse.children[mention.head])
        return known and mention.number != "many" and said.kind in BODIES and (said.sector in POWERS or said.sector in FACING)

    def of_several(self, mention: Mention) -> bool:
        """Whether "both parties" stands for nobody who has been named: sides, no political parties."""
        words = self.agents.words("sum-word") | self.agents.words("sum-every")
        sides = self.tokens[mention.head].lemma.lower() in self.agents.words("side-of-something")
        return sides and any(self.tokens[c].lemma.lower() in words for c in self.scene.parse.children[mention.head])

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
        against = {one.code for i in self._modifying(mention) if self.set_against(i) and (one := self.at(i)) and one.code}
        past = self.agents.words("former")
        former = any(t.text.lower() in past for t in self.tokens[mention.first : mention.last])
        code = next((one.code for one in related if one.code), None)
        if self.tokens[mention.head].lemma.lower() in self.agents.words("counterpart"):
            return self._counterpart(mention, related)
        if noun is None:
            return Said(code, former=former, against=against, because=["description: " + mention.text] if code else [])
        sense, first, last = noun
        if sense.role == OTHER:
            bodies = {one.code for i in self._modifying(mention) if self.tokens[i].rel == "compound" and (one := self.at(i)) and one.kind == "igo"}
            against |= {one.code for one in related if one.kind in ("state", "igo") and one.code and one.code not in bodies}
            related = [one for one in related if one.code not in against]
            code = next((one.code for one in related if one.code), None)
        sector, others = self._sector(sense, mention, last, tuple(related))
        if sense.office == HEAD and self._of_nobody(mention.head, last):
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
        pair = next((one for c in self.scene.parse.children[mention.head] if self.tokens[c].rel == "poss" and (one := self.at(c))), None)
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

    def _of_nobody(self, head: int, last: int) -> bool:
        """Whether "of" with a common word follows that names nobody, the president of the football club; `last` is where the noun itself ends: head of state."""
        tokens, children = self.tokens, self.scene.parse.children
        objects = [g for c in children[head] if c >= last and tokens[c].rel == "prep" and tokens[c].text in self.agents.words("of") for g in children[c] if tokens[g].rel == "pobj"]
        return any(tokens[g].tag in ("NN", "NNS") and g not in self.scene.at_head for g in objects)

    def _owners(self, mention: Mention, joined: bool = False) -> list[Identity]:
        """Those whose adjective, name or possessive stands before the noun: Iraqi, Hamas, Kenya's, his; with `joined` also what is coordinated with these."""
        heads = (*(i for i in self._modifying(mention) if not self.set_against(i)), *self._antecedent(mention.head))
        return [one for i in heads for k in (self.scene.joined(i) if joined else (i,)) for one in self._those_at(k)]

    def _antecedent(self, head: int) -> list[int]:
        """Whom "whose" before the noun stands for: Guyana in "Guyana, *whose president* appealed"."""
        whose = self.agents.words("relative-owner")
        token = self.tokens[head]
        if not any(self.tokens[c].text.lower() in whose for c in self.scene.parse.children[head]):
            return []
        for _ in range(CLIMB):
            if token.rel == "relcl":
                return [token.head]
            token = self.tokens[token.head]
        return []

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
        found = [self.identity(self.scene.chain_of[part]) for part in parts if part in self.scene.chain_of] or [self.at(i)]
        return [one for one in found if one]

    def at(self, i: int) -> Identity | None:
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
                found += [one for g in objects if (one := self.at(g)) and one.kind == "person"]
                continue
            for g in (each for one in objects for each in self.scene.joined(one)) if joined else objects:
                who = self.at(g)
                if who:
                    found.append(who)
                elif g in self.scene.place_codes:
                    found.append(Identity("", "", self.scene.place_codes[g]))
                else:
                    found += [each for m in children[g] if tokens[m].rel in ("amod", "poss", "compound") and (each := self.at(m))]
        return found

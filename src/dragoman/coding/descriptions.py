"""Titles and descriptions come in; what they say of country, sector and office goes out: Iraqi police chief, spokesman for Hamas."""

from collections.abc import Callable, Iterable, Sequence

from dragoman.coding.scene import Identity, Said, Scene
from dragoman.knowledge.agents import AgentSense
from dragoman.model import Mention

GOVERNMENT = "GOV"
HEAD = "head_of_state"
#: how many mentions of one chain are read for what they say
READ = 4


class Descriptions:
    """Reads descriptions of one article. `identity` tells who another chain is, None while that is not known."""

    def __init__(self, scene: Scene, identity: Callable[[int], Identity | None]) -> None:
        self.scene, self.identity = scene, identity
        self.tokens, self.agents = scene.tokens, scene.agents

    def said(self, named: Sequence[Mention], described: Sequence[Mention]) -> Said:
        """What titles and descriptions of a chain say together: the first that says something wins, field by field."""
        whole = Said()
        for mention in (*named[:READ], *described[:READ]):
            one = self._one(mention)
            for name in ("code", "sector", "others", "office", "post", "kind", "former"):
                setattr(whole, name, getattr(whole, name) or getattr(one, name))
            whole.against |= one.against
            whole.because += [reason for reason in one.because if reason not in whole.because]
        return whole

    def codes(self, mention: Mention) -> list[str]:
        """All countries of a plural description whose adjectives or owners are joined: "Israeli and Palestinian officials"."""
        if mention.number != "many":
            return []
        owners = [*self._owners(mention, joined=True), *self._governed(mention.head, joined=True)]
        return list(dict.fromkeys(one.code for one in owners if one.code))

    def _one(self, mention: Mention) -> Said:
        """What the words of one mention say: agent noun, adjective or owner, and what follows "of" or "for"."""
        noun = self.scene.noun(mention)
        related = self._owners(mention)
        if noun or mention.label != "PERSON":
            related += self._governed(mention.head)
        against = {one.code for i in self._modifying(mention) if self._set_against(i) and (one := self._at(i)) and one.code}
        former = any(t.text.lower() in self.agents.words("former") for t in self.tokens[mention.first : mention.last])
        code = next((one.code for one in related if one.code), None)
        if self.tokens[mention.head].lemma.lower() in self.agents.words("counterpart"):
            return self._counterpart(mention, related)
        if noun is None:
            return Said(code, former=former, against=against, because=["description: " + mention.text] if code else [])
        sense, first, last = noun
        sector, others = self._sector(sense, mention, last, related)
        if sense.office == HEAD and self._of_nobody(mention.head):
            sector, code = None, None
        office = " ".join(t.text for t in self.tokens[first:last]) if sense.office else None
        return Said(code, sector, others, office, sense.office, sense.kind, former, against, [sense.key])

    def _counterpart(self, mention: Mention, related: Sequence[Identity]) -> Said:
        """His Chinese counterpart: his sector, not his country."""
        pair = next((one for c in self.scene.parse.children[mention.head] if self.tokens[c].rel == "poss" and (one := self._at(c))), None)
        code = next((one.code for one in related if one is not pair and one.code), None)
        return Said(code, pair.sector if pair else None, kind="person", because=["reference.yaml#counterparts"])

    def _sector(self, sense: AgentSense, mention: Mention, last: int, related: Iterable[Identity]) -> tuple[str | None, tuple[str, ...]]:
        """The noun's own sector; spokesmen, officials, leaders have that of what they belong to, of a state its government."""
        if sense.belongs:
            for i in range(last - 2, mention.first - 1, -1):
                inner = self.agents.at(self.tokens, i)
                if inner and inner[0].sector:
                    return inner[0].sector, inner[0].other_sectors
            related = tuple(related)
            for one in related:
                if one.sector:
                    return one.sector, one.others
            if not sense.sector and sense.kind == "person" and any(one.kind == "state" for one in related):
                return GOVERNMENT, ()
        return sense.sector or None, sense.other_sectors

    def _of_nobody(self, head: int) -> bool:
        """Whether "of" with a common word follows that names nobody: the president of the football club."""
        tokens, children = self.tokens, self.scene.parse.children
        objects = [g for c in children[head] if tokens[c].rel == "prep" and tokens[c].text in self.agents.words("of") for g in children[c] if tokens[g].rel == "pobj"]
        return any(tokens[g].tag in ("NN", "NNS") and g not in self.scene.at_head for g in objects)

    def _owners(self, mention: Mention, joined: bool = False) -> list[Identity]:
        """Those whose adjective, name or possessive stands before the noun: Iraqi, Hamas, Kenya's, his; with `joined` also what is coordinated with these."""
        heads = (i for i in self._modifying(mention) if not self._set_against(i))
        return [one for i in heads for k in (self.scene.joined(i) if joined else (i,)) if (one := self._at(k))]

    def _modifying(self, mention: Mention) -> list[int]:
        """Heads of the mentions that stand before or inside a mention and modify it, in text order."""
        at_head, tokens = self.scene.at_head, self.tokens
        found = {i for i in range(mention.first, mention.last) if i in at_head and tokens[i].rel != "conj"}
        for k in range(mention.first, mention.last):
            found.update(c for c in self.scene.parse.children[k] if tokens[c].rel in ("poss", "amod", "compound") and c in at_head and c < mention.last)
        found.discard(mention.head)
        return sorted(found)

    def _at(self, i: int) -> Identity | None:
        """Who the mention headed by a token is."""
        number = self.scene.chain_of.get(self.scene.at_head.get(i, -1))
        return self.identity(number) if number is not None else None

    def _set_against(self, i: int) -> bool:
        """Whether hyphenated words say that a country is no owner: "Iran-backed militia", "anti-Russian rebels"."""
        tokens, agents = self.tokens, self.agents
        backed = agents.words("backed") - agents.words("led")
        parts = tokens[i].text.lower().split("-")
        if len(parts) > 1 and (parts[0] in agents.words("not-of") or parts[-1] in backed):
            return True
        if i + 2 < len(tokens) and tokens[i + 1].text == "-":
            return tokens[i + 2].text.lower() in backed
        return i >= 2 and tokens[i - 1].text == "-" and tokens[i - 2].text.lower() in agents.words("not-of")

    def _governed(self, head: int, joined: bool = False) -> list[Identity]:
        """Those after "of", "for", "in": a spokesman for Hamas, rebels in Darfur; with `joined` also what is coordinated with these."""
        found = []
        children, tokens = self.scene.parse.children, self.tokens
        for c in children[head]:
            if tokens[c].rel != "prep" or tokens[c].lemma.lower() not in self.agents.words("belonging-preposition"):
                continue
            objects = [g for g in children[c] if tokens[g].rel == "pobj"]
            for g in (each for one in objects for each in self.scene.joined(one)) if joined else objects:
                who = self._at(g)
                if who:
                    found.append(who)
                elif g in self.scene.place_codes:
                    found.append(Identity("", "", self.scene.place_codes[g]))
                else:
                    found += [each for m in children[g] if tokens[m].rel in ("amod", "poss", "compound") and (each := self._at(m))]
        return found

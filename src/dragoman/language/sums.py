"""Plural descriptions of those already named: "both sides", "the two leaders", "the three countries"."""

from dragoman.language.discourse import BODIES, SUBJECTS, Discourse, Referent
from dragoman.model import Mention, Token

#: how far up the verb that tells a clause is looked for
CLIMB = 8
#: how many words of a subject are looked at
PHRASE = 60


class Sums:
    """Finds in the discourse of one article whom a plural description stands for."""

    def __init__(self, discourse: Discourse) -> None:
        self.discourse, self.agents = discourse, discourse.agents
        self.parse, self.tokens, self.mentions = discourse.parse, discourse.tokens, discourse.mentions
        self.definite = self.agents.words("definite")
        self.indefinite = self.agents.words("indefinite")

    def stands(self, i: int, mention: Mention, lemma: str) -> bool:
        """Whether "both sides", "the two leaders" stand for the last that were spoken of and can be called so; if so they are noted."""
        if mention.number != "many" or lemma not in self.agents.words("sum-noun"):
            return False
        below = [self.tokens[c] for c in self.parse.children[mention.head]]
        words = {t.lemma.lower() for t in below} | {t.text.lower() for t in below}
        if lemma in self.agents.words("sum-alone"):
            words.add(lemma)
        three = bool(words & self.agents.words("sum-three"))
        every = bool(words & self.agents.words("sum-every"))
        if (not three and not every and not words & self.agents.words("sum-word")) or any(t.rel in ("amod", "compound") or (t.rel == "prep" and not self._dated(t)) for t in below):
            return False
        if words & self.indefinite or (words & self.agents.words("sum-count") and not words & self.definite):
            return False
        if every:
            return self._all(i, mention)
        noun = self.agents.at(self.tokens, mention.head)
        persons = noun is not None and noun[0].kind == "person"
        kinds = (("person",), ("state", "institution"), ("state", "institution", *BODIES)) if persons else (("state", "institution", *BODIES), ("person",))
        for wanted in ((("state",),) if lemma in self.agents.words("country-noun") else kinds):
            found = self._parties(mention, wanted, 3 if three else 2)
            if found:
                self.discourse.sums[i] = tuple(sorted(found))
                return True
        return False

    def _parties(self, mention: Mention, kinds: tuple[str, ...], wanted: int) -> list[int]:
        """As many mentions of different referents of these kinds as wanted: those last named together, "Xi and Putin", else the last ones."""
        aside = self._aside(mention.head)
        found = [j for j, r in self.discourse.window(mention.head) if self._party(j, r, kinds) and id(r) not in aside]
        heads = {self.mentions[j].head: j for j in found}
        for j in found:
            joined = [j, *(heads[head] for head in self._joined(self.mentions[j].head) if head in heads)]
            if len(joined) == wanted:
                return joined
        return found[:wanted] if len(found) >= wanted else []

    def _dated(self, preposition: Token) -> bool:
        """Whether a phrase tells when: "the two presidents on Friday signed"."""
        return any(self.tokens[c].entity in ("DATE", "TIME") for c in self.parse.children[preposition.i])

    def _all(self, i: int, mention: Mention) -> bool:
        """Whether "all sides" stand for those last named together, as many as they are; if so they are noted."""
        heads = {self.mentions[j].head: j for j, r in self.discourse.window(mention.head) if self._party(j, r, ("state", "institution", *BODIES))}
        for head in heads:
            joined = [head]
            for one in joined:
                joined += [other for other in self._joined(one) if other in heads and other not in joined]
            if len(joined) > 1:
                self.discourse.sums[i] = tuple(sorted(heads[one] for one in joined))
                return True
        return False

    def _aside(self, head: int) -> set[int]:
        """Who is no side: who tells of both sides, brings them together, or is named in the phrase about him; not two who do so together.

        "France, which leads the mediation with Russia, said it would host the two sides": neither France nor Russia.
        """
        found: set[int] = set()
        for _ in range(CLIMB):
            token = self.tokens[head]
            above = token.head if token.rel == "ccomp" else head if token.lemma.lower() in self.agents.words("for-two-others") else None
            for c in self.parse.children[above] if above is not None else ():
                if self.tokens[c].rel in SUBJECTS and not any(self.tokens[k].rel == "conj" for k in self.parse.children[c]):
                    found.update(id(referent) for k in self._below(c) if (referent := self.discourse.at(k)))
            if token.head == head:
                break
            head = token.head
        return found

    def _below(self, head: int) -> list[int]:
        """A token and those that depend on it, as far as is needed."""
        found = [head]
        for one in found:
            if len(found) < PHRASE:
                found.extend(self.parse.children[one])
        return found

    def _party(self, j: int, referent: Referent, kinds: tuple[str, ...]) -> bool:
        """Whether a referent can be one of both sides: no place, no spokesman."""
        speaks = not referent.nouns.isdisjoint(self.agents.words("speaks-for-others"))
        return referent.kind in kinds and (self.mentions[j].label not in ("PLACE", "NORP") or self._body(referent)) and (referent.number != "many" or self._body(referent)) and not speaks

    def _body(self, referent: Referent) -> bool:
        """Whether a plural name is that of one body: the Houthis."""
        return referent.kind in BODIES and bool(referent.keys)

    def _joined(self, head: int) -> list[int]:
        """Tokens coordinated with a token, either way."""
        token = self.tokens[head]
        up = [token.head] if token.rel == "conj" else []
        return up + [c for c in self.parse.children[head] if self.tokens[c].rel == "conj"]

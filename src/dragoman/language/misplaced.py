"""A clause's word and its roles come in, what the parser hung elsewhere is put in its place. Serves the clauses."""

from dragoman.knowledge.shapes_grammar import Grammar
from dragoman.language.fillers import Fillers
from dragoman.model import Parse, Token

Roles = dict[str, tuple[int, ...]]


def put(roles: Roles, name: str, fillers: tuple[int, ...]) -> None:
    """Add what fills a role, once each."""
    if fillers:
        held = roles.get(name, ())
        roles[name] = held + tuple(f for f in fillers if f not in held)


class Misplaced:
    """Finds over one parse what stands elsewhere than the grammar says. `passive` tells the voice of verbs."""

    def __init__(self, parse: Parse, grammar: Grammar, fillers: Fillers, passive: dict[int, bool]) -> None:
        self.tokens, self.below = parse.tokens, parse.children
        self.grammar, self.fillers, self.passive = grammar, fillers, passive
        self.pairs = {word for pair in grammar.reciprocal_words for word in pair.split()}

    def particle(self, roles: Roles, particle: Token) -> list[int]:
        """A particle of the verb; what the parser hung on it is the object: "shot down *a helicopter*", "seized up to *ten men*", where *up* belongs to the number."""
        for c in self.below[particle.i]:
            if self.tokens[c].rel == "pobj":
                put(roles, "object", self.fillers.of((c,), particle))
            elif self.tokens[c].rel == "prep":
                counted = tuple(o for o in self.below[c] if any(self.tokens[n].rel == "nummod" for n in self.below[o]))
                if counted:
                    put(roles, "object", self.fillers.of(counted, particle))
                    return []
        return [particle.i]

    def sums(self, roles: Roles) -> None:
        """The thing whose worth is told as object, if the parser hung it on the verb: "taxed $3 billion *in goods*"."""
        sums = roles.get("object", ())
        if len(sums) != 1 or self.tokens[sums[0]].pos != "NUM" or not any(self.tokens[c].tag == "$" for c in self.below[sums[0]]):
            return
        for name in sorted(self.grammar.sum_prepositions & roles.keys()):
            things = tuple(i for i in roles[name] if self.tokens[i].pos == "NOUN" and not self.tokens[i].entity and self.tokens[i].head == sums[0] + 1)
            roles["object"] = things or roles["object"]

    def left(self, roles: Roles) -> None:
        """A bare number as object, if the parser hung it on what is said of it: "left *three* dead"."""
        if "object" in roles:
            return
        for i in roles.get("predicate", ()):
            if self.tokens[i].pos == "ADJ":
                put(roles, "object", tuple(c for c in self.below[i] if self.tokens[c].rel == "nummod" and c == i - 1))

    def late_object(self, roles: Roles) -> None:
        """An object that stands after what it is called, if the parser read it as apposition: "denounced as a crime *Iran's attack*"."""
        if "object" in roles:
            return
        for i in roles.get("as", ()):
            late = tuple(c for c in self.below[i] if self.tokens[c].rel == "appos" and c > i and self.tokens[c - 1].pos != "PUNCT")
            put(roles, "object", tuple(c for c in late if any(self.tokens[x].rel in ("poss", "det") and x > i for x in self.below[c])))

    def name(self, roles: Roles, token: Token) -> None:
        """What somebody is called, if the parser read it as apposition: "called the envoy of Iran a stupid *man*"."""
        if token.lemma.lower() not in self.grammar.naming_verbs or "predicate" in roles:
            return
        for i in roles.get("object", ()):
            called = next((c for c in self.below[i] if self.tokens[c].rel == "appos" and c > i), None)
            if called is not None and any(self.tokens[c].rel == "det" for c in self.below[called]) and self.tokens[called].pos == "NOUN":
                put(roles, "predicate", (called,))

    def doer(self, roles: Roles, noun: Token) -> None:
        """Who does what an object tells, if the parser hung him on the active verb: "protested the killing of monks *by soldiers*"."""
        verb = self.tokens[noun.head]
        if noun.rel != "obj" or verb.pos != "VERB" or self.passive.get(verb.i, False) or not self.grammar.doer_prepositions.isdisjoint(roles):
            return
        for c in self.below[verb.i]:
            if c > noun.i and self.tokens[c].lemma in self.grammar.doer_prepositions:
                people = (o for o in self.below[c] if self.tokens[o].rel == "pobj" and self.tokens[o].pos in ("NOUN", "PROPN"))
                put(roles, self.tokens[c].lemma, self.fillers.of(people, verb))

    def shared_doer(self, token: Token) -> tuple[int, ...]:
        """Who does two things that a passive tells side by side: "was shot and killed *by rebels*"."""
        for c in self.below[token.i]:
            other = self.tokens[c]
            if other.rel == "conj" and other.tag == "VBN" and other.i - token.i <= 3:
                doers = (o for d in self.below[c] if self.tokens[d].lemma in self.grammar.doer_prepositions for o in self.below[d] if self.tokens[o].rel == "pobj")
                return self.fillers.of(doers, other)
        return ()

    def each_other(self, roles: Roles) -> None:
        """The object of what two do to *each other* is the two."""
        objects = roles.get("object", ())
        if len(objects) != 1 or "subject" not in roles or self.tokens[objects[0]].lemma.lower() not in self.pairs:
            return
        i = objects[0]
        near = [f"{self.tokens[j].lemma} {self.tokens[j + 1].lemma}".lower() for j in (i - 1, i) if 0 <= j < len(self.tokens) - 1]
        if not self.grammar.reciprocal_words.isdisjoint(near):
            roles["object"] = roles["subject"]

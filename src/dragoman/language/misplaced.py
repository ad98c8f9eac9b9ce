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

    def is_particle(self, verb: Token, preposition: Token) -> bool:
        """Whether what the parser took for a preposition is the verb's particle: "swore *in* a new chancellor", not "swore in court"."""
        if f"{verb.lemma} {preposition.lemma}".lower() not in self.grammar.particle_verbs or preposition.i != verb.i + 1:
            return False
        if any(self.tokens[c].rel in ("obj", "prep", "xcomp", "ccomp") and c != preposition.i for c in self.below[verb.i]):
            return False
        nouns = [self.tokens[c] for c in self.below[preposition.i] if self.tokens[c].rel == "pobj"]
        told = any(t.entity == "PERSON" or t.tag == "NNS" or any(self.tokens[c].rel in ("det", "poss") for c in self.below[t.i]) for t in nouns)
        return told and all(t.entity in ("", "PERSON", "NORP", "ORG") for t in nouns)

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

    def judged(self, roles: Roles, complements: Roles, token: Token) -> None:
        """Who is judged as object and what is said of him as predicate, whatever the parser made of them: "found *Peru* to be *charming*", "considers *Peru* a *partner*"."""
        if token.lemma.lower() not in self.grammar.describing_verbs:
            return
        for c in self.below[token.i]:
            child = self.tokens[c]
            if child.rel == "ccomp" and child.pos in ("NOUN", "ADJ") and not any(self.tokens[x].rel in ("aux", "mark", "pred") for x in self.below[c]):
                subjects = tuple(x for x in self.below[c] if self.tokens[x].rel == "subj" and x < c)
                if subjects and "object" not in roles:
                    put(roles, "object", self.fillers.of(subjects, token))
                    put(roles, "predicate", self.fillers.expand(c))
                    complements.pop("complement", None)
            elif child.rel in ("ccomp", "xcomp") and child.tag == "VB" and "object" in roles and "predicate" not in roles:
                put(roles, "predicate", tuple(x for p in self.below[c] if self.tokens[p].rel == "pred" for x in self.fillers.expand(p)))
            elif child.rel == "prep" and "as" not in roles and child.lemma == "as":
                put(roles, "as", self._quality(c))
        for c in (p for i in roles.get("object", ()) for p in self.below[i] if "as" not in roles and self.tokens[p].lemma == "as"):
            put(roles, "as", self._quality(c))
        if "predicate" in roles:
            self._named_before(roles, token)
        elif "as" not in roles:
            self._quoted_after(roles)

    def _quality(self, preposition: int) -> tuple[int, ...]:
        """The adjective after *as*: "described the law as *shameful*"."""
        return tuple(x for p in self.below[preposition] if self.tokens[p].rel == "amod" for x in self.fillers.expand(p))

    def _named_before(self, roles: Roles, token: Token) -> None:
        """Who is judged, if the parser hung the name on what is said: "called *Smith* unfit"."""
        first = roles["predicate"][0]
        near = (*self.below[first], *self.below[token.i])
        named = tuple(c for c in near if token.i < c < first and self.tokens[c].rel in ("compound", "npadvmod") and self.tokens[c].pos == "PROPN")
        if "object" not in roles and named:
            put(roles, "object", named)

    def _quoted_after(self, roles: Roles) -> None:
        """What is said in quotation marks after a noun, if the parser read it as an adjective of the noun: "calls the plan for a port "*absurd*"", and "a fool" after a name."""
        for i in roles.get("object", ()):
            nouns = (i, *(o for p in self.below[i] if self.tokens[p].rel == "prep" for o in self.below[p] if self.tokens[o].rel == "pobj"))
            quoted = tuple(c for n in nouns for c in self.below[n] if self.tokens[c].rel == "amod" and (c == n + 1 or (c > n + 1 and self.tokens[c - 1].pos == "PUNCT")) and self.tokens[c].pos == "ADJ")
            named = tuple(c for c in self.below[i] if self.tokens[c].rel == "compound" and any(self.tokens[x].rel == "det" and c < x for x in self.below[i]))
            if quoted:
                put(roles, "predicate", quoted)
            elif named and self.tokens[named[-1]].pos == "PROPN":
                roles["object"], roles["predicate"] = named[-1:], (i,)
            return

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

"""A noun comes in, what it is and whose it is go out: its classes, its prepositions, its owners, what "it" stands for. Serves the frame stage."""

from collections.abc import Iterable

from dragoman import tree
from dragoman.knowledge.frames import Frames
from dragoman.knowledge.shapes_grammar import Grammar
from dragoman.model import Actor, Cast, Clause, Parse

Roles = dict[str, tuple[int, ...]]
NONE: frozenset[str] = frozenset()

#: how far back, in tokens, the noun that "it" stands for is looked for
REACH = 60
#: how far back, in tokens, the first telling of a thing is looked for: "the plan" after "Oman's plan"
BACK = 250
#: relations of what says which one is meant: "the plan *for peace*" needs no earlier telling
TELLING = frozenset(("prep", "acl", "relcl", "poss", "appos"))


class Things:
    """Looks up nouns of one article; results are kept, nothing is changed."""

    def __init__(self, parse: Parse, clauses: tuple[Clause, ...], number: dict[int, int], cast: Cast, frames: Frames, grammar: Grammar) -> None:
        self.parse, self.tokens, self.below = parse, parse.tokens, parse.children
        self.clauses, self.number = clauses, number
        self.cast, self.frames, self.grammar = cast, frames, grammar
        self.actors: dict[str, Actor] = {actor.id: actor for actor in cast.actors}
        self.object_of = {f: clause for clause in clauses for f in clause.roles.get("object", ())}
        #: lemmas of all words in small letters
        self.lemmas = tuple(token.lemma.lower() for token in parse.tokens)
        self._classes: dict[int, frozenset[str]] = {}
        self._names: dict[int, frozenset[str]] = {}
        self._prepositions: dict[int, Roles] = {}
        self._told: dict[str, list[int]] | None = None

    # --- what it is ---------------------------------------------------------------------------------------------

    def prepositions(self, i: int) -> Roles:
        """Objects of the prepositions that hang from token `i`, with conjuncts."""
        found = self._prepositions.get(i)
        if found is None:
            found = self._prepositions[i] = {}
            for c in self.below[i]:
                if self.tokens[c].rel in ("prep", "agent", "iobj") and self.tokens[c].pos == "ADP":
                    fillers = tuple(x for o in tree.children(self.parse, c, "pobj") for x in tree.conjuncts(self.parse, o))
                    if fillers:
                        name = self.lemmas[c]
                        found[name] = found.get(name, ()) + fillers
        return found

    def is_noun(self, i: int, value: str) -> bool:
        """Whether the noun at `i`, a noun before it, or what its pronoun stands for is of a class or is that lemma."""
        classes = self._classes.get(i)
        token = self.tokens[i]
        if value in (self.classes(i) if classes is None else classes) or token.lemma.lower() == value:
            return True
        return token.pos == "PRON" and any(value in self.classes(j) for j in self.antecedents(i))

    def names(self, i: int) -> frozenset[str]:
        """All values for which `is_noun` holds of the token at `i`."""
        found = self._names.get(i)
        if found is None:
            token = self.tokens[i]
            found = self.classes(i) | {token.lemma.lower()}
            if token.pos == "PRON":
                found = found.union(*(self.classes(j) for j in self.antecedents(i)))
            self._names[i] = found
        return found

    def classes(self, i: int) -> frozenset[str]:
        """Classes of the noun at `i` and of the nouns and adjectives that modify it; "proposal for peace" is a "peace proposal", "state of emergency" stands as it is."""
        found = self._classes.get(i)
        if found is None:
            lemma = self.lemmas[i]
            table = self.frames.classes
            if not self.below[i]:
                found = self._classes[i] = table.get(lemma, NONE)
                return found
            names = set(table.get(lemma, ()))
            for c in tree.children(self.parse, i, "compound", "amod"):
                word = self.lemmas[c]
                names.update(table.get(f"{word} {lemma}", ()), table.get(word, ()) if self.tokens[c].pos != "ADJ" else ())
            for name, fillers in self.prepositions(i).items():
                if name in self.grammar.content_prepositions:
                    near = [self.tokens[f].lemma.lower() for f in fillers]
                    names.update(n for word in near for text in (f"{word} {lemma}", f"{lemma} {name} {word}") for n in table.get(text, ()))
            found = self._classes[i] = frozenset(names)
        return found

    # --- whose it is --------------------------------------------------------------------------------------------

    def owners(self, i: int) -> tuple[int, ...]:
        """Tokens of actors who made, own, or are the adjective of the thing at `i`; for "it", of what it stands for; for "the plan", of the plan told before."""
        if self.tokens[i].pos == "PRON" and i not in self.cast.at:
            return next((makers for noun in self.antecedents(i) if (makers := self.makers(noun))), ())
        return self._own(i) or self.owners_before(i)

    def _own(self, i: int) -> tuple[int, ...]:
        """Owners that the noun's own phrase names: the first group of these that names an actor."""
        prepositions = self.prepositions(i)
        return self._makers(i) or self._named(prepositions.get("of", ())) or self._named(prepositions.get("from", ()))

    def _makers(self, i: int) -> tuple[int, ...]:
        """Who made or owns the thing for sure: after *by*, possessor, who creates it in a clause of its own, who stands before it."""
        prepositions = self.prepositions(i)
        named = self._named(prepositions.get("by", ())) or self._named(x for c in tree.children(self.parse, i, "poss") for x in tree.conjuncts(self.parse, c))
        if named:
            return named
        for c in tree.children(self.parse, i, "acl", "relcl"):
            number = self.number.get(c)
            if number is not None and self._creates(self.clauses[number]) and i in self.clauses[number].roles.get("object", ()):
                named = self._named(self.clauses[number].roles.get("subject", ()))
                if named:
                    return named
        return self._before(i) or self._named(self.leaders(tree.children(self.parse, i, "amod")))

    def _before(self, i: int) -> tuple[int, ...]:
        """Actors among the words before a noun, names first: of "an Iranian passenger plane" Iran, not the passengers."""
        found = self._named(x for c in tree.children(self.parse, i, "compound", "amod") for x in tree.conjuncts(self.parse, c) if not self.takes_side(x))
        names = [o for o in found if self.tokens[o].text[0].isupper()]
        codes = {self.actors[a].code for o in names for a in self.cast.at[o]}
        return tuple(o for o in found if o in names or any(self.actors[a].code in codes for a in self.cast.at[o])) if names else found

    def takes_side(self, i: int) -> bool:
        """Whether a name only says for or against whom a thing is: "a pro-*Kremlin* rally"."""
        prefixes = self.grammar.siding_prefixes
        if any(self.tokens[i].text.lower().startswith(f"{prefix}-") for prefix in prefixes):
            return True
        return i > 1 and len(self.tokens[i - 1].text) == 1 and not self.tokens[i - 1].text.isalnum() and self.tokens[i - 2].text.lower() in prefixes

    def _named(self, tokens: Iterable[int]) -> tuple[int, ...]:
        return tuple(i for i in tokens if i in self.cast.at)

    def leaders(self, modifiers: Iterable[int]) -> tuple[int, ...]:
        """Who leads or made what a participle modifies: the Saudis of "a Saudi-led strike"."""
        led = (c for c in modifiers if self.lemmas[c] in self.grammar.agent_participles and c in self.number)
        return tuple(s for c in led for s in self.clauses[self.number[c]].roles.get("subject", ()) if s in self.cast.at)

    def _creates(self, clause: Clause) -> bool:
        return clause.lemma in self.grammar.creation_verbs or clause.lemma.split(" ")[0] in self.grammar.creation_verbs

    def makers(self, noun: int) -> tuple[int, ...]:
        """Owners of a noun, else who made it in the clause whose object it is: "China drew up a *plan*"."""
        return self._own(noun) or self._created(noun) or self.owners_before(noun)

    def _created(self, noun: int) -> tuple[int, ...]:
        clause = self.object_of.get(noun)
        return self._named(clause.roles.get("subject", ())) if clause is not None and self._creates(clause) else ()

    def owners_before(self, i: int) -> tuple[int, ...]:
        """Of a definite noun without an owner, the owners of the same noun told before: "Oman's plan ... Iran rejected *the plan*"."""
        token, below = self.tokens[i], [self.tokens[c] for c in self.below[i]]
        if token.pos != "NOUN" or not any(t.lemma.lower() in self.grammar.definite_words for t in below) or any(t.rel in TELLING for t in below):
            return ()
        if self._told is None:
            self._told = {}
            for other in self.tokens:
                if other.pos == "NOUN":
                    self._told.setdefault(other.lemma.lower(), []).append(other.i)
        for j in reversed(self._told.get(token.lemma.lower(), ())):
            if i - BACK < j < i and (own := self._makers(j) or self._created(j)):
                return own
        return ()

    # --- pronouns -----------------------------------------------------------------------------------------------

    def antecedents(self, i: int) -> tuple[int, ...]:
        """Nouns that a pronoun for a thing may stand for: subjects and objects before it, nearest first."""
        if self.tokens[i].tag != "PRP" or self.tokens[i].pos != "PRON":
            return ()
        meant = self.cast.things.get(i)
        if meant is not None:
            return (meant,)
        near = self.tokens[i].sentence - 1
        back = range(i - 1, max(-1, i - REACH), -1)
        return tuple(j for j in back if self.tokens[j].sentence >= near and j not in self.cast.at and self._may_be_meant(j))

    def _may_be_meant(self, i: int) -> bool:
        """Whether a pronoun may stand for the noun: one of a class, subject or object, or governed by a preposition of the verb."""
        token = self.tokens[i]
        if token.pos != "NOUN" or not self.classes(i):
            return False
        if token.rel == "pobj":
            return self.tokens[self.tokens[token.head].head].pos == "VERB"
        return token.rel in ("obj", "subj", "subjpass", "conj")

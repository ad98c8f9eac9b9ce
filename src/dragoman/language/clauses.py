"""A parse comes in, its clauses go out: every predicate (verb, event noun, predicate adjective) with its arguments by role.

Active, passive, relative, participle, control, coordination and noun forms are made alike: the subject is the one who
does it. "Iran was urged to release him": of *urge* Iran is object, of *release* Iran is subject.
"""

from collections.abc import Iterable

import msgspec

from dragoman.knowledge.shapes_grammar import Grammar
from dragoman.language.fillers import is_predicate_verb
from dragoman.language.misplaced import Misplaced, Roles, put
from dragoman.language.subjects import Subjects
from dragoman.model import Clause, Parse, Token


def find(parse: Parse, event_nouns: frozenset[str], grammar: Grammar) -> tuple[Clause, ...]:
    """Clauses of the article in text order. `event_nouns` are the lemmas of nouns that tell events.

    "The plan that Iran rejected": reject with subject Iran, object plan.
    """
    return tuple(_completed(parse, _Builder(parse, event_nouns, grammar).clauses()))


class _Builder:
    """Subjects and voices of verbs are found heads first, so that dependents can share them."""

    def __init__(self, parse: Parse, event_nouns: frozenset[str], grammar: Grammar) -> None:
        self.parse, self.tokens, self.below = parse, parse.tokens, parse.children
        self.event_nouns, self.grammar = event_nouns, grammar
        self.subjects = Subjects(parse, grammar)
        self.fillers = self.subjects.fillers
        self.surface, self.passive = self.subjects.surface, self.subjects.passive
        self.misplaced = Misplaced(parse, grammar, self.fillers, self.passive)
        self.carried: dict[int, tuple[int, ...]] = {}

    def clauses(self) -> list[Clause]:
        found: list[Clause] = []
        for i in self._heads_first():
            token = self.tokens[i]
            if token.pos in ("VERB", "AUX"):
                if is_predicate_verb(token):
                    self.subjects.prepare(token)
                    found.append(self._stative(token) if self._is_stative(token) else self._verb(token))
                    found += [self._predicate(token, c) for c in self.below[i] if self.tokens[c].rel == "pred" and self.tokens[c].pos == "ADJ"]
            elif token.pos in ("NOUN", "PROPN", "X"):
                if token.rel != "compound" and token.lemma.lower() in self.event_nouns:
                    found.append(self._noun(token))
            elif token.pos == "ADJ" and token.rel in ("amod", "acl", "appos") and token.i > token.head and self._governs(token):
                found.append(self._adjective(token, token.sentence, self.below[i], self.fillers.expand(token.head)))
        found.sort(key=lambda clause: clause.head)
        return found

    def _heads_first(self) -> Iterable[int]:
        """All tokens, every head before its dependents."""
        order = [t.i for t in self.tokens if t.head == t.i]
        for i in order:
            order.extend(self.below[i])
        return order

    def _governs(self, adjective: Token) -> bool:
        """Whether an adjective after its noun has something to say: "lawmakers *critical of* the president"."""
        return any(self.tokens[c].rel in ("prep", "xcomp", "ccomp") for c in self.below[adjective.i])

    def _is_stative(self, verb: Token) -> bool:
        """Whether a participle is an adjective: who is *opposed to* a plan is not opposed by anybody."""
        if verb.tag != "VBN" or verb.text.lower() not in self.grammar.adjectival_participles or not self.passive[verb.i]:
            return False
        return not any(self.tokens[c].rel == "agent" for c in self.below[verb.i])

    # --- arguments ----------------------------------------------------------------------------------------------

    def _verb(self, token: Token) -> Clause:
        roles: Roles = {}
        complements: Roles = {}
        words = [token.i]
        for c in self.below[token.i]:
            child = self.tokens[c]
            if child.rel == "prt":
                words += self.misplaced.particle(roles, child)
            elif child.rel == "obj":
                put(roles, "object", self.fillers.of((c,), token))
            elif child.rel == "iobj":
                self._put_dative(roles, complements, child)
            elif child.rel == "prep" and self.misplaced.is_particle(token, child):
                words += self.misplaced.particle(roles, child)
            elif child.rel in ("prep", "agent"):
                self._put_preposition(roles, complements, child)
            elif child.rel in ("pred", "oprd"):
                put(roles, "predicate", self.fillers.expand(c))
            elif child.rel in ("xcomp", "ccomp"):
                self._put_clause(roles, complements, child)
            elif child.rel == "advcl" and self._asked_for(token, child):
                put(complements, "complement", self.fillers.verbs(c))
            elif child.rel == "advcl" and child.tag == "VB":
                self._put_infinitive(complements, token, child)
            elif child.rel == "advcl" and child.tag == "VBG" and self.tokens[c - 1].rel == "prt" and self.tokens[c - 1].head == token.i:
                put(complements, "complement", self.fillers.verbs(c))
            elif child.rel == "npadvmod" and token.rel == "amod" and child.i == token.i - 2:
                put(roles, "subject", (c,))
        self.misplaced.sums(roles)
        self.misplaced.left(roles)
        self.misplaced.late_object(roles)
        self.misplaced.name(roles, token)
        self.misplaced.judged(roles, complements, token)
        self._put_subject(roles, token)
        self.misplaced.each_other(roles)
        self._put_relative(roles, token)
        self._put_shared_object(roles, complements, token)
        lemma = " ".join([token.lemma.lower(), *(self.tokens[w].lemma.lower() for w in words[1:])])
        return Clause(token.i, "verb", lemma, token.sentence, self.passive[token.i], roles, complements, tuple(words))

    def _put_clause(self, roles: Roles, complements: Roles, clause: Token) -> None:
        """A complement clause; of "condemned what he called an *attack*" the attack is the object."""
        named = [c for c in self.below[clause.i] if self.tokens[c].rel == "oprd"]
        if named and clause.lemma.lower() in self.grammar.describing_verbs and any(self.tokens[c].tag == "WP" for c in self.below[clause.i]):
            put(roles, "object", self.fillers.expand(named[0]))
        else:
            put(complements, "complement", self.fillers.verbs(clause.i))
            self._raise_subject(roles, clause)

    def _put_infinitive(self, complements: Roles, verb: Token, infinitive: Token) -> None:
        """An infinitive that the parser hung on the verb: its complement, its purpose, or that of the noun right before ("after a *move* to close the port")."""
        carrier = None if verb.lemma.lower() in self.grammar.prepositional_control else self.subjects.carrier(infinitive)
        if carrier is not None:
            self.carried[carrier.i] = self.fillers.verbs(infinitive.i)
        else:
            put(complements, "complement" if self._wants_infinitive(verb) else "purpose", self.fillers.verbs(infinitive.i))

    def _asked_for(self, verb: Token, clause: Token) -> bool:
        """Whether a clause tells what is called for: "appealed *for the port to be reopened*"; the parser takes its preposition for a conjunction."""
        marks = [self.tokens[c].lemma.lower() for c in self.below[clause.i] if self.tokens[c].rel == "mark"]
        to = any(self.tokens[c].tag == "TO" for c in self.below[clause.i])
        return to and marks == ["for"] and verb.lemma.lower() in self.grammar.prepositional_control and verb.i < clause.i

    def _wants_infinitive(self, token: Token) -> bool:
        """Whether the infinitive after the verb is its complement, whatever the parser says: "swore to fight"."""
        return token.lemma.lower() in self.grammar.subject_control and not any(self.tokens[c].rel in ("xcomp", "ccomp", "obj") for c in self.below[token.i])

    def _put_subject(self, roles: Roles, token: Token) -> None:
        """Deep subject and object from the surface subject and the voice."""
        surface = self.surface[token.i]
        if not self.passive[token.i]:
            put(roles, "subject", surface)
            return
        if surface:
            roles["indirect" if "object" in roles else "object"] = surface
        for name in sorted(self.grammar.doer_prepositions & roles.keys()):
            put(roles, "subject", roles[name])
        if "subject" not in roles:
            put(roles, "subject", self.misplaced.shared_doer(token))

    def _put_relative(self, roles: Roles, token: Token) -> None:
        """The antecedent as object of a relative clause without a pronoun: "the plan Iran rejected"."""
        if token.rel != "relcl" or self.passive[token.i] or "object" in roles:
            return
        relatives = [c for c in self.below[token.i] if self.tokens[c].tag in ("WDT", "WP", "WRB") or self.tokens[c].rel == "mark"]
        if not relatives and "subject" in roles:
            put(roles, "object", self.fillers.expand(token.head))

    def _put_shared_object(self, roles: Roles, complements: Roles, token: Token) -> None:
        """The object that two verbs share: "arrested and jailed the activist"."""
        if "object" in roles or complements or self.passive[token.i]:
            return
        for c in self.below[token.i]:
            other = self.tokens[c]
            if other.rel == "conj" and other.tag == token.tag and other.pos == "VERB" and other.i - token.i <= 3:
                shared = tuple(o for o in self.below[c] if self.tokens[o].rel == "obj")
                put(roles, "object", self.fillers.of(shared, other))

    def _put_dative(self, roles: Roles, complements: Roles, child: Token) -> None:
        if child.pos == "ADP":
            self._put_preposition(roles, complements, child)
        else:
            put(roles, "indirect", self.fillers.expand(child.i))

    def _put_preposition(self, roles: Roles, complements: Roles, preposition: Token) -> None:
        """Objects of a preposition by its lemma, and of one below it ("out of Syria": both `out` and `of`; "due to rain": `due`)."""
        todo = [preposition] if preposition.i not in self.subjects.conjunctions else []
        for one in todo:
            name = one.lemma.lower()
            for c in self.below[one.i]:
                rel = self.tokens[c].rel
                if rel == "pobj":
                    put(roles, name, self.fillers.of((c,), one))
                elif rel == "pcomp" and self.tokens[c].pos == "ADP":
                    put(roles, name, self.fillers.of((o for o in self.below[c] if self.tokens[o].rel == "pobj"), one))
                elif rel == "pcomp" and name in self.grammar.nominal_prepositions and (noun := self._described(c)) is not None:
                    put(roles, name, self.fillers.expand(noun))
                elif rel == "pcomp":
                    put(complements, name, self.fillers.verbs(c))
                elif rel == "prep" and len(todo) < 5:
                    todo.append(self.tokens[c])

    def _described(self, participle: int) -> int | None:
        """The noun of a participle that the parser took for a gerund: "came under withering *criticism*"."""
        return next((o for o in self.below[participle] if self.tokens[o].rel == "obj" and self.tokens[participle].tag == "VBG"), None)

    def _raise_subject(self, roles: Roles, complement: Token) -> None:
        """ "wants Iran to leave", "ordered her stripped of titles": who leaves or is stripped is the object of the verb too."""
        below = self.below[complement.i]
        bare = complement.tag in ("VB", "VBN") and not any(self.tokens[c].rel in ("aux", "auxpass") for c in below)
        if "object" not in roles and (bare or any(self.tokens[c].tag == "TO" for c in below)):
            subjects = tuple(c for c in below if self.tokens[c].rel in ("subj", "subjpass"))
            put(roles, "object", self.fillers.of(subjects, complement))

    def _predicate(self, verb: Token, i: int) -> Clause:
        """A predicate adjective: "is ready to talk", "are opposed to the plan"."""
        return self._adjective(self.tokens[i], verb.sentence, (*self.below[i], *self.below[verb.i]), self.surface[verb.i])

    def _stative(self, participle: Token) -> Clause:
        """A participle that is an adjective: "extremists *opposed* to the truce"."""
        return self._adjective(participle, participle.sentence, self.below[participle.i], self.surface[participle.i])

    def _is_content(self, clause: Token) -> bool:
        """Whether a clause after a noun tells what the noun is about: "calls *to resign*", "the claim *that he stole*"; the parser takes some infinitives for relative clauses."""
        below = self.below[clause.i]
        if clause.rel == "relcl":
            return clause.tag == "VB" and clause.i > 0 and self.tokens[clause.i - 1].tag == "TO" and self.tokens[clause.i - 2].i == clause.head
        return clause.rel in ("acl", "xcomp") and (clause.tag == "VB" or any(self.tokens[x].rel == "mark" for x in below))

    def _adjective(self, token: Token, sentence: int, below: tuple[int, ...], subject: tuple[int, ...]) -> Clause:
        roles: Roles = {}
        complements: Roles = {}
        for c in below:
            child = self.tokens[c]
            if child.rel == "prep":
                self._put_preposition(roles, complements, child)
            elif child.rel in ("xcomp", "ccomp") and child.head == token.i:
                put(complements, "complement", self.fillers.verbs(c))
        put(roles, "subject", subject)
        lemma = token.text.lower() if token.tag == "VBN" else token.lemma.lower()
        return Clause(token.i, "adjective", lemma, sentence, False, roles, complements, (token.i,))

    def _noun(self, token: Token) -> Clause:
        """An event noun: owners are possessors first, then nouns and adjectives before it."""
        roles: Roles = {}
        complements: Roles = {"complement": self.carried[token.i]} if token.i in self.carried else {}
        before: list[int] = []
        for c in self.below[token.i]:
            child = self.tokens[c]
            if child.rel == "poss":
                put(roles, "owner", self.fillers.of((c,), token))
            elif child.rel in ("compound", "amod"):
                before += self.fillers.expand(c)
            elif child.rel in ("prep", "agent"):
                self._put_preposition(roles, complements, child)
            elif child.rel == "ccomp" or self._is_content(child):
                put(complements, "complement", self.fillers.verbs(c))
            elif child.rel == "conj" and child.lemma.lower() in self.event_nouns and not any(self.tokens[x].rel == "prep" for x in self.below[token.i]):
                for x in self.below[c]:
                    if self.tokens[x].rel == "prep":
                        self._put_preposition(roles, complements, self.tokens[x])
        put(roles, "before", tuple(before))
        if token.rel == "appos" and token.lemma.lower() in self.grammar.siding_nouns:
            put(roles, "subject", self.fillers.expand(token.head))
        self.misplaced.doer(roles, token)
        return Clause(token.i, "noun", token.lemma.lower(), token.sentence, False, roles, complements, (token.i,))


def _completed(parse: Parse, clauses: list[Clause]) -> Iterable[Clause]:
    """Clauses; one whose object is a bare number gets the object also of the clause that says the same before: "Chad expelled ten envoys, Mali expelled *two*"."""
    last: dict[tuple[int, str], tuple[int, ...]] = {}
    for clause in clauses:
        held = clause.roles.get("object", ())
        if clause.kind == "verb" and held:
            key = clause.sentence, clause.lemma
            number = len(held) == 1 and parse.tokens[held[0]].tag == "CD" and held[0] > clause.head
            if number and key in last:
                yield msgspec.structs.replace(clause, roles={**clause.roles, "object": last[key]})
                continue
            last[key] = held
        yield clause

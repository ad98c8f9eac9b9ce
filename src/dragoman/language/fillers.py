"""Heads of phrases come in, the words that are meant go out: with their conjuncts, through partitives and relative pronouns. Serves the clauses."""

from collections.abc import Iterable

from dragoman import tree
from dragoman.knowledge.shapes_grammar import Grammar
from dragoman.model import Parse, Token

NOMINAL = ("NOUN", "PROPN", "PRON", "NUM", "ADJ", "DET", "X", "SYM", "ADV")


def is_predicate_verb(token: Token) -> bool:
    """Whether a token is the verb of a clause, not its auxiliary or a word that only looks like one ("*according* to")."""
    if token.pos == "VERB":
        return token.rel not in ("aux", "auxpass", "compound", "prep")
    return token.pos == "AUX" and token.rel not in ("aux", "auxpass")


class Fillers:
    """Finds who and what fills a place, over one parse. `strays` are subjects that the parser hung elsewhere: they are no conjuncts."""

    def __init__(self, parse: Parse, grammar: Grammar, strays: dict[int, int]) -> None:
        self.parse, self.tokens, self.below = parse, parse.tokens, parse.children
        self.grammar, self.strays = grammar, strays

    def of(self, heads: Iterable[int], governor: Token) -> tuple[int, ...]:
        """Heads with their conjuncts; a relative pronoun stands for what its clause hangs from."""
        found: list[int] = []
        for i in heads:
            if self.tokens[i].tag in ("WDT", "WP", "WP$", "IN"):
                clause = governor
                for _ in range(4):
                    if clause.rel in ("relcl", "root", "ccomp"):
                        break
                    clause = self.tokens[clause.head]
                found += self._antecedent(clause) or (i,)
            else:
                found += self.expand(i)
        return tuple(found)

    def _antecedent(self, clause: Token) -> tuple[int, ...]:
        """What a relative clause is about; in "it was Iran that left" the predicate of the main clause."""
        if clause.rel == "relcl" and not is_predicate_verb(self.tokens[clause.head]):
            return self.expand(self._first_named(clause))
        if clause.rel in ("relcl", "ccomp", "advcl"):
            predicates = [c for c in self.below[clause.head] if self.tokens[c].rel == "pred"]
            return self.expand(predicates[0]) if predicates else ()
        return ()

    def _first_named(self, clause: Token) -> int:
        """The first of the names that a relative clause after a comma is about: "*Qatar* and Egypt, which brokered the truce"; of one alone if its verb says so ("which has")."""
        last = first = self.tokens[clause.head]
        while first.rel == "conj" and first.pos == "PROPN" and self.tokens[first.head].pos == "PROPN" and first.head < first.i:
            first = self.tokens[first.head]
        single = any(self.tokens[c].tag == "VBZ" or self.tokens[c].text.lower() == "was" for c in (clause.i, *self.below[clause.i]))
        start = min((c for c in self.below[clause.i] if c > last.i), default=clause.i)
        alike = first.rel in ("subj", "subjpass") and first.entity == last.entity
        return first.i if alike and not single and self.tokens[start - 1].text == "," else last.i

    def expand(self, i: int) -> tuple[int, ...]:
        """A head noun and its conjuncts, each seen through partitives: "dozens of rebels and police": rebels, police."""
        found: list[int] = []
        todo = [i]
        for one in todo:
            meant = self._meant(one)
            found.append(meant)
            for j in (one, meant) if meant != one else (one,):
                todo += [c for c in self.below[j] if self.tokens[c].rel == "conj" and self.tokens[c].pos in NOMINAL and c not in self.strays]
            if self.tokens[one].entity == "PERSON":
                todo += self._peers(one)
        return tuple(found)

    def _peers(self, i: int) -> list[int]:
        """Persons coordinated with a person, whom the parser hung on the first one's country: "Presidents Kagame of Rwanda and *Ruto* of Kenya"."""
        found = []
        for of in self.below[i]:
            for place in self.below[of] if self.tokens[of].lemma in self.grammar.part_prepositions else ():
                if self.tokens[place].entity != "PERSON":
                    found += [c for c in self.below[place] if self.tokens[c].rel == "conj" and self.tokens[c].entity == "PERSON"]
        return found

    def _meant(self, i: int) -> int:
        """What a partitive or a sum stands for: in "two of the soldiers" the soldiers, in "$5 billion in Chinese goods" the goods."""
        for _ in range(4):
            token = self.tokens[i]
            if token.lemma.lower() not in self.grammar.partitives and token.pos != "NUM":
                return i
            below = self._measured(i)
            if below is None:
                return i
            i = below
        return i

    def _measured(self, i: int) -> int | None:
        """The noun after *of*, and after a sum of money the thing after *in*."""
        sum_of_money = any(self.tokens[c].tag == "$" for c in self.below[i])
        for c in reversed(self.below[i]):
            lemma = self.tokens[c].lemma
            part = lemma in self.grammar.part_prepositions
            if not part and not (sum_of_money and lemma in self.grammar.sum_prepositions):
                continue
            noun = next((o for o in self.below[c] if self.tokens[o].rel == "pobj"), None)
            if noun is not None and (part or (self.tokens[noun].pos == "NOUN" and not self.tokens[noun].entity)):
                return noun
        return None

    def verbs(self, i: int) -> tuple[int, ...]:
        """The head of a clause and what is coordinated with it; a copula stands for its predicate adjective too."""
        found = [i]
        for one in found:
            found += [c for c in self.below[one] if self.tokens[c].rel == "conj" and not tree.stands_alone(self.parse, c)]
        for one in tuple(found):
            found += [c for c in self.below[one] if self.tokens[c].rel == "pred"]
        return tuple(found)

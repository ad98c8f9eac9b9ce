"""What stances are read from: the grammar of an article with its clauses by token, who stands where in it, and the issues named."""

from collections.abc import Iterable
from dataclasses import dataclass

from dragoman import tree
from dragoman.coding.issues import Named
from dragoman.knowledge.shapes_grammar import Grammar
from dragoman.knowledge.shapes_positions import Family, Positions
from dragoman.model import BlockKind, Cast, Clause, Parse, Status

#: roles that tell who a noun belongs to, or that are looked at elsewhere
NOT_ABOVE = frozenset(("owner", "before", "between", "predicate"))


@dataclass(frozen=True, slots=True)
class Stage:
    """A word of stance above the issue, and what holds when it has been taken into account."""

    head: int
    place: str
    family: Family | None
    stance: str
    words: tuple[int, ...]
    speaks: bool
    chain: tuple[int, ...]


class Ground:
    """Looks up one article; nothing in it is changed. `above` maps a token to the clauses in which it stands, each with its role there."""

    def __init__(
        self, parse: Parse, clauses: tuple[Clause, ...], statuses: tuple[Status, ...], cast: Cast, issues: tuple[Named, ...], positions: Positions, grammar: Grammar
    ) -> None:
        self.parse, self.tokens, self.below = parse, parse.tokens, parse.children
        self.clauses, self.statuses, self.cast, self.issues = clauses, statuses, cast, issues
        self.positions, self.words, self.grammar = positions, positions.words, grammar
        self.clause = {clause.head: clause for clause in clauses}
        self.number = {clause.head: n for n, clause in enumerate(clauses)}
        self.named = {named.head: named for named in issues}
        self.kind = {actor.id: actor.kind for actor in cast.actors}
        self.code = {actor.id: actor.code for actor in cast.actors}
        self.above: dict[int, list[tuple[int, str]]] = {}
        for clause in clauses:
            for role, fillers in clause.roles.items():
                if role not in NOT_ABOVE:
                    for i in fillers:
                        self.above.setdefault(i, []).append((clause.head, role))
            for fillers in clause.complements.values():
                for i in fillers:
                    self.above.setdefault(i, []).append((clause.head, "complement"))

    def actors(self, tokens: Iterable[int]) -> tuple[str, ...]:
        """Ids of the actors that the tokens name."""
        return tuple(dict.fromkeys(actor for t in tokens for actor in self.cast.at.get(t, ())))

    def owners(self, i: int, named: Named | None) -> list[int]:
        """Tokens of the actors whose the noun at `i` is, without the issue itself."""
        found = []
        for c in self.below[i]:
            token = self.tokens[c]
            if token.rel in ("poss", "compound", "amod", "nmod"):
                found += [*tree.conjuncts(self.parse, c), *self.below[c]]
            elif token.rel in ("prep", "agent") and token.lemma.lower() in ("by", "from", "of"):
                found += [x for o in self.below[c] for x in tree.conjuncts(self.parse, o)]
        return [t for t in found if t in self.cast.at and (named is None or t != named.head)]

    def verb_of(self, head: int) -> int:
        """The verb whose auxiliaries and negation hold for the word: the copula of an adjective, the verb of a noun."""
        token = self.tokens[head]
        if token.pos in ("VERB", "AUX") and token.rel != "pred":
            return head
        if token.rel in ("pred", "obj") and self.tokens[token.head].pos in ("VERB", "AUX"):
            return token.head
        return head

    def in_headline(self, i: int) -> bool:
        return self.parse.sentences[self.tokens[i].sentence].block is BlockKind.HEADLINE

    def known(self, actor: str) -> bool:
        return self.kind[actor] != "generic" or self.code[actor] is not None

"""Two acts of a sentence come in, whether they tell one happening goes out. Serves the stage that tells each happening once.

"Rebels *ambushed* a patrol, *killing* two soldiers", "police *fired* tear gas *to disperse* the crowd", "Mali *condemned* the coup, *calling* it a crime".
"""

from collections.abc import Mapping

from dragoman.knowledge.frames import Relevance
from dragoman.model import Act, Actor, Clause, Parse, Status

Parties = tuple[tuple[str, int], ...]

#: how many words lie between two verbs of one happening at most
APART = 25


class Same:
    """Compares acts of one article."""

    def __init__(self, parse: Parse, clauses: tuple[Clause, ...], statuses: tuple[Status, ...], actors: Mapping[str, Actor], relevance: Relevance | None) -> None:
        self.tokens, self.clauses, self.statuses = parse.tokens, clauses, statuses
        self.actors, self.relevance = actors, relevance

    def one_happening(self, first: Act, second: Act) -> bool:
        """Whether the second act tells the happening of the first, or what came of it."""
        a, b = self.clauses[first.clause], self.clauses[second.clause]
        if first.category != second.category or b.head - a.head > APART:
            return False
        one, other = self.statuses[first.clause], self.statuses[second.clause]
        if self._is_aim(a, b, first, second):
            return True
        if (one.negated, one.hypothetical, one.future) != (other.negated, other.hypothetical, other.future):
            return False
        if self.tokens[b.head].rel == "conj" and first.modes and second.modes and set(first.modes).isdisjoint(second.modes) and "object" in a.roles and "object" in b.roles:
            return False
        if self._comments(a, b, first, second):
            return True
        if self._completes(first, second):
            return not (one.negated or one.hypothetical or one.future)
        same_actors = {p for p, _ in first.actors} == {p for p, _ in second.actors}
        if not same_actors or first.inner is not None or second.inner is not None or not (first.actors or first.recipients):
            return False
        if self._results(a, b, first, second):
            return True
        recipients = ({p for p, _ in first.recipients}, {p for p, _ in second.recipients})
        if recipients[0] == recipients[1] or not recipients[0] or not recipients[1]:
            return True
        return self.relevance is not None and first.category in self.relevance.company_categories and self._wider(first.recipients, second.recipients)

    def _completes(self, first: Act, second: Act) -> bool:
        """Whether one act tells who did what the other tells to whom: "ten were killed when *rebels attacked*"."""
        if bool(first.actors) == bool(second.actors) or bool(first.recipients) == bool(second.recipients) or bool(first.actors) == bool(first.recipients):
            return False
        a, b = self.clauses[first.clause], self.clauses[second.clause]
        return self.hangs(a, b) or self.hangs(b, a) or any(i in first.trigger for i in b.roles.get("subject", ()))

    def hangs(self, clause: Clause, above: Clause) -> bool:
        """Whether a clause tells when or how another happens: "ten were killed *when rebels attacked*"."""
        token = self.tokens[clause.head]
        return clause.kind == above.kind == "verb" and token.rel == "advcl" and token.head == above.head

    def _is_aim(self, above: Clause, clause: Clause, first: Act, second: Act) -> bool:
        """Whether an infinitive of purpose tells the same deed of the same actors: "fired tear gas *to disperse* protesters"."""
        token = self.tokens[clause.head]
        if self.relevance is None or first.category not in self.relevance.forceful_categories:
            return False
        purpose = token.tag == "VB" and token.rel in ("advcl", "xcomp") and token.head == above.head
        return purpose and first.inner is None and bool(first.actors) and first.actors == second.actors and first.modes == second.modes

    def _results(self, above: Clause, clause: Clause, first: Act, second: Act) -> bool:
        """Whether a participle tells what came of an attack: "ambushed a patrol, *killing* an officer"."""
        token = self.tokens[clause.head]
        if token.rel == "conj" and token.tag == "VBG":
            token = self.tokens[token.head]
        if self.relevance is None or first.category not in self.relevance.bodily_categories or token.head != above.head:
            return False
        ended = token.rel == "conj" and token.lemma in self.relevance.result_verbs and self._of_one_country(first.recipients, second.recipients)
        if not ended and (token.rel != "advcl" or token.tag != "VBG"):
            return False
        return not first.modes or not second.modes or not set(first.modes).isdisjoint(second.modes)

    def _of_one_country(self, one: Parties, other: Parties) -> bool:
        """Whether both sides are of one country, as far as is told: "attacked *a Malian base* and killed *five soldiers*"."""
        codes = [{self.actors[actor].code for actor, _ in side} - {None} for side in (one, other)]
        return len(codes[0] | codes[1]) <= 1

    def _comments(self, above: Clause, clause: Clause, first: Act, second: Act) -> bool:
        """Whether a participle only says on what its sentence says: "condemned the coup, *calling* it a crime"."""
        token = self.tokens[clause.head]
        if self.relevance is None or first.category not in self.relevance.outward_categories or not first.actors:
            return False
        hangs = token.rel == "advcl" and token.tag == "VBG" and token.head == above.head
        return hangs and {p for p, _ in first.actors} == {p for p, _ in second.actors} and (not second.recipients or {p for p, _ in second.recipients} == {p for p, _ in first.recipients})

    def _wider(self, one: Parties, other: Parties) -> bool:
        """Whether one side is only the country of the other: "blew himself up in *Kabul*, killing *Afghan soldiers*"."""
        sides = [[self.actors[actor] for actor, _ in parties] for parties in (one, other)]
        return any(all(a.kind == "state" for a in wide) and {a.code for a in wide} == {a.code for a in narrow} for wide, narrow in (sides, sides[::-1]))

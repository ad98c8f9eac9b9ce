"""Acts of an article come in, the same acts go out, those that one tells as the reason of another with the parties that follow from it. Serves the frame stage.

"Kenya expelled Sudan's envoy over *the arrest of two Kenyans*": Sudan has arrested them. "Ghana recalled its envoy over *a killing by Nigerian police*": from Nigeria.
"""

from collections.abc import Mapping

import msgspec

from dragoman.coding.arguments import Arguments, Parties
from dragoman.knowledge.frames import Relevance
from dragoman.model import Act, Clause, Parse

#: how many words up from an event noun its preposition's governor is looked for
FAR = 6


def explained(acts: list[Act], clauses: tuple[Clause, ...], parse: Parse, arguments: Arguments, relevance: Relevance | None) -> tuple[list[Act], set[int]]:
    """Acts in the same order, and the numbers of those that are the reason of another act."""
    if relevance is None:
        return acts, set()
    reader = _Reasons(clauses, parse, arguments, relevance)
    at: dict[int, int] = {}
    for n, act in enumerate(acts):
        for i in act.trigger:
            held = at.get(i)
            if held is None or len(acts[held].trigger) < len(act.trigger):
                at[i] = n
    found, reasons = list(acts), set()
    for n, act in enumerate(acts):
        above = reader.answering(act, n, at)
        if above is not None and act.category in relevance.grievance_categories and acts[above[0]].category in relevance.answering_categories:
            reasons.add(n)
            found[above[0]], found[n] = reader.shared(found[above[0]], found[n], above[1])
    return found, reasons


class _Reasons:
    def __init__(self, clauses: tuple[Clause, ...], parse: Parse, arguments: Arguments, relevance: Relevance) -> None:
        self.clauses, self.parse, self.tokens = clauses, parse, parse.tokens
        self.arguments, self.relevance = arguments, relevance

    def answering(self, act: Act, number: int, at: Mapping[int, int]) -> tuple[int, bool] | None:
        """The number of the act for which this one is told as the reason, and whether it answers it for sure: *over*, not *after*."""
        clause, relevance = self.clauses[act.clause], self.relevance
        token, reason, sure = self.tokens[clause.head], False, False
        if token.rel == "relcl" and token.head in act.trigger:
            token = self.tokens[token.head]
        elif clause.kind != "noun":
            return None
        for _ in range(FAR):
            above, word = self.tokens[token.head], token.lemma.lower()
            if token.pos not in ("ADP", "SCONJ") and token.rel not in ("pobj", "obj", "conj"):
                return None
            reason = reason or word in relevance.reason_prepositions or above.lemma.lower() in relevance.answering_nouns
            sure = sure or word in relevance.grievance_prepositions or above.lemma.lower() in relevance.answering_nouns
            if reason and at.get(above.i, number) != number:
                return at[above.i], sure
            if above.i == token.i or (above.pos not in ("ADP", "SCONJ") and not reason and token.rel != "conj"):
                return None
            token = above
        return None

    def shared(self, first: Act, reason: Act, sure: bool) -> tuple[Act, Act]:
        """The answering act and its reason, each with a side that only the other names."""
        if not first.recipients and first.category in self.relevance.aimed_words and self._others(reason.actors, first.actors):
            first = msgspec.structs.replace(first, recipients=reason.actors)
        if reason.actors or reason.reciprocal or not first.recipients or reason.inner is not None:
            return first, reason
        harmed = bool(reason.recipients) and not self._others(reason.recipients, first.actors)
        if not (sure or harmed) or not all(self._has_power(actor) for actor, _ in first.recipients):
            return first, reason
        return first, msgspec.structs.replace(reason, actors=first.recipients)

    def _others(self, parties: Parties, than: Parties) -> bool:
        """Whether parties are told and are of other countries than others."""
        codes = [{self.arguments.actors[actor].code for actor, _ in side} - {None} for side in (parties, than)]
        return bool(codes[0]) and codes[0].isdisjoint(codes[1])

    def _has_power(self, actor: str) -> bool:
        one = self.arguments.actors[actor]
        return one.kind in self.relevance.forceful_kinds or one.kind == "state" or one.sector in self.relevance.governing_sectors

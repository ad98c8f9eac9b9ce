"""Acts and their statuses come in, the same acts go out: what an article tells only to whom or only by whom is of the adversary it tells throughout.

"Iran attacked Iraq at dawn ... 900 *Iraqis* were killed": by Iran, where nobody else attacks. "Iran kept up its *attacks*": on Iraq.
"""

from collections.abc import Mapping

import msgspec

from dragoman.knowledge.agents import Agents
from dragoman.model import Act, Actor, Cast, Clause, Parse, Status

Parties = tuple[tuple[str, int], ...]

#: how often a fight must be told where it stands only on somebody's word
TOLD = 2


def oppose(acts: tuple[Act, ...], parse: Parse, clauses: tuple[Clause, ...], statuses: tuple[Status, ...], cast: Cast, agents: Agents) -> tuple[Act, ...]:
    """Acts in the same order; "900 Iraqis were killed" in a text on Iran's attacks on Iraq was done by Iran."""
    told = {category: _Fight(acts, category, clauses, statuses, cast) for category in sorted(agents.words("act-of-adversaries"))}
    if not any(fight.of for fight in told.values()):
        return acts
    here: dict[int, set[str]] = {}
    states = {actor.id: actor.code for actor in cast.actors if actor.code}
    for number, sentence in enumerate(parse.sentences):
        here[number] = {states[a] for i in range(sentence.first, sentence.last) for a in cast.at.get(i, ()) if a in states}
    return tuple(_completed(act, told, here[clauses[act.clause].sentence]) for act in acts)


def _completed(act: Act, told: Mapping[str, "_Fight"], named: set[str]) -> Act:
    """The act, and the one inside it, with the adversary as the side that is not told, if its sentence names no third country."""
    if act.inner is not None:
        act = msgspec.structs.replace(act, inner=_completed(act.inner, told, named))
    fight = told.get(act.category)
    if fight is None or act.reciprocal or bool(act.actors) == bool(act.recipients):
        return act
    side = "recipients" if act.actors else "actors"
    found = fight.other(act.actors or act.recipients, side)
    if not found or not named <= fight.countries:
        return act
    return msgspec.structs.replace(act, **{side: found})


class _Fight:
    """Who does something of one category to whom in the whole article: `of` is empty where there is more than one such pair."""

    def __init__(self, acts: tuple[Act, ...], category: str, clauses: tuple[Clause, ...], statuses: tuple[Status, ...], cast: Cast) -> None:
        self.actors: Mapping[str, Actor] = {actor.id: actor for actor in cast.actors}
        self.of: dict[tuple[str, str], tuple[Parties, Parties]] = {}
        self.countries: set[str] = set()
        real = claimed = 0
        for act in (a for outer in acts for a in (outer, outer.inner) if a is not None and a.category == category):
            doer, hit = self._country(act.actors), self._country(act.recipients)
            status = statuses[act.clause]
            told = not (status.negated or status.hypothetical or "negated" in act.changes or "hypothetical" in act.changes)
            real += told and not (status.future or status.claimed_by or act.changes)
            if doer and hit:
                self.of.setdefault((doer, hit), (act.actors, act.recipients))
                claimed += told
            self.countries.update(filter(None, (self._country(act.actors) or ("?" if act.actors else ""), hit)))
        pair = {frozenset(pair) for pair in self.of}
        if len(pair) != 1 or not claimed or not (real or claimed >= TOLD) or len(next(iter(pair))) != 2 or self.countries != set(next(iter(pair))):
            self.of = {}

    def _country(self, parties: Parties) -> str:
        """The one country of the parties, if they are a state's."""
        codes = {self.actors[a].code for a, _ in parties}
        return (codes.pop() or "") if len(codes) == 1 else ""

    def other(self, parties: Parties, side: str) -> Parties:
        """Who stands on the other side wherever these are told with both."""
        own = self._country(parties)
        ways = [sides for (doer, hit), sides in self.of.items() if own == (hit if side == "actors" else doer)]
        return (ways[0][0] if side == "actors" else ways[0][1]) if ways else ()

"""Acts and the cast come in, the same acts go out, with the side that no phrase tells but of which the sentence leaves little doubt.

"The annexation of Crimea" in a sentence on Russia is Russia's; a veto is of one's own parliament where no other country is spoken of.
"""

from bisect import bisect_left
from collections.abc import Mapping

import msgspec

from dragoman import tree
from dragoman.coding.answers import Answers
from dragoman.knowledge.agents import Agents
from dragoman.model import Act, Actor, Cast, Clause, MentionKind, Parse

Parties = tuple[tuple[str, int], ...]


def oppose(acts: tuple[Act, ...], parse: Parse, clauses: tuple[Clause, ...], cast: Cast, agents: Agents) -> tuple[Act, ...]:
    """Acts in the same order; in "The president's veto was expected" the veto is of his own country's parliament."""
    sides = _Sides(acts, parse, clauses, cast, agents)
    return tuple(sides.completed(act, number) for number, act in enumerate(acts))


class _Sides:
    def __init__(self, acts: tuple[Act, ...], parse: Parse, clauses: tuple[Clause, ...], cast: Cast, agents: Agents) -> None:
        self.acts, self.parse, self.tokens, self.clauses, self.at, self.agents = acts, parse, parse.tokens, clauses, cast.at, agents
        self.actors: Mapping[str, Actor] = {actor.id: actor for actor in cast.actors}
        self.named = sorted(cast.at)
        self.answers = Answers(acts, parse, clauses, self.actors, agents)
        names = {mention.head for mention in cast.mentions if mention.kind is MentionKind.NAME and mention.label != "PLACE"}
        self.states: dict[str, list[tuple[int, str]]] = {}
        self.capitals: dict[str, list[tuple[int, str]]] = {}
        for i in self.named:
            for actor in (self.actors[a] for a in cast.at[i]):
                if actor.kind == "state" and actor.code:
                    (self.states if i in names else self.capitals).setdefault(actor.code, []).append((i, actor.id))

    def completed(self, act: Act, number: int) -> Act:
        """The act with both sides, if one is told and the other can be found; `number` is its place among the acts."""
        if act.reciprocal or bool(act.actors) == bool(act.recipients):
            return act
        if answered := self.answers.addressee(number):
            return msgspec.structs.replace(act, recipients=answered)
        own = {self.actors[actor].code for actor, _ in act.actors or act.recipients}
        if None in own:
            return act
        if act.actors:
            found = self._threatened(act, own) or self._others(act, own) or self._own_country(act, own)
            return msgspec.structs.replace(act, recipients=found) if found else act
        found = self._doers(act, own)
        return msgspec.structs.replace(act, actors=found) if found else act

    def _threatened(self, act: Act, own: set[str | None]) -> Parties:
        """Who must or must not do something: Georgia of "warned of war if *Georgia* joined"."""
        if act.category not in self.agents.words("act-on-condition"):
            return ()
        heads = {self.clauses[act.clause].head, *act.trigger}
        conditions = self.agents.words("threat-condition")
        for clause in self.clauses:
            token = self.tokens[clause.head]
            if token.rel == "advcl" and token.head in heads and any(self.tokens[c].lemma.lower() in conditions for c in self.parse.children[clause.head]):
                parties = tuple((a, i) for i in clause.roles.get("subject", ()) for a in self.at.get(i, ()) if self.actors[a].code not in own)
                if parties:
                    return parties
        return ()

    def _others(self, act: Act, own: set[str | None]) -> Parties:
        """The party of the only other country that the sentence names, of what one does to another."""
        if act.category not in self.agents.words("act-on-others") and self.agents.words("mode-on-others").isdisjoint(act.modes):
            return ()
        harmed = act.inner.recipients if act.inner is not None and act.category in self.agents.words("act-of-blame") else ()
        partners = set() if act.category in self.agents.words("act-with-partner") else self._partners(act)
        return self._only_other(act, own, but=(*(a for a, _ in harmed), *(a for a, actor in self.actors.items() if actor.code in partners)))

    def _partners(self, act: Act) -> set[str | None]:
        """Codes of those with whom the doers only talk in the sentence: OMN of "Iran rejected the plan after talks with *Oman*"."""
        sentence, doers = self.clauses[act.clause].sentence, {a for a, _ in act.actors}
        talks = [o for o in self.acts if o is not act and o.category in self.agents.words("act-of-talk") and self.clauses[o.clause].sentence == sentence]
        sides = ([a for a, _ in (*talk.actors, *talk.recipients)] for talk in talks)
        return {self.actors[a].code for side in sides if not doers.isdisjoint(side) for a in side}

    def _only_other(self, act: Act, own: set[str | None], but: tuple[str, ...] = ()) -> Parties:
        sentence = self.clauses[act.clause].sentence
        others = [(a, i) for a, i in self._in_sentence(sentence) if (code := self.actors[a].code) and code not in own and a not in but and not self._is_source(i)]
        if len({self.actors[a].code for a, _ in others}) != 1:
            return ()
        head = self.clauses[act.clause].head
        return (min(others, key=lambda party: (self.actors[party[0]].kind != "state", abs(party[1] - head))),)

    def _is_source(self, i: int) -> bool:
        """Whether a token only tells who says so: "according to a German charity"."""
        sources = self.agents.words("source-preposition")
        return any(self.tokens[k].text.lower() in sources for j in tree.ancestors(self.parse, i) for k in (j, j - 1) if k >= 0 and self.tokens[j].pos == "ADP")

    def _in_sentence(self, number: int) -> list[tuple[str, int]]:
        here = self.parse.sentences[number]
        first, last = bisect_left(self.named, here.first), bisect_left(self.named, here.last)
        return [(a, i) for i in self.named[first:last] for a in self.at[i]]

    def _own_country(self, act: Act, own: set[str | None]) -> Parties:
        """The country of those who act at home, or whom of it the clause names further on, if the sentence is of no other country."""
        addressed = act.category in self.agents.words("act-at-home") and self.agents.words("meeting-mode").isdisjoint(act.modes)
        sectors = self._sectors_at_home(act, addressed)
        ruled = not self.agents.words("mode-of-rulers").isdisjoint(act.modes)
        if len(own) != 1 or not all(self.actors[a].sector in sectors or (ruled and self.actors[a].kind == "state") for a, _ in act.actors):
            return ()
        here = [(a, i) for a, i in self._in_sentence(self.clauses[act.clause].sentence) if self.actors[a].code]
        if any(self.actors[a].code not in own for a, _ in here):
            return ()
        taken, head = {a for a, _ in act.actors}, self.clauses[act.clause].head
        addressees = [(a, i) for a, i in here if a not in taken and i > head and self.actors[a].sector in self.agents.words("addressed-sector")]
        parties = [(a, i) for a, i in addressees if not self._beside(i, head)]
        return (min(parties, key=lambda party: party[1]),) if parties and addressed else self._state(act, own)

    def _beside(self, i: int, head: int) -> bool:
        """Whether token `i` belongs to what is done besides: the troops of "defied the ruling *and deployed troops*"."""
        path = []
        for j in tree.ancestors(self.parse, i):
            if j == head:
                break
            path.append(self.tokens[j])
        return any(token.rel == "conj" and token.pos == "VERB" for token in path)

    def _sectors_at_home(self, act: Act, addressed: bool) -> frozenset[str]:
        """Sectors of those who do such a thing to their own."""
        if addressed:
            return self.agents.words("home-sector")
        if not self.agents.words("mode-of-rulers").isdisjoint(act.modes):
            return self.agents.words("ruling-sector")
        if act.category in self.agents.words("protest-at-home"):
            return self.agents.words("home-people")
        return self.agents.words("home-force") if act.category in self.agents.words("force-at-home") else frozenset()

    def _state(self, act: Act, own: set[str | None]) -> Parties:
        """The country by its nearest name before the act, else by its first."""
        code = next(iter(own)) or ""
        named = self.states.get(code) or self.capitals.get(code, [])
        at = bisect_left(named, (self.clauses[act.clause].head,))
        return ((named[max(at - 1, 0)][1], named[max(at - 1, 0)][0]),) if named else ()

    def _doers(self, act: Act, own: set[str | None]) -> Parties:
        """Who did what only tells to whom: the other state of the sentence; the own country of who was arrested."""
        if not self.agents.words("mode-of-states").isdisjoint(act.modes):
            return self._only_other(act, own)
        if self.agents.words("mode-of-home").isdisjoint(act.modes) or len(own) != 1:
            return ()
        sentence = self.clauses[act.clause].sentence
        holders = (o for o in self.acts if o.actors and self.clauses[o.clause].sentence == sentence and not self.agents.words("mode-of-home").isdisjoint(o.modes))
        return next((other.actors for other in holders), ()) or self._state(act, own)

"""An act without recipient comes in with the acts told before it, out goes to whom it answers. Serves the stage of opposites.

"Serbia demanded an apology. Croatia rejected *the demand*": of Serbia. "China jailed two Canadians. Ottawa *protested*": to China.
"""

from collections.abc import Iterable, Mapping, Sequence

from dragoman.knowledge.agents import Agents
from dragoman.model import Act, Actor, Clause, Parse

Parties = tuple[tuple[str, int], ...]

#: how many acts before are looked at, and from how many sentences back a noun takes up a deed, or one answers without a noun
NEAR, BACK, NEXT = 30, 3, 1


class Answers:
    """The acts of one article in text order, as what later ones answer."""

    def __init__(self, acts: Sequence[Act], parse: Parse, clauses: Sequence[Clause], actors: Mapping[str, Actor], agents: Agents) -> None:
        self.acts, self.parse, self.tokens, self.clauses, self.actors, self.agents = acts, parse, parse.tokens, clauses, actors, agents

    def addressee(self, number: int) -> Parties:
        """Who did what the act with this number answers: by a noun that takes it up, or by being hit by it right before."""
        act = self.acts[number]
        if act.inner is not None or not act.actors or act.category not in self.agents.words("act-of-answer"):
            return ()
        nouns = self._deeds(act)
        if nouns:
            return self._taken_up(act, nouns, number)
        return (self._hit(act, number) or self._goes_on(act, number)) if not self._says_what(act) else ()

    def _before(self, act: Act, number: int, back: int) -> Iterable[Act]:
        """Acts told before by others than who acts here, the nearest first."""
        own, sentence = {actor for actor, _ in act.actors}, self.clauses[act.clause].sentence
        for other in reversed(self.acts[max(0, number - NEAR) : number]):
            if sentence - self.clauses[other.clause].sentence > back:
                return
            if other.actors and other.clause != act.clause and own.isdisjoint(actor for actor, _ in other.actors):
                yield other

    def _deeds(self, act: Act) -> list[str]:
        """Lemmas of the nouns by which the act takes up a deed: *the* demand, *this* decision; of nobody named."""
        clause, definite = self.clauses[act.clause], self.agents.words("definite")
        found = []
        for i in clause.roles.get("object", ()):
            below = [self.tokens[c] for c in self.parse.children[i]]
            owned = any(t.rel in ("poss", "prep", "amod", "compound", "relcl", "acl") for t in below)
            if self.tokens[i].pos == "NOUN" and not owned and any(t.rel == "det" and t.lemma.lower() in definite for t in below):
                found.append(self.tokens[i].lemma.lower())
        return found

    def _says_what(self, act: Act) -> bool:
        """Whether the clause has an object or a clause below it, which tells what it is about; revenge and retaliation tell only that it answers."""
        clause, revenge = self.clauses[act.clause], self.agents.words("noun-of-revenge")
        return any(self.tokens[i].lemma.lower() not in revenge for i in clause.roles.get("object", ())) or any(self.tokens[c].rel in ("ccomp", "xcomp", "prep") for c in self.parse.children[clause.head])

    def _taken_up(self, act: Act, nouns: Sequence[str], number: int) -> Parties:
        """Who did the nearest deed before that one of the nouns can mean."""
        for other in self._before(act, number, BACK):
            words = self.agents.words("noun-of-" + other.category.lower()) | self.agents.words("noun-of-any-deed")
            if not words.isdisjoint(nouns):
                return other.actors
        return ()

    def _hit(self, act: Act, number: int) -> Parties:
        """Who did something hostile right before to those who act here, or to their country."""
        own = {self.actors[actor].code for actor, _ in act.actors}
        for other in self._before(act, number, NEXT):
            hit = {self.actors[actor].code for actor, _ in other.recipients}
            doers = {self.actors[actor].code for actor, _ in other.actors}
            if other.category in self.agents.words("act-of-harm") and None not in own and not own.isdisjoint(hit) and own.isdisjoint(doers):
                return other.actors
        return ()

    def _goes_on(self, act: Act, number: int) -> Parties:
        """Whom the same blamed or threatened right before: "accused Chad of theft ... *threatened retaliation*"."""
        own, sentence = {self.actors[actor].code for actor, _ in act.actors}, self.clauses[act.clause].sentence
        for other in reversed(self.acts[max(0, number - NEAR) : number]):
            if sentence - self.clauses[other.clause].sentence > NEXT:
                break
            doers, hit = ({self.actors[actor].code for actor, _ in side} for side in (other.actors, other.recipients))
            if None not in own and doers == own and hit and own.isdisjoint(hit) and other.category in self.agents.words("act-of-harm"):
                return other.recipients
        return ()

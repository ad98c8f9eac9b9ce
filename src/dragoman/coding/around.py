"""An event noun that does not tell its sides comes in, the act with those of the clause around it goes out. Serves the frame stage.

"After a meeting *Chad and Sudan* signed it"; "under pressure from Chad, *Sudan* gave in"; "told *his counterpart* in a phone call".
"""

from collections.abc import Mapping

import msgspec

from dragoman.coding.arguments import Arguments, Parties
from dragoman.coding.retold import is_known
from dragoman.knowledge.frames import Relevance
from dragoman.model import Act, Clause, Parse

#: how many phrases up from an event noun the clause is looked for: "after two days of talks", "in response to a wave of criticism"
FAR = 3
#: roles of a clause in which those stand with whom its subject speaks
ADDRESSED = ("object", "indirect", "with", "to")


class Around:
    """Completes acts of one article."""

    def __init__(
        self, parse: Parse, clauses: tuple[Clause, ...], number: dict[int, int], arguments: Arguments, relevance: Relevance, done: Mapping[int, Act | None]
    ) -> None:
        self.parse, self.tokens, self.clauses, self.number, self.done = parse, parse.tokens, clauses, number, done
        self.arguments, self.relevance = arguments, relevance

    def completed(self, act: Act) -> Act:
        """The act with the sides that the clause around its noun tells."""
        clause = self.clauses[act.clause]
        if clause.kind != "noun" or self.tokens[clause.head].rel != "pobj" or act.inner is not None:
            return act
        if act.category in self.relevance.mutual_categories or (act.category in self.relevance.harm_categories and "with" in clause.roles):
            return act if act.actors else self._attended(act, clause)
        return self._pressed(act, clause) if act.category in self.relevance.pressing_categories and not act.recipients else act

    def _attended(self, act: Act, clause: Clause) -> Act:
        """A consultation of which not all sides are told has the subject of its clause as the other: "*Iran* rejected it after talks with Oman".

        Of which nobody is told it has the subject as both, if that is several, or the subject and whom he speaks to.
        """
        above, _ = self._above(clause.head)
        if above in self.number and self.clauses[self.number[above]].passive:
            return act
        actors = self.arguments.named(self._subject(above) if above in self.number else (above,), besides=act.recipients)
        if act.recipients or not actors or act.category not in self.relevance.mutual_categories:
            return msgspec.structs.replace(act, actors=actors) if actors and act.recipients else act
        if is_known(clause.head, self.parse, self.relevance) and self._was_told(clause.head):
            return act
        if self._are_several(actors):
            return msgspec.structs.replace(act, actors=actors, reciprocal=act.mutual and len(actors) > 1)
        return self._addressed(act, actors, above)

    def _was_told(self, head: int) -> bool:
        """Whether a consultation of several was told before, so that a definite noun is of these: "Oman and Iran met ... after *the talks* Chad and Sudan said"."""
        told = (act for i, act in self.done.items() if i < head and act is not None and act.category in self.relevance.mutual_categories)
        return any(act.actors and (act.recipients or self._are_several(act.actors)) for act in told)

    def _addressed(self, act: Act, actors: Parties, above: int) -> Act:
        """A consultation of a speaker and the one of another country whom he tells, asks or thanks at it: "told *his counterpart* in a phone call"."""
        if above not in self.number or self.clauses[self.number[above]].lemma not in self.relevance.facing_verbs:
            return act
        roles = self.clauses[self.number[above]].roles
        for name in ADDRESSED:
            others = self.arguments.named(roles.get(name, ()), besides=actors)
            if others and self.arguments.abroad(actors, others) and all(self._governs(actor) for actor, _ in others):
                return msgspec.structs.replace(act, actors=actors, recipients=others)
        return act

    def _governs(self, actor: str) -> bool:
        """Whether a party is a state or of those who govern: a counterpart, not reporters."""
        party = self.arguments.actors[actor]
        return party.kind == "state" or party.sector in self.relevance.governing_sectors

    def _pressed(self, act: Act, clause: Clause) -> Act:
        """Pressure, criticism or threats under which somebody acts are on him: "*Kenya* gave in under pressure from Chad"."""
        above, preposition = self._above(clause.head)
        if above not in self.number or not self._tells_circumstance(preposition):
            return act
        told = self.clauses[self.number[above]]
        subject = told.roles.get("object", ()) if told.passive else self._subject(above)
        others = self.arguments.named(subject, besides=act.actors) or self.arguments.named(tuple(o for i in subject for o in self.arguments.things.owners(i)), besides=act.actors)
        return msgspec.structs.replace(act, recipients=others) if others else act

    def _tells_circumstance(self, preposition: int) -> bool:
        """Whether a preposition tells under what an act is done: *despite*, *under*, *in response to*."""
        grammar, token = self.arguments.grammar, self.tokens[preposition]
        if token.lemma.lower() in grammar.adjunct_prepositions | grammar.nominal_prepositions:
            return True
        return self.tokens[token.head].lemma.lower() in self.relevance.answering_nouns

    def _above(self, head: int) -> tuple[int, int]:
        """What the prepositional phrase around a noun hangs from, through nouns of number or answer, and its innermost preposition: signed of "signed it after two days of *talks*"."""
        tokens = self.parse.tokens
        innermost = preposition = tokens[head].head
        above = tokens[preposition].head
        for _ in range(FAR):
            if above in self.number and self.clauses[self.number[above]].kind != "noun":
                break
            token = tokens[above]
            if token.rel == "advmod" or token.pos == "ADP":
                above = token.head
            elif token.rel == "pobj" and above not in self.arguments.cast.at and above not in self.number:
                innermost = innermost if token.lemma.lower() in self.relevance.answering_nouns else token.head
                above = tokens[token.head].head
            else:
                break
        return above, innermost

    def _subject(self, head: int) -> tuple[int, ...]:
        """The subject of a clause, or of the one that it goes with: leaders of "*speaking* after a summit, leaders condemned it"."""
        token = self.parse.tokens[head]
        found = self.clauses[self.number[head]].roles.get("subject", ())
        return found if found or token.rel != "advcl" or token.head not in self.number else self.clauses[self.number[token.head]].roles.get("subject", ())

    def _are_several(self, parties: Parties) -> bool:
        """Whether these are parties of several countries, or one body of many and those who lead it: Chad and Sudan, the Security Council, EU leaders."""
        actors = [self.arguments.actors[actor] for actor, _ in parties]
        if len({actor.code for actor in actors} - {None}) > 1 or any(actor.kind == "igo" for actor in actors):
            return True
        bodies = {actor.code for actor in self.arguments.actors.values() if actor.kind == "igo"}
        return any(self.arguments.actors[actor].code in bodies and self.tokens[i].tag in ("NNS", "NNPS") for actor, i in parties)

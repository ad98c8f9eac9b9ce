"""An act that names nobody who did it comes in, the act goes out with who did it by what its sentence tells. Serves the frame stage.

"Protests in *Iran*": Iranians protest. "*Police* said forty people had been arrested": by them. "*Rebels* are on trial for the killing of two lawmakers": killed by them.
"""

import msgspec

from dragoman.coding.arguments import Arguments, Parties
from dragoman.knowledge.frames import Relevance
from dragoman.model import Act, Clause, Parse

#: how many words up from an event noun the word is looked for that says who was part of it
FAR = 6


class Doers:
    """Completes acts of one article."""

    def __init__(self, parse: Parse, clauses: tuple[Clause, ...], number: dict[int, int], arguments: Arguments, relevance: Relevance | None) -> None:
        self.parse, self.tokens, self.clauses, self.number = parse, parse.tokens, clauses, number
        self.arguments, self.actors, self.relevance = arguments, arguments.actors, relevance
        self.states = {actor.code: actor.id for actor in self.actors.values() if actor.kind == "state" and actor.code}

    def completed(self, act: Act) -> Act:
        """The act with who did it, if that is told."""
        relevance = self.relevance
        if relevance is None or act.reciprocal:
            return act
        if act.category in relevance.popular_categories:
            return self._by_people(act, relevance)
        if act.inner is not None:
            return act
        if act.actors and not act.recipients and act.category in relevance.outward_categories:
            return self._of_deed(act, relevance)
        if act.actors or act.category not in relevance.harm_categories:
            return act
        doers = self._culprits(act, relevance) or self._tellers(act, relevance)
        return msgspec.structs.replace(act, actors=doers) if doers else act

    def _of_deed(self, act: Act, relevance: Relevance) -> Act:
        """Who denounces or welcomes what the sentence tells does it to who did it: "*Togo* recalled its envoy, a move that Mali denounced"."""
        token = self.tokens[self.clauses[act.clause].head]
        deed = self.tokens[token.head]
        if token.rel not in ("relcl", "acl") or deed.lemma.lower() not in relevance.deed_nouns or deed.rel not in ("appos", "dep", "npadvmod", "obj", "conj"):
            return act
        above = self.tokens[deed.head]
        for _ in range(FAR):
            if (above.pos in ("VERB", "AUX") and above.rel not in ("acl", "xcomp", "pcomp")) or above.head == above.i:
                break
            above = self.tokens[above.head]
        if (deed.rel == "obj" and deed.head == above.i) or above.i not in self.number:
            return act
        doers = self.arguments.named(self.clauses[self.number[above.i]].roles.get("subject", ()), besides=act.actors)
        return msgspec.structs.replace(act, recipients=doers)

    def _by_people(self, act: Act, relevance: Relevance) -> Act:
        """A protest of nobody told is one of the people of the country where it is, toward those who rule it."""
        clause = self.clauses[act.clause]
        if not act.actors and len(act.recipients) == 1:
            actor, token = act.recipients[0]
            home = self.states.get(self.actors[actor].code or "")
            return act if home is None or self._is_foreign(act, token, relevance) else msgspec.structs.replace(act, actors=((home, token),))
        if not act.recipients and len(act.actors) == 1 and clause.kind == "noun" and self.actors[act.actors[0][0]].sector is None:
            return msgspec.structs.replace(act, recipients=act.actors)
        return act

    def _is_foreign(self, act: Act, recipient: int, relevance: Relevance) -> bool:
        """Whether a protest may be of another country's people: against a state, outside an embassy."""
        clauses = [self.clauses[self.number[i]] for i in (self.clauses[act.clause].head, *act.trigger) if i in self.number]
        named = {name for clause in clauses for name, fillers in clause.roles.items() if recipient in fillers}
        if not named.isdisjoint(relevance.site_prepositions):
            return True
        return not named.isdisjoint(relevance.facing_prepositions) and self.actors[act.recipients[0][0]].sector not in relevance.governing_sectors

    def _tellers(self, act: Act, relevance: Relevance) -> Parties:
        """Police who tell of an arrest by nobody told made it."""
        clause = self.clauses[act.clause]
        if not clause.passive or relevance.captive_modes.isdisjoint(act.modes):
            return ()
        told = self.arguments.named(self.arguments.speaker(clause.head), besides=act.recipients)
        return told if told and all(self.actors[actor].sector in relevance.arresting_sectors for actor, _ in told) else ()

    def _culprits(self, act: Act, relevance: Relevance) -> Parties:
        """Who was part of a deed that a noun tells: "was *involved* in the murder of six priests", "is on *trial* for the killing of".

        After a preposition only of a deed that hits somebody told: "has proof that Armenia was *behind* the bombings" blames, and tells no bombing of its own.
        """
        token = self.tokens[self.clauses[act.clause].head]
        if token.pos != "NOUN":
            return ()
        charged = self.tokens[token.head].lemma.lower() in relevance.charging_prepositions
        for _ in range(FAR):
            above = self.tokens[token.head]
            if above.i == token.i or (token.rel not in ("pobj", "prep", "pcomp", "conj", "obj") and token.pos != "ADP"):
                return ()
            if above.lemma.lower() in relevance.involving_words or (charged and above.lemma.lower() in relevance.charging_words):
                caught = above.lemma.lower() in relevance.charging_words
                return self._part_of(above.i, act, caught) if above.pos != "ADP" or act.recipients else ()
            if above.pos == "VERB":
                return ()
            charged = charged or above.lemma.lower() in relevance.charging_prepositions
            token = above
        return ()

    def _part_of(self, i: int, act: Act, caught: bool) -> Parties:
        """To whom or of whom a word says that he had part in something; who is `caught` for it is the object: "charged *two officers* with the murder"."""
        for _ in range(FAR):
            clause = self.clauses[self.number[i]] if i in self.number else None
            if clause is not None and clause.kind != "noun":
                heads = clause.roles.get("object" if clause.passive or caught else "subject", ()) or clause.roles.get("subject", ())
                return self.arguments.named(heads, besides=act.recipients)
            if self.tokens[i].head == i:
                break
            i = self.tokens[i].head
        return ()

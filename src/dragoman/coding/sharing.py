"""Acts of an article come in, what they share with the clause around them goes out: its subject, its addressee. Serves the frame stage."""

from collections.abc import Iterator

import msgspec

from dragoman.coding.arguments import Arguments
from dragoman.coding.around import Around
from dragoman.knowledge.frames import Relevance
from dragoman.model import Act, Clause, Parse


class Sharing:
    """Completes acts from their surroundings in one article; `done` are the acts by head of their clause."""

    def __init__(
        self, parse: Parse, clauses: tuple[Clause, ...], number: dict[int, int], arguments: Arguments, relevance: Relevance | None, done: dict[int, Act | None]
    ) -> None:
        self.parse, self.clauses, self.number = parse, clauses, number
        self.arguments, self.relevance, self.done = arguments, relevance, done
        self.around = Around(parse, clauses, number, arguments, relevance, done) if relevance is not None else None
        self.states = {actor.code: actor.id for actor in arguments.actors.values() if actor.kind == "state" and actor.code}

    def is_attribute(self, head: int, act: Act) -> bool:
        """Whether a participle only says of what kind a noun is: the *Israeli-occupied* town. What was done to people is told: the *detained* leaders."""
        token = self.parse.tokens[head]
        if token.rel != "amod":
            return False
        if any(self.parse.tokens[c].rel == "npadvmod" and c == head - 2 for c in self.parse.children[head]):
            return True
        relevance = self.relevance
        done = relevance is not None and act.category in relevance.harm_categories and token.tag == "VBN"
        return not act.actors and not (done and any(i == token.head for _, i in act.recipients))

    def completed(self, act: Act) -> Act:
        """The act with the sides that its clause and those around it tell."""
        act = self._at_home(self._purposed(self._aimed(self.around.completed(act) if self.around else act)))
        return act if act.recipients else self._of_foreigners(act)

    def _purposed(self, act: Act) -> Act:
        """Force is used on those whom it is to drive off: "used tear gas to disperse *protesters*"."""
        clause, relevance = self.clauses[act.clause], self.relevance
        if act.recipients or not act.actors or relevance is None or act.category not in relevance.harm_categories:
            return act
        for name in ("purpose", "complement"):
            for i in clause.complements.get(name, ()):
                if i in self.number and self.parse.tokens[i].lemma in relevance.driving_verbs:
                    objects = self.clauses[self.number[i]].roles.get("object", ())
                    home = self._home(act, relevance) if not relevance.inland_modes.isdisjoint(act.modes) else None
                    crowd = tuple((home, o) for o in objects if home is not None and self.parse.tokens[o].pos == "NOUN")
                    return msgspec.structs.replace(act, recipients=self.arguments.named(objects, besides=act.actors) or crowd)
        return act

    def _of_foreigners(self, act: Act) -> Act:
        """A refusal that only tells of people is towards their country: "Brazil refused to extradite five *Argentines*"."""
        relevance = self.relevance
        if not act.actors or act.inner is None or relevance is None or act.category not in relevance.aimed_words or act.inner.category not in relevance.handing_categories:
            return act
        objects = self.clauses[act.inner.clause].roles.get("object", ())
        people = self.arguments.named(objects, besides=act.actors)
        return msgspec.structs.replace(act, recipients=people) if people and self.arguments.abroad(act.actors, people) else act

    def _at_home(self, act: Act) -> Act:
        """What those who govern do to nobody in particular they do to their own country's people: "the king's crackdown on *dissent*"."""
        relevance = self.relevance
        if relevance is None or act.category not in relevance.inland_categories or relevance.inland_modes.isdisjoint(act.modes):
            return act
        home = self._home(act, relevance)
        if home is None:
            return act
        if not act.recipients:
            thing = next(self._things(act, relevance), None)
            return act if thing is None else msgspec.structs.replace(act, recipients=((home, thing),))
        return msgspec.structs.replace(act, recipients=tuple((home if self._is_anybody(a, i, relevance) else a, i) for a, i in act.recipients))

    def _home(self, act: Act, relevance: Relevance) -> str | None:
        """The country of those who act, if they have power there."""
        actors = [self.arguments.actors[actor] for actor, _ in act.actors]
        codes = {actor.code for actor in actors}
        governs = all(actor.kind == "state" or actor.sector in relevance.governing_sectors for actor in actors)
        return self.states.get(next(iter(codes)) or "") if len(codes) == 1 and governs else None

    def _is_anybody(self, actor: str, i: int, relevance: Relevance) -> bool:
        """Whether people of no known country are such as live in every country: *opponents*, *activists*."""
        return self.arguments.actors[actor].code is None and self.parse.tokens[i].lemma.lower() in relevance.public_people

    def _things(self, act: Act, relevance: Relevance) -> Iterator[int]:
        """Common nouns to which an act is done, without those that concern other countries (a border, imports)."""
        for clause in (self.clauses[act.clause], *(self.clauses[self.number[i]] for i in act.trigger if i in self.number and self.number[i] != act.clause)):
            for name in relevance.harmed_roles:
                for i in clause.roles.get(name, ()):
                    token = self.parse.tokens[i]
                    if token.pos == "NOUN" and not token.entity and i not in act.trigger and i not in self.arguments.cast.at and token.lemma not in relevance.outland_words:
                        yield i

    def _aimed(self, act: Act) -> Act:
        """Words without an addressee have that of the verb they are coordinated with: "condemned *Iran's* test and pledged to impose sanctions"."""
        token, relevance = self.parse.tokens[self.clauses[act.clause].head], self.relevance
        if act.recipients or not act.actors or token.rel != "conj" or relevance is None:
            return act
        first = self.done.get(token.head)
        if first is not None and act.category in relevance.harm_categories and self._is_their_own(act):
            return msgspec.structs.replace(act, recipients=first.recipients)
        if first is None and act.category in relevance.aimed_words | relevance.handing_categories:
            return self._struck(act, token.head)
        if act.category not in relevance.aimed_words:
            return act
        if first is None or first.category not in relevance.aimed_words or {a for a, _ in first.actors} != {a for a, _ in act.actors}:
            return act
        return msgspec.structs.replace(act, recipients=first.recipients)

    def _struck(self, act: Act, first: int) -> Act:
        """An act on things whose owner the verb tells to which it is joined: "ended the siege of *Chad* and eased the sanctions"."""
        clause, relevance = self.clauses[act.clause], self.relevance
        things = [i for i in clause.roles.get("object", ()) if i not in self.arguments.cast.at]
        if relevance is None or not things or first not in self.number:
            return act
        roles, prepositions = self.clauses[self.number[first]].roles, self.arguments.things.prepositions
        hung = [prepositions(i) for i in roles.get("object", ())]
        against = tuple(i for one in (roles, *hung) for name in relevance.harmed_roles if name != "object" for i in one.get(name, ()))
        return msgspec.structs.replace(act, recipients=self.arguments.named(against, besides=act.actors))

    def _is_their_own(self, act: Act) -> bool:
        """Whether a pronoun is taken for those who act, who would be called *themselves*: "rebels seized nuns and shot *them*"."""
        objects = self.clauses[act.clause].roles.get("object", ())
        own = {actor for actor, _ in act.actors}
        return bool(objects) and all(
            self.parse.tokens[i].pos == "PRON" and not self.parse.tokens[i].lemma.lower().endswith(("self", "selves")) and own.issuperset(self.arguments.cast.at.get(i, ()))
            for i in objects
        )

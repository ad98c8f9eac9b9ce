"""Acts of an article come in, what they share with the clause around them goes out: its subject, its addressee. Serves the frame stage."""

import msgspec

from dragoman.coding.arguments import Arguments
from dragoman.knowledge.frames import Relevance
from dragoman.model import Act, Clause, Parse


class Sharing:
    """Completes acts from their surroundings in one article; `done` are the acts by head of their clause."""

    def __init__(
        self, parse: Parse, clauses: tuple[Clause, ...], number: dict[int, int], arguments: Arguments, relevance: Relevance | None, done: dict[int, Act | None]
    ) -> None:
        self.parse, self.clauses, self.number = parse, clauses, number
        self.arguments, self.relevance, self.done = arguments, relevance, done

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

    def aimed(self, act: Act) -> Act:
        """Words without an addressee have that of the verb they are coordinated with: "condemned *Iran's* test and pledged to impose sanctions"."""
        token, relevance = self.parse.tokens[self.clauses[act.clause].head], self.relevance
        if act.recipients or not act.actors or token.rel != "conj" or relevance is None or act.category not in relevance.aimed_words:
            return act
        first = self.done.get(token.head)
        if first is None or first.category not in relevance.aimed_words or {a for a, _ in first.actors} != {a for a, _ in act.actors}:
            return act
        return msgspec.structs.replace(act, recipients=first.recipients)

    def attended(self, act: Act) -> Act:
        """A consultation of which only one side is told has the subject of its clause as the other: "*Iran* rejected it after talks with Oman"."""
        clause, relevance = self.clauses[act.clause], self.relevance
        told = bool(act.actors) or not act.recipients or clause.kind != "noun"
        mutual = relevance is not None and (act.category in relevance.mutual_categories or (act.category in relevance.harm_categories and "with" in clause.roles))
        if told or not mutual or self.parse.tokens[clause.head].rel != "pobj":
            return act
        above = self.parse.tokens[self.parse.tokens[clause.head].head].head
        if above in self.number and self.clauses[self.number[above]].passive:
            return act
        subject = self.clauses[self.number[above]].roles.get("subject", ()) if above in self.number else (above,)
        actors = self.arguments.named(subject, besides=act.recipients)
        return msgspec.structs.replace(act, actors=actors) if actors else act

"""Acts come in, those that tell of no happening of their own go out of them: habits of people at large, tales, matches, what a law lets do. Serves the frame stage.

"Governments often threaten journalists.", "*The novel* tells how rebels kill a king."
"""

from collections.abc import Iterator

from dragoman import tree
from dragoman.coding.arguments import Arguments
from dragoman.knowledge.frames import Relevance
from dragoman.model import Act, BlockKind, Clause, Parse, Token

#: how many words up a clause is followed
FAR = 6
#: how many different words of sport make a sentence one of sport
MATCH = 2
SIMPLE = ("VBP", "VBZ")
SUBJECTS = ("subj", "subjpass")


def told(acts: list[Act], clauses: tuple[Clause, ...], parse: Parse, arguments: Arguments, relevance: Relevance | None) -> list[Act]:
    """The acts that the text tells as happenings, in the same order."""
    if relevance is None:
        return acts
    reader = _Untold(clauses, parse, arguments, relevance)
    captures = {clauses[act.clause].head for act in acts if act.actors and not relevance.captive_modes.isdisjoint(act.modes)}
    return [act for act in acts if not reader.is_untold(act) and not reader.is_means(act, captures)]


class _Untold:
    def __init__(self, clauses: tuple[Clause, ...], parse: Parse, arguments: Arguments, relevance: Relevance) -> None:
        self.clauses, self.parse, self.tokens = clauses, parse, parse.tokens
        self.arguments, self.actors, self.relevance = arguments, arguments.actors, relevance
        self.sports: dict[int, set[str]] = {}
        for token in self.tokens:
            lemma = token.lemma.lower()
            if lemma in relevance.sport_words:
                self.sports.setdefault(token.sentence, set()).add(lemma)

    def is_untold(self, act: Act) -> bool:
        clause = self.clauses[act.clause]
        return self._is_habit(act, clause) or self._is_match(act, clause) or self._is_tale(clause)

    def is_means(self, act: Act, captures: set[int]) -> bool:
        """Whether a noun only tells how people were taken: "detained forty men *in raids*"."""
        token = self.tokens[self.clauses[act.clause].head]
        if act.actors or token.rel != "pobj" or act.category not in self.relevance.bodily_categories:
            return False
        preposition = self.tokens[token.head]
        return preposition.lemma in self.relevance.means_prepositions and preposition.head in captures

    # --- habits -------------------------------------------------------------------------------------------------

    def _is_habit(self, act: Act, clause: Clause) -> bool:
        """Whether people at large do it in general: "*governments often threaten* journalists", "police arrest critics"."""
        token = self.tokens[clause.head]
        if clause.kind != "verb" or token.tag not in SIMPLE or not act.actors or self.parse.sentences[clause.sentence].block is not BlockKind.BODY:
            return False
        below = [self.tokens[c] for c in self.parse.children[clause.head]]
        if any(t.rel == "aux" for t in below) or not all(self._is_bare(i) for _, i in act.actors):
            return False
        if any(t.lemma.lower() in self.relevance.habit_words for t in below):
            return True
        return all(self.actors[actor].code is None for actor, _ in act.actors + act.recipients)

    def _is_bare(self, i: int) -> bool:
        """Whether a plural stands alone, so that nobody in particular is meant: *governments*, not "the governments of the region"."""
        return self.tokens[i].tag == "NNS" and not any(c < i or self.tokens[c].rel in ("prep", "acl", "relcl") for c in self.parse.children[i])

    # --- matches and tales -------------------------------------------------------------------------------

    def _is_match(self, act: Act, clause: Clause) -> bool:
        """Whether a team attacks another: two different words of sport stand in the sentence."""
        if act.category not in self.relevance.bodily_categories or act.modes:
            return False
        if any(self.actors[a].sector in self.relevance.forceful_sectors for a, _ in act.actors):
            return False
        return len(self.relevance.sport_words & self.sports.get(clause.sentence, set())) >= MATCH

    def _is_tale(self, clause: Clause) -> bool:
        """Whether a novel tells it, or a law lets it be done: "*the film* shows how", "*the law* lets the police arrest"."""
        return any(
            subject.lemma.lower() in self.relevance.tale_words
            or (subject.lemma.lower() in self.relevance.law_words and verb.lemma.lower() in self.relevance.letting_verbs)
            for verb in self._above(clause.head)
            for c in tree.children(self.parse, verb.i, *SUBJECTS)
            for subject in (self.tokens[c],)
        )

    def _above(self, i: int) -> Iterator[Token]:
        """The verb of a clause and those that it hangs from."""
        for _ in range(FAR):
            token = self.tokens[i]
            if token.pos in ("VERB", "AUX"):
                yield token
            if token.head == i:
                return
            i = token.head

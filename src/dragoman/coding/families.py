"""A clause and the table of frames come in, the families that may read it go out, each with the clause as it sees it.

The most particular first: phrases ("took a swipe at"), operators, the event noun of a support verb ("held talks"), then the bare word.
"""

from collections.abc import Iterable, Iterator

from msgspec.structs import replace

from dragoman import tree
from dragoman.coding.arguments import Arguments
from dragoman.coding.views import View
from dragoman.knowledge.frames import Frame, Frames
from dragoman.knowledge.shapes_grammar import Grammar
from dragoman.model import Clause, Parse


class Families:
    """Finds families for the clauses of one article."""

    def __init__(self, parse: Parse, clauses: tuple[Clause, ...], number: dict[int, int], arguments: Arguments, frames: Frames, grammar: Grammar) -> None:
        self.parse, self.clauses, self.number = parse, clauses, number
        self.arguments, self.frames, self.grammar = arguments, frames, grammar

    def candidates(self, clause: Clause) -> Iterator[tuple[Frame, View]]:
        """Families that may read the clause, the most particular first: phrase, operator, support verb and noun, act."""
        if clause.kind == "adjective":
            if clause.lemma in self.frames.adjectives:
                yield self.frames.adjectives[clause.lemma], self._view(clause)
        elif clause.kind == "noun":
            if clause.head not in self.arguments.in_names:
                yield from self.noun_families(clause, self._view(clause))
        else:
            yield from self._verb_families(clause)

    @staticmethod
    def _view(clause: Clause) -> View:
        return View(clause, clause.kind, clause.lemma, clause.roles, clause.complements, clause.words, None)

    def _verb_families(self, clause: Clause) -> Iterator[tuple[Frame, View]]:
        first, frames = clause.lemma.split(" ", 1)[0], self.frames
        if first in frames.verb_phrases or first in frames.verbs or first in frames.support or clause.lemma in frames.verbs or clause.lemma in frames.support:
            view = self._view(clause)
            for words, frame, matched in self._phrases(clause, first):
                roles, complements = self._phrase_roles(clause, matched), self._phrase_complements(clause, matched)
                yield frame, replace(view, word=" ".join(words), words=matched, roles=roles, complements=complements)
            lemmas = (first,) if first == clause.lemma else (clause.lemma, first)
            own = [(frames.verbs[lemma], view if lemma == view.word else replace(view, word=lemma)) for lemma in lemmas if lemma in frames.verbs]
            yield from (pair for pair in own if pair[0].operator)
            yield from self._supported(clause, first)
            yield from (pair for pair in own if not pair[0].operator)

    def noun_families(self, clause: Clause, view: View) -> Iterator[tuple[Frame, View]]:
        for words, frame in self.frames.noun_phrases.get(clause.lemma, ()):
            if self._compound(clause.head, words):
                yield frame, replace(view, word=" ".join(words))
        if clause.lemma in self.frames.nouns:
            yield self.frames.nouns[clause.lemma], view

    def _supported(self, clause: Clause, first: str) -> Iterator[tuple[Frame, View]]:
        """The event noun that a support verb carries: "held talks", "came under attack"."""
        for lemma in dict.fromkeys((clause.lemma, first)):
            support = self.frames.support.get(lemma)
            if support is None or ("predicate" in clause.roles and first in self.grammar.naming_verbs):
                continue
            for place in support.through:
                for noun in clause.roles.get(place, ()):
                    number = self.number.get(noun)
                    if number is not None and self.clauses[number].kind == "noun":
                        view = self.arguments.views.supported(clause, self.clauses[number], support.subject, place)
                        for frame, one in self.noun_families(self.clauses[number], view):
                            if support.carries(frame):
                                yield frame, one

    def _compound(self, head: int, words: tuple[str, ...]) -> bool:
        """Whether the noun at `head` is this compound: its other words stand before it or right after a preposition of its own.

        "Military support" and "support for the military", but not "support of military action".
        """
        tokens = self.parse.tokens
        near = {tokens[c].lemma.lower() for c in tree.subtree(self.parse, head)[:40] if c <= head}
        for c in tree.children(self.parse, head, "prep"):
            near.update(tokens[x].lemma.lower() for x in (c, *(o for p in tree.children(self.parse, c, "pobj") for o in tree.conjuncts(self.parse, p))))
        return all(word in near for word in words)

    def _phrases(self, clause: Clause, first: str) -> Iterator[tuple[tuple[str, ...], Frame, tuple[int, ...]]]:
        """Phrases of the verb that stand in its clause, longest first, with their tokens."""
        by_second = self.frames.verb_phrases.get(first)
        if by_second is None:
            return
        lemmas = self.arguments.things.lemmas
        near = set(lemmas[clause.head + 1 : clause.head + 5])
        near.update(lemmas[i] for i in (*self.parse.children[clause.head], *clause.roles.get("object", ()), *clause.roles.get("predicate", ())))
        seconds = sorted(near & by_second.keys())
        if not seconds:
            return
        found: Iterable[tuple[tuple[str, ...], Frame]] = by_second[seconds[0]]
        if len(seconds) > 1:
            found = sorted((phrase for second in seconds for phrase in by_second[second]), key=lambda phrase: (-len(phrase[0]), phrase[0]))
        for words, frame in found:
            matched = self._phrase(clause, words)
            if matched:
                yield words, frame, matched

    def _phrase(self, clause: Clause, words: tuple[str, ...]) -> tuple[int, ...]:
        """Tokens of a verb phrase: each next word within four tokens of the last (two, for a verb and one word), in the same sentence."""
        lemmas, end = self.arguments.things.lemmas, self.parse.sentences[clause.sentence].last
        matched = [clause.head]
        for word in words[1:]:
            at = matched[-1] + 1
            found = None
            for i in range(at, min(at + 4, end)):
                if lemmas[i] == word and self._belongs(i, matched):
                    found = i
                    break
            found = self._further(clause, word, matched[-1]) if found is None else found
            if found is None:
                return self._passive_phrase(clause, words)
            matched.append(found)
        return tuple(matched)

    def _further(self, clause: Clause, word: str, after: int) -> int | None:
        """An object or preposition of the verb that stands further on: "extend the night-time *curfew*", "held three hundred villagers *as* shields"."""
        tokens, lemmas = self.parse.tokens, self.arguments.things.lemmas
        for i in (*clause.roles.get("object", ()), *self.parse.children[clause.head]):
            fits = lemmas[i] == word and i > after and (tokens[i].rel in ("prep", "prt", "advmod") or i in clause.roles.get("object", ()))
            if fits and not self._tells_when(i):
                return i
        return None

    def _tells_when(self, i: int) -> bool:
        """Whether a preposition only tells the date: "called a strike *on* Monday" is no calling on."""
        return self.parse.tokens[i].pos == "ADP" and any(self.parse.tokens[c].entity in ("DATE", "TIME") for c in self.parse.children[i])

    def _belongs(self, i: int, matched: list[int]) -> bool:
        """A preposition further on is of the phrase only if it hangs from its words: not in "approved the sending *of* troops"."""
        token, before = self.parse.tokens[i], self.parse.tokens[i - 1]
        if token.pos != "ADP":
            return True
        if before.i in matched or token.head in matched:
            return not self._tells_when(i)
        return token.head > matched[-1] and self.parse.tokens[token.head].rel in ("prt", "advmod", "prep", "amod", "compound")

    def _passive_phrase(self, clause: Clause, words: tuple[str, ...]) -> tuple[int, ...]:
        """The phrase with its noun before the verb: "aim was taken at", "the plan that was put forward"."""
        tokens = self.parse.tokens
        nouns = [i for role in ("object", "predicate") for i in clause.roles.get(role, ()) if i < clause.head]
        after = [c for c in self.parse.children[clause.head] if c > clause.head and tokens[c].rel in ("prep", "prt", "advmod", "agent")]
        found = {tokens[i].lemma.lower(): i for i in reversed((*nouns, *after))}
        if not all(word in found for word in words[1:]):
            return ()
        return tuple(sorted({clause.head, *(found[word] for word in words[1:])}))

    def _phrase_roles(self, clause: Clause, matched: tuple[int, ...]) -> dict[str, tuple[int, ...]]:
        """Roles of the verb without the words of the phrase, with the prepositions that hang from these.

        A word of the phrase that is somebody stays in its role: the refugees of "took in refugees" are whom it is done to.
        """
        roles: dict[str, tuple[int, ...]] = {}
        for name, fillers in clause.roles.items():
            rest = tuple(f for f in fillers if f not in matched) or tuple(f for f in fillers if f in self.arguments.cast.at)
            if rest:
                roles[name] = rest
        for i in self.with_nouns(tuple(i for i in matched if i != clause.head)):
            for name, fillers in self.arguments.things.prepositions(i).items():
                roles[name] = roles.get(name, ()) + fillers
            if self.parse.tokens[i].pos == "ADP":
                below = tuple(c for c in self.parse.children[i] if self.parse.tokens[c].rel == "pobj")
                if below:
                    roles.setdefault(self.parse.tokens[i].lemma.lower(), below)
        return roles

    def with_nouns(self, words: tuple[int, ...]) -> tuple[int, ...]:
        """The words and the nouns that they modify: of "launched *cyber* attacks on" the attacks too."""
        tokens = self.parse.tokens
        return tuple(dict.fromkeys(x for i in words for x in ((i, tokens[i].head) if tokens[i].rel in ("compound", "amod") else (i,))))

    def _phrase_complements(self, clause: Clause, matched: tuple[int, ...]) -> dict[str, tuple[int, ...]]:
        """Complements of the verb and the clauses that hang from the other words of the phrase: "sees no way *to win*"."""
        rels = ("acl", "advcl", "ccomp", "xcomp", "relcl")
        others = tuple(i for i in matched if i != clause.head)
        hung = tuple(c for i in others for c in self.parse.children[i] if self.parse.tokens[c].rel in rels and c in self.number)
        hung += tuple(c for i in others for c in self.arguments.governed(i)) + clause.complements.get("purpose", ())
        if not hung:
            return clause.complements
        return {**clause.complements, "complement": clause.complements.get("complement", ()) + hung}

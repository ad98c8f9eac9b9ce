"""A word of stance comes in; whether it is denied, its modal, what it depends on, and whether it is told as held go out."""

from collections.abc import Iterator

from dragoman import tree
from dragoman.coding.stance_ground import Ground

#: how words that deny hang from what they deny
DENYING = frozenset(("det", "amod", "advmod", "preconj"))
OWN = frozenset(("subj", "subjpass", "aux", "auxpass", "neg"))


class Moods:
    """Negation, modals, conditions and unreal clauses of one article."""

    def __init__(self, ground: Ground) -> None:
        self.ground = ground
        self.tokens, self.below, self.words = ground.tokens, ground.below, ground.words

    def denied(self, head: int, words: tuple[int, ...]) -> bool:
        """Whether a word, or the phrase of `words` that it heads, is denied: "does *not* accept", "took *no* side"; what is denied twice is not."""
        verb = self.ground.verb_of(head)
        count = sum(any(self.denies(c) for c in self.below[i]) for i in dict.fromkeys((head, verb)))
        count += any(self.denies(c) for w in words[1:] for c in self.below[w] if c not in words)
        if not count:
            first = self._first(verb)
            count += first != verb and any(self.denies(c) for c in self.below[first])
        return count % 2 == 1

    def denies(self, i: int) -> bool:
        """Whether a token denies what it hangs from."""
        token = self.tokens[i]
        return token.rel == "neg" or (token.rel in DENYING and token.lemma.lower() in self.words.negators)

    def _first(self, verb: int) -> int:
        """The verb whose auxiliaries a coordinated verb shares: "has not *accepted* or rejected"."""
        while self.tokens[verb].rel == "conj" and self.tokens[self.tokens[verb].head].pos in ("VERB", "AUX"):
            if any(self.tokens[c].rel in OWN for c in self.below[verb]):
                break
            verb = self.tokens[verb].head
        return verb

    def modal(self, head: int) -> str:
        """"will", "may" or "must", or "" if there is no modal."""
        verb = self._first(self.ground.verb_of(head))
        for c in self.below[verb]:
            if self.tokens[c].rel in ("aux", "auxpass"):
                forms = {self.tokens[c].lemma.lower(), self.tokens[c].text.lower()}
                for name, words in (("will", self.words.will), ("may", self.words.may), ("must", self.words.must)):
                    if not forms.isdisjoint(words):
                        return name
        token = self.tokens[verb]
        obliged = token.rel == "xcomp" and self.tokens[token.head].lemma.lower() in self.words.must_verbs
        return "must" if obliged and any(self.tokens[c].tag == "TO" for c in self.below[verb]) else ""

    def conditional(self, head: int) -> bool:
        """Whether the word hangs on a condition."""
        return any(True for _ in self.conditions((head,)))

    def conditions(self, chain: tuple[int, ...], against: bool = False) -> Iterator[tuple[int, ...]]:
        """Tokens of each clause or phrase on which a stance hangs: "only *if Israel withdraws*", of one `against` the issue "no truce *without guarantees*"."""
        seen = set(chain)
        for i in chain:
            adverbs = [c for c in self.below[i] if self.tokens[c].rel == "advmod"]
            for c in (*self.below[i], *(o for a in adverbs for o in self.below[a])):
                if c in seen or not self._conditions(c, adverbs, against):
                    continue
                seen.add(c)
                yield tuple(tree.subtree(self.ground.parse, c if self.tokens[c].head == i else self.tokens[c].head))

    def _conditions(self, c: int, adverbs: list[int], against: bool) -> bool:
        """Whether a clause or preposition tells a condition."""
        token = self.tokens[c]
        if token.rel == "prep":
            return against and token.lemma.lower() in self.words.condition_prepositions
        if token.rel != "advcl":
            return False
        marks = {self.tokens[m].lemma.lower() for m in self.below[c] if self.tokens[m].rel in ("mark", "advmod")}
        long = {self.tokens[a].lemma.lower() for a in adverbs}
        return not marks.isdisjoint(self.words.conditions) or ("as" in marks and not long.isdisjoint(self.words.as_long))

    def asserted(self, head: int) -> bool:
        """Whether a stance is told as held: not in a question, not under "if", not only wished, feared or blamed."""
        sentence = self.ground.parse.sentences[self.tokens[head].sentence]
        if any(self.tokens[i].text == "?" for i in range(max(sentence.first, sentence.last - 3), sentence.last)):
            return False
        i = self.ground.verb_of(head)
        while self.tokens[i].head != i:
            token = self.tokens[i]
            marks = (self.tokens[c].lemma.lower() for c in self.below[i] if self.tokens[c].rel in ("mark", "advmod"))
            if token.rel in ("advcl", "ccomp") and any(mark in self.words.unreal_marks for mark in marks):
                return False
            governor = self.tokens[token.head].head if token.rel == "pcomp" else token.head
            if token.rel in ("xcomp", "ccomp", "pcomp") and self.tokens[governor].lemma.lower() in self.words.wishes:
                return False
            i = token.head
        return True

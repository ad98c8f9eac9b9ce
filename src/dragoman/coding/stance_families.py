"""A token comes in; the words above it, and the stance families that they belong to, go out."""

from collections.abc import Iterator

from dragoman.coding.stance_ground import Ground
from dragoman.knowledge.shapes_positions import Family

#: phrases are followed no further to the right than this
NEAR = 7

Matched = tuple[Family, tuple[int, ...]]


class Words:
    """Words of stance in one article."""

    def __init__(self, ground: Ground) -> None:
        self.ground = ground
        self.tokens, self.below = ground.tokens, ground.below
        positions = ground.positions
        self.tables = {"VERB": positions.verbs, "AUX": positions.verbs, "NOUN": positions.heads, "PROPN": positions.heads, "ADJ": positions.adjectives}

    def governors(self, i: int) -> Iterator[tuple[int, str]]:
        """Words above token `i`, each with the place at which it stands there."""
        while True:
            token = self.tokens[i]
            yield from self.ground.above.get(i, ())
            if token.rel != "conj" or token.head == i:
                break
            i = token.head
        if token.rel in ("pobj", "pcomp"):
            yield from self._through(token.head)
        elif token.rel in ("acl", "xcomp", "ccomp") or (token.rel == "advcl" and any(self.tokens[c].tag == "TO" for c in self.below[i])):
            yield token.head, "complement"
        elif token.rel == "obj" and self.tokens[token.head].pos == "NOUN":
            yield token.head, "object"
        elif token.rel in ("compound", "amod", "nmod") and self.tokens[token.head].pos in ("NOUN", "PROPN"):
            yield token.head, "compound"
        elif token.rel == "pred" and any(self.tokens[c].rel == "expl" for c in self.below[token.head]):
            yield token.head, "there"
        elif token.rel in ("subj", "subjpass"):
            yield from ((c, "subject") for c in self.below[token.head] if self.tokens[c].rel == "pred")

    def _through(self, i: int) -> Iterator[tuple[int, str]]:
        """What a preposition hangs from, and what that is object of: "took note *of*", "asked *about* it, he declined"."""
        place = self.tokens[i].lemma.lower()
        above = self.tokens[self.tokens[i].head]
        yield above.i, place
        if above.head != above.i and (above.rel in ("prep", "advmod", "prt", "obj") or (above.rel == "advcl" and above.lemma.lower() in self.ground.words.asking)):
            yield above.head, place

    def family(self, head: int, place: str, kind: str) -> Matched | None:
        """The family of the word at `head`, or of the longest phrase that it heads, if an issue of `kind` may stand at `place`."""
        token = self.tokens[head]
        table, lemma = self.tables.get(token.pos), token.lemma.lower()
        if token.tag == "VBN" and (token.rel == "pred" or not self._agentive(head)) and token.text.lower() in self.ground.positions.adjectives:
            table, lemma = self.ground.positions.adjectives, token.text.lower()
        if table is None or lemma not in table:
            return None
        held: dict[str, int] = {}
        for words, family in table[lemma]:
            if (family.at and place not in family.at) or (family.only and kind not in family.only):
                continue
            if words and not held:
                held = self._near(head)
            if all(word in held for word in words):
                return family, (head, *(held[word] for word in words))
        return None

    def _near(self, head: int) -> dict[str, int]:
        """Lemmas that may be further words of a phrase headed by `head`."""
        end = self.ground.parse.sentences[self.tokens[head].sentence].last
        near = [*range(head + 1, min(head + NEAR, end)), *self.below[head], *(o for c in self.below[head] for o in self.below[c])]
        found: dict[str, int] = {}
        for i in near:
            found.setdefault(self.tokens[i].lemma.lower(), i)
        return found

    def _agentive(self, head: int) -> bool:
        """Whether a participle is a verb with its own parties; "is opposed to" is not."""
        clause = self.ground.clause.get(head)
        return clause is None or clause.kind == "verb"

    def only_says(self, head: int, place: str, i: int) -> bool:
        """Whether a verb that may ask for something only says what stands below it: "told reporters: we support the talks"."""
        token = self.tokens[self.ground.verb_of(i)]
        if place != "complement" or token.rel != "ccomp" or self.tokens[head].lemma.lower() not in self.ground.grammar.speaking_verbs:
            return False
        helped = any(self.tokens[c].rel in ("aux", "auxpass") and self.tokens[c].lemma != "be" for c in self.below[token.i])
        return helped or i < head or token.tag not in ("VB", "VBP")

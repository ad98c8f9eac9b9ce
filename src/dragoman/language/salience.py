"""How likely it is that a pronoun means somebody named before: near, subject, often named. Serves the linking of pronouns."""

from collections.abc import Collection

from dragoman.language.discourse import SUBJECTS, Discourse, Referent

#: how many words up a phrase are followed
CLIMB = 8
#: how many words up a clause the verb that tells it is looked for
TOLD = 6
#: how many mentions of one referent are weighed
LAST = 3


class Salience:
    """Weighs the referents of one article. `cues` are the tokens of words of saying."""

    def __init__(self, discourse: Discourse, cues: Collection[int]) -> None:
        self.discourse, self.cues = discourse, cues
        self.parse, self.tokens, self.mentions = discourse.parse, discourse.tokens, discourse.mentions

    def of(self, j: int, referent: Referent, head: int) -> float:
        """How likely a referent of whom mention `j` is the last is meant at token `head`: by the best of his mentions in that sentence."""
        return max(self._salience(k, referent, head) for k in self._beside(j, referent, head))

    def _beside(self, j: int, referent: Referent, head: int) -> list[int]:
        """The last mentions of a referent in one sentence: Chad and its in "Chad left its town. It", where the subject counts."""
        sentence = self.tokens[self.mentions[j].head].sentence
        return [j, *(k for k in referent.mentions[-LAST:] if k != j and self.tokens[self.mentions[k].head].sentence == sentence)]

    def _salience(self, j: int, referent: Referent, head: int) -> float:
        """How likely a referent last named by mention `j` is meant at token `head`: near, subject, often named."""
        mention = self.mentions[j]
        token, here = self.tokens[mention.head], self.tokens[head]
        score = -1.5 * (here.sentence - token.sentence) + min(len(referent.mentions), 5) * 0.1
        above = self.tokens[token.head]
        if token.rel == "conj":
            token = above
        if token.rel in SUBJECTS:
            score += 2.0 + (0.5 if above.rel == "root" else 0.0)
        elif token.rel in ("obj", "iobj"):
            score += 2.8 if here.rel == "subjpass" else 0.8
        elif token.rel in ("poss", "compound", "amod"):
            score -= 0.7
        if mention.label in ("PLACE", "NORP"):
            score -= 1.5
        feminine = self.mentions[self.discourse.at_head[head]].gender == "f"
        if (feminine and referent.kind == "person" and not referent.gender) or (referent.kind == "group" and here.tag.startswith("PRP")):
            score -= 1.5 if feminine else 0.3
        if here.rel in SUBJECTS and here.head in self.cues and token.head in self.cues:
            score += 0.5
        if here.rel == "poss" and self.verb(head) == self.verb(token.i):
            score += 2.6
        if pronouns_verb := self._relative(head):
            controls = token.rel in ("obj", "iobj") and token.head == self.tokens[pronouns_verb].head and self.tokens[pronouns_verb].rel == "xcomp"
            score += 2.5 if (token.rel in SUBJECTS and token.head == pronouns_verb) or controls else 0.0
        if mention.number == "many" and self.mentions[self.discourse.at_head[head]].number == "many":
            score += 1.0
        above_it = self._above(head)
        if token.head in above_it or (token.rel == "pobj" and above_it and self.verb(token.i) in above_it):
            score += 2.0 if here.rel in SUBJECTS or token.rel in SUBJECTS else 3.0
        return score

    def _above(self, head: int) -> tuple[int, ...]:
        """The verb whose complement clause the token stands in: told in "told him that he would"."""
        here = head
        for _ in range(TOLD):
            token = self.tokens[here]
            if token.rel in ("ccomp", "xcomp"):
                return (token.head,)
            if token.rel == "pcomp":
                return (token.head, self.tokens[token.head].head)
            if token.head == here:
                break
            here = token.head
        return ()

    def verb(self, i: int) -> int:
        """The verb that governs a phrase: imposed of "imposed on Iraq after its invasion" for Iraq and its."""
        for _ in range(CLIMB):
            token = self.tokens[i]
            if token.tag.startswith("VB") or token.head == i:
                break
            i = token.head
        return i

    def _relative(self, head: int) -> int | None:
        """The verb that governs the noun of the relative clause a subject stands in: keep in "to keep the land it has taken"."""
        token = self.tokens[head]
        verb = self.tokens[token.head]
        if token.rel not in SUBJECTS or verb.rel != "relcl":
            return None
        noun = self.tokens[verb.head]
        return noun.head if noun.rel in ("obj", "pobj", "subjpass") and noun.head != noun.i else None

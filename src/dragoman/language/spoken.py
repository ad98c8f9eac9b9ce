"""Quotations come in; who says what stands in them, and to whom, goes out: I and we are the speaker, you his hearer. Serves the linking of pronouns."""

from bisect import bisect_right
from collections.abc import Sequence

from dragoman.knowledge.agents import Pronoun
from dragoman.language.discourse import Discourse, Referent
from dragoman.model import Mention, Quotation

#: how much of a quotation is read for its marks, in characters
LONGEST = 3000


class Spoken:
    """The quotations of one article, without indirect ones, in text order."""

    def __init__(self, discourse: Discourse, quotations: Sequence[Quotation]) -> None:
        self.discourse = discourse
        self.parse, self.tokens, self.mentions = discourse.parse, discourse.tokens, discourse.mentions
        contents = ((span, q) for q in quotations if q.kind != "indirect" for span in q.content)
        self.contents = sorted(contents, key=lambda c: (c[0], c[1].id))
        self.begins = [span[0] for span, _ in self.contents]

    def in_quotation(self, i: int, pronoun: Pronoun) -> None:
        """I and we inside a quotation are its source; you its hearer, if one is named."""
        inside = self._inside(self.mentions[i])
        found = None
        if inside and pronoun.person == "1" and inside[1].source_head is not None:
            found = self.discourse.at(inside[1].source_head)
        elif inside and pronoun.person == "2" and inside[1].cue_head is not None:
            hearers = (self.discourse.at(c) for c in self.parse.children[inside[1].cue_head] if self.tokens[c].rel in ("obj", "iobj"))
            found = next((hearer for hearer in hearers if hearer), None)
        if found:
            self.discourse.join(i, found)
        else:
            self.discourse.alone(i)

    def speaker(self, mention: Mention) -> Referent | None:
        """Who says what the mention stands in, if it is between quotation marks, where nobody calls himself "he"."""
        inside = self._inside(mention)
        if inside is None:
            return None
        start, quotation = inside
        if quotation.kind != "direct":
            before = self.parse.text[start : mention.span[0]][-LONGEST:]
            if before.count('"') % 2 == 0 and before.count("\u201c") <= before.count("\u201d"):
                return None
        return self.discourse.at(quotation.source_head) if quotation.source_head is not None else None

    def _inside(self, mention: Mention) -> tuple[int, Quotation] | None:
        """The quotation that a mention stands in, and where that begins."""
        at = bisect_right(self.begins, mention.span[0]) - 1
        if at < 0 or mention.span[1] > self.contents[at][0][1]:
            return None
        return self.begins[at], self.contents[at][1]

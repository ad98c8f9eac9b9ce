"""Ends stretches between quotation marks that have no closing mark. The parse and the stretches come in, the stretches go out, cut before the words that close them.

Part of the quotations stage.
"""

from bisect import bisect_left
from operator import attrgetter

from dragoman.knowledge.shapes_speech import Speech
from dragoman.language.quotation_grammar import verb_of_saying
from dragoman.language.quotation_marks import Quoted
from dragoman.model import Parse


def settled(parse: Parse, speech: Speech, quoted: tuple[Quoted, ...]) -> tuple[Quoted, ...]:
    """The stretches, with those that have no closing mark cut before the words that close them."""
    return tuple(one if one.closed else _cut(parse, speech, one) for one in quoted)


def _cut(parse: Parse, speech: Speech, one: Quoted) -> Quoted:
    """A stretch without closing mark ends before the words that close it: "We go, *he said*."."""
    tokens = parse.tokens
    end = bisect_left(tokens, one.span[1], key=attrgetter("start"))
    for k in range(end - 1, max(end - 12, bisect_left(tokens, one.inner[0], key=attrgetter("start"))), -1):
        if verb_of_saying(tokens[k], speech) is None:
            continue
        for j in range(k - 1, max(0, k - 8), -1):
            if tokens[j].text[-1] in ",?!" and tokens[j].start >= one.inner[0]:
                return Quoted((one.span[0], tokens[j].end), (one.inner[0], tokens[j].end), one.level, False)
    return one

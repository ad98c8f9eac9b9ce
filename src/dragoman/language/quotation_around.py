"""Finds the clause around a cue: where what is told begins and ends, if the words that tell it stand inside it or at its end. The parse comes in, token ranges go out.

Part of the quotations stage.
"""

from dragoman.language.quotation_grammar import DASHES, Edges, Range, is_mark, joins, without
from dragoman.model import Parse

#: how far back a sentence is searched for the start of what is told
FAR = 200
#: most tokens of a dateline ("GENEVA, March 3 (Agency) —") before the first words of a report
DATELINE = 14


def opening(parse: Parse, head: int, first: int) -> int:
    """First token of what is told before a cue at its end: back to the start of the sentence, but for its "but"."""
    tokens = parse.tokens
    start = parse.sentences[tokens[head].sentence].first
    for j in range(first - 1, max(start, first - FAR) - 1, -1):
        if tokens[j].text[-1] in ";:\"”" or (tokens[j].text in DASHES and not joins(parse, j)):
            start = j + 1
            break
    return _past_link(parse, start, max(start, head))


def _past_link(parse: Parse, start: int, last: int) -> int:
    """The token after a dateline, and after the "but" or the "however," that links a sentence to the one before."""
    tokens = parse.tokens
    for j in range(start, min(start + DATELINE, last + 1)):
        if tokens[j].text in DASHES and j > start and (tokens[j - 1].text == ")" or (tokens[j - 1].text.isupper() and len(tokens[j - 1].text) > 2 and j < start + 4)):
            start = j + 1
    while start < last and tokens[start].pos in ("CCONJ", "PUNCT"):
        start += 1
    if start + 1 < last and tokens[start].pos in ("ADV", "SCONJ") and tokens[start + 1].text == ",":
        start += 2
    return start


def main_clause(parse: Parse, above: int, i: int) -> int:
    """The first of clauses joined by conjunction, if a cue comes after all of them: "A did this and B did that, he said"."""
    tokens = parse.tokens
    while above < i and tokens[above].rel == "conj" and tokens[tokens[above].head].pos in ("VERB", "AUX"):
        above = tokens[above].head
    while tokens[above].rel == "ccomp" and tokens[above].head < i < above:
        above = tokens[above].head
    return above


def clause_around(parse: Parse, edges: Edges, head: int, hole: Range) -> tuple[Range, ...]:
    """The clause of `head` without the cue inside it, and without the "but" that opens the sentence."""
    tokens = parse.tokens
    kept = []
    for first, last in without([edges(head)], hole):
        start = _past_link(parse, first, last)
        if tokens[start].pos == "SCONJ" and last - start < 2:
            start = last
        if last < hole[0] and tokens[start].pos == "ADV" and all(is_mark(tokens[j]) for j in range(start + 1, last + 1)):
            continue
        if any(tokens[j].pos not in ("CCONJ", "SCONJ", "PUNCT") for j in range(start, last + 1)):
            kept.append((start, last))
    return tuple(kept)

"""What follows a word of saying, form by form. A cue comes in, the range of its content with its head goes out.

The forms are those of knowledge/shapes_speech.py. Part of the quotations stage.
"""

from dragoman.knowledge.shapes_speech import Way
from dragoman.language.quotation_grammar import Edges, Range, child, source_range, without_aside
from dragoman.model import Parse, Word


class Told(Word):
    """Content of a cue: its ranges, the token that heads it, the last token that belongs to the cue (a preposition), the form it has."""

    ranges: tuple[Range, ...]
    head: int
    cue_last: int
    form: str


def told(parse: Parse, edges: Edges, i: int, way: Way) -> Told | None:
    """The first form of `way` that is there. "called for talks" has a preposition: content talks, cue up to "for"."""
    for form in way.content:
        found = _form(parse, edges, i, form)
        if found is not None:
            ranges, head, last = found
            return Told(tuple((first, without_aside(parse, edges, first, end) if end > i else end) for first, end in ranges), head, last, form)
    return None


Found = tuple[tuple[Range, ...], int, int] | None


def _form(parse: Parse, edges: Edges, i: int, form: str) -> Found:
    if form == "clause":
        return _clause(parse, edges, i)
    if form == "infinitive":
        return _verbal(parse, edges, i, True)
    if form == "gerund":
        return _verbal(parse, edges, i, False)
    if form == "object":
        return _object(parse, edges, i)
    if form == "object and rest":
        return _object_and_rest(parse, edges, i)
    if form == "subject and rest":
        return _subject_and_rest(parse, edges, i)
    return _preposition(parse, edges, i, form)


def _clause(parse: Parse, edges: Edges, i: int) -> Found:
    tokens = parse.tokens
    noun = tokens[i].pos in ("NOUN", "PROPN")
    for c in parse.children[i]:
        token = tokens[c]
        if token.rel == "ccomp" and c > i:
            last = max(edges(other)[1] for other in parse.children[i] if other >= c and tokens[other].rel == "ccomp")
            return ((edges(c)[0], last),), c, i
        if token.rel == "ccomp" or (noun and c > i and token.rel in ("acl", "relcl") and child(parse, c, "mark") is not None):
            return (edges(c),), c, i
        if token.rel == "advcl" and c > i and tokens[edges(c)[0]].tag in ("WP", "WRB", "WDT") and edges(c)[0] == i + 1:
            return (edges(c),), c, i
    return None


def _verbal(parse: Parse, edges: Edges, i: int, infinitive: bool) -> Found:
    tokens = parse.tokens
    for c in parse.children[i]:
        if c > i and tokens[c].rel in ("xcomp", "acl", "ccomp", "advcl"):
            to = any(tokens[below].tag == "TO" for below in parse.children[c])
            if (to and infinitive) or (not to and not infinitive and tokens[c].tag == "VBG" and tokens[c].rel in ("xcomp", "ccomp")):
                return (edges(c),), c, i
    return None


def _object(parse: Parse, edges: Edges, i: int) -> Found:
    tokens = parse.tokens
    passive = child(parse, i, "subjpass")
    if passive is not None:
        return (source_range(parse, edges, passive),), passive, i
    for c in parse.children[i]:
        if tokens[c].rel == "obj" and tokens[c].pos != "PUNCT":
            return (edges(c),), c, i
    token = tokens[i]
    if token.rel == "acl" and token.tag == "VBN" and child(parse, i, "agent") is not None:
        return ((edges(token.head)[0], token.head),), token.head, i
    return None


def _object_and_rest(parse: Parse, edges: Edges, i: int) -> Found:
    """"called him a liar", "accused her of lying": the object and what is said of it."""
    tokens = parse.tokens
    found = _object(parse, edges, i)
    for c in parse.children[i]:
        if c > i and tokens[c].rel in ("oprd", "ccomp", "xcomp", "prep", "pred") and (found is None or c > found[1]):
            if found is None:
                return (edges(c),), c, i
            if found[1] > i:
                return ((found[0][0][0], edges(c)[1]),), c, i
            return (found[0][0], edges(c)), c, i
    return found


def _subject_and_rest(parse: Parse, edges: Edges, i: int) -> Found:
    """"The talks are expected to fail", "he seems tired": the subject and what is said of it."""
    tokens = parse.tokens
    subject = child(parse, i, "subjpass", "subj", "csubj")
    if subject is None or tokens[subject].rel == "expl":
        return None
    for c in parse.children[i]:
        if c > i and tokens[c].rel in ("xcomp", "oprd", "pred", "ccomp"):
            return (source_range(parse, edges, subject), edges(c)), c, i
    return None


def _preposition(parse: Parse, edges: Edges, i: int, word: str) -> Found:
    tokens = parse.tokens
    for c in parse.children[i]:
        token = tokens[c]
        if c > i and token.rel in ("prep", "prt", "agent", "iobj") and token.text.lower() == word:
            for below in parse.children[c]:
                if tokens[below].rel in ("pobj", "pcomp", "obj", "ccomp"):
                    return (edges(below),), below, c
    return None

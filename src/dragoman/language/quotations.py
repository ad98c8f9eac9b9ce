"""The parse of an article comes in with the knowledge of speech; what is said, written, thought or wanted goes out, with who and by which words.

Direct speech is found by its marks first, then every other word of saying is read by the grammar. Content spans are the exact
words: with marks, without the comma or full stop after them, in two parts where the cue stands inside.
"""

from bisect import bisect_left, bisect_right

from dragoman.knowledge.shapes_speech import Speech, Way
from dragoman.language.quotation_direct import Spoken, find_spoken
from dragoman.language.quotation_grammar import (
    CLIMB,
    DASHES,
    Edges,
    Range,
    Reading,
    child,
    content_of,
    cue_range,
    is_aside,
    phrase_end,
    source_of,
    source_range,
    trimmed,
    without_aside,
)
from dragoman.language.quotation_marks import Quoted, find_quoted
from dragoman.model import Article, BlockKind, Parse, Quotation, Span


def find(parse: Parse, article: Article, speech: Speech) -> tuple[Quotation, ...]:
    """All quotations in text order. "Iran said it had agreed." gives source Iran, cue said, content it had agreed."""
    paragraphs = tuple(block.span for block in article.blocks if block.kind in (BlockKind.HEADLINE, BlockKind.BODY))
    edges = Edges(parse)
    marks = Marks(find_quoted(article.text, paragraphs))
    spoken = find_spoken(parse, edges, speech, marks.all, paragraphs)
    drafts = [("saying", _direct(parse, edges, one)) for one in spoken]
    taken = {one.cue for one in spoken}
    for i, way in cues(parse, speech):
        if i not in taken and marks.around(parse.tokens[i].start) is None:
            reading = read(parse, edges, i, way)
            if reading is not None and (draft := _grammatical(parse, reading, marks)) is not None:
                drafts.append((way.kind, draft))
    return tuple(_numbered(n, draft) for n, draft in enumerate(_unnested(drafts), 1))


class Marks:
    """Stretches between marks, to be asked by place."""

    def __init__(self, quoted: tuple[Quoted, ...]) -> None:
        self.all = quoted
        self.outer = [one for one in quoted if one.level == 0]
        self._starts = [one.span[0] for one in self.outer]

    def around(self, place: int) -> Quoted | None:
        """The outer stretch that `place` lies in."""
        at = bisect_right(self._starts, place) - 1
        return self.outer[at] if at >= 0 and place < self.outer[at].span[1] else None

    def between(self, start: int, end: int) -> list[Quoted]:
        """Outer stretches that begin or end between two places."""
        first = max(0, bisect_left(self._starts, start) - 1)
        last = bisect_left(self._starts, end)
        return [one for one in self.outer[first:last] if one.span[1] > start]


def cues(parse: Parse, speech: Speech) -> list[tuple[int, Way]]:
    """Every word of saying with its way, in text order; a phrase wins over its first word."""
    found = []
    for token in parse.tokens:
        pos = token.pos
        if pos in ("VERB", "AUX"):
            ways = speech.verbs.get(token.lemma) or speech.verbs.get(speech.forms.get(token.text.lower(), ""))
            if ways is None:
                ways = speech.adverbials.get(token.text.lower())
        elif pos == "NOUN":
            ways = speech.nouns.get(token.lemma)
        elif pos == "ADJ":
            ways = speech.adjectives.get(token.lemma)
        else:
            ways = speech.adverbials.get(token.text.lower())
        for way in ways or ():
            if not way.words or phrase_end(parse, token.i, way.words) is not None:
                found.append((token.i, way))
                break
    return found


def read(parse: Parse, edges: Edges, i: int, way: Way) -> Reading | None:
    """The cue `i` with source and content by the tree, or None if it tells nothing here."""
    if way.content == ("beside",):
        return _beside(parse, edges, i, way)
    end = phrase_end(parse, i, way.words) or i
    found = content_of(parse, edges, i, way)
    token = parse.tokens[i]
    source = source_of(parse, i) if token.pos in ("VERB", "AUX") else None
    if found is None:
        if "clause" not in way.content or source is None or not is_aside(token) or child(parse, i, "obj") is not None:
            return None
        return _aside(parse, edges, i, way, source)
    (first, last), head, cue_last = found
    if last < i and head == child(parse, i, "ccomp"):
        first = _opening(parse, edges, _main(parse, head, i), first)
    cue = cue_range(parse, i, max(end, cue_last if cue_last < first else i))
    who = source_range(parse, edges, source[0]) if source is not None else None
    last = without_aside(parse, edges, max(first, i), last)
    content = _without(_without([(first, last)], cue), who) if first <= i <= last else [(max(first, cue[1] + 1) if first > i else first, last)]
    return Reading(cue, i, who, source[1] if source else None, tuple(content), head, way)


def _aside(parse: Parse, edges: Edges, i: int, way: Way, source: tuple[int, int]) -> Reading | None:
    """The cue hangs inside what it tells: "The plan, the minister said, was dead"."""
    tokens = parse.tokens
    above = tokens[i].head
    if above == i or tokens[above].pos not in ("VERB", "AUX", "NOUN", "ADJ", "PROPN"):
        return None
    hole = edges(i)
    content = _around(parse, edges, _main(parse, above, i), hole)
    return Reading(cue_range(parse, i, i), i, source_range(parse, edges, source[0]), source[1], content, above, way)


def _opening(parse: Parse, edges: Edges, head: int, first: int) -> int:
    """First token of what is told before a cue at its end: back to the start of the sentence, but for its "but"."""
    tokens = parse.tokens
    start = parse.sentences[tokens[head].sentence].first
    for j in range(first - 1, start - 1, -1):
        if tokens[j].text[-1] in ";:\"”" or tokens[j].text in DASHES:
            start = j + 1
            break
    while start < first and tokens[start].pos in ("CCONJ", "PUNCT"):
        start += 1
    return start


def _main(parse: Parse, above: int, i: int) -> int:
    """The first of clauses joined by conjunction, if a cue comes after all of them: "A did this and B did that, he said"."""
    tokens = parse.tokens
    while above < i and tokens[above].rel == "conj" and tokens[tokens[above].head].pos in ("VERB", "AUX"):
        above = tokens[above].head
    return above


def _around(parse: Parse, edges: Edges, head: int, hole: Range) -> tuple[Range, ...]:
    """The clause of `head` without the cue inside it, and without the "but" that opens the sentence."""
    tokens = parse.tokens
    parts = _without([edges(head)], hole)
    kept = []
    for first, last in parts:
        start = first
        while start < last and (tokens[start].pos in ("CCONJ", "PUNCT") or (tokens[start].pos == "SCONJ" and last - start < 2)):
            start += 1
        if any(tokens[j].pos not in ("CCONJ", "SCONJ", "PUNCT") for j in range(start, last + 1)):
            kept.append((start, last))
    return tuple(kept)


def _beside(parse: Parse, edges: Edges, i: int, way: Way) -> Reading | None:
    """"according to X": the clause in which it stands is the content."""
    tokens = parse.tokens
    end = phrase_end(parse, i, way.words)
    who = child(parse, end, "pobj", "pcomp") if end is not None else None
    if end is None or who is None:
        return None
    top = i
    while tokens[top].head != top and i <= tokens[top].head <= end:
        top = tokens[top].head
    above = tokens[top].head
    for _ in range(CLIMB):
        if tokens[above].pos in ("VERB", "AUX") or tokens[above].head == above:
            break
        above = tokens[above].head
    content = _around(parse, edges, _main(parse, above, i), edges(top))
    return Reading((i, end), i, source_range(parse, edges, who), who, content, above, way)


def _without(ranges: list[Range], hole: Range | None) -> list[Range]:
    """Ranges with the tokens of `hole` cut out."""
    if hole is None:
        return ranges
    kept = []
    for first, last in ranges:
        if hole[1] < first or hole[0] > last:
            kept.append((first, last))
            continue
        if first < hole[0]:
            kept.append((first, hole[0] - 1))
        if hole[1] < last:
            kept.append((hole[1] + 1, last))
    return kept


def _direct(parse: Parse, edges: Edges, spoken: Spoken) -> Quotation:
    tokens = parse.tokens
    cue: tuple[Span, ...] = ()
    if spoken.cue is not None:
        first, last = cue_range(parse, spoken.cue, spoken.cue)
        cue = ((tokens[first].start, tokens[last].end),)
    source: tuple[Span, ...] = ()
    if spoken.source is not None:
        first, last = source_range(parse, edges, spoken.source[0])
        source = ((tokens[first].start, tokens[last].end),)
    because = (spoken.way.because,) if spoken.way else ()
    head = spoken.source[1] if spoken.source else None
    return Quotation("", "direct", source, cue, tuple(part.span for part in spoken.parts), head, spoken.cue, None, because)


def _grammatical(parse: Parse, reading: Reading, marks: Marks) -> Quotation | None:
    tokens = parse.tokens
    cue = tokens[reading.cue[0]].start, tokens[reading.cue[1]].end
    around = marks.around(cue[0])
    spans = [span for one in reading.content if (span := _exact(parse, one, marks, around)) is not None]
    if not spans:
        return None
    source: tuple[Span, ...] = ()
    if reading.source is not None:
        source = ((tokens[reading.source[0]].start, tokens[reading.source[1]].end),)
    kind = _kind(spans, marks, around)
    return Quotation("", kind, source, (cue,), tuple(spans), reading.source_head, reading.head, None, (reading.way.because,))


def _exact(parse: Parse, content: Range, marks: Marks, around: Quoted | None) -> Span | None:
    """Characters of the content: no punctuation at its ends but marks that belong to it; nothing beyond the stretch that the cue is in."""
    tokens = parse.tokens
    first, last = trimmed(parse, *content)
    if tokens[first].pos == "PUNCT":
        return None
    start, end = tokens[first].start, tokens[last].end
    if around is not None:
        start, end = max(start, around.inner[0]), min(end, around.inner[1])
        return (start, end) if start < end else None
    text = parse.text
    for one in marks.between(start - 2, end + 2):
        a, b = one.span
        if a < start and b > start and not text[one.inner[0] : start].strip():
            start = a
        if a < end < b and a >= start and not any(c.isalnum() for c in text[end:b]):
            end = b
    return start, end


def _kind(spans: list[Span], marks: Marks, around: Quoted | None) -> str:
    """direct if all words stand between marks, mixed if some do."""
    inside = [[one for one in marks.between(*span) if one is not around] for span in spans]
    if not any(inside):
        return "indirect"
    whole = all(any(one.span[0] <= a and b <= one.span[1] for one in found) for (a, b), found in zip(spans, inside, strict=True))
    return "direct" if whole else "mixed"


def _unnested(drafts: list[tuple[str, Quotation]]) -> list[Quotation]:
    """Without thoughts and wishes told inside another's words: "He said she wanted to go" tells what he said. Saying may nest."""
    kept: list[Quotation] = []
    reach = 0
    for kind, draft in sorted(drafts, key=lambda one: (_place(one[1]), one[1].cue)):
        cue = draft.cue[0][0] if draft.cue else -1
        if kind == "saying" or cue >= reach:
            kept.append(draft)
            reach = max(reach, max((end for _, end in draft.content), default=0))
    return kept


def _place(draft: Quotation) -> int:
    return min(span[0] for span in (*draft.content, *draft.cue))


def _numbered(n: int, draft: Quotation) -> Quotation:
    return Quotation(f"q{n}", draft.kind, draft.source, draft.cue, draft.content, draft.source_head, draft.cue_head, None, draft.because)

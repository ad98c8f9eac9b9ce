"""The parse of an article comes in with the knowledge of speech; what is said, written, thought or wanted goes out, with who and by which words.

Direct speech is found by its marks first, then every other word of saying is read by the grammar. Content spans are the exact
words: with marks, without the comma or full stop after them, in two parts where the cue stands inside.
"""

from bisect import bisect_left, bisect_right
from operator import attrgetter

import msgspec

from dragoman.knowledge.shapes_speech import Speech
from dragoman.language.quotation_cues import Reading, cues, readings
from dragoman.language.quotation_direct import Spoken, find_said_bare, find_spoken
from dragoman.language.quotation_grammar import Edges, Range, cue_range, person_in, source_range, worded
from dragoman.language.quotation_labels import Labelled, find_labelled
from dragoman.language.quotation_marks import Quoted, find_quoted
from dragoman.language.quotation_unclosed import settled
from dragoman.model import Article, BlockKind, Parse, Quotation, Span

#: reasons where no entry of the knowledge gives one
RUNS_ON, SIGNED, LABELLED = "sentence between marks after another", "dash and name", "name and colon"


def find(parse: Parse, article: Article, speech: Speech) -> tuple[Quotation, ...]:
    """All quotations in text order. "Iran said it had agreed." gives source Iran, cue said, content it had agreed."""
    paragraphs = tuple(block.span for block in article.blocks if block.kind in (BlockKind.HEADLINE, BlockKind.BODY))
    edges = Edges(parse)
    marks = Marks(settled(parse, speech, find_quoted(article.text, paragraphs)))
    spoken = find_spoken(parse, speech, marks.all, paragraphs)
    taken = {one.cue for one in spoken}
    left = [(i, way) for i, way in cues(parse, speech) if i not in taken and marks.around(parse.tokens[i].start) is None]
    found = [one for one in readings(parse, edges, left) if not _beside_saying(parse, one, taken)]
    heads: set[int | None] = {reading.head for reading in found}
    more = {one.follows: one.parts for one in spoken if one.follows in heads}
    said = sorted([one.cue for one in spoken if one.cue is not None] + [i for i, way in left if way.quotes])
    whole = {part for one in spoken for part in one.parts}
    loose = Marks(tuple(one for one in marks.outer if one.span not in whole))
    spoken = [one for one in spoken if one.follows not in more] + find_said_bare(parse, speech, loose.outer, heads | taken)
    drafts = [(True, _direct(parse, edges, one, marks)) for one in spoken]
    for reading in found:
        reading = _with_quotes(parse, reading, loose, said)
        draft = _grammatical(parse, reading, marks, more.get(reading.head, ()))
        if draft is not None:
            drafts.append((reading.clause and reading.way.quotes and reading.way.kind == "saying", draft))
    drafts += [(True, draft) for one in find_labelled(parse, article, speech) if (draft := _under_name(parse, one, marks)) is not None]
    return tuple(msgspec.structs.replace(draft, id=f"q{n}") for n, draft in enumerate(_unnested(drafts), 1))


def _beside_saying(parse: Parse, one: Reading, taken: set[int | None]) -> bool:
    """Whether a cue only goes with another that direct speech has, which it would tell: "…", he said, *laughing*."""
    above = parse.tokens[one.head].head
    return parse.tokens[one.head].rel == "advcl" and above in taken and any(first <= above <= last for first, last in one.content)


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


def _direct(parse: Parse, edges: Edges, spoken: Spoken, marks: Marks) -> Quotation:
    tokens = parse.tokens
    cue: tuple[Span, ...] = ()
    if spoken.cue is not None:
        first, last = cue_range(parse, spoken.cue, spoken.cue)
        if last + 1 < len(tokens) and tokens[last + 1].text == ":":
            last += 1
        cue = ((tokens[first].start, tokens[last].end),)
    source: tuple[Span, ...] = ()
    if spoken.source is not None:
        first, last = source_range(parse, edges, spoken.source[0])
        source = ((tokens[first].start, tokens[last].end),)
    because = (spoken.way.because if spoken.way else SIGNED if spoken.cue is not None else RUNS_ON,)
    head = person_in(parse, spoken.source[1] if spoken.source else None)
    kind = "direct" if all(marks.around(part[0]) is not None for part in spoken.parts) else "mixed"
    return Quotation("", kind, source, cue, spoken.parts, head, spoken.cue, None, because)


def _under_name(parse: Parse, one: Labelled, marks: Marks) -> Quotation | None:
    tokens = parse.tokens
    first, last = one.content
    span = (tokens[first].start, tokens[last].end) if one.speech else _exact(parse, one.content, marks, None)
    if span is None:
        return None
    kind = "direct" if one.speech else _kind([span], marks, None)
    source, colon = (tokens[one.source[0]].start, tokens[one.source[1]].end), tokens[one.colon]
    return Quotation("", kind, (source,), ((colon.start, colon.end),), (span,), one.head, one.colon, None, (LABELLED,))


def _grammatical(parse: Parse, reading: Reading, marks: Marks, more: tuple[Span, ...]) -> Quotation | None:
    tokens = parse.tokens
    cue = tokens[reading.cue[0]].start, tokens[reading.cue[1]].end
    around = marks.around(cue[0])
    spans = [span for one in reading.content if (span := _exact(parse, one, marks, around)) is not None]
    if not spans:
        return None
    spans += more
    source: tuple[Span, ...] = ()
    if reading.source is not None:
        source = ((tokens[reading.source[0]].start, tokens[reading.source[1]].end),)
    kind, head = _kind(spans, marks, around), person_in(parse, reading.source_head)
    return Quotation("", kind, source, (cue,), tuple(spans), head, reading.head, None, (reading.way.because,), reading.attitude)


def _with_quotes(parse: Parse, reading: Reading, loose: Marks, said: list[int]) -> Reading:
    """A clause told goes on through the words between marks in the same sentence, unless another cue stands before them.

    The parser often loses the end of long clauses: "He said the army was tired, but instead the king gave it "speeches".".
    """
    tokens = parse.tokens
    first, last = reading.content[-1] if reading.content else (0, 0)
    if not reading.clause or first <= reading.head:
        return reading
    end = parse.sentences[tokens[first].sentence].last
    for one in loose.between(tokens[last].end, tokens[end - 1].end):
        at = bisect_left(said, last)
        start = bisect_left(tokens, one.span[0], lo=last, hi=end, key=attrgetter("start"))
        if at < len(said) and said[at] < start:
            break
        last = max(last, bisect_left(tokens, one.span[1], lo=last, hi=end, key=attrgetter("start")) - 1)
    return msgspec.structs.replace(reading, content=(*reading.content[:-1], (first, last)))


def _exact(parse: Parse, content: Range, marks: Marks, around: Quoted | None) -> Span | None:
    """Characters of the content: no punctuation at its ends but marks that belong to it; nothing beyond the stretch that the cue is in."""
    tokens = parse.tokens
    first, last = worded(parse, *content)
    if tokens[first].pos == "PUNCT":
        return None
    start, end = tokens[first].start, tokens[last].end
    if around is not None:
        start, end = max(start, around.inner[0]), min(end, around.inner[1])
        return (start, end) if start < end else None
    text = parse.text
    for one in marks.between(start - 2, end + 2):
        a, b = one.span
        if a < start < b and start - one.inner[0] <= 2 and not text[one.inner[0] : start].strip():
            start = a
        if start <= a < end < b:
            end = b
    return start, end


def _kind(spans: list[Span], marks: Marks, around: Quoted | None) -> str:
    """direct if all words stand between marks, mixed if some do."""
    inside = [[one for one in marks.between(*span) if one is not around] for span in spans]
    if not any(inside):
        return "indirect"
    whole = all(any(one.span[0] <= a and b <= one.span[1] for one in found) for (a, b), found in zip(spans, inside, strict=True))
    return "direct" if whole else "mixed"


def _unnested(drafts: list[tuple[bool, Quotation]]) -> list[Quotation]:
    """Without thoughts and wishes told inside another's words: "He said she wanted to go" tells what he said.

    Saying may nest, if it is not the same one who says both ("refused to say").
    """
    kept: list[Quotation] = []
    reach = 0
    outer: tuple[Span, ...] = ()
    for may_nest, draft in sorted(drafts, key=lambda one: (_place(one[1]), one[1].cue)):
        cue = draft.cue[0][0] if draft.cue else -1
        if cue >= reach or (may_nest and (not draft.source or draft.source != outer)):
            kept.append(draft)
            end = max((end for _, end in draft.content), default=0)
            if end >= reach:
                reach, outer = end, draft.source
    return kept


def _place(draft: Quotation) -> int:
    return min(span[0] for span in (*draft.content, *draft.cue))

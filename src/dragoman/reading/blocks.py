"""The paragraphs of a text and the blocks of one taken verbatim. Text comes in, spans go out, in text order and never overlapping."""

from itertools import pairwise

from dragoman.knowledge.shapes_reading import ReadingWords
from dragoman.model import Block, BlockKind, Span
from dragoman.reading.datelines import dateline_end

#: a text whose lines are all shorter may be wrapped by hand, in characters
WIDEST = 110

#: and so many of its lines must be nearly full
WRAPPED_LINES = 3

#: first paragraphs in which a dateline is looked for
FIRST = 5

_ENDS = ".!?:;…\"'”’»)]"
_BULLETS = ("- ", "* ", "• ", "– ", "+ ", "#", ">")


def verbatim_blocks(text: str, title: str | None, words: ReadingWords) -> tuple[Block, ...]:
    """Blocks of a text of which nothing is known but that it is one: body, a dateline, and the headline if it opens with `title`.

    "LONDON (AP) — Talks failed." is a dateline and a body that begins at "Talks".
    """
    blocks: list[Block] = []
    start = title_end(text, title)
    if start:
        blocks.append(Block(BlockKind.HEADLINE, trimmed(text, 0, start)))
    pieces = paragraphs(text, start)
    at = _dateline(text, pieces, words, bool(start))
    for number, span in enumerate(pieces):
        if number == at:
            blocks += with_dateline(text, span, words, len(pieces))
        else:
            headline = at is not None and number < at and not start
            blocks.append(Block(BlockKind.HEADLINE if headline else BlockKind.BODY, span))
    return tuple(blocks)


def with_dateline(text: str, span: Span, words: ReadingWords, paragraphs: int = 1) -> list[Block]:
    """The blocks of a paragraph that may open with a dateline."""
    begin = dateline_end(text[span[0] : span[1]], words, paragraphs)
    if not begin:
        return [Block(BlockKind.BODY, span)]
    found = [Block(BlockKind.DATELINE, trimmed(text, span[0], span[0] + begin))]
    if span[0] + begin < span[1]:
        found.append(Block(BlockKind.BODY, (span[0] + begin, span[1])))
    return found


def title_end(text: str, title: str | None) -> int:
    """Where the title that `text` opens with ends (with its full stop), or 0. Blanks and case are not compared."""
    wanted = "".join((title or "").split()).casefold().rstrip(".")
    if not wanted:
        return 0
    seen = 0
    for at, character in enumerate(text):
        if character.isspace():
            continue
        folded = character.casefold()
        if not wanted.startswith(folded, seen):
            return 0
        seen += len(folded)
        if seen == len(wanted):
            end = at + 2 if text[at + 1 : at + 2] == "." else at + 1
            ends_here = end >= len(text) or text[end].isspace()
            more = text[end:].strip()
            return end if ends_here and more else 0
    return 0


def trimmed(text: str, start: int, end: int) -> Span:
    """The span without blanks at its ends."""
    piece = text[start:end]
    left = len(piece) - len(piece.lstrip())
    return start + left, max(start + left, start + len(piece.rstrip()))


def paragraphs(text: str, start: int = 0) -> list[Span]:
    """Spans of the paragraphs from `start` on, blanks at their ends left out.

    A blank line parts them; so does a single line end, unless the lines are wrapped by hand or the next one goes on in
    lower case.
    """
    chunks = _chunks(text, start)
    width = _width(text, chunks)
    found: list[Span] = []
    for lines in chunks:
        begin = lines[0][0]
        for before, after in pairwise(lines):
            if not _goes_on(text[before[0] : before[1]], text[after[0] : after[1]], width):
                found.append((begin, before[1]))
                begin = after[0]
        found.append((begin, lines[-1][1]))
    return found


def _chunks(text: str, start: int) -> list[list[Span]]:
    """Runs of lines that are not blank, each line without the blanks at its ends."""
    chunks: list[list[Span]] = [[]]
    while start < len(text):
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        line = trimmed(text, start, end)
        if line[0] < line[1]:
            chunks[-1].append(line)
        elif chunks[-1]:
            chunks.append([])
        start = end + 1
    return [chunk for chunk in chunks if chunk]


def _width(text: str, chunks: list[list[Span]]) -> int:
    """The width to which the lines are wrapped, or 0 if they are not."""
    lengths = sorted(end - start for lines in chunks for start, end in lines)
    if len(lengths) < WRAPPED_LINES or not 40 <= lengths[-1] <= WIDEST:
        return 0
    width = lengths[-1]
    inner = [line for lines in chunks for line in lines[:-1]]
    full = [line for line in inner if line[1] - line[0] >= 0.75 * width]
    open_lines = [line for line in full if text[line[1] - 1] not in _ENDS]
    return width if len(full) >= WRAPPED_LINES and 2 * len(open_lines) >= len(full) else 0


def _goes_on(line: str, after: str, width: int) -> bool:
    """Whether the paragraph of `line` goes on with the line `after`."""
    if after.startswith(_BULLETS):
        return False
    if after[0].islower() and line[-1] not in ".!?":
        return True
    if not width:
        return False
    first = after.split(None, 1)[0]
    fits = len(line) + 1 + len(first) <= 0.85 * width
    return not fits if line[-1] in _ENDS else not fits or len(line) >= 0.75 * width


def _dateline(text: str, pieces: list[Span], words: ReadingWords, after_title: bool) -> int | None:
    """Which of the first paragraphs has the dateline; those before must look like headlines."""
    for number, (start, end) in enumerate(pieces[:FIRST]):
        if dateline_end(text[start:end], words, len(pieces)):
            return number
        if end - start > 200 or (text[end - 1] in _ENDS and not after_title):
            return None
    return None

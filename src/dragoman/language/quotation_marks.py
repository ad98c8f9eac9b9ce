"""Finds what stands between quotation marks. A text and its paragraphs come in; the marked stretches go out, outer ones with their level.

All marks of news text are read (" “ ” „ « » ‘ ’ ' ‹ › `` ''); a mark that is never closed reaches to the end of its paragraph, and
an apostrophe is no mark.
"""

import re
from collections.abc import Iterator

from dragoman.model import Span, Word

#: one mark; two single marks together are a double one
MARK = re.compile(r"``|''|’’|‘‘|[\"“”„«»‹›‘’'`]")

#: marks that may open, each with those that close it; the same mark on both sides is told by the blanks around it
CLOSERS: dict[str, tuple[str, ...]] = {
    '"': ('"', "”"), "“": ("”", '"'), "„": ("“", "”"), "«": ("»",), "»": ("«",), "‹": ("›",), "›": ("‹",),
    "``": ("''", '"'), "''": ("''",), "‘‘": ("’’",), "’’": ("’’",),
    "‘": ("’", "'"), "'": ("'", "’"), "`": ("'",),
}  # fmt: skip

#: marks that are apostrophes as well: unclosed they mark nothing
WEAK = frozenset("‘’'`")


class Quoted(Word, frozen=True):
    """A stretch between marks. `span` has the marks, `inner` not; `level` is 0 outside, 1 inside another; `closed` tells if the end is marked."""

    span: Span
    inner: Span
    level: int
    closed: bool


def find_quoted(text: str, paragraphs: tuple[Span, ...]) -> tuple[Quoted, ...]:
    """Stretches between marks in each of `paragraphs`, in text order. '"We go," he said.' gives one, '"We go,"'."""
    found = [one for paragraph in paragraphs for one in _in_paragraph(text, paragraph)]
    found.sort(key=lambda one: (one.span[0], -one.span[1]))
    return tuple(found)


def _in_paragraph(text: str, paragraph: Span) -> Iterator[Quoted]:
    """Marks are matched with a stack of open ones. A mark that closes nothing closes all since the mark before it."""
    start, end = paragraph
    nests = text.count("“", start, end) <= text.count("”", start, end)
    stack: list[tuple[str, int, int]] = []
    since = start
    for match in MARK.finditer(text, start, end):
        mark, a, b = match[0], *match.span()
        before = text[a - 1] if a > start else " "
        after = text[b] if b < end else " "
        at = _closes(mark, stack, before, after)
        if at is not None:
            yield from _unclosed(stack[at + 1 :], a)
            _, opened, inside = stack[at]
            del stack[at:]
            yield Quoted((opened, b), (inside, a), min(at, 1), True)
        elif _opens(mark, before, after):
            if stack and stack[-1][0] == mark and mark not in WEAK and not (nests and mark == "“"):
                yield from _unclosed([stack.pop()], a)
            stack.append((mark, a, b))
        elif not stack and mark in ('"', "”", "''") and before in ",.?!":
            yield Quoted((since, b), (since, a), 0, True)
        if mark not in WEAK:
            since = b + len(text[b : b + 3]) - len(text[b : b + 3].lstrip())
    if stack:
        strong = [one for one in stack if one[0] not in WEAK]
        yield from _unclosed(strong[:1], end)


def _closes(mark: str, stack: list[tuple[str, int, int]], before: str, after: str) -> int | None:
    """Number of the open mark that `mark` closes, looking from the inside out."""
    if before.isspace() and not after.isspace() and mark not in "»«›‹”":
        return None
    if mark in WEAK and after.isalnum():
        return None
    for at in range(len(stack) - 1, max(-1, len(stack) - 4), -1):
        if mark in CLOSERS[stack[at][0]]:
            return at
    return None


def _opens(mark: str, before: str, after: str) -> bool:
    if mark not in CLOSERS:
        return False
    if mark in ("“", "„", "«", "``", "‹"):
        return True
    if after.isspace():
        return False
    return not before.isalnum() and before not in ".,;:!?)%" if mark != "’" else False


def _unclosed(opened: list[tuple[str, int, int]], end: int) -> Iterator[Quoted]:
    """Strong marks left open reach to `end`."""
    for mark, a, b in opened:
        if mark not in WEAK and b < end:
            yield Quoted((a, end), (b, end), 0, False)

"""A markdown file comes in, its article goes out: as a text file, with the spans of its markup, which are no words."""

import re
from collections.abc import Iterator

from dragoman.knowledge.shapes_reading import ReadingWords
from dragoman.model import Article, Fault, Span
from dragoman.reading.blocks import paragraphs
from dragoman.reading.layout import Paragraph
from dragoman.reading.source import Source
from dragoman.reading.text import printed

#: markup, longest first. Each part stops at the line's end or at its own first character, so no text is read twice.
_MARKUP = re.compile(
    r"(?P<picture>!\[[^\[\]\n]{0,500}\]\([^()\n]{0,2000}\))"
    r"|(?P<link>\[(?=[^\[\]\n]{0,1000}\]\())|(?P<target>\]\([^()\n]{0,1000}(?:\([^()\n]{0,200}\)[^()\n]{0,200})?\))"
    r"|(?P<address><(?:https?|mailto):[^<>\s]{1,2000}>)"
    r"|(?P<tag></?[A-Za-z][^<>\n]{0,300}>)"
    r"|(?P<escape>\\(?=[\\`*_{}\[\]()#+.!>-]))"
    r"|(?P<star>\*{1,3}(?=[^\s*])|(?<=[^\s*])\*{1,3})"
    r"|(?P<under>(?<!\w)_{1,3}(?=[^\s_])|(?<=[^\s_])_{1,3}(?!\w))"
    r"|(?P<code>`{1,3})"
)
_OPENING = re.compile(r"[ ]{0,3}(#{1,6}[ ]+|#{1,6}$|(?:>[ ]?)+|[-*+][ ]+|\d{1,3}[.)][ ]+(?=\S)|[-*_=](?:[ ]?[-*_=]){2,}$)")
_HEADING = re.compile(r"[ ]{0,3}(#{1,6})(?:[ ]|$)")


def read_markdown(source: Source, published: str | None, words: ReadingWords) -> Iterator[Article | Fault]:
    """The article of a markdown file, or what is wrong with it."""
    yield from printed(source, published, words, marked_parts)


def marked_parts(text: str, start: int) -> tuple[list[Paragraph], tuple[Span, ...]]:
    """The paragraphs of a markdown text from `start` on, and the spans of its markup."""
    spans = [span for found in paragraphs(text, start) for span in _lines_apart(text, found)]
    parts: list[Paragraph] = []
    markup: list[Span] = []
    for span in spans:
        found = markup_in(text, span)
        parts.append(_paragraph(text, span, found))
        markup += found
    return parts, tuple(markup)


def markup_in(text: str, span: Span) -> list[Span]:
    """Spans of the characters of a paragraph that are no words, in text order."""
    start, end = span
    found = []
    at = start
    while at < end:
        line_end = text.find("\n", at, end)
        line_end = end if line_end < 0 else line_end
        opening = _OPENING.match(text, at, line_end)
        if opening:
            found.append((opening.start(1), opening.end(1)))
            at = opening.end()
        found += [match.span() for match in _MARKUP.finditer(text, at, line_end)]
        at = line_end + 1
    return found


def _paragraph(text: str, span: Span, markup: list[Span]) -> Paragraph:
    """A paragraph with its words, heading level, and whether it is a link or a picture."""
    pieces, last = [], span[0]
    picture = False
    linked = 0
    for start, end in markup:
        pieces.append(text[last:start])
        opening = text[start : start + 2]
        if opening == "![":
            picture = True
        elif opening[0] == "<" and ":" in text[start:end]:
            pieces.append(text[start + 1 : end - 1])
        linked += opening == "]("
        last = end
    pieces.append(text[last : span[1]])
    raw = text[span[0] : span[1]]
    heading = _HEADING.match(raw)
    level = len(heading[1]) if heading else 0
    return Paragraph(span, " ".join("".join(pieces).split()), level, _only_link(raw, linked), picture)


def _only_link(raw: str, linked: int) -> bool:
    """Whether a paragraph ends in a link and has little beside it."""
    return linked > 0 and raw.rstrip("*_ .").endswith(")")


def _lines_apart(text: str, span: Span) -> list[Span]:
    """A heading underlined or marked with # is a paragraph of its own."""
    raw = text[span[0] : span[1]]
    if _HEADING.match(raw) and "\n" in raw:
        cut = span[0] + raw.index("\n")
        rest = cut + len(text[cut : span[1]]) - len(text[cut : span[1]].lstrip())
        return [(span[0], cut), (rest, span[1])]
    return [span]

"""A tree of HTML comes in, the lines that a reader sees go out: the text of each block element, without scripts and styles."""

from collections.abc import Container, Iterator
from dataclasses import dataclass

from lxml import etree  # type: ignore[import-untyped]

#: elements that begin a line of their own
BLOCKS = frozenset(
    ["address", "article", "aside", "blockquote", "body", "br", "caption", "center", "dd", "details", "dialog", "dir", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "html", "li", "main", "menu", "nav", "ol", "p", "pre", "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "time", "tr", "ul"]
)

#: elements whose text nobody sees
UNSEEN = frozenset(["applet", "audio", "button", "canvas", "embed", "head", "iframe", "math", "noscript", "object", "option", "script", "select", "style", "svg", "template", "textarea", "title", "video"])


@dataclass(frozen=True, slots=True)
class Line:
    """A line: its words with single blanks, the texts between its inline elements, and the tag of the element that it begins in."""

    text: str
    pieces: tuple[str, ...]
    tag: str


def lines_of(tree: etree._Element, blocks: Container[str] = BLOCKS, unseen: Container[str] = UNSEEN) -> Iterator[Line]:
    """The lines of a tree in the order of the page. Takes no stack, so no depth of nesting is too much.

    `<div>Published <b>6 April 2023</b></div>` is one line of two pieces.
    """
    pieces: list[str] = []
    tags: list[str] = [""]
    walk = etree.iterwalk(tree, events=("start", "end", "comment", "pi"))
    for event, element in walk:
        if event == "start":
            if element.tag in unseen:
                walk.skip_subtree()
                continue
            if element.tag in blocks:
                yield from _line(pieces, tags[-1])
                tags.append(element.tag)
            _add(pieces, element.text)
            continue
        if event == "end" and element.tag in blocks and element.tag not in unseen:
            yield from _line(pieces, tags[-1])
            tags.pop()
        _add(pieces, element.tail if element is not tree else None)
    yield from _line(pieces, tags[-1])


def _add(pieces: list[str], text: str | None) -> None:
    if text:
        pieces.append(text)


def _line(pieces: list[str], tag: str) -> Iterator[Line]:
    """The line gathered so far, if it has words; `pieces` are emptied."""
    text = " ".join("".join(pieces).split())
    if text:
        yield Line(text, tuple(" ".join(piece.split()) for piece in pieces if not piece.isspace()), tag)
    pieces.clear()

"""The parts of a report as it was printed: paragraphs without markup come in, their kinds and what they tell go out.

What opens a report (headline, byline, date, picture) is looked for only before the story begins; links to other
articles, credits and remarks of the publisher also inside and after it.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from dragoman.knowledge.shapes_reading import ReadingWords
from dragoman.model import BlockKind, Span
from dragoman.reading.captions import is_caption
from dragoman.reading.datelines import dateline_end
from dragoman.reading.days import day_in, is_update

#: the longest headline, in characters
HEADLINE = 250

#: the longest byline
BYLINE = 160

_ADDRESS = re.compile(r"https?://[^\s<>\"]{3,2000}")
_PLACE_ON_LINE = re.compile(r"[\w.-]@[\w-]+\.\w|\b\w[\w-]{1,60}\.[a-z]{2,8}(?:/|\b)|(?<!\w)@\w")
_LABEL = re.compile(r"([^:\n]{1,40}):(?!//)\s*(.*)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph: its span, its words without markup, the level of a heading (0: none), whether it is only links or a picture."""

    span: Span
    plain: str
    level: int = 0
    linked: bool = False
    picture: bool = False


@dataclass(slots=True)
class Layout:
    """The kinds of the paragraphs and what they tell of the report."""

    kinds: list[BlockKind] = field(default_factory=list)
    title: str | None = None
    byline: str | None = None
    published: str | None = None
    updated: str | None = None
    url: str | None = None


def lay_out(paragraphs: Sequence[Paragraph], words: ReadingWords, title: str | None = None) -> Layout:
    """The kind of each paragraph, and the fields that the opening and the end fill. `title` is the headline if it is known from elsewhere."""
    layout = Layout(title=title)
    story = False
    address = related = picture = False
    for number, paragraph in enumerate(paragraphs):
        last = number + 1 == len(paragraphs)
        kind = _after_label(paragraph, layout, address, related)
        kind = kind or _aside(paragraph, layout, words, picture or (layout.title is not None and not story))
        kind = kind or (None if story else _opening(paragraph, layout, words, last))
        kind = kind or (BlockKind.NOTE if paragraph.level and story else BlockKind.BODY)
        layout.kinds.append(kind)
        story = story or kind is BlockKind.BODY
        label = paragraph.plain.rstrip(": ").lower()
        address, picture = label in words.addresses, paragraph.picture
        related = kind is BlockKind.RELATED and label in words.related
    return layout


def _after_label(paragraph: Paragraph, layout: Layout, address: bool, related: bool) -> BlockKind | None:
    """What follows a label that stands alone: an address or links."""
    if address and _ADDRESS.match(paragraph.plain):
        _take_address(paragraph, layout)
        return BlockKind.NOTE
    return BlockKind.RELATED if related and paragraph.linked else None


def _take_address(paragraph: Paragraph, layout: Layout) -> None:
    found = _ADDRESS.search(paragraph.plain)
    if found and layout.url is None:
        layout.url = found.group().rstrip(".,;)")


def _aside(paragraph: Paragraph, layout: Layout, words: ReadingWords, likely: bool) -> BlockKind | None:
    """Parts that may stand anywhere: addresses, links to other articles, remarks, captions."""
    plain = paragraph.plain
    if not any(character.isalnum() for character in plain):
        return BlockKind.CAPTION if paragraph.picture else BlockKind.NOTE
    label, rest = _labelled(plain)
    if label in words.addresses and (not rest or _ADDRESS.match(rest)):
        _take_address(paragraph, layout)
        return BlockKind.NOTE
    if _ADDRESS.fullmatch(plain):
        return BlockKind.NOTE
    if label in words.related and len(plain) <= 2 * HEADLINE:
        return BlockKind.RELATED
    if paragraph.linked and any(plain.lower().startswith(word + " ") for word in words.related):
        return BlockKind.RELATED
    if _is_note(plain, words):
        return BlockKind.NOTE
    return BlockKind.CAPTION if paragraph.picture or is_caption(plain, words, likely) else None


def _labelled(plain: str) -> tuple[str, str]:
    """The label in lower case before a colon and what follows; a short line without colon is all label."""
    match = _LABEL.fullmatch(plain)
    if match:
        return match[1].strip().lower(), match[2].strip()
    return (plain.strip().lower(), "") if len(plain) <= 40 else ("", plain)


def _is_note(plain: str, words: ReadingWords) -> bool:
    """Whether it is the publisher's remark: whole in brackets or short, opening or ending with words for remarks."""
    inner = plain.strip("()[] ")
    bracketed = plain[0] in "([" and plain[-1] in ")]."
    lowered = inner.lower()
    if len(plain) <= HEADLINE and lowered.rstrip(".").endswith(words.note_ends):
        return True
    if len(plain) <= HEADLINE and _PLACE_ON_LINE.search(lowered) and any(lowered.startswith(opening + " ") for opening in words.contacts):
        return True
    for opening in words.notes:
        if lowered.startswith(opening) and not lowered[len(opening) : len(opening) + 1].isalnum():
            rest = inner[len(opening) :].lstrip()
            verb_free = bracketed or rest[:1] in (":", "|", "©") or not plain.endswith(".") or lowered.startswith(("this ", "copyright", "©"))
            return len(plain) <= 3 * HEADLINE and verb_free
    return False


def _opening(paragraph: Paragraph, layout: Layout, words: ReadingWords, last: bool) -> BlockKind | None:
    """Parts that stand before the story: headline, byline, date."""
    plain = paragraph.plain
    label, rest = _labelled(plain)
    if label in words.title_labels and rest and layout.title is None:
        layout.title = rest
        return BlockKind.HEADLINE
    day = day_in(plain, words)
    if day:
        if is_update(plain, words):
            layout.updated = layout.updated or day
        else:
            layout.published = layout.published or day
        return BlockKind.DATELINE
    author = author_of(plain, words, layout, layout.title is not None)
    if author is not None:
        layout.byline = layout.byline or author
        return BlockKind.BYLINE
    if paragraph.level or (not last and _is_headline(plain, layout, words)):
        layout.title = layout.title or plain
        return BlockKind.HEADLINE
    return None


def _is_headline(plain: str, layout: Layout, words: ReadingWords) -> bool:
    """Whether a line without heading marks is a headline: the first line of the text, short and without full stop, or the title that is known."""
    if layout.title is not None:
        return plain.casefold() == layout.title.casefold()
    return len(plain) <= HEADLINE and not plain.endswith((".", "!\"", ".\"", ".”", ":", ";", ",")) and not dateline_end(plain, words)


def author_of(plain: str, words: ReadingWords, layout: Layout, titled: bool) -> str | None:
    """Who wrote it, if the line is a byline: "By Amina Diallo", "Author: AFP", "Reuters" after a headline. Fills the date if one is told."""
    if len(plain) > BYLINE:
        return None
    parts = [part.strip() for part in re.split(r"[|•·]|\s[-–—]\s", plain) if part.strip()]
    days = [day for part in parts[1:] if (day := day_in(part, words))]
    name = parts[0] if parts else ""
    head, comma, tail = name.partition(",")
    day = day_in(tail, words) if comma else None
    if day:
        name, days = head.strip(), [day, *days]
    opening = next((word for word in sorted(words.byline, key=len, reverse=True) if _opens(name, word)), None)
    bare = name[len(opening) :].lstrip(": ") if opening else name
    if opening is None and not (titled and bare.lower() in words.agencies):
        return None
    if not bare or not _is_name(bare, words):
        return None
    layout.published = layout.published or (days[0] if days else None)
    return bare


def _opens(name: str, word: str) -> bool:
    return name.lower().startswith(word) and name[len(word) : len(word) + 1] in (" ", ":")


def _is_name(bare: str, words: ReadingWords) -> bool:
    """Whether all words are names: capitals, initials and the small words between them, no sentence."""
    pieces = re.split(r"[\s,/&]+", bare.strip())
    pieces = [piece for piece in pieces if piece]
    small = [piece for piece in pieces if piece[0].islower() and "@" not in piece]
    ends = bare.endswith((".", "?", "!")) and not re.search(r"\b[A-Z][a-z]{0,2}\.$", bare)
    days = any(piece.lower() in words.weekdays for piece in pieces)
    return len(pieces) <= 16 and not ends and not days and pieces[0] not in small and all(piece in words.byline_joins for piece in small)

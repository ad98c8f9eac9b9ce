"""The paragraphs of a page or feed entry and what it tells beside them come in, its article goes out.

Links to other articles, remarks of the publisher, captions and lines that only tell title, author or day are left out of the text.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from dragoman.knowledge.shapes_reading import ReadingWords
from dragoman.model import Article, Block, BlockKind
from dragoman.reading.blocks import with_dateline
from dragoman.reading.days import day_in
from dragoman.reading.layout import Paragraph, lay_out
from dragoman.reading.record import ENGLISH

#: what is left out of the text: it leads elsewhere, belongs to a picture, or tells what the fields tell
LEFT_OUT = (BlockKind.RELATED, BlockKind.BYLINE, BlockKind.DATELINE, BlockKind.CAPTION)

#: what stands between paragraphs
GAP = "\n\n"


@dataclass(frozen=True, slots=True)
class Facts:
    """What a page or entry tells of its article; absent is None. `published` is an ISO day, `site` the name of the medium."""

    title: str | None = None
    byline: str | None = None
    published: str | None = None
    url: str | None = None
    site: str | None = None
    language: str | None = None


def story(parts: Sequence[Paragraph], name: str, told: Facts, words: ReadingWords, notes: tuple[str, ...] = ()) -> Article | None:
    """The article of the paragraphs that belong to the story and its subheads, or None if there are none."""
    kinds = lay_out(parts, words, told.title or "").kinds
    kept = [(part.plain, kind) for part, kind in zip(parts, kinds, strict=True) if _stays(part, kind, told.title, words)]
    if not any(kind is BlockKind.BODY for _, kind in kept):
        return None
    text = GAP.join(plain for plain, _ in kept)
    language, other = _language(told.language)
    return Article(
        id=name, text=text, blocks=_blocks(kept, text, words), title=told.title, byline=told.byline, published=told.published,
        url=told.url, source=told.site, language=language, notes=notes + other,
    )  # fmt: skip


def _stays(part: Paragraph, kind: BlockKind, title: str | None, words: ReadingWords) -> bool:
    """Whether a paragraph belongs to the text: the story and its subheads."""
    if (title and part.plain.casefold() == title.casefold()) or day_in(part.plain, words) or _is_labels(part.plain, words):
        return False
    return kind not in LEFT_OUT and (kind is not BlockKind.NOTE or part.level > 0)


def _is_labels(plain: str, words: ReadingWords) -> bool:
    """Whether nothing stands there but labels whose days were taken away: "Published | Updated:"."""
    return all(label.strip(" :-").lower() in words.date_labels for label in plain.split("|"))


def _blocks(kept: Sequence[tuple[str, BlockKind]], text: str, words: ReadingWords) -> tuple[Block, ...]:
    """The blocks of the paragraphs, the dateline that the story opens with apart."""
    blocks: list[Block] = []
    start, begun = 0, False
    for plain, kind in kept:
        span = (start, start + len(plain))
        if kind is BlockKind.BODY and not begun:
            blocks += with_dateline(text, span, words, len(kept))
            begun = True
        else:
            blocks.append(Block(kind, span))
        start = span[1] + len(GAP)
    return tuple(blocks)


def _language(told: str | None) -> tuple[str, tuple[str, ...]]:
    """The language, and a note if it is said to be another than English."""
    if told is None or told.lower().replace("_", "-").split("-")[0] in ENGLISH:
        return "en", ()
    return told, (f"its language is said to be {told!r}: dragoman reads English, its rows may be wrong",)

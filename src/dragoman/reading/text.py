"""A text file comes in, its article goes out: `text` as it stands with line ends made `\\n`, its parts told apart by `layout`."""

from collections.abc import Callable, Iterator

from dragoman.knowledge.shapes_reading import ReadingWords
from dragoman.model import Article, Block, BlockKind, Fault, Span
from dragoman.reading.blocks import paragraphs, trimmed, with_dateline
from dragoman.reading.encodings import NotText, decode
from dragoman.reading.front_matter import front_matter
from dragoman.reading.layout import Paragraph, lay_out
from dragoman.reading.record import day_of, language_of, text_of
from dragoman.reading.source import Source


def read_text(source: Source, published: str | None, words: ReadingWords) -> Iterator[Article | Fault]:
    """The article of a text file, or what is wrong with it."""
    yield from printed(source, published, words, plain_parts)


def plain_parts(text: str, start: int) -> tuple[list[Paragraph], tuple[Span, ...]]:
    """The paragraphs of a text from `start` on; it has no markup."""
    return [Paragraph((begin, end), " ".join(text[begin:end].split())) for begin, end in paragraphs(text, start)], ()


def printed(
    source: Source, published: str | None, words: ReadingWords, parted: Callable[[str, int], tuple[list[Paragraph], tuple[Span, ...]]]
) -> Iterator[Article | Fault]:
    """The article of a report as it was printed, or what is wrong with it. `parted` gives the paragraphs and the markup of a text from a place on."""
    read = decoded(source)
    if isinstance(read, Fault):
        yield read
        return
    text, notes = read
    start, told = front_matter(text, words)
    parts, markup = parted(text, start)
    layout = lay_out(parts, words, told.get("title"))
    if not parts:
        yield Fault(source.name, source.name, "has no words below its front matter", "nothing to code; remove it or give another file")
        return
    day, unread = day_of(told, published, words)
    language, other = language_of(told)
    yield Article(
        id=told.get("id") or source.name,
        text=text,
        blocks=_blocks(text, start, parts, layout.kinds, words),
        markup=markup,
        title=layout.title,
        byline=text_of(told, "byline") or layout.byline,
        published=(day if day != published else None) or layout.published or layout.updated or published,
        url=text_of(told, "url") or layout.url,
        source=text_of(told, "source"),
        language=language,
        notes=notes + unread + other,
    )


def _blocks(text: str, start: int, parts: list[Paragraph], kinds: list[BlockKind], words: ReadingWords) -> tuple[Block, ...]:
    """The blocks: the front matter, then the paragraphs, with the dateline that the story opens with apart."""
    blocks = [Block(BlockKind.NOTE, trimmed(text, 0, start))] if start else []
    story = False
    for part, kind in zip(parts, kinds, strict=True):
        if kind is BlockKind.BODY and not story:
            blocks += with_dateline(text, part.span, words, len(parts))
            story = True
        else:
            blocks.append(Block(kind, part.span))
    return tuple(blocks)


def decoded(source: Source) -> tuple[str, tuple[str, ...]] | Fault:
    """The text of a file with `\\n` line ends and notes on how it was read, or a fault."""
    data = source.read()
    if not data.strip():
        return Fault(source.name, source.name, "is empty", "nothing to code; remove it or give another file")
    try:
        text, note = decode(data)
    except NotText as error:
        return Fault(source.name, source.name, str(error), "give text as UTF-8; for pages, tables and feeds use the endings that say so")
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if not text.strip():
        return Fault(source.name, source.name, "has no words", "nothing to code; remove it or give another file")
    return text, (note,) if note else ()

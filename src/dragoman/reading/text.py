"""A text file comes in, its article goes out: `text` as it stands with line ends made `\\n`, its parts told apart by `layout`."""

from collections.abc import Iterator

from dragoman.knowledge.shapes_reading import ReadingWords
from dragoman.model import Article, Block, BlockKind, Fault, Span
from dragoman.reading.blocks import paragraphs, with_dateline
from dragoman.reading.encodings import NotText, decode
from dragoman.reading.layout import Paragraph, lay_out
from dragoman.reading.source import Source


def read_text(source: Source, published: str | None, words: ReadingWords) -> Iterator[Article | Fault]:
    """The article of a text file, or what is wrong with it."""
    read = decoded(source)
    if isinstance(read, Fault):
        yield read
        return
    text, notes = read
    parts = [Paragraph((start, end), " ".join(text[start:end].split())) for start, end in paragraphs(text)]
    yield printed(source.name, text, parts, (), published, words, notes)


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


def printed(
    name: str, text: str, parts: list[Paragraph], markup: tuple[Span, ...], published: str | None, words: ReadingWords, notes: tuple[str, ...]
) -> Article:
    """The article of a report as it was printed, from its paragraphs."""
    layout = lay_out(parts, words)
    blocks: list[Block] = []
    story = False
    for part, kind in zip(parts, layout.kinds, strict=True):
        if kind is BlockKind.BODY and not story:
            blocks += with_dateline(text, part.span, words, len(parts))
            story = True
        else:
            blocks.append(Block(kind, part.span))
    return Article(
        id=name,
        text=text,
        blocks=tuple(blocks),
        markup=markup,
        title=layout.title,
        byline=layout.byline,
        published=layout.published or layout.updated or published,
        url=layout.url,
        notes=notes,
    )

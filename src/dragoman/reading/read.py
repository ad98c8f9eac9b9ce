"""Paths come in, articles and faults go out, in the order of the paths. One bad file, line or page never stops the others.

A format is one line in `FORMATS` and one file beside this. Nothing that holds many articles stands in memory whole.
"""

import glob
import os
import zlib
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from msgspec import structs

from dragoman.knowledge.shapes_reading import ReadingWords, reading_words
from dragoman.model import Article, Fault
from dragoman.reading.feed import read_feed
from dragoman.reading.html import read_html
from dragoman.reading.ids import Ids
from dragoman.reading.jsonl import read_jsonl
from dragoman.reading.markdown import read_markdown
from dragoman.reading.parquet import read_parquet
from dragoman.reading.separated import read_separated
from dragoman.reading.sniff import kind_of
from dragoman.reading.source import Source, TooLong
from dragoman.reading.text import read_text
from dragoman.reading.warc import read_warc

Reader = Callable[[Source, str | None, ReadingWords], Iterator[Article | Fault]]

FORMATS: dict[str, Reader] = {
    ".txt": read_text,
    ".md": read_markdown,
    ".markdown": read_markdown,
    ".jsonl": read_jsonl,
    ".ndjson": read_jsonl,
    ".csv": read_separated,
    ".tsv": read_separated,
    ".parquet": read_parquet,
    ".html": read_html,
    ".htm": read_html,
    ".warc": read_warc,
    ".xml": read_feed,
    ".rss": read_feed,
    ".atom": read_feed,
}

_SAME_ID = "give it an id of its own; rows of a table without a column `id` get one each, the file and the line"

#: the path that means standard input
STANDARD_INPUT = "-"


def read(paths: Iterable[str | Path], published: str | None = None, words: ReadingWords | None = None) -> Iterator[Article | Fault]:
    """Articles of files, folders (all readable files below, sorted), patterns (`news/*.md`) and `-`, standard input.

    All but .parquet may be packed with gzip (`.csv.gz`). `published` (an ISO day) is used for articles that have no date. The
    second article with the same id is a fault; a file that two of the paths mean (`news` and `news/*.txt`) is read once.
    """
    words = words or reading_words()
    ids = Ids()
    names: set[str] = set()
    for path in paths:
        for found in _sources(str(path)):
            if isinstance(found, Fault):
                yield found
                continue
            name = found[0].name
            if name not in names:
                names.add(name)
                yield from _checked(*found, published, words, ids)


def known_formats() -> str:
    """The endings that can be read, for messages."""
    return ", ".join(sorted(FORMATS)) + ", each also with .gz"


def _checked(source: Source, reader: Reader, published: str | None, words: ReadingWords, ids: Ids) -> Iterator[Article | Fault]:
    """What `reader` gives, with the file that it was in, without second articles of the same id."""
    for one in _whatever(source, reader, published, words):
        if isinstance(one, Article):
            before = ids.before(one.id, source.name)
            if before is not None:
                reason = f"a second article with the id {one.id!r}; the first is in {before}"
                yield Fault(one.id, source.name, reason, _SAME_ID, source.name)
                continue
        yield structs.replace(one, input=source.name)


def _whatever(source: Source, reader: Reader, published: str | None, words: ReadingWords) -> Iterator[Article | Fault]:
    """What `reader` gives; a file that cannot be opened or unpacked is a fault, after what came before."""
    count = 0
    try:
        for one in reader(source, published, words):
            count += isinstance(one, Article)
            yield one
    except (EOFError, zlib.error) as error:
        yield _broken(source, count, f"is packed with gzip and cut off or broken: {error}", "copy or fetch the file again")
    except TooLong as error:
        yield _broken(source, count, str(error), "is it the file you meant? Split it if it is")
    except OSError as error:
        yield _broken(source, count, f"can't be read: {error.strerror or error}", "check that it exists, is whole, and that you may read it")


def _broken(source: Source, count: int, reason: str, hint: str) -> Fault:
    """A fault of a file as a whole, with the place where reading ended if articles were read before."""
    return Fault(source.name, f"{source.name}: after article {count}" if count else source.name, reason, hint)


def _sources(path: str) -> Iterator[tuple[Source, Reader] | Fault]:
    """What one path of the command line stands for."""
    if path == STANDARD_INPUT:
        yield _standard_input()
    elif os.path.isdir(path):
        yield from _folder(path)
    elif os.path.exists(path):
        yield _file(path)
    elif glob.has_magic(path):
        found = sorted(glob.glob(path, recursive=True))
        if not found:
            yield Fault(path, path, "matches no file", "check the pattern; quote it so that the shell leaves it alone")
        for one in found:
            yield from _sources(one)
    else:
        yield Fault(path, path, "does not exist", "check the path")


def _file(path: str) -> tuple[Source, Reader] | Fault:
    reader = _reader(path)
    if reader is None:
        return Fault(path, path, f"has an ending that is not known: {Path(path).suffix or 'none'}", f"dragoman reads {known_formats()}")
    return Source(path, Path(path)), reader


def _reader(path: str) -> Reader | None:
    """The reader for the ending of a name, the one before .gz if it is packed."""
    name = path.lower()
    ending = Path(name.removesuffix(".gz")).suffix
    return FORMATS.get(ending) if not (name.endswith(".gz") and ending == ".parquet") else None


def _folder(path: str) -> Iterator[tuple[Source, Reader] | Fault]:
    """All readable files below, sorted by path; other files are passed over, hidden folders too. A folder that may not be read is a fault."""
    empty = True
    closed: list[OSError] = []
    for folder, below, files in os.walk(path, onerror=closed.append):
        below[:] = sorted(name for name in below if not name.startswith("."))
        for name in sorted(files):
            if _reader(name) and not name.startswith("."):
                empty = False
                yield _file(os.path.join(folder, name))
        yield from _closed(closed)
    failed = bool(closed)
    yield from _closed(closed)
    if empty and not failed:
        yield Fault(path, path, "has no readable files", f"dragoman reads {known_formats()}")


def _closed(errors: list[OSError]) -> Iterator[Fault]:
    """A fault for each folder that could not be listed; `errors` is emptied."""
    for error in errors:
        name = str(error.filename)
        yield Fault(name, name, f"can't be listed: {error.strerror or error}", "check that you may read the folder")
    errors.clear()


def _standard_input() -> tuple[Source, Reader]:
    """Standard input with the reader for what it looks like: lines of JSON, a table, a page, a feed, pages in a WARC, else text or markdown."""
    stream = Source("standard input")
    with stream.open() as opened:
        head = opened.peek()
    return Source("standard input", head=head), FORMATS[kind_of(head)]

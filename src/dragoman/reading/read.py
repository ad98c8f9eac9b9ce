"""Paths come in, articles and faults go out, in the order of the paths. One bad file or line never stops the others.

A format is one line in `FORMATS` and one file beside this.
"""

import glob
import os
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from dragoman.knowledge.shapes_reading import ReadingWords, reading_words
from dragoman.model import Article, Fault
from dragoman.reading.jsonl import read_jsonl
from dragoman.reading.markdown import read_markdown
from dragoman.reading.source import Source
from dragoman.reading.text import read_text

Reader = Callable[[Source, str | None, ReadingWords], Iterator[Article | Fault]]

FORMATS: dict[str, Reader] = {
    ".txt": read_text,
    ".md": read_markdown,
    ".markdown": read_markdown,
    ".jsonl": read_jsonl,
    ".ndjson": read_jsonl,
}

#: the path that means standard input
STANDARD_INPUT = "-"


def read(paths: Iterable[str | Path], published: str | None = None, words: ReadingWords | None = None) -> Iterator[Article | Fault]:
    """Articles of files, folders (all readable files below, sorted), patterns (`news/*.md`) and `-`, standard input.

    `published` (an ISO day) is used for articles that have no date. The second article with the same id is a fault.
    """
    words = words or reading_words()
    seen: dict[str, str] = {}
    for path in paths:
        for found in _sources(str(path)):
            if isinstance(found, Fault):
                yield found
            else:
                yield from _checked(*found, published, words, seen)


def known_formats() -> str:
    """The endings that can be read, for messages."""
    return ", ".join(sorted(FORMATS))


def _checked(source: Source, reader: Reader, published: str | None, words: ReadingWords, seen: dict[str, str]) -> Iterator[Article | Fault]:
    """What `reader` gives, without second articles of the same id; a file that cannot be opened is a fault."""
    try:
        for one in reader(source, published, words):
            if isinstance(one, Article):
                if one.id in seen:
                    yield Fault(one.id, source.name, f"a second article with the id {one.id!r}; the first is in {seen[one.id]}", "give it an id of its own")
                    continue
                seen[one.id] = source.name
            yield one
    except OSError as error:
        yield Fault(source.name, source.name, f"can't be read: {error.strerror or error}", "check that it exists and that you may read it")


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
    reader = FORMATS.get(Path(path).suffix.lower())
    if reader is None:
        return Fault(path, path, f"has an ending that is not known: {Path(path).suffix or 'none'}", f"dragoman reads {known_formats()}")
    return Source(path, Path(path)), reader


def _folder(path: str) -> Iterator[tuple[Source, Reader] | Fault]:
    """All readable files below, sorted by path; other files are passed over, hidden folders too."""
    empty = True
    for folder, below, files in os.walk(path):
        below[:] = sorted(name for name in below if not name.startswith("."))
        for name in sorted(files):
            if Path(name).suffix.lower() in FORMATS and not name.startswith("."):
                empty = False
                yield _file(os.path.join(folder, name))
    if empty:
        yield Fault(path, path, "has no readable files", f"dragoman reads {known_formats()}")


def _standard_input() -> tuple[Source, Reader]:
    """Standard input is lines of JSON if it opens with a brace, else text, perhaps with markdown."""
    stream = Source("standard input")
    with stream.open() as opened:
        first = opened.readline()
        if first.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{"):
            return Source("standard input", head=first), read_jsonl
        return Source("standard input", data=first + opened.read()), read_markdown

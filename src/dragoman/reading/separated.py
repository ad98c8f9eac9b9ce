"""A table of separated values (.csv, .tsv) comes in, an article for each row goes out; rows are read one after the other.

The first line names the columns; commas, semicolons, tabs and bars part them.
"""

import csv
from collections.abc import Iterator, Mapping

from dragoman.knowledge.shapes_reading import ReadingWords
from dragoman.model import Article, Fault
from dragoman.reading.encodings import NotText, decode
from dragoman.reading.record import article_from, columns_of, with_id
from dragoman.reading.source import Source, text_lines

#: the longest value of a row, in characters; a quotation mark that is never closed would else take the whole file
LONGEST = 16_000_000

_DELIMITERS = (",", "\t", ";", "|")
_BROKEN = "check the quotation marks: write the file with a library for CSV"


def read_separated(source: Source, published: str | None, words: ReadingWords) -> Iterator[Article | Fault]:
    """Each row as an article, or a fault that names the line it begins in."""
    csv.field_size_limit(LONGEST)
    lines = _Lines(source)
    try:
        header = next(lines, "")
        delimiter, columns = columns_in(header)
        missing = _missing(columns, source.name) if header.strip() else Fault(source.name, source.name, "is empty", "expected a line with the names of the columns")
        if missing:
            yield missing
            return
        yield from _rows(lines, delimiter, columns, source.name, published, words)
    except NotText as error:
        yield Fault(source.name, f"{source.name}:{lines.number}", str(error), "write the table as text in UTF-8")


def columns_in(header: str) -> tuple[str, list[str]]:
    """What parts the values, and the names of the columns: the delimiter under which most known columns are found. No names if the line is no row."""
    try:
        found = [(delimiter, next(csv.reader([header], delimiter=delimiter), [])) for delimiter in _DELIMITERS]
    except csv.Error:
        return _DELIMITERS[0], []
    return max(found, key=lambda pair: (len(columns_of(pair[1])), len(pair[1])))


class _Lines(Iterator[str]):
    """The lines of a table as text, with their number and with notes on those whose encoding was guessed."""

    def __init__(self, source: Source) -> None:
        self.number = 0
        self._notes: list[str] = []
        self._bytes = text_lines(source, "a table of text")

    def __next__(self) -> str:
        line = next(self._bytes)
        self.number += 1
        text, note = decode(line)
        if note:
            self._notes.append(note)
        return text

    def notes(self) -> tuple[str, ...]:
        """Notes on the lines since the last call."""
        found = tuple(dict.fromkeys(self._notes))
        self._notes.clear()
        return found


def _missing(columns: list[str], name: str) -> Fault | None:
    """A fault if there is no column for texts."""
    if "text" in columns_of(columns):
        return None
    if not columns:
        return Fault(name, f"{name}:1", "has no line with the names of the columns", "its lines must end in a line feed; write the file with a library for CSV")
    return Fault(name, f"{name}:1", "has no column `text`", f"its columns are {', '.join(columns[:10])}; name the one with the texts `text`")


def _rows(lines: _Lines, delimiter: str, columns: list[str], name: str, published: str | None, words: ReadingWords) -> Iterator[Article | Fault]:
    """The articles of the rows below the header."""
    wanted = columns_of(columns)
    rows = csv.reader(lines, delimiter=delimiter, strict=True)
    empty = True
    while True:
        where = f"{name}:{lines.number + 1}"
        try:
            row = next(rows, None)
        except csv.Error as error:
            empty = False
            yield Fault(where, where, f"the row is broken: {error}", _BROKEN)
            continue
        if row is None:
            break
        if row:
            empty = False
            yield _article(row, wanted, len(columns), where, published, words, lines.notes())
    if empty:
        yield Fault(name, name, "has no rows", "expected an article a row below the names of the columns")


def _article(
    row: list[str], wanted: Mapping[str, int], width: int, where: str, published: str | None, words: ReadingWords, notes: tuple[str, ...]
) -> Article | Fault:
    """The article of one row."""
    if len(row) != width:
        return Fault(where, where, f"the row has {len(row)} values where the header has {width}", _BROKEN)
    return article_from(with_id({field: row[at] for field, at in wanted.items()}, where), where, published, words, notes)

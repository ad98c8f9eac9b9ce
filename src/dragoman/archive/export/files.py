"""Events of an archive come in, a file as another data set has it goes out: tab-separated lines, UTF-8, line ends as in Unix."""

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

import pyarrow as pa

from dragoman.archive.export import gdelt, icews, phoenix, polecat
from dragoman.archive.export.pairs import Row
from dragoman.output import written


class Layout(NamedTuple):
    """The columns of a file, whether they stand in its first line, and the rows of an event."""

    columns: tuple[str, ...]
    heading: bool
    records: Callable[[Row], Iterator[list[str]]]


LAYOUTS = {
    name: Layout(one.COLUMNS, one.HEADING, one.records) for name, one in (("polecat", polecat), ("icews", icews), ("phoenix", phoenix), ("gdelt", gdelt))
}


def export(name: str, parts: Iterable[pa.Table], to: Path | None, heading: bool | None = None) -> int:
    """Write events (rows of `events` with their counts) as the file `name` of `LAYOUTS`; how many rows. Raises OSError."""
    layout = LAYOUTS[name]
    count = 0
    with written(to) as stream:
        if layout.heading if heading is None else heading:
            stream.write(_line(layout.columns))
        for part in parts:
            for row in part.to_pylist():
                for record in layout.records(row):
                    stream.write(_line(record))
                    count += 1
    return count


def _line(cells: Iterable[str]) -> bytes:
    return ("\t".join(cells) + "\n").encode()

"""Reports and faults come in, bytes of one format go out, to a file that is whole or not there, or to standard output."""

import csv
import io
import os
import sys
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from errno import ENOTDIR
from pathlib import Path
from typing import IO

from dragoman.model import Fault, Report
from dragoman.records import encode, fault_record, report_record
from dragoman.rows import COLUMNS, csv_rows, plover_records

#: formats for programs, with the endings of files that ask for them
FORMATS = {"jsonl": (".jsonl", ".ndjson"), "plover": (), "csv": (".csv",), "table": (".txt",)}

Format = Callable[[Report | Fault], bytes]


def formatter(name: str, layers: Collection[str] = (), only_actual: bool = False) -> Format:
    """A function from report or fault to bytes; faults have a record in `jsonl` and none in the formats with one event a line."""

    def jsonl(one: Report | Fault) -> bytes:
        return encode(fault_record(one) if isinstance(one, Fault) else report_record(one, layers, only_actual)) + b"\n"

    def plover(one: Report | Fault) -> bytes:
        return b"" if isinstance(one, Fault) else b"".join(encode(record) + b"\n" for record in plover_records(one, only_actual))

    def table(one: Report | Fault) -> bytes:
        return b"" if isinstance(one, Fault) else csv_lines(csv_rows(one, only_actual))

    return {"jsonl": jsonl, "plover": plover, "csv": table}[name]


def heading(name: str) -> bytes:
    """What stands before the first article."""
    return csv_lines([list(COLUMNS)]) if name == "csv" else b""


def csv_lines(rows: list[list[str]]) -> bytes:
    """Rows as comma-separated lines, UTF-8."""
    lines = io.StringIO(newline="")
    csv.writer(lines, lineterminator="\n").writerows(rows)
    return lines.getvalue().encode()


@contextmanager
def written(path: Path | None) -> Iterator[IO[bytes]]:
    """A stream to `path`, which appears when all is written and not before; None is standard output. Raises OSError."""
    if path is None:
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    if not path.parent.is_dir():
        raise NotADirectoryError(ENOTDIR, f"there is no folder {path.parent}", str(path))
    beside = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with beside.open("wb") as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)

"""Paths and a way to write come in, articles are read, coded and written one after the other, and the exit code goes out: what the commands on reports share."""

import os
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from dragoman import output
from dragoman.commands.loading import complain, ending_of
from dragoman.flow import Gate
from dragoman.model import Article, Fault, Report

if TYPE_CHECKING:
    from rich.console import RenderableType

    from dragoman.coder import Coder

Results = Iterable[Report | Fault]

#: articles read ahead of the output, a process
AHEAD = 64

EPILOG = "Exit codes: 0 fine, 1 some articles failed, 2 wrong usage or nothing could be read."

Paths = Annotated[list[str], typer.Argument(metavar="PATH", help="Files (.txt .md .html .jsonl .csv .parquet .warc, feeds, packed or not), folders, patterns, or -.")]
To = Annotated[Path | None, typer.Option("-o", "--output", help="Write to this file; it appears when all is done.")]
Jobs = Annotated[int, typer.Option(min=1, help="Processes. The output is the same whatever their number.")]


class Format(StrEnum):
    """How what was coded is given."""

    TABLE = "table"
    JSONL = "jsonl"
    PLOVER = "plover"
    CSV = "csv"


def run(coder: "Coder", paths: list[str], published: str | None, jobs: int, write: Callable[["Results"], tuple[int, int]], to: Path | None) -> NoReturn:
    """Read and code all, give the results to `write`, and leave with the exit code."""
    gate = Gate(AHEAD * jobs)
    try:
        failed, done = write(gate.leaving(coder.code_many(gate.through(read_articles(paths, published, coder)), jobs=jobs)))
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise typer.Exit(0) from None
    except OSError as error:
        complain(f"{to or 'standard output'} can't be written: {error.strerror or error}", "choose another place with -o")
        raise typer.Exit(2) from None
    finally:
        gate.give_up()
    raise typer.Exit(2 if not done else 1 if failed else 0)


def format_of(asked: Format | None, to: Path | None) -> Format:
    """What was asked for, else what the ending of the file says, else a table for a person and jsonl for a program; exit 2 for an ending that says nothing."""
    if asked:
        return asked
    if to:
        ending = ending_of(to, tuple(ending for endings in output.FORMATS.values() for ending in endings))
        return next((Format(name) for name, endings in output.FORMATS.items() if ending in endings), Format.JSONL)
    return Format.TABLE if sys.stdout.isatty() else Format.JSONL


def read_articles(paths: list[str], published: str | None, coder: "Coder") -> Iterator[Article | Fault]:
    from dragoman.reading import read

    return read(paths, published, coder.knowledge.reading)


def write_all(results: Results, heading: bytes, form: output.Format, to: Path | None) -> tuple[int, int]:
    """Write all results; how many failed and how many were coded. Raises OSError."""
    from dragoman.progress import Progress

    with output.written(to) as stream, closing(Progress()) as progress:

        def give(one: Report | Fault) -> None:
            stream.write(form(one))
            progress.step()

        stream.write(heading)
        return _told(results, give)


def print_tables(results: Results, draw: "Callable[[Report, int], RenderableType]", to: Path | None) -> tuple[int, int]:
    """A table an article; how many failed and how many were coded. Raises OSError."""
    from dragoman import terminal

    with output.written(to) as stream:
        screen = terminal.console(stream if to else None)
        return _told(results, lambda one: None if isinstance(one, Fault) else screen.print(draw(one, screen.width)))


def _told(results: Results, give: Callable[[Report | Fault], None]) -> tuple[int, int]:
    """Give each result, and tell on standard error what failed and what should be known; how many failed and how many were coded."""
    failed = done = 0
    with closing(Notes()) as notes:
        for one in results:
            if isinstance(one, Fault):
                failed += 1
                tell_fault(one)
            else:
                done += 1
                notes.tell(one)
            give(one)
    return failed, done


class Notes:
    """What readers should know of articles that were coded all the same: the first few are told, then their number."""

    MOST = 10

    def __init__(self) -> None:
        self._count = 0

    def tell(self, report: Report) -> None:
        for note in report.article.notes:
            self._count += 1
            if self._count <= self.MOST:
                complain(f"{report.article.id}: note: {note}", "")

    def close(self) -> None:
        if self._count > self.MOST:
            complain(f"{self._count - self.MOST} more notes", "each stands in `errors` of its jsonl record")


def tell_fault(fault: Fault) -> None:
    complain(f"{fault.where}: {fault.reason}", fault.hint)

"""`dragoman events ARCHIVE` and `dragoman quotes ARCHIVE`: an archive and a filter come in, rows go out as a table or for programs."""

import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dragoman.commands.choosing import asking, choosing
from dragoman.commands.loading import Folder, ending_of, no_terminal

if TYPE_CHECKING:
    from dragoman.archive.filters import Filter

EPILOG = "Exit codes: 0 fine (also if nothing fits), 2 wrong usage or no archive."

#: rows on a terminal unless told otherwise
SCREEN = 50


class Format(StrEnum):
    TABLE = "table"
    CSV = "csv"
    JSONL = "jsonl"
    PARQUET = "parquet"
    PLOVER = "plover"


Chosen = Annotated[Format | None, typer.Option("--format", help="On a terminal a table, else jsonl or what the ending of -o says.")]
Output = Annotated[Path | None, typer.Option("-o", "--output", help="Write to this file; it appears when all is done.")]
Limit = Annotated[int | None, typer.Option(min=1, help="So many, the newest; a table shows 50 unless told otherwise.")]


@choosing()
def events(archive: Folder, wanted: "Filter", format: Chosen = None, to: Output = None, limit: Limit = None) -> None:
    """List events of an archive, the newest first, each with how many reports, sources and independent texts tell it."""
    listed("events", archive, wanted, format, to, limit)


def listed(table: str, archive: Path, wanted: "Filter", format: Format | None, to: Path | None, limit: int | None = None) -> None:
    """Write the rows of a table that the filter wants."""
    chosen = format or _from_ending(to)
    if chosen is Format.PLOVER and table != "events":
        raise typer.BadParameter("only events are told in PLOVER's format", param_hint="--format")
    if chosen is Format.PARQUET:
        no_terminal(to)
    with asking(archive, wanted.text) as asked:
        from dragoman.archive import listing, query

        if chosen is Format.TABLE:
            from dragoman import terminal
            from dragoman.output import written

            page = query.page(asked, table, wanted, limit or SCREEN)
            with written(to) as stream:
                screen = terminal.console(stream if to else None)
                screen.print(listing.shown(table, page.rows))
                screen.print(f"{page.rows.num_rows} of {query.count(asked, wanted, table)} {table}")
        else:
            parts = query.all_rows(asked, table, wanted) if limit is None else [query.page(asked, table, wanted, limit).rows]
            listing.write(chosen.value, table, parts, to)


def _from_ending(to: Path | None) -> Format:
    from dragoman.archive.listing import FORMATS

    if to is None:
        return Format.TABLE if sys.stdout.isatty() else Format.JSONL
    ending = ending_of(to, tuple(ending for endings in FORMATS.values() for ending in endings))
    return next((Format(name) for name, endings in FORMATS.items() if ending in endings), Format.JSONL)

"""`dragoman timeline ARCHIVE` and `dragoman network ARCHIVE`: an archive and a filter come in, a table, rows for programs, or a picture go out."""

import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dragoman.commands.choosing import asking, choosing
from dragoman.commands.loading import Folder, complain, ending_of, no_terminal

if TYPE_CHECKING:
    import pyarrow as pa

    from dragoman.archive.filters import Filter

#: endings of files, with the format they ask for
TABLES = {".csv": "csv", ".jsonl": "jsonl", ".ndjson": "jsonl", ".parquet": "parquet", ".txt": "table"}
PICTURES = (".png", ".svg", ".html")

EPILOG = "Exit codes: 0 fine (also if nothing fits), 2 wrong usage or no archive."
Output = Annotated[
    Path | None, typer.Option("-o", "--output", help="Write to this file: .csv, .jsonl, .parquet, or a picture, .png, .svg, .html (network: .graphml too).")
]
Happenings = Annotated[bool, typer.Option("--happenings", help="Count what several articles tell once.")]


class By(StrEnum):
    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"


class Per(StrEnum):
    ALL = "all"
    ACTOR = "actor"
    RECIPIENT = "recipient"
    DYAD = "dyad"
    COUNTRY = "country"
    CATEGORY = "category"
    SOURCE = "source"


class Value(StrEnum):
    COUNT = "count"
    SCORE = "score"


class Of(StrEnum):
    COUNTRY = "country"
    SECTOR = "sector"
    NAME = "name"


class Form(StrEnum):
    TABLE = "table"
    CSV = "csv"
    JSONL = "jsonl"
    PARQUET = "parquet"
    GRAPHML = "graphml"


Chosen = Annotated[Form | None, typer.Option("--format", help="On a terminal a table, else jsonl or what the ending of -o says.")]


@choosing()
def timeline(
    archive: Folder,
    wanted: "Filter",
    by: Annotated[By, typer.Option(help="Step of time. Events dated less exactly are left out.")] = By.MONTH,
    per: Annotated[Per, typer.Option(help="A line for all, or for each of these.")] = Per.ALL,
    value: Annotated[Value, typer.Option(help="What a picture shows.")] = Value.COUNT,
    happenings: Happenings = False,
    format: Chosen = None,
    to: Output = None,
) -> None:
    """Count events by day, week, month, quarter or year, with their mean score: of all that the options choose, or of each party, dyad, country."""
    ending = ending_of(to, (*TABLES, *PICTURES)) if format is None else ""
    with asking(archive, wanted.text) as asked:
        from dragoman.archive import timeline as lines

        rows = lines.timeline(asked, wanted, by.value, per.value, happenings)
        if ending in PICTURES:
            from dragoman.archive.pictures import timeline_picture

            what = "mean score" if value is Value.SCORE else "happenings" if happenings else "events"
            _put(timeline_picture(rows, f"{_title(wanted)}: {what} by {by.value}", ending, value.value), to)
        else:
            _rows(rows, format, to)
        undated, coarse = lines.left_out(asked, wanted, by.value)
    if undated or coarse:
        complain(f"left out: {undated} events without a date and {coarse} dated less exactly than the {by.value}", "`dragoman events` lists them")


@choosing()
def network(
    archive: Folder,
    wanted: "Filter",
    of: Annotated[Of, typer.Option(help="What the parties are: countries, countries with sectors, or names.")] = Of.COUNTRY,
    most: Annotated[int, typer.Option(min=1, help="So many pairs, those with most events.")] = 200,
    happenings: Happenings = False,
    format: Chosen = None,
    to: Output = None,
) -> None:
    """Tell who acts on whom: each pair of parties with events, cooperation, conflict and mean score; as GraphML for other programs, or a picture."""
    ending = ending_of(to, (*TABLES, *PICTURES, ".graphml")) if format is None else ""
    with asking(archive, wanted.text) as asked:
        from dragoman.archive import network as pairs

        found = pairs.network(asked, wanted, of.value, most, happenings)
        if format is Form.GRAPHML or ending == ".graphml":
            _put(pairs.graphml(found), to)
        elif ending in PICTURES:
            from dragoman.archive.pictures import network_picture

            _put(network_picture(found, f"{_title(wanted)}: who acts on whom", ending), to)
        else:
            _rows(found.edges, format, to)


def _title(wanted: "Filter") -> str:
    """What a filter wants, in a line."""
    from dragoman.archive.filters import parameters

    return ", ".join(f"{name} {value}" for name, value in parameters(wanted)) or "all events"


def _put(made: bytes, to: Path | None) -> None:
    from dragoman.output import written

    with written(to) as stream:
        stream.write(made)


def _rows(rows: "pa.Table", format: Form | None, to: Path | None) -> None:
    """A plain table in the format that was asked for, or that the ending of the file says."""
    from dragoman.archive import plain

    if format is Form.GRAPHML:
        raise typer.BadParameter("only a network is told as graphml", param_hint="--format")
    chosen = format or (Form.TABLE if to is None and sys.stdout.isatty() else None)
    name = chosen.value if chosen else TABLES.get(to.suffix.lower() if to else "", "jsonl")
    if name == "parquet":
        no_terminal(to)
    if name != "table":
        _put(plain.encoded(rows, name), to)
        return
    from dragoman import terminal
    from dragoman.output import written

    with written(to) as stream:
        terminal.console(stream if to else None).print(plain.shown(rows))

"""`dragoman positions`: articles or an archive come in, the ledger of positions goes out as a table, for programs, or as a picture."""

import sys
from collections.abc import Iterable, Iterator
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dragoman.commands.choosing import asking, is_archive
from dragoman.commands.loading import Knowledge, Model, Published, check_day, complain, end_of, ending_of, load_coder, no_terminal

if TYPE_CHECKING:
    import pyarrow as pa
    from rich.console import RenderableType

    from dragoman.archive.ledger import Choice, Stand
    from dragoman.records import Json

EPILOG = "Exit codes: 0 fine (also if nothing fits), 1 some articles failed, 2 wrong usage or nothing could be read."

PICTURES = (".svg", ".png", ".html")

#: endings of files, with the format they ask for
TABLES = {".csv": "csv", ".jsonl": "jsonl", ".ndjson": "jsonl", ".parquet": "parquet", ".txt": "table"}

#: columns of csv, jsonl and parquet
COLUMNS = (
    "date", "side", "party", "code", "stance", "issue", "kind", "conflict", "toward", "hearers", "speaker", "conditions", "before", "contradicts", "text", "about",
    "articles", "because",
)  # fmt: skip
LISTS = ("toward", "hearers", "conditions", "articles", "because")


class Form(StrEnum):
    TABLE = "table"
    CSV = "csv"
    JSONL = "jsonl"
    PARQUET = "parquet"


Paths = Annotated[list[str], typer.Argument(metavar="PATH", help="The folder of an archive; or articles: files, folders, patterns, - for standard input.")]


def positions(
    paths: Paths,
    issue: Annotated[list[str] | None, typer.Option(help="Only this issue: a kind (mediation), a key or its beginning (mediation:CHN), or a conflict (UKR).")] = None,
    party: Annotated[list[str] | None, typer.Option(help="Only this party: a code (RUS), a side (hamas) or a part of a name.")] = None,
    since: Annotated[str | None, typer.Option(metavar="DATE", help="Taken on this day or later.")] = None,
    until: Annotated[str | None, typer.Option(metavar="DATE", help="Taken on this day or before.")] = None,
    at: Annotated[str | None, typer.Option(metavar="DATE", help="Where each party stood on this day: what it said last.")] = None,
    changes: Annotated[bool, typer.Option("--changes", help="Only changes: what was said before and after.")] = False,
    format: Annotated[Form | None, typer.Option(help="On a terminal a table, else jsonl or what the ending of -o says.")] = None,
    to: Annotated[Path | None, typer.Option("-o", "--output", help="Write to this file: .csv, .jsonl, .parquet, or a picture, .svg, .png, .html.")] = None,
    published: Published = None,
    model: Model = None,
    knowledge: Knowledge = None,
    jobs: Annotated[int, typer.Option(min=1, help="Processes. The output is the same whatever their number.")] = 1,
) -> None:
    """Show who stands where on which issue, since when, in whose words, and how it changed."""
    from dragoman.archive.ledger import Choice, ledger, of_archive

    for option, day in (("--since", since), ("--until", until), ("--at", at), ("--published", published)):
        check_day(day, option)
    if format is Form.PARQUET:
        no_terminal(to)
    ending = ending_of(to, (*TABLES, *PICTURES)) if format is None else ""
    choice = Choice(tuple(issue or ()), tuple(party or ()), since, until)
    failed = done = 0
    if len(paths) == 1 and is_archive(paths[0]):
        with asking(Path(paths[0])) as asked:
            held = ledger(of_archive(asked, choice))
    else:
        told: list[Stand] = []
        failed, done = _of_articles(paths, choice, told, published, model, knowledge, jobs)
        held = ledger(told)
        if not done:
            raise typer.Exit(2)
    try:
        _give(held, at, changes, format, to, ending, ", ".join((*choice.issue, *choice.party)) or "all issues")
    except BrokenPipeError:
        sys.stderr.close()
        raise typer.Exit(0) from None
    except OSError as error:
        end_of(error)
    raise typer.Exit(1 if failed else 0)


def _of_articles(
    paths: list[str], choice: "Choice", told: "list[Stand]", published: str | None, model: str | None, knowledge: list[Path] | None, jobs: int
) -> tuple[int, int]:
    """Add what the articles tell; how many failed and how many were coded."""
    from dragoman.archive.ledger import of_report
    from dragoman.model import Fault
    from dragoman.reading import read

    coder = load_coder(model, knowledge)
    failed = done = 0
    for one in coder.code_many(read(paths, published, coder.knowledge.reading), jobs=jobs):
        if isinstance(one, Fault):
            failed += 1
            complain(f"{one.where}: {one.reason}", one.hint)
        else:
            done += 1
            told.extend(of_report(one, choice))
    return failed, done


def _give(held: "tuple[Stand, ...]", at: str | None, changes: bool, format: Form | None, to: Path | None, ending: str, title: str) -> None:
    from dragoman.output import written

    if ending in PICTURES:
        from dragoman.archive.lanes import lanes_picture
        from dragoman.archive.ledger import at as standing

        made = lanes_picture(standing(held, at) if at else held, f"Positions: {title}", ending)
        with written(to) as stream:
            stream.write(made)
        return
    rows = list(_rows(held, at, changes))
    chosen = format or (Form.TABLE if to is None and sys.stdout.isatty() else Form(TABLES.get(ending, "jsonl")))
    with written(to) as stream:
        if chosen is Form.TABLE:
            from dragoman import terminal

            terminal.console(stream if to else None).print(_table(rows))
        else:
            stream.write(_lines(rows, chosen))


def _rows(held: "tuple[Stand, ...]", at: str | None, changes: bool) -> "Iterator[tuple[Stand, str, str]]":
    """Each stand with what the party said before, if it changed, and what it says besides on the same day that leans another way."""
    from dragoman.archive import ledger

    before = {id(stand): change for change in ledger.changes(held) for stand in change.after}
    against = {id(stand): stands for stands in ledger.contradictions(held) for stand in stands}
    for stand in ledger.at(held, at) if at else held:
        change = before.get(id(stand))
        if changes and change is None:
            continue
        others = [one for one in against.get(id(stand), ()) if ledger.LEANING[one.stance] != ledger.LEANING[stand.stance]]
        yield stand, _said(change.before) if change else "", _said(others)


def _said(stands: "Iterable[Stand]") -> str:
    """What was said, in a line: the stance, who said it, when and in which words."""
    return "; ".join(f"{one.stance} ({', '.join(filter(None, (one.speaker, one.date)))}): {one.text}" for one in stands)


def _lines(rows: "list[tuple[Stand, str, str]]", form: Form) -> bytes:
    from dragoman.output import csv_lines
    from dragoman.records import encode

    records = [
        {name: before if name == "before" else against if name == "contradicts" else getattr(stand, name) for name in COLUMNS} for stand, before, against in rows
    ]
    if form is Form.PARQUET:
        from dragoman.archive import plain

        return plain.encoded(_columns(records), "parquet")
    if form is Form.JSONL:
        return b"".join(encode(record) + b"\n" for record in records)
    cells = [[";".join(value) if isinstance(value, tuple) else str(value) for value in record.values()] for record in records]
    return csv_lines([list(COLUMNS), *cells])


def _columns(records: "list[Json]") -> "pa.Table":
    """The rows with the types that an archive's tables have: days as days, lists as lists."""
    import pyarrow as pa

    from dragoman.archive.tables import DAY, TEXT, TEXTS

    schema = pa.schema([(name, DAY if name == "date" else TEXTS if name in LISTS else TEXT) for name in COLUMNS])
    dated = [record | {"date": date.fromisoformat(record["date"]) if record["date"] else None} for record in records]
    return pa.Table.from_pylist(dated, schema)


def _table(rows: "list[tuple[Stand, str, str]]") -> "RenderableType":
    """The ledger for a person, issue by issue; changes and contradictions below their row."""
    from itertools import groupby

    from rich.console import Group
    from rich.table import Table
    from rich.text import Text

    parts: list[RenderableType] = []
    for issue, of_issue in groupby(rows, key=lambda row: row[0].issue):
        grid = Table(box=None, pad_edge=False, padding=(0, 1), header_style="dim")
        for name, most in (("date", 10), ("party", 22), ("stance", 12), ("toward", 10), ("who says so", 22), ("words", None)):
            grid.add_column(name, max_width=most, overflow="fold")
        for stand, before, against in of_issue:
            words = Text(stand.text)
            for mark, told, style in (("if", "; ".join(stand.conditions), "cyan"), ("before", before, "yellow"), ("but", against, "red")):
                if told:
                    words.append(f"\n{mark}: {told}", style=style)
            grid.add_row(stand.date or "-", stand.side if stand.side.isupper() else stand.party, stand.stance, ",".join(stand.toward) or "-", stand.speaker or "-", words)
        parts += [Text(issue.rstrip(":"), style="bold"), grid, Text("")]
    return Group(*parts) if parts else Text("no positions")

"""The command `dragoman quotes`: reports or the folder of an archive in, who said, thought or wanted what out, one quotation a row."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from dragoman.commands import listing
from dragoman.commands.choosing import filter_from, is_archive
from dragoman.commands.loading import Knowledge, Model, Published, check_day, load_coder
from dragoman.commands.running import Format, Jobs, Paths, Results, To, format_of, print_tables, run, write_all


class Listing(StrEnum):
    """How quotations are given."""

    TABLE = "table"
    CSV = "csv"
    JSONL = "jsonl"
    PARQUET = "parquet"


def quotes(
    paths: Paths,
    speaker: Annotated[str | None, typer.Option(help="Only what this one says: a name, words of the text, or a code such as RUS.")] = None,
    about: Annotated[str | None, typer.Option(help="Only what names this: words, or an actor's name or code.")] = None,
    since: Annotated[str | None, typer.Option(help="Of an archive: published on this day or later.")] = None,
    until: Annotated[str | None, typer.Option(help="Of an archive: published on this day or before.")] = None,
    source: Annotated[list[str] | None, typer.Option(help="Of an archive: published by this one; may be given again.")] = None,
    format: Annotated[Listing | None, typer.Option(help="On a terminal a table, else jsonl or what the ending of -o says.")] = None,
    to: To = None,
    published: Published = None,
    model: Model = None,
    knowledge: Knowledge = None,
    jobs: Jobs = 1,
) -> None:
    """List who said, thought or wanted what, one quotation a row: of articles, or of the folder of an archive."""
    if len(paths) == 1 and is_archive(paths[0]):
        given = {"speaker": speaker, "text": about, "since": since, "until": until, "source": source}
        listing.listed("quotations", Path(paths[0]), filter_from(given), listing.Format(format) if format else None, to)
        return
    if since or until or source:
        raise typer.BadParameter("they choose rows of an archive; these are articles", param_hint="--since, --until, --source")
    if format is Listing.PARQUET:
        raise typer.BadParameter("parquet is written of an archive only", param_hint="--format")
    chosen = format_of(Format(format) if format else None, to)

    def write(results: Results) -> tuple[int, int]:
        from dragoman import said

        if chosen is Format.TABLE:
            return print_tables(results, lambda one, _: said.table(one, said.said(one, speaker, about)), to)
        return write_all(results, said.heading(chosen), said.formatter(chosen, speaker, about), to)

    check_day(published)
    run(load_coder(model, knowledge), paths, published, jobs, write, to)

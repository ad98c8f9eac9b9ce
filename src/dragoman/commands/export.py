"""`dragoman export ARCHIVE --to polecat`: events of an archive as a file of another data set."""

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import msgspec
import typer

from dragoman.commands.choosing import asking, choosing
from dragoman.commands.loading import Folder

if TYPE_CHECKING:
    from dragoman.archive.filters import Filter

EPILOG = "Exit codes: 0 fine (also if nothing fits), 2 wrong usage or no archive."


class To(StrEnum):
    POLECAT = "polecat"
    ICEWS = "icews"
    PHOENIX = "phoenix"
    GDELT = "gdelt"


@choosing()
def export(
    archive: Folder,
    wanted: "Filter",
    to: Annotated[To, typer.Option("--to", help="Whose columns: POLECAT, ICEWS, Phoenix (PETRARCH) or GDELT 2.0 events.")],
    output: Annotated[Path | None, typer.Option("-o", "--output", help="Write to this file; it appears when all is done.")] = None,
    heading: Annotated[bool | None, typer.Option(help="A first line with the names of the columns; else as those files have it.")] = None,
) -> None:
    """Write events with the columns of another data set. Only what is told as having happened, unless --status says otherwise: those files know no other."""
    chosen = wanted if wanted.status else msgspec.structs.replace(wanted, status=("happened",))
    with asking(archive, wanted.text) as asked:
        from dragoman.archive import query
        from dragoman.archive.export.files import export as write

        count = write(to.value, query.all_rows(asked, "events", chosen), output, heading)
        typer.echo(f"{count} rows of {query.count(asked, chosen)} events ({query.count(asked, wanted)} with those not told as happened)", err=True)

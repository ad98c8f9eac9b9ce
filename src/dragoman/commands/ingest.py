"""`dragoman ingest ARCHIVE PATH…`: articles come in, an archive has them coded, each once."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dragoman.commands.loading import Folder, Knowledge, Model, Published, check_day, end, load_coder

if TYPE_CHECKING:
    from dragoman.archive.batches import Counts

EPILOG = "Exit codes: 0 fine, 1 some articles failed (see the table errors), 2 wrong usage, nothing could be read, or the archive can't be written."


def ingest(
    archive: Folder,
    paths: Annotated[list[str], typer.Argument(metavar="PATH", help="Files, folders, patterns, or - for standard input.")],
    published: Published = None,
    model: Model = None,
    knowledge: Knowledge = None,
    jobs: Annotated[int, typer.Option(min=1, help="Processes. The archive is the same whatever their number.")] = 1,
    batch: Annotated[int, typer.Option(metavar="ARTICLES", min=1, help="Articles that go in at once: what is lost, at most, when the run is killed.")] = 512,
    link: Annotated[bool, typer.Option(help="Look for copies and for happenings that several articles tell when all is coded.")] = True,
) -> None:
    """Code articles and keep them in an archive, a folder of Delta Lake tables. What is there already is passed over; stopped at any moment, it goes on."""
    check_day(published)
    from dragoman.archive.course import Course, size_of
    from dragoman.archive.ingest import ingest as fill
    from dragoman.archive.store import ArchiveError, make_archive
    from dragoman.reading import read
    from dragoman.reading.read import FORMATS

    try:
        made = make_archive(archive)
        coder = load_coder(model, knowledge)
        with Course(size_of(paths, FORMATS), by_bytes=True) as course:
            counts = fill(made, read(paths, published, coder.knowledge.reading), coder, jobs=jobs, batch=batch, tell=course.tell)
        links = linked(archive) if link else ""
    except (ArchiveError, OSError) as error:
        end(str(error))
    typer.echo(summary(counts) + links)
    raise typer.Exit(2 if not (counts.added or counts.replaced or counts.skipped) else 1 if counts.failed else 0)


def linked(archive: Path) -> str:
    """Bring up to date what is made from the tables: copies, happenings, the index of words; what they hold now. Raises ArchiveError, OSError."""
    from sqlite3 import OperationalError

    from dragoman.archive import copies, happenings, search

    copied, told = copies.update(archive), happenings.update(archive)
    try:
        search.update(archive)
    except OperationalError as error:
        raise OSError(f"the index of words ({search.FILE}) can't be written: {error}") from error
    return f"; {copied.copies - copied.groups} articles are copies of others, {told.happenings} happenings are told by several articles"


def summary(counts: "Counts") -> str:
    """What a run did, in one line."""
    parts = [
        f"{counts.added} articles added",
        f"{counts.replaced} replaced" if counts.replaced else "",
        f"{counts.skipped} there already" if counts.skipped else "",
        f"{counts.events} events",
        f"{counts.failed} errors" if counts.failed else "",
    ]
    return ", ".join(filter(None, parts))

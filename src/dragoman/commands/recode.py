"""`dragoman recode ARCHIVE`: articles that another version or other knowledge coded are coded anew."""

from typing import Annotated

import typer

from dragoman.commands.ingest import linked, summary
from dragoman.commands.loading import Folder, Knowledge, Model, end, load_coder, opened

EPILOG = "Exit codes: 0 fine, 1 some articles failed (they keep their rows, see the table errors), 2 wrong usage or the archive can't be written."


def recode(
    archive: Folder,
    model: Model = None,
    knowledge: Knowledge = None,
    jobs: Annotated[int, typer.Option(min=1, help="Processes. The archive is the same whatever their number.")] = 1,
) -> None:
    """Code anew the articles of an archive that another version of dragoman or other knowledge coded, only those. Stopped at any moment, it goes on."""
    found = opened(archive)
    coder = load_coder(model, knowledge)
    from dragoman.archive.course import Course
    from dragoman.archive.ingest import coding
    from dragoman.archive.recode import count_outdated
    from dragoman.archive.recode import recode as renew
    from dragoman.archive.store import ArchiveError

    try:
        total = count_outdated(found.snapshot(), coding(coder))
        with Course(total) as course:
            counts = renew(found, coder, jobs=jobs, tell=course.tell)
        links = linked(archive) if total else ""
    except (ArchiveError, OSError) as error:
        end(str(error))
    typer.echo(summary(counts) + links if total else "every article was coded by this version and this knowledge")
    raise typer.Exit(1 if counts.failed else 0)

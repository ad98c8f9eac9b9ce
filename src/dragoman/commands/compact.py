"""`dragoman compact ARCHIVE`: small files are joined, files that hold nothing any more are removed."""

from typing import Annotated

import typer

from dragoman.commands.loading import Folder, end, opened

EPILOG = "Exit codes: 0 fine, 2 wrong usage or the archive can't be written."


def compact(
    archive: Folder,
    keep: Annotated[int, typer.Option(metavar="HOURS", min=0, help="Keep files that hold nothing any more for so long, for readers that are at work.")] = 24,
) -> None:
    """Join the small files of an archive and remove those that nobody reads any more: it is read faster and takes less room."""
    from dragoman.archive.compact import compact as tidy
    from dragoman.archive.store import ArchiveError

    try:
        done = tidy(opened(archive), keep_hours=keep)
    except ArchiveError as error:
        end(str(error))
    typer.echo(f"{done.before} files became {done.after}, {done.removed} old ones removed, {done.freed / 1e6:.1f} MB freed")

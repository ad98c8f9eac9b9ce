"""An archive of many small files comes in, the same rows in few large ones go out; readers that are at work keep what they read."""

from dataclasses import dataclass

from deltalake import DeltaTable
from deltalake.exceptions import DeltaError

from dragoman.archive.store import WRITTEN, Archive, ArchiveError, Step

#: bytes of a file that is not joined with others any more
LARGE = 128 * 1024 * 1024

#: hours for which files that hold no rows any more are kept for readers that opened the archive before
KEPT = 24


@dataclass
class Tidied:
    """How many data files the archive had and has, and bytes of files that were removed."""

    before: int = 0
    after: int = 0
    removed: int = 0
    freed: int = 0


def compact(archive: Archive, *, keep_hours: int = KEPT) -> Tidied:
    """Join small files and remove those that nobody reads any more. Raises ArchiveError if the archive can't be written.

    Files go only when they have been out of use for `keep_hours`; a reader that takes longer must open the archive again.
    """
    done = Tidied()
    try:
        with archive.writing() as step:
            for table in step.versions:
                _join(step, table, done)
        with archive.writing() as step:
            for table in step.versions:
                _sweep(step, table, keep_hours, done)
    except (OSError, DeltaError) as error:
        raise ArchiveError(f"{archive.path} can't be compacted: {error}; nothing is lost: make room and run the same again") from error
    return done


def _join(step: Step, table: str, done: Tidied) -> None:
    delta = DeltaTable(step.path / table)
    done.before += len(delta.file_uris())
    if len(delta.file_uris()) > 1:
        delta.optimize.compact(target_size=LARGE, max_concurrent_tasks=1, writer_properties=WRITTEN)
        step.changed(table)
    done.after += len(DeltaTable(step.path / table).file_uris())


def _sweep(step: Step, table: str, keep_hours: int, done: Tidied) -> None:
    """Remove files out of use and traces of writers that were killed; the log of a table is shortened to a checkpoint."""
    delta = DeltaTable(step.path / table)
    delta.create_checkpoint()
    sizes = {path.name: path.stat().st_size for path in (step.path / table).glob("*.parquet")}
    gone = delta.vacuum(retention_hours=keep_hours, dry_run=False, enforce_retention_duration=False, full=True)
    step.changed(table)
    swept = [sizes[name] for name in (path.rsplit("/", 1)[-1] for path in gone) if name in sizes]
    done.removed += len(swept)
    done.freed += sum(swept)

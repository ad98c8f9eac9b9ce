"""An archive and a coder come in, articles that another version or other knowledge coded are coded anew; the others are left alone.

Killed at any moment, each article has its old rows or its new ones, and the next run goes on with those that are left.
"""

from collections.abc import Iterator

import pyarrow.compute as pc
from deltalake.exceptions import DeltaError

from dragoman.archive.batches import ARTICLES, Counts, Filler
from dragoman.archive.contents import article_of_row
from dragoman.archive.ingest import Tell, coded, coding, quiet
from dragoman.archive.known import Known
from dragoman.archive.store import Archive, ArchiveError, Snapshot
from dragoman.coder import Coder, ProcessLost
from dragoman.model import Article, Fault

#: columns from which an article is made again
READ = ["id", "text", "blocks", "markup", "title", "byline", "published", "url", "source", "language", "notes", "input"]

#: articles read at once
AT_ONCE = 256


def recode(archive: Archive, coder: Coder, *, jobs: int = 1, batch: int = ARTICLES, tell: Tell = quiet) -> Counts:
    """Code anew what is out of date, `batch` articles at a time. An article that can't be coded any more keeps its rows, and errors say why.

    Raises ArchiveError if the archive can't be written.
    """
    snapshot = archive.snapshot()
    known = Known()
    known.catch_up(snapshot)
    filler = Filler(archive, known, again=True, size=batch)
    by = coding(coder)
    try:
        for one in coded(coder, outdated(snapshot, by), jobs):
            filler.add(one, by if isinstance(one, Fault) else {})
            tell(one)
        filler.flush()
    except (OSError, DeltaError) as error:
        raise ArchiveError(f"{archive.path} can't be written: {error}; what is there is whole: make room and run the same again") from error
    except ProcessLost as error:
        raise ArchiveError(f"{error}; what is in {archive.path} is whole: run the same again") from error
    return filler.counts


def count_outdated(snapshot: Snapshot, by: dict[str, str]) -> int:
    """How many articles another version or other knowledge coded."""
    return int(snapshot.dataset("articles").count_rows(filter=_other(by)))


def outdated(snapshot: Snapshot, by: dict[str, str]) -> Iterator[Article]:
    """Those articles, file by file, so that a batch replaces rows of few files."""
    for batch in snapshot.dataset("articles").to_batches(columns=READ, filter=_other(by), batch_size=AT_ONCE, batch_readahead=1, fragment_readahead=1):
        for row in batch.to_pylist():
            yield article_of_row(row)


def _other(by: dict[str, str]) -> pc.Expression:
    return (pc.field("coder") != by["coder"]) | (pc.field("knowledge") != by["knowledge"])

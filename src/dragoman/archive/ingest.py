"""Articles and faults come in, an archive has them all coded, each once; what it has already is passed over.

Killed at any moment, what is in the archive is whole, and the next run goes on after the last batch.
"""

from collections.abc import Callable, Iterable, Iterator

from deltalake.exceptions import DeltaError

from dragoman import __version__
from dragoman.archive.batches import ARTICLES, Counts, Filler
from dragoman.archive.contents import rows_of
from dragoman.archive.known import Known
from dragoman.archive.store import Archive, ArchiveError
from dragoman.coder import Coder, ProcessLost
from dragoman.flow import Gate
from dragoman.model import Article, Fault, Report

#: articles read ahead of the writing, a process
AHEAD = 64

#: is called with what has been dealt with: an article passed over, a report that was taken in, a fault
Tell = Callable[[Article | Report | Fault], None]


def quiet(one: Article | Report | Fault) -> None:
    """Tell nobody."""


def ingest(archive: Archive, articles: Iterable[Article | Fault], coder: Coder, *, jobs: int = 1, batch: int = ARTICLES, tell: Tell = quiet) -> Counts:
    """Code what the archive does not have and put it there, `batch` articles at a time. An article with a known id and another text takes the place of the old one.

    Raises ArchiveError, which says what to try, if the archive can't be written; what was written before stays.
    """
    known = Known()
    known.catch_up(archive.snapshot())
    filler = Filler(archive, known, size=batch)
    passing = _Passing(known, tell)
    try:
        for one in coded(coder, passing.through(articles), jobs):
            failed_in_coding = isinstance(one, Fault) and not passing.read(one)
            filler.add(one, coding(coder) if failed_in_coding else {})
            tell(one)
        filler.flush()
        filler.forget(known.outdated(passing.met, passing.files))
    except (OSError, DeltaError) as error:
        raise ArchiveError(f"{archive.path} can't be written: {error}; what is there is whole: make room and run the same again") from error
    except ProcessLost as error:
        raise ArchiveError(f"{error}; what is in {archive.path} is whole: run the same again") from error
    filler.counts.skipped += passing.passed
    return filler.counts


def coded(coder: Coder, articles: Iterable[Article | Fault], jobs: int) -> Iterator[Report | Fault]:
    """Reports in the order of `articles`, which are read only a little ahead."""
    gate = Gate(AHEAD * jobs)
    yield from gate.leaving(coder.code_many(gate.through(articles), jobs=jobs))


def coding(coder: Coder) -> dict[str, str]:
    """What tells of every row by what it was coded."""
    return {"coder": f"dragoman {__version__}", "knowledge": coder.knowledge.hash}


class _Passing:
    """What goes on to the coder: articles that the archive does not have, and faults. Runs in the thread that feeds the processes."""

    def __init__(self, known: Known, tell: Tell) -> None:
        self.known, self.tell = known, tell
        self.passed = 0
        self.met: set[str] = set()
        self.files: set[str] = set()
        self._suspect = known.files_with_errors()

    def through(self, articles: Iterable[Article | Fault]) -> Iterator[Article | Fault]:
        for one in articles:
            if one.input in self._suspect and one.input is not None:
                self.files.add(one.input)
            checked = _writable(one)
            if isinstance(checked, Fault):
                self.met.add(_error_id(checked))
            elif self.known.has(checked):
                self.passed += 1
                self.tell(checked)
                continue
            yield checked

    def read(self, fault: Fault) -> bool:
        """Whether the fault came up in reading."""
        return _error_id(fault) in self.met


def _error_id(fault: Fault) -> str:
    return str(rows_of(fault)["errors"][0]["id"])


def _writable(one: Article | Fault) -> Article | Fault:
    """The article, or a fault if it has half characters that no file can hold."""
    if isinstance(one, Article):
        try:
            "".join(part for part in (one.id, one.text, one.title, one.byline, one.url, one.source, one.language) if part).encode()
        except UnicodeEncodeError as error:
            where = ascii(one.id)[1:-1]
            return Fault(where, one.input or where, f"has half a character (a lone surrogate): {error.reason}", "write the file as UTF-8", one.input)
    return one

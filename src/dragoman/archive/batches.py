"""Reports and faults come in one by one, batches of them go into the archive, each in one step. The same input gives the same batches."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import pyarrow as pa

from dragoman.archive.contents import Row, arrow, digest, rows_of
from dragoman.archive.known import Known, shortened
from dragoman.archive.store import Archive, Step
from dragoman.archive.tables import CODED
from dragoman.model import Fault, Report

#: new articles and errors in one batch, and characters of text after which a batch is closed early
ARTICLES, CHARACTERS = 512, 8_000_000

#: articles whose rows are held as Python objects before they become Arrow
FOLDED = 32


@dataclass
class Counts:
    """What became of the articles of a run."""

    added: int = 0
    replaced: int = 0
    skipped: int = 0
    failed: int = 0
    events: int = 0


@dataclass
class Batch:
    """Rows that wait for their step: Arrow tables, and the last few still as Python objects."""

    rows: dict[str, list[Row]] = field(default_factory=lambda: {table: [] for table in CODED})
    folded: dict[str, list[pa.Table]] = field(default_factory=lambda: {table: [] for table in CODED})
    prints: dict[str, str] = field(default_factory=dict)
    errors: set[str] = field(default_factory=set)
    characters: int = 0

    def take(self, rows: dict[str, list[Row]]) -> None:
        for table, found in rows.items():
            self.rows[table] += found
        if len(self.rows["articles"]) >= FOLDED:
            self.fold()

    def fold(self) -> None:
        for table, found in self.rows.items():
            if found:
                self.folded[table].append(arrow(table, found))
                found.clear()

    def full(self, size: int) -> bool:
        return len(self.prints) + len(self.errors) >= size or self.characters >= CHARACTERS

    def table(self, table: str) -> pa.Table:
        self.fold()
        return pa.concat_tables([CODED[table].empty_table(), *self.folded[table]])


class Filler:
    """Puts reports into an archive. `again` is for articles that are there and are coded anew; without it such are left as they are."""

    def __init__(self, archive: Archive, known: Known, *, again: bool = False, size: int = ARTICLES) -> None:
        self.archive, self.known, self.again, self.size = archive, known, again, size
        self.counts = Counts()
        self._batch = Batch()

    def add(self, one: Report | Fault, coded: Mapping[str, str] = {}) -> None:
        """Take one in; a full batch is written. `coded` tells coder and knowledge of a fault in coding. Raises ArchiveError, OSError, DeltaError."""
        rows, batch = rows_of(one), self._batch
        rows["errors"] = [row for row in rows["errors"] if row["id"] not in batch.errors and not self.known.has_error(row["id"])]
        batch.errors |= {row["id"] for row in rows["errors"]}
        if isinstance(one, Fault):
            self.counts.failed += 1
            for row in rows["errors"]:
                row |= coded
        else:
            (article,) = rows["articles"]
            batch.prints[article["id"]] = article["fingerprint"]
            batch.characters += len(one.article.text)
        batch.take(rows)
        if batch.full(self.size):
            self.flush()

    def flush(self) -> None:
        """Write what is held. Raises ArchiveError, OSError, DeltaError."""
        batch, self._batch = self._batch, Batch()
        if not batch.prints and not batch.errors:
            return
        with self.archive.writing() as step:
            self.known.catch_up(step.snapshot())
            wanted = [name for name, print_ in batch.prints.items() if self._wanted(name, print_)]
            there = [name for name in wanted if self.known.fingerprint(name) is not None]
            self._write(step, batch, wanted, bool(there))
        self.known.add((name, batch.prints[name]) for name in wanted)
        self.counts.replaced += len(there)
        self.counts.added += len(wanted) - len(there)
        self.counts.skipped += len(batch.prints) - len(wanted)

    def forget(self, errors: list[str]) -> None:
        """Take errors out of the archive that hold no more. Raises ArchiveError, OSError, DeltaError."""
        if errors:
            with self.archive.writing() as step:
                step.replace("errors", CODED["errors"].empty_table(), "id", errors)

    def _wanted(self, name: str, print_: str) -> bool:
        """Whether the article goes in: coded anew if it is still the same, else if it is not there yet or has changed."""
        found = self.known.fingerprint(name)
        return (found == shortened(print_)) is self.again

    def _write(self, step: Step, batch: Batch, wanted: list[str], replacing: bool) -> None:
        name = digest(*(part for one in wanted for part in (one, batch.prints[one])), *sorted(batch.errors))[:16]
        for table in CODED:
            rows = _named(_only(batch.table(table), table, wanted, batch), name)
            if table == "errors":
                self._write_errors(step, rows, wanted)
            elif replacing:
                step.replace(table, rows, _key(table), wanted)
            else:
                step.append(table, rows)
            self.counts.events += rows.num_rows if table == "events" else 0

    def _write_errors(self, step: Step, rows: pa.Table, wanted: list[str]) -> None:
        """Errors of articles that are now coded go, those that are new come."""
        gone = self.known.overcome(wanted)
        if gone:
            step.replace("errors", rows.slice(0, 0), "id", gone)
        step.append("errors", rows.filter(_not_known(rows, self.known)))


def _only(rows: pa.Table, table: str, wanted: list[str], batch: Batch) -> pa.Table:
    """The rows of those articles that go in."""
    if table == "errors" or len(wanted) == len(batch.prints):
        return rows
    kept = set(wanted)
    return rows.filter(pa.array([name in kept for name in rows[_key(table)].to_pylist()], pa.bool_()))


def _not_known(rows: pa.Table, known: Known) -> pa.Array:
    return pa.array([not known.has_error(name) for name in rows["id"].to_pylist()], pa.bool_())


def _named(rows: pa.Table, batch: str) -> pa.Table:
    at = rows.schema.get_field_index("batch")
    return rows.set_column(at, rows.schema.field(at), pa.array([batch] * rows.num_rows, pa.string()))


def _key(table: str) -> str:
    """The column that names the article."""
    return "id" if table == "articles" else "article"


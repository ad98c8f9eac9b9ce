"""A folder comes in, its tables go out, all as they stood after the same batch; rows are added in steps that are whole or not there at all.

Each table is a Delta Lake table: what is written to one is there at once or not at all. `archive.json` beside them names the version of every table
that belongs together, and is replaced in one go after the tables have been written. Readers open these versions. Writers take turns by a lock;
who finds a table beyond its named version finds the traces of a writer that was killed and takes the table back before writing.
"""

import atexit
import contextlib
import fcntl
import gc
import os
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import duckdb
import msgspec
import pyarrow as pa
from deltalake import CommitProperties, DeltaTable, WriterProperties, write_deltalake
from deltalake.exceptions import DeltaError, TableNotFoundError
from pyarrow.fs import LocalFileSystem, SubTreeFileSystem

from dragoman.archive.tables import CODED, SCHEMAS
from dragoman.model import Word

STATE, LOCK = "archive.json", "archive.lock"

#: the layout of tables that this program writes; it reads the same and no other
LAYOUT = 1

#: how files are written; readers skip or take row groups as a whole
WRITTEN = WriterProperties(compression="ZSTD", compression_level=3, max_row_group_size=100_000)

#: what was frozen when the coder was loaded is let go at the end, or DuckDB takes its own objects for lost and says so
atexit.register(gc.unfreeze)


class ArchiveError(Exception):
    """What is wrong with an archive, and what to try."""


class State(Word, frozen=True):
    """Which versions of the tables belong together. `number` counts the steps so far."""

    layout: int
    number: int
    tables: dict[str, int]


class Archive:
    """An archive in a folder. Make it with `open_archive`; it holds nothing open."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def state(self) -> State:
        """What archive.json says. Raises ArchiveError."""
        try:
            state = msgspec.json.decode((self.path / STATE).read_bytes(), type=State)
        except FileNotFoundError:
            raise ArchiveError(f"{self.path} is no archive: it has no {STATE}; make one with `dragoman ingest {self.path} PATH`") from None
        except msgspec.DecodeError as error:
            raise ArchiveError(f"{self.path / STATE} can't be read: {error}; take it from a backup") from None
        if state.layout != LAYOUT:
            raise ArchiveError(f"{self.path} has layout {state.layout}, this dragoman reads layout {LAYOUT}; ingest the texts into a new archive")
        return state

    def snapshot(self) -> "Snapshot":
        """All tables as they stood after the last step. Later steps do not show. Raises ArchiveError."""
        return Snapshot(self.path, self.state())

    @contextlib.contextmanager
    def writing(self) -> Iterator["Step"]:
        """One step: what is written inside becomes visible at the end, all at once, or not at all if an error leaves the block.

        Only one step is made at a time; others wait. Raises ArchiveError, OSError (no space), DeltaError.
        """
        with locked(self.path):
            step = Step(self.path, self._recovered())
            yield step
            if step.versions != step.before.tables:
                _put(self.path, State(LAYOUT, step.before.number + 1, step.versions))

    def _recovered(self) -> State:
        """The state after tables that went beyond it were taken back."""
        state = self.state()
        versions = {name: _taken_back(self.path / name, version) for name, version in state.tables.items()}
        if versions == state.tables:
            return state
        _put(self.path, State(LAYOUT, state.number + 1, versions))
        return self.state()


class Snapshot:
    """The tables of an archive at one moment."""

    def __init__(self, path: Path, state: State) -> None:
        self.path, self.state = path, state
        self._open: dict[str, DeltaTable] = {}

    def has(self, table: str) -> bool:
        """Whether there is such a table; those made from others may be missing."""
        return table in self.state.tables

    def delta(self, table: str) -> DeltaTable:
        """The table as delta-rs gives it. Raises ArchiveError if there is none."""
        if table not in self._open:
            if not self.has(table):
                raise ArchiveError(f"{self.path} has no table {table!r}; it has {', '.join(sorted(self.state.tables))}")
            self._open[table] = DeltaTable(self.path / table, version=self.state.tables[table])
        return self._open[table]

    def files(self, table: str) -> list[str]:
        """Paths of the Parquet files that make up the table."""
        delta = self.delta(table)
        return [str(self.path / table / name) for name in delta.get_add_actions(flatten=True).column("path").to_pylist()]

    def dataset(self, table: str) -> Any:
        """The table as a pyarrow dataset: `snapshot.dataset("events").to_table(columns=["date", "event"])`."""
        here = SubTreeFileSystem(str(self.path / table), LocalFileSystem())  # arrow's own: that of delta-rs may abort the process at its end
        return self.delta(table).to_pyarrow_dataset(filesystem=here)

    def connection(self) -> duckdb.DuckDBPyConnection:
        """A DuckDB connection with a view a table: `snapshot.connection().sql("select count(*) from events")`."""
        connection = duckdb.connect(config={"autoinstall_known_extensions": "false"})
        for table in sorted({*self.state.tables, *SCHEMAS}):
            files = self.files(table) if self.has(table) else []
            if files:
                listed = ", ".join(_quoted(file) for file in files)
                connection.execute(f'create view "{table}" as select * from read_parquet([{listed}])')
            else:
                schema = pa.schema(self.delta(table).schema().to_arrow()) if self.has(table) else SCHEMAS[table]
                empty = schema.empty_table()
                connection.register("of_no_rows", empty)
                connection.execute(f'create table "{table}" as from of_no_rows')
                connection.unregister("of_no_rows")
        return connection


class Step:
    """What one writer does to the tables between two states."""

    def __init__(self, path: Path, before: State) -> None:
        self.path, self.before = path, before
        self.versions = dict(before.tables)

    def snapshot(self) -> Snapshot:
        """The tables before this step."""
        return Snapshot(self.path, self.before)

    def append(self, table: str, rows: pa.Table) -> None:
        """Add rows."""
        if rows.num_rows:
            self._write(table, rows, mode="append")

    def replace(self, table: str, rows: pa.Table, column: str, values: Iterable[str]) -> None:
        """Put `rows` in the place of those whose `column` is one of `values`, in one commit. Each of `rows` has one of `values` there."""
        listed = ", ".join(_quoted(value) for value in values)
        self._write(table, rows, mode="overwrite", predicate=f'"{column}" IN ({listed})')

    def overwrite(self, table: str, rows: pa.Table, told: Mapping[str, str] | None = None) -> None:
        """Put `rows` in the place of the whole table, which is made if there is none. `told` is kept with the commit (`delta.history(1)`)."""
        properties = CommitProperties(custom_metadata=dict(told)) if told else None
        self._write(table, rows, mode="overwrite", schema_mode="overwrite", commit_properties=properties)

    def changed(self, table: str) -> None:
        """The table was written by other means in this step (`optimize`): its newest version counts."""
        self.versions[table] = DeltaTable(self.path / table).version()

    def _write(self, table: str, rows: pa.Table, **how: Any) -> None:
        write_deltalake(self.path / table, rows, writer_properties=WRITTEN, **how)
        self.changed(table)


def open_archive(path: str | Path) -> Archive:
    """The archive in a folder. Raises ArchiveError if there is none."""
    archive = Archive(Path(path))
    archive.state()
    return archive


def make_archive(path: str | Path) -> Archive:
    """The archive in a folder, made if it is not there. Raises ArchiveError if the folder holds something else, OSError."""
    archive = Archive(Path(path))
    if "%" in str(archive.path.absolute()):
        raise ArchiveError(f"{path} has a percent sign in its name, which Delta tables don't bear; name another folder")
    archive.path.mkdir(parents=True, exist_ok=True)
    if (archive.path / STATE).exists():
        return open_archive(path)
    strange = sorted(name for name in os.listdir(archive.path) if name not in {LOCK, *SCHEMAS} and not name.startswith(f".{STATE}"))
    if strange:
        raise ArchiveError(f"{path} is no archive and not empty (it has {strange[0]}); name a folder that is empty or not there yet")
    with locked(archive.path):
        if not (archive.path / STATE).exists():
            _put(archive.path, State(LAYOUT, 0, {table: _made(archive.path / table, table) for table in CODED}))
    return archive


@contextlib.contextmanager
def locked(path: Path) -> Iterator[None]:
    """Alone among the writers of the archive; the lock goes with the process that holds it, however that ends."""
    with (path / LOCK).open("ab") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _made(folder: Path, table: str) -> int:
    """The version of an empty table, made unless a writer that was killed has made it."""
    try:
        return DeltaTable(folder).version()
    except TableNotFoundError:
        return DeltaTable.create(folder, CODED[table], name=table).version()


def _taken_back(folder: Path, version: int) -> int:
    """The version that holds what `version` held, after whatever came later was undone."""
    table = DeltaTable(folder)
    if table.version() == version:
        return version
    if table.version() < version:
        raise ArchiveError(f"{folder} has version {table.version()}, {STATE} names {version}: was part of the archive copied? take both from one backup")
    try:
        table.restore(version)
    except DeltaError as error:
        raise ArchiveError(f"{folder} can't be taken back to version {version}: {error}") from None
    return DeltaTable(folder).version()


def _put(path: Path, state: State) -> None:
    """Write archive.json in one go: a reader finds the old one or the new one, whole."""
    beside = path / f".{STATE}.part"
    with beside.open("wb") as file:
        file.write(msgspec.json.format(msgspec.json.encode(state), indent=1) + b"\n")
        file.flush()
        os.fsync(file.fileno())
    beside.replace(path / STATE)


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"

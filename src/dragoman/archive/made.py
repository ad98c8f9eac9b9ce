"""Tables that are made from the tables of an archive: who may make them, what they were made with, and a connection to make them on."""

import contextlib
import fcntl
from collections.abc import Iterator, Mapping
from pathlib import Path
from tempfile import gettempdir

import duckdb
import pyarrow as pa

from dragoman.archive.store import Snapshot, Step
from dragoman.archive.tables import MADE_WITH

LOCK = "made.lock"


@contextlib.contextmanager
def alone(archive: Path) -> Iterator[None]:
    """Alone among those who make such tables; `ingest` may go on meanwhile. The lock goes with the process, however that ends."""
    with (archive / LOCK).open("ab") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def connection(snapshot: Snapshot) -> duckdb.DuckDBPyConnection:
    """A connection with a view a table; what does not fit in memory goes to the machine's folder for passing files."""
    opened = snapshot.connection()
    opened.execute("set temp_directory = $1", [str(Path(gettempdir()) / "dragoman-duckdb")])
    opened.execute("set enable_progress_bar = false")
    opened.execute("set preserve_insertion_order = false")
    opened.execute("set parquet_metadata_cache = true")
    opened.execute("create table this_archive as select $1 as folder", [str(snapshot.path)])
    return opened


def made_with(snapshot: Snapshot, table: str) -> dict[str, str]:
    """What a table was made with; nothing if it was not made yet.

    >>> made_with(snapshot, "copies")["settings"]
    """
    if not (snapshot.has("made_with") and snapshot.has(table)):
        return {}
    return {row["name"]: row["value"] for row in snapshot.delta("made_with").to_pyarrow_table().to_pylist() if row["table"] == table}


def put(step: Step, table: str, rows: pa.Table, told: Mapping[str, str]) -> None:
    """Put `rows` in the place of a made table and tell what it was made with."""
    step.overwrite(table, rows)
    before = step.snapshot()
    held = before.delta("made_with").to_pyarrow_table().to_pylist() if before.has("made_with") else []
    kept = [row for row in held if row["table"] != table] + [{"table": table, "name": name, "value": value} for name, value in sorted(told.items())]
    step.overwrite("made_with", pa.Table.from_pylist(kept, schema=MADE_WITH))

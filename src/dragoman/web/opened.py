"""An archive's folder comes in, cursors on its tables go out: always on the newest whole state, and given up when they take too long."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

from dragoman.archive.query import connection
from dragoman.archive.store import open_archive

#: seconds after which a question is broken off
LONGEST = 10.0


class Opened:
    """An archive that stays open between requests; a new state of it is seen at the next request."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._archive = open_archive(path)
        self._lock = threading.Lock()
        self._number: int | None = None
        self._connection: duckdb.DuckDBPyConnection | None = None

    @property
    def number(self) -> int:
        """The number of the state, which changes whenever the archive does. Raises ArchiveError."""
        return self._archive.state().number

    def close(self) -> None:
        """Give the tables back."""
        with self._lock:
            if self._connection is not None:
                self._connection.close()
                self._connection = None

    @contextmanager
    def asked(self, longest: float = LONGEST) -> Iterator[duckdb.DuckDBPyConnection]:
        """A cursor for one request. Raises duckdb.InterruptException in the request when it takes longer than `longest` seconds."""
        cursor = self._newest().cursor()
        alarm = threading.Timer(longest, cursor.interrupt)
        alarm.daemon = True
        alarm.start()
        try:
            yield cursor
        finally:
            alarm.cancel()
            cursor.close()

    def _newest(self) -> duckdb.DuckDBPyConnection:
        with self._lock:
            snapshot = self._archive.snapshot()
            if self._connection is None or snapshot.state.number != self._number:
                self._connection, self._number = connection(snapshot), snapshot.state.number
            return self._connection

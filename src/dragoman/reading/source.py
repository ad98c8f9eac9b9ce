"""Where bytes come from: a file or standard input, by the name that faults and ids show."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import IO


@dataclass(frozen=True, slots=True)
class Source:
    """A file by `path`, or standard input (`path` is None), or `data` that is already here.

    `head` is what was taken from standard input before, to see what it is.
    """

    name: str
    path: Path | None = None
    data: bytes | None = None
    head: bytes = b""

    @contextmanager
    def open(self) -> Iterator[IO[bytes]]:
        """The bytes as a stream, without `head`. Raises OSError."""
        if self.data is not None:
            yield BytesIO(self.data)
        elif self.path is None:
            yield sys.stdin.buffer
        else:
            with self.path.open("rb") as stream:
                yield stream

    def read(self) -> bytes:
        """All bytes. Raises OSError."""
        with self.open() as stream:
            return stream.read()

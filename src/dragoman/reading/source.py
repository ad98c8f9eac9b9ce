"""Where bytes come from: a file, packed with gzip or not, or standard input, by the name that faults and ids show."""

import gzip
import io
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

from dragoman.reading.encodings import SAMPLE, NotText, is_binary, mark_of

#: the longest text that stands in one file as one article, in bytes
LONGEST = 64_000_000

#: the longest line of a file with many, in bytes
LONGEST_LINE = 64_000_000


class TooLong(Exception):
    """There are more bytes than were allowed; the message says so."""


@dataclass(frozen=True, slots=True)
class Source:
    """A file by `path`, or standard input (`path` is None), or `data` that is already here.

    `head` is what was taken from standard input before, to see what it is. A file whose name ends in .gz is unpacked.
    """

    name: str
    path: Path | None = None
    data: bytes | None = None
    head: bytes = b""

    @contextmanager
    def open(self, unpack: bool = True) -> Iterator[io.BufferedReader]:
        """The bytes as a stream, packed ones as they are if not to `unpack`. Raises OSError, and when it is read EOFError or zlib.error if packed bytes are broken."""
        if self.data is not None:
            yield _buffered(io.BytesIO(self.data))
        elif self.path is None:
            yield _buffered(_After(self.head, sys.stdin.buffer))
        elif self.path.suffix.lower() == ".gz" and unpack:
            with gzip.open(self.path, "rb") as packed:
                yield _buffered(packed)
        else:
            with self.path.open("rb") as stream:
                yield stream

    def read(self, longest: int = LONGEST) -> bytes:
        """All bytes. Raises TooLong if there are more than `longest`, so that packed bytes cannot fill the memory; else as `open`."""
        with self.open() as stream:
            data = stream.read(longest + 1)
        if len(data) > longest:
            raise TooLong(f"is longer than {longest // 1_000_000} MB")
        return data


def text_lines(source: Source, kind: str) -> Iterator[bytes]:
    """The lines of a file as they stand, those of UTF-16 and UTF-32 as UTF-8, the mark of an encoding left out.

    Raises NotText for binary files ("is binary, not `kind`") and TooLong for a line longer than `LONGEST_LINE`; else as `Source.open`.
    """
    with source.open() as stream:
        first = stream.peek(SAMPLE)[:SAMPLE]
        mark = mark_of(first)
        if mark and mark != "utf-8-sig":
            yield from (text.encode() for text in io.TextIOWrapper(stream, encoding=mark, errors="replace", newline="\n"))
            return
        if mark:
            stream.read(3)
        elif is_binary(first):
            raise NotText(f"is binary, not {kind}")
        while line := stream.readline(LONGEST_LINE + 1):
            if len(line) > LONGEST_LINE:
                raise TooLong(f"has a line longer than {LONGEST_LINE // 1_000_000} MB")
            yield line


class _After(io.RawIOBase):
    """A stream that goes on after `head`, which was read from it before."""

    def __init__(self, head: bytes, stream: Any) -> None:
        self._head, self._stream = head, stream

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        size = len(buffer)
        piece, self._head = (self._head[:size], self._head[size:]) if self._head else (self._stream.read1(size), b"")
        buffer[: len(piece)] = piece
        return len(piece)


def _buffered(stream: Any) -> io.BufferedReader:
    return io.BufferedReader(cast(io.RawIOBase, stream), 1 << 16)

"""A dictionary folded into bytes. One that may have hundreds of thousands of rows comes in; a `Folded` goes out, which loads at once and reads a row when asked."""

import sys
import zlib
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any, Generic, TypeVar

import msgspec

V = TypeVar("V")

#: how many rows that were asked for are kept ready
READY = 65_536
#: bytes of a place in the table of groups
WIDTH = 4


class Folded(Mapping[str, V], Generic[V]):
    """Rows by text, in groups of a few rows each; `starts` says where in `data` each group begins. `shape` is the type of a row."""

    def __init__(self, data: bytes, starts: bytes, size: int, shape: Any) -> None:
        self.data, self.starts, self.size, self.shape = data, starts, size, shape
        self._decode = msgspec.msgpack.Decoder(dict[str, shape]).decode
        self._begins = memoryview(starts).cast("I")
        self._mask = len(self._begins) - 2
        self._found = lru_cache(maxsize=READY)(self._find)

    @classmethod
    def of(cls, rows: Mapping[str, V], shape: Any) -> "Folded[V]":
        """The same rows in bytes. Raises OverflowError above four gigabytes."""
        count = 1
        while count < len(rows):
            count *= 2
        groups: dict[int, dict[str, V]] = {}
        for text, row in rows.items():
            groups.setdefault(zlib.crc32(text.encode()) & (count - 1), {})[text] = row
        data, starts = bytearray(), bytearray()
        encode = msgspec.msgpack.Encoder().encode
        for number in range(count):
            starts += len(data).to_bytes(WIDTH, sys.byteorder)
            if number in groups:
                data += encode(groups[number])
        starts += len(data).to_bytes(WIDTH, sys.byteorder)
        return cls(bytes(data), bytes(starts), len(rows), shape)

    def __reduce__(self) -> tuple[Any, ...]:
        return Folded, (self.data, self.starts, self.size, self.shape)

    def _find(self, text: str) -> V | None:
        group = zlib.crc32(text.encode("utf-8", "surrogatepass")) & self._mask
        begin, end = self._begins[group], self._begins[group + 1]
        found: V | None = self._decode(self.data[begin:end]).get(text) if end > begin else None
        return found

    def get(self, text: str, default: Any = None) -> Any:
        """The row of a text, else `default`."""
        found = self._found(text)
        return default if found is None else found

    def __getitem__(self, text: str) -> V:
        found = self._found(text)
        if found is None:
            raise KeyError(text)
        return found

    def __contains__(self, text: object) -> bool:
        return isinstance(text, str) and self._found(text) is not None

    def __iter__(self) -> Iterator[str]:
        for group in range(self._mask + 1):
            begin, end = self._begins[group], self._begins[group + 1]
            if end > begin:
                yield from self._decode(self.data[begin:end])

    def __len__(self) -> int:
        return self.size

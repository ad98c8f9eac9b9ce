"""Ids of articles come in, which of them came before and from which file goes out; held in twelve bytes an id, so that millions fit."""

from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray

#: ids kept in a dictionary until they join the sorted arrays
RECENT = 200_000


class Ids:
    """The ids met so far, each by 64 bits of its hash, with the file it was in."""

    def __init__(self) -> None:
        self._files: list[str] = [""]  # number 0: an article that is a file of its own, known by its id
        self._recent: dict[int, int] = {}
        self._keys: NDArray[np.uint64] = np.empty(0, np.uint64)
        self._of: NDArray[np.uint32] = np.empty(0, np.uint32)

    def before(self, name: str, file: str) -> str | None:
        """The file in which the id `name` was met before; None if it is new: then it is kept as one of `file`."""
        key = int.from_bytes(blake2b(name.encode(errors="surrogatepass"), digest_size=8).digest(), "big")
        found = self._find(key)
        if found is not None:
            return self._files[found] or name
        if name != file and self._files[-1] != file:
            self._files.append(file)
        self._recent[key] = 0 if name == file else len(self._files) - 1
        if len(self._recent) >= RECENT:
            self._merge()
        return None

    def _find(self, key: int) -> int | None:
        found = self._recent.get(key)
        if found is not None or not len(self._keys):
            return found
        at = int(np.searchsorted(self._keys, np.uint64(key)))
        return int(self._of[at]) if at < len(self._keys) and int(self._keys[at]) == key else None

    def _merge(self) -> None:
        count = len(self._recent)
        keys = np.concatenate([self._keys, np.fromiter(self._recent, np.uint64, count)])
        of = np.concatenate([self._of, np.fromiter(self._recent.values(), np.uint32, count)])
        order = np.argsort(keys, kind="stable")
        self._keys, self._of = keys[order], of[order]
        self._recent = {}

"""Snapshots of an archive come in, which articles and errors it has is answered from memory: sixteen bytes an article."""

from collections.abc import Collection, Iterable
from hashlib import blake2b

import numpy as np
import pyarrow.parquet as pq
from numpy.typing import NDArray

from dragoman.archive.contents import fingerprint
from dragoman.archive.store import Snapshot
from dragoman.model import Article, Word

#: articles kept in a dictionary until they join the sorted arrays
RECENT = 100_000

Numbers = NDArray[np.uint64]


class Mistake(Word, frozen=True):
    """What is known of an error: its article, its file, and the coder if it came up in coding."""

    article: str
    file: str | None
    coder: str | None


class Known:
    """Which articles an archive has, with the fingerprint of each, and which errors. `catch_up` reads only files that are new since the last time.

    Others may ask while one catches up: `base` and `recent` are replaced, never changed where a question could fall between.
    """

    def __init__(self) -> None:
        self._base: tuple[Numbers, Numbers] = (np.empty(0, np.uint64), np.empty(0, np.uint64))
        self._recent: dict[int, int] = {}
        self._files: frozenset[str] = frozenset()
        self._errors: dict[str, Mistake] = {}
        self._errors_at = -1

    def catch_up(self, snapshot: Snapshot) -> None:
        """Take in what the archive has now."""
        files = frozenset(snapshot.files("articles"))
        for file in sorted(files - self._files):
            for batch in pq.ParquetFile(file).iter_batches(columns=["id", "fingerprint"]):
                self.add(zip(batch["id"].to_pylist(), batch["fingerprint"].to_pylist(), strict=True))
        self._files = files
        version = snapshot.state.tables["errors"]
        if version != self._errors_at:
            rows = snapshot.dataset("errors").to_table(columns=["id", *Mistake.__struct_fields__]).to_pylist()
            self._errors = {row.pop("id"): Mistake(**row) for row in rows}
            self._errors_at = version

    def add(self, articles: Iterable[tuple[str, str]]) -> None:
        """Take in articles by id and fingerprint."""
        for name, print_ in articles:
            self._recent[_number(name)] = shortened(print_)
        if len(self._recent) > RECENT:
            self._base = self._merged()
            self._recent = {}

    def fingerprint(self, name: str) -> int | None:
        """The first 64 bits of the fingerprint of the article with this id, None if there is none."""
        key = _number(name)
        keys, prints = self._base
        found = self._recent.get(key)
        if found is not None:
            return found
        at = int(np.searchsorted(keys, np.uint64(key)))
        return int(prints[at]) if at < len(keys) and int(keys[at]) == key else None

    def has(self, article: Article) -> bool:
        """Whether the archive has this article, read alike."""
        found = self.fingerprint(article.id)
        return found is not None and found == shortened(fingerprint(article))

    def has_error(self, error: str) -> bool:
        """Whether the archive has an error of this id."""
        return error in self._errors

    def overcome(self, articles: Iterable[str]) -> list[str]:
        """Ids of errors in coding of those of `articles`, sorted: now that they are coded these errors hold no more."""
        if not self._errors:
            return []
        coded = set(articles)
        return sorted(name for name, error in self._errors.items() if error.coder and error.article in coded)

    def outdated(self, met: Collection[str], files: Collection[str]) -> list[str]:
        """Ids of errors in `files`, which were read anew, that were not `met` again, sorted."""
        return sorted(name for name, error in self._errors.items() if not error.coder and error.file in files and name not in met)

    def files_with_errors(self) -> frozenset[str]:
        """Files in which something could not be read."""
        return frozenset(error.file for error in self._errors.values() if error.file)

    def _merged(self) -> tuple[Numbers, Numbers]:
        keys, prints = self._base
        count = len(self._recent)
        new_keys = np.fromiter(self._recent, np.uint64, count)
        new_prints = np.fromiter(self._recent.values(), np.uint64, count)
        old = ~np.isin(keys, new_keys)
        all_keys, all_prints = np.concatenate([keys[old], new_keys]), np.concatenate([prints[old], new_prints])
        order = np.argsort(all_keys)
        return all_keys[order], all_prints[order]


def shortened(print_: str) -> int:
    """The first 64 bits of a fingerprint."""
    return int(print_[:16], 16)


def _number(name: str) -> int:
    return int.from_bytes(blake2b(name.encode(errors="surrogatepass"), digest_size=8).digest(), "big")

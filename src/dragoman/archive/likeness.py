"""Two texts come in; whether one is a copy of the other, and how much they share, goes out.

What many texts have ("according to the foreign ministry", a standing paragraph of background) tells nothing about copying and is left out first.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from dragoman.archive import shingles
from dragoman.model import Word

#: runs of words of their own that two texts must share, and that a text must have to be judged by them alone
SOME = 5
#: the share of all runs that makes texts copies that have hardly any runs of their own
NEARLY_ALL = 0.8


class Settings(Word, frozen=True):
    """When two texts are copies.

    `share`: of the runs of three words of the shorter text, what the longer must have too. `share_of_longer`: the same of the longer text, so that a
    digest of the day is no copy of each report in it. `in_order`: of the words of the longer text, what both must have in the same order, if the first
    two fail (many small changes).
    """

    share: float = 0.45
    share_of_longer: float = 0.25
    in_order: float = 0.6


class Text(NamedTuple):
    """A text for comparing: all its runs, those of its own (that few others have), and the words in the latter in their order."""

    runs: shingles.Hashes
    own: shingles.Hashes
    words: list[int]


def text_of(text: str, common: shingles.Hashes) -> Text:
    """A text without the runs that are `common` (sorted)."""
    words = shingles.words(text)
    runs = shingles.runs(words)
    own = ~_among(runs, common)
    kept = np.zeros(max(len(words), len(runs)), bool)
    for start in range(shingles.RUN):
        kept[start : start + len(runs)] |= own[: len(kept) - start]
    return Text(np.unique(runs), np.unique(runs[own]), words[kept[: len(words)]].tolist())


def alike(one: Text, other: Text, settings: Settings) -> float | None:
    """How much of the shorter text the other has too, 0 to 1, if they are copies."""
    less, more = sorted((len(one.own), len(other.own)))
    if less < 2 * SOME:
        both = _shared(one.runs, other.runs)
        fewest, most = sorted((len(one.runs), len(other.runs)))
        return both / fewest if both >= NEARLY_ALL * most else None
    both = _shared(one.own, other.own)
    if both < SOME:
        return None
    if both >= settings.share * less and both >= settings.share_of_longer * more:
        return both / less
    if both * 10 < less:
        return None
    length = in_order(one.words, other.words)
    fewest, most = sorted((len(one.words), len(other.words)))
    return length / fewest if length >= settings.in_order * most else None


def in_order(one: list[int], other: list[int]) -> int:
    """How many words two texts have in the same order: their longest common subsequence, by Hyyrö's bits (a row of the table is one integer)."""
    places: dict[int, int] = {}
    for i, word in enumerate(one):
        places[word] = places.get(word, 0) | 1 << i
    full = row = (1 << len(one)) - 1
    for word in other:
        met = row & places.get(word, 0)
        row = ((row + met) | (row - met)) & full
    return len(one) - row.bit_count()


def _among(runs: shingles.Hashes, common: shingles.Hashes) -> NDArray[np.bool_]:
    """Which runs are among the sorted `common` ones."""
    if not len(common):
        return np.zeros(len(runs), bool)
    found: NDArray[np.bool_] = common[np.minimum(np.searchsorted(common, runs), len(common) - 1)] == runs
    return found


def _shared(one: shingles.Hashes, other: shingles.Hashes) -> int:
    return len(np.intersect1d(one, other, assume_unique=True))

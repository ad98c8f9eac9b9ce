"""Texts come in, what two versions of one text still share goes out: hashes of three words in a row, and short sketches of them.

Words are taken without vowels (but the first letter), doubled letters and capitals, and z and c as s, so that "organise the Defence Ministry" and
"Organize the Defense Ministry" are the same three words; so are Kyiv and Kiev. Nothing here depends on the process, the machine or the order.
"""

import re
import unicodedata
from collections.abc import Sequence
from hashlib import blake2b

import numpy as np
import rensa
from numpy.typing import NDArray

Hashes = NDArray[np.uint64]

#: words in a row that make a shingle
RUN = 3
#: bands of a sketch and rows of a band: texts that share a third of their shingles have two bands in common in 99 of 100 cases
BANDS, ROWS = 64, 2
#: names this way of sketching; a sketch made in another way is made anew
KIND = f"{RUN} words, {BANDS} bands of {ROWS}, rensa {rensa.RMinHash.ALGORITHM_VERSION}"

SEED = 7

_WORD = re.compile(r"\w+")
_DOUBLED = re.compile(r"(.)\1+")
_SAME_SOUND = str.maketrans("zc", "ss", "aeiouy")
_FACTOR, _STIR = np.uint64(0x9E3779B97F4A7C15), np.uint64(0x7FB5D329728EA185)


class _Words(dict[str, int]):
    """The hash of each word that was seen."""

    def __missing__(self, word: str) -> int:
        value = int.from_bytes(blake2b(bare(word).encode(), digest_size=8).digest(), "little")
        if len(self) < 1_000_000:
            self[word] = value
        return value


_hashes = _Words()


def bare(word: str) -> str:
    """A word as all its spellings have it.

    >>> bare("Organised") == bare("organized")
    True
    """
    letters = "".join(c for c in unicodedata.normalize("NFKD", word.casefold()) if c.isalnum()) or word
    return _DOUBLED.sub(r"\1", letters[0] + letters[1:].translate(_SAME_SOUND))


def words(text: str) -> Hashes:
    """The hash of each word in the order of the text."""
    found = _WORD.findall(text)
    return np.fromiter(map(_hashes.__getitem__, found), np.uint64, len(found))


def runs(each: Hashes) -> Hashes:
    """A hash of each run of `RUN` words in the order of the text; fewer words are one run."""
    count = max(1, len(each) - RUN + 1)
    mixed = np.zeros(count, np.uint64)
    for start in range(min(RUN, len(each))):
        mixed = (mixed * _FACTOR) + each[start : start + count]
        mixed ^= mixed >> np.uint64(31)
        mixed *= _STIR
        mixed ^= mixed >> np.uint64(27)
    return mixed


def shingles(text: str) -> Hashes:
    """Hashes of all runs of words, sorted, each once."""
    return np.unique(runs(words(text)))


def whole(text: str) -> int:
    """A number that two texts have in common if their words are the same (spelling, marks and line ends apart); fits a signed 64-bit integer."""
    return int.from_bytes(blake2b(words(text).tobytes(), digest_size=8).digest(), "little", signed=True)


def sketches(texts: Sequence[Hashes]) -> NDArray[np.uint32]:
    """One row of `BANDS` numbers for the shingles of each text; two texts have the same number in a band with a chance of their likeness squared."""
    if not texts:
        return np.zeros((0, BANDS), np.uint32)
    offsets = np.cumsum([0, *map(len, texts)]).astype(np.uint64)
    matrix = rensa.RMinHash.digest_matrix_from_flat_token_hashes(np.concatenate(texts), offsets, num_perm=BANDS * ROWS, seed=SEED)
    rows = np.asarray(matrix.to_rows(), np.uint64).reshape(len(texts), BANDS, ROWS)
    mixed = np.zeros((len(texts), BANDS), np.uint64)
    for row in range(ROWS):
        mixed = (mixed + rows[:, :, row]) * _FACTOR
        mixed ^= mixed >> np.uint64(32)
    return (mixed >> np.uint64(16)).astype(np.uint32)

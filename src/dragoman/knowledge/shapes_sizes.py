"""Shape of sizes.yaml: which verbs and nouns count dead, injured and arrested, and words for numbers."""

from dataclasses import dataclass

from dragoman.knowledge.load import Entry
from dragoman.knowledge.schema import Strict, Texts


class SizeWords(Strict, frozen=True):
    """Words that count (`counts`: dead, injured, arrested; `of`: object, subject, modified), or words for a number (`value`)."""

    words: Texts
    counts: str = ""
    of: str = ""
    value: int = 0
    multiplies: bool = False


@dataclass(frozen=True, slots=True)
class Sizes:
    """`counters` maps a lemma to (what it counts, of which role); `numbers` a word to its value; `multipliers` multiply what stands before."""

    counters: dict[str, tuple[tuple[str, str], ...]]
    numbers: dict[str, int]
    multipliers: frozenset[str]


def compile_sizes(entries: list[Entry[SizeWords]]) -> Sizes:
    """The tables of sizes.yaml."""
    counters: dict[str, list[tuple[str, str]]] = {}
    for entry in entries:
        if entry.value.counts:
            for word in entry.value.words:
                counters.setdefault(word, []).append((entry.value.counts, entry.value.of))
    numbers = {word: entry.value.value for entry in entries if entry.value.value for word in entry.value.words}
    return Sizes({k: tuple(v) for k, v in counters.items()}, numbers, frozenset(w for e in entries if e.value.multiplies for w in e.value.words))

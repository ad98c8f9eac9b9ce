"""Two codings of the same articles come in, how far they agree goes out: precision, recall and F1 with intervals, Krippendorff's alpha, disagreements.

A row agrees at three levels: same sentence and category (`category`), also the same countries on both sides (`dyad`), also the same
polarity (`row`). Rows are matched one to one within an article. Intervals are percentile bootstraps over articles (95 %, Efron and
Tibshirani 1993) from a fixed seed, so that the same files give the same figures.
"""

from collections.abc import Callable, Hashable, Iterable, Sequence

import numpy as np

from dragoman.evaluate.gold import Coding, Row
from dragoman.model import Word

#: resamples of an interval
SAMPLES = 1000
SEED = 20230406

#: what must be equal of two rows of the same sentence, by level
LEVELS: dict[str, Callable[[Row], Hashable]] = {
    "category": lambda row: row.category,
    "dyad": lambda row: (row.category, row.actor, row.recipient),
    "row": lambda row: (row.category, row.actor, row.recipient, row.negated),
}


class Score(Word, frozen=True):
    """Precision, recall and F1 (0 to 1, None where nothing can be told) with the 95 % interval of F1, and the counts behind them."""

    precision: float | None
    recall: float | None
    f1: float | None
    interval: tuple[float, float] | None
    gold: int
    predicted: int
    right: int


class Disagreement(Word, frozen=True):
    """A row that only one side has: `kind` is `missed` (gold only) or `extra` (predicted only)."""

    article: str
    kind: str
    row: Row


class Comparison(Word, frozen=True):
    """How two codings agree: scores by level, scores by category at the level asked for, and rows that only one has."""

    levels: dict[str, Score]
    categories: dict[str, Score]
    disagreements: tuple[Disagreement, ...]
    articles: int


def compare(pairs: Sequence[tuple[Coding, Coding]], level: str = "row") -> Comparison:
    """Compare predictions (second) with gold (first), article by article. Raises KeyError for a level that is none of LEVELS."""
    found = {name: [_matched(gold, predicted, key) for gold, predicted in pairs] for name, key in LEVELS.items()}
    names = sorted({row.category for pair in pairs for coding in pair for row in coding.rows})
    counts = {name: np.array([_count(*sides, None) for sides in matched]) for name, matched in found.items()}
    by_category = {name: np.array([_count(*sides, name) for sides in found[level]]) for name in names}
    disagreements = [
        Disagreement(gold.id, kind, row)
        for (gold, _), (right, missed, extra) in zip(pairs, found[level], strict=True)
        for kind, rows in (("missed", missed), ("extra", extra))
        for row in rows
    ]
    return Comparison(
        {name: _score(array) for name, array in counts.items()}, {name: _score(array) for name, array in by_category.items()}, tuple(disagreements), len(pairs)
    )


def alpha(values: Iterable[Sequence[Hashable | None]]) -> float | None:
    """Krippendorff's alpha for nominal values: each item the values that the coders gave it, None where one gave none.

    1 is perfect agreement, 0 what chance gives. None if there is nothing to tell agreement from (one value only, or no pair).
    Source: Krippendorff, Content Analysis (2004), chapter 11.
    """
    weights: dict[tuple[Hashable, Hashable], float] = {}
    for item in values:
        given = [value for value in item if value is not None]
        for n, one in enumerate(given):
            for m, other in enumerate(given):
                if n != m:
                    weights[one, other] = weights.get((one, other), 0.0) + 1 / (len(given) - 1)
    totals: dict[Hashable, float] = {}
    for (one, _), weight in weights.items():
        totals[one] = totals.get(one, 0.0) + weight
    count = sum(totals.values())
    expected = count * count - sum(total**2 for total in totals.values())
    if count <= 1 or expected == 0:
        return None
    observed = sum(weight for (one, other), weight in weights.items() if one != other)
    return 1 - (count - 1) * observed / expected


def agreement(codings: Sequence[Sequence[Coding]]) -> dict[str, float | None]:
    """Alpha of several coders of the same articles, by category: whether a sentence tells such an event. `codings` has one list a coder.

    Items are the sentences of articles that at least two coders coded, as the records list them, else those where anybody coded.
    """
    by_article: dict[str, list[Coding | None]] = {}
    for number, coder in enumerate(codings):
        for coding in coder:
            by_article.setdefault(coding.id, [None] * len(codings))[number] = coding
    shared = [found for found in by_article.values() if sum(one is not None for one in found) > 1]
    names = sorted({row.category for found in shared for coding in found if coding for row in coding.rows})
    items = [(sentence, found) for found in shared for sentence in _sentences([one for one in found if one])]
    return {name: alpha([None if one is None else _tells(one, sentence, name) for one in found] for sentence, found in items) for name in names}


def _tells(coding: Coding, sentence: tuple[int, int], category: str) -> bool:
    return any(row.category == category and _overlap(row.sentence, sentence) for row in coding.rows)


def _sentences(codings: Sequence[Coding]) -> list[tuple[int, int]]:
    listed = next((coding.sentences for coding in codings if coding.sentences), ())
    if listed:
        return list(listed)
    merged: list[tuple[int, int]] = []
    for start, end in sorted(row.sentence for coding in codings for row in coding.rows):
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _overlap(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _matched(gold: Coding, predicted: Coding, key: Callable[[Row], Hashable]) -> tuple[list[Row], list[Row], list[Row]]:
    """Rows of the gold that the predictions have too, those they miss, and those that only they have in sentences that were judged."""
    free = list(predicted.rows)
    right, missed = [], []
    for row in gold.rows:
        other = next((one for one in free if key(one) == key(row) and _overlap(one.sentence, row.sentence)), None)
        if other is None:
            missed.append(row)
        else:
            free.remove(other)
            right.append(row)
    judged = gold.judged
    return right, missed, free if judged is None else [row for row in free if any(_overlap(row.sentence, sentence) for sentence in judged)]


def _count(right: list[Row], missed: list[Row], extra: list[Row], category: str | None) -> tuple[int, int, int]:
    """Right, gold and predicted rows of a category, or of all."""
    counts = [sum(category in (None, row.category) for row in rows) for rows in (right, missed, extra)]
    return counts[0], counts[0] + counts[1], counts[0] + counts[2]


def _score(counts: "np.ndarray[tuple[int, int], np.dtype[np.int64]]") -> Score:
    """From counts (right, gold, predicted) an article to figures over all."""
    if not len(counts):
        return Score(None, None, None, None, 0, 0, 0)
    right, gold, predicted = (int(total) for total in counts.sum(axis=0))
    dice = np.random.default_rng(SEED)
    sums = np.array([counts[dice.integers(0, len(counts), len(counts))].sum(axis=0) for _ in range(SAMPLES)])
    both = sums[:, 1] + sums[:, 2]
    values = 2 * sums[:, 0][both > 0] / both[both > 0]
    interval = (float(np.quantile(values, 0.025)), float(np.quantile(values, 0.975))) if len(values) else None
    return Score(_share(right, predicted), _share(right, gold), _share(2 * right, gold + predicted), interval, gold, predicted, right)


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None

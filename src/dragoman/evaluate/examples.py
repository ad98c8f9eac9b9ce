"""The examples inside knowledge entries, run as tests. A coder and knowledge folders come in, what does not hold goes out."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dragoman.coder import Coder
from dragoman.evaluate.rows import RowError, expected_rows, row_of
from dragoman.knowledge.compiled import DATA, entries_of
from dragoman.knowledge.load import Entry
from dragoman.knowledge.schema import Family, Support
from dragoman.model import Report

#: the date of publication of every example, a Thursday
PUBLISHED = "2023-04-06"

Check = Callable[[Report, Any, Coder], Iterator[str]]


@dataclass(frozen=True, slots=True)
class Problem:
    """An example that does not give what it says."""

    where: str
    sentence: str
    message: str

    def __str__(self) -> str:
        return f"{self.where}: {self.sentence}\n    {self.message}"


@dataclass(frozen=True, slots=True)
class Outcome:
    """How many examples were run, and those that do not hold."""

    run: int
    problems: tuple[Problem, ...]


def run(coder: Coder, folders: Sequence[Path] = (), only: str = "") -> Outcome:
    """Run the examples of all entries, or of those whose key contains `only` ("frames/urge")."""
    roots = [DATA, *folders]
    count, problems = 0, []
    for pattern, shape, check in SECTIONS:
        for entry in entries_of(roots, pattern, shape):
            if only in entry.key:
                for sentence, expected, wrong in _examples(entry):
                    count += 1
                    problems += list(_try(coder, entry, sentence, expected, wrong, check))
    return Outcome(count, tuple(problems))


def _examples(entry: Entry[Any]) -> Iterator[tuple[str, Any, bool]]:
    for sentence, expected in getattr(entry.value, "examples", {}).items():
        yield sentence, expected, False
    for sentence, expected in (getattr(entry.value, "known_wrong", None) or {}).items():
        yield sentence, expected, True


def _try(coder: Coder, entry: Entry[Any], sentence: str, expected: Any, wrong: bool, check: Check) -> Iterator[Problem]:
    where = f"{entry.path.name}:{entry.line} {entry.name}"
    report = coder.code(sentence, published=PUBLISHED, id=entry.key)
    messages = list(check(report, expected, coder))
    if wrong and not messages:
        yield Problem(where, sentence, "is right now: move it from known_wrong to examples")
    elif not wrong:
        for message in messages:
            yield Problem(where, sentence, message)


def check_rows(report: Report, expected: str | list[str], coder: Coder) -> Iterator[str]:
    """Whether the report's events are exactly the expected rows."""
    texts = [expected] if isinstance(expected, str) else expected
    try:
        rows = expected_rows(texts, coder.knowledge.frames.categories)
    except RowError as error:
        yield str(error)
        return
    left = list(report.events)
    missing = []
    for row in rows:
        event = next((e for e in left if row.fits(e)), None)
        if event is None:
            missing.append(row.text)
        else:
            left.remove(event)
    if missing or left:
        given = "; ".join(f"{row_of(e)} ({', '.join(e.because[:2])})" for e in left) or "nothing more"
        yield f"wanted {'; '.join(missing) or 'nothing more'}, got {given}"


SECTIONS: tuple[tuple[str, type[Any], Check], ...] = (
    ("frames/*.yaml", Family, check_rows),
    ("support.yaml", Support, check_rows),
)

"""The examples inside knowledge entries, run as tests. A coder and knowledge folders come in, what does not hold goes out."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dragoman.coder import Coder
from dragoman.evaluate.rows import RowError, expected_rows, row_of
from dragoman.knowledge import examples_speech, examples_status
from dragoman.knowledge.compiled import DATA, entries_of
from dragoman.knowledge.load import Entry
from dragoman.knowledge.schema import Family, Support
from dragoman.knowledge.shapes_dates import Expression
from dragoman.knowledge.shapes_positions import IssueKind, StanceFamily
from dragoman.knowledge.shapes_speech import Saying
from dragoman.knowledge.shapes_status import StatusCue
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


def run(coder: Coder, folders: Sequence[Path] = (), only: str = "", own: bool = False) -> Outcome:
    """Run the examples of all entries, or of those whose key contains `only` ("frames/urge"); with `own` only of those in `folders`."""
    roots = [DATA, *folders]
    count, problems = 0, []
    for pattern, shape, check in SECTIONS:
        for entry in entries_of(roots, pattern, shape):
            if only in entry.key and not (own and entry.path.is_relative_to(DATA)):
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


def check_positions(report: Report, expected: str | list[str], coder: Coder) -> Iterator[str]:
    """Whether the report's positions are exactly the expected ones, each as `PARTY STANCE issue BY`."""
    wanted = sorted({" ".join(text.split()) for text in ([expected] if isinstance(expected, str) else expected)} - {"nothing"})
    got = sorted({" ".join([p.code or "-", p.stance.upper(), p.issue.kind, *p.issue.by]) for p in report.positions})
    if wanted != got:
        yield f"wanted {'; '.join(wanted) or 'no position'}, got {'; '.join(got) or 'none'}"


def check_status(report: Report, expected: dict[str, str], coder: Coder) -> Iterator[str]:
    """Whether the clauses of the words named have the status told."""
    clauses = tuple(clause for clause, _, _ in report.clauses)
    statuses = tuple(status for _, status, _ in report.clauses)
    yield from examples_status.differences(coder.parser.parse(report.article), clauses, statuses, expected)


def check_speech(report: Report, expected: str | list[str], coder: Coder) -> Iterator[str]:
    """Whether the quotations are the expected ones."""
    yield from examples_speech.differences(report.article.text, report.quotations, expected)


def check_times(report: Report, expected: str, coder: Coder) -> Iterator[str]:
    """Whether one of the time expressions has the value told, or there is none."""
    values = [time.value for time in report.times]
    if (expected not in values) if expected != "nothing" else values:
        yield f"wanted {expected}, got {', '.join(map(str, values)) or 'nothing'}"


SECTIONS: tuple[tuple[str, type[Any], Check], ...] = (
    ("frames/*.yaml", Family, check_rows),
    ("support.yaml", Support, check_rows),
    ("positions.yaml", StanceFamily, check_positions),
    ("issues.yaml", IssueKind, check_positions),
    ("status.yaml", StatusCue, check_status),
    ("speech.yaml", Saying, check_speech),
    ("expressions.yaml", Expression, check_times),
)

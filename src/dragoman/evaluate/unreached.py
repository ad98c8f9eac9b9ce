"""Reports come in, rows of families that no example and no report reaches go out: they are shadowed by rows above them, or useless."""

from collections.abc import Iterable, Iterator

from dragoman.coder import Coder
from dragoman.evaluate.examples import PUBLISHED
from dragoman.knowledge.compiled import DATA, entries_of
from dragoman.knowledge.load import Entry
from dragoman.knowledge.schema import Family
from dragoman.model import Report


def unreached(coder: Coder, reports: Iterable[Report] = (), only: str = "") -> list[str]:
    """Keys of rows that give an event ("frames/seize.yaml#seize:12"), in files whose key contains `only`, and that neither an example
    nor one of the reports reaches. Rows with `code: nothing` leave no trace in a report and are not judged.
    """
    families = list(entries_of([DATA], "frames/*.yaml", Family))
    reached = set(_reasons(_examples(coder, families)))
    reached.update(_reasons(reports))
    return [row for entry in families if only in entry.key for row in _rows(entry) if row not in reached]


def explained() -> frozenset[str]:
    """Keys of the rows that say `why` they stand there, as one must that has no example."""
    families = entries_of([DATA], "frames/*.yaml", Family)
    return frozenset(f"{entry.key}:{number}" for entry in families for number, row in enumerate(entry.value.codes, start=1) if "why" in row)


def _examples(coder: Coder, families: Iterable[Entry[Family]]) -> Iterator[Report]:
    """Reports of the examples of all families."""
    for entry in families:
        for sentence in entry.value.examples:
            yield coder.code(sentence, published=PUBLISHED, id=entry.key)


def _reasons(reports: Iterable[Report]) -> Iterator[str]:
    """Rows that events of the reports rest on."""
    for report in reports:
        for event in report.events:
            yield from event.because


def _rows(entry: Entry[Family]) -> Iterator[str]:
    """Keys of the rows that give an event, counted from 1."""
    for number, row in enumerate(entry.value.codes, start=1):
        if row["code"] != "nothing":
            yield f"{entry.key}:{number}"

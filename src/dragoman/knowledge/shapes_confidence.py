"""Shape of confidence.yaml: shares of right events by condition, measured by `bench/confidence.py`."""

from dataclasses import dataclass

from dragoman.knowledge.load import Entry, KnowledgeError
from dragoman.knowledge.schema import Strict


class Share(Strict, frozen=True):
    """`right` of `seen` events under a condition had the right category."""

    right: int
    seen: int


@dataclass(frozen=True, slots=True)
class Confidence:
    """Share of right events by condition; `overall` for conditions that were hardly seen."""

    shares: dict[str, float]
    overall: float


#: a condition seen less often than this has the overall share
ENOUGH = 20


def compile_confidence(entries: list[Entry[Share]]) -> Confidence:
    """Shares to two digits. Raises KnowledgeError if more events are right than were seen."""
    for entry in entries:
        if not 0 <= entry.value.right <= entry.value.seen:
            raise KnowledgeError(f"{entry.path}:{entry.line}: {entry.name}: {entry.value.right} right of {entry.value.seen}")
    seen = sum(entry.value.seen for entry in entries)
    overall = round(sum(entry.value.right for entry in entries) / seen, 2) if seen else 0.5
    return Confidence({e.name: round(e.value.right / e.value.seen, 2) for e in entries if e.value.seen >= ENOUGH}, overall)

"""What readers of an archive say of its rows comes in, is kept beside the tables, and goes out as gold and as shares of right rows.

Marks stand in a file of their own (`corrections.sqlite` in the archive's folder) that no coding ever touches. A mark is never changed:
a later mark of the same reader on the same event takes the place of the earlier when they are read.
"""

import json
import math
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing
from pathlib import Path
from typing import Any

from dragoman.model import Word

FILE = "corrections.sqlite"

VERDICTS = ("right", "wrong", "missing", "withdrawn")

#: what a reader may set instead of what the coder gave, each as text: sides are codes joined by commas, flags 0 or 1
FIELDS = ("event", "mode", "actor", "recipient", "negated", "future", "hypothetical", "historical")

#: most characters of a note or of a field
LONGEST = 2000

_TABLE = """
create table if not exists marks (
    number integer primary key, made text not null, reader text not null, article text not null, event text,
    verdict text not null, coded text not null, changes text not null, sentence_start integer, sentence_end integer, note text not null
)
"""


class CorrectionError(ValueError):
    """A mark that can't be kept; the message says what is wrong with it."""


class Mark(Word, frozen=True):
    """What one reader said of one row, or of a sentence that lacks one (`missing`, then `event` is None).

    `coded` is the category the coder gave, `changes` are fields of FIELDS with what the reader set instead, `made` is an ISO time.
    """

    made: str
    reader: str
    article: str
    event: str | None
    verdict: str
    coded: str
    changes: dict[str, str]
    sentence: tuple[int, int] | None
    note: str = ""

    @property
    def right(self) -> bool:
        """Whether the row was right as it was coded."""
        return self.verdict == "right" and not self.changes


class Precision(Word, frozen=True):
    """Marked rows of a category, how many were right, and the 95 % interval of the share (Wilson 1927)."""

    category: str
    marked: int
    right: int
    low: float
    high: float

    @property
    def share(self) -> float:
        return self.right / self.marked


def keep(archive: Path, mark: Mark) -> None:
    """Add a mark. Raises CorrectionError, sqlite3.Error."""
    _check(mark)
    with closing(_open(archive)) as file, file:
        file.execute(
            "insert into marks (made, reader, article, event, verdict, coded, changes, sentence_start, sentence_end, note) values (?,?,?,?,?,?,?,?,?,?)",
            (mark.made, mark.reader, mark.article, mark.event, mark.verdict, mark.coded, json.dumps(mark.changes, sort_keys=True), *(mark.sentence or (None, None)), mark.note),
        )


def marks(archive: Path, article: str | None = None) -> list[Mark]:
    """Marks that hold, in the order they were made: of one article, or of all. None where nothing was ever marked."""
    if not (archive / FILE).exists():
        return []
    where, values = ("where article = ?", (article,)) if article is not None else ("", ())
    with closing(_open(archive)) as file:
        rows = file.execute(f"select made, reader, article, event, verdict, coded, changes, sentence_start, sentence_end, note from marks {where} order by number", values)
        found = [_mark(row) for row in rows]
    return list(_holding(found))


def precision(found: list[Mark]) -> list[Precision]:
    """The share of right rows by category, from marks of rows that were coded; all together first."""
    judged = [mark for mark in found if mark.event is not None]
    names = sorted({mark.coded for mark in judged})
    counts = [("all", judged), *((name, [mark for mark in judged if mark.coded == name]) for name in names)]
    return [Precision(name, len(some), sum(mark.right for mark in some), *_wilson(sum(mark.right for mark in some), len(some))) for name, some in counts if some]


def gold(article: Mapping[str, Any], events: list[dict[str, Any]], found: list[Mark]) -> dict[str, Any]:
    """The marks of one article in the form that `dragoman evaluate` reads; only rows in the sentences of `judged` are to be compared.

    A sentence is judged when every row coded there is marked, or when a reader said what it lacks and nothing else was coded.
    """
    last = {mark.event: mark for mark in found if mark.event is not None}
    by_name = {event["id"]: event for event in events}
    told = [_as_told(by_name[mark.event] | {"actor": by_name[mark.event]["actor_codes"], "recipient": by_name[mark.event]["recipient_codes"]}, mark)
            for mark in last.values() if mark.event in by_name]  # fmt: skip
    told += [_as_told({}, mark) for mark in found if mark.event is None]
    marked = {(event["start"], event["end"]) for event in events if event["id"] in last} | {mark.sentence for mark in found if mark.event is None}
    open_still = {(event["start"], event["end"]) for event in events if event["id"] not in last}
    return {
        "id": article["id"], "text": article["text"], "title": article["title"], "published": article["published"], "coder": "reader",
        "judged": sorted(span for span in marked - open_still if span is not None), "events": [event for event in told if event is not None],
    }  # fmt: skip


def _as_told(event: Mapping[str, Any], mark: Mark) -> dict[str, Any] | None:
    """The event as the reader wants it, in the form that `dragoman evaluate` reads; None if there is no such event."""
    if mark.verdict == "wrong" and not mark.changes:
        return None
    changes = mark.changes
    sides = {
        side: [{"code": code} for code in changes[side].split(",") if code] if side in changes else [{"code": code} for code in event.get(side) or () if code]
        for side in ("actor", "recipient")
    }
    status = {flag: changes[flag] == "1" if flag in changes else bool(event.get(flag)) for flag in ("negated", "future", "hypothetical", "historical")}
    mode = changes["mode"].split(",") if changes.get("mode") else [] if "mode" in changes else list(event.get("mode") or ())
    start, end = mark.sentence or (0, 0)
    return {"event": [changes.get("event", mark.coded)], "mode": mode, **sides, "status": status, "text_info": {"start": start, "end": end}}


def _check(mark: Mark) -> None:
    if mark.verdict not in VERDICTS:
        raise CorrectionError(f"{mark.verdict!r} is no verdict; verdicts are {', '.join(VERDICTS)}")
    wrong = sorted(set(mark.changes) - set(FIELDS))
    if wrong:
        raise CorrectionError(f"{wrong[0]!r} can't be set; fields are {', '.join(FIELDS)}")
    if mark.verdict == "missing" and (mark.sentence is None or "event" not in mark.changes):
        raise CorrectionError("a missing row needs its sentence and its category")
    if any(len(text) > LONGEST for text in (mark.note, mark.reader, *mark.changes.values())):
        raise CorrectionError(f"no field is longer than {LONGEST} characters")


def _open(archive: Path) -> sqlite3.Connection:
    file = sqlite3.connect(archive / FILE, timeout=10)
    file.execute(_TABLE)
    return file


def _mark(row: tuple[Any, ...]) -> Mark:
    made, reader, article, event, verdict, coded, changes, start, end, note = row
    return Mark(made, reader, article, event, verdict, coded, json.loads(changes), None if start is None else (start, end), note)


def _holding(found: list[Mark]) -> Iterator[Mark]:
    """Of each reader and event the last mark, unless it was withdrawn; every missing row."""
    last = {(mark.reader, mark.event): mark for mark in found if mark.event is not None}
    for mark in found:
        if mark.verdict != "withdrawn" and (mark.event is None or last[mark.reader, mark.event] is mark):
            yield mark


def _wilson(right: int, marked: int) -> tuple[float, float]:
    """The 95 % interval of a share."""
    z = 1.959964
    share, square = right / marked, z * z / marked
    middle, reach = share + square / 2, z * math.sqrt(share * (1 - share) / marked + square / (4 * marked))
    return max(0.0, (middle - reach) / (1 + square)), min(1.0, (middle + reach) / (1 + square))

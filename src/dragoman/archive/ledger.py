"""Positions come in, from reports or an archive; the ledger goes out: who stands where on which issue, since when, and how that changed.

>>> held = ledger(of_archive(asked, Choice(issue=("mediation:CHN:UKR",), party=("RUS",))))
>>> [change.after[0].stance for change in changes(held)]
"""

from collections.abc import Iterable, Iterator
from itertools import groupby, pairwise
from typing import Any

import duckdb
import msgspec

from dragoman.model import Position, Report

#: stances that come to the same when two are compared: for it, against it, and neither
LEANING = {
    "proposes": "for", "supports": "for", "accepts": "for", "open": "for", "demands": "for", "neutral": "neither", "noncommittal": "neither",
    "doubts": "against", "rejects": "against",
}  # fmt: skip


class Stand(msgspec.Struct, frozen=True):
    """One stance of a party: `side` names it across articles, `issue` is the key of the issue, `speaker` who said it if somebody did.

    `date` is the day it was taken, else of publication. `articles` are the ids of all reports that tell the same.
    """

    date: str
    side: str
    party: str
    stance: str
    issue: str
    kind: str
    conflict: str
    about: str
    toward: tuple[str, ...]
    hearers: tuple[str, ...]
    speaker: str
    conditions: tuple[str, ...]
    text: str
    articles: tuple[str, ...]
    because: tuple[str, ...]
    code: str = ""


class Change(msgspec.Struct, frozen=True):
    """What a party said on the day it last spoke of the issue, and what it says now that is not the same."""

    issue: str
    side: str
    before: tuple[Stand, ...]
    after: tuple[Stand, ...]


class Choice(msgspec.Struct, frozen=True):
    """What to keep: `issue` are keys, beginnings of keys, kinds or conflicts; `party` codes, sides or parts of names; days are the first and last."""

    issue: tuple[str, ...] = ()
    party: tuple[str, ...] = ()
    since: str | None = None
    until: str | None = None


# --- from reports and archives --------------------------------------------------------------------------------------------


def of_report(report: Report, choice: Choice) -> Iterator[Stand]:
    """The stands that one report tells."""
    names = {actor.id: actor.name for actor in report.cast.actors}
    for position in report.positions:
        stand = _stand(position, names, report)
        if _chosen(stand, choice):
            yield stand


def _stand(position: Position, names: dict[str, str], report: Report) -> Stand:
    issue = position.issue
    return Stand(
        position.date or report.article.published or "", position.side, names.get(position.party, position.side), position.stance, issue.key, issue.kind,
        issue.conflict, issue.text, position.toward, position.hearers, names.get(position.speaker or "", ""),
        tuple(one.text for one in position.conditions), position.text, (report.article.id,), position.because, position.code or "",
    )  # fmt: skip


def _chosen(stand: Stand, choice: Choice) -> bool:
    names = f"{stand.party}\n{stand.speaker}".casefold()
    return (
        (not choice.issue or any(one in (stand.kind, stand.issue, stand.conflict) or stand.issue.startswith(one + ":") for one in choice.issue))
        and (not choice.party or any(one in (stand.side, stand.code) or one.casefold() in names for one in choice.party))
        and (choice.since is None or stand.date >= choice.since)
        and (choice.until is None or stand.date <= choice.until)
    )


_COLUMNS = """coalesce(cast(date as varchar), cast(published as varchar), '') as day, side, party_name, stance, issue_key, issue_kind,
    coalesce(issue_conflict, ''), coalesce(issue_text, ''), toward, hearers, coalesce(speaker_name, ''),
    list_transform(coalesce(conditions, []), lambda c: c.text), coalesce(text, ''), article, because, coalesce(code, '')"""


def of_archive(asked: duckdb.DuckDBPyConnection, choice: Choice) -> Iterator[Stand]:
    """The stands of an archive that are chosen; `asked` is a connection as `archive.query.connection` gives it."""
    wanted: list[tuple[str, list[Any]]] = []
    if choice.issue:
        test = "issue_kind = ? or issue_key = ? or issue_conflict = ? or starts_with(issue_key, ?)"
        wanted.append((" or ".join([test] * len(choice.issue)), [value for one in choice.issue for value in (one, one, one, one + ":")]))
    if choice.party:
        test = "side = ? or code = ? or contains(lower(party_name), ?) or contains(lower(coalesce(speaker_name, '')), ?)"
        wanted.append((" or ".join([test] * len(choice.party)), [value for one in choice.party for value in (one, one, one.casefold(), one.casefold())]))
    if choice.since:
        wanted.append(("coalesce(date, published) >= cast(? as date)", [choice.since]))
    if choice.until:
        wanted.append(("coalesce(date, published) <= cast(? as date)", [choice.until]))
    where = " where " + " and ".join(f"({test})" for test, _ in wanted) if wanted else ""
    values = [value for _, some in wanted for value in some]
    found = asked.execute(f"select {_COLUMNS} from positions{where}", values)
    while rows := found.fetchmany(10_000):
        yield from map(_row, rows)


def _row(row: tuple[Any, ...]) -> Stand:
    """A row of `_COLUMNS`."""
    day, side, party, stance, key, kind, conflict, about, toward, hearers, speaker, conditions, text, article, because, code = row
    return Stand(
        day, side or party or code, party or side or code, stance, key, kind, conflict, about, tuple(toward or ()), tuple(hearers or ()), speaker,
        tuple(conditions or ()), text, (article,), tuple(because or ()), code,
    )  # fmt: skip


# --- the ledger -----------------------------------------------------------------------------------------------------------


def ledger(stands: Iterable[Stand]) -> tuple[Stand, ...]:
    """All stands by issue, party and day. What several reports tell in the same way is one, with all of them."""
    held: dict[tuple[object, ...], Stand] = {}
    for stand in sorted(stands, key=lambda s: (s.issue, s.side, s.date, s.articles, s.stance, s.speaker, s.text)):
        same = (stand.issue, stand.side, stand.date, stand.stance, stand.speaker, stand.conditions)
        first = held.get(same)
        if first is None:
            held[same] = stand
        elif stand.articles[0] not in first.articles:
            held[same] = msgspec.structs.replace(first, articles=(*first.articles, *stand.articles))
    return tuple(held.values())


def at(held: Iterable[Stand], day: str) -> tuple[Stand, ...]:
    """What each party last said on each issue on `day` or before: all of it, if it said several things on one day."""
    past = [stand for stand in held if stand.date and stand.date <= day]
    return tuple(stand for days in _by_day(past) for stand in days[-1])


def changes(held: Iterable[Stand]) -> tuple[Change, ...]:
    """Each time a party takes another stance than on the day it last spoke of the issue."""
    found = []
    for days in _by_day(held):
        for before, after in pairwise(days):
            if {stand.stance for stand in before} != {stand.stance for stand in after}:
                found.append(Change(after[0].issue, after[0].side, before, after))
    return tuple(found)


def contradictions(held: Iterable[Stand]) -> tuple[tuple[Stand, ...], ...]:
    """Stands of one party on one issue and one day that lean different ways, where different people speak."""
    found = []
    for days in _by_day(held):
        for stands in days:
            leanings = {LEANING[stand.stance] for stand in stands}
            if len(leanings) > 1 and len({stand.speaker for stand in stands}) > 1:
                found.append(stands)
    return tuple(found)


def _by_day(held: Iterable[Stand]) -> Iterator[tuple[tuple[Stand, ...], ...]]:
    """The stands of each party on each issue, day by day."""
    dated = sorted((stand for stand in held if stand.date), key=lambda s: (s.issue, s.side, s.date))
    for _, of_party in groupby(dated, key=lambda s: (s.issue, s.side)):
        yield tuple(tuple(of_day) for _, of_day in groupby(of_party, key=lambda s: s.date))

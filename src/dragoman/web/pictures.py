"""A filter comes in, what a picture draws goes out: rows with links to the page that shows what is behind them."""

from datetime import date, timedelta
from typing import Any

import duckdb
import msgspec

from dragoman.archive import overview, query
from dragoman.archive.filters import Filter, parameters
from dragoman.archive.overview import Rows
from dragoman.archive.timeline import timeline as counted
from dragoman.web.known import country
from dragoman.web.view import address

#: most steps of a time line, most places of a map, most positions of lanes
STEPS, PLACES, LANES = 4000, 2000, 1000


def timeline(asked: duckdb.DuckDBPyConnection, wanted: Filter, by: str) -> Rows:
    """Cooperation, conflict and mean score by step: `start`, `cooperation`, `conflict`, `score`, `link`; steps without events are left out."""
    found = counted(asked, _actual(wanted), by, gaps=False).select(["start", "cooperation", "conflict", "score"]).to_pylist()[-STEPS:]
    return [row | {"link": _events(wanted, since=max(filter(None, (row["start"], wanted.since))), until=_end(row["start"], by))} for row in found]


def network(asked: duckdb.DuckDBPyConnection, wanted: Filter, most: int) -> dict[str, Rows]:
    """Countries that act on each other most: nodes `id`, `name`, `full`, `events`, `link`; edges `source`, `target`, counts, `link`."""
    pairs = overview.pairs(asked, _actual(wanted), most)
    edges = [row | {"source": row["one"], "target": row["other"], "link": address("/dyad", a=row["one"], b=row["other"])} for row in pairs]
    weights: dict[str, int] = {}
    for edge in edges:
        for side in ("source", "target"):
            weights[edge[side]] = weights.get(edge[side], 0) + edge["events"]
    nodes = [{"id": name, "name": name, "full": country(name), "events": count, "link": _events(wanted, country=(name,))} for name, count in weights.items()]
    return {"nodes": nodes, "edges": edges}


def places(asked: duckdb.DuckDBPyConnection, wanted: Filter) -> Rows:
    """Places of events: `place`, `geonameid`, `lat`, `lon`, `events`, `cooperation`, `conflict`, `link`; those with most first."""
    found = overview.places(asked, _actual(wanted), PLACES)
    return [row | {"link": _events(wanted, place=(str(row["geonameid"]) if row["geonameid"] else row["place"],))} for row in found]


def lanes(asked: duckdb.DuckDBPyConnection, wanted: Filter) -> Rows:
    """Positions: `party`, `stance`, `date`, `text`, `link`."""
    found = query.positions(asked, wanted, LANES).rows.to_pylist()
    return [
        {
            "party": _party(row), "stance": row["stance"], "date": row["date"], "text": (row["words"] or row["text"] or "")[:200],
            "link": f"{address('/article', id=row['article'])}#words-{row['id']}",
        }
        for row in found
    ]  # fmt: skip


def _actual(wanted: Filter) -> Filter:
    """The filter; one that asks for no status wants what is told as actual."""
    return wanted if wanted.status else msgspec.structs.replace(wanted, status=("actual",))


def _party(row: dict[str, Any]) -> str:
    """Who has a lane of its own: a government by the name of its country, others by theirs."""
    side = row["side"]
    return country(side) if side and side == row["code"] else row["party_name"] or side or "unknown"


def _events(wanted: Filter, **changes: Any) -> str:
    """The page of the events that the filter wants, narrowed."""
    told: dict[str, list[str]] = {}
    for name, value in parameters(msgspec.structs.replace(_actual(wanted), **changes)):
        told.setdefault(name, []).append(value)
    return address("/events", **told)


def _end(start: date, by: str) -> date:
    """The last day of the step that begins on `start`."""
    if by == "month":
        return (start.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
    return {"day": start, "week": start + timedelta(days=6), "year": start.replace(month=12, day=31)}[by]

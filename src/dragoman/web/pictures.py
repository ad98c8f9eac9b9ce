"""A filter comes in, what a picture draws goes out: rows with links to the page that shows what is behind them."""

from datetime import date, timedelta
from typing import Any

import duckdb
import msgspec

from dragoman.archive import query
from dragoman.archive.filters import Filter, of_events, parameters
from dragoman.archive.overview import ACTUAL, Rows, rows
from dragoman.web.known import country
from dragoman.web.view import address

#: most steps of a time line, most places of a map, most positions of lanes
STEPS, PLACES, LANES = 4000, 2000, 1000


def timeline(asked: duckdb.DuckDBPyConnection, wanted: Filter, by: str) -> Rows:
    """Cooperation, conflict and mean score of actual events by step: `start`, `cooperation`, `conflict`, `score`, `link`."""
    found = of_events(wanted)
    found.add(ACTUAL)
    found.add("date is not null")
    made = rows(
        asked.execute(
            f"""
            select date_trunc('{by}', date)::date as start, count(*) filter (quad_code in (1, 2)) as cooperation,
              count(*) filter (quad_code in (3, 4)) as conflict, avg(event_scale) as score
            from events {found.where} group by 1 order by 1 limit {STEPS}
            """,
            found.values,
        )
    )
    return [row | {"link": _events(wanted, since=max(filter(None, (row["start"], wanted.since))), until=_end(row["start"], by))} for row in made]


def network(asked: duckdb.DuckDBPyConnection, wanted: Filter, most: int) -> dict[str, Rows]:
    """Countries that act on each other most: nodes `id`, `name`, `full`, `events`, `link`; edges `source`, `target`, `events`, `cooperation`, `conflict`, `link`."""
    found = of_events(wanted)
    found.add(ACTUAL)
    edges = rows(
        asked.execute(
            f"""
            select least(d.actor, d.recipient) as source, greatest(d.actor, d.recipient) as target, count(distinct id) as events,
              count(distinct id) filter (quad_code in (1, 2)) as cooperation, count(distinct id) filter (quad_code in (3, 4)) as conflict
            from (select id, quad_code, unnest(dyads) as d from events {found.where})
            where d.actor <> d.recipient group by 1, 2 order by events desc, 1, 2 limit {int(most)}
            """,
            found.values,
        )
    )
    weights: dict[str, int] = {}
    for edge in edges:
        edge["link"] = address("/dyad", a=edge["source"], b=edge["target"])
        for side in ("source", "target"):
            weights[edge[side]] = weights.get(edge[side], 0) + edge["events"]
    nodes = [{"id": name, "name": name, "full": country(name), "events": count, "link": _events(wanted, country=(name,))} for name, count in weights.items()]
    return {"nodes": nodes, "edges": edges}


def places(asked: duckdb.DuckDBPyConnection, wanted: Filter) -> Rows:
    """Places of actual events: `place`, `geonameid`, `lat`, `lon`, `events`, `cooperation`, `conflict`, `link`."""
    found = of_events(wanted)
    found.add(ACTUAL)
    found.add("lat is not null and lon is not null")
    made = rows(
        asked.execute(
            f"""
            select any_value(place) as place, geonameid, lat, lon, count(*) as events, count(*) filter (quad_code in (1, 2)) as cooperation,
              count(*) filter (quad_code in (3, 4)) as conflict
            from events {found.where} group by geonameid, lat, lon order by events desc, place, lat, lon limit {PLACES}
            """,
            found.values,
        )
    )
    return [row | {"link": _events(wanted, place=(str(row["geonameid"]) if row["geonameid"] else row["place"],))} for row in made]


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


def _party(row: dict[str, Any]) -> str:
    """Who has a lane of its own: a government by the name of its country, others by theirs."""
    side = row["side"]
    return country(side) if side and side == row["code"] else row["party_name"] or side or "unknown"


def _events(wanted: Filter, **changes: Any) -> str:
    """The page of the events that the filter wants, narrowed."""
    told: dict[str, list[str]] = {}
    for name, value in parameters(msgspec.structs.replace(wanted, **changes, status=wanted.status or ("actual",))):
        told.setdefault(name, []).append(value)
    return address("/events", **told)


def _end(start: date, by: str) -> date:
    """The last day of the step that begins on `start`."""
    if by == "month":
        return (start.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
    return {"day": start, "week": start + timedelta(days=6), "year": start.replace(month=12, day=31)}[by]

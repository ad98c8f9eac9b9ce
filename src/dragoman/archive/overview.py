"""A DuckDB connection on an archive comes in, what the archive holds as a whole goes out: counts, reports by month and source, places, parties."""

from typing import Any

import duckdb

from dragoman.archive.filters import Filter
from dragoman.archive.query import conditions

Rows = list[dict[str, Any]]

#: sources told apart; the rest count as one
SOURCES = 7

#: the four kinds of events as quad codes
COOPERATION, CONFLICT = "quad_code in (1, 2)", "quad_code in (3, 4)"


def counts(asked: duckdb.DuckDBPyConnection) -> dict[str, int]:
    """How many rows each table has, and from when to when the reports are."""
    tables = ("articles", "events", "quotations", "positions", "errors")
    return {name: _one(asked, f"select count(*) from {name}") for name in tables}


def span(asked: duckdb.DuckDBPyConnection) -> tuple[Any, Any]:
    """First and last day of publication, None where no report has one."""
    first, last = asked.sql("select min(published), max(published) from articles").fetchall()[0]
    return first, last


def reports(asked: duckdb.DuckDBPyConnection) -> Rows:
    """Reports by month and source: `month` (2023-04), `source`, `reports`. The most frequent sources are told apart."""
    return rows(
        asked.execute(
            f"""
            with known as (select strftime(published, '%Y-%m') as month, coalesce(source, 'unknown') as source from articles where published is not null),
            most as (select source from known group by source order by count(*) desc, source limit {SOURCES})
            select month, case when source in (from most) then source else 'others' end as source, count(*) as reports
            from known group by all order by month, source
            """
        )
    )


def errors(asked: duckdb.DuckDBPyConnection, most: int = 20) -> Rows:
    """What could not be read or coded."""
    return rows(asked.execute("select file, place, article, reason, hint from errors order by file, place, id limit ?", [most]))


def pairs(asked: duckdb.DuckDBPyConnection, wanted: Filter, most: int = 40) -> Rows:
    """Pairs of countries that act on each other most, whoever acts: `one`, `other`, `events`, `cooperation`, `conflict`."""
    with conditions(asked, "events", wanted) as found:
        return rows(
            asked.execute(
                f"""
                select p.one as one, p.other as other, count(*) as events, count(*) filter ({COOPERATION}) as cooperation, count(*) filter ({CONFLICT}) as conflict
                from (select quad_code, unnest(list_distinct(list_transform(
                  list_filter(dyads, lambda d: d.actor <> d.recipient),
                  lambda d: {{'one': least(d.actor, d.recipient), 'other': greatest(d.actor, d.recipient)}}
                ))) as p from events {found.where})
                group by all order by events desc, one, other limit {int(most)}
                """,
                found.values,
            )
        )


def places(asked: duckdb.DuckDBPyConnection, wanted: Filter, most: int = 2000) -> Rows:
    """Places of events with how many happened there: `place`, `geonameid`, `lat`, `lon`, `events`, `cooperation`, `conflict`."""
    with conditions(asked, "events", wanted) as found:
        found.add("lat is not null and lon is not null")
        return rows(
            asked.execute(
                f"""
                select any_value(place) as place, geonameid, lat, lon, count(*) as events, count(*) filter ({COOPERATION}) as cooperation,
                  count(*) filter ({CONFLICT}) as conflict
                from events {found.where} group by geonameid, lat, lon order by events desc, place, lat, lon limit {int(most)}
                """,
                found.values,
            )
        )


def rows(relation: duckdb.DuckDBPyConnection) -> Rows:
    """What a question gave, a dict a row."""
    names = [column[0] for column in relation.description or ()]
    return [dict(zip(names, row, strict=True)) for row in relation.fetchall()]


def _one(asked: duckdb.DuckDBPyConnection, question: str) -> int:
    found = asked.execute(question).fetchone()
    return int(found[0]) if found else 0

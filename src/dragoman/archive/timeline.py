"""A filter comes in, counts and scores of events by day, week, month, quarter or year go out: of all it wants, or of each party, dyad or country in it."""

from collections.abc import Mapping
from datetime import date, timedelta

import duckdb
import pyarrow as pa

from dragoman.archive.filters import Filter, FilterError
from dragoman.archive.query import conditions

#: steps of time, with the resolutions of dates that are fine enough to be counted in them
STEPS: Mapping[str, tuple[str, ...]] = {
    "day": ("day",),
    "week": ("day", "week"),
    "month": ("day", "week", "weekend", "month"),
    "quarter": ("day", "week", "weekend", "month", "quarter"),
    "year": ("day", "week", "weekend", "month", "quarter", "season", "half", "year"),
}

#: what a line of a timeline can be of, with the columns that name it
SERIES = {
    "all": "'all' as one, null as other",
    "actor": "unnest(list_distinct(list_filter(actor_codes, lambda c: c is not null))) as one, null as other",
    "recipient": "unnest(list_distinct(list_filter(recipient_codes, lambda c: c is not null))) as one, null as other",
    "dyad": "pair.actor as one, pair.recipient as other",
    "country": "country_code as one, null as other",
    "category": "event as one, null as other",
    "source": "source as one, null as other",
}

COLUMNS = pa.schema(
    [
        pa.field("start", pa.date32()),
        pa.field("series", pa.string()),
        pa.field("events", pa.int64()),
        pa.field("verbal_cooperation", pa.int64()),
        pa.field("material_cooperation", pa.int64()),
        pa.field("verbal_conflict", pa.int64()),
        pa.field("material_conflict", pa.int64()),
        pa.field("cooperation", pa.int64()),
        pa.field("conflict", pa.int64()),
        pa.field("score", pa.float64()),
    ]
)

_COUNTS = """count(*) as events,
    count(*) filter (quad_code = 1) as verbal_cooperation, count(*) filter (quad_code = 2) as material_cooperation,
    count(*) filter (quad_code = 3) as verbal_conflict, count(*) filter (quad_code = 4) as material_conflict, avg(event_scale) as score"""
_TOLD = """events, verbal_cooperation, material_cooperation, verbal_conflict, material_conflict,
    verbal_cooperation + material_cooperation as cooperation, verbal_conflict + material_conflict as conflict, round(score, 4) as score"""


def timeline(
    asked: duckdb.DuckDBPyConnection, wanted: Filter, by: str = "month", series: str = "all", happenings: bool = False, gaps: bool = True
) -> pa.Table:
    """Rows of `COLUMNS`, sorted by start and series; `start` is the first day of the step, `score` the mean of `event_scale` (-10 to 10).

    `happenings` counts what several articles tell once. `gaps` adds rows without events, so that each series has a row for each step between the
    first and the last of all. A dyad is told as "RUS-UKR", from actor to recipient. Events dated less exactly than the step are left out. Raises FilterError.

    >>> timeline(asked, Filter(dyad=("RUS-UKR",)), by="month").column("conflict")
    """
    if by not in STEPS:
        raise FilterError(f"by: there is no {by!r}; there are {', '.join(STEPS)}")
    if series not in SERIES:
        raise FilterError(f"series: there is no {series!r}; there are {', '.join(SERIES)}")
    exact = ", ".join(f"'{name}'" for name in STEPS[by])
    columns = "id, date, date_resolution, quad_code, event_scale, actor_codes, recipient_codes, dyads, country_code, event, source"
    with conditions(asked, "events", wanted) as found:
        found.add(f"date is not null and date_resolution in ({exact})")
        chosen = f"select {columns} from events {found.where}"
        if happenings:
            chosen = f"""select {columns} from (
                select e.*, row_number() over (partition by coalesce(h.happening, e.id) order by e.id <> coalesce(h.happening, e.id), e.id) as telling
                from ({chosen}) e left join happenings h on h.event = e.id) where telling = 1"""
        paired = f"(select *, unnest(dyads) as pair from ({chosen}))" if series == "dyad" else f"({chosen})"
        rows: pa.Table = asked.sql(
            f"""select start, one || coalesce('-' || other, '') as series, {_TOLD} from (
                select start, one, other, {_COUNTS} from (
                    select date_trunc('{by}', date)::date as start, quad_code, event_scale, {SERIES[series]} from {paired})
                where one is not null group by all)
            order by start, series""",
            params=found.values,
        ).to_arrow_table()
    return _filled(rows.cast(COLUMNS), by) if gaps else rows.cast(COLUMNS)


def left_out(asked: duckdb.DuckDBPyConnection, wanted: Filter, by: str = "month") -> tuple[int, int]:
    """How many events that the filter wants are in no row of `timeline`: those without a date, and those dated less exactly than the step."""
    exact = ", ".join(f"'{name}'" for name in STEPS[by])
    with conditions(asked, "events", wanted) as found:
        question = f"select count(*) filter (date is null), count(*) filter (date is not null and not coalesce(date_resolution in ({exact}), false)) from events {found.where}"
        undated, coarse = asked.execute(question, found.values).fetchall()[0]
    return int(undated), int(coarse)


def _filled(rows: pa.Table, by: str) -> pa.Table:
    """The rows, and one of zeros for each step that a series does not have."""
    starts = rows.column("start").to_pylist()
    if not starts:
        return rows
    steps = [starts[0]]
    while steps[-1] < starts[-1]:
        steps.append(_next(steps[-1], by))
    names = sorted(set(rows.column("series").to_pylist()))
    if len(steps) * len(names) == rows.num_rows:
        return rows
    there = set(zip(starts, rows.column("series").to_pylist(), strict=True))
    nothing: dict[str, int | None] = {field.name: 0 for field in COLUMNS if field.type == pa.int64()} | {"score": None}
    added = [{"start": step, "series": name} | nothing for step in steps for name in names if (step, name) not in there]
    return pa.concat_tables([rows, pa.Table.from_pylist(added, schema=COLUMNS)]).sort_by([("start", "ascending"), ("series", "ascending")])


def _next(start: date, by: str) -> date:
    """The first day of the next step."""
    months = {"month": 1, "quarter": 3, "year": 12}.get(by)
    if months is None:
        return start + timedelta(days=7 if by == "week" else 1)
    month = start.month - 1 + months
    return date(start.year + month // 12, month % 12 + 1, 1)

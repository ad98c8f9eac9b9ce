"""A question to an archive comes in, rows go out as Arrow: events, quotations and positions that a filter wants, the newest first, a page at a time.

>>> with connection(open_archive("archive").snapshot()) as asked:
...     events(asked, Filter(actor=("RUS",), category=("REJECT",)), limit=10).rows
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import NamedTuple

import duckdb
import pyarrow as pa

from dragoman.archive import codes, search
from dragoman.archive.filters import Conditions, Filter, FilterError, filter_of, of_events, of_positions, of_quotations, parameters
from dragoman.archive.made import connection

__all__ = [
    "Filter", "FilterError", "Page", "all_rows", "conditions", "connection", "count", "events", "events_of", "filter_of", "page", "parameters",
    "positions", "quotations",
]  # fmt: skip

#: rows in a page unless told otherwise
LIMIT = 50

#: counts that each event has: of its happening, or of itself if no other article tells it
COUNTS = ", coalesce(h.reports, 1) as reports, coalesce(h.sources, 1) as sources, coalesce(h.texts, 1) as texts, coalesce(h.happening, t.id) as happening"
JOINED = "left join happenings h on h.event = t.id"

#: the column that tells how new a row is, and what makes conditions of a filter
ORDER = {"events": "date", "quotations": "published", "positions": "date"}
OF = {"events": of_events, "quotations": of_quotations, "positions": of_positions}


class Page(NamedTuple):
    """Rows, and where the next page begins: give it as `after`; None if this is the last."""

    rows: pa.Table
    next: str | None


def events(asked: duckdb.DuckDBPyConnection, wanted: Filter, limit: int = LIMIT, after: str | None = None) -> Page:
    """A page of the events that the filter wants, all columns of `events` with `reports`, `sources`, `texts` and `happening`.

    The newest first, those without a day last. Raises FilterError for an `after` that no page gave.
    """
    return page(asked, "events", wanted, limit, after)


def quotations(asked: duckdb.DuckDBPyConnection, wanted: Filter, limit: int = LIMIT, after: str | None = None) -> Page:
    """A page of quotations, those published last first. Raises FilterError."""
    return page(asked, "quotations", wanted, limit, after)


def positions(asked: duckdb.DuckDBPyConnection, wanted: Filter, limit: int = LIMIT, after: str | None = None) -> Page:
    """A page of positions, the newest first. Raises FilterError."""
    return page(asked, "positions", wanted, limit, after)


def events_of(asked: duckdb.DuckDBPyConnection, ids: Sequence[str]) -> pa.Table:
    """The events of these names in their order, as `events` gives them; unknown names are passed over."""
    return _rows(asked, "events", [(None, name) for name in ids], [])


def count(asked: duckdb.DuckDBPyConnection, wanted: Filter, table: str = "events") -> int:
    """How many events (or rows of "quotations", "positions") the filter wants."""
    with conditions(asked, table, wanted) as found:
        return int(asked.execute(f"select count(*) from {table} {found.where}", found.values).fetchall()[0][0])


def all_rows(asked: duckdb.DuckDBPyConnection, table: str, wanted: Filter, chunk: int = 10_000) -> Iterator[pa.Table]:
    """All rows of "events", "quotations" or "positions" that the filter wants, as in their pages, `chunk` at once; one empty table if there are none."""
    with conditions(asked, table, wanted) as found:
        question = f"select t.*{COUNTS if table == 'events' else ''} from (select * from {table} {found.where}) t {JOINED if table == 'events' else ''}"
        reader = asked.sql(f"{question} order by {ORDER[table]} desc nulls last, id desc", params=found.values).to_arrow_reader(chunk)
        some = False
        for batch in reader:
            some = True
            yield pa.Table.from_batches([batch])
        if not some:
            yield reader.schema.empty_table()


@contextmanager
def conditions(asked: duckdb.DuckDBPyConnection, table: str, wanted: Filter) -> Iterator[Conditions]:
    """The conditions that a filter sets, with the index of words where there is one. They hold inside the block. Raises FilterError for unknown codes."""
    codes.check(asked, wanted)
    ids = search.found(Path(folder), asked, table, wanted.text) if wanted.text and table in search.INDEXED and (folder := _folder(asked)) else None
    if ids is None:
        yield OF[table](wanted, None)
        return
    asked.register("hits", pa.table({"id": ids}))
    try:
        yield OF[table](wanted, "hits")
    finally:
        asked.unregister("hits")


def page(asked: duckdb.DuckDBPyConnection, table: str, wanted: Filter, limit: int = LIMIT, after: str | None = None) -> Page:
    """A page of "events", "quotations" or "positions". Raises FilterError.

    First only days and names of its rows are read, then all their columns: far quicker than all columns of all rows.
    """
    with conditions(asked, table, wanted) as found:
        if after is not None:
            _beyond(found, ORDER[table], after)
        question = f"select {ORDER[table]}, id from {table} {found.where} order by {ORDER[table]} desc nulls last, id desc limit {int(limit) + 1}"
        keys = asked.execute(question, found.values).fetchall()
    rows = _rows(asked, table, keys[:limit], [day for day, _ in keys[:limit]])
    return Page(rows, "{}~{}".format(*keys[limit - 1]) if len(keys) > limit else None)


def _beyond(found: Conditions, order: str, after: str) -> None:
    """The condition that a row comes after the last one of a page."""
    day, _, name = after.partition("~")
    if day == "None":
        found.add(f"{order} is null and id < ?", name)
        return
    try:
        last = date.fromisoformat(day)
    except ValueError:
        raise FilterError(f"after: {after!r} is not what a page gave as its next") from None
    found.add(f"{order} < ? or {order} is null or ({order} = ? and id < ?)", last, last, name)


def _rows(asked: duckdb.DuckDBPyConnection, table: str, keys: Sequence[tuple[date | None, str]], days: Sequence[date | None]) -> pa.Table:
    """All columns of some rows, in the order of `keys`; `days` leave out files and parts of files that have none of them."""
    found = Conditions()
    found.add(f"id in ({', '.join('?' * len(keys))})" if keys else "false", *(name for _, name in keys))
    told = [day for day in days if day]
    if told and len(told) == len(days):
        found.add(f"{ORDER[table]} between ? and ?", min(told), max(told))
    counts = (COUNTS, JOINED) if table == "events" else ("", "")
    question = f"select t.*{counts[0]} from (select * from {table} {found.where}) t {counts[1]}"
    rows: pa.Table = asked.sql(question, params=found.values).to_arrow_table()
    places = {name: place for place, (_, name) in enumerate(keys)}
    order = [places[name] for name in rows.column("id").to_pylist()]
    return rows.take(pa.array(sorted(range(len(order)), key=order.__getitem__), pa.int64()))


def _folder(asked: duckdb.DuckDBPyConnection) -> str | None:
    """The folder of the archive that a connection was made for."""
    try:
        return str(asked.execute("select folder from this_archive").fetchall()[0][0])
    except duckdb.CatalogException:
        return None

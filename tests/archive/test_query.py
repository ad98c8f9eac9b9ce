"""An archive answers what a filter asks, with the index of words and without, page after page."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import duckdb
import pytest

from dragoman.archive import query, search
from dragoman.archive.filters import Filter, FilterError, filter_of, parameters
from dragoman.archive.network import graph, graphml, network
from dragoman.archive.store import open_archive
from dragoman.archive.timeline import SERIES, STEPS, timeline


@pytest.fixture
def asked(asked_archive: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    connection = query.connection(open_archive(asked_archive).snapshot())
    yield connection
    connection.close()


def articles(asked: duckdb.DuckDBPyConnection, **wanted: object) -> set[str]:
    found = query.events(asked, Filter(**wanted), limit=1000).rows  # type: ignore[arg-type]
    assert query.count(asked, Filter(**wanted)) == found.num_rows  # type: ignore[arg-type]
    return set(found.column("article").to_pylist())


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ({"actor": ("NOR",)}, {"norway-1", "norway-2"}),
        ({"actor": ("NOR",), "since": date(2021, 5, 7)}, {"norway-2"}),
        ({"actor": ("NOR",), "until": date(2021, 5, 6)}, {"norway-1"}),
        ({"recipient": ("MMR",)}, {"norway-1", "norway-2"}),
        ({"actor": ("MMR",), "category": ("COERCE",)}, {"norway-1", "norway-2"}),
        ({"actor": ("MMR",), "category": ("ACCUSE",)}, set()),
        ({"party": ("MMR",), "category": ("accuse",)}, {"norway-1", "norway-2"}),
        ({"dyad": ("MMR-NOR",)}, {"norway-1", "norway-2"}),
        ({"dyad": ("ERI-ETH",)}, {"wire-1"}),
        ({"actor": ("abiy ahmed",), "recipient": ("ERI",)}, {"wire-1"}),
        ({"place": ("jerusalem",)}, {"jerusalem"}),
        ({"place": ("294751",)}, {"holon"}),
        ({"place": ("ISR",), "mode": ("crowd-control",), "reports": 3}, {"tel-aviv-1", "tel-aviv-2", "holon"}),
        ({"country": ("MMR",), "source": ("gazette",)}, {"norway-2"}),
        ({"text": "tear gas", "sector": ("COP",), "status": ("claimed",)}, {"tel-aviv-2"}),
        ({"text": '"crowd of protesters"'}, {"holon"}),
        ({"text": '"protesters of crowd"'}, set()),
        ({"text": "myanm* criticised"}, {"norway-1", "norway-2"}),
        ({"text": "myanm criticised"}, set()),
        ({"cameo": ("17",), "country": ("ISR",)}, {"tel-aviv-1", "tel-aviv-2", "holon", "jerusalem"}),
        ({"article": ("holon", "wire-2")}, {"holon", "wire-2"}),
    ],
)
def test_filters(asked: duckdb.DuckDBPyConnection, wanted: dict[str, object], found: set[str]) -> None:
    assert articles(asked, **wanted) == found


@pytest.mark.parametrize("text", ["tear gas", '"crowd of protesters"', "myanm* criticised", "MYANMAR", "gas's", "%_", '"', "xyzzy", "the"])
def test_the_index_finds_what_reading_finds(own_archive: Path, text: str) -> None:
    found = []
    for index in (True, False):
        if not index:
            (own_archive / search.FILE).unlink()
        connection = query.connection(open_archive(own_archive).snapshot())
        found.append(articles(connection, text=text))
        connection.close()
    assert found[0] == found[1]


def test_the_index_is_made_again(own_archive: Path) -> None:
    assert search.update(own_archive) == 0
    (own_archive / search.FILE).write_bytes(b"no index " * 500)
    assert search.update(own_archive) > 50
    assert search.update(own_archive) == 0


def test_pages_have_every_row_once(asked: duckdb.DuckDBPyConnection) -> None:
    whole = query.events(asked, Filter(), limit=1000)
    seen: list[str] = []
    after: str | None = None
    while len(seen) < 1000:
        page = query.events(asked, Filter(), limit=7, after=after)
        seen += page.rows.column("id").to_pylist()
        after = page.next
        if after is None:
            break
    assert whole.next is None
    assert seen == whole.rows.column("id").to_pylist()
    assert len(set(seen)) == len(seen) == query.count(asked, Filter())
    days = [day for day in whole.rows.column("date").to_pylist() if day]
    assert days == sorted(days, reverse=True)
    assert [row for part in query.all_rows(asked, "events", Filter()) for row in part.column("id").to_pylist()] == seen


def test_events_by_name_keep_their_order(asked: duckdb.DuckDBPyConnection) -> None:
    ids = query.events(asked, Filter(), limit=5).rows.column("id").to_pylist()
    assert query.events_of(asked, [ids[3], "nothing", ids[0]]).column("id").to_pylist() == [ids[3], ids[0]]
    assert query.events_of(asked, []).num_rows == 0


def test_an_event_tells_who_tells_it(asked: duckdb.DuckDBPyConnection) -> None:
    (row,) = query.events(asked, Filter(article=("holon",))).rows.to_pylist()
    assert (row["reports"], row["sources"]) == (3, 3)
    assert row["texts"] in (2, 3)
    (other,) = query.events(asked, Filter(article=("jerusalem",))).rows.to_pylist()
    assert (other["reports"], other["sources"], other["texts"], other["happening"]) == (1, 1, 1, other["id"])
    assert articles(asked, happening=(row["happening"],)) == {"tel-aviv-1", "tel-aviv-2", "holon"}


def test_quotations_and_positions(asked: duckdb.DuckDBPyConnection) -> None:
    said = query.quotations(asked, Filter(speaker=("witnesses",)))
    assert said.rows.column("article").to_pylist() == ["tel-aviv-2"]
    assert query.count(asked, Filter(text="gas"), "quotations") == 1
    assert query.positions(asked, Filter(party=("ARM",), stance=("rejects",), issue=("mediation",))).rows.num_rows >= 1
    assert query.positions(asked, Filter(party=("NOR",))).rows.num_rows == 0


def test_parameters_go_both_ways() -> None:
    given = {"actor": ["RUS", "Putin"], "since": "2023-04-01", "reports": "2", "text": "peace plan", "confidence": "0.5", "unknown": "x", "mode": ""}
    made = filter_of(given)
    assert made == Filter(actor=("RUS", "Putin"), since=date(2023, 4, 1), reports=2, text="peace plan", confidence=0.5)
    again: dict[str, list[str]] = {}
    for name, value in parameters(made):
        again.setdefault(name, []).append(value)
    assert filter_of(again) == made
    assert parameters(Filter()) == []


@pytest.mark.parametrize(
    ("name", "value"), [("since", "yesterday"), ("reports", "many"), ("status", "maybe"), ("dyad", "RUS"), ("confidence", "high"), ("until", "2023-02-30")]
)
def test_wrong_parameters_are_named(name: str, value: str) -> None:
    with pytest.raises(FilterError, match=rf"^{name}: "):
        filter_of({name: value})


def test_a_strange_cursor_is_refused(asked: duckdb.DuckDBPyConnection) -> None:
    with pytest.raises(FilterError, match=r"^after: "):
        query.events(asked, Filter(), after="x")


@pytest.mark.parametrize("value", ["'; drop table events; --", "%", "\\", '"', "RUS' or '1'='1"])
def test_values_are_only_values(asked: duckdb.DuckDBPyConnection, value: str) -> None:
    assert articles(asked, actor=(value,), source=(value,), text=value) == set()
    assert query.count(asked, Filter()) > 50


def test_timelines_count_all(asked: duckdb.DuckDBPyConnection) -> None:
    told = query.events(asked, Filter(), limit=1000).rows.to_pylist()
    days = [row for row in told if row["date"] and row["date_resolution"] == "day"]
    assert sum(timeline(asked, Filter(), by="day").column("events").to_pylist()) == len(days)
    years = timeline(asked, Filter(), by="year")
    assert sum(years.column("events").to_pylist()) == len([row for row in told if row["date"]])
    starts = years.column("start").to_pylist()
    assert starts == [date(year, 1, 1) for year in range(starts[0].year, starts[-1].year + 1)]
    row = next(row for row in years.to_pylist() if row["start"] == date(2021, 1, 1))
    assert row["cooperation"] + row["conflict"] == row["events"]
    assert row["cooperation"] == row["verbal_cooperation"] + row["material_cooperation"]


@pytest.mark.parametrize("by", STEPS)
@pytest.mark.parametrize("series", SERIES)
def test_steps_and_series(asked: duckdb.DuckDBPyConnection, by: str, series: str) -> None:
    rows = timeline(asked, Filter(since=date(2019, 1, 1)), by=by, series=series)
    names = set(rows.column("series").to_pylist())
    assert rows.num_rows == len(names) * len(set(rows.column("start").to_pylist())) > 0
    assert None not in names


def test_happenings_are_counted_once(asked: duckdb.DuckDBPyConnection) -> None:
    wanted = Filter(country=("ISR",), mode=("crowd-control",))
    assert sum(timeline(asked, wanted).column("events").to_pylist()) == 4
    assert sum(timeline(asked, wanted, happenings=True).column("events").to_pylist()) == 2
    edges = {(row["actor"], row["recipient"]): row["events"] for row in network(asked, Filter(actor=("NOR",)), happenings=True).edges.to_pylist()}
    assert edges == {("NOR", "MMR"): 1}


def test_network(asked: duckdb.DuckDBPyConnection) -> None:
    found = network(asked, Filter())
    edges = {(row["actor"], row["recipient"]): row for row in found.edges.to_pylist()}
    assert edges["NOR", "MMR"]["events"] == edges["NOR", "MMR"]["conflict"] == 2
    assert edges["ERI", "ETH"]["events"] >= 1 <= edges["ETH", "ERI"]["events"]
    assert network(asked, Filter(), most=3).edges.num_rows == 3
    assert "Abiy Ahmed" in network(asked, Filter(), of="name").nodes.column("party").to_pylist()
    assert graph(found)["NOR"]["MMR"]["weight"] == 2


def test_graphml_is_read_again(asked: duckdb.DuckDBPyConnection) -> None:
    import networkx as nx

    again = nx.parse_graphml(graphml(network(asked, Filter())).decode())
    assert again["NOR"]["MMR"]["conflict"] == 2

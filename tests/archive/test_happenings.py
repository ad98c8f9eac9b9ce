"""What several articles tell is linked; two protests fifty kilometres apart are not."""

from collections import defaultdict
from datetime import date
from itertools import combinations
from pathlib import Path

import msgspec
import pytest
import yaml

from dragoman.archive import copies, happenings
from dragoman.archive.happenings import GUESSED
from dragoman.archive.ingest import ingest
from dragoman.archive.store import make_archive, open_archive
from dragoman.archive.tellings import Settings, Side, Telling, kilometres
from dragoman.coder import Coder
from dragoman.reading import article_of

#: reports of our own with the happening that each tells
TRUTH = Path(__file__).with_name("happenings_truth.yaml")

#: Tel Aviv, Holon beside it, Jerusalem an hour away
TEL_AVIV, HOLON, JERUSALEM = (32.081, 34.781), (32.010, 34.779), (31.769, 35.216)
CROWD = (Side("ISR", "ISR", "CVL", None),)
POLICE = (Side("ISR", "ISR", "COP", None),)
DAY = date(2019, 10, 1)


def told(name: str, **other: object) -> Telling:
    """A protest in Tel Aviv, as one article tells it."""
    usual: dict[str, object] = {
        "id": name, "article": f"article of {name}", "text": f"article of {name}", "source": name, "published": date(2019, 10, 2), "category": "PROTEST",
        "state": (False, False, False), "modes": frozenset({"demo"}), "actors": CROWD, "recipients": (), "reciprocal": False, "day": DAY,
        "resolution": "day", "guessed": False, "place": TEL_AVIV, "country": "ISR", "copied": False,
        "sentence": f"Thousands marched {name} times", "same_as": (),
    }  # fmt: skip
    return Telling(**(usual | other))  # type: ignore[arg-type]


def groups(*tellings: Telling, settings: Settings = happenings.DEFAULTS) -> list[set[str]]:
    """Names of tellings by happening."""
    ordered = sorted(tellings, key=lambda one: (one.category, one.state, one.day or date.max, one.id))
    return sorted(({one.id for one, _ in found.tellings} for found in happenings.happenings(ordered, settings)), key=sorted)


def test_places_decide() -> None:
    assert 50 < kilometres(TEL_AVIV, JERUSALEM) < 60
    assert groups(told("a"), told("b", place=HOLON), told("c", place=JERUSALEM)) == [{"a", "b"}, {"c"}]
    assert groups(told("a"), told("c", place=JERUSALEM), settings=Settings(distance=80)) == [{"a", "c"}]


@pytest.mark.parametrize(
    "other",
    [
        {"category": "ASSAULT"}, {"day": date(2019, 10, 4)}, {"modes": frozenset({"strike"})}, {"state": (True, False, False)}, {"country": "LBN"},
        {"actors": POLICE}, {"recipients": POLICE, "actors": (Side("JOR", "JOR", None, None),)}, {"article": "article of a"},
    ],
)  # fmt: skip
def test_what_keeps_tellings_apart(other: dict[str, object]) -> None:
    assert groups(told("a"), told("b", **other)) == [{"a"}, {"b"}]


def test_a_telling_without_a_place_joins_none_of_two() -> None:
    nowhere = told("x", place=None)
    assert groups(told("a"), nowhere) == [{"a", "x"}]
    assert groups(told("a"), told("c", place=JERUSALEM), nowhere) == [{"a"}, {"c"}, {"x"}]
    assert groups(told("a", sentence="Thousands marched in Holon"), told("x", place=None, sentence="Thousands marched in Haifa")) == [{"a"}, {"x"}]


def test_days() -> None:
    after = told("b", day=date(2019, 10, 2), guessed=True)
    assert groups(told("a"), after) == [{"a", "b"}]
    assert groups(told("a"), after, settings=Settings(reach=0)) == [{"a"}, {"b"}]
    assert groups(told("a"), after._replace(guessed=False)) == [{"a"}, {"b"}]
    chain = [told(name, day=date(2019, 10, day), guessed=True) for day, name in enumerate("abcdef", 1)]
    assert max(map(len, groups(*chain))) == 2


def test_meetings_are_told_from_both_sides() -> None:
    norway, india = Side("NOR", "NOR", "GOV", None), Side("IND", "IND", "GOV", "subrahmanyam-jaishankar")
    meeting = told("a", category="CONSULT", modes=frozenset(), actors=(norway,), recipients=(india,), reciprocal=True, place=None, country=None)
    assert groups(meeting, meeting._replace(id="b", article="b", text="b", actors=(india,), recipients=(norway,))) == [{"a", "b"}]
    other = india._replace(person="ajit-doval")
    assert groups(meeting, meeting._replace(id="b", article="b", text="b", actors=(other,), recipients=(norway,))) == [{"a"}, {"b"}]


def test_copies_and_retellings() -> None:
    copy = told("b", text="article of a", sentence="THOUSANDS marched, a times!", copied=True, place=JERUSALEM)
    again = told("c", article="article of a", text="article of a", same_as=("a",), place=None)
    assert groups(told("a", copied=True), copy, again) == [{"a", "b", "c"}]


def test_the_reason_of_dates_is_what_the_coder_says(coder: Coder) -> None:
    assert coder.code("Serbia rejected the plan.", published="2023-04-06").events[0].date_because == GUESSED


def test_happenings_of_an_archive(asked_archive: Path) -> None:
    snapshot = open_archive(asked_archive).snapshot()
    rows = {row["article"]: row for row in snapshot.dataset("happenings").to_table().to_pylist()}
    assert {name for name, row in rows.items() if row["happening"] == rows["holon"]["happening"]} == {"tel-aviv-1", "tel-aviv-2", "holon"}
    assert (rows["holon"]["reports"], rows["holon"]["sources"]) == (3, 3)
    assert rows["norway-1"]["happening"] == rows["norway-2"]["happening"]
    assert "jerusalem" not in rows
    assert "8 km" in " ".join(row["because"] for row in rows.values())


def test_nothing_is_lost_and_other_settings_link_anew(own_archive: Path) -> None:
    before = open_archive(own_archive).snapshot().dataset("events").count_rows()
    assert happenings.update(own_archive, Settings(distance=100)).events == 8
    assert happenings.update(own_archive, Settings(distance=0, reach=0)).events < 7
    assert happenings.update(own_archive).events == 7
    assert open_archive(own_archive).snapshot().dataset("events").count_rows() == before


def pairs_found(folder: Path) -> set[tuple[str, str, str]]:
    """Category and pairs of articles that an archive says to tell one happening by events of it."""
    snapshot = open_archive(folder).snapshot()
    category = {row["id"]: row["event"] for row in snapshot.dataset("events").to_table(columns=["id", "event"]).to_pylist()}
    members: dict[tuple[str, str], set[str]] = defaultdict(set)
    for row in snapshot.dataset("happenings").to_table(columns=["event", "article", "happening"]).to_pylist():
        members[category[row["event"]], row["happening"]].add(row["article"])
    return {(name, *pair) for (name, _), articles in members.items() for pair in combinations(sorted(articles), 2)}


def test_reports_of_one_happening_are_linked_and_others_are_not(tmp_path: Path, coder: Coder) -> None:
    reports = yaml.safe_load(TRUTH.read_text(encoding="utf-8"))
    articles = [msgspec.structs.replace(article_of(one["text"], id=one["id"], published=str(one["published"])), source=one["source"]) for one in reports]
    ingest(make_archive(tmp_path / "news"), articles, coder)
    copies.update(tmp_path / "news")
    happenings.update(tmp_path / "news")
    members: dict[tuple[str, str], list[str]] = defaultdict(list)
    for one in reports:
        members[one["event"], one["of"]].append(one["id"])
    true = {(category, *pair) for (category, _), ids in members.items() for pair in combinations(sorted(ids), 2)}
    meant = {one["id"]: one["event"] for one in reports}
    found = {(category, *pair) for category, *pair in pairs_found(tmp_path / "news") if category in (meant[pair[0]], meant[pair[1]])}
    assert len(true) >= 20
    assert len(found & true) / len(found) >= 0.95, sorted(found - true)
    assert len(found & true) / len(true) >= 0.8, sorted(true - found)

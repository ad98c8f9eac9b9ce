"""The reports in examples/ give the rows that examples/expected.yaml asks for, from their own files, through the whole house."""

from pathlib import Path

import msgspec
import pytest

from dragoman.coder import Coder
from dragoman.evaluate.rows import expected_rows, row_of
from dragoman.knowledge.load import read_entries
from dragoman.model import Article, Report
from dragoman.reading import read

EXAMPLES = Path(__file__).parents[1] / "examples"


class Wanted(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    rows: list[str] = []
    never: list[str] = []
    only: str = "no"
    speakers: list[str] = []
    positions: list[str] = []


WANTED = {entry.name: entry.value for entry in read_entries(EXAMPLES, EXAMPLES / "expected.yaml", Wanted)}


@pytest.fixture(scope="module")
def reports(coder: Coder) -> dict[str, Report]:
    articles = [one for one in read([EXAMPLES]) if isinstance(one, Article)]
    return {Path(article.id).name: coder.code(article) for article in articles}


def test_every_example_says_what_it_must_give(reports: dict[str, Report]) -> None:
    assert set(reports) == set(WANTED)


@pytest.mark.parametrize(("name", "row"), [(name, row) for name, wanted in WANTED.items() for row in wanted.rows])
def test_row(reports: dict[str, Report], coder: Coder, name: str, row: str) -> None:
    (expected,) = expected_rows([row], coder.knowledge.frames.categories)
    assert any(expected.fits(event) for event in reports[name].events), [row_of(event) for event in reports[name].events]


@pytest.mark.parametrize(("name", "row"), [(name, row) for name, wanted in WANTED.items() for row in wanted.never])
def test_never(reports: dict[str, Report], coder: Coder, name: str, row: str) -> None:
    """No event that is told as a fact may be so."""
    (expected,) = expected_rows([row], coder.knowledge.frames.categories)
    told = [event for event in reports[name].events if not (event.status.hypothetical or event.status.claimed_by)]
    assert not [row_of(event) for event in told if expected.fits(event)]


@pytest.mark.parametrize("name", [name for name, wanted in WANTED.items() if wanted.only == "yes"])
def test_nothing_else(reports: dict[str, Report], name: str) -> None:
    assert [row_of(event) for event in reports[name].events] == WANTED[name].rows


@pytest.mark.parametrize(("name", "speaker"), [(name, speaker) for name, wanted in WANTED.items() for speaker in wanted.speakers])
def test_speaker(reports: dict[str, Report], name: str, speaker: str) -> None:
    report = reports[name]
    names = {actor.id: actor.name for actor in report.cast.actors}
    assert speaker in [names.get(quotation.speaker or "") for quotation in report.quotations]


@pytest.mark.parametrize(("name", "position"), [(name, position) for name, wanted in WANTED.items() for position in wanted.positions])
def test_position(reports: dict[str, Report], name: str, position: str) -> None:
    assert position in [f"{one.code} {one.issue.kind} {one.stance}" for one in reports[name].positions]


def test_dates_and_places(reports: dict[str, Report]) -> None:
    """The day and place of events that tell theirs."""
    found = {row_of(event): event for report in reports.values() for event in report.events}
    visit = next(event for row, event in found.items() if "CONSULT visit" in row and row.startswith("IRN"))
    assert (visit.date or "")[:7] == "2021-01"
    assert visit.event_loc
    assert visit.event_loc.extracted_place == "Yerevan"


def test_parts_of_the_files(reports: dict[str, Report]) -> None:
    told = {name: (report.article.title, report.article.byline, report.article.published) for name, report in reports.items()}
    assert told["mediation.md"] == ("Armenia Turns Down Iranian Offer to Mediate With Azerbaijan", "Staff Writer", "2021-03-11")
    assert told["summit.txt"] == ("Kenya and Ethiopia Agree to Reopen Border Market", "Staff Writer", "2019-06-09")
    assert told["protest.txt"] == ("Thousands march in Algiers", None, "2019-04-05")
    assert told["clash.md"] == ("Five Soldiers Killed in Attack in Northern Burkina Faso", "Staff Writer", "2022-02-16")
    assert told["wire-1"][2] == "2018-07-09"

"""Twelve reports on peace processes give the positions that were written down before the rules."""

import pytest

from dragoman.coder import Coder
from tests.positions.agreement import Agreement, Wanted, compare, reports

#: shares measured that must not fall
FLOORS = {"f1": 0.90, "about": 0.95, "speaker": 0.95, "toward": 0.88, "if": 0.95}


@pytest.fixture(scope="module")
def agreement(coder: Coder) -> Agreement:
    total = Agreement()
    for _, wanted, report in reports(coder):
        compare(wanted, report, total)
    return total


def test_as_many_rows_as_were_written_down(agreement: Agreement) -> None:
    assert agreement.found + agreement.missing == 137


def test_parties_issues_and_stances_are_found(agreement: Agreement) -> None:
    assert agreement.f1 >= FLOORS["f1"], "\n".join(line for line in agreement.told if not line.startswith("  "))


@pytest.mark.parametrize("name", ["about", "speaker", "toward", "if"])
def test_further_fields_of_what_is_found(agreement: Agreement, name: str) -> None:
    assert agreement.share(name) >= FLOORS[name]


def test_one_key_for_one_issue(coder: Coder) -> None:
    """A plan has one key whatever it is called, in one report and in the next."""
    first = "Egypt rejected the Chinese peace plan for Ukraine on Monday. China's proposal is vague, Peru said, but Chile welcomed it."
    second = "Ghana supports Beijing's peace initiative on the war in Ukraine."
    keys = {p.issue.key for text in (first, second) for p in coder.code(text, published="2023-04-06").positions}
    assert keys == {"peace_plan:CHN:UKR"}


def test_wanted_rows_can_be_read() -> None:
    assert Wanted(must=["A b c"]).may == []

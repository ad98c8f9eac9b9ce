"""Rows of families that nothing reaches are listed, and a report that reaches one takes it from the list."""

import pytest

from dragoman.coder import Coder
from dragoman.evaluate.unreached import explained, unreached
from dragoman.knowledge.compiled import DATA, entries_of
from dragoman.knowledge.schema import Family

#: an act whose row is reached by its verb
SENTENCE = "Libya holds two Omani journalists."


def test_a_report_reaches_its_rows(coder: Coder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dragoman.evaluate.unreached._examples", lambda coder, families: ())
    report = coder.code(SENTENCE, published="2023-04-06")
    row = report.events[0].because[0]
    assert row in unreached(coder, only="frames/outbreak")
    assert row not in unreached(coder, [report], only="frames/outbreak")


def test_rows_without_an_event_are_not_listed(coder: Coder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dragoman.evaluate.unreached._examples", lambda coder, families: ())
    codes = {entry.key: entry.value.codes for entry in entries_of([DATA], "frames/outbreak.yaml", Family)}
    listed = [row.rsplit(":", 1) for row in unreached(coder, only="frames/outbreak")]
    assert listed
    assert all(codes[key][int(number) - 1]["code"] != "nothing" for key, number in listed)


def test_rows_that_say_why_are_explained() -> None:
    codes = {entry.key: entry.value.codes for entry in entries_of([DATA], "frames/reject.yaml", Family)}
    said = {f"{key}:{number}" for key, rows in codes.items() for number, row in enumerate(rows, start=1) if "why" in row}
    assert said
    assert said == {row for row in explained() if row.startswith("frames/reject.yaml#")}

"""Who said what: the rows, what is kept of them, and the command."""

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest
from rich.console import Console
from typer.testing import CliRunner, Result

from dragoman import cli
from dragoman.coder import Coder
from dragoman.commands import quotes
from dragoman.model import Fault, Quotation, Report
from dragoman.said import COLUMNS, Said, csv_rows, formatter, said, table
from tests.made import MadeCoder, report

TEXT = """Ghana's president met envoys on Monday. He said the border with Togo would stay shut. "We are ready," Togo's foreign minister answered.

The union demanded higher wages. Togolese traders fear that the markets will close."""


@pytest.fixture(scope="module")
def told(coder: Coder) -> Report:
    return coder.code(TEXT, published="2023-04-06")


def contents(rows: list[Said]) -> list[str]:
    return [row.content for row in rows]


def test_a_row_has_the_speaker_resolved_and_the_exact_words(told: Report) -> None:
    first = said(told)[0]
    assert (first.kind, first.attitude, first.code, first.source, first.cue) == ("indirect", "saying", "GHA", "He", "said")
    assert first.content == "the border with Togo would stay shut" == TEXT[first.start : first.end]


def test_what_is_wanted_is_told_apart_from_what_is_said(told: Report) -> None:
    assert [row.attitude for row in said(told)] == ["saying", "saying", "judging", "thinking"]


@pytest.mark.parametrize(
    ("speaker", "wanted"),
    [
        ("GHA", ["the border with Togo would stay shut"]),
        ("the union", ["higher wages"]),
        ("traders", ["that the markets will close"]),
        ("UNION", ["higher wages"]),
        ("uni", []),
        ("", []),
    ],
)
def test_speaker(told: Report, speaker: str, wanted: list[str]) -> None:
    assert contents(said(told, speaker=speaker)) == wanted


@pytest.mark.parametrize(("about", "wanted"), [("TGO", 2), ("togo", 1), ("wages", 1), ("wage", 0), ("border with togo", 1), ("shut border", 0)])
def test_about(told: Report, about: str, wanted: int) -> None:
    """By code "we" counts too, where it is the minister of that country."""
    assert len(said(told, about=about)) == wanted


def test_both(told: Report) -> None:
    assert contents(said(told, speaker="GHA", about="Togo")) == ["the border with Togo would stay shut"]
    assert said(told, speaker="GHA", about="wages") == []


def test_parts_of_one_quotation_are_joined() -> None:
    one = msgspec.structs.replace(report(), quotations=(Quotation("q1", "mixed", (), ((6, 14),), ((0, 5), (15, 23))),))
    (row,) = said(one)
    assert (row.content, row.start, row.end, row.speaker, row.source) == ("Ghana … the plan", 0, 23, None, "")


def test_formats_have_the_same_fields() -> None:
    assert Said.__struct_fields__ == COLUMNS
    line = formatter("jsonl")(report()).decode()
    assert json.loads(line)["speaker"] == "Ghana"
    (row,) = csv.reader(io.StringIO(formatter("csv")(report()).decode()))
    assert dict(zip(COLUMNS, row, strict=True))["content"] == json.loads(line)["content"]
    assert csv_rows(said(report()))[0] == row


def test_a_fault_has_no_row() -> None:
    assert formatter("jsonl")(Fault("a", "a", "broken")) == formatter("csv")(Fault("a", "a", "broken")) == b""


def test_table_says_if_nothing_is_said() -> None:
    screen = Console(file=io.StringIO(), width=100)
    screen.print(table(report(), said(report())))
    screen.print(table(report(), []))
    drawn = screen.file.getvalue()  # type: ignore[attr-defined]
    assert "Ghana rejected the plan of Togo" in drawn
    assert "nothing said" in drawn


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    monkeypatch.setattr(quotes, "load_coder", lambda model, folders: MadeCoder())
    story = tmp_path / "story.txt"
    story.write_text("Ghana Says No\n\nGhana rejected the plan on Monday.\n")
    return lambda *options: CliRunner().invoke(cli.app, ["quotes", str(story), *options])


def test_command(run: Callable[..., Result], tmp_path: Path) -> None:
    assert json.loads(run().stdout)["cue"] == "said"
    assert run("--format", "csv").stdout.startswith("article,published")
    assert "Ghana says no" in run("--format", "table").stdout
    assert run("--speaker", "Togo").stdout == ""
    assert run("--speaker", "GHA", "--about", "Togo").stdout != ""
    assert run("-o", str(tmp_path / "out.csv")).exit_code == 0
    assert (tmp_path / "out.csv").read_text().startswith("article,published")


def test_command_knows_no_other_format(run: Callable[..., Result]) -> None:
    assert run("--format", "plover").exit_code == 2

"""Files of coded articles: what is read of them and how a wrong line is told; the command over them."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from dragoman.cli import app
from dragoman.coder import Coder
from dragoman.evaluate.gold import GoldError, read_codings
from dragoman.records import report_record

TEXT = "Serbia rejected the plan. Kenya sent food aid to Malawi."


def write(path: Path, *records: object) -> Path:
    path.write_text("".join(record if isinstance(record, str) else json.dumps(record) + "\n" for record in records), encoding="utf-8")
    return path


def event(**changes: object) -> dict[str, object]:
    return {"event": ["REJECT"], "actor": [{"code": "SRB"}], "recipient": [], "text": "Serbia rejected the plan."} | changes


def test_a_line_needs_little(tmp_path: Path) -> None:
    (coding,) = read_codings(write(tmp_path / "gold.jsonl", {"id": "1", "text": TEXT, "events": [event()]}, "\n"))
    (row,) = coding.rows
    assert (row.told(), row.sentence, coding.coder) == ("SRB REJECT -", (0, 25), "gold")


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("{not json}\n", "malformed"),
        ({"id": "1", "text": TEXT}, "events"),
        ({"id": "1", "text": TEXT, "events": [event(text="Nobody said so.")]}, "where is it told"),
        ({"id": "1", "text": TEXT, "events": [event(event=[])]}, "PLOVER category"),
    ],
)
def test_a_wrong_line_is_told_with_its_place(tmp_path: Path, line: object, said: str) -> None:
    path = write(tmp_path / "gold.jsonl", line)
    with pytest.raises(GoldError, match=said) as told:
        list(read_codings(path))
    assert f"{path}, line 1" in str(told.value)


def test_the_command_compares_and_lists(tmp_path: Path, coder: Coder) -> None:
    record = report_record(coder.code(TEXT, id="1", published="2023-04-06"), ("sentences",))
    predictions = write(tmp_path / "predictions.jsonl", json.loads(json.dumps(record)))
    gold = write(tmp_path / "gold.jsonl", record | {"coder": "a", "events": record["events"][:1]})
    done = CliRunner().invoke(app, ["evaluate", str(gold), str(predictions), "--format", "jsonl", "--disagreements", str(tmp_path / "d.csv")])
    assert done.exit_code == 0, done.output
    figures = {line["of"]: line for line in map(json.loads, done.output.splitlines())}
    assert figures["all, row"]["recall"] == 1.0
    assert figures["all, row"]["precision"] == 1 / len(record["events"])
    assert (tmp_path / "d.csv").read_text(encoding="utf-8").splitlines()[1].startswith("1,extra,")


@pytest.mark.parametrize(("name", "begins"), [("a.csv", "of,precision"), ("a.jsonl", '{"of":'), ("a.txt", "  ")])
def test_figures_are_written_to_a_file(tmp_path: Path, coder: Coder, name: str, begins: str) -> None:
    record = report_record(coder.code(TEXT, id="1", published="2023-04-06"), ("sentences",))
    gold = write(tmp_path / "gold.jsonl", json.loads(json.dumps(record)))
    done = CliRunner().invoke(app, ["evaluate", str(gold), str(gold), "-o", str(tmp_path / name)])
    assert (done.exit_code, done.output) == (0, "")
    written = (tmp_path / name).read_text(encoding="utf-8")
    assert written.startswith(begins)
    assert "all, row" in written
    assert "no folder" in CliRunner().invoke(app, ["evaluate", str(gold), str(gold), "-o", str(tmp_path / "no" / name)]).output
    assert "ends in .xlsx" in CliRunner().invoke(app, ["evaluate", str(gold), str(gold), "-o", str(tmp_path / "a.xlsx")]).output


def test_articles_that_nobody_predicted_are_an_error(tmp_path: Path) -> None:
    gold = write(tmp_path / "gold.jsonl", {"id": "1", "text": TEXT, "events": []})
    other = write(tmp_path / "other.jsonl", {"id": "2", "text": TEXT, "events": []})
    done = CliRunner().invoke(app, ["evaluate", str(gold), str(other)])
    assert done.exit_code == 2
    assert "no article" in done.output

"""The command line with a coder made by hand, and once for real."""

import json
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from dragoman import cli
from dragoman.commands import coding, knowing, quotes
from dragoman.model import Article, Report
from tests.made import MadeCoder, report

runner = CliRunner()


@pytest.fixture(autouse=True)
def made(monkeypatch: pytest.MonkeyPatch) -> None:
    for commands in (coding, knowing, quotes):
        monkeypatch.setattr(commands, "load_coder", lambda model, folders: MadeCoder())


def run(*arguments: str, input: str | bytes | None = None) -> Result:
    return runner.invoke(cli.app, list(arguments), input=input)


@pytest.fixture
def story(tmp_path: Path) -> Path:
    path = tmp_path / "story.txt"
    path.write_text("Ghana Says No\n\nGhana rejected the plan on Monday.\n")
    return path


def test_an_ending_that_says_nothing_is_told(story: Path) -> None:
    told = run("code", str(story), "-o", str(story.with_suffix(".xlsx")))
    assert told.exit_code == 2
    assert "ends in .xlsx" in told.output
    assert not story.with_suffix(".xlsx").exists()
    assert run("code", str(story), "--format", "csv", "-o", str(story.with_suffix(".tab"))).exit_code == 0


def test_version() -> None:
    result = run("--version")
    assert result.exit_code == 0
    assert result.stdout.startswith("dragoman 0.")


def test_jsonl_is_given_to_programs(story: Path) -> None:
    result = run("code", str(story))
    assert result.exit_code == 0
    assert json.loads(result.stdout)["id"] == str(story)


@pytest.mark.parametrize(("name", "begins"), [("table", "Ghana says no"), ("plover", '{"id":"e1"'), ("csv", "article,source")])
def test_formats(story: Path, name: str, begins: str) -> None:
    result = run("code", str(story), "--format", name)
    assert result.exit_code == 0
    assert result.stdout.startswith(begins)


def test_only_actual(story: Path) -> None:
    assert len(run("code", str(story), "--format", "plover").stdout.splitlines()) == 2
    assert len(run("code", str(story), "--format", "plover", "--only", "actual").stdout.splitlines()) == 1
    assert "CONSULT" not in run("code", str(story), "--format", "table", "--only", "actual").stdout


def test_layers(story: Path) -> None:
    assert "clauses" not in json.loads(run("code", str(story)).stdout)
    assert {"times", "clauses"} <= set(json.loads(run("code", str(story), "--layers", "all").stdout))
    some = json.loads(run("code", str(story), "--layers", "times,places").stdout)
    assert "times" in some
    assert "clauses" not in some


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        (["--layers", "tims"], "there is no layer 'tims'"),
        (["--published", "06/04/2023"], "write it as 2023-04-06"),
        (["--published", "2023-02-30"], "no day"),
        (["--format", "xml"], "xml"),
        (["--jobs", "0"], "greater than or equal to 1"),
    ],
)
def test_wrong_usage_exits_2_and_says_what_to_try(story: Path, arguments: list[str], word: str) -> None:
    result = run("code", str(story), *arguments)
    assert result.exit_code == 2
    assert word in result.stderr
    assert "Traceback" not in result.stderr


def test_nothing_readable_exits_2(tmp_path: Path) -> None:
    result = run("code", str(tmp_path / "missing.txt"))
    assert result.exit_code == 2
    assert "missing.txt: does not exist" in result.stderr


def test_one_bad_article_exits_1_and_the_others_are_coded(tmp_path: Path) -> None:
    path = tmp_path / "many.jsonl"
    path.write_text('{"id": "1", "text": "Ghana rejected it."}\n{"id": "2", "text": \n{"id": "3", "text": "BREAK"}\n{"id": "4", "text": "Togo left."}\n')
    result = run("code", str(path))
    assert result.exit_code == 1
    records = [json.loads(line) for line in result.stdout.splitlines()]
    assert [bool(record["errors"]) for record in records] == [False, True, True, False]
    assert f"{path}:2:" in result.stderr
    assert "could not be coded" in result.stderr


def test_notes_are_told_and_the_article_is_coded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "many.jsonl"
    path.write_text("".join(f'{{"id": "{n}", "text": "Ghana rejected it.", "date": "soon"}}\n' for n in range(12)))

    def noted(self: MadeCoder, articles: Iterable[Article], *, jobs: int = 1) -> Iterator[Report]:
        return (report(one) for one in articles)

    monkeypatch.setattr(MadeCoder, "code_many", noted)
    result = run("code", str(path))
    assert result.exit_code == 0
    assert "dragoman: 3: note: `date` 'soon' is no day" in result.stderr
    assert "dragoman: 11: note" not in result.stderr
    assert "2 more notes" in result.stderr


def test_standard_input_is_text_or_lines_of_json() -> None:
    assert json.loads(run("code", "-", input="Ghana rejected it.").stdout)["id"] == "standard input"
    assert json.loads(run("code", "-", input='{"id": "7", "text": "Ghana rejected it."}').stdout)["id"] == "7"


def test_a_file_is_written_whole_and_its_ending_tells_the_format(story: Path, tmp_path: Path) -> None:
    target = tmp_path / "out" / "events.csv"
    target.parent.mkdir()
    assert run("code", str(story), "-o", str(target)).exit_code == 0
    assert target.read_text().startswith("article,source")
    assert [path.name for path in target.parent.iterdir()] == ["events.csv"]


def test_a_table_can_be_written_to_a_file(story: Path, tmp_path: Path) -> None:
    target = tmp_path / "table.txt"
    assert run("code", str(story), "--format", "table", "-o", str(target)).exit_code == 0
    assert "REJECT" in target.read_text()


def test_a_run_that_breaks_leaves_the_old_file(story: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "events.jsonl"
    target.write_text("old\n")

    def broken(self: MadeCoder, articles: object, *, jobs: int = 1) -> object:
        yield from ()
        raise KeyboardInterrupt

    monkeypatch.setattr(MadeCoder, "code_many", broken)
    run("code", str(story), "-o", str(target))
    assert target.read_text() == "old\n"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["events.jsonl", "story.txt"]


def test_a_file_that_cannot_be_written(story: Path, tmp_path: Path) -> None:
    result = run("code", str(story), "-o", str(tmp_path / "no" / "such" / "events.csv"))
    assert result.exit_code == 2
    assert "can't be written" in result.stderr


def test_a_narrow_screen_loses_no_word(story: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "40")
    shown = run("code", str(story), "--format", "table").stdout
    assert "2023-04-03 GHA GOV REJECT change TGO GOV claimed rejected" in " ".join(shown.split())
    assert max(map(len, shown.splitlines())) <= 40


def test_explain_marks_the_text_and_gives_reasons(story: Path) -> None:
    result = run("explain", str(story))
    assert result.exit_code == 0
    assert "«[Ghana]a1 **rejected*1*2 the plan of [Togo]a2 in Accra on Monday»q1, the minister said." in " ".join(result.stdout.split())
    for reason in ("told by 'rejected'", "frames/reject.yaml#reject:1", "on Monday", "actors/states.yaml#ghana", "positions.yaml#reject"):
        assert reason in result.stdout


def test_codes_are_listed() -> None:
    result = run("knowledge", "codes")
    assert result.exit_code == 0
    assert "REJECT  quad 3" in result.stdout
    assert "    ceasefire:" in result.stdout


@pytest.mark.parametrize(
    ("words", "told"), [(("who", "Putin", "--on", "yesterday"), "--on"), (("check", "no/such"), "DIR: no/such is no folder"), (("who",), "'NAME'")]
)
def test_wrong_usage_of_knowledge_names_the_option(words: tuple[str, ...], told: str) -> None:
    result = run("knowledge", *words)
    assert result.exit_code == 2
    assert told in result.stderr
    assert result.stdout == ""


@pytest.mark.parametrize("words", [(), ("knowledge",)])
def test_the_list_of_commands_is_not_cut_off(words: tuple[str, ...]) -> None:
    assert "..." not in run(*words, "--help").stdout.partition("Commands:")[2]


def test_no_gaps_are_told(story: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dragoman.evaluate.gaps.gaps", lambda reports, knowledge: [])
    result = run("knowledge", "gaps", str(story))
    assert result.exit_code == 0
    assert result.stdout == ""
    assert "no predicate with actors is without a family" in result.stderr


def test_exit_codes_stand_in_the_help() -> None:
    assert "1 some articles failed" in " ".join(run("code", "--help").stdout.split())


def test_the_command_itself() -> None:
    """Without a fixture or a test runner between: a real process, a pipe, and a bad path."""
    command = [sys.executable, "-m", "dragoman", "code", "-", "no-such-file.md", "--published", "2023-04-06", "--layers", "all"]
    result = subprocess.run(command, input=b"Ghana rejected the peace plan of Togo on Monday.", capture_output=True, timeout=120, check=False)
    assert result.returncode == 1, result.stderr
    first, second = map(json.loads, result.stdout.splitlines())
    assert first["published"] == "2023-04-06"
    assert [event["event"] for event in first["events"]] == [["REJECT"]]
    assert second["errors"][0]["reason"] == "does not exist"
    assert b"no-such-file.md: does not exist" in result.stderr
    assert b"Traceback" not in result.stderr


def test_the_same_bytes_from_one_process_and_from_two(tmp_path: Path) -> None:
    """Articles, a broken line among them, coded by one process, by two, and again by two."""
    source = tmp_path / "many.jsonl"
    texts = ["Ghana rejected the peace plan of Togo on Monday.", "Togo condemned Ghana.", "Benin met Togo in Accra.", "Nothing happened."] * 5
    lines = [json.dumps({"id": str(number), "text": text, "date": "2023-04-06"}) for number, text in enumerate(texts)]
    source.write_text("\n".join([*lines[:7], "{", *lines[7:]]))
    found = []
    for number, jobs in enumerate(("1", "2", "2")):
        target = tmp_path / f"{number}.jsonl"
        command = [sys.executable, "-m", "dragoman", "code", str(source), "--layers", "all", "--jobs", jobs, "-o", str(target)]
        assert subprocess.run(command, capture_output=True, timeout=300, check=False).returncode == 1
        found.append(target.read_bytes())
    assert found[0].count(b"\n") == len(texts) + 1
    assert found[0] == found[1] == found[2]


def test_rows_that_nothing_reaches_are_told(story: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dragoman.evaluate.unreached.unreached", lambda coder, reports, only: [f"frames/{only}.yaml#row:{len(list(reports))}"])
    result = run("knowledge", "unreached", "--part", "reject", str(story))
    assert result.exit_code == 0
    assert result.stdout.splitlines() == ["frames/reject.yaml#row:1", "1 rows are reached by no example and no article, 0 more say why"]

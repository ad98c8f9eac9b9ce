"""The ledger: what is held is told once, at a day, with its changes and contradictions, the same from articles and from an archive, as table, rows and picture."""

import csv
import io
import json
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pyarrow.parquet as pq
import pytest
import typer
from typer.testing import CliRunner, Result

from dragoman import cli
from dragoman.archive.ingest import ingest
from dragoman.archive.lanes import lanes_picture
from dragoman.archive.ledger import LEANING, Choice, Stand, at, changes, contradictions, ledger, of_archive, of_report
from dragoman.archive.made import connection
from dragoman.archive.store import make_archive
from dragoman.coder import Coder
from dragoman.commands import positions
from dragoman.commands.loading import no_terminal
from dragoman.knowledge.shapes_positions import STANCES
from dragoman.model import Article
from dragoman.reading import article_of

Run = Callable[..., Result]

STORY = {
    "2023-03-01": "Mali rejected mediation by Algeria in its dispute with Niger. Peru takes no side in the conflict between Mali and Niger.",
    "2023-03-20": "Mali is open to mediation by Algeria in the conflict between Mali and Niger. Togo welcomed Algerian mediation.",
    "2023-04-02": "Malian President Assimi Goita rejected mediation by Algeria in the conflict with Niger. "
    '"We welcome Algerian mediation," Malian Foreign Minister Abdoulaye Diop said.',
}


def stand(date: str, stance: str, side: str = "MLI", speaker: str = "", article: str = "a", issue: str = "mediation:DZA:MLI-NER") -> Stand:
    return Stand(date, side, side, stance, issue, "mediation", "MLI-NER", "mediation", ("DZA",), (), speaker, (), f"{side} {stance}.", (article,), ("x",), side)


@pytest.fixture(scope="module")
def articles() -> list[Article]:
    return [article_of(text, id=f"{day}.txt", published=day) for day, text in STORY.items()]


@pytest.fixture(scope="module")
def told(coder: Coder, articles: list[Article]) -> tuple[Stand, ...]:
    return ledger(one for article in articles for one in of_report(coder.code(article), Choice()))


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory, coder: Coder, articles: list[Article]) -> Path:
    folder = tmp_path_factory.mktemp("ledger") / "archive"
    ingest(make_archive(folder), articles, coder)
    return folder


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, coder: Coder) -> Run:
    monkeypatch.setattr(positions, "load_coder", lambda model, folders: coder)
    return lambda *arguments: CliRunner().invoke(cli.app, ["positions", *map(str, arguments)])


def test_every_stance_leans() -> None:
    assert set(LEANING) == set(STANCES)


def test_copies_are_one() -> None:
    (one,) = ledger([stand("2023-03-01", "rejects", article=name) for name in ("b", "a", "b")])
    assert one.articles == ("a", "b")


def test_order_of_what_comes_in_does_not_matter() -> None:
    stands = [stand(day, stance, article=day) for day in ("2023-03-05", "2023-03-01") for stance in ("open", "rejects")]
    assert ledger(stands) == ledger(reversed(stands))


def test_at_a_day_the_last_word_counts() -> None:
    held = ledger([stand("2023-03-01", "rejects"), stand("2023-03-20", "open"), stand("2023-03-05", "neutral", side="PER")])
    assert [(one.side, one.stance) for one in at(held, "2023-03-19")] == [("MLI", "rejects"), ("PER", "neutral")]
    assert [(one.side, one.stance) for one in at(held, "2023-03-20")] == [("MLI", "open"), ("PER", "neutral")]
    assert at(held, "2023-02-01") == ()


def test_a_change_tells_before_and_after() -> None:
    held = ledger([stand("2023-03-01", "rejects"), stand("2023-03-10", "rejects"), stand("2023-03-20", "open"), stand("2023-03-20", "open", side="PER")])
    (change,) = changes(held)
    assert ([one.date for one in change.before], [one.stance for one in change.after]) == (["2023-03-10"], ["open"])


def test_contradictions_are_kept_not_averaged() -> None:
    held = ledger([stand("2023-03-01", "rejects", speaker="A"), stand("2023-03-01", "open", speaker="B"), stand("2023-03-02", "doubts", speaker="A")])
    (both,) = contradictions(held)
    assert {one.speaker for one in both} == {"A", "B"}
    assert len(at(held, "2023-03-01")) == 2


def test_one_speaker_on_one_day_is_no_contradiction() -> None:
    assert contradictions(ledger([stand("2023-03-01", "rejects", speaker="A"), stand("2023-03-01", "open", speaker="A")])) == ()


def test_reports_give_the_ledger(told: tuple[Stand, ...]) -> None:
    mali = [(one.date, one.stance, one.speaker) for one in told if one.side == "MLI" and one.kind == "mediation"]
    assert mali == [
        ("2023-03-01", "rejects", ""),
        ("2023-03-20", "open", ""),
        ("2023-04-02", "rejects", "Assimi Goita"),
        ("2023-04-02", "supports", "Abdoulaye Diop"),
    ]
    assert {one.issue for one in told if one.kind == "mediation"} == {"mediation:DZA:MLI-NER"}


def test_an_archive_gives_the_same(archive: Path, told: tuple[Stand, ...]) -> None:
    from dragoman.archive.store import open_archive

    with connection(open_archive(archive).snapshot()) as asked:
        assert ledger(of_archive(asked, Choice())) == told
        for choice in (Choice(issue=("mediation:DZA",)), Choice(issue=("war",), party=("PER",)), Choice(party=("goita",)), Choice(since="2023-03-02", until="2023-03-31")):
            assert ledger(of_archive(asked, choice)) == chosen(told, choice)


def chosen(told: tuple[Stand, ...], choice: Choice) -> tuple[Stand, ...]:
    """What a choice keeps, said in another way."""
    kept = [s for s in told if not choice.issue or s.issue.startswith(choice.issue[0])]
    kept = [s for s in kept if not choice.party or choice.party[0] in (s.side, s.speaker.split()[-1:] and s.speaker.split()[-1].lower())]
    return tuple(s for s in kept if (choice.since or "") <= s.date <= (choice.until or "9"))


@pytest.mark.parametrize("kind", [".svg", ".png", ".html"])
def test_pictures_are_the_same_each_time(kind: str, told: tuple[Stand, ...]) -> None:
    first = lanes_picture(told, "mediation", kind)
    assert first == lanes_picture(told, "mediation", kind)
    assert len(first) > 2000
    assert lanes_picture((), "nothing", kind)


def test_a_line_of_each_stance_for_programs(run: Run, archive: Path) -> None:
    result = run(archive, "--party", "MLI", "--issue", "mediation")
    assert result.exit_code == 0, result.output
    rows = [json.loads(line) for line in result.stdout.splitlines()]
    assert [row["stance"] for row in rows] == ["rejects", "open", "rejects", "supports"]
    assert rows[1]["before"].startswith("rejects (2023-03-01)")
    assert "Diop" in rows[2]["contradicts"]
    assert "Goita" in rows[3]["contradicts"]


def test_stance_at_a_day_and_changes(run: Run, archive: Path) -> None:
    there = list(csv.DictReader(io.StringIO(run(archive, "--at", "2023-03-21", "--format", "csv").stdout)))
    assert {(row["side"], row["stance"]) for row in there if row["kind"] == "mediation"} == {("MLI", "open"), ("TGO", "supports")}
    moved = list(csv.DictReader(io.StringIO(run(archive, "--changes", "--format", "csv").stdout)))
    assert {row["date"] for row in moved} == {"2023-03-20", "2023-04-02"}


def test_articles_give_what_their_archive_gives(run: Run, archive: Path, articles: list[Article], tmp_path: Path) -> None:
    lines = [json.dumps({"id": one.id, "text": one.text, "published": one.published}) for one in articles]
    (tmp_path / "news.jsonl").write_text("\n".join(lines))
    (tmp_path / "picture.svg").touch()
    assert run(tmp_path / "news.jsonl").stdout == run(archive).stdout
    table = run(tmp_path / "news.jsonl", "--format", "table").stdout
    assert "mediation:DZA:MLI-NER" in table
    assert "but:" in table
    assert run(archive, "-o", tmp_path / "picture.svg").exit_code == 0
    assert b"<svg" in (tmp_path / "picture.svg").read_bytes()


@pytest.mark.parametrize("asked", [(), ("--changes",), ("--at", "2023-03-21"), ("--party", "NOR")])
def test_parquet_tells_what_jsonl_tells(run: Run, archive: Path, tmp_path: Path, asked: tuple[str, ...]) -> None:
    rows = [json.loads(line) for line in run(archive, *asked).stdout.splitlines()]
    assert bool(rows) == ("NOR" not in asked)
    to = tmp_path / "stands.parquet"
    assert run(archive, *asked, "-o", to).exit_code == 0
    assert run(archive, *asked, "--format", "parquet").stdout_bytes == to.read_bytes()
    table = pq.read_table(to)
    assert table.column_names == list(positions.COLUMNS)
    assert table.to_pylist() == [row | {"date": date.fromisoformat(row["date"])} for row in rows]


def test_a_stand_without_a_day_has_none_in_parquet(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Mali rejected mediation by Algeria in its dispute with Niger.")
    assert run(tmp_path / "a.txt", "-o", tmp_path / "a.parquet").exit_code == 0
    rows = pq.read_table(tmp_path / "a.parquet").to_pylist()
    assert [(row["side"], row["date"], row["toward"]) for row in rows] == [("MLI", None, ["DZA"])]


def test_wrong_usage_is_told(run: Run, tmp_path: Path) -> None:
    assert run(tmp_path / "none.txt").exit_code == 2
    assert run(tmp_path, "--at", "yesterday").exit_code == 2
    assert run(tmp_path, "--format", "plover").exit_code == 2


def test_parquet_is_not_shown_on_a_terminal(archive: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True, raising=False)
    with pytest.raises(typer.BadParameter, match="-o"):
        no_terminal(None)
    no_terminal(archive / "x.parquet")

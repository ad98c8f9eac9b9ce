"""The commands that ask an archive: what docs/asking.md shows runs, files have the columns they should, pictures are the same bytes, errors say what to try."""

import csv
import json
import os
import re
import shlex
from pathlib import Path

import networkx as nx
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from typer.testing import CliRunner, Result

from dragoman.archive.export.codes import cameo, goldstein, penta_class, quad_class, state, states
from dragoman.archive.export.files import LAYOUTS
from dragoman.archive.listing import columns
from dragoman.archive.store import Archive
from dragoman.cli import app
from dragoman.coder import Coder
from dragoman.model import Article
from dragoman.reading import read
from dragoman.records import encode
from dragoman.rows import COLUMNS, plover_records

ROOT = Path(__file__).parents[2]
SHOWN = [line[2:].split("  #")[0] for line in (ROOT / "docs" / "asking.md").read_text(encoding="utf-8").splitlines() if line.startswith("$ dragoman")]


@pytest.fixture
def there(asked_archive: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A folder with the archive as `news`."""
    (tmp_path / "news").symlink_to(asked_archive)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*words: str) -> Result:
    return CliRunner().invoke(app, list(words))


@pytest.mark.parametrize("command", [line for line in SHOWN if " copies " not in f"{line} "])
def test_commands_of_the_document(there: Path, command: str) -> None:
    words = shlex.split(command)[1:]
    found = run(*words)
    assert found.exit_code == 0, found.output
    if "-o" in words:
        assert (there / words[words.index("-o") + 1]).stat().st_size > 100
    else:
        assert len(found.stdout) > 50


def test_copies_of_the_document(own_archive: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(own_archive.parent)
    for command in [line for line in SHOWN if " copies " in f"{line} "]:
        found = run(*shlex.split(command)[1:])
        assert found.exit_code == 0, found.output
        assert "groups of copies" in found.stdout


def test_every_command_and_option_is_in_the_document() -> None:
    document = (ROOT / "docs" / "asking.md").read_text(encoding="utf-8")
    for command in ("events", "timeline", "network", "export", "copies"):
        for option in re.findall(r"--[a-z-]+", run(command, "--help").stdout):
            if option not in ("--help", "--no-happenings"):
                assert option in document, (command, option)


def test_csv_and_jsonl_and_parquet_tell_the_same(there: Path) -> None:
    run("events", "news", "-o", "x.csv")
    run("events", "news", "-o", "x.jsonl")
    run("events", "news", "-o", "x.parquet")
    with (there / "x.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    records = [json.loads(line) for line in (there / "x.jsonl").read_text(encoding="utf-8").splitlines()]
    assert tuple(rows[0]) == (*COLUMNS, "reports", "sources", "texts", "happening") == columns("events")
    assert [row["event_id"] for row in rows] == [record["id"] for record in records] == pq.read_table(there / "x.parquet").column("id").to_pylist()
    assert [row["date"] for row in rows] == [record["date"] or "" for record in records]


@pytest.mark.parametrize(("command", "nobody"), [("events", "--party"), ("quotes", "--speaker"), ("positions", "--party")])
def test_parquet_of_nothing_has_its_columns(there: Path, command: str, nobody: str) -> None:
    assert run(command, "news", "-o", "all.parquet").exit_code == 0
    assert run(command, "news", nobody, "Nobodaddy", "-o", "none.parquet").exit_code == 0
    every, none = pq.read_table(there / "all.parquet"), pq.read_table(there / "none.parquet")
    assert every.num_rows > 0
    assert (none.num_rows, none.schema.types) == (0, every.schema.types)
    assert none.column_names == every.column_names


@pytest.mark.parametrize("command", ["quotes", "positions"])
def test_only_events_are_told_in_plover(there: Path, command: str) -> None:
    found = run(command, "news", "--format", "plover")
    assert found.exit_code == 2
    assert "'parquet'" in found.stderr.replace("\n", " ")


def test_plover_is_what_code_gives(there: Path, coder: Coder) -> None:
    found = {one["id"]: one for one in map(json.loads, run("events", "news", "--format", "plover").stdout.splitlines())}
    articles = [one for one in read([str(ROOT / "examples" / "clash.md")], None, coder.knowledge.reading) if isinstance(one, Article)]
    coded = [json.loads(encode(one)) for article in articles for one in plover_records(coder.code(article))]
    assert coded
    for one in coded:
        assert found[one["id"]] == one


def test_limit_and_reports(there: Path) -> None:
    assert len(run("events", "news", "--limit", "3", "--format", "jsonl").stdout.splitlines()) == 3
    several = [json.loads(line) for line in run("events", "news", "--reports", "2", "--format", "jsonl").stdout.splitlines()]
    assert {one["article"] for one in several} == {"tel-aviv-1", "tel-aviv-2", "holon", "norway-1", "norway-2"}


@pytest.mark.parametrize("name", LAYOUTS)
def test_files_of_other_data_sets(there: Path, name: str) -> None:
    assert run("export", "news", "--to", name, "-o", "x", "--heading").exit_code == 0
    lines = [line.split("\t") for line in (there / "x").read_text(encoding="utf-8").splitlines()]
    assert tuple(lines[0]) == LAYOUTS[name].columns
    assert {len(line) for line in lines} == {{"polecat": 40, "icews": 20, "phoenix": 26, "gdelt": 61}[name]}
    assert len(lines) > 40
    rows = [dict(zip(lines[0], line, strict=True)) for line in lines[1:]]
    wanted = {
        "polecat": {"Event Date": "2021-05-06", "Event Type": "ACCUSE", "Event Mode": "disapprove", "Actor Country": "NOR", "Actor COW": "385",
                    "Recipient Country": "MMR", "Quad Code": "VERBAL CONFLICT", "Source": "Courier", "City": "None"},
        "icews": {"Event Date": "2021-05-06", "Source Name": "Norway", "Source Country": "Norway", "CAMEO Code": "111", "Intensity": "-2.0",
                  "Target Country": "Myanmar", "Publisher": "Courier", "Story ID": "norway-1"},
        "phoenix": {"Date": "20210506", "Month": "5", "SourceActorEntity": "NOR", "EventCode": "111", "EventRootCode": "11", "PentaClass": "3",
                    "GoldsteinScore": "-2.0", "TargetActorEntity": "MMR", "NewsSources": "Courier"},
        "gdelt": {"SQLDATE": "20210506", "MonthYear": "202105", "FractionDate": "2021.3452", "Actor1CountryCode": "NOR", "Actor1Name": "NORWAY",
                  "EventBaseCode": "111", "EventRootCode": "11", "QuadClass": "3", "NumArticles": "2", "NumSources": "2", "IsRootEvent": "1",
                  "DATEADDED": "20210506000000", "ActionGeo_Type": "0"},
    }[name]  # fmt: skip
    assert any(wanted.items() <= row.items() for row in rows), [row for row in rows if "NOR" in row.values() or "Norway" in row.values()]


def test_gdelt_places_have_fips_codes(there: Path) -> None:
    run("export", "news", "--to", "gdelt", "--place", "DZA", "--heading", "-o", "x")
    lines = [line.split("\t") for line in (there / "x").read_text(encoding="utf-8").splitlines()]
    rows = [dict(zip(lines[0], line, strict=True)) for line in lines[1:]]
    assert {("4", "Algiers, Algeria", "AG")} <= {(row["ActionGeo_Type"], row["ActionGeo_FullName"], row["ActionGeo_CountryCode"]) for row in rows}
    assert len({row["GLOBALEVENTID"] for row in rows}) == len(rows)


def test_only_what_happened_is_exported(there: Path) -> None:
    happened = len(run("export", "news", "--to", "icews").stdout.splitlines())
    negated = run("export", "news", "--to", "icews", "--status", "negated")
    assert happened > len(negated.stdout.splitlines()) > 1
    assert "not told as happened" in negated.stderr


def test_codes_of_other_data_sets() -> None:
    assert (cameo("REJECT", None), cameo("REJECT", "12"), cameo("REJECT", "1246")) == ("120", "120", "1246")
    assert [goldstein(code) for code in ("010", "057", "0874", "1246", "130", "190", "1823")] == [0.0, 8.0, 10.0, -4.0, -4.4, -10.0, -10.0]
    assert [quad_class(code) for code in ("010", "057", "061", "090", "138", "140", "203")] == [1, 1, 2, 3, 3, 4, 4]
    assert penta_class("020") == 0
    assert (state("KOS").cameo, state("UNO").cameo, state("GBR").fips, state("DEU").cow) == ("KSV", "IGOUNO", "UK", "255")
    assert len({one.fips for one in states().values() if one.fips}) > 240


@pytest.mark.parametrize(
    ("name", "published"),
    [
        ("polecat", "Event ID|Event Date|Event Type|Event Mode|Intensity|Quad Code|Contexts|Actor Name|Actor Country|Actor COW|Primary Actor Sector|Actor Sectors|"
         "Actor Title|Actor Name Raw|Wikipedia Actor ID|Recipient Name|Recipient Country|Recipient COW|Primary Recipient Sector|Recipient Sectors|Recipient Title|"
         "Recipient Name Raw|Wikipedia Recipient ID|Placename|City|District|Province|Country|Latitude|Longitude|GeoNames ID|Raw Placename|Feature Type|Source|"
         "Publication Date|Story People|Story Organizations|Story Locations|Language|Version"),
        ("icews", "Event ID|Event Date|Source Name|Source Sectors|Source Country|Event Text|CAMEO Code|Intensity|Target Name|Target Sectors|Target Country|Story ID|"
         "Sentence Number|Publisher|City|District|Province|Country|Latitude|Longitude"),
        ("phoenix", "EventID|Date|Year|Month|Day|SourceActorFull|SourceActorEntity|SourceActorRole|SourceActorAttribute|TargetActorFull|TargetActorEntity|"
         "TargetActorRole|TargetActorAttribute|EventCode|EventRootCode|PentaClass|GoldsteinScore|Issues|Lat|Lon|LocationName|StateName|CountryCode|SentenceID|URLs|"
         "NewsSources"),
        ("gdelt", "GLOBALEVENTID|SQLDATE|MonthYear|Year|FractionDate|Actor1Code|Actor1Name|Actor1CountryCode|Actor1KnownGroupCode|Actor1EthnicCode|"
         "Actor1Religion1Code|Actor1Religion2Code|Actor1Type1Code|Actor1Type2Code|Actor1Type3Code|Actor2Code|Actor2Name|Actor2CountryCode|Actor2KnownGroupCode|"
         "Actor2EthnicCode|Actor2Religion1Code|Actor2Religion2Code|Actor2Type1Code|Actor2Type2Code|Actor2Type3Code|IsRootEvent|EventCode|EventBaseCode|EventRootCode|"
         "QuadClass|GoldsteinScale|NumMentions|NumSources|NumArticles|AvgTone|Actor1Geo_Type|Actor1Geo_FullName|Actor1Geo_CountryCode|Actor1Geo_ADM1Code|"
         "Actor1Geo_ADM2Code|Actor1Geo_Lat|Actor1Geo_Long|Actor1Geo_FeatureID|Actor2Geo_Type|Actor2Geo_FullName|Actor2Geo_CountryCode|Actor2Geo_ADM1Code|"
         "Actor2Geo_ADM2Code|Actor2Geo_Lat|Actor2Geo_Long|Actor2Geo_FeatureID|ActionGeo_Type|ActionGeo_FullName|ActionGeo_CountryCode|ActionGeo_ADM1Code|"
         "ActionGeo_ADM2Code|ActionGeo_Lat|ActionGeo_Long|ActionGeo_FeatureID|DATEADDED|SOURCEURL"),
    ],
)  # fmt: skip
def test_columns_are_those_that_were_published(name: str, published: str) -> None:
    assert LAYOUTS[name].columns == tuple(published.split("|"))


@pytest.mark.parametrize("ending", ["svg", "png", "html"])
@pytest.mark.parametrize("words", [("timeline", "--by", "year", "--per", "country"), ("network",), ("timeline", "--actor", "XXX")])
def test_pictures_are_the_same_bytes(there: Path, words: tuple[str, ...], ending: str) -> None:
    made = []
    for name in ("a", "b"):
        assert run(words[0], "news", *words[1:], "-o", f"{name}.{ending}").exit_code == 0
        made.append((there / f"{name}.{ending}").read_bytes())
    assert made[0] == made[1]
    assert made[0].startswith({"svg": b"<?xml", "png": b"\x89PNG", "html": b"<!doctype html>"}[ending])
    assert len(made[0]) > 2000


def test_graphml_is_a_network(there: Path) -> None:
    run("network", "news", "-o", "x.graphml")
    assert nx.read_graphml(there / "x.graphml")["NOR"]["MMR"]["events"] == 2


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("events", "nothing"), "is no archive"),
        (("events", "news", "--status", "maybe"), "--status"),
        (("events", "news", "--since", "yesterday"), "2023-04-06"),
        (("events", "news", "--category", "REJCT"), "nearest is `REJECT`"),
        (("timeline", "news", "--mode", "meat"), "nearest is `meet`"),
        (("network", "news", "--sector", "GOVT"), "nearest is `GOV`"),
        (("export", "news", "--to", "icews", "--context", "diplomacy"), "nearest is `diplomatic`"),
        (("events", "news", "-o", "events.xlsx"), ".csv, .jsonl"),
        (("timeline", "news", "--dyad", "RUS"), "RUS-UKR"),
        (("quotes", "news", "--format", "plover"), "--format"),
        (("events", "news", "-o", "no/such/folder/x.csv"), "there is no folder no/such/folder"),
        (("timeline", "news", "-o", "no/such/folder/x.svg"), "no/such/folder/x.svg: there is no folder no/such/folder"),
        (("export", "news", "--to", "icews", "-o", "no/such/folder/x.txt"), "there is no folder no/such/folder"),
        (("positions", "news", "-o", "no/such/folder/x.svg"), "there is no folder no/such/folder"),
        (("timeline", "news", "-o", "years.jpg"), ".png, .svg"),
        (("network", "news", "-o", "pairs.pdf"), ".graphml"),
        (("positions", "news", "-o", "lanes.jpg"), ".svg"),
        (("positions", "news", "--at", "2023"), "--at"),
        (("timeline", "news", "--format", "graphml"), "--format"),
    ],
)
def test_errors_say_what_to_try(there: Path, words: tuple[str, ...], told: str) -> None:
    found = run(*words)
    assert found.exit_code == 2
    assert told in found.output
    assert "Traceback" not in found.output


def test_codes_of_a_users_own_are_known_once_an_event_has_them(own_archive: Path) -> None:
    assert run("events", str(own_archive), "--category", "BOYCOTT").exit_code == 2
    with Archive(own_archive).writing() as step:
        events = step.snapshot().dataset("events").to_table()
        mine = events.set_column(events.schema.get_field_index("event"), "event", pa.array(["BOYCOTT"] * events.num_rows, events.schema.field("event").type))
        step.overwrite("events", mine)
    found = run("events", str(own_archive), "--category", "boycott", "--format", "jsonl")
    assert found.exit_code == 0
    assert len(found.stdout.splitlines()) == events.num_rows > 10
    assert run("events", str(own_archive), "--category", "BOYCOT").exit_code == 2


def test_events_that_a_timeline_leaves_out_are_told(there: Path) -> None:
    events = [json.loads(line) for line in run("events", "news", "--format", "jsonl").stdout.splitlines()]
    undated = sum(event["date"] is None for event in events)
    coarse = sum(event["date"] is not None and event["date_resolution"] != "day" for event in events)
    found = run("timeline", "news", "--by", "day", "--format", "csv")
    counted = sum(int(line.split(",")[2]) for line in found.stdout.splitlines()[1:])
    assert f"left out: {undated} events without a date and {coarse} dated less exactly than the day" in found.stderr
    assert counted == len(events) - undated - coarse
    assert undated + coarse > 0


@pytest.mark.parametrize("command", [("timeline", "--by", "year"), ("network",), ("events",), ("quotes",), ("positions", "--format", "table")])
def test_tables_for_people_can_be_written_to_a_file(there: Path, command: tuple[str, ...]) -> None:
    found = run(command[0], "news", *command[1:], "-o", "table.txt")
    assert (found.exit_code, found.stdout) == (0, "")
    assert len((there / "table.txt").read_text(encoding="utf-8").splitlines()) > 1


def test_quotes_of_an_archive(there: Path) -> None:
    archived = run("quotes", "news", "--speaker", "witnesses", "--format", "csv").stdout
    assert archived.splitlines()[0].startswith("article,published,id,kind")
    assert len(archived.splitlines()) == 2


def test_a_search_where_nothing_can_be_written(own_archive: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(own_archive.parent)
    (own_archive / "search.db").unlink()
    wanted = run("events", "news", "--text", "gas", "--format", "jsonl").stdout
    (own_archive / "search.db").unlink()
    monkeypatch.setattr("dragoman.archive.search.update", lambda folder: (_ for _ in ()).throw(PermissionError(13, os.strerror(13))))
    assert run("events", "news", "--text", "gas", "--format", "jsonl").stdout == wanted != ""

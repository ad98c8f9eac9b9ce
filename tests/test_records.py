"""The records are a contract: names, order and kinds of their fields, and the same bytes for the same report."""

import csv
import io
import json

import msgspec
import pytest

from dragoman.model import Fault
from dragoman.output import formatter, heading
from dragoman.records import LAYERS, encode, fault_record, report_record
from dragoman.rows import COLUMNS, csv_rows, plover_records
from tests.made import TEXT, report

HEAD = ["id", "source", "url", "title", "byline", "published", "language", "coder", "knowledge", "text", "blocks"]
FIELDS = {
    "actors": ["id", "name", "key", "kind", "code", "sector", "other_sectors", "office", "identifier_id", "identifier_text", "mentions", "because"],
    "events": [
        "id", "event", "mode", "context", "cameo", "quad_code", "event_scale", "reciprocal", "date", "enddate", "date_resolution", "date_because",
        "actor", "recipient", "topic", "event_loc", "size", "status", "reported_in", "event_text", "trigger", "text", "text_info", "same_as",
        "confidence", "because",
    ],
    "quotations": ["id", "kind", "source", "speaker", "cue", "content", "because"],
    "positions": [
        "id", "party", "code", "sector", "issue", "stance", "toward", "date", "speaker", "events", "quotation", "spans", "because",
        "side", "hearers", "text", "conditions",
    ],
    "times": ["span", "text", "value", "resolution", "start", "end"],
    "places": ["span", "text", "geonameid", "name", "lat", "lon", "country_code", "resolution"],
    "sentences": ["span", "block"],
}  # fmt: skip
PARTY = ["code", "sector", "other_sectors", "entity_text", "span", "actor", "identifier_id", "identifier_text", "office"]


def record(layers: tuple[str, ...] = LAYERS, only: bool = False) -> dict[str, object]:
    return json.loads(encode(report_record(report(), layers, only)))


def test_fields_stand_in_the_order_of_the_contract() -> None:
    assert list(record()) == [*HEAD, "sentences", "actors", "events", "quotations", "positions", "times", "places", "clauses", "errors"]
    assert list(record(())) == [*HEAD, "actors", "events", "quotations", "positions", "errors"]


@pytest.mark.parametrize("layer", FIELDS)
def test_fields_of_each_layer(layer: str) -> None:
    assert list(record()[layer][0]) == FIELDS[layer]


def test_fields_inside_an_event() -> None:
    event = record()["events"][0]
    assert list(event["actor"][0]) == list(event["recipient"][0]) == PARTY
    assert list(event["topic"]) == ["kind", "text", "span", "by", "about"]
    assert list(event["event_loc"]) == ["extracted_place", "resolved_place", "geonameid", "lat", "lon", "country_code", "resolution", "span"]
    assert list(event["status"]) == ["negated", "future", "hypothetical", "historical", "claimed_by", "cues"]
    assert event["size"] == {"dead": 2, "injured": None, "arrested": None}
    assert event["text_info"] == {"sequence": 0, "start": 0, "end": 70}
    assert event["actor"][0]["span"] == [0, 5]


def test_a_clause_has_a_date_only_where_one_is_told() -> None:
    told, not_told = record()["clauses"]
    assert told == {
        "span": [6, 14],
        "lemma": "reject",
        "status": {"negated": False, "future": False, "hypothetical": False, "historical": False, "claimed_by": ["a1", "unknown"], "cues": []},
        "date": "2023-04-03",
        "enddate": None,
        "date_resolution": "day",
    }
    assert list(not_told) == ["span", "lemma", "status"]
    assert not_told["status"]["cues"] == [[81, 84]]


def test_mentions_are_spans_of_the_text() -> None:
    togo = record()["actors"][1]
    assert [TEXT[slice(*mention["span"])] for mention in togo["mentions"]] == ["Togo", "Togo"]
    assert togo["mentions"][0]["kind"] == "name"


def test_only_actual_leaves_out_what_did_not_happen() -> None:
    assert [event["id"] for event in record()["events"]] == ["e1", "e2"]
    assert [event["id"] for event in record(only=True)["events"]] == ["e1"]


def test_a_fault_is_a_record_with_errors() -> None:
    found = json.loads(encode(fault_record(Fault("x", "x.jsonl:3", "not JSON", "look at line 3"))))
    assert list(found) == [*HEAD, "actors", "events", "quotations", "positions", "errors"]
    assert found["id"] == "x"
    assert found["events"] == []
    assert found["errors"] == [{"level": "error", "where": "x.jsonl:3", "reason": "not JSON", "hint": "look at line 3"}]


def test_notes_of_the_article_are_told() -> None:
    one = report()
    noted = msgspec.structs.replace(one, article=msgspec.structs.replace(one.article, notes=("read as cp1252, a guess",)))
    assert report_record(noted)["errors"] == [{"level": "note", "where": "a1", "reason": "read as cp1252, a guess", "hint": ""}]


def test_the_same_report_gives_the_same_bytes() -> None:
    assert encode(report_record(report(), LAYERS)) == encode(report_record(report(), LAYERS))


def test_plover_lines() -> None:
    first, second = plover_records(report())
    assert first["event"] == ("REJECT",)
    assert first["actor"][0]["code"] == "GHA"
    assert first["story_id"] == "a1"
    assert first["publication_date"] == "2023-04-06"
    assert (first["aux_mode"], second["aux_mode"]) == ([], ["negated"])


def test_table_rows_fit_their_columns() -> None:
    rows = csv_rows(report())
    assert [len(row) for row in rows] == [len(COLUMNS)] * 2
    cells = dict(zip(COLUMNS, rows[0], strict=True))
    assert (cells["actor_code"], cells["event"], cells["recipient_code"], cells["negated"]) == ("GHA", "REJECT", "TGO", "0")
    assert (cells["claimed_by"], cells["place"], cells["dead"], cells["injured"]) == ("Ghana", "Accra", "2", "")


def test_csv_reads_back() -> None:
    text = (heading("csv") + formatter("csv")(report())).decode()
    rows = list(csv.DictReader(io.StringIO(text)))
    assert [row["event_id"] for row in rows] == ["e1", "e2"]
    assert rows[0]["text"] == TEXT[:70]

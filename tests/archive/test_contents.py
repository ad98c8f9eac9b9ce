"""A report becomes rows under the schemas of the tables, and an article can be made again from its row."""

from datetime import date

import pytest

from dragoman.archive.contents import arrow, article_of_row, digest, fingerprint, rows_of
from dragoman.archive.tables import CODED, MEANINGS, SCHEMAS
from dragoman.coder import Coder
from dragoman.model import Article, Fault, Report
from dragoman.reading import article_of

TEXT = (
    "Serbia rejected the UN mediation offer on Tuesday, its president said. The presidents of Egypt and Sudan met in Cairo. "
    "“We will not accept the plan,” said Iranian President Ebrahim Raisi. Gunmen in Nigeria killed 12 soldiers — Łódź, 東京, 🕊."
)


@pytest.fixture(scope="module")
def report(coder: Coder) -> Report:
    return coder.code(article_of(TEXT, id="a/1", published="2023-04-06", title="A title"))


def test_every_row_has_known_columns(report: Report) -> None:
    for table, rows in rows_of(report).items():
        assert all(set(row) <= set(CODED[table].names) for row in rows)


def test_rows_under_their_schema(report: Report) -> None:
    rows = rows_of(report)
    for table in CODED:
        found = arrow(table, rows[table], "b1")
        assert found.schema == CODED[table]
        assert found.num_rows == len(rows[table])
        assert set(found["batch"].to_pylist()) <= {"b1"}
    assert len(rows["articles"]) == 1
    assert len(rows["events"]) == len(report.events) > 2


def test_plain_columns_tell_first_parties(report: Report) -> None:
    events = arrow("events", rows_of(report)["events"]).to_pylist()
    rejected = next(event for event in events if event["event"] == "REJECT")
    assert (rejected["actor_code"], rejected["recipient_code"], rejected["published"]) == ("SRB", "UNO", date(2023, 4, 6))
    assert rejected["dyads"] == [{"actor": "SRB", "recipient": "UNO"}]
    met = next(event for event in events if event["reciprocal"])
    assert (met["actor_codes"], met["recipient"], met["recipient_code"]) == (["EGY", "SDN"], [], "SDN")
    assert met["dyads"] == [{"actor": "EGY", "recipient": "SDN"}, {"actor": "SDN", "recipient": "EGY"}]


def test_an_article_comes_back_from_its_row(report: Report) -> None:
    (row,) = arrow("articles", rows_of(report)["articles"]).to_pylist()
    assert article_of_row(row) == report.article


def test_ids_are_single_in_the_archive(coder: Coder) -> None:
    one, two = (rows_of(coder.code(article_of(TEXT, id=name, published="2023-04-06"))) for name in ("a", "b"))
    for table in ("events", "quotations", "positions"):
        ids = [row["id"] for rows in (one, two) for row in rows[table]]
        assert len(set(ids)) == len(ids) > 0
    assert {row["reported_in"] for row in one["events"]} - {None} <= {row["id"] for row in one["quotations"]}


def test_a_fault_is_one_row_with_file_place_and_reason() -> None:
    (row,) = rows_of(Fault("n.jsonl:3", "n.jsonl:3", "the record has no `id`", "give it one", "n.jsonl"))["errors"]
    assert (row["file"], row["place"], row["reason"], row["hint"]) == ("n.jsonl", "n.jsonl:3", "the record has no `id`", "give it one")
    assert arrow("errors", [row]).schema == CODED["errors"]


def test_digests_tell_texts_apart() -> None:
    assert digest("a", "b") != digest("ab", "") != digest("a", None)
    article = Article("1", "text", ())
    assert fingerprint(article) == fingerprint(Article("2", "text", (), input="other"))
    assert fingerprint(article) != fingerprint(Article("1", "text", (), published="2023-04-06"))


def test_any_text_has_a_row() -> None:
    """Half a surrogate pair, a zero character and a mark of direction are no reason to stop."""
    assert digest("\ud83d") != digest("?")


def test_every_column_has_a_meaning() -> None:
    assert set(SCHEMAS) == set(MEANINGS)
    assert [(table, field.name) for table, schema in SCHEMAS.items() for field in schema if not (field.metadata or {}).get(b"comment")] == []

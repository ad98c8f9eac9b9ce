"""What pages tell, without a browser."""

import csv
import io
import json
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from dragoman.archive.ingest import ingest
from dragoman.archive.store import make_archive
from dragoman.reading import article_of
from dragoman.web import view
from dragoman.web.app import application
from dragoman.web.marking import PAGE
from tests.archive.made import Modeless
from tests.timing import stays_below
from tests.web.conftest import TOKEN


def test_home_counts_what_is_there(pages: TestClient, app: FastAPI) -> None:
    text = pages.get("/").text
    with app.state.opened.asked() as asked:
        (articles, events) = (asked.sql(f"select count(*) from {table}").fetchall()[0][0] for table in ("articles", "events"))
    assert f"<b>{articles}</b>reports" in text
    assert f"<b>{events}</b>events" in text


def test_without_scripts_a_page_asks_for_none_and_says_so(pages: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(view._templates.globals, "drawn", False)
    text = pages.get("/").text
    assert "/static/built/" not in text
    assert "make pages" in text
    monkeypatch.setitem(view._templates.globals, "drawn", True)
    text = pages.get("/").text
    assert "/static/built/explorer.js" in text
    assert "make pages" not in text


def test_a_wrong_filter_is_told_on_the_page(pages: TestClient) -> None:
    answer = pages.get("/events", params={"since": "yesterday"})
    assert answer.status_code == 422
    assert "yesterday" in answer.text
    assert pages.get("/api/events", params={"status": "perhaps"}).status_code == 422


def test_what_is_shown_can_be_downloaded(pages: TestClient) -> None:
    shown = pages.get("/api/events", params={"category": "REJECT", "limit": 1000}).json()["rows"]
    lines = {form: pages.get(f"/events.{form}", params={"category": "REJECT"}) for form in ("csv", "jsonl", "parquet", "plover")}
    assert [json.loads(line)["id"] for line in lines["jsonl"].text.splitlines()] == [row["id"] for row in shown]
    assert len(list(csv.DictReader(io.StringIO(lines["csv"].text)))) == len(lines["plover"].text.splitlines()) == len(shown)
    assert pq.read_table(io.BytesIO(lines["parquet"].content)).num_rows == len(shown)
    assert pages.get("/events.exe").status_code == 404


def test_unknown_things_are_not_found(pages: TestClient) -> None:
    for path in ("/article?id=nothing", "/actor?key=nobody", "/nothing", "/api/articles/nothing"):
        assert pages.get(path).status_code == 404, path


def test_pages_of_the_api_follow_each_other(pages: TestClient) -> None:
    found, after = [], ""
    for _ in range(200):
        answer = pages.get("/api/events", params={"limit": 7, "after": after} if after else {"limit": 7}).json()
        found += [row["id"] for row in answer["rows"]]
        after = answer["next"]
        if not after:
            break
    everything = [row["id"] for row in pages.get("/api/events", params={"limit": 1000}).json()["rows"]]
    assert found == everything
    assert len(set(found)) == len(found)


def test_a_missing_row_is_added_and_given_out_as_gold(writer: TestClient) -> None:
    article = writer.get("/api/articles/mediation.md").json()["article"]
    sentence = article["sentences"][-1]
    added = {"article": article["id"], "verdict": "missing", "sentence": f"{sentence['start']}-{sentence['end']}", "set_event": "THREATEN", "set_actor": "arm", "set_recipient": "-"}
    assert writer.post("/marks", data=added).status_code == 200
    gold = json.loads(writer.get("/marks.jsonl").text)
    told = gold["events"][-1]
    assert (told["event"], told["actor"], told["recipient"]) == (["THREATEN"], [{"code": "ARM"}], [])
    assert (told["text_info"]["start"], told["text_info"]["end"]) == (sentence["start"], sentence["end"])


@pytest.mark.parametrize("change", [{"article": "nothing"}, {"verdict": "perhaps"}, {"set_event": "NOTHING"}, {"sentence": "", "event": ""}, {"event": "nothing"}])
def test_a_wrong_mark_is_refused(writer: TestClient, change: dict[str, str]) -> None:
    given = {"article": "mediation.md", "verdict": "missing", "sentence": "0-5", "set_event": "REJECT"} | change
    assert writer.post("/marks", data=given).status_code in (404, 422)
    assert writer.get("/marks.jsonl").text == ""


def test_a_mark_can_be_taken_back(writer: TestClient) -> None:
    event = writer.get("/api/events", params={"limit": 1}).json()["rows"][0]
    given = {"article": event["article"], "event": event["id"], "verdict": "wrong"}
    writer.post("/marks", data=given)
    assert json.loads(writer.get("/marks.jsonl").text)["id"] == event["article"]
    writer.post("/marks", data=given | {"verdict": "withdrawn"})
    assert writer.get("/marks.jsonl").text == ""


def test_a_paragraph_of_five_megabytes_comes_in_parts(tmp_path: Path) -> None:
    text = "Serbia rejected the plan of France. " * 140_000
    archive = make_archive(tmp_path / "long")
    ingest(archive, [article_of(text, id="long", published="2023-04-06")], Modeless())
    client = TestClient(application(archive.path, TOKEN))
    assert stays_below(6, lambda: [client.get(f"/article?id=long&page={number}") for number in (0, 10_000)])
    first, last = (client.get(f"/article?id=long&page={number}") for number in (0, 10_000))
    assert "part 1 of 84" in first.text
    assert "part 84 of 84" in last.text
    assert len(first.text) < 20 * PAGE

"""Who may read and write, what a browser is told, and that no path leads out of the archive."""

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from dragoman.web.app import application
from dragoman.web.safety import COOKIE, RULES, shown
from tests.web.conftest import TOKEN

MARK = {"article": "mediation.md", "verdict": "missing", "sentence": "0-5", "set_event": "REJECT"}


def test_every_answer_bears_the_rules(pages: TestClient) -> None:
    for path in ("/", "/nothing", "/api/events", "/static/style.css", "/events?since=never"):
        answer = pages.get(path)
        assert {name: answer.headers[name] for name in RULES} == RULES, path
        assert "unsafe" not in answer.headers["content-security-policy"]


def test_pages_have_no_script_or_style_in_their_text(pages: TestClient) -> None:
    for path in ("/", "/events", "/article?id=mediation.md", "/article?id=script", "/positions"):
        text = pages.get(path).text
        assert "<style" not in text
        assert " style=" not in text
        assert " onclick" not in text.lower()
        assert text.count("<script") == text.count('<script src="/static/'), path


def test_writing_needs_the_token(app: FastAPI) -> None:
    client = TestClient(app)
    assert client.post("/marks", data=MARK).status_code == 403
    assert client.post("/marks", data=MARK, cookies={COOKIE: "another-token"}).status_code == 403


def test_another_site_may_not_write(writer: TestClient) -> None:
    assert writer.post("/marks", data=MARK, headers={"sec-fetch-site": "cross-site"}).status_code == 403
    assert writer.post("/marks", data=MARK, follow_redirects=False).status_code == 303


def test_the_token_goes_from_the_address_into_a_cookie(app: FastAPI) -> None:
    client = TestClient(app)
    answer = client.get("/events", params={"token": TOKEN, "category": "REJECT"}, follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (303, "/events?category=REJECT")
    assert "httponly" in answer.headers["set-cookie"].lower()
    assert "samesite=strict" in answer.headers["set-cookie"].lower()
    away = client.get(f"http://testserver//elsewhere.example/?token={TOKEN}", follow_redirects=False)
    assert not away.headers["location"].startswith("//")


def test_reading_needs_the_token_when_others_can_reach_the_server(app: FastAPI) -> None:
    closed = TestClient(application(app.state.opened.path, TOKEN, open_reading=False))
    for path in ("/", "/api/events", "/marks.jsonl"):
        assert closed.get(path).status_code == 401
    assert closed.get("/api/events", headers={"authorization": f"Bearer {TOKEN}"}).status_code == 200


def test_only_its_own_names_are_answered(app: FastAPI) -> None:
    named = TestClient(application(app.state.opened.path, TOKEN, hosts=frozenset({"localhost"})), base_url="http://localhost:8377")
    assert named.get("/").status_code == 200
    assert named.get("/", headers={"host": "evil.example"}).status_code == 421


@pytest.mark.parametrize("path", ["/static/../app.py", "/static/%2e%2e/app.py", "/static/..%2f..%2fcli.py", "/static//etc/passwd", "/article?id=../../etc/passwd"])
def test_no_path_leads_out(pages: TestClient, path: str) -> None:
    assert pages.get(path).status_code == 404


def test_limits(pages: TestClient, writer: TestClient) -> None:
    assert pages.get("/events", params={"text": "x" * 9000}).status_code == 414
    assert pages.get("/api/events", params={"limit": 5000}).status_code == 422
    assert writer.post("/marks", data=MARK | {"note": "x" * 70_000}).status_code == 413
    assert writer.post("/marks", data=MARK | {"note": "x" * 3_000}).status_code == 422


@pytest.mark.parametrize(("value", "text"), [("a\x00b", "a\ufffdb"), ("\u202eabc", "\ufffdabc"), ("tab\tline\n", "tab\tline\n"), (None, ""), (7, 7)])
def test_odd_characters_are_shown_as_such(value: object, text: object) -> None:
    assert shown(value) == text

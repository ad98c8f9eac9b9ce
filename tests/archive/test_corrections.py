"""Marks of readers: the last one holds, shares have their interval, gold has what was judged."""

from pathlib import Path

import pytest

from dragoman.archive.corrections import CorrectionError, Mark, gold, keep, marks, precision


def mark(row: str | None = "e1", verdict: str = "right", coded: str = "REJECT", sentence: tuple[int, int] | None = (0, 10), **changes: str) -> Mark:
    return Mark("2023-04-06T12:00:00+00:00", "reader", "a", row, verdict, coded, changes, sentence)


def event(name: str, start: int = 0, **more: object) -> dict[str, object]:
    return {"id": name, "start": start, "end": start + 10, "event": "REJECT", "mode": [], "actor_codes": ["SRB"], "recipient_codes": ["FRA"], "negated": False} | more


ARTICLE = {"id": "a", "text": "x" * 100, "title": None, "published": None}


def test_nothing_marked_is_nothing(tmp_path: Path) -> None:
    assert marks(tmp_path) == []
    assert not list(tmp_path.iterdir())


def test_the_last_mark_of_a_reader_holds(tmp_path: Path) -> None:
    for one in (mark(), mark(verdict="wrong"), mark("e2"), mark("e2", "withdrawn"), mark(None, "missing", "", event="AID"), mark(None, "missing", "", event="AID")):
        keep(tmp_path, one)
    assert [(one.event, one.verdict) for one in marks(tmp_path)] == [("e1", "wrong"), (None, "missing"), (None, "missing")]
    assert marks(tmp_path, "another") == []


@pytest.mark.parametrize("wrong", [mark(verdict="perhaps"), mark(colour="red"), mark(None, "missing"), mark(actor="x" * 5000)])
def test_a_wrong_mark_is_refused(tmp_path: Path, wrong: Mark) -> None:
    with pytest.raises(CorrectionError):
        keep(tmp_path, wrong)


def test_shares_by_category() -> None:
    some = [mark(str(n)) for n in range(8)] + [mark("w", "wrong"), mark("c", "wrong", actor="KEN"), mark("o", coded="AID"), mark(None, "missing", "", event="AID")]
    found = {one.category: one for one in precision(some)}
    assert (found["REJECT"].marked, found["REJECT"].right) == (10, 8)
    assert found["REJECT"].low == pytest.approx(0.490, abs=0.001)
    assert found["REJECT"].high == pytest.approx(0.943, abs=0.001)
    assert (found["all"].marked, found["AID"].share) == (11, 1.0)


def test_gold_has_what_was_judged() -> None:
    events = [event("e1"), event("e2"), event("e3", 20), event("e4", 40)]
    told = gold(ARTICLE, events, [mark("e1"), mark("e3", "wrong", sentence=(20, 30), actor="KEN,UGA", negated="1"), mark("e4", "wrong", sentence=(40, 50))])
    assert told["judged"] == [(20, 30), (40, 50)]
    assert [(one["actor"], one["status"]["negated"]) for one in told["events"]] == [([{"code": "SRB"}], False), ([{"code": "KEN"}, {"code": "UGA"}], True)]

"""Marks: what readers say of rows is kept, shown with shares by category, and given out as gold."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Annotated

import msgspec
from fastapi import APIRouter, Form, HTTPException, Request, Response
from fastapi.responses import RedirectResponse, StreamingResponse

from dragoman.archive import corrections, lookup
from dragoman.archive.corrections import CorrectionError, Mark
from dragoman.web.view import address, page

router = APIRouter()

#: marks shown on the page, the newest first
SHOWN = 200

Text = Annotated[str, Form(max_length=corrections.LONGEST)]


@router.get("/marks")
def marks(request: Request) -> Response:
    found = corrections.marks(request.app.state.opened.path)
    return page(request, "marks.html", marks=found[: -SHOWN - 1 : -1], shares=corrections.precision(found))


@router.post("/marks")
def mark(
    request: Request, article: Text, verdict: Text, event: Text = "", sentence: Text = "", set_event: Text = "", set_actor: Text = "",
    set_recipient: Text = "", set_negated: Text = "", set_hypothetical: Text = "", note: Text = "",
) -> Response:  # fmt: skip
    state = request.app.state
    given = {"event": set_event, "actor": set_actor, "recipient": set_recipient, "negated": set_negated, "hypothetical": set_hypothetical}
    changes = {name: value.strip().strip("-").upper() for name, value in given.items() if value.strip()} if verdict != "withdrawn" else {}
    with state.opened.asked() as asked:
        coded = lookup.event(asked, event) if event else None
        if (event and (coded is None or coded["article"] != article)) or lookup.article(asked, article) is None:
            raise HTTPException(404, "There is no such row in this archive; was the report coded anew? Open it again.")
    place = (coded["start"], coded["end"]) if coded else _span(sentence)
    told = Mark(datetime.now(UTC).isoformat(timespec="seconds"), "reader", article, event or None, verdict, coded["event"] if coded else "", changes, place, note)
    if changes.get("event") and changes["event"] not in state.categories:
        raise HTTPException(422, f"{changes['event'][:40]!r} is no category.")
    try:
        corrections.keep(state.opened.path, told)
    except CorrectionError as error:
        raise HTTPException(422, str(error)) from None
    if request.headers.get("hx-request") and coded:
        held = {event: told} if verdict != "withdrawn" else {}
        return page(request, "event_card_alone.html", event=coded, marks=held, categories=state.categories)
    return RedirectResponse(address("/article", id=article) + (f"#row-{event}" if event else ""), 303)


@router.get("/marks.jsonl")
def gold(request: Request) -> Response:
    """The marks as gold, an article a line: rows that readers found right or set right, and the sentences that are judged."""
    return StreamingResponse(_gold(request), media_type="application/jsonl", headers={"content-disposition": 'attachment; filename="gold.jsonl"'})


def _gold(request: Request) -> Iterator[bytes]:
    found = corrections.marks(request.app.state.opened.path)
    for article in dict.fromkeys(mark.article for mark in found):
        with request.app.state.opened.asked() as asked:
            text, events = lookup.article(asked, article), lookup.events_of(asked, article)
        if text is not None:
            yield msgspec.json.encode(corrections.gold(text, events, [mark for mark in found if mark.article == article])) + b"\n"


def _span(sentence: str) -> tuple[int, int] | None:
    start, _, end = sentence.partition("-")
    return (int(start), int(end)) if start.isdecimal() and end.isdecimal() else None


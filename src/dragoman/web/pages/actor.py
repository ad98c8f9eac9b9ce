"""Actor: offices by date, and the events, quotations and positions that the reports tell of it."""

from typing import Any

from fastapi import APIRouter, HTTPException, Request, Response

from dragoman.archive import lookup
from dragoman.web.view import page

router = APIRouter()

#: rows of each kind
ROWS = 50


@router.get("/actor")
def actor(request: Request, key: str) -> Response:
    with request.app.state.opened.asked() as asked:
        found = lookup.actor(asked, key)
        if found is None:
            raise HTTPException(404, f"Nobody in this archive has the key {key[:200]!r}.")
        name = found["name"]
        rows: dict[str, Any] = {"events": lookup.acts(asked, key, ROWS), "quotations": lookup.words(asked, name, ROWS), "positions": lookup.stances(asked, name, ROWS)}
    return page(request, "actor.html", actor=found, known=request.app.state.offices(key), **rows)

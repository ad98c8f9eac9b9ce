"""Home: what is in the archive, by month and source, the newest events, what went wrong."""

from functools import lru_cache
from typing import Any

from fastapi import APIRouter, Request, Response

from dragoman.archive import overview
from dragoman.archive.filters import Filter
from dragoman.web.opened import Opened
from dragoman.web.view import page

router = APIRouter()


@router.get("/")
def home(request: Request) -> Response:
    opened: Opened = request.app.state.opened
    return page(request, "home.html", **summary(opened, opened.number))


@lru_cache(maxsize=4)
def summary(opened: Opened, number: int) -> dict[str, Any]:
    """What the page tells of one state of the archive; `number` is that of the state."""
    with opened.asked() as asked:
        first, last = overview.span(asked)
        reports = overview.reports(asked)
        return {
            "counts": overview.counts(asked), "first": first, "last": last, "reports": reports, "newest": overview.newest(asked),
            "parties": overview.pairs(asked, Filter(status=("actual",)), 15), "errors": overview.errors(asked), "sources": list(dict.fromkeys(row["source"] for row in reports)),
        }  # fmt: skip

"""Home: what is in the archive, by month and source, the newest events, what went wrong."""

from functools import lru_cache
from typing import Any

from fastapi import APIRouter, Request, Response

from dragoman.archive import overview, query
from dragoman.archive.filters import Filter
from dragoman.web.opened import Opened
from dragoman.web.view import page

router = APIRouter()

ACTUAL = Filter(status=("actual",))

#: events and pairs shown
NEWEST, PAIRS = 12, 15


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
            "counts": overview.counts(asked), "first": first, "last": last, "reports": reports, "newest": query.events(asked, ACTUAL, NEWEST).rows.to_pylist(),
            "parties": overview.pairs(asked, ACTUAL, PAIRS), "errors": overview.errors(asked), "sources": list(dict.fromkeys(row["source"] for row in reports)),
        }  # fmt: skip

"""Dyad: cooperation and conflict of two countries over time, with the rows behind each bar."""

from fastapi import APIRouter, Request, Response

from dragoman.archive import query
from dragoman.archive.filters import Filter, filter_of
from dragoman.web import pictures
from dragoman.web.view import address, page

router = APIRouter()

STEPS = ("day", "week", "month", "year")

#: events shown
ROWS = 30


@router.get("/dyad")
def dyad(request: Request, a: str, b: str, by: str = "month") -> Response:
    one, other, step = a.strip().upper(), b.strip().upper(), by if by in STEPS else "month"
    wanted: Filter = filter_of({"dyad": f"{one}-{other}"})
    with request.app.state.opened.asked() as asked:
        rows = pictures.timeline(asked, wanted, step)
        events = query.events(asked, wanted, ROWS).rows.to_pylist()
    names = {"a": request.app.state.country(one), "b": request.app.state.country(other)}
    directions = [(one, other), (other, one)]
    both = [(address("/events", actor=x, recipient=y), f"What {request.app.state.country(x)} does to {request.app.state.country(y)}") for x, y in directions]
    url = address("/api/timeline", dyad=f"{one}-{other}", by=step)
    return page(request, "dyad.html", a=one, b=other, names=names, by=step, rows=rows, events=events, url=url, both=both)

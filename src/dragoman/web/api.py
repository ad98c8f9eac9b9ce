"""`/api`: the same rows as the pages, as JSON for programs and for the pictures. Lists come in pages of at most `MOST` rows."""

from typing import Annotated, Any

import msgspec
from fastapi import APIRouter, HTTPException, Path, Query, Request, Response
from fastapi.responses import HTMLResponse
from pydantic import BaseModel, ConfigDict, Field

from dragoman.archive import lookup, query
from dragoman.archive.filters import STATUSES, Filter, filter_of
from dragoman.web import pictures
from dragoman.web.pages.home import summary
from dragoman.web.view import page

#: most rows of a page
MOST = 1000

#: longest value and most values of a parameter
LONGEST, VALUES = 200, 20

Value = Annotated[str, Field(max_length=LONGEST)]
Values = Annotated[list[Value], Field(max_length=VALUES)]
Day = Annotated[str, Field(pattern=r"^(\d{4}-\d{2}-\d{2})?$", examples=["2023-04-06"])]


class Asked(BaseModel):
    """What is wanted; all fields hold at once, of several values of one field one is enough."""

    model_config = ConfigDict(extra="forbid")

    actor: Values = Field([], description="code of a country or part of a name")
    recipient: Values = Field([], description="code or part of a name; of positions toward whom")
    party: Values = Field([], description="code or part of a name, on either side")
    dyad: Values = Field([], description="two codes, `RUS-UKR`, whoever acts")
    country: Values = Field([], description="code of a country, as party or as place")
    sector: Values = Field([], description="sector of a party, as `GOV`")
    category: Values = Field([], description="PLOVER category, as `REJECT`")
    mode: Values = Field([], description="PLOVER mode")
    context: Values = Field([], description="PLOVER context")
    cameo: Values = Field([], description="CAMEO code or its beginning")
    place: Values = Field([], description="country's code, part of a name or GeoNames id")
    status: Values = Field([], description=", ".join(STATUSES))
    speaker: Values = Field([], description="who speaks: code or part of a name")
    attitude: Values = Field([], description="what the source does with the content, as `saying`")
    issue: Values = Field([], description="key of an issue, its beginning, or its kind")
    stance: Values = Field([], description="stance, as `rejects`")
    source: Values = Field([], description="who published the report")
    article: Values = Field([], description="id of the report")
    happening: Values = Field([], description="id of a happening")
    text: Value = Field("", description='all these words; "those in quotes together"')
    since: Day = Field("", description="first day")
    until: Day = Field("", description="last day")
    reports: int = Field(1, ge=1, le=1_000_000, description="at least so many reports of the happening")
    confidence: float = Field(0.0, ge=0, le=1, description="at least so sure")

    def wanted(self) -> Filter:
        """The filter. Raises FilterError."""
        return filter_of({name: value if isinstance(value, list) else str(value) for name, value in self.model_dump(exclude_defaults=True).items()})


class Listed(Asked):
    """What is wanted, and which page of it."""

    limit: int = Field(100, ge=1, le=MOST, description="rows of the page")
    after: Annotated[str, Field(max_length=LONGEST)] = Field("", description="`next` of the page before")


class Timed(Asked):
    """What is wanted, and the length of a step."""

    by: Annotated[str, Field(pattern=r"^(day|week|month|year)$")] = Field("month", description="day, week, month or year")


class Connected(Asked):
    """What is wanted, and how many pairs at most."""

    most: int = Field(50, ge=1, le=500, description="pairs at most")


class Rows(BaseModel):
    """A page of rows; `next` is the `after` of the next page, null if this is the last."""

    rows: list[dict[str, Any]]
    next: str | None = None


class Article(BaseModel):
    """A report with its rows."""

    article: dict[str, Any]
    events: list[dict[str, Any]]
    quotations: list[dict[str, Any]]
    positions: list[dict[str, Any]]
    copies: list[dict[str, Any]]


class Problem(BaseModel):
    """What is wrong with the request."""

    detail: Any


router = APIRouter(prefix="/api", responses={422: {"model": Problem}, 503: {"model": Problem}, 504: {"model": Problem}})

Wanted = Annotated[Asked, Query()]
Paged = Annotated[Listed, Query()]


@router.get("/events", response_model=Rows)
def events(request: Request, asked_for: Paged) -> Response:
    """Events, the newest first. Columns: docs/archive.md."""
    with request.app.state.opened.asked() as asked:
        found = query.events(asked, asked_for.wanted(), asked_for.limit, asked_for.after or None)
    return as_json({"rows": found.rows.to_pylist(), "next": found.next})


@router.get("/quotations", response_model=Rows)
def quotations(request: Request, asked_for: Paged) -> Response:
    """Quotations, the newest first."""
    with request.app.state.opened.asked() as asked:
        found = query.quotations(asked, asked_for.wanted(), asked_for.limit, asked_for.after or None)
    return as_json({"rows": found.rows.to_pylist(), "next": found.next})


@router.get("/positions", response_model=Rows)
def positions(request: Request, asked_for: Paged) -> Response:
    """Positions, the newest first."""
    with request.app.state.opened.asked() as asked:
        found = query.positions(asked, asked_for.wanted(), asked_for.limit, asked_for.after or None)
    return as_json({"rows": found.rows.to_pylist(), "next": found.next})


@router.get("/articles/{id:path}", response_model=Article, responses={404: {"model": Problem}})
def article(request: Request, id: Annotated[str, Path(description="id of the report")]) -> Response:
    """A report with its text, actors, events, quotations, positions and copies."""
    with request.app.state.opened.asked() as asked:
        found = lookup.article(asked, id)
        if found is None:
            raise HTTPException(404, f"There is no report {id[:200]!r} in this archive.")
        rows = {
            "article": found, "events": lookup.events_of(asked, id), "quotations": lookup.quotations_of(asked, id),
            "positions": lookup.positions_of(asked, id), "copies": lookup.copies_of(asked, id),
        }  # fmt: skip
    return as_json(rows)


@router.get("/reports", response_model=Rows)
def reports(request: Request) -> Response:
    """Reports by month and source."""
    opened = request.app.state.opened
    return as_json({"rows": summary(opened, opened.number)["reports"]})


@router.get("/timeline", response_model=Rows)
def timeline(request: Request, asked_for: Annotated[Timed, Query()]) -> Response:
    """Cooperation and conflict by day, week, month or year."""
    with request.app.state.opened.asked() as asked:
        return as_json({"by": asked_for.by, "rows": pictures.timeline(asked, asked_for.wanted(), asked_for.by)})


@router.get("/network", response_model=dict[str, Any])
def network(request: Request, asked_for: Annotated[Connected, Query()]) -> Response:
    """Countries that act on each other: nodes and edges."""
    with request.app.state.opened.asked() as asked:
        return as_json(pictures.network(asked, asked_for.wanted(), asked_for.most))


@router.get("/places", response_model=Rows)
def places(request: Request, asked_for: Wanted) -> Response:
    """Places of events, those with most events first."""
    with request.app.state.opened.asked() as asked:
        return as_json({"rows": pictures.places(asked, asked_for.wanted())})


@router.get("/lanes", response_model=Rows)
def lanes(request: Request, asked_for: Wanted) -> Response:
    """Positions as the picture of lanes wants them."""
    with request.app.state.opened.asked() as asked:
        return as_json({"rows": pictures.lanes(asked, asked_for.wanted())})


@router.get("/docs", include_in_schema=False)
def docs(request: Request) -> HTMLResponse:
    """The interface described for people."""
    return page(request, "api.html", paths=request.app.openapi()["paths"])


def as_json(found: Any) -> Response:
    """Rows as JSON, days as ISO dates."""
    return Response(msgspec.json.encode(found), media_type="application/json")

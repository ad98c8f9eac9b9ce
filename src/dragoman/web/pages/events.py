"""Events: filters as in the command line, the address holds the question, rows with their words, downloads of what is shown."""

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

from fastapi import APIRouter, HTTPException, Request, Response
from fastapi.responses import StreamingResponse

from dragoman.archive import listing, query
from dragoman.archive.filters import STATUSES, Filter, FilterError, filter_of, parameters
from dragoman.output import csv_lines
from dragoman.web.opened import Opened
from dragoman.web.view import address, page

router = APIRouter()

#: rows of a page
ROWS = 50

#: fields of the form that always show; the others are folded in until one is used
FIRST = 7

#: formats of a download with their media types, and the endings of those that are not named after theirs
KINDS = {"csv": "text/csv", "jsonl": "application/jsonl", "parquet": "application/vnd.apache.parquet", "plover": "application/jsonl"}
ENDINGS = {"plover": "plover.jsonl"}

#: seconds that a download may take
LONGEST = 600.0


class Field(NamedTuple):
    """A field of the form."""

    name: str
    label: str
    hint: str = ""
    type: str = "text"
    choices: tuple[tuple[str, str], ...] = ()


def fields(categories: tuple[str, ...]) -> list[Field]:
    """The form, in its order."""
    return [
        Field("actor", "Actor", "RUS, Macron"),
        Field("recipient", "Recipient", "UKR, Hamas"),
        Field("category", "Category", choices=tuple((name, name) for name in categories)),
        Field("status", "Status", choices=tuple((name, name) for name in STATUSES)),
        Field("since", "From", type="date"),
        Field("until", "To", type="date"),
        Field("text", "Words", "ceasefire"),
        Field("country", "Country", "SDN"),
        Field("sector", "Sector", "GOV, MIL"),
        Field("mode", "Mode", "meet"),
        Field("context", "Context", "diplomatic"),
        Field("place", "Place", "Geneva"),
        Field("source", "Source", "name"),
        Field("reports", "Reports, at least", "1", type="number"),
    ]


def asked_for(request: Request) -> Filter:
    """The filter that the address tells. Raises FilterError."""
    return filter_of({name: request.query_params.getlist(name) for name in request.query_params})


@router.get("/events")
def events(request: Request) -> Response:
    state = request.app.state
    form: dict[str, Any] = {"first": FIRST, "fields": fields(state.categories), "given": {name: value for name, value in request.query_params.items() if name != "after"}}
    form["further"] = any(form["given"].get(field.name) for field in form["fields"][FIRST:])
    nothing: dict[str, Any] = {"total": 0, "events": [], "more": None, "downloads": [], "timeline": "", "problem": None}
    try:
        wanted = asked_for(request)
        with state.opened.asked() as asked:
            found = query.events(asked, wanted, ROWS, request.query_params.get("after") or None)
            total = query.count(asked, wanted)
    except FilterError as error:
        return page(request, "events.html", 422, **form | nothing | {"problem": str(error)})
    told = parameters(wanted)
    return page(
        request, "events.html", **form, problem=None, total=total, events=found.rows.to_pylist(), more=_with(told, after=found.next) if found.next else None,
        downloads=[(name, address(f"/events.{name}", **_named(told))) for name in KINDS],
        timeline=address("/api/timeline", **_named(told)),
    )  # fmt: skip


@router.get("/events.{form}")
def download(request: Request, form: str) -> Response:
    """All rows that the filter wants, in one file."""
    if form not in KINDS:
        raise HTTPException(404, f"There is no format {form[:40]!r}; there are {', '.join(KINDS)}.")
    wanted, opened = asked_for(request), request.app.state.opened
    headers = {"content-disposition": f'attachment; filename="events.{ENDINGS.get(form, form)}"'}
    if form == "parquet":
        return Response(_parquet(opened, wanted), media_type=KINDS[form], headers=headers)
    return StreamingResponse(_lines(opened, wanted, form), media_type=KINDS[form], headers=headers)


def _lines(opened: Opened, wanted: Filter, form: str) -> Iterator[bytes]:
    if form == "csv":
        yield csv_lines([list(listing.columns("events"))])
    with opened.asked(LONGEST) as asked:
        for part in query.all_rows(asked, "events", wanted):
            yield listing.lines(form, "events", part)


def _parquet(opened: Opened, wanted: Filter) -> bytes:
    with opened.asked(LONGEST) as asked, TemporaryDirectory() as folder:
        file = Path(folder) / "events.parquet"
        listing.write("parquet", "events", query.all_rows(asked, "events", wanted), file)
        return file.read_bytes()


def _named(told: list[tuple[str, str]]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for name, value in told:
        found.setdefault(name, []).append(value)
    return found


def _with(told: list[tuple[str, str]], **more: str) -> str:
    return address("/events", **_named(told), **more)

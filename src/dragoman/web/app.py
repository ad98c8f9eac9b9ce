"""An archive's folder comes in, the web application that shows it goes out: pages for people, `/api` for programs, nothing from elsewhere."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import duckdb
from fastapi import FastAPI, Request, Response
from fastapi.responses import JSONResponse
from fastapi.staticfiles import StaticFiles

from dragoman import __version__
from dragoman.archive.filters import FilterError
from dragoman.archive.store import ArchiveError
from dragoman.web import api, known
from dragoman.web.opened import LONGEST, Opened
from dragoman.web.pages import actor, article, dyad, events, home, marks, network, places, positions, search
from dragoman.web.safety import Guard
from dragoman.web.view import HERE, page

PAGES = (home, events, article, actor, dyad, network, places, positions, search, marks)

DESCRIPTION = "Events, quotations and positions of one archive. Lists come in pages: `next` of an answer is the `after` of the next request."


def application(archive: Path, token: str, hosts: frozenset[str] = frozenset(), open_reading: bool = True) -> FastAPI:
    """The application over one archive. What home tells is made beforehand, so that the first page comes at once. Raises ArchiveError.

    `token` is asked for all writing, and for reading too unless `open_reading`; `hosts` are the names it answers to, any if there are none.
    """
    made = FastAPI(title="dragoman", version=__version__, description=DESCRIPTION, docs_url=None, redoc_url=None, openapi_url="/api/openapi.json", lifespan=_open)
    made.state.opened = Opened(archive)
    made.state.name = archive.resolve().name
    made.state.categories, made.state.stances = known.categories(), known.stances()
    made.state.country, made.state.offices = known.country, known.offices
    known.country("")
    home.summary(made.state.opened, made.state.opened.number)
    made.state.guard = Guard(token, hosts, open_reading)
    made.middleware("http")(made.state.guard)
    made.mount("/static", StaticFiles(directory=HERE / "static"), name="static")
    for one in PAGES:
        made.include_router(one.router, include_in_schema=False)
    made.include_router(api.router)
    made.add_exception_handler(FilterError, _wrong_filter)
    made.add_exception_handler(ArchiveError, _no_archive)
    made.add_exception_handler(duckdb.InterruptException, _too_long)
    made.add_exception_handler(404, _not_here)
    return made


@asynccontextmanager
async def _open(made: FastAPI) -> AsyncIterator[None]:
    """The archive is closed when the server ends."""
    yield
    made.state.opened.close()


def _told(request: Request, status: int, heading: str, words: str) -> Response:
    """A problem as a program or a person wants it."""
    if request.url.path.startswith("/api"):
        return JSONResponse({"detail": words}, status)
    return page(request, "problem.html", status, heading=heading, words=words)


def _wrong_filter(request: Request, error: Exception) -> Response:
    return _told(request, 422, "That can't be asked", str(error))


def _no_archive(request: Request, error: Exception) -> Response:
    return _told(request, 503, "The archive can't be read", str(error))


def _too_long(request: Request, error: Exception) -> Response:
    return _told(request, 504, "That takes too long", f"The question was broken off after {LONGEST:.0f} seconds; ask for fewer days or one party.")


def _not_here(request: Request, error: Exception) -> Response:
    return _told(request, 404, "Not here", str(getattr(error, "detail", "")) or "There is no such page.")

"""Values come in, a page goes out: the templates and what they may call."""

from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from fastapi import Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from dragoman import __version__
from dragoman.web.safety import shown

HERE = Path(__file__).parent

#: what pages run in the browser: the wheel brings it, a checkout makes it once with `make pages`
BUILT = HERE / "static" / "built"

#: what the flags of a status are called on a page, in this order
FLAGS = {"negated": "did not happen", "hypothetical": "only possible", "future": "to come", "historical": "long past", "claimed": "claimed"}

#: what the four kinds of event are called
QUADS = {1: "verbal cooperation", 2: "material cooperation", 3: "verbal conflict", 4: "material conflict"}


def address(path: str, **parameters: Any) -> str:
    """An address within the server; parameters that are None or empty are left out.

    >>> address("/dyad", a="RUS", b="UKR")
    '/dyad?a=RUS&b=UKR'
    """
    given = [(name, value) for name, value in parameters.items() if value not in (None, "", ())]
    return f"{path}?{urlencode(given, doseq=True)}" if given else path


def flags(event: dict[str, Any]) -> list[tuple[str, str]]:
    """The flags of an event's status that are up, with their names on a page."""
    return [(flag, name) for flag, name in FLAGS.items() if event.get(flag)]


def number(value: float | None) -> str:
    """A count with spaces between thousands, as 1 234 567."""
    return "" if value is None else f"{value:,.0f}".replace(",", "\N{NARROW NO-BREAK SPACE}")


def environment() -> Environment:
    """The templates, escaping whatever they are given."""
    made = Environment(
        loader=FileSystemLoader(HERE / "templates"), autoescape=True, undefined=StrictUndefined, finalize=shown, trim_blocks=True, lstrip_blocks=True
    )
    made.globals |= {"address": address, "flags": flags, "quads": QUADS, "version": __version__, "drawn": (BUILT / "explorer.js").exists()}
    made.filters["number"] = number
    return made


_templates = environment()


def page(request: Request, template: str, status: int = 200, **values: Any) -> HTMLResponse:
    """A page of the archive that the request is for; a request of htmx for a part gets that part alone."""
    state = request.app.state
    given = {"here": request.url.path, "q": None, "archive_name": state.name, "may_write": state.guard.known(request)} | values
    return HTMLResponse(_templates.get_template(template).render(given), status_code=status)

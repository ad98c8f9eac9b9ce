"""Article: its text with everything marked, and beside it the rows that come of it."""

from typing import Any

from fastapi import APIRouter, HTTPException, Request, Response

from dragoman.archive import corrections, lookup
from dragoman.web.marking import Part, pages, parts
from dragoman.web.view import page

router = APIRouter()

#: characters of a sentence in the list for missing rows
SHORT = 90

#: most sentences in that list, most rows of each kind beside the text
SENTENCES, ROWS = 400, 300


@router.get("/article")
def article(request: Request, id: str) -> Response:
    state = request.app.state
    number = int(request.query_params.get("page", "0")) if request.query_params.get("page", "0").isdecimal() else 0
    with state.opened.asked() as asked:
        found = lookup.article(asked, id)
        if found is None:
            raise HTTPException(404, f"There is no report {id[:200]!r} in this archive.")
        events, quotations = lookup.events_of(asked, id), lookup.quotations_of(asked, id)
        positions, copies = lookup.positions_of(asked, id), lookup.copies_of(asked, id)
    number = min(number, pages(found) - 1)
    text = parts(found, events, quotations, positions, number)
    marks = {mark.event: mark for mark in corrections.marks(state.opened.path, id) if mark.event}
    return page(
        request, "article.html", article=found, text=text, anchors=_anchors(text), pages=pages(found), page=number, events=events[:ROWS],
        quotations=quotations[:ROWS], positions=positions[:ROWS], copies=copies, actors=(found["actors"] or [])[:ROWS], notes=found["notes"] or [],
        sentences=_sentences(found), marks=marks, categories=state.categories, link=_link(found["url"]),
    )  # fmt: skip


def _anchors(text: list[Part]) -> dict[int, str]:
    """Where the words of each row begin, so that an address leads to them without any script."""
    found: dict[int, str] = {}
    named: set[str] = set()
    for piece in (piece for part in text for piece in part.pieces):
        fresh = next((name for name in reversed(piece.of) if name not in named), None)
        if fresh is not None:
            named.add(fresh)
            found[piece.start] = f"words-{fresh}"
    return found


def _sentences(article: dict[str, Any]) -> list[tuple[int, int, str]]:
    listed = (article["sentences"] or [])[:SENTENCES]
    return [(one["start"], one["end"], " ".join(article["text"][one["start"] : one["end"]].split())[:SHORT]) for one in listed]


def _link(url: str | None) -> str | None:
    """The address of the report if it is one of the web: no other kind is made a link."""
    return url if url and url.lower().startswith(("http://", "https://")) else None

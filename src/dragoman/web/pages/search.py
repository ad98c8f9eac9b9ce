"""Search: words are looked for in the texts of reports and in quotations."""

from typing import Any

from fastapi import APIRouter, Request, Response

from dragoman.archive import lookup, query
from dragoman.archive.filters import Filter
from dragoman.web.view import page

router = APIRouter()

#: reports and quotations shown
MOST = 30

#: characters shown on each side of what was found
AROUND = 110

#: longest question, in characters
LONGEST = 200


@router.get("/search")
def search(request: Request, q: str = "") -> Response:
    asked_for = q.strip()[:LONGEST]
    articles: list[dict[str, Any]] = []
    quotations: list[dict[str, Any]] = []
    if asked_for:
        with request.app.state.opened.asked() as asked:
            articles = [_shown(row, asked_for) for row in lookup.texts(asked, request.app.state.opened.path, asked_for, MOST)]
            quotations = query.quotations(asked, Filter(text=asked_for), MOST).rows.to_pylist()
    return page(request, "search.html", q=asked_for, articles=articles, quotations=quotations, most=MOST)


def _shown(row: dict[str, Any], words: str) -> dict[str, Any]:
    """The report with the words around the first place where they stand."""
    text, first = row["text"], row["at"]
    end = first + row["length"]
    return row | {"before": text[max(0, first - AROUND) : first], "found": text[first:end], "after": text[end : end + AROUND]}

"""Positions: where parties stand on an issue, a lane a party, and the ledger of their words."""

from fastapi import APIRouter, Request, Response

from dragoman.archive import lookup, query
from dragoman.archive.filters import filter_of
from dragoman.web.view import address, page

router = APIRouter()

#: rows of the ledger
ROWS = 200


@router.get("/positions")
def positions(request: Request, issue: str = "", party: str = "") -> Response:
    told = {"issue": issue.strip(), "party": party.strip()}
    wanted = filter_of(told)
    with request.app.state.opened.asked() as asked:
        rows = query.positions(asked, wanted, ROWS).rows.to_pylist()
        issues = lookup.issues(asked)
    title = next((one["text"] for one in issues if one["issue"] == told["issue"]), None) or "Who stands where"
    return page(
        request, "positions.html", title=title, issue=told["issue"], party=told["party"], positions=rows, issues=issues,
        url=address("/api/lanes", **told), stances=request.app.state.stances,
    )  # fmt: skip

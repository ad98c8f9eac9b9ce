"""Network: which countries act on each other most."""

from fastapi import APIRouter, Request, Response

from dragoman.archive.filters import FilterError, filter_of
from dragoman.web import pictures
from dragoman.web.view import address, page

router = APIRouter()

#: pairs shown unless asked otherwise
MOST = (25, 50, 100)


@router.get("/network")
def network(request: Request) -> Response:
    given = dict(request.query_params)
    most = next((number for number in MOST if given.get("most") == str(number)), MOST[1])
    told = {"since": given.get("from", ""), "until": given.get("to", ""), "country": given.get("country", "")}
    try:
        wanted = filter_of(told)
    except FilterError as error:
        return page(request, "network.html", 422, given=given, most=most, problem=str(error))
    with request.app.state.opened.asked() as asked:
        edges = pictures.network(asked, wanted, most)["edges"]
    return page(request, "network.html", given=given, most=most, problem=None, edges=edges, url=address("/api/network", most=most, **told))

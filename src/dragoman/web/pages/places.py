"""Map: where events happened."""

from fastapi import APIRouter, Request, Response

from dragoman.archive.filters import FilterError, filter_of
from dragoman.web import pictures
from dragoman.web.view import address, page

router = APIRouter()


@router.get("/map")
def places(request: Request) -> Response:
    given = dict(request.query_params)
    told = {"since": given.get("from", ""), "until": given.get("to", ""), "country": given.get("country", ""), "category": given.get("category", "")}
    values = {"given": given, "categories": request.app.state.categories}
    try:
        wanted = filter_of(told)
    except FilterError as error:
        return page(request, "map.html", 422, **values, problem=str(error))
    with request.app.state.opened.asked() as asked:
        rows = pictures.places(asked, wanted)
    return page(request, "map.html", **values, problem=None, rows=rows, url=address("/api/places", **told))

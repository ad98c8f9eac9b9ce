"""Events as rows of ICEWS: tab-separated with a heading, one row a pair of source and target, dates as 2023-04-06, empty where nothing is known.

Columns: ICEWS Coded Event Data (Harvard Dataverse, doi:10.7910/DVN/28075), heading of its yearly files, compared in November 2026 with programs that read them. Event Text has the names of CAMEO codes in
the words of this project, Intensity is Goldstein's scale, as in ICEWS.
"""

import functools
from collections.abc import Iterator, Mapping

from dragoman.archive.export.codes import cameo, goldstein, sectors, state
from dragoman.archive.export.pairs import Row, pairs, sectors_of

COLUMNS = (
    "Event ID", "Event Date", "Source Name", "Source Sectors", "Source Country", "Event Text", "CAMEO Code", "Intensity", "Target Name",
    "Target Sectors", "Target Country", "Story ID", "Sentence Number", "Publisher", "City", "District", "Province", "Country", "Latitude", "Longitude",
)  # fmt: skip
HEADING = True

CITY, REGION = 4, 2


def records(row: Row) -> Iterator[list[str]]:
    """A row a pair; rows of one event have its id."""
    code = cameo(row["event"], row["cameo"])
    place, kind = row["resolved_place"], row["place_resolution"]
    for source, target in pairs(row):
        values = [
            row["id"], row["date"], *_party(source), _names().get(code, _names().get(code[:2], "")), code, goldstein(code), *_party(target),
            row["article"], (row["sentence"] or 0) + 1, row["source"], place if kind == CITY else None, None, place if kind == REGION else None,
            state(row["country_code"]).name, row["lat"], row["lon"],
        ]  # fmt: skip
        yield [_cell(value) for value in values]


@functools.cache
def _names() -> Mapping[str, str]:
    """Names of CAMEO codes, with a capital letter."""
    from dragoman.knowledge.compiled import DATA
    from dragoman.knowledge.load import read_entries
    from dragoman.knowledge.schema import CameoCode

    return {entry.name: entry.value.name[:1].upper() + entry.value.name[1:] for entry in read_entries(DATA, DATA / "cameo.yaml", CameoCode)}


def _party(party: Row | None) -> list[str]:
    """Name, sectors and country of one side."""
    if party is None:
        return ["", "", ""]
    names = dict.fromkeys(sectors().get(sector, sector) for sector in sectors_of(party))
    return [party["name"] or party["entity_text"], ",".join(names), state(party["code"]).name]


def _cell(value: object) -> str:
    return "" if value is None else " ".join(str(value).split())

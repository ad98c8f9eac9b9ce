"""Events as rows of POLECAT's weekly files: tab-separated with a heading, one row an event, lists joined by "; ", "None" where nothing is known.

Columns: heading of the weekly files of the POLECAT data (Harvard Dataverse, doi:10.7910/DVN/AJGVIT), read in November 2026 from programs that read
them. What dragoman does not have (districts, provinces, persons of the story) is "None".
"""

from collections.abc import Iterator

from dragoman.archive.export.codes import state
from dragoman.archive.export.pairs import Row

COLUMNS = (
    "Event ID", "Event Date", "Event Type", "Event Mode", "Intensity", "Quad Code", "Contexts", "Actor Name", "Actor Country", "Actor COW",
    "Primary Actor Sector", "Actor Sectors", "Actor Title", "Actor Name Raw", "Wikipedia Actor ID", "Recipient Name", "Recipient Country",
    "Recipient COW", "Primary Recipient Sector", "Recipient Sectors", "Recipient Title", "Recipient Name Raw", "Wikipedia Recipient ID",
    "Placename", "City", "District", "Province", "Country", "Latitude", "Longitude", "GeoNames ID", "Raw Placename", "Feature Type", "Source",
    "Publication Date", "Story People", "Story Organizations", "Story Locations", "Language", "Version",
)  # fmt: skip
HEADING = True

QUADS = {1: "VERBAL COOPERATION", 2: "MATERIAL COOPERATION", 3: "VERBAL CONFLICT", 4: "MATERIAL CONFLICT"}
CITY = 4


def records(row: Row) -> Iterator[list[str]]:
    """The one row of an event. A reciprocal event names all its parties as actor and as recipient."""
    recipients = row["actor"] if row["reciprocal"] else row["recipient"]
    values = [
        row["id"], row["date"], row["event"], "; ".join(row["mode"] or ()), row["event_scale"], QUADS.get(row["quad_code"]),
        "; ".join(row["context"] or ()), *_side(row["actor"] or ()), *_side(recipients or ()), row["resolved_place"],
        row["resolved_place"] if row["place_resolution"] == CITY else None, None, None, row["country_code"], row["lat"], row["lon"],
        row["geonameid"], row["extracted_place"], None, row["source"], row["published"], None, None, None, "en", row["coder"],
    ]  # fmt: skip
    yield [_cell(value) for value in values]


def _side(parties: list[Row] | tuple[()]) -> list[object]:
    """Name to Wikipedia id of all parties of one side."""
    return [
        _joined([one["name"] for one in parties]),
        _joined([one["code"] for one in parties]),
        _joined([state(one["code"]).cow for one in parties]),
        _joined([one["sector"] for one in parties]),
        _joined([sector for one in parties for sector in dict.fromkeys((one["sector"], *(one["other_sectors"] or ()))) if sector]),
        _joined([one["office"] for one in parties]),
        _joined([one["entity_text"] for one in parties]),
        _joined([one["identifier_id"] for one in parties]),
    ]


def _joined(values: list[str | None]) -> str | None:
    """Values of several parties, with "None" in the place of what one does not have; None if none has any."""
    return "; ".join(value or "None" for value in values) if any(values) else None


def _cell(value: object) -> str:
    return "None" if value is None or value == "" else " ".join(str(value).split())

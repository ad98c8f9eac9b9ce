"""Events as rows of Phoenix, the data set coded by PETRARCH: 26 tab-separated columns without a heading, one row a pair, dates as 20230406.

Columns: Open Event Data Alliance, documentation of the Phoenix data set and of its pipeline (github.com/openeventdata/phoenix_pipeline), compared in November
2026 with programs that read the files; some call PentaClass (0 to 4) QuadClass. Issues has the contexts; places have ISO 3166 codes.
"""

from collections.abc import Iterator

from dragoman.archive.export.codes import cameo, goldstein, penta_class, state
from dragoman.archive.export.pairs import Row, pairs, sectors_of

COLUMNS = (
    "EventID", "Date", "Year", "Month", "Day", "SourceActorFull", "SourceActorEntity", "SourceActorRole", "SourceActorAttribute", "TargetActorFull",
    "TargetActorEntity", "TargetActorRole", "TargetActorAttribute", "EventCode", "EventRootCode", "PentaClass", "GoldsteinScore", "Issues", "Lat", "Lon",
    "LocationName", "StateName", "CountryCode", "SentenceID", "URLs", "NewsSources",
)  # fmt: skip
HEADING = False

REGION = 2


def records(row: Row) -> Iterator[list[str]]:
    """A row a pair; events without a day are left out, as the files have none. Ids of further pairs of an event end in their number."""
    day = row["date"]
    if day is None:
        return
    code = cameo(row["event"], row["cameo"])
    region = row["resolved_place"] if row["place_resolution"] == REGION else None
    for number, (source, target) in enumerate(pairs(row)):
        values = [
            f"{row['id']}_{number}" if number else row["id"], f"{day:%Y%m%d}", day.year, day.month, day.day, *_party(source), *_party(target), code,
            code[:2], penta_class(code), goldstein(code), ";".join(row["context"] or ()), row["lat"], row["lon"], row["place"], region,
            row["country_code"], f"{row['article']}_{(row['sentence'] or 0) + 1}", row["url"], row["source"],
        ]  # fmt: skip
        yield ["" if value is None else " ".join(str(value).split()) for value in values]


def _party(party: Row | None) -> list[str]:
    """The whole code of a party (USAGOV), then country, role and attributes."""
    if party is None:
        return ["", "", "", ""]
    country = state(party["code"]).cameo
    role, *others = sectors_of(party) or [""]
    return [country + role, country, role, ";".join(others)]

"""Events as rows of GDELT 2.0's event files: 61 tab-separated columns without a heading, one row a pair, dates as 20230406, places by FIPS 10-4.

Columns: The GDELT Event Database, Data Format Codebook V2.0 (19 February 2015), and the 61 names of the table gdelt-bq.gdeltv2.events. What dragoman does not measure (tone, ethnic and religious codes, places of
actors) is empty, as GDELT leaves it where it knows nothing; Actor1Geo_Type and Actor2Geo_Type are 0.
"""

from collections.abc import Iterator
from hashlib import blake2b

from dragoman.archive.export.codes import cameo, goldstein, quad_class, state
from dragoman.archive.export.pairs import Row, pairs, sectors_of

_ACTOR = ("Code", "Name", "CountryCode", "KnownGroupCode", "EthnicCode", "Religion1Code", "Religion2Code", "Type1Code", "Type2Code", "Type3Code")
_GEO = ("Geo_Type", "Geo_FullName", "Geo_CountryCode", "Geo_ADM1Code", "Geo_ADM2Code", "Geo_Lat", "Geo_Long", "Geo_FeatureID")
COLUMNS = (
    "GLOBALEVENTID", "SQLDATE", "MonthYear", "Year", "FractionDate", *(f"Actor1{name}" for name in _ACTOR), *(f"Actor2{name}" for name in _ACTOR),
    "IsRootEvent", "EventCode", "EventBaseCode", "EventRootCode", "QuadClass", "GoldsteinScale", "NumMentions", "NumSources", "NumArticles", "AvgTone",
    *(f"Actor1{name}" for name in _GEO), *(f"Actor2{name}" for name in _GEO), *(f"Action{name}" for name in _GEO), "DATEADDED", "SOURCEURL",
)  # fmt: skip
HEADING = False

#: codes that are no country, with GDELT's code of a known group
GROUPS = {"UNO": "UNO", "EUR": "EEC", "IGO": "", "NGO": "", "IMG": "", "ISM": "", "MNC": ""}

#: kinds of places: a country, a state and a city of the USA, a city and a state elsewhere
COUNTRY, US_STATE, US_CITY, CITY, STATE = 1, 2, 3, 4, 5


def records(row: Row) -> Iterator[list[str]]:
    """A row a pair; events without a day are left out. NumMentions and NumArticles count the articles that tell the happening."""
    day = row["date"]
    if day is None:
        return
    code = cameo(row["event"], row["cameo"])
    added = row["published"] or day
    for number, (source, target) in enumerate(pairs(row)):
        values = [
            _number(row["id"], number), f"{day:%Y%m%d}", f"{day:%Y%m}", day.year, f"{day.year + ((day.month - 1) * 30 + day.day) / 365:.4f}",
            *_party(source), *_party(target), int((row["sentence"] or 0) <= 1), code, code[:3], code[:2], quad_class(code), goldstein(code),
            row["reports"], row["sources"], row["reports"], None, *_nowhere(), *_nowhere(), *_place(row), f"{added:%Y%m%d}000000", row["url"],
        ]  # fmt: skip
        yield ["" if value is None else " ".join(str(value).split()) for value in values]


def _number(name: str, pair: int) -> int:
    """A whole number for an event and one of its pairs: the same for the same."""
    return int.from_bytes(blake2b(f"{name}.{pair}".encode(), digest_size=7).digest(), "big")


def _party(party: Row | None) -> list[object]:
    """The ten columns of an actor."""
    if party is None:
        return [None] * len(_ACTOR)
    kinds = sectors_of(party)[:3]
    country = state(party["code"]).cameo
    group = GROUPS.get(party["code"] or "")
    types = ["IGO", *kinds][:3] if group else kinds
    name = (party["name"] or party["entity_text"] or "").upper()
    known = country if group is None else None
    return [country + "".join(kinds), name, known, group or None, None, None, None, *types, *[None] * (3 - len(types))]


def _nowhere() -> list[object]:
    return [0, *[None] * (len(_GEO) - 1)]


def _place(row: Row) -> list[object]:
    """The eight columns of where it happened."""
    country = state(row["country_code"])
    if row["lat"] is None or not country.fips:
        return _nowhere()
    home, kind = row["country_code"] == "USA", row["place_resolution"] or COUNTRY
    if kind <= 1:
        return [COUNTRY, country.name, country.fips, country.fips, None, row["lat"], row["lon"], country.fips]
    city = kind > 2
    told = (US_CITY if city else US_STATE) if home else (CITY if city else STATE)
    return [told, f"{row['place']}, {country.name}", country.fips, country.fips, None, row["lat"], row["lon"], None]

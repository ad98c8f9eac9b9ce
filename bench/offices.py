"""Office facts drawn at random. A table of office holders comes in; the share that the dictionary resolves right inside and outside the term goes out.

Usage: python bench/offices.py OFFICE_HOLDERS.csv [COUNT] [SEED] [--write FILE]
"""

import csv
import random
import sys
from datetime import date, timedelta
from pathlib import Path

from dragoman.coding.entries import who
from dragoman.knowledge.compiled import load_knowledge
from dragoman.knowledge.names import NameIndex

COLUMNS = ("person", "code", "office", "title", "inside", "outside")
YEAR = timedelta(days=366)


def facts(path: Path) -> list[dict[str, str]]:
    """Facts of open source with both ends known to the day: a day in the middle, and a day a year before the person's first term of that kind."""
    with path.open(encoding="utf-8", newline="") as lines:
        rows = [row for row in csv.DictReader(lines) if _open(row) and len(row["start"]) == 10 and not row["person"].endswith(" of the Us")]
    first: dict[tuple[str, str], str] = {}
    for row in rows:
        key = row["wikidata_id"] or row["person"], row["iso3"]
        first[key] = min(first.get(key, "9"), row["start"])
    return [_fact(row, first[row["wikidata_id"] or row["person"], row["iso3"]]) for row in rows if len(row["end"]) == 10 and row["start"] < row["end"]]


def _open(row: dict[str, str]) -> bool:
    return ("Wikidata" in row["source"] or "public domain" in row["licence"]) and "junk" not in row["notes"].lower()


def _fact(row: dict[str, str], first: str) -> dict[str, str]:
    start, end = date.fromisoformat(row["start"]), date.fromisoformat(row["end"])
    inside, outside = start + (end - start) / 2, date.fromisoformat(first) - YEAR
    values = (row["person"], row["iso3"], row["office"], row["office_title"], inside.isoformat(), outside.isoformat())
    return dict(zip(COLUMNS, values, strict=True))


def holds(names: NameIndex, fact: dict[str, str], on: str) -> bool:
    """Whether somebody of that name holds the office on the day: its kind or its title, in that country (or, for officials, any body)."""
    offices = [office for one in who(names, fact["person"], on) for office in one.entry.offices if office.covers(on)]
    abroad = fact["code"] == "IGO"
    return any((o.title == fact["title"] or o.office == fact["office"]) and (abroad or o.code == fact["code"]) for o in offices)


def main(arguments: list[str]) -> None:
    """Print the shares and the facts that fail."""
    count = int(arguments[1]) if len(arguments) > 1 else 300
    random.seed(int(arguments[2]) if len(arguments) > 2 else 1)
    drawn = random.sample(facts(Path(arguments[0])), count)
    names = load_knowledge().names
    inside = [fact for fact in drawn if not holds(names, fact, fact["inside"])]
    outside = [fact for fact in drawn if holds(names, fact, fact["outside"])]
    print(f"{count} facts: {count - len(inside)} right inside, {count - len(outside)} right outside")
    for fact in (*inside, *outside):
        print("  ", *fact.values())
    if "--write" in arguments:
        with Path(arguments[-1]).open("w", encoding="utf-8") as out:
            out.writelines("\t".join(row) + "\n" for row in (COLUMNS, *(tuple(fact.values()) for fact in drawn)))


if __name__ == "__main__":
    main(sys.argv[1:])

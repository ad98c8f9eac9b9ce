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

COLUMNS = ("person", "code", "office", "title", "inside", "outside", "after")
YEAR, DAY = timedelta(days=366), timedelta(days=1)


def facts(path: Path) -> list[dict[str, str]]:
    """Facts of open source with both ends known to the day: a day in the middle, one a year before the person's first term, and the day after the last one.

    The day after is "" where a term of the person in that country has no end known to the day.
    """
    with path.open(encoding="utf-8", newline="") as lines:
        rows = [row for row in csv.DictReader(lines) if _open(row) and len(row["start"]) == 10 and not row["person"].endswith(" of the Us")]
    first: dict[tuple[str, str], str] = {}
    last: dict[tuple[str, str], str] = {}
    for row in rows:
        key = _whose(row)
        first[key] = min(first.get(key, "9"), row["start"])
        last[key] = max(last.get(key, ""), row["end"] if len(row["end"]) == 10 else "9")
    return [_fact(row, first[_whose(row)], last[_whose(row)]) for row in rows if len(row["end"]) == 10 and row["start"] < row["end"]]


def _whose(row: dict[str, str]) -> tuple[str, str]:
    return row["wikidata_id"] or row["person"], row["iso3"]


def _open(row: dict[str, str]) -> bool:
    return ("Wikidata" in row["source"] or "public domain" in row["licence"]) and "junk" not in row["notes"].lower()


def _fact(row: dict[str, str], first: str, last: str) -> dict[str, str]:
    start, end = date.fromisoformat(row["start"]), date.fromisoformat(row["end"])
    inside, outside = start + (end - start) / 2, date.fromisoformat(first) - YEAR
    after = "" if last == "9" else (date.fromisoformat(last) + DAY).isoformat()
    values = (row["person"], row["iso3"], row["office"], row["office_title"], inside.isoformat(), outside.isoformat(), after)
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
    ended = [fact for fact in drawn if fact["after"]]
    after = [fact for fact in ended if holds(names, fact, fact["after"])]
    print(f"{count} facts: {count - len(inside)} right inside, {count - len(outside)} right before, {len(ended) - len(after)} of {len(ended)} right on the day after the end")
    for fact in (*inside, *outside, *after):
        print("  ", *fact.values())
    if "--write" in arguments:
        with Path(arguments[-1]).open("w", encoding="utf-8") as out:
            out.writelines("\t".join(row) + "\n" for row in (COLUMNS, *(tuple(fact.values()) for fact in drawn)))


if __name__ == "__main__":
    main(sys.argv[1:])

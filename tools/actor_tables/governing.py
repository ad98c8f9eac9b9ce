"""Parties in government. Our own table of terms and the organisations come in; rows of offices that the parties hold go out."""

import csv
from pathlib import Path

from actor_tables.offices import Office
from actor_tables.organisations import Organisation

OFFICE = "in_government"
CONFIRMED = "2026-01-01"


def read_governing(path: Path, organisations: list[Organisation]) -> list[tuple[str, Office]]:
    """Key of the party and the term, for each row; a party is named by key or by any of its names in its country. Raises KeyError."""
    keys = {(one.code, name): one.key for one in reversed(organisations) for name in (one.key, one.name, *one.aliases)}
    with path.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader((line for line in lines if not line.startswith("#")), delimiter="\t"))
    return [(keys[row["code"], row["party"]], _term(row)) for row in rows]


def _term(row: dict[str, str]) -> Office:
    return Office(OFFICE, "in government", row["code"], "GOV", row["start"], row["end"], CONFIRMED, "c", "f", own=True)

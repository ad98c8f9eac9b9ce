"""Codes of dragoman come in, names and numbers of other data sets go out: states, sectors, CAMEO codes with Goldstein's scale and quad class."""

import functools
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from dragoman.knowledge.load import read_table

FOLDER = Path(__file__).parent


class State(NamedTuple):
    """Name, number in the Correlates of War, FIPS 10-4 code, CAMEO code; empty where there is none."""

    name: str
    cow: str
    fips: str
    cameo: str


UNKNOWN = State("", "", "", "")


@functools.cache
def states() -> Mapping[str, State]:
    """States and organisations by our code."""
    rows = read_table(FOLDER / "states.tsv", ("iso3", "name", "cow", "fips", "cameo"))
    return {row["iso3"]: State(row["name"], row["cow"], row["fips"], row["cameo"]) for row in rows}


def state(code: str | None) -> State:
    """The state of a code; an unknown code has no name, and itself as CAMEO code."""
    return states().get(code or "", UNKNOWN._replace(cameo=code or ""))


@functools.cache
def sectors() -> Mapping[str, str]:
    """Names of sectors by their code."""
    return {row["sector"]: row["name"] for row in read_table(FOLDER / "sectors.tsv", ("sector", "name"))}


@functools.cache
def _categories() -> Mapping[str, str]:
    return {row["category"]: row["cameo"] for row in read_table(FOLDER / "categories.tsv", ("category", "cameo"))}


@functools.cache
def _scale() -> Mapping[str, float]:
    return {row["code"]: float(row["scale"]) for row in read_table(FOLDER / "scale.tsv", ("code", "scale"))}


def cameo(category: str, code: str | None) -> str:
    """The CAMEO code of an event, that of its category if it has none; three or four digits, as other data sets write them.

    >>> cameo("REJECT", None)
    '120'
    """
    found = code or _categories()[category]
    return found + "0" if len(found) == 2 else found


def goldstein(code: str) -> float:
    """The value of a CAMEO code on Goldstein's scale."""
    for length in range(len(code), 1, -1):
        if code[:length] in _scale():
            return _scale()[code[:length]]
    return 0.0


def quad_class(code: str) -> int:
    """GDELT's quad class of a CAMEO code: 1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict."""
    root = int(code[:2])
    return 1 if root <= 5 else 2 if root <= 8 else 3 if root <= 13 else 4


def penta_class(code: str) -> int:
    """Phoenix's class: the quad class, but 0 for statements and appeals."""
    return 0 if int(code[:2]) <= 2 else quad_class(code)

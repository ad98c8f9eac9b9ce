"""What pages take from the knowledge: categories, stances, names of countries, and who held which office when."""

from functools import cache

from dragoman.knowledge.compiled import DATA, entries_of, load_knowledge
from dragoman.knowledge.names import NameIndex, Office
from dragoman.knowledge.schema import Category
from dragoman.knowledge.shapes_positions import STANCES


def categories() -> tuple[str, ...]:
    """PLOVER categories in the order of the code book."""
    return tuple(category.name for category in entries_of((DATA,), "plover.yaml", Category))


def stances() -> tuple[str, ...]:
    """Stances in their order."""
    return STANCES


def country(code: str) -> str:
    """The name of the country of that code, the code itself if it is none we know.

    >>> country("FRA")
    'France'
    """
    names = _names()
    return names[code].name if code in names.entries else code


def offices(key: str) -> tuple[Office, ...]:
    """Offices of the actor of that key, the latest first; none if the dictionary does not know it."""
    known = _names().entries.get(key)
    return tuple(sorted(known.offices, key=lambda office: office.start, reverse=True)) if known else ()


@cache
def _names() -> NameIndex:
    return load_knowledge(()).names

"""A filter and an archive come in; a value that is neither a code that dragoman knows nor one that the archive has is told, with the nearest right one."""

from functools import lru_cache

import duckdb

from dragoman.archive.filters import Filter, FilterError
from dragoman.knowledge.compiled import DATA, entries_of
from dragoman.knowledge.frame_rows import SECTORS
from dragoman.knowledge.load import nearest
from dragoman.knowledge.schema import Category
from dragoman.knowledge.shapes_contexts import ContextWords

#: fields of a filter whose values are codes, with the values that the events of an archive have
HELD = {
    "category": "select distinct event from events",
    "mode": "select distinct unnest(mode) from events",
    "context": "select distinct unnest(context) from events",
    "sector": "select distinct unnest(list_concat(actor_sectors, recipient_sectors)) from events",
}


def check(asked: duckdb.DuckDBPyConnection, wanted: Filter) -> None:
    """Nothing. Raises FilterError for a category, mode, context or sector that nobody knows; the archive is only asked for those that are not ours."""
    for field, question in HELD.items():
        strange = [value for value in getattr(wanted, field) if _as_held(field, value) not in known()[field]]
        held = {str(value) for (value,) in asked.execute(question).fetchall()} if strange else set()
        for value in strange:
            if _as_held(field, value) not in held:
                there = sorted((known()[field] | held) - {"None"})
                raise FilterError(f"{field}: no {field} {value!r} is known, nor has the archive one{nearest(_as_held(field, value), there)}; there are {', '.join(there)}")


@lru_cache(maxsize=1)
def known() -> dict[str, frozenset[str]]:
    """The codes that come with dragoman, by field of a filter."""
    categories = entries_of([DATA], "plover.yaml", Category)
    return {
        "category": frozenset(entry.name for entry in categories),
        "mode": frozenset(mode for entry in categories for mode in entry.value.modes),
        "context": frozenset(entry.name for entry in entries_of([DATA], "contexts.yaml", ContextWords)),
        "sector": SECTORS,
    }


def _as_held(field: str, value: str) -> str:
    """The value as events have it: a category is looked for in capitals."""
    return value.upper() if field == "category" else value

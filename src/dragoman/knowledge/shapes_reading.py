"""The words by which parts of a report are told apart. Entries of `data/reading.yaml` come in, a frozen table goes out."""

from functools import lru_cache
from pathlib import Path

import msgspec

from dragoman.knowledge.load import Entry, KnowledgeError, read_entries
from dragoman.knowledge.schema import Strict, Texts

DATA = Path(__file__).parent / "data"


class Words(Strict, frozen=True):
    """One list of words. `examples` are lines with what they must be read as: a kind of block, a day, or `nothing`."""

    words: Texts
    examples: dict[str, str]
    why: str = ""


class ReadingWords(msgspec.Struct, frozen=True, gc=False):
    """All lists of `data/reading.yaml`, lower case unless said otherwise.

    `months` maps each form to 1 to 12; `weekdays` holds all forms; `front_matter` the names of each field, the first in use goes before;
    the others are sets of labels or words.
    """

    months: dict[str, int]
    front_matter: dict[str, tuple[str, ...]]
    weekdays: frozenset[str]
    date_labels: frozenset[str]
    update_labels: frozenset[str]
    clock: frozenset[str]
    date_joins: frozenset[str]
    date_unknown: frozenset[str]
    byline: frozenset[str]
    byline_joins: frozenset[str]
    agencies: frozenset[str]
    captions: frozenset[str]
    caption_openings: tuple[str, ...]
    related: frozenset[str]
    addresses: frozenset[str]
    title_labels: frozenset[str]
    notes: tuple[str, ...]
    note_ends: tuple[str, ...]
    contacts: tuple[str, ...]
    not_places: frozenset[str]
    place_joins: frozenset[str]


def compile_reading(entries: list[Entry[Words]]) -> ReadingWords:
    """The table that reading takes. Raises KnowledgeError if a list is missing or unknown, or a month is."""
    lists = {entry.name: [word.lower() for word in entry.value.words] for entry in entries}
    wanted = set(ReadingWords.__struct_fields__)
    wrong = sorted(wanted ^ set(lists))
    if wrong:
        state = "missing" if wrong[0] in wanted else "unknown"
        raise KnowledgeError(f"reading.yaml: list `{wrong[0]}` is {state}; the lists are {', '.join(sorted(wanted))}")
    if len(lists["months"]) != 12:
        raise KnowledgeError(f"reading.yaml: months: {len(lists['months'])} items where a year has 12")
    months = {form: number for number, forms in enumerate(lists["months"], 1) for form in forms.split()}
    weekdays = frozenset(form for forms in lists["weekdays"] for form in forms.split())
    fields = {forms.split()[0]: tuple(forms.split()) for forms in lists["front_matter"] if forms.strip()}
    ordered = {name: tuple(sorted(lists[name])) for name in ("caption_openings", "notes", "note_ends", "contacts")}
    sets = {name: frozenset(lists[name]) for name in wanted - {"months", "weekdays", "front_matter", *ordered}}
    return msgspec.convert({"months": months, "weekdays": weekdays, "front_matter": fields, **ordered, **sets}, ReadingWords)


@lru_cache(maxsize=8)
def reading_words(root: Path = DATA) -> ReadingWords:
    """The table from the knowledge folder `root`, read once."""
    return compile_reading(read_entries(root, root / "reading.yaml", Words))

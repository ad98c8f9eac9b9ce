"""Words and patterns of time expressions. Entries of data/dates.yaml and data/expressions.yaml come in, a `Dates` table goes out."""

from collections.abc import Iterable

import msgspec

from dragoman.knowledge.load import Entry, KnowledgeError, nearest
from dragoman.knowledge.schema import Strict, Texts

#: classes that tokens get by their shape, not by their word
SHAPES = ("day_number", "year_number", "number", "iso", "slash", "clock", "decade_number")

#: elements of patterns that stand for several tokens or classes: regular expressions over classes
MACROS = {
    "NUM": "[number day_number year_number num tens cent](?:[hyphen]?[number num tens cent]){0,4}",
    "NAT": "[day_number ord]",
    "YEAR": "(?:[year_number]|[cent][tens](?:[hyphen]?[num])?)",
    "iso": "[iso slash]",
    "decade": "[decade decade_number]",
}


class WordClass(Strict, frozen=True):
    """A class of words. See the head of data/dates.yaml."""

    words: dict[str, str]
    capital: bool = False
    pos: Texts = []
    not_entity: Texts = []
    apart: bool = False
    why: str = ""


class Expression(Strict, frozen=True):
    """Patterns of word classes with one meaning, `make`. See the head of data/expressions.yaml."""

    patterns: Texts
    make: str
    examples: dict[str, str] = {}
    known_wrong: dict[str, str] = {}
    why: str = ""


class Reading(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """One reading of a word: its class, its value, and when it counts."""

    kind: str
    value: str
    capital: bool
    pos: tuple[str, ...]
    not_entity: tuple[str, ...]


class Dates(msgspec.Struct, frozen=True):
    """Compiled knowledge of time expressions.

    `apart` has the classes that are no part of an expression; `letters` maps a class or `class=value` to one character, so that a pattern is a regular expression over classes;
    `pattern` is all of them in one, with a group `p0`, `p1` … for each; `makes` has their meanings in the same order.
    """

    words: dict[str, tuple[Reading, ...]]
    apart: dict[str, dict[str, str]]
    letters: dict[str, str]
    pattern: str
    makes: tuple[str, ...]
    names: tuple[str, ...]


def compile_dates(classes: Iterable[Entry[WordClass]], expressions: Iterable[Entry[Expression]]) -> Dates:
    """One table from both files. Raises KnowledgeError for a pattern with an unknown class."""
    kinds = list(classes)
    rows = [(entry, text) for entry in expressions for text in entry.value.patterns]
    words: dict[str, list[Reading]] = {}
    for entry in kinds:
        value = entry.value
        if value.apart:
            continue
        for word, meaning in value.words.items():
            words.setdefault(word, []).append(Reading(entry.name, meaning, value.capital, tuple(value.pos), tuple(value.not_entity)))
    letters = _letters([entry.name for entry in kinds], [text for _, text in rows])
    groups = [f"(?P<p{i}>{_regex(text, letters, entry)})" for i, (entry, text) in enumerate(rows)]
    return Dates(
        {word: tuple(readings) for word, readings in words.items()},
        {entry.name: dict(entry.value.words) for entry in kinds if entry.value.apart},
        letters,
        "|".join(groups),
        tuple(entry.value.make for entry, _ in rows),
        tuple(entry.key for entry, _ in rows),
    )


def _letters(names: list[str], patterns: list[str]) -> dict[str, str]:
    """A character for every class and for every `class=value` that a pattern asks for."""
    special = sorted({part.rstrip("?") for text in patterns for element in text.split() for part in element.split("|") if "=" in part})
    return {name: chr(0x100 + i) for i, name in enumerate([*SHAPES, *names, *special])}


def _regex(text: str, letters: dict[str, str], entry: Entry[Expression]) -> str:
    parts = []
    for element in text.split():
        name, may_miss = element.rstrip("?"), "?" if element.endswith("?") else ""
        found = "|".join(_part(part, letters, entry) for part in name.split("|"))
        parts.append(f"(?:{found}){may_miss}")
    return "".join(parts)


def _part(name: str, letters: dict[str, str], entry: Entry[Expression]) -> str:
    """Characters that fit one element of a pattern."""
    if name in MACROS:
        macro = MACROS[name]
        for one in sorted(letters, key=len, reverse=True):
            macro = macro.replace(one, letters[one])
        return macro.replace(" ", "")
    if name not in letters:
        where = f"{entry.path}:{entry.line}: {entry.name}"
        raise KnowledgeError(f"{where}: no class of words `{name}` in dates.yaml{nearest(name, list(letters))}")
    if "=" in name:
        return letters[name]
    return "[" + "".join(letter for other, letter in letters.items() if other == name or other.startswith(name + "=")) + "]"

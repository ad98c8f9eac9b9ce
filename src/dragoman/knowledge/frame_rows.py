"""A row of a family comes in as it stands in the file, a `Row` ready to be compared goes out; what is wrong in it is found here, with file, line and entry."""

from collections.abc import Mapping

import msgspec

from dragoman.knowledge.load import Entry, KnowledgeError, nearest
from dragoman.knowledge.schema import Category, Family

SECTORS = frozenset(
    ("GOV", "JUD", "LEG", "MIL", "COP", "OPP", "PTY", "REB", "PRM", "SPY", "UAF", "CVL", "ELI", "BUS", "EDU", "MED", "LAB", "AGR", "JRN", "REF", "REL", "SOC", "CRM", "IGO", "NGO", "PRE")
)
KINDS = frozenset(("actor", "state", "person", "group"))
STATUSES = frozenset(("negated", "future", "hypothetical", "historical", "claimed", "actual"))
ROW_KEYS = frozenset(("code", "cameo", "actor", "recipient", "issue", "context", "reciprocal", "abroad", "status", "keep_inner", "why"))
#: conditions on the clause itself and their values; those of `word`, `modifier` and `quality` are open
ASPECTS: dict[str, tuple[str, ...]] = {
    "form": ("verb", "noun", "adjective"),
    "voice": ("active", "passive"),
    "mood": ("future", "possible", "should", "actual"),
    "clause": ("infinitive", "subjunctive", "participle", "finite"),
    "word": (),
    "modifier": (),
    "quality": (),
}
DEFAULT_ACTOR = ("subject",)
DEFAULT_RECIPIENT = ("object", "indirect", "to", "with", "against", "on", "at", "from", "of", "over", "toward", "owner of object")


class Test(msgspec.Struct, frozen=True):
    """One value of a condition: `kind` says how `value` (and `modes`) are compared; `wanted` is False for `not X`."""

    kind: str
    value: str
    modes: tuple[str, ...] = ()
    wanted: bool = True


class Row(msgspec.Struct, frozen=True):
    """A row of a family, ready to be compared. `code` is None for `nothing`, "inner" for the event inside."""

    key: str
    line: int
    when: tuple[tuple[str, tuple[Test, ...]], ...]
    category: str | None
    modes: tuple[str, ...]
    cameo: str | None
    actor: tuple[str, ...]
    recipient: tuple[str, ...]
    issue: str | None
    context: tuple[str, ...]
    reciprocal: bool
    abroad: bool
    status: tuple[str, ...]
    keep_inner: str | None


def meets(tests: tuple[Test, ...], held: set[str]) -> bool:
    """Whether one of the wanted values is held, if any is wanted, and none of the refused."""
    wanted = [test.value for test in tests if test.wanted]
    return (not wanted or any(value in held for value in wanted)) and not any(test.value in held for test in tests if not test.wanted)


def _texts(value: object) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(value) if isinstance(value, list) else ()


def read_row(entry: Entry[Family], user: Entry[Family], number: int, row: Mapping[str, object], codes: Mapping[str, Category]) -> Row:
    """One row; `user` is the family that reads it (its own places hold), `entry` the one where it stands."""
    where = f"{entry.path}:{entry.line}: {entry.name}: row {number}"
    if "code" not in row:
        raise KnowledgeError(f"{where}: no `code`")
    category, modes = _code(where, str(row["code"]), codes)
    when = tuple((key, tuple(_test(where, key, value, codes) for value in _texts(values))) for key, values in row.items() if key not in ROW_KEYS)
    keep = row.get("keep_inner")
    for status in (*_texts(row.get("status")), *_texts(keep)):
        if status not in STATUSES:
            raise KnowledgeError(f"{where}: status `{status}`{nearest(status, sorted(STATUSES))}")
    return Row(
        f"{entry.key}:{number}",
        entry.line,
        when,
        category,
        modes,
        str(row["cameo"]) if "cameo" in row else None,
        _texts(row.get("actor")) or _texts(user.value.actor) or DEFAULT_ACTOR,
        _texts(row.get("recipient")) or _texts(user.value.recipient) or DEFAULT_RECIPIENT,
        str(row["issue"]) if "issue" in row else None,
        _texts(row.get("context")),
        row.get("reciprocal") == "yes",
        row.get("abroad") == "yes",
        _texts(row.get("status")),
        str(keep) if keep else None,
    )


def _code(where: str, code: str, codes: Mapping[str, Category]) -> tuple[str | None, tuple[str, ...]]:
    name, *modes = code.split()
    if name in ("nothing", "inner"):
        return (None if name == "nothing" else "inner"), ()
    if name not in codes:
        raise KnowledgeError(f"{where}: no category `{name}`{nearest(name, list(codes))}")
    for mode in modes:
        if mode not in codes[name].modes:
            raise KnowledgeError(f"{where}: {name} has no mode `{mode}`{nearest(mode, list(codes[name].modes))}")
    return name, tuple(modes)


def _test(where: str, key: str, value: str, codes: Mapping[str, Category]) -> Test:
    wanted = not value.startswith("not ")
    value = value.removeprefix("not ").strip()
    head, *modes = value.split() or [""]
    if key in ASPECTS:
        if ASPECTS[key] and value not in ASPECTS[key]:
            raise KnowledgeError(f"{where}: {key} is one of {', '.join(ASPECTS[key])}, not `{value}`")
        return Test(key, value, (), wanted)
    if value == "speaker":
        return Test("speaker", value, (), wanted)
    if value in ("none", "any", "event"):
        return Test("event" if value == "event" or (key == "inner" and value == "any") else value, "", (), wanted)
    if head in codes:
        _code(where, value, codes)
        return Test("event", head, tuple(modes), wanted)
    if value in KINDS:
        return Test("kind", value, (), wanted)
    if value in SECTORS:
        return Test("sector", value, (), wanted)
    if value.isupper():
        raise KnowledgeError(f"{where}: {key}: `{value}` is no category and no sector{nearest(value, [*codes, *SECTORS])}")
    return Test("noun", value, (), wanted)

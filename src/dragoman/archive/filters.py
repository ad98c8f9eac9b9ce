"""What somebody wants to see of an archive: parameters of a page or options of a command come in, a `Filter` goes out, and from that conditions in SQL.

All fields of a filter hold at once; of several values in one field one is enough. A value in capitals of three letters is a code (`RUS`), any other
is looked for in names and words, small and capital letters alike.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

import msgspec

from dragoman.archive import search
from dragoman.archive.search import phrases
from dragoman.model import Word

#: what an event may be told as, with the condition; `actual` is what `dragoman code --only actual` keeps
STATUSES = {
    "actual": "not (negated or hypothetical)",
    "happened": "not (negated or hypothetical or future)",
    "negated": "negated",
    "hypothetical": "hypothetical",
    "future": "future",
    "historical": "historical",
    "claimed": "claimed",
}

_CODE = re.compile(r"[A-Z]{3}")


class FilterError(ValueError):
    """A value that a field can't have; the message names the field and what it can have."""


class Filter(Word, frozen=True):
    """Which rows are wanted. An empty filter wants all.

    Of events: `actor`, `recipient` and `party` (either side) are codes or names, and so is `country` (of a party or of the place); `dyad` is two codes,
    `RUS-UKR`, whoever of them acts; `place` is a country's code, a part of a name or a GeoNames id; `cameo` also is the beginning of a code;
    `status` see `STATUSES`. Of quotations: `speaker`, `attitude`. Of positions: `party`, `recipient` (toward whom), `issue`, `stance`. Of all:
    `sector`, `since` and `until` (days of the event or position; of publication for quotations), `text` (all words, "those in quotes together",
    sanction* any that begins so), `source`, `article`, `reports` (at least so many articles), `confidence` (at least).
    """

    actor: tuple[str, ...] = ()
    recipient: tuple[str, ...] = ()
    party: tuple[str, ...] = ()
    dyad: tuple[str, ...] = ()
    country: tuple[str, ...] = ()
    sector: tuple[str, ...] = ()
    category: tuple[str, ...] = ()
    mode: tuple[str, ...] = ()
    context: tuple[str, ...] = ()
    cameo: tuple[str, ...] = ()
    place: tuple[str, ...] = ()
    status: tuple[str, ...] = ()
    speaker: tuple[str, ...] = ()
    attitude: tuple[str, ...] = ()
    issue: tuple[str, ...] = ()
    stance: tuple[str, ...] = ()
    source: tuple[str, ...] = ()
    article: tuple[str, ...] = ()
    happening: tuple[str, ...] = ()
    text: str = ""
    since: date | None = None
    until: date | None = None
    reports: int = 1
    confidence: float = 0.0


def filter_of(given: Mapping[str, str | Sequence[str]]) -> Filter:
    """The filter that parameters tell; unknown names are passed over, empty values too. Raises FilterError, which names the parameter.

    >>> filter_of({"actor": ["RUS", "BLR"], "since": "2023-04-01"}).since
    datetime.date(2023, 4, 1)
    """
    found: dict[str, Any] = {}
    for field in msgspec.structs.fields(Filter):
        value = given.get(field.name)
        values = tuple(one.strip() for one in ([value] if isinstance(value, str) else value or ()) if one.strip())
        if values:
            found[field.name] = values if field.default == () else _single(field.name, values[-1])
    made = Filter(**found)
    _check(made)
    return made


def parameters(wanted: Filter) -> list[tuple[str, str]]:
    """The parameters that `filter_of` makes this filter of."""
    found: list[tuple[str, str]] = []
    for field in msgspec.structs.fields(Filter):
        value = getattr(wanted, field.name)
        if value != field.default:
            found += [(field.name, one) for one in value] if isinstance(value, tuple) else [(field.name, str(value))]
    return found


def _single(name: str, value: str) -> Any:
    kinds: dict[str, Any] = {"since": date.fromisoformat, "until": date.fromisoformat, "reports": int, "confidence": float}
    try:
        return kinds.get(name, str)(value)
    except ValueError:
        wanted = {"reports": "a whole number", "confidence": "a number from 0 to 1"}.get(name, "a day as 2023-04-06")
        raise FilterError(f"{name}: {value!r} is not {wanted}") from None


def _check(wanted: Filter) -> None:
    for status in wanted.status:
        if status not in STATUSES:
            raise FilterError(f"status: there is no {status!r}; there are {', '.join(STATUSES)}")
    for dyad in wanted.dyad:
        if not re.fullmatch(r"[A-Z]{3}-[A-Z]{3}", dyad):
            raise FilterError(f"dyad: {dyad!r} is not two codes as RUS-UKR")
    if wanted.since and wanted.until and wanted.since > wanted.until:
        raise FilterError(f"since: {wanted.since} is later than until, {wanted.until}")


class Conditions:
    """Conditions in SQL with the values of their parameters."""

    def __init__(self) -> None:
        self.told: list[str] = []
        self.values: list[Any] = []

    def add(self, condition: str, *values: Any) -> None:
        """A condition with a question mark for each value."""
        self.told.append(f"({condition})")
        self.values += values

    def any_of(self, conditions: Iterable[tuple[str, list[Any]]]) -> None:
        """One of these, if there are any."""
        made = list(conditions)
        if made:
            self.add(" or ".join(condition for condition, _ in made), *(value for _, values in made for value in values))

    @property
    def where(self) -> str:
        """All of them, as the end of a question."""
        return f"where {' and '.join(self.told)}" if self.told else ""


def of_events(wanted: Filter, hits: str | None = None) -> Conditions:
    """Conditions on the rows of `events`. `hits` names a table with the ids of those that have the words looked for, if that is known."""
    found = Conditions()
    _days(found, wanted, "date", "coalesce(enddate, date)")
    found.any_of(_side(value, "actor") for value in wanted.actor)
    found.any_of(_or(_side(value, "recipient"), _side(value, "actor", "reciprocal and ")) for value in wanted.recipient)
    found.any_of(_or(_side(value, "actor"), _side(value, "recipient")) for value in wanted.party)
    found.any_of(_dyad(value) for value in wanted.dyad)
    found.any_of(_or(_or(_side(value, "actor"), _side(value, "recipient")), ("country_code = ?", [value])) for value in wanted.country)
    found.any_of(("list_contains(actor_sectors, ?) or list_contains(recipient_sectors, ?)", [value, value]) for value in wanted.sector)
    found.any_of(("event = ?", [value.upper()]) for value in wanted.category)
    found.any_of(("list_contains(mode, ?)", [value]) for value in wanted.mode)
    found.any_of(("list_contains(context, ?)", [value]) for value in wanted.context)
    found.any_of(("starts_with(cameo, ?)", [value]) for value in wanted.cameo)
    found.any_of(_place(value) for value in wanted.place)
    found.any_of((STATUSES[value], []) for value in wanted.status)
    found.any_of(("id in (select event from happenings where happening = ?) or id = ?", [value, value]) for value in wanted.happening)
    _common(found, wanted, "text", hits)
    if wanted.reports > 1:
        found.add("id in (select event from happenings where reports >= ?)", wanted.reports)
    if wanted.confidence:
        found.add("confidence >= ?", wanted.confidence)
    return found


def of_quotations(wanted: Filter, hits: str | None = None) -> Conditions:
    """Conditions on the rows of `quotations`, see `of_events`."""
    found = Conditions()
    _days(found, wanted, "published", "published")
    speakers = wanted.speaker + wanted.actor
    found.any_of(
        ("speaker_code = ?", [value]) if _CODE.fullmatch(value) else _words(("speaker_name", "source_text"), value) for value in speakers
    )
    found.any_of(("speaker_code = ?", [value]) for value in wanted.country)
    found.any_of(("speaker_sector = ?", [value]) for value in wanted.sector)
    found.any_of(("attitude = ?", [value]) for value in wanted.attitude)
    _common(found, wanted, "content_text", hits)
    return found


def of_positions(wanted: Filter, hits: str | None = None) -> Conditions:
    """Conditions on the rows of `positions`, see `of_events`."""
    found = Conditions()
    _days(found, wanted, "date", "date")
    found.any_of(("code = ?", [value]) if _CODE.fullmatch(value) else _words(("party_name",), value) for value in wanted.party + wanted.actor)
    found.any_of(("list_contains(toward, ?)", [value]) for value in wanted.recipient)
    found.any_of(("sector = ?", [value]) for value in wanted.sector)
    found.any_of(("issue_key = ? or issue_kind = ? or starts_with(issue_key, ?)", [value, value, value + ":"]) for value in wanted.issue)
    found.any_of(("stance = ?", [value]) for value in wanted.stance)
    _common(found, wanted, "text", hits)
    return found


def _days(found: Conditions, wanted: Filter, first: str, last: str) -> None:
    if wanted.since:
        found.add(f"{last} >= ?", wanted.since)
    if wanted.until:
        found.add(f"{first} <= ?", wanted.until)


def _common(found: Conditions, wanted: Filter, column: str, hits: str | None) -> None:
    found.any_of(("source = ? or contains(lower(source), ?)", [value, value.lower()]) for value in wanted.source)
    found.any_of(("article = ?", [value]) for value in wanted.article)
    if hits:
        found.add(f"id in (select id from {hits})")
    for phrase, open_end in phrases(wanted.text):
        if not hits or not phrase.isalnum():
            condition, values = search.condition(column, phrase, open_end)
            found.add(condition, *values)


def _side(value: str, side: str, when: str = "") -> tuple[str, list[Any]]:
    """A party on one side, by code or by name."""
    if _CODE.fullmatch(value):
        return f"{when}list_contains({side}_codes, ?)", [value]
    named = f"len(list_filter({side}, lambda p: contains(lower(p.name), ?) or contains(lower(p.entity_text), ?))) > 0"
    return f"{when}{named}", [value.lower(), value.lower()]


def _or(one: tuple[str, list[Any]], other: tuple[str, list[Any]]) -> tuple[str, list[Any]]:
    return f"({one[0]}) or ({other[0]})", one[1] + other[1]


def _dyad(value: str) -> tuple[str, list[Any]]:
    """Two parties that act on each other, or one on the other; quicker than a look into `dyads`."""
    one, other = value.split("-")
    way = "list_contains(actor_codes, ?) and list_contains(recipient_codes, ?)"
    return f"({way}) or ({way}) or (reciprocal and list_contains(actor_codes, ?) and list_contains(actor_codes, ?))", [one, other, other, one, one, other]


def _place(value: str) -> tuple[str, list[Any]]:
    if value.isdigit():
        return "geonameid = ?", [int(value)]
    return ("country_code = ?", [value]) if _CODE.fullmatch(value) else _words(("place", "extracted_place"), value)


def _words(columns: tuple[str, ...], value: str) -> tuple[str, list[Any]]:
    return " or ".join(f"contains(lower({column}), ?)" for column in columns), [value.lower()] * len(columns)

"""Two tellings of an event come in; whether they may be the same happening, and why, goes out."""

import functools
from collections.abc import Iterable
from datetime import date
from math import asin, cos, radians, sin, sqrt
from typing import Any, NamedTuple

from dragoman.archive import shingles
from dragoman.model import Word

#: kilometres from the middle of the earth
RADIUS = 6371.0

#: categories in which all sides do the same, unless one goes to the other (`visit`)
MUTUAL = ("CONSULT",)

#: a place of this resolution or finer is one spot: a district, a town
SPOT = 3


class Settings(Word, frozen=True):
    """What is the same happening.

    `distance`: kilometres between two places. `reach`: days between an event whose day is told and one dated by its publication. `likeness`: of
    the words of the shorter sentence, what the other must have, if both are of one country and the place of one is not told; and one of the two
    sentences must have all words with a capital letter that the other has.
    """

    distance: float = 25.0
    reach: int = 1
    likeness: float = 0.5


class Side(NamedTuple):
    """One party: its code, or its name if it has none; `person` is the key of a person in office."""

    who: str
    code: str | None
    sector: str | None
    person: str | None


class Telling(NamedTuple):
    """An event as one article tells it. `text` is the group of copies that the article belongs to, or the article.

    `copied`: whether that group has other articles.
    """

    id: str
    article: str
    text: str
    source: str | None
    published: date | None
    category: str
    state: tuple[bool, bool, bool]
    modes: frozenset[str]
    actors: tuple[Side, ...]
    recipients: tuple[Side, ...]
    reciprocal: bool
    day: date | None
    resolution: str | None
    guessed: bool
    place: tuple[float, float] | None
    country: str | None
    sentence: str
    copied: bool
    same_as: tuple[str, ...]


def telling(row: dict[str, Any], guessed: str) -> Telling:
    """A row of `events` with `text_of` (its group of copies) as a telling; `guessed` is the reason of dates taken from the publication."""
    spot = row["lat"] is not None and row["lon"] is not None and (row["place_resolution"] or 0) >= SPOT
    return Telling(
        row["id"],
        row["article"],
        row["text_of"],
        row["source"],
        row["published"],
        row["event"],
        (row["negated"], row["hypothetical"], row["future"]),
        frozenset(row["mode"] or ()),
        _sides(row["actor"] or ()),
        _sides(row["recipient"] or ()),
        row["reciprocal"] or (row["event"] in MUTUAL and "visit" not in (row["mode"] or ())),
        row["date"],
        row["date_resolution"],
        row["date_because"] == guessed,
        (row["lat"], row["lon"]) if spot else None,
        row["country_code"],
        row["text"] or "",
        row["text_of"] != row["article"] or row["copied"],
        tuple(row["same_as"] or ()),
    )


def _sides(parties: Iterable[dict[str, Any]]) -> tuple[Side, ...]:
    return tuple(
        Side(
            one["code"] or (one["name"] or one["entity_text"] or "").casefold(), one["code"], one["sector"], one["key"] if one["office"] else None
        )
        for one in parties
    )  # fmt: skip


@functools.lru_cache(50_000)
def words(sentence: str) -> frozenset[int]:
    """Hashes of the words of a sentence."""
    return frozenset(shingles.words(sentence).tolist())


@functools.lru_cache(50_000)
def names(sentence: str) -> frozenset[int]:
    """Hashes of its words with a capital letter, but the first."""
    return words(" ".join(word for word in sentence.split()[1:] if word[0].isupper()))


def wording(one: Telling) -> str | int:
    """What is the same for tellings with the same words: spelling apart where the article has copies."""
    return shingles.whole(one.sentence) if one.copied else one.sentence


def retold(one: Telling, other: Telling) -> bool:
    """Whether two tellings with the same wording in articles with the same text have the same parties."""
    parties = [([side.who for side in told.actors], [side.who for side in told.recipients]) for told in (one, other)]
    return one.text == other.text and parties[0] == parties[1]


def same(one: Telling, other: Telling, settings: Settings) -> str | None:
    """Why two tellings of one category and status are of the same happening, or None. Days are compared by the caller.

    >>> same(telling_of("Police fired on protesters in Juba."), telling_of("Officers shot at marchers in Juba, witnesses said."), Settings())
    "same parties, places 0 km apart"
    """
    if one.modes and other.modes and not one.modes & other.modes:
        return None
    if one.country and other.country and one.country != other.country:
        return None
    if not _same_parties(one, other):
        return None
    if one.place and other.place:
        apart = kilometres(one.place, other.place)
        return f"same parties, places {apart:.0f} km apart" if apart <= settings.distance else None
    if _between_countries(one) and _between_countries(other):
        return "same parties of different countries"
    if not (names(one.sentence) <= names(other.sentence) or names(other.sentence) <= names(one.sentence)):
        return None
    mine, yours = words(one.sentence), words(other.sentence)
    alike = len(mine & yours) / min(len(mine), len(yours)) if mine and yours else 0.0
    return f"same parties, {alike:.0%} of the words of the sentence" if alike >= settings.likeness else None


def _same_parties(one: Telling, other: Telling) -> bool:
    """Whether some actor is the same, and some recipient if both tell one; all together where one of the two is reciprocal."""
    if one.reciprocal or other.reciprocal:
        mine, yours = one.actors + one.recipients, other.actors + other.recipients
        return sum(any(_fits(a, b) for b in yours) for a in mine) >= 2
    if not _meet(one.actors, other.actors):
        return False
    return not one.recipients or not other.recipients or _meet(one.recipients, other.recipients)


def _meet(mine: tuple[Side, ...], yours: tuple[Side, ...]) -> bool:
    return any(_fits(a, b) for a in mine for b in yours)


def _fits(one: Side, other: Side) -> bool:
    """Whether two parties may be one: the same code or name, no other sector, no other person."""
    if not one.who or one.who != other.who:
        return False
    if one.sector and other.sector and one.sector != other.sector:
        return False
    return not (one.person and other.person and one.person != other.person)


def _between_countries(one: Telling) -> bool:
    """Whether parties of different countries are told."""
    own, other = (one.actors + one.recipients,) * 2 if one.reciprocal else (one.actors, one.recipients)
    return any(a.code and b.code and a.code != b.code for a in own for b in other)


def kilometres(one: tuple[float, float], other: tuple[float, float]) -> float:
    """The distance of two places in degrees north and east, over a round earth."""
    north, east = radians(one[0]), radians(one[1])
    north2, east2 = radians(other[0]), radians(other[1])
    half = sin((north2 - north) / 2) ** 2 + cos(north) * cos(north2) * sin((east2 - east) / 2) ** 2
    return 2 * RADIUS * asin(sqrt(min(1.0, half)))

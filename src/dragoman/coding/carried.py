"""Events and the text's places come in, the events go out, those without a place with that of the scene that they belong to, if the text leaves no doubt.

A telling again has the place of the first telling; what a story tells next of the same deed has the same place; what one side of a country
does to the other, or what is done to one in the country that the text is from, happens in that country.
"""

from bisect import bisect_left
from collections.abc import Iterable, Mapping

import msgspec

from dragoman.calendar import within_a_week
from dragoman.model import Event, Location, Party, Place

#: categories of deeds that happen at one place, and of those that stay inside a country if both sides are of it
BODILY = ("ASSAULT", "PROTEST")
INLAND = ("ASSAULT", "PROTEST", "COERCE", "MOBILIZE")

#: sentences over which a scene goes on
NEXT = 1

#: resolution of a country, see Place
WHOLE = 1


def carry(events: tuple[Event, ...], places: tuple[Place, ...]) -> tuple[Event, ...]:
    """The same events in the same order: in "A bomb went off in Goma. Six people were killed." the killing is in Goma too."""
    told = {event.id: event.event_loc for event in events if event.event_loc is not None}
    carried: list[Event] = []
    scene: dict[str, Event] = {}
    countries = _countries(places)
    home = next((place.country_code for place in places if place.head < 0), None)
    for event in events:
        if event.event_loc is None:
            where = _of_first_telling(event, told) or _of_scene(event, scene.get(event.event[0])) or _of_country(event, countries, home)
            if where is not None:
                event = msgspec.structs.replace(event, event_loc=where)
        if event.event_loc is not None and event.event_loc.resolution != WHOLE:
            scene[event.event[0]] = event
        carried.append(event)
    return tuple(carried)


def _of_first_telling(event: Event, told: Mapping[str, Location | None]) -> Location | None:
    return next((told[first] for first in event.same_as if told.get(first) is not None), None)


def _of_scene(event: Event, last: Event | None) -> Location | None:
    """The place of the last deed of this kind, told in this sentence or the one before, if days, status and parties can be the same."""
    if last is None or event.event[0] not in BODILY or event.text_info.sequence - last.text_info.sequence > NEXT:
        return None
    one, other = event.status, last.status
    if (one.negated, one.hypothetical, one.future, one.historical) != (other.negated, other.hypothetical, other.future, other.historical):
        return None
    near = within_a_week(event.date, last.date)
    return last.event_loc if near and _may_be_same(event.actor, last.actor) and _may_be_same(event.recipient, last.recipient) else None


def _may_be_same(first: tuple[Party, ...], second: tuple[Party, ...]) -> bool:
    codes = _codes(first), _codes(second)
    return not codes[0] or not codes[1] or not codes[0].isdisjoint(codes[1])


def _codes(parties: Iterable[Party]) -> set[str]:
    return {party.code for party in parties if party.code is not None}


def _countries(places: tuple[Place, ...]) -> dict[str, list[Place]]:
    """Names of countries by their code, in text order."""
    found: dict[str, list[Place]] = {}
    for place in places:
        if place.resolution == WHOLE and place.country_code is not None:
            found.setdefault(place.country_code, []).append(place)
    return found


def _of_country(event: Event, countries: dict[str, list[Place]], home: str | None) -> Location | None:
    """The country whose name stands nearest before, if both sides are of it ("rebels killed soldiers" in a text on El Salvador), or one is and the
    dateline too."""
    actors, recipients = _codes(event.actor), _codes(event.recipient)
    both = actors | recipients
    if event.event[0] not in INLAND or len(both) != 1 or (actors != recipients and home not in both):
        return None
    named = countries.get(next(iter(both)))
    if not named:
        return None
    at = bisect_left(named, event.text_info.end, key=lambda place: place.span[0])
    place = named[max(at - 1, 0)]
    return Location(place.text, place.name, place.geonameid, place.lat, place.lon, place.country_code, place.resolution, place.span)

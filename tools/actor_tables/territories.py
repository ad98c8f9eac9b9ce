"""Heads of state shared by many countries. Persons come in; offices abroad of kings and presidents who rule from elsewhere are taken away."""

from collections import Counter

from actor_tables import names
from actor_tables.people import Person

HOMES = {"elizabeth": "GBR", "charles": "GBR", "beatrix": "NLD", "willem": "NLD", "margrethe": "DNK", "frederik": "DNK"}


def drop_shared_heads(people: list[Person]) -> None:
    """Elizabeth II is coded GBR, not TUV; the President of the United States is not ASM."""
    spread: Counter[str] = Counter()
    for person in people:
        spread[names.plain(person.name)] += len({office.code for office in person.offices if office.office == "head_of_state"})
    for person in people:
        if spread[names.plain(person.name)] < 3:
            continue
        home = HOMES.get(names.plain(person.name).split()[0]) or ("USA" if _at_home(people, person, "USA") else "FRA" if _at_home(people, person, "FRA") else "")
        if home:
            person.offices = [office for office in person.offices if office.code == home or office.office != "head_of_state"]


def _at_home(people: list[Person], person: Person, code: str) -> bool:
    last = names.plain(person.name).split()[-1]
    return any(
        office.code == code and office.office == "head_of_state"
        for one in people if names.plain(one.name).split()[-1:] == [last] for office in one.offices
    )

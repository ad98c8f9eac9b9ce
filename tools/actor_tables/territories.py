"""Heads of state shared by many countries. Persons come in; offices of kings and presidents who rule from elsewhere are taken away."""

import re

from actor_tables.people import Person

# Whose head of state is also theirs. A realm's king is coded by his own country.
METROPOLES = {
    "FRA": "GUF GLP MTQ REU MYT PYF NCL SPM WLF ATF BLM MAF",
    "USA": "ASM GUM MNP PRI VIR UMI FSM MHL PLW",
    "GBR": "AIA BMU CYM FLK GIB GGY IMN IOT JEY MSR PCN SHN TCA VGB SGS AUS CAN NZL ATG BHS BLZ BRB GRD JAM KNA LCA VCT PNG SLB TUV MUS"
    " COK NIU TKL"
    " NFK CXR CCK HKG",
    "NLD": "ABW CUW SXM ANT BES",
    "DNK": "GRL FRO",
    "CHN": "HKG MAC",
    "PRT": "MAC",
    "NOR": "SJM BVT",
    "FIN": "ALA",
}
SHARED = ("head_of_state", "vice_president", "deputy_head")
TAIL = re.compile(r" of (?:france|the netherlands|the uk|the united kingdom|denmark|norway|portugal)$")


def drop_shared_heads(people: list[Person]) -> None:
    """Elizabeth II is coded GBR, not TUV; the President of the United States is not ASM."""
    at_home = {metropole: _names_at(people, metropole) for metropole in METROPOLES}
    for person in people:
        called = {TAIL.sub("", name) for name in person.all_names()}
        person.offices = [
            office for office in person.offices if not (office.office in SHARED and _ruled_from_elsewhere(office.code, called, at_home))
        ]


def _names_at(people: list[Person], code: str) -> set[str]:
    return {
        TAIL.sub("", name)
        for person in people
        if any(office.code == code and office.office in SHARED for office in person.offices)
        for name in person.all_names()
    }


def _ruled_from_elsewhere(code: str, called: set[str], at_home: dict[str, set[str]]) -> bool:
    if code != "GBR" and called & {"elizabeth ii", "charles iii"}:
        return True
    return any(code in ruled.split() and called & at_home[metropole] for metropole, ruled in METROPOLES.items())

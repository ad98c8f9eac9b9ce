"""Persons, each once. Rows of office holders and our own rows come in; persons with all their names and offices go out."""

import csv
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from pathlib import Path

from actor_tables import names
from actor_tables.offices import Office, from_curated, from_reference


@dataclass
class Person:
    """Somebody with the names a report may use. `wikidata` and `gender` may be ""."""

    name: str
    wikidata: str = ""
    gender: str = ""
    code: str = ""
    aliases: dict[str, None] = field(default_factory=dict)
    offices: list[Office] = field(default_factory=list)
    key: str = ""
    curated: bool = False

    def all_names(self) -> set[str]:
        """Comparable forms of all names."""
        return {names.plain(name) for name in (self.name, *self.aliases)}

    def take(self, other: "Person") -> None:
        """Make the other's names and offices this one's."""
        for name in (other.name, *other.aliases):
            if name != self.name:
                self.aliases.setdefault(name)
        self.offices += other.offices
        self.gender = self.gender or other.gender
        self.wikidata = self.wikidata or other.wikidata


def read_reference(path: Path) -> list[Person]:
    """Persons of `office_holders.csv`: rows with one Wikidata id or one name in one country are one person."""
    found: dict[str, Person] = {}
    spelt: dict[str, Counter[str]] = defaultdict(Counter)
    with path.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            name, others = names.clean(row["person"])
            if not name or row["iso3"] in SKIPPED or (row["iso3"], row["person"]) in WRONG or row["person"].endswith(" of the Us"):
                continue
            handle = row["wikidata_id"] or f"{row['iso3']} {names.plain(name)}"
            person = found.setdefault(handle, Person(name, row["wikidata_id"]))
            spelt[handle][name] += 1 if "factbook" in row["source"].lower() else 100
            for form in (name, *others, row["person"], *row["aliases"].split("|")):
                if form and form not in names.FIRST and names.clean(form)[0]:
                    person.aliases.setdefault(form)
            person.offices.append(from_reference(row))
    for handle, person in found.items():
        person.name = _best(spelt[handle])
        for form in names.forms(person.name):
            person.aliases.setdefault(form)
        person.aliases = {form: None for form in person.aliases if form != person.name and _kin(form, person.name)}
    return list(found.values())


def _kin(form: str, name: str) -> bool:
    """Whether a form may be of the person: it shares a word or its first letters with the name.

    Rows of the reference sometimes tell two persons.
    """
    left, right = {word[:3] for word in names.plain(form).split()}, {word[:3] for word in names.plain(name).split()}
    return bool(left & right) or len(left) == 1 or not names.latin(form) or not names.latin(name)


SKIPPED = ("CYB",)
#: rows of the reference that are not true: code and person
WRONG = (("PRY", "George Bush"), ("VIR", "George Bush"))


def read_curated(path: Path) -> list[Person]:
    """Persons of our own table: a row an office, the names on the first row of a person."""
    found: dict[str, Person] = {}
    with path.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader((line for line in lines if not line.startswith("#") and line.strip()), delimiter="\t"):
            handle = f"{row['code']} {row['name']}"
            person = found.setdefault(handle, Person(row["name"], row["wikidata"], code=row["code"], curated=True))
            person.gender = person.gender or row["gender"]
            for form in row["aliases"].split("|"):
                if form:
                    person.aliases.setdefault(form)
            if row["office"]:
                person.offices.append(from_curated(row))
    return list(found.values())


def merge(people: list[Person], curated: list[Person]) -> list[Person]:
    """One person for each, curated names first. Joined where country and name agree, or country, office and time with a name alike."""
    joined = _join_same_name([*curated, *people])
    joined = _join_abroad(joined)
    joined = _join_alike(joined)
    for person in joined:
        person.code = person.code or _home(person)
        for form in names.forms(person.name):
            person.aliases.setdefault(form)
        person.aliases.pop(person.name, None)
    _drop_others_names(joined)
    _set_keys(joined)
    return sorted(joined, key=lambda person: person.key)


#: names that two persons share and both are called by: the day of the report decides
MEANT = ("George Bush",)


def _drop_others_names(people: list[Person]) -> None:
    """Take from a person an alias that is another's name in the same country: rows of the reference sometimes tell two persons at once."""
    own = {(person.code, names.plain(person.name)): person for person in sorted(people, key=lambda one: one.curated)}
    for person in people:
        if person.curated:
            own.update(((person.code, alias), person) for alias in person.all_names() if " " in alias and (person.code, alias) not in own)
    for person in people:
        for alias in list(person.aliases):
            if own.get((person.code, names.plain(alias)), person) is not person and not (person.curated and alias in MEANT):
                del person.aliases[alias]


def _best(spelt: Counter[str]) -> str:
    """The spelling used most; on a tie the one in Latin letters, then the shorter."""
    return min(spelt, key=lambda name: (not names.latin(name), -spelt[name], len(name), name))


def _countries(person: Person) -> set[str]:
    return {office.code for office in person.offices} | ({person.code} if person.code else set())


def _join_same_name(people: list[Person]) -> list[Person]:
    kept: list[Person] = []
    known: dict[tuple[str, str], Person] = {}
    by_id: dict[str, Person] = {}
    for person in sorted(people, key=lambda one: (not one.curated, not one.wikidata)):
        whole = person.curated or any(office.office == "head_of_state" for office in person.offices)
        first = names.plain(person.name)
        called = [first, *sorted(person.all_names() - {first})]
        places = [(code, name) for name in called for code in sorted(_countries(person)) if " " in name or whole]
        same = by_id.get(person.wikidata) if person.wikidata else None
        if same is None:
            near = [known[place] for place in places if place in known]
            same = next((one for one in near if _may_be_same(one, person)), None)
        if same is None:
            kept.append(person)
            same = person
        else:
            same.take(person)
        if same.wikidata:
            by_id.setdefault(same.wikidata, same)
        for place in places:
            known.setdefault(place, same)
    return kept


def _may_be_same(one: Person, other: Person) -> bool:
    """Rows of our own table with different names are different persons, and so are different identifiers."""
    return not (one.curated and other.curated) and not (one.wikidata and other.wikidata and one.wikidata != other.wikidata)


# Codes that succeeded one another, or under which officials of other countries stand.
ABROAD = {"UNO", "IGO", "EUR", "NGO"}
FAMILIES = ("SUN RUS UKR GEO KAZ AZE", "YUG SCG SRB MNE KOS BIH HRV", "CSK CZE SVK", "DDR DEU")


def _join_abroad(people: list[Person]) -> list[Person]:
    """Join namesakes under codes that go together: an official of the UN and his country, the state that followed,
    the same office at the same time."""
    called: dict[str, list[Person]] = defaultdict(list)
    for person in people:
        for name in person.all_names():
            if " " in name:
                called[name].append(person)
    gone: set[int] = set()
    for person in people:
        namesakes = {
            id(one): one for name in sorted(person.all_names()) for one in called.get(name, ()) if one is not person and id(one) not in gone
        }
        near = [one for one in namesakes.values() if not (one.wikidata and person.wikidata) and _related(person, one)]
        if id(person) not in gone and len(near) == 1:
            kept, lost = (person, near[0]) if person.curated and not near[0].curated else (near[0], person)
            kept.take(lost)
            gone.add(id(lost))
    return [person for person in people if id(person) not in gone]


def _related(one: Person, other: Person) -> bool:
    left, right = _countries(one), _countries(other)
    if left <= ABROAD or right <= ABROAD:
        return True
    if any(left & set(family.split()) and right & set(family.split()) for family in FAMILIES):
        return True
    return any(a.overlaps(b) and a.start[:4] == b.start[:4] for a in one.offices for b in other.offices)


def _join_alike(people: list[Person]) -> list[Person]:
    """Join persons without an id to one who held the same office of the same country at the same time under a similar name."""
    holders: dict[tuple[str, str], list[tuple[Person, Office]]] = defaultdict(list)
    for person in people:
        for office in person.offices:
            holders[office.code, office.office].append((person, office))
    gone: set[int] = set()
    for person in people:
        if person.wikidata or person.curated:
            continue
        other = next((one for office in person.offices for one in _alike(person, office, holders[office.code, office.office], gone)), None)
        if other is not None:
            other.take(person)
            gone.add(id(person))
    return [person for person in people if id(person) not in gone]


def _alike(person: Person, office: Office, holders: list[tuple[Person, Office]], gone: set[int]) -> list[Person]:
    near = [one for one, held in holders if one is not person and id(one) not in gone and office.overlaps(held)]
    return [one for one in near if similar(person.name, one.name)]


def similar(one: str, other: str) -> bool:
    """Whether two spellings may be one name: `Ibrahim Mehlab` and `Ibrahim Mahlab`, `Hun Sen` and `Samdech Hun Sen`."""
    left, right = names.plain(one).split(), names.plain(other).split()
    if len(left) < 2 or len(right) < 2:
        return False
    if set(left) <= set(right) or set(right) <= set(left):
        return True
    last = SequenceMatcher(None, left[-1], right[-1]).ratio()
    first = SequenceMatcher(None, left[0], right[0]).ratio()
    return last >= 0.75 and (first >= 0.6 or left[0][0] == right[0][0] == "y") and last + first >= 1.5


def _home(person: Person) -> str:
    return Counter(office.code for office in person.offices).most_common(1)[0][0]


def _set_keys(people: list[Person]) -> None:
    taken: Counter[str] = Counter(names.slug(person.name) for person in people)
    used: set[str] = set()
    for person in sorted(people, key=lambda one: (not one.curated, -len(one.offices), one.wikidata)):
        key = names.slug(person.name) or person.wikidata.lower()
        if not names.latin(person.name):
            key = person.wikidata.lower() or key
        if taken[key] > 1 and key in used:
            key = f"{key}-{person.code.lower()}"
        while key in used:
            key = f"{key}-{person.wikidata.lower()}" if person.wikidata and not key.endswith(person.wikidata.lower()) else f"{key}-2"
        used.add(key)
        person.key = key

"""Reads the dictionary of names. Tables of states, people, offices and organisations come in, a `NameIndex` goes out.

A later folder adds to an earlier one and replaces by key. An office that one person holds at a time ends where the next holder begins.
"""

import difflib
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from dragoman.knowledge.load import Entry, read_entries, read_table
from dragoman.knowledge.names import SINGLE, Known, NameIndex, Office
from dragoman.knowledge.shapes_actors import OFFICES, ORGANISATIONS, PEOPLE, State
from dragoman.knowledge.spelling import fold, without_initials

#: how many letters spellings of one name have in common at least
OPENING = 4

#: how alike two spellings of a surname must be, 0 to 1
ALIKE = 0.7


def read_names(*roots: Path, surname_first: Iterable[str] = ()) -> NameIndex:
    """The dictionary from the tables in `actors/` below each knowledge folder; later folders add and replace by key. Raises KnowledgeError.

    `surname_first` are codes of the states whose people write the surname first.
    """
    states: dict[str, Entry[State]] = {}
    people: dict[str, dict[str, str]] = {}
    organisations: dict[str, dict[str, str]] = {}
    offices: list[dict[str, str]] = []
    for root in roots:
        folder = root / "actors"
        if (folder / "states.yaml").exists():
            states |= {entry.name: entry for entry in read_entries(root, folder / "states.yaml", State)}
        people |= {row["key"]: row for row in _rows(folder / "people.tsv", PEOPLE)}
        organisations |= {row["key"]: row for row in _rows(folder / "organisations.tsv", ORGANISATIONS)}
        own = list(_rows(folder / "offices.tsv", OFFICES))
        told = {_term(row) for row in own}
        offices = [row for row in offices if _term(row) not in told] + own
    return compile_names(states.values(), people.values(), offices, organisations.values(), frozenset(surname_first))


def compile_names(
    states: Iterable[Entry[State]],
    people: Iterable[dict[str, str]],
    offices: Iterable[dict[str, str]],
    organisations: Iterable[dict[str, str]],
    surname_first: frozenset[str] = frozenset(),
) -> NameIndex:
    """The dictionary from checked states and rows of the tables."""
    held: dict[str, list[Office]] = {}
    for row in _closed(list(offices)):
        held.setdefault(row["key"], []).append(Office(row["office"], row["title"], row["code"], row["sector"], row["start"], row["end"], row["as_of"]))
    entries: dict[str, Known] = {}
    forms: dict[str, list[str]] = {}
    surnames: dict[str, list[str]] = {}
    for entry in states:
        _add_state(entry, entries, forms)
    for row in organisations:
        known = _organisation(row, tuple(held.get(row["key"], ())))
        entries[known.key] = known
        _add_forms(forms, known.key, [row["name"], *_split(row["aliases"])])
    for row in people:
        person = _person(row, tuple(sorted(held.get(row["key"], ()), key=lambda office: office.start)))
        entries[person.key] = person
        _add_forms(forms, person.key, [form for name in (row["name"], *_split(row["aliases"])) for form in _person_forms(name)])
        for surname in _all_surnames(row["name"], _split(row["aliases"]), person.code in surname_first):
            surnames.setdefault(surname, []).append(person.key)
    return NameIndex.of(entries, {form: tuple(keys) for form, keys in forms.items()}, {name: tuple(keys) for name, keys in surnames.items()})


def _rows(path: Path, columns: tuple[str, ...]) -> Iterator[dict[str, str]]:
    return read_table(path, columns) if path.exists() else iter(())


def _term(row: dict[str, str]) -> tuple[str, str, str, str]:
    """What makes two rows one term of office: a later folder's row replaces the earlier one."""
    return row["key"], row["office"], row["code"], row["start"]


def _closed(rows: list[dict[str, str]]) -> list[dict[str, str]]:
    """Rows of offices that one person holds at a time, an open one ended where somebody else followed after it was last confirmed."""
    starts: dict[tuple[str, str], list[tuple[str, str]]] = {}
    for row in rows:
        if row["office"] in SINGLE and row["start"]:
            starts.setdefault((row["office"], row["code"]), []).append((row["start"], row["key"]))
    found = []
    for row in rows:
        followers = starts.get((row["office"], row["code"]), ()) if row["as_of"] and row["start"] and not row["end"] else ()
        after = [start for start, key in followers if key != row["key"] and start[: len(row["as_of"])] > row["as_of"]]
        found.append({**row, "end": min(after)} if after else row)
    return found


def _split(aliases: str) -> list[str]:
    return [alias.strip() for alias in aliases.split("|") if alias.strip()]


def _add_state(entry: Entry[State], entries: dict[str, Known], forms: dict[str, list[str]]) -> None:
    state = entry.value

    place = "state" if state.kind != "people" else "group"

    def add(suffix: str, name: str, names: Sequence[str], kind: str, sector: str, form: str, wikidata: str = "") -> None:
        if names:
            key = entry.name + suffix
            entries[key] = Known(key, name, kind, state.code, sector, entry.key, form, "n", wikidata, state.start, state.end)
            _add_forms(forms, key, names)

    add("", state.name, [state.name, *state.names], place, state.sector, "name", state.wikidata)
    for name, wikidata in state.earlier.items():
        add(f"/earlier:{name}", name, [name], place, state.sector, "name", wikidata)
    capitals = [state.capital] if isinstance(state.capital, str) else state.capital
    for name, sector in state.seats.items():
        if name in capitals:
            continue
        add(f"/seat:{name}", name, [name], "institution", sector, "seat")
    bodies = state.institutions if not state.parliament or state.parliament in state.institutions else {state.parliament: "LEG", **state.institutions}
    for name, sector in bodies.items():
        add(f"/institution:{name}", name, [name], "institution", sector, "institution")
    for capital in capitals:
        if capital and capital not in (state.name, *state.names):
            add(f"/capital:{capital}", capital, [capital], "state", "GOV", "capital")
    for trap in state.traps:
        forms.setdefault(fold(trap.removeprefix("The ")), [])
    add("/adjective", state.name, state.adjectives, place, state.sector, "adjective")
    add("/people", state.people[0] if state.people else "", state.people, "group", "", "people")


def _organisation(row: dict[str, str], terms: tuple[Office, ...]) -> Known:
    others = tuple(row["other_sectors"].replace("|", " ").split())
    source = f"actors/organisations.tsv#{row['key']}"
    return Known(row["key"], row["name"], row["kind"], row["code"], row["sector"], source, "name", "n", row["wikidata"], row["start"], row["end"], others, terms)


def _person(row: dict[str, str], offices: tuple[Office, ...]) -> Known:
    return Known(row["key"], row["name"], "person", row["code"], "", f"actors/people.tsv#{row['key']}", "name", row["gender"], row["wikidata"], offices=offices)


def _add_forms(forms: dict[str, list[str]], key: str, names: Iterable[str]) -> None:
    for name in names:
        plain = fold(name.removeprefix("The ").removeprefix("the "))
        for form in (plain, plain[:1].upper() + plain[1:]):
            keys = forms.setdefault(form, [])
            if form and key not in keys:
                keys.append(key)
    forms.pop("", None)


def _person_forms(name: str) -> list[str]:
    """The name, and without its middle initials: "George W. Bush", "George Bush"."""
    words = name.split()
    short = without_initials(words)
    return [name] if short == words else [name, " ".join(short)]


def _all_surnames(name: str, aliases: Sequence[str], first: bool) -> list[str]:
    """Surnames of a person by his name, and other spellings of them in names that begin alike: Sisi and Sissi."""
    own = _surnames(name, first)
    alike = [alias for alias in aliases if " " in alias and fold(alias)[:OPENING] == fold(name)[:OPENING]] if own and not first else []
    spelt = (surname for alias in alike for surname in _surnames(alias, first) if difflib.SequenceMatcher(None, own[-1], surname.rpartition("-")[2]).ratio() > ALIKE)
    return list(dict.fromkeys([*own, *spelt]))


def _surnames(name: str, first: bool) -> list[str]:
    """The word or words by which a person is named for short, without accents: "Xi" of Xi Jinping, "al-Assad", "Al-Assad" and "Assad"."""
    words = fold(name).split()
    if len(words) < 2:
        return words
    if "of" in words:
        return []
    surname = words[0] if first else words[-1]
    bare = surname.split("-", 1)[1] if surname[:1].islower() and "-" in surname else ""
    return [surname, surname[0].upper() + surname[1:], bare] if bare else [surname]

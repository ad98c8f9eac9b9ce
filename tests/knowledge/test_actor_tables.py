"""The tables of actors: well formed, each person and body once, offices that begin before they end, names that are no traps."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator

import pytest

from dragoman.knowledge.compiled import DATA, Knowledge
from dragoman.knowledge.load import read_entries, read_table
from dragoman.knowledge.shapes_actors import OFFICES, ORGANISATIONS, PEOPLE, Agent, State

SECTORS = {"GOV", "JUD", "LEG", "MIL", "COP", "OPP", "PTY", "REB", "PRM", "SPY", "UAF", "CVL", "ELI", "BUS", "EDU", "MED"}
SECTORS |= {"LAB", "AGR", "JRN", "REF", "REL", "SOC", "CRM"}
OTHER_CODES = {"IGO", "UNO", "EUR", "NGO", "ISM", "IMG", "MNC", "KOS"}
KINDS = {"igo", "ngo", "party", "armed_group", "company", "media", "institution", "military", "agency"}
PROMINENT = ("head_of_state", "head_of_government", "foreign_minister", "defence_minister", "spokesperson", "rebel_leader", "igo_head")
#: persons of one country with one name who both held such an office, as the reference has them; a report's day decides
NAMESAKES = {
    "george bush",
    "aleksandar dimitrov",
    "andris bērziņš",
    "andris berzins",
    "choe ryong hae",
    "jamal abdullah al sallal",
    "mate granić",
    "mate granic",
}
DATE = re.compile(r"(?:\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?)?")

PEOPLE_ROWS = list(read_table(DATA / "actors" / "people.tsv", (*PEOPLE,)))
OFFICE_ROWS = list(read_table(DATA / "actors" / "offices.tsv", (*OFFICES, "source", "licence")))
ORGANISATION_ROWS = list(read_table(DATA / "actors" / "organisations.tsv", (*ORGANISATIONS, "source", "licence")))
STATES = {entry.name: entry.value for entry in read_entries(DATA, DATA / "actors" / "states.yaml", State)}
AGENTS = read_entries(DATA, DATA / "nouns" / "agents.yaml", Agent)
CODES = {state.code for state in STATES.values()} | OTHER_CODES | {"ATF", "ANT"}


def names_of(row: dict[str, str]) -> list[str]:
    return [row["name"], *filter(None, row["aliases"].split("|"))]


@pytest.mark.parametrize("rows", [PEOPLE_ROWS, ORGANISATION_ROWS], ids=["people", "organisations"])
def test_no_key_twice_and_no_name_empty(rows: list[dict[str, str]]) -> None:
    assert [key for key, count in Counter(row["key"] for row in rows).items() if count > 1] == []
    assert [row["key"] for row in rows if not row["name"].strip()] == []
    assert [row["key"] for row in rows if row["name"] in row["aliases"].split("|")] == []


def test_no_wikidata_id_twice() -> None:
    assert [one for one, count in Counter(row["wikidata"] for row in PEOPLE_ROWS if row["wikidata"]).items() if count > 1] == []
    assert [
        row["key"] for row in [*PEOPLE_ROWS, *ORGANISATION_ROWS] if row["wikidata"] and not re.fullmatch(r"Q\d+", row["wikidata"])
    ] == []


def test_codes_are_of_states_or_plover() -> None:
    for rows in (PEOPLE_ROWS, OFFICE_ROWS, ORGANISATION_ROWS):
        assert sorted({row["code"] for row in rows} - CODES) == []


def test_offices_have_holders_dates_and_sources() -> None:
    keys = {row["key"] for row in [*PEOPLE_ROWS, *ORGANISATION_ROWS]}
    assert [row for row in OFFICE_ROWS if row["key"] not in keys] == []
    assert [row for row in OFFICE_ROWS if not all(DATE.fullmatch(row[column]) for column in ("start", "end", "as_of"))] == []
    assert [row for row in OFFICE_ROWS if ends_before_start(row)] == []
    assert [row for row in OFFICE_ROWS if row["source"] not in "wpbc" or row["licence"] not in "0pof" or not row["as_of"]] == []
    assert {row["sector"] for row in OFFICE_ROWS} <= SECTORS | {"PRE"}


def ends_before_start(row: dict[str, str]) -> bool:
    shared = min(len(row["start"]), len(row["end"]))
    return row["end"][:shared] < row["start"][:shared]


def test_legend_names_every_source() -> None:
    header = (DATA / "actors" / "offices.tsv").read_text(encoding="utf-8").split("\nkey\t")[0]
    assert {row["source"] for row in OFFICE_ROWS} <= set(re.findall(r"\b(\w) = ", header.splitlines()[0]))
    assert {row["licence"] for row in OFFICE_ROWS} <= set(re.findall(r"\b(\w) = ", header.splitlines()[1]))


def test_no_office_is_told_twice() -> None:
    told = Counter((row["key"], row["office"], row["title"], row["code"], row["start"], row["end"]) for row in OFFICE_ROWS)
    assert [one for one, count in told.items() if count > 1] == []


def test_prominent_people_of_a_country_do_not_share_a_name() -> None:
    prominent = {row["key"] for row in OFFICE_ROWS if row["office"] in PROMINENT}
    called: dict[tuple[str, str], set[str]] = defaultdict(set)
    for row in PEOPLE_ROWS:
        if row["key"] in prominent:
            for name in names_of(row):
                called[plain(name), row["code"]].add(row["key"])
    shared = {name: sorted(keys) for (name, _), keys in called.items() if len(keys) > 1 and " " in name}
    assert {name: keys for name, keys in shared.items() if name not in NAMESAKES} == {}


def plain(name: str) -> str:
    return re.sub(r"[\W_]+", " ", name.lower()).strip()


def test_nobody_is_found_by_a_first_name_alone() -> None:
    single = {name for row in PEOPLE_ROWS for name in names_of(row)}
    assert single & {"Francis", "Jean", "Henri", "Philippe", "John", "George", "Maria", "who"} == set()


def test_organisations_have_kind_and_sector() -> None:
    assert {row["kind"] for row in ORGANISATION_ROWS} <= KINDS
    sectors = {sector for row in ORGANISATION_ROWS for sector in (row["sector"], *row["other_sectors"].replace("|", " ").split())}
    assert sectors <= SECTORS | {""}
    assert [row["key"] for row in ORGANISATION_ROWS if row["end"] and ends_before_start(row)] == []


def test_no_organisation_twice_in_a_country() -> None:
    called: dict[tuple[str, str], set[str]] = defaultdict(set)
    for row in ORGANISATION_ROWS:
        called[row["name"].lower(), row["code"]].add(row["key"])
    assert {name: keys for name, keys in called.items() if len(keys) > 1} == {}


@pytest.mark.parametrize("word", ["Alternative", "Unity", "Forward", "New Hope", "Third Way", "Memorial", "Now", "AND", "HOPE", "REAL"])
def test_parties_named_by_common_words_are_left_out(word: str) -> None:
    assert [row["key"] for row in ORGANISATION_ROWS if word in names_of(row)] == []


@pytest.mark.parametrize(
    ("name", "code", "sector"),
    [
        ("Hamas", "PSE", "REB"), ("Daesh", "IMG", "REB"), ("Houthis", "YEM", "REB"), ("PKK", "TUR", "REB"), ("MILF", "PHL", "REB"),
        ("Rapid Support Forces", "SDN", "REB"), ("Wagner Group", "RUS", "PRM"), ("Basij", "IRN", "PRM"), ("FSB", "RUS", "SPY"),
        ("Stasi", "DDR", "SPY"),
        ("NATO", "IGO", "MIL"), ("International Criminal Court", "IGO", "JUD"), ("UNHCR", "UNO", ""), ("European Commission", "EUR", "GOV"),
        ("Human Rights Watch", "NGO", "SOC"), ("Xinhua", "CHN", "JRN"), ("Gazprom", "RUS", "BUS"), ("FBI", "USA", "COP"),
        ("IDF", "ISR", "MIL"),
        ("Sinaloa Cartel", "MEX", "CRM"), ("Catholic Church", "VAT", "REL"), ("Solidarnosc", "POL", "LAB"),
    ],
)  # fmt: skip
def test_bodies_of_the_news_are_there(name: str, code: str, sector: str) -> None:
    assert (code, sector) in {(row["code"], row["sector"]) for row in ORGANISATION_ROWS if name in names_of(row)}


def test_states_are_whole() -> None:
    assert len([state for state in STATES.values() if state.kind == "state"]) >= 195
    assert {"KOS", "PSE", "HKG", "TWN", "SUN", "YUG", "CSK", "DDR", "SCG", "EUR"} <= CODES
    assert [key for key, state in STATES.items() if not re.fullmatch(r"[A-Z]{3}|", state.code)] == []
    assert [
        key
        for key, state in STATES.items()
        for sector in (*state.seats.values(), *state.institutions.values())
        if sector not in {*SECTORS, "PRE", "IGO"}
    ] == []
    assert [key for key, state in STATES.items() if state.start and state.end and state.end < state.start] == []


def test_traps_are_longer_than_what_they_guard() -> None:
    for key, state in STATES.items():
        own = {
            *state.names,
            *state.adjectives,
            *state.people,
            *state.seats,
            *state.institutions,
            *([state.capital] if isinstance(state.capital, str) else state.capital),
        }
        assert [trap for trap in state.traps if trap in own] == [], key


def test_no_body_stands_in_both_files() -> None:
    bodies = {(name, row["code"]) for row in ORGANISATION_ROWS for name in names_of(row)}
    assert [(name, state.code) for state in STATES.values() for name in state.institutions if (name, state.code) in bodies] == []


def test_no_noun_twice_and_every_sector_has_nouns() -> None:
    nouns = Counter(noun for entry in AGENTS for noun in entry.value.nouns)
    assert [noun for noun, count in nouns.items() if count > 1] == []
    assert len(nouns) >= 500
    assert {entry.value.sector for entry in AGENTS} - {""} == SECTORS
    assert [noun for noun in nouns if noun != noun.lower()] == []


def test_offices_of_nouns_are_offices_of_people() -> None:
    assert {entry.value.office for entry in AGENTS} - {""} <= {row["office"] for row in OFFICE_ROWS}


def office_cases() -> Iterator[tuple[str, str, str, str]]:
    """`name | day | office code` where he holds it on that day, `not office code` where he does not."""
    for line in (DATA.parents[3] / "tests" / "knowledge" / "office_cases.txt").read_text(encoding="utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            name, day, held = (part.strip() for part in line.split("|"))
            for one in held.split(";"):
                words = one.split()
                yield name, day, " ".join(words[-2:]), "not" if words[0] == "not" else "holds"


@pytest.mark.parametrize(("name", "day", "office", "expected"), list(office_cases()))
def test_offices_on_a_day(name: str, day: str, office: str, expected: str, knowledge: Knowledge) -> None:
    found = knowledge.names.named(name)
    assert found, f"nobody is called {name}"
    held = {f"{one.office} {one.code}" for key in found for one in knowledge.names[key].offices if one.covers(day)}
    assert (office in held) == (expected == "holds"), held

"""The dictionary of names: what matches where, who held which office when, and what it costs."""

import pickle
from pathlib import Path

import pytest
from tests.timing import stays_below

from dragoman.coding.actors import who
from dragoman.knowledge.compiled import DATA
from dragoman.knowledge.load import KnowledgeError
from dragoman.knowledge.names import Known, NameIndex, Office
from dragoman.knowledge.read_names import read_names
from dragoman.knowledge.spelling import fold

PEOPLE = "key\tname\taliases\tgender\twikidata\tcode\n"
OFFICES = "key\toffice\ttitle\tcode\tsector\tstart\tend\tas_of\n"
STATES = """
KEN: {code: KEN, name: Kenya, names: [Republic of Kenya], adjectives: [Kenyan], people: [Kenyan, Kenyans], capital: Nairobi, seats: {State House: GOV}}
COD: {code: COD, name: Congo, names: [DR Congo, Democratic Republic of Congo], adjectives: [Congolese], traps: [Congo River]}
"""


@pytest.fixture
def own(tmp_path: Path) -> NameIndex:
    folder = tmp_path / "actors"
    folder.mkdir()
    (folder / "states.yaml").write_text(STATES)
    (folder / "people.tsv").write_text(PEOPLE + "ana-roe\tAna J. Roé\tA. Roe\tf\tQ1\tKEN\nxi-wen\tXi Wen\t\t\t\tCHN\n", encoding="utf-8")
    (folder / "offices.tsv").write_text(OFFICES + "ana-roe\thead_of_state\tPresident\tKEN\tGOV\t2010-05-01\t2015-04-30\t2022\nana-roe\tjudge\tJudge\tKEN\tJUD\t2018\t\t2020-06\n")
    return read_names(tmp_path, surname_first=("CHN",))


def keys(names: NameIndex, text: str) -> list[tuple[str, tuple[str, ...]]]:
    return [(text[start:end], found) for start, end, found in names.match(text)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Kenya agreed.", [("Kenya", ("KEN",))]),
        ("Kenyatta agreed.", []),
        ("the Republic of Kenya's plan", [("Republic of Kenya", ("KEN",))]),
        ("Kenyans and a Kenyan plan", [("Kenyans", ("KEN/people",)), ("Kenyan", ("KEN/adjective", "KEN/people"))]),
        ("in Nairobi, at State House", [("Nairobi", ("KEN/capital:Nairobi",)), ("State House", ("KEN/seat:State House",))]),
        ("Ana Roé met Ana J. Roe", [("Ana Roé", ("ana-roe",)), ("Ana J. Roe", ("ana-roe",))]),
        ("Ana\nRoe", [("Ana\nRoe", ("ana-roe",))]),
        ("the Democratic Republic of Congo", [("Democratic Republic of Congo", ("COD",))]),
        ("on the Congo River", [("Congo River", ())]),
        ("kenya", []),
    ],
)
def test_match(own: NameIndex, text: str, found: list[tuple[str, tuple[str, ...]]]) -> None:
    assert keys(own, text) == found


def test_match_in_capitals(own: NameIndex) -> None:
    assert own.match("KENYA AND DR CONGO", capitals=True) == [(0, 5, ("KEN",)), (10, 18, ("COD",))]


def test_surnames(own: NameIndex) -> None:
    assert own.named("Roe") == ("ana-roe",)
    assert own.named("Xi") == ("xi-wen",)
    assert own.named("Wen") == ()


@pytest.mark.parametrize(
    ("on", "sector", "because"),
    [
        ("2012-01-01", "GOV", "President on 2012-01-01"),
        ("2010-05-01", "GOV", "President on 2010-05-01"),
        ("2015-04-30", "GOV", "President on 2015-04-30"),
        ("2015-05-01", None, ""),
        ("2010-04-30", None, ""),
        ("2019-01-01", "JUD", "Judge on 2019-01-01"),
        ("2020-06-30", "JUD", "Judge on 2020-06-30"),
        ("2021-01-01", "JUD", "Judge: in office when last confirmed, 2020-06"),
        (None, "GOV", "no date of publication: taken as in office"),
    ],
)
def test_office_on_a_date(own: NameIndex, on: str | None, sector: str | None, because: str) -> None:
    (holding,) = who(own, "Ana Roe", on)
    assert (holding.office.sector if holding.office else None, holding.because) == (sector, because)


def test_an_open_office_ends_where_another_followed(tmp_path: Path) -> None:
    (tmp_path / "actors").mkdir()
    (tmp_path / "actors" / "people.tsv").write_text(PEOPLE + "al-po\tAl Po\t\t\t\tUGA\nbo-lee\tBo Lee\t\t\t\tUGA\n")
    rows = "al-po\tforeign_minister\tForeign Minister\tUGA\tGOV\t2010-01-01\t\t2015-06\nbo-lee\tforeign_minister\tForeign Minister\tUGA\tGOV\t2017-03-01\t\t2022\n"
    (tmp_path / "actors" / "offices.tsv").write_text(OFFICES + rows)
    names = read_names(tmp_path)
    assert [who(names, "Al Po", on)[0].office is not None for on in ("2016-01-01", "2017-03-02")] == [True, False]
    assert who(names, "Bo Lee", "2023-01-01")[0].office is not None


def test_a_later_folder_adds_and_replaces(own: NameIndex, tmp_path: Path) -> None:
    more = tmp_path / "mine" / "actors"
    more.mkdir(parents=True)
    (more / "people.tsv").write_text(PEOPLE + "ana-roe\tAnna Rowe\t\tf\t\tUGA\nbo-lee\tBo Lee\t\t\t\tUGA\n")
    names = read_names(tmp_path, tmp_path / "mine")
    assert (names["ana-roe"].name, names["bo-lee"].code) == ("Anna Rowe", "UGA")
    assert not keys(names, "Ana Roe")


def test_a_missing_column_is_named(tmp_path: Path) -> None:
    (tmp_path / "actors").mkdir()
    (tmp_path / "actors" / "people.tsv").write_text("key\tname\n")
    with pytest.raises(KnowledgeError, match="column aliases is missing"):
        read_names(tmp_path)


def test_a_wrong_field_is_named(tmp_path: Path) -> None:
    (tmp_path / "actors").mkdir()
    (tmp_path / "actors" / "states.yaml").write_text("KEN: {code: KEN, name: Kenya, capitol: Nairobi}")
    with pytest.raises(KnowledgeError, match="nearest is `capital`"):
        read_names(tmp_path)


def test_folding_keeps_offsets() -> None:
    text = "Élysée, Côte d’Ivoire, Łódź, ß and İ"
    assert len(fold(text)) == len(text)
    assert fold("Élysée d’Ivoire") == "Elysee d'Ivoire"


def test_stored_and_read_again(own: NameIndex) -> None:
    again = pickle.loads(pickle.dumps(own))
    assert keys(again, "Kenya") == keys(own, "Kenya")


def test_two_hundred_thousand_names_build_in_seconds() -> None:
    office = Office("mayor", "Mayor", "KEN", "GOV", "2001-01-01", "", "2022")
    syllables = ("ba", "lo", "ki", "ru", "se", "mon", "tal", "ver", "dun", "wex")
    names = [f"{a}{b}{c} {d}{e}{f}".title() for a in syllables for b in syllables for c in syllables for d in syllables for e in syllables for f in syllables[:2]]
    entries = {name: Known(name, name, "person", "KEN", "", "x", offices=(office,)) for name in names}
    keyed = {name: (name,) for name in names}
    text = "Balokibarulo, Baloki Rusemon and Lobaki Balolo met."
    assert len(names) == 200_000
    assert stays_below(6, lambda: NameIndex.of(entries, keyed, {}).match(text))
    assert NameIndex.of(entries, keyed, {}).match(text)


def test_own_tables_have_no_form_without_entry() -> None:
    names = read_names(DATA)
    assert {key for keys in names.forms.values() for key in keys} <= set(names.entries)

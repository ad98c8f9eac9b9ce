"""A user's own folder adds a person, closes an office and adds an organisation, in a line each; and office facts drawn at random stay right."""

import csv
from pathlib import Path

from dragoman.coding.entries import who
from dragoman.knowledge.compiled import DATA, Knowledge
from dragoman.knowledge.names import NameIndex
from dragoman.knowledge.read_names import read_names

FACTS = Path(__file__).parent / "office_facts.tsv"
PEOPLE = "key\tname\taliases\tgender\twikidata\tcode\nmira-solberg-oyen\tMira Solberg-Oyen\tMira Oyen\tf\t\tNOR\n"
OFFICES = "key\toffice\ttitle\tcode\tsector\tstart\tend\tas_of\n"
NEW = "mira-solberg-oyen\tforeign_minister\tForeign Minister\tNOR\tGOV\t2031-02-01\t\t2031-06-01\n"
BODIES = "key\tname\taliases\tkind\tcode\tsector\tother_sectors\tstart\tend\twikidata\nfjord-front\tFjord Liberation Front\tFLF\tarmed_group\tNOR\tREB\t\t2030\t\t\n"


def own(folder: Path, **tables: str) -> NameIndex:
    (folder / "actors").mkdir()
    for name, text in tables.items():
        (folder / "actors" / f"{name}.tsv").write_text(text, encoding="utf-8")
    return read_names(DATA, folder)


def test_a_line_each_adds_a_person_with_an_office_and_an_organisation(tmp_path: Path) -> None:
    names = own(tmp_path, people=PEOPLE, offices=OFFICES + NEW, organisations=BODIES)
    held = who(names, "Mira Oyen", "2031-05-01")[0]
    assert held.office is not None
    assert (held.office.title, held.office.code) == ("Foreign Minister", "NOR")
    assert who(names, "Mira Oyen", "2031-01-01")[0].office is None
    assert [(h.entry.kind, h.entry.sector) for h in who(names, "FLF")] == [("armed_group", "REB")]


def test_a_line_closes_an_office(tmp_path: Path, knowledge: Knowledge) -> None:
    office = who(knowledge.names, "Vladimir Putin", "2027-01-01")[0].office
    assert office is not None
    assert not office.end
    line = f"vladimir-putin\t{office.office}\t{office.title}\tRUS\tGOV\t{office.start}\t2026-06-30\t2026-07-01\n"
    names = own(tmp_path, offices=OFFICES + line)
    assert all(h.office is None or h.office.office != office.office for h in who(names, "Vladimir Putin", "2027-01-01"))
    assert who(names, "Vladimir Putin", "2026-06-01")[0].office is not None


def test_facts_drawn_at_random_resolve_inside_and_outside_the_term(knowledge: Knowledge) -> None:
    with FACTS.open(encoding="utf-8", newline="") as lines:
        facts = list(csv.DictReader(lines, delimiter="\t"))
    assert len(facts) == 300
    assert sum(holds(knowledge.names, fact, fact["inside"]) for fact in facts) >= 297
    assert sum(not holds(knowledge.names, fact, fact["outside"]) for fact in facts) >= 297


def holds(names: NameIndex, fact: dict[str, str], on: str) -> bool:
    offices = [office for one in who(names, fact["person"], on) for office in one.entry.offices if office.covers(on)]
    abroad = fact["code"] == "IGO"
    return any((o.title == fact["title"] or o.office == fact["office"]) and (abroad or o.code == fact["code"]) for o in offices)

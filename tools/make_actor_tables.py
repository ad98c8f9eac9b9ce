"""Make the tables of people, offices and organisations. A folder of reference tables and our own rows come in; three TSV files go out.

Usage: python tools/make_actor_tables.py REFERENCE_FOLDER   (writes src/dragoman/knowledge/data/actors/*.tsv)
"""

import sys
from pathlib import Path

from actor_tables.governing import read_governing
from actor_tables.offices import Office, compact
from actor_tables.organisations import merge_organisations, read_organisations, write_organisations
from actor_tables.people import Person, merge, read_curated, read_reference
from actor_tables.territories import drop_shared_heads

HERE = Path(__file__).parent
DATA = HERE.parent / "src" / "dragoman" / "knowledge" / "data" / "actors"
LEGEND = """\
# source: w = Wikidata (CC0), p = CIA World Factbook (US Government, public domain), b = both, c = own knowledge, checked by hand
# licence: 0 = CC0, p = public domain, o = CC0 and public domain, f = facts, offered CC0
# as_of: the last day on which the source confirmed the row; an open row says nothing after it
"""


def main(arguments: list[str]) -> None:
    """Write the tables; tell how many rows each has."""
    reference = Path(arguments[0])
    people = read_reference(reference / "office_holders.csv")
    drop_shared_heads(people)
    joined = merge([person for person in people if person.offices], read_curated(HERE / "actor_tables" / "curated_people.tsv"))
    write_people(joined, DATA / "people.tsv")
    organisations = merge_organisations(
        read_organisations(HERE / "actor_tables" / "curated_organisations.tsv"), reference / "organisations.csv"
    )
    write_organisations(organisations, DATA / "organisations.tsv")
    terms = read_governing(HERE / "actor_tables" / "curated_governing.tsv", organisations)
    offices = write_offices(joined, terms, DATA / "offices.tsv")
    print(f"{len(joined)} people, {offices} offices, {len(organisations)} organisations")


def write_people(people: list[Person], path: Path) -> None:
    """`people.tsv`."""
    with path.open("w", encoding="utf-8") as out:
        out.write("# Persons of politics. Facts; sources and licences stand with their offices in offices.tsv.\n")
        out.write("key\tname\taliases\tgender\twikidata\tcode\n")
        for one in people:
            out.write("\t".join((one.key, one.name, "|".join(one.aliases), one.gender, one.wikidata, one.code)) + "\n")


def write_offices(people: list[Person], terms: list[tuple[str, Office]], path: Path) -> int:
    """`offices.tsv`: the offices of persons, then the terms of parties in government; gives the number of rows."""
    count = len(terms)
    with path.open("w", encoding="utf-8") as out:
        out.write(LEGEND)
        out.write("key\toffice\ttitle\tcode\tsector\tstart\tend\tas_of\tsource\tlicence\n")
        for person in people:
            for one in compact(person.offices):
                out.write(_line(person.key, one))
                count += 1
        out.writelines(_line(key, term) for key, term in terms)
    return count


def _line(key: str, one: Office) -> str:
    return "\t".join((key, one.office, one.title, one.code, one.sector, one.start, one.end, one.as_of, one.source, one.licence)) + "\n"


if __name__ == "__main__":
    main(sys.argv[1:])

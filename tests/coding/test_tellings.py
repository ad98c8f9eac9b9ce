"""Events told again have the parties of their first telling; acts of one happening are one, on frozen parses."""

import pytest

from dragoman.coder import Coder
from dragoman.evaluate.rows import row_of
from dragoman.knowledge.compiled import Knowledge
from tests.coding.test_frames_engine import Frozen

#: text, its rows (actors, category, recipients, `again` if it is linked to an earlier one)
CASES = [
    ("Chad invaded Sudan. The invasion raised prices.", ["TCD ASSAULT SDN", "TCD ASSAULT SDN again"]),
    ("Chad invaded Sudan. Talk of an invasion raised prices.", ["TCD ASSAULT SDN"]),
    ("Chad invaded Sudan. Chad's invasion raised prices.", ["TCD ASSAULT SDN", "TCD ASSAULT SDN again"]),
    ("Chad invaded Sudan. Oman condemned the attack.", ["TCD ASSAULT SDN", "OMN ACCUSE TCD", "TCD ASSAULT SDN again"]),
    ("Chad invaded Sudan. The attack on a bridge went on.", ["TCD ASSAULT SDN"]),
    ("Macron met Modi. The talks lasted three hours.", ["FRA CONSULT IND", "FRA CONSULT IND again"]),
    ("The talks lasted three hours.", []),
    ("Macron met Modi. The meeting lasted three hours.", ["FRA CONSULT IND", "FRA CONSULT IND again"]),
    ("Macron and Modi held talks. The meeting lasted three hours.", ["FRA,IND CONSULT -", "FRA,IND CONSULT - again"]),
    ("Macron visited Delhi. The meeting lasted three hours.", ["FRA CONSULT IND"]),
    ("Macron met Modi. Thursday's long meeting in Delhi lasted three hours.", ["FRA CONSULT IND", "FRA CONSULT IND again"]),
    ("Macron met Modi. The second meeting lasted three hours.", ["FRA CONSULT IND"]),
    ("Macron and Modi held talks. After the meeting Chad and Sudan signed a truce.", ["FRA,IND CONSULT -", "FRA,IND CONSULT - again", "TCD,SDN RETREAT -"]),
    ("Chad and Sudan will resume talks. Norway is a guarantor of the talks. Oman called the negotiations a farce.",
     ["TCD,SDN AGREE -", "NOR CONSULT -", "TCD,SDN CONSULT -", "OMN ACCUSE TCD,SDN", "TCD,SDN CONSULT - again"]),
    ("Iran launched a rocket. Macron condemned Friday's launch.", ["IRN MOBILIZE -", "FRA ACCUSE IRN"]),
    ("Iran launched a rocket. Macron condemned a launch.", ["IRN MOBILIZE -", "FRA ACCUSE -"]),
    ("Ethiopia accused Eritrea of lying. It demanded an explanation.", ["ETH ACCUSE ERI", "ETH REQUEST ERI"]),
    ("Ethiopia accused Eritrea of lying. It demanded a vote.", ["ETH ACCUSE ERI", "ETH REQUEST -"]),
    ("Chad did not invade Sudan. The invasion was put off.", ["TCD ASSAULT SDN"]),
    ("Chadian rebels stormed a Malian base, killing ten Malian soldiers.", ["TCD ASSAULT MLI"]),
    ("Chadian rebels ambushed a Malian patrol, killing a Sudanese envoy and wounding two Malian soldiers.", ["TCD ASSAULT MLI,SDN,MLI"]),
    ("Chadian rebels kidnapped two Malian envoys and killed a Sudanese soldier.", ["TCD ASSAULT MLI", "TCD ASSAULT SDN"]),
]


@pytest.mark.parametrize(("text", "rows"), CASES)
def test_tellings(knowledge: Knowledge, text: str, rows: list[str]) -> None:
    events = Coder(knowledge, Frozen()).code(text, published="2023-04-06").events  # type: ignore[arg-type]
    sides = [[",".join(p.code or "?" for p in side) or "-" for side in (e.actor, e.recipient)] for e in events]
    found = [f"{a} {e.event[0]} {r}{' again' if e.same_as else ''}" for e, (a, r) in zip(events, sides, strict=True)]
    assert found == rows, [row_of(e) for e in events]

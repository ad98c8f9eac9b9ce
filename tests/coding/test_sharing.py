"""What an act shares with the clause around it: who consulted, whose sanctions were eased."""

import pytest

from dragoman.coder import Coder

CASES = {
    "Following a short meeting, the Security Council issued a statement.": "UNO CONSULT -",
    "After talks, Chad and Sudan closed the border.": "SDN+TCD CONSULT -",
    "Chad and Sudan signed a truce after two days of talks.": "SDN+TCD CONSULT -",
    "The Chadian president told his Sudanese counterpart in a phone call that the border would open.": "TCD CONSULT SDN",
    "Despite pressure from some senators, the Polish president kept the law.": "POL REQUEST POL",
    "The law was vetoed by the Polish president under pressure from the European Union.": "EUR REQUEST POL",
    "Ahead of a summit with the Japanese leader, the Philippine president voiced hope.": "PHL CONSULT JPN",
    "Peru said it would end the state of emergency against Bolivia and ease trade sanctions.": "PER CONCEDE BOL",
}
NOT = {
    "After talks, the Chadian minister left.": "CONSULT",
    "After talks, Chadian officials left.": "CONSULT",
    "The Chadian president told French reporters after the talks that the border would open.": "CONSULT",
    "At a summit, the Chadian president urged Sudan to open the border.": "CONSULT",
}


def rows(sentence: str, coder: Coder) -> list[str]:
    """Countries of the actors, category, countries of the recipients."""
    events = coder.code(sentence, published="2023-04-06").events
    sides = [["+".join(sorted({party.code or "?" for party in side})) or "-" for side in (event.actor, event.recipient)] for event in events]
    return [f"{actor} {event.event[0]} {recipient}" for event, (actor, recipient) in zip(events, sides, strict=True)]


@pytest.mark.parametrize("sentence", CASES)
def test_a_side_is_told_around_the_act(sentence: str, coder: Coder) -> None:
    assert CASES[sentence] in rows(sentence, coder)


@pytest.mark.parametrize("sentence", NOT)
def test_one_side_alone_consults_nobody(sentence: str, coder: Coder) -> None:
    assert not any(NOT[sentence] in row for row in rows(sentence, coder))

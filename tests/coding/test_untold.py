"""What the text does not tell as a happening gives no event; what is like it and happened does."""

import pytest


def rows(coder, text: str) -> list[str]:
    return [event.event[0] for event in coder.code(text, published="2023-04-06").events]


@pytest.mark.parametrize(
    ("text", "category"),
    [
        ("Governments often threaten journalists.", "Some governments threatened journalists in Kenya."),
        ("The novel tells how rebels kill a president in Mali.", "The army tells how rebels killed a president in Mali."),
        ("The law lets Kenyan police arrest protesters.", "The law was passed after Kenyan police arrested protesters."),
        ("The Brazilian team attacked Argentina in the second half of the match.", "The Brazilian army attacked Argentina in the second half of the year."),
    ],
)
def test_what_is_told_of_no_happening_is_no_event(coder, text: str, category: str) -> None:
    assert rows(coder, text) == []
    assert rows(coder, category) != []


def test_raids_in_which_people_are_taken_are_no_second_event(coder) -> None:
    assert rows(coder, "Israel detained forty Palestinians in raids in the West Bank.") == ["COERCE"]
    assert "ASSAULT" in rows(coder, "Israel killed forty Palestinians in raids in the West Bank.")


def test_an_attack_and_what_came_of_it_are_one_event(coder) -> None:
    assert rows(coder, "Rebels attacked an army base in Mali and killed five soldiers.") == ["ASSAULT"]
    assert rows(coder, "Rebels attacked an army base in Mali and killed five Ghanaian diplomats.") == ["ASSAULT", "ASSAULT"]


def test_who_denounces_a_move_denounces_who_made_it(coder) -> None:
    events = coder.code("Turkey recalled its ambassador from Greece, a move that Syria denounced.", published="2023-04-06").events
    assert [(e.actor[0].code, e.recipient[0].code) for e in events if e.event[0] == "ACCUSE"] == [("SYR", "TUR")]


def test_the_agent_of_a_passive_may_stand_after_its_gerund(coder) -> None:
    events = coder.code("The former minister was accused of stealing millions by officials of the Haitian government.", published="2023-04-06").events
    assert [(e.event[0], e.actor[0].code) for e in events] == [("ACCUSE", "HTI")]

"""What the words date more than a year back is historical, and so is what is told on from there."""

import pytest


@pytest.mark.parametrize(
    ("text", "historical"),
    [
        ("Egypt attacked Libya in 1977. Libya expelled the Egyptian ambassador.", [True, True]),
        ("Egypt attacked Libya on Monday. Libya expelled the Egyptian ambassador.", [False, False]),
        ("Egypt attacked Libya in 1977. Libya has expelled the Egyptian ambassador.", [True, False]),
        ("Egypt attacked Libya in 1977. Libya expelled the Egyptian ambassador on Tuesday.", [True, False]),
    ],
)
def test_what_is_told_on_from_long_ago_is_long_ago(coder, text: str, historical: list[bool]) -> None:
    events = coder.code(text, published="2023-04-06").events
    assert [event.status.historical for event in events if event.event[0] in ("ASSAULT", "SANCTION")] == historical


def test_without_a_date_of_publication_nothing_is_long_ago(coder) -> None:
    events = coder.code("Egypt attacked Libya in 1977. Libya expelled the Egyptian ambassador.").events
    assert events
    assert not any(event.status.historical for event in events)


def test_what_began_long_ago_may_go_on(coder) -> None:
    events = coder.code("Rebels have attacked villages in Mali since 2012.", published="2023-04-06").events
    assert events
    assert not any(event.status.historical for event in events)

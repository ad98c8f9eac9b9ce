"""What is told only to whom or only by whom, in articles on the fight of two countries."""

import pytest

from dragoman import Coder
from tests.coding.sides import sides

CASES = (
    ("Armenia shelled two Azerbaijani villages on Monday. Three Azerbaijani soldiers were killed.", "ASSAULT", "ARM", "AZE"),
    ("Iran attacked Iraqi positions at dawn. Iran kept up its attacks at night.", "ASSAULT", "IRN", "IRQ"),
)
OPEN = (
    "Armenia shelled two Azerbaijani villages. Iran bombed a Turkish base. Three Azerbaijani soldiers were killed.",
    "Armenia could attack Azerbaijan. Three Azerbaijani soldiers were killed.",
    "Armenia shelled two Azerbaijani villages. Three Azerbaijani soldiers were killed in Mali.",
)


@pytest.mark.parametrize(("text", "category", "actor", "recipient"), CASES)
def test_adversary_of_the_text(coder: Coder, text: str, category: str, actor: str, recipient: str) -> None:
    assert all(pair == [actor, recipient] for pair in sides(coder, text, category))
    assert len(sides(coder, text, category)) > 1


@pytest.mark.parametrize("text", OPEN)
def test_more_countries_or_no_deed_tell_nothing(coder: Coder, text: str) -> None:
    assert ["", "AZE"] in sides(coder, text, "ASSAULT")

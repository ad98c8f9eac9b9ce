"""The side that no phrase tells: found where the sentence leaves little doubt, left open elsewhere."""

import pytest

from dragoman import Coder
from tests.coding.sides import sides

CASES = (
    ("Russia denied that the annexation of Crimea broke the law.", "COERCE", "RUS", "UKR"),
    ("Norway warned of war if Russia grew bolder.", "THREATEN", "NOR", "RUS"),
    ("Kenya reacted with anger to the Ugandan decision.", "ACCUSE", "KEN", "UGA"),
    ("The Serbian government ruled out a referendum.", "REJECT", "SRB", "SRB"),
    ("Argentine teachers stopped work on Thursday.", "PROTEST", "ARG", "ARG"),
    ("The Cuban dissident spent nine years in prison.", "COERCE", "CUB", "CUB"),
    ("Brazil condemned the killing of two Peruvian clerks.", "ACCUSE", "BRA", ""),
    ("The Lebanese prime minister will resign.", "CONCEDE", "LBN", ""),
    ("Peru and Chile will resume talks in Oslo.", "AGREE", "PER;CHL", ""),
    ("Peru will resume talks with Chile in Oslo.", "AGREE", "PER", "CHL"),
    ("Ecuador's president declared a state of emergency.", "COERCE", "ECU", "ECU"),
    ("Mali praised Chad, according to a German charity.", "SUPPORT", "MLI", "TCD"),
    ("Mali demanded reforms, according to a German charity.", "REQUEST", "MLI", ""),
    ("Chad demanded new elections while Niger and Mali kept silent.", "REQUEST", "TCD", ""),
)


@pytest.mark.parametrize(("sentence", "category", "actor", "recipient"), CASES)
def test_sides(coder: Coder, sentence: str, category: str, actor: str, recipient: str) -> None:
    assert [actor, recipient] in sides(coder, sentence, category)


def test_who_is_not_told_is_called_by_a_name_of_the_text(coder: Coder) -> None:
    text = "Peru has a new government. Two Peruvian senators were arrested in July."
    arrest = next(event for event in coder.code(text, published="2023-04-06").events if event.event == ("COERCE",))
    assert [party.entity_text for party in arrest.actor] == ["Peruvian"]


@pytest.mark.parametrize(("text", "sectors"), [
    ("Kenya's president defied the ruling and deployed troops to the border.", [None]),
    ("Kenya's president defied the ruling and the army.", ["MIL"]),
])
def test_what_is_done_besides_has_its_own_object(coder: Coder, text: str, sectors: list[str | None]) -> None:
    defied = next(event for event in coder.code(text, published="2023-04-06").events if event.event == ("REJECT",))
    assert [party.sector for party in defied.recipient if party.sector] == [sector for sector in sectors if sector]

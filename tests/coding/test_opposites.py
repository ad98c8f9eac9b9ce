"""The side that no phrase tells: found where the sentence leaves little doubt, left open elsewhere."""

import pytest

from dragoman import Coder

CASES = (
    ("Russia denied that the annexation of Crimea broke the law.", "COERCE", "RUS", "UKR"),
    ("Norway warned of war if Russia grew bolder.", "THREATEN", "NOR", "RUS"),
    ("Kenya reacted with anger to the Ugandan decision.", "ACCUSE", "KEN", "UGA"),
    ("The Serbian government ruled out a referendum.", "REJECT", "SRB", "SRB"),
    ("Argentine teachers stopped work on Thursday.", "PROTEST", "ARG", "ARG"),
    ("The Cuban dissident spent nine years in prison.", "COERCE", "CUB", "CUB"),
    ("Brazil condemned the killing of two Peruvian clerks.", "ACCUSE", "BRA", ""),
    ("The Lebanese prime minister will resign.", "CONCEDE", "LBN", ""),
    ("Chad demanded new elections while Niger and Mali kept silent.", "REQUEST", "TCD", ""),
)


@pytest.mark.parametrize(("sentence", "category", "actor", "recipient"), CASES)
def test_sides(coder: Coder, sentence: str, category: str, actor: str, recipient: str) -> None:
    events = [event for event in coder.code(sentence, published="2023-04-06").events if event.event == (category,)]
    assert events
    sides = [[";".join(party.code or "" for party in side) for side in (event.actor, event.recipient)] for event in events]
    assert [actor, recipient] in sides

"""Places that events take over from their scene: short texts, the words of an event, and the name of its place, or None."""

import pytest

from dragoman.coder import Coder
from dragoman.coding.carried import carry

CASES = [
    ("Gunmen killed six people in Goma on Sunday. The gunmen wounded ten others.", "wounded", "Goma"),
    ("Six people were killed in Goma on Sunday. Rebels also wounded two soldiers.", "wounded", "Goma"),
    ("KINSHASA, Congo (Agency) - The talks on peace in Congo failed. Congolese rebels killed six Congolese soldiers.", "killed", "Congo"),
]

NOWHERE = [
    ("Gunmen killed six people in Goma on Sunday. In Mali, rebels may attack the army on Friday.", "attack", "Goma"),
    ("Gunmen killed six people in Goma. The talks failed. The price of tin rose. Rebels killed two soldiers.", "killed", "Goma"),
    ("Kenyan troops killed six Ethiopian soldiers. Kenya denied it.", "killed", "Kenya"),
]


def places(coder: Coder, text: str, word: str) -> list[str | None]:
    report = coder.code(text, published="2023-04-06")
    return [event.event_loc.extracted_place if event.event_loc else None for event in report.events if word in " ".join(event.event_text)]


@pytest.mark.parametrize(("text", "word", "name"), CASES, ids=[text[:50] for text, *_ in CASES])
def test_the_scene_goes_on(coder: Coder, text: str, word: str, name: str) -> None:
    assert places(coder, text, word)[-1] == name


@pytest.mark.parametrize(("text", "word", "name"), NOWHERE, ids=[text[:50] for text, *_ in NOWHERE])
def test_another_scene_has_its_own_place(coder: Coder, text: str, word: str, name: str) -> None:
    found = places(coder, text, word)
    assert found
    assert found[-1] != name


def test_what_has_a_place_keeps_it(coder: Coder) -> None:
    report = coder.code("Gunmen killed six people in Goma. Rebels killed two soldiers in Mali.", published="2023-04-06")
    assert carry(report.events, report.places) == report.events

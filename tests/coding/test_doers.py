"""Who did it by what the sentence tells: those who protest, police who tell of arrests, those involved or on trial."""

import pytest

from dragoman import Coder
from tests.coding.sides import sides

CASES = (
    ("Protests in Iran have gone on for a month.", "PROTEST", "IRN", "IRN"),
    ("Two rebels of the Shining Path were involved in the murder of six priests in Peru.", "ASSAULT", "PER", "PER"),
    ("Georgian officers are on trial for the killing of two lawmakers.", "ASSAULT", "GEO", "GEO"),
    ("Kenyan police said forty people had been arrested during a march.", "COERCE", "KEN", "KEN"),
    ("Georgia says it has proof that Armenia was behind the bombing of a Georgian barracks.", "ASSAULT", "ARM", "GEO"),
    ("Peruvian prosecutors charged two Chilean officers with the murder of a student.", "ASSAULT", "CHL", "PER"),
    ("Peruvian police arrested two Chilean men over the assassination of a Peruvian judge.", "ASSAULT", "CHL", "PER"),
    ("After some demonstrations in Lome turned violent, soldiers were called in.", "PROTEST", "TGO", "TGO"),
)


@pytest.mark.parametrize(("sentence", "category", "actor", "recipient"), CASES)
def test_who_did_it(coder: Coder, sentence: str, category: str, actor: str, recipient: str) -> None:
    assert [actor, recipient] in sides(coder, sentence, category)


def test_a_deed_that_hits_nobody_told_is_only_blamed(coder: Coder) -> None:
    report = coder.code("Georgia says it has proof that Armenia was behind the bombings.", published="2023-04-06")
    assert not [event for event in report.events if event.event == ("ASSAULT",)]

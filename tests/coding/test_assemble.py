"""Which events of an article tell the same happening, on frozen parses."""

import pytest

from dragoman.coder import Coder
from dragoman.knowledge.compiled import Knowledge
from tests.coding.test_frames_engine import Frozen

#: text of two tellings, whether they are linked
CASES = [
    ("Kenya accuses Chad of spying. The Kenyan government accused Chad of spying.", True),
    ("Kenya accuses Chad of spying. Kenya accused Mali of spying.", False),
    ("Macron condemned Iran on Monday. France condemned Iran.", True),
    ("Macron condemned Iran last year. France condemned Iran.", False),
    ("Macron condemned Iran. France condemned Iran.", True),
    ("Macron condemned Iran. Le Drian condemned Iran.", False),
]


@pytest.mark.parametrize(("text", "linked"), CASES)
def test_same_happening(knowledge: Knowledge, text: str, linked: bool) -> None:
    events = Coder(knowledge, Frozen()).code(text, published="2023-04-06").events  # type: ignore[arg-type]
    assert len(events) == 2
    first, second = events
    assert (first.same_as, second.same_as) == ((), (first.id,) if linked else ())

"""To whom an act answers that tells no recipient: who did what its noun takes up, or who hit those that answer."""

import pytest

from dragoman import Coder
from tests.coding.sides import sides

CASES = (
    ("Serbia demanded an apology. Croatia rejected the demand.", "REJECT", "HRV", "SRB"),
    ("Serbia demanded an apology. Croatia rejected the budget.", "REJECT", "HRV", ""),
    ("China sentenced a Canadian to death. Ottawa protested.", "ACCUSE", "CAN", "CHN"),
    ("China sentenced a Peruvian to death. Ottawa protested.", "ACCUSE", "CAN", ""),
    ("Egypt jailed six journalists on Sunday. The EU condemned the sentences.", "ACCUSE", "EUR", "EGY"),
    ("Ethiopia accused Eritrea of theft. Its foreign minister threatened retaliation.", "THREATEN", "ETH", "ERI"),
    ("Ethiopia accused Eritrea of theft. Asmara threatened retaliation.", "THREATEN", "ERI", "ETH"),
)


@pytest.mark.parametrize(("text", "category", "actor", "recipient"), CASES)
def test_to_whom_it_answers(coder: Coder, text: str, category: str, actor: str, recipient: str) -> None:
    assert [actor, recipient] in sides(coder, text, category)

"""Whose soldiers, police and presidents they are: of a pronoun, of "whose", of the place; and what is nobody."""

import pytest

from dragoman import Coder

CASES = (
    ("Amnesty International sued Kenya, accusing its police of killing twelve men.", "police", "KEN"),
    ("Amnesty International sued Kenya, accusing its own director of theft.", "director", "NGO"),
    ("Chad put troops on the border with Niger, whose president asked for help.", "president", "NER"),
    ("Mali, whose troops hold the north of Chad, warned Niger.", "troops", "MLI"),
    ("The king is in France. The Egyptian head of state has jailed a poet.", "head", "EGY"),
    ("Farmers blocked roads around Brussels to protest against Brazil.", "Farmers", "BEL"),
    ("Officials in Brussels rejected the plan.", "Officials", "EUR"),
    ("Peru and Chile agreed to hold joint patrols.", "patrols", None),
)


@pytest.mark.parametrize(("text", "word", "code"), CASES)
def test_whose_it_is(coder: Coder, text: str, word: str, code: str | None) -> None:
    cast = coder.code(text, published="2023-04-06").cast
    heads = [mention.head for mention in cast.mentions if mention.text.endswith(word) or (word in mention.text.split() and word == "head")]
    codes = {actor.id: actor.code for actor in cast.actors}
    assert [codes[a] for head in heads for a in cast.at.get(head, ())] == ([code] if code else [])

"""Headlines whose words all bear capitals are read as sentences; nothing else is changed, and never the number of characters."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.coder import Coder
from dragoman.language.letters import as_sentence
from dragoman.language.parse import Parser


@pytest.mark.parametrize(
    ("headline", "sentence"),
    [
        ("Kenya Rejects Call for Truce as Shelling Continues", "Kenya rejects call for truce as shelling continues"),
        ("Police Arrest Dozens at Protest in Hong Kong", "Police arrest dozens at protest in Hong Kong"),
        ("Merkel and Macron Stopped Talking Before Summit", "Merkel and Macron stopped talking before summit"),
        ("PARLIAMENT IN NAIROBI VOTES ON TRUCE", "Parliament in Nairobi votes on truce"),
        ("GUNMEN SHOT LUIS QUISPE NEAR HUANTA", "Gunmen shot Luis Quispe near Huanta"),
        ("Kenya's president rejects the call of Uganda", "Kenya's president rejects the call of Uganda"),
        ("Ruto Met Rep. Alice Brown.", "Ruto Met Rep. Alice Brown."),
        ("The African Union, the United Nations and the Arab League met in Addis Ababa.", "The African Union, the United Nations and the Arab League met in Addis Ababa."),
    ],
)
def test_headlines(parser: Parser, coder: Coder, headline: str, sentence: str) -> None:
    assert as_sentence(headline, coder.knowledge.names.capitals, parser._common) == sentence


@given(st.text(max_size=120))
def test_characters_stay_where_they_are(text: str) -> None:
    assert len(as_sentence(text, None, lambda word: True)) == len(text)


def test_a_headline_tells_its_event(coder: Coder) -> None:
    (event,) = coder.code("Serbia Turns Down Kenyan Offer to Mediate Between Rivals", published="2023-04-06").events
    assert (event.event, [party.code for party in event.actor], [party.code for party in event.recipient]) == (("REJECT",), ["SRB"], ["KEN"])
    assert event.actor[0].entity_text == "Serbia"

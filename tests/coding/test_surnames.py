"""Surnames alone, and plain names of parties: who is meant on the date, and of which country."""

import pytest

from dragoman import Coder

CASES = (
    ("Trump praised Canada.", "2016-03-01", "USA"),
    ("Trump praised Canada.", "2012-03-01", None),
    ("Trump urges Congress to pass the bill", "2018-09-10", "USA"),
    ("Green Party leaders praised the police.", "2016-03-01", None),
    ("Green Party leaders praised the police in Ohio.", "2016-03-01", "USA"),
    ("The Labour Party praised the police.", "2016-03-01", "GBR"),
)


@pytest.mark.parametrize(("text", "published", "code"), CASES)
def test_country_of_the_first_who_is_named(coder: Coder, text: str, published: str, code: str | None) -> None:
    cast = coder.code(text, published=published).cast
    codes = {actor.id: actor.code for actor in cast.actors}
    assert codes[cast.at[min(cast.at)][0]] == code

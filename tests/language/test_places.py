"""Place names: a table of sentences with all places that must be found in them, and what they are resolved to."""

from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from dragoman.knowledge.compiled import Knowledge
from dragoman.knowledge.gazetteer import Gazetteer
from dragoman.knowledge.place_tables import fold
from dragoman.language.parse import Parser
from dragoman.language.places import find
from dragoman.model import Article, Block, BlockKind, Place


def cases() -> Iterator[tuple[str, str]]:
    for line in (Path(__file__).parent / "place_cases.txt").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            sentence, _, wanted = line.partition(" => ")
            if wanted != "*":
                yield sentence, wanted


def found(parser: Parser, knowledge: Knowledge, text: str) -> tuple[Place, ...]:
    parse = parser.parse(Article("x", text, (Block(BlockKind.BODY, (0, len(text))),)))
    return find(parse, knowledge.gazetteer)


@pytest.mark.parametrize(("sentence", "wanted"), list(cases()), ids=lambda part: str(part)[:60])
def test_table(parser: Parser, knowledge: Knowledge, sentence: str, wanted: str) -> None:
    places = found(parser, knowledge, sentence)
    if wanted == "nothing":
        assert [place.text for place in places] == []
        return
    rows = [(name.strip(), *told.split()) for name, _, told in (one.partition("=") for one in wanted.split(";"))]
    assert [place.text for place in places] == [row[0] for row in rows]
    for place, (_, country, number) in zip(places, rows, strict=True):
        assert place.country_code == (None if country == "-" else country)
        assert number in ("*", str(place.geonameid or "?"))


def test_table_is_long_enough() -> None:
    wanted = [one for _, wanted in cases() for one in wanted.split(";")]
    assert len(wanted) >= 80
    assert sum(one == "nothing" for one in wanted) >= len(wanted) // 2 - 10


def test_resolutions(parser: Parser, knowledge: Knowledge) -> None:
    places = found(parser, knowledge, "He went from Kenya to Texas, to the Red Sea and to Goma.")
    assert [place.resolution for place in places] == [1, 2, 3, 4]


def test_positions(parser: Parser, knowledge: Knowledge) -> None:
    (place,) = found(parser, knowledge, "Protesters gathered in Nairobi.")
    assert place.lat == pytest.approx(-1.28, abs=0.1)
    assert place.lon == pytest.approx(36.82, abs=0.1)


def test_other_places_of_the_article_decide(parser: Parser, knowledge: Knowledge) -> None:
    text = "A fire in Athens killed two. Police in Atlanta and Macon, Georgia, sent help. Athens is near Atlanta."
    assert {place.country_code for place in found(parser, knowledge, text)} == {"USA"}


def test_the_table_can_be_stored(knowledge: Knowledge) -> None:
    stored = msgspec.msgpack.encode(knowledge.gazetteer)
    assert len(stored) < 40_000_000
    again = msgspec.msgpack.decode(stored, type=Gazetteer)
    assert again.find(fold("Nairobi")) == knowledge.gazetteer.find(fold("Nairobi"))


@pytest.mark.parametrize(("one", "other"), [("Saint-Denis", "St. Denis"), ("Xi'an", "Xian"), ("São Paulo", "Sao Paulo"), ("Łódź", "Lodz"), ("İzmir", "Izmir")])
def test_spellings_fold_to_one(one: str, other: str) -> None:
    assert fold(one) == fold(other)


def test_the_dateline_has_a_place_without_tokens(parser: Parser, knowledge: Knowledge) -> None:
    text = "GOMA, Congo (Agency) - Gunmen killed six people."
    dateline, body = Block(BlockKind.DATELINE, (0, 20)), Block(BlockKind.BODY, (23, len(text)))
    article = Article("x", text, (dateline, body))
    (place,) = find(parser.parse(article), knowledge.gazetteer, article)
    assert (place.text, place.country_code, place.head) == ("GOMA", "COD", -1)


def test_a_name_may_mean_two_things_in_one_article(parser: Parser, knowledge: Knowledge) -> None:
    places = found(parser, knowledge, "He flew from Paris, France, to Paris, Texas.")
    assert [place.country_code for place in places if place.text == "Paris"] == ["FRA", "USA"]

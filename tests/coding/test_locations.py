"""Where events happened: sentences, a word of the clause asked for, and the place's name as it stands, or None."""

import pytest

from dragoman.coding.locations import locate
from dragoman.knowledge.compiled import Knowledge
from dragoman.language import clauses, places
from dragoman.language.parse import Parser
from dragoman.model import Article, Block, BlockKind, Place

CASES = [
    ("Protesters gathered in Nairobi on Monday.", "gathered", "Nairobi"),
    ("Troops from Chad entered Maiduguri.", "entered", "Maiduguri"),
    ("A bomb killed six people at a market in Goma.", "killed", "Goma"),
    ("The minister visited Kenya.", "visited", "Kenya"),
    ("The minister flew to Nairobi.", "flew", "Nairobi"),
    ("Rebels seized the town of Sake in eastern Congo.", "seized", "Sake"),
    ("Six people were killed in an attack on a hotel in Mogadishu.", "killed", "Mogadishu"),
    ("Six people were killed when a bomb exploded near Kabul.", "killed", "Kabul"),
    ("Soldiers shot and killed a man in Nablus.", "shot", "Nablus"),
    ("Clashes broke out in Tripoli, killing six.", "killing", "Tripoli"),
    ("Talks between the two sides were held in Geneva.", "held", "Geneva"),
    ("Thousands demonstrated near the entrance to Kisangani.", "demonstrated", "Kisangani"),
    ("Four soldiers were killed in a bombing against their patrol in Diyala.", "killed", "Diyala"),
    ("Troops stormed towns including Srebrenica.", "stormed", "Srebrenica"),
    ("Police fired on crowds outside the US embassy in Nairobi.", "fired", "Nairobi"),
    ("Gunmen opened fire north of Karbala.", "opened", "Karbala"),
]

NOWHERE = [
    ("Washington rejected the plan.", "rejected"),
    ("Moscow said it would not sign.", "said"),
    ("Officials in Washington said that talks failed.", "failed"),
    ("Iran condemned the attack.", "condemned"),
    ("Kenya's president resigned.", "resigned"),
    ("The envoy from Kenya resigned.", "resigned"),
    ("Thousands rallied against Kenya's plans.", "rallied"),
    ("A bomb exploded outside the US embassy.", "exploded"),
    ("France urged Mali to release him.", "release"),
    ("He was captured and later sent to Nairobi.", "captured"),
]


def where(parser: Parser, knowledge: Knowledge, text: str, word: str) -> Place | None:
    article = Article("x", text, (Block(BlockKind.BODY, (0, len(text))),))
    parse = parser.parse(article)
    found = clauses.find(parse, knowledge.frames.event_nouns, knowledge.grammar)
    located = locate(parse, found, places.find(parse, knowledge.gazetteer), article, knowledge.gazetteer)
    heads = [parse.tokens[clause.head].text for clause in found]
    assert word in heads
    return located[heads.index(word)]


@pytest.mark.parametrize(("text", "word", "name"), CASES, ids=[text[:50] for text, *_ in CASES])
def test_located(parser: Parser, knowledge: Knowledge, text: str, word: str, name: str) -> None:
    place = where(parser, knowledge, text, word)
    assert place is not None
    assert place.text == name


@pytest.mark.parametrize(("text", "word"), NOWHERE, ids=[text[:50] for text, _ in NOWHERE])
def test_nowhere(parser: Parser, knowledge: Knowledge, text: str, word: str) -> None:
    assert where(parser, knowledge, text, word) is None


def test_the_dateline_comes_last(parser: Parser, knowledge: Knowledge) -> None:
    text = "GOMA, Congo (Agency) - Gunmen killed six people. The army fled."
    article = Article("x", text, (Block(BlockKind.DATELINE, (0, 20)), Block(BlockKind.BODY, (23, len(text)))))
    parse = parser.parse(article)
    found = clauses.find(parse, knowledge.frames.event_nouns, knowledge.grammar)
    located = locate(parse, found, places.find(parse, knowledge.gazetteer, article), article, knowledge.gazetteer)
    names = {parse.tokens[clause.head].text: place.text if place else None for clause, place in zip(found, located, strict=True)}
    assert names == {"killed": "GOMA", "fled": None}

"""Which phrases are mentions, and what is told of them."""


import pytest

from dragoman.knowledge.compiled import Knowledge
from dragoman.language import coreference, mentions
from dragoman.language.parse import Parser
from dragoman.model import Article, Block, BlockKind, Mention, Parse
from tests.timing import grows_no_faster


def found(text: str, parser: Parser, knowledge: Knowledge) -> tuple[Parse, tuple[Mention, ...]]:
    parse = parser.parse(Article("x", text, (Block(BlockKind.BODY, (0, len(text))),)))
    return parse, mentions.find(parse, knowledge.names, knowledge.agents)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("The Kremlin denied the report.", ["Kremlin metonym ORG"]),
        ("They met in Moscow.", ["They pronoun ", "Moscow metonym PLACE"]),
        ("Moscow refused.", ["Moscow metonym GPE"]),
        ("Kenya refused.", ["Kenya name GPE"]),
        ("French President Emmanuel Macron left.", ["Emmanuel Macron name PERSON", "French name NORP"]),
        ("The Peruvian farmers marched.", ["Peruvian farmers description ", "Peruvian name NORP"]),
        ("The foreign minister resigned.", ["foreign minister title "]),
        ("Hamas refused.", ["Hamas name ORG"]),
        ("Dozens of Kenyans fled.", ["Kenyans name NORP"]),
        ("It is clear that rain fell.", []),
        ("We ate turkey and chocolate.", ["We pronoun "]),
    ],
)
def test_mentions(text: str, wanted: list[str], parser: Parser, knowledge: Knowledge) -> None:
    _, mentioned = found(text, parser, knowledge)
    assert [f"{m.text} {m.kind} {m.label}" for m in mentioned] == wanted


def test_spans_and_heads(parser: Parser, knowledge: Knowledge) -> None:
    parse, mentioned = found("Iraqi police chief Ali Hassan met the Peruvian farmers.", parser, knowledge)
    for mention in mentioned:
        assert parse.text[slice(*mention.span)] == mention.text
        assert mention.first <= mention.head < mention.last
        above = parse.tokens[mention.head].head
        assert mention.label == "NORP" or above == mention.head or not mention.first <= above < mention.last


def test_capitals_throughout(parser: Parser, knowledge: Knowledge) -> None:
    _, mentioned = found("PRESIDENT EMMANUEL MACRON OF FRANCE MET OFFICIALS OF KENYA YESTERDAY IN NAIROBI.", parser, knowledge)
    assert {key for mention in mentioned for key in mention.keys} >= {"emmanuel-macron", "FRA", "KEN"}


@pytest.mark.parametrize("part", ["Kenya, ", "minister Ali Hassan and ", "the spokesman for ", "he told him that "])
def test_time_is_linear_in_a_sentence_that_does_not_end(part: str, parser: Parser, knowledge: Knowledge) -> None:
    def linked(parse: Parse) -> object:
        named = mentions.find(parse, knowledge.names, knowledge.agents)
        return coreference.link(parse, named, (), knowledge.names, knowledge.agents)

    short, long = (parser.parse(Article("x", part * n + "France agreed.", (Block(BlockKind.BODY, (0, len(part) * n + 14)),))) for n in (250, 1000))
    assert grows_no_faster(10, lambda: linked(short), lambda: linked(long))

"""Which mentions stand for the same."""

import pytest

from dragoman.knowledge.compiled import Knowledge
from dragoman.language import coreference, mentions, quotations
from dragoman.language.parse import Parser
from dragoman.model import Article, Block, BlockKind


def linked(text: str, parser: Parser, knowledge: Knowledge) -> tuple[set[frozenset[str]], dict[str, str]]:
    """Chains of two and more as sets of "text@number of the token", and the things for which pronouns stand."""
    article = Article("x", text, (Block(BlockKind.BODY, (0, len(text))),))
    parse = parser.parse(article)
    named = mentions.find(parse, knowledge.names, knowledge.agents)
    chains = coreference.link(parse, named, quotations.find(parse, article, knowledge.speech), knowledge.names, knowledge.agents)
    words = [f"{parse.tokens[m.head].text}@{m.head}" for m in named]
    together = {frozenset(words[i] for i in chain) for chain in chains.chains if len(chain) > 1}
    return together, {parse.tokens[i].text: parse.tokens[k].text for i, k in chains.things.items()}


@pytest.mark.parametrize(
    ("text", "chain"),
    [
        ("Olaf Scholz left. Scholz was tired.", {"Scholz@1", "Scholz@4"}),
        ("Olaf Scholz left. He was tired.", {"Scholz@1", "He@4"}),
        ("Kenya closed the border. It will open it.", {"Kenya@0", "It@5"}),
        ("Emmanuel Macron thanked himself.", {"Macron@1", "himself@3"}),
        ('"We will win," Olaf Scholz said.', {"We@1", "Scholz@7"}),
        ("Kenyan minister James Otieno left. The minister was tired.", {"Otieno@3", "minister@7"}),
        ("Hamas denied it. The group blamed Egypt.", {"Hamas@0", "group@5"}),
        ("Peru has a deal with Chile. The country will sell copper.", {"Peru@0", "country@8"}),
        ("The Movement for Coffee (MFC) agreed. MFC leaders cheered.", {"Movement@1", "MFC@9"}),
        ("Rebels took the town. The rebels then left.", {"Rebels@0", "rebels@6"}),
        ("Olaf Scholz, the German chancellor, left.", {"Scholz@1", "chancellor@5"}),
    ],
)
def test_the_same(text: str, chain: set[str], parser: Parser, knowledge: Knowledge) -> None:
    chains, _ = linked(text, parser, knowledge)
    assert any(chain <= one for one in chains), chains


@pytest.mark.parametrize(
    ("text", "apart"),
    [
        ("Emmanuel Macron met Olaf Scholz. Scholz left.", {"Macron@1", "Scholz@6"}),
        ("Emmanuel Macron thanked him.", {"Macron@1", "him@3"}),
        ("Angela Merkel met Barack Obama. He praised her.", {"Merkel@1", "He@6"}),
        ("The French minister met the Polish minister. The French minister left.", {"minister@6", "minister@10"}),
        ('"He will lose," Olaf Scholz said.', {"He@1", "Scholz@7"}),
        ("The party refused. The group refused too.", {"party@1", "group@5"}),
    ],
)
def test_not_the_same(text: str, apart: set[str], parser: Parser, knowledge: Knowledge) -> None:
    chains, _ = linked(text, parser, knowledge)
    assert not any(apart <= one for one in chains), chains


@pytest.mark.parametrize(
    ("text", "things"),
    [
        ("Qatar made a proposal and Egypt welcomed it.", {"it": "proposal"}),
        ("Qatar said it was ready.", {}),
        ("The treaty was signed by Peru. It is short.", {"It": "treaty"}),
    ],
)
def test_things(text: str, things: dict[str, str], parser: Parser, knowledge: Knowledge) -> None:
    assert linked(text, parser, knowledge)[1] == things

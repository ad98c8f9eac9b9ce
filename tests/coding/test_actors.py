"""Who is meant, case by case: the sentences go through parse, mentions, reference and resolution."""

import re
from dataclasses import dataclass
from pathlib import Path

import pytest

from dragoman.coding import actors
from dragoman.knowledge.compiled import Knowledge
from dragoman.language import coreference, mentions, places, quotations
from dragoman.language.parse import Parser
from dragoman.model import Article, Block, BlockKind, Cast, Parse

CASES = Path(__file__).parent / "actor_cases.txt"
PUBLISHED = "2023-04-06"


@dataclass(frozen=True)
class Case:
    sentence: str
    published: str
    word: str
    wanted: str
    #: whether the reading at hand (the first entry, the nearest name, the country in focus) is the wrong one, or its twin
    trap: bool = False


def cases() -> list[Case]:
    found = []
    sentence, published, trap = "", PUBLISHED, False
    for line in CASES.read_text(encoding="utf-8").splitlines():
        if line.startswith("## "):
            trap = line.startswith("## traps: ")
        if not line.strip() or line.startswith("#"):
            continue
        if line.startswith("  "):
            word, wanted = line.strip().split(" = ")
            found.append(Case(sentence, published, word, wanted, trap))
        else:
            sentence, _, date = line.partition(" | ")
            published = date.strip() or PUBLISHED
    return found


def cast_of(text: str, published: str, parser: Parser, knowledge: Knowledge) -> tuple[Parse, Cast]:
    article = Article("x", text, (Block(BlockKind.BODY, (0, len(text))),), published=published)
    parse = parser.parse(article, knowledge.names.capitals)
    said = quotations.find(parse, article, knowledge.speech)
    named = mentions.find(parse, knowledge.names, knowledge.agents)
    chains = coreference.link(parse, named, said, knowledge.names, knowledge.agents)
    where = places.find(parse, knowledge.gazetteer, article)
    return parse, actors.resolve(parse, named, chains, knowledge.names, knowledge.agents, published, where)


def told(parse: Parse, cast: Cast, word: str) -> tuple[list[str], list[str], list[str]]:
    """Codes, sectors, keys and offices of those for whom the word stands."""
    text, _, number = word.partition("#")
    token = [t.i for t in parse.tokens if t.text == text][int(number or 1) - 1]
    found = [a for a in cast.actors if a.id in cast.at.get(token, ())]
    return [a.code or "-" for a in found], [a.sector or "-" for a in found], [f"{a.key} {a.office}".lower() for a in found]


def fits(wanted: str, codes: list[str], sectors: list[str], others: list[str]) -> bool:
    if wanted == "nobody":
        return not codes
    if wanted.startswith("nobody|") and not codes:
        return True
    code, sector, *rest = wanted.removeprefix("nobody|").split()
    several = code.split("+")
    right = all(got in want.split("|") for got, want in zip(codes, several, strict=True)) if len(codes) == len(several) else False
    return right and all(s in sector.split("|") for s in sectors) and all(re.sub("^office:", "", r) in " ".join(others) for r in rest)


@pytest.mark.parametrize("case", cases(), ids=lambda c: f"{c.word}: {c.sentence[:50]}")
def test_who_is_meant(case: Case, parser: Parser, knowledge: Knowledge) -> None:
    parse, cast = cast_of(case.sentence, case.published, parser, knowledge)
    codes, sectors, others = told(parse, cast, case.word)
    assert fits(case.wanted, codes, sectors, others), f"{case.word} in {case.sentence!r}: {codes} {sectors} {others}, wanted {case.wanted}"


def test_there_are_enough_cases() -> None:
    assert len(cases()) >= 300
    assert sum(case.trap for case in cases()) * 2 >= len(cases())

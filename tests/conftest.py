"""Fixtures that every test may use; the parser and the knowledge are loaded once."""

import pytest

from dragoman.coder import Coder
from dragoman.knowledge.compiled import Knowledge, load_knowledge
from dragoman.language.parse import Parser, load_parser


@pytest.fixture(scope="session")
def parser() -> Parser:
    return load_parser()


@pytest.fixture(scope="session")
def knowledge() -> Knowledge:
    return load_knowledge()


@pytest.fixture(scope="session")
def coder(parser: Parser, knowledge: Knowledge) -> Coder:
    return Coder(knowledge, parser)

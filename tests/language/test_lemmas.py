"""Lemmas are those of the parser's own rules, looked up once a word, and again only where the relation may tell something."""

import pytest

from dragoman.language.parse import Parser

#: text, tag, relation, lemma, part of speech
CASES = [
    ("staged", "VBD", "ROOT", "stage", "VERB"),
    ("rejected", "VBD", "ROOT", "reject", "VERB"),
    ("Troops", "NNS", "nsubj", "troop", "NOUN"),
    ("had", "VBD", "aux", "have", "AUX"),
    ("had", "VBD", "ROOT", "have", "VERB"),
    ("that", "IN", "mark", "that", "SCONJ"),
    ("Brussels", "NNP", "nsubj", "Brussels", "PROPN"),
]


@pytest.mark.parametrize(("text", "tag", "relation", "lemma", "pos"), CASES)
def test_look_up(parser: Parser, text: str, tag: str, relation: str, lemma: str, pos: str) -> None:
    assert parser._lemmas.look_up(text, tag, relation) == (text, lemma, pos, tag)


@pytest.mark.parametrize(("text", "tag", "relation", "matters"), [("had", "VBD", "ROOT", True), ("plan", "NN", "dobj", False), ("plan", "NN", "aux", True), ("that", "DT", "nsubj", True)])
def test_the_relation_matters_for_few_words(parser: Parser, text: str, tag: str, relation: str, matters: bool) -> None:
    assert parser._lemmas.matters(text, tag, relation) is matters

"""Modal verbs: which modal a clause has, whose words it is, and what it makes of the event inside."""

import pytest

from dragoman.coder import Coder
from dragoman.coding.modals import modal, speaker_verb
from dragoman.evaluate.rows import row_of


@pytest.mark.parametrize(
    ("sentence", "lemma", "wanted"),
    [
        ("Greece will not release the pilots.", "release", "will not"),
        ("Greece won't release the pilots.", "release", "will not"),
        ("Greece said it would never release the pilots.", "release", "would not"),
        ("Greece said Turkey must leave.", "leave", "must"),
        ("Greece said Turkey has to leave.", "leave", "have to"),
        ("Greece will not meet or call the envoys.", "call", "will not"),
        ("Greece released the pilots.", "release", None),
    ],
)
def test_modal(coder: Coder, sentence: str, lemma: str, wanted: str | None) -> None:
    report = coder.code(sentence, published="2023-04-06")
    clause = next(clause for clause, _, _ in report.clauses if clause.lemma == lemma)
    found = modal(coder.parser.parse(report.article), clause, coder.knowledge.grammar)
    assert (found.word if found else None) == wanted


@pytest.mark.parametrize(
    ("sentence", "lemma", "wanted"),
    [
        ("Greece said Turkey must leave.", "leave", "said"),
        ("Greece said Turkey has to leave.", "leave", "said"),
        ("Turkey must leave, the minister insisted.", "leave", "insisted"),
        ("Greece hoped Turkey would leave.", "leave", None),
    ],
)
def test_speaker_verb(coder: Coder, sentence: str, lemma: str, wanted: str | None) -> None:
    report = coder.code(sentence, published="2023-04-06")
    parse = coder.parser.parse(report.article)
    clause = next(clause for clause, _, _ in report.clauses if clause.lemma == lemma)
    verb = speaker_verb(parse, clause.head, coder.knowledge.grammar)
    assert (parse.tokens[verb].text if verb is not None else None) == wanted


@pytest.mark.parametrize(
    ("sentence", "wanted"),
    [
        ("Greece said Turkey must not bomb the island.", ["GRC REQUEST change TUR"]),
        ("Greece said it would bomb Turkey.", ["GRC THREATEN violence TUR claimed"]),
        ("Greece will not attend talks with Turkey.", ["GRC REJECT meet TUR"]),
    ],
)
def test_what_a_modal_makes(coder: Coder, sentence: str, wanted: list[str]) -> None:
    report = coder.code(sentence, published="2023-04-06")
    assert [row_of(event) for event in report.events] == wanted

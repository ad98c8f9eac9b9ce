"""Status: the project's own cases with their twins, what quotations and times add, length and speed of long sentences."""

from collections.abc import Callable
from pathlib import Path

import pytest

from dragoman.coding.status import assess
from dragoman.knowledge.compiled import DATA, Knowledge
from dragoman.knowledge.examples_status import differences
from dragoman.knowledge.load import KnowledgeError, read_entries
from dragoman.knowledge.shapes_status import StatusCue, StatusRules, compile_status
from dragoman.language import clauses, times
from dragoman.language.parse import Parser
from dragoman.model import Article, Block, BlockKind, Clause, Parse, Quotation, Status
from tests.timing import grows_no_faster

PUBLISHED = "2023-04-06"
EVENT_NOUNS = frozenset(
    ["agreement", "attack", "bombing", "clash", "coup", "flight", "invasion", "meeting", "strike", "talk", "visit", "vote", "war", "withdrawal"]
)
Case = tuple[str, dict[str, str]]


@pytest.fixture(scope="module")
def rules() -> StatusRules:
    return compile_status(read_entries(DATA, DATA / "status.yaml", StatusCue))


def read_cases() -> list[tuple[Case, Case]]:
    """Pairs of the table: a sentence with its wanted statuses, and its twin."""
    blocks = (Path(__file__).parent / "status_cases.txt").read_text(encoding="utf-8").split("\n\n")
    pairs = []
    for block in blocks:
        lines = [line for line in block.splitlines() if line and not line.startswith("#")]
        if lines:
            first, second = map(read_case, lines)
            pairs.append((first, second))
    return pairs


def read_case(line: str) -> Case:
    sentence, told = line.split(" = ")
    return sentence, dict(part.strip().split(": ") for part in told.split(";"))


def read(text: str, parser: Parser, knowledge: Knowledge) -> tuple[Parse, tuple[Clause, ...]]:
    parse = parser.parse(Article("test", text, (Block(BlockKind.BODY, (0, len(text))),)))
    return parse, clauses.find(parse, EVENT_NOUNS, knowledge.grammar)


def wrong(case: Case, parser: Parser, knowledge: Knowledge, rules: StatusRules) -> list[str]:
    sentence, wanted = case
    parse, found = read(sentence, parser, knowledge)
    told = times.find(parse, PUBLISHED, knowledge.dates)
    return differences(parse, found, assess(parse, found, (), told, PUBLISHED, rules), wanted)


CASES = read_cases()
EXAMPLES = [
    (entry.name, kind, sentence, wanted)
    for entry in read_entries(DATA, DATA / "status.yaml", StatusCue)
    for kind, held in (("examples", entry.value.examples), ("known_wrong", entry.value.known_wrong))
    for sentence, wanted in held.items()
]


def test_the_table_is_long_and_its_twins_differ() -> None:
    assert len(CASES) >= 120
    assert sum(len(wanted) for pair in CASES for _, wanted in pair) >= 400
    assert all(first[1] != second[1] for first, second in CASES)


@pytest.mark.parametrize("pair", CASES, ids=[pair[0][0] for pair in CASES])
def test_case_and_twin(pair: tuple[Case, Case], parser: Parser, knowledge: Knowledge, rules: StatusRules) -> None:
    assert [wrong(case, parser, knowledge, rules) for case in pair] == [[], []]


@pytest.mark.parametrize(("name", "kind", "sentence", "wanted"), EXAMPLES, ids=[f"{e[0]}: {e[2]}" for e in EXAMPLES])
def test_example(name: str, kind: str, sentence: str, wanted: dict[str, str], parser: Parser, knowledge: Knowledge, rules: StatusRules) -> None:
    """Examples hold; what is known to be wrong is still wrong (when it is not, move it up)."""
    assert bool(wrong((sentence, wanted), parser, knowledge, rules)) == (kind == "known_wrong")


def test_every_entry_that_makes_something_has_an_example_and_a_twin() -> None:
    entries = [e for e in read_entries(DATA, DATA / "status.yaml", StatusCue) if e.value.makes]
    assert [e.name for e in entries if len(e.value.examples) < 2] == []


def by_text(parse: Parse, found: tuple[Clause, ...], statuses: tuple[Status, ...]) -> dict[str, Status]:
    return {parse.tokens[c.head].text: s for c, s in zip(found, statuses, strict=True)}


def test_what_a_quotation_says_is_claimed_by_its_source_but_not_the_saying(parser: Parser, knowledge: Knowledge, rules: StatusRules) -> None:
    text = 'The mayor spoke. "Soldiers burned the mill," she said.'
    parse, found = read(text, parser, knowledge)
    words = {t.text: t.i for t in parse.tokens}
    said = Quotation(
        "q1", "direct", ((text.index("she"), text.index("she") + 3),), (), ((text.index("Soldiers"), text.index(',"')),), words["she"], words["said"]
    )
    status = by_text(parse, found, assess(parse, found, (said,), (), PUBLISHED, rules))
    assert status["burned"].claimed_by == (words["she"],)
    assert status["said"].claimed_by == ()
    assert status["spoke"].claimed_by == ()


def test_a_quotation_over_two_sentences_claims_both(parser: Parser, knowledge: Knowledge, rules: StatusRules) -> None:
    text = '"We won. Our goal is to push the army back," the rebel said.'
    parse, found = read(text, parser, knowledge)
    words = {t.text: t.i for t in parse.tokens}
    said = Quotation("q1", "direct", (), (), ((1, text.index(',"')),), words["rebel"], words["said"])
    status = by_text(parse, found, assess(parse, found, (said,), (), PUBLISHED, rules))
    assert status["won"].claimed_by == (words["rebel"],)
    assert status["push"].claimed_by == (words["rebel"],)
    assert status["push"].hypothetical


def test_cues_are_the_words_that_say_so_and_because_names_the_entries(parser: Parser, knowledge: Knowledge, rules: StatusRules) -> None:
    text = "The guards did not manage to stop the crowd."
    parse, found = read(text, parser, knowledge)
    status = by_text(parse, found, assess(parse, found, (), (), PUBLISHED, rules))["stop"]
    assert [text[a:b] for a, b in status.cues] == ["not", "manage"]
    assert status.because == ("status.yaml#not", "status.yaml#manage-to")


def test_without_publication_date_nothing_is_long_ago(parser: Parser, knowledge: Knowledge, rules: StatusRules) -> None:
    parse, found = read("The army took the city in 1974.", parser, knowledge)
    told = times.find(parse, PUBLISHED, knowledge.dates)
    assert assess(parse, found, (), told, PUBLISHED, rules)[0].historical
    assert not assess(parse, found, (), told, None, rules)[0].historical


def test_a_sentence_of_thousands_of_words_is_read(parser: Parser, knowledge: Knowledge, rules: StatusRules) -> None:
    text = "The army said that " + "the rebels said that " * 800 + "the town had not fallen."
    parse, found = read(text, parser, knowledge)
    assert len(assess(parse, found, (), (), PUBLISHED, rules)) == len(found)


def test_long_sentences_cost_no_more_a_word_than_short_ones(parser: Parser, knowledge: Knowledge, rules: StatusRules) -> None:
    def work(text: str) -> Callable[[], object]:
        parse, found = read(text, parser, knowledge)
        return lambda: assess(parse, found, (), (), PUBLISHED, rules)

    for before, again, after in (("He wants to ", "try to ", "leave."), ("", "of ", ""), ("He did not ", "leave or ", "stay.")):
        assert grows_no_faster(8, work(before + again * 700 + after), work(before + again * 2800 + after))


def test_wrong_entries_are_told_with_file_line_and_entry(tmp_path: Path) -> None:
    file = tmp_path / "status.yaml"
    file.write_text("fail:\n  where: above\n  cue: [fail]\n  link: [to]\n  makes: [negatd]\n", encoding="utf-8")
    with pytest.raises(KnowledgeError, match=r"status.yaml:1: fail: no effect `negatd`; nearest is `negated`"):
        compile_status(read_entries(tmp_path, file, StatusCue))

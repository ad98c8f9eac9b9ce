"""Time expressions: a table of sentences with all that must be found in them, and the examples of knowledge/data/expressions.yaml."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from dragoman.knowledge.compiled import DATA, Knowledge
from dragoman.knowledge.load import read_entries
from dragoman.knowledge.shapes_dates import Expression
from dragoman.language.parse import Parser
from dragoman.language.times import find
from dragoman.model import Article, Block, BlockKind, TimeExpression

PUBLISHED = "2023-04-06"


def cases() -> Iterator[tuple[str | None, str, str]]:
    published: str | None = PUBLISHED
    for line in (Path(__file__).parent / "time_cases.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("@"):
            published = None if line.split()[1] == "none" else line.split()[1]
        elif line and not line.startswith("#"):
            sentence, _, wanted = line.partition(" => ")
            yield published, sentence, wanted


def examples() -> Iterator[tuple[str, str]]:
    for entry in read_entries(DATA, DATA / "expressions.yaml", Expression):
        yield from entry.value.examples.items()


def found(parser: Parser, knowledge: Knowledge, text: str, published: str | None) -> tuple[TimeExpression, ...]:
    parse = parser.parse(Article("x", text, (Block(BlockKind.BODY, (0, len(text))),), published=published))
    return find(parse, published, knowledge.dates)


@pytest.mark.parametrize(("published", "sentence", "wanted"), list(cases()), ids=lambda part: str(part)[:60])
def test_table(parser: Parser, knowledge: Knowledge, published: str | None, sentence: str, wanted: str) -> None:
    times = found(parser, knowledge, sentence, published)
    if wanted == "nothing":
        assert [time.text for time in times] == []
        return
    pairs = [tuple(part.strip() for part in one.rsplit("=", 1)) for one in wanted.split(";")]
    assert [time.text for time in times] == [words for words, _ in pairs]
    for time, (_, value) in zip(times, pairs, strict=True):
        assert value in ("*", str(time.value))


@pytest.mark.parametrize(("sentence", "value"), list(examples()), ids=lambda part: str(part)[:60])
def test_examples(parser: Parser, knowledge: Knowledge, sentence: str, value: str) -> None:
    values = [time.value for time in found(parser, knowledge, sentence, PUBLISHED)]
    assert (value in values) if value != "nothing" else values == []


def test_table_is_long_enough() -> None:
    wanted = [one for _, _, wanted in cases() for one in wanted.split(";") if wanted != "*"]
    assert len(wanted) >= 120
    assert sum(one == "nothing" for one in wanted) >= len(wanted) // 2


def test_days_and_spans(parser: Parser, knowledge: Knowledge) -> None:
    text = "Rebels shelled Goma in February."
    (time,) = found(parser, knowledge, text, PUBLISHED)
    assert (time.start, time.end, time.resolution) == ("2023-02-01", "2023-02-28", "month")
    assert text[slice(*time.span)] == "February"


def test_span_of_days_before_publication(parser: Parser, knowledge: Knowledge) -> None:
    (time,) = found(parser, knowledge, "Forty died in the past three days.", PUBLISHED)
    assert (time.start, time.end, time.kind) == ("2023-04-03", "2023-04-06", "duration")


def test_without_publication_date_nothing_is_guessed(parser: Parser, knowledge: Knowledge) -> None:
    (time,) = found(parser, knowledge, "The court ruled on Monday.", None)
    assert (time.value, time.start, time.end) == (None, None, None)


def test_same_twice(parser: Parser, knowledge: Knowledge) -> None:
    text = "He left two days ago, in May and on Friday."
    assert found(parser, knowledge, text, PUBLISHED) == found(parser, knowledge, text, PUBLISHED)

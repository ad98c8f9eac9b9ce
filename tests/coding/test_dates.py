"""When events happened: sentences, a word of the clause asked for, and its date with resolution and reason."""

import pytest

from dragoman.coding.dates import date
from dragoman.coding.status import assess
from dragoman.knowledge.compiled import Knowledge
from dragoman.language import clauses, times
from dragoman.language.parse import Parser
from dragoman.model import Article, Block, BlockKind, When

CASES = [
    ("Rebels attacked the town on Monday.", "attacked", "2023-04-03", "day", "on Monday"),
    ("Rebels attacked the town.", "attacked", "2023-04-06", "day", "tense and date of publication"),
    ("Rebels attacked the town last month.", "attacked", "2023-03-01", "month", "last month"),
    ("Rebels who took the town in March left it on Monday.", "took", "2023-03-01", "month", "in March"),
    ("Rebels who took the town in March left it on Monday.", "left", "2023-04-03", "day", "on Monday"),
    ("The minister said on Wednesday that rebels had killed six.", "said", "2023-04-05", "day", "on Wednesday"),
    ("The leaders held talks on Tuesday.", "talks", "2023-04-04", "day", "on Tuesday"),
    ("The leaders held a meeting in 2019.", "held", "2019-01-01", "year", "in 2019"),
    ("Soldiers shot and killed a man on Sunday.", "shot", "2023-04-02", "day", "on Sunday"),
    ("The leaders will meet on Tuesday.", "meet", "2023-04-11", "day", "on Tuesday"),
    ("Forty people were killed in the past three days.", "killed", "2023-04-03", "day", "in the past three days"),
    ("The army has held the town since February.", "held", "2023-02-01", "month", "since February"),
    ("His party withdrew from the 2018 deal.", "withdrew", "2023-04-06", "day", "tense and date of publication"),
    ("The 2019 attack killed six soldiers.", "killed", "2019-01-01", "year", "2019"),
    ("The court ruled on 12 May 1999.", "ruled", "1999-05-12", "day", "on 12 May 1999"),
]

NOT_DATED = [
    ("The leaders will meet in Geneva.", "meet"),
    ("Rebels had attacked the town.", "attacked"),
    ("The truce was extended until Friday.", "nothing"),
]


def when(parser: Parser, knowledge: Knowledge, text: str, word: str, published: str | None) -> When | None:
    parse = parser.parse(Article("x", text, (Block(BlockKind.BODY, (0, len(text))),), published=published))
    found = clauses.find(parse, knowledge.frames.event_nouns, knowledge.grammar)
    told = times.find(parse, published, knowledge.dates)
    statuses = assess(parse, found, (), told, published, knowledge.status)
    dated = date(parse, found, statuses, told, published, knowledge.dates)
    return next((one for clause, one in zip(found, dated, strict=True) if parse.tokens[clause.head].text == word), None)


@pytest.mark.parametrize(("text", "word", "day", "resolution", "because"), CASES, ids=[f"{text[:40]}-{word}" for text, word, *_ in CASES])
def test_dated(parser: Parser, knowledge: Knowledge, text: str, word: str, day: str, resolution: str, because: str) -> None:
    found = when(parser, knowledge, text, word, "2023-04-06")
    assert found is not None
    assert (found.date, found.resolution, found.because) == (day, resolution, because)


@pytest.mark.parametrize(("text", "word"), NOT_DATED, ids=[text[:40] for text, _ in NOT_DATED])
def test_not_dated(parser: Parser, knowledge: Knowledge, text: str, word: str) -> None:
    assert when(parser, knowledge, text, word, "2023-04-06") is None


def test_until_does_not_date(parser: Parser, knowledge: Knowledge) -> None:
    found = when(parser, knowledge, "The truce was extended until Friday.", "extended", "2023-04-06")
    assert found is not None
    assert found.because == "tense and date of publication"


def test_without_publication_date_the_reason_says_so(parser: Parser, knowledge: Knowledge) -> None:
    found = when(parser, knowledge, "Rebels attacked the town on Monday.", "attacked", None)
    assert found is not None
    assert (found.date, found.because) == (None, "on Monday (no date of publication)")
    found = when(parser, knowledge, "Rebels attacked the town.", "attacked", None)
    assert found is not None
    assert (found.date, found.because) == (None, "no date of publication")


def test_without_publication_date_full_dates_stand(parser: Parser, knowledge: Knowledge) -> None:
    found = when(parser, knowledge, "Rebels attacked the town on May 3, 2019.", "attacked", None)
    assert found is not None
    assert found.date == "2019-05-03"


def test_last_day_is_told(parser: Parser, knowledge: Knowledge) -> None:
    found = when(parser, knowledge, "Rebels attacked the town in February.", "attacked", "2023-04-06")
    assert found is not None
    assert (found.date, found.enddate) == ("2023-02-01", "2023-02-28")

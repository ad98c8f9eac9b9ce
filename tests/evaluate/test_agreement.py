"""How far codings agree: figures that can be told by hand."""

import pytest

from dragoman.evaluate.agreement import agreement, alpha, compare
from dragoman.evaluate.gold import Coding, Row


def row(category: str, actor: str, recipient: str, at: int = 0, negated: bool = False) -> Row:
    return Row((at, at + 10), category, frozenset([actor]), frozenset([recipient]), negated, "words")


def coding(id: str, *rows: Row, coder: str = "gold", sentences: int = 0) -> Coding:
    return Coding(id, coder, "x" * 1000, rows, sentences=tuple((n * 10, n * 10 + 10) for n in range(sentences)))


def test_levels_ask_for_more_and_more() -> None:
    gold = coding("1", row("REJECT", "SRB", "XXK"), row("CONSULT", "FRA", "DEU", 20), row("AID", "JPN", "KEN", 40))
    predicted = coding("1", row("REJECT", "SRB", "XXK", negated=True), row("CONSULT", "FRA", "POL", 20), row("PROTEST", "KEN", "KEN", 60))
    found = compare([(gold, predicted)])
    assert [score.right for score in found.levels.values()] == [2, 1, 0]
    category = found.levels["category"]
    assert (category.precision, category.recall, category.f1) == (2 / 3, 2 / 3, 2 / 3)
    assert sorted((one.kind, one.row.category) for one in found.disagreements) == [
        ("extra", "CONSULT"), ("extra", "PROTEST"), ("extra", "REJECT"), ("missed", "AID"), ("missed", "CONSULT"), ("missed", "REJECT"),
    ]  # fmt: skip


def test_one_prediction_answers_one_gold_row() -> None:
    gold = coding("1", row("REJECT", "SRB", "XXK"), row("REJECT", "SRB", "XXK"))
    score = compare([(gold, coding("1", row("REJECT", "SRB", "XXK")))]).levels["row"]
    assert (score.precision, score.recall) == (1.0, 0.5)


def test_another_sentence_is_another_event() -> None:
    assert compare([(coding("1", row("AID", "JPN", "KEN")), coding("1", row("AID", "JPN", "KEN", 30)))]).levels["category"].right == 0


def test_intervals_hold_the_figure_and_are_the_same_twice() -> None:
    pairs = [(coding(str(n), row("AID", "JPN", "KEN")), coding(str(n), row("AID", "JPN", "KEN" if n % 3 else "UGA"))) for n in range(30)]
    first, again = (compare(pairs).levels["row"] for _ in range(2))
    assert first == again
    assert first.interval is not None
    assert first.f1 is not None
    assert first.interval[0] < first.f1 < first.interval[1]


def test_nothing_to_compare_has_no_figure() -> None:
    score = compare([(coding("1"), coding("1"))]).levels["row"]
    assert (score.precision, score.recall, score.f1, score.interval) == (None, None, None, None)


def test_alpha_of_the_published_example() -> None:
    """The nominal example of four coders and twelve items in Krippendorff (2011), Computing Krippendorff's Alpha-Reliability."""
    coders = ["123321412...", "1233224125.3", ".3332342251.", "12332441251."]
    found = alpha([[None if value == "." else value for value in column] for column in zip(*coders, strict=True)])
    assert found == pytest.approx(0.743, abs=0.001)


def test_alpha_of_chance_and_of_one_value() -> None:
    assert alpha([("a", "a"), ("b", "b")]) == 1
    assert alpha([("a", "a"), ("a", "a")]) is None
    assert alpha([("a", None)]) is None


def test_agreement_counts_sentences_without_events() -> None:
    one = coding("1", row("AID", "JPN", "KEN"), sentences=10)
    other = coding("1", row("AID", "JPN", "UGA"), coder="other", sentences=10)
    assert agreement([[one], [other]]) == {"AID": 1}
    silent = agreement([[one], [coding("1", coder="other", sentences=10)]])["AID"]
    assert silent is not None
    assert silent <= 0

"""Whole articles through the pipeline: any text at all is coded, spans lie inside it, and the same text gives the same bytes."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dragoman.coder import Coder
from dragoman.model import Article, Report, Span
from dragoman.output import formatter
from dragoman.reading import read
from dragoman.records import LAYERS

WORDS = st.sampled_from(
    ["Serbia", "rejected", "the", "plan", "of", "Kosovo", ",", ".", "\n\n", '"', "said", "he", "President", "not", "to", "and", "attack", "in", "Paris", "Monday", "“", "”", "who", "(", ")", "12", "killed", "by"]
)
TEXTS = st.one_of(st.text(min_size=1, max_size=200), st.lists(WORDS, min_size=1, max_size=60).map(" ".join)).filter(lambda text: bool(text.strip()))

EXAMPLES = Path(__file__).parents[1] / "examples"


def spans_of(report: Report) -> Iterator[Span]:
    """Every span of a report."""
    yield from (sentence.span for sentence in report.sentences)
    yield from (mention.span for mention in report.cast.mentions)
    yield from (place.span for place in report.places)
    yield from (time.span for time in report.times)
    for event in report.events:
        yield from (*event.trigger, *event.status.cues, *(party.span for party in (*event.actor, *event.recipient)))
    for quotation in report.quotations:
        yield from (*quotation.source, *quotation.cue, *quotation.content)


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=TEXTS)
def test_any_text(coder: Coder, text: str) -> None:
    form = formatter("jsonl", LAYERS)
    report = coder.code(text, published="2023-04-06")
    assert all(0 <= start < end <= len(text) for start, end in spans_of(report))
    assert form(report) == form(coder.code(text, published="2023-04-06"))


def test_ids_are_unique_and_links_point_back(coder: Coder) -> None:
    text = "Serbia rejected the Kosovan plan on Monday.\n\nSerbia rejected the plan of Kosovo, officials said. Police in Pristina arrested two Serbs."
    events = coder.code(text, published="2023-04-06").events
    ids = [event.id for event in events]
    assert len(set(ids)) == len(ids)
    assert [event.same_as for event in events if event.event == ("REJECT",)] == [(), (ids[0],)]


def test_a_headline_without_tense_is_dated_by_the_report(coder: Coder) -> None:
    article = next(one for one in read([EXAMPLES / "clash.md"]) if isinstance(one, Article))
    first = coder.code(article).events[0]
    assert (first.text_info.sequence, first.event, first.date) == (0, ("ASSAULT",), "2022-02-16")


def test_an_article_in_capitals_is_read(coder: Coder) -> None:
    event = coder.code("SERBIA REJECTED THE KOSOVAN PEACE PLAN ON MONDAY.", published="2023-04-06").events[0]
    assert ([p.code for p in event.actor], event.event, [p.code for p in event.recipient]) == (["SRB"], ("REJECT",), ["KOS"])


def test_only_a_no_inside_the_predicate_leaves_an_event_unnegated(coder: Coder) -> None:
    texts = ("Serbia has not agreed to withdraw troops from Kosovo.", "Hamas sees no prospect of Egyptian mediation.", "Hamas has not ruled out Egyptian mediation.")
    assert [[event.status.negated for event in coder.code(text, published="2023-04-06").events] for text in texts] == [[True], [False], [True]]


@pytest.mark.parametrize("text", ["Sr. (a film on Juan Ortega Sr.) was shown.", "Prime Ministers Maj. Gen. Bounthong Keola is to visit Hanoi.", "M. J. met K."])
def test_names_of_initials_and_titles_alone_are_read(coder: Coder, text: str) -> None:
    assert coder.code(text, published="2023-04-06").sentences

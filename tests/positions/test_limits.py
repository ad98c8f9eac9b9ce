"""Time grows with the text and no more, however long a list, however many plans; hearers, conditions and events of a position."""

from dragoman.coder import Coder
from tests.timing import grows_no_faster


def test_long_lists_are_no_danger(coder: Coder) -> None:
    talks = ", ".join(["talks"] * 400)
    report = coder.code(f"Chad rejected {talks} and mediation by Togo, and supported, welcomed, {'praised, ' * 200} and backed the talks.", published="2023-04-06")
    assert report.positions


def test_many_issues_take_time_in_proportion(coder: Coder) -> None:
    one = "Egypt rejected the Sudanese peace plan. Chad supported the plan and it welcomed the offer. "
    coder.code(one * 20, published="2023-04-06")
    short, long = (lambda text=one * times: coder.code(text, published="2023-04-06") for times in (20, 320))
    assert grows_no_faster(48, short, long)


def test_hearers_conditions_and_events(coder: Coder) -> None:
    said = coder.code("Chad told Sudan that it would accept a ceasefire only if Libya withdrew its troops.", published="2023-04-06")
    (position,) = [p for p in said.positions if p.side == "TCD"]
    (condition,) = position.conditions
    assert (position.stance, position.issue.kind, position.hearers) == ("open", "ceasefire", ("SDN",))
    assert condition.text == "only if Libya withdrew its troops"
    assert said.article.text[slice(*condition.span)] == condition.text
    assert [event.event[0] for event in said.events if event.id in condition.events] == ["RETREAT"]


def test_the_same_text_gives_the_same_positions(coder: Coder) -> None:
    text = "Iran rejected the Saudi peace plan for Yemen. It is open to Omani mediation."
    assert coder.code(text, published="2023-04-06").positions == coder.code(text, published="2023-04-06").positions

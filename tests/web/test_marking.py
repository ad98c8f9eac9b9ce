"""Cutting a text at its marks loses nothing, whatever overlaps."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from dragoman.web.marking import PAGE, pages, parts

SPANS = st.tuples(st.integers(0, 60), st.integers(1, 20)).map(lambda pair: {"start": pair[0], "end": pair[0] + pair[1]})


def article(text: str, **more: Any) -> dict[str, Any]:
    return {"text": text, "blocks": [{"kind": "body", "start": 0, "end": len(text)}], "markup": [], "actors": [], "times": [], "places": []} | more


@given(st.text(min_size=1, max_size=60), st.lists(SPANS, max_size=8), st.lists(SPANS, max_size=8))
def test_pieces_join_to_the_text(text: str, triggers: list[dict[str, int]], status: list[dict[str, int]]) -> None:
    event = {"id": "e", "event": "REJECT", "because": [], "trigger": triggers, "status_spans": status}
    (part,) = parts(article(text), [event], [])
    assert "".join(piece.text for piece in part.pieces) == text
    for piece in part.pieces:
        inside = any(span["start"] <= piece.start < span["end"] for span in triggers)
        assert ("event" in piece.kinds) == inside


def test_markup_is_left_out() -> None:
    made = article("# Talks **fail**", markup=[{"start": 0, "end": 2}, {"start": 8, "end": 10}, {"start": 14, "end": 16}])
    (part,) = parts(made, [], [])
    assert "".join(piece.text for piece in part.pieces) == "Talks fail"


def test_a_long_text_comes_in_parts() -> None:
    made = article("x" * (2 * PAGE + 1))
    assert pages(made) == 3
    assert sum(len(piece.text) for number in range(3) for part in parts(made, [], [], page=number) for piece in part.pieces) == 2 * PAGE + 1

"""Dictionaries folded into bytes give back what went in, and nothing else."""

import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.knowledge.folded import Folded
from dragoman.knowledge.names import Known, NameIndex


@given(st.dictionaries(st.text(), st.lists(st.text()).map(tuple)))
def test_a_folded_dictionary_has_the_same_rows(rows: dict[str, tuple[str, ...]]) -> None:
    folded = pickle.loads(pickle.dumps(Folded.of(rows, tuple[str, ...])))
    assert dict(folded.items()) == rows
    assert len(folded) == len(rows)
    assert all(folded.get(text) == row and text in folded for text, row in rows.items())


def test_what_was_not_in_it_is_not_found() -> None:
    folded = Folded.of({"Kenya": ("KEN",), "Norway": ("NOR",)}, tuple[str, ...])
    assert folded.get("Chad") is None
    assert folded.get("Chad", ()) == ()
    assert "Chad" not in folded
    with pytest.raises(KeyError):
        folded["Chad"]


def test_longest_name_at_word_boundaries() -> None:
    entries = {key: Known(key, key, "state", key, "", "test") for key in ("NER", "NGA", "GIN", "GNB")}
    names = NameIndex.of(entries, {"Niger": ("NER",), "Guinea": ("GIN",), "Guinea-Bissau": ("GNB",), "St. Mary": ("NGA",), "": ()}, {})
    text = "Guinea-Bissau, Guinea, Nigeria, pro-Niger St. Mary"
    assert [text[a:b] for a, b, _ in names.match(text)] == ["Guinea-Bissau", "Guinea", "Niger", "St. Mary"]
    assert [text[a:b] for a, b, _ in names.match(text.upper(), capitals=True)] == ["Guinea-Bissau", "Guinea", "Niger", "St. Mary"]

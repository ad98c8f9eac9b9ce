"""Paragraphs, datelines and headlines of verbatim text, by a table of cases; and what holds for any text at all."""


import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.reading import article_of
from tests.timing import stays_below

WRAPPED = """The presidents of Ghana and Togo met on the border for the first time since
the dispute over the dam began, and agreed to meet again before the rains.
Neither of them spoke to the reporters who had waited for hours outside.

In Accra the opposition called the meeting a show. Its leader said that the
dam would be finished whatever the presidents of the two countries said, and
that he would prove it.
A second paragraph begins on a line of its own after a short line, as here in
this text.
"""

#: text, title, the blocks as "kind: words"
CASES = {
    "one paragraph": ("Ghana rejected the plan.", None, ["body: Ghana rejected the plan."]),
    "blank lines part paragraphs": ("Ghana left.\n\n  Togo stayed. \n \nBenin slept.", None, ["body: Ghana left.", "body: Togo stayed.", "body: Benin slept."]),
    "no-break spaces are blank": ("Ghana left.\n\u00a0\nTogo stayed.\u00a0\n", None, ["body: Ghana left.", "body: Togo stayed."]),
    "single line ends part long paragraphs": (
        "Ghana left the talks. " * 8 + "\n" + "Togo stayed. " * 9, None, ["body: " + ("Ghana left the talks. " * 8).strip(), "body: " + ("Togo stayed. " * 9).strip()],
    ),
    "a line that goes on in lower case is joined": ("Ghana left the talks in\nAccra, and\nthen came back.", None, ["body: Ghana left the talks in", "body: Accra, and\nthen came back."]),
    "windows line ends": ("Ghana left.\r\n\r\nTogo stayed.\r\n", None, ["body: Ghana left.", "body: Togo stayed."]),
    "agency": ("LOMÉ (AFP) - Togo agreed.", None, ["dateline: LOMÉ (AFP) -", "body: Togo agreed."]),
    "long dash": ("LOME, Togo (AP) — Ministers met.", None, ["dateline: LOME, Togo (AP) —", "body: Ministers met."]),
    "day and agency": ("KABUL, May 3 (Reuters) - Talks failed.", None, ["dateline: KABUL, May 3 (Reuters) -", "body: Talks failed."]),
    "abbreviated month": ("ACCRA, Sept. 24 -- Ghana agreed.", None, ["dateline: ACCRA, Sept. 24 --", "body: Ghana agreed."]),
    "agency in slashes": ("MINSK, April 6. /TASS/. Belarus agreed.", None, ["dateline: MINSK, April 6. /TASS/.", "body: Belarus agreed."]),
    "agency in slashes and dash": ("DALLAS, Feb. 27, 2014 /PRNewswire/ -- Ghana agreed.", None, ["dateline: DALLAS, Feb. 27, 2014 /PRNewswire/ --", "body: Ghana agreed."]),
    "no comma before the day": ("MINSK May 3 - Belarus agreed.", None, ["dateline: MINSK May 3 -", "body: Belarus agreed."]),
    "small words in the name": ("PORT OF SPAIN, Trinidad and Tobago (AP) - They met.", None, ["dateline: PORT OF SPAIN, Trinidad and Tobago (AP) -", "body: They met."]),
    "no capitals": ("Tehran, March 15, IRNA - Iran agreed.", None, ["dateline: Tehran, March 15, IRNA -", "body: Iran agreed."]),
    "place in brackets": ("(ACCRA) — Ghana agreed.", None, ["dateline: (ACCRA) —", "body: Ghana agreed."]),
    "colon": ("NEW DELHI: India on Monday agreed.", None, ["dateline: NEW DELHI:", "body: India on Monday agreed."]),
    "editor's brackets": ("LIMA, 10 JAN 90 (EFE) -- [TEXT] THE POLICE LEFT.", None, ["dateline: LIMA, 10 JAN 90 (EFE) -- [TEXT]", "body: THE POLICE LEFT."]),
    "quotation after it": ('ACCRA - "We agreed," she said.', None, ["dateline: ACCRA -", 'body: "We agreed," she said.']),
    "a label is no place": ("EXCLUSIVE: Ghana agreed.", None, ["body: EXCLUSIVE: Ghana agreed."]),
    "an aside is no dateline": ("Ghana - which had agreed - left.", None, ["body: Ghana - which had agreed - left."]),
    "an acronym in brackets is no dateline": ("The People's Units (YPG) – a militia – left.", None, ["body: The People's Units (YPG) – a militia – left."]),
    "a range is no dateline": ("UN-led talks failed 3-2 in Accra.", None, ["body: UN-led talks failed 3-2 in Accra."]),
    "capitals throughout need a day or agency": ("THE PRESIDENT -- WHO IS ILL -- LEFT.", None, ["body: THE PRESIDENT -- WHO IS ILL -- LEFT."]),
    "a list of speakers": ("ALICE: Yes.\n\nBOB: No.", None, ["body: ALICE: Yes.", "body: BOB: No."]),
    "only a dateline": ("ACCRA (AP) —", None, ["body: ACCRA (AP) —"]),
    "title not in the text": ("Ghana left.", "Ghana goes", ["body: Ghana left."]),
    "title opens the text": ("Ghana Goes\n\nGhana left.", "Ghana goes", ["headline: Ghana Goes", "body: Ghana left."]),
    "title with a full stop": ("Ghana goes. ACCRA — Ghana left.", "Ghana goes", ["headline: Ghana goes.", "dateline: ACCRA —", "body: Ghana left."]),
    "title is a sentence's beginning": ("Ghana goes, and Togo stays.", "Ghana goes", ["body: Ghana goes, and Togo stays."]),
    "title is the whole text": ("Ghana goes.", "Ghana goes", ["body: Ghana goes."]),
    "lines before a dateline are headlines": (
        "Ghana goes\nTogo to stay\nACCRA (AP) - Ghana left.", None, ["headline: Ghana goes", "headline: Togo to stay", "dateline: ACCRA (AP) -", "body: Ghana left."],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("text", "title", "expected"), CASES.values(), ids=CASES.keys())
def test_blocks(text: str, title: str | None, expected: list[str]) -> None:
    article = article_of(text, title=title)
    assert [f"{block.kind}: {article.text[slice(*block.span)]}" for block in article.blocks] == expected


def test_lines_wrapped_by_hand_are_one_paragraph() -> None:
    words = [" ".join(WRAPPED[slice(*block.span)].split()) for block in article_of(WRAPPED).blocks]
    assert [one[:12] for one in words] == ["The presiden", "In Accra the", "A second par"]
    assert words[0].endswith("waited for hours outside.")


@given(st.text(max_size=400), st.one_of(st.none(), st.text(max_size=30)))
def test_blocks_lie_inside_any_text_in_order(text: str, title: str | None) -> None:
    check(text, title)


@given(st.lists(st.sampled_from(["ACCRA", "(AP)", " - ", " — ", "\n", "\n\n", ", ", "May 3", "/TASS/.", ":", "Ghana left.", "the", " ", "[", "]", "\u00a0"])))
@settings(max_examples=200, deadline=None)
def test_blocks_lie_inside_newslike_text_in_order(parts: list[str]) -> None:
    check("".join(parts), parts[0] if parts else None)


def check(text: str, title: str | None) -> None:
    """Blocks are in order, apart, without blanks at their ends, and leave out nothing but blanks."""
    at = 0
    for block in article_of(text, title=title).blocks:
        start, end = block.span
        assert at <= start < end <= len(text)
        assert not text[at:start].strip()
        assert text[start:end] == text[start:end].strip()
        at = end
    assert not text[at:].strip()


@pytest.mark.parametrize("text", ["a" * 2_000_000, "A (" * 700_000, "[" * 2_000_000, "- " * 1_000_000, "\n" * 2_000_000, "A\n" * 500_000, "/A" * 1_000_000])
def test_time_is_bounded_on_odd_long_texts(text: str) -> None:
    assert stays_below(5, lambda: article_of(text, title="a" * 1000))

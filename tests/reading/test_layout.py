"""Text and markdown files: headline, byline, date, caption, links and address are told from the body."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.knowledge.shapes_reading import reading_words
from dragoman.model import Article
from dragoman.reading.days import day_in
from dragoman.reading.markdown import read_markdown
from dragoman.reading.source import Source
from dragoman.reading.text import read_text

WORDS = reading_words()

MARKDOWN = """# Ghana *Rejects* Togo's Plan for the Dam

By [Amina Diallo](https://example.org/diallo) and **Jan Novak**

September 03, 2021

![The dam](dam.jpg)

The dam in May. **Kofi Mensah / AFP**

ACCRA (AP) — Ghana on Friday **rejected** a plan that [Togo](https://example.org/togo_(state)) had put forward.

**Read more:** [Why the Dam Matters](https://example.org/dam)

> "We will not sign," the minister said.

## What comes next

- Togo has [until Monday](#) to answer.

See also

[Ten Dams](https://example.org/ten)

(Reporting by Amina Diallo; Editing by Jan Novak)

Source: <https://example.org/ghana-dam>
"""

TEXT = """GHANA REJECTS TOGO'S PLAN
By Amina Diallo | Agence France-Presse | 3 September 2021
Updated: 4 September 2021, 10:15 GMT

LOME, Sept 3 (AFP) - Togo's plan for the dam was rejected by Ghana on Friday in a
letter that the foreign ministry made public. It had been expected for weeks by
diplomats in both capitals who follow the talks.

Photo: Kofi Mensah

Ghana said that it would answer with a plan of its own before the rains, and that
Togo was welcome to send a delegation to Accra at any time before that.

Originally published at: https://example.org/ghana-dam
"""


def read_md(text: str) -> Article:
    (article,) = read_markdown(Source("x.md", data=text.encode()), None, WORDS)
    assert isinstance(article, Article)
    return article


def read_txt(text: str) -> Article:
    (article,) = read_text(Source("x.txt", data=text.encode()), None, WORDS)
    assert isinstance(article, Article)
    return article


def blocks(article: Article) -> list[tuple[str, str]]:
    return [(str(block.kind), " ".join(article.text[slice(*block.span)].split())[:28]) for block in article.blocks]


def test_markdown() -> None:
    article = read_md(MARKDOWN)
    assert blocks(article) == [
        ("headline", "# Ghana *Rejects* Togo's Pla"),
        ("byline", "By [Amina Diallo](https://ex"),
        ("dateline", "September 03, 2021"),
        ("caption", "![The dam](dam.jpg)"),
        ("caption", "The dam in May. **Kofi Mensa"),
        ("dateline", "ACCRA (AP) —"),
        ("body", "Ghana on Friday **rejected**"),
        ("related", "**Read more:** [Why the Dam "),
        ("body", '> "We will not sign," the mi'),
        ("note", "## What comes next"),
        ("body", "- Togo has [until Monday](#)"),
        ("related", "See also"),
        ("related", "[Ten Dams](https://example.o"),
        ("note", "(Reporting by Amina Diallo; "),
        ("note", "Source: <https://example.org"),
    ]
    assert article.title == "Ghana Rejects Togo's Plan for the Dam"
    assert article.byline == "Amina Diallo and Jan Novak"
    assert article.published == "2021-09-03"
    assert article.url == "https://example.org/ghana-dam"


def test_markup_is_marked_and_the_words_are_left() -> None:
    article = read_md(MARKDOWN)
    characters = list(article.text)
    for start, end in article.markup:
        characters[start:end] = " " * (end - start)
    words = " ".join("".join(characters).split())
    assert "Ghana on Friday rejected a plan that Togo had put forward." in words
    assert '"We will not sign," the minister said. What comes next Togo has until Monday to answer.' in words
    assert not set("*[]#") & set(words)
    assert "example.org" not in words


def test_text() -> None:
    article = read_txt(TEXT)
    assert [kind for kind, _ in blocks(article)] == ["headline", "byline", "dateline", "dateline", "body", "caption", "body", "note"]
    assert (article.title, article.byline) == ("GHANA REJECTS TOGO'S PLAN", "Amina Diallo")
    assert (article.published, article.url) == ("2021-09-03", "https://example.org/ghana-dam")


def test_the_day_of_change_counts_only_if_there_is_no_other() -> None:
    assert read_txt("Ghana Goes\n\nUpdated: 4 September 2021\n\nGhana left the talks.").published == "2021-09-04"
    assert read_txt("Ghana Goes\n\nUpdated: 4 September 2021\n\n3 September 2021\n\nGhana left.").published == "2021-09-03"


def test_a_date_inside_the_story_is_not_the_day_of_publication() -> None:
    assert read_txt("Ghana Goes\n\nGhana left.\n\n4 September 2021\n\nTogo stayed.").published is None


def test_a_text_without_headline_is_all_body() -> None:
    article = read_txt("Ghana left the talks on Monday.\n\nTogo stayed.")
    assert article.title is None
    assert [kind for kind, _ in blocks(article)] == ["body", "body"]


def test_one_line_is_a_story_not_a_headline() -> None:
    assert [kind for kind, _ in blocks(read_txt("Ghana rejects the plan"))] == ["body"]


def test_markdown_that_is_no_markup_is_left_alone() -> None:
    article = read_md("Ghana left.\n\nThe file_name_x is 2 * 3 and 4 * 5, a [note] and C# are words; so is snake_case.\n")
    assert article.markup == ()


def test_line_ends_become_one_kind() -> None:
    assert read_txt("Ghana left.\r\n\r\nTogo stayed.\rBenin slept.").text == "Ghana left.\n\nTogo stayed.\nBenin slept."


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("April 06, 2023", "2023-04-06"),
        ("6 April 2023", "2023-04-06"),
        ("6th of April, 2023", "2023-04-06"),
        ("2023-04-06", "2023-04-06"),
        ("2023-04-06T10:15:00Z", "2023-04-06"),
        ("20230406", "2023-04-06"),
        ("2023/4/6", "2023-04-06"),
        ("13/04/2023", "2023-04-13"),
        ("04/13/2023", "2023-04-13"),
        ("06/06/2023", "2023-06-06"),
        ("06/04/2023", None),
        ("Thu 6 Apr 2023 14.05 BST", "2023-04-06"),
        ("Published: Thursday, April 6, 2023 at 10:15 a.m. EDT", "2023-04-06"),
        ("Updated 6 April 2023", "2023-04-06"),
        ("30 February 2023", None),
        ("April 2023", None),
        ("On 6 April 2023 Ghana left", None),
        ("6 April 2023 was a Thursday", None),
        ("", None),
    ],
)
def test_days(line: str, day: str | None) -> None:
    assert day_in(line, WORDS) == day


@given(st.text(max_size=300) | st.text(alphabet="*_[]()#>`!<a \n-", max_size=200))
def test_markup_and_blocks_lie_inside_any_markdown_in_order(text: str) -> None:
    for one in read_markdown(Source("x", data=text.encode(errors="replace")), None, WORDS):
        if isinstance(one, Article):
            for spans in (one.markup, [block.span for block in one.blocks]):
                at = 0
                for start, end in spans:
                    assert at <= start < end <= len(one.text)
                    at = end


def test_the_report_that_started_the_project() -> None:
    """The parts of the seed report, where it lies beside the project."""
    path = Path(__file__).parents[3] / "shared" / "report" / "article.md"
    if not path.exists():
        pytest.skip("no ../shared/report here")
    (article,) = read_markdown(Source("article", path), None, WORDS)
    assert isinstance(article, Article)
    assert (article.byline, article.published) == ("AFP", "2023-04-06")
    assert [kind for kind, _ in blocks(article)].count("body") == 13

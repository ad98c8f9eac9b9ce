"""What a text tells of itself between two lines of hyphens is read, kept out of the story, and does not eat the story."""

from pathlib import Path

import pytest

from dragoman.model import Article, BlockKind, Fault
from dragoman.reading import read

BODY = "Ghana rejected the plan of Togo on Monday, the minister said in Accra."


def one(folder: Path, text: str, name: str = "a.md", published: str | None = None) -> Article:
    (folder / name).write_text(text, encoding="utf-8")
    (found,) = read([folder / name], published)
    assert isinstance(found, Article)
    return found


def kinds(article: Article) -> list[tuple[str, str]]:
    return [(str(block.kind), article.text[slice(*block.span)].split("\n")[0]) for block in article.blocks]


@pytest.mark.parametrize("name", ["a.md", "a.txt"])
def test_it_fills_the_fields_and_stays_out_of_the_story(tmp_path: Path, name: str) -> None:
    front = "---\ntitle: 'Ghana Says No'\ndate: 2022-08-03T09:00:00Z\nauthor:\n  - Amina Diallo\n  - name: Jan Novak\nsource: Harbour Weekly\nurl: https://example.org/a\ntags: [dam]\n---\n"
    article = one(tmp_path, f"{front}\nGhana Says No\n\n{BODY}\n", name, "2023-04-06")
    assert (article.title, article.published, article.byline) == ("Ghana Says No", "2022-08-03", "Amina Diallo, Jan Novak")
    assert (article.source, article.url, article.notes) == ("Harbour Weekly", "https://example.org/a", ())
    assert kinds(article) == [("note", "---"), ("headline", "Ghana Says No"), ("body", BODY)]


def test_spans_count_the_whole_text(tmp_path: Path) -> None:
    article = one(tmp_path, f"---\ndate: 2022-08-03\n---\n# Ghana *Says* No\n\n{BODY}")
    assert article.text.startswith("---")
    assert (article.title, article.published) == ("Ghana Says No", "2022-08-03")
    assert [article.text[slice(*span)] for span in article.markup] == ["# ", "*", "*"]


@pytest.mark.parametrize(
    "front",
    ["title: Ghana: No\nempty:", "title: 'Ghana: No", "title: >-\n  Ghana:\n  No", "TITLE: Ghana: No\n- stray", "title: null\nheadline: 'Ghana: No'"],
)
def test_what_is_no_yaml_is_read_line_by_line(tmp_path: Path, front: str) -> None:
    assert one(tmp_path, f"---\n{front}\n---\n{BODY}").title == "Ghana: No"


@pytest.mark.parametrize("opening", [f"---\n\n{BODY}\n\n---", f"---\nHe said: {BODY}\n---", f"---\ntitle: Ghana\n{BODY}", f"----\ntitle: Ghana\n---\n{BODY}"])
def test_rules_that_part_a_story_are_none(tmp_path: Path, opening: str) -> None:
    article = one(tmp_path, f"{opening}\n\nTogo left.")
    coded = [article.text[slice(*block.span)] for block in article.blocks if block.kind in (BlockKind.HEADLINE, BlockKind.BODY)]
    assert any(BODY in text for text in coded)
    assert article.published is None


@pytest.mark.parametrize("front", ["a: " + "[" * 900 + "]" * 900, "- " * 3000 + "x", "a: &a [*a]", "? " * 3000, "title: " + "x" * 20_000])
def test_what_is_nested_or_endless_is_left_alone(tmp_path: Path, front: str) -> None:
    assert BODY in one(tmp_path, f"---\n{front}\n---\n{BODY}").text


def test_a_day_that_cannot_be_told_and_another_language_are_noted(tmp_path: Path) -> None:
    article = one(tmp_path, f"---\ndate: the other day\nlang: fr\n---\n{BODY}", published="2023-04-06")
    assert (article.published, article.language) == ("2023-04-06", "fr")
    assert [note.split()[0] for note in article.notes] == ["`published`", "the"]


def test_front_matter_alone_is_a_fault(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("---\ndate: 2022-01-01\n---\n", encoding="utf-8")
    (fault,) = read([tmp_path / "a.md"])
    assert isinstance(fault, Fault)
    assert "no words below its front matter" in fault.reason

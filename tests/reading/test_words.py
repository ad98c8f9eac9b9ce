"""Every list of words that tells parts of a report apart has examples, and they hold."""

import pytest

from dragoman.knowledge.load import Entry, KnowledgeError, read_entries
from dragoman.knowledge.shapes_reading import DATA, Words, compile_reading, reading_words
from dragoman.model import Article
from dragoman.reading.days import day_in
from dragoman.reading.front_matter import front_matter
from dragoman.reading.source import Source
from dragoman.reading.text import read_text

ENTRIES = read_entries(DATA, DATA / "reading.yaml", Words)
EXAMPLES = [(entry, line, expected) for entry in ENTRIES for line, expected in entry.value.examples.items()]
STORY = "The assembly met in the afternoon and went home without a vote, deputies told state radio."


def kind_of(line: str) -> str:
    """The kind of the block that a line gives between a headline and a story."""
    text = f"{line}\n\n{STORY}\n" if line.startswith("Title:") else f"Assembly Goes Home Without a Vote\n\n{line}\n\n{STORY}\n"
    (article,) = read_text(Source("x", data=text.encode()), None, reading_words())
    assert isinstance(article, Article)
    start = text.index(line)
    return next(str(block.kind) for block in article.blocks if block.span[0] == start)


def told(line: str) -> str:
    """The field of front matter that a line gives, with its value."""
    end, found = front_matter(f"---\n{line}\n---\n\n{STORY}\n", reading_words())
    assert bool(end) == bool(found)
    return next((f"{field} {value}" for field, value in found.items()), "nothing")


@pytest.mark.parametrize(("entry", "line", "expected"), EXAMPLES, ids=[f"{entry.name}-{line[:30]}" for entry, line, _ in EXAMPLES])
def test_example(entry: Entry[Words], line: str, expected: str) -> None:
    if entry.name == "front_matter":
        assert told(line) == expected
    elif expected == "nothing" or expected[:4].isdigit():
        assert day_in(line, reading_words()) == (None if expected == "nothing" else expected)
    else:
        assert kind_of(line) == expected


def test_a_missing_list_is_told() -> None:
    with pytest.raises(KnowledgeError, match="list `months` is missing"):
        compile_reading([entry for entry in ENTRIES if entry.name != "months"])


def test_a_month_too_few_is_told() -> None:
    short = [entry if entry.name != "months" else Entry(entry.key, "months", entry.path, 1, Words(["january"], {})) for entry in ENTRIES]
    with pytest.raises(KnowledgeError, match="1 items where a year has 12"):
        compile_reading(short)

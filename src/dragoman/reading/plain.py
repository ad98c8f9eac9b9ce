"""A string that somebody has in hand comes in, its article goes out, taken verbatim."""

from dragoman.knowledge.shapes_reading import ReadingWords, reading_words
from dragoman.model import Article
from dragoman.reading.blocks import verbatim_blocks


def article(
    text: str, id: str = "text", published: str | None = None, title: str | None = None, words: ReadingWords | None = None
) -> Article:
    """The article of `text`; every span counts characters of it. `published` is an ISO day or None.

    `article("LONDON (AP) — Talks failed.", published="2023-04-06")` has a dateline and a body.
    """
    blocks = verbatim_blocks(text, title, words or reading_words())
    return Article(id=id, text=text, blocks=blocks, title=title, published=published)

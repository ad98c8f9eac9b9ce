"""A web page comes in, its article goes out: the main text, and title, authors and day as the page prints or declares them.

Links to other articles, remarks of the publisher and lines that only tell author or day are left out of the text.
"""

import logging
import re
from collections.abc import Iterator
from dataclasses import replace

from lxml import etree  # type: ignore[import-untyped]
from lxml.html import HtmlElement, HTMLParser, document_fromstring  # type: ignore[import-untyped]

from dragoman.knowledge.shapes_reading import ReadingWords
from dragoman.model import Article, Fault
from dragoman.reading.encodings import SAMPLE, NotText, decode, is_binary, mark_of
from dragoman.reading.layout import Paragraph
from dragoman.reading.lines import lines_of
from dragoman.reading.page import facts
from dragoman.reading.source import Source
from dragoman.reading.story import Facts, story

#: the longest page, in bytes; those of the news have one or two million
LONGEST = 12_000_000

#: the most elements that a page may have: work grows with them
ELEMENTS = 40_000

#: no article is of a later day: the clock is not asked
LAST_DAY = "2099-12-31"

#: bytes in which a page may declare its encoding
HEAD = 4096

#: paragraphs of the main text, as the library that finds it names them
PARTS = frozenset(["ab", "body", "cell", "code", "div", "fw", "head", "item", "lb", "list", "p", "quote", "row", "table"])

#: blanks in the text of an article; less is the label of a link
FEWEST = 2

#: blanks in the cell of a table that is a sentence; shorter ones are figures and their names
CELL = 5

_CHARSET = re.compile(rb"<meta[^>]{0,200}charset\s{0,9}=\s{0,9}[\"']?\s{0,9}([\w.:-]{2,40})", re.IGNORECASE)
_NO_ARTICLE = "give the address or file of an article; a front page, a form or a page made by scripts has none"

#: the libraries tell in their log what we tell as faults
for _name in ("trafilatura", "htmldate"):
    logging.getLogger(_name).addHandler(logging.NullHandler())


def read_html(source: Source, published: str | None, words: ReadingWords) -> Iterator[Article | Fault]:
    """The article of a file with a web page, or what is wrong with it."""
    yield article_of_page(source.read(LONGEST), source.name, published, words)


def article_of_page(
    data: bytes, name: str, published: str | None, words: ReadingWords, url: str | None = None, charset: str | None = None, where: str | None = None
) -> Article | Fault:
    """The article of a page: `name` becomes its id, `published` (an ISO day) is used if the page tells none.

    `url` is the address it was fetched from, `charset` what the server said of its encoding, `where` the place for faults.
    """
    where = where or name
    if not data.strip():
        return Fault(name, where, "is empty", "nothing to code; remove it or give another file")
    try:
        text, note = _decoded(data, charset)
        tree = _tree(text)
    except NotText as error:
        return Fault(name, where, str(error), "give a page of HTML with the text of an article")
    told = _completed(facts(tree, words), tree, url, published)
    article = story(_main_text(tree), name, told, words, (note,) if note else ())
    if article is None or article.text.count(" ") < FEWEST:
        return Fault(name, where, "has no text of an article", _NO_ARTICLE)
    return article


def _decoded(data: bytes, charset: str | None) -> tuple[str, str | None]:
    """The text of a page and a note if its encoding was guessed: a mark, UTF-8, then what server or page declare. Raises NotText."""
    if mark_of(data) is None and not is_binary(data[:SAMPLE]):
        declared = _CHARSET.search(data[:HEAD])
        for name in (None, "utf-8", charset, declared[1].decode("ascii", "ignore") if declared else None):
            text = _in_encoding(data, name) if name else None
            if text is not None:
                return text, None
    return decode(data)


def _in_encoding(data: bytes, name: str) -> str | None:
    """The text in an encoding as browsers understand its name, or None if it does not fit."""
    known = "cp1252" if name.lower() in ("iso-8859-1", "latin-1", "latin1", "ascii", "us-ascii") else name
    try:
        return data.decode(known)
    except (UnicodeDecodeError, LookupError):
        return None


def _tree(text: str) -> HtmlElement:
    """The tree of a page. Raises NotText if it has no elements or too many."""
    parser = HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, collect_ids=False, default_doctype=False)
    try:
        tree = document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except etree.ParserError as error:
        raise NotText(f"is no page of HTML: {error}") from None
    if sum(1 for _ in tree.iter()) > ELEMENTS:
        raise NotText(f"has more than {ELEMENTS} elements, far more than the page of an article")
    return tree


def _main_text(tree: HtmlElement) -> list[Paragraph]:
    """The paragraphs of the main text; those of the whole page where no part of it stands out."""
    lines = _extracted(tree)
    while lines and lines[-1][1]:
        lines.pop()
    if not lines:
        lines = [(line.text, False) for line in lines_of(tree) if line.tag == "p" and line.text.count(" ") >= FEWEST]
    return [Paragraph((0, 0), text, 2 if heading else 0) for text, heading in lines]


def _extracted(tree: HtmlElement) -> list[tuple[str, bool]]:
    """The lines of the part of the page that stands out, and whether each is a heading; none where the library fails at a page."""
    from trafilatura import bare_extraction
    from trafilatura.settings import Document

    try:
        found = bare_extraction(tree, favor_precision=True, include_comments=False)
    except ValueError:
        return []
    if not isinstance(found, Document):
        return []
    return [(line.text, line.tag == "head") for line in lines_of(found.body, PARTS, ()) if line.tag != "cell" or line.text.count(" ") >= CELL]


def _completed(told: Facts, tree: HtmlElement, url: str | None, published: str | None) -> Facts:
    """What the page tells, with author and day looked for in further places where it tells none."""
    if told.byline and told.published:
        return replace(told, url=url or told.url)
    from trafilatura.metadata import extract_metadata
    from trafilatura.settings import Document

    try:
        more = extract_metadata(tree, url or told.url, {"original_date": True, "extensive_search": False, "max_date": LAST_DAY})
    except ValueError:
        more = Document()
    return replace(told, url=url or told.url, byline=told.byline or more.author or None, published=told.published or more.date or published)

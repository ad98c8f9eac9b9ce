"""A feed (RSS, Atom, RDF) comes in, an article for each entry goes out: its text, title, author, day and address.

Entities that a feed declares for itself are never expanded: such a feed is a fault.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

from lxml.html import HTMLParser, document_fromstring  # type: ignore[import-untyped]
from msgspec import structs

from dragoman.knowledge.shapes_reading import ReadingWords
from dragoman.model import Article, Fault
from dragoman.reading.days import day_in, day_of_stamp
from dragoman.reading.layout import Paragraph
from dragoman.reading.lines import Line, lines_of
from dragoman.reading.source import Source
from dragoman.reading.story import Facts, story

#: the longest feed, in bytes
LONGEST = 32_000_000

_ENTITY = re.compile(rb"<!ENTITY\s", re.IGNORECASE)
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})


def read_feed(source: Source, published: str | None, words: ReadingWords) -> Iterator[Article | Fault]:
    """Each entry of a feed as an article; of a broken feed those that can be read, and a fault."""
    yield from articles_of_feed(source.read(LONGEST), source.name, published, words)


def articles_of_feed(data: bytes, name: str, published: str | None, words: ReadingWords) -> Iterator[Article | Fault]:
    """The same for bytes that are here already; `name` stands in faults."""
    entity = _ENTITY.search(data)
    if entity:
        line = data.count(b"\n", 0, entity.start()) + 1
        yield Fault(name, f"{name}:{line}", "declares entities of its own, which are never expanded", "feeds need none: ask the publisher, or take the declarations out")
        return
    try:
        feed = parsed(data)
    except ValueError as error:
        yield Fault(name, name, f"is a broken feed: {error}", "it has bytes or characters that no text has; the publisher must mend it")
        return
    if not feed.get("version") and not feed.entries:
        yield Fault(name, name, f"is no feed{_place(feed)}", "dragoman reads RSS, Atom and RDF; give pages as .html and other XML as .jsonl")
        return
    about = Facts(site=feed.feed.get("title") or None, language=feed.feed.get("language") or None)
    for number, entry in enumerate(feed.entries, 1):
        yield entry_article(entry, f"{name}#{number}", about, published, words)
    if feed.bozo and not _harmless(feed):
        yield Fault(name, name, f"is a broken feed{_place(feed)}", f"{len(feed.entries)} entries before that were read; the publisher must mend the rest")


def parsed(data: bytes) -> Any:
    """What the library for feeds makes of the bytes. Nothing is fetched. Raises ValueError for characters that it can't read."""
    import feedparser

    return feedparser.parse(data, resolve_relative_uris=False)


def entry_article(entry: Any, where: str, about: Facts, published: str | None, words: ReadingWords) -> Article | Fault:
    """The article of one entry: its whole text if the feed gives it, else its summary, else its title alone."""
    title = " ".join(line.text for line in _lines(entry.get("title") or "")) or None
    link = entry.get("link") or None
    told = Facts(title, entry.get("author") or None, _day(entry, words) or published, link, about.site, about.language)
    name = entry.get("id") or link or where
    texts = [content.get("value") or "" for content in entry.get("content") or ()] + [entry.get("summary") or ""]
    for text in texts:
        article = story(_paragraphs(text), name, told, words)
        if article:
            return article
    article = story([Paragraph((0, 0), title)], name, replace(told, title=None), words) if title else None
    if article is None:
        return Fault(name, where, "the entry has no text", "neither its content nor its summary nor its title has words")
    return structs.replace(article, title=title)


def _paragraphs(markup: str) -> list[Paragraph]:
    """The paragraphs of an entry's markup."""
    return [Paragraph((0, 0), line.text, 2 if line.tag in _HEADINGS else 0) for line in _lines(markup)]


def _lines(markup: str) -> Iterator[Line]:
    """The lines of a piece of HTML or plain text."""
    if markup.strip():
        yield from lines_of(document_fromstring(f"<div>{markup}</div>", parser=HTMLParser(remove_comments=True, remove_pis=True)))


def _day(entry: Any, words: ReadingWords) -> str | None:
    """The day of publication, else of the last change, in the zone in which the feed writes it."""
    for field in ("published", "updated"):
        told = (entry.get(field) or "").strip()
        day = day_of_stamp(told) or day_in(told, words)
        if day:
            return day
        moment = entry.get(f"{field}_parsed")
        if moment:
            return date(moment.tm_year, moment.tm_mon, moment.tm_mday).isoformat()
    return None


def _place(feed: Any) -> str:
    """What the reader of XML complained of, with line and column: ": mismatched tag at 12:4"."""
    wrong = feed.get("bozo_exception")
    line = wrong.getLineNumber() if hasattr(wrong, "getLineNumber") else None
    message = wrong.getMessage() if hasattr(wrong, "getMessage") else str(wrong or "")
    return (f": {message}" if message else "") + (f" at line {line}" if line else "")


def _harmless(feed: Any) -> bool:
    """Whether the complaint is only that the feed declares another encoding than it has."""
    from feedparser import CharacterEncodingOverride, NonXMLContentType

    return isinstance(feed.get("bozo_exception"), CharacterEncodingOverride | NonXMLContentType)

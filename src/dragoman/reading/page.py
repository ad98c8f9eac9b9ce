"""A web page's tree comes in, what it tells of its article goes out: title, authors, day, address, site, language.

What the page prints beside its heading goes before what it declares for machines: that is what readers saw.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from html import unescape

from lxml.html import HtmlElement  # type: ignore[import-untyped]

from dragoman.knowledge.shapes_reading import ReadingWords
from dragoman.reading.days import day_in, day_of_stamp, is_update
from dragoman.reading.declared import Declared, declared_article, meta_elements
from dragoman.reading.layout import Layout, author_of
from dragoman.reading.lines import Line, lines_of
from dragoman.reading.story import Facts

#: lines before and after the heading in which the page tells day and author
BEFORE, AFTER = 8, 15

#: the share of its words that a heading must have in common with what the page declares as its title
ALIKE = 0.5

#: days that a printed day may be from a declared one: other zones of time
ZONES = 1

#: a label before a day is no longer, in characters
LABEL = 30

_MARKS = " -–—·•|/"
_TITLES = ("og:title", "twitter:title", "dc.title", "title")
_DAYS = ("article:published_time", "og:published_time", "datepublished", "parsely-pub-date", "sailthru.date", "pubdate", "dc.date.issued", "dc.date", "date")
_CHANGED = ("article:modified_time", "og:updated_time", "datemodified", "last-modified")
_SITES = ("og:site_name", "application-name")
_SEPARATORS = (" | ", " – ", " — ", " - ", " · ", " :: ", " » ")


def facts(tree: HtmlElement, words: ReadingWords) -> Facts:
    """Title, authors, day, address, site and language of the page."""
    meta, article = meta_elements(tree), declared_article(tree)
    site = next((meta[name] for name in _SITES if name in meta), None)
    lines = list(lines_of(tree))
    titles = _titles(tree, meta, article, site)
    at = _heading(lines, titles, site)
    before, after = (lines[max(0, at - BEFORE) : at], lines[at + 1 : at + 1 + AFTER]) if at is not None else ([], [])
    return Facts(
        title=lines[at].text if at is not None else next(iter(titles), None),
        byline=", ".join(_not_site(article.authors, site)) or _printed_author([*after, *before], words) or ", ".join(_not_site([meta.get("author", "")], site)) or None,
        published=_day([*after, *before], meta, article, words),
        url=_address(tree, meta),
        site=site,
        language=(tree.get("lang") or "").strip() or None,
    )


def _titles(tree: HtmlElement, meta: Mapping[str, str], article: Declared, site: str | None) -> list[str]:
    """Titles that the page declares, without the name of the site, best first."""
    head = tree.find(".//head/title")
    found = [article.headline, *(meta.get(name) for name in _TITLES), head.text_content() if head is not None else None]
    titles = [_without_site(" ".join(unescape(title).split()), site) for title in found if title and title.strip()]
    return [title for title in titles if not site or title.casefold() != site.casefold()]


def _without_site(title: str, site: str | None) -> str:
    """The title without the name of the site behind it: "Talks Fail | Politics | The Courier" on the site "The Courier"."""
    for separator in _SEPARATORS:
        parts = title.split(separator)
        last = parts[-1].strip().casefold()
        if len(parts) > 1 and parts[0].strip() and site and last == site.casefold():
            return parts[0].strip() if separator == " | " else separator.join(parts[:-1]).strip()
    return title


def _heading(lines: Sequence[Line], titles: Sequence[str], site: str | None) -> int | None:
    """Which line is the heading of the article: the one of the first rank that is most like a declared title."""
    found = [number for number, line in enumerate(lines) if line.tag == "h1" and not (site and line.text.casefold() == site.casefold())]
    if not titles:
        return found[0] if len(found) == 1 else None
    parts = [part for title in titles for part in (title, *(piece for separator in _SEPARATORS for piece in title.split(separator)[:1]))]
    likeness = {number: max(_alike(lines[number].text, part) for part in parts) for number in found}
    best = max(found, key=lambda number: likeness[number], default=None)
    return best if best is not None and likeness[best] >= ALIKE else None


def _alike(one: str, other: str) -> float:
    """The share of the longer one's words that the other has too."""
    a, b = ({word.strip(".,:;!?'\"‘’“”()") for word in text.casefold().split()} for text in (one, other))
    return len(a & b) / max(1, len(a), len(b))


def _day(near: Sequence[Line], meta: Mapping[str, str], article: Declared, words: ReadingWords) -> str | None:
    """The day printed beside the heading, of publication before that of a change, if it fits what is declared; else what is declared."""
    published = _first([article.published, *(meta.get(name) for name in _DAYS)], words)
    changed = _first([article.modified, *(meta.get(name) for name in _CHANGED)], words)
    known = [day for day in (published, changed) if day]
    labels = ["", *(line.text.strip(_MARKS) for line in near)]
    told = [found for line, label in zip(near, labels, strict=False) for found in _printed(line, label, words)]
    printed = [(update, day) for update, day in told if not known or any(_near(day, other) for other in known)]
    return next((day for update, day in printed if not update), None) or next((day for _, day in printed), None) or published or changed


def _first(values: Sequence[str | None], words: ReadingWords) -> str | None:
    """The first value that is a day."""
    return next((day for value in values if value and (day := day_of_stamp(value) or day_in(value, words))), None)


def _near(one: str, other: str) -> bool:
    return abs((date.fromisoformat(one) - date.fromisoformat(other)).days) <= ZONES


def _printed(line: Line, before: str, words: ReadingWords) -> Iterator[tuple[bool, str]]:
    """Days that a line prints and nothing else, whole or in one of its pieces, and whether they are of a change. `before` is the line before."""
    label = before if len(before) <= LABEL else ""
    pieces = [line.text] if day_in(line.text, words) else [part for piece in line.pieces for part in piece.split("|")]
    for piece in pieces:
        bare = piece.strip(_MARKS)
        day = day_in(bare, words)
        if day:
            yield is_update(bare, words) or is_update(label, words), day
        label = bare


def _not_site(names: Sequence[str], site: str | None) -> list[str]:
    """The names without blanks and commas at their ends, save those of the site itself."""
    bare = [name.strip(" ,;") for name in names]
    return [name for name in bare if name and not (site and name.casefold() == site.casefold())]


def _printed_author(near: Sequence[Line], words: ReadingWords) -> str | None:
    """Whom a line beside the heading names: "By Amina Diallo"."""
    return next((name for line in near if (name := author_of(line.text, words, Layout(), False))), None)


def _address(tree: HtmlElement, meta: Mapping[str, str]) -> str | None:
    """The address that the page gives as its own."""
    links = [element.get("href") or "" for element in tree.iter("link") if (element.get("rel") or "").lower() == "canonical"]
    return next((address for address in [*links, meta.get("og:url", "")] if address.startswith(("http://", "https://"))), None)

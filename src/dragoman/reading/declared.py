"""A web page's tree comes in, what it declares for machines goes out: its meta elements and the article of its JSON-LD."""

import json
from collections import deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from lxml.html import HtmlElement  # type: ignore[import-untyped]

#: objects of JSON-LD looked at on one page
MOST = 10_000

#: the longest declared value that is taken, in characters
LONGEST = 1_000


@dataclass(frozen=True, slots=True)
class Declared:
    """What JSON-LD says of the article. Days are stamps as the page writes them; what is not said is None or empty."""

    headline: str | None = None
    authors: tuple[str, ...] = ()
    published: str | None = None
    modified: str | None = None


def meta_elements(tree: HtmlElement) -> dict[str, str]:
    """Contents of the meta elements by name, property or itemprop in lower case; the first of each counts."""
    found: dict[str, str] = {}
    for element in tree.iter("meta"):
        name = (element.get("property") or element.get("name") or element.get("itemprop") or "").strip().lower()
        content = " ".join((element.get("content") or "").split())
        if name and 0 < len(content) <= LONGEST:
            found.setdefault(name, content)
    return found


def declared_article(tree: HtmlElement) -> Declared:
    """The first article of the page's JSON-LD, else its first page with a day; `Declared()` if there is none."""
    found = [item for script in tree.iter("script") if _is_linked_data(script) for item in _objects(_loaded(script.text or ""))]
    ranked = [item for item in found if _is_article(item)] + [item for item in found if "datePublished" in item and "headline" in item]
    if not ranked:
        return Declared()
    item = ranked[0]
    return Declared(_text(item.get("headline")), tuple(dict.fromkeys(_authors(item.get("author")))), _text(item.get("datePublished")), _text(item.get("dateModified")))


def _is_linked_data(script: HtmlElement) -> bool:
    return "ld+json" in (script.get("type") or "").lower()


def _loaded(text: str) -> Any:
    """The value of one script; None if it is no JSON."""
    try:
        return json.loads(text.strip().rstrip(";"), strict=False)
    except (ValueError, RecursionError):
        return None


def _objects(value: Any) -> Iterator[Mapping[str, Any]]:
    """All objects inside a value, outer ones first."""
    waiting = deque([value])
    for _ in range(MOST):
        if not waiting:
            return
        one = waiting.popleft()
        if isinstance(one, dict):
            yield one
            waiting.extend(one.values())
        elif isinstance(one, list):
            waiting.extend(one)


def _is_article(item: Mapping[str, Any]) -> bool:
    """Whether an object is of a kind of article: NewsArticle, ReportageNewsArticle, BlogPosting."""
    kinds = item.get("@type")
    return any(isinstance(kind, str) and kind.endswith(("Article", "Posting")) for kind in (kinds if isinstance(kinds, list) else [kinds]))


def _authors(value: Any) -> Iterator[str]:
    """Names of persons; of organisations only if nobody else is named."""
    items = value if isinstance(value, list) else [value]
    persons = [item for item in items if not isinstance(item, dict) or item.get("@type") != "Organization"]
    for item in persons or items:
        name = _text(item.get("name") if isinstance(item, dict) else item)
        if name and "://" not in name:
            yield name


def _text(value: Any) -> str | None:
    """A text of reasonable length with single blanks."""
    value = value[0] if isinstance(value, list) and value else value
    text = " ".join(value.split()) if isinstance(value, str) else ""
    return text if 0 < len(text) <= LONGEST else None

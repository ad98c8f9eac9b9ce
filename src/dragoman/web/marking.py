"""An article's row and the rows of its events, quotations and positions come in, its text cut into marked pieces goes out.

Pieces never overlap: where an actor stands within a quotation that tells an event, the piece bears the marks of all three.
"""

from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from typing import Any

from dragoman.model import Word

Row = Mapping[str, Any]

#: most characters of an article on one page
PAGE = 60_000


class Piece(Word, frozen=True):
    """Characters that bear the same marks: kinds for their look, `of` whose words they are, `title` who and why."""

    text: str
    start: int
    kinds: tuple[str, ...] = ()
    of: tuple[str, ...] = ()
    title: str = ""


class Part(Word, frozen=True):
    """A block of the article: headline, body, caption ..., in pieces."""

    kind: str
    pieces: tuple[Piece, ...]


class Marked(Word, frozen=True):
    """A stretch of the text that means something."""

    start: int
    end: int
    kind: str
    of: str
    title: str


def parts(article: Row, events: Iterable[Row], quotations: Iterable[Row], positions: Iterable[Row] = (), page: int = 0) -> list[Part]:
    """The blocks on one page of the article, cut at every mark."""
    first, last = page * PAGE, (page + 1) * PAGE
    found = sorted(_marked(article, events, quotations, positions), key=lambda mark: (mark.start, -mark.end))
    blocks = [(block["kind"], max(block["start"], first), min(block["end"], last)) for block in article["blocks"]]
    return [Part(kind, tuple(_pieces(article["text"], start, end, found, _markup(article, start, end)))) for kind, start, end in blocks if start < end]


def pages(article: Row) -> int:
    """On how many pages the article stands."""
    return max(1, -(-len(article["text"]) // PAGE))


def _marked(article: Row, events: Iterable[Row], quotations: Iterable[Row], positions: Iterable[Row]) -> Iterable[Marked]:
    for actor in article["actors"] or ():
        title = _who(actor)
        for mention in actor["mentions"]:
            yield Marked(mention["start"], mention["end"], "actor", actor["id"], title)
    for event in events:
        title = f"{event['event']}: {', '.join(event['because'] or ())}"
        for span in event["trigger"] or ():
            yield Marked(span["start"], span["end"], "event", event["id"], title)
        for span in event["status_spans"] or ():
            yield Marked(span["start"], span["end"], "status", event["id"], f"status of {event['event']}")
    for quotation in quotations:
        for span in quotation["content_spans"] or ():
            yield Marked(span["start"], span["end"], "said", quotation["id"], f"said by {quotation['speaker_name'] or quotation['source_text'] or 'nobody named'}")
    for position in positions:
        for span in position["spans"] or ():
            yield Marked(span["start"], span["end"], "position", position["id"], f"{position['party_name']} {position['stance']}: {position['issue_key']}")
    for time in article["times"] or ():
        yield Marked(time["start"], time["end"], "time", "", time["value"] or "no day can be told")
    for place in article["places"] or ():
        yield Marked(place["start"], place["end"], "place", "", ", ".join(filter(None, (place["name"], place["country_code"]))) or "not in the gazetteer")


def _who(actor: Row) -> str:
    code = " ".join(filter(None, (actor["code"], actor["sector"]))) or "country unknown"
    return "; ".join(filter(None, (f"{actor['name']}: {code}", actor["office"], *(actor["because"] or ()))))


def _pieces(text: str, start: int, end: int, found: Sequence[Marked], markup: Sequence[tuple[int, int]]) -> Iterable[Piece]:
    """The characters from `start` to `end`, cut wherever a mark begins or ends; link targets and asterisks are left out."""
    here = [mark for mark in found if mark.start < end and start < mark.end]
    edges = [*((mark.start, mark.end) for mark in here), *markup]
    cuts = sorted({start, end, *(cut for edge in edges for cut in edge if start < cut < end)})
    opening, standing = 0, list[Marked]()
    for left, right in pairwise(cuts):
        if _within(left, markup):
            continue
        while opening < len(here) and here[opening].start <= left:
            standing.append(here[opening])
            opening += 1
        standing = [mark for mark in standing if mark.end > left]
        kinds, of = (tuple(dict.fromkeys(values)) for values in ((m.kind for m in standing), (m.of for m in standing if m.of)))
        yield Piece(text[left:right], left, kinds, of, "\n".join(dict.fromkeys(mark.title for mark in standing)))


def _markup(article: Row, start: int, end: int) -> list[tuple[int, int]]:
    """Spans within a block that are no words."""
    return [(span["start"], span["end"]) for span in article["markup"] or () if span["start"] < end and start < span["end"]]


def _within(at: int, spans: Sequence[tuple[int, int]]) -> bool:
    return any(start <= at < end for start, end in spans)

"""Reports come in, who said what in them goes out: rows for programs (jsonl, csv) and a table for a person."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator

import msgspec
from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from dragoman.model import Actor, Fault, MentionKind, Quotation, Report, Span, Word
from dragoman.output import Format, csv_lines
from dragoman.records import encode

#: columns of `--format csv`, one quotation a row; the fields of `Said`
COLUMNS = ("article", "published", "id", "kind", "attitude", "speaker", "code", "sector", "office", "source", "cue", "content", "start", "end", "because")


class Said(Word, frozen=True):
    """One quotation with its speaker. `speaker` to `office` are empty if the source is nobody we know; parts of a span are joined by " … ".

    `attitude` tells what the source does with the content, see `model.Quotation`; `start` and `end` are characters of the first and last part.
    """

    article: str
    published: str | None
    id: str
    kind: str
    attitude: str
    speaker: str | None
    code: str | None
    sector: str | None
    office: str | None
    source: str
    cue: str
    content: str
    start: int
    end: int
    because: tuple[str, ...]


def said(report: Report, speaker: str | None = None, about: str | None = None) -> list[Said]:
    """The quotations of one report in text order.

    `speaker` keeps those of one source, `about` those whose content names it. Both are words as they stand in the text or in the actor's name, or
    an actor's code: `speaker="Peskov"`, `speaker="RUS"`. Capitals and word forms with an apostrophe do not matter, parts of words do not count.
    """
    actors = {actor.id: actor for actor in report.cast.actors}
    kept = report.quotations
    if speaker is not None:
        named = {actor.id for actor in _called(report, speaker)}
        kept = tuple(one for one in kept if one.speaker in named or _matches(speaker, [_words(report.article.text, one.source)]))
    if about is not None:
        places = sorted(report.cast.mentions[i].span[0] for actor in _called(report, about) for i in actor.mentions)
        kept = tuple(one for one in kept if _any_inside(places, one.content) or _matches(about, [_words(report.article.text, one.content)]))
    return [_row(report, quotation, actors) for quotation in kept]


def formatter(name: str, speaker: str | None = None, about: str | None = None) -> Format:
    """A function from report or fault to bytes of "jsonl" or "csv", one quotation a line; nothing for faults."""

    def lines(one: Report | Fault) -> bytes:
        rows = [] if isinstance(one, Fault) else said(one, speaker, about)
        return b"".join(encode(msgspec.structs.asdict(row)) + b"\n" for row in rows) if name == "jsonl" else csv_lines(csv_rows(rows))

    return lines


def heading(name: str) -> bytes:
    """What stands before the first article."""
    return csv_lines([list(COLUMNS)]) if name == "csv" else b""


def csv_rows(rows: list[Said]) -> list[list[str]]:
    """The cells of each row under `COLUMNS`; absent is empty, lists are joined with `;`."""
    return [[_cell(getattr(row, name)) for name in COLUMNS] for row in rows]


def table(report: Report, rows: list[Said]) -> RenderableType:
    """The rows of one report under its title: who, how (the cue), what."""
    article = report.article
    head = Text(article.title or article.id, style="bold")
    head.append("  ".join(["", *filter(None, (article.published or "no date", article.byline or article.source))]), style="dim")
    if not rows:
        return Group(head, Text("  nothing said\n", style="dim"))
    grid = Table(box=None, pad_edge=False, padding=(0, 1), header_style="dim", expand=False)
    for name, least, most in (("who", 8, 26), ("code", 3, 8), ("how", 6, 20), ("what", 20, None)):
        grid.add_column(name, min_width=least, max_width=most, overflow="fold")
    for row in rows:
        code = " ".join(filter(None, (row.code, row.sector)))
        grid.add_row(Text(row.speaker or row.source or "-"), Text(code), Text(row.cue or "-"), Text(row.content))
    return Group(head, Padding(grid, (0, 0, 1, 2)))


def _row(report: Report, quotation: Quotation, actors: dict[str, Actor]) -> Said:
    text, actor = report.article.text, actors.get(quotation.speaker or "")
    return Said(
        report.article.id,
        report.article.published,
        quotation.id,
        quotation.kind,
        quotation.attitude,
        actor.name if actor else None,
        actor.code if actor else None,
        actor.sector if actor else None,
        actor.office if actor else None,
        _words(text, quotation.source),
        _words(text, quotation.cue),
        _words(text, quotation.content),
        min(start for start, _ in quotation.content),
        max(end for _, end in quotation.content),
        quotation.because,
    )


def _called(report: Report, wanted: str) -> list[Actor]:
    """The actors that `wanted` names."""
    return [actor for actor in report.cast.actors if _matches(wanted, _names(report, actor))]


def _names(report: Report, actor: Actor) -> Iterator[str]:
    """What the actor is called here: its name, its code, and every mention that is no pronoun."""
    yield actor.name
    if actor.code:
        yield actor.code
    for i in actor.mentions:
        mention = report.cast.mentions[i]
        if mention.kind is not MentionKind.PRONOUN:
            yield mention.text


def _matches(wanted: str, told: Iterable[str]) -> bool:
    """Whether the words of `wanted` stand in one of `told`, one after the other."""
    asked = _plain(wanted)
    return bool(asked) and any(asked[1:-1] == words[1:-1] or asked in words for words in map(_plain, told))


def _plain(text: str) -> str:
    """Words in small letters between blanks, without marks and without the "'s": " iran " from "Iran's"."""
    letters = "".join(c if c.isalnum() or c in "'’" else " " for c in text.casefold())
    words = [word.strip("'’").removesuffix("'s").removesuffix("’s") for word in letters.split()]
    return f" {' '.join(filter(None, words))} " if any(words) else ""


def _any_inside(places: list[int], parts: tuple[Span, ...]) -> bool:
    """Whether one of the sorted `places` lies in one of `parts`."""
    return any(bisect_left(places, start) < bisect_left(places, end) for start, end in parts)


def _words(text: str, spans: tuple[Span, ...]) -> str:
    return " … ".join(" ".join(text[start:end].split()) for start, end in spans)


def _cell(value: str | int | tuple[str, ...] | None) -> str:
    return "" if value is None else ";".join(value) if isinstance(value, tuple) else str(value)

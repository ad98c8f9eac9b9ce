"""Reports come in, what a person reads on a terminal goes out: a table of events an article, and the text with its reasons."""

import io
from collections.abc import Iterable
from typing import IO

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from dragoman.model import Actor, Event, EventStatus, Party, Report, Span
from dragoman.records import is_actual

#: columns of a screen that a table needs
NARROW = 76

STATUS = {"negated": "not", "future": "future", "hypothetical": "if", "historical": "past"}


def table(report: Report, only_actual: bool = False, width: int = 80) -> RenderableType:
    """The events of one report under its title; on a screen of fewer columns than `NARROW` two lines an event instead of a row."""
    article = report.article
    head = Text(article.title or article.id, style="bold")
    head.append("  ".join(["", *filter(None, (article.published or "no date", article.byline or article.source))]), style="dim")
    events = [event for event in report.events if not only_actual or is_actual(event)]
    if not events:
        return Group(head, Text("  no events\n", style="dim"))
    if width < NARROW:
        return Group(head, *map(_lines, events), Text())
    rows = Table(box=None, pad_edge=False, padding=(0, 1), header_style="dim", expand=False)
    for name, least, most in (("date", 4, 10), ("actor", 3, 14), ("event", 7, 20), ("recipient", 3, 14), ("status", 3, 12), ("words", 12, None)):
        rows.add_column(name, min_width=least, max_width=most, overflow="fold")
    for event in events:
        rows.add_row(*_cells(event))
    return Group(head, Padding(rows, (0, 0, 1, 2)))


def _lines(event: Event) -> Text:
    """One event for a narrow screen: its fields, and its words below."""
    date, actor, code, recipient, status, words = _cells(event)
    line = Text("  ").join([date, actor, code, recipient, status])
    return Text("  ").append(line).append("\n    ").append(words)


def _cells(event: Event) -> list[Text]:
    style = "" if is_actual(event) else "dim"
    code = " ".join((*event.event, *event.mode))
    sides = [", ".join(map(_side, parties)) or "-" for parties in (event.actor, event.recipient)]
    return [
        Text(_day(event), style=style),
        Text(sides[0], style=style),
        Text(code, style=f"bold {style}"),
        Text(sides[1], style=style),
        Text(status_words(event.status), style=style),
        Text(" … ".join(event.event_text), style=style),
    ]


def _day(event: Event) -> str:
    """The date as exact as it is known: "2021-01-14", "2021-01", "2021"."""
    exact = {"month": 7, "quarter": 7, "year": 4, "decade": 4, "century": 4}
    return (event.date or "?")[: exact.get(event.date_resolution or "", 10)]


def _side(party: Party) -> str:
    return " ".join(filter(None, (party.code or f"({party.entity_text[:24]})", party.sector)))


def status_words(status: EventStatus) -> str:
    """The status in a few letters: "not", "future", "if", "past", "claimed"; nothing for what happened."""
    found = [word for name, word in STATUS.items() if getattr(status, name)]
    return " ".join(found + ["claimed"] * bool(status.claimed_by))


def explanation(report: Report) -> RenderableType:
    """The text with mentions, quotations and events marked, the actors, and the reasons of each event."""
    names = {actor.id: actor for actor in report.cast.actors}
    parts: list[RenderableType] = [Text(f"{report.article.id}  {report.article.published or 'no date'}\n", style="dim"), marked(report), Text()]
    parts += [_actor_line(actor) for actor in report.cast.actors]
    parts.append(Text())
    parts += [Padding(_reasons(number, event, report, names), (0, 0, 1, 0)) for number, event in enumerate(report.events, 1)]
    if not report.events:
        parts.append(Text("no events\n", style="dim"))
    parts += [_position(report, number) for number in range(len(report.positions))]
    return Group(*parts)


def marked(report: Report) -> Text:
    """The text: [mention]a1, «quotation»q1, *words of an event*1, with colours where the terminal has them."""
    signs: dict[int, list[tuple[int, str, str]]] = {}
    spans: list[tuple[Span, str, str, str, str]] = []
    for actor in report.cast.actors:
        spans += [(report.cast.mentions[i].span, "[", "]", actor.id, "cyan") for i in actor.mentions]
    for quotation in report.quotations:
        spans += [(span, "«", "»", quotation.id, "green") for span in quotation.content]
    for number, event in enumerate(report.events, 1):
        spans += [(span, "*", "*", str(number), "bold red") for span in event.trigger]
    for (start, end), opening, closing, name, style in spans:
        signs.setdefault(start, []).append((start - end, opening, style))
        signs.setdefault(end, []).append((end - start, closing + name, style))
    return _woven(report.article.text, signs)


def _woven(text: str, signs: dict[int, list[tuple[int, str, str]]]) -> Text:
    """The text with signs put in: at one place those that close first, the shorter before the longer."""
    woven = Text()
    last = 0
    for at in sorted(signs):
        woven.append(text[last:at])
        for _, sign, style in sorted(signs[at], key=lambda sign: (sign[0] <= 0, sign)):
            woven.append(sign, style=style)
        last = at
    woven.append(text[last:])
    return woven


def _actor_line(actor: Actor) -> Text:
    line = Text(f"{actor.id:>4}  ", style="cyan")
    line.append(actor.name, style="bold")
    told = " ".join(filter(None, (actor.code or "no code", actor.sector, *actor.other_sectors)))
    line.append(f"  {told}" + (f", {actor.office}" if actor.office else ""))
    line.append(f"  {'; '.join(actor.because)}", style="dim")
    return line


def _reasons(number: int, event: Event, report: Report, names: dict[str, Actor]) -> RenderableType:
    """How each field of one event was found."""
    grid = Table.grid(padding=(0, 1))
    grid.add_column(style="dim", min_width=9)
    grid.add_column(overflow="fold")
    for name, value in _facts(event, report.article.text, names):
        if value:
            grid.add_row(name, Text(value))
    sides = [", ".join(map(_side, parties)) or "-" for parties in (event.actor, event.recipient)]
    title = Text(f"{number}. ", style="bold red")
    title.append(f"{sides[0]}  {' '.join((*event.event, *event.mode))}  {sides[1]}", style="bold")
    title.append(f"  {status_words(event.status)}".rstrip(), style="yellow")
    return Group(title, Padding(grid, (0, 0, 0, 3)))


def _facts(event: Event, text: str, names: dict[str, Actor]) -> Iterable[tuple[str, str]]:
    yield "id", event.id
    yield "sentence", " ".join(event.text.split())
    yield "words", " … ".join(event.event_text)
    yield "because", "; ".join(event.because)
    yield "cameo", event.cameo or ""
    yield "actor", "; ".join(_party_reason(party, names) for party in event.actor)
    yield "recipient", "; ".join(_party_reason(party, names) for party in event.recipient)
    yield "topic", f"{event.topic.kind}: {event.topic.text}" if event.topic else ""
    cues = " … ".join(" ".join(text[start:end].split()) for start, end in event.status.cues)
    yield "status", (status_words(event.status) or "happened") + (f", told by {cues!r}" if cues else "")
    yield "claimed by", ", ".join(names[one].name if one in names else one for one in event.status.claimed_by)
    yield "date", f"{event.date or 'not known'} ({event.date_resolution or 'no resolution'}): {event.date_because}"
    place = event.event_loc
    yield "place", f"{place.extracted_place} = {place.resolved_place or 'not known'} {place.country_code or ''}".rstrip() if place else ""
    yield "context", ", ".join(event.context)
    yield "same as", ", ".join(event.same_as)
    yield "said in", event.reported_in or ""
    yield "confidence", f"{event.confidence:.2f}"


def _party_reason(party: Party, names: dict[str, Actor]) -> str:
    actor = names.get(party.actor)
    reason = f" ({', '.join(actor.because)})" if actor and actor.because else ""
    who = f" = {actor.name}" if actor and actor.name != party.entity_text else ""
    return f"{party.entity_text}{who}, {_side(party)}{reason}"


def _position(report: Report, number: int) -> Text:
    position = report.positions[number]
    about = f"{position.issue.kind} by {', '.join(position.issue.by)}" if position.issue.by else position.issue.kind
    line = Text(f"position  {position.code or position.party} {position.stance} {about}", style="magenta")
    line.append(f"  {position.date or ''}  {'; '.join(position.because)}", style="dim")
    return line


def console(stream: IO[bytes] | None = None) -> Console:
    """A console on standard output, or on a binary stream, that leaves square brackets and numbers of the text alone."""
    file = _Lent(stream, encoding="utf-8", write_through=True) if stream else None
    return Console(file=file, highlight=False, markup=False, emoji=False)


class _Lent(io.TextIOWrapper):
    """Text on a stream that belongs to somebody else, who goes on writing to it when this is gone."""

    def close(self) -> None:
        """Everything is handed on, the stream stays open."""
        self.flush()

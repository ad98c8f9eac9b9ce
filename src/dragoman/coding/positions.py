"""Events, expressions of a stance and quotations come in, positions go out: which party stands where on which issue, in whose words."""

from collections.abc import Iterable, Iterator
from hashlib import blake2b

from dragoman import tree
from dragoman.coding.assemble import Findings
from dragoman.knowledge.shapes_positions import Positions
from dragoman.model import Act, Actor, Event, Issue, Position, Quotation, Span


def derive(events: tuple[Event, ...], stances: tuple[Act, ...], found: Findings, positions: Positions) -> tuple[Position, ...]:
    """Positions in text order, each once. `stances` are acts whose category is a stance ("is open to talks"); they go before events.

    "Serbia rejected the UN mediation offer": Serbia rejects mediation by the UN.
    """
    maker = _Maker(found, positions)
    told = {found.parse.tokens[i].start for act in stances for i in act.trigger if act.issue}
    held = [*maker.from_events(e for e in events if not any(start in told for start, _ in e.trigger)), *maker.from_stances(stances)]
    unique: dict[tuple[object, ...], Position] = {}
    for position in sorted(held, key=lambda p: (p.spans[0], p.stance)):
        unique.setdefault((position.party, position.issue.key, position.stance, position.date), position)
    return tuple(unique.values())


class _Maker:
    def __init__(self, found: Findings, positions: Positions) -> None:
        self.found, self.positions = found, positions
        self.actors: dict[str, Actor] = {actor.id: actor for actor in found.cast.actors}

    def from_events(self, events: Iterable[Event]) -> Iterator[Position]:
        for event in events:
            topic, status = event.topic, event.status
            if topic is None or topic.kind not in self.positions.kinds or status.negated or status.hypothetical:
                continue
            stance = self._stance(topic.kind, event)
            if stance is None:
                continue
            own = event.actor if stance == "proposes" else event.recipient
            by = topic.by or tuple(dict.fromkeys(p.code for p in own if p.code))
            issue = _issue(topic.kind, by, (topic.about,) if topic.about else (), topic.text)
            toward = tuple(dict.fromkeys(p.code for p in event.recipient if p.code))
            for party in event.actor:
                yield self._position(party.actor, issue, stance, toward, event.date, (event.id,), event.trigger, self._quotation(event.reported_in), event.because)

    def _stance(self, kind: str, event: Event) -> str | None:
        table = self.positions.kinds[kind]
        coded = (f"{event.event[0]} {mode}" for mode in event.mode)
        return next((table[code] for code in (*coded, event.event[0]) if code in table), None)

    def from_stances(self, stances: Iterable[Act]) -> Iterator[Position]:
        for act in stances:
            status = self.found.statuses[act.clause]
            if act.issue is None or status.hypothetical:
                continue
            head = self.found.clauses[act.clause].head
            quotation = self._quotation_at(self.found.parse.tokens[head].start)
            parties = [actor for actor, _ in act.actors] or ([quotation.speaker] if quotation and quotation.speaker else [])
            when = self.found.whens[act.clause]
            spans = tree.spans_of(self.found.parse, act.trigger)
            by, about = self._makers(act)
            issue = _issue(act.issue, by, about, self._text(act))
            for party in parties:
                yield self._position(party, issue, act.category.lower(), by, when.date if when else None, (), spans, quotation, act.because)

    def _makers(self, act: Act) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Codes of whose proposal it is, and of whom or what place it is about."""
        makers = act.makers or tuple(actor for actor, _ in act.recipients)
        by = tuple(dict.fromkeys(code for actor in makers if (code := self.actors[actor].code)))
        about = (code for t in act.topic for a in self.found.cast.at.get(t, ()) if (code := self.actors[a].code))
        return by, tuple(dict.fromkeys(code for code in about if code not in by))

    def _text(self, act: Act) -> str:
        return tree.text_of(self.found.parse, act.topic or act.trigger)

    def _quotation(self, name: str | None) -> Quotation | None:
        return next((q for q in self.found.quotations if q.id == name), None) if name else None

    def _quotation_at(self, start: int) -> Quotation | None:
        return next((q for q in self.found.quotations if q.tells and any(a <= start < b for a, b in q.content)), None)

    def _position(
        self,
        party: str,
        issue: Issue,
        stance: str,
        toward: tuple[str, ...],
        date: str | None,
        events: tuple[str, ...],
        spans: tuple[Span, ...],
        quotation: Quotation | None,
        because: tuple[str, ...],
    ) -> Position:
        actor = self.actors[party]
        parts = (self.found.article.id, actor.key or actor.name, issue.key, stance, str(spans))
        name = blake2b("\x1f".join(parts).encode(), digest_size=8).hexdigest()
        speaker = quotation.speaker if quotation else None
        return Position(name, party, actor.code, actor.sector, issue, stance, toward, date, speaker, events, quotation.id if quotation else None, spans, because)


def _issue(kind: str, by: tuple[str, ...], parties: tuple[str, ...], text: str) -> Issue:
    return Issue(kind, by, parties, text, ":".join((kind, ",".join(sorted(by)), ",".join(sorted(parties)))))



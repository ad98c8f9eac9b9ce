"""Events, stances told in words and quotations come in, positions go out: which party stands where on which issue, toward whom, in whose words."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from hashlib import blake2b

from dragoman import tree
from dragoman.coding import conflicts, issues, stances
from dragoman.coding.assemble import Findings
from dragoman.knowledge.shapes_grammar import Grammar
from dragoman.knowledge.shapes_positions import Positions
from dragoman.model import Actor, Condition, Event, Issue, Position, Quotation, Span

#: how many quotations before a word may hold it
NEAR = 40
#: codes of those who are one party whoever speaks, and not of a country
BODIES = frozenset(("UNO", "EUR"))
#: codes that many bodies share: each of them is a party of its own
SHARED = frozenset(("IGO", "NGO", "MNC", "ISM", "IMG"))
#: kinds of actor that somebody speaks for
PRINCIPALS = ("state", "institution", "igo", "ngo", "armed_group", "party", "company", "group")


def derive(events: tuple[Event, ...], found: Findings, positions: Positions, grammar: Grammar) -> tuple[Position, ...]:
    """Positions in text order, each once. What words tell goes before what events tell of the same issue in the same sentence.

    "Serbia rejected the UN mediation offer": Serbia rejects mediation by the UN.
    """
    maker = _Maker(events, found, positions)
    named = issues.find(found.parse, found.clauses, found.cast, positions, bool(maker.conflicts.main))
    said = stances.read(found.parse, found.clauses, found.statuses, found.cast, named, positions, grammar)
    held = [position for one in said for position in maker.told(one)]
    covered = {(position.code, maker.sentence_of(position.spans[0][0])) for position in held}
    held += [p for event in events for p in maker.shown(event) if (p.code, event.text_info.sequence) not in covered]
    unique: dict[tuple[object, ...], Position] = {}
    for position in sorted(held, key=lambda p: (p.spans[0], p.stance)):
        unique.setdefault((position.side, position.speaker, position.issue.key, position.stance, position.date), position)
    return tuple(unique.values())


class _Maker:
    def __init__(self, events: tuple[Event, ...], found: Findings, positions: Positions) -> None:
        self.found, self.parse, self.positions, self.events = found, found.parse, positions, events
        self.actors: dict[str, Actor] = {actor.id: actor for actor in found.cast.actors}
        self.number = {clause.head: n for n, clause in enumerate(found.clauses)}
        self.conflicts = conflicts.find(found.parse, found.cast, positions)
        self.starts = [sentence.span[0] for sentence in found.parse.sentences]
        self.contents = sorted((a, b, quotation.id) for quotation in found.quotations if quotation.tells for a, b in quotation.content)
        self.said = {quotation.id: quotation for quotation in found.quotations}
        self.events_in: dict[int, list[Event]] = {}
        for event in events:
            self.events_in.setdefault(event.text_info.sequence, []).append(event)

    def sentence_of(self, start: int) -> int:
        """The number of the sentence in which a character stands."""
        return bisect_right(self.starts, start) - 1

    # --- from words -----------------------------------------------------------------------------------------------------

    def told(self, said: stances.Said) -> Iterator[Position]:
        """Positions of one stance, one for each party."""
        spans = tree.spans_of(self.parse, said.words)
        quotation = self._quotation_at(self.parse.tokens[said.head].start)
        toward, hearers = self._codes(said.toward), self._codes(said.hearers)
        near = self.events_in.get(self.parse.tokens[said.head].sentence, [])
        conditions = tuple(self._condition(tokens, near) for tokens in said.conditions)
        shown = tuple(event.id for event in near if any(a < d and c < b for a, b in event.trigger for c, d in spans))
        for own in self._known(said):
            issue = self._issue(said, own, toward)
            if said.stance == "neutral" and said.named.kind == "war" and not issue.conflict:
                continue
            asked = issue.parties if said.both and len(issue.parties) > 1 and own.code not in issue.parties else toward
            others = tuple(code for code in dict.fromkeys((*issue.by, *asked)) if code != own.code)
            heard = tuple(code for code in hearers if code != own.code)
            yield self._position(own, issue, said.stance, others, self._date(said.head), shown, spans, quotation, said.because, conditions, heard)

    def _known(self, said: stances.Said) -> list[Actor]:
        """Parties of whom it is known who they are; else who speaks, in whose name a description stands ("the group"); else named persons and bodies."""
        parties = [self.actors[name] for name in said.parties]
        speakers = [self.actors[name] for name in said.speakers[:1]]
        return [a for a in parties if a.code or a.key] or [a for a in speakers if a.code] or [a for a in parties if a.kind != "generic"]

    def _issue(self, said: stances.Said, party: Actor, toward: tuple[str, ...]) -> Issue:
        named = said.named
        by = named.by or ((party.code,) if said.stance == "proposes" and party.code else ())
        text = tree.text_of(self.parse, named.words or (named.head,))
        partners = self._codes(said.partners) if self.positions.kinds[named.kind].partners else ()
        conflict = self._conflict(self.parse.tokens[named.head].sentence, party.code, toward, partners)
        return self._made(named.kind, by, conflict, text)

    def _conflict(self, sentence: int, code: str | None, toward: tuple[str, ...], partners: tuple[str, ...]) -> str:
        """The conflict a sentence is about; talks with somebody who is no part of it are between those two, as is what is about no conflict."""
        conflict = self.conflicts.at(sentence)
        concerned = self.conflicts.concerned.get(conflict) or set(conflict.split("-"))
        others = [one for one in partners if one != code]
        if conflict and not (code and others and not any(one in concerned for one in others)):
            return conflict
        whom = others or [one for one in toward if one != code]
        return conflicts.between((code, whom[0]), self.positions) if code and whom else conflict

    def _made(self, kind: str, by: tuple[str, ...], conflict: str, text: str) -> Issue:
        whose = by if self.positions.kinds[kind].whose else ()
        parties = self.conflicts.parties.get(conflict) or (tuple(conflict.split("-")) if conflict else ())
        return Issue(kind, by, parties, text, f"{kind}:{','.join(sorted(whose))}:{conflict}", conflict)

    def _condition(self, tokens: tuple[int, ...], near: list[Event]) -> Condition:
        span = tree.span_of(self.parse, tokens)
        inside = tuple(event.id for event in near if any(span[0] <= a and b <= span[1] for a, b in event.trigger))
        return Condition(tree.text_of(self.parse, tokens), span, inside)

    def _date(self, head: int) -> str | None:
        """The date of the clause, else of the nearest above that has one, else of publication."""
        for i in (head, *tree.ancestors(self.parse, head)):
            number = self.number.get(i)
            when = self.found.whens[number] if number is not None else None
            if when is not None and when.date:
                return when.date
        return self.found.article.published

    # --- from events ----------------------------------------------------------------------------------------------------

    def shown(self, event: Event) -> Iterator[Position]:
        """Positions that an event shows by what it is about: who signs a truce accepts it."""
        topic, status = event.topic, event.status
        if topic is None or topic.kind not in self.positions.kinds or status.negated or status.hypothetical:
            return
        kind = self.positions.kinds[topic.kind]
        coded = (f"{event.event[0]} {mode}" for mode in event.mode)
        stance = next((kind.events[code] for code in (*coded, event.event[0]) if code in kind.events), None)
        if stance is None or (kind.stances and stance not in kind.stances):
            return
        toward = tuple(dict.fromkeys(p.code for p in event.recipient if p.code))
        for party in event.actor:
            own = self.actors[party.actor]
            if own.code is None and own.key is None:
                continue
            by = topic.by or ((own.code,) if stance == "proposes" and kind.whose and own.code else ())
            about = self._conflict(event.text_info.sequence, own.code, toward, toward if kind.partners else ())
            if not about:
                continue
            issue = self._made(topic.kind, by, about, topic.text)
            quotation = self.said.get(event.reported_in or "")
            yield self._position(own, issue, stance, toward, event.date, (event.id,), event.trigger, quotation, event.because, ())

    # --- both -----------------------------------------------------------------------------------------------------------

    def _codes(self, actors: Iterable[str]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(code for actor in actors if (code := self.actors[actor].code)))

    def _quotation_at(self, start: int) -> Quotation | None:
        """The innermost quotation whose content holds a character; looked for among the nearest before it."""
        at = bisect_right(self.contents, (start, len(self.parse.text), ""))
        near = self.contents[max(0, at - NEAR) : at]
        return next((self.said[name] for first, last, name in reversed(near) if first <= start < last), None)

    def _side(self, actor: Actor) -> str:
        """Who the party is across articles: a country's government by its code, any other body by its key, whoever speaks for it."""
        if actor.code and (actor.kind == "state" or actor.code in BODIES or (actor.sector == "GOV" and actor.code not in SHARED)):
            return actor.code
        if actor.kind == "person" or not actor.key:
            principal = self._principal(actor)
            if principal is not None and principal.key:
                return principal.key
            if actor.kind == "person":
                return f"{actor.code}.{actor.sector}" if actor.code and actor.sector else actor.key or actor.name
        return actor.key or ".".join(filter(None, (actor.code, actor.sector))) or actor.name

    def _principal(self, actor: Actor) -> Actor | None:
        """The body that a person speaks for, if the article names one of the same country and sector."""
        bodies = [a for a in self.found.cast.actors if a.kind in PRINCIPALS and a.code == actor.code and a.key]
        if actor.sector == "GOV" and actor.code not in SHARED:
            return next((a for a in bodies if a.kind == "state" or a.sector == "GOV"), None)
        same = [a for a in bodies if a.sector == actor.sector or actor.code in SHARED]
        return same[0] if len(same) == 1 or (same and actor.kind == "person") else None

    def _position(
        self,
        own: Actor,
        issue: Issue,
        stance: str,
        toward: tuple[str, ...],
        date: str | None,
        events: tuple[str, ...],
        spans: tuple[Span, ...],
        quotation: Quotation | None,
        because: tuple[str, ...],
        conditions: tuple[Condition, ...],
        hearers: tuple[str, ...] = (),
    ) -> Position:
        side = self._side(own)
        principal = (self._principal(own) if own.kind == "person" else None) or own
        speaker = quotation.speaker if quotation and quotation.speaker else own.id if own.kind == "person" else None
        parts = (self.found.article.id, side, own.key or own.name, issue.key, stance, str(spans))
        name = blake2b("\x1f".join(parts).encode(), digest_size=8).hexdigest()
        sentence = self.parse.sentences[self.sentence_of(spans[0][0])]
        text = " ".join(self.found.article.text[slice(*sentence.span)].split())
        sector = own.sector or ("GOV" if own.kind == "state" else None)
        return Position(
            name, principal.id, own.code, sector, issue, stance, toward, date, speaker, events, quotation.id if quotation else None, spans, because,
            side, hearers, text, conditions,
        )  # fmt: skip

"""Acts with their status, date and place come in, events go out: records with evidence, retellings linked, ids made from content."""

from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import blake2b

import msgspec

from dragoman import tree
from dragoman.calendar import within_a_week
from dragoman.coding.tellings import side_of
from dragoman.knowledge.schema import Category
from dragoman.model import (
    Act,
    Actor,
    Article,
    Cast,
    Clause,
    Event,
    EventStatus,
    Location,
    Mention,
    Parse,
    Party,
    Place,
    Quotation,
    Size,
    Span,
    Status,
    TextInfo,
    Topic,
    When,
)

#: how many earlier tellings or quotations are looked at for each event
NEAR = 40

#: who claims what is claimed by nobody named
UNKNOWN = "unknown"

#: category and mode of what a country may do to its own people, and these people's sector
INLAND = ("COERCE",)
INLAND_MODE = "crowd-control"
CIVILIAN = "CVL"
#: what the people of a country do
POPULAR = ("PROTEST",)

#: an event without any evidence of its date
UNDATED = When(None, None, None, "no day is told for it")


@dataclass(frozen=True, slots=True)
class Findings:
    """What the stages found, each list parallel to `clauses`."""

    article: Article
    parse: Parse
    cast: Cast
    clauses: tuple[Clause, ...]
    statuses: tuple[Status, ...]
    whens: tuple[When | None, ...]
    places: tuple[Place | None, ...]
    quotations: tuple[Quotation, ...]


def assemble(
    acts: tuple[Act, ...],
    found: Findings,
    categories: dict[str, Category],
    contexts: Callable[[int], tuple[str, ...]],
    size: Callable[[Act], Size],
    confidence: Callable[[Act], float],
) -> tuple[Event, ...]:
    """Events in text order. `contexts` tells those of a sentence, `size` and `confidence` those of an act."""
    maker = _Maker(found, categories)
    events = [maker.event(act, contexts(maker.sentence(act)), size(act), confidence) for act in acts]
    return _linked(events, maker.actors)


class _Maker:
    def __init__(self, found: Findings, categories: dict[str, Category]) -> None:
        self.found, self.categories = found, categories
        self.parse = found.parse
        self.actors = {actor.id: actor for actor in found.cast.actors}
        self.number = {clause.head: number for number, clause in enumerate(found.clauses)}
        self.contents = sorted((a, b, quotation.id) for quotation in found.quotations if quotation.tells for a, b in quotation.content)
        self.mention: dict[int, Mention] = {}
        for mention in found.cast.mentions:
            for i in range(mention.first, mention.last):
                held = self.mention.get(i)
                if held is None or (mention.head == i and held.head != i):
                    self.mention[i] = mention

    def sentence(self, act: Act) -> int:
        return self.found.clauses[act.clause].sentence

    def event(self, act: Act, contexts: tuple[str, ...], size: Size, confidence: Callable[[Act], float]) -> Event:
        found, category = self.found, self.categories[act.category]
        status = self._status(act)
        when = self._when(act)
        sentence = found.parse.sentences[self.sentence(act)]
        scores = [category.scores[mode] for mode in act.modes if mode in category.scores]
        triggers = tree.spans_of(self.parse, act.trigger)
        actor = self._own_people(act, tuple(self._party(*party) for party in act.actors))
        recipient = self._people(act, tuple(self._party(*party) for party in act.recipients))
        return Event(
            id=_identity(found.article.id, act, triggers, actor, recipient),
            event=(act.category,),
            mode=act.modes,
            context=tuple(dict.fromkeys((*act.contexts, *contexts))),
            cameo=act.cameo,
            quad_code=category.quad,
            event_scale=scores[0] if scores else category.score,
            reciprocal=act.reciprocal,
            date=when.date,
            enddate=when.enddate,
            date_resolution=when.resolution,
            date_because=when.because,
            actor=actor,
            recipient=recipient,
            topic=self._topic(act),
            event_loc=self._location(act),
            size=size,
            status=status,
            reported_in=self._reported_in(triggers),
            event_text=tuple(found.article.text[a:b] for a, b in triggers),
            trigger=triggers,
            text=found.article.text[slice(*sentence.span)],
            text_info=TextInfo(sentence.index, *sentence.span),
            same_as=(),
            confidence=confidence(act),
            because=(*act.because, *found.statuses[act.clause].because),
        )

    def _when(self, act: Act) -> When:
        """The date of the act's clause, else of the nearest clause above that has one: "was in Paris to ask for aid"."""
        head = self.found.clauses[act.clause].head
        for i in (head, *tree.ancestors(self.parse, head)):
            number = self.number.get(i)
            when = self.found.whens[number] if number is not None else None
            if when is not None:
                return when
        return UNDATED

    def _party(self, actor_id: str, token: int) -> Party:
        actor = self.actors[actor_id]
        mention = self.mention.get(token)
        word = self.parse.tokens[token]
        span = mention.span if mention else (word.start, word.end)
        text = self.found.article.text[slice(*span)]
        return Party(
            actor.code, actor.sector, actor.other_sectors, " ".join(text.split()), span, actor.id, actor.identifier_id, actor.name, actor.office
        )

    def _people(self, act: Act, recipients: tuple[Party, ...]) -> tuple[Party, ...]:
        """Recipients; a country that coerces itself coerces its people."""
        codes = {self.actors[actor].code for actor, _ in act.actors}
        if act.category not in INLAND and INLAND_MODE not in act.modes:
            return recipients
        return tuple(
            msgspec.structs.replace(p, sector=CIVILIAN) if codes == {p.code} and p.sector is None and self.actors[p.actor].kind == "state" else p for p in recipients
        )

    def _own_people(self, act: Act, actors: tuple[Party, ...]) -> tuple[Party, ...]:
        """Actors; of a protest in a country its people."""
        if act.category not in POPULAR:
            return actors
        return tuple(msgspec.structs.replace(p, sector=CIVILIAN) if p.sector is None and p.code else p for p in actors)

    def _status(self, act: Act) -> EventStatus:
        """Status of the act's clause, with what its own row says and who claims it. A "no" that is part of the predicate ("saw no prospect") negates nothing."""
        held = self.found.statuses[act.clause]
        changes = set(act.changes)
        words = (self.parse.tokens[i] for i in act.trigger)
        own_words = any(word.rel in ("det", "neg", "advmod") and (word.start, word.end) in held.cues for word in words)
        settled = "actual" in changes and not self._is_modified(act, held)
        due = settled or "due" in changes
        claimers = tuple(dict.fromkeys(a for t in (*held.claimed_by, *act.claimers) for a in self._actors_near(t)))
        if not claimers and (held.alleged or held.claimed_by or "claimed" in changes):
            claimers = (UNKNOWN,)
        return EventStatus(
            negated=(held.negated and not own_words) or "negated" in changes,
            future=(held.future and not due) or "future" in changes,
            hypothetical=(held.hypothetical and not settled) or "hypothetical" in changes,
            historical=held.historical or "historical" in changes,
            claimed_by=claimers,
            cues=held.cues,
        )

    def _is_modified(self, act: Act, held: Status) -> bool:
        """Whether an adjective of the event's own noun says that it has not happened: the *planned* talks, a *possible* strike."""
        head = self.found.clauses[act.clause].head
        words = (self.parse.tokens[c] for c in self.parse.children[head])
        return any(word.rel == "amod" and (word.start, word.end) in held.cues for word in words)

    def _actors_near(self, token: int) -> tuple[str, ...]:
        """Actors named by the phrase that `token` heads."""
        return self.found.cast.at.get(token, ())

    def _location(self, act: Act) -> Location | None:
        place = self.found.places[act.clause]
        if place is None and act.inner is not None and act.inner.clause != act.clause:
            place = self.found.places[act.inner.clause]
        if place is None:
            return None
        return Location(place.text, place.name, place.geonameid, place.lat, place.lon, place.country_code, place.resolution, place.span)

    def _topic(self, act: Act) -> Topic | None:
        if not act.topic or not (act.issue or act.inner):
            return None
        span = tree.span_of(self.parse, act.topic)
        kind = act.issue or (act.inner.category.lower() if act.inner else "")
        by = self._codes(act.makers)
        named = self._codes(tuple(actor for i in act.topic for actor in self.found.cast.at.get(i, ())))
        about = next((code for code in named if code not in by), None)
        return Topic(kind, " ".join(self.found.article.text[slice(*span)].split()), span, by, about)

    def _codes(self, actors: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(code for actor in actors if (code := self.actors[actor].code)))

    def _reported_in(self, triggers: tuple[Span, ...]) -> str | None:
        """The innermost quotation whose content holds the event; looked for among the nearest before it."""
        at = bisect_right(self.contents, (triggers[0][0], len(self.parse.text), ""))
        near = self.contents[max(0, at - NEAR) : at]
        return next((name for start, end, name in reversed(near) if start <= triggers[0][0] < end), None)


def _identity(article: str, act: Act, triggers: tuple[Span, ...], actor: tuple[Party, ...], recipient: tuple[Party, ...]) -> str:
    """An id from what the event says, the same in every run."""
    parts = [article, act.category, *map(str, triggers), *(f"a{p.span}" for p in actor), *(f"r{p.span}" for p in recipient)]
    return blake2b("\x1f".join(parts).encode(), digest_size=8).hexdigest()


def _linked(events: list[Event], actors: dict[str, Actor]) -> tuple[Event, ...]:
    """Each event that tells again what the article told before, with the id of the first telling."""
    firsts: dict[tuple[object, ...], list[Event]] = {}
    linked = []
    for event in events:
        held = firsts.setdefault(_happening(event, actors), [])
        first = next((one for one in held[-NEAR:] if _agree(one, event, actors)), None) if event.actor or event.recipient else None
        if first is None:
            held.append(event)
            linked.append(event)
        else:
            linked.append(msgspec.structs.replace(event, same_as=(first.id,)))
    return tuple(linked)


def _happening(event: Event, actors: dict[str, Actor]) -> tuple[object, ...]:
    sides = (frozenset(side_of(actors[p.actor]) for p in side) for side in (event.actor, event.recipient))
    return event.event, *sides, event.status.negated


def _agree(first: Event, second: Event, actors: dict[str, Actor]) -> bool:
    """Whether dates, modes and persons of two tellings can be of one happening.

    A retelling often has no date but that of publication; two ministers who accuse are two who do.
    """
    near = within_a_week(first.date, second.date)
    modes = not first.mode or not second.mode or bool(set(first.mode) & set(second.mode))
    return near and modes and all(_same_persons(a, b, actors) for a, b in ((first.actor, second.actor), (first.recipient, second.recipient)))


def _same_persons(first: tuple[Party, ...], second: tuple[Party, ...], actors: dict[str, Actor]) -> bool:
    named = [{p.actor for p in side if actors[p.actor].kind == "person"} for side in (first, second)]
    return not named[0] or not named[1] or bool(named[0] & named[1])

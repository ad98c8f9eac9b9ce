"""A report or fault comes in, its record goes out: JSON as docs/records.md lays down.

Field order is part of the contract. The same report gives the same bytes.
"""

from collections.abc import Collection
from typing import Any

import msgspec

from dragoman.model import Actor, Article, Cast, Event, EventStatus, Fault, Location, Mention, Party, Position, Quotation, Report, Status

#: layers given only when asked for, in the order of the record
LAYERS = ("sentences", "times", "places", "clauses")

Json = dict[str, Any]

_encoder = msgspec.json.Encoder(order=None)


def encode(record: Json) -> bytes:
    """One record as a line of JSON without its line end."""
    return _encoder.encode(record)


def is_actual(event: Event) -> bool:
    """Whether an event is told as one that happened or will: neither negated nor hypothetical."""
    return not (event.status.negated or event.status.hypothetical)


def report_record(report: Report, layers: Collection[str] = (), only_actual: bool = False) -> Json:
    """The record of a report. `layers` are names of `LAYERS`; `only_actual` leaves out negated and hypothetical events."""
    record = _head(report.article, report.coder, report.knowledge)
    if "sentences" in layers:
        record["sentences"] = [{"span": s.span, "block": s.block} for s in report.sentences]
    record["actors"] = [_actor(actor, report.cast) for actor in report.cast.actors]
    record["events"] = [_event(event) for event in report.events if not only_actual or is_actual(event)]
    record["quotations"] = [_quotation(quotation) for quotation in report.quotations]
    record["positions"] = [_position(position) for position in report.positions]
    if "times" in layers:
        record["times"] = [
            {"span": t.span, "text": t.text, "value": t.value, "resolution": t.resolution, "start": t.start, "end": t.end} for t in report.times
        ]
    if "places" in layers:
        record["places"] = [
            {
                "span": p.span, "text": p.text, "geonameid": p.geonameid, "name": p.name, "lat": p.lat, "lon": p.lon,
                "country_code": p.country_code, "resolution": p.resolution,
            }
            for p in report.places
        ]  # fmt: skip
    if "clauses" in layers:
        record["clauses"] = _clauses(report)
    record["errors"] = _errors(report.article, report.errors)
    return record


def fault_record(fault: Fault, coder: str = "", knowledge: str = "") -> Json:
    """The record of an article that could not be read or coded: all fields are there, and `errors` says what is wrong."""
    record = _head(Article(id=fault.id, text="", blocks=()), coder, knowledge)
    record |= {"actors": [], "events": [], "quotations": [], "positions": [], "errors": _errors(None, (fault,))}
    return record


def _head(article: Article, coder: str, knowledge: str) -> Json:
    return {
        "id": article.id,
        "source": article.source,
        "url": article.url,
        "title": article.title,
        "byline": article.byline,
        "published": article.published,
        "language": article.language,
        "coder": coder,
        "knowledge": knowledge,
        "text": article.text,
        "blocks": [{"kind": block.kind, "span": block.span} for block in article.blocks],
    }


def _actor(actor: Actor, cast: Cast) -> Json:
    return {
        "id": actor.id,
        "name": actor.name,
        "key": actor.key,
        "kind": actor.kind,
        "code": actor.code,
        "sector": actor.sector,
        "other_sectors": actor.other_sectors,
        "office": actor.office,
        "identifier_id": actor.identifier_id,
        "identifier_text": actor.name if actor.key else None,
        "mentions": [_mention(cast.mentions[i]) for i in actor.mentions],
        "because": actor.because,
    }


def _mention(mention: Mention) -> Json:
    return {"span": mention.span, "kind": mention.kind}


def _event(event: Event) -> Json:
    return {
        "id": event.id,
        "event": event.event,
        "mode": event.mode,
        "context": event.context,
        "cameo": event.cameo,
        "quad_code": event.quad_code,
        "event_scale": event.event_scale,
        "reciprocal": event.reciprocal,
        "date": event.date,
        "enddate": event.enddate,
        "date_resolution": event.date_resolution,
        "date_because": event.date_because,
        "actor": [_party(party) for party in event.actor],
        "recipient": [_party(party) for party in event.recipient],
        "topic": _topic(event),
        "event_loc": location_record(event.event_loc),
        "size": size_record(event),
        "status": _status(event.status),
        "reported_in": event.reported_in,
        "event_text": event.event_text,
        "trigger": event.trigger,
        "text": event.text,
        "text_info": text_info_record(event),
        "same_as": event.same_as,
        "confidence": event.confidence,
        "because": event.because,
    }


def _party(party: Party) -> Json:
    return {
        "code": party.code,
        "sector": party.sector,
        "other_sectors": party.other_sectors,
        "entity_text": party.entity_text,
        "span": party.span,
        "actor": party.actor,
        "identifier_id": party.identifier_id,
        "identifier_text": party.identifier_text,
        "office": party.office,
    }


def _topic(event: Event) -> Json | None:
    topic = event.topic
    if topic is None:
        return None
    return {"kind": topic.kind, "text": topic.text, "span": topic.span, "by": topic.by, "about": topic.about}


def location_record(place: Location | None) -> Json | None:
    """Where an event happened."""
    if place is None:
        return None
    return {
        "extracted_place": place.extracted_place,
        "resolved_place": place.resolved_place,
        "geonameid": place.geonameid,
        "lat": place.lat,
        "lon": place.lon,
        "country_code": place.country_code,
        "resolution": place.resolution,
        "span": place.span,
    }


def size_record(event: Event) -> Json:
    """How many were killed, hurt, arrested."""
    return {"dead": event.size.dead, "injured": event.size.injured, "arrested": event.size.arrested}


def _status(status: EventStatus) -> Json:
    return {
        "negated": status.negated,
        "future": status.future,
        "hypothetical": status.hypothetical,
        "historical": status.historical,
        "claimed_by": status.claimed_by,
        "cues": status.cues,
    }


def text_info_record(event: Event) -> Json:
    """Which sentence tells it."""
    return {"sequence": event.text_info.sequence, "start": event.text_info.start, "end": event.text_info.end}


def _quotation(quotation: Quotation) -> Json:
    return {
        "id": quotation.id,
        "kind": quotation.kind,
        "source": quotation.source,
        "speaker": quotation.speaker,
        "cue": quotation.cue,
        "content": quotation.content,
        "because": quotation.because,
    }


def _position(position: Position) -> Json:
    issue = position.issue
    return {
        "id": position.id,
        "party": position.party,
        "code": position.code,
        "sector": position.sector,
        "issue": {
            "kind": issue.kind, "by": issue.by, "parties": issue.parties, "text": issue.text, "key": issue.key, "conflict": issue.conflict or None,
        },
        "stance": position.stance,
        "toward": position.toward,
        "date": position.date,
        "speaker": position.speaker,
        "events": position.events,
        "quotation": position.quotation,
        "spans": position.spans,
        "because": position.because,
        "side": position.side,
        "hearers": position.hearers,
        "text": position.text,
        "conditions": [{"text": one.text, "span": one.span, "events": one.events} for one in position.conditions],
    }  # fmt: skip


def _clauses(report: Report) -> list[Json]:
    """Every predicate with its status and, where one is told, its date. `span` is its head word."""
    found = []
    for (clause, status, when), span in zip(report.clauses, report.clause_spans, strict=True):
        record: Json = {"span": span, "lemma": clause.lemma, "status": _clause_status(status, report.cast)}
        if when and when.date:
            record |= {"date": when.date, "enddate": when.enddate, "date_resolution": when.resolution}
        found.append(record)
    return found


def _clause_status(status: Status, cast: Cast) -> Json:
    """Like the status of an event, claimers as actors as far as they are known."""
    claimers = dict.fromkeys(actor for token in status.claimed_by for actor in cast.at.get(token, ("unknown",)))
    return {
        "negated": status.negated,
        "future": status.future,
        "hypothetical": status.hypothetical,
        "historical": status.historical,
        "claimed_by": list(claimers),
        "cues": status.cues,
    }


def _errors(article: Article | None, faults: tuple[Fault, ...]) -> list[Json]:
    """What went wrong (`error`) and what the reader should know (`note`)."""
    notes = [{"level": "note", "where": article.id, "reason": note, "hint": ""} for note in article.notes] if article else []
    return notes + [{"level": "error", "where": fault.where, "reason": fault.reason, "hint": fault.hint} for fault in faults]

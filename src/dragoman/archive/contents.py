"""A report or a fault comes in, the rows that it adds to the tables of an archive go out. The same report gives the same rows."""

from collections.abc import Iterable, Mapping
from datetime import date
from hashlib import blake2b
from typing import Any

import pyarrow as pa

from dragoman.archive.tables import CODED
from dragoman.model import Actor, Article, Block, BlockKind, Event, Fault, Party, Position, Quotation, Report, Span

Row = dict[str, Any]
Rows = dict[str, list[Row]]

#: what stands between the parts of a text that is told in several
BETWEEN = " … "


def rows_of(one: Report | Fault) -> Rows:
    """The rows of one report or fault by table, without their batch. The report of "Serbia rejected the plan." has a row in articles and in events."""
    if isinstance(one, Fault):
        return {"errors": [_error(one)]}
    actors = {actor.id: actor for actor in one.cast.actors}
    of_article = _of_article(one.article)
    coded = {"coder": one.coder, "knowledge": one.knowledge}
    return {
        "articles": [_article(one) | coded],
        "events": [of_article | _event(event, actors, one.article.id) | coded for event in one.events],
        "quotations": [of_article | _quotation(quotation, actors, one.article) | coded for quotation in one.quotations],
        "positions": [of_article | _position(position, actors, one.article) | coded for position in one.positions],
        "errors": [_error(fault) | coded for fault in one.errors],
    }


def arrow(table: str, rows: Iterable[Mapping[str, Any]], batch: str | None = None) -> pa.Table:
    """Rows of one table as Arrow, under its schema; `batch` is told in every row."""
    found = pa.Table.from_pylist(list(rows), schema=CODED[table])
    if batch is None:
        return found
    at = found.schema.get_field_index("batch")
    return found.set_column(at, found.schema.field(at), pa.array([batch] * found.num_rows, pa.string()))


def digest(*parts: str | None) -> str:
    """A hash of texts, 32 hexadecimal digits."""
    made = blake2b(digest_size=16)
    for part in parts:
        made.update(b"\x00" if part is None else b"\x01" + str(len(part)).encode() + b":" + part.encode(errors="surrogatepass"))
    return made.hexdigest()


def fingerprint(article: Article) -> str:
    """A hash of all that was read of an article but its id and its file: another one means that it must be coded anew."""
    a = article
    return digest(a.text, a.title, a.byline, a.published, a.url, a.source, a.language)


def article_of_row(row: Mapping[str, Any]) -> Article:
    """The article as it was read, from its row in `articles`: what `recode` codes again."""
    published = row["published"]
    return Article(
        id=row["id"],
        text=row["text"],
        blocks=tuple(Block(BlockKind(block["kind"]), (block["start"], block["end"])) for block in row["blocks"]),
        markup=tuple((span["start"], span["end"]) for span in row["markup"]),
        title=row["title"],
        byline=row["byline"],
        published=published.isoformat() if published else None,
        url=row["url"],
        source=row["source"],
        language=row["language"],
        notes=tuple(row["notes"]),
        input=row["input"],
    )


def _of_article(article: Article) -> Row:
    return {"article": article.id, "published": _day(article.published), "source": article.source, "url": article.url, "title": article.title}


def _article(report: Report) -> Row:
    article = report.article
    mentions = report.cast.mentions
    return {
        "id": article.id,
        "published": _day(article.published),
        "source": article.source,
        "url": article.url,
        "title": article.title,
        "byline": article.byline,
        "language": article.language,
        "text": article.text,
        "digest": digest(article.text),
        "fingerprint": fingerprint(article),
        "blocks": [{"kind": block.kind, **_span(block.span)} for block in article.blocks],
        "markup": _spans(article.markup),
        "sentences": [{**_span(sentence.span), "block": sentence.block} for sentence in report.sentences],
        "actors": [
            {
                "id": actor.id, "name": actor.name, "key": actor.key, "kind": actor.kind, "code": actor.code, "sector": actor.sector,
                "other_sectors": actor.other_sectors, "office": actor.office, "identifier_id": actor.identifier_id,
                "mentions": [{**_span(mentions[i].span), "kind": mentions[i].kind} for i in actor.mentions], "because": actor.because,
            }
            for actor in report.cast.actors
        ],
        "times": [
            {**_span(t.span), "text": t.text, "value": t.value, "resolution": t.resolution, "first_day": t.start, "last_day": t.end} for t in report.times
        ],
        "places": [
            {
                **_span(p.span), "text": p.text, "geonameid": p.geonameid, "name": p.name, "lat": p.lat, "lon": p.lon,
                "country_code": p.country_code, "resolution": p.resolution,
            }
            for p in report.places
        ],
        "notes": article.notes,
        "events": len(report.events),
        "quotations": len(report.quotations),
        "positions": len(report.positions),
        "input": article.input,
    }  # fmt: skip


def _event(event: Event, actors: Mapping[str, Actor], article: str) -> Row:
    row = {
        "id": event.id, "date": _day(event.date), "enddate": _day(event.enddate), "date_resolution": event.date_resolution,
        "date_because": event.date_because, "event": event.event[0], "mode": event.mode, "context": event.context, "cameo": event.cameo,
        "quad_code": event.quad_code, "event_scale": event.event_scale, "reciprocal": event.reciprocal, "dead": event.size.dead,
        "injured": event.size.injured, "arrested": event.size.arrested, "reported_in": _within(article, event.reported_in),
        "event_text": event.event_text, "trigger": _spans(event.trigger), "text": event.text, "sentence": event.text_info.sequence,
        "start": event.text_info.start, "end": event.text_info.end, "same_as": event.same_as, "confidence": event.confidence, "because": event.because,
    }  # fmt: skip
    return row | _sides(event, actors) | _topic(event) | _place(event) | _status(event, actors)


def _sides(event: Event, actors: Mapping[str, Actor]) -> Row:
    """Who did it to whom: the first of each side in plain columns, all in lists."""
    own, other = event.actor, event.recipient
    if event.reciprocal:
        first, second = own[:1], own[1:2]
        pairs = [(a.code, b.code) for a in own for b in own if a is not b and a.code != b.code]
    else:
        first, second = own[:1], other[:1]
        pairs = [(a.code, b.code) for a in own for b in other]
    row: Row = {"dyads": [{"actor": a, "recipient": b} for a, b in dict.fromkeys(pairs) if a and b]}
    for side, one in (("actor", first), ("recipient", second)):
        party = one[0] if one else None
        row[f"{side}_code"], row[f"{side}_sector"] = (party.code, party.sector) if party else (None, None)
        row[f"{side}_name"] = _name(actors, party.actor) if party else None
    for side, parties in (("actor", own), ("recipient", other)):
        row[f"{side}_codes"] = [party.code for party in parties]
        row[f"{side}_sectors"] = [party.sector for party in parties]
        row[side] = [_party(party, actors) for party in parties]
    return row


def _party(party: Party, actors: Mapping[str, Actor]) -> Row:
    known = actors.get(party.actor)
    return {
        "code": party.code, "sector": party.sector, "other_sectors": party.other_sectors, "entity_text": party.entity_text, **_span(party.span),
        "actor": party.actor, "name": known.name if known else None, "key": known.key if known else None, "identifier_id": party.identifier_id,
        "identifier_text": party.identifier_text, "office": party.office,
    }  # fmt: skip


def _topic(event: Event) -> Row:
    topic = event.topic
    if topic is None:
        return {}
    return {"topic_kind": topic.kind, "topic": topic.text, "topic_by": topic.by, "topic_about": topic.about, "topic_span": _span(topic.span)}


def _place(event: Event) -> Row:
    place = event.event_loc
    if place is None:
        return {}
    return {
        "place": place.resolved_place or place.extracted_place, "extracted_place": place.extracted_place, "resolved_place": place.resolved_place,
        "geonameid": place.geonameid, "lat": place.lat, "lon": place.lon, "country_code": place.country_code,
        "place_resolution": place.resolution, "place_span": _span(place.span),
    }  # fmt: skip


def _status(event: Event, actors: Mapping[str, Actor]) -> Row:
    status = event.status
    claimers = [actors.get(one) for one in status.claimed_by]
    return {
        "negated": status.negated, "future": status.future, "hypothetical": status.hypothetical, "historical": status.historical,
        "claimed": bool(status.claimed_by), "claimed_by": status.claimed_by, "claimed_by_codes": [one and one.code for one in claimers],
        "claimed_by_names": [one and one.name for one in claimers], "status_spans": _spans(status.cues),
    }  # fmt: skip


def _quotation(quotation: Quotation, actors: Mapping[str, Actor], article: Article) -> Row:
    speaker = actors.get(quotation.speaker or "")
    return {
        "id": _within(article.id, quotation.id), "kind": quotation.kind, "attitude": quotation.attitude, "speaker": quotation.speaker,
        "speaker_name": speaker and speaker.name, "speaker_code": speaker and speaker.code, "speaker_sector": speaker and speaker.sector,
        "speaker_office": speaker and speaker.office, "source_text": _words(article.text, quotation.source),
        "cue_text": _words(article.text, quotation.cue), "content_text": _words(article.text, quotation.content),
        "source_spans": _spans(quotation.source), "cue_spans": _spans(quotation.cue), "content_spans": _spans(quotation.content),
        "because": quotation.because,
    }  # fmt: skip


def _position(position: Position, actors: Mapping[str, Actor], article: Article) -> Row:
    issue = position.issue
    return {
        "id": position.id, "party": position.party, "party_name": _name(actors, position.party), "side": position.side or None,
        "code": position.code, "sector": position.sector, "issue_key": issue.key, "issue_conflict": issue.conflict or None,
        "issue_kind": issue.kind, "issue_by": issue.by, "issue_parties": issue.parties, "issue_text": issue.text,
        "stance": position.stance, "toward": position.toward, "hearers": position.hearers, "date": _day(position.date), "speaker": position.speaker,
        "speaker_name": _name(actors, position.speaker), "events": position.events, "quotation": _within(article.id, position.quotation),
        "conditions": [{"text": one.text, **_span(one.span), "events": one.events} for one in position.conditions], "text": position.text or None,
        "words": _words(article.text, position.spans), "spans": _spans(position.spans), "because": position.because,
    }  # fmt: skip


def _error(fault: Fault) -> Row:
    name = digest(fault.id, fault.where, fault.reason)[:16]
    return {"id": name, "article": fault.id, "file": fault.input, "place": fault.where, "reason": fault.reason, "hint": fault.hint or None}


def _within(article: str, name: str | None) -> str | None:
    """A name that holds in one article, made single in the archive."""
    return f"{article}#{name}" if name else None


def _name(actors: Mapping[str, Actor], actor: str | None) -> str | None:
    known = actors.get(actor or "")
    return known.name if known else None


def _day(day: str | None) -> date | None:
    return date.fromisoformat(day) if day else None


def _span(span: Span) -> dict[str, int]:
    return {"start": span[0], "end": span[1]}


def _spans(spans: Iterable[Span]) -> list[dict[str, int]]:
    return [_span(span) for span in spans]


def _words(text: str, spans: tuple[Span, ...]) -> str:
    return BETWEEN.join(" ".join(text[start:end].split()) for start, end in spans)

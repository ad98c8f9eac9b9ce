"""A report comes in, its events go out flat: PLOVER's JSON, one object an event, or the cells of a table, one row an event."""

from typing import Any

from dragoman.model import Article, Event, EventStatus, Party, Report
from dragoman.records import Json, is_actual, location_record, size_record, text_info_record

#: columns of `--format csv`, one event a row
COLUMNS = (
    "article", "source", "url", "published", "event_id", "date", "enddate", "date_resolution", "event", "mode", "context", "cameo", "quad_code",
    "event_scale", "reciprocal", "actor_code", "actor_sector", "actor_text", "actor_name", "recipient_code", "recipient_sector", "recipient_text",
    "recipient_name", "negated", "future", "hypothetical", "historical", "claimed_by", "place", "geonameid", "lat", "lon", "country_code", "dead",
    "injured", "arrested", "topic", "event_text", "start", "end", "text", "same_as", "confidence", "because",
)  # fmt: skip


def plover_records(report: Report, only_actual: bool = False) -> list[Json]:
    """One object an event with the names of the PLOVER data chapter; statuses stand as auxiliary modes."""
    article = report.article
    return [
        {
            "id": event.id, "event": event.event, "mode": event.mode, "aux_mode": _aux_modes(event.status), "context": event.context,
            "quad_code": event.quad_code, "event_scale": event.event_scale, "date": event.date, "enddate": event.enddate,
            "date_resolution": event.date_resolution, "actor": [_plover_party(p) for p in event.actor],
            "recipient": [_plover_party(p) for p in event.recipient], "event_loc": location_record(event.event_loc), "size": size_record(event),
            "event_text": event.event_text, "text": event.text, "text_info": text_info_record(event), "cameo": event.cameo, "url": article.url,
            "source": article.source, "publication_date": article.published, "headline": article.title, "story_id": article.id,
            "coder": report.coder, "knowledge": report.knowledge, "language": article.language,
        }
        for event in report.events
        if not only_actual or is_actual(event)
    ]  # fmt: skip


def csv_rows(report: Report, only_actual: bool = False) -> list[list[str]]:
    """One row an event under `COLUMNS`. Lists are joined with `;`, flags are 0 or 1, absent is empty."""
    names = {actor.id: actor.name for actor in report.cast.actors}
    return [_row(event, report.article, names) for event in report.events if not only_actual or is_actual(event)]


def _plover_party(party: Party) -> Json:
    return {
        "code": party.code,
        "sector": party.sector,
        "other_sectors": party.other_sectors,
        "entity_text": party.entity_text,
        "identifier_id": party.identifier_id,
        "identifier_text": party.identifier_text,
        "office": party.office,
    }


def _aux_modes(status: EventStatus) -> list[str]:
    flags = {"negated": status.negated, "future": status.future, "hypothetical": status.hypothetical, "historical": status.historical}
    return [name for name, holds in flags.items() if holds]


def _row(event: Event, article: Article, names: dict[str, str]) -> list[str]:
    """The cells of one event under `COLUMNS`."""
    place, status = event.event_loc, event.status
    cells = [
        article.id, article.source, article.url, article.published, event.id, event.date, event.enddate, event.date_resolution,
        event.event, event.mode, event.context, event.cameo, event.quad_code, event.event_scale, event.reciprocal,
        *_party_cells(event.actor, names), *_party_cells(event.recipient, names), status.negated, status.future, status.hypothetical,
        status.historical, [names.get(one, one) for one in status.claimed_by], place and (place.resolved_place or place.extracted_place),
        place and place.geonameid, place and place.lat, place and place.lon, place and place.country_code, event.size.dead,
        event.size.injured, event.size.arrested, event.topic and event.topic.text, event.event_text, event.text_info.start,
        event.text_info.end, event.text, event.same_as, event.confidence, event.because,
    ]  # fmt: skip
    return [cell(value) for value in cells]


def _party_cells(parties: tuple[Party, ...], names: dict[str, str]) -> list[list[str]]:
    """Codes, sectors, words and names of one side; an unknown code keeps its place as an empty item."""
    return [
        [party.code or "" for party in parties],
        [party.sector or "" for party in parties],
        [party.entity_text for party in parties],
        [names.get(party.actor, "") for party in parties],
    ]


def cell(value: Any) -> str:
    """A value as a cell of a table: lists joined with `;`, flags 0 or 1, days as ISO dates, absent empty."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(int(value))
    if isinstance(value, list | tuple):
        return ";".join(" ".join(str(one).split()) for one in value)
    return " ".join(str(value).split())

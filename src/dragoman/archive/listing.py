"""Rows of an archive come in as Arrow, bytes of one format or a table for a person go out.

`csv` has the columns of `dragoman code --format csv` (and of `dragoman quotes`), `plover` its records; `jsonl` has all columns of the table, `parquet` too.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
from rich.table import Table
from rich.text import Text

from dragoman import rows as flat
from dragoman import said
from dragoman.output import csv_lines, written
from dragoman.records import Json, encode

#: formats of a listing, with the endings of files that ask for them
FORMATS = {"table": (".txt",), "csv": (".csv",), "jsonl": (".jsonl", ".ndjson"), "parquet": (".parquet",), "plover": ()}

COUNTS = ("reports", "sources", "texts", "happening")

#: statuses that PLOVER calls auxiliary modes, in the order of `dragoman code`
AUXILIARY = ("negated", "future", "hypothetical", "historical")
STATUSES = {"negated": "not", "future": "future", "hypothetical": "if", "historical": "past", "claimed": "claimed"}

#: columns of `csv` with the column of the table where its name is another
QUOTED = {
    "speaker": "speaker_name", "code": "speaker_code", "sector": "speaker_sector", "office": "speaker_office", "source": "source_text", "cue": "cue_text",
    "content": "content_text",
}  # fmt: skip


def columns(table: str) -> tuple[str, ...]:
    """The heading of `csv`."""
    if table == "positions":
        return ("article", "published", "id", "date", "party_name", "code", "sector", "stance", "issue_key", "issue_kind", "toward", "text", "because")
    return (*flat.COLUMNS, *COUNTS) if table == "events" else said.COLUMNS


def lines(name: str, table: str, rows: pa.Table) -> bytes:
    """Rows of "events", "quotations" or "positions" as lines of "csv", "jsonl" or (of events) "plover"."""
    records = rows.to_pylist()
    if name == "csv":
        return csv_lines([_cells(table, row) for row in records])
    return b"".join(encode(plover(row) if name == "plover" else row) + b"\n" for row in records)


def write(name: str, table: str, parts: Iterable[pa.Table], to: Path | None) -> int:
    """Write all rows to a file that is whole or not there, or to standard output; how many. Raises OSError."""
    count = 0
    with written(to) as stream:
        if name == "csv":
            stream.write(csv_lines([list(columns(table))]))
        parquet: pq.ParquetWriter | None = None
        for part in parts:
            count += part.num_rows
            if name == "parquet":
                parquet = parquet or pq.ParquetWriter(stream, part.schema, compression="zstd")
                parquet.write_table(part)
            else:
                stream.write(lines(name, table, part))
        if parquet:
            parquet.close()
    return count


def plover(row: Json) -> Json:
    """A row of `events` as PLOVER's JSON, the same as `dragoman code --format plover` gives."""
    return {
        "id": row["id"], "event": [row["event"]], "mode": row["mode"], "aux_mode": [name for name in AUXILIARY if row[name]],
        "context": row["context"], "quad_code": row["quad_code"], "event_scale": row["event_scale"], "date": row["date"],
        "enddate": row["enddate"], "date_resolution": row["date_resolution"], "actor": [_party(one) for one in row["actor"] or ()],
        "recipient": [_party(one) for one in row["recipient"] or ()], "event_loc": _place(row),
        "size": {name: row[name] for name in ("dead", "injured", "arrested")}, "event_text": row["event_text"], "text": row["text"],
        "text_info": {"sequence": row["sentence"], "start": row["start"], "end": row["end"]}, "cameo": row["cameo"], "url": row["url"],
        "source": row["source"], "publication_date": row["published"], "headline": row["title"], "story_id": row["article"],
        "coder": row["coder"], "knowledge": row["knowledge"], "language": "en",
    }  # fmt: skip


def shown(table: str, rows: pa.Table) -> Table:
    """Rows for a person."""
    drawn = Table(box=None, pad_edge=False, padding=(0, 1), header_style="dim")
    kinds = {"events": EVENT, "quotations": QUOTATION, "positions": POSITION}[table]
    for name, most in kinds:
        drawn.add_column(name, min_width=3, max_width=most, overflow="fold")
    for row in rows.to_pylist():
        drawn.add_row(*map(Text, _shown(table, row)))
    return drawn


EVENT = (("date", 10), ("actor", 16), ("event", 20), ("recipient", 16), ("status", 9), ("reports", 7), ("words", None))
QUOTATION = (("date", 10), ("who", 24), ("code", 8), ("how", 14), ("what", None))
POSITION = (("date", 10), ("party", 20), ("stance", 12), ("issue", 24), ("words", None))


def _shown(table: str, row: Json) -> Iterator[str]:
    if table == "quotations":
        yield from (str(row["published"] or "-"), row["speaker_name"] or row["source_text"] or "-")
        yield from (" ".join(filter(None, (row["speaker_code"], row["speaker_sector"]))), row["cue_text"] or "-", row["content_text"])
        return
    if table == "positions":
        yield from (str(row["date"] or "-"), row["party_name"] or row["code"] or "-", row["stance"], row["issue_key"], row["text"] or "")
        return
    yield str(row["date"] or "-")
    yield _side(row["actor"])
    yield " ".join([row["event"], *(row["mode"] or ())])
    yield _side(row["recipient"])
    yield " ".join(word for name, word in STATUSES.items() if row[name])
    yield str(row["reports"])
    yield " … ".join(row["event_text"] or ()) or row["text"] or ""


def _side(parties: list[Json] | None) -> str:
    return ", ".join(" ".join(filter(None, (one["code"] or f"({one['entity_text'][:24]})", one["sector"]))) for one in parties or ()) or "-"


def _party(party: Json) -> Json:
    names = ("code", "sector", "other_sectors", "entity_text", "identifier_id", "identifier_text", "office")
    return {name: party[name] for name in names}


def _place(row: Json) -> Json | None:
    if row["extracted_place"] is None:
        return None
    names = ("extracted_place", "resolved_place", "geonameid", "lat", "lon", "country_code")
    span = row["place_span"]
    return {name: row[name] for name in names} | {"resolution": row["place_resolution"], "span": [span["start"], span["end"]] if span else None}


def _cells(table: str, row: Json) -> list[str]:
    if table == "events":
        values = _event_values(row)
    elif table == "quotations":
        spans = row["content_spans"] or [{"start": None, "end": None}]
        ends = {"start": min(span["start"] for span in spans), "end": max(span["end"] for span in spans)}
        values = {name: row[QUOTED.get(name, name)] if name not in ends else ends[name] for name in said.COLUMNS}
    else:
        values = row
    return [flat.cell(values[name]) for name in columns(table)]


def _event_values(row: Json) -> Json:
    """The row under the names of `dragoman code --format csv`."""
    values = dict(row) | {"event_id": row["id"], "claimed_by": [name or "" for name in row["claimed_by_names"] or ()]}
    for side in ("actor", "recipient"):
        parties = row[side] or ()
        for name, field in (("code", "code"), ("sector", "sector"), ("text", "entity_text"), ("name", "name")):
            values[f"{side}_{name}"] = [party[field] or "" for party in parties]
    return values


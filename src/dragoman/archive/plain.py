"""A table of plain columns comes in (a timeline, a network), bytes of csv, jsonl or parquet go out, or a table for a person."""

import io

import pyarrow as pa
import pyarrow.parquet as pq
from rich.table import Table
from rich.text import Text

from dragoman.output import csv_lines
from dragoman.records import encode


def encoded(rows: pa.Table, name: str) -> bytes:
    """The rows as "csv" with a heading, "jsonl" or "parquet"."""
    if name == "parquet":
        out = io.BytesIO()
        pq.write_table(rows, out, compression="zstd")
        return out.getvalue()
    if name == "csv":
        return csv_lines([rows.column_names, *([_cell(value) for value in row.values()] for row in rows.to_pylist())])
    return b"".join(encode(row) + b"\n" for row in rows.to_pylist())


def shown(rows: pa.Table) -> Table:
    """The rows for a person, numbers to the right."""
    drawn = Table(box=None, pad_edge=False, padding=(0, 1), header_style="dim")
    for field in rows.schema:
        number = pa.types.is_integer(field.type) or pa.types.is_floating(field.type)
        drawn.add_column(field.name.replace("_", " "), justify="right" if number else "left", no_wrap=not number, overflow="fold")
    for row in rows.to_pylist():
        drawn.add_row(*(Text(_cell(value)) for value in row.values()))
    return drawn


def _cell(value: object) -> str:
    return "" if value is None else str(value)

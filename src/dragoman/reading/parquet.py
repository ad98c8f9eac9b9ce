"""A Parquet table comes in, an article for each row goes out; only the columns that are known are read, some rows at a time."""

from collections.abc import Iterator
from typing import Any

from dragoman.knowledge.shapes_reading import ReadingWords
from dragoman.model import Article, Fault
from dragoman.reading.record import article_from, columns_of, plain, with_id
from dragoman.reading.source import Source

#: rows taken at once
ROWS = 256


def read_parquet(source: Source, published: str | None, words: ReadingWords) -> Iterator[Article | Fault]:
    """Each row as an article, or a fault that names the row."""
    from pyarrow import ArrowException, BufferReader
    from pyarrow.parquet import ParquetFile

    row = 0
    try:
        with ParquetFile(source.path or BufferReader(source.read()), pre_buffer=False) as table:
            wanted = columns_of(table.schema_arrow.names)
            fault = _wrong_columns(table.schema_arrow, wanted, source.name)
            if fault:
                yield fault
                return
            names = {field: table.schema_arrow.names[at] for field, at in wanted.items()}
            for batch in table.iter_batches(ROWS, columns=list(names.values()), use_threads=False):
                for record in batch.to_pylist():
                    row += 1
                    where = f"{source.name}:row {row}"
                    yield article_from(with_id({field: plain(record[name]) for field, name in names.items()}, where), where, published, words)
    except (ArrowException, OSError, UnicodeDecodeError) as error:
        where = f"{source.name}:row {row + 1}" if row else source.name
        yield Fault(source.name, where, f"is no Parquet file, or broken: {_short(error)}", "is it whole, and a Parquet file?")
        return
    if not row:
        yield Fault(source.name, source.name, "has no rows", "expected an article a row, with `id` and `text`")


def _wrong_columns(schema: Any, wanted: dict[str, int], name: str) -> Fault | None:
    """A fault if texts have no column, or are no texts."""
    from pyarrow import types

    if "text" not in wanted:
        return Fault(name, name, "has no column `text`", f"its columns are {', '.join(schema.names[:10])}; name the one with the texts `text`")
    kind = schema.field(wanted["text"]).type
    kind = kind.value_type if types.is_dictionary(kind) else kind
    if types.is_string(kind) or types.is_large_string(kind) or types.is_string_view(kind):
        return None
    return Fault(name, name, f"its column `text` has {kind}, not text", "write the texts as strings")


def _short(error: BaseException) -> str:
    return str(error).split("\n")[0][:200].rstrip(".")

"""A Spark data frame of articles comes in, a data frame of what they tell goes out: the rows that an archive on one machine would hold.

The model and the knowledge are loaded once for each Python process of a worker and stay there for all its tasks. Needs `pip install dragoman[spark]`.
"""

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from dragoman.archive.contents import Row, rows_of
from dragoman.archive.tables import CODED
from dragoman.coder import Coder, load
from dragoman.language.parse import DEFAULT_MODEL
from dragoman.model import Article, Fault, Report
from dragoman.reading.record import article_from, columns_of, plain

if TYPE_CHECKING:
    from pyspark.sql import DataFrame

#: articles that are coded before their rows go on
STEP = 32

#: what belongs to the archive on one machine alone: its batches and the files it read
ONLY_THERE = ("batch", "input", "file")


def code(frame: "DataFrame", *, published: str | None = None, model: str = DEFAULT_MODEL, knowledge: Sequence[str | Path] = ()) -> "DataFrame":
    """What the articles of `frame` tell: a row an article with the lists `articles` (one), `events`, `quotations`, `positions` and `errors`.

    `frame` has the columns `id` and `text`, and may have title, published or date, url, source, byline, language; others are passed over.
    `published` (an ISO day) is used for articles without a day. `knowledge` are folders that are there on every worker. Raises ValueError
    for a frame without `id` or `text`. `table(code(frame), "events")` has an event a row.
    """
    wanted = columns_of(frame.columns)
    for field in ("id", "text"):
        if field not in wanted:
            raise ValueError(f"the frame has no column `{field}`; its columns are {', '.join(frame.columns[:20])}: rename the one with the {field}s")
    known = frame.select(*(frame[frame.columns[at]].alias(field) for field, at in wanted.items()))
    folders = tuple(str(folder) for folder in knowledge)
    return known.mapInArrow(partial(_coded, model=model, folders=folders, published=published), _spark_schema())


def table(coded: "DataFrame", name: str) -> "DataFrame":
    """One table of what `code` gave, with the columns of the archive's: `table(coded, "events")`. Raises ValueError for a name that is none."""
    if name not in CODED:
        raise ValueError(f"there is no table {name!r}; there are {', '.join(sorted(CODED))}")
    return coded.selectExpr(f"inline({name})")


def columns(name: str) -> pa.Schema:
    """The columns of a table: those of the archive's, save what belongs to one machine."""
    return pa.schema([pa.field(field.name, field.type) for field in CODED[name] if field.name not in ONLY_THERE])


def _schema() -> pa.Schema:
    """A row an article: a list of rows for each table."""
    return pa.schema([pa.field(name, pa.list_(pa.struct(list(columns(name))))) for name in sorted(CODED)])


def _spark_schema() -> Any:
    from pyspark.sql.pandas.types import from_arrow_schema

    return from_arrow_schema(_schema())


@lru_cache(maxsize=1)
def coder_of(model: str, folders: tuple[str, ...]) -> Coder:
    """The coder of this process, loaded when it is first needed."""
    return load(model, folders)


def _coded(batches: Iterable[pa.RecordBatch], model: str, folders: tuple[str, ...], published: str | None) -> Iterator[pa.RecordBatch]:
    """Coded rows for batches of records, in their order. Runs on the workers."""
    coder = coder_of(model, folders)
    for batch in batches:
        for start in range(0, batch.num_rows, STEP):
            articles = [_article(record, published, coder) for record in batch.slice(start, STEP).to_pylist()]
            rows = [_row(one) for one in coder.code_many(articles)]
            yield from pa.Table.from_pylist(rows, schema=_schema()).combine_chunks().to_batches()


def _article(record: Row, published: str | None, coder: Coder) -> Article | Fault:
    values = {field: plain(value) for field, value in record.items()}
    return article_from(values, f"row {values['id']}", published, coder.knowledge.reading)


def _row(one: Report | Fault) -> Row:
    """One row: what each table gets from an article."""
    rows = rows_of(one)
    return {name: [{field: row.get(field) for field in columns(name).names} for row in rows.get(name, ())] for name in CODED}

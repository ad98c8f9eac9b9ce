"""Words come in, the events, quotations and articles whose text has them go out, by an index (SQLite's FTS5) beside the tables that is made from them.

The index is a file of its own, `search.db`; it may be deleted and is made again. It is brought up to date by whoever writes or asks first.
Without it (an archive that can't be written) texts are read through.
"""

import re
import sqlite3
from contextlib import closing
from pathlib import Path

import duckdb
import pyarrow as pa

from dragoman.archive.made import alone, connection
from dragoman.archive.store import open_archive

FILE = "search.db"

#: the column of each table that is indexed
INDEXED = {"events": "text", "quotations": "content_text", "articles": "text"}

#: rows indexed at once
CHUNK = 20_000
#: more hits than these are quicker found by reading all texts
MANY = 1_000_000

_PHRASES = re.compile(r'"([^"]*)"|(\S+)')
_WORD = re.compile(r"\w+")

_LAYOUT = "create table if not exists done (of text, batch text, primary key (of, batch));" + "".join(
    f"""
    create table if not exists {table} (number integer primary key, id text);
    create virtual table if not exists {table}_words using fts5(text, content='', columnsize=0, detail=none, tokenize='unicode61 remove_diacritics 2');
    """
    for table in INDEXED
)


def update(archive: Path) -> int:
    """Index the rows that came since the last time; how many. Raises ArchiveError, sqlite3.OperationalError where nothing can be written."""
    with alone(archive):
        snapshot = open_archive(archive).snapshot()
        with closing(connection(snapshot)) as asked, closing(_opened(archive)) as index:
            return sum(_update(asked, index, table) for table in INDEXED)


def phrases(text: str) -> list[tuple[str, bool]]:
    """What is looked for: words and phrases without punctuation, and whether the last word of each may go on (`sanction*`).

    >>> phrases('"peace plan" sanction*')
    [('peace plan', False), ('sanction', True)]
    """
    found = [phrase or word for phrase, word in _PHRASES.findall(text)]
    return [(" ".join(words), one.endswith("*")) for one in found if (words := _WORD.findall(one))]


def found(archive: Path, asked: duckdb.DuckDBPyConnection, table: str, text: str) -> pa.Array | None:
    """Ids of the rows of `table` that have all words of `text`; None if the index does not know, or there are too many to list."""
    words = [f'"{word}"' + "*" * open_end for one, open_end in phrases(text) for word in _WORD.findall(one)]
    if not words or not (archive / FILE).exists():
        return None
    try:
        with closing(sqlite3.connect(f"file:{(archive / FILE).absolute()}?mode=ro", uri=True)) as index:
            if not _batches(asked, table) <= _done(index, table):
                return None
            question = f"select id from {table} where number in (select rowid from {table}_words where {table}_words match ? limit {MANY + 1})"
            ids = [row[0] for row in index.execute(question, [" AND ".join(words)])]
    except sqlite3.DatabaseError:
        return None
    return pa.array(ids, pa.string()) if len(ids) <= MANY else None


def condition(column: str, phrase: str, open_end: bool) -> tuple[str, list[str]]:
    """A condition in SQL that a text has a word or phrase, without the index, and its values: no letter stands before or after."""
    parts = _WORD.findall(phrase)
    after = "" if open_end else r"($|[^\pL\pN])"
    pattern = r"(^|[^\pL\pN])" + r"[^\pL\pN]+".join(map(re.escape, parts)) + after
    return f"{column} ilike ? and regexp_matches({column}, ?, 'i')", ["%" + max(parts, key=len).replace("_", r"\_") + "%", pattern]


def _opened(archive: Path) -> sqlite3.Connection:
    index = sqlite3.connect(archive / FILE)
    try:
        index.executescript(_LAYOUT)
    except sqlite3.DatabaseError:
        index.close()
        (archive / FILE).unlink()
        index = sqlite3.connect(archive / FILE)
        index.executescript(_LAYOUT)
    return index


def _done(index: sqlite3.Connection, table: str) -> set[str]:
    return {row[0] for row in index.execute("select batch from done where of = ?", [table])}


def _update(asked: duckdb.DuckDBPyConnection, index: sqlite3.Connection, table: str) -> int:
    """Index one table, batch after batch: what is done is done, and what was broken off is begun again and found twice, which does no harm."""
    asked.register("done", pa.table({"batch": pa.array(sorted(_done(index, table)), pa.string())}))
    rows = asked.sql(
        f"select id, {INDEXED[table]}, coalesce(batch, '') from {table} where coalesce(batch, '') not in (select batch from done) order by 3, 1"
    )
    count, whole = 0, set[str]()
    for part in rows.to_arrow_reader(CHUNK):
        ids, texts, batches = (column.to_pylist() for column in part.columns)
        with index:
            first = index.execute(f"select coalesce(max(number), -1) + 1 from {table}").fetchone()[0]
            index.executemany(f"insert into {table} values (?, ?)", enumerate(ids, first))
            index.executemany(f"insert into {table}_words(rowid, text) values (?, ?)", enumerate(texts, first))
            index.executemany("insert or ignore into done values (?, ?)", [(table, batch) for batch in sorted(whole | set(batches)) if batch != batches[-1]])
        count, whole = count + len(ids), {batches[-1]} if batches else whole
    with index:
        index.executemany("insert or ignore into done values (?, ?)", [(table, batch) for batch in sorted(_batches(asked, table))])
    asked.unregister("done")
    return count


def _batches(asked: duckdb.DuckDBPyConnection, table: str) -> set[str]:
    """The batches that brought the rows of a table."""
    return {row[0] or "" for row in asked.sql(f"select distinct batch from {table}").fetchall()}

"""A DuckDB connection on an archive and a name come in, one article or actor with all that is known of it goes out."""

from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from dragoman.archive.overview import Rows, rows
from dragoman.archive.search import condition, found, phrases


def article(asked: duckdb.DuckDBPyConnection, name: str) -> dict[str, Any] | None:
    """The article of that id, None if there is none."""
    return next(iter(rows(asked.execute("select * from articles where id = ?", [name]))), None)


def events_of(asked: duckdb.DuckDBPyConnection, article: str) -> Rows:
    """Events of an article in the order of the text."""
    return rows(asked.execute('select * from events where article = ? order by start, "trigger"[1].start, id', [article]))


def event(asked: duckdb.DuckDBPyConnection, name: str) -> dict[str, Any] | None:
    """The event of that id, None if there is none."""
    return next(iter(rows(asked.execute("select * from events where id = ?", [name]))), None)


def quotations_of(asked: duckdb.DuckDBPyConnection, article: str) -> Rows:
    """Quotations of an article in the order of the text."""
    return rows(asked.execute("select * from quotations where article = ? order by content_spans[1].start, id", [article]))


def positions_of(asked: duckdb.DuckDBPyConnection, article: str) -> Rows:
    """Positions told in an article."""
    return rows(asked.execute("select * from positions where article = ? order by spans[1].start, id", [article]))


def copies_of(asked: duckdb.DuckDBPyConnection, article: str) -> Rows:
    """Other articles of the same group of copies, the nearest first."""
    return rows(
        asked.execute(
            """
            select c.article, c.source, c.published, c.share, c.original, c.same_text from copies c
            where c."group" = (select "group" from copies where article = $1 limit 1) and c.article <> $1 order by c.original desc, c.published, c.article
            limit 200
            """,
            [article],
        )
    )


def actor(asked: duckdb.DuckDBPyConnection, key: str) -> dict[str, Any] | None:
    """Who has that key: name, kind, and `offices`, each with the days of publication between which the archive's reports give it."""
    held = rows(
        asked.execute(
            """
            select a.name, a.kind, a.code, a.sector, a.office, a.identifier_id, min(published) as first, max(published) as last, count(*) as reports
            from (select published, unnest(actors) as a from articles) where a.key = ? group by all order by first desc, reports desc
            """,
            [key],
        )
    )
    if not held:
        return None
    return {"key": key, "name": held[0]["name"], "kind": held[0]["kind"], "identifier_id": held[0]["identifier_id"], "offices": held}


def acts(asked: duckdb.DuckDBPyConnection, key: str, most: int = 100) -> Rows:
    """Events in which that actor acts or is acted on, the newest first."""
    side = "len(list_filter({0}, lambda p: p.key = $1)) > 0"
    return rows(
        asked.execute(f"select * from events where {side.format('actor')} or {side.format('recipient')} order by date desc nulls last, id limit $2", [key, most])
    )


def words(asked: duckdb.DuckDBPyConnection, name: str, most: int = 100) -> Rows:
    """Quotations of the speaker of that name, the newest first."""
    return rows(asked.execute("select * from quotations where speaker_name = ? order by published desc nulls last, id limit ?", [name, most]))


def stances(asked: duckdb.DuckDBPyConnection, name: str, most: int = 100) -> Rows:
    """Positions that the actor of that name takes or tells, the newest first."""
    return rows(
        asked.execute("select * from positions where party_name = $1 or speaker_name = $1 order by date desc nulls last, id limit $2", [name, most])
    )


def texts(asked: duckdb.DuckDBPyConnection, archive: Path, words: str, most: int = 30) -> Rows:
    """Reports whose text has all these words, the newest first, with `at` and `length` of the first place of one of them in `text`."""
    wanted = phrases(words)
    hits = found(archive, asked, "articles", words) if wanted else None
    if hits is not None:
        asked.register("hits", pa.table({"id": hits}))
        told = rows(asked.execute("select id, published from articles where id in (select id from hits) order by published desc nulls last, id limit ?", [most]))
        asked.unregister("hits")
        where, values = "list_contains(?, id)", list[Any]([[row["id"] for row in told]])
    else:
        conditions = [condition("text", *one) for one in wanted]
        where, values = " and ".join(part for part, _ in conditions) or "true", list[Any](value for _, given in conditions for value in given)
    held = rows(asked.execute(f"select id, title, source, published, text from articles where {where} order by published desc nulls last, id limit ?", [*values, most]))
    for row in held:
        row["at"], row["length"] = _first(row["text"], words)
    return held


def _first(text: str, words: str) -> tuple[int, int]:
    """Where the words stand in the text together, else the first of them, and how long that is; the beginning if spelling differs."""
    lowered = text.lower()
    for sought in (words.strip('"').lower(), *words.lower().replace('"', " ").replace("*", " ").split()):
        at = lowered.find(sought)
        if at >= 0:
            return at, len(sought)
    return 0, 0


def issues(asked: duckdb.DuckDBPyConnection, most: int = 200) -> Rows:
    """Issues with how many positions are taken on them: `issue`, `text`, `rows`; those with most first."""
    return rows(asked.execute("select issue_key as issue, mode(issue_text) as text, count(*) as rows from positions group by issue_key order by rows desc, issue_key limit ?", [most]))

"""An archive comes in; which of its articles are copies of one another, found by content, goes into its table `copies`.

A copy shares runs of three words with its original, or the same words in the same order, however its headline, lead, ending or spelling were changed.
Sketches of all texts find pairs that may be copies, the texts themselves decide. Articles that were added since the last time are compared with all
others; the result is the same in whatever order they came.
"""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing
from pathlib import Path
from typing import Any, NamedTuple

import duckdb
import msgspec
import numpy as np
import pyarrow as pa

from dragoman.archive import shingles
from dragoman.archive.groups import Edge, Member, grouped
from dragoman.archive.made import alone, connection, made_with, put
from dragoman.archive.store import Archive, open_archive
from dragoman.archive.tables import COPIES, SKETCHES
from dragoman.model import Word

#: texts sketched, and pairs compared, at once
CHUNK = 5_000
#: texts of one band that are compared with all others of it
CROWD = 50
#: bands that two texts must have in common to be compared
MEETINGS = 2
#: runs of words that a text must have, and that two texts must share, to be copies: of the same words, and else
FEW, SOME = 3, 10


class Settings(Word, frozen=True):
    """When two texts are copies.

    `share`: of the runs of three words of the shorter text, what the longer must have too. `share_of_longer`: the same of the longer text, so that a
    digest of the day is no copy of each report in it. `in_order`: of the words of the longer text, what both must have in the same order, if the first
    two fail (many small changes).
    """

    share: float = 0.4
    share_of_longer: float = 0.25
    in_order: float = 0.5


DEFAULTS = Settings()


class Outcome(NamedTuple):
    """What was done: articles in the archive, those that were compared anew, groups of copies, articles in them."""

    articles: int
    compared: int
    groups: int
    copies: int


def update(archive: Path, settings: Settings = DEFAULTS, anew: bool = False) -> Outcome:
    """Bring `copies` up to date: articles added since are compared with all; other settings, or `anew`, compare all. Raises ArchiveError.

    >>> update(Path("archive")).groups
    """
    store = open_archive(archive)
    with alone(archive):
        _sketch_new(store)
        snapshot = store.snapshot()
        told, kept = made_with(snapshot, "copies"), {"settings": msgspec.json.encode(settings).decode(), "sketches": shingles.KIND}
        fresh = anew or any(told.get(name) != value for name, value in kept.items())
        with closing(connection(snapshot)) as asked:
            changed = _mark_new(asked, -1 if fresh else int(told["linked_to"]))
            if changed or fresh:
                edges = [] if fresh else _known(asked)
                edges += _verified(asked, settings, _pairs(asked, settings))
                rows = [row for group in grouped(_members(asked, edges), edges) for row in group]
                newest = _number(asked, "select coalesce(max(number), -1) from live")
                with store.writing() as step:
                    put(step, "copies", pa.Table.from_pylist(rows, schema=COPIES), {**kept, "linked_to": str(newest)})
            compared = _number(asked, "select count(*) from live where new")
            total = _number(asked, "select count(*) from articles")
    with closing(connection(store.snapshot())) as asked:
        return Outcome(total, compared, _number(asked, "select count(*) from copies where original"), _number(asked, "select count(*) from copies"))


def copied_text(text: str, blocks: Iterable[Mapping[str, Any]]) -> str:
    """The part of a text that counts: its body, or all of it where nothing is marked as body."""
    body = "\n".join(text[block["start"] : block["end"]] for block in blocks if block["kind"] == "body")
    return body or text


def alike(one: shingles.Hashes, other: shingles.Hashes, texts: tuple[str, str], settings: Settings) -> float | None:
    """The share of the shorter text that the other has too, if they are copies: by runs of words, else by words in order."""
    less, more = sorted((len(one), len(other)))
    both = shingles.shared(one, other)
    if both < SOME:
        return None
    if both >= settings.share * less and both >= settings.share_of_longer * more:
        return both / max(less, 1)
    if both * 10 < less:
        return None
    words = [shingles.words(text).tolist() for text in texts]
    length = in_order(*words)
    return length / min(map(len, words)) if length >= settings.in_order * max(map(len, words)) else None


def in_order(one: list[int], other: list[int]) -> int:
    """How many words two texts have in the same order: their longest common subsequence, by Hyyrö's bits (a row of the table is one integer)."""
    places: dict[int, int] = {}
    for i, word in enumerate(one):
        places[word] = places.get(word, 0) | 1 << i
    full = row = (1 << len(one)) - 1
    for word in other:
        met = row & places.get(word, 0)
        row = ((row + met) | (row - met)) & full
    return len(one) - row.bit_count()


def _sketch_new(store: Archive) -> None:
    """Sketch the articles that have no sketch of their present text; sketches of texts that are no more go."""
    snapshot = store.snapshot()
    with closing(connection(snapshot)) as asked:
        held = "from sketches s {} join articles a on s.article = a.id and s.digest = a.digest"
        valid = made_with(snapshot, "sketches").get("kind") == shingles.KIND
        if not valid or _number(asked, f"select count(*) {held.format('anti')}"):
            left = asked.sql(f"select s.* {held.format('semi')} order by number").to_arrow_table().cast(SKETCHES)
            with store.writing() as step:
                put(step, "sketches", left if valid else SKETCHES.empty_table(), {"kind": shingles.KIND})
    with closing(connection(store.snapshot())) as asked:
        first = _number(asked, "select coalesce(max(number), -1) + 1 from sketches")
        missing = asked.sql("select id, digest, text, blocks from articles a anti join sketches s on s.article = a.id and s.digest = a.digest")
        for batch in missing.to_arrow_reader(CHUNK):
            if batch.num_rows:
                with store.writing() as step:
                    step.append("sketches", _sketched(batch.to_pylist(), first))
                first += batch.num_rows


def _sketched(rows: list[dict[str, Any]], first: int) -> pa.Table:
    texts = [copied_text(row["text"], row["blocks"] or ()) for row in rows]
    found = [shingles.shingles(text) for text in texts]
    made = {
        "number": range(first, first + len(rows)),
        "article": [row["id"] for row in rows],
        "digest": [row["digest"] for row in rows],
        "whole": [shingles.whole(text) for text in texts],
        "words": [len(one) for one in found],
        "bands": list(shingles.sketches(found).view(np.int32)),
    }
    return pa.table({name: pa.array(values, SKETCHES.field(name).type) for name, values in made.items()}, schema=SKETCHES)


def _mark_new(asked: duckdb.DuckDBPyConnection, last: int) -> bool:
    """Make the tables `live` (articles with sketches) and `texts` (each text once); whether anything changed.

    New are articles with a number above `last`, and all of a group that lost an article or one of whose texts changed.
    """
    asked.execute(
        """create temp table live as
        select s.number, a.id as article, s.whole, s.words, a.published, a.source, s.number > $last as new
        from sketches s join articles a on s.article = a.id and s.digest = a.digest where s.words >= $few""",
        {"last": last, "few": FEW},
    )
    asked.execute(
        """create temp table broken as
        select distinct "group" from copies c where not exists (select 1 from live where live.article = c.article and not live.new)"""
    )
    asked.execute('update live set new = true where article in (select article from copies where "group" in (from broken))')
    asked.execute(
        """create temp table texts as
        select t.whole, t.words, t.article, t.new, s.bands from sketches s join (
            select whole, min(number) as number, any_value(words) as words, arg_min(article, number) as article, bool_and(new) as new
            from live group by whole) t using (number)"""
    )
    return bool(_number(asked, "select (select count(*) from live where new) + (select count(*) from broken)"))


def _known(asked: duckdb.DuckDBPyConnection) -> list[Edge]:
    """The pairs found before, but those of new articles."""
    rows = asked.sql(
        """select one.whole, other.whole, c.share from copies c join live one on one.article = c.article join live other on other.article = c."like"
        where not one.new and not other.new and one.whole <> other.whole"""
    )
    return [Edge(*row) for row in rows.fetchall()]


def _pairs(asked: duckdb.DuckDBPyConnection, settings: Settings) -> Iterator[list[tuple[int, int]]]:
    """Pairs of texts, one of them new, that meet in some bands and are not too different in length; in chunks, in the order of the texts."""
    asked.execute("create temp table met (one bigint, other bigint)")
    for band in range(1, shingles.BANDS + 1):
        asked.execute(
            f"""insert into met
            with all_of as (select bands[{band}] as band, whole, words, new from texts),
            near as (
                select *, row_number() over (partition by band order by whole) as place from all_of
                where band in (select band from all_of group by band having count(*) > 1 and bool_or(new)))
            select one.whole, other.whole from near one join near other on one.band = other.band and one.whole < other.whole
            where one.place <= {CROWD} and (one.new or other.new)
            and least(one.words, other.words) >= $least * greatest(one.words, other.words)""",
            {"least": settings.share_of_longer},
        )
    found = asked.sql(f"select one, other from met group by one, other having count(*) >= {MEETINGS} order by one, other").fetchall()
    for start in range(0, len(found), CHUNK):
        yield found[start : start + CHUNK]


def _verified(asked: duckdb.DuckDBPyConnection, settings: Settings, chunks: Iterable[list[tuple[int, int]]]) -> list[Edge]:
    """The pairs whose texts are copies."""
    edges = []
    for chunk in chunks:
        texts = _texts(asked, {whole for pair in chunk for whole in pair})
        held = {whole: shingles.shingles(text) for whole, text in texts.items()}
        for one, other in chunk:
            share = alike(held[one], held[other], (texts[one], texts[other]), settings)
            if share is not None:
                edges.append(Edge(one, other, round(share, 4)))
    return edges


def _texts(asked: duckdb.DuckDBPyConnection, wanted: set[int]) -> dict[int, str]:
    """The text of each `whole`."""
    named = pa.table({"whole": pa.array(sorted(wanted), pa.int64())})
    asked.register("wanted", named)
    rows = asked.sql(
        "select t.whole, a.text, a.blocks from articles a join texts t on t.article = a.id where t.whole in (select whole from wanted)"
    ).fetchall()
    asked.unregister("wanted")
    return {whole: copied_text(text, blocks or ()) for whole, text, blocks in rows}


def _members(asked: duckdb.DuckDBPyConnection, edges: list[Edge]) -> list[Member]:
    """The articles that may be in a group: of texts with a pair, and of texts that several have."""
    asked.register("paired", pa.table({"whole": pa.array(sorted({whole for edge in edges for whole in edge[:2]}), pa.int64())}))
    rows = asked.sql(
        """select article, whole, words, published, source from live
        where whole in (select whole from paired) or whole in (select whole from live group by whole having count(*) > 1)"""
    ).fetchall()
    return [Member(*row) for row in rows]


def _number(asked: duckdb.DuckDBPyConnection, question: str) -> int:
    """The one number that a question gives."""
    return int(asked.sql(question).fetchall()[0][0])

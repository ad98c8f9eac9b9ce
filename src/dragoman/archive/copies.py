"""An archive comes in; which of its articles are copies of one another, found by content, goes into its table `copies`.

A copy shares runs of three words with its original, or the same words in the same order, however its headline, lead, ending or spelling were changed.
Sketches of all texts find pairs that may be copies, the texts themselves decide. Articles that were added since the last time are compared with all
others; what pairs are copies does not depend on the order in which they came, but for the runs that count as common, which grow known with the archive.
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
from dragoman.archive.likeness import Settings, alike, text_of
from dragoman.archive.made import alone, connection, made_with, put
from dragoman.archive.store import Archive, open_archive
from dragoman.archive.tables import COPIES, SKETCHES

#: texts sketched, and pairs compared, at once
CHUNK = 5_000
#: texts of one band that are compared with all others of it
CROWD = 50
#: bands that two texts must have in common to be compared
MEETINGS = 5
#: runs of words that a text must have to be looked at
FEW = 3
#: bands that only copies have in common, whatever all texts have in common
CERTAIN = 16
#: texts that tell which runs are common: those that this share of them has, and no fewer than so many
SAMPLE, COMMON, LEAST = 5_000, 0.001, 4

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
                _meet(asked, settings)
                edges += _verified(asked, settings, _pairs(asked), _common(asked))
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


def _meet(asked: duckdb.DuckDBPyConnection, settings: Settings) -> None:
    """Make the table `met`: pairs of texts, one of them new and not too different in length, with the number of bands in which they meet."""
    asked.execute("create temp table meetings (one bigint, other bigint)")
    for band in range(1, shingles.BANDS + 1):
        asked.execute(
            f"""insert into meetings
            with all_of as (select bands[{band}] as band, whole, words, new from texts),
            near as (
                select *, row_number() over (partition by band order by whole) as place from all_of
                where band in (select band from all_of group by band having count(*) > 1 and bool_or(new)))
            select one.whole, other.whole from near one join near other on one.band = other.band and one.whole < other.whole
            where one.place <= {CROWD} and (one.new or other.new)
            and least(one.words, other.words) >= $least * greatest(one.words, other.words)""",
            {"least": settings.share_of_longer},
        )
    asked.execute(f"create temp table met as select one, other, count(*) as bands from meetings group by one, other having count(*) >= {MEETINGS}")
    asked.execute("drop table meetings")


def _pairs(asked: duckdb.DuckDBPyConnection) -> Iterator[list[tuple[int, int]]]:
    """The pairs that may be copies, in chunks."""
    found = asked.sql("select one, other from met order by one, other").fetchall()
    for start in range(0, len(found), CHUNK):
        yield found[start : start + CHUNK]


def _common(asked: duckdb.DuckDBPyConnection) -> shingles.Hashes:
    """Runs of words that many texts have, by a sample in which a text and its copies count once; sorted."""
    sample = asked.sql(
        f"""select whole from texts where whole not in (select other from met where bands >= {CERTAIN})
        and whole not in (select live.whole from copies join live using (article) where not original)
        order by whole limit {SAMPLE}"""
    ).fetchall()
    if not sample:
        return np.zeros(0, np.uint64)
    texts = _texts(asked, {whole for (whole,) in sample})
    runs, counts = np.unique(np.concatenate([shingles.shingles(text) for text in texts.values()]), return_counts=True)
    return runs[counts >= max(LEAST, COMMON * len(texts))]


def _verified(
    asked: duckdb.DuckDBPyConnection, settings: Settings, chunks: Iterable[list[tuple[int, int]]], common: shingles.Hashes
) -> list[Edge]:
    """The pairs whose texts are copies."""
    edges = []
    for chunk in chunks:
        texts = _texts(asked, {whole for pair in chunk for whole in pair})
        held = {whole: text_of(text, common) for whole, text in texts.items()}
        for one, other in chunk:
            share = alike(held[one], held[other], settings)
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

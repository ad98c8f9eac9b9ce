"""`recode` codes anew what is out of date, only that; stopped at any moment it goes on. `compact` joins files and leaves readers what they read."""

import contextlib
import os
from pathlib import Path

import msgspec
import pytest

from dragoman.archive import store
from dragoman.archive.compact import compact
from dragoman.archive.ingest import ingest
from dragoman.archive.recode import recode
from dragoman.archive.store import Archive, make_archive
from dragoman.coder import Coder
from dragoman.model import Article, Fault, Report
from tests.archive.made import MODELESS, Modeless, article, articles, ids, is_whole, rows


class Newer(Modeless):
    """Codes like the other, with other knowledge, and tells what it coded."""

    def __init__(self) -> None:
        super().__init__()
        self.knowledge.hash = "newer"
        self.coded: list[str] = []

    def report(self, one: Article) -> Report:
        self.coded.append(one.id)
        return msgspec.structs.replace(super().report(one), knowledge="newer")


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    made = make_archive(tmp_path / "a")
    ingest(made, articles(0, 12), MODELESS, batch=4)
    return made


def test_only_what_is_out_of_date(archive: Archive) -> None:
    newer = Newer()
    ingest(archive, articles(12, 15), newer)
    newer.coded.clear()
    done = recode(archive, newer, batch=5)
    assert (done.replaced, done.added, done.skipped, done.failed) == (12, 0, 0, 0)
    assert sorted(newer.coded) == sorted(one.id for one in articles(0, 12))
    held = rows(archive)
    assert {row["knowledge"] for table in ("articles", "events") for row in held[table]} == {"newer"}
    assert len(held["articles"]) == len(held["events"]) == 15
    is_whole(archive)
    newer.coded.clear()
    assert recode(archive, newer).replaced == 0
    assert newer.coded == []


def test_articles_come_back_as_they_were_read(archive: Archive, coder: Coder) -> None:
    """What is recoded is what a fresh archive would hold."""
    fresh = make_archive(archive.path.with_name("fresh"))
    ingest(fresh, articles(0, 12), coder)
    recode(archive, coder)

    def without_batch(one: Archive) -> dict[str, list[dict[str, object]]]:
        return {table: [{**row, "batch": None} for row in held] for table, held in rows(one).items()}

    assert without_batch(archive) == without_batch(fresh)


@pytest.mark.parametrize("moment", range(0, 9, 2))
def test_stopped(moment: int, archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    class Gone(BaseException):
        pass

    steps = iter(range(moment))
    write = store.write_deltalake

    def stopping(*args: object, **how: object) -> None:
        write(*args, **how)
        if next(steps, None) is None:
            raise Gone

    newer = Newer()
    with monkeypatch.context() as patched:
        patched.setattr(store, "write_deltalake", stopping)
        with pytest.raises(Gone):
            recode(archive, newer, batch=5)
    is_whole(archive)
    assert len(ids(archive)) == 12
    done = sum(row["knowledge"] == "newer" for row in rows(archive)["articles"])
    newer.coded.clear()
    assert recode(archive, newer, batch=5).replaced == len(newer.coded) == 12 - done
    assert {row["knowledge"] for row in rows(archive)["events"]} == {"newer"}
    is_whole(archive)


def test_what_cannot_be_coded_keeps_its_rows(archive: Archive) -> None:
    class Failing(Newer):
        def report(self, one: Article) -> Report:
            return Fault(one.id, one.id, "could not be coded") if one.id == article(3).id else super().report(one)  # type: ignore[return-value]

    done = recode(archive, Failing())
    assert (done.replaced, done.failed) == (11, 1)
    held = rows(archive)
    assert [row["knowledge"] for row in held["articles"] if row["id"] == article(3).id] == ["none"]
    assert [(row["article"], row["knowledge"]) for row in held["errors"]] == [(article(3).id, "newer")]
    is_whole(archive)
    assert recode(archive, Newer()).replaced == 1
    assert rows(archive)["errors"] == []


def test_an_article_that_changed_meanwhile_is_left(archive: Archive) -> None:
    """While one recodes, another ingests a new text: the new text stays."""

    class Slow(Newer):
        def report(self, one: Article) -> Report:
            if one.id == article(2).id:
                ingest(archive, [article(2, "A new text.")], MODELESS)
            return super().report(one)

    done = recode(archive, Slow())
    assert (done.replaced, done.skipped) == (11, 1)
    assert [row["text"] for row in rows(archive)["articles"] if row["id"] == article(2).id] == ["A new text."]
    is_whole(archive)


def test_compact_joins_files_and_keeps_rows(archive: Archive) -> None:
    before, opened = rows(archive), archive.snapshot()
    done = compact(archive)
    assert (done.before, done.after) == (6, 2)
    assert len(archive.snapshot().files("events")) == 1
    assert rows(archive) == before == rows(opened)
    assert opened.connection().sql("select count(*) from events").fetchall() == [(12,)]


def test_compact_removes_what_nobody_reads(archive: Archive) -> None:
    """Files of an earlier state go when they have been kept long enough, traces of a killed writer too."""
    before = rows(archive)
    trace = archive.path / "events" / "part-00000-trace.parquet"
    trace.write_bytes(b"half a file")
    compact(archive)
    assert trace.exists()
    done = compact(archive, keep_hours=0)
    assert not trace.exists()
    assert done.removed >= 7
    assert done.freed > 0
    assert len(list((archive.path / "events").glob("*.parquet"))) == 1
    assert rows(archive) == before
    ingest(archive, articles(10, 20), MODELESS)
    assert len(ids(archive)) == 20
    is_whole(archive)


def test_compact_stopped(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    before = rows(archive)
    with monkeypatch.context() as patched:
        patched.setattr(store, "_put", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt):
            compact(archive, keep_hours=0)
    assert rows(archive) == before
    compact(archive, keep_hours=0)
    assert rows(archive) == before


def test_a_table_of_others_is_kept(archive: Archive) -> None:
    """Tables made from the others go through steps like all; what is beyond the state is taken back, what is in it stays."""
    rows_ = archive.snapshot().dataset("articles").to_table(columns=["id"])
    with archive.writing() as step:
        step.overwrite("lists", rows_, told={"until": "12"})
    with contextlib.suppress(RuntimeError), archive.writing() as step:
        step.overwrite("lists", rows_.slice(0, 1))
        raise RuntimeError
    assert archive.snapshot().connection().sql("select count(*) from lists").fetchall() == [(12,)]
    compact(archive)
    assert archive.snapshot().dataset("lists").count_rows() == 12


def test_newest_files_of_a_backup_may_be_missing(archive: Archive) -> None:
    """An archive.json that is newer than its tables is told."""
    state = archive.state()
    store._put(archive.path, msgspec.structs.replace(state, tables={**state.tables, "events": 99}))
    with pytest.raises(store.ArchiveError, match="backup"), archive.writing():
        pass
    assert os.path.exists(archive.path)


def test_compact_leaves_alone_what_is_no_table(archive: Archive) -> None:
    others = {name: name.encode() for name in ("watch.json", "watch.lock", "search.db", "made.lock", "notes.txt")}
    for name, held in others.items():
        (archive.path / name).write_bytes(held)
    (archive.path / "corrections").mkdir(exist_ok=True)
    (archive.path / "corrections" / "mine.jsonl").write_bytes(b"{}")
    compact(archive, keep_hours=0)
    assert {name: (archive.path / name).read_bytes() for name in others} == others
    assert (archive.path / "corrections" / "mine.jsonl").read_bytes() == b"{}"

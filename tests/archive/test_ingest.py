"""What is ingested is in the archive once and whole: twice, stopped at any step, two at once, with too little room, with bad articles."""

import multiprocessing
import os
import resource
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor, wait
from pathlib import Path

import msgspec
import pytest

from dragoman.archive import store
from dragoman.archive.ingest import ingest
from dragoman.archive.store import Archive, ArchiveError, make_archive, open_archive
from dragoman.coder import Coder
from dragoman.model import Article, Fault
from tests.archive.made import MODELESS, article, articles, ids, is_whole, rows

MANY = 18


class Gone(BaseException):
    """The process is gone: nothing after this line happens."""


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    return make_archive(tmp_path / "ärchive of 'news'")


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory, coder: Coder) -> Archive:
    """What an archive holds into which all was ingested without trouble."""
    made = make_archive(tmp_path_factory.mktemp("undisturbed"))
    ingest(made, [*articles(0, MANY), Fault("x:1", "x:1", "is broken", "mend it")], coder, batch=4)
    return made


def test_all_is_there(undisturbed: Archive) -> None:
    held = rows(undisturbed)
    assert len(held["articles"]) == MANY
    assert len(held["events"]) > MANY / 2
    assert [row["reason"] for row in held["errors"]] == ["is broken"]
    assert all(row["coder"] and row["knowledge"] and row["batch"] for table in ("articles", "events", "quotations", "positions") for row in held[table])
    is_whole(undisturbed)


def test_twice_is_once(archive: Archive, undisturbed: Archive, coder: Coder) -> None:
    given = [*articles(0, MANY), Fault("x:1", "x:1", "is broken", "mend it")]
    first = ingest(archive, given, coder, batch=4)
    state = archive.state()
    second = ingest(archive, given, coder, batch=4)
    assert (first.added, first.failed, second.added, second.skipped) == (MANY, 1, 0, MANY)
    assert archive.state() == state
    assert rows(archive) == rows(undisturbed)


def test_the_number_of_processes_does_not_matter(archive: Archive, undisturbed: Archive, coder: Coder) -> None:
    ingest(archive, [*articles(0, MANY), Fault("x:1", "x:1", "is broken", "mend it")], coder, batch=4, jobs=2)
    assert rows(archive) == rows(undisturbed)


@pytest.mark.parametrize("moment", range(0, 22, 5))
def test_stopped_at_any_write(moment: int, archive: Archive, undisturbed: Archive, coder: Coder, monkeypatch: pytest.MonkeyPatch) -> None:
    """After each of the writes to a table and to archive.json the process goes; a reader sees whole batches, the next run goes on."""
    steps = iter(range(moment))

    def passing(done: object) -> object:
        if next(steps, None) is None:
            raise Gone
        return done

    write, put = store.write_deltalake, store._put
    with monkeypatch.context() as patched:
        patched.setattr(store, "write_deltalake", lambda *args, **how: passing(write(*args, **how)))
        patched.setattr(store, "_put", lambda *args: (passing(None), put(*args)))
        with pytest.raises(Gone):
            ingest(archive, articles(0, MANY), coder, batch=4)
    is_whole(archive)
    assert len(ids(archive)) % 4 == 0
    ingest(archive, [*articles(0, MANY), Fault("x:1", "x:1", "is broken", "mend it")], coder, batch=4)
    assert rows(archive) == rows(undisturbed)


def test_another_text_takes_the_place(archive: Archive, coder: Coder) -> None:
    ingest(archive, articles(0, 6), coder)
    done = ingest(archive, [article(1, "France condemned the attack."), *articles(5, 8)], coder)
    assert (done.added, done.replaced, done.skipped) == (2, 1, 1)
    held = rows(archive)
    assert len(held["articles"]) == 8
    assert [row["text"] for row in held["articles"] if row["id"] == article(1).id] == ["France condemned the attack."]
    assert {row["event"] for row in held["events"] if row["article"] == article(1).id} == {"ACCUSE"}
    is_whole(archive)


@pytest.mark.parametrize("moment", range(0, 6, 2))
def test_stopped_while_replacing(moment: int, archive: Archive, coder: Coder, monkeypatch: pytest.MonkeyPatch) -> None:
    ingest(archive, articles(0, 6), coder)
    before = rows(archive)
    steps = iter(range(moment))
    write = store.write_deltalake

    def stopping(*args: object, **how: object) -> None:
        write(*args, **how)
        if next(steps, None) is None:
            raise Gone

    with monkeypatch.context() as patched:
        patched.setattr(store, "write_deltalake", stopping)
        patched.setattr(store, "_put", lambda *args: (_ for _ in ()).throw(Gone))
        with pytest.raises(Gone):
            ingest(archive, [article(number, "France condemned the attack.") for number in range(6)], coder)
    assert rows(archive) == before
    with archive.writing():
        pass
    assert rows(archive) == before


def test_a_reader_keeps_what_it_opened(archive: Archive, coder: Coder) -> None:
    ingest(archive, articles(0, 4), coder)
    snapshot = archive.snapshot()
    ingest(archive, [article(0, "France condemned the attack."), *articles(4, 8)], coder)
    assert len(ids(snapshot)) == 4
    assert snapshot.connection().sql("select count(*) from articles where text like 'France%'").fetchall() == [(0,)]
    assert len(ids(archive)) == 8


def test_two_at_once(archive: Archive, undisturbed: Archive, coder: Coder) -> None:
    """Two threads take the same input, a third reads: every article is there once, every reading is whole."""
    stop = threading.Event()

    def watch() -> None:
        while not stop.is_set():
            is_whole(archive)

    def fill() -> None:
        ingest(archive, [*articles(0, MANY), Fault("x:1", "x:1", "is broken", "mend it")], coder, batch=8)

    with ThreadPoolExecutor(3) as threads:
        reader, *writers = threads.submit(watch), threads.submit(fill), threads.submit(fill)
        wait(writers)
        stop.set()
        for one in (*writers, reader):
            one.result()
    is_whole(archive)
    assert without_batch(archive) == without_batch(undisturbed)


def without_batch(archive: Archive) -> dict[str, list[dict[str, object]]]:
    return {table: [{**row, "batch": None} for row in held] for table, held in rows(archive).items()}


CHILD = """
import sys
from dragoman.archive.ingest import ingest
from dragoman.archive.store import make_archive
from dragoman.coder import Coder
from tests.archive.made import MODELESS, articles
print("begun", flush=True)
ingest(make_archive(sys.argv[1]), articles(0, int(sys.argv[2])), MODELESS, batch=5)
print("done", flush=True)
"""


def child(archive: Path, count: int, **how: object) -> "subprocess.Popen[str]":
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(Path(__file__).parents[2]), *sys.path])}
    return subprocess.Popen([sys.executable, "-c", CHILD, str(archive), str(count)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment, **how)  # type: ignore[call-overload]


@pytest.mark.parametrize("seconds", [0.05, 0.2, 0.5])
def test_killed(seconds: float, tmp_path: Path) -> None:
    """Kill -9 after a while; what is there is whole, and the next run completes it to what an undisturbed run gives."""
    count = 60
    with child(tmp_path / "killed", count) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "begun\n", process.stderr and process.stderr.read()
        threading.Event().wait(seconds)
        process.send_signal(signal.SIGKILL)
    if (tmp_path / "killed" / store.STATE).exists():
        is_whole(open_archive(tmp_path / "killed"))
    for name in ("killed", "whole"):
        ingest(make_archive(tmp_path / name), articles(0, count), MODELESS, batch=5)
    assert rows(open_archive(tmp_path / "killed")) == rows(open_archive(tmp_path / "whole"))


def test_no_space(tmp_path: Path) -> None:
    """No file may grow beyond a limit, as if the disk were full: the run ends with what to try, the archive is whole, and goes on when there is room."""
    folder = tmp_path / "full"
    made = make_archive(folder)

    def narrow() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (9000, 9000))

    process = child(folder, 40, preexec_fn=narrow)
    _, errors = process.communicate(timeout=60)
    assert process.returncode != 0
    assert "can't be written" in errors
    assert "run the same again" in errors
    is_whole(made)
    assert ingest(made, articles(0, 40), MODELESS, batch=5).added > 0
    is_whole(made)
    assert len(ids(made)) == 40


def test_a_bad_article_is_one_error_row(archive: Archive, coder: Coder) -> None:
    bad = Article("bad", "half a character: \ud83d", ())
    done = ingest(archive, [article(0), bad, Fault("f:2", "f:2", "not JSON", "mend it", "f"), article(1)], coder)
    assert (done.added, done.failed) == (2, 2)
    held = rows(archive)
    assert {(row["article"], row["file"], row["coder"]) for row in held["errors"]} == {("bad", None, None), ("f:2", "f", None)}


def test_errors_go_when_they_are_mended(archive: Archive, coder: Coder) -> None:
    """An error of a file goes when the file is read again without it; others stay."""
    broken = [Fault("f:2", "f:2", "not JSON", "mend it", "f"), Fault("g:2", "g:2", "not JSON", "mend it", "g")]
    ingest(archive, broken, coder)
    ingest(archive, [msgspec.structs.replace(article(0), input="f")], coder)
    assert [row["article"] for row in rows(archive)["errors"]] == ["g:2"]


def test_an_article_that_can_be_coded_at_last(archive: Archive, coder: Coder) -> None:
    class Weary(Coder):
        def _one(self, one: Article | Fault) -> object:  # type: ignore[override]
            return Fault(one.id, one.id, "could not be coded: weary") if isinstance(one, Article) else one

    assert ingest(archive, [article(0)], Weary(coder.knowledge, coder.parser)).failed == 1
    assert [bool(row["coder"]) for row in rows(archive)["errors"]] == [True]
    assert ingest(archive, [article(0)], coder).added == 1
    assert rows(archive)["errors"] == []


def test_input_is_not_read_ahead(archive: Archive, coder: Coder) -> None:
    """A run that breaks off has not read the whole input."""
    read = 0

    def endless() -> Iterator[Article]:
        nonlocal read
        while True:
            read += 1
            yield article(read)

    def stop(one: object) -> None:
        if read > 20:
            raise Gone

    with pytest.raises(Gone):
        ingest(archive, endless(), coder, batch=4, tell=stop)
    assert read <= 22
    is_whole(archive)


def test_what_is_no_archive(tmp_path: Path) -> None:
    with pytest.raises(ArchiveError, match="dragoman ingest"):
        open_archive(tmp_path)
    (tmp_path / "letter.txt").write_text("x")
    with pytest.raises(ArchiveError, match=r"letter\.txt"):
        make_archive(tmp_path)
    with pytest.raises(ArchiveError, match="percent"):
        make_archive(tmp_path / "a%20b")
    made = make_archive(tmp_path / "new")
    (made.path / store.STATE).write_text("{")
    with pytest.raises(ArchiveError, match="backup"):
        open_archive(made.path)


def test_a_coding_process_is_killed(archive: Archive, coder: Coder) -> None:
    """The run ends with what to try instead of waiting for ever; what is there is whole."""

    def kill(one: object) -> None:
        for process in multiprocessing.active_children():
            process.kill()

    with pytest.raises(ArchiveError, match="fewer --jobs"):
        ingest(archive, articles(0, 200), coder, batch=4, jobs=2, tell=kill)
    is_whole(archive)
    assert len(ids(archive)) < 200

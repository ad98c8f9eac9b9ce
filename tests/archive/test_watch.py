"""Feeds are watched politely, on servers of the tests' own: nothing is lost, nothing comes in twice, and bad feeds stop nobody."""

import gzip
import itertools
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from email.utils import formatdate
from pathlib import Path

import pytest

from dragoman.archive.fetching import Fetcher, FetchError, seconds_to_wait
from dragoman.archive.store import Archive, ArchiveError, make_archive
from dragoman.archive.subscriptions import Watched, addresses, opened
from dragoman.archive.watch import Round, Settings, once, watch
from dragoman.coder import Coder
from tests.archive.feed_server import Answer, Site, serving
from tests.archive.made import ids, rows
from tests.reading.pages import STORY, page


@pytest.fixture
def site() -> Iterator[Site]:
    with serving() as made:
        yield made


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    return make_archive(tmp_path / "news")


@pytest.fixture(autouse=True)
def no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("no_proxy", "127.0.0.1,localhost")


def fetcher(**options: float) -> Fetcher:
    return Fetcher(**{"pause": 0.0, "patience": 10.0, "whole": 20.0, **options})  # type: ignore[arg-type]


def read(feeds: list[str], archive: Archive, coder: Coder, pages: bool = False, by: Fetcher | None = None) -> Round:
    with opened(archive.path) as subscriptions:
        return once(feeds, archive, subscriptions, coder, by or fetcher(), Settings(pages=pages))


def known(archive: Archive, feed: str) -> Watched:
    with opened(archive.path) as subscriptions:
        return subscriptions.of(feed)


def reasons(archive: Archive) -> dict[str, str]:
    return {row["place"]: row["reason"] for row in rows(archive)["errors"]}


def test_entries_come_in_once(site: Site, archive: Archive, coder: Coder) -> None:
    feed = site.feed("/feed", 1, 2)
    first = read([feed], archive, coder)
    site.feed("/feed", 2, 3)
    second = read([feed], archive, coder)
    assert first.counts is not None
    assert second.counts is not None
    assert (first.read, first.counts.added, second.counts.added, second.counts.skipped) == (1, 2, 1, 1)
    held = rows(archive)["articles"]
    assert [row["id"] for row in held] == ["/feed-1", "/feed-2", "/feed-3"]
    assert {row["input"] for row in held} == {feed}
    assert site.paths() == ["/feed", "/feed"]


def test_what_has_not_changed_is_not_sent_again(site: Site, archive: Archive, coder: Coder) -> None:
    tagged = site.feed("/tagged", 1, etag='"v1"')
    dated = site.put("/dated", b"", 200)
    body = b"<rss version='2.0'><channel><item><title>Togo stayed away</title></item></channel></rss>"
    site.answers["/dated"] = lambda headers: Answer(status=304) if headers.get("if-modified-since") == "Mon, 01 May 2023 10:00:00 GMT" else Answer(
        body, 200, {"Last-Modified": "Mon, 01 May 2023 10:00:00 GMT"}
    )
    assert read([tagged, dated], archive, coder).read == 2
    again = read([tagged, dated], archive, coder)
    assert (again.read, again.same, again.failed) == (0, 2, 0)
    assert site.headers("/tagged")[1]["if-none-match"] == '"v1"'


def test_pages_of_entries_are_fetched_once(site: Site, archive: Archive, coder: Coder) -> None:
    feed = site.feed("/feed", 1, 2)
    for number in (1, 2, 3):
        site.put(f"/page/{number}", page(f"Offer {number} Rejected"), content_type="text/html; charset=utf-8")
    assert read([feed], archive, coder, pages=True).read == 1
    site.feed("/feed", 2, 3)
    read([feed], archive, coder, pages=True)
    held = rows(archive)["articles"]
    assert [row["id"] for row in held] == [f"{site.address}/page/{n}" for n in (1, 2, 3)]
    assert all(row["text"] == "\n\n".join(STORY) for row in held)
    assert [row["title"] for row in held] == [f"Offer {n} Rejected" for n in (1, 2, 3)]
    assert [str(row["published"]) for row in held] == ["2023-05-02", "2023-05-03", "2023-05-04"]
    assert sorted(site.paths()) == ["/feed", "/feed", "/page/1", "/page/2", "/page/3"]


def test_a_page_that_cannot_be_had_gives_way_to_the_text_in_the_feed(site: Site, archive: Archive, coder: Coder) -> None:
    feed = site.feed("/feed", 1, 2, 3, 4, etag='"v1"')
    site.put("/page/1", status=503)
    site.put("/page/2", status=404)
    site.put("/page/3", b"%PDF-1.7", content_type="application/pdf")
    site.put("/page/4", "<html><body><nav><a href=x>Home</a></nav></body></html>", content_type="text/html")
    read([feed], archive, coder, pages=True)
    assert [row["id"].removeprefix(site.address) for row in rows(archive)["articles"]] == ["/page/2", "/page/3", "/page/4"]
    assert set(reasons(archive).values()) == {"answers 503 Service Unavailable", "answers 404 Not Found", "is no page of HTML but application/pdf", "has no text of an article"}
    read([feed], archive, coder, pages=True)
    read([feed], archive, coder, pages=True)
    held = rows(archive)["articles"]
    assert [row["text"] for row in held] == [f"Ghana rejected offer {n}." for n in (1, 2, 3, 4)]
    assert site.paths().count("/page/1") == 3
    assert site.paths().count("/page/2") == 1
    assert read([feed], archive, coder, pages=True).same == 1
    assert site.paths().count("/page/1") == 3


def test_bad_feeds_stop_nobody_and_are_told(site: Site, archive: Archive, coder: Coder) -> None:
    bad = {
        site.put("/itself", status=301, Location="/itself"): "redirects in a circle",
        site.put("/round", status=302, Location="/about"): "redirects in a circle",
        site.put("/gone", status=410): "answers 410 Gone",
        site.put("/page", "<html><body>Not found, sorry.</body></html>", content_type="text/html"): "is no feed",
        site.put("/lost", status=302): "answers 302 without saying where to go",
        site.put("/file", status=302, Location="file:///etc/hostname"): "is no address of the web",
        "http://127.0.0.1:9/none": "can't be fetched: Connection refused",
        "http://[broken/feed": "is no address of the web",
    }
    site.put("/about", status=302, Location="/round")
    for number in range(7):
        site.put(f"/far{number}", status=302, Location=f"/far{number + 1}")
    bad[site.address + "/far0"] = "redirects more than 5 times"
    bad[site.put("/laughs", '<!DOCTYPE rss [<!ENTITY a "aaa"><!ENTITY b "&a;&a;">]><rss><channel><item><title>&b;</title></item></channel></rss>')] = "declares entities"
    good = site.feed("/good", 1)
    done = read([*bad, good], archive, coder)
    assert (done.read, done.failed) == (1, len(bad))
    assert ids(archive) == ["/good-1"]
    found = reasons(archive)
    for feed, reason in bad.items():
        told = next(text for place, text in found.items() if place.startswith(feed))
        assert told.startswith(reason), feed
    assert all(row["hint"] and row["file"] in bad for row in rows(archive)["errors"])


def test_slow_servers_cost_a_limited_time(site: Site, archive: Archive, coder: Coder) -> None:
    site.answers["/silent"] = Answer(b"", wait=30)
    site.answers["/dripping"] = Answer(b"x" * 1000, drip=0.1)
    good = site.feed("/good", 1)
    begun = time.monotonic()
    done = read([site.address + "/silent", site.address + "/dripping", good], archive, coder, by=fetcher(patience=2, whole=3))
    assert time.monotonic() - begun < 20
    assert (done.read, done.failed) == (1, 2)
    assert set(reasons(archive).values()) == {"does not answer", "did not answer in full within 3 seconds"}


def test_who_fails_is_left_alone_longer_and_longer(site: Site, archive: Archive, coder: Coder) -> None:
    busy = site.put("/busy", status=503, Retry_After="120")
    down = site.put("/down", status=500)
    begun = time.time()
    read([busy, down], archive, coder)
    assert 118 < known(archive, busy).before - begun < 240
    assert known(archive, down).before < time.time()
    read([busy, down], archive, coder)
    assert site.paths() == ["/busy", "/down", "/down"]
    assert 2 * 900 < known(archive, down).before - begun < 4 * 900 + 120
    assert known(archive, down).failures == 2


def test_who_is_gone_is_not_asked_again_and_who_comes_back_is_read(site: Site, archive: Archive, coder: Coder) -> None:
    state = Watched()
    for _ in range(2):
        state.failed(0.0, 900.0, 0.0, gone=True)
        assert not state.gone
    state.failed(0.0, 900.0, 0.0, gone=True)
    assert state.gone
    state.answered(5.0, 0.0)
    assert (state.gone, state.failures) == (False, 0)
    feed = site.put("/feed", status=500)
    read([feed], archive, coder)
    site.feed("/feed", 1)
    assert read([feed], archive, coder).read == 1
    assert known(archive, feed).failures == 0
    assert reasons(archive) == {}


def test_a_feed_that_moved_for_good_is_asked_for_there(site: Site, archive: Archive, coder: Coder) -> None:
    feed = site.put("/old", status=301, Location="/new")
    site.feed("/new", 1)
    other = site.put("/now", status=302, Location="/new")
    read([feed, other], archive, coder)
    read([feed, other], archive, coder)
    assert site.paths().count("/old") == 1
    assert site.paths().count("/now") == 2
    assert known(archive, feed).address == site.address + "/new"


def test_robots(site: Site, archive: Archive, coder: Coder) -> None:
    site.put("/robots.txt", "User-agent: *\nDisallow: /page/2\n\nUser-agent: nobody\nDisallow: /\n")
    feed = site.feed("/feed", 1, 2)
    site.put("/page/1", page(), content_type="text/html")
    site.put("/page/2", page(), content_type="text/html")
    read([feed], archive, coder, pages=True)
    assert "/page/2" not in site.paths()
    assert list(reasons(archive).values()) == ["its robots.txt does not allow it"]
    assert len(rows(archive)["articles"]) == 2
    assert len(site.headers("/robots.txt")) == 1
    agent = site.headers("/feed")[0]["user-agent"]
    assert agent.startswith("dragoman/")
    assert "reads news feeds" in agent


def test_a_server_that_cannot_tell_its_robots_is_not_asked(site: Site, archive: Archive, coder: Coder) -> None:
    site.put("/robots.txt", status=503)
    feed = site.feed("/feed", 1)
    assert read([feed], archive, coder).failed == 1
    assert site.paths() == []


def test_one_request_at_a_time_goes_to_a_host_with_a_pause_between(site: Site) -> None:
    for number in range(6):
        site.answers[f"/{number}"] = Answer(b"x", wait=0.02)
    asking = fetcher(pause=0.1)
    threads = [threading.Thread(target=asking.fetch, args=(f"{site.address}/{n}", 100)) for n in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    moments = sorted(moment for _, _, moment in site.asked)
    assert site.most == 1
    assert len(site.paths()) == 6
    assert all(after - before >= 0.1 for before, after in itertools.pairwise(moments))


def test_hosts_are_asked_beside_each_other(archive: Archive, coder: Coder) -> None:
    with serving() as one, serving() as other:
        for site in (one, other):
            site.feed("/feed", 1)
            site.answers["/slow"] = Answer(b"", wait=30)
        feeds = [one.address + "/slow", other.address + "/slow", one.address + "/feed", other.address + "/feed"]
        read(feeds, archive, coder, by=fetcher(patience=3))
        slow = [moment for site in (one, other) for path, _, moment in site.asked if path == "/slow"]
        assert abs(slow[0] - slow[-1]) < 3
        assert len({path for site in (one, other) for path, _, _ in site.asked}) == 3


def test_bodies(site: Site) -> None:
    asking = fetcher()
    packed = gzip.compress(b"Ghana left.")
    assert asking.fetch(site.put("/packed", packed, Content_Encoding="gzip"), 100).body == b"Ghana left."
    for path, body, headers, reason in (
        ("/long", b"x" * 101, {}, "is longer than"),
        ("/bomb", gzip.compress(b"x" * 1_000_000), {"Content_Encoding": "gzip"}, "is longer than"),
        ("/cut", packed[:-9], {"Content_Encoding": "gzip"}, "ends too early"),
        ("/broken", b"\x1f\x8bnothing", {"Content_Encoding": "gzip"}, "can't be fetched"),
        ("/strange", b"x", {"Content_Encoding": "compress"}, "is packed in a way that is not known"),
        ("/short", b"x", {"Content_Length": "50"}, "ends too early"),
    ):
        with pytest.raises(FetchError, match=reason):
            asking.fetch(site.put(path, body, **headers), 10_000 if path == "/bomb" else 100)


def test_how_long_to_wait() -> None:
    assert seconds_to_wait("120") == 120
    assert 30 < seconds_to_wait(formatdate(time.time() + 60, usegmt=True)) <= 60
    assert [seconds_to_wait(told) for told in (None, "", "soon", "-5", formatdate(0))] == [0, 0, 0, 0, 0]


def test_stopping_ends_requests_and_loses_nothing(site: Site, archive: Archive, coder: Coder) -> None:
    feed = site.feed("/feed", 1, 2, 3, etag='"v1"')
    site.put("/page/1", page("One Offer Rejected"), content_type="text/html")
    site.answers["/page/2"] = Answer(b"", wait=30)
    asking = fetcher(patience=20, whole=20)
    threading.Timer(3.0, asking.stop).start()
    begun = time.monotonic()
    read([feed], archive, coder, pages=True, by=asking)
    assert time.monotonic() - begun < 15
    assert ids(archive) == [f"{site.address}/page/1"]
    assert reasons(archive) == {}
    for number in (2, 3):
        site.put(f"/page/{number}", page(f"Offer {number} Rejected"), content_type="text/html")
    read([feed], archive, coder, pages=True)
    assert ids(archive) == [f"{site.address}/page/{n}" for n in (1, 2, 3)]
    assert site.paths().count("/page/1") == 1


def test_watching_goes_on(site: Site, archive: Archive, coder: Coder) -> None:
    feed = site.feed("/feed", 1)
    asking, rounds = fetcher(), []

    def told(done: Round) -> None:
        rounds.append(done)
        site.feed("/feed", *range(1, len(rounds) + 2))
        if len(rounds) == 3:
            asking.stop()

    with opened(archive.path) as subscriptions:
        watch([feed], archive, subscriptions, coder, asking, Settings(every=0.05), told=told)
    assert len(rounds) == 3
    assert ids(archive) == ["/feed-1", "/feed-2", "/feed-3"]


def test_lists_of_feeds(tmp_path: Path) -> None:
    path = tmp_path / "feeds.opml"
    path.write_text(
        '<opml version="2.0"><body><outline text="Africa"><outline xmlUrl="https://a.example/feed" text="A"/><outline xmlUrl=" https://b.example/feed "/></outline>'
        '<outline text="no feed"/></body></opml>'
    )
    assert addresses([str(path), "https://c.example/feed", "https://a.example/feed"]) == ["https://a.example/feed", "https://b.example/feed", "https://c.example/feed"]
    for text, reason in (("<opml>", "is no OPML list"), ("<opml/>", "names no feed"), ('<!DOCTYPE x [<!ENTITY a "b">]><opml/>', "declares entities")):
        path.write_text(text)
        with pytest.raises(ArchiveError, match=reason):
            addresses([str(path)])
    with pytest.raises(ArchiveError, match="neither an address nor a file"):
        addresses(["feeds.txt"])


def test_one_watcher_at_a_time(archive: Archive) -> None:
    with opened(archive.path), pytest.raises(ArchiveError, match="another `dragoman watch`"), opened(archive.path):
        pass
    (archive.path / "watch.json").write_text("{")
    with pytest.raises(ArchiveError, match="delete it"), opened(archive.path):
        pass


def test_the_command_is_stopped_by_ctrl_c_and_goes_on(site: Site, tmp_path: Path) -> None:
    feed = site.feed("/feed", 1, etag='"v1"')
    lost = site.put("/lost", status=404)
    command = [sys.executable, "-m", "dragoman", "watch", feed, lost, str(tmp_path / "news"), "--pause", "0", "--every", "1"]
    running = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env={**os.environ, "no_proxy": "127.0.0.1"})
    assert running.stdout is not None
    first = running.stdout.readline()
    running.send_signal(signal.SIGINT)
    _, complaints = running.communicate(timeout=120)
    assert running.returncode == 0, complaints
    assert first == "1 feeds read, 1 failed: 1 articles added, 1 events, 1 errors\n"
    assert "stopping" in complaints
    assert "404" in complaints
    again = subprocess.run([*command, "--once"], capture_output=True, text=True, timeout=120, check=False)
    assert again.stdout == "0 feeds read, 1 not changed, 1 failed: 0 articles added, 0 events, 1 errors\n"
    assert again.returncode == 1

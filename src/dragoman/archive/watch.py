"""Addresses of feeds come in, an archive gets what is new in them, again and again; feeds that fail are left alone for a while.

What is known of a feed is written down only after its articles are in the archive: stopped at any moment, nothing is lost, and nothing is there twice.
"""

import queue
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from msgspec import structs

from dragoman.archive.batches import Counts
from dragoman.archive.fetching import Fetched, Fetcher, FetchError, host_of, seconds_to_wait
from dragoman.archive.ingest import Tell, ingest, quiet
from dragoman.archive.store import Archive
from dragoman.archive.subscriptions import Subscriptions, Watched
from dragoman.coder import Coder
from dragoman.knowledge.shapes_reading import ReadingWords
from dragoman.model import Article, Fault
from dragoman.reading.feed import LONGEST as LONGEST_FEED
from dragoman.reading.feed import articles_of_feed
from dragoman.reading.html import LONGEST as LONGEST_PAGE
from dragoman.reading.html import article_of_page

T = TypeVar("T")
R = TypeVar("R")

#: hosts that are asked at the same time
HOSTS = 8

#: seconds between two looks at the clock, at least and at most
LOOK, LONGEST_SLEEP = 0.05, 600.0

#: results that wait to be coded
WAITING = 32

#: how often the page of an entry is asked for before its text in the feed is taken
TRIES = 3

FEEDS = "application/atom+xml, application/rss+xml, application/xml;q=0.9, text/xml;q=0.9, */*;q=0.5"
PAGES = ("text/html", "application/xhtml+xml", "")


@dataclass(frozen=True, slots=True)
class Settings:
    """`every` are seconds between two readings of a feed; `pages`: fetch the pages of entries instead of taking the text in the feed."""

    every: float = 900.0
    pages: bool = False


@dataclass(slots=True)
class Round:
    """What one round did: feeds that were read, had not changed, failed; and what came into the archive."""

    read: int = 0
    same: int = 0
    failed: int = 0
    counts: Counts | None = None


@dataclass(slots=True)
class _Reading:
    """A feed in this round: what is known of it, and what will be known once its articles are in the archive. `waiting` are entries whose pages are not there yet."""

    name: str
    known: Watched
    answer: Fetched
    seen: list[str] = field(default_factory=list)
    tried: dict[str, int] = field(default_factory=dict)
    waiting: int = 0


def watch(
    feeds: Sequence[str], archive: Archive, subscriptions: Subscriptions, coder: Coder, fetcher: Fetcher, settings: Settings,
    *, jobs: int = 1, tell: Tell = quiet, told: Callable[[Round], None] = lambda _: None,
) -> None:  # fmt: skip
    """Read the feeds when they are due, until the fetcher is stopped. `told` is called after each round. Raises ArchiveError, OSError."""
    while not fetcher.stopped.is_set():
        now = time.time()
        due = [name for name in feeds if _due(subscriptions.of(name), settings) <= now]
        if due:
            told(one_round(due, archive, subscriptions, coder, fetcher, settings, jobs=jobs, tell=tell))
        next_one = min(_due(subscriptions.of(name), settings) for name in feeds)
        fetcher.stopped.wait(min(max(LOOK, next_one - time.time()), LONGEST_SLEEP))


def once(
    feeds: Sequence[str], archive: Archive, subscriptions: Subscriptions, coder: Coder, fetcher: Fetcher, settings: Settings,
    *, jobs: int = 1, tell: Tell = quiet,
) -> Round:  # fmt: skip
    """Read all feeds once, save those that are to be left alone for now. Raises ArchiveError, OSError."""
    now = time.time()
    due = [name for name in feeds if not subscriptions.of(name).gone and subscriptions.of(name).before <= now]
    return one_round(due, archive, subscriptions, coder, fetcher, settings, jobs=jobs, tell=tell)


def one_round(
    names: Sequence[str], archive: Archive, subscriptions: Subscriptions, coder: Coder, fetcher: Fetcher, settings: Settings,
    *, jobs: int = 1, tell: Tell = quiet,
) -> Round:  # fmt: skip
    """Read the named feeds and put what is new into the archive. Raises ArchiveError, OSError."""
    done = Round()
    readings: list[_Reading] = []
    arrivals = _Arrivals(fetcher, settings, coder.knowledge.reading, subscriptions, done, readings)
    done.counts = ingest(archive, arrivals.articles(names), coder, jobs=jobs, tell=tell)
    for reading in readings:
        _settle(reading)
    subscriptions.save()
    return done


class _Arrivals:
    """The articles and faults of one round, as they arrive. What they tell of the feeds is gathered in `readings`."""

    def __init__(
        self, fetcher: Fetcher, settings: Settings, words: ReadingWords, subscriptions: Subscriptions, done: Round, readings: list[_Reading]
    ) -> None:
        self._fetcher, self._settings, self._words, self._subscriptions = fetcher, settings, words, subscriptions
        self._done, self._readings = done, readings
        self._asked: set[str] = set()

    def articles(self, names: Sequence[str]) -> Iterator[Article | Fault]:
        """Those of the feeds, or of the pages to which their entries lead."""
        entries: list[tuple[_Reading, Article]] = []
        for name, answer in in_turns(names, lambda name: self._subscriptions.of(name).address or name, self._feed, self._fetcher):
            for one in self._read(name, answer):
                if isinstance(one, tuple):
                    entries.append(one)
                else:
                    yield one
        for (reading, entry), page in in_turns(entries, lambda pair: pair[1].url or "", self._page, self._fetcher):
            yield from self._arrived(reading, entry, page)

    def _feed(self, name: str) -> Fetched | FetchError:
        known = self._subscriptions.of(name)
        return _attempt(lambda: self._fetcher.fetch(known.address or name, LONGEST_FEED, known.etag, known.modified, FEEDS))

    def _page(self, pair: tuple[_Reading, Article]) -> Fetched | FetchError:
        return _attempt(lambda: self._fetcher.fetch(pair[1].url or "", LONGEST_PAGE, accept=", ".join(PAGES[:2])))

    def _read(self, name: str, answer: Fetched | FetchError) -> Iterator[Article | Fault | tuple[_Reading, Article]]:
        """What a feed's answer gives: articles, faults, and entries whose pages are to be fetched."""
        known, now = self._subscriptions.of(name), time.time()
        if isinstance(answer, FetchError):
            self._done.failed += 1
            known.failed(now, self._settings.every, answer.wait, answer.gone)
            yield Fault(name, name, str(answer), answer.hint, name)
            return
        known.address = answer.moved or known.address
        known.answered(now, seconds_to_wait(answer.headers.get("retry-after")))
        if not answer.changed:
            self._done.same += 1
            return
        reading = _Reading(name, known, answer, tried=dict(known.tried))
        found = broken = 0
        for one in articles_of_feed(answer.body, name, None, self._words):
            found += isinstance(one, Article)
            broken += isinstance(one, Fault)
            if isinstance(one, Article) and self._settings.pages and (one.url or "").startswith(("http://", "https://")):
                yield from self._wanted(reading, one)
            else:
                yield structs.replace(one, input=name)
        self._readings.append(reading)
        if found or not broken:
            self._done.read += 1
        else:
            self._done.failed += 1
            known.failed(now, self._settings.every, 0.0, gone=False)

    def _wanted(self, reading: _Reading, entry: Article) -> Iterator[tuple[_Reading, Article]]:
        """The entry, if its page has not been dealt with before and no other feed of this round leads to it."""
        if entry.id in reading.known.seen or entry.url in self._asked:
            reading.seen.append(entry.id)
            return
        self._asked.add(entry.url or "")
        reading.waiting += 1
        yield reading, entry

    def _arrived(self, reading: _Reading, entry: Article, page: Fetched | FetchError) -> Iterator[Article | Fault]:
        """The article of the page of an entry; after some tries, or if there is no use in trying, the entry's own text."""
        url = entry.url or ""
        got = self._article(reading, entry, page)
        reading.waiting -= 1
        if isinstance(got, Article):
            reading.seen.append(entry.id)
            reading.tried.pop(entry.id, None)
            yield structs.replace(got, input=reading.name)
            return
        tries = reading.tried[entry.id] = reading.tried.get(entry.id, 0) + 1
        yield structs.replace(got, input=reading.name)
        if tries >= TRIES or not isinstance(page, FetchError) or page.final:
            reading.seen.append(entry.id)
            reading.tried.pop(entry.id, None)
            note = "the text is that of the feed: the page could not be had"
            yield structs.replace(entry, id=url, notes=(*entry.notes, note), input=reading.name)

    def _article(self, reading: _Reading, entry: Article, page: Fetched | FetchError) -> Article | Fault:
        url = entry.url or ""
        where = f"{reading.name}#{url}"
        if isinstance(page, FetchError):
            return Fault(url, where, str(page), page.hint)
        if page.kind not in PAGES:
            return Fault(url, where, f"is no page of HTML but {page.kind}", "its text in the feed is taken")
        got = article_of_page(page.body, url, entry.published, self._words, url=url, charset=page.charset, where=where)
        return structs.replace(got, source=got.source or entry.source, title=got.title or entry.title) if isinstance(got, Article) else got


def in_turns(items: Iterable[T], address: Callable[[T], str], work: Callable[[T], R], fetcher: Fetcher) -> Iterator[tuple[T, R]]:
    """Each item with what `work` gives for it, as it arrives: hosts beside each other, the items of one host one after the other.

    Ends early, without waiting for answers, when the fetcher is stopped.
    """
    hosts: dict[str, list[T]] = {}
    for item in items:
        hosts.setdefault(host_of(address(item)), []).append(item)
    groups: queue.SimpleQueue[list[T]] = queue.SimpleQueue()
    for several in hosts.values():
        groups.put(several)
    results: queue.Queue[tuple[T, R]] = queue.Queue(WAITING)
    over = threading.Event()
    for _ in range(min(HOSTS, len(hosts))):
        threading.Thread(target=_work, args=(groups, results, work, over), daemon=True).start()
    try:
        for _ in range(sum(map(len, hosts.values()))):
            one = _taken(results, fetcher.stopped)
            if one is None:
                return
            yield one
    finally:
        over.set()


def _work(groups: "queue.SimpleQueue[list[T]]", results: "queue.Queue[tuple[T, R]]", work: Callable[[T], R], over: threading.Event) -> None:
    """Work through groups until there are no more, or nobody takes the results any more."""
    while not over.is_set():
        try:
            several = groups.get_nowait()
        except queue.Empty:
            return
        for item in several:
            if over.is_set():
                return
            one = item, work(item)
            while not over.is_set():
                try:
                    results.put(one, timeout=0.2)
                except queue.Full:
                    continue
                break


def _taken(results: "queue.Queue[tuple[T, R]]", stopped: threading.Event) -> tuple[T, R] | None:
    """The next result, or None once all is stopped: an answer that was broken off by that counts for nothing."""
    while not stopped.is_set():
        try:
            one = results.get(timeout=0.1)
        except queue.Empty:
            continue
        return None if stopped.is_set() else one
    return None


def _attempt(fetch: Callable[[], Fetched]) -> Fetched | FetchError:
    try:
        return fetch()
    except FetchError as error:
        return error


def _due(known: Watched, settings: Settings) -> float:
    """When a feed is to be read next; never if it is gone."""
    return float("inf") if known.gone else max(known.before, known.polled + settings.every if known.polled else 0.0)


def _settle(reading: _Reading) -> None:
    """Its articles are in the archive: now the server may say that nothing has changed since, if nothing is left to be fetched."""
    known, answer = reading.known, reading.answer
    if reading.waiting:
        known.polled = 0.0
        known.seen = [*dict.fromkeys([*known.seen, *reading.seen])]
        known.tried = reading.tried
        return
    if not reading.tried:
        known.etag, known.modified = answer.headers.get("etag"), answer.headers.get("last-modified")
    known.seen, known.tried = reading.seen, reading.tried

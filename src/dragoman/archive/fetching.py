"""An address comes in, what a server gives for it goes out, or why it gives nothing: asked politely and for a limited time.

One request at a time goes to a host, with a pause between two; robots.txt is kept to; what has not changed is not sent again.
"""

import http.client
import re
import socket
import threading
import time
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC
from email.utils import parsedate_to_datetime
from typing import IO
from urllib.error import URLError
from urllib.parse import urljoin, urlsplit
from urllib.request import Request
from urllib.robotparser import RobotFileParser

from dragoman import __version__
from dragoman.archive.timed import Open, Timed

#: by this name robots.txt may speak of us
NAME = "dragoman"

#: seconds for one answer of the network, and for a whole response however it drips
PATIENCE, WHOLE = 10.0, 60.0

#: redirects that are followed
REDIRECTS = 5

#: the longest robots.txt, in bytes, and the seconds for which it is remembered
ROBOTS, REMEMBERED = 500_000, 24 * 3600.0

#: the longest pause between two requests that robots.txt may ask for, in seconds
LONGEST_PAUSE = 60.0

_MOVED_FOR_GOOD = (301, 308)
_MOVED = (*_MOVED_FOR_GOOD, 302, 303, 307)
_CHARSET = re.compile(r"charset=[\"']?([\w.:-]{1,40})", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Fetched:
    """What a server gave. `moved` is the address to ask in future, if it moved for good; `changed` is False for a 304."""

    body: bytes
    headers: Mapping[str, str]
    changed: bool = True
    moved: str | None = None

    @property
    def kind(self) -> str:
        """What the server says that it is: "text/html"."""
        return self.headers.get("content-type", "").partition(";")[0].strip().lower()

    @property
    def charset(self) -> str | None:
        """In which encoding, if the server says so."""
        found = _CHARSET.search(self.headers.get("content-type", ""))
        return found[1] if found else None


class FetchError(Exception):
    """Why there is nothing: `hint` says what to try, `wait` how many seconds the server asks to wait, `final` that asking again is no use, `gone` that
    the server says it will never be there again."""

    def __init__(self, reason: str, hint: str = "", wait: float = 0.0, final: bool = False, gone: bool = False) -> None:
        super().__init__(reason)
        self.hint, self.wait, self.final, self.gone = hint, wait, final, gone


@dataclass(slots=True)
class _Host:
    """One request at a time: who holds the lock asks."""

    lock: threading.Lock = field(default_factory=threading.Lock)
    last: float = 0.0
    pause: float = 0.0
    robots: RobotFileParser | None = None
    read: float = 0.0


class Fetcher:
    """Fetches for several threads. `pause` are seconds between two requests to a host; `contact` says in every request whom to write to.

    `stop()` ends all requests that are under way and lets no further one begin.
    """

    def __init__(self, pause: float = 1.0, contact: str | None = None, patience: float = PATIENCE, whole: float = WHOLE) -> None:
        self.agent = f"{NAME}/{__version__} (reads news feeds for research{f'; {contact}' if contact else ''})"
        self.pause, self.patience, self.whole = pause, patience, whole
        self.stopped = threading.Event()
        self._hosts: dict[str, _Host] = {}
        self._lock = threading.Lock()
        self._open = Open()

    def fetch(self, url: str, longest: int, etag: str | None = None, modified: str | None = None, accept: str = "*/*") -> Fetched:
        """What is at `url`, at most `longest` bytes. With what the server said last time (ETag, Last-Modified) it may say: not changed. Raises FetchError."""
        asked = {"If-None-Match": etag, "If-Modified-Since": modified, "Accept": accept}
        headers = {name: value for name, value in asked.items() if value}
        been: list[str] = []
        moved: str | None = None
        for_good = True
        while True:
            if url in been:
                raise FetchError("redirects in a circle: " + " -> ".join([*been[been.index(url) :], url]), "tell the publisher; look for the feed's new address")
            if len(been) > REDIRECTS:
                raise FetchError(f"redirects more than {REDIRECTS} times", "look for the address at the end of them")
            been.append(url)
            self._check_robots(url)
            status, answer, body = self._ask(url, headers, longest)
            if status not in _MOVED:
                return Fetched(body, answer, status != 304, moved)
            if not answer.get("location"):
                raise FetchError(f"answers {status} without saying where to go", "tell the publisher")
            for_good = for_good and status in _MOVED_FOR_GOOD
            url = _joined(url, answer["location"])
            moved = url if for_good else moved

    def stop(self) -> None:
        """End all requests."""
        self.stopped.set()
        self._open.end()

    def _ask(self, url: str, headers: Mapping[str, str], longest: int) -> tuple[int, Mapping[str, str], bytes]:
        """One request, when it is the host's turn: status, headers in lower case, body. Raises FetchError."""
        host = self._host(url)
        with host.lock:
            self.stopped.wait(max(0.0, host.last + max(self.pause, host.pause) - time.monotonic()))
            if self.stopped.is_set():
                raise FetchError("was stopped")
            try:
                return self._answer(url, headers, longest)
            finally:
                host.last = time.monotonic()

    def _answer(self, url: str, headers: Mapping[str, str], longest: int) -> tuple[int, Mapping[str, str], bytes]:
        """One request, now. Whatever goes wrong in it is a FetchError."""
        request = Request(url, headers={"User-Agent": self.agent, "Accept-Encoding": "gzip", **headers})
        timed = Timed(self.whole, self._open)
        try:
            with timed, timed.answer(request, self.patience) as answer:
                found = {name.lower(): value for name, value in answer.headers.items()}
                status = answer.status or 0
                if status != 200 and status != 304 and status not in _MOVED:
                    raise _refusal(status, found)
                return status, found, b"" if status != 200 else _body(answer, found, longest)
        except FetchError:
            if not timed.why:
                raise
        except (OSError, http.client.HTTPException, ValueError, zlib.error, EOFError) as error:
            timed.why = timed.why or _why(error)
        raise FetchError(timed.why, "is the address right and the server up? It is asked again later")

    def _host(self, url: str) -> _Host:
        """The host of an address. Raises FetchError if it is none of the web."""
        name = host_of(url)
        if not name:
            raise FetchError(f"is no address of the web: {url[:200]}", "addresses begin with http:// or https://", final=True)
        with self._lock:
            return self._hosts.setdefault(name, _Host())

    def _check_robots(self, url: str) -> None:
        """Nothing, or FetchError if the host does not want that."""
        host, parts = self._host(url), urlsplit(url)
        if host.robots is None or time.monotonic() > host.read + REMEMBERED:
            host.robots, host.read = self._robots(f"{parts.scheme}://{parts.netloc}/robots.txt"), time.monotonic()
            host.pause = min(float(host.robots.crawl_delay(NAME) or 0), LONGEST_PAUSE)
        if not host.robots.can_fetch(NAME, url):
            raise FetchError("its robots.txt does not allow it", "ask the publisher, or take it off the list", final=True)

    def _robots(self, address: str) -> RobotFileParser:
        """What a host's robots.txt says; without one all is allowed. Raises FetchError if the server can't tell now."""
        rules = RobotFileParser()
        lines: list[str] = []
        for _ in range(REDIRECTS):
            try:
                status, headers, body = self._ask(address, {}, ROBOTS)
            except FetchError as error:
                if not error.final:
                    raise
                break
            if status in _MOVED and headers.get("location"):
                address = _joined(address, headers["location"])
                continue
            lines = body.decode("utf-8", "replace").splitlines()
            break
        rules.parse(lines)
        return rules


def host_of(url: str) -> str:
    """Scheme, host and port of an address of the web: "https://courier.example"; "" if it is none."""
    try:
        parts = urlsplit(url)
        known = parts.scheme in ("http", "https") and bool(parts.hostname) and (parts.port or 1) > 0
    except ValueError:
        return ""
    return f"{parts.scheme}://{parts.netloc.rpartition('@')[2].lower()}" if known else ""


def _joined(url: str, location: str) -> str:
    """Where a redirect leads. Raises FetchError."""
    try:
        return urljoin(url, location).partition("#")[0]
    except ValueError:
        raise FetchError(f"redirects to what is no address: {location[:200]}", "tell the publisher") from None


def _body(answer: IO[bytes], headers: Mapping[str, str], longest: int) -> bytes:
    """The body, unpacked, at most `longest` bytes. Raises FetchError if it is longer or packed in an unknown way."""
    packing = headers.get("content-encoding", "identity").strip().lower()
    if packing not in ("identity", "", "gzip", "x-gzip", "deflate"):
        raise FetchError(f"is packed in a way that is not known: {packing}", "tell the publisher")
    body = answer.read(longest + 1)
    if packing in ("gzip", "x-gzip", "deflate") and len(body) <= longest:
        opener = zlib.decompressobj(47)
        body = opener.decompress(body, longest + 1)
        if not opener.eof and len(body) <= longest:
            raise FetchError("ends too early", "it is asked again later")
    length = headers.get("content-length", "")
    if packing in ("identity", "") and length.isdigit() and len(body) < min(int(length), longest):
        raise FetchError("ends too early", "it is asked again later")
    if len(body) > longest:
        raise FetchError(f"is longer than {longest // 1_000_000} MB", "is it the address of a feed or article?", final=True)
    return body


def _refusal(status: int, headers: Mapping[str, str]) -> FetchError:
    """What a status other than fine means: 404 and 410 are final, 429 and 5xx are not."""
    meaning = http.client.responses.get(status, "")
    final = 400 <= status < 500 and status not in (408, 425, 429)
    hint = "look for its new address, or take it off the list" if final else "it is asked again later"
    return FetchError(f"answers {status} {meaning}".rstrip(), hint, seconds_to_wait(headers.get("retry-after")), final, status == http.client.GONE)


def seconds_to_wait(told: str | None) -> float:
    """What Retry-After says, in seconds or as a moment: "120", "Fri, 31 Dec 1999 23:59:59 GMT"; 0 if it says nothing."""
    if not told:
        return 0.0
    if told.strip().isdigit():
        return float(told.strip()[:8])
    try:
        moment = parsedate_to_datetime(told)
    except ValueError:
        return 0.0
    moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return max(0.0, moment.timestamp() - time.time())


def _why(error: Exception) -> str:
    """What went wrong, in words."""
    inner = error.reason if isinstance(error, URLError) and isinstance(error.reason, Exception) else error
    if isinstance(inner, TimeoutError):
        return "does not answer"
    if isinstance(inner, socket.gaierror):
        return "its host is not known"
    if isinstance(inner, http.client.IncompleteRead):
        return "ends too early"
    return f"can't be fetched: {getattr(inner, 'strerror', None) or inner or type(inner).__name__}"

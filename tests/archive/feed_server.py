"""A server of feeds and pages on loopback for tests: what it answers is told beforehand, and it remembers what it was asked."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from tests.reading.pages import rss


@dataclass
class Answer:
    """Status, headers, body. `drip`: one byte of the body every so many seconds; `wait`: seconds before anything is said."""

    body: bytes = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    drip: float = 0.0
    wait: float = 0.0


class Site:
    """Answers by path. `asked` are path and headers of every request, `most` how many were answered at the same time."""

    def __init__(self) -> None:
        self.answers: dict[str, Answer | Callable[[dict[str, str]], Answer]] = {}
        self.asked: list[tuple[str, dict[str, str], float]] = []
        self.now = self.most = 0
        self.lock = threading.Lock()
        self.closing = threading.Event()
        self.address = ""

    def paths(self) -> list[str]:
        """What was asked for, robots.txt left out."""
        return [path for path, _, _ in self.asked if path != "/robots.txt"]

    def headers(self, path: str) -> list[dict[str, str]]:
        return [headers for asked, headers, _ in self.asked if asked == path]

    def put(self, path: str, body: str | bytes = "", status: int = 200, **headers: str) -> str:
        """Answer so; gives the address."""
        data = body.encode() if isinstance(body, str) else body
        self.answers[path] = Answer(data, status, {name.replace("_", "-"): value for name, value in headers.items()})
        return self.address + path

    def feed(self, path: str, *numbers: int, etag: str | None = None) -> str:
        """A feed with entries of these numbers, whose pages are /page/NUMBER; not changed for who knows its ETag."""
        items = "".join(
            f"<item><title>Ghana Rejects Offer {n}</title><link>{self.address}/page/{n}</link><guid isPermaLink='false'>{path}-{n}</guid>"
            f"<pubDate>Mon, 0{n % 9 + 1} May 2023 10:00:00 GMT</pubDate><description>Ghana rejected offer {n}.</description></item>"
            for n in numbers
        )
        body = rss(items).encode()

        def answer(headers: dict[str, str]) -> Answer:
            if etag and headers.get("if-none-match") == etag:
                return Answer(status=304)
            return Answer(body, 200, {"Content-Type": "application/rss+xml", **({"ETag": etag} if etag else {})})

        self.answers[path] = answer
        return self.address + path


@contextmanager
def serving() -> Iterator[Site]:
    """A site on a port of its own."""
    site = Site()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            headers = {name.lower(): value for name, value in self.headers.items()}
            with site.lock:
                site.asked.append((self.path, headers, time.monotonic()))
                site.now += 1
                site.most = max(site.most, site.now)
            try:
                self.give(headers)
            except (BrokenPipeError, ConnectionResetError):
                self.close_connection = True
            finally:
                with site.lock:
                    site.now -= 1

        def give(self, headers: dict[str, str]) -> None:
            answer = site.answers.get(self.path, Answer(status=404))
            answer = answer(headers) if callable(answer) else answer
            site.closing.wait(answer.wait)
            self.send_response(answer.status)
            for name, value in {"Content-Length": str(len(answer.body)), **answer.headers}.items():
                self.send_header(name, value)
            self.end_headers()
            for at in range(len(answer.body) if answer.drip else 0):
                if site.closing.wait(answer.drip):
                    return
                self.wfile.write(answer.body[at : at + 1])
                self.wfile.flush()
            if not answer.drip:
                self.wfile.write(answer.body)

        def log_message(self, *_: Any) -> None:
            return

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    site.address = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield site
    finally:
        site.closing.set()
        server.shutdown()
        server.server_close()

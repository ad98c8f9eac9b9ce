"""A request comes in, the server's answer goes out as a stream, which is shut when its time is over or when all requests are ended."""

import http.client
import socket
import threading
from functools import partial
from typing import Any, Self
from urllib.error import HTTPError
from urllib.request import HTTPHandler, HTTPRedirectHandler, HTTPSHandler, Request, build_opener


class Open:
    """The connections that are open now. After `end` none stays open."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._sockets: set[socket.socket] = set()
        self._ended = False

    def add(self, one: socket.socket) -> None:
        with self._lock:
            self._sockets.add(one)
            if self._ended:
                _shut(one)

    def remove(self, one: socket.socket) -> None:
        with self._lock:
            self._sockets.discard(one)

    def end(self) -> None:
        with self._lock:
            self._ended = True
            for one in self._sockets:
                _shut(one)


class Timed:
    """One request and its answer, for at most `seconds`, however it drips. `why` says so when the time was over."""

    def __init__(self, seconds: float, opened: Open) -> None:
        self._seconds, self._opened = seconds, opened
        self._sockets: list[socket.socket] = []
        self._watch = threading.Timer(seconds, self._end)
        self._watch.daemon = True
        self.why = ""

    def __enter__(self) -> Self:
        self._watch.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._watch.cancel()
        for one in self._sockets:
            self._opened.remove(one)

    def answer(self, request: Request, patience: float) -> Any:
        """The answer, whatever its status; `patience` are seconds for one word of the network. Raises OSError, HTTPException, ValueError."""
        try:
            return build_opener(_Redirects, _Plain(self), _Secure(self)).open(request, timeout=patience)
        except HTTPError as answer:
            return answer

    def add(self, one: socket.socket) -> None:
        """A connection was opened."""
        self._sockets.append(one)
        self._opened.add(one)
        if self.why:
            _shut(one)

    def _end(self) -> None:
        self.why = f"did not answer in full within {self._seconds:g} seconds"
        for one in self._sockets:
            _shut(one)


class _Connection(http.client.HTTPConnection):
    """A connection that says when it is open."""

    def __init__(self, *given: Any, timed: Timed, **options: Any) -> None:
        super().__init__(*given, **options)
        self._timed = timed

    def connect(self) -> None:
        super().connect()
        self._timed.add(self.sock)


class _SecureConnection(_Connection, http.client.HTTPSConnection):
    """The same, encrypted."""


class _Plain(HTTPHandler):
    def __init__(self, timed: Timed) -> None:
        super().__init__()
        self._make = partial(_Connection, timed=timed)

    def http_open(self, request: Request) -> http.client.HTTPResponse:
        return self.do_open(self._make, request)


class _Secure(HTTPSHandler):
    def __init__(self, timed: Timed) -> None:
        super().__init__()
        self._make = partial(_SecureConnection, timed=timed)

    def https_open(self, request: Request) -> http.client.HTTPResponse:
        return self.do_open(self._make, request)


class _Redirects(HTTPRedirectHandler):
    """Follows none: each is asked for in its host's turn."""

    def redirect_request(self, *_: Any) -> None:
        return None


def _shut(one: socket.socket) -> None:
    try:
        one.shutdown(socket.SHUT_RDWR)
    except OSError:
        return

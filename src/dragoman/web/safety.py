"""What keeps pages safe: a request comes in and is let through or refused, an answer goes out with the rules a browser must keep.

The text of articles is hostile: templates escape it, and `shown` takes out control characters and marks that turn the direction of
reading. No script, style, picture or font comes from elsewhere, and none stands in the text of a page.
"""

import hmac
import re
from collections.abc import Awaitable, Callable
from typing import Any

from fastapi import Request, Response
from fastapi.responses import PlainTextResponse, RedirectResponse
from markupsafe import Markup

RULES = {
    "content-security-policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; font-src 'self'; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
}

COOKIE = "dragoman_token"

#: longest address, in characters
LONGEST = 8_000

#: most bytes that a request may carry
LARGEST = 64_000

#: control characters but for line ends and tabs, and marks that turn the direction of reading
_ODD = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")

Next = Callable[[Request], Awaitable[Response]]


def shown(value: Any) -> Any:
    """A value as a page may show it: odd characters become the sign of replacement, nothing becomes nothing."""
    if value is None:
        return ""
    if isinstance(value, str) and not isinstance(value, Markup):
        return _ODD.sub("\ufffd", value)
    return value


class Guard:
    """Lets requests through: to our own name only, with the token where one is asked, writing always with it."""

    def __init__(self, token: str, hosts: frozenset[str], open_reading: bool) -> None:
        self._token, self._hosts, self._open_reading = token, hosts, open_reading

    async def __call__(self, request: Request, go_on: Next) -> Response:
        answer = self._refusal(request)
        if answer is None:
            answer = self._welcome(request) or await go_on(request)
        answer.headers.update(RULES)
        if not request.url.path.startswith("/static/"):
            answer.headers["cache-control"] = "no-store"
        return answer

    def known(self, request: Request) -> bool:
        """Whether the request bears the token."""
        given = request.cookies.get(COOKIE) or request.headers.get("authorization", "").removeprefix("Bearer ")
        return hmac.compare_digest(given.encode(), self._token.encode())

    def _refusal(self, request: Request) -> Response | None:
        host = request.headers.get("host", "").rsplit(":", 1)[0].strip("[]").lower()
        if self._hosts and host not in self._hosts:
            return PlainTextResponse(f"This server does not answer to the name {host[:100]!r}.\n", 421)
        if len(str(request.url)) > LONGEST:
            return PlainTextResponse("The address is too long.\n", 414)
        length = request.headers.get("content-length", "0")
        if not length.isdecimal() or int(length) > LARGEST or "transfer-encoding" in request.headers:
            return PlainTextResponse("The request is too large, or does not say how large it is.\n", 413)
        if request.url.path.startswith("/static/") or self._offered(request):
            return None
        if request.method not in ("GET", "HEAD"):
            return self._no_writing(request)
        if not self._open_reading and not self.known(request):
            return PlainTextResponse("Open the address that `dragoman serve` printed: it bears the token that this page asks for.\n", 401)
        return None

    def _no_writing(self, request: Request) -> Response | None:
        """Writing needs the token, and must come from one of our own pages, not from another site."""
        if not self.known(request):
            return PlainTextResponse("Writing needs the token: open the address that `dragoman serve` printed.\n", 403)
        if request.headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
            return PlainTextResponse("Only pages of this server may write.\n", 403)
        return None

    def _offered(self, request: Request) -> bool:
        """Whether the address itself bears the token, as the first one does."""
        return hmac.compare_digest(request.query_params.get("token", "").encode(), self._token.encode())

    def _welcome(self, request: Request) -> Response | None:
        """The first address bears the token: it goes into a cookie and out of the address."""
        if request.method != "GET" or not self._offered(request):
            return None
        rest = request.url.remove_query_params("token")
        answer = RedirectResponse("/" + rest.path.lstrip("/") + (f"?{rest.query}" if rest.query else ""), 303)
        answer.set_cookie(COOKIE, self._token, httponly=True, samesite="strict")
        return answer

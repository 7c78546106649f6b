"""What stands before every page: who may ask, from where, how much, and what a browser may do with the answer."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, MutableMapping
from dataclasses import dataclass
from html import escape
from http.cookies import CookieError, SimpleCookie
from typing import Any
from urllib.parse import quote

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import HTMLResponse, PlainTextResponse, Response

from onrecord.faces.desk import static
from onrecord.faces.desk.session import Session

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

LONGEST_ADDRESS = 8_000  # bytes of path and query
LONGEST_HEADERS = 32_000  # bytes of all headers
LONGEST_FORM = 2_000_000  # bytes of what a form sends; what is added has a limit of its own
ENTER = "/-/enter"

POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; "
    "frame-src 'self'; base-uri 'none'; frame-ancestors 'none'"
)
# Other people's pages: nothing runs, nothing is loaded but the desk's own style, and only the desk may frame it.
FRAMED = "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'; sandbox"
HEADERS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",  # with none at all a browser tells of its own forms that they come from nowhere
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), microphone=(), geolocation=()",
    "x-dns-prefetch-control": "off",
    "cache-control": "no-store",
}


@dataclass(frozen=True, slots=True)
class Limits:
    """What may be sent: the paths that take more than a form, with how many bytes."""

    larger: dict[str, int]

    def of(self, path: str) -> int:
        """The most bytes that a path takes."""
        return self.larger.get(path, LONGEST_FORM)


class TooLong(Exception):
    """More was sent than a path takes."""


class Guard:
    """An application behind the door: whatever is not asked by a browser that was let in is refused.

    `hosts` are the names and ports by which the desk may be called.
    """

    def __init__(self, app: App, session: Session, hosts: frozenset[str], limits: Limits) -> None:
        """Before `app`."""
        self._app = app
        self._session = session
        self._hosts = hosts
        self._limits = limits

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request, or refuse it."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        if scope["type"] != "http":
            return  # nothing here speaks by sockets
        sent = 0
        most = self._limits.of(scope["path"])

        async def counted() -> MutableMapping[str, Any]:
            nonlocal sent
            message = await receive()
            sent += len(message.get("body", b""))
            if sent > most:
                raise TooLong
            return message

        answered = False

        async def guarded(message: MutableMapping[str, Any]) -> None:
            nonlocal answered
            if message["type"] == "http.response.start":
                answered = True
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
                if "server" in headers:
                    del headers["server"]
            await send(message)

        refusal = self._refusal(scope, Headers(scope=scope), most)
        if refusal is not None:
            await refusal(scope, receive, guarded)
            return
        try:
            await self._app(scope, counted, guarded)
        except TooLong:
            if not answered:
                await _no(413, f"more than {most:,} bytes; send less at once")(scope, receive, guarded)

    def _refusal(self, scope: Scope, headers: Headers, most: int) -> Response | None:
        """Why a request is not answered; None where it is."""
        if len(scope["raw_path"] or b"") + len(scope["query_string"]) > LONGEST_ADDRESS:
            return _no(414, "the address is too long; ask for less")
        if sum(len(name) + len(value) for name, value in scope["headers"]) > LONGEST_HEADERS:
            return _no(431, "the headers are too long")
        host = headers.get("host", "").casefold()
        if host not in self._hosts or len(headers.getlist("host")) != 1:
            return _no(421, "the desk is not called so; use the address that `onrecord desk` printed")
        if not _is_file(scope) and not self._from_here(headers, host, scope):
            return _no(403, "asked from another site; open the desk itself")
        length = headers.get("content-length", "0")
        if not length.isdecimal() or int(length) > most:
            return _no(413, f"more than {most:,} bytes; send less at once")
        if scope["path"] == ENTER or _is_file(scope):
            return None
        if not self._session.knows(self._cookie(headers)):
            return _out(scope)
        return None

    def _from_here(self, headers: Headers, host: str, scope: Scope) -> bool:
        """False for what another site makes a browser send; following a link to a page is no harm."""
        origin = headers.get("origin")
        if origin is not None and origin.casefold() not in (f"http://{host}", f"https://{host}"):
            return False
        if headers.get("sec-fetch-site") in ("cross-site", "same-site"):
            return bool(headers.get("sec-fetch-mode") == "navigate" and scope["method"] in ("GET", "HEAD"))
        return True

    def _cookie(self, headers: Headers) -> str | None:
        try:
            found = SimpleCookie(headers.get("cookie", "")).get(self._session.cookie_name)
        except CookieError:
            return None
        return None if found is None else found.value


def _is_file(scope: Scope) -> bool:
    """True for the desk's own files, which tell nothing."""
    return bool(scope["path"].startswith("/static/") and scope["method"] in ("GET", "HEAD"))


def _no(status: int, why: str) -> Response:
    return PlainTextResponse(f"{why}\n", status)


def _out(scope: Scope) -> Response:
    """For who was not let in; what came by a link from elsewhere came without its cookie, and may try again."""
    path = scope["path"]
    if scope["method"] != "GET" or "." in path.rsplit("/", 1)[-1] or path.startswith("/-/job"):
        return _no(401, "not let in; open the link that `onrecord desk` printed")
    return door(quote(path) + (f"?{scope['query_string'].decode('latin-1')}" if scope["query_string"] else ""), 401)


def door(again: str, status: int) -> Response:
    """The page for who was not let in; `again` is the path that was asked for."""
    path = escape(again) if again.startswith("/") and again[1:2] not in ("/", "\\") else "/"
    return HTMLResponse(_DOOR.format(again=path, style=static.address("desk.css")), status)


_DOOR = """<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark"><title>Not let in: onrecord</title>
<link rel="stylesheet" href="{style}"></head>
<body class="desk"><main><h1>Not let in</h1>
<p>Open the link that <code>onrecord desk</code> printed, in this browser.</p>
<p>You came by a link from another page? <a href="{again}">Go on to the desk</a>.</p>
<form method="post" action="/-/enter"><p><label>Or give the token: <input name="token" type="password"
autocomplete="off" required></label> <button>Enter</button></p></form></main></body></html>
"""

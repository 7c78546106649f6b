"""Who may look: one secret a start, swapped for a cookie, and a token that every form carries."""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Callable
from hashlib import sha256
from threading import Lock

SHORTEST = 16  # characters of a token that somebody chose


class Session:
    """The secrets of one running desk.

    A `token` that was chosen opens it as often as it is given. Without one, a link made at the start opens it once;
    each opening makes another link, for another browser.
    """

    def __init__(
        self, port: int, token: str | None = None, opened: Callable[[str], None] = lambda entrance: None
    ) -> None:
        """New secrets; `port` keeps the cookies of two desks on one machine apart.

        `opened` is told the next entrance whenever one that opens once was used up.
        """
        self._lock = Lock()
        self._opened = opened
        self._chosen = token
        self._once = secrets.token_urlsafe(32)
        self._key = secrets.token_bytes(32)
        self.cookie_name = f"onrecord_{port}"
        self.cookie = self._made("cookie")
        self.form_token = self._made("form")

    @property
    def entrance(self) -> str:
        """The path that opens the desk in a browser; without the token where somebody chose it."""
        return "/-/enter" if self._chosen else f"/-/enter?token={self._once}"

    @property
    def chosen(self) -> bool:
        """True where somebody chose the token."""
        return self._chosen is not None

    def opens(self, token: str) -> bool:
        """True for the token that opens the desk; one that was made for it opens it once."""
        with self._lock:
            if not hmac.compare_digest(token.encode(), (self._chosen or self._once).encode()):
                return False
            self._once = secrets.token_urlsafe(32)
        if self._chosen is None:
            self._opened(self.entrance)
        return True

    def knows(self, cookie: str | None) -> bool:
        """True for the cookie of somebody who was let in."""
        return cookie is not None and hmac.compare_digest(cookie.encode(), self.cookie.encode())

    def sent_by_form(self, token: str | None) -> bool:
        """True for the token that the desk's own forms carry."""
        return token is not None and hmac.compare_digest(token.encode(), self.form_token.encode())

    def _made(self, use: str) -> str:
        return hmac.new(self._key, use.encode(), sha256).hexdigest()

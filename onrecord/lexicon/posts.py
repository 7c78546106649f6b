"""Posts of accounts as pages embed them: the line that signs one ("— Ada Kole (@adakole) May 3"), and its links."""

from __future__ import annotations

import re
from dataclasses import dataclass

_HANDLE = r"@\w{1,30}(?:@[\w.-]{3,40})?(?:\.[\w-]{2,30}){0,3}"
# The name before the handle has no full stop behind a word of four letters and more: there a sentence of the post ends.
_NAME = r"[^\W\d_][^@()\n—–]{0,59}?"
_DATE = r"\b(?:[A-Z][a-z]{2,8}\.? \d{1,2}|\d{1,2}\.? [A-Z][a-z]{2,8}|\d{1,4}[-/.]\d{1,2})"
_DAY = rf"(?:(?:on\s)?[^@()\n]{{0,6}}{_DATE}[^@()\n]{{0,30}})"
_SIGNED = re.compile(
    rf"(?P<dash>[—–]|--?)\s{{0,3}}(?:(?P<who>{_NAME})\s{{0,3}})?(?:\((?P<handle>{_HANDLE})\)|(?P<bare>{_HANDLE}))"
    rf"[\s,·•|]{{0,4}}(?P<day>{_DAY})?\s*$"
)
_LINE = re.compile(
    rf"\s{{0,3}}(?:A post shared by\s)?(?P<who>{_NAME})\s{{0,3}}(?:\((?P<handle>{_HANDLE})\)|(?P<bare>{_HANDLE}))"
    rf"[\s,·•|]{{0,4}}(?P<day>{_DAY})\s*$"
)
_LINKS = re.compile(
    r"(?:\s*(?:pic\.(?:twitter|x)\.com/\w+|https?://\S{1,200}|\b(?:t\.co|youtu\.be|bit\.ly)/\w+))+\s*$", re.I
)
_MADE = re.compile(r"pic\.(?:twitter|x)\.com/|https?://t\.co/|(?:^|\s)[@#]\w{2}", re.I)
_MOST = 200  # characters of a line that signs
_SENTENCE_END = re.compile(r"\w{4,}[.!?…]\s")


@dataclass(frozen=True, slots=True)
class SignOff:
    """The end of a text that signs a post, from `start` on: where dash, name, handle and day stand in it."""

    start: int
    dash: tuple[int, int] | None
    who: tuple[int, int] | None
    handle: tuple[int, int]
    day: tuple[int, int] | None


def sign_off(text: str) -> SignOff | None:
    """The line that signs a post at the end of `text`, None where it ends otherwise.

    Without a dash it is all of the text and has a day: "Ada Kole (@adakole) May 3, 2031".
    """
    if "@" not in text[-_MOST:]:
        return None
    base = max(0, len(text) - _MOST)
    found = next((m for m in _SIGNED.finditer(text, base) if _is_name(m["who"])), None)
    if found is None and not base:
        found = _LINE.match(text)
        found = found if found is not None and _is_name(found["who"]) else None
    if found is None:
        return None
    dashed = "dash" in found.groupdict()
    handle = "handle" if found["handle"] else "bare"
    if not dashed and found["who"] is None:
        return None
    return SignOff(
        found.start("dash") if dashed else len(text) - len(text.lstrip()),
        found.span("dash") if dashed else None,
        found.span("who") if found["who"] else None,
        found.span(handle),
        found.span("day") if found["day"] else None,
    )


def signs(text: str) -> bool:
    """True for a line that signs a post behind a dash; without one it may be a reporter's byline."""
    found = sign_off(text)
    return found is not None and found.dash is not None


def _is_name(words: str | None) -> bool:
    return words is None or (
        not words.lower().startswith("by ") and _SENTENCE_END.search(words + " ") is None and len(words.split()) <= 8
    )


def without_links(text: str) -> int:
    """Where the words of a post end before the addresses of its pictures and pages."""
    found = _LINKS.search(text)
    return found.start() if found is not None else len(text.rstrip())


def is_made_so(text: str) -> bool:
    """True for words that bear the signs of a post: the address of its picture, a shortened link, tags, handles."""
    return _MADE.search(text) is not None

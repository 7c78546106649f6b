"""What a browser wrote into a page when it saved it: where the page was found, and when."""

from __future__ import annotations

import re
from dataclasses import dataclass

from onrecord.shapes.moment import moment

_START = 4096  # bytes: it stands before the page's own head
# Browsers: <!-- saved from url=(0031)https://example.org/a.html -->; the number is the length of the address.
_FROM = re.compile(rb"<!--\s{0,9}saved from url=\(\d{4,6}\)(https?://[^\s<>\"]{1,4000})\s{0,9}-->")
# The extension that packs a page into one file writes a few lines.
_SINGLE = re.compile(
    rb"<!--\s{0,9}Page saved with SingleFile[ \t]*\r?\n\s{0,9}url: (https?://[^\s<>\"]{1,4000})"
    rb"\s*\r?\n\s{0,9}saved date: ([^\r\n<>]{1,80})"
)


@dataclass(frozen=True, slots=True)
class Saved:
    """The address and the time (ISO 8601) of saving, each None where nothing tells."""

    address: str | None = None
    captured: str | None = None


def saved_from(data: bytes) -> Saved:
    """What the head of a saved page says of where it came from."""
    head = data[:_START]
    if found := _FROM.search(head):
        return Saved(_text(found[1]))
    if found := _SINGLE.search(head):
        return Saved(_text(found[1]), moment(_text(found[2]).replace("GMT", "")))
    return Saved()


def _text(data: bytes) -> str:
    return data.decode("utf-8", "backslashreplace").removesuffix("--")

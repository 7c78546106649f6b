"""Bytes as they were found, and what was said about them from outside."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Given:
    """What the person who hands in a report says of it. Believed, kept beside the report, no part of its id.

    `published` is YYYY-MM-DD (or longer ISO 8601); None says nothing.
    """

    published: str | None = None
    outlet: str | None = None
    url: str | None = None
    title: str | None = None
    byline: tuple[str, ...] = ()
    how: str = "given"  # who says so: "given" (the person, or the row), "feed"
    summary: bool = False  # a feed calls the text the summary of one that stands elsewhere


@dataclass(frozen=True, slots=True)
class Place:
    """Where in an archive an input stands, so that an interrupted run goes on behind it.

    `archive` is the absolute path, `fingerprint` tells whether the file is still the same, `offset` (bytes of the
    file) is where the next record begins.
    """

    archive: str
    fingerprint: str
    offset: int


@dataclass(frozen=True, slots=True)
class Raw:
    """One input as found.

    `data` is the page or text itself (a `.gz` is already opened); `address` is the URL it was fetched from, else the
    path below the folder named, else the row's id; `source` is how the person named it; `captured` an ISO 8601 time
    or None; `media_type` a hint from outside, believed only where the content does not tell.
    """

    data: bytes = field(repr=False)
    address: str
    source: str
    captured: str | None = None
    media_type: str | None = None
    given: Given = field(default_factory=Given)
    place: Place | None = None  # of a record of an archive
    # of a row or an entry: "file#line", as it is named where it cannot be read; says nothing of what was found
    line: str | None = field(default=None, compare=False)

    @property
    def sha256(self) -> str:
        """The bytes' fingerprint, in hexadecimal."""
        return hashlib.sha256(self.data).hexdigest()


@dataclass(frozen=True, slots=True)
class Failure:
    """An input that could not be read: how it was named, one line of reason, and its bytes where there are any."""

    source: str
    why: str
    data: bytes | None = field(default=None, repr=False)
    place: Place | None = None  # of a record of an archive

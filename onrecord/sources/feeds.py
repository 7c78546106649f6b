"""Feeds."""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.shapes.raw import Failure, Raw
from onrecord.sources.opened import Asked, Opened


def open_feed(opened: Opened, asked: Asked) -> Iterator[Raw | Failure]:
    """Not yet."""
    yield Failure(opened.source, "a feed: not read yet")

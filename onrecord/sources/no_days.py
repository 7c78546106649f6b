"""Days that a row or an entry names and that are none ("Thu, 32 Foo 2031"): it is read without, and that is said."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from onrecord.shapes.row import said
from onrecord.sources.opened import Asked, Opened

DATED = ("published", "modified", "captured")
_SHOWN = 40  # characters of a value that are shown


class NoDays:
    """Counts the values of one file that should be days and are none, and tells them in a line for each field."""

    def __init__(self) -> None:
        """Nothing was seen yet."""
        self.seen: dict[str, tuple[int, str]] = {}

    def look(self, field: str, values: Iterable[Any]) -> None:
        """Count a row none of whose `values` for `field` is a day, though one of them says something."""
        there = [v for v in values if v is not None and str(v).strip()]
        if there and all(said(field, v) is None for v in there):
            count, first = self.seen.get(field, (0, str(there[0])))
            self.seen[field] = (count + 1, first)

    def tell(self, opened: Opened, asked: Asked) -> None:
        """Say how many there were, with the first of them."""
        for field, (count, first) in self.seen.items():
            shown = " ".join(first[: 4 * _SHOWN].split())
            shown = shown if len(shown) <= _SHOWN else f"{shown[:_SHOWN]}…"
            rest = "" if count == 1 else f", and so with {count - 1:,} more"
            asked.say(f"{opened.source}: {field} {shown!r} is no day: read without it{rest}")

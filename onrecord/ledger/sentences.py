"""Where sentences end, as far as accounts need it."""

from __future__ import annotations

import re

_BREAK = re.compile(r"[.?!;][\u201d\"\u2019]* +[\u201c\"\u2018(]*(\w)|\n")


def ends(text: str, start: int = 0, end: int | None = None) -> list[int]:
    """Where sentences and lines end between two places of a text, in order; "6 a.m. until" ends none."""
    found = _BREAK.finditer(text, start, len(text) if end is None else end)
    return [m.start() for m in found if m[1] is None or m[1].isupper()]

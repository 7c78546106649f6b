"""JSON written and read several times as fast as Python's own library does, wherever both do the same."""

from __future__ import annotations

import json
import re
from contextlib import suppress
from typing import Any

import orjson

# What the quick library cannot write (half a character, a number beyond 64 bits) the slower one can: rare, but JSON.


def compact(value: object) -> str:
    """A value as JSON without needless spaces, letters as they are; what is no number, or endless, as null."""
    try:
        return orjson.dumps(value).decode()
    except (TypeError, RecursionError):
        return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def indented(value: object) -> str:
    """A value as JSON that people read, letters as they are."""
    try:
        return orjson.dumps(value, option=orjson.OPT_INDENT_2).decode()
    except (TypeError, RecursionError):
        return json.dumps(value, ensure_ascii=False, indent=2)


def parsed(text: str, long: bool = True) -> Any:
    """What was kept as JSON, as Python's own reader gives it.

    `long` is false of what holds no whole number beyond 64 bits: such lose their last digits, and are looked for.
    """
    if not long or not _LONG.search(text):
        with suppress(orjson.JSONDecodeError):  # half a character, an endless number
            return orjson.loads(text)
    return json.loads(text)


_LONG = re.compile("[0-9]{19}")

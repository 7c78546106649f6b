"""Case and accents forgiven: letters made plain, also those that no decomposition takes apart. Source: letters.tsv."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from functools import cache

from onrecord.shapes.table import load


def plain(text: str) -> str:
    """`text` in lower case without accents: "Łódź" and "lodz" are one, "Strauß" and "strauss"."""
    apart = unicodedata.normalize("NFKD", text.casefold())
    return "".join(c for c in apart if not unicodedata.combining(c)).translate(_every())


def instead(text: str) -> str:
    """`text` with plain letters only for those that no decomposition takes apart: "Łódź" is "lódź"."""
    return text.translate(_every())


@cache
def letters() -> Mapping[str, str]:
    """Letters that do not decompose, small and capital, with the plain ones in their stead."""
    rows = {row["letter"]: row["plain"] for row in load(__package__, "letters.tsv", ("letter", "plain"))}
    # "ı" has the capital "I", which is plain, "ß" is "SS" there.
    capitals = {letter.upper(): instead for letter, instead in rows.items() if letter.upper() not in ("I", "SS")}
    return rows | capitals | {"ẞ": "ss"}


@cache
def _every() -> Mapping[int, str]:
    return {ord(letter): instead for letter, instead in letters().items()}

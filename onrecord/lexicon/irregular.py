"""Base forms of printed words, and the words whose forms no ending shows: strong verbs and odd plurals.

Source: irregular.tsv.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from onrecord.shapes.table import load

TABLE = "irregular.tsv"


def base(form: str) -> str | None:
    """The base of a form in lower case ("struck": "strike"); None for a word that is no row."""
    return _bases().get(form)


def bases(form: str) -> tuple[str, ...]:
    """Base forms that a printed word may have, likeliest first, without asking a parser."""
    low = form.lower()
    known = base(low)
    out = [low] if known is None else [known, low]
    for ending, repair in _ENDINGS:
        if ending == "d" and not low.endswith("ed"):
            continue  # "agreed", but "ward" is no form of "war"
        if low.endswith(ending) and len(low) > len(ending) + 1:
            stem = low[: -len(ending)] + repair
            out.append(stem)
            if not repair and ending in ("ed", "ing") and len(stem) > 3 and stem[-1] == stem[-2]:
                out.append(stem[:-1])  # "banned" → "ban"
    return tuple(dict.fromkeys(out))


_ENDINGS = (
    ("ies", "y"),
    ("ied", "y"),
    ("es", ""),
    ("s", ""),
    ("ed", ""),
    ("ed", "e"),
    ("d", ""),
    ("ing", ""),
    ("ing", "e"),
)


@cache
def _bases() -> Mapping[str, str]:
    return {row["form"]: row["base"] for row in load(__package__, TABLE, ("form", "base"))}

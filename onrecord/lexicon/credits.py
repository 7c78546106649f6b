"""Credit lines: how a report says whose work it is.

Source: credits.tsv.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from onrecord.lexicon import agencies
from onrecord.shapes.table import load

TABLE = "credits.tsv"
KINDS = ("from", "with", "staff")
# A credit is short; "from", "with" and "by" begin many a sentence.
_MOST_WORDS = 26
_EDGES = " \t\u00a0()[]{}.,;:–—-|/*_•"
_YEAR = re.compile(r"\b(?:19|20)\d\d(?:\s?[-–]\s?(?:19|20)?\d\d)?,?\s?")
_SIGNS = re.compile(r"[.;,|]+(?=\s|$)")


@dataclass(frozen=True, slots=True)
class Credit:
    """What a credit line says: its kind (one of KINDS) and whom it names, as printed; "" where it names nobody."""

    kind: str
    who: tuple[str, ...]


def read(line: str) -> Credit | None:
    """What a whole line says when it is a credit, None for any other line.

    "(AFP)" and "Reuters" alone on a line are credits too. Words of a sentence are none: {who} must look like a name.
    """
    words = " ".join(line.split())
    if not words or len(words.split()) > _MOST_WORDS:
        return None
    bare = _SIGNS.sub("", _YEAR.sub("", words.strip(_EDGES))).strip(_EDGES)
    if _words().search(bare) is not None:
        for kind, pattern in _rows():
            found = pattern.fullmatch(bare)
            if found and all(_is_name(who) for who in found.groups()):
                return Credit(kind, tuple(who.strip(_EDGES) for who in found.groups()))
    parts = [p.strip(_EDGES) for p in re.split(r"[|/]", words)]
    marks = [p for p in parts if len(p.split()) <= 5 and agencies.by_mark(p) is not None]
    return Credit("from", tuple(marks)) if marks and len(words.split()) <= 8 else None


def _is_name(who: str) -> bool:
    """True for at most ten words of which the first and most others have a capital: "the Trevane Chronicle" too."""
    words = [w for w in re.findall(r"[\w'’.&-]+", who) if w.casefold() not in _SMALL]
    return 0 < len(words) <= 10 and all(
        w[0].isupper() or w[0].isdigit() or "." in w or agencies.by_mark(w) for w in words
    )


_SMALL = frozenset(
    "the and of for in its staff desk team newsroom news agency agencies service correspondent editors".split()
)


@cache
def _words() -> re.Pattern[str]:
    """The longest word of each row: lines of a page that have none of them need not be held against the rows."""
    rows = load(__package__, TABLE, ("kind", "line"), key=("line",))
    longest = {max(re.findall(r"\w+|©", row["line"].replace("{who}", " ")), key=len) for row in rows}
    return re.compile(rf"(?<!\w)(?:{'|'.join(sorted(longest))})(?!\w)", re.IGNORECASE)


@cache
def _rows() -> tuple[tuple[str, re.Pattern[str]], ...]:
    out = []
    for row in load(__package__, TABLE, ("kind", "line"), key=("line",)):
        parts = (re.escape(p) for p in row["line"].split("{who}"))
        out.append((row["kind"], re.compile("(.{2,80}?)".join(parts), re.IGNORECASE)))
    return tuple(out)

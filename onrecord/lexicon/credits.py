"""Credit lines: how a report says whose work it is.

Source: credits.tsv.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from onrecord.lexicon import agencies
from onrecord.shapes.table import load

TABLE = "credits.tsv"
KINDS = ("from", "with", "staff")
# A credit is short; "from", "with" and "by" begin many a sentence.
_MOST_WORDS = 26
_MOST_IN_BRACKETS = 5
_MOST_WITH_MARKS = 8  # of a line that has an agency's mark
_EDGES = " \t\u00a0()[]{}.,;:–—-|/*_•"
_YEAR = re.compile(r"\b(?:19|20)\d\d(?:\s?[-–]\s?(?:19|20)?\d\d)?,?\s?")
_SIGNS = re.compile(r"[.;,|]+(?=\s|$)")
_BRACKETED = re.compile(r"[(\[][^()\[\]]+[)\]]")
_BARS = re.compile(r"[|/]")


@dataclass(frozen=True, slots=True)
class Credit:
    """What a credit line says: its kind (one of KINDS) and whom it names, as printed; "" where it names nobody."""

    kind: str
    who: tuple[str, ...]


def read(line: str) -> Credit | None:
    """What a whole line says when it is a credit, None for any other line.

    "(AFP)", "(Trevane Press)" and "Reuters" alone on a line are credits too. Words of a sentence are none: {who} must
    look like a name.
    """
    parted = line.split()
    if not parted or len(parted) > _MOST_WORDS:
        return None
    words = " ".join(parted)
    bare = _SIGNS.sub("", _YEAR.sub("", words.strip(_EDGES))).strip(_EDGES)
    first = bare.partition(" ")[0].casefold()
    for kind, pattern in (*_rows().get(first, ()), *(_rows()[""] if _has_end(bare) else ())):
        found = pattern.fullmatch(bare)
        if found and all(_is_name(who) for who in found.groups()):
            return Credit(kind, tuple(who.strip(_EDGES) for who in found.groups()))
    if len(parted) <= _MOST_IN_BRACKETS and _BRACKETED.fullmatch(words) and _is_name(bare):
        return Credit("from", (bare,))
    if len(parted) > _MOST_WITH_MARKS:
        return None
    parts = [p.strip(_EDGES) for p in _BARS.split(words)]
    marks = tuple(p for p in parts if len(p.split()) <= 5 and agencies.by_mark(p) is not None)
    return Credit("from", marks) if marks else None


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
def _rows() -> Mapping[str, tuple[tuple[str, re.Pattern[str]], ...]]:
    """The rows by their first word, "" for those that begin with a name: most lines begin with none of the words."""
    out: dict[str, tuple[tuple[str, re.Pattern[str]], ...]] = {}
    for row in load(__package__, TABLE, ("kind", "line"), key=("line",)):
        parts = (re.escape(p) for p in row["line"].split("{who}"))
        pattern = re.compile("(.{2,80}?)".join(parts), re.IGNORECASE)
        first = row["line"].split()[0]
        first = "" if first.startswith("{") else first
        out[first] = (*out.get(first, ()), (row["kind"], pattern))
    return out


def _has_end(bare: str) -> bool:
    """True for a line with the last words of a row that begins with a name."""
    pattern, longest = _ends()
    return pattern.search(bare, max(0, len(bare) - longest)) is not None


@cache
def _ends() -> tuple[re.Pattern[str], int]:
    """The last words of the rows that begin with a name, and the characters of the longest."""
    rows = load(__package__, TABLE, ("kind", "line"), key=("line",))
    ends = {row["line"].split()[-1] for row in rows if row["line"].startswith("{")}
    return re.compile(rf"(?:{'|'.join(sorted(ends))})$", re.IGNORECASE), max(map(len, ends))

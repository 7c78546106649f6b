"""Phrases that give a line of boilerplate away: boilerplate_phrases.tsv and its reader."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from onrecord.shapes.table import Row, load

_TABLE = "boilerplate_phrases.tsv"
_COLUMNS = ("phrase", "match", "language", "why", "words", "after")
_EDGES = " \t\u00a0*+•·-–—|>»›:;,.!?()[]{}\"'“”‘’…→←↑↓"
_LONGEST = 1200  # characters: no line of a template is longer, and patterns stay cheap


@dataclass(frozen=True, slots=True)
class Hit:
    """A phrase that a line has: the table's row as `why` cites it, and whether it ends the report."""

    why: str
    match: str
    ends: bool
    language: str


def find(line: str) -> Hit | None:
    """The first phrase of the table that `line` has: whole lines first, then beginnings, patterns, phrases inside."""
    if len(line) > _LONGEST:
        return None
    folded = " ".join(line.replace("’", "'").casefold().split())
    words = len(folded.split())
    row = _tables().line.get(folded.strip(_EDGES)) if words <= 8 else None
    row = row or _starting(folded.lstrip(_EDGES.replace("(", "").replace("©", "")), words)
    row = row or _fitting(folded, words) or _holding(folded, words)
    if row is None:
        return None
    cited = f":{row.line}" if row["match"] == "like" else f": {row['phrase']}"
    return Hit(f"{row['why']} ({_TABLE}{cited})", row["match"], row["after"] == "end", row["language"])


@dataclass(frozen=True, slots=True)
class _Tables:
    line: dict[str, Row]
    start: dict[str, Row]
    start_pattern: re.Pattern[str]
    has: dict[str, Row]
    has_pattern: re.Pattern[str]
    like: tuple[tuple[re.Pattern[str], Row], ...]


@cache
def _tables() -> _Tables:
    kinds: dict[str, list[Row]] = {"line": [], "start": [], "has": [], "like": []}
    for row in load(__package__, _TABLE, _COLUMNS, key=("phrase", "match"), optional=("after",)):
        kinds[row["match"]].append(row)
    line: dict[str, Row] = {}
    for row in kinds["line"]:  # a phrase that ends the report says more than one that does not
        key = row["phrase"].casefold().strip(_EDGES)
        if key not in line or row["after"]:
            line[key] = row
    start = {row["phrase"].casefold(): row for row in kinds["start"]}
    has = {row["phrase"].casefold(): row for row in kinds["has"]}
    return _Tables(
        line,
        start,
        re.compile("|".join(re.escape(p) + (r"(?!\w)" if p[-1].isalnum() else "") for p in _longest_first(start))),
        has,
        re.compile("|".join(_word(p) for p in _longest_first(has))),
        tuple((re.compile(row["phrase"], re.I), row) for row in kinds["like"]),
    )


def _longest_first(phrases: dict[str, Row]) -> list[str]:
    return sorted(phrases, key=lambda p: (-len(p), p))


def _word(phrase: str) -> str:
    before = r"(?<!\w)" if phrase[0].isalnum() else ""
    after = r"(?!\w)" if phrase[-1].isalnum() else ""
    return before + re.escape(phrase) + after


def _within(row: Row, words: int) -> bool:
    limit = int(row["words"])
    return limit == 0 or words <= limit


def _starting(folded: str, words: int) -> Row | None:
    found = _tables().start_pattern.match(folded)
    row = _tables().start[found.group()] if found else None
    return row if row is not None and _within(row, words) else None


def _holding(folded: str, words: int) -> Row | None:
    for found in _tables().has_pattern.finditer(folded):
        row = _tables().has[found.group()]
        if _within(row, words):
            return row
    return None


def _fitting(folded: str, words: int) -> Row | None:
    if words > 40:
        return None
    for pattern, row in _tables().like:
        if _within(row, words) and pattern.fullmatch(folded):
            return row
    return None

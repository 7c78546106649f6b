"""Phrases that give a line of boilerplate away: boilerplate_phrases.tsv and its reader."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from onrecord.shapes.table import Row, load

_TABLE = "boilerplate_phrases.tsv"
_COLUMNS = ("phrase", "match", "language", "why", "words", "after", "needs")
_EDGES = " \t\u00a0*+•·-–—|>»›:;,.!?()[]{}\"'“”‘’…→←↑↓"
_WORD = re.compile(r"\w+|[^\w\s]")
_PIECE = re.compile(r"[^\W_]+|[^\w\s]|_")  # a phrase may end before the "_" of a word, never before a letter
_BULLETS = " \t\u00a0*+•·-–—|>»›→↑↓"  # before a phrase; a quotation mark makes it somebody's words
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
    return _find(line) if len(line) <= _LONGEST else None


@lru_cache(maxsize=2048)  # several ask for each of a page's lines
def _find(line: str) -> Hit | None:
    folded = fold(line)
    words = folded.count(" ") + 1
    row = _tables().line.get(folded.strip(_EDGES)) if words <= 8 else None
    row = row or _starting(folded.lstrip(_BULLETS), words)
    row = row or _fitting(folded, words) or _holding(folded, words)
    if row is None:
        return None
    cited = f":{row.line}" if row["match"] in ("like", "begin") else f": {row['phrase']}"
    return Hit(f"{row['why']} ({_TABLE}{cited})", row["match"], row["after"] == "end", row["language"])


def count(line: str) -> int:
    """How many phrases of the table stand inside `line`: one may be what a report is about, two hardly ever are."""
    folded = fold(line)
    return sum(1 for _ in _inside(folded, folded.count(" ") + 1))


def fold(line: str) -> str:
    """The line in small letters, apostrophes made alike, white space as one space each; no more than its beginning."""
    return _fold(line[:_LONGEST])


@lru_cache(maxsize=2048)
def _fold(line: str) -> str:
    return " ".join(line.replace("’", "'").casefold().split())


@lru_cache(maxsize=2048)  # of a folded line, which many tables of phrases are held against
def pieces(folded: str) -> frozenset[str]:
    """The words and signs of a folded line: a phrase whose `telling` piece is not among them does not stand in it."""
    return frozenset(_PIECE.findall(folded))


@dataclass(frozen=True, slots=True)
class _Tables:
    """The rows by match; `start` and `has` by first word, with their limit, so that a line costs one look-up a word.

    `telling` has a word of each phrase of `has`: most lines have none of them.
    `any_like` is all patterns for whole lines in one, and `most` the words that a line has at most to fit one of them:
    most lines fit none, and are asked once.
    """

    line: dict[str, Row]
    start: dict[str, list[tuple[str, int, Row]]]
    has: dict[str, list[tuple[str, int, Row]]]
    telling: frozenset[str]
    like: tuple[tuple[re.Pattern[str], Row], ...]
    begin: tuple[tuple[str, re.Pattern[str], Row], ...]
    any_like: re.Pattern[str]
    most: int


@cache
def _tables() -> _Tables:
    kinds: dict[str, list[Row]] = {"line": [], "start": [], "has": [], "like": [], "begin": []}
    for row in load(__package__, _TABLE, _COLUMNS, key=("phrase", "match"), optional=("after", "needs")):
        kinds[row["match"]].append(row)
    line: dict[str, Row] = {}
    for row in kinds["line"]:  # a phrase that ends the report says more than one that does not
        key = row["phrase"].casefold().strip(_EDGES)
        if key not in line or row["after"]:
            line[key] = row
    return _Tables(
        line,
        _by_word(kinds["start"]),
        _by_word(kinds["has"]),
        frozenset(telling(row["phrase"].casefold()) for row in kinds["has"]),
        _compiled(kinds["like"]),
        tuple((_needed(row), pattern, row) for pattern, row in _compiled(kinds["begin"])),
        _together(kinds["like"]),
        max(int(row["words"]) or _LONGEST for row in kinds["like"]),
    )


def _compiled(rows: list[Row]) -> tuple[tuple[re.Pattern[str], Row], ...]:
    return tuple((re.compile(row["phrase"], re.I), row) for row in rows)


def _needed(row: Row) -> str:
    """What a line holds that fits the pattern: asking is cheaper than trying the pattern."""
    return f" {row['needs']} " if row["needs"] else ""


def _together(rows: list[Row]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{row['phrase']})" for row in rows), re.I)


def _by_word(rows: list[Row]) -> dict[str, list[tuple[str, int, Row]]]:
    """The rows by the first word of their phrase, longer phrases first."""
    out: dict[str, list[tuple[str, int, Row]]] = {}
    for row in sorted(rows, key=lambda r: (-len(r["phrase"]), r["phrase"])):
        phrase = row["phrase"].casefold()
        first = _WORD.match(phrase)
        out.setdefault(first.group() if first else phrase[0], []).append((phrase, int(row["words"]), row))
    return out


def telling(phrase: str) -> str:
    """The longest piece of a phrase in small letters, without which it does not stand in a line."""
    pieces: list[str] = _PIECE.findall(phrase)
    return max(pieces, key=len)


def _stands(folded: str, phrase: str, at: int) -> bool:
    """True when `phrase` stands at `at` and does not end inside a word."""
    end = at + len(phrase)
    if not folded.startswith(phrase, at):
        return False
    return end == len(folded) or not (phrase[-1].isalnum() and folded[end].isalnum())


def _within(limit: int, words: int) -> bool:
    return limit == 0 or words <= limit


def _starting(folded: str, words: int) -> Row | None:
    first = _WORD.match(folded)
    for phrase, limit, row in _tables().start.get(first.group(), ()) if first else ():
        if _stands(folded, phrase, 0) and _within(limit, words):
            return row
    return None


def _holding(folded: str, words: int) -> Row | None:
    return next(_inside(folded, words), None)


def _inside(folded: str, words: int) -> Iterator[Row]:
    """The phrases that stand in the line, in order; of several at one place the longest."""
    has, telling = _tables().has, _tables().telling
    if telling.isdisjoint(pieces(folded)):
        return
    for found in _WORD.finditer(folded):
        for phrase, limit, row in has.get(found.group(), ()):
            if _within(limit, words) and _stands(folded, phrase, found.start()):
                yield row
                break


def _fitting(folded: str, words: int) -> Row | None:
    tables = _tables()
    if words <= tables.most and tables.any_like.fullmatch(folded):
        for pattern, row in tables.like:
            if _within(int(row["words"]), words) and pattern.fullmatch(folded):
                return row
    for needed, pattern, row in tables.begin:
        if needed in folded and pattern.match(folded):
            return row
    return None

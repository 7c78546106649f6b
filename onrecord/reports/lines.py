"""The lines of a reading text, and what a page tells of each."""

from __future__ import annotations

import re
from dataclasses import dataclass

from onrecord.shapes.errors import ReadError

# `\n`, `\r` and `\r\n` only: a form feed or U+2028 inside a line does not end it.
_LINE = re.compile(r"[^\r\n]+")


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the reading text that is not empty: characters [start, end), its ending left out.

    `words` is the line as it stands. Of a page, `raw` is the range of characters in the source, `tag` the innermost
    block element, `inside` the landmarks around it (nav, header, footer, aside, form, figure, article …), `hints`
    the class, id and itemprop words of the elements around it, `linked` the share of its characters that are links,
    `path` the block elements around it, innermost first, by their numbers on the page.
    """

    start: int
    end: int
    words: str
    raw: tuple[int, int] | None = None
    tag: str = ""
    inside: frozenset[str] = frozenset()
    hints: str = ""
    linked: float = 0.0
    gap: bool = False  # an empty line or a new block stands before it
    at: int = 0  # where `words` begin: `start`, or later when white space leads the line
    path: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Role:
    """What a line is (a block kind) and why."""

    kind: str
    why: str


MOST_LINES = 200_000


def check_count(count: int) -> None:
    """Raises ReadError where there are more lines than any report has: a dump, a log, a list."""
    if count > MOST_LINES:
        raise ReadError(f"more than {MOST_LINES:,} lines: too many for one report; split it into its reports")


def plain_lines(text: str) -> list[Line]:
    """The non-empty lines of plain text, in order, with white space at their ends kept out of `words`."""
    check_count(text.count("\n") if "\n" in text else text.count("\r"))
    out: list[Line] = []
    before = 0
    for found in _LINE.finditer(text):
        if not found.group().strip():
            continue
        between = text[before : found.start()]
        gap = bool(out) and between.replace("\r\n", "\n").replace("\r", "\n").count("\n") > 1
        line = found.group()
        at = found.start() + len(line) - len(line.lstrip())
        out.append(Line(found.start(), found.end(), line.strip(), found.span(), gap=gap, at=at))
        before = found.end()
    return out

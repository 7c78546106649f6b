"""The lines of a reading text, and what a page tells of each."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from onrecord.shapes.errors import ReadError
from onrecord.shapes.quick import quick
from onrecord.shapes.repair import read_right

# `\n`, `\r` and `\r\n` only: a form feed or U+2028 inside a line does not end it.
_LINE = re.compile(r"[^\r\n]+")
_QUOTING = re.compile(r"[ \t]*+(?:>[ \t]?)++")
_QUOTES = re.compile(r"(?:^|[\r\n])[ \t]*+>")


@dataclass(slots=True)  # not frozen: a page has thousands, and that would cost three times as much; never changed
class Line:
    """One line of the reading text that is not empty: characters [start, end), its ending left out.

    `words` is the line as it stands. Of a page, `raw` is the range of characters in the source, `tag` the innermost
    block element, `inside` the landmarks around it (nav, header, footer, aside, form, figure, article …), `hints`
    the class, id and itemprop words of the elements around it, `linked` the share of its characters that are links,
    `path` the block elements around it, innermost first, by their numbers on the page; `article` is the outermost of
    them that holds one article or post, -1 where there is none.
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
    article: int = -1


@quick
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


def as_meant(lines: Sequence[Line]) -> list[Line]:
    """The lines with damage in their words undone: for judging what they are. Their words fit their places no more."""
    return [
        line if (words := read_right(line.words)) == line.words else replace(line, words=words.strip() or line.words)
        for line in lines
    ]


def plain_lines(text: str) -> list[Line]:
    """The non-empty lines of plain text, in order, with white space at their ends kept out of `words`.

    So are the marks of a mail's quotation ("> ") where most lines have them.
    """
    check_count(text.count("\n") if "\n" in text else text.count("\r"))
    quoted = _is_quoted(text)
    out: list[Line] = []
    before = 0
    for found in _LINE.finditer(text):
        if not found.group().strip():
            continue
        between = text[before : found.start()]
        gap = bool(out) and between.replace("\r\n", "\n").replace("\r", "\n").count("\n") > 1
        line = found.group()
        lead = _QUOTING.match(line) if quoted else None
        words = line[lead.end() :] if lead is not None else line
        if not words.strip():  # a mark alone stands for an empty line
            words = line
        gap = gap or (quoted and bool(out) and not (words.strip("> ") and out[-1].words.strip("> ")))
        at = found.end() - len(words.lstrip())
        out.append(Line(found.start(), found.end(), words.strip(), found.span(), gap=gap, at=at))
        before = found.end()
    return out


def _is_quoted(text: str) -> bool:
    """True where most lines of a text begin with ">"."""
    marks = len(_QUOTES.findall(text))
    return marks > 2 and 2 * marks > sum(1 for found in _LINE.finditer(text) if found.group().strip())

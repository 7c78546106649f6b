"""Which lines of plain text make one paragraph: hard-wrapped text is told from one line a paragraph."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.reports.broken_words import is_drop_cap
from onrecord.reports.lines import Line
from onrecord.reports.shape import is_closed, is_hanging, starts_low

_NARROW, _WIDE = 40, 120  # columns between which people and mail programs wrap text
_FULL = 0.75  # of the width: a wrapped line is shorter by one long word at most
_MOST = 0.95  # of the open lines are no longer than the width: an address may stick out
_SPACED = 0.9  # of the lines stand after an empty one where each line does
_INDENTED = 0.6  # of the lines at most are indented where that shows a paragraph's first line
_SOFT = 3  # lines of mail that end in "=" where that is no chance


@dataclass(frozen=True, slots=True)
class _Layout:
    """How a text is set: the column it is wrapped at, and what shows where a paragraph begins."""

    width: int
    spaced: bool  # an empty line stands between any two
    indented: bool  # first lines are indented
    mailed: bool  # a line that goes on ends in "="


def paragraphs(lines: Sequence[Line]) -> list[tuple[int, int]]:
    """Groups [from, to) of lines, in order: a paragraph each. One line each where the text is not hard-wrapped.

    Told apart: paragraphs with empty lines between them; every line followed by an empty one; first lines indented;
    lines of mail that end in "="; else a line that ends a sentence although the next word had fitted. A line of one
    large letter goes with the line whose first word it begins.
    """
    layout = _layout(lines)
    out: list[tuple[int, int]] = []
    start = 0
    for i in range(1, len(lines) + 1):
        if i == len(lines) or _parts(lines[i - 1], lines[i], layout):
            out.append((start, i))
            start = i
    return out


def _parts(line: Line, after: Line, layout: _Layout | None) -> bool:
    """True when a paragraph ends between the two lines."""
    if is_drop_cap(line.words) and starts_low(after.words):
        return False
    if layout is None:
        return True
    if layout.mailed:
        return not line.words.endswith("=")
    if after.gap and not layout.spaced:
        return True
    if layout.indented and _indent(after):
        return True
    return _ends(line, after, layout)


def _layout(lines: Sequence[Line]) -> _Layout | None:
    """How the text is set, None where each line is a paragraph."""
    mailed = sum(line.words.endswith("=") for line in lines) >= _SOFT
    gaps = sum(line.gap for line in lines[1:])
    spaced = len(lines) > 6 and gaps >= _SPACED * (len(lines) - 1)
    width = _width(lines, spaced)
    if width is None:
        return _Layout(0, False, False, True) if mailed else None
    indents = sum(_indent(line) for line in lines)
    return _Layout(width, spaced, 0 < indents <= _INDENTED * len(lines), mailed)


def _indent(line: Line) -> bool:
    return line.at - line.start > 1


def _width(lines: Sequence[Line], spaced: bool) -> int | None:
    """The column at which the text was wrapped, None where it was not."""
    pairs = [(a, b) for a, b in itertools.pairwise(lines) if spaced or not b.gap]
    lengths = sorted(len(a.words) for a, _ in pairs if not is_closed(a.words))
    if len(pairs) < 4 or len(lengths) < 3:
        return None
    width = lengths[int(_MOST * (len(lengths) - 1))]
    wider = sum(len(a.words) > width for a, _ in pairs)
    if not _NARROW <= width <= _WIDE or wider > (1 - _MOST) * len(pairs) + 1:
        return None
    full = sum(n >= _FULL * width for n in lengths)
    # where every line stands alone, lines without a full stop may be headings: most must be open, as wrapped ones are
    enough = len(lengths) >= 0.6 * len(pairs) if spaced else True
    return width if enough and full >= 0.8 * len(lengths) else None


def _ends(line: Line, after: Line, layout: _Layout) -> bool:
    """True when `line` stopped although the next word had fitted: behind a full stop, or early as a heading does."""
    needed = len(line.words) + 1 + len(after.words.split(maxsplit=1)[0])
    if is_closed(line.words):
        return needed <= layout.width * 0.9
    heading = after.words[0].isupper() and not is_hanging(line.words) and not line.words.endswith((",", "-"))
    return heading and needed <= layout.width * _FULL

"""Which lines of plain text make one paragraph: hard-wrapped text is told from one line a paragraph."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from onrecord.reports.lines import Line
from onrecord.reports.shape import is_closed

_NARROW, _WIDE = 40, 120  # columns between which people and mail programs wrap text
_FULL = 0.75  # of the width: a wrapped line is shorter by one long word at most


def paragraphs(lines: Sequence[Line]) -> list[tuple[int, int]]:
    """Groups [from, to) of lines, in order: a paragraph each. One line each where the text is not hard-wrapped."""
    width = _width(lines)
    if width is None:
        return [(i, i + 1) for i in range(len(lines))]
    out: list[tuple[int, int]] = []
    start = 0
    for i in range(1, len(lines) + 1):
        if i == len(lines) or lines[i].gap or _ends(lines[i - 1], lines[i], width):
            out.append((start, i))
            start = i
    return out


def _width(lines: Sequence[Line]) -> int | None:
    """The column at which the text was wrapped, None where it was not."""
    pairs = [(a, b) for a, b in itertools.pairwise(lines) if not b.gap]
    lengths = sorted(len(line.words) for line in lines)
    if len(pairs) < 4 or not lengths:
        return None
    width = lengths[-1]
    if not _NARROW <= width <= _WIDE:
        return None
    open_ended = [a for a, _ in pairs if not is_closed(a.words)]
    full = sum(len(a.words) >= _FULL * width for a in open_ended)
    return width if len(open_ended) >= 3 and full >= 0.8 * len(open_ended) else None


def _ends(line: Line, after: Line, width: int) -> bool:
    """True when `line` stopped although the next word had fitted."""
    return is_closed(line.words) and len(line.words) + 1 + len(after.words.split(maxsplit=1)[0]) <= width * 0.9

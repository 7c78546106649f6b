"""Which lines an outlet prints on many of its pages: counted over texts, whatever role the lines have been given."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

LEAST = 3  # pages: two may share a line by chance, or one be a copy of the other
# A page with fewer words in long lines of its own is a copy or a version of others, and says nothing of the outlet.
_OWN = 40
_LONG = 12


@dataclass(frozen=True, slots=True)
class Page:
    """One report's lines, white space made one, and the name of the page it is a reading of."""

    report: str
    page: str
    lines: frozenset[str]


def repeated(pages: Iterable[Page]) -> dict[str, dict[str, int]]:
    """Of each report the lines that stand on LEAST pages or more, with the number of pages; of one outlet's reports.

    A function of the set of pages, whatever their order. All readings of a page count as one, and of the pages that
    hardly say anything of their own (copies of each other) none counts towards LEAST.
    """
    reports = list(pages)
    whole: dict[str, set[str]] = {}
    for one in reports:
        whole.setdefault(one.page, set()).update(one.lines)
    counts = Counter(line for lines in whole.values() for line in lines)
    telling = Counter(line for lines in whole.values() if _own(lines, counts) >= _OWN for line in lines)
    found = {line: counts[line] for line, n in telling.items() if n >= LEAST}
    out = {one.report: {line: found[line] for line in sorted(one.lines) if line in found} for one in reports}
    return {report: lines for report, lines in out.items() if lines}


def _own(lines: Iterable[str], counts: Mapping[str, int]) -> int:
    """Words in long lines that stand on no other page."""
    lengths = (len(line.split()) for line in lines if counts[line] == 1)
    return sum(n for n in lengths if n >= _LONG)

"""Does the evidence of a metadata cell carry its value: do the words, the names, the digits of the day stand there?"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator

from onrecord.reports.days import find_day
from onrecord.reports.page_dates import day_of_address, when
from onrecord.reports.year_elsewhere import RULE
from onrecord.shapes.mark import Cell
from onrecord.shapes.repair import read_right
from onrecord.shapes.report import Published, Report
from onrecord.shapes.span import cut_all

_ESCAPED = re.compile(r"\\u([0-9a-fA-F]{4})|\\([^u])")
_SURROGATES = re.compile("[\ud800-\udbff][\udc00-\udfff]")
_DAY = re.compile(r"(?:19|20)\d\d[-/.]?\d\d?[-/.]?\d\d?|1\d{9}(?:\d{3})?")
_ADDRESS = re.compile(r"https?://[^\s\"'<>]+")
_TEXTS = ("title", "outlet", "agency", "url")
_LISTS = ("byline", "tags")
_LAYERS = 3
_PIECE = 120  # characters in which a day is looked for


def carries(report: Report, name: str, cell: Cell, source: Callable[[int, int], str]) -> bool:
    """False where the evidence of cell `name` (stretches of the text, or bytes of the input) does not hold its value.

    `source` gives a stretch of bytes as the characters that it was read as. Cells that follow from rules rather than
    words (a genre, a language, a span of days, "3 hours ago") are not asked.
    """
    if cell.raw is not None:
        stretch = source(*cell.raw)
        readings = [_read(stretch), html.unescape(stretch)]  # in words that are no script a backslash is itself
    elif cell.at:
        readings = [cut_all(report.text, cell.at)]
    else:
        return True
    # titles and names are kept with damage undone, tags as they stand
    return any(_holds(name, cell, words) for found in readings for words in (found, _meant(found)))


def _holds(name: str, cell: Cell, words: str) -> bool:
    if name in _TEXTS:
        return any(_key(value) in _key(words) for value in (str(cell.value), _meant(str(cell.value))))
    if name in _LISTS:
        # what stands beside a name may be run into it: another element
        return all(_key(part) in _key(words) for part in cell.value)
    if name in ("published", "modified") and isinstance(cell.value, Published) and cell.value.date is not None:
        if cell.how.startswith(RULE):
            return _without_year(cell.value.date, words)
        return cell.how.startswith("visible:ago") or cell.value.date in set(_days(words))
    return True


def _without_year(day: str, words: str) -> bool:
    """The day stands there without its year; the year stands there too, or in the address."""
    found = find_day(words)
    return found is not None and found.value[-5:] == day[-5:]


def _meant(words: str) -> str:
    """Words with damage undone, as cells hold them: of a line and of its cell, so with up to three layers of it."""
    for _ in range(_LAYERS):
        words = read_right(words)
    return words


def _read(source: str) -> str:
    """Source as what it says: escapes of scripts and character references resolved."""
    words = _ESCAPED.sub(lambda m: chr(int(m.group(1), 16)) if m.group(1) else f" {m.group(2)}", source)
    words = _SURROGATES.sub(lambda m: m.group().encode("utf-16", "surrogatepass").decode("utf-16"), words)
    return html.unescape(html.unescape(words))


def _key(words: str) -> str:
    return " ".join(re.findall(r"\w+", html.unescape(words).casefold()))


def _days(words: str) -> Iterator[str]:
    """The days that `words` name in any of the ways that pages do."""
    for found in _DAY.finditer(words):
        for piece in (found.group(), words[found.start() : found.start() + _PIECE]):
            if (day := when(piece)) is not None:
                yield day[0]
    for address in _ADDRESS.findall(words):
        if (of := day_of_address(address)) is not None:
            yield of
    for order in (None, True, False):
        at = 0
        while (printed := find_day(words[at:], order, short=True)) is not None:
            if printed.iso is not None:
                yield printed.iso
            at += printed.end

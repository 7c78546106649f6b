"""A second look at a report's lines, by those that its outlet prints on other pages too.

What stands on many pages of an outlet is mostly a piece of the page round the report; but a desk also repeats lines by
right: the place a report is filed from, the author's name, a paragraph of background. So a repeated paragraph is taken
out of the report only where its own shape and place say so as well.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from onrecord.reports import dateline, names, phrases, shape
from onrecord.reports.layout import paragraphs
from onrecord.reports.lines import Line, Role
from onrecord.reports.words import of_kind
from onrecord.shapes.repeated import Repeated
from onrecord.shapes.report import Report

_SAYS = "stands on "
_LABEL = 12  # words: what is longer and yet no sentence is a piece of a broken paragraph
# Paragraphs of the body, one after the other: background is a paragraph or two, a template's footer goes on for dozens.
# On pairs of scrapes of one site 628 of 631 lines in such blocks were pieces of the page; of the rest 95 of 135.
_BLOCK = 5
_CONTACT = re.compile(r"https?://|www\.|\S@\S+\.\w|©|\+?\d[\d ()/-]{8,}\d")
_WORD = re.compile(r"[^\W\d_]+")
_QUOTED = re.compile(r"“[^“”]{0,2000}”|\"[^\"]{0,2000}\"")


@dataclass(frozen=True, slots=True)
class _Unit:
    """A paragraph: lines [first, last), their words joined, their role, and whether all of them are repeated."""

    first: int
    last: int
    words: str
    kind: str
    repeated: bool

    @property
    def lines(self) -> range:
        return range(self.first, self.last)


def second_look(
    lines: Sequence[Line],
    roles: Sequence[Role],
    repeated: Repeated,
    again: Callable[[Sequence[Line]], Sequence[Role]] | None = None,
) -> list[Role]:
    """The roles of the lines of a report once it is known which of them its outlet repeats; `roles` where none goes.

    Other lines stay what they were. Only where the headline itself goes, `again` is asked for that of the rest.
    """
    out = list(roles)
    gone = (
        {i for unit in _gone(_units(lines, roles, repeated), repeated.outlet) for i in unit.lines} if repeated else ()
    )
    if again is not None and any(roles[i].kind == "title" for i in gone):
        rest = [i for i in range(len(lines)) if i not in gone]
        for i, role in zip(rest, again([lines[i] for i in rest]) if rest else (), strict=True):
            out[i] = role if role.kind == "title" else out[i]
    whose = f" of {repeated.outlet}" if repeated.outlet else ""
    for i in gone:
        out[i] = Role("boilerplate", f"{_SAYS}{repeated.lines[_key(lines[i])]} pages{whose}")
    return out


def taken(report: Report) -> bool:
    """True when a second look took lines out of the report."""
    return any(b.kind == "boilerplate" and b.why.startswith(_SAYS) for b in report.blocks)


def _key(line: Line) -> str:
    return " ".join(line.words.split())


def _units(lines: Sequence[Line], roles: Sequence[Role], repeated: Repeated) -> list[_Unit]:
    known = [_key(line) in repeated.lines for line in lines]
    return [
        _Unit(a, b, " ".join(line.words for line in lines[a:b]), roles[a].kind, all(known[a:b]))
        for a, b in paragraphs(lines)
    ]


def _gone(units: Sequence[_Unit], outlet: str) -> Iterator[_Unit]:
    """The repeated units of the report that are pieces of the page: told alone, by their number, or at the edges."""
    body = [u for u in units if u.kind == "body"]
    blocks = [list(block) for known, block in groupby(body, key=lambda u: u.repeated) if known]
    told = {u.first for block in blocks if len(block) >= _BLOCK for u in block}
    told |= {u.first for n, u in enumerate(units) if _alone(units, n, outlet)}
    for order in (body, body[::-1]):
        for unit in order:
            if unit.first not in told and not (unit.repeated and _speaks_of_itself(unit.words, outlet)):
                break  # the first paragraph of the report itself
            told.add(unit.first)
    for unit in units:
        if unit.repeated and unit.first in told and not _by_right(unit):
            yield unit


def _by_right(unit: _Unit) -> bool:
    """True for what a desk repeats because it is true again: where it was filed, who wrote it, what is pictured."""
    if unit.kind not in ("title", "standfirst", "body") or names.byline(unit.words) is not None:
        return True
    # On a line of its own a dateline has nothing behind its dash; one in capitals may have lost even that.
    lone = [f"{unit.words} The", *([f"{unit.words} — The"] if "," in unit.words and unit.words.isupper() else [])]
    return any(dateline.find(words) is not None for words in (unit.words, *lone))


def _alone(units: Sequence[_Unit], n: int, outlet: str) -> bool:
    """True for a piece of the page wherever it stands: a call to the reader, a label, a tagline."""
    unit = units[n]
    if not unit.repeated:
        return False
    if unit.kind == "title":
        return unit.words.casefold() == outlet.casefold()
    if unit.kind == "standfirst":  # it says what one report is about, and this stands over many
        return True
    if phrases.find(unit.words) is not None or _CONTACT.search(unit.words) is not None:
        return True
    return not shape.is_closed(unit.words) and unit.words.count(" ") < _LABEL and not _broken(units, n)


def _broken(units: Sequence[_Unit], n: int) -> bool:
    """True for a piece of a sentence broken at its links: what stands before it is open, or what follows goes on."""
    before = n > 0 and units[n - 1].kind == "body" and not shape.is_closed(units[n - 1].words)
    after = n + 1 < len(units) and units[n + 1].kind == "body" and shape.starts_low(units[n + 1].words)
    return before or after or shape.is_open(units[n].words)


def _speaks_of_itself(words: str, outlet: str) -> bool:
    """True for a sentence in which the outlet names itself or speaks to its readers, outside quotation marks."""
    told = _QUOTED.sub(" ", words).casefold()
    named = len(outlet) > 2 and re.search(rf"\b{re.escape(outlet.casefold())}\b", told) is not None
    return named or not of_kind("address").isdisjoint(_WORD.findall(told))

"""A second look at a report's lines, by those that its outlet prints on other pages too.

What stands on many pages of an outlet is mostly a piece of the page round the report; but a desk also repeats lines by
right: the place a report is filed from, the author's name, a paragraph of background. So a repeated line is taken out
of the report only where its own shape and place say so as well.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from onrecord.reports import dateline, names, phrases, shape
from onrecord.reports.lines import Line, Role
from onrecord.reports.words import of_kind
from onrecord.shapes.repeated import Repeated
from onrecord.shapes.report import Report

_SAYS = "stands on "
_LABEL = 12  # words: what is longer and yet no sentence is a piece of a broken paragraph
_CONTACT = re.compile(r"https?://|www\.|\S@\S+\.\w|©|\+?\d[\d ()/-]{8,}\d")
_WORD = re.compile(r"[^\W\d_]+")
_QUOTED = re.compile(r"“[^“”]{0,2000}”|\"[^\"]{0,2000}\"")


def second_look(
    lines: Sequence[Line],
    roles: Sequence[Role],
    repeated: Repeated,
    again: Callable[[Sequence[Line]], Sequence[Role]] | None = None,
) -> list[Role]:
    """The roles of the lines of a report once it is known which of them its outlet repeats; `roles` where none goes.

    `again` gives roles to the lines that are left of plain text: what stood between them may have hidden a headline,
    or the report. Of a page, whose own structure tells more, the other lines stay what they were.
    """
    gone = _gone(lines, roles, repeated)
    if not gone:
        return list(roles)
    aside = gone | {
        i for i, role in enumerate(roles) if role.kind == "boilerplate" and _key(lines[i]) in repeated.lines
    }
    rest = [i for i in range(len(lines)) if i not in aside]
    out = list(roles)
    if again is not None and rest:
        for i, role in zip(rest, again([lines[i] for i in rest]), strict=True):
            out[i] = role
    for i in gone:
        whose = f" of {repeated.outlet}" if repeated.outlet else ""
        out[i] = Role("boilerplate", f"{_SAYS}{repeated.lines[_key(lines[i])]} pages{whose}")
    return out


def taken(report: Report) -> bool:
    """True when a second look took lines out of the report."""
    return any(b.kind == "boilerplate" and b.why.startswith(_SAYS) for b in report.blocks)


def _key(line: Line) -> str:
    return " ".join(line.words.split())


def _gone(lines: Sequence[Line], roles: Sequence[Role], repeated: Repeated) -> set[int]:
    """The repeated lines of the report that are pieces of the page: told alone, or at the edges of the body."""
    some = [i for i, role in enumerate(roles) if role.kind in ("title", "standfirst", "body")]
    some = [i for i in some if _key(lines[i]) in repeated.lines and not _by_right(lines[i])]
    gone = {i for i in some if _alone(lines, roles, i, repeated.outlet)}
    body = [i for i, role in enumerate(roles) if role.kind == "body"]
    for order in (body, body[::-1]):
        for i in order:
            if i in gone:
                continue
            if i not in some or not _speaks_of_itself(lines[i].words, repeated.outlet):
                break  # the first line of the report itself
            gone.add(i)
    return gone


def _by_right(line: Line) -> bool:
    """True for what a desk repeats because it is true again: where a report was filed, who wrote it."""
    filed = dateline.find(line.words) or dateline.find(f"{line.words} The")  # on a line of its own, too
    return filed is not None or names.byline(line.words) is not None


def _alone(lines: Sequence[Line], roles: Sequence[Role], i: int, outlet: str) -> bool:
    """True for a line that is a piece of the page wherever it stands: a call to the reader, a label, a tagline."""
    words, kind = lines[i].words, roles[i].kind
    if kind == "title":
        return words.casefold() == outlet.casefold()
    if kind == "standfirst":  # it says what one report is about, and this stands over many
        return True
    if phrases.find(words) is not None or _CONTACT.search(words) is not None:
        return True
    return not shape.is_closed(words) and words.count(" ") < _LABEL and not _broken(lines, roles, i)


def _broken(lines: Sequence[Line], roles: Sequence[Role], i: int) -> bool:
    """True for a piece of a sentence broken at its links: the line before is open, or the next goes on."""
    before = i > 0 and roles[i - 1].kind == "body" and not shape.is_closed(lines[i - 1].words)
    after = i + 1 < len(lines) and roles[i + 1].kind == "body" and shape.starts_low(lines[i + 1].words)
    return before or after


def _speaks_of_itself(words: str, outlet: str) -> bool:
    """True for a sentence in which the outlet names itself or speaks to its readers, outside quotation marks."""
    told = _QUOTED.sub(" ", words).casefold()
    named = len(outlet) > 2 and re.search(rf"\b{re.escape(outlet.casefold())}\b", told) is not None
    return named or not of_kind("address").isdisjoint(_WORD.findall(told))

"""The page of a report: its text as found with what was read in it, the cells beside it, both ways."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from functools import partial
from typing import Any

from markupsafe import Markup

from onrecord.faces import cells, page, reading_text, words
from onrecord.faces.anchors import DRAWN, marked
from onrecord.faces.api import Ledger
from onrecord.faces.desk import cited, links
from onrecord.faces.desk.asked import Asked
from onrecord.faces.desk.page import Page, Parameter, Shown, Table
from onrecord.faces.listing import Listing
from onrecord.faces.segments import Over
from onrecord.faces.told import Filed
from onrecord.marks.kinds import BY_PLURAL, KINDS
from onrecord.reports.inert import source_stretch
from onrecord.shapes.errors import UsageError
from onrecord.shapes.mark import Kind

_PART = 40_000  # characters of a text that are shown at once
_MOST = 300  # marks of each kind that are listed beside the text
_STRETCHES = 50  # that may be lit at once
_SOURCE = 2_000  # bytes of a page's code, where it is not told how many
_LONGEST_SOURCE = 20_000  # bytes of a page's code that are shown

Stretch = tuple[int, int]


def _data(ledger: Ledger, asked: Asked) -> Any:
    return ledger.record(asked.path["report"])


def lit(record: Mapping[str, Any], asked: Asked) -> tuple[list[Stretch], str]:
    """The stretches that an address asks to light, and what to say where there are none of that name.

    `c` holds them as code points ("10-25,30-41"), `m` is the id of a mark.
    """
    length = len(record["text"])
    if name := asked.one("m"):
        for kind in KINDS:
            for mark in record.get(kind.plural) or ():
                if mark["id"].startswith(name):
                    return [(a, b) for a, b in mark["parts"]], ""
        return [], "This report has no such record now; it may have been read anew since the link was made."
    if (given := asked.one("c")) is None:
        return [], ""
    found: list[Stretch] = []
    for stretch in given.split(",")[:_STRETCHES]:
        start, _, end = stretch.partition("-")
        if not (start.isascii() and end.isascii() and start.isdecimal() and end.isdecimal()):
            raise UsageError(f"c: {stretch[:40]!r} is no stretch of a text; give it as START-END, in characters")
        a, b = int(start[:12]), min(int(end[:12]), length)
        if a < b:
            found.append((a, b))
    return found, "" if found else "The text of this report has no words at that place."


def _show(ledger: Ledger, asked: Asked) -> Shown:
    name = ledger.find(asked.path["report"])
    record = ledger.record(name)
    filed = Filed(name, record)
    stretches, nowhere = lit(record, asked)
    parts = parts_of(record["text"])
    here = _part(parts, stretches, asked)
    overs = [*marked(record), *(Over(a, b, "lit", links.LIT) for a, b in stretches)]
    kinds = [_kind(record, kind, parts[here], None if asked.one("all") else _MOST) for kind in KINDS]
    listed = frozenset(one["mark"]["id"] for kind in kinds for one in kind["marks"])
    drawn = reading_text.draw(record, overs, dict(page.titles(filed)), partial(_here, listed), parts[here])
    versions = ledger.page_of(name)
    names = {
        "filed": filed,
        "record": record,
        "html": drawn.html,
        "nowhere": nowhere,
        "exact": words.at(record["text"], stretches),
        "cited": cited.cited(record, stretches) if stretches else None,
        "kinds": kinds,
        "part": here + 1,
        "parts": len(parts),
        "known": list(cells.of_report(record)),
        "versions": versions if len(versions) > 1 else [],
        "raw": asked.one("raw") is not None,
        "live": cited.live(record, stretches),
        "words_of": cells.words_of,
        "decided": ledger.decided(name),
        "unplaced": [row for row in ledger.decisions(report=name) if row["status"] == "unplaced"],
    }
    return Shown("desk/report.html", filed.called, names)


def _here(listed: Collection[str], opened: Sequence[Over]) -> Markup:
    """What stands before words at which records begin: the letters of their kinds, a way to what was read there.

    That stands beside the text where the record is among those `listed`, else on the record's own page.
    """
    some = [over for over in dict.fromkeys(opened) if over.key.startswith("m-")]
    if not some:
        return Markup("")
    kinds = [BY_PLURAL[over.kind].name for over in some]
    said = kinds[0] if len(kinds) == 1 else f"{len(kinds)} records here: {', '.join(kinds)}"
    letters = "".join(cells.LETTERS[over.kind] for over in some)
    link = Markup('<a class="here" href="{}" data-ids="{}" aria-label="{}">{}</a>')
    names = [over.key[2:] for over in some]
    way = f"#k-{names[0]}" if names[0] in listed else links.record(names[0])
    return link.format(way, " ".join(name for name in names if name in listed) or names[0], said, letters)


def parts_of(text: str, most: int = _PART) -> list[Stretch]:
    """A long text in parts of at most so many characters, cut at ends of lines where there are some; often one."""
    out: list[Stretch] = []
    at = 0
    while len(text) - at > most:
        end = text.rfind("\n", at + most // 2, at + most) + 1 or text.rfind(" ", at + most // 2, at + most) + 1
        out.append((at, end or at + most))
        at = out[-1][1]
    return [*out, (at, len(text))]


def _part(parts: Sequence[Stretch], lit: Sequence[Stretch], asked: Asked) -> int:
    """Which part is shown: that of the words that are lit, else the one that is asked for."""
    if lit:
        return next(n for n, (_, end) in enumerate(parts) if lit[0][0] < end)
    return min(max(asked.whole("part", 1), 1), len(parts)) - 1


def _kind(record: Mapping[str, Any], kind: Kind, part: Stretch, most: int | None) -> dict[str, Any]:
    """The marks of a kind that begin in a part of the text, `most` of them with their cells."""
    every = record.get(kind.plural) or ()
    marks = [mark for mark in every if part[0] <= mark["start"] < part[1]]
    return {
        "kind": kind,
        "count": len(every),
        "more": len(marks[most:]) if most is not None else 0,
        "letter": cells.LETTERS[kind.plural],
        "drawn": kind.plural in DRAWN,
        "marks": [
            {"mark": mark, "exact": words.at(record["text"], mark["parts"]), "cells": list(cells.of_mark(kind, mark))}
            for mark in marks[:most]
        ],
    }


def _table(ledger: Ledger, asked: Asked) -> Table:
    """Every cell of a report, a line each."""
    record = ledger.record(asked.path["report"])
    rows = [
        {
            "report": record["report"],
            "id": mark["id"],
            "kind": kind.name,
            "cell": cell.name,
            "value": cell.value,
            "how": cell.how,
            "at": [f"{a}-{b}" for a, b in cell.at],
            "exact": [record["text"][a:b] for a, b in cell.at],
        }
        for kind in KINDS
        for mark in record.get(kind.plural) or ()
        for cell in cells.of_mark(kind, mark)
    ]
    return Table(CELLS, rows)


CELLS = Listing("cells", "every cell", tuple("report id kind cell value how at exact".split()), (), lambda row: (row,))
_LIT = (
    Parameter("c", "characters to light, START-END in code points, several after commas"),
    Parameter("m", "a record to light, by its id"),
    Parameter("part", f"which part of a text of more than {_PART:,} characters"),
    Parameter("all", "1: all records beside the text, however many"),
    Parameter("raw", "1: the page as it was found beside it"),
)


def _stretch(asked: Asked) -> tuple[int, int]:
    start = asked.whole("from", 0)
    end = asked.whole("to", start + _SOURCE)
    if start >= end or end - start > _LONGEST_SOURCE:
        raise UsageError(f"from, to: name some bytes of the page, at most {_LONGEST_SOURCE:,}")
    return start, end


def _source(ledger: Ledger, asked: Asked) -> Any:
    start, end = _stretch(asked)
    before, exact, behind = source_stretch(ledger.raw(asked.path["report"]), start, end)
    return {"report": ledger.find(asked.path["report"]), "from": start, "to": end} | {
        "before": before,
        "exact": exact,
        "behind": behind,
    }


def _source_show(ledger: Ledger, asked: Asked) -> Shown:
    found = _source(ledger, asked)
    head = ledger.head(found["report"])
    return Shown("desk/source.html", "In the page's code", {"found": found, "head": head})


SOURCE = Page(
    "/report/{report}/source",
    "Some bytes of a page as it was found, for what does not stand in its text.",
    _source_show,
    _source,
    parameters=(
        Parameter("from", "the first byte"),
        Parameter("to", f"the byte behind the last (else {_SOURCE:,} are shown)"),
    ),
)
REPORT = Page(
    "/report/{report}", "One report: its text with what was read in it.", _show, _data, _table, _LIT, gives="record"
)

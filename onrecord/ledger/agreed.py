"""How far the reader, as it is now, says what people decided: their decisions are taken as gold."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import apsw

from onrecord.ledger import decided
from onrecord.shapes.decision import Decision, status
from onrecord.shapes.mark import CellSpec, Kind

# Numbers of other marks of the report: another one more, and they all are others.
LEFT_OUT = ("index", "indexes")


@dataclass(slots=True)
class _Tally:
    """What people said of one kind, and how much of it the reader says too."""

    accepted: int = 0
    kept: int = 0
    rejected: int = 0
    gone: int = 0
    again: int = 0
    cells: dict[str, list[int]] = field(default_factory=dict)  # [said, agreed]

    def say(self, cell: str, agrees: bool) -> None:
        """Count one value."""
        both = self.cells.setdefault(cell, [0, 0])
        both[0] += 1
        both[1] += agrees


def check(connection: apsw.Connection, kinds: Sequence[Kind], reader: str) -> dict[str, Any]:
    """What stands of all decisions, as `Ledger.check` gives it; `reader` is the version of the reader at hand."""
    by_mark: dict[tuple[str, str, str], list[Decision]] = {}
    for one in decided.of(connection):
        if one.stands:
            by_mark.setdefault((one.report, one.kind, one.now or one.mark), []).append(one)
    reports: dict[str, str] = {}
    for report in {key[0] for key in by_mark}:
        for (version,) in connection.execute("select reader from report where id = ?", (report,)):
            reports[report] = str(version)
    by_name = {kind.name: kind for kind in kinds}
    tallies = {name: _Tally() for name in by_name}
    lost: list[dict[str, Any]] = []
    again: list[dict[str, Any]] = []
    for (report, kind_name, name), some in sorted(by_mark.items(), key=lambda found: found[1][0].n):
        if report not in reports:
            continue
        tally = tallies[kind_name]
        there = decided.mark(connection, kinds, name) if some[0].now is not None else None
        said = status(some)
        if said == "rejected":
            tally.rejected += 1
            tally.gone += there is None
            if there is not None and _newer(some, there.reader):
                tally.again += 1
                again.append(_told(some, there))
        elif said == "accepted":
            tally.accepted += 1
            tally.kept += there is not None
            if there is None:
                lost.append(_told(some, None))
        if there is not None and said != "rejected":
            for cell, agrees in _values(by_name[kind_name], some, there):
                tally.say(cell, agrees)
    return {
        "kinds": [_row(kind, tallies[kind.name]) for kind in kinds if tallies[kind.name] != _Tally()],
        "lost": lost,
        "again": again,
        "removed": sum(key[0] not in reports for key in by_mark),
        "stale": sum(version != reader for version in reports.values()),
    }


def _row(kind: Kind, tally: _Tally) -> dict[str, Any]:
    counts = {"accepted": tally.accepted, "kept": tally.kept, "lost": tally.accepted - tally.kept}
    counts |= {"rejected": tally.rejected, "gone": tally.gone, "again": tally.again}
    names = [*(spec.name for spec in kind.cells), "span"]
    cells = [{"cell": n, "said": tally.cells[n][0], "agree": tally.cells[n][1]} for n in names if n in tally.cells]
    return {"kind": kind.name, **counts, "cells": cells}


def _told(some: Sequence[Decision], there: decided.Judged | None) -> dict[str, Any]:
    """A mark that is not as people said, with what it was."""
    last = some[-1]
    told = {"report": last.report, "id": last.mark if there is None else there.mark, "kind": last.kind}
    return told | {"exact": last.exact, "start": last.start, "end": last.end, "reviewer": last.reviewer}


def _newer(some: Iterable[Decision], reader: str) -> bool:
    """True where the mark was rejected of another reader than the one that gives it now."""
    rejected = [one for one in some if one.verdict == "reject" and not one.cell]
    return rejected[-1].reader != reader


def _values(kind: Kind, some: Sequence[Decision], there: decided.Judged) -> Iterator[tuple[str, bool]]:
    """Each cell that a person said something of, and whether the reader says it now.

    The last that was said of a cell counts; of a mark that was accepted, the cells of which nothing else was said too.
    """
    gold: dict[str, Any] = {}
    for one in some:
        if one.verdict == "accept" and not one.cell:
            then: Mapping[str, Any] = one.read
            all_of_it = {s.name: _alike(s, then.get(s.name), one.start) for s in kind.cells if s.type not in LEFT_OUT}
            gold = all_of_it | gold  # what was said of a cell stands when the whole is accepted after it
        elif one.verdict == "accept":
            gold[one.cell] = _alike(kind.cell(one.cell), one.read, one.start)
        elif one.verdict == "set":
            gold[one.cell] = _alike(kind.cell(one.cell), one.said, one.start)
        elif one.verdict == "reject" and one.cell:
            gold[one.cell] = _Not(_alike(kind.cell(one.cell), one.read, one.start))
        elif one.verdict == "span":
            gold["span"] = one.said["exact"]
    for name, wanted in gold.items():
        if name == "span":
            yield name, there.exact == wanted
            continue
        found = _alike(kind.cell(name), there.record.get(name), there.start)
        yield name, found != wanted.value if isinstance(wanted, _Not) else found == wanted


@dataclass(frozen=True, slots=True)
class _Not:
    """Anything but this value."""

    value: Any


def _alike(spec: CellSpec, value: Any, start: int) -> Any:
    """A cell's value so that two that say the same are equal: names by their words, places as seen from the mark."""
    if value is None or value == [] or value is False:
        return None
    match spec.type:
        case "name":
            return _name(value, start)
        case "names" | "actors":
            return [_name(one, start) for one in value]
        case "span":
            return value["start"] - start, value["end"] - start
        case "when" | "period":
            return value.get("from"), value.get("to")
        case "word" | "text":
            return " ".join(str(value).split()).casefold()
    return value


def _name(value: Mapping[str, Any], start: int) -> Any:
    if value.get("name"):
        return " ".join(str(value["name"]).split()).casefold()
    return value.get("start", 0) - start, value.get("end", 0) - start

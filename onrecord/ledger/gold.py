"""What people accepted and put right, report by report, in the shape of gold: for whoever measures a reader."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import apsw

from onrecord.ledger import decided, held
from onrecord.ledger.agreed import LEFT_OUT
from onrecord.shapes.decision import Decision, status
from onrecord.shapes.mark import Kind


def gold(
    connection: apsw.Connection, kinds: Sequence[Kind], reports: Iterable[str] | None, reviewer: str | None
) -> Iterator[dict[str, Any]]:
    """A row for each report that people decided about, as `Ledger.gold` gives it."""
    by_report: dict[str, dict[tuple[str, str], list[Decision]]] = {}
    for one in decided.of(connection, reports=reports, reviewer=reviewer):
        if one.stands:
            by_report.setdefault(one.report, {}).setdefault((one.kind, one.now or one.mark), []).append(one)
    by_name = {kind.name: kind for kind in kinds}
    for report, marks in by_report.items():
        sql = "select source, raw, text from report where id = ?"
        for source, sha256, text in connection.execute(sql, (report,)):
            row: dict[str, Any] = {"report": report, "source": source, "sha256": sha256, "text": text}
            row |= {"marks": [], "rejected": [], "moved": 0}
            for (kind, _), some in marks.items():
                if not held.stands(some[-1], text):  # its values are of another text
                    row["moved"] += 1
                elif status(some) == "accepted":
                    row["marks"].append(_accepted(by_name[kind], some))
                elif status(some) == "rejected":
                    row["rejected"].append(_told(some[-1]))
            yield row


def _accepted(kind: Kind, some: Sequence[Decision]) -> dict[str, Any]:
    """A mark with the values that people stand for: of one that was accepted all, what they set instead of the rest."""
    row = _told(some[-1]) | {"whole": False, "cells": {}}
    for one in some:
        if one.verdict == "accept" and not one.cell:
            machine = one.read
            all_of_it = {s.name: machine.get(s.name) for s in kind.cells if s.type not in LEFT_OUT}
            row["cells"] = all_of_it | row["cells"]  # what was set before it was accepted stays set
            row["whole"] = True
        elif one.verdict == "accept":
            row["cells"][one.cell] = one.read
        elif one.verdict == "set":
            row["cells"][one.cell] = one.said
        elif one.verdict == "span":
            row |= one.said
    return row


def _told(one: Decision) -> dict[str, Any]:
    place = {"kind": one.kind, "start": one.start, "end": one.end, "exact": one.exact}
    return place | {"reviewer": one.reviewer, "at": one.at}

"""The printed form of a report and its marks, and the way back. Its names are a contract with all who read it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from onrecord.shapes.mark import Cell, CellSpec, Kind, Mark, Ref, When, digest, mark_id
from onrecord.shapes.report import REPORT_CELLS, Block, Candidate, Dateline, Entry, Published, Report
from onrecord.shapes.span import Span

# Of a report, in their order; behind them stand its marks, and what is told of both.
_NAMES = (
    "report source part url captured kind encoding sha256 language reader status why text blocks title byline outlet"
    " agency genre tags dateline published modified entries"
).split()


def as_record(
    report: Report,
    marks: Mapping[str, Sequence[Mark]],
    kinds: Sequence[Kind],
    refused: Mapping[str, int],
    reader: str,
) -> dict[str, Any]:
    """One report as plain JSON values, in a fixed order of fields."""
    out = as_head(report, refused, reader)
    told = {name: out.pop(name) for name in BEHIND}
    for kind in kinds:
        out[kind.plural] = mark_records(report, kind, marks.get(kind.name, ()))
    return out | told


# Behind the marks of a report stands what is told of both.
BEHIND = ("refused", "cells")


def as_head(report: Report, refused: Mapping[str, int], reader: str) -> dict[str, Any]:
    """One report as plain JSON values, without its marks."""
    out: dict[str, Any] = {
        "report": report.id,
        "source": report.source,
        "part": report.part,
        "url": report.value("url"),
        "captured": report.captured,
        "kind": report.kind,
        "encoding": report.encoding,
        "sha256": report.sha256,
        "language": report.language,
        "reader": reader,
        "status": report.status,
        "why": report.why,
        "text": report.text,
        "blocks": [_block(b) for b in report.blocks],
        "title": report.value("title"),
        "byline": list(report.value("byline") or ()),
        "outlet": report.value("outlet"),
        "agency": report.value("agency"),
        "genre": report.value("genre"),
        "tags": list(report.value("tags") or ()),
        "dateline": _dateline(report.value("dateline")),
        "published": _published(report.published),
        "modified": _published(report.value("modified")) if report.value("modified") else None,
        "entries": [_entry(e) for e in report.value("entries") or ()],
    }
    out["refused"] = dict(sorted(refused.items()))
    out["cells"] = {name: _evidence(report.cells[name]) for name in REPORT_CELLS if name in report.cells}
    return out


def put_together(
    head: Mapping[str, Any], text: str, marks: Mapping[str, Sequence[Mapping[str, Any]]], kinds: Sequence[Kind]
) -> dict[str, Any] | None:
    """As `as_record`, of a record that was printed without its text and marks, and of printed marks by kind.

    None where some of it was printed before all of today's names were there.
    """
    found = {**head, "text": text}
    names = {kind.name: {spec.name for spec in kind.cells} for kind in kinds}
    if not found.keys() >= set(_NAMES) or any(not row.keys() >= names[kind] for kind in names for row in marks[kind]):
        return None
    out = {name: found[name] for name in _NAMES}
    out |= {kind.plural: marks[kind.name] for kind in kinds}
    return out | {"refused": found["refused"], "cells": found["cells"]}


def mark_records(report: Report, kind: Kind, marks: Sequence[Mark]) -> list[dict[str, Any]]:
    """The marks of one kind as plain values: every declared cell by name, null where the text does not say."""
    return list(each_record(report, kind, marks))


def each_record(report: Report, kind: Kind, marks: Sequence[Mark]) -> Iterator[dict[str, Any]]:
    """As `mark_records`, one after the other: of a long report all of them take much room."""
    for name, mark in zip(mark_ids(report, marks), marks, strict=True):
        parts = [[p.start, p.end] for p in mark.parts]
        row: dict[str, Any] = {"id": name, "start": parts[0][0], "end": parts[-1][1], "parts": parts}
        cells, at = mark.cells, {}
        for spec in kind.cells:
            cell = cells.get(spec.name)
            found = None if cell is None else plain(cell.value)
            if found is None:
                found = False if spec.type == "flag" else [] if spec.type in _LISTS else None
            row[spec.name] = found
            if cell is not None:
                at[spec.name] = _evidence(cell)
        row["confidence"] = mark.confidence
        row["cells"] = at
        yield row


_LISTS = frozenset(("names", "actors", "indexes"))


def mark_ids(report: Report, marks: Sequence[Mark]) -> list[str]:
    """The ids of all marks of one kind that a report has, in their order; no two are the same."""
    seen: dict[str, None] = {}
    for mark in marks:
        name = mark_id(report.id, mark, report.text)
        while name in seen:  # two readings of the same words (one clause, two events)
            name = digest(name)[:20]
        seen[name] = None
    return list(seen)


_AS_THEY_ARE = frozenset((str, bool, int))


def plain(value: Any) -> Any:
    """A cell's value as JSON: Ref, Span and When as objects, tuples as lists."""
    if value is None or type(value) in _AS_THEY_ARE:
        return value
    if isinstance(value, Ref):
        codes = {n: code for n in ("country", "sector") if (code := getattr(value, n)) is not None}
        place = {"start": value.span.start, "end": value.span.end}
        return place | {"name": value.name, "entity": value.entity} | codes
    if isinstance(value, Span):
        return {"start": value.start, "end": value.end}
    if isinstance(value, When):
        row: dict[str, Any] = {} if value.span is None else {"start": value.span.start, "end": value.span.end}
        return row | {"from": value.first, "to": value.last, "precision": value.precision}
    if isinstance(value, tuple):
        return [plain(v) for v in value]
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return int(value)
    return value


def from_plain_cell(spec: CellSpec, value: Any) -> Any:
    """The inverse of `plain` for a cell of the declared type."""
    if value is None:
        return None
    match spec.type:
        case "span":
            return Span(value["start"], value["end"])
        case "name":
            return _ref(value)
        case "names" | "actors":
            return tuple(_ref(v) for v in value)
        case "when" | "period":
            span = Span(value["start"], value["end"]) if "start" in value else None
            return When(span, value["from"], value["to"], value.get("precision"))
        case "indexes":
            return tuple(value)
    return value


def marks_from(kind: Kind, rows: Sequence[Mapping[str, Any]]) -> tuple[Mark, ...]:
    """Marks from their printed form."""
    return tuple(
        Mark(
            kind.name,
            tuple(Span(s, e) for s, e in row["parts"]),
            {name: _cell(from_plain_cell(kind.cell(name), row[name]), found) for name, found in row["cells"].items()},
            row["confidence"],
        )
        for row in rows
    )


def report_from(record: Mapping[str, Any]) -> Report:
    """A report from its printed form; passages are not printed and come back empty."""
    cells: dict[str, Cell] = {}
    for name, found in record["cells"].items():
        value: Any = record[name]
        if name in ("byline", "tags"):
            value = tuple(value)
        elif name == "dateline":
            value = Dateline(Span(value["start"], value["end"]), value["place"], value["agency"], value["date"])
        elif name in ("published", "modified"):
            value = _published_from(value)
        elif name == "entries":
            value = tuple(Entry(Span(e["start"], e["end"]), e["time"], e["title"]) for e in value)
        cells[name] = _cell(value, found)
    return Report(
        id=record["report"],
        source=record["source"],
        sha256=record["sha256"],
        kind=record["kind"],
        encoding=record["encoding"],
        language=record["language"],
        text=record["text"],
        blocks=tuple(
            Block(Span(b["start"], b["end"]), b["kind"], b["why"], tuple(b["raw"]) if b["raw"] else None)
            for b in record["blocks"]
        ),
        passages=(),
        cells=cells,
        captured=record["captured"],
        status=record["status"],
        why=record["why"],
        part=record.get("part", 0),  # older ledgers have none
    )


def _ref(value: Mapping[str, Any]) -> Ref:
    return Ref(
        Span(value["start"], value["end"]),
        value.get("name"),
        value.get("entity"),
        value.get("country"),
        value.get("sector"),
    )


def _cell(value: Any, found: Mapping[str, Any]) -> Cell:
    raw = found.get("raw")
    return Cell(value, found["how"], tuple(Span(s, e) for s, e in found.get("at", ())), tuple(raw) if raw else None)


def _evidence(cell: Cell) -> dict[str, Any]:
    if cell.raw is not None:
        return {"how": cell.how, "raw": list(cell.raw)}
    return {"how": cell.how, "at": [[s.start, s.end] for s in cell.at]}


def _block(block: Block) -> dict[str, Any]:
    raw = None if block.raw is None else list(block.raw)
    return {"start": block.span.start, "end": block.span.end, "kind": block.kind, "why": block.why, "raw": raw}


def _dateline(found: Dateline | None) -> dict[str, Any] | None:
    if found is None:
        return None
    span = {"start": found.span.start, "end": found.span.end}
    return span | {"place": found.place, "agency": found.agency, "date": found.date}


def _entry(entry: Entry) -> dict[str, Any]:
    return {"start": entry.span.start, "end": entry.span.end, "time": entry.time, "title": entry.title}


def _published(found: Published) -> dict[str, Any]:
    row: dict[str, Any] = {n: getattr(found, n) for n in ("date", "time", "earliest", "latest", "how")}
    return row | {"candidates": [_candidate(c) for c in found.candidates]}


def _candidate(found: Candidate) -> dict[str, Any]:
    row: dict[str, Any] = {"date": found.date, "time": found.time, "how": found.how}
    if found.raw is not None:
        return row | {"raw": list(found.raw)}
    return row | ({} if found.at is None else {"at": [found.at.start, found.at.end]})


def _published_from(row: Mapping[str, Any]) -> Published:
    candidates = tuple(
        Candidate(
            c["date"],
            c["time"],
            c["how"],
            Span(*c["at"]) if "at" in c else None,
            tuple(c["raw"]) if "raw" in c else None,
        )
        for c in row.get("candidates", ())
    )
    return Published(row["date"], row["time"], row["earliest"], row["latest"], row["how"], candidates)

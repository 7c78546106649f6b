"""The layers of the record as Parquet: their columns, the rows of a reading, and how every file is written."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from onrecord.ledger import meetings
from onrecord.ledger.rows import given_from
from onrecord.marks.kinds import KINDS
from onrecord.shapes.mark import CellSpec, Kind
from onrecord.shapes.raw import Raw
from onrecord.shapes.reading import Reading
from onrecord.shapes.record import marks_from, report_from
from onrecord.shapes.span import Span, cut_all

ROWS = 512  # of a row group, where rows are reports
MARK_ROWS = 16_384
KEY_ROWS = 131_072
UNKNOWN = "unknown"  # the partition of reports without a day
_S, _I, _B = pa.string(), pa.int32(), pa.bool_()

REPORTS = pa.schema(
    [
        ("report", _S),
        ("source", _S),
        ("part", _I),
        ("url", _S),
        ("title", _S),
        ("byline", pa.list_(_S)),
        ("outlet", _S),
        ("agency", _S),
        ("published", _S),
        ("published_how", _S),
        ("modified", _S),
        ("captured", _S),
        ("language", _S),
        ("genre", _S),
        ("tags", pa.list_(_S)),
        ("kind", _S),
        ("encoding", _S),
        ("status", _S),
        ("why", _S),
        ("reader", _S),
        ("sha256", _S),
        ("text", _S),
    ]
)
# What a ledger, or the linking of a job, needs of a report without reading it again. `place` is that of its input
# among all, `nth` its place on the page; `raw` are the input's bytes, packed with zstd; `record` is the printed record.
KEPT = pa.schema(
    [
        ("report", _S),
        ("mark", pa.int64()),
        ("place", pa.int64()),
        ("nth", _I),
        ("address", _S),
        ("source", _S),
        ("line", _S),
        ("captured", _S),
        ("media_type", _S),
        ("given", _S),
        ("sha256", _S),
        ("size", pa.int64()),
        ("raw", pa.binary()),
        ("status", _S),
        ("record", _S),
        ("digest", _S),
    ]
)
# Under which keys a report is filed: ledger/meetings.
KEYS = pa.schema([("mark", pa.int64()), ("kind", _S), ("key", pa.int64())])
FAILURES = pa.schema([("place", pa.int64()), ("source", _S), ("why", _S), ("size", pa.int64()), ("raw", pa.binary())])
_TYPES = {"number": pa.float64(), "index": _I, "flag": _B}


def columns_of(spec: CellSpec) -> list[tuple[str, Any]]:
    """The columns of a cell: one, or what it is made of side by side; lists as JSON."""
    name = spec.name
    match spec.type:
        case "name":
            return [(name, _S), (f"{name}_entity", _S), (f"{name}_start", _I), (f"{name}_end", _I)]
        case "span":
            return [(f"{name}_start", _I), (f"{name}_end", _I)]
        case "when" | "period":
            return [(f"{name}_from", _S), (f"{name}_to", _S), (f"{name}_precision", _S)]
    return [(name, _TYPES.get(spec.type, _S))]


def mark_schema(kind: Kind) -> Any:
    """The columns of a kind of mark."""
    first = [("id", _S), ("report", _S), ("n", _I), ("start", _I), ("end", _I), ("exact", _S)]
    cells = [column for spec in kind.cells for column in columns_of(spec)]
    return pa.schema([*first, *cells, ("confidence", pa.float64())])


LAYERS: Mapping[str, Any] = {
    "reports": REPORTS,
    **{kind.plural: mark_schema(kind) for kind in KINDS},
    "kept": KEPT,
    "keys": KEYS,
}


def report_row(record: Mapping[str, Any]) -> dict[str, Any]:
    """A report's row, from its printed record."""
    row = {name: record[name] for name in REPORTS.names if name in record}
    modified = record["modified"]["date"] if record["modified"] else None
    return row | {
        "published": record["published"]["date"],
        "published_how": record["published"]["how"],
        "modified": modified,
    }


def mark_rows(record: Mapping[str, Any], kind: Kind) -> Iterable[dict[str, Any]]:
    """The rows of a report's marks of one kind, from its printed record."""
    for n, mark in enumerate(record[kind.plural]):
        row = {"id": mark["id"], "report": record["report"], "n": n, "start": mark["start"], "end": mark["end"]}
        row["exact"] = cut_all(record["text"], [Span(s, e) for s, e in mark["parts"]])
        for spec in kind.cells:
            row |= _cell(spec, mark[spec.name])
        yield row | {"confidence": float(mark["confidence"])}


def _cell(spec: CellSpec, value: Any) -> dict[str, Any]:
    name = spec.name
    match spec.type:
        case "name":
            found = value or {}
            ends = {f"{name}_{end}": found.get(end) for end in ("entity", "start", "end")}
            return {name: found.get("name")} | ends
        case "span":
            return {f"{name}_{end}": (value or {}).get(end) for end in ("start", "end")}
        case "when" | "period":
            return {f"{name}_{end}": (value or {}).get(end) for end in ("from", "to", "precision")}
        case "number":
            return {name: None if value is None else float(value)}
        case "names" | "actors" | "indexes":
            return {name: json.dumps(value, ensure_ascii=False)}
        case "index" | "flag":
            return {name: value}
    return {name: None if value is None else str(value)}


def key_rows(report: str, keys: Sequence[str]) -> list[dict[str, Any]]:
    """The rows of the keys under which a report is filed, by their names; in order of kind and number."""
    mark = meetings.mark(report)
    found = sorted({meetings.key(name) for name in keys})
    return [{"mark": mark, "kind": kind, "key": number} for kind, number in found]


def reading_of(record: Mapping[str, Any]) -> Reading:
    """A reading from its printed record."""
    marks = {kind.name: marks_from(kind, record[kind.plural]) for kind in KINDS}
    return Reading(report_from(record), marks, record["refused"], record["reader"], KINDS)


def raw_of(row: Mapping[str, Any], data: bytes) -> Raw:
    """The input of a row of `kept`, from its unpacked bytes."""
    given = given_from(json.loads(row["given"]))
    return Raw(data, row["address"], row["source"], row["captured"], row["media_type"], given, line=row["line"])


# -- files ---------------------------------------------------------------------------------------------------------


def writer(sink: Any, schema: Any) -> Any:
    """A Parquet writer with the settings of every file: the same rows give the same bytes."""
    return pq.ParquetWriter(
        sink,
        schema,
        compression="zstd",
        compression_level=3,
        version="2.6",
        data_page_version="1.0",
        # hashes and texts of their own gain nothing by a dictionary, and make it spill at an odd row
        use_dictionary=[n for n in schema.names if n not in ("text", "record", "digest", "raw", "key", "exact", "id")],
        write_statistics=True,
    )


def parquet(rows: Sequence[Mapping[str, Any]], schema: Any, group: int) -> bytes:
    """Rows as the bytes of a Parquet file, with row groups of `group` rows."""
    sink = pa.BufferOutputStream()
    with writer(sink, schema) as out:
        for n in range(0, len(rows), group):
            out.write_table(pa.Table.from_pylist(list(rows[n : n + group]), schema=schema), row_group_size=group)
        if not rows:
            out.write_table(schema.empty_table())
    return bytes(sink.getvalue())


def group_rows(layer: str) -> int:
    """Rows of a row group of a layer."""
    if layer in ("reports", "kept"):
        return ROWS
    return KEY_ROWS if layer == "keys" else MARK_ROWS

"""Readings as rows of the ledger's tables, and kept bytes back again."""

from __future__ import annotations

import io
import json
from dataclasses import asdict, dataclass
from typing import Any

import zstandard

from onrecord.shapes.errors import LedgerError
from onrecord.shapes.mark import Kind, digest
from onrecord.shapes.raw import Given, Raw
from onrecord.shapes.reading import Reading
from onrecord.shapes.record import mark_records
from onrecord.shapes.span import Span, cut_all

CONTEXT = 32  # characters of prefix and suffix, as the W3C text quote selector advises


@dataclass(frozen=True, slots=True)
class Found:
    """A mark as it was kept: its id, its report, its exact words, its printed form."""

    id: str
    report: str
    exact: str
    row: dict[str, Any]


def report_row(raw: Raw, reading: Reading, digest_json: str) -> dict[str, Any]:
    """A report as its row, with its hash."""
    report = reading.report
    record = reading.as_dict()
    for name in ("text", *(k.plural for k in reading.kinds)):
        del record[name]
    given = {
        "address": raw.address,
        "source": raw.source,
        "captured": raw.captured,
        "media_type": raw.media_type,
        "given": asdict(raw.given),
    }
    row = {
        "id": report.id,
        "raw": raw.sha256,
        "text": report.text,
        "record": json.dumps(record, ensure_ascii=False),
        "given": json.dumps(given, ensure_ascii=False),
        "digest": digest_json,
    }
    return row | {"hash": digest(*row.values())}


def mark_rows(reading: Reading, kind: Kind) -> list[dict[str, Any]]:
    """The marks of one kind as their rows, each with its words, what stands round them, and its hash."""
    report, out = reading.report, []
    for n, row in enumerate(mark_records(report, kind, reading.marks.get(kind.name, ()))):
        kept = {
            "id": row["id"],
            "report": report.id,
            "n": n,
            "exact": cut_all(report.text, [Span(s, e) for s, e in row["parts"]]),
            "prefix": report.text[max(0, row["start"] - CONTEXT) : row["start"]],
            "suffix": report.text[row["end"] : row["end"] + CONTEXT],
            "record": json.dumps(row, ensure_ascii=False),
        }
        out.append(kept | {"hash": digest(*kept.values())})
    return out


def given_from(kept: dict[str, Any]) -> Given:
    """What was said of a report, from its printed form."""
    return Given(**kept | {"byline": tuple(kept.get("byline", ()))})


def unpack(packed: bytes, size: int, where: str) -> bytes:
    """Stored bytes, by a stream with our own count: a frame may lie about its size."""
    try:
        data = zstandard.ZstdDecompressor().stream_reader(io.BytesIO(packed)).read(size + 1)
    except zstandard.ZstdError as error:
        raise LedgerError(f"{where}: kept bytes are damaged ({error}); restore the ledger from a copy") from None
    if len(data) != size:
        raise LedgerError(f"{where}: kept bytes have another length than was noted; restore the ledger from a copy")
    return data

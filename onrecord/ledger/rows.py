"""Readings as rows of the ledger's tables, and kept bytes back again."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import zstandard

from onrecord.ledger import meetings
from onrecord.shapes.errors import LedgerDamaged
from onrecord.shapes.json_text import compact
from onrecord.shapes.mark import Kind, digest
from onrecord.shapes.raw import Given, Raw
from onrecord.shapes.reading import Reading
from onrecord.shapes.record import each_record
from onrecord.shapes.span import Span, cut_all
from onrecord.shapes.written import Row, Written

CONTEXT = 32  # characters of prefix and suffix, as the W3C text quote selector advises


@dataclass(frozen=True, slots=True)
class Found:
    """A mark as it was kept: its id, its report, its exact words, its printed form."""

    id: str
    report: str
    exact: str
    row: dict[str, Any]


def written(
    raw: Raw,
    reading: Reading,
    digest_json: str,
    keys: Sequence[str],
    paragraphs: Sequence[tuple[str, str, str]] = (),
    head: tuple[int | None, str] | None = None,
) -> Written:
    """A reading as a ledger writes it; `keys` are the names of what it is filed under, the others as in Written."""
    marks = {kind.name: _mark_rows(reading, kind) for kind in reading.kinds}
    filed = [meetings.key(name) for name in keys]
    return Written(
        reading.report.source,
        raw.line,
        _report_row(raw, reading, digest_json, beside({name: len(rows) for name, rows in marks.items()}, filed, head)),
        (pack(raw.data), len(raw.data)),
        marks,
        filed,
        paragraphs,
        head,
    )


def beside(
    marks: Mapping[str, int], keys: Sequence[meetings.Key], head: tuple[int | None, str] | None
) -> dict[str, object]:
    """What is noted of the rows that stand beside a report's own, by which those that are lost are missed.

    That is how many marks of each kind there are, how many keys with their seal, and the seal of the head.
    """
    return {
        "marks": dict(marks),
        "keys": len(set(keys)),
        "seal": meetings.seal(keys),
        "head": None if head is None else digest(*head),
    }


def _report_row(raw: Raw, reading: Reading, digest_json: str, kept: dict[str, object]) -> Row:
    """A report as its row, with its hash."""
    report = reading.report
    record = reading.head()
    del record["text"]
    given = {
        "address": raw.address,
        "source": raw.source,
        "captured": raw.captured,
        "media_type": raw.media_type,
        "given": asdict(raw.given),
        "beside": kept,
    }
    row = (
        report.id,
        raw.sha256,
        report.text,
        compact(record),
        compact(given),
        digest_json,
    )
    return (*row, digest(*row))


def _mark_rows(reading: Reading, kind: Kind) -> list[Row]:
    """The marks of one kind as their rows, each with its words, what stands round them, and its hash."""
    report = reading.report
    out: list[Row] = []
    for n, row in enumerate(each_record(report, kind, reading.marks.get(kind.name, ()))):
        kept = (
            row["id"],
            report.id,
            n,
            cut_all(report.text, [Span(s, e) for s, e in row["parts"]]),
            report.text[max(0, row["start"] - CONTEXT) : row["start"]],
            report.text[row["end"] : row["end"] + CONTEXT],
            compact(row),
        )
        out.append((*kept, digest(*kept)))
    return out


def given_from(kept: dict[str, Any]) -> Given:
    """What was said of a report, from its printed form."""
    return Given(**kept | {"byline": tuple(kept.get("byline", ()))})


def pack(data: bytes) -> bytes:
    """Bytes as they are stored."""
    return zstandard.ZstdCompressor(level=3, write_checksum=True).compress(data)


def unpack(packed: bytes, size: int, where: str) -> bytes:
    """Stored bytes, by a stream with our own count: a frame may lie about its size."""
    if not isinstance(packed, bytes) or not isinstance(size, int):
        raise LedgerDamaged(f"{where}: kept bytes are gone; restore the ledger from a copy")
    try:
        data = zstandard.ZstdDecompressor().stream_reader(io.BytesIO(packed)).read(size + 1)
    except zstandard.ZstdError as error:
        raise LedgerDamaged(f"{where}: kept bytes are damaged ({error}); restore the ledger from a copy") from None
    if len(data) != size:
        raise LedgerDamaged(f"{where}: kept bytes have another length than was noted; restore the ledger from a copy")
    return data

"""Does a report's text still say what the raw bytes say? Asked when a ledger is checked; knows nothing of readers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from onrecord.reports.carries import carries
from onrecord.reports.clean import clean
from onrecord.reports.decode import decode_as
from onrecord.reports.row import SAID, open_row, unescaped
from onrecord.shapes.errors import ReadError
from onrecord.shapes.mark import Cell
from onrecord.shapes.report import Published, Report

_NOSCRIPT = re.compile(r"</?noscript(?=[\s/>])[^<>]{0,500}>", re.I)


def prints(report: Report, data: bytes, media_type: str | None = None) -> Iterator[str]:
    """A line for each block, and each cell read from the raw bytes, that those bytes do not carry.

    Plain text must decode to the very text; a block of a page must be what its byte range shows, tags and white
    space aside; what a row says must stand in its column. `data` is the input as found, `media_type` as it came.
    """
    try:
        row = open_row(data, media_type)
        text = decode_as(data, report.encoding) if row is None else row.report()[0].text
    except ReadError as error:
        yield str(error)
        return
    if report.kind == "text" and text != report.text:
        yield "its text is not what its kept bytes say"
    if report.kind == "html":
        for block in report.blocks:
            if block.raw is None:
                continue
            # read as the page was read: a script or a hidden word inside the stretch is no part of what it shows
            start, end = block.raw
            # a byte more shows whether a letter at its end was cut
            part = data[start : end + (row is None and report.encoding == "utf-8")]
            if not _shows(
                decode_as(part, report.encoding) if row is None else unescaped(part), block.span.cut(report.text)
            ):
                yield f"the {block.kind} at {block.span.start} is not what bytes {block.raw[0]}-{block.raw[1]} say"

    def source(start: int, end: int) -> str:
        return decode_as(data[start:end], report.encoding) if row is None else unescaped(data[start:end])

    told = {} if row is None else row.cells("")
    for name, cell in report.cells.items():
        if cell.raw is not None and name in told and cell.how in SAID:
            if not _same(cell, told[name]):
                yield f"bytes {cell.raw[0]}-{cell.raw[1]} do not say its {name}"
        elif not carries(report, name, cell, source):
            where = f"bytes {cell.raw[0]}-{cell.raw[1]} do" if cell.raw is not None else "the words do"
            yield f"{where} not carry its {name}"


def _same(one: Cell, other: Cell) -> bool:
    """True for cells of one value at one place, whoever says so."""
    mine, its = one.value, other.value
    if isinstance(mine, Published) and isinstance(its, Published):
        its = replace(its, how=mine.how, candidates=mine.candidates)  # other days are the text's
    return one.raw == other.raw and bool(mine == its)


def _shows(part: str, words: str) -> bool:
    """True where a stretch of a page shows `words`; alone it does not tell whether a noscript in it is shown."""
    return any(_letters(words) in _letters(clean(page).text) for page in (part, _NOSCRIPT.sub(" ", part)))


def _letters(text: str) -> str:
    """The text without white space: what is left when layout is taken away."""
    return "".join(text.split()).replace("\u200b", "").replace("\ufeff", "")

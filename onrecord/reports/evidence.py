"""Does a report's text still say what the raw bytes say? Asked when a ledger is checked; knows nothing of readers."""

from __future__ import annotations

import re
from collections.abc import Iterator

from onrecord.reports.clean import clean
from onrecord.reports.row import open_row, same, unescaped
from onrecord.shapes.errors import ReadError
from onrecord.shapes.mark import Cell
from onrecord.shapes.report import Report

SAID = ("given", "feed")  # how a cell is known that a row says


def prints(report: Report, data: bytes, media_type: str | None = None) -> Iterator[str]:
    """A line for each block, and each cell read from the raw bytes, that those bytes do not carry.

    Plain text must decode to the very text; a block of a page must be what its byte range shows, tags and white
    space aside; what a row says must stand in its column. `data` is the input as found, `media_type` as it came.
    """
    try:
        row = open_row(data, media_type)
        text = _decoded(data, report.encoding) if row is None else row.report()[0].text
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
            part = data[slice(*block.raw)]
            shown = _letters(clean(_decoded(part, report.encoding) if row is None else unescaped(part)).text)
            if _letters(block.span.cut(report.text)) not in shown:
                yield f"the {block.kind} at {block.span.start} is not what bytes {block.raw[0]}-{block.raw[1]} say"
    told = {} if row is None else row.cells("")
    for name, cell in report.cells.items():
        if cell.raw is not None and cell.how in SAID and not _says(told.get(name), cell):
            yield f"bytes {cell.raw[0]}-{cell.raw[1]} do not say its {name}"
        if cell.raw is not None and not data[slice(*cell.raw)].strip():
            yield f"nothing stands at bytes {cell.raw[0]}-{cell.raw[1]} for its {name}"


def _says(told: Cell | None, cell: Cell) -> bool:
    """True where the row says the value of the cell at its place."""
    return told is not None and told.raw == cell.raw and same(told.value, cell.value)


def _decoded(data: bytes, encoding: str) -> str:
    """Bytes as characters; what means nothing is U+FFFD, one a byte; a byte order mark is dropped."""
    return re.sub("[\udc80-\udcff]", "\ufffd", data.decode(encoding, "surrogateescape")).removeprefix("\ufeff")


def _letters(text: str) -> str:
    """The text without white space: what is left when layout is taken away."""
    return "".join(text.split()).replace("\u200b", "").replace("\ufeff", "")

"""Does a report's text still say what the raw bytes say? Asked when a ledger is checked; knows nothing of readers."""

from __future__ import annotations

import re
from collections.abc import Iterator

from onrecord.reports.carries import carries
from onrecord.reports.clean import clean
from onrecord.shapes.report import Report


def prints(report: Report, data: bytes) -> Iterator[str]:
    """A line for each block, and each cell read from the raw bytes, that those bytes do not carry.

    Plain text must decode to the very text; a block of a page must be what its byte range shows, tags and white
    space aside. `data` is the input as found.
    """
    if report.kind == "text" and _decoded(data, report.encoding) != report.text:
        yield "its text is not what its kept bytes say"
    if report.kind == "html":
        for block in report.blocks:
            if block.raw is None:
                continue
            # read as the page was read: a script or a hidden word inside the stretch is no part of what it shows
            shown = _letters(clean(_decoded(data[slice(*block.raw)], report.encoding)).text)
            if _letters(block.span.cut(report.text)) not in shown:
                yield f"the {block.kind} at {block.span.start} is not what bytes {block.raw[0]}-{block.raw[1]} say"
    for name, cell in report.cells.items():
        if not carries(report, name, cell, data):
            where = f"bytes {cell.raw[0]}-{cell.raw[1]} do" if cell.raw is not None else "the words do"
            yield f"{where} not carry its {name}"


def _decoded(data: bytes, encoding: str) -> str:
    """Bytes as characters; what means nothing is U+FFFD, one a byte; a byte order mark is dropped."""
    return re.sub("[\udc80-\udcff]", "\ufffd", data.decode(encoding, "surrogateescape")).removeprefix("\ufeff")


def _letters(text: str) -> str:
    """The text without white space: what is left when layout is taken away."""
    return "".join(text.split()).replace("\u200b", "").replace("\ufeff", "")

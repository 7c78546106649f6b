"""The page of one mark: its words as they stand, each of its cells with where it was read, how to cite it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from onrecord.faces import cells, cite, lists
from onrecord.faces.api import Ledger
from onrecord.faces.desk import cited
from onrecord.faces.desk.asked import Asked
from onrecord.faces.desk.page import Page, Shown, Table
from onrecord.faces.segments import cut
from onrecord.marks.kinds import BY_PLURAL

AROUND = 240  # characters before and behind the words


def _data(ledger: Ledger, asked: Asked) -> Any:
    mark = ledger.mark(asked.path["record"])
    text = ledger.text(mark["report"])
    return mark | {
        "prefix": text[max(0, mark["start"] - cite.CONTEXT) : mark["start"]],
        "suffix": text[mark["end"] : mark["end"] + cite.CONTEXT],
    }


def _show(ledger: Ledger, asked: Asked) -> Shown:
    mark = ledger.mark(asked.path["record"])
    record = ledger.record(mark["report"])
    kind = BY_PLURAL[mark["kind_of_mark"]]
    parts = [(a, b) for a, b in mark["parts"]]
    around = max(0, mark["start"] - AROUND), mark["end"] + AROUND
    names = {
        "mark": mark,
        "kind": kind,
        "record": record,
        "pieces": list(cut(record["text"], *around, parts)),
        "cells_told": list(cells.of_mark(kind, mark)),
        "cited": cited.cited(record, parts),
        "live": cited.live(record, parts),
        "decisions": [row for row in ledger.decisions(report=mark["report"]) if row["now"] == mark["id"]],
        "words_of": cells.words_of,
    }
    return Shown("desk/record.html", f"{kind.name.capitalize()}: {mark['exact'][:60]}", names)


def _table(ledger: Ledger, asked: Asked) -> Table:
    mark = ledger.mark(asked.path["record"])
    return Table(lists.listing(mark["kind_of_mark"]), [mark])


def _form(name: str) -> Callable[[Ledger, Asked], str]:
    def made(ledger: Ledger, asked: Asked) -> str:
        mark = ledger.mark(asked.path["record"])
        record = ledger.record(mark["report"])
        return cited.cited(record, [(a, b) for a, b in mark["parts"]])[name] + "\n"

    return made


RECORD = Page(
    "/record/{record}",
    "One mark (quote, figure, event …): its words and its cells; as a citation (.txt, .md, .bib).",
    _show,
    _data,
    _table,
    other={
        "txt": ("text/plain", _form("Text")),
        "md": ("text/markdown", _form("Markdown")),
        "bib": ("text/x-bibtex", _form("BibTeX")),
    },
)

"""Two reports, or two versions of one page, beside each other: records first, words second."""

from __future__ import annotations

from typing import Any

from onrecord.faces.api import Ledger
from onrecord.faces.compared import compared
from onrecord.faces.desk import links
from onrecord.faces.desk.asked import Asked
from onrecord.faces.desk.page import Page, Shown
from onrecord.shapes.errors import UsageError


def _both(asked: Asked) -> tuple[str, str]:
    a, dots, b = asked.path["pair"].partition("...")
    if not (a and dots and b):
        raise UsageError("name two reports, with three dots between them: /compare/A...B")
    return a, b


def _data(ledger: Ledger, asked: Asked) -> Any:
    return ledger.diff(*_both(asked))


def _show(ledger: Ledger, asked: Asked) -> Shown:
    found = _data(ledger, asked)
    text = ledger.text(found["new"]["report"])
    view = compared(found, text, lambda report, start, end: links.words(report, [(start, end)]))
    return Shown("desk/compare.html", "Two reports compared", {"compared": view})


COMPARE = Page("/compare/{pair}", "What one report says otherwise than another: A...B.", _show, _data)

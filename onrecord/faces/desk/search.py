"""The search over all reports, with facets, and the hits lit up."""

from __future__ import annotations

from calendar import monthrange
from datetime import date
from typing import Any

from onrecord.faces.api import Ledger
from onrecord.faces.desk import links
from onrecord.faces.desk.asked import Asked
from onrecord.faces.desk.page import AFTER, OF_STORY, Page, Parameter, Shown, Table
from onrecord.faces.search_command import LISTING
from onrecord.faces.segments import cut
from onrecord.shapes import sorts
from onrecord.shapes.errors import UsageError, as_given

LIMIT = 20
MOST = 200
FACETS = ("outlet", "month", "language", "genre")


def _found(ledger: Ledger, asked: Asked) -> dict[str, Any]:
    given: dict[str, Any] = asked.given(["outlet", "language", "genre", "since", "until", "story", "sort", "after"])
    if month := asked.one("month"):
        given |= _days(month)
    return ledger.search(asked.one("q") or "", limit=max(1, asked.whole("limit", LIMIT, MOST)), **given)


def _days(month: str) -> dict[str, str]:
    """The first and the last day of a month. Raises UsageError for what is none."""
    try:
        first = date.fromisoformat(f"{month}-01")
    except ValueError:
        raise UsageError(f"month {as_given(month)} is none; give it as YYYY-MM") from None
    last = first.replace(day=monthrange(first.year, first.month)[1])
    return {"since": first.isoformat(), "until": last.isoformat()}


def _data(ledger: Ledger, asked: Asked) -> Any:
    return _found(ledger, asked)


def _table(ledger: Ledger, asked: Asked) -> Table:
    found = _found(ledger, asked)
    return Table(LISTING, found["rows"], asked.but(after=found["next"]) if found["next"] else None)


def _show(ledger: Ledger, asked: Asked) -> Shown:
    words = asked.one("q")
    names: dict[str, Any] = {"q": words or "", "facets": FACETS, "found": None, "hits": ()}
    if words is None:
        return Shown("desk/search.html", "Search", names)
    found = _found(ledger, asked)
    hits = [_hit(ledger.text(row["report"]), row) for row in found["rows"]]
    return Shown("desk/search.html", f"Search: {words}", names | {"found": found, "hits": hits})


def _hit(text: str, row: dict[str, Any]) -> dict[str, Any]:
    """A report that was found: where its title leads, and its excerpts as (words, address where they are a hit)."""
    report, at = row["report"], [(hit["start"], hit["end"]) for hit in row["hits"]]
    excerpts = [
        [(words, links.words(report, [hit]) if hit else None) for words, hit in cut(text, one["start"], one["end"], at)]
        for one in row["excerpts"]
    ]
    return {"row": row, "href": links.words(report, at) if at else links.report(report), "excerpts": excerpts}


SEARCH = Page(
    "/-/search",
    "Reports that hold all words, the newest first.",
    _show,
    _data,
    _table,
    (
        Parameter("q", 'words that all stand in the report; "words together"; flood* for any word that begins so'),
        Parameter("outlet", "only of this outlet"),
        Parameter("language", "only in this language (en …)"),
        Parameter("genre", "only of this genre (news, opinion, live …)"),
        Parameter("month", "only of this month (YYYY-MM)"),
        Parameter("since", "only published since this day"),
        Parameter("until", "only published until this day"),
        OF_STORY,
        Parameter("sort", "by relevance (slower), else the newest first", sorts.REPORTS),
        Parameter("limit", f"how many, at most {MOST} (else {LIMIT})"),
        AFTER,
    ),
)

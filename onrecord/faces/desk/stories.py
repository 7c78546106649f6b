"""The first page: the stories, those with the newest reports first."""

from __future__ import annotations

from collections import Counter
from typing import Any

from onrecord.faces import lists
from onrecord.faces.api import Ledger
from onrecord.faces.desk.asked import Asked
from onrecord.faces.desk.page import Page, Parameter, Shown, Table
from onrecord.faces.desk.paged import LIMIT, PAGED, Paged, paged

_FILTER = Parameter("q", "only stories with all these words in their titles")


def _rows(ledger: Ledger, asked: Asked) -> list[dict[str, Any]]:
    wanted = (asked.one("q") or "").casefold().split()
    rows = [row for row in ledger.stories() if all(word in str(row["title"]).casefold() for word in wanted)]
    return sorted(rows, key=lambda row: (row["to"] or "", row["from"] or "", row["story"]), reverse=True)


def _page(ledger: Ledger, asked: Asked) -> Paged[dict[str, Any]]:
    return paged(_rows(ledger, asked), asked)


def _data(ledger: Ledger, asked: Asked) -> Any:
    return _page(ledger, asked).as_dict()


def _table(ledger: Ledger, asked: Asked) -> Table:
    return Table(lists.listing("stories"), _page(ledger, asked).rows)


def _show(ledger: Ledger, asked: Asked) -> Shown:
    page = _page(ledger, asked)
    told = [row | _told(ledger, row) for row in page.rows]
    most = max((n for row in told for n in row["days"].values()), default=1)
    return Shown("desk/stories.html", "Stories", {"page": page, "stories": told, "most": most})


def _told(ledger: Ledger, row: dict[str, Any]) -> dict[str, Any]:
    """What a line tells of a story besides: reports a day, its outlets, its newest report, the one added last."""
    heads = [ledger.head(report) for report in row["reports"]]
    days = Counter(str(h["published"]["date"])[:10] for h in heads if h["published"]["date"])
    outlets = list(dict.fromkeys(str(h["outlet"] or h["agency"]) for h in heads if h["outlet"] or h["agency"]))
    newest = max(heads, key=lambda h: (h["published"]["date"] or "", h["published"]["time"] or ""))
    return {"days": dict(sorted(days.items())), "outlets": outlets, "newest": newest, "last": ledger.last_added(row)}


STORIES = Page(
    "/",
    "The stories, those with the newest reports first.",
    _show,
    None,
    None,
    (_FILTER, *PAGED),
)
LIST = Page("/stories", "As `/`.", _show, _data, _table, STORIES.parameters)
__all__ = ["LIMIT", "LIST", "STORIES"]

"""The first page: the stories, those with the newest reports first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from onrecord.faces import lists
from onrecord.faces.api import Ledger
from onrecord.faces.desk.asked import Asked
from onrecord.faces.desk.page import Page, Parameter, Shown, Table
from onrecord.faces.desk.paged import LARGE, LIMIT, PAGED, Paged, paged
from onrecord.shapes import called

_FILTER = Parameter("q", "only stories with all these words in their titles")
_AFTER = Parameter("after", "in a large ledger: `next` of the part before")


@dataclass(frozen=True, slots=True)
class Some:
    """Some of the stories of a large ledger, and the query of those that follow."""

    rows: Sequence[dict[str, Any]]
    after: str | None
    total: None = None
    before: None = None


def _page(ledger: Ledger, asked: Asked) -> Paged[dict[str, Any]] | Some:
    if ledger.count() > LARGE and asked.one("q") is None:
        rows, last = ledger.newest_stories(max(1, asked.whole("limit", LIMIT, LIMIT)), asked.one("after"))
        return Some(rows, None if last is None else asked.but(after=last))
    return paged(_rows(ledger, asked), asked)


def _rows(ledger: Ledger, asked: Asked) -> list[dict[str, Any]]:
    wanted = (asked.one("q") or "").casefold().split()
    rows = [row for row in ledger.stories() if all(word in _called(row).casefold() for word in wanted)]
    return sorted(rows, key=lambda row: (row["to"] or "", row["from"] or "", row["story"]), reverse=True)


def _data(ledger: Ledger, asked: Asked) -> Any:
    page = _page(ledger, asked)
    if isinstance(page, Some):
        return {"total": None, "next": page.after, "rows": list(page.rows)}
    return page.as_dict()


def _table(ledger: Ledger, asked: Asked) -> Table:
    page = _page(ledger, asked)
    return Table(lists.listing("stories"), page.rows, page.after)


def _show(ledger: Ledger, asked: Asked) -> Shown:
    page = _page(ledger, asked)
    told = [row | _told(ledger, row) for row in page.rows]
    return Shown("desk/stories.html", "Stories", {"page": page, "stories": told})


def _told(ledger: Ledger, row: dict[str, Any]) -> dict[str, Any]:
    """What a line tells of a story besides: reports a day, its outlets, its newest report, the one added last."""
    heads = [ledger.head(report) for report in row["reports"]]
    days = Counter(str(h["published"]["date"])[:10] for h in heads if h["published"]["date"])
    outlets = list(dict.fromkeys(str(h["outlet"] or h["agency"]) for h in heads if h["outlet"] or h["agency"]))
    newest = max(heads, key=lambda h: (h["published"]["date"] or "", h["published"]["time"] or ""))
    found = {"called": _called(row), "days": dict(sorted(days.items())), "outlets": outlets, "newest": newest}
    return found | {"last": ledger.last_added(row)}


def _called(row: dict[str, Any]) -> str:
    return called.story(row["title"], row["begins"])


STORIES = Page(
    "/",
    "The stories, those with the newest reports first.",
    _show,
    None,
    None,
    (_FILTER, *PAGED, _AFTER),
)
LIST = Page("/stories", "The same, also as data.", _show, _data, _table, STORIES.parameters, gives="rows of stories")

"""Review: one decision a key, over a queue that any filter shapes."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qsl, urlencode

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response

from onrecord.faces import cells
from onrecord.faces.api import Ledger
from onrecord.faces.decision_commands import DECISIONS
from onrecord.faces.desk import choices
from onrecord.faces.desk.asked import Asked, number
from onrecord.faces.desk.desk import Change, Desk
from onrecord.faces.desk.listed import as_page
from onrecord.faces.desk.page import AFTER, OF_STORY, Page, Parameter, Shown, Table
from onrecord.faces.desk.paged import PAGED, paged
from onrecord.marks.kinds import BY_NAME, BY_PLURAL
from onrecord.shapes import sorts
from onrecord.shapes.decision import STATUSES
from onrecord.shapes.errors import UsageError

LIMIT = 10  # items of a page
MOST = 100
FILTERS = (
    Parameter("kind", "only this kind of mark", tuple(BY_PLURAL)),
    Parameter("status", "open (nobody has decided), or what was decided", (*STATUSES, "all")),
    OF_STORY,
    Parameter("report", "only of one report"),
    Parameter("outlet", "only of this outlet"),
    Parameter("words", "only with all these words in what was marked"),
    Parameter("speaker", "only quotes of this speaker"),
    Parameter("what", "only figures that count this"),
    Parameter("type", "only events of this type"),
    Parameter("modality", "only events told so"),
    Parameter("since", "only of reports published since this day (YYYY-MM-DD)"),
    Parameter("until", "only of reports published until this day"),
    Parameter("sort", "hardest: what the reader is least sure of first; text: as the reports run", sorts.MARKS),
)
_NAMES = [filter.name for filter in FILTERS]


def _queue(ledger: Ledger, asked: Asked) -> dict[str, Any]:
    given: dict[str, Any] = asked.given([*_NAMES, "after"])
    return ledger.queue(limit=max(1, asked.whole("limit", LIMIT, MOST)), **given)


def _data(ledger: Ledger, asked: Asked) -> Any:
    return _queue(ledger, asked)


def _show(ledger: Ledger, asked: Asked) -> Shown:
    found = _queue(ledger, asked)
    records: dict[str, Any] = {}
    items = []
    for row in found["rows"]:
        if row["report"] not in records:
            records[row["report"]] = ledger.record(row["report"])
        record = records[row["report"]]
        kind = BY_NAME[row["mark"]]
        exact = record["text"][row["start"] : row["end"]]
        items.append(
            {
                "row": row,
                "kind": kind,
                "letter": cells.LETTERS[kind.plural],
                "record": record,
                "around": [_as_long(text) for text in (row["before"], exact, row["after"])],
                "cells": list(cells.of_mark(kind, row)),
                "questions": choices.questions(kind.name, row, record["mentions"]),
            }
        )
    names = {
        "found": found,
        "items": items,
        "filters": FILTERS,
        "given": asked.given(_NAMES),
        "back": urlencode([(k, v) for k, v in asked.query if k in (*_NAMES, "after") and v]),
        "as_json": _as_json,
    }
    return Shown("desk/review.html", "Review", names)


def _as_long(text: str) -> str:
    """A text that is as long on a page as it is: edges are moved there by its characters, and a page has one for two
    of a line's end.
    """
    return text.replace("\r\n", " \n")


def _as_json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


async def decide(desk: Desk, request: Request) -> Response:
    """One decision: kept before it is answered."""
    form = await request.form()
    choice = _choice(form)
    reviewer = _reviewer(desk, form)

    def work() -> Any:
        with Ledger(desk.path, create=False) as ledger, ledger.blaming():
            return ledger.decide([choice], reviewer)

    batch = await run_in_threadpool(work)
    return _done(request, form, {"batch": batch, "id": choice["id"], "verdict": choice["verdict"]})


async def decide_all(desk: Desk, request: Request) -> Response:
    """All that fits a filter, in one decision that one undo takes back."""
    form = await request.form()
    given: dict[str, Any] = {name: text for name in _NAMES if name != "sort" and (text := _text(form, name))}
    expected = _whole(form, "expected")
    verdict = _text(form, "verdict") or "accept"
    reviewer = _reviewer(desk, form)

    def work() -> Any:
        with Ledger(desk.path, create=False) as ledger, ledger.blaming():
            return ledger.accept_all(expected, reviewer, verdict, **given)

    batch = await run_in_threadpool(work)
    return _done(request, form, {"batch": batch, "count": expected, "verdict": verdict})


async def undo(desk: Desk, request: Request) -> Response:
    """Take back the last decision of a reviewer, or a batch of them."""
    return await _turn(desk, request, "undo")


async def redo(desk: Desk, request: Request) -> Response:
    """Make the decision again that was taken back last."""
    return await _turn(desk, request, "redo")


async def _turn(desk: Desk, request: Request, which: str) -> Response:
    form = await request.form()
    reviewer = _reviewer(desk, form)
    batch = _whole(form, "batch") if _text(form, "batch") else None

    def work() -> Any:
        with Ledger(desk.path, create=False) as ledger, ledger.blaming():
            return ledger.undo(reviewer, batch) if which == "undo" else ledger.redo(reviewer, batch)

    return _done(request, form, {which: await run_in_threadpool(work)})


def _done(request: Request, form: FormData, told: dict[str, Any]) -> Response:
    if request.headers.get("x-form-token"):
        return JSONResponse(told)
    back = urlencode([(k, v) for k, v in parse_qsl(_text(form, "back")) if k in (*_NAMES, "after")])
    return RedirectResponse(f"/review{'?' if back else ''}{back}", 303)


def _choice(form: FormData) -> dict[str, Any]:
    verdict = _text(form, "verdict")
    found: dict[str, Any] = {"id": _text(form, "id"), "verdict": verdict}
    if verdict == "set":
        found["cell"] = _text(form, "cell")
        try:
            found["value"] = json.loads(_text(form, "value") or "null")
        except ValueError:
            raise UsageError("value: is not written as JSON") from None
    if verdict == "span":
        found |= {"start": _whole(form, "start"), "end": _whole(form, "end")}
    return found


def _reviewer(desk: Desk, form: FormData) -> str:
    return " ".join(_text(form, "reviewer").split())[:80] or desk.reviewer


def _text(form: FormData, name: str) -> str:
    found = form.get(name)
    return found.strip()[:10_000] if isinstance(found, str) else ""


def _whole(form: FormData, name: str) -> int:
    return number(name, _text(form, name))


def _decisions(ledger: Ledger, asked: Asked) -> list[dict[str, Any]]:
    return ledger.decisions(asked.one("report"), asked.one("story"), asked.one("reviewer"))


def _decisions_data(ledger: Ledger, asked: Asked) -> Any:
    return paged(_decisions(ledger, asked), asked).as_dict()


def _decisions_table(ledger: Ledger, asked: Asked) -> Table:
    return Table(DECISIONS, _decisions(ledger, asked))


def _decisions_show(ledger: Ledger, asked: Asked) -> Shown:
    page = paged(_decisions(ledger, asked), asked)
    return as_page(ledger, "Decisions", "What people decided, beside what the reader read.", DECISIONS, page)


def _check(ledger: Ledger, asked: Asked) -> Any:
    return ledger.check()


PAGES: tuple[Page, ...] = (
    Page(
        "/review",
        "What the reader marked, the hardest first, to accept, reject, or put right.",
        _show,
        _data,
        parameters=(
            *FILTERS,
            Parameter("limit", f"how many, at most {MOST} (else {LIMIT})"),
            AFTER,
        ),
    ),
    Page(
        "/decisions",
        "What people decided.",
        _decisions_show,
        _decisions_data,
        _decisions_table,
        (
            Parameter("report", "only about one report"),
            Parameter("story", "only about one story (the id of any of its reports)"),
            Parameter("reviewer", "only by this reviewer"),
            *PAGED,
        ),
    ),
    Page("/-/check", "How far the reader as it is now says what people decided.", None, _check),
)
CHANGES: Mapping[str, Change] = {
    "/review/decide": decide,
    "/review/all": decide_all,
    "/review/undo": undo,
    "/review/redo": redo,
}

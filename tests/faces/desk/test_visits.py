"""What is new since the last visit: held against what was there before the first look of this one."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

from tests.faces.desk.serving import Served

if TYPE_CHECKING:
    from playwright.sync_api import Page

KEEP = "([key, value]) => localStorage.setItem('onrecord.seen.' + key, value)"


def visit(tab: Page, desk: Served, ids: Mapping[str, str]) -> str:
    tab.goto(f"{desk.address}/story/{ids['story']}")
    return tab.locator("#visit").inner_text() if tab.locator("#visit").is_visible() else ""


def test_the_first_visit_is_told_of_no_other_however_often_it_looks(
    tab: Page, desk: Served, ids: Mapping[str, str]
) -> None:
    assert [visit(tab, desk, ids) for _ in range(3)] == ["", "", ""]


def test_what_is_new_stays_so_as_long_as_the_visit(tab: Page, desk: Served, ids: Mapping[str, str]) -> None:
    tab.goto(desk.address + "/")
    seen = {"last": ids["other"], "count": 5, "day": "2031-05-02 09:00"}
    tab.evaluate(KEEP, [ids["story"], json.dumps(seen)])
    told = visit(tab, desk, ids)
    assert re.fullmatch(r"New since your last visit \(2031-05-02 09:00\): \d+ reports, and what they tell", told)
    assert tab.locator("#visit a").get_attribute("href") == f"/story/{ids['story']}/new?seen={ids['other']}"
    assert visit(tab, desk, ids) == told


def test_the_next_visit_is_told_that_nothing_is_new(tab: Page, desk: Served, ids: Mapping[str, str]) -> None:
    visit(tab, desk, ids)
    kept = json.loads(tab.evaluate("(key) => localStorage.getItem('onrecord.seen.' + key)", ids["story"]))
    tab.evaluate(KEEP, [ids["story"], json.dumps(kept | {"at": 0})])
    assert visit(tab, desk, ids) == f"Nothing new since your last visit ({kept['day']})."
    assert re.fullmatch(r"\d{4}-\d\d-\d\d \d\d:\d\d", kept["day"])


def test_a_story_that_got_an_older_report_was_seen_all_the_same(
    tab: Page, desk: Served, ids: Mapping[str, str]
) -> None:
    tab.goto(desk.address + "/")
    assert tab.locator(".fresh").inner_text() == "not seen yet"
    tab.evaluate(KEEP, ["0" * 64, json.dumps({"last": ids["other"], "count": 5, "day": "2031-05-02 09:00"})])
    tab.reload()
    assert re.fullmatch(r"\d+ new", tab.locator(".fresh").inner_text())
    assert visit(tab, desk, ids).startswith("New since your last visit (2031-05-02 09:00)")

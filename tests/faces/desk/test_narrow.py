"""The desk on a phone: nothing is wider than the screen, words stay in their line, fingers find what they touch."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

import pytest

from tests.faces.desk.routes import pages
from tests.faces.desk.serving import Served
from tests.faces.desk.tabs import let_in

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

Ids = Mapping[str, str]


@pytest.fixture(scope="module")
def tab(browser: Browser, desk: Served) -> Iterator[Page]:
    """A phone of somebody who was let in."""
    with let_in(browser, desk, viewport={"width": 390, "height": 800}, has_touch=True, is_mobile=True) as page:
        yield page


def test_no_page_is_wider_than_the_screen(tab: Page, desk: Served, ids: Ids) -> None:
    for there in pages(ids):
        tab.goto(desk.address + there)
        assert tab.evaluate("() => document.documentElement.scrollWidth") == 390, there


def test_marked_words_stay_in_their_line(tab: Page, desk: Served, ids: Ids) -> None:
    tab.goto(f"{desk.address}/report/{ids['report']}")
    ways = tab.evaluate(
        "() => [...document.querySelectorAll('#text mark')].map((one) => getComputedStyle(one).display)"
    )
    assert set(ways) == {"inline"}


def test_words_that_are_touched_lead_to_what_was_read_in_them(tab: Page, desk: Served, ids: Ids) -> None:
    tab.goto(f"{desk.address}/report/{ids['report']}")
    way = "(one) => [one.dataset.ids, one.closest('mark').className.match(/m-([0-9a-f]+)/)[1]]"
    names, name = tab.locator("#text mark.times a.here").first.evaluate(way)
    tab.locator(f"#text mark.m-{name}").first.evaluate("(one) => one.click()")
    if " " in names:
        tab.wait_for_selector("dialog[aria-label='Records here'][open]")
    else:
        tab.wait_for_function("(id) => document.activeElement.closest('li')?.id === id", arg=f"k-{name}")


def test_what_a_filter_finds_stands_before_its_fields(tab: Page, desk: Served) -> None:
    tab.goto(f"{desk.address}/figures?what=killed&since=2025-03-04")
    assert tab.locator("details.filter").get_attribute("open") is None
    assert tab.locator("details.filter summary").inner_text() == "Only some of them: what killed, since 2025-03-04"

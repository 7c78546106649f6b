"""Stored pages that are attacks, made harmless and opened in a real browser with nothing else to protect it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from onrecord.reports.inert import inert
from onrecord.shapes.raw import Raw
from tests.reports.hostile import BYTES, MARKUP

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

PAGES = {name: f"<!doctype html><html><body>{page}".encode() for name, page in MARKUP.items()} | BYTES
# Attacks that a browser surely carries out where nothing stops it: the test would see them.
SURE = ("script", "picture", "drawing", "sheet", "style")


class Watched:
    """A tab, and what it was made to do."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.done: list[str] = []
        page.on("request", lambda one: self.done.append(f"asks {one.url}"))
        page.on("dialog", lambda one: (self.done.append(f"says {one.message}"), one.dismiss()))
        page.on(
            "framenavigated", lambda one: self.done.append(f"goes to {one.url}") if one.url != "about:blank" else None
        )

    def shows(self, document: str) -> list[str]:
        """What a document makes the browser do."""
        self.done.clear()
        self.page.set_content(document, wait_until="load")
        if self.page.evaluate("() => document.title === 'PWNED' || window.top.document.title === 'PWNED'"):
            self.done.append("runs")
        return list(self.done)


@pytest.fixture
def tab(browser: Browser) -> Iterator[Watched]:
    """A tab that may ask for nothing: what it asks for is noted, and fails."""
    context = browser.new_context(offline=True)
    yield Watched(context.new_page())
    context.close()


def test_a_browser_carries_attacks_out(tab: Watched) -> None:
    missed = [name for name in SURE if not tab.shows(PAGES[name].decode())]
    assert missed == []


def test_no_page_makes_the_browser_do_anything(tab: Watched) -> None:
    found = {name: done for name, page in PAGES.items() if (done := tab.shows(inert(Raw(page, "a", "a"))))}
    assert found == {}

"""Where the focus is after a key: with what was gone to, and back where it came from."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import pytest

from tests.faces.desk.serving import Served

if TYPE_CHECKING:
    from playwright.sync_api import Page

Ids = Mapping[str, str]
ON = "(what) => document.activeElement.matches(what)"
# Focus the first link in the text that stands for one record, or for several.
FIRST = """(several) => { const one = [...document.querySelectorAll("a.here")]
  .find((a) => a.dataset.ids.includes(" ") === several); one.focus(); return one.dataset.ids.split(" "); }"""


def test_it_goes_from_words_to_what_was_read_and_back(tab: Page, desk: Served, ids: Ids) -> None:
    tab.goto(f"{desk.address}/report/{ids['report']}")
    (record,) = tab.evaluate(FIRST, False)
    tab.keyboard.press("Enter")
    tab.wait_for_function(ON, arg=f"[id='k-{record}'] a.words")
    tab.keyboard.press("Enter")
    tab.wait_for_function(ON, arg=f"a.here[data-ids='{record}']")


def test_of_several_records_one_is_chosen_and_gone_to(tab: Page, desk: Served, ids: Ids) -> None:
    tab.goto(f"{desk.address}/report/{ids['report']}")
    records = tab.evaluate(FIRST, True)
    tab.keyboard.press("Enter")
    tab.wait_for_selector("dialog[aria-label='Records here'][open]")
    tab.keyboard.press("Escape")
    tab.wait_for_function(ON, arg=f"a.here[data-ids='{' '.join(records)}']")
    tab.keyboard.press("Enter")
    tab.wait_for_selector("dialog[aria-label='Records here'][open]")
    tab.keyboard.press("ArrowDown")
    tab.keyboard.press("Enter")
    tab.wait_for_function(ON, arg=f"[id='k-{records[1]}'] a.words")


@pytest.mark.parametrize("key", ["/", "?", "Control+k"])
def test_what_was_opened_gives_it_back(tab: Page, desk: Served, key: str) -> None:
    tab.goto(desk.address + "/review")
    there = tab.evaluate("() => document.activeElement.id")
    assert there.startswith("i-")
    tab.keyboard.press(key)
    tab.wait_for_function("(id) => document.activeElement.id !== id", arg=there)
    tab.keyboard.press("Escape")
    tab.wait_for_function("(id) => document.activeElement.id === id", arg=there)

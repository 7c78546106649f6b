"""The desk without a mouse: every page can be reached, read and left by keys alone, and each key does what it is said to."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest

from onrecord.faces.desk.keys import KEYS
from tests.faces.desk.routes import pages
from tests.faces.desk.serving import Served, served

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

Ids = Mapping[str, str]
FOCUSED = "() => document.activeElement.id || document.activeElement.className || document.activeElement.tagName"
# What can be pressed or followed but not reached with Tab, unless it is hidden from readers too and stands elsewhere as a
# link; and what puts itself before the order of the page.
UNREACHED = """() => [...document.querySelectorAll("a[href], button, input, select, textarea, summary, [role=button]")]
  .filter((one) => one.tabIndex > 0 || (one.tabIndex < 0 && !one.closest("[aria-hidden=true]"))).map((one) => one.outerHTML.slice(0, 120))"""


def opened(browser: Browser, desk: Served) -> Page:
    """A tab of somebody who was let in."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    name, _, value = desk.cookie.partition("=")
    context.add_cookies([{"name": name, "value": value, "url": desk.address}])
    page = context.new_page()
    page.set_default_timeout(20_000)
    return page


@pytest.fixture(scope="module")
def tab(browser: Browser, desk: Served) -> Iterator[Page]:
    """A tab on the examples, with all keys on."""
    page = opened(browser, desk)
    yield page
    page.context.close()


@pytest.fixture
def writing(browser: Browser, examples: Path, tmp_path: Path) -> Iterator[Page]:
    """A tab on a copy of the examples, where something may be decided."""
    shutil.copy(examples, tmp_path / "copy.db")
    with served(tmp_path / "copy.db") as desk:
        page = opened(browser, desk)
        page.goto(desk.address + "/review")
        yield page
        page.context.close()


def path(tab: Page) -> str:
    return urlsplit(tab.url).path


def press(tab: Page, *keys: str) -> None:
    for key in keys:
        tab.keyboard.press(key)


def test_the_first_tab_leads_past_the_bar(tab: Page, desk: Served, ids: Ids) -> None:
    for there in pages(ids):
        if there.startswith("/review"):
            continue  # it begins at what is to be decided
        tab.goto(desk.address + there)
        press(tab, "Tab")
        assert tab.evaluate(FOCUSED) == "skip", there
        box = tab.locator(".skip").bounding_box()
        assert box is not None
        assert box["width"] > 50, there  # it is seen while it has the focus
        press(tab, "Enter")
        tab.wait_for_function("() => document.activeElement.id === 'main'")
        press(tab, "Tab")
        assert tab.evaluate("() => document.activeElement.closest('#main, footer') !== null"), there


def test_everything_can_be_reached_in_the_order_of_the_page(tab: Page, desk: Served, ids: Ids) -> None:
    for there in pages(ids):
        tab.goto(desk.address + there)
        assert tab.evaluate(UNREACHED) == [], there


@pytest.mark.parametrize("key", [k for k in KEYS if k.does.startswith("go:")], ids=lambda k: k.keys)
def test_each_key_that_goes_somewhere_goes_there(tab: Page, desk: Served, key: object) -> None:
    keys, does = key.keys, key.does  # type: ignore[attr-defined]
    tab.goto(desk.address + "/-/keys")
    press(tab, *keys.split())
    tab.wait_for_url(desk.address + does.partition(":")[2])
    assert tab.locator("h1").count() == 1


def test_the_list_of_keys_opens_and_closes(tab: Page, desk: Served) -> None:
    tab.goto(desk.address + "/")
    press(tab, "?")
    tab.wait_for_selector("#help[open]")
    shown = tab.locator("#help tbody tr").count()
    assert shown == len(KEYS)
    press(tab, "g", "r")  # nothing goes anywhere while it is open
    press(tab, "Escape")
    tab.wait_for_selector("#help", state="hidden")
    assert path(tab) == "/"


def test_the_search_takes_letters_as_letters(tab: Page, desk: Served) -> None:
    tab.goto(desk.address + "/")
    press(tab, "/")
    assert tab.evaluate(FOCUSED) == "search"
    tab.keyboard.type("g r ? dam")
    assert tab.input_value("#search") == "g r ? dam"
    assert path(tab) == "/"
    press(tab, "Escape")
    assert tab.evaluate(FOCUSED) != "search"
    press(tab, "/")
    tab.keyboard.type("dam")
    press(tab, "Enter")
    tab.wait_for_url("**/-/search?q=dam*")
    assert tab.locator(".hits .item").count() > 1


@pytest.mark.parametrize("keys", ["Control+k", "Meta+k"])
def test_the_palette_goes_anywhere(tab: Page, desk: Served, keys: str) -> None:
    tab.goto(desk.address + "/")
    press(tab, keys)
    tab.wait_for_selector("#palette[open] #palette-list li")
    assert tab.evaluate(FOCUSED) == "palette-words"
    tab.keyboard.type("revi")
    tab.wait_for_function("() => document.querySelector('#palette-list li')?.dataset.href === '/review'")
    press(tab, "ArrowDown", "ArrowUp", "ArrowUp")
    assert tab.locator("#palette-list li[aria-selected=true]").count() == 1
    press(tab, "Enter")
    tab.wait_for_url("**/review")


def test_the_palette_is_left_where_it_was_opened(tab: Page, desk: Served) -> None:
    tab.goto(desk.address + "/quotes")
    link = tab.locator(".listed a").first
    link.focus()
    press(tab, "Control+k")
    tab.wait_for_selector("#palette[open] #palette-list li")
    press(tab, "Escape")
    tab.wait_for_selector("#palette", state="hidden")
    assert link.evaluate("(one) => document.activeElement === one")


def test_the_palette_finds_people_and_stories(tab: Page, desk: Served, ids: Ids) -> None:
    tab.goto(desk.address + "/")
    press(tab, "Control+k")
    tab.wait_for_selector("#palette[open] #palette-list li")
    tab.keyboard.type("ticlla")
    tab.wait_for_function("() => document.querySelector('#palette-list li small')?.textContent === 'person'")
    press(tab, "Enter")
    tab.wait_for_url("**/person/**")
    assert "Ticlla" in tab.locator("h1").inner_text()


def test_a_list_is_walked_and_opened(tab: Page, desk: Served) -> None:
    tab.goto(desk.address + "/quotes")
    seen = []
    for key in ("j", "j", "n", "k", "p"):
        press(tab, key)
        seen.append(
            tab.evaluate("() => [...document.querySelectorAll('.item')].indexOf(document.querySelector('.item.now'))")
        )
    assert seen == [0, 1, 2, 1, 0]
    assert tab.evaluate("() => document.querySelector('.item.now').contains(document.activeElement)")
    there = tab.get_attribute(".item.now a[href]", "href") or ""
    press(tab, "o")
    tab.wait_for_url(desk.address + there.partition("#")[0] + "*")


def test_single_letters_can_be_switched_off(tab: Page, desk: Served) -> None:
    tab.goto(desk.address + "/")
    press(tab, "?")
    tab.wait_for_selector("#help[open]")
    tab.locator("#letters").focus()
    press(tab, "Space")
    press(tab, "Escape")
    press(tab, "g", "r", "j", "/")
    assert path(tab) == "/"
    assert tab.evaluate(FOCUSED) != "search"
    tab.goto(desk.address + "/")  # it is remembered
    press(tab, "g", "r")
    press(tab, "?")
    tab.wait_for_selector("#help[open]")
    assert path(tab) == "/"
    tab.locator("#letters").focus()
    press(tab, "Space")
    press(tab, "Escape")
    press(tab, "g", "r")
    tab.wait_for_url("**/reports")


def test_every_record_of_a_report_has_a_way_in_and_back(tab: Page, desk: Served, ids: Ids) -> None:
    tab.goto(f"{desk.address}/report/{ids['report']}")
    lacking = tab.evaluate(
        """() => {
          const there = new Set([...document.querySelectorAll("#text a.here")].flatMap((one) => one.dataset.ids.split(" ")));
          return [...document.querySelectorAll("ol.marks > li")].filter((row) => {
            const way = row.querySelector("a.words");
            const drawn = way?.getAttribute("href").startsWith("#m-");
            const found = drawn ? document.querySelector(way.getAttribute("href")) : way;
            return way === null || way.tabIndex !== 0 || found === null || (drawn && !there.has(row.id.slice(2)));
          }).map((row) => row.id);
        }"""
    )
    assert lacking == []
    assert tab.locator("ol.marks > li").count() > 10


def test_a_report_is_walked_from_record_to_record(tab: Page, desk: Served, ids: Ids) -> None:
    tab.goto(f"{desk.address}/report/{ids['report']}")
    at = "() => [...document.querySelectorAll('a.here')].indexOf(document.activeElement)"
    seen = []
    for key in ("]", "]", "Shift+ArrowRight", "[", "Shift+ArrowLeft"):
        press(tab, key)
        seen.append(tab.evaluate(at))
    assert seen == [0, 1, 2, 1, 0]
    press(tab, "Enter")
    single = tab.evaluate("() => !document.querySelectorAll('a.here')[0].dataset.ids.includes(' ')")
    if single:
        tab.wait_for_function("() => location.hash.startsWith('#k-')")
    else:
        tab.wait_for_selector("dialog[aria-label='Records here'][open]")
        press(tab, "Escape")


def test_what_is_lit_can_be_copied_and_the_rest_hidden(tab: Page, desk: Served, ids: Ids) -> None:
    tab.goto(f"{desk.address}/report/{ids['report']}?m={ids['record']}#c")
    assert tab.locator("mark.lit").count() >= 1
    press(tab, "c")
    tab.wait_for_function("() => document.querySelector('[role=status]').textContent !== ''")
    before = tab.locator(".text .boilerplate").filter(visible=True).count()
    press(tab, "b")
    assert before > 0
    assert tab.locator(".text .boilerplate").filter(visible=True).count() == 0
    press(tab, "b")
    press(tab, "r")
    tab.wait_for_url("**raw=1*")
    assert tab.frame_locator("iframe.raw").locator("body").count() == 1


def test_nothing_holds_the_focus(tab: Page, desk: Served, ids: Ids) -> None:
    """From the first control to the last, and out of the page again."""
    for there in ("/add", f"/record/{ids['record']}", f"/report/{ids['report']}?raw=1", f"/compare/{ids['pair']}"):
        tab.goto(desk.address + there)
        stops = tab.evaluate(
            "() => [...document.querySelectorAll('*')].filter((one) => one.tabIndex >= 0 && one.checkVisibility()).length"
        )
        last, still = "", 0
        for _ in range(min(stops + 5, 60)):
            press(tab, "Tab")
            now = tab.evaluate(
                "() => { const one = document.activeElement; return one.outerHTML.slice(0, 300) + one.getBoundingClientRect().top + scrollY; }"
            )
            still = still + 1 if now == last else 0
            last = now
            assert still < 2, (there, now)


def test_a_decision_is_made_and_taken_back_by_keys(writing: Page) -> None:
    count = int(writing.locator("#open-count").inner_text().replace(",", ""))
    first = writing.locator(".review-item").first.get_attribute("data-id")
    press(writing, "a")
    writing.wait_for_function(f"() => document.querySelector('.review-item[data-id=\"{first}\"]') === null")
    assert int(writing.locator("#open-count").inner_text().replace(",", "")) == count - 1
    press(writing, "Backspace")
    writing.wait_for_selector(f'.review-item[data-id="{first}"]', state="attached")
    assert int(writing.locator("#open-count").inner_text().replace(",", "")) == count
    press(writing, "x")
    writing.wait_for_function(f"() => document.querySelector('.review-item[data-id=\"{first}\"]') === null")
    writing.goto(urlsplit(writing.url)._replace(path="/decisions", query="").geturl())
    assert "reject" in writing.locator("main").inner_text()

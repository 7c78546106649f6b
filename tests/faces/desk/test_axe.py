"""Nobody is shut out: what axe finds on any page, in light and in dark, on a wide screen and on a narrow one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Literal

import pytest

from tests.faces.desk.routes import pages
from tests.faces.desk.serving import Served

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

Ids = Mapping[str, str]
Scheme = Literal["light", "dark"]
WIDE, NARROW = 1280, 390
LOOKS: tuple[tuple[Scheme, int], ...] = (("light", WIDE), ("dark", NARROW), ("light", NARROW), ("dark", WIDE))
# Wider than the screen are only things that scroll by themselves.
OVERFLOW = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.fixture(scope="module")
def tab(browser: Browser, desk: Served) -> Iterator[Page]:
    """A tab of somebody who was let in."""
    context = browser.new_context(bypass_csp=True)  # axe is put into the page, which allows no script but its own
    name, _, value = desk.cookie.partition("=")
    context.add_cookies([{"name": name, "value": value, "url": desk.address}])
    yield context.new_page()
    context.close()


def faults(tab: Page) -> list[str]:
    """What axe finds on the page as it is shown now."""
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe-playwright-python is not installed")
    found = axe.Axe().run(tab, options={"resultTypes": ["violations"]})
    return [
        f"{one['id']}: {one['help']}: {node['html'][:160]}"
        for one in found.response["violations"]
        for node in one["nodes"][:3]
    ]


def test_axe_finds_what_is_wrong(tab: Page) -> None:
    tab.set_content("<html><body><img src='data:,'><p style='color:#ccc'>pale</p></body></html>")
    assert {fault.partition(":")[0] for fault in faults(tab)} >= {"image-alt", "color-contrast", "html-has-lang"}


@pytest.mark.parametrize(("part", "of"), [(n, 4) for n in range(4)])
def test_no_page_shuts_anybody_out(tab: Page, desk: Served, ids: Ids, part: int, of: int) -> None:
    wrong: list[str] = []
    for path in pages(ids)[part::of]:
        tab.goto(desk.address + path)
        # lists are all drawn alike: two looks are enough
        for scheme, width in LOOKS[: 2 if tab.locator("body[data-page=list]").count() else 4]:
            tab.emulate_media(color_scheme=scheme)
            tab.set_viewport_size({"width": width, "height": 900})
            found = faults(tab)
            if (over := tab.evaluate(OVERFLOW)) > 0:
                found.append(f"{over} pixels wider than the screen")
            wrong += [f"{path} {scheme} {width}: {fault}" for fault in found]
    assert "\n".join(wrong) == ""


@pytest.mark.parametrize(("scheme", "width"), LOOKS[:2])
def test_what_is_opened_shuts_nobody_out(tab: Page, desk: Served, ids: Ids, scheme: Scheme, width: int) -> None:
    """Dialogs, and everything that can be unfolded."""
    tab.emulate_media(color_scheme=scheme)
    tab.set_viewport_size({"width": width, "height": 900})
    tab.goto(f"{desk.address}/report/{ids['report']}?m={ids['record']}")
    tab.evaluate("() => document.querySelectorAll('details').forEach((one) => { one.open = true; })")
    assert faults(tab) == []
    for key, dialog in (("?", "#help"), ("Control+k", "#palette")):
        tab.goto(desk.address + "/quotes")
        tab.evaluate("() => document.querySelectorAll('details').forEach((one) => { one.open = true; })")
        tab.keyboard.press(key)
        tab.wait_for_selector(f"{dialog}[open]")
        if dialog == "#palette":
            tab.wait_for_selector("#palette-list li")
        assert faults(tab) == []
        tab.keyboard.press("Escape")


def test_the_door_shuts_out_only_who_has_no_token(tab: Page, desk: Served) -> None:
    tab.context.clear_cookies()
    tab.emulate_media(color_scheme="light")  # axe takes a page without colours of its own for white
    tab.goto(f"{desk.address}/-/enter?token=0")
    assert tab.locator("h1").inner_text() == "Not let in"
    assert faults(tab) == []

"""Forms as a browser sends them, with scripts and without: what is pressed is done."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from onrecord.faces import api
from tests.faces.desk.serving import Served, served
from tests.faces.desk.tabs import let_in

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

NEWS = "LIMA, March 3 (MNW) - A dam burst, killing at least 14 people, officials said.\n\nThe mayor said 20 were missing.\n"


@pytest.fixture
def copied(examples: Path, tmp_path: Path) -> Iterator[Served]:
    """A desk on a copy of the examples, where something may be changed."""
    shutil.copy(examples, tmp_path / "copy.db")
    with served(tmp_path / "copy.db") as desk:
        yield desk


@pytest.fixture(params=[True, False], ids=["scripts", "no scripts"])
def tab(request: pytest.FixtureRequest, browser: Browser, copied: Served) -> Iterator[Page]:
    """A tab of somebody who was let in."""
    with let_in(browser, copied, java_script_enabled=request.param) as page:
        yield page


def test_a_file_that_is_chosen_is_added(tab: Page, copied: Served, tmp_path: Path) -> None:
    (tmp_path / "dam.txt").write_text(NEWS, encoding="utf-8")
    tab.goto(copied.address + "/add")
    tab.set_input_files("#files", tmp_path / "dam.txt")
    tab.click("form.add button.first")
    tab.wait_for_url(f"{copied.address}/add?job=*")
    (job,) = copied.desk.jobs.recent()
    assert job.files == 1


def test_what_is_pressed_in_the_review_is_decided(tab: Page, copied: Served) -> None:
    tab.goto(copied.address + "/review")
    first = tab.locator(".review-item").first.get_attribute("data-id")
    tab.locator(".review-item").first.get_by_role("button", name="Accept").click()
    tab.wait_for_selector(f'.review-item[data-id="{first}"]', state="detached")
    with api.Ledger(copied.desk.path, create=False) as ledger:
        assert [(row["id"], row["verdict"]) for row in ledger.decisions()] == [(first, "accept")]


def test_the_door_opens_by_its_form(browser: Browser, examples: Path) -> None:
    with served(examples, "a token that was chosen") as desk:
        context = browser.new_context()
        page = context.new_page()
        page.goto(desk.address + "/")
        page.fill("input[name=token]", "a token that was chosen")
        page.click("button")
        page.wait_for_url(desk.address + "/")
        assert page.locator("h1").inner_text() == "Stories"
        context.close()

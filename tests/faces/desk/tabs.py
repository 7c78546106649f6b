"""Tabs of a browser in which somebody was let in to the desk."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from tests.faces.desk.serving import Served

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page


@contextmanager
def let_in(browser: Browser, desk: Served, **screen: Any) -> Iterator[Page]:
    """A tab of somebody who has seen nothing yet; `screen` is what Playwright takes of a screen."""
    context = browser.new_context(**screen)
    name, _, value = desk.cookie.partition("=")
    context.add_cookies([{"name": name, "value": value, "url": desk.address}])
    page = context.new_page()
    page.set_default_timeout(20_000)
    try:
        yield page
    finally:
        context.close()

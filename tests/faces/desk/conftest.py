"""The desk over the examples, and one browser: both are started once for all tests."""

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

NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")


@pytest.fixture(scope="session")
def examples(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger of the example reports; two versions of one page are among them."""
    folder = tmp_path_factory.mktemp("desk")
    with api.Ledger(folder / "examples.db") as ledger:
        ledger.add([root / "examples" / "reports"])
    return folder / "examples.db"


@pytest.fixture(scope="session")
def ledger(examples: Path) -> Iterator[api.Ledger]:
    """The examples, opened to be read."""
    with api.Ledger(examples, read_only=True) as found:
        yield found


@pytest.fixture(scope="session")
def desk(examples: Path) -> Iterator[Served]:
    """The desk over the examples."""
    with served(examples) as found:
        yield found


@pytest.fixture(scope="session")
def ids(examples: Path) -> dict[str, str]:
    """A report, its story, one of its marks, somebody who speaks in it, and another report."""
    with api.Ledger(examples, create=False) as ledger:
        story = ledger.stories()[0]
        quote = next(row for row in ledger.quotes() if row.get("speaker"))
        other = next(report for report in story["reports"] if report != quote["report"])
        return {
            "report": quote["report"],
            "other": other,
            "story": story["story"],
            "record": quote["id"],
            "name": quote["speaker"]["name"],
            "pair": f"{other}...{quote['report']}",
            "part": "quotes",
            "job": "none",
            "version": "none",
        }


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A browser without a window; skips where there is none."""
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    path = next((found for name in NAMES if (found := shutil.which(name))), None)
    if path is None:
        pytest.skip(f"no browser: none of {', '.join(NAMES)} is on the path")
    with playwright.sync_playwright() as engine:
        found = engine.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield found
        found.close()


@pytest.fixture
def tab(browser: Browser, desk: Served) -> Iterator[Page]:
    """A tab of somebody who was let in and has seen nothing yet."""
    with let_in(browser, desk) as page:
        yield page

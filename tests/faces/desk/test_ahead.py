"""Pages that are made ahead: the same as when somebody asks, and never in somebody's way."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from onrecord.faces.desk import ahead
from onrecord.faces.desk.readers import Readers


@pytest.fixture
def readers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Readers:
    """Readers of nothing: only their clock is looked at."""
    monkeypatch.setattr(ahead, "QUIET", 0.01)
    return Readers(tmp_path / "none.db")


def ended(one: ahead.Ahead) -> None:
    """Wait until nothing is made any more."""
    for _ in range(500):
        if one._thread is None:
            return
        time.sleep(0.01)
    raise AssertionError("it does not end")


def test_the_stories_of_a_page_are_made_once_each_and_not_all(readers: Readers) -> None:
    """The first few stories that a page leads to, in their order; other links are left."""
    names = [f"{n:064x}" for n in range(10)]
    page = "".join(
        f'<a href="/story/{name}">a</a><a href="/story/{name}">b</a><a href="/report/{name}">c</a>' for name in names
    )
    made: list[str] = []
    one = ahead.Ahead(readers, made.append)
    one.of(page)
    ended(one)
    assert made == [f"/story/{name}" for name in names[: ahead.MOST]]


def test_what_fails_is_passed_over(readers: Readers) -> None:
    """A page that cannot be made ends nothing."""
    made: list[str] = []

    def make(path: str) -> None:
        made.append(path)
        if path == "/a":
            raise RuntimeError("no")

    one = ahead.Ahead(readers, make)
    one.look(["/a", "/b"])
    ended(one)
    assert made == ["/a", "/b"]


def test_nothing_is_made_while_somebody_asks(readers: Readers) -> None:
    """As long as the last question is recent it waits; when the desk closes it ends."""
    made: list[str] = []
    one = ahead.Ahead(readers, made.append)
    readers.last_used = time.monotonic() + 0.1
    one.look(["/a"])
    thread = one._thread
    readers.close()
    assert thread is not None
    thread.join(5)
    assert not thread.is_alive()
    assert made == []

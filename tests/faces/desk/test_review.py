"""Review on the page: by buttons, by keys, at once; what is shown as saved is in the ledger."""

from __future__ import annotations

import html
import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from onrecord.faces import api
from onrecord.faces.desk import choices
from onrecord.faces.values import checked
from onrecord.marks.kinds import KINDS
from tests.faces.desk.serving import Served, served
from tests.faces.desk.tabs import let_in

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page


@pytest.fixture
def own(examples: Path, tmp_path: Path) -> Iterator[Served]:
    """A desk over a ledger of its own: the examples, nothing decided."""
    copy = tmp_path / "own.db"
    shutil.copy(examples, copy)
    with served(copy) as found:
        yield found


@pytest.fixture
def page(own: Served, browser: Browser) -> Iterator[Page]:
    """The review in a browser that was let in; a fault of the page's script fails the test."""
    faults: list[str] = []
    with let_in(browser, own) as found:
        found.on("pageerror", lambda error: faults.append(str(error)))
        found.goto(f"{own.address}/review?kind=figures")
        yield found
        assert faults == []


def decisions(desk: Served, **asked: Any) -> list[dict[str, Any]]:
    """What stands in the ledger's file."""
    with api.Ledger(desk.desk.path, read_only=True) as ledger:
        return ledger.decisions(**asked)


def said(page: Page, words: str) -> None:
    """Wait until the page says so."""
    page.wait_for_function("words => document.getElementById('status').textContent.includes(words)", arg=words)


def current(page: Page) -> str:
    """The id of the mark that is asked about."""
    return str(page.get_attribute(".review-item.current", "data-id"))


def test_one_key_decides_and_backspace_takes_back(page: Page, own: Served) -> None:
    """Accept, reject, flag, skip; each is in the file when the page says saved; undo brings the item back."""
    seen = []
    for key, verdict in (("a", "accept"), ("x", "reject"), ("f", "flag")):
        seen.append(current(page))
        page.keyboard.press(key)
        said(page, f"Saved: {verdict}")
        assert [(row["id"], row["verdict"]) for row in decisions(own)][-1] == (seen[-1], verdict)
        page.wait_for_function("id => document.querySelector('.current').dataset.id !== id", arg=seen[-1])
    before = current(page)
    page.keyboard.press("Space")
    page.wait_for_function("id => document.querySelector('.current').dataset.id !== id", arg=before)
    assert len(decisions(own)) == 3
    page.keyboard.press("Backspace")
    said(page, "Undone")
    assert current(page) == seen[2]
    assert [row["verdict"] for row in decisions(own)] == ["accept", "reject"]
    page.keyboard.press("Control+y")
    page.wait_for_load_state()
    said(page, "Done again")
    assert [row["verdict"] for row in decisions(own)] == ["accept", "reject", "flag"]


def test_digits_choose_and_arrows_move_the_edges(page: Page, own: Served) -> None:
    """A value for the cell that is asked about; the words' end a word further, kept with Enter."""
    page.goto(f"{own.address}/review?kind=figures&sort=text")
    mark = current(page)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("6")
    said(page, "set")
    (row,) = decisions(own)
    assert (row["id"], row["verdict"], row["cell"]) == (mark, "set", "hedge")
    assert row["value"] != row["machine"]
    old = page.text_content(".current mark")
    page.keyboard.press("ArrowRight")
    new = page.text_content(".current mark")
    assert new is not None
    assert old is not None
    assert new.startswith(old)
    assert len(new) > len(old)
    page.keyboard.press("Escape")
    assert page.text_content(".current mark") == old
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    said(page, "Saved: span")
    assert decisions(own)[-1]["value"]["exact"] == new


def test_what_is_not_kept_is_said_not_to_be(page: Page, own: Served) -> None:
    """When the desk does not take a decision the item stays, and the page says that it is not saved."""
    mark = current(page)
    page.route("**/review/decide", lambda route: route.abort())
    page.keyboard.press("a")
    said(page, "Not saved")
    assert current(page) == mark
    page.unroute("**/review/decide")
    page.evaluate("document.querySelector('.current').dataset.id = 'no such mark'")
    page.keyboard.press("a")
    said(page, "Not saved")
    assert decisions(own) == []


def test_nothing_fires_while_somebody_types(page: Page, own: Served) -> None:
    """Letters in a field are letters; with single letters switched off they are nowhere keys."""
    page.click("#reviewer")
    page.keyboard.type("ax")
    page.keyboard.press("Escape")
    page.keyboard.press("?")
    page.click("#letters")
    page.keyboard.press("Escape")
    page.keyboard.press("a")
    page.keyboard.press("?")
    assert page.evaluate("document.getElementById('help').open")
    assert decisions(own) == []


def test_a_whole_queue_goes_by_keys_alone(page: Page, own: Served) -> None:
    """More items than the page came with: the next are there before they are asked for, and the end is told."""
    total = int(page.get_attribute("#open-count", "data-total") or 0)
    assert total > 50
    page.goto(f"{own.address}/review?kind=figures&what=killed")
    total = int(page.get_attribute("#open-count", "data-total") or 0)
    assert total > 20
    for _ in range(total):
        mark = current(page)
        page.keyboard.press("a")
        page.wait_for_function("id => document.querySelector('.current')?.dataset.id !== id", arg=mark)
    page.wait_for_selector("#nothing")
    assert len(decisions(own)) == total


def test_the_rest_is_decided_at_once_after_some_were_decided_singly(page: Page, own: Served) -> None:
    """The count follows what was decided on the page, also by setting a value; buttons are pressed by Space as ever."""
    page.goto(f"{own.address}/review?kind=figures&what=killed")
    total = int(page.get_attribute("#open-count", "data-total") or 0)
    for key, words in (("a", "Saved: accept"), ("1", "set."), ("Space", ""), ("x", "Saved: reject")):
        before = current(page)
        page.keyboard.press(key)
        said(page, words)
        if key != "1":
            page.wait_for_function("id => document.querySelector('.current').dataset.id !== id", arg=before)
    assert page.inner_text("#open-count") == str(total - 3)
    page.locator(".review-bar summary").press("Space")
    page.get_by_role("button", name=f"Accept all {total - 3}").press("Space")
    page.wait_for_selector("#nothing")
    said(page, f"Saved: accept for all {total - 3}. One undo takes it back.")
    assert len(decisions(own)) == total
    page.keyboard.press("Backspace")
    said(page, "Undone")
    assert len(decisions(own)) == 3


def form(desk: Served, **fields: str) -> dict[str, str]:
    """The fields of a form of the desk."""
    return {"form_token": desk.desk.session.form_token, "back": "kind=figures", **fields}


def test_without_scripts_buttons_do_the_same(own: Served) -> None:
    """A form that is posted leads back to the queue, without the item."""
    text = own.ask("/review?kind=figures").text
    mark = re.findall(r'data-id="(\w+)"', text)[0]
    answer = own.post("/review/decide", form(own, id=mark, verdict="accept", reviewer="Ann Lee"))
    assert (answer.status, answer.headers["location"]) == (303, "/review?kind=figures")
    (row,) = decisions(own)
    assert (row["id"], row["verdict"], row["reviewer"]) == (mark, "accept", "Ann Lee")
    assert mark not in re.findall(r'data-id="(\w+)"', own.ask("/review?kind=figures").text)
    assert "accepted" in own.ask(f"/report/{row['report']}").text
    assert own.post("/review/undo", form(own, reviewer="Ann Lee")).status == 303
    assert decisions(own) == []


def test_all_that_fits_at_once_and_back(own: Served) -> None:
    """The count must be what was seen; one undo takes all of it back."""
    total = json.loads(own.ask("/review.json?kind=figures&what=killed").text)["total"]
    fields = {"kind": "figures", "what": "killed", "verdict": "accept"}
    wrong = own.post("/review/all", form(own, expected=str(total + 1), **fields))
    assert wrong.status == 400
    assert str(total) in wrong.text
    assert decisions(own) == []
    assert own.post("/review/all", form(own, expected=str(total), **fields)).status == 303
    assert len(decisions(own)) == total
    assert own.post("/review/undo", form(own)).status == 303
    assert decisions(own) == []


BAD = [
    ({"verdict": "perhaps"}, "perhaps"),
    ({"verdict": "accept", "id": "ffff"}, "ffff"),
    ({"verdict": "set", "cell": "hedge", "value": '"maybe"'}, "maybe"),
    ({"verdict": "set", "cell": "hedge", "value": "{"}, "JSON"),
    ({"verdict": "set", "cell": "colour", "value": "1"}, "colour"),
    ({"verdict": "span", "start": "9", "end": "3"}, "span"),
    ({"verdict": "span", "start": "-1", "end": "3"}, "no number"),
    ({"verdict": "span", "start": "0", "end": "99999999"}, "span"),
]


@pytest.mark.parametrize(("fields", "says"), BAD, ids=[f"{f['verdict']} {says}" for f, says in BAD])
def test_what_cannot_be_decided_is_refused(fields: dict[str, str], says: str, desk: Served) -> None:
    """One line, nothing kept."""
    mark = json.loads(desk.ask("/review.json?kind=figures&limit=1").text)["rows"][0]["id"]
    answer = desk.post("/review/decide", form(desk, **{"id": mark, **fields}))
    assert answer.status in (400, 404)
    assert says in answer.text
    assert len(answer.text.strip().splitlines()) == 1
    assert decisions(desk) == []


def test_every_choice_is_one_that_the_ledger_takes(examples: Path) -> None:
    """Whatever a key may choose is a value that the cell can hold."""
    tried = 0
    with api.Ledger(examples, read_only=True) as ledger:
        for head in ledger.reports()[:3]:
            record = ledger.record(head["report"])
            for kind in KINDS:
                for mark in record[kind.plural]:
                    for question in choices.questions(kind.name, mark, record["mentions"]):
                        for choice in question.choices:
                            assert checked(kind, question.cell, choice.value, record["text"]) == choice.value
                            tried += 1
    assert tried > 1_000


def test_edges_count_the_characters_of_the_text(tmp_path: Path) -> None:
    """What the page shows of a text is as long as it is there, whatever ends its lines."""
    text = "One\r\nline.\r\n\r\nThe mayor said 12 people\r\nwere killed \U0001f680 in the flood.\r\nThe end.\r\n"
    (tmp_path / "a.txt").write_bytes(text.encode())
    with api.Ledger(tmp_path / "l.db") as ledger:
        ledger.add([tmp_path / "a.txt"])
    with served(tmp_path / "l.db") as desk:
        page = desk.ask("/review").text
        rows = json.loads(desk.ask("/review.json").text)["rows"]
    piece = r'<span class="(?:before|after)[^"]*">(.*?)</span>'
    found = re.findall(f'data-id="(\\w+)".*?{piece}<mark class="lit">(.*?)</mark>{piece}', page, re.DOTALL)
    assert {row["id"] for row in rows} == {name for name, *_ in found}
    assert any("\r\n" in row["before"] for row in rows)
    by_id = {row["id"]: row for row in rows}
    for name, *shown in found:
        row = by_id[name]
        there = (row["before"], text[row["start"] : row["end"]], row["after"])
        assert [len(html.unescape(one)) for one in shown] == [len(one) for one in there]

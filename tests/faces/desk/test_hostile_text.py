"""Reports full of attacks, opened in a real browser: nothing runs, nothing is loaded, nothing leads away."""

from __future__ import annotations

import csv
import io
import json
import threading
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlsplit

import pytest

from onrecord.faces import api
from onrecord.faces.desk import links
from tests.faces.desk.attacks import ADDRESSES, ATTACKS, EACH, lay, text
from tests.faces.desk.serving import Served, served

if TYPE_CHECKING:
    from playwright.sync_api import Browser, ConsoleMessage, Dialog, Frame, Page, Request

PASTED = ATTACKS["picture out of attribute"]
# What our own pages are made of; everything else in them came out of a report.
SCHEMES = ("http", "https")
# Looked at in the page: what only an attack can have put there.
LOOK = """() => {
  const wrong = [];
  if (window.__pwned) wrong.push("ran");
  for (const one of document.querySelectorAll("*")) {
    for (const { name, value } of one.attributes) {
      if (name.startsWith("on") || name === "style" && one.namespaceURI.endsWith("xhtml")) wrong.push(`${one.tagName} ${name}`);
      if (["href", "src", "action", "formaction", "data", "srcset"].includes(name) && !/^(https?:|[/?#]|$)/i.test(value)) wrong.push(`${one.tagName} ${name}=${value}`);
    }
  }
  for (const name of ["object", "embed", "base", "math", "marquee", "video", "audio", "img", "style", "template", "plaintext", "portal"])
    if (document.querySelector(name)) wrong.push(`<${name}>`);
  const own = { script: 1, "iframe:not([sandbox])": 0, "meta[http-equiv]": 0, "link[rel=preconnect]": 0, "link[rel=stylesheet]": 1, main: 1, title: 1 };
  for (const [name, n] of Object.entries(own))
    if (document.querySelectorAll(name).length - (name === "title" ? document.querySelectorAll("svg title").length : 0) !== n) wrong.push(`not ${n} x ${name}`);
  return wrong;
}"""


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger of the attacks."""
    folder = tmp_path_factory.mktemp("attacks")
    lay(folder / "in")
    with api.Ledger(folder / "attacks.db") as opened:
        added = opened.add([folder / "in"])
    assert len(added.new) > 50
    return folder / "attacks.db"


@pytest.fixture(scope="module")
def attacked(ledger: Path) -> Iterator[Served]:
    """The desk over them."""
    with served(ledger) as found:
        yield found


@pytest.fixture(scope="module")
def addresses(ledger: Path) -> dict[str, list[str]]:
    """Pages by kind: all of most, some of what there is too much of."""
    with api.Ledger(ledger, create=False) as opened:
        reports = opened.reports()
        stories, quotes = opened.stories(), opened.quotes()
        speakers = opened.speakers()
        events, figures = opened.events(), opened.figures()
    names = [row["report"] for row in reports]
    records = [row["id"] for row in [*quotes[::9], *events[::17], *figures[::17]]]
    lists = "reports quotes figures events timeline series disagreements copies failures places stories".split()
    return {
        "lists": ["/", *(f"/{name}?limit=1000" for name in lists), "/-/keys", "/-/pages", "/add"],
        "story": [f"/story/{row['story']}" for row in stories[:12]]
        + [f"/story/{stories[0]['story']}/{part}" for part in ("quotes", "figures", "new")],
        "report": [f"/report/{name}" for name in names[::4]],
        "raw": [f"/report/{name}?raw=1" for name in names[1::12]] + [f"/report/{name}/raw" for name in names[::5]],
        "record": [f"/record/{name}" for name in records[:15]],
        "person": [f"/person/{quote(name, safe='')}" for name in speakers[::4] if "*" not in name][:8],
        "speakers": speakers,
        "all": [f"/report/{name}" for name in names],
        "review": ["/review?limit=100", "/review?kind=events&limit=100", "/decisions"],
        "compare": [f"/compare/{a}...{b}" for a, b in zip(names[::11], names[5::11], strict=False)],
        "search": [f"/-/search?q={quote(attack)}" for attack in list(ATTACKS.values())[::26]]
        + ["/-/search?q=flood&limit=200"],
    }


class Watched:
    """A tab of a browser, and everything in it that may not be."""

    def __init__(self, page: Page, host: str) -> None:
        self.page, self.host = page, host
        self.wrong: list[str] = []
        self.wanted = ""
        page.on("dialog", self._dialog)
        page.on("request", self._request)
        page.on("console", self._console)
        page.on("pageerror", lambda error: self.wrong.append(f"{self.wanted}: {error}"))
        page.on("framenavigated", self._navigated)
        page.on("popup", lambda _: self.wrong.append(f"{self.wanted}: a window opened"))

    def open(self, path: str, status: int = 200) -> None:
        """Open a page and wait until it has nothing left to do."""
        self.wanted = path
        answer = self.page.goto(f"http://{self.host}{path}", wait_until="load")
        assert answer is not None
        if answer.status != status:
            self.wrong.append(f"{path}: answered {answer.status}")

    def _dialog(self, dialog: Dialog) -> None:
        self.wrong.append(f"{self.wanted}: dialog {dialog.message}")
        dialog.dismiss()

    def _request(self, request: Request) -> None:
        if urlsplit(request.url).netloc != self.host:
            self.wrong.append(f"{self.wanted}: asks {request.url[:100]}")

    def _console(self, message: ConsoleMessage) -> None:
        missing = "the server responded with a status of 404" in message.text
        if message.type in ("error", "warning") and not missing:
            self.wrong.append(f"{self.wanted}: {message.text[:200]}")

    def _navigated(self, frame: Frame) -> None:
        if frame.parent_frame is None and urlsplit(frame.url).netloc != self.host:
            self.wrong.append(f"{self.wanted}: went to {frame.url[:100]}")


@pytest.fixture(scope="module")
def tab(browser: Browser, attacked: Served) -> Iterator[Watched]:
    """A tab of somebody who was let in."""
    context = browser.new_context()
    context.add_cookies([{"name": (c := attacked.cookie.split("="))[0], "value": c[1], "url": attacked.address}])
    yield Watched(context.new_page(), attacked.host)
    context.close()


def test_there_are_many_attacks() -> None:
    assert len(set(ATTACKS.values())) >= 200


@pytest.mark.parametrize("kind", "lists story report raw record person compare search review".split())
def test_nothing_of_a_report_does_anything(tab: Watched, addresses: dict[str, list[str]], kind: str) -> None:
    tab.wrong.clear()
    assert addresses[kind]
    for path in addresses[kind]:
        tab.open(path)
        framed = path.endswith("/raw")
        found = tab.page.evaluate("() => window.__pwned ? ['ran'] : []" if framed else LOOK)
        tab.wrong += [f"{path}: {fault}" for fault in found]
        assert urlsplit(tab.page.url).path == urlsplit(path).path
        if "?raw=1" in path:
            tab.page.frame_locator("iframe.raw").locator("body").wait_for()
        for frame in tab.page.frames[1:]:
            assert urlsplit(frame.url).path.endswith("/raw")
    assert tab.wrong == []


def test_pointing_at_everything_does_nothing(tab: Watched, addresses: dict[str, list[str]]) -> None:
    tab.wrong.clear()
    for path in (addresses["report"][0], addresses["story"][0], "/quotes?limit=200"):
        tab.open(path)
        tab.page.evaluate(
            """() => { for (const one of document.querySelectorAll("*"))
              for (const type of ["mouseover", "mouseenter", "focus", "toggle", "animationstart", "pointerover"])
                one.dispatchEvent(new Event(type, { bubbles: true })); }"""
        )
        assert tab.page.evaluate(LOOK) == []
    assert tab.wrong == []


def test_the_palette_draws_names_as_text(tab: Watched) -> None:
    tab.wrong.clear()
    tab.open("/")
    tab.page.keyboard.press("Control+k")
    tab.page.wait_for_selector("#palette-list li")
    for words in ("script", "<img", "onerror"):
        tab.page.fill("#palette-words", words)
        assert tab.page.locator("#palette-list li").count() >= 1
        assert tab.page.evaluate(LOOK) == []
    assert tab.wrong == []


def test_what_people_decide_and_paste_is_text_too(tab: Watched, attacked: Served) -> None:
    token = attacked.desk.session.form_token
    rows = attacked.ask("/quotes.json?limit=3").text
    decided = []
    for row, attack in zip(json.loads(rows)["rows"], list(ATTACKS.values())[::70], strict=False):
        fields = {"form_token": token, "id": row["id"], "verdict": "reject", "reviewer": attack[:80]}
        assert attacked.post("/review/decide", fields).status == 303
        decided.append(row["id"])
    pasted = {"form_token": token, "text": text("Most", 97, [PASTED] * EACH), "name": PASTED, "outlet": PASTED}
    added = attacked.post("/add", pasted)
    assert added.status == 303
    job = added.headers["location"].partition("job=")[2]
    for thread in threading.enumerate():
        if thread.name == f"add {job}":
            thread.join(120)
    assert attacked.desk.jobs.job(job).state == "done"
    tab.wrong.clear()
    for path in (
        "/decisions",
        *(f"/record/{name}" for name in decided),
        "/review?status=all",
        f"/add?job={job}",
        "/add",
    ):
        tab.open(path)
        tab.wrong += [f"{path}: {fault}" for fault in tab.page.evaluate(LOOK)]
    assert tab.wrong == []


# -- what is asked is shown again --------------------------------------------------------------------------------------


class Tags(HTMLParser):
    """The tags of a page, and what in them only an attack can have put there."""

    def __init__(self) -> None:
        super().__init__()
        self.count: dict[str, int] = {}
        self.wrong: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.count[tag] = self.count.get(tag, 0) + 1
        for name, value in attrs:
            scheme = (value or "").strip().partition(":")[0].lower() if ":" in (value or "") else ""
            leads = name in ("href", "src", "action") and scheme and scheme not in SCHEMES and value[:1] not in "/?#"  # type: ignore[index]
            if name.startswith("on") or leads:
                self.wrong.append(f"{tag} {name}={value}")


def tags(text: str) -> Tags:
    """The tags of a page."""
    found = Tags()
    found.feed(text)
    found.close()
    return found


ECHOES = (
    "/?q={}",
    "/-/search?q={}",
    "/-/search?q=flood&outlet={}",
    "/quotes?speaker={}",
    "/figures?what={}",
    "/person/{}",
    "/story/{}",
    "/report/{}",
    "/compare/{}...{}",
    "/reports?story={}",
    "/{}",
    "/add?job={}",
)


@pytest.mark.parametrize("echo", ECHOES)
def test_what_is_asked_comes_back_as_text(attacked: Served, echo: str) -> None:
    plain = tags(attacked.ask(echo.replace("{}", "harmless"), headers={"Accept": "text/html"}).text)
    for attack in list(ATTACKS.values())[:: 12 if echo.startswith("/person") else 3]:
        asked = quote(
            attack.replace("/", "∕")
            if echo.startswith(("/person", "/story", "/report/", "/compare", "/{}"))
            else attack,
            safe="",
        )
        answer = attacked.ask(echo.replace("{}", asked), headers={"Accept": "text/html"})
        assert answer.status in (200, 400, 404), (answer.status, attack)
        found = tags(answer.text)
        assert found.wrong == []
        assert found.count.get("script", 0) == plain.count.get("script", 0)
        assert not set(found.count) & {"img", "iframe", "object", "style", "base", "math", "video", "marquee"}
        assert "60481729" not in answer.text  # 7777 * 7777: no template was made of what was asked


def test_links_out_are_of_the_web(attacked: Served, addresses: dict[str, list[str]]) -> None:
    out = 0
    for path in addresses["all"]:
        found = tags(attacked.ask(path).text)
        assert found.wrong == []
        assert found.count["script"] == 1
        out += found.count.get("a", 0)
    assert out > 100
    assert any(address.startswith("javascript:") for address in ADDRESSES)


def test_data_is_data(attacked: Served) -> None:
    """What a program is given is of a type that no browser takes for a page."""
    for path in ("/stories.json", "/quotes.json", "/figures.csv", "/-/speakers.json", "/reports.csv?excel=1"):
        answer = attacked.ask(path)
        assert answer.status == 200
        assert answer.headers["content-type"].split(";")[0] in ("application/json", "text/csv")
        assert answer.headers["x-content-type-options"] == "nosniff"


@pytest.fixture(scope="module")
def told(attacked: Served) -> Any:
    return attacked.ask("/reports.csv?excel=1&limit=1000").text


def test_no_cell_of_a_sheet_is_a_formula(told: str) -> None:
    table = list(csv.reader(io.StringIO(told.removeprefix("\ufeff"))))
    assert len(table) > 50
    assert not [cell for row in table for cell in row if cell.startswith(("=", "+", "@", "\t", "\r"))]


@pytest.mark.parametrize("sign", "% & ' \"".split())
def test_a_name_leads_to_its_page_whatever_signs_it_has(tmp_path: Path, sign: str) -> None:
    """The address that a list gives for a speaker is the speaker's."""
    words = f'"We saw the water come over the wall," said Petr {sign}Kovar{sign}, a teacher at the school in Brno.'
    (tmp_path / "in.txt").write_text(f"Flood in Brno\n\nBRNO, May 2 (XNA) - {words}\n", encoding="utf-8")
    with api.Ledger(tmp_path / "l.db") as opened:
        opened.add([tmp_path / "in.txt"])
        names = [name for name in opened.speakers() if sign in name]
    assert names
    with served(tmp_path / "l.db") as found:
        for name in names:
            answer = found.ask(links.person(name))
            assert answer.status == 200, name
            assert tags(answer.text).wrong == []


def test_a_name_with_a_star_leads_to_its_page(attacked: Served, addresses: dict[str, list[str]]) -> None:
    names = [name for name in addresses["speakers"] if "*" in name]
    if not names:
        pytest.fail("nobody has a * in the name")
    assert {name: attacked.ask(links.person(name)).status for name in names} == dict.fromkeys(names, 200)

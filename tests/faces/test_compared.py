"""Two reports beside each other: every word is there, in its place, and what is drawn is only what was found."""

from __future__ import annotations

import html
import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from onrecord.faces import api
from onrecord.faces.compared import FIRMNESS, Beside, Compared, Folded, compared
from onrecord.faces.page import environment

OLD = """Fire at a mill kills at least 12 in Ostrava

By Kari Moe
May 2, 2031

OSTRAVA, May 2 (XNA) - A fire at a paper mill killed at least 12 people on Friday, the mayor's office said.

"We heard one bang and then nothing," said Ivana Holub, who lives across the road.

Trams were stopped until noon, and the company that runs them asked people in the northern districts to walk instead.

The gates had been locked for a week, Petra Kovar said.

Two inspectors had visited the mill in April and had written <b>nothing</b> & "less" about it in their book of visits.
"""
NEW = """Fire at a mill kills 15 in Ostrava

By Kari Moe
May 3, 2031

OSTRAVA, May 3 (XNA) - A fire at a paper mill killed 15 people on Friday, the mayor's office said.

Trams were stopped until noon, and the company that runs them asked people in the northern districts to walk instead.

The gates had been locked for a week, Petra Kovar claimed.

Two inspectors had visited the mill in April and had written <b>nothing</b> & "less" about it in their book of visits.

The harvest festival of the district was put off until the summer by its council, which met late in the evening.
"""


def link(report: str, start: int, end: int) -> str:
    return f"/report/{report}?c={start}-{end}"


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, Any], dict[str, str]]:
    """A difference, and the texts of its two reports."""
    folder = tmp_path_factory.mktemp("both")
    with api.Ledger(folder / "l.db") as ledger:
        for n, text in enumerate((OLD, NEW)):
            (folder / f"{n}.txt").write_text(text, encoding="utf-8")
            ledger.add([folder / f"{n}.txt"])
        ids = [row["report"] for row in ledger.reports()]
        return ledger.diff(*ids), {report: str(ledger.record(report)["text"]) for report in ids}


@pytest.fixture(scope="module")
def view(both: tuple[dict[str, Any], dict[str, str]]) -> Compared:
    found, texts = both
    return compared(found, texts[found["new"]["report"]], link)


def drawn(view: Compared) -> str:
    return environment().get_template("compare.html").render(compared=view)


class Balanced(HTMLParser):
    """Every start has its end, but for what has none."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.open.append(tag)
        self.seen.append(tag)
        assert not any(name.startswith("on") or name == "style" for name, _ in attrs)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def test_a_changed_toll_comes_first_and_counts_are_on_top(view: Compared) -> None:
    toll = view.figures[0]
    assert (toll.became, toll.about) == ("changed", "killed, Ostrava")
    assert toll.old is not None
    assert toll.new is not None
    assert (toll.old.text, toll.new.text, toll.remark) == ("at least 12", "15", "mayor's office")
    assert view.counts == (
        "1 figure",
        "1 attribution weakened",
        "3 things known of the reports",
        "1 quote",
        "2 paragraphs changed",
        "1 paragraph removed",
        "1 paragraph added",
        "2 paragraphs the same",
    )
    assert not view.same


def test_every_record_leads_to_its_words(both: tuple[dict[str, Any], dict[str, str]], view: Compared) -> None:
    found, texts = both
    led = 0
    for change in (*view.figures, *view.attribution, *view.quotes):
        for side, words in (("old", change.old), ("new", change.new)):
            if words is not None:
                report, start, end = re.fullmatch(r"/report/(\w+)\?c=(\d+)-(\d+)", words.href or "").groups()  # type: ignore[union-attr]
                assert report == found[side]["report"]
                assert set(words.text.split()) & set(texts[report][int(start) : int(end)].split())
                led += 1
    assert led >= 5


def test_attribution_tells_its_statement(view: Compared) -> None:
    (one,) = view.attribution
    assert (one.became, one.about) == ("weakened", "quote")
    assert one.remark == "“said” is “claimed” now: The gates had been locked for a week"


def test_both_texts_are_whole(both: tuple[dict[str, Any], dict[str, str]], view: Compared) -> None:
    """Nothing of either report is lost between what is folded and what stands side by side."""
    found, texts = both
    sides = {"old": "", "new": ""}
    for part in view.paragraphs:
        if isinstance(part, Folded):
            for name in sides:
                sides[name] += "".join(words.text for words in part.paragraphs)
        else:
            sides["old"] += "".join(words.text for words in part.old)
            sides["new"] += "".join(words.text for words in part.new)
    for name, shown in sides.items():
        body = texts[found[name]["report"]].partition(" (XNA) - ")[2]
        for paragraph in body.split("\n\n"):
            assert paragraph.strip() in shown


def test_changed_words_are_marked_in_both(view: Compared) -> None:
    changed = [p for p in view.paragraphs if isinstance(p, Beside) and p.became == "changed"]
    marked = [[w.text for w in side if w.became != "same"] for p in changed for side in (p.old, p.new)]
    assert ["at least 12"] in marked
    assert ["15"] in marked
    assert marked[-2:] == [["said"], ["claimed"]]
    whole = {p.became: (p.old, p.new) for p in view.paragraphs if isinstance(p, Beside)}
    assert [w.became for w in whole["removed"][0]] == ["del"]
    assert whole["removed"][1] == ()
    assert [w.became for w in whole["added"][1]] == ["ins"]


def test_what_is_drawn_is_escaped_balanced_and_can_be_heard(view: Compared) -> None:
    page = drawn(view)
    parser = Balanced()
    parser.feed(page)
    assert parser.open == []
    assert "b" not in parser.seen
    assert "<b>" not in page
    assert "&lt;b&gt;nothing&lt;/b&gt; &amp; " in page
    assert '<del><span class="unseen">removed: </span>at least 12</del>' in page
    assert '<ins><span class="unseen">added: </span>15</ins>' in page
    assert page.count("<details") == page.count("the same</summary>") == 2
    order = [page.index(f"<h2>{name}</h2>") for name in ("Figures", "Attribution", "Quotes", "Paragraphs")]
    assert order == sorted(order)
    shown = html.unescape(re.sub(r"<[^>]*>", "", page))
    assert "removed: at least 12" in shown


def test_two_that_say_the_same(both: tuple[dict[str, Any], dict[str, str]], tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(OLD, encoding="utf-8")
    with api.Ledger(tmp_path / "l.db") as ledger:
        ledger.add([tmp_path / "a.txt"])
        (row,) = ledger.reports()
        found, text = ledger.diff(row["report"], row["report"]), ledger.record(row["report"])["text"]
    view = compared(found, text, link)
    assert view.same
    assert [type(p) for p in view.paragraphs] == [Folded]
    page = drawn(view)
    assert "The two say the same." in page
    assert "<ins>" not in page
    assert "<h2>Figures</h2>" not in page


def test_styles_use_the_colours_that_there_are() -> None:
    colours, styles = (environment().get_template(name).render() for name in ("colours.css", "compare.css"))
    used = set(re.findall(r"var\((--[\w-]+)\)", styles))
    assert used
    assert used <= set(re.findall(r"(--[\w-]+):", colours))
    assert styles.count("{") == styles.count("}")
    classes = set(re.findall(r"\.([a-z]+)", re.sub(r"\{[^}]*\}", "", styles))) - {"css"}
    template = environment().loader.get_source(environment(), "compare.html")[0]  # type: ignore[union-attr]
    assert classes <= {*re.findall(r"[a-z]+", template), *FIRMNESS}

"""Versions of a page in a ledger: which are shown, what differs between them, and that a page is no second source."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

import onrecord
from onrecord.shapes.errors import NotFound

OLD = """Silo collapse in Vardnes kills at least 12

By Kari Moe
March 3, 2031

VARDNES, March 3 (NWD) - A grain silo collapsed in the harbour of Vardnes on Monday and killed at least 12 dock workers, the Coastal Rescue Service said.

"We heard a crack like a gunshot and then there was only dust," said Petter Lunde, a tally clerk.

Cranes were brought from Nordhamn to lift the concrete, harbour engineer Ingrid Solvang said.

Inspectors had found cracks in the wall, according to a letter seen by the union. About 40 families were moved.
"""
NEW = """Silo collapse in Vardnes kills 15

By Kari Moe
March 4, 2031

VARDNES, March 4 (NWD) - A grain silo collapsed in the harbour of Vardnes on Monday and killed 15 dock workers, the Coastal Rescue Service said.

Mayor Astrid Bakken asked relatives to gather at the school in Kirkegata. Three people are missing.

Inspectors had found cracks in the wall, according to a letter seen by the union. About 40 families were moved.

"We heard a crack like a gunshot and then there was only dust," said Per Lunde, a tally clerk.
"""
Add = Callable[..., onrecord.Ledger]


@pytest.fixture(scope="module")
def add(tmp_path_factory: pytest.TempPathFactory) -> Add:
    """A ledger to which texts of one place were added, one after the other."""

    def made(*texts: str, name: str = "toll.txt") -> onrecord.Ledger:
        folder = tmp_path_factory.mktemp("versions")
        ledger = onrecord.Ledger(folder / "l.db")
        for n, text in enumerate(texts):
            (folder / str(n)).mkdir()
            (folder / str(n) / name).write_text(text, encoding="utf-8")
            ledger.add([folder / str(n)])
        return ledger

    return made


@pytest.fixture(scope="module")
def ledger(add: Add) -> onrecord.Ledger:
    return add(OLD, NEW)


def ids(ledger: onrecord.Ledger) -> list[str]:
    return [str(row["report"]) for row in ledger.reports()]


def test_a_changed_toll_comes_first(ledger: onrecord.Ledger) -> None:
    found = ledger.diff(ids(ledger)[1])
    assert found["same"] is False
    toll = found["figures"][0]
    assert (toll["change"], toll["what"], toll["old"]["value"], toll["new"]["value"]) == ("changed", "killed", 12, 15)
    assert [f["what"] for f in found["figures"]] == ["killed", "missing"]
    assert next(f["field"] for f in found["fields"]) == "title"
    assert {f["field"] for f in found["fields"]} == {"title", "dateline", "published"}
    assert found["counts"] == {"changed": 2, "vanished": 1, "appeared": 1, "moved": 0, "equal": 1}
    quote = found["quotes"]
    assert [(q["change"], q["old_speaker"], q["new_speaker"]) for q in quote] == [
        ("changed", "Petter Lunde", "Per Lunde")
    ]


def test_everything_stands_where_it_is_said_to_stand(ledger: onrecord.Ledger) -> None:
    found = ledger.diff(ids(ledger)[1])
    texts = {side: str(ledger.record(found[side]["report"])["text"]) for side in ("old", "new")}
    for kind in ("figures", "attribution", "quotes", "paragraphs"):
        for row in found[kind]:
            for side, text in texts.items():
                if row[side] is not None:
                    assert text[row[side]["start"] : row[side]["end"]] == row[side]["text"]
    changed = next(p for p in found["paragraphs"] if p["change"] == "changed")
    words = [[texts[side][w[side][0] : w[side][1]] for side in ("old", "new")] for w in changed["words"]]
    assert words == [["at least 12", "15"]]


def test_the_order_of_addition_does_not_matter_where_dates_tell(ledger: onrecord.Ledger, add: Add) -> None:
    turned = add(NEW, OLD)
    rows = [[{**r, "source": 0} for r in one.versions(ids(one)[0])] for one in (ledger, turned)]
    assert rows[0] == rows[1]
    assert [r["how"] for r in rows[0]] == ["first", "published"]
    assert [r["newest"] for r in rows[0]] == [False, True]
    assert [r["appeared"] for r in rows[0]] == [None, 1]
    assert {r["report"]: r["version_of"] for r in turned.reports()} == {
        r["report"]: r["version_of"] for r in ledger.reports()
    }


def test_where_nothing_tells_the_order_is_that_of_addition(add: Add) -> None:
    bare = [text.replace(f"March {d}, 2031\n", "").replace(f", March {d}", "") for text, d in ((OLD, 3), (NEW, 4))]
    for texts in (bare, bare[::-1]):
        ledger = add(*texts)
        rows = ledger.versions(ids(ledger)[0])
        assert [r["report"] for r in rows] == ids(ledger)
        assert [r["how"] for r in rows] == ["first", "added"]


def test_lists_show_the_newest_and_keep_the_rest(ledger: onrecord.Ledger) -> None:
    old, new = ids(ledger)
    for kind in ("quotes", "figures", "mentions"):
        assert {row["report"] for row in ledger.marks(kind)} == {new}
        assert {row["report"] for row in ledger.marks(kind, versions=True)} == {old, new}


def test_a_page_is_no_second_source_for_itself(ledger: onrecord.Ledger) -> None:
    old, new = ids(ledger)
    story = ledger.story()
    assert len(story["origins"]) == 1
    assert set(story["reports"]) == {old, new}
    assert {q["report"] for q in story["quotes"]} == {new}
    killed = next(s for s in story["series"] if s["what"] == "killed")
    assert [p["value"] for p in killed["points"] if p["report"] == old] == [12]  # not the headline's, too
    moved = [[p["report"] for p in s["points"]] for s in story["series"] if any(p["value"] == 40 for p in s["points"])]
    assert all(reports == [new] for reports in moved)
    assert any(d["kind"] == "update" for d in story["disagreements"])


def test_the_same_report_and_any_two(ledger: onrecord.Ledger) -> None:
    old, new = ids(ledger)
    assert ledger.diff(old, old)["same"] is True
    there, back = ledger.diff(old, new), ledger.diff(new, old)
    assert back["counts"]["vanished"] == there["counts"]["appeared"]
    with pytest.raises(NotFound, match="no earlier version"):
        ledger.diff(old)


CHANGES: list[tuple[str, str, str, dict[str, Any]]] = [
    ("nothing", "", "", {"figures": [], "same": True}),
    ("hedge", "at least 12 dock", "12 dock", {"figures": ["changed"], "same": False}),
    ("speaker only", "Petter Lunde", "Pelle Lunde", {"figures": [], "same": False}),
    ("white space", "tally clerk.\n\n", "tally clerk.\n\n\n", {"figures": [], "same": True}),
]


@pytest.mark.parametrize(("old", "new", "expected"), [c[1:] for c in CHANGES], ids=[c[0] for c in CHANGES])
def test_what_counts_as_a_difference(add: Add, old: str, new: str, expected: dict[str, Any]) -> None:
    ledger = add(OLD, OLD.replace(old, new) + " " if old else OLD + "\n")
    found = ledger.diff(*ids(ledger))
    assert [f["change"] for f in found["figures"]] == expected["figures"]
    assert found["same"] is expected["same"]


def test_each_figure_keeps_its_unit(add: Add) -> None:
    miles = OLD.replace("About 40 families were moved.", "The new stone quay is 3 miles long, the office said.")
    metric = NEW.replace("About 40 families were moved.", "The new stone quay is 5 kilometres long, the office said.")
    ledger = add(miles, metric)
    found = [f for f in ledger.diff(ids(ledger)[1])["figures"] if f["what"] == "distance"]
    said = {(f["unit"], side, f[side]["value"]) for f in found for side in ("old", "new") if f[side]}
    assert said == {("mile", "old", 3), ("kilometre", "new", 5)}

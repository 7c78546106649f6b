"""Which reports repeat which, pair by pair; and what must hold of any pair."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from onrecord.links import copies, keys
from onrecord.links.sentences import ADDRESS, is_address, sentences
from onrecord.shapes.link import COPY_KINDS, Digest
from onrecord.shapes.table import Row, parse

Report_ = Callable[..., Digest]
FOLDER = Path(__file__).parent
COLUMNS = ("name", "outlet", "agency", "day", "title", "text")


def _rows(name: str, columns: tuple[str, ...]) -> list[Row]:
    return parse((FOLDER / name).read_text(encoding="utf-8"), name, columns)


TOLD = {row["name"]: row for row in _rows("told.tsv", COLUMNS)}
CASES = _rows("copies.tsv", ("name", "one", "two", "dated", "kind", "source"))


def made(report: Report_, name: str, dated: bool) -> Digest:
    row = TOLD[name]
    agency = None if row["agency"] == "-" else row["agency"]
    return report(
        name, row["title"], row["text"].split("¶"), outlet=row["outlet"], agency=agency,
        filed=agency is not None, published=row["day"] if dated else None,
    )  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_pairs(case: Row, report: Report_) -> None:
    one, two = (made(report, case[side], case["dated"] == "yes") for side in ("one", "two"))
    found = copies.compare(one, two)
    assert found == copies.compare(two, one)
    if case["kind"] == "none":
        assert found is None
        return
    assert found is not None
    assert keys.met(copies.keys(one), copies.keys(two))
    assert found.kind in case["kind"].split("|")
    assert (found.of if found.directed else "-") == case["source"]
    assert 0 < found.share <= 1


def test_no_other_pair_is_a_copy(report: Report_) -> None:
    """Reports of different stories, each against each."""
    digests = [made(report, name, True) for name in TOLD]
    for n, one in enumerate(digests):
        for two in digests[n + 1 :]:
            if one.id.split("_")[0] != two.id.split("_")[0]:
                assert copies.compare(one, two) is None


STOCK = (
    "Whoever comes too late will have to wait outside until the doors are opened again.",
    "The owners will hand over what is left of their stake before the end of the term.",
    "Nothing of the kind has ever been seen here, and nobody expects to see it again.",
)
SHORT = (
    "{0} and {1} will open talks on {2} in {3}, the presidential office announced on Tuesday.",
    *STOCK[:2],
)
LONG = (
    *SHORT,
    "Noor Haddad leads the side of Quellia and Pia Lindqvist that of Iskendar, with Rafa Ibarra of Ostrava between them.",
    "Bishop Janko Peric of Valmora and Sheikh Idris Anwar of Tel Kazir had asked for the meeting since the Kasra strike.",
    "Maritsa Dolan, Otto Brink and Selma Yilmaz came from Harrow Bay, Ravnik and Port Serrano to watch from the gallery.",
)
ONE = ("Merrowland", "Ondara", "herring", "East Fernwell")
OTHER = ("Quellia", "Iskendar", "ore", "Lower Fontasela")


def test_what_names_nobody_leads_to_no_copy(report: Report_) -> None:
    one = report("one", "Bridge reopens", [*STOCK, "Lena Brod opened the bridge of Torval on Friday with 40 guests."])
    two = report("two", "Mill burns", [*STOCK, "A mill in Kesh burned on Sunday, and Omar Aziz lost 12 cows in it."])
    shared = set(copies.keys(one)) & set(copies.keys(two))
    assert not {key for key in shared if key.startswith(("sentences ", "words o:"))}


def test_two_happenings_on_one_pattern_are_no_copies(report: Report_) -> None:
    one, two = (
        report(name, f"{names[3]} hosts talks", [line.format(*names) for line in lines], published="2031-05-02")
        for name, names, lines in (("one", ONE, SHORT), ("two", OTHER, LONG))
    )
    assert copies.compare(one, two) is None
    assert copies.compare(one, replace(one, id="again", sha256="b")) is not None


@pytest.mark.parametrize(
    ("text", "speaks"),
    [
        ("Sign up for our newsletter.", True),
        ("You have two free stories left this month.", True),
        ("We rely on our readers to keep this newsroom open.", True),
        ("All rights reserved.", True),
        ("The council voted to buy the dairy.", False),
        ("We walked for nine days, and none of us spoke of the fire.", False),
        ("Followers of the bishop gathered at the gate.", False),
        ("Subscribers to the pension fund lost a third of their savings.", False),
    ],
)
def test_what_speaks_to_the_readers(text: str, speaks: bool) -> None:
    assert is_address(text) == speaks


def test_what_is_said_to_somebody_in_a_quote_is_no_address(report: Report_) -> None:
    found = sentences(report("a", "T", ['"You have lied to us," the widow told the minister in Brekke.']))
    assert found[0].role != ADDRESS


ODD = [
    "",
    ".",
    "No.",
    "x " * 12_000,
    "Holm said 9 were missing. " * 2_500,
    "\u00ad\u200b",
    "事故で九人が行方不明になった。" * 40,
]


@pytest.mark.parametrize("n", range(len(ODD)))
def test_any_text(n: int, report: Report_) -> None:
    odd, other = report("a", ODD[n], [ODD[n]]), report("b", "Title", [ODD[n]])
    wire = made(report, "slide", True)
    for one, two in ((odd, other), (odd, wire), (wire, odd)):
        found = copies.compare(one, two)
        assert found is None or (found.kind in COPY_KINDS and one is not wire and two is not wire)
    copies.keys(odd)


def test_damaged_letters_make_no_other_report(report: Report_) -> None:
    row = TOLD["slide"]["text"].split("¶")
    damaged = [
        p.replace('"', "â€œ").replace("fire", "ﬁre").replace("valley", "val\u00adley").replace(" a ", " a\u00a0")
        for p in row
    ]
    found = copies.compare(report("a", "Slide", row), report("b", "Slide", damaged))
    assert found is not None
    assert found.kind in ("identical", "verbatim")


def test_credits_in_a_circle_do_no_harm(report: Report_) -> None:
    text = TOLD["slide_own"]["text"].split("¶")
    names = ("Daily Tide", "Fjord Flash", "Lake Courier")
    digests = [
        report(
            name, "Tveit waits", [*text, f"Source: {names[(n + 1) % 3]}."], outlet=name, published=f"2031-04-1{n + 1}"
        )
        for n, name in enumerate(names)
    ]
    random.Random(1).shuffle(digests)
    found = [copies.compare(a, b) for n, a in enumerate(digests) for b in digests[n + 1 :]]
    assert all(c is not None and c.kind in ("identical", "verbatim") for c in found)

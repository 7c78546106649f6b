"""Readings of one page: which they are, and in which order they came."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace

import pytest

from onrecord.links import copies, origins, versions
from onrecord.links.direction import older
from onrecord.shapes.link import Copy, Digest

Report_ = Callable[..., Digest]
BODY = [
    "The toll rose to 12 on Monday, the hospital in Arvik said in a short statement to the press agencies.",
    "Two bridges stay closed, and the ferries to the islands do not run before the wind drops.",
]

PAGES = [
    ("https://www.x.example/a/toll/", "http://x.example/a/toll", True),
    ("https://x.example/a/toll?utm_source=mail&id=4#top", "https://x.example/a/toll?id=4", True),
    ("https://x.example/a/toll?id=4", "https://x.example/a/toll?id=5", False),
    ("https://x.example/a", "https://y.example/a", False),
    ("news/toll.txt", "news/toll.txt", True),
    ("https://x.example/", "https://x.example/", None),
    ("-", "-", None),
    ("https://[x/a", "https://[x/a", None),
]


@pytest.mark.parametrize(("one", "two", "same"), PAGES, ids=range(len(PAGES)))
def test_one_page(one: str, two: str, same: bool | None) -> None:
    if same is None:
        assert versions.page(one, 0) is None
    else:
        assert (versions.page(one, 0) == versions.page(two, 0)) is same
        assert versions.page(one, 0) != versions.page(one, 1)


def at(made: Digest, address: str, **given: str) -> Digest:
    return replace(made, address=address, **given)  # type: ignore[arg-type]


def test_the_same_place_in_a_folder_says_little(report: Report_) -> None:
    old, new = report("a", "Toll at 12", BODY), report("b", "Toll at 15", [BODY[0].replace("12", "15"), BODY[1]])
    other = report("c", "Fishermen block the quay", ["Some forty boats took part in it on Friday, police said."] * 3)
    found = copies.compare(at(old, "page.html"), at(new, "page.html"))
    assert found is not None
    assert (found.kind, found.directed) == ("update", False)
    assert copies.compare(at(old, "page.html"), at(other, "page.html")) is None
    assert copies.compare(at(old, "-"), at(new, "-")) != found


def test_a_notice_at_the_address_is_no_version(report: Report_) -> None:
    old, notice = report("a", "Toll at 12", BODY), report("b", "Toll at 12", [])
    assert copies.compare(at(old, "https://x.example/a"), at(notice, "https://x.example/a")) is None


ORDERS = [
    ({"captured": "2031-05-02"}, {"captured": "2031-05-03", "changed": "2031-05-01"}, "captured"),
    ({"changed": "2031-05-02"}, {"changed": "2031-05-03"}, "modified"),
    ({"edited": "2031-05-02T10:00:00+00:00"}, {"edited": "2031-05-02T12:00:00+00:00"}, "modified"),
    ({"published": "2031-05-02", "changed": "2031-05-02"}, {"published": "2031-05-03", "changed": "2031-05-03"}, "published"),
    ({"captured": "2031-05-09", "published": "2031-05-02"}, {"published": "2031-05-03"}, "published"),
    ({}, {"captured": "2031-05-03"}, None),
]  # fmt: skip


@pytest.mark.parametrize(("one", "two", "how"), ORDERS, ids=range(len(ORDERS)))
def test_what_tells_the_order(report: Report_, one: dict[str, str], two: dict[str, str], how: str | None) -> None:
    a, b = (at(report(n, f"Toll {n}", BODY), "https://x.example/a", **x) for n, x in (("a", one), ("b", two)))
    assert older(a, b) == older(b, a) == (None if how is None else (a, how))
    chain = versions.versions({"b": b, "a": a}, [Copy("b", "a", "update", 1.0, False)])
    assert [v.how for v in chain[0]] == ["first", how or "added"]
    assert chain[0][0].report == ("b" if how is None else "a")


def test_order_of_addition_makes_no_difference_where_dates_tell(report: Report_) -> None:
    stamps = [
        {"captured": "2031-05-01T00:00:00+00:00"},
        {"captured": "2031-05-02T00:00:00+00:00", "published": "2031-05-02"},
        {"published": "2031-05-03"},
        {"published": "2031-05-04"},
    ]
    made = [
        at(report(n, f"Toll at 1{n}", [BODY[0].replace("12", f"1{n}"), BODY[1]]), "https://x.example/a", **stamp)
        for n, stamp in zip("3142", stamps, strict=True)
    ]
    links = [found for a in made for b in made if a.id < b.id and (found := copies.compare(a, b)) is not None]
    assert {c.kind for c in links} == {"update"}
    expected = None
    for seed in range(10):
        random.Random(seed).shuffle(made)
        random.Random(seed).shuffle(links)
        chain = versions.versions({d.id: d for d in made if d.id != "3"}, links)
        assert [v.report for v in chain[0]] == ["1", "4", "2"]
        assert expected in (None, chain)
        expected = chain


def test_a_page_is_one_origin_whatever_its_versions_copy(ledger: tuple[Digest, ...], report: Report_) -> None:
    wire = ledger[0]
    url = "https://dispatch.example/silo"
    own = report("v1", "Silo: what we saw", BODY, published="2031-05-01", outlet="Vardnes Dispatch", url=url)
    taken = report(
        "v2", "Silo: what we saw", [s.text for s in wire.paragraphs], published="2031-05-02", outlet="Vardnes Dispatch", url=url
    )  # fmt: skip
    third = report("x", "Silo, they say", BODY, published="2031-05-03", outlet="Daily Tide")
    some = [wire, own, taken, third]
    links = [c for a in some for b in some if a.id < b.id and (c := copies.compare(a, b)) is not None]
    assert {(c.report, c.of, c.kind) for c in links} >= {("v2", "v1", "update"), ("v2", "a-wire", "verbatim")}
    assert len(origins.origins(some, links)) == 1
    assert len(origins.origins(some[:2], links)) == 2

"""What other reports tell of an undated one: only what a copy or a version makes sure, whatever the order."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.links import copies, dates, versions
from onrecord.links.digest import digest
from onrecord.shapes.link import Bound, Copy, Digest, Inferred, Tie, Version

from .conftest import make

Report_ = Callable[..., Digest]


def settle(reports: Sequence[Digest]) -> dict[str, Inferred]:
    known = {d.id: d for d in reports}
    links = [c for a in reports for b in reports if a.id < b.id and (c := copies.compare(a, b)) is not None]
    return dates.inferred(known, links, versions.versions(known, links))


def test_a_copy_is_not_older_than_what_it_copies(ledger: tuple[Digest, ...]) -> None:
    found = settle(ledger)
    assert found == {"d-respun": Inferred(Bound("2031-05-01", (Tie("a-wire", "copies"),)), None)}


def test_an_undated_source_is_not_younger_than_its_copies(ledger: tuple[Digest, ...]) -> None:
    undated = [replace(d, published=None, moment=None, changed=None) if d.id == "a-wire" else d for d in ledger]
    latest = settle(undated)["a-wire"].latest
    assert latest == Bound("2031-05-02", (Tie("b-verbatim", "is copied by"),))


def test_that_one_is_dated_does_not_make_it_the_source(report: Report_) -> None:
    text = ["A grain silo collapsed in the harbour of Vardnes on Thursday evening and 18 dock workers were buried."] * 3
    dated = report("a", "Silo", text, published="2031-05-01", outlet="One")
    undated = report("b", "Tower", text, outlet="Two")
    copy = copies.compare(dated, undated)
    assert copy is not None
    assert copy.directed
    assert settle([dated, undated]) == {}


def test_a_story_alone_tells_nothing(ledger: tuple[Digest, ...]) -> None:
    own = [replace(d, published=None, changed=None) if d.id in ("e-own", "f-other") else d for d in ledger]
    assert set(settle(own)) == {"d-respun"}


def page(report: Report_, name: str, day: str | None, captured: str | None) -> Digest:
    body = [f"The toll rose to {name} on Monday, the hospital in Arvik said in a short statement to the agencies."] * 2
    return replace(report(name, "Toll", body, published=day, url="https://x.example/toll"), captured=captured)


def test_versions_bound_one_another(report: Report_) -> None:
    chain = [
        page(report, "1", "2031-05-01", "2031-05-01T06:00:00+00:00"),
        page(report, "2", None, "2031-05-04T06:00:00+00:00"),
        page(report, "3", "2031-05-03", "2031-05-05T06:00:00+00:00"),
    ]
    assert settle(chain) == {
        "2": Inferred(
            Bound("2031-05-01", (Tie("1", "is a later version of"),)),
            Bound("2031-05-03", (Tie("3", "is an earlier version of"),)),
        )
    }
    # Nothing tells which of them came first.
    assert settle([replace(d, captured=None) for d in chain[:2]]) == {}


def test_bounds_are_handed_on_and_contradictions_tell_nothing(report: Report_) -> None:
    made = {n: report(n, n, ["words"], published=day) for n, day in (("a", "2031-05-02"), ("b", None), ("c", None))}
    chain = [Version("a", "first"), Version("b", "captured"), Version("c", "captured")]
    found = dates.inferred(made, (), [chain])
    assert found["c"].earliest == Bound(
        "2031-05-02", (Tie("b", "is a later version of"), Tie("a", "is a later version of"))
    )
    made["d"] = report("d", "d", ["words"], published="2031-05-01")
    assert set(dates.inferred(made, (), [[*chain, Version("d", "captured")]])) == set()


@settings(max_examples=50, deadline=None)
@given(st.data())
def test_a_function_of_the_links(data: st.DataObject) -> None:
    days = st.sampled_from([None, None, "2031-05-01", "2031-05-02", "2031-05-03"])
    names = [f"r{i}" for i in range(data.draw(st.integers(2, 7)))]
    made = [digest(make(n, n, [], published=data.draw(days))) for n in names]
    pairs = st.tuples(st.sampled_from(names), st.sampled_from(names))
    ties = data.draw(st.lists(pairs.filter(lambda p: p[0] != p[1]), max_size=8))
    chains = [[Version(a, "first"), Version(b, "captured")] for a, b in ties]
    expected = dates.inferred({d.id: d for d in made}, (), chains)
    for report, one in expected.items():
        assert next(d for d in made if d.id == report).published is None
        for bound in (one.earliest, one.latest):
            if bound is not None:
                assert next(d for d in made if d.id == bound.ties[-1].report).published == bound.day
    for seed in range(3):
        random.Random(seed).shuffle(made)
        random.Random(seed).shuffle(chains)
        assert dates.inferred({d.id: d for d in made}, (), chains) == expected


def test_update_copies_at_other_addresses_tell_nothing(report: Report_) -> None:
    made = {n: report(n, n, ["words"], published=day) for n, day in (("a", "2031-05-02"), ("b", None))}
    assert dates.inferred(made, [Copy("b", "a", "update", 0.5, True)], ()) == {}

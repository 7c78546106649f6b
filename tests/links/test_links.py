"""Copies, origins and stories together: what they find, and that nothing hangs on the order of arrival."""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.links import copies, direction, entities, keys, origins, stories, words
from onrecord.links.digest import digest
from onrecord.shapes.link import Copy, Digest, Edge, Story, plain
from onrecord.shapes.plain import from_plain, to_plain
from onrecord.shapes.reading import Reading
from onrecord.shapes.repair import read_right
from onrecord.shapes.report import Block, Report
from onrecord.shapes.span import Span

Report_ = Callable[..., Digest]


def settle(arriving: Sequence[Digest]) -> tuple[tuple[Story, ...], set[Copy]]:
    """Stories and copies as a ledger finds them: each report meets those before it that share a key."""
    before: list[Digest] = []
    found: set[Copy] = set()
    edges: set[Edge] = set()
    for mine in arriving:
        for other in before:
            met = keys.met(keys.keys(mine), keys.keys(other))
            copy = None if met.isdisjoint(keys.NEEDED["copy"]) else copies.compare(mine, other)
            score = None if met.isdisjoint(keys.NEEDED["story"]) else stories.related(mine, other)
            if copy is not None:
                found.add(copy)
            elif score is not None:
                edges.add(Edge(*sorted((mine.id, other.id)), score))
        before.append(mine)
    return stories.group(arriving, edges, found), found


def test_copies_of_a_wire(ledger: tuple[Digest, ...]) -> None:
    _, found = settle(ledger)
    kinds = {(c.report, c.of): (c.kind, c.directed) for c in found}
    assert kinds["b-verbatim", "a-wire"] == ("verbatim", True)
    assert kinds["c-trimmed", "a-wire"] == ("trimmed", True)
    assert kinds["d-respun", "a-wire"] == ("rewritten", True)
    assert {name for pair in kinds for name in pair} == {"a-wire", "b-verbatim", "c-trimmed", "d-respun"}


def test_stories_and_origins(ledger: tuple[Digest, ...]) -> None:
    found, _ = settle(ledger)
    assert [s.reports for s in found] == [("a-wire", "b-verbatim", "c-trimmed", "e-own", "d-respun"), ("f-other",)]
    first = found[0]
    assert (first.id, first.first, first.last) == ("a-wire", "2031-05-01", "2031-05-02")
    assert [(o.id, o.label, len(o.reports)) for o in first.origins] == [
        ("agency:NWD", "NWD", 4),
        ("outlet:nordhamn post", "Nordhamn Post", 1),
    ]


def test_twenty_orders_of_arrival(ledger: tuple[Digest, ...]) -> None:
    expected = settle(ledger)
    order = list(ledger)
    for seed in range(20):
        random.Random(seed).shuffle(order)
        assert settle(order) == expected


def test_decisions_are_symmetric(ledger: tuple[Digest, ...]) -> None:
    for a, b in combinations(ledger, 2):
        assert copies.compare(a, b) == copies.compare(b, a)
        assert stories.related(a, b) == stories.related(b, a)


def test_keys_are_the_same_each_time(ledger: tuple[Digest, ...]) -> None:
    # Seeds and hashes are fixed: what one process files another must find.
    assert copies.keys(ledger[0])[1].startswith("words w0:")
    for mine in ledger:
        again = from_plain(Digest, json.loads(json.dumps(to_plain(mine))))
        assert again == mine
        assert copies.keys(again) == copies.keys(mine)
        assert stories.keys(again) == stories.keys(mine)


def test_one_press_conference_is_no_copy(report: Report_) -> None:
    said = '"The bridge was sound when we opened it in the spring, and every bolt of it was checked by two engineers," he said.'
    more = (
        '"Those who now say otherwise were not there, and they have not read the papers that lie on my desk," he said.'
    )
    a = report(
        "a",
        "Minister defends bridge",
        [
            "Works minister Olan Freit came before the press at noon.",
            said,
            more,
            "He left without taking questions from the floor.",
        ],
    )
    b = report(
        "b",
        "Freit: bolts were checked",
        [
            "A visibly tired Olan Freit defended his ministry on Monday.",
            said,
            more,
            "Opposition members laughed when they were told.",
        ],
    )
    assert copies.compare(a, b) is None


def test_same_address_other_bytes_is_an_update(report: Report_) -> None:
    body = [
        "The toll rose to 12 on Monday, the hospital in Arvik said in a short statement to the press agencies.",
        "Two bridges stay closed.",
    ]
    old = report("a", "Toll at 12", body, url="https://x.example/toll", published="2031-05-01")
    new = report(
        "b", "Toll at 15", [body[0].replace("12", "15"), body[1]], url="https://x.example/toll", published="2031-05-02"
    )
    copy = copies.compare(old, new)
    assert copy is not None
    assert (copy.report, copy.of, copy.kind, copy.directed) == ("b", "a", "update", True)
    front = [replace(one, url="https://x.example/", address="https://x.example/") for one in (new, old)]
    assert copies.compare(*front) is None or copies.compare(*front).kind != "update"  # type: ignore[union-attr]


def test_a_desk_that_goes_on_with_its_report_updates_it(ledger: tuple[Digest, ...], report: Report_) -> None:
    kept = [s.text for s in ledger[0].paragraphs[1:4]]
    new = ["Rescuers brought out the last of the dock workers on Friday evening and said nobody was left inside the silo of"
           " Vardnes, where the owner had let the walls stand with cracks in them for two whole months.",
           "The harbour will stay closed until Monday, and the prosecutor in Nordhamn has asked for the papers of all"
           " inspections since the silo was built, her office told a crowd of reporters at the gate."]  # fmt: skip
    later = report(
        "z", "All out of Vardnes silo", [*new, *kept], published="2031-05-03", outlet="Northern Wire Desk", agency="NWD"
    )
    copy = copies.compare(later, ledger[0])
    assert copy is not None
    assert (copy.report, copy.of, copy.kind, copy.directed) == ("z", "a-wire", "update", True)


def test_extended_copy_carries_matter_of_its_own(ledger: tuple[Digest, ...], report: Report_) -> None:
    from_wire = [s.text for s in ledger[0].paragraphs]
    own = [
        f"In the street called {n} the windows of house number {i} were broken by the wave of air, a neighbour wrote to us."
        for i, n in enumerate("Storgata Skolegata Havnegata Bakkegata Nygata Torggata".split())
    ]
    longer = report("z", "Silo: what we know", [*from_wire, *own], published="2031-05-03", outlet="Vardnes Dispatch")
    copy = copies.compare(ledger[0], longer)
    assert copy is not None
    assert (copy.report, copy.of, copy.kind) == ("z", "a-wire", "extended")


@pytest.mark.parametrize(
    ("outlet", "agency", "expected"),
    [
        ("Highland Wire Service", "HWS", True),
        ("Reuters", "Reuters", True),
        ("Reuters", None, True),
        ("The Daily Tide", "AP", False),
        ("Associated Press", "AP", True),
        (None, "AP", False),
    ],
)
def test_agency_on_its_own_page(report: Report_, outlet: str | None, agency: str | None, expected: bool) -> None:
    assert direction.is_agency(report("a", "t", ["x"], outlet=outlet, agency=agency)) is expected


def test_direction_is_left_open_when_nothing_tells(ledger: tuple[Digest, ...], report: Report_) -> None:
    text = [s.text for s in ledger[0].paragraphs]
    copy = copies.compare(report("x", "One", text), report("y", "Two", text))
    assert copy == Copy("y", "x", "verbatim", 1.0, False)


def test_origin_of_undirected_copies_is_one(report: Report_) -> None:
    a, b, c = (report(n, n, ["words"], outlet=f"Paper {n}", published="2031-05-01") for n in "abc")
    found = origins.origins([c, b, a], [Copy("b", "a", "verbatim", 1.0, False)])
    assert [o.reports for o in found] == [("a", "b"), ("c",)]


def test_agency_reports_share_an_origin_by_any_name(report: Report_) -> None:
    one = report("a", "t", ["x"], agency="AP")
    two = report("b", "t", ["x"], agency="The Associated Press")
    found = origins.origins([one, two], [])
    assert [(o.id, o.label) for o in found] == [("agency:Associated Press", "AP")]


def test_a_report_that_names_no_source_is_called_by_title_or_file(report: Report_) -> None:
    digests = (report("a", "Silo falls", ["x"]), replace(report("b", "", ["y"]), title=None, address="desk/k4.txt"))
    assert [o.label for o in origins.origins(digests, [])] == ["Silo falls", "k4.txt"]


def test_reports_years_apart_are_less_related(ledger: tuple[Digest, ...]) -> None:
    near = stories.related(ledger[0], ledger[4])
    far = stories.related(ledger[0], replace(ledger[4], published="2038-05-02", changed="2038-05-02"))
    assert near is not None
    assert far is None or far < near


def test_a_story_prints_as_the_record_has_it(ledger: tuple[Digest, ...]) -> None:
    printed = plain(settle(ledger)[0][0])
    assert isinstance(printed, dict)
    assert list(printed) == ["story", "title", "from", "to", "reports", "origins", "attached", "happenings"]
    assert list(printed["happenings"][0]) == ["happening", "title", "from", "to", "reports"]
    assert list(printed["origins"][0]) == ["origin", "label", "reports"]


@pytest.mark.parametrize(
    ("one", "other"),
    [("José Müller", "Jose Muller"), ("the Marine Department", "Marine Department"), ("U.N.", "U N")],
)
def test_entities_are_one_by_full_name(one: str, other: str) -> None:
    assert entities.identity(one, "person") == entities.identity(other, "person")
    assert entities.identity(one, "person") != entities.identity(one, "place")


@pytest.mark.parametrize(
    ("forms", "same"),
    [
        ("rise rises", True),
        ("stopped stop stopping stops", True),
        ("city cities", True),
        ("evacuate evacuated evacuating", True),
        ("bus gas", False),
    ],
)
def test_stems(forms: str, same: bool) -> None:
    assert (len({words.stem(w) for w in forms.split()}) == 1) is same


@pytest.mark.parametrize(("word", "number"), [("4,200", "4200"), ("nine", "9"), ("Twenty-one", "21"), ("many", None)])
def test_number_words(word: str, number: str | None) -> None:
    assert words.tokens(word)[0].number == number


def test_rare_names_weigh_most_and_words_of_the_grammar_nothing() -> None:
    assert words.weight(words.stem("the"), False) == 0
    assert words.weight(words.stem("minister"), False) < words.weight(words.stem("zircon"), False)
    assert words.weight(words.stem("Kenya"), True) < words.weight(words.stem("Quennell"), True)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.text(max_size=200), max_size=6), st.lists(st.text(max_size=200), max_size=6))
def test_any_text_can_be_linked(one: list[str], two: list[str]) -> None:
    made = []
    for name, lines in (("a", one), ("b", two)):
        text = "\n".join(lines)
        blocks = (Block(Span(0, len(text)), "body", "made"),)
        mine = digest(Reading(Report(name, name, name, "text", "utf-8", "en", text, blocks, ()), {}))
        for s in mine.paragraphs:
            meant = " ".join(read_right(line.strip()) for line in text[s.start : s.end].splitlines())
            assert " ".join(meant.split()) == s.text
        made.append(mine)
    assert copies.keys(made[0]) == copies.keys(made[0])
    assert copies.compare(*made) == copies.compare(made[1], made[0])
    assert stories.related(*made) == stories.related(made[1], made[0])


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_stories_are_a_function_of_the_edges(data: st.DataObject) -> None:
    names = [f"r{i}" for i in range(data.draw(st.integers(1, 9)))]
    made = [_bare(n, data.draw(st.sampled_from([None, "2031-05-01", "2031-05-02"]))) for n in names]
    pairs = list(combinations(names, 2))
    edges = [Edge(a, b, data.draw(st.integers(12, 100)) / 100) for a, b in pairs if data.draw(st.booleans())]
    copied = [Copy(b, a, "verbatim", 1.0, True) for a, b in pairs if data.draw(st.integers(0, 9)) == 0]
    expected = stories.group(made, edges, copied)
    assert sorted(r for s in expected for r in s.reports) == names
    for copy in copied:
        assert any({copy.report, copy.of} <= set(s.reports) for s in expected)
    for items in (made, edges, copied):
        data.draw(st.randoms(use_true_random=False)).shuffle(items)
    assert stories.group(made, edges, copied) == expected


def _bare(name: str, published: str | None) -> Digest:
    mine = digest(Reading(Report(name, name, name, "text", "utf-8", "en", "", (), ()), {}))
    return replace(mine, published=published)


def test_a_roundup_is_no_origin_of_what_others_report(report: Report_) -> None:
    told = report(
        "a", "Ferry runs aground", ["The ferry Orla ran aground off Skarvoy on Monday."], outlet="Skarvoy Post"
    )
    brief = replace(
        report("b", "The day in short", ["The ferry Orla ran aground."], outlet="Tide Digest"), genre="roundup"
    )
    assert [o.label for o in origins.origins((told, brief), ())] == ["Skarvoy Post"]
    assert [o.label for o in origins.origins((brief,), ())] == ["Tide Digest"]

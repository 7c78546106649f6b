"""Series drawn into a file: each statement one mark, shapes as hedged, whole in itself, readable without seeing it."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ElementTree
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.faces import board, chart, signs
from onrecord.faces.told import Line, line

SVG = "{http://www.w3.org/2000/svg}"


def point(value: float | None, hedge: str = "exact", **rest: Any) -> dict[str, Any]:
    low, high = rest.pop("low", value), rest.pop("high", value)
    found = {"report": "a", "start": 0, "end": 2, "as_of": "2031-05-02", "published": "2031-05-03", "counter": None}
    found |= {"value": value, "low": low, "high": high, "hedge": hedge, "retracted": False, "origins": 1}
    found["behind"] = [{"origin": "agency:XNA", "label": "XNA", "reports": 1}]
    return found | rest


def drawn(*points: dict[str, Any], when: dict[str, Any] | None = None, **head: Any) -> Line:
    row = {"what": "killed", "counted": None, "where": "Torval", "unit": None, "scope": "total"} | head
    return line(row | {"points": points}, lambda place: "dozens", lambda place: when, lambda report: f"The {report}")


def panel(*points: dict[str, Any], story: str = "s", **head: Any) -> chart.Panel:
    return chart.Panel(story, f"Title of {story}", drawn(*points, **head))


def marks(svg: str) -> list[ElementTree.Element]:
    return [g for g in ElementTree.fromstring(svg).iter(f"{SVG}g") if g.get("role") == "img"]


@pytest.mark.parametrize(
    ("made", "kinds", "said", "sentence"),
    [
        (point(14), ("exact",), "14", "2031-05-02: 14 (The a)"),
        (point(14, "at_least"), ("up",), "at least 14", "2031-05-02: at least 14 (The a)"),
        (point(14, "nearly"), ("down",), "nearly 14", "2031-05-02: nearly 14 (The a)"),
        (point(14, "about", counter="Brod"), ("about",), "about 14", "2031-05-02: about 14, per Brod (The a)"),
        (point(None, "range", low=20, high=30), ("range",), "20 to 30", "2031-05-02: 20 to 30 (The a)"),
        (point(None, "vague"), ("vague",), "“dozens”", "2031-05-02: “dozens” (The a)"),
        (point(14, retracted=True), ("exact", "gone"), "14", "2031-05-02: 14, taken back (The a)"),
        (point(14, as_of=None), ("exact", "report"), "14", "report of 2031-05-03: 14 (The a)"),
        (point(14, as_of=None, published=None), ("exact",), "14", "no date: 14 (The a)"),
        (point(-5), ("vague",), "-5", "2031-05-02: -5 (The a)"),
        (point(10**400), ("vague",), "a number too large to …", "2031-05-02: a number too large to print (The a)"),
    ],
)
def test_a_sign_says_what_is_known(made: dict[str, Any], kinds: tuple[str, ...], said: str, sentence: str) -> None:
    (value,) = drawn(made).values
    assert signs.meanings(value) == kinds
    assert signs.said(value, "")[0] == said
    assert signs.sentence(value) == sentence
    svg = chart.render([chart.Panel("s", "t", drawn(made))], "Figures")
    assert [g.get("aria-label") for g in marks(svg)] == [sentence]
    assert all(signs.MEANINGS[kind] in svg for kind in kinds)


def test_several_days_are_a_stretch() -> None:
    (value,) = drawn(point(14), when={"as_of": {"from": "2031-04-28", "to": "2031-05-02"}}).values
    assert signs.meanings(value) == ("exact", "days")
    assert signs.sentence(value).startswith("2031-04-28 to 2031-05-02: 14")
    (value,) = drawn(point(14), when={"as_of": {"from": "2031-05-02", "to": "2031-05-02"}}).values
    assert value.since == ""


def test_copies_are_one_mark_that_counts_origins() -> None:
    (value,) = drawn(*(point(14, report=name) for name in "abc")).values
    assert signs.sentence(value) == "2031-05-02: 14 (The a, The b, The c; 3 reports, 1 origin: XNA)"


def test_equal_numbers_with_other_hedges_are_marks_apart() -> None:
    svg = chart.render([panel(point(14, counter="A"), point(14, "at_least", counter="B"))], "Figures")
    assert len(marks(svg)) == 2
    dots = re.findall(r'<circle class="full" cx="([\d.]+)" cy="([\d.]+)"', "".join(svg.split("aria-hidden")[0]))
    (a, y), (b, z) = (tuple(map(float, found)) for found in dots)
    assert y == z
    assert abs(a - b) >= signs.HIDDEN


def test_without_any_day_the_column_for_it_is_all_there_is() -> None:
    svg = chart.render([panel(point(14, as_of=None, published=None))], "Figures")
    (x,) = re.findall(r'<circle class="full" cx="([\d.]+)"', svg.split("aria-hidden")[0])
    assert float(x) < board.WIDTH / 4
    assert svg.count(">no date</text>") == 1
    assert "V" not in "".join(re.findall(r'class="grid" d="([^"]*)"', svg))


def test_nothing_joins_and_nothing_is_averaged() -> None:
    svg = chart.render([panel(point(10), point(20, as_of="2031-05-05"), point(30, as_of="2031-05-08"))], "Figures")
    assert "polyline" not in svg
    assert len(marks(svg)) == 3


def test_it_is_whole_in_itself() -> None:
    svg = chart.render([panel(point(14))], "Figures")
    root = ElementTree.fromstring(svg)
    assert {child.tag for child in root.iter()} <= {
        SVG + tag for tag in ("svg", "title", "desc", "style", "rect", "text", "tspan", "g", "path", "circle")
    }
    assert root.get("aria-labelledby") == "title desc"
    assert "2031-05-02: 14 (The a)." in (root.findtext(f"{SVG}desc") or "")
    assert not re.search(r"href|url\(|@import|<script|on\w+=", svg)
    assert "prefers-color-scheme: dark" in svg


def test_what_is_left_out_is_said() -> None:
    panels = [panel(*(point(n) for n in range(1 + k % 3)), where=f"Place {k}") for k in range(chart.MOST + 2)]
    svg = chart.render(panels, "Figures")
    assert "2 series with fewer values left out." in svg
    assert svg.count('class="name"') == chart.MOST
    assert chart.left_out(panels) == 2


def test_panels_of_one_story_stand_below_one_another() -> None:
    early, late = point(3, as_of="2031-05-01"), point(5, as_of="2031-05-09")
    for second, panels_with_9_may in (("s", 2), ("t", 1)):
        svg = chart.render([panel(early, story="s"), panel(early, late, story=second)], "Figures")
        assert svg.count(">1 May</text>") == 2
        assert svg.count(">9 May</text>") == panels_with_9_may


@given(
    st.lists(
        st.tuples(
            st.one_of(st.none(), st.integers(-9, 10**30), st.floats(0, 1e20)),
            st.sampled_from(["exact", "at_least", "up_to", "about", "range", "vague"]),
            st.one_of(st.none(), st.dates().map(str)),
            st.text(max_size=8),
        ),
        min_size=1,
        max_size=12,
    )
)
def test_any_statement_is_drawn_once(found: list[tuple[Any, str, str | None, str]]) -> None:
    points = [
        point(None if hedge in ("range", "vague") else value, hedge, as_of=day, published=None, counter=who, start=n)
        | ({"low": 1, "high": value} if hedge == "range" and value is not None else {})
        for n, (value, hedge, day, who) in enumerate(found)
    ]
    one = drawn(*points)
    svg = chart.render([chart.Panel("s", "t", one)], "Figures")
    assert len(marks(svg)) == len(one.values)
    assert {p["start"] for p in points} == {p.start for v in one.values for p in v.places} | {
        p["start"] for p in points
    }


def test_hostile_words_are_words() -> None:
    bad = '<script>alert(1)</script>]]>&"\x00\x1b[31m\ufffe\ud800'
    svg = chart.render([panel(point(1, counter=bad), point(2), point(3), where=bad, story=bad)], bad)
    ElementTree.fromstring(svg)
    assert "<script" not in svg


@pytest.mark.parametrize(
    ("most", "lines", "step"), [(12, 5, 5), (1, 5, 1), (3, 2, 2), (0, 5, 1), (0.3, 5, 0.1), (9e8, 5, 2e8)]
)
def test_steps_are_round(most: float, lines: int, step: float) -> None:
    assert board._step(most, lines) == pytest.approx(step)

"""Figures, case by case, and what must hold for any text."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.marks.kinds import KINDS
from onrecord.shapes.mark import Mark, Ref, When
from onrecord.shapes.record import as_record
from onrecord.shapes.table import Row
from tests.marks.conftest import Answer, cases, marks_of, report_of

ROWS = cases(__file__, "name", "text", "expect")
PUBLISHED = "2024-05-01"


@pytest.mark.parametrize("row", ROWS, ids=lambda r: r["name"])
def test_case(
    row: Row, mark: Callable[..., dict[str, list[Mark]]], bracketed: Callable[[str], tuple[str, list[Answer]]]
) -> None:
    text, answers = bracketed(row["text"])
    figures = mark(text, "figure", published=PUBLISHED)["figure"]
    wanted = [(start, end) for label, start, end in answers if label == "f"]
    assert len(figures) == len(wanted), [text[f.start : f.end] for f in figures]
    for figure, (start, end) in zip(figures, wanted, strict=True):
        assert min(figure.end, end) > max(figure.start, start), text[figure.start : figure.end]
    if row["expect"] == "none":
        return
    for figure, wish in zip(figures, row["expect"].split("; "), strict=True):
        for cell, value in _wishes(wish):
            assert _shown(figure, cell) == value, cell
    for label, cell in (("n", "counted"), ("c", "counter"), ("w", "where")):
        spans = [(start, end) for found, start, end in answers if found == label]
        for start, end in spans:
            at = [_span(f.value(cell)) for f in figures if f.value(cell) is not None]
            assert any(a < end and start < b for a, b in at), label


def _wishes(wish: str) -> list[tuple[str, str]]:
    out: list[tuple[str, str]] = []
    for part in wish.split(" "):
        if "=" in part:
            cell, value = part.split("=", 1)
            out.append((cell, value))
        else:
            out[-1] = (out[-1][0], f"{out[-1][1]} {part}")
    return out


def _shown(figure: Mark, cell: str) -> str:
    value = figure.value(cell)
    if isinstance(value, When):
        return str(value.first) if value.first == value.last else f"{value.first}/{value.last}"
    if isinstance(value, tuple):
        return ", ".join(str(ref.name) for ref in value)
    return str(value.name if isinstance(value, Ref) else value)


def _span(value: Any) -> tuple[int, int]:
    span = value.span if isinstance(value, Ref) else value
    return span.start, span.end


def test_marks_stand_in_the_text_and_print_as_json() -> None:
    """The printed record has no infinities, and every figure has its words."""
    report = report_of(
        "Some 1,200 people died.\nUp to half of the 300 homes burned, 20 to 30 of them in May.", PUBLISHED
    )
    marks = marks_of(report, "figure")
    record = as_record(report, marks, KINDS, {}, "test")
    assert not {"Infinity", "-Infinity", "NaN"} & set(json.dumps(record).replace(",", " ").split())
    for figure in marks["figure"]:
        assert 0 <= figure.start < figure.end <= len(report.text)


_WORDS = st.sampled_from(
    "2 30 1,200 1.4M half a dozen two million thousands of between and to - – / . , ( ) : % $ € 5m 0 ½ in out no none "
    "one twice sixth 2024 people were killed dead not including of them more than at least some or more the said "
    "according to Kenya ministry ٣ 10^9 1,2,3 999999999999999999999 -".split()
)


@settings(max_examples=60, deadline=None)
@given(st.lists(_WORDS, max_size=14).map(" ".join) | st.text(max_size=60))
def test_any_text(text: str) -> None:
    """No text breaks the rules; figures lie in the text, in order, with finite numbers."""
    report = report_of(text, PUBLISHED)
    figures = marks_of(report, "figure")["figure"]
    assert [f.start for f in figures] == sorted(f.start for f in figures)
    for figure in figures:
        assert 0 <= figure.start < figure.end <= len(text)
        for cell in ("value", "low", "high"):
            value = figure.value(cell)
            assert value is None or abs(value) <= 10**15
        low, high = figure.value("low"), figure.value("high")
        assert low is None or high is None or low <= high


def test_a_week_without_a_date_is_a_period_without_days() -> None:
    """What no date tells stays open: the words are kept, and no day is made of them."""
    (figure,) = marks_of(report_of("Two women have died this week."), "figure")["figure"]
    assert "as_of" not in figure.cells
    period = figure.value("period")
    assert isinstance(period, When)
    assert (period.first, period.last, period.precision) == (None, None, "open")


def test_a_day_told_before_holds_in_a_report_without_a_date() -> None:
    (figure,) = marks_of(report_of("A mast fell on April 29, 2024. It killed two women."), "figure")["figure"]
    assert _shown(figure, "as_of") == "2024-04-29"

"""Times, case by case, and what must hold for any text."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.marks.times.find import KIND, resolve
from onrecord.marks.times.grammar import times
from onrecord.marks.times.sense import Sense
from onrecord.shapes.mark import Cell, Found, Mark
from onrecord.shapes.plain import from_plain, to_plain
from onrecord.shapes.report import Block, Published, Report
from onrecord.shapes.span import Span
from onrecord.shapes.table import Row
from tests.marks.conftest import Answer, cases, report_of

ROWS = cases(__file__, "name", "published", "text", "expect")


@pytest.mark.parametrize("row", ROWS, ids=lambda r: r["name"])
def test_case(
    row: Row, mark: Callable[..., dict[str, list[Mark]]], bracketed: Callable[[str], tuple[str, list[Answer]]]
) -> None:
    text, answers = bracketed(row["text"])
    found = mark(text, "time", published=None if row["published"] == "-" else row["published"])["time"]
    assert [text[m.start : m.end] for m in found] == [text[start:end] for _, start, end in answers]
    if row["expect"] == "none":
        return
    for time, wish in zip(found, row["expect"].split("; "), strict=True):
        value, *rest = wish.split()
        assert time.value("value") == value
        for part in rest:
            if ".." in part:
                assert (time.value("from"), time.value("to")) == tuple(part.split(".."))
            else:
                assert time.value("type") == part


def test_dateline_is_read_too() -> None:
    """The day of a dateline block is a time, though the block is no passage."""
    text = "Lima, 5 March 2021\nIt rained."
    report = Report("r", "r", "", "text", "utf-8", "en", text, (Block(Span(0, 18), "dateline", "test"),), ())
    (time,) = resolve(report, [], {})
    assert text[time.start : time.end] == "5 March 2021"
    assert time.value("value") == "2021-03-05"


_WORDS = st.sampled_from(
    "last next this the past of a two 3 30 2024 '82 99999 half years day week month Friday May Oct. 7 February morning "
    "night ago later earlier from to between and - / : , . p.m. GMT 10:30 early mid end in until every each per quarter "
    "century 1990 s Q1 first twenty summer Christmas 22.03.2024 9999 weekend hours old 1000000 0".split()
)


@settings(max_examples=300, deadline=None)
@given(st.lists(_WORDS, max_size=12).map(" ".join) | st.text(max_size=80), st.none() | st.dates())
def test_any_text(text: str, day: date | None) -> None:
    """No text and no day breaks the rules; times lie in the text, and their days are days in order."""
    report = report_of(text)
    if day is not None:
        report = Report(
            "r", "r", "", "text", "utf-8", "en", text, (), report.passages,
            {"published": Cell(Published(day.isoformat(), how="given"), "given")},
        )  # fmt: skip
    found = [Found(p, c) for p in report.passages for c in times(p.text, Sense(None))]
    for item in found:
        assert from_plain(KIND.candidate, to_plain(item.candidate)) == item.candidate
    for mark in resolve(report, found, {}):
        assert 0 <= mark.start < mark.end <= len(text)
        first, last = mark.value("from"), mark.value("to")
        assert (first is None) == (last is None)
        if first is not None:
            assert date.fromisoformat(first) <= date.fromisoformat(last)

"""Spans: offsets that hold."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.shapes.errors import BadSpan
from onrecord.shapes.span import Span, cut_all, hull

spans = st.tuples(st.integers(0, 200), st.integers(0, 50)).map(lambda p: Span(p[0], p[0] + p[1]))


@pytest.mark.parametrize(("start", "end"), [(-1, 2), (3, 2)])
def test_offsets_that_cannot_be_are_refused(start: int, end: int) -> None:
    with pytest.raises(BadSpan, match="start must be"):
        Span(start, end)


def test_no_spans_have_no_hull() -> None:
    with pytest.raises(BadSpan):
        hull([])


@given(st.lists(spans, min_size=1))
def test_hull_contains_all(found: list[Span]) -> None:
    assert all(hull(found).contains(s) for s in found)


@given(spans, spans)
def test_overlap_goes_both_ways(a: Span, b: Span) -> None:
    assert a.overlaps(b) == b.overlaps(a)
    assert a.overlaps(b) == bool(set(range(a.start, a.end)) & set(range(b.start, b.end)))


@given(st.text(max_size=80), st.integers(0, 80), st.integers(0, 80))
def test_trimmed_cuts_only_white_space(text: str, one: int, two: int) -> None:
    lo, hi = sorted((min(one, len(text)), min(two, len(text))))
    trimmed = Span(lo, hi).trimmed(text)
    assert trimmed.cut(text) == text[lo:hi].strip()


def test_stretches_read_on() -> None:
    assert cut_all("one, two, three", [Span(0, 3), Span(10, 15)]) == "one three"

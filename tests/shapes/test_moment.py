"""Stated moments: read where they are dates, in bounded time, and never with an error."""

import time
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.shapes.moment import moment

_TABLE = Path(__file__).with_name("moments.tsv").read_text(encoding="utf-8").splitlines()[2:]


@pytest.mark.parametrize("line", _TABLE)
def test_moments(line: str) -> None:
    stated, expect = line.split("\t")
    assert moment(stated) == (None if expect == "none" else expect)


@pytest.mark.parametrize(
    ("stated", "expect"),
    [
        (1935482400, "2031-05-02T10:00:00Z"),
        (1935482400.25, "2031-05-02T10:00:00Z"),
        (1935482400000000, "2031-05-02T10:00:00Z"),
        (20310502, "2031-05-02"),
        (float("nan"), None),
        (float("inf"), None),
        (True, None),
        (None, None),
        (["2031-05-02"], None),
    ],
)
def test_numbers_and_other_things(stated: object, expect: str | None) -> None:
    assert moment(stated) == expect


@given(st.dates(date(1900, 1, 1), date(2099, 12, 31)))
def test_every_day_stands_for_itself(day: date) -> None:
    expect = None if day == date(1970, 1, 1) else day.isoformat()
    assert moment(day.isoformat()) == moment(day.strftime("%d %B %Y")) == moment(day.strftime("%a, %d %b %Y")) == expect


@given(st.one_of(st.text(max_size=120), st.integers(), st.floats()))
def test_anything(stated: object) -> None:
    found = moment(stated)
    assert found is None or (moment(found) == found and date.fromisoformat(found[:10]))


@pytest.mark.parametrize("stated", ["9" * 10_000_000, " " * 10_000_000, "May " * 1_000_000, "1" + "-" * 5_000_000])
def test_long_ones_cost_nothing(stated: str) -> None:
    start = time.process_time()
    assert moment(stated) is None
    assert time.process_time() - start < 1

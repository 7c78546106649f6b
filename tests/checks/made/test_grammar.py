"""Sentence patterns: what they make, what is wrong with them, how numbers and days are worded."""

from __future__ import annotations

import random
from datetime import date, datetime
from pathlib import Path

import pytest

from onrecord.checks.made import days, numbers
from onrecord.checks.made.grammar import compiled, written
from onrecord.shapes.errors import TableError
from onrecord.shapes.table import parse

TABLE = (Path(__file__).parent / "grammar.tsv").read_text(encoding="utf-8")
CASES = parse(TABLE, "grammar.tsv", ("name", "pattern", "written"))
SLOTS = {"n": "at least 14", "who": "Ana Bel, a baker,"}


@pytest.mark.parametrize("case", CASES, ids=lambda c: c["name"])
def test_patterns(case: object) -> None:
    pattern, text = case["pattern"], case["written"]  # type: ignore[index]
    assert written(compiled(pattern), lambda slot, begins: SLOTS[slot], lambda found: 0) == text


@pytest.mark.parametrize("pattern", ["a [b", "a ] b", "a | b", "a [b|[c] d"])
def test_brackets_must_close(pattern: str) -> None:
    with pytest.raises(TableError):
        compiled(pattern)


@pytest.mark.parametrize(
    ("value", "begins", "digits", "words"),
    [
        (7, False, False, "seven"),
        (7, False, True, "7"),
        (12, False, False, "12"),
        (42, True, False, "forty-two"),
        (90, True, False, "ninety"),
        (1430, False, False, "1,430"),
        (1430, True, False, "a total of 1,430"),
        (1430, True, True, "1,430"),
    ],
)
def test_numbers_in_words(value: int, begins: bool, digits: bool, words: str) -> None:
    assert numbers.exact(value).words(begins, digits) == words


def test_hedges_allow_the_number() -> None:
    dice = random.Random(1)
    seen = set()
    for value in (3, 14, 61, 242, 1300, 9876) * 60:
        told = numbers.hedged(value, dice)
        seen.add(told.hedge)
        assert told.low is None or told.low <= value
        assert told.high is None or told.high >= value
        assert abs(told.value - value) <= value / 10
    assert seen == {"exact", "at_least", "more_than", "nearly", "about"}


@pytest.mark.parametrize(
    ("day", "words"),
    [(4, "on Tuesday"), (10, "on Monday"), (3, "on Monday"), (16, "on Sunday"), (2, "on March 2"), (17, "on March 17")],
)
def test_weekdays_name_days_that_are_near(day: int, words: str) -> None:
    near = date(2031, 3, 9) if day != 16 else date(2031, 3, 10)
    assert days.on(date(2031, 3, day), near, month_first=True) == words


@pytest.mark.parametrize(
    ("hour", "minute", "words"),
    [
        (5, 40, "shortly before 6 a.m."),
        (6, 5, "just after 6 a.m."),
        (6, 20, "at about 6 a.m."),
        (11, 50, "shortly before noon"),
    ],
)
def test_hours(hour: int, minute: int, words: str) -> None:
    assert days.hour(datetime(2031, 3, 3, hour, minute)) == words

"""Cheap tests that stand before patterns say no only where the patterns would."""

import re

import pytest

from onrecord.reports import days, kind_phrases, phrases
from onrecord.reports.words import one_of

KINDS = ("error", "robot", "consent", "login", "stub", "subscriber")


def test_one_of_takes_the_first_that_fits() -> None:
    pattern = re.compile(one_of({"by ann": "", "by": r"\b", "from": r"\b"}), re.I)
    assert [found.group() for found in pattern.finditer("By Ann, by Annie, bye, from")] == [
        "By Ann",
        "by Ann",
        "from",
    ]


@pytest.mark.parametrize("kind", KINDS)
def test_each_phrase_of_a_kind_is_found_in_a_line(kind: str) -> None:
    for phrase in kind_phrases._rows(kind, "in"):
        assert kind_phrases.inside(f"Well, {phrase} (here)", kind), phrase


def test_each_phrase_that_may_stand_in_a_line_is_found_in_one() -> None:
    for rows in phrases._tables().has.values():
        for phrase, _, _ in rows:
            assert list(phrases._inside(f"so {phrase} .", 3)), phrase


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("On the road to Orva, 7 houses fell; that was on September 3, 2031.", "2031-09-03"),
        ("September 3", "XXXX-09-03"),
        ("Sept.   3, 2031", "2031-09-03"),
        ("It was the 3rd of September 2031", "2031-09-03"),
        ("2031-09-03", "2031-09-03"),
    ],
)
def test_a_day_is_found_though_its_month_stands_before_the_first_digit(text: str, day: str) -> None:
    found = days.find_day(text)
    assert found is not None
    assert found.value == day

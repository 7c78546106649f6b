"""Numbers, hedges and units as they stand in text."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.lexicon.hedges import hedge_after, hedge_before, hedge_of
from onrecord.lexicon.lexemes import lexemes
from onrecord.lexicon.numbers import number_at, numeral, plain
from onrecord.lexicon.units import currency_before, unit_after


@pytest.mark.parametrize(
    ("text", "value", "end"),
    [
        ("1,234,567 people", 1234567, "1,234,567"),
        ("1,00,000 people", 100000, "1,00,000"),
        ("10 000 people", 10000, "10 000"),
        ("1\u202f500\u202f000 people", 1500000, "1\u202f500\u202f000"),
        ("1'200 people", 1200, "1'200"),
        ("1\u2019000\u2019000 people", 1000000, "1\u2019000\u2019000"),
        ("1.4M people", 1400000, "1.4M"),
        ("1.4 million people", 1400000, "1.4 million"),
        ("60m tall", 60, "60"),
        ("two dozen", 24, "two dozen"),
        ("half a million", 500000, "half a million"),
        ("a million and a half", 1500000, "a million and a half"),
        ("two and a half million", 2500000, "two and a half million"),
        ("one hundred and twenty-one thousand", 121000, "one hundred and twenty-one thousand"),
        ("thirty-ninth", 39, "thirty-ninth"),
        ("39th", 39, "39th"),
        ("12½ miles", 12.5, "12½"),
        ("3 1/2 miles", 3.5, "3 1/2"),
        ("three-quarters", 0.75, "three-quarters"),
        ("5 lakh crore", 5 * 10**12, "5 lakh crore"),
        ("٣٤", 34, "٣٤"),
        ("1,2,3", None, ""),
        ("10,00", None, ""),
        ("9" * 400, None, ""),
        ("million-dollar", None, ""),
    ],
)
def test_number_at(text: str, value: float | None, end: str) -> None:
    lex = lexemes(text)
    found = number_at(lex, 0)
    assert plain(found.value if found else None) == value
    assert found is None or text[: lex[found.last - 1].end] == end


@given(st.integers(0, 10**15))
def test_numerals_read_back(number: int) -> None:
    assert numeral(str(number)) == number
    assert numeral(f"{number:,}") == number


@given(st.text(max_size=60))
def test_any_text(text: str) -> None:
    lex = lexemes(text)
    assert all(text[x.start : x.end] == x.text for x in lex)
    for i in range(len(lex)):
        found = number_at(lex, i)
        assert found is None or (i == found.first < found.last <= len(lex) and abs(found.value) <= 10**15)


def test_plain() -> None:
    assert plain(Fraction(3)) == 3
    assert isinstance(plain(Fraction(3)), int)
    assert plain(Fraction(5, 2)) == 2.5
    assert plain(Fraction(10**16)) is None


@pytest.mark.parametrize(
    ("text", "hedge"),
    [("no fewer than 5", "at_least"), ("well over 5", "more_than"), ("just under 5", "less_than"), ("the 5", None)],
)
def test_hedge_before(text: str, hedge: str | None) -> None:
    lex = lexemes(text)
    found = hedge_before(lex, len(lex) - 1)
    assert (found.word if found else None) == hedge


def test_hedge_after() -> None:
    found = hedge_after(lexemes("5 or more people"), 1)
    assert found is not None
    assert found.word == "at_least"
    assert hedge_of("or more") == "at_least"
    assert hedge_of("more or") is None


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("5 km/h", "kilometre per hour"),
        ("72-hour", "hour"),
        ("5 per cent", "percent"),
        ("20 °C", "degree Celsius"),
        ("3G", None),
    ],
)
def test_unit_after(text: str, unit: str | None) -> None:
    found = unit_after(lexemes(text), 1)
    assert (found.name if found else None) == unit


@pytest.mark.parametrize(("text", "unit"), [("US$40", "USD"), ("Rs 500", "RUPEE"), ("EUR 20", "EUR"), ("is 20", None)])
def test_currency_before(text: str, unit: str | None) -> None:
    lex = lexemes(text)
    found = currency_before(lex, len(lex) - 1)
    assert (found.name if found else None) == unit

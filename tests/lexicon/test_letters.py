"""Case and accents forgiven, also of letters that no decomposition takes apart."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.lexicon.letters import plain


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("Łódź", "lodz"),
        ("Søren Ærø", "soren aero"),
        ("Đorđe", "dorde"),
        ("Işıl", "isil"),
        ("İnci", "inci"),
        ("Guðrún Þór", "gudrun thor"),
        ("Strauß STRAUẞ", "strauss strauss"),
        ("Œuvre", "oeuvre"),
        ("Inès Doré", "ines dore"),
        ("plain", "plain"),
    ],
)
def test_letters(one: str, two: str) -> None:
    assert plain(one) == two


@given(st.text())
def test_plain_stays_plain(text: str) -> None:
    assert plain(plain(text)) == plain(text)

"""Kept JSON is read as Python's own reader reads it."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.ledger.rows import parsed

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)


@given(JSON, st.booleans())
def test_what_was_written_comes_back(value: object, ascii: bool) -> None:
    """Whatever the value, and however its letters are written."""
    assert parsed(json.dumps(value, ensure_ascii=ascii)) == value


@pytest.mark.parametrize("text", ["123456789012345678901", "-9223372036854775809", "Infinity", '"\\ud800"', "[1e400]"])
def test_what_the_faster_reader_cannot_is_read_all_the_same(text: str) -> None:
    """Numbers beyond 64 bits keep all their digits; half a character is kept."""
    assert parsed(text) == json.loads(text)

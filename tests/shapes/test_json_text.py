"""JSON is written and read as Python's own library does it."""

from __future__ import annotations

import hashlib
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.shapes.json_text import compact, parsed
from onrecord.shapes.mark import digest

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


@given(JSON)
def test_what_is_written_means_the_same(value: object) -> None:
    """Numbers beyond 64 bits too."""
    assert json.loads(compact(value)) == value


@pytest.mark.parametrize("text", ["\ud800", "a\ud800b"])
def test_half_a_character_is_written(text: str) -> None:
    """A page may hold one; the faster writer refuses it."""
    assert json.loads(compact([text])) == [text]


@given(
    st.lists(st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text() | st.lists(st.text()))
)
def test_an_id_is_of_the_plain_list_of_its_parts(parts: list[object]) -> None:
    """Whichever writer prints them: ids stand in ledgers, and must never change."""
    printed = json.dumps(parts, ensure_ascii=False, separators=(",", ":"))
    assert digest(*parts) == hashlib.sha256(printed.encode()).hexdigest()

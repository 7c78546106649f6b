"""Rows: one form for equal rows, columns named in the media type, and what a column says."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.shapes.row import FIELDS, canonical, columns_of, path, row_type, said, value_at

VALUES = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text()),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(st.text(), inner, max_size=3)),
    max_leaves=8,
)
ROWS = st.dictionaries(st.text(), VALUES, max_size=6)


@given(ROWS)
def test_the_canonical_form_is_json_and_its_own_canonical_form(row: dict[str, Any]) -> None:
    data = canonical(row)
    again = json.loads(data.decode(), parse_constant=lambda name: pytest.fail(name))
    assert canonical(again) == data
    assert list(again) == sorted(again)
    assert set(again) <= set(row)


@pytest.mark.parametrize(
    ("row", "expect"),
    [
        ({"b": 1, "a": "é“"}, '{"a":"é“","b":1}'),
        ({"a": None, "b": ""}, '{"b":""}'),
        ({"a": float("nan"), "b": [float("nan")], "c": float("-inf")}, '{"b":[null],"c":"-Infinity"}'),
        ({"a": "\ud800x"}, '{"a":"\\ud800x"}'),
    ],
)
def test_canonical(row: dict[str, Any], expect: str) -> None:
    assert canonical(row) == expect.encode()


@given(st.dictionaries(st.sampled_from(list(FIELDS)), st.text(min_size=1)))
def test_columns_go_through_the_media_type(columns: dict[str, str]) -> None:
    columns = {f: c.encode(errors="replace").decode() for f, c in columns.items()}
    assert columns_of(row_type(columns)) == columns


@pytest.mark.parametrize("media_type", [None, "", "text/html", "application/json; text=a"])
def test_other_media_types_are_no_rows(media_type: str | None) -> None:
    assert columns_of(media_type) is None


def test_columns_inside_objects() -> None:
    row = {"a": {"b": {"c": 1}}, "a.b": 2, "d": [1]}
    assert path(row, "a.b") == ("a.b",)
    assert path(row, "a.b.c") == ("a", "b", "c")
    assert [path(row, c) for c in ("x", "a.x", "d.0", "")] == [None] * 4
    assert [value_at(row, c) for c in ("a.b", "a.b.c", "x")] == [2, 1, None]


@pytest.mark.parametrize(
    ("field", "value", "expect"),
    [
        ("text", " a\n", " a\n"),
        ("text", " \n", None),
        ("text", 5, None),
        ("title", "  Bridge\n falls ", "Bridge falls"),
        ("title", "", None),
        ("title", "x" * 5000, None),
        ("title", 5, None),
        ("title", "a\ud800", "a\ufffd"),
        ("id", 5, "5"),
        ("id", True, None),
        ("outlet", {"id": None, "name": "The Paper"}, "The Paper"),
        ("url", "https://paper.example/a", "https://paper.example/a"),
        ("url", "HTTP://paper.example", "HTTP://paper.example"),
        ("url", "paper.example/a", None),
        ("url", "javascript:alert(1)", None),
        ("url", "http://[::1", None),
        ("url", "http://", None),
        ("published", "02 May 2031", "2031-05-02"),
        ("published", "soon", None),
        ("byline", "Mary Bell and Tom Orr", ("Mary Bell and Tom Orr",)),
        ("byline", ["Mary Bell", {"name": "Tom Orr"}, 5, ""], ("Mary Bell", "Tom Orr")),
        ("byline", {"name": "Mary Bell"}, ("Mary Bell",)),
        ("byline", [], None),
    ],
)
def test_what_a_column_says(field: str, value: object, expect: object) -> None:
    assert said(field, value) == expect

"""Who said what, case by case, and what holds for any text."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.shapes.mark import Mark, Ref, When
from onrecord.shapes.table import Row
from tests.marks.conftest import cases, marks_of, report_of

Bracketed = Callable[[str], tuple[str, list[tuple[str, int, int]]]]
ROWS = cases(__file__, "name", "text", "expect", "known", optional=("expect", "known"))


def _params() -> list[object]:
    return [
        pytest.param(row, id=row["name"], marks=[pytest.mark.xfail(strict=True)] if row["known"] == "xfail" else [])
        for row in ROWS
    ]


def _wanted(text: str, answers: list[tuple[str, int, int]]) -> dict[tuple[tuple[int, int], ...], str]:
    by_letter: dict[str, list[tuple[int, int]]] = {}
    for letter, start, end in answers:
        by_letter.setdefault(letter, []).append((start, end))
    return {tuple(_bare(text, s, e) for s, e in parts): letter for letter, parts in by_letter.items()}


def _bare(text: str, start: int, end: int) -> tuple[int, int]:
    """A leading "that" is in or out by taste."""
    return (start + 5, end) if text[start:end].startswith("that ") else (start, end)


def _shown(text: str, mark: Mark, cell: str) -> str:
    value = mark.value({"to": "addressee"}.get(cell, cell))
    if value is None:
        return "none"
    if isinstance(value, tuple):
        return "; ".join(ref.name or "" for ref in value)
    if isinstance(value, Ref):
        return value.name or "unnamed"
    if isinstance(value, When):
        return value.first or "open"
    if isinstance(value, int):
        return str(value)
    return value if isinstance(value, str) else value.cut(text)


@pytest.mark.parametrize("row", _params())
def test_case(row: Row, mark: Callable[..., dict[str, list[Mark]]], bracketed: Bracketed) -> None:
    text, answers = bracketed(row["text"])
    wanted = _wanted(text, answers)
    found = {
        tuple(_bare(text, p.start, p.end) for p in m.parts): m
        for m in mark(text, "quote", title=row["known"] == "title")["quote"]
    }
    said = sorted(" … ".join(text[a:b] for a, b in parts) for parts in found)
    assert said == sorted(" … ".join(text[a:b] for a, b in parts) for parts in wanted)
    by_letter = {letter: found[parts] for parts, letter in wanted.items()}
    for wish in filter(None, row["expect"].split(" | ")):
        left, _, value = wish.partition("=")
        letter, _, cell = left.partition(".")
        assert _shown(text, by_letter[letter], cell) == value, wish


WORDS = st.lists(
    st.sampled_from(
        "The the a minister Mary Bell he she they said told that to asked urged of “ ” \" ' ‘ ’ « » , . : ; – ? ! and adding"
        " according to was safe warned calls for Reuters reporters not denied I say as put it \t home".split(" ")
    ),
    max_size=45,
).map(" ".join)


@settings(max_examples=80, deadline=None)
@given(st.one_of(WORDS, st.text(max_size=150), st.lists(WORDS, max_size=3).map("\n".join)))
def test_any_text_gives_quotes_within_it(text: str) -> None:
    report = report_of(text, title=True)
    for mark in marks_of(report, "quote")["quote"]:
        assert mark.parts == tuple(sorted(mark.parts))
        for part in mark.parts:
            assert 0 <= part.start < part.end <= len(text)
        assert mark.value("kind") in ("direct", "mixed", "indirect")
        assert mark.value("force") is not None

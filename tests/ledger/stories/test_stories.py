"""Small invented stories, read from their words: which figures are one quantity, and how reports differ."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from onrecord.ledger.disagreements import disagreements
from onrecord.ledger.series import series
from onrecord.shapes.backing import Backing
from onrecord.shapes.reading import Reading
from onrecord.shapes.table import Row, parse

Told = Callable[[str], tuple[Reading, ...]]

CASES = parse(
    (Path(__file__).parent / "stories.tsv").read_text(encoding="utf-8"),
    "stories.tsv",
    ("name", "reports", "series", "kinds"),
    optional=("series", "kinds"),
)


@pytest.mark.parametrize("case", CASES, ids=lambda c: c["name"])
def test_series(case: Row, told: Told) -> None:
    readings = told(case["reports"])
    name = {r.report.id: r.report.source for r in readings}
    found = [
        {f"{s.what.removeprefix('other:')} {s.scope}", *(f"{name[p.report]}{p.value}" for p in s.points)}
        for s in series(readings, Backing())
    ]
    for due in filter(None, case["series"].split(";")):
        what, scope, *points = due.split()
        assert {f"{what} {scope}", *points} in found


@pytest.mark.parametrize("case", CASES, ids=lambda c: c["name"])
def test_kinds(case: Row, told: Told) -> None:
    found = disagreements(told(case["reports"]), Backing())
    made = {_said(d.kind, [str(s.value) for s in d.sides]) for d in found}
    assert made == (set() if case["kinds"] == "none" else {_said(*_kind(k)) for k in case["kinds"].split(";")})


def test_a_question_names_what_was_done(told: Told) -> None:
    case = next(c for c in CASES if c["name"] == "two_depths_of_a_fall")
    assert [d.question for d in disagreements(told(case["reports"]), Backing())] == ["How far was the fall?"]


def _kind(words: str) -> tuple[str, list[str]]:
    kind, *values = words.split()
    return kind, values


def _said(kind: str, values: list[str]) -> tuple[str, ...]:
    """A kind with its values: in order of time where they tell how something moved."""
    return (kind, *(values if kind in ("correction", "update") else sorted(values)))

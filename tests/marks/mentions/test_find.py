"""Who is who in a report, case by case, and what holds for any text."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.shapes.mark import Mark
from onrecord.shapes.span import Span
from onrecord.shapes.table import Row
from onrecord.shapes.who import Who
from tests.marks.conftest import cases, marks_of, report_of

ROWS = cases(__file__, "name", "text", "expect", "known", optional=("expect", "known"))


def _params() -> list[object]:
    return [
        pytest.param(row, id=row["name"], marks=[pytest.mark.xfail(strict=True)] if row["known"] == "xfail" else [])
        for row in ROWS
    ]


@pytest.mark.parametrize("row", _params())
def test_case(row: Row, mark: Callable[..., dict[str, list[Mark]]], bracketed: Callable[[str], object]) -> None:
    text, answers = bracketed(row["text"])  # type: ignore[misc]
    who = Who(mark(text, "mention")["mention"])
    seen: dict[str, Mark] = {}
    for label, start, end in answers:
        found = who.at(Span(start, end))
        entity = None if found is None else found.value("entity")
        if label == "-":
            assert entity is None, (text[start:end], found and found.value("name"))
            continue
        assert found is not None, f"no mention at {text[start:end]!r}"
        assert entity is not None, f"no entity at {text[start:end]!r}"
        first = seen.setdefault(label, found)
        assert entity == first.value("entity"), (text[start:end], found.value("name"), first.value("name"))
    assert len({m.value("entity") for m in seen.values()}) == len(seen), "two labels, one entity"
    for wish in filter(None, row["expect"].split(" | ")):
        label, sign = wish[0], wish[1]
        cell = {"=": "name", ":": "type"}[sign]
        assert seen[label].value(cell) == wish[2:], wish


WORDS = st.lists(
    st.sampled_from(
        "The the a minister President Mr. Maria Okafor Lee he she they it We who said told of for in , . \" “ ” ( ) 's - US U.S."
        " Kenya Kenyan police officials Ministry army WHO (WHO) Toyota and his Sr. al-Hadi \t X :".split(" ")
    ),
    max_size=40,
).map(" ".join)


@settings(max_examples=60, deadline=None)
@given(st.one_of(WORDS, st.text(max_size=120), st.lists(WORDS, max_size=3).map("\n".join)))
def test_any_text_gives_marks_within_it(text: str) -> None:
    report = report_of(text)
    marks = marks_of(report, "mention")["mention"]
    assert marks == marks_of(report, "mention")["mention"]
    assert [m.start for m in marks] == sorted(m.start for m in marks)
    for one in marks:
        assert 0 <= one.start < one.end <= len(text)
        head = one.value("head")
        assert one.hull.contains(head)
        assert (one.value("entity") is None) == (one.value("type") is None)

"""Which stretches stand in quotation marks."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.marks.quotes.quotation import stretches


@pytest.mark.parametrize(
    ("text", "expect"),
    [
        ('"A b," he said. "C d."', ['"A b,"', '"C d."']),
        ('"It is a 6" pipe," he said.', ['"It is a 6" pipe,"']),
        ("“I go, he said. “We must.”", ["“I go, he said.", "“We must.”"]),
        ("‘We will go,’ said the workers’ union.", ["‘We will go,’"]),
        ("The workers' union said 'we go on'.", ["'we go on'"]),
        ("Rock 'n' roll of the '90s", []),
        ('“He told me "go" twice,” she said.', ['“He told me "go" twice,”']),
        ("»So it is«, said he", ["»So it is«"]),
        ("He is 6'2\" tall.", []),
        ('He said ("we go") and left.', ['"we go"']),
        ('"It fell, "Ada Orr said. "We ran, "added the nurse.', ['"It fell, "', '"We ran, "']),
    ],
)
def test_stretches(text: str, expect: list[str]) -> None:
    assert [text[s.start : s.end] for s in stretches(text)] == expect


@given(st.text(alphabet="ab1 .,\"'“”‘’«»\n", max_size=80))
def test_stretches_lie_in_order(text: str) -> None:
    at = 0
    for stretch in stretches(text):
        assert at <= stretch.start < stretch.end <= len(text)
        at = stretch.end

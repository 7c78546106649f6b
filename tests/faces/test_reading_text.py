"""A report's text as HTML."""

from __future__ import annotations

import pytest

from onrecord.faces import reading_text


@pytest.mark.parametrize(
    ("text", "way"),
    [
        ("The mayor spoke.", ""),
        ("قال المتحدث", ' dir="rtl"'),
        ("«12» אמרה המשטרה", ' dir="rtl"'),
        ("12 – 14", ""),
        ("Haifa (חיפה)", ""),
    ],
    ids=["latin", "arabic", "hebrew behind numbers", "no letters", "latin first"],
)
def test_a_paragraph_runs_as_its_first_letter_does(text: str, way: str) -> None:
    record = {"text": text, "blocks": [{"start": 0, "end": len(text), "kind": "body"}]}
    assert str(reading_text.draw(record, [], {}).html) == f'<p class="body"{way}>{text}</p>\n'

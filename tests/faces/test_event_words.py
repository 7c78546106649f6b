"""Events in words, with their codes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from markupsafe import escape

from onrecord.faces import event_words, page
from onrecord.faces.told import Told
from onrecord.shapes.table import Row, parse

CASES = parse(
    (Path(__file__).parent / "event_words.tsv").read_text(encoding="utf-8"),
    "event_words.tsv",
    ("name", "cells", "says"),
)


@pytest.mark.parametrize("case", CASES, ids=lambda c: c["name"])
def test_in_words(case: Row) -> None:
    assert event_words.in_words(json.loads(case["cells"])) == case["says"]


def test_the_page_says_it_of_each_event(told: Told) -> None:
    events = [event for filed in told.reports for event in filed.record["events"]]
    html = page.render(told)
    assert events
    for event in events:
        assert str(escape(f"Event: {event_words.in_words(event)}")) in html

"""How a wording is marked against the fullest: signs and spaces stay where the texts have them."""

from __future__ import annotations

import re
from typing import Any

import pytest

from onrecord.faces import wording
from onrecord.links.rewording import differences
from onrecord.links.wording import words
from onrecord.shapes.link import plain
from onrecord.shapes.span import Span

BOLTS = '"Every bolt was checked in March, and none of them was loose,"'


def row(said: str, at: int, full: str | None = None) -> dict[str, Any]:
    kind = "direct" if said[0] == '"' else "indirect"
    own = words(" " * at + said, (Span(at, at + len(said)),), kind)
    old = own if full is None else words(full, (Span(0, len(full)),), "direct")
    found = plain(differences(old, own))
    parts = [[at, at + len(said)]]
    return {"exact": said, "start": at, "end": at + len(said), "parts": parts, "differences": found}


@pytest.mark.parametrize(
    ("full", "said", "shown"),
    [
        (BOLTS, '"Every bolt was checked in March,"', '"Every bolt was checked in March[-, and none of them was loose-],"'),
        (BOLTS, '"every bolt was checked in March"', '"every bolt was checked in March[-, and none of them was loose-]"'),
        (BOLTS, '"every bolt … in March, and none of them was loose"', '"every bolt[- was checked-] … in March, and none of them was loose"'),
        (BOLTS, '"Every bolt was checked in April, and none of them was loose,"', '"Every bolt was checked in [-March-] {+April+}, and none of them was loose,"'),
        (BOLTS, "that every bolt had been checked in March", "that every bolt {+had+} [-was-] {+been+} checked in March[-, and none of them was loose-]"),
        ('"And so, my friends, the dam will hold."', '"The dam will hold."', '"[-And so, my friends, -]The dam will hold."'),
        ('"The dam will hold."', '"The [old] dam will hold."', '"The [{+old+}] dam will hold."'),
    ],
)  # fmt: skip
def test_marked(full: str, said: str, shown: str) -> None:
    found = wording.marked(row(full, 0), row(said, 7, full)).plain
    assert found == shown
    own = re.sub(r" ?\[-[^]]*-\](?= \{)|\[-[^]]*-\]|\{\+|\+\}", "", found)
    assert " ".join(own.split()) == said

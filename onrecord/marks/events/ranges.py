"""Two days that are the ends of one stretch: "from May 2 to May 9"."""

from __future__ import annotations

import re

from onrecord.marks.events.tables import PACKAGE
from onrecord.marks.events.words import words_of
from onrecord.marks.word_lists import either
from onrecord.shapes.mark import Mark
from onrecord.shapes.table import load

_PAIRS = {row["opens"]: row["joins"] for row in load(PACKAGE, "ranges.tsv", ("opens", "joins", "tells"))}
_OPENS = re.compile(rf"\b({either(_PAIRS)}) (?:the )?$", re.IGNORECASE)
_JOINT = re.compile(rf",? ({either(set(_PAIRS.values()))}) (?:the )?", re.IGNORECASE)
_MOVED = re.compile(rf"\b{either(words_of('moves a day'))}\b[^.;,]*$", re.IGNORECASE)
_MOVING = 30  # characters before a range in which it may be told to be a move from one day to another


def is_range(one: Mark, two: Mark, text: str) -> bool:
    """True for the ends of "from May 2 to May 9", "between Monday and Friday"."""
    if any(m.value("type") != "DATE" or not m.value("from") or not m.value("to") for m in (one, two)):
        return False
    before = text[max(0, one.start - _MOVING) : one.start]
    joint, opens = _JOINT.fullmatch(text[one.end : two.start]), _OPENS.search(before)
    paired = joint is not None and opens is not None and _PAIRS[opens[1].casefold()] == joint[1].casefold()
    moved = _MOVED.search(before)  # "postponed from Monday to Friday"
    return paired and moved is None and str(one.value("from")) < str(two.value("to"))

"""What rules say of single lines of a page, before any model is asked: phrases, bylines, captions, dates."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.reports import names, phrases
from onrecord.reports.lines import Line
from onrecord.reports.roles import is_caption, is_stamp
from onrecord.shapes.quick import quick

_LINK = 0.8  # share of its characters from which a line is a link
_HARDLY = -3.0  # log odds: of a line that is hardly the report's, its words change nothing
_MOST_WORDS = 80  # no phrase makes a line of more words boilerplate
_LONGEST_BYLINE = 200  # characters


@quick
@dataclass(frozen=True, slots=True)
class Ruled:
    """What is told from the words of one line alone; `people` as names.byline gives them."""

    hit: phrases.Hit | None
    people: tuple[str, ...] | None
    caption: bool
    stamp: bool


NOTHING = Ruled(None, None, False, False)


def ruled(lines: Sequence[Line], scores: Sequence[float]) -> list[Ruled]:
    """For each line what its words say; NOTHING for links, and where `scores` (log odds) hardly give it a chance."""
    return [
        _rule(line) if score > _HARDLY and line.linked < _LINK else NOTHING
        for line, score in zip(lines, scores, strict=True)
    ]


def _rule(line: Line) -> Ruled:
    words = line.words
    spaces = words.count(" ")
    return Ruled(
        phrases.find(words) if spaces < _MOST_WORDS else None,
        names.byline(words) if len(words) < _LONGEST_BYLINE else None,
        spaces >= 3 and is_caption(words),
        is_stamp(words),
    )

"""How newsrooms print what others wrote, by republish.py, and what is still true of it then."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from itertools import islice

from onrecord.checks.made.republish import republish
from onrecord.checks.made.writing import Written, standing
from onrecord.shapes.table import load

_WHOLE = "verbatim: another headline"
_TRIES = 4
_MOST_OWN = 5


@dataclass(frozen=True, slots=True)
class Printed:
    """A copy's words: its headline and paragraphs, the kind of copy it is, kinds that are right as well."""

    title: str
    paragraphs: tuple[str, ...]
    kind: str
    also: tuple[str, ...] = ()


@cache
def _ways() -> Mapping[str, tuple[tuple[str, ...], tuple[int, ...]]]:
    rows = load("onrecord.checks.made", "copy_ways.tsv", ("trade", "way", "share"), key=("trade", "way"))
    trades = {r["trade"]: [(q["way"], int(q["share"])) for q in rows if q["trade"] == r["trade"]] for r in rows}
    return {trade: (tuple(w for w, _ in found), tuple(s for _, s in found)) for trade, found in trades.items()}


def printed(source: Written, scraper: bool, title: str, own: Iterator[str], dice: random.Random) -> Printed:
    """The source as a copy; `title` is another headline, `own` gives paragraphs that a newsroom may add."""
    ways, shares = _ways()["scraper" if scraper else "desk"]
    for _ in range(_TRIES):
        way = dice.choices(ways, shares)[0]
        if way.startswith("extended"):
            return _extended(source, title, own, way.endswith("much"), dice)
        made = republish(source.title, source.paragraphs, way, dice)
        if made is not None and made.kind is not None:
            head = made.title if made.title == source.title or scraper else title
            return Printed(head, made.paragraphs, made.kind, made.also)
    return Printed(title, source.paragraphs, _WHOLE.partition(":")[0])


def _extended(source: Written, title: str, own: Iterator[str], much: bool, dice: random.Random) -> Printed:
    """The source with paragraphs of the newsroom's own, which tell of the same story.

    Not those of republish.py, of which there are a dozen: in a large world whole stories would hang together by them.
    """
    paragraphs = list(source.paragraphs)
    many = max(2, len(paragraphs) - 1) if much else 1 + int(dice.random() * 2)
    for text in islice(own, min(many, _MOST_OWN)):
        paragraphs.insert(1 + int(dice.random() * len(paragraphs)), text)
    return Printed(title, tuple(paragraphs), "extended", () if much else ("verbatim",))


def kept(source: Written, copy: Printed) -> Written:
    """What is true of a copy: that of its source which still stands in its words."""
    whole = "\n".join((copy.title, *copy.paragraphs))

    said = (replace(s, words=words) for s in source.said if (words := standing(s.words, whole)))
    points = (replace(p, text=text) for p in source.points if (text := standing(p.text, whole)))
    return Written(copy.title, copy.paragraphs, tuple(dict.fromkeys(said)), tuple(dict.fromkeys(points)))

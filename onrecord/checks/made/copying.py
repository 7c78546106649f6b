"""How newsrooms print what others wrote: whole, cut, added to, worded anew; and their own pages brought up to date."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.checks.made.writing import Written

# Of a hundred copies so many of each kind: most are printed whole or cut, as clients of agencies do.
SHARES = (("identical", 12), ("verbatim", 33), ("trimmed", 25), ("extended", 13), ("rewritten", 17))


@dataclass(frozen=True, slots=True)
class Printed:
    """A copy's words: its headline and paragraphs, and the kind of copy it is."""

    title: str
    paragraphs: tuple[str, ...]
    kind: str


def kind_of_copy(dice: random.Random) -> str:
    """One of the kinds, by their shares."""
    throw = dice.random() * sum(share for _, share in SHARES)
    for kind, share in SHARES:
        throw -= share
        if throw < 0:
            return kind
    return SHARES[0][0]


def printed(source: Written, kind: str, title: str, own: Sequence[str], dice: random.Random) -> Printed:
    """The source as a copy of a kind; `title` is another headline, `own` paragraphs that a newsroom may add."""
    paragraphs = list(source.paragraphs)
    if kind == "identical":
        return Printed(source.title, tuple(paragraphs), kind)
    if kind == "trimmed" and len(paragraphs) > 3:
        keep = max(2, round(len(paragraphs) * (0.45 + dice.random() * 0.35)))
        return Printed(title, tuple(paragraphs[:keep]), kind)
    if kind == "extended" and own:
        at = max(2, len(paragraphs) - int(dice.random() * 3))
        return Printed(title, (*paragraphs[:at], *own, *paragraphs[at:]), kind)
    return Printed(title, tuple(paragraphs), "verbatim")


def kept(source: Written, copy: Printed) -> Written:
    """What is true of a copy: that of its source which still stands in its words."""
    whole = "\n".join((copy.title, *copy.paragraphs))
    folded = whole.replace("“", '"').replace("”", '"').replace("’", "'")

    def stands(words: str) -> bool:
        plain = words.replace("’", "'")
        return plain in folded or plain[:1].upper() + plain[1:] in folded

    points = tuple(p for p in source.points if stands(p.text))
    said = tuple(s for s in source.said if stands(s.words))
    return Written(copy.title, copy.paragraphs, said, points)

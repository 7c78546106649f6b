"""A figure as one paragraph shows it, before who counted and where are settled over the report."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.shapes.quick import quick

Stretch = tuple[int, int]


@quick
@dataclass(frozen=True, slots=True)
class Spot:
    """Words that may tell where: a name or, where `noun`, a place without one ("the highway")."""

    start: int
    end: int
    noun: bool


@quick
@dataclass(frozen=True, slots=True)
class Candidate:
    """A figure at [start, end): hedge, number and counted noun. All stretches count in the paragraph's text.

    `number` is the number alone. `form` is cardinal, ordinal, fraction, times, range, vague or zero. Of `what`,
    `scope`, `retracted` and `directness` the words that tell stand beside them. `parent` is the place, among the
    paragraph's candidates, of the figure this one is a part of, -1 for none. `places` are stretches that may name
    where, best first; `people`: these are counted, or cases of what befalls them; `source` and `source_head` the words
    that name who counted. `aside`: it stands in a clause that only describes something ("the attack, which killed
    12"); `deed`: its clause tells of a deed in the past; `stands`: it tells how things are by now, in the perfect or
    the present tense; `was`: it is the old one of a change ("rose from 12 to 19"); `unreal`: possible, hypothetical,
    planned or empty. `clause` and `sentence` bound the look for times and places; `others` are times
    of the sentence that date something else.
    """

    start: int
    end: int
    number: Stretch
    form: str
    value: int | float | None
    low: int | float | None
    high: int | float | None
    hedge: str
    hedge_at: Stretch | None
    unit: str
    unit_at: Stretch | None
    what: str
    what_how: str
    what_at: Stretch
    counted: Stretch | None
    scope: str
    scope_at: Stretch | None
    parent: int
    retracted_at: Stretch | None
    directness: str
    directness_at: Stretch | None
    places: tuple[Spot, ...]
    people: bool
    source: Stretch | None
    source_head: Stretch | None
    source_how: str
    aside: bool
    deed: bool
    stands: str
    was: bool
    unreal: str
    clause: Stretch
    sentence: Stretch
    others: tuple[Stretch, ...] = ()

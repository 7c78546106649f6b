"""What a codebook would take from a series: numbers derived from its statements, which stay as they are.

A view is a reading aid, no coding. Whether an event is of the kind that a codebook counts is for a person to say, and
so is which source is the more reliable. Sources, and what of them could not be checked:

- UCDP, Georeferenced Event Dataset, codebook, variables `best`, `high`, `low`: the best (most likely) estimate of total
  fatalities, the highest and the lowest reliable estimate. Read in copies of the list of variables, one of them of
  version 20.1, not in the codebook itself. How UCDP chooses where sources differ, and what it codes for counts in
  words, could not be read: so `best` is given only where the statements agree, and a count in words gives UCDP no
  number. UCDP counts deaths; for people injured the three numbers are formed in the same way, and are none of UCDP's.
- ACLED, FAQ "Fatalities" (27 February 2023, updated 7 May 2024), "How does ACLED code fatalities?", read in a copy:
  where reports differ or are vague the most conservative estimate available; revised, up or down, when better
  information comes; counts in words as in codebooks.tsv; no injuries. What it codes where no number is known at all
  could not be read: such a statement gives none.

That a later statement of one counter stands for the earlier ones, and that a toll only grows, so that an older number
no higher than the newest is explained by time, are rules of this ledger (see disagreements), not of the codebooks.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from onrecord.ledger.voices import rivals
from onrecord.ledger.words import stems
from onrecord.shapes.table import load

# Each view, and what it looks at.
VIEWS = {"ucdp": ("killed", "injured"), "acled": ("killed",)}
_UPPER = ("at_most", "less_than", "up_to", "nearly")
_OPEN = ("at_least", "more_than")
_WORD = re.compile(r"[^\W\d_]+")

TAKEN_BACK = "taken back by the report"
LATER = "followed by a later one of the same counter"
GROWN = "older, and no higher than the newest: a toll grows"
NO_NUMBER = "no number, and none that the codebook is known to take for these words"
LOWEST = "lowest of those that stand"
HIGHEST = "highest of those that stand"
AGREED = "those that stand agree"
DIFFER = "none chosen: those that stand differ, and which is most reliable is for a person to say"
NONE = "none of those that stand gives one"

Row = Mapping[str, Any]
Words = Callable[[Row], str]


@dataclass(frozen=True, slots=True)
class _Stated:
    """A statement with the numbers that a codebook takes from it; None where it gives none."""

    point: Row
    low: float | None = None
    one: float | None = None
    high: float | None = None

    @property
    def day(self) -> str:
        return str(self.point.get("as_of") or self.point.get("published") or "")[:10]

    @property
    def most(self) -> float | None:
        return max((n for n in (self.low, self.one, self.high) if n is not None), default=None)


@dataclass(slots=True)
class _Sorted:
    """The statements that stand, and why others do not."""

    standing: list[_Stated] = field(default_factory=list)
    left_out: list[dict[str, Any]] = field(default_factory=list)

    def leave_out(self, why: str, which: Callable[[_Stated], bool]) -> None:
        gone = [s for s in self.standing if which(s)]
        self.standing = [s for s in self.standing if not which(s)]
        self.left_out += [{**_place(s), "why": why} for s in gone]


def view(series: Row, name: str, words: Words) -> dict[str, Any] | None:
    """What codebook `name` (one of VIEWS) takes from a series in the record's form; None where it does not look at it.

    `words` gives the exact words of a point. Gives `name`, `numbers` (low, best, high of UCDP; fatalities of ACLED),
    each with its value or None, the rule that chose it, whether it is open upwards, the statements it comes from and
    the origins behind it, and `left_out`: the statements that do not stand, each with the reason.
    """
    if series.get("what") not in VIEWS[name] or series.get("scope") != "total":
        return None
    found = _sorted([_stated(p, name, words) for p in series["points"]])
    if name == "acled":
        numbers = [_number("fatalities", LOWEST, found.standing, lambda s: s.low, min)]
    else:
        numbers = [
            _number("low", LOWEST, found.standing, lambda s: s.low, min),
            _best(found.standing),
            _number("high", HIGHEST, found.standing, lambda s: s.high, max),
        ]
    return {"name": name, "numbers": numbers, "left_out": found.left_out}


def _stated(point: Row, name: str, words: Words) -> _Stated:
    value, hedge = point.get("value"), point.get("hedge")
    if hedge == "vague":
        taken = _in_words(words(point), name)
        return _Stated(point, taken, taken, taken)
    if hedge == "range":
        return _Stated(point, point.get("low"), None, point.get("high"))
    return _Stated(point, None if hedge in _UPPER else value, value, value)


def _in_words(said: str, name: str) -> float | None:
    """What a codebook takes for a count in words: the product of its words of size; None where it has none."""
    sizes = [n for w in _WORD.findall(said.casefold()) if (n := _conventions().get((name, w))) is not None]
    product = 1.0
    for size in sizes[:3]:  # no count has more ("hundreds of thousands of millions")
        product *= size
    return product if sizes else None


@cache
def _conventions() -> Mapping[tuple[str, str], float]:
    rows = load(__package__, "codebooks.tsv", ("view", "word", "number", "source"), key=("view", "word"))
    return {(row["view"], row["word"]): float(row["number"]) for row in rows}


def _sorted(stated: Iterable[_Stated]) -> _Sorted:
    found = _Sorted(list(stated))
    found.leave_out(TAKEN_BACK, lambda s: bool(s.point.get("retracted")))
    found.leave_out(NO_NUMBER, lambda s: s.most is None)
    every = list(found.standing)
    found.leave_out(LATER, lambda s: any(s.day < u.day and _one_counter(s, u) for u in every) and bool(s.day))
    newest = max((s.day for s in found.standing), default="")
    most = max((s.most or 0 for s in found.standing if s.day == newest), default=0)
    found.leave_out(GROWN, lambda s: s.day != newest and (s.most or 0) <= most)
    return found


def _one_counter(a: _Stated, b: _Stated) -> bool:
    """True for two statements of one counter who is named: what reports say in their own name is of nobody else."""
    one, two = (" ".join(stems(str(s.point.get("counter") or ""))) for s in (a, b))
    return bool(one and two) and not rivals(one, two)


def _number(
    name: str,
    rule: str,
    standing: Sequence[_Stated],
    of: Callable[[_Stated], float | None],
    choose: Callable[[Iterable[float]], float],
) -> dict[str, Any]:
    """The number that `choose` takes of those that statements give, with all statements that give it."""
    there = [n for s in standing if (n := of(s)) is not None]
    if not there:
        return _row(name, None, NONE, ())
    value = choose(there)
    return _row(name, value, rule, [s for s in standing if of(s) == value])


def _best(standing: Sequence[_Stated]) -> dict[str, Any]:
    ones = {s.one for s in standing if s.one is not None}
    if not ones:
        return _row("best", None, NONE, ())
    value = min(ones)
    if len(ones) > 1 or any(not (s.low or 0) <= value <= (s.high or value) for s in standing):
        return _row("best", None, DIFFER, ())
    return _row("best", value, AGREED, [s for s in standing if s.one == value])


def _row(name: str, value: float | None, rule: str, given_by: Sequence[_Stated]) -> dict[str, Any]:
    whole = value is not None and isinstance(value, float) and value.is_integer()
    return {
        "name": name,
        "value": int(value) if whole and value is not None else value,
        "open": name in ("best", "high") and any(s.point.get("hedge") in _OPEN for s in given_by),
        "rule": rule,
        "statements": [_place(s) for s in given_by],
        "origins": max((int(s.point.get("origins") or 0) for s in given_by), default=0),
    }


def _place(stated: _Stated) -> dict[str, Any]:
    return {name: stated.point[name] for name in ("report", "start", "end")}

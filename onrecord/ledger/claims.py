"""Equal figures of a story gathered into claims: one value, one counter, one day, with all who give it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import ceil, floor

from onrecord.ledger.tally import Tally, days_between
from onrecord.ledger.voices import rivals
from onrecord.shapes.backing import Backing
from onrecord.shapes.link import Evidence, Side

# "About 1,200" and "nearly 1,200" leave this much room.
_ROOM = 0.1
# "1,200" may stand for 1,187: a plain number with two zeros at its end leaves half of its last place, and at most this.
_ROUND = 0.05
# "At least 20" is said of a number so many times as large at most; of more nobody would.
_OPEN = 1.25
# A number and its rounding, told so many days apart, are one number told twice.
ROUNDED_DAYS = 3


@dataclass(frozen=True, slots=True)
class Claim:
    """Equal figures of one counter for one day, from all reports that give them; `first` stands for all."""

    first: Tally
    rows: tuple[Tally, ...]
    origins: frozenset[str]

    def __hash__(self) -> int:
        """By its place in time and text: hashing every row costs more than comparing two claims."""
        return hash(self.order)

    @property
    def at(self) -> str | None:
        """The day it stands for."""
        return self.first.at

    @property
    def size(self) -> float:
        """Its number, to compare by."""
        return self.first.size or 0.0

    @property
    def former(self) -> bool:
        """True where all who print it give it as the number before."""
        return all(t.former for t in self.rows)

    @property
    def reports(self) -> frozenset[str]:
        """Who prints it as what stands."""
        return frozenset(t.report for t in self.rows if not t.former)

    @property
    def number(self) -> tuple[object, ...]:
        """What is said, whoever says it."""
        return (self.first.value, self.first.low, self.first.high, self.first.hedge, self.first.unit)

    @property
    def order(self) -> tuple[str, bool, str, str, bool, int]:
        """Sorts claims by time, undated ones last; of a day first what stood before, of a report what it takes back."""
        first = self.first
        day, printed = self.at or "9", first.published or "9"
        return (day, not self.former, printed, first.report, not first.retracted, first.start)


def claims(group: Iterable[Tally], backing: Backing) -> list[Claim]:
    """The claims of one quantity in order of time; vague figures ("dozens") claim nothing that can be compared."""
    same: dict[tuple[object, ...], list[Tally]] = {}
    undated: list[Tally] = []
    before: list[Tally] = []
    for t in group:
        if t.size is not None and t.former:
            before.append(t)
        elif t.size is not None and t.at is None:
            undated.append(t)
        elif t.size is not None:
            same.setdefault((*_said(t), t.voice, t.at), []).append(t)
    for t in undated:  # an undated report that says what a dated one says says nothing of its own
        alike = [rows for rows in same.values() if _said(rows[0]) == _said(t) and not rivals(rows[0].voice, t.voice)]
        rows = min(alike, key=lambda rows: (rows[0].at or "9", rows[0].voice != t.voice, rows[0].voice), default=None)
        if rows is not None:
            rows.append(t)
        else:
            same.setdefault((*_said(t), t.voice, None), []).append(t)
    for t in before:  # "up from 40" is the 40 that somebody told, however hedged, on a day before
        alike = [rows for rows in same.values() if rows[0].value == t.value and _stood(rows[0], t)]
        rows = min(alike, key=lambda rows: (rows[0].at or "9", rows[0].voice != t.voice), default=None)
        if rows is not None:
            rows.append(t)
        else:
            same.setdefault((*_said(t), t.voice, t.at, "before"), []).append(t)
    found = []
    for rows in same.values():
        rows.sort(key=lambda t: (t.former, t.published or "9", t.report, t.start))
        found.append(Claim(rows[0], tuple(rows), frozenset(backing.origins(rows))))
    return sorted(found, key=lambda c: c.order)


def _stood(told: Tally, before: Tally) -> bool:
    """True where a number may be the one that another report gives as the one before."""
    return not rivals(told.voice, before.voice) and (days_between(told.at, before.at) or 0) >= 0 and not told.retracted


def _said(t: Tally) -> tuple[object, ...]:
    return (t.value, t.low, t.high, t.hedge, t.unit, t.retracted)


def bounds(tally: Tally) -> tuple[float, float]:
    """Between which numbers the true one lies by this figure (anything, for a vague one)."""
    size = tally.size
    if size is None:
        return float("-inf"), float("inf")
    match tally.hedge:
        case "at_least" | "more_than":
            return size, float("inf")
        case "at_most" | "less_than" | "up_to":
            return float("-inf"), size
        case "nearly":
            return size * (1 - _ROOM), size
        case "about":
            return size * (1 - _ROOM), size * (1 + _ROOM)
    low = tally.low * tally.factor if tally.low is not None else size
    high = tally.high * tally.factor if tally.high is not None else size
    return low, high


def compatible(a: Tally, b: Tally) -> bool:
    """True when one number can be meant by both, either as printed or as the rounding of the other."""
    one, two = bounds(a), bounds(b)
    room = max(_rounding(a, a.unit != b.unit), _rounding(b, a.unit != b.unit))
    return one[0] - room <= two[1] and two[0] - room <= one[1]


def fits(a: Tally, b: Tally) -> bool:
    """True when two compatible figures may be one number told with another hedge: "at least 20" for 24, not for 40."""
    sizes = a.size or 0.0, b.size or 0.0
    return max(sizes) <= _OPEN * min(sizes)


def rounded(a: Tally, b: Tally) -> bool:
    """True when two may be one number in round words: "nearly 2,400" for 2,370, "more than 970" for "nearly 980"."""
    one, two = _meant(a), _meant(b)
    if one is None or two is None or a.unit != b.unit or a.hedge == b.hedge:
        return False
    return one[0] <= two[1] and two[0] <= one[1]


def _meant(t: Tally) -> tuple[float, float] | None:
    """Between which numbers one lies that was made round: no further off than its last digit that is not zero."""
    number = next((x for x in (t.value, t.low, t.high) if x is not None), None)
    if number is None:
        return None
    room = min(_place(number), _ROOM * number)
    return {
        "exact": (number, number),
        "more_than": (number, number + room - 1),
        "nearly": (number - room + 1, number),
        "about": (number - room / 2, number + room / 2),
    }.get(t.hedge)


def round_numbers(size: float) -> set[float]:
    """The two numbers of two digits that a size lies between; one where it is such a number."""
    place = 1.0
    while size >= place * 100:
        place *= 10
    return {floor(size / place) * place, ceil(size / place) * place}


def _place(value: float | None) -> float:
    """What the last digit of a number that is not zero counts: of 2,400 the hundreds."""
    place = 1.0
    while value and place < 1e12 and float(value) % (place * 10) == 0:
        place *= 10
    return place


def _rounding(t: Tally, converted: bool) -> float:
    """How far from a plain number the exact one may be: half of the last place that is not zero.

    "3 miles" for "5 kilometres" is rounded to its last digit, whatever that is.
    """
    if t.hedge != "exact" or t.value is None:
        return 0.0
    place = _place(t.value)
    size = t.size or 0.0
    if converted:
        return max(place * t.factor, size * _ROUND) / 2
    return min(place * t.factor / 2, size * _ROUND) if place >= 100 else 0.0


def sides(found: Iterable[Claim], backing: Backing) -> tuple[Side, ...]:
    """One side for each number, in order of time."""
    same: dict[tuple[object, ...], list[Claim]] = {}
    for claim in sorted(found, key=lambda c: c.order):
        same.setdefault(claim.number, []).append(claim)
    return tuple(_side(group, backing) for group in same.values())


def _side(group: Sequence[Claim], backing: Backing) -> Side:
    rows = [t for c in group for t in c.rows]
    behind = backing.behind(rows)
    t = rows[0]
    return Side(
        value=t.value,
        low=t.low,
        high=t.high,
        hedge=t.hedge,
        as_of=min((r.as_of for r in rows if r.as_of), default=None),
        text=None,
        counter=next((r.counter for r in rows if r.counter), None),
        reports=tuple(dict.fromkeys(r.report for r in rows)),
        origins=len(behind),
        behind=behind,
        evidence=tuple(Evidence(r.report, r.start, r.end) for r in rows),
    )

"""Times that hang on an event: "two days after the attack" is a day as soon as some report tells that of the attack."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache

from onrecord.ledger.strands import Strand
from onrecord.ledger.tellings import Told
from onrecord.lexicon.lexemes import lexemes
from onrecord.lexicon.numbers import number_at
from onrecord.shapes.mark import When
from onrecord.shapes.reading import Reading
from onrecord.shapes.record import mark_ids
from onrecord.shapes.span import Span
from onrecord.shapes.table import Row, load

_REACH = 40  # characters from "after" to the word that tells the event it names
_MOST = 60  # units: "90 days after" is no way to tell a day


@dataclass(frozen=True, slots=True)
class Hang:
    """An event without a day, by its mark's id, and the one it is told from: `first` to `last` days later than it."""

    event: str
    base: str
    first: int
    last: int
    span: Span


def hanging(readings: Iterable[Reading]) -> list[Hang]:
    """All events of some reports whose time is told from another event of the same sentence."""
    return [h for reading in readings for h in _of(reading)]


def dated(tellings: Sequence[Told], hangs: Iterable[Hang], strands: Iterable[Strand]) -> list[Told] | None:
    """The tellings with the days that follow from those of other strands; None where none does."""
    day = {t.telling.event: s.days[0] for s in strands if s.precise and s.days[0] == s.days[1] for t in s.tellings}
    found: dict[str, When] = {}
    for hang in hangs:
        base = day.get(hang.base)
        if base is not None:
            first, last = (date.fromordinal(base + n).isoformat() for n in (hang.first, hang.last))
            found[hang.event] = When(hang.span, first, last, "day" if first == last else "span")
    return [_with(t, found) for t in tellings] if found else None


def _with(told: Told, found: Mapping[str, When]) -> Told:
    when = found.get(told.telling.event)
    return replace(told, when=when) if when is not None and told.when is None else told


def _of(reading: Reading) -> Iterator[Hang]:
    text = reading.text
    events = list(zip(mark_ids(reading.report, reading.events), reading.events, strict=True))
    anchors = [(a.start, name) for name, e in events if isinstance(a := e.value("anchor"), Span)]
    for phrase in _pattern().finditer(text):
        count, unit, side = _count(phrase["count"]), _words()[phrase["unit"].lower()], _words()[phrase["side"].lower()]
        end = phrase.end()
        stop = next((i for i in range(end, min(end + _REACH, len(text))) if text[i] in ",.;\n"), end + _REACH)
        base = next((name for start, name in sorted(anchors) if end <= start < stop), None)
        held = [(e.end - e.start, name) for name, e in events if e.start <= phrase.start() < e.end and name != base]
        if base is None or not held or not 0 < count <= _MOST:
            continue
        days = count * int(unit["days"]) * int(side["days"])
        off = int(unit["within"])
        yield Hang(min(held)[1], base, days - off, days + off, Span(phrase.start(), end))


def _count(words: str) -> int:
    if words.lower() in ("a", "the", "one"):
        return 1
    found = number_at(lexemes(words), 0)
    return int(found.value) if found is not None and found.value.denominator == 1 else 0


@cache
def _words() -> Mapping[str, Row]:
    rows = load(__package__, "hanging.tsv", ("word", "kind", "days", "within"))
    return {row["word"]: row for row in rows}


@cache
def _pattern() -> re.Pattern[str]:
    unit, side = ("|".join(w for w, row in _words().items() if row["kind"] == kind) for kind in ("unit", "side"))
    return re.compile(rf"\b(?P<count>\w{{1,12}})\s(?P<unit>{unit})s?\s(?P<side>{side})\s", re.IGNORECASE)

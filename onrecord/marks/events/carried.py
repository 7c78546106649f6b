"""Where and when an event was, where its own words do not tell and others of its scene do.

"A gale brought down a crane in Orva on Monday, killing nine": the deaths were there and then. And of what a report
tells once ("the crash"), every telling has the day that one of them gives.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from onrecord.marks.events.days import is_owner
from onrecord.marks.events.same import BY_OWN_WORD, Telling
from onrecord.marks.events.tables import SPOKEN
from onrecord.shapes.mark import Cell, Ref, When

CARRIED = ("when", "where")
# How a telling has its time or place from its own words.
_OWN = ("time", "place")
_MOST = 12  # tellings of a sentence that one is held against
# Of these a report tells one, as a rule, whatever words it has for it.
_ONE_DAY = frozenset(BY_OWN_WORD)
_ONE_PLACE = frozenset(("ACCIDENT", "DISASTER"))


def carry(tellings: Sequence[Telling], text: str) -> None:
    """Fill the time and place of tellings that have none of their own.

    Takes: the tellings of a report in text order, their modality settled, and its text; changes cells.
    """
    own = [{n for n in CARRIED if n in t.cells and not (n == "when" and _is_its_alone(t, text))} for t in tellings]
    if not any(own):
        return
    _within_sentences(tellings, own)
    for name, of_one in (("when", _ONE_DAY), ("where", _ONE_PLACE)):
        _of_one_kind(tellings, [t for t in tellings if t.how(name) in _OWN], name, of_one)


def _is_its_alone(telling: Telling, text: str) -> bool:
    """True where the time is that of a noun: "the arrests over Sunday's riot" were not made on Sunday."""
    return any(is_owner(text, place.end) for place in telling.cells["when"].at)


def _within_sentences(tellings: Sequence[Telling], own: Sequence[set[str]]) -> None:
    """From the nearest telling of the sentence that stands on the same footing: as real, and said by the same."""
    told: dict[object, list[int]] = {}
    for n, telling in enumerate(tellings):
        if own[n]:
            told.setdefault(_footing(telling), []).append(n)
    for n, telling in enumerate(tellings):
        for name in CARRIED:
            if name in telling.cells or (name == "when" and telling.value("type") in SPOKEN):
                continue
            near = [m for m in told.get(_footing(telling), ())[:_MOST] if name in own[m] and m != n]
            if name == "when":  # what is said on a day was not done on it
                near = [m for m in near if tellings[m].value("type") not in SPOKEN]
            if near:
                _take(telling, name, tellings[min(near, key=lambda m: (abs(m - n), m))], "same sentence")


def _footing(telling: Telling) -> tuple[object, ...]:
    said = telling.value("asserted_by")
    who = (said.entity or said.name) if isinstance(said, Ref) else None
    return telling.sentence, telling.value("modality") if not _is_real(telling) else "real", who


def _of_one_kind(tellings: Sequence[Telling], told: Iterable[Telling], name: str, of_one: frozenset[str]) -> None:
    """From the tellings of its type, where all of them that tell it tell the same."""
    known: dict[object, dict[object, Telling]] = {}
    for telling in told:
        if _is_real(telling):
            known.setdefault(telling.value("type"), {}).setdefault(_meant(telling.value(name)), telling)
    for telling in tellings:
        type_, c = telling.value("type"), telling.candidate
        if name in telling.cells or len(known.get(type_, ())) != 1 or not _is_real(telling):
            continue
        if type_ in of_one or (c.noun and c.definite and not c.plural and type_ not in SPOKEN):
            _take(telling, name, next(iter(known[type_].values())), "one of its kind")


def _meant(value: object) -> object:
    """What two values have in common that mean the same day or place."""
    if isinstance(value, When):
        return value.first, value.last
    return (value.entity or value.name) if isinstance(value, Ref) else value


def _is_real(telling: Telling) -> bool:
    return telling.value("modality") in ("happened", "ongoing")


def _take(telling: Telling, name: str, other: Telling, how: str) -> None:
    found = other.cells[name]
    telling.cells[name] = Cell(found.value, how, found.at)

"""Where and when an event was, where its own words do not tell and others of its scene do.

"A gale brought down a crane in Orva on Monday, killing nine": the deaths were there and then. And of what a report
tells once ("the crash"), every telling has the day that one of them gives.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence

from onrecord.marks.events.families import akin
from onrecord.marks.events.same import BY_OWN_WORD, REAL, Telling, agree, kin
from onrecord.marks.events.tables import SPOKEN, classes
from onrecord.marks.events.when import is_owner
from onrecord.marks.events.words import words_of
from onrecord.marks.word_lists import either
from onrecord.shapes.mark import Cell, Ref, When

CARRIED = ("when", "where")
# How a telling has its time or place from its own words.
_OWN = ("time", "place")
_NEAR = 12  # tellings before and after one that it is held against
# Of these the harm of the same sentence is a part: it was there and then. An arrest, a trial, a burial, a visit come
# later than what they are about.
_SCENES = frozenset((*BY_OWN_WORD, "PROTEST"))
_HARM = classes()["kill"].words | words_of("wrecks")
_BETWEEN = re.compile(rf"\b{either(words_of('parts two deeds'))}\b", re.IGNORECASE)


def carry(tellings: Sequence[Telling], text: str) -> None:
    """Fill the time and place of tellings that have none of their own.

    Takes: the tellings of a report in text order, their modality settled, and its text; changes cells.
    """
    own = [{n for n in CARRIED if n in t.cells and not (n == "when" and _is_its_alone(t, text))} for t in tellings]
    if not any(own):
        return
    _within_sentences(tellings, own, text)
    for name in CARRIED:
        _of_one_kind(tellings, [t for t in tellings if t.how(name) in _OWN], name)


def _is_its_alone(telling: Telling, text: str) -> bool:
    """True where the time is that of a noun: "the arrests over Sunday's riot" were not made on Sunday."""
    return any(is_owner(text, place.end) for place in telling.cells["when"].at)


def _within_sentences(tellings: Sequence[Telling], own: Sequence[set[str]], text: str) -> None:
    """From the nearest happening of the sentence that stands on the same footing: as real, and said by the same."""
    givers = [n for n, t in enumerate(tellings) if own[n] and (_is_scene(t) or _is_harm(t))]
    for n, telling in enumerate(tellings) if givers else ():
        near = givers[max(0, bisect_left(givers, n) - _NEAR) : bisect_left(givers, n) + _NEAR]
        same = [m for m in near if m != n and _footing(tellings[m]) == _footing(telling)] if near else []
        if not _is_harm(telling):
            same = [m for m in same if _is_scene(tellings[m])]
        if not _is_scene(telling):
            same = [m for m in same if not _parted(telling, tellings[m], text)]
        for name in CARRIED if same and telling.value("type") not in SPOKEN else ():
            told = [m for m in same if name in own[m] and not (name == "when" and _later(tellings[m], telling))]
            if name not in telling.cells and told:
                _take(telling, name, tellings[min(told, key=lambda m: (abs(m - n), m))], "same sentence")


def _later(march: Telling, telling: Telling) -> bool:
    """True where a march is held over a killing or blast, or a clause only speaks of it: that was on another day."""
    over = march.value("type") == "PROTEST" and telling.value("type") in BY_OWN_WORD and telling.candidate.noun
    return over or telling.candidate.elsewhen


def _parted(one: Telling, two: Telling, text: str) -> bool:
    """True where one came before the other, or was about it: "resigned after a crash", "was jailed over the riot"."""
    a, b = (t.cells["anchor"].at[0] for t in (one, two))
    return _BETWEEN.search(text[min(a.end, b.end) : max(a.start, b.start)]) is not None


def _is_scene(telling: Telling) -> bool:
    """An accident, an attack, a protest; or a death or an injury, which is told with its place as often."""
    c = telling.candidate
    return telling.value("type") in _SCENES or (telling.value("type") == "OTHER" and bool(c.victims))


def _is_harm(telling: Telling) -> bool:
    """What befell people and things: "killed nine, injured dozens and destroyed houses" are of one day."""
    c = telling.candidate
    return not c.noun and telling.value("type") == "OTHER" and c.base in _HARM


def _footing(telling: Telling) -> tuple[object, ...]:
    said = telling.value("asserted_by")
    who = (said.entity or said.name) if isinstance(said, Ref) else None
    return telling.sentence, telling.value("modality") if not _is_real(telling) else "real", who


def _of_one_kind(tellings: Sequence[Telling], told: Iterable[Telling], name: str) -> None:
    """From the tellings of its type, where all of them that tell it tell the same, and it may be that one again."""
    known: dict[object, dict[object, Telling]] = {}
    dateless = {t.value("type") for t in tellings if t.dateless} if name == "when" else set()
    for telling in told:
        if _is_real(telling):
            known.setdefault(telling.value("type"), {}).setdefault(_meant(telling.value(name)), telling)
    for telling in tellings:
        givers = list(known.get(telling.value("type"), {}).values())
        if telling.value("type") in dateless:
            continue  # "on Sunday", in a report without a date: a full one may be that of another
        if name not in telling.cells and len(givers) == 1 and _again(telling, givers[0]):
            _take(telling, name, givers[0], "one of its kind")


def _again(telling: Telling, giver: Telling) -> bool:
    """Whether a telling may be of what another tells: in kindred words, of the same people, or "the accident"."""
    a, c = giver.candidate, telling.candidate
    type_ = telling.value("type")
    if telling.value("modality") != "happened" or c.times or type_ in SPOKEN or not agree(giver, telling):
        return False
    alike = kin(a, c) or akin(a.base, c.base)
    if alike and (telling.titled or (c.noun and c.definite)):
        return True
    named = any(giver.names(cell) & telling.names(cell) for cell in ("actor", "recipient", "victims"))
    return named and (alike or type_ in BY_OWN_WORD)


def _meant(value: object) -> object:
    """What two values have in common that mean the same day or place."""
    if isinstance(value, When):
        return value.first, value.last
    return (value.entity or value.name) if isinstance(value, Ref) else value


def _is_real(telling: Telling) -> bool:
    return telling.value("modality") in REAL


def _take(telling: Telling, name: str, other: Telling, how: str) -> None:
    found = other.cells[name]
    telling.cells[name] = Cell(found.value, how, found.at)

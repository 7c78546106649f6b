"""The place of an event, as far as its own sentence tells."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from onrecord.marks.events.candidate import Candidate
from onrecord.marks.events.parties import government
from onrecord.marks.events.words import words_of
from onrecord.marks.word_lists import either
from onrecord.shapes.mark import Cell, Found, Mark, Ref
from onrecord.shapes.repair import read_right, unbroken

if TYPE_CHECKING:
    from onrecord.marks.events.around import Around

# What may stand before a place that says where: "in ", "near the ", "in the city of ".
_LEADS = re.compile(rf"\b{either(words_of('leads to a place'))} (?:the )?(?:[\w'’-]{{1,20}} ){{0,2}}$", re.IGNORECASE)
_BEFORE = 40  # characters in which such words stand
# What else may stand between the beginning of a sentence and the comma behind the place it is set in:
# "In Orva's harbour district, ".
_FRONTED = 60
_FEW = 4  # words of it, at most
# What is done to a place is done in it: "the bombing of Orva", "troops invaded Nurland".
_THERE = frozenset(("ASSAULT",))


def where(item: Found, c: Candidate, around: Around) -> Cell | None:
    """The place beside the event.

    One that the parse ties to it; else the nearest in its clause with "in" or so; else the place that is attacked; else
    the one that its sentence opens with ("In Orva, officials said that nine had died").
    """
    tied = [p for e in c.places for _, p in around.places.within(item.passage.span(*e))]
    if tied:
        return _cell(tied[0], around)
    anchor = item.passage.span(*c.anchor)
    near = [p for _, p in around.places.within(item.passage.span(*c.clause)) if _is_led(p, around)]
    if near:
        return _cell(min(near, key=lambda p: (abs(p.start - anchor.start), p.start)), around)
    if c.type in _THERE:
        for filler in c.recipient:
            own = around.places.within(item.passage.span(filler.head_start, filler.head_end))
            if own:
                return _cell(own[0][1], around)
    return _cell(fronted, around) if (fronted := _fronted(item, c, around)) is not None else None


def _is_led(place: Mark, around: Around) -> bool:
    return _LEADS.search(around.text[max(0, place.start - _BEFORE) : place.start]) is not None


def _fronted(item: Found, c: Candidate, around: Around) -> Mark | None:
    """The place that a sentence opens with, before the comma: what it goes on to tell was there."""
    start = item.passage.span(*c.sentence).start
    for _, place in around.places.within(item.passage.span(*c.sentence))[:1]:
        led = _LEADS.fullmatch(around.text[start : place.start])
        # "In Washington, officials said": they speak there of what may have been anywhere.
        seat = government(place.value("name")) != place.value("name")
        if led is not None and place.end <= item.passage.span(*c.anchor).start and not seat:
            return place if _closed(around.text[place.end : place.end + _FRONTED]) else None
    return None


def _closed(behind: str) -> bool:
    """True where a comma ends the phrase, with no more than a few words before it."""
    words, comma, _ = behind.partition(",")
    return bool(comma) and len(words.split()) <= _FEW and not any(sign in words for sign in ".;:")


def _cell(place: Mark, around: Around) -> Cell:
    mention = around.who.at(place.hull)
    name = place.value("name") or read_right(unbroken(place.hull.cut(around.text)))
    return Cell(Ref(place.hull, name, mention.value("entity") if mention else None), "place", place.parts)

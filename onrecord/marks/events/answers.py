"""Whom an answer is given to: a refusal to the one who asked, a denial to the one who accused."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.marks.events.same import Telling
from onrecord.marks.events.tables import classes
from onrecord.marks.events.words import words_of
from onrecord.shapes.mark import Cell
from onrecord.shapes.span import Span

ANSWERS = frozenset(("REJECT", "AGREE", "CONCEDE"))
ASKED = frozenset(("REQUEST", "ACCUSE", "THREATEN", "AGREE"))
AVOIDING = words_of("avoids")
NEXT = 2  # events before an answer in one sentence that it may answer though they name nobody asked
NEAR_BY = 4  # events before an ultimatum among which the one that asks is looked for
BACK = 8  # events before an answer among which it is looked for what it answers


def answer(tellings: Sequence[tuple[Span, Telling]]) -> None:
    """Fill the recipient of answers that name none, and of what they answer.

    "Doctors accused the firm of fraud. The firm rejected the accusation": it was said to the doctors. Takes: tellings
    of one report in the order of their anchors, each with its own words; changes `cells`.
    """
    _open_asks([t for _, t in tellings])
    for n, (own, telling) in enumerate(tellings):
        _answered_in_passive(own, telling, tellings[max(0, n - 2) : n])
        if telling.value("type") not in ANSWERS or "actor" not in telling.cells:
            continue
        asked = _inside(own, telling, (*tellings[n + 1 : n + 4], *tellings[max(0, n - 2) : n]))
        if "recipient" not in telling.cells:
            asked = asked or _before(telling, tellings[max(0, n - BACK) : n])
        if asked is not None:
            telling.cells.setdefault("recipient", Cell(asked.cells["actor"].value, "answers", asked.cells["actor"].at))
            if "recipient" not in asked.cells:
                asked.cells["recipient"] = Cell(telling.cells["actor"].value, "answered", telling.cells["actor"].at)


def _open_asks(tellings: Sequence[Telling]) -> None:
    """Who set an ultimatum that is told of by itself: who asked or threatened in one of the last tellings before it."""
    for n, telling in enumerate(tellings):
        c = telling.candidate
        if not c.noun or c.base not in classes()["ultimatum"].words or telling.names("actor"):
            continue
        asked = [t for t in tellings[max(0, n - NEAR_BY) : n] if t.value("type") in ("REQUEST", "THREATEN")]
        told = [t for t in asked if t.names("actor") and t.names("recipient") and not t.candidate.noun]
        if told and not telling.names("recipient"):
            for name in ("actor", "recipient"):
                telling.cells[name] = Cell(told[-1].value(name), "asked before", told[-1].cells[name].at)


def _answered_in_passive(own: Span, telling: Telling, near: Sequence[tuple[Span, Telling]]) -> None:
    """ "The ultimatum was ignored": by those to whom it was put, to those who put it."""
    c = telling.candidate
    if telling.value("type") not in ANSWERS or c.noun or c.active or "actor" in telling.cells:
        return
    for _, other in near:
        if other.candidate.noun and own.contains(other.cells["anchor"].at[0]) and other.value("type") in ASKED:
            if other.names("actor") and other.names("recipient"):
                telling.cells["actor"] = Cell(other.value("recipient"), "answered", other.cells["recipient"].at)
                telling.cells.setdefault("recipient", Cell(other.value("actor"), "answers", other.cells["actor"].at))


def _inside(own: Span, telling: Telling, near: Sequence[tuple[Span, Telling]]) -> Telling | None:
    """What is answered, where the answer's own words name it: "rejected the accusation"."""
    for _, other in near:
        if _asks(other, telling) and other.candidate.noun and own.contains(other.cells["anchor"].at[0]):
            return other
    return None


def _before(telling: Telling, earlier: Sequence[tuple[Span, Telling]]) -> Telling | None:
    """What is answered, where nothing but the course of the report tells it: "was asked to resign. He refused"."""
    for _, other in reversed(earlier):
        if _asks(other, telling) and other.names("recipient") & telling.names("actor"):
            return other if telling.value("type") != "REJECT" or telling.candidate.base not in AVOIDING else None
    denies = telling.candidate.base in words_of("denial")
    for _, other in reversed(earlier[-NEXT:]) if denies else ():  # "Togo accuses its neighbour ... Ghana denied it"
        if other.value("type") == "ACCUSE" and _asks(other, telling) and not other.candidate.noun:
            return other
    for _, other in reversed(earlier[-NEXT:]):  # "he offered to talk, but the union refused"
        if other.candidate.sentence == telling.candidate.sentence and _asks(other, telling):
            plain = telling.candidate.base in classes()["responding"].words  # not "the council overturned a ban"
            if "recipient" not in other.cells and plain and not telling.candidate.noun:
                return other
    return None


def _asks(other: Telling, telling: Telling) -> bool:
    asked_by = other.names("actor")
    by = telling.cells.get("actor")
    if by is not None and any(r.span.overlaps(other.cells["anchor"].at[0]) for r in by.value):
        return False  # "the agreement cuts tariffs" is no answer to it
    charged = other.candidate.base in ("charge", "indict") and telling.candidate.base in ("deny", "denial")
    return (other.value("type") in ASKED or charged) and bool(asked_by) and not asked_by & telling.names("actor")

"""What one telling of a report says of whether another of the same thing has come about yet."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.marks.events.same import PLAIN, Telling
from onrecord.marks.events.tables import classes
from onrecord.marks.events.words import words_of
from onrecord.shapes.mark import Cell

# What is fixed for a day: an election, a trial, a sentencing. A visit may be one of several.
FIXED = frozenset(("OTHER", "SANCTION", "COERCE"))
RESUMED = frozenset(f"modality.tsv:{w}" for w in words_of("put off"))


def await_the_day(tellings: Sequence[Telling]) -> None:
    """Where "the election" is yet to come in one sentence of a report, it is in those that say nothing of it.

    Takes: the tellings of one report; changes their `modality`.
    """
    known: dict[str, Cell] = {}
    for telling in tellings:
        told = telling.cells["modality"]
        if _fixed(telling) and told.value == "planned" and told.how not in RESUMED:
            known.setdefault(telling.candidate.base, told)
    held = {t.candidate.base for t in tellings if _fixed(t) and _told_of(t)}
    known = {base: cell for base, cell in known.items() if base not in held or cell.how != "aux"}
    for telling in tellings if known else ():
        told, c = telling.cells["modality"], telling.candidate
        day = telling.cells.get("when")
        plain = told.value == "happened" and told.how in PLAIN and (day is None or day.how == "same event")
        if plain and _fixed(telling) and not c.times and c.base in known:
            telling.cells["modality"] = Cell("planned", "same event", known[c.base].at)


def _fixed(telling: Telling) -> bool:
    c = telling.candidate
    return c.noun and c.definite and c.type in FIXED


def _told_of(telling: Telling) -> bool:
    """ "The election drew crowds": what something past is said of, at the head of its clause."""
    c = telling.candidate
    told = telling.cells["modality"]
    plain = told.value == "happened" and told.how in PLAIN and c.simple and c.start <= c.clause[0]
    return plain and c.base in classes()["convened"].words

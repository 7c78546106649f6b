"""What one telling of a report says of whether another of the same thing has come about yet."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.marks.events.same import PLAIN, Telling
from onrecord.marks.events.tables import classes
from onrecord.marks.events.words import words_of
from onrecord.shapes.mark import Cell

# What is fixed for a day: an election, a trial, a sentencing. A visit may be one of several.
FIXED = frozenset(("OTHER", "SANCTION", "COERCE"))
_AGAIN = words_of("again and again")
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


def tell_the_headline(tellings: Sequence[Telling], text: str) -> None:
    """What a headline that ran into its text tells in the present came about: "Police arrest driver  The driver ...".

    Takes: the tellings of a report and its text; changes their `modality`. The first sentence is such a headline where
    the report goes on in the past and nothing says that it is done again and again.
    """
    first = [t for t in tellings if t.sentence is not None and not text[: t.sentence.start].strip()]
    now = [t for t in first if not t.titled and t.how("modality") == "parse:present" and not t.candidate.noun]
    if not now or not _AGAIN.isdisjoint(_words(now[0], text)):
        return
    tenses = [t.candidate.tense for t in tellings if t not in first and not t.candidate.noun]
    if tenses.count("past") > tenses.count("present"):
        for telling in now:
            own = telling.cells["modality"]
            telling.cells["modality"] = Cell("happened", "headline in the text", own.at)


def _words(telling: Telling, text: str) -> list[str]:
    return telling.sentence.cut(text).casefold().split() if telling.sentence is not None else []


def _fixed(telling: Telling) -> bool:
    c = telling.candidate
    return c.noun and c.definite and c.type in FIXED


def _told_of(telling: Telling) -> bool:
    """ "The election drew crowds": what something past is said of, at the head of its clause."""
    c = telling.candidate
    told = telling.cells["modality"]
    plain = told.value == "happened" and told.how in PLAIN and c.simple and c.start <= c.clause[0]
    return plain and c.base in classes()["convened"].words

"""The other side of a dispute or a fight that the report tells of elsewhere, where a telling names nobody.

"Ghana accuses Togo of theft ... Togo demanded an apology": of Ghana, which had accused it.
"""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.marks.events.answers import AVOIDING
from onrecord.marks.events.candidate import Extent
from onrecord.marks.events.same import ALLEGED, Telling
from onrecord.marks.events.tables import classes
from onrecord.shapes.mark import Cell
from onrecord.shapes.span import Span

HOW = "the other side"
# What is said to the one with whom somebody has to do.
DISPUTED = frozenset("REJECT REQUEST ACCUSE THREATEN".split())
LIFTED = frozenset(("SANCTION", "COERCE"))
BACK, ON = 4, 3  # tellings before and after one among which the other side is looked for


def fill_counterpart(tellings: Sequence[Telling]) -> None:
    """To whom something is said that names nobody: to whom else the sentence speaks, or who spoke to the speaker.

    "Condemned the decision and called on the firm to reconsider". Takes: the tellings of a report in text order;
    changes cells.
    """
    for n, telling in enumerate(tellings):
        c, own = telling.candidate, telling.names("actor")
        if telling.value("type") not in DISPUTED or not own or c.recipient or telling.names("recipient"):
            continue
        if c.base in AVOIDING or telling.value("mode") == "investigate":
            continue
        near = [(t, n < m) for m, t in enumerate(tellings[: n + 1 + ON]) if m != n and m >= n - BACK]
        met = [cell for t, later in near if (cell := _other_side(t, telling, own, later)) is not None]
        if met and all(_names(cell) & _names(met[0]) for cell in met):
            telling.cells["recipient"] = Cell(met[0].value, HOW, met[0].at)


def fill_lifted(spans: Sequence[tuple[Span, Telling]]) -> None:
    """For whom a ban or blockade is lifted: for whom it was laid on ("lifted its blockade of Ghana").

    Takes: the tellings of a report, each with its own words, in text order; changes cells.
    """
    for n, (own, telling) in enumerate(spans):
        if telling.value("type") != "CONCEDE" or telling.candidate.noun or telling.names("recipient"):
            continue
        for _, other in spans[n + 1 : n + 1 + ON]:
            inside = other.candidate.noun and own.contains(other.cells["anchor"].at[0])
            known = other.names("recipient") and not other.names("recipient") & telling.names("actor")
            if inside and known and other.value("type") in LIFTED:
                telling.cells["recipient"] = Cell(other.value("recipient"), HOW, other.cells["recipient"].at)
                break


def fill_fight(tellings: Sequence[Telling]) -> None:
    """Who fights whom, where a noun alone tells of it and a verb of its sentence both: "died in a shootout as gunmen
    attacked the post".

    Takes: the tellings of a report in text order; changes cells.
    """
    harm = [t for t in tellings if t.value("type") == "ASSAULT" and t.value("modality") != "historical"]
    told: dict[Extent, Telling] = {}
    for telling in harm:
        if telling.candidate.active and telling.names("actor") and telling.names("recipient"):
            told.setdefault(telling.candidate.sentence, telling)
    last: Telling | None = None
    for telling in harm:
        struck = last is not None and not last.names("actor") & telling.names("actor")
        if telling.candidate.base in classes()["striking_back"].words and struck and last is not None:
            if telling.names("actor") and not telling.names("recipient"):
                telling.cells["recipient"] = Cell(last.value("actor"), HOW, last.cells["actor"].at)
        if last is not None and telling.candidate.noun and not telling.names("recipient") and _answers(telling, last):
            telling.cells["recipient"] = Cell(last.value("actor"), HOW, last.cells["actor"].at)
        last = telling if telling.names("actor") else last
    for telling in harm:
        c, beside = telling.candidate, told.get(telling.candidate.sentence)
        told_of = c.base not in classes()["weapon"].words  # not a stray bullet
        if beside is None or not c.noun or not told_of or telling.names("actor") or telling.names("recipient"):
            continue
        for name in ("actor", "recipient") if not c.actor and not c.recipient else ():
            telling.cells[name] = Cell(beside.value(name), HOW, beside.cells[name].at)


def _answers(telling: Telling, last: Telling) -> bool:
    """ "Shelled the rebels, who answered with mortar fire"."""
    beside = last.candidate.sentence == telling.candidate.sentence and bool(last.names("actor"))
    if telling.value("modality") in ALLEGED:
        return False  # "shot a murder suspect": whom he is held to have murdered is not told
    return beside and bool(last.names("recipient") & telling.names("actor"))


def _other_side(telling: Telling, said: Telling, own: frozenset[str], later: bool) -> Cell | None:
    """Those on the other side of a telling: whom the speaker speaks to in this sentence, or who spoke to him before."""
    if telling.value("type") not in DISPUTED:
        return None
    by, to = telling.names("actor"), telling.names("recipient")
    if own & by and to and not own & to and telling.candidate.sentence == said.candidate.sentence:
        return telling.cells["recipient"]
    if not later and own & to and by and not own & by:
        return telling.cells["actor"]
    return None


def _names(cell: Cell) -> frozenset[str]:
    return frozenset(r.name.casefold() for r in cell.value if r.name)

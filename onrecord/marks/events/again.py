"""What a telling takes from one before it that its type or form keeps it from being joined to.

"Expelled three envoys ... the expulsion": types that differ. "The sheriff is looking into it ... the death is being
investigated": a passive that names nobody.
"""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.marks.events.families import akin
from onrecord.marks.events.same import REACH, Telling, agree, kin
from onrecord.shapes.mark import Cell

HOW = "same event"
INQUIRY = "investigate"


def tell_again(tellings: Sequence[Telling]) -> None:
    """Fill who and whom of "the expulsion" from the deed before it whose word it is made of.

    Takes: the tellings of a report in text order; changes cells.
    """
    for n, telling in enumerate(tellings):
        c = telling.candidate
        if not (c.noun and c.definite) or telling.before is not None or telling.value("modality") == "historical":
            continue
        if telling.names("actor") and telling.names("recipient"):
            continue
        for other in reversed(tellings[max(0, n - REACH) : n]):
            a = other.candidate
            if a.noun or other.value("type") == telling.value("type") or other.value("modality") == "historical":
                continue
            if not (kin(a, c) or akin(a.base, c.base)) or not agree(other, telling):
                continue
            for name in ("actor", "recipient"):
                found, against = other.cells.get(name), telling.names("recipient" if name == "actor" else "actor")
                if found is not None and not telling.names(name) and not other.names(name) & against:
                    telling.cells[name] = Cell(found.value, HOW, found.at)
            break


def fill_inquiry(tellings: Sequence[Telling]) -> None:
    """Who looks into it, where one body alone is told to: "the sheriff is investigating ... under investigation".

    Takes: the tellings of a report; changes cells.
    """
    looks = [t for t in tellings if t.value("mode") == INQUIRY and t.value("modality") != "historical"]
    told = [t for t in looks if t.names("actor")][:REACH]
    if not told or any(not t.names("actor") & told[0].names("actor") for t in told):
        return
    by = told[0].cells["actor"]
    for telling in looks:
        if not telling.names("actor") and not telling.candidate.active and not telling.candidate.actor:
            if not telling.names("recipient") & told[0].names("actor"):
                telling.cells["actor"] = Cell(by.value, HOW, by.at)

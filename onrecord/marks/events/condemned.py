"""Who is criticised where only a deed is named: whoever did it, as the report tells elsewhere."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.marks.events.families import akin
from onrecord.marks.events.same import REAL, Telling, of_one_stem
from onrecord.marks.events.tables import SPOKEN, classes
from onrecord.shapes.mark import Cell

NO_DECISION = ("OTHER", "PROTEST", "ACCUSE")  # what nobody calls a decision or a move
ASKED_FOR = ("AID", "RETREAT", "CONCEDE", "SUPPORT")
BACK = 6  # tellings before a criticism among which the deed is looked for


def fill_meant(tellings: Sequence[Telling]) -> None:
    """Who and whom for "the attack", told by the bare word of its type, as in the last deed of that type before it.

    Takes: the tellings of a report in text order; changes cells.
    """
    for n, telling in enumerate(tellings):
        c = telling.candidate
        spoken = telling.value("type") in SPOKEN | {"CONSULT"}  # "the calls", "the talks"
        if not (c.noun and c.definite and (spoken or not c.plural) and c.base in classes()["any_deed"].words):
            continue
        if telling.names("recipient") or c.recipient or (c.actor and not telling.names("actor")):
            continue
        near = [t for t in tellings[max(0, n - BACK) : n] if t.value("type") == telling.value("type")]
        told = [t for t in near if t.value("modality") in REAL and t.names("actor") and _alike(telling, t)]
        for name in ("actor", "recipient") if told else ():
            if name in told[-1].cells and not telling.names(name):
                telling.cells[name] = Cell(told[-1].value(name), "same event", told[-1].cells[name].at)


def _alike(telling: Telling, earlier: Telling) -> bool:
    own = telling.names("actor")
    return not own or bool(own & earlier.names("actor"))


def fill_condemned(tellings: Sequence[Telling]) -> None:
    """Fill the recipient of criticism of a deed: "condemned the raid" is said to those who raided.

    "The navy shelled the port. The move was criticised by Togo." Takes: the tellings of a report in text order; changes
    cells.
    """
    at = {t.cells["anchor"].at[0].start: t for t in tellings}
    for n, telling in enumerate(tellings):
        if telling.about is None or "recipient" in telling.cells or telling.candidate.recipient:
            continue
        named = at.get(telling.about.start)
        near = tellings[max(0, n - BACK) : n]
        done = named if named is not None and named is not telling else _in_its_verb(telling, near)
        done = done or _before(telling, near)
        if done is None or not done.names("actor"):
            done = _judged(telling, tellings[max(0, n - BACK) : n]) or done
        if done is not None and not done.names("actor"):
            done = _before(telling, [t for t in tellings[max(0, n - BACK) : n] if t is not done])
        by = done.cells.get("actor") if done is not None else None
        if by is not None and done is not None and not done.names("actor") & telling.names("actor"):
            telling.cells["recipient"] = Cell(by.value, "whose deed", by.at)


def _in_its_verb(telling: Telling, earlier: Sequence[Telling]) -> Telling | None:
    """The last deed told by the verb that the word for it is made of: "suspended nine pupils ... the suspensions"."""
    deed = telling.candidate.deed
    told = (t for t in reversed(earlier) if t.names("actor") and not t.candidate.noun)
    return next((t for t in told if of_one_stem(t.candidate.base, deed) or akin(t.candidate.base, deed)), None)


def _before(telling: Telling, earlier: Sequence[Telling]) -> Telling | None:
    """The first deed of the last sentence that tells of one, for "the move", "this decision"."""
    if telling.candidate.deed not in classes()["deed"].words:
        return None
    own = telling.candidate.sentence
    told = [
        t for t in earlier if t.candidate.sentence != own and t.names("actor") and t.value("type") not in NO_DECISION
    ]
    last = [t for t in told if t.candidate.sentence == told[-1].candidate.sentence]
    return last[0] if last else None


def _judged(telling: Telling, earlier: Sequence[Telling]) -> Telling | None:
    """The last sentence or conviction before, for "the verdict": the court's."""
    if telling.candidate.deed not in classes()["judging"].words:
        return None
    return next((t for t in reversed(earlier) if t.value("mode") == "convict" and t.names("actor")), None)


def fill_asked(tellings: Sequence[Telling]) -> None:
    """To whom a demand is put that names nobody: whoever is to do what is demanded ("demanded their release").

    Takes: the tellings of a report in text order; changes cells.
    """
    for n, telling in enumerate(tellings):
        if telling.value("type") != "REQUEST" or "recipient" in telling.cells or telling.candidate.noun:
            continue
        for other in tellings[n + 1 : n + 3]:
            asked = other.value("modality") == "requested" and other.candidate.sentence == telling.candidate.sentence
            by = other.cells.get("actor")
            if asked and by is not None and not other.names("actor") & telling.names("actor"):
                telling.cells["recipient"] = Cell(by.value, "who is to do it", by.at)
                break


def fill_asked_of(tellings: Sequence[Telling]) -> None:
    """Who is to do what a noun alone says is asked for: whoever is asked ("asked the bank for a loan").

    Takes: the tellings of a report in text order; changes cells.
    """
    for n, telling in enumerate(tellings):
        c = telling.candidate
        if not c.noun or telling.value("modality") != "requested" or "actor" in telling.cells or c.actor:
            continue
        if telling.value("type") not in ASKED_FOR:
            continue
        for other in reversed(tellings[max(0, n - 2) : n]):
            if other.value("type") != "REQUEST" or other.candidate.sentence != c.sentence or other.candidate.noun:
                continue
            of = other.cells.get("recipient")
            if of is not None and not other.names("recipient") & telling.names("recipient"):
                telling.cells["actor"] = Cell(of.value, "who is asked", of.at)
            break

"""Who is accused and who is said to have done it, told apart: a case and what it says, a charge and the deed under it.

"A suit filed by inmates accuses the guards of abuse": the inmates accuse the guards, by their suit. "Faces claims of
fraud": the one who is accused is the one who is said to have cheated.
"""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.marks.events.same import Telling
from onrecord.shapes.mark import Cell
from onrecord.shapes.span import Span

HOW = "as it is alleged"
ON = 3  # tellings after a charge among which the deed is looked for
DEEDS = frozenset("ASSAULT COERCE THREATEN SANCTION OTHER".split())
TOLD = frozenset(("possible", "denied", "historical"))


def fill_alleged(spans: Sequence[tuple[Span, Telling]]) -> None:
    """Fill who accuses whom, and who is said to have done it, from a charge's other words in its sentence.

    Takes: the tellings of a report, each with its own words, in text order; changes cells.
    """
    _by_paper([t for _, t in spans if t.value("type") == "ACCUSE"])
    for n, (own, telling) in enumerate(spans):
        if telling.value("type") != "ACCUSE" or telling.value("mode") == "investigate":
            continue
        for _, deed in spans[n + 1 : n + 1 + ON]:
            if not own.contains(deed.cells["anchor"].at[0]):
                continue
            if deed.value("type") in DEEDS and deed.value("modality") in TOLD:
                _share(telling, deed)
            break


def _share(telling: Telling, deed: Telling) -> None:
    """Whom a charge names did the deed under it, and the other way about."""
    accused, doer = telling.cells.get("recipient"), deed.cells.get("actor")
    if not telling.names("recipient") and doer is not None and not deed.names("actor") & telling.names("actor"):
        if not telling.candidate.recipient and doer.value:
            telling.cells["recipient"] = Cell(doer.value, HOW, doer.at)
    elif accused is not None and not deed.names("actor") and not deed.candidate.actor:
        if telling.names("recipient") and not telling.names("recipient") & deed.names("recipient"):
            deed.cells["actor"] = Cell(accused.value, HOW, accused.at)


def _by_paper(charges: Sequence[Telling]) -> None:
    """A suit that accuses somebody is one charge with its words: "the lawsuit alleges that", "a suit accusing"."""
    for n, telling in enumerate(charges):
        for paper in charges[max(0, n - 2) : n]:
            if not paper.candidate.noun or paper.candidate.sentence != telling.candidate.sentence:
                continue
            by = telling.cells.get("actor")
            at = paper.cells["anchor"].at[0]
            if by is not None and not any(r.span.overlaps(at) for r in by.value):
                continue
            if by is not None:
                if "actor" in paper.cells:
                    telling.cells["actor"] = Cell(paper.value("actor"), HOW, (*by.at, *paper.cells["actor"].at))
                if "recipient" in telling.cells and not paper.names("recipient"):
                    paper.cells["recipient"] = Cell(telling.value("recipient"), HOW, telling.cells["recipient"].at)

"""Who is accused and who is said to have done it, told apart: a case and what it says, a charge and the deed under it.

"A suit filed by inmates accuses the guards of abuse": the inmates accuse the guards, by their suit. "Faces claims of
fraud": the one who is accused is the one who is said to have cheated.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from onrecord.marks.events.same import Telling
from onrecord.marks.events.tables import classes
from onrecord.marks.events.words import words_of
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
    words = (
        classes()["suing"].words
        | classes()["charge"].words
        | classes()["alleging"].words
        | words_of("says of a charge")
    )
    _in_one_sentence([t for _, t in spans if t.value("type") == "ACCUSE" and t.candidate.base in words])
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
    of_it = telling.candidate.base in classes()["accused"].words and not telling.candidate.noun
    if of_it and accused is not None and deed.names("actor") & telling.names("actor"):  # "accused the firm of bullying"
        if not deed.candidate.noun and telling.names("recipient"):
            deed.cells["actor"] = Cell(accused.value, HOW, accused.at)
        return
    if not telling.names("recipient") and doer is not None and not deed.names("actor") & telling.names("actor"):
        if not telling.candidate.recipient and doer.value:
            telling.cells["recipient"] = Cell(doer.value, HOW, doer.at)
    elif accused is not None and not deed.names("actor") and not deed.candidate.actor:
        if telling.names("recipient") and not telling.names("recipient") & deed.names("recipient"):
            deed.cells["actor"] = Cell(accused.value, HOW, accused.at)


def _in_one_sentence(charges: Sequence[Telling]) -> None:
    """One charge in two words of a sentence: "the lawsuit alleges", "named in suits with inmates alleging abuse"."""
    for one, two in pairwise(charges):
        if one.candidate.sentence != two.candidate.sentence:
            continue
        by, at = two.cells.get("actor"), one.cells["anchor"].at[0]
        paper = by is not None and any(r.span.overlaps(at) for r in by.value)
        if by is not None and paper and "actor" in one.cells:
            two.cells["actor"] = Cell(one.value("actor"), HOW, (*by.at, *one.cells["actor"].at))
        for a, b in ((one, two), (two, one)):
            for name, against in (("actor", "recipient"), ("recipient", "actor")):
                found = b.cells.get(name)
                if found is None or a.names(name) or (paper and name == "actor"):
                    continue
                if not b.names(name) & a.names(against) and not _apart(a, b, against):
                    a.cells[name] = Cell(found.value, HOW, found.at)


def _apart(one: Telling, two: Telling, cell: str) -> bool:
    """Whether two charges name different people in a cell: "accused the mayor, whom the paper had accused"."""
    a, b = one.names(cell), two.names(cell)
    return bool(a and b and not a & b)

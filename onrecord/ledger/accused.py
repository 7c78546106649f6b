"""What somebody is accused of, where a denial of theirs answers it: "Orva blames Tesk, and Tesk denies it"."""

from __future__ import annotations

from onrecord.ledger.parties import Party, alike, party
from onrecord.shapes.mark import Mark, Ref
from onrecord.shapes.reading import Reading

# Between an accusation and its denial, in characters.
_REACH = 500
# An inquiry and a rebuke charge nobody with anything that could be denied.
_NO_CHARGE = frozenset(("investigate", "disapprove"))
_MADE = frozenset(("happened", "ongoing"))


def accusation(reading: Reading, at: int, denier: str | None) -> Mark | None:
    """The event, the last before place `at` of a report, in which others accuse `denier` or a body of the same nation;
    None where none is near.
    """
    if not denier:
        return None
    one = party(denier)
    for event in sorted(reading.events, key=lambda e: e.end, reverse=True):
        if event.end <= at <= event.end + _REACH and _charges(event):
            accusers, accused = (_parties(event, cell) for cell in ("actor", "recipient"))
            if accusers and any(_one_side(one, p) for p in accused) and not any(_one_side(one, p) for p in accusers):
                return event
    return None


def accuser(event: Mark) -> str:
    """Who accuses, by name."""
    return ", ".join(p.name for p in _parties(event, "actor"))


def _charges(event: Mark) -> bool:
    made = event.value("modality") in _MADE
    return event.value("type") == "ACCUSE" and made and event.value("mode") not in _NO_CHARGE


def _one_side(a: Party, b: Party) -> bool:
    """ "Zambia's defence ministry" answers for "the Zambian air force"."""
    return alike(a, b) > 0 or bool(a.nation and a.nation == b.nation)


def _parties(event: Mark, cell: str) -> list[Party]:
    return [party(ref.name) for ref in event.value(cell) or () if isinstance(ref, Ref) and ref.name]

"""The question that figures of one quantity answer."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.ledger.doings import question
from onrecord.ledger.severity import HOW_BADLY
from onrecord.ledger.tally import Tally
from onrecord.ledger.words import most

_QUESTIONS = {
    "killed": "How many were killed",
    "injured": "How many were injured",
    "missing": "How many are missing",
    "displaced": "How many are displaced",
    "evacuated": "How many were evacuated",
    "rescued": "How many were rescued",
    "trapped": "How many are trapped",
    "recovered": "How many were recovered",
    "destroyed": "How much was destroyed",
    "arrested": "How many were arrested",
    "abducted": "How many were abducted",
    "held": "How many are held",
    "attended": "How many attended",
    "votes": "How many votes",
    "magnitude": "What was the magnitude",
    "money": "How much money",
    "percent": "What share",
    "distance": "How far",
    "duration": "How long",
}


def question_of(group: Sequence[Tally], where: bool = True) -> str:
    """What the figures tell, as a question; `where` names their place."""
    what = group[0].what
    noun = most(t.counted for t in group) or most(t.printed_what.removeprefix("other:") for t in group)
    asked = most(question(t) for t in group) or _QUESTIONS.get(what) or f"How many {noun}"
    if group[0].population in HOW_BADLY:
        asked = asked.replace("injured", f"{group[0].population} injured")
    elif group[0].population:
        asked = asked.replace("How many", f"How many {group[0].population}")
    place = most(t.where for t in group if t.place) if where else None
    return asked + (f" ({place})?" if place else "?")

"""Events as PLOVER codes them, happened or planned, asked for, threatened, denied: the declaration of the kind."""

from __future__ import annotations

from typing import Any

from onrecord.marks.events.candidate import Candidate
from onrecord.marks.events.local import local
from onrecord.marks.events.resolve import resolve
from onrecord.marks.events.tables import TABLES, happens, shows, tells, tells_any
from onrecord.shapes.mark import CellSpec, Kind, derived, present, same_words

__all__ = ["KIND"]


def _type(value: Any, words: str) -> bool:
    return tells(str(value), words) or (value == "OTHER" and happens(words))


def _modality(value: Any, words: str) -> bool:
    """Whether something happened shows in the anchor's form; everything else in a word that says so, or in a time."""
    if value in ("happened", "ongoing", "historical", "planned"):
        return present(value, words)
    return shows(str(value), words.split()) or (value == "requested" and tells_any(words))


KIND = Kind(
    name="event",
    plural="events",
    version=17,
    cells=(
        CellSpec("anchor", "span", "the word that tells the event"),
        CellSpec("type", "word", "PLOVER's type, or DISASTER, ACCIDENT, OTHER", _type),
        CellSpec(
            "plover",
            "text",
            "PLOVER's code of it: a visit to come is AGREE; two where the manual gives two; absent where it gives none",
        ),
        CellSpec("mode", "word", "PLOVER's mode of the type; absent when the text does not tell"),
        CellSpec(
            "modality",
            "word",
            "happened ongoing planned threatened requested denied possible hypothetical historical",
            _modality,
        ),
        CellSpec("asserted_by", "name", "who says so; absent when the report itself does"),
        CellSpec("actor", "actors", "who does it, with country and sector"),
        CellSpec("recipient", "actors", "to whom it is done, with country and sector"),
        CellSpec("instrument", "text", "the weapon or thing it is done with", same_words),
        CellSpec("contexts", "text", "what its sentence is about: PLOVER's contexts, in text order"),
        CellSpec("victims", "actors", "who was killed or hurt in it, with country and sector"),
        CellSpec("when", "when", "its time, as far as its clause tells"),
        CellSpec("where", "name", "its place, as far as its clause tells"),
        CellSpec(
            "figures",
            "indexes",
            "which of the report's figures of people harmed, held or helped stand in its clause",
            derived,
        ),
        CellSpec(
            "same_as", "index", "place of the telling before it of the same event, among the report's events", derived
        ),
    ),
    candidate=Candidate,
    local=local,
    resolve=resolve,
    needs=("mention", "time", "place", "quote", "figure"),
    tables=TABLES,
)

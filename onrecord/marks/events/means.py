"""What an event is done with: the weapon or thing that the parse puts beside its anchor."""

from __future__ import annotations

from onrecord.marks.events import grammar
from onrecord.marks.events.frame import Frame
from onrecord.marks.events.grammar import lemma
from onrecord.marks.events.tables import classes
from onrecord.marks.words import Token

DONE_WITH = frozenset(("ASSAULT", "COERCE", "MOBILIZE", "PROTEST", "THREATEN", "ACCIDENT"))


def instrument(frame: Frame, type_: str) -> Token | None:
    """The word for the weapon or vehicle: "with a knife", "rocket attack", "fired a missile", "hit by a shell"."""
    if type_ not in DONE_WITH:
        return None
    wanted = classes()["instrument"].words
    token = frame.token
    beside = [*grammar.before(token)] if not frame.verbal else []
    if frame.verbal:
        beside += [*frame.slot("with"), *frame.slot("using"), *frame.slot("obj"), *frame.slot("subj")]
    else:
        beside += [*frame.slot("with"), *frame.slot("by")]
    for word in beside:
        if lemma(word) in wanted:
            return word
        inner = next((c for c in grammar.before(word) if c.dep_ == "compound" and lemma(c) in wanted), None)
        if inner is not None and frame.verbal:
            return inner
    return token if not frame.verbal and lemma(token) in wanted else None

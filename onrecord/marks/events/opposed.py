"""Whom a protest is against by the word before it: "anti-government protests", "anti-Brond protesters marched"."""

from __future__ import annotations

from onrecord.lexicon import people_nouns
from onrecord.marks.events import grammar
from onrecord.marks.events.candidate import Filler
from onrecord.marks.events.frame import Frame
from onrecord.marks.events.tables import classes
from onrecord.marks.words import Token

ANTI = "anti-"


def opposed(frame: Frame) -> tuple[Filler, ...]:
    """The one named behind "anti-" before the noun of a protest or before those who protest; () for "anti-war"."""
    heads = frame.slot("subj") if frame.verbal else [frame.token]
    words = [w for t in heads for w in grammar.before(t) if w.lower_.startswith(ANTI)]
    return tuple(_behind(w) for w in words[:1] if _is_somebody(w.text[len(ANTI) :]))


def _is_somebody(word: str) -> bool:
    if word[:1].isupper():
        return True
    row = people_nouns.by_lemma(word)
    return word in classes()["group"].words or (row is not None and row.type in ("group", "organisation"))


def _behind(word: Token) -> Filler:
    start, end = word.idx + len(ANTI), word.idx + len(word)
    return Filler(start, end, start, end, "against")

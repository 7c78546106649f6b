"""What a cue and its speaker tell besides the words: tense, the body spoken for, the promise to keep a name out."""

from __future__ import annotations

import re
from functools import cache

from onrecord.marks.quotes.candidate import Party
from onrecord.marks.quotes.frames import Frame
from onrecord.marks.quotes.lookup import bounds
from onrecord.marks.quotes.parties import party
from onrecord.marks.quotes.words import words_of
from onrecord.marks.words import Token
from onrecord.shapes.table import load

_FUTURE = words_of("to come")
_PLAIN = words_of("adjectives of an office")
_TITLE = 5  # words between an office and the last name of who holds it
_FOR = ("for", "of")
_PACKAGE = "onrecord.marks.quotes"


def tense(frame: Frame) -> str:
    """past, present or future: when it was, is or will be said."""
    token = frame.token
    if any(c.dep_ == "aux" and c.lower_ in _FUTURE for c in token.children):
        return "future"
    auxiliary = next((c for c in token.children if c.dep_ == "aux" and c.tag_ in ("VBD", "VBZ", "VBP")), None)
    if token.tag_ in ("VBD", "VBN") or (auxiliary is not None and auxiliary.tag_ == "VBD"):
        return "past"
    return "present"


def spoken_for(speaker: Token) -> Party | None:
    """The body or person that a spokesperson speaks for; None where the speaker is none, or the phrase does not say."""
    noun = _office(speaker)
    if noun is None:
        return None
    behind = next((c for c in noun.children if c.dep_ == "prep" and c.lower_ in _FOR and c.i > noun.i), None)
    whose = next((c for c in behind.children if c.dep_ == "pobj"), None) if behind is not None else None
    return party(whose) if whose is not None else _before(noun)


def _office(speaker: Token) -> Token | None:
    """The noun of the phrase that makes its head a spokesperson."""
    near = (speaker, *(c for c in speaker.children if c.dep_ in ("compound", "appos", "nmod", "amod")))
    found = next((t for t in near if t.lower_ in _offices()), None)
    if found is not None or speaker.pos_ != "PROPN":
        return found
    # "army spokesman Maj. Peter Novak", where the title hangs on the rank
    before = speaker.doc[max(bounds(speaker)[0], speaker.i - _TITLE) : speaker.i]
    office = next((t for t in reversed(before) if t.lower_ in _offices()), None)
    named = office is not None and all(t.pos_ == "PROPN" for t in speaker.doc[office.i + 1 : speaker.i])
    return office if named else None


def _before(noun: Token) -> Party | None:
    """ "the foreign ministry's spokeswoman", "an army spokesman": the words between article and office."""
    doc, start = noun.doc, noun.i
    while start > bounds(noun)[0] and doc[start - 1].pos_ in ("NOUN", "PROPN", "ADJ", "PART"):
        start -= 1
    while start < noun.i and doc[start].lower_ in _PLAIN:
        start += 1
    end = noun.i
    while end > start and (doc[end - 1].tag_ == "POS" or doc[end - 1].lower_ in (*_PLAIN, "press")):
        end -= 1
    if start >= end or not any(t.pos_ in ("NOUN", "PROPN") for t in doc[start:end]):
        return None
    first, last = doc[start], doc[end - 1]
    words = doc.text[first.idx : last.idx + len(last)]
    return Party(first.idx, last.idx + len(last), first.idx, last.idx + len(last), words)


def unnamed(frame: Frame, speaker: Token) -> tuple[int, int] | None:
    """Where the sentence says that the speaker is not to be named; None for somebody who is."""
    if speaker.pos_ == "PROPN" or speaker.ent_type_ == "PERSON":
        return None
    start, end = bounds(frame.token)
    doc = frame.token.doc
    first, last = doc[start].idx, doc[end - 1].idx + len(doc[end - 1])
    found = _kept_out().search(doc.text, first, last)
    return None if found is None else found.span()


def hides(frame: Frame) -> bool:
    """True for the verb of "asked not to be named": it keeps a name out, and tells nothing else."""
    token = frame.token
    behind = next((c for c in token.children if c.dep_ in ("xcomp", "ccomp") and c.i > token.i), None)
    if behind is None or behind.tag_ not in ("VBN", "VB"):
        return False
    text = token.doc.text
    return any(_kept_out().match(text, at) for at in (token.idx, behind.left_edge.idx))


@cache
def _offices() -> frozenset[str]:
    rows = load(_PACKAGE, "voices.tsv", ("words", "tells"))
    return frozenset(row["words"] for row in rows if row["tells"] == "speaks for another")


@cache
def _kept_out() -> re.Pattern[str]:
    rows = load(_PACKAGE, "voices.tsv", ("words", "tells"))
    phrases = sorted((row["words"] for row in rows if row["tells"] == "unnamed"), key=lambda p: (-len(p), p))
    return re.compile(r"(?<!\w)(?:" + "|".join(re.escape(p).replace(r"\ ", r"\s+") for p in phrases) + r")(?!\w)", re.I)

"""Words that say no to a clause from farther off: "at no point", "nor has it", "hardly any", "arrested nobody"."""

from __future__ import annotations

from onrecord.marks.events.words import words_of
from onrecord.marks.words import Token

_BEFORE_NO = words_of("before no")
_TIMES = words_of("no time of it")
_NOBODY = words_of("names nobody")
_HARDLY = words_of("hardly")


def fronted(child: Token) -> Token | None:
    """The "no" of "at no point", "in no way", "under no circumstances"; `child` is what hangs on a verb."""
    if child.lower_ not in _BEFORE_NO or child.i + 2 >= len(child.doc):
        return None
    no, word = child.nbor(1), child.nbor(2)
    return no if no.lower_ == "no" and word.lower_ in _TIMES else None


def inverted(verb: Token, child: Token) -> Token | None:
    """The word "nor", "neither" or "never" before an auxiliary that stands before the subject: "nor has it paid"."""
    if child.lower_ not in ("nor", "neither") or child.i > verb.i or child.i + 1 >= len(child.doc):
        return None
    return child if child.nbor(1).pos_ == "AUX" else None


def hardly(subject: Token) -> Token | None:
    """The word "hardly" in "hardly any troops arrived", "scarcely anyone came", "hardly any of the troops"."""
    for i in range(max(1, subject.left_edge.i + 1), subject.i + 1):
        word = subject.doc[i]
        if word.lower_ in ("any", "anyone", "anybody", "anything") and word.nbor(-1).lower_ in _HARDLY:
            return word.nbor(-1)
    return None


def nobody(child: Token) -> bool:
    """True for the object in "arrested nobody", "hurt no one"."""
    if child.lower_ in _NOBODY:
        return True
    return child.lower_ == "one" and child.i > 0 and child.nbor(-1).lower_ == "no"

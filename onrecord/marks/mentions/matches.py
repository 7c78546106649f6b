"""Whether a name stands where a team stands: as a side of a match with a result, or before a role of sport."""

from __future__ import annotations

import re

from onrecord.lexicon import names as given_names
from onrecord.lexicon import nations
from onrecord.marks.mentions.entity import Item

# One result, and no sets as one player wins them against another: "6-4, 6-3".
_RESULT = re.compile(
    r"(?<![\d–-])\d{1,3}\s?[–-]\s?\d{1,3}(?![\d–-]|\s?,\s?\d)"
    r"(?=\s*(?:$|[.,;)]|(?:on|in|at|to|with|against|after|away|over|win|defeat|victory|draw|loss|lead|home|thanks|last"
    r"|from|and|by|as|but|here|thriller|aggregate)\b))"
)
_VOTED = re.compile(r"\b(?:vot(?:e[ds]?|ing)|rul(?:ed|es|ing)|polls?|seats|jury|bill|motion|court|lawmakers)\b", re.I)
_AFTER_EXTRA = re.compile(r"\b(?:on penalties|after extra time|in extra time|in overtime|in a shoot-?out)\b", re.I)
_PLAYED = re.compile(
    r"\b(?:beat|beats|beating|beaten|defeat(?:s|ed)?|thrash(?:es|ed)?|edge[ds]?|hammer(?:s|ed)?|trounce[ds]?|dr[ae]ws?"
    r"|los[et]s?|w[io]ns?|held|hosts?|hosted|fac(?:e|es|ed)|play(?:s|ed)?|lead|led|score[ds]?|stun(?:s|ned)?)\b"
)
_ROLE = re.compile(
    r"(?:['’]s?)?\s(?:(?:head|assistant|former|interim|caretaker|star|veteran|teenage|injured|stand-in)\s)?"
    r"(?:coach|manager|captain|skipper|striker|goalkeeper|keeper|goalie|midfielder|winger|fullback|centre-back"
    r"|quarterback|linebacker|pitcher|shortstop|fans|supporters|players|defender)\b(?!\s(?:of|for)\b)"
)
_REACH = 160  # characters of the sentence on either side that are read
_STOP = re.compile(r"[.?!]\s")
_SIDES = ("subject", "object", "passive", "oblique", "other")
_SIDE_OF = ("", "to", "with", "against", "by", "at", "over", "from")


def plays(item: Item) -> bool:
    """True for one use of a name as that of a team."""
    candidate, text = item.candidate, item.passage.text
    if candidate.title or candidate.noun or given_names.is_given(candidate.bare.split()[0]):
        return False
    if nations.by_name(candidate.bare) is not None:
        return False  # a national team goes by its country
    if _ROLE.match(text, candidate.head_end) is not None:
        return True
    if candidate.role not in _SIDES or candidate.preposition not in _SIDE_OF:
        return False
    start, end = max(0, candidate.head_start - _REACH), min(len(text), candidate.head_end + _REACH)
    before = max((m.end() for m in _STOP.finditer(text, start, candidate.head_start)), default=start)
    behind = _STOP.search(text, candidate.head_end, end)
    sentence = text[before : end if behind is None else behind.start()]
    if _VOTED.search(sentence) is not None:
        return False
    told = _RESULT.search(sentence) is not None or _AFTER_EXTRA.search(sentence) is not None
    return told and _PLAYED.search(sentence) is not None

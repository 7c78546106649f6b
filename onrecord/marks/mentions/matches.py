"""Whether a name stands where a team stands: as a side of a match with a result, or before a role of sport."""

from __future__ import annotations

import re

from onrecord.lexicon import names as given_names
from onrecord.lexicon import nations
from onrecord.marks.mentions import name_words
from onrecord.marks.mentions.entity import Item
from onrecord.marks.mentions.words import words_of
from onrecord.marks.word_lists import either

# One result, and no sets as one player wins them against another: "6-4, 6-3".
_RESULT = re.compile(
    r"(?<![\d–-])\d{1,3}\s?[–-]\s?\d{1,3}(?![\d–-]|\s?,\s?\d)"
    rf"(?=\s*(?:$|[.,;)]|{either(words_of('behind a result'))}\b))"
)
_VOTED = re.compile(rf"\b{either(words_of('votes'))}\b", re.I)
_AFTER_EXTRA = re.compile(rf"\b{either(words_of('after extra time'))}\b", re.I)
_VERB = either(words_of("wins or loses"))
# Behind a side that plays; "Marlow and Perran drew 1-1".
_PLAYS = re.compile(rf"(?:\s(?:and\s[A-Z][\w.'’-]+|{either(words_of('before a verb of sport'))})){{0,2}}\s{_VERB}\b")
# Ahead of the other side: "beat the", "lost 2-0 to".
_OTHER_SIDE = either(words_of("before the other side"))
_PLAYED = re.compile(rf"\b{_VERB}\s(?:the\s)?$|\d\s(?:\w+\s){{0,2}}{_OTHER_SIDE}\s(?:the\s)?$")
_LAST_OF_PLAYED = (*words_of("wins or loses"), *words_of("before the other side"))
_ROLE = re.compile(
    rf"(?:['’]s?)?\s(?:{either(words_of('before a role of sport'))}\s)?"
    rf"{either(words_of('roles of sport'))}\b(?!\s(?:of|for)\b)"
)
_AHEAD, _BEHIND = 60, 40  # characters behind a side in which the result stands, and ahead of it that are read
_STOP = re.compile(r"[.?!]\s")


def plays(item: Item) -> bool:
    """True for one use of a name as that of a team."""
    candidate, text = item.candidate, item.passage.text
    if candidate.title or candidate.noun or given_names.is_given(candidate.bare.split()[0]):
        return False
    if nations.by_name(candidate.bare) is not None:
        return False  # a national team goes by its country
    if _ROLE.match(text, candidate.head_end) is not None:
        return True
    words = candidate.bare.split()
    if candidate.label == "PERSON" and len(words) > 1 and name_words.kind(words[-1]) != "place":
        return False  # a player, by his full name
    if not _may_play(text, candidate.start, candidate.head_end):
        return False
    before = _STOP.split(text[max(0, candidate.start - _BEHIND) : candidate.start])[-1]
    behind = _STOP.split(text[candidate.head_end : candidate.head_end + _AHEAD])[0]
    sentence = before + behind
    if _PLAYS.match(behind) is None and _PLAYED.search(before) is None:
        return False
    return bool(_RESULT.search(sentence) or _AFTER_EXTRA.search(sentence)) and _VOTED.search(sentence) is None


def _may_play(text: str, start: int, end: int) -> bool:
    """A quick look at what stands beside a name: a verb of sport behind it, or the end of one ahead of it."""
    if _PLAYS.match(text, end, end + _AHEAD) is not None:
        return True
    words = text[max(0, start - _BEHIND) : start].split()
    if words[-1:] == ["the"]:
        words.pop()
    return bool(words) and words[-1].endswith(_LAST_OF_PLAYED)

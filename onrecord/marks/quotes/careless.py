"""Careless marks: where quotation marks do not pair as they stand, all of a paragraph are read together.

Some copies set a closing mark before the next word ('It fell, "Orr said'), turn it the wrong way round, lose one, or
run the paragraphs of a speech together, each of which opens and only the last of which closes. No mark tells by itself
then what it is. Each costs something as an opening and something as a closing one, by what stands beside it, and so
does what lies between two of them as speech and as the reporter's words; the reading of all that costs least is taken.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import islice, pairwise

from onrecord.lexicon import speech
from onrecord.marks.quotes.words import words_of

_KNOWN = '“”"″＂'
_STRAIGHT = '"″＂'
_ENDS = ".?!…"
_WORD = re.compile(r"[^\W_][\w'’.-]*")
_STOP = re.compile('[“”";:?!]')
_LONG = 200  # characters of a sentence that are looked at
_OWN = words_of("speaks in a paragraph")
_FAR = 16  # words between a mark and the verb of speech that may belong to it
_NEAR = 9  # words between a verb of speech and the mark it leads to
_PHRASE = 12  # words in marks that need no stop at their end

# What a reading costs. The looks of a mark weigh most; only several signs against them outweigh them.
_SLIPPED = 1.0  # a closing mark stands as an opening one does: '… fell, "Orr said'
_SLIPPED_STOP = 1.6  # the same behind a full stop, and no "Orr said" behind it
_TURNED = 1.4  # a closing mark is printed as an opening one: '… fell, “Orr said'
_TURNED_STOP = 2.4  # the same behind a full stop, and no "Orr said" behind it
_TURNED_APART = 0.8  # the same with a blank on either side, or behind it alone
_TURNED_OPENS = 1.5  # … as an opening one
_OPENS_LATE = 2.5  # an opening mark stands at the end of the word before: 'the inquiry." We'
_REVERSED = 3.5  # a printed opening mark as closing or the reverse, with nothing that speaks for it
_APART = 0.5  # an opening mark has a blank on either side
_EDGE = 5.0  # a closing mark begins the text, or an opening one ends it
_NEVER_OPENED, _NEVER_CLOSED = 2.0, 1.0
_TWICE_CLOSED = 3.0
_OPENS_AGAIN = 0.75  # a mark opens where one is open, as a new paragraph of a speech does
_OPENS_AGAIN_PRINTED = 0.8
_IN_SENTENCE = 2.0  # … in the middle of a sentence
_CUE_AFTER_COMMA, _CUE_AFTER_STOP = 1.5, 0.7  # as opening, with "Orr said" behind it
_CUE_BEFORE = 1.2  # as closing, with "Orr said," before it
_NO_STOP = 0.7
_OWN_OUTSIDE = 0.8  # the reporter says "we"


def is_careless(text: str, marks: Sequence[int]) -> bool:
    """True when two marks in turn look as if both opened or both closed, or a straight one must close a printed one."""
    if not all(text[i] in _KNOWN for i in marks):
        return False
    if any(text[a] == "“" and text[b] in _STRAIGHT for a, b in pairwise(marks)):
        return True
    looks = [_look(text, i) for i in marks]
    turn = ""
    for look in looks:
        if look and look == turn:
            return True
        turn = look or {"open": "close", "close": "open", "": ""}[turn]
    return False


def pairs(text: str, marks: Sequence[int]) -> bool:
    """True when the marks, in turn, look as if one opened and the next closed."""
    return [_look(text, i) for i in marks] == ["open", "close"] * (len(marks) // 2)


def opening(text: str, marks: Sequence[int]) -> list[bool]:
    """Of each mark whether it opens, in the reading of all of them that costs least."""
    first, last = len(text) - len(text.lstrip()), len(text.rstrip()) - 1
    cost = _alone(text, marks[0], 0, first, last)
    cost[False] += _NEVER_OPENED
    ways: list[dict[bool, bool]] = []
    for before, here in pairwise(marks):
        alone = _alone(text, here, before + 1, first, last)
        speech_to, told_to = _as_speech(text, before, here), _as_told(text, before, here)
        reached: dict[bool, float] = {}
        way: dict[bool, bool] = {}
        for now in (True, False):
            opened, closed = cost[True] + speech_to[now], cost[False] + told_to[now]
            way[now] = opened < closed
            reached[now] = min(opened, closed) + alone[now]
        ways.append(way)
        cost = reached
    opens = cost[True] + _NEVER_CLOSED < cost[False]
    out = [opens]
    for way in reversed(ways):
        opens = way[opens]
        out.append(opens)
    return out[::-1]


def _look(text: str, i: int) -> str:
    """How a mark looks by itself: "open", "close", or "" where it may be either."""
    if text[i] not in _STRAIGHT:
        return "open" if text[i] == "“" else "close"
    spaced, followed = _space_before(text, i), _space_after(text, i)
    return "" if spaced == followed else "open" if spaced else "close"


def _space_before(text: str, i: int) -> bool:
    return i == 0 or text[i - 1].isspace() or text[i - 1] in "([{—–-/:‘'"


def _space_after(text: str, i: int) -> bool:
    return i + 1 >= len(text) or text[i + 1].isspace() or text[i + 1] in ")]}—–-/:;,.?!…’'"


def _alone(text: str, i: int, since: int, first: int, last: int) -> dict[bool, float]:
    """What a mark costs as opening (True) and as closing, by what stands beside it.

    Takes: where the words behind the mark before it begin, and the first and last character that is no blank.
    """
    look, before = _look(text, i), _before(text, i)
    follows = before in (",", "-", *_ENDS) and _cue_follows(text, i + 1)
    leads = before in (",", ":") and _cue_leads(text, i, since)
    cost = {True: _EDGE if i == last else 0.0, False: _EDGE if i == first else 0.0}
    if look == "close":
        cost[True] += _OPENS_LATE if text[i] in _STRAIGHT else _REVERSED
    elif _space_after(text, i):
        cost[True] += _APART if _space_before(text, i) else _TURNED_OPENS
    if follows:
        if look == "close" and before == ",":
            cost[True] += _CUE_AFTER_COMMA  # 'We ran," the clerk said'
        cost[True] += _CUE_AFTER_COMMA if before == "," and not leads else _CUE_AFTER_STOP
    if look == "open":
        stop = before in _ENDS and not follows
        if text[i] in _STRAIGHT:
            cost[False] += _SLIPPED_STOP if stop else _SLIPPED
        elif _space_after(text, i):
            cost[False] += _TURNED_APART
        elif before in (",", *_ENDS):
            cost[False] += _TURNED_STOP if stop else _TURNED
        else:
            cost[False] += _REVERSED
    if leads:
        cost[False] += _CUE_BEFORE
    return cost


def _as_speech(text: str, before: int, here: int) -> dict[bool, float]:
    """What the words between two marks cost as speech, where the second opens (True) and where it closes."""
    words = text[before + 1 : here]
    stop = words.rstrip()[-1:]
    again = _OPENS_AGAIN_PRINTED if text[here] == "“" else _OPENS_AGAIN
    if stop not in _ENDS or not stop:
        again += _IN_SENTENCE
    return {True: again, False: _NO_STOP if stop.isalnum() and len(words.split()) > _PHRASE else 0.0}


def _as_told(text: str, before: int, here: int) -> dict[bool, float]:
    """What they cost as the reporter's words."""
    ours = _OWN_OUTSIDE if _says_we(text[before + 1 : here]) else 0.0
    return {True: ours, False: ours + _TWICE_CLOSED}


def _before(text: str, i: int) -> str:
    return text[max(0, i - 4) : i].rstrip()[-1:]


def _says_we(words: str) -> bool:
    return any(w.group().lower() in _OWN for w in _WORD.finditer(words))


def _cue_follows(text: str, start: int) -> bool:
    """A verb of speech stands in the sentence that begins here, with what may be its speaker."""
    stop = _STOP.search(text, start, start + _LONG)
    end = stop.start() if stop is not None else start + _LONG
    for word in islice(_WORD.finditer(text, start, end), _FAR):
        form = word.group()
        if speech.says_in(form.rstrip(".").lower()):
            return True
        if form.endswith(".") and len(form) > 4 and text[word.end() : word.end() + 2].lstrip()[:1].isupper():
            return False
    return False


def _cue_leads(text: str, i: int, since: int) -> bool:
    """ "Orr said," or "Orr told reporters:" stands right before the mark, behind the mark before it."""
    clause = re.split(r"[.?!;](?=\s)", text[since:i])[-1]
    return any(speech.says_in(w.lower()) for w in _WORD.findall(clause)[-_NEAR:])

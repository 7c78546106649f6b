"""Clock times: "10:30", "4 p.m.", "1400 GMT", "noon"."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.lexicon.calendar import calendar_word
from onrecord.lexicon.lexemes import Lexeme, words_at
from onrecord.marks.times.words import words_of

_BEFORE_NOON = words_of("before noon")
_HALVES = {"am": 0, "pm": 12}


def clock_at(lex: Sequence[Lexeme], i: int) -> tuple[str, int] | None:
    """The time of day at lexeme `i` as TIMEX3 writes it ("T14:30", "T14:30Z" for universal time) and where it ends."""
    if i >= len(lex):
        return None
    if lex[i].low in ("noon", "midday", "midnight"):
        before = lex[i - 1].low if i else ""
        return (_named(lex[i].low), i + 1) if before in _BEFORE_NOON else None
    if i > 1 and lex[i - 1].text == ":" and lex[i - 2].kind == "number":
        return None  # the minutes of "15: 01 IST"
    if lex[i].kind != "number" or (i and lex[i - 1].touches(lex[i]) and lex[i - 1].text not in "(—–“\"'"):
        return None
    found = _digits(lex, i)
    if found is None:
        return None
    hour, minute, j, certain = found
    if words_at(lex, j, ("o", "'", "clock")):
        j, certain = j + 3, True
    half = _HALVES.get(lex[j].low) if j < len(lex) else None
    if half is not None:
        if not 1 <= hour <= 12 and not (half == 0 and hour == 0):
            return None
        hour, certain = hour % 12 + half, True
        j += 1
    if j < len(lex) and lex[j].low in ("hrs", "hours") and len(lex[i].text) == 4 and lex[i].text[0] in "012":
        j, certain = j + 1, True
    universal, end = _zone(lex, j)
    if end > j:
        certain = True
    if not certain or hour > 23 or minute > 59:
        return None
    return f"T{hour:02d}:{minute:02d}" + ("Z" if universal else ""), end


def _named(low: str) -> str:
    word = calendar_word("part", low)
    return word.value if word else "T12:00"


def _digits(lex: Sequence[Lexeme], i: int) -> tuple[int, int, int, bool] | None:
    """Hour, minute, end, and whether the writing alone makes it a clock time."""
    text = lex[i].text
    if text.isdecimal() and len(text) <= 2:
        if i + 3 < len(lex) and lex[i + 1].text == ":" and _is_half(lex, i + 3):
            minute = lex[i + 2].text  # "8: 00 am", spaced by whoever cut the words apart
            return (int(text), int(minute), i + 3, False) if minute.isdecimal() and len(minute) == 2 else None
        if (
            i + 2 < len(lex)
            and lex[i + 1].text == ":"
            and lex[i].touches(lex[i + 1])
            and lex[i + 1].touches(lex[i + 2])
        ):
            minute = lex[i + 2].text
            if minute.isdecimal() and len(minute) == 2:
                end = i + 3
                if (
                    end + 1 < len(lex)
                    and lex[end].text == ":"
                    and lex[end - 1].touches(lex[end])
                    and lex[end].touches(lex[end + 1])
                ):
                    end += 2  # seconds
                return int(text), int(minute), end, int(text) <= 23
            return None
        return int(text), 0, i + 1, False
    if text.isdecimal() and len(text) == 4:
        return int(text[:2]), int(text[2:]), i + 1, False
    hour, dot, minute = text.partition(".")
    if dot and hour.isdecimal() and minute.isdecimal() and len(hour) <= 2 and len(minute) == 2:
        return int(hour), int(minute), i + 1, False
    return None


def _is_half(lex: Sequence[Lexeme], j: int) -> bool:
    return lex[j].low in _HALVES or _zone(lex, j)[1] > j


def _zone(lex: Sequence[Lexeme], j: int) -> tuple[bool, int]:
    """Whether a zone at `j` is universal time, and where it ends ("GMT", "(UTC+8)", "local time", "ET")."""
    k = j + 1 if j < len(lex) and lex[j].text == "(" else j
    if words_at(lex, k, ("local", "time")):
        return False, k + 2 if k == j else j
    if k >= len(lex) or not (lex[k].text.isupper() or lex[k].kind == "dotted"):
        return False, j
    word = calendar_word("zone", lex[k].low)
    if word is None:
        return False, j
    end = k + 1
    shifted = end + 1 < len(lex) and lex[end].text in "+-" and lex[end + 1].kind == "number"
    if shifted:
        end += 2
    if k > j:
        end = end + 1 if end < len(lex) and lex[end].text == ")" else end
    return word.value == "Z" and not shifted, end

"""Days and months that the words name: "7 October 2023", "Oct. 7", "22/03/2024", "May", "Halloween"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from onrecord.lexicon.calendar import calendar_word, holiday_at
from onrecord.lexicon.lexemes import Lexeme, is_dash, words_at
from onrecord.lexicon.no_days import is_day
from onrecord.lexicon.numbers import number_at
from onrecord.marks.times.candidate import Point
from onrecord.marks.times.hit import Hit
from onrecord.marks.times.sense import Sense
from onrecord.marks.times.words import words_of

_BEFORE_MONTH = words_of("before a month")


_DOTTED = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})")


def month_at(lex: Sequence[Lexeme], i: int) -> tuple[int, int, bool] | None:
    """Month, end, and whether its name is an everyday word, at lexeme `i`; a full stop after "Oct" is taken in."""
    if i >= len(lex) or lex[i].kind != "word":
        return None
    word = calendar_word("month", lex[i].low)
    if word is None or (word.shy and not lex[i].text[0].isupper()):
        return None
    short = len(lex[i].low) <= 4 and lex[i].low != word.word
    end = i + 2 if short and i + 1 < len(lex) and lex[i + 1].text == "." and lex[i].touches(lex[i + 1]) else i + 1
    return int(word.value), end, word.shy


def weekday_at(lex: Sequence[Lexeme], i: int) -> tuple[int, int] | None:
    """Weekday (1 is Monday) and end at lexeme `i`; short forms only with a capital ("sat" and "sun" are words)."""
    if i >= len(lex) or lex[i].kind != "word" or not lex[i].text[0].isupper():
        return None
    word = calendar_word("weekday", lex[i].low)
    if word is None:
        return None
    short = lex[i].low != word.word
    if short and i + 1 < len(lex) and lex[i + 1].text == "." and lex[i].touches(lex[i + 1]):
        return int(word.value), i + 2
    if short and not (
        i + 1 < len(lex) and (lex[i + 1].text == "," or month_at(lex, i + 1) or lex[i + 1].kind == "number")
    ):
        return None
    return int(word.value), i + 1


def _day_at(lex: Sequence[Lexeme], i: int) -> tuple[int, int] | None:
    """Day of the month and end: "7", "7th"."""
    if i >= len(lex) or lex[i].kind != "number" or not lex[i].text.isdecimal() or len(lex[i].text) > 2:
        return None
    day = int(lex[i].text)
    if not 1 <= day <= 31:
        return None
    if i + 1 < len(lex) and lex[i + 1].low in ("st", "nd", "rd", "th") and lex[i].touches(lex[i + 1]):
        return day, i + 2
    if i + 1 < len(lex) and lex[i].touches(lex[i + 1]) and lex[i + 1].text in (":", "%", "°"):
        return None
    return day, i + 1


def year_at(lex: Sequence[Lexeme], i: int) -> tuple[int, int] | None:
    """A year of four digits, or "'82", and its end."""
    if i >= len(lex):
        return None
    found = lex[i]
    if found.kind == "number" and len(found.text) == 4 and found.text.isdecimal() and 1000 <= int(found.text) <= 2199:
        return int(found.text), i + 1
    if (
        found.text in "'’"
        and i + 1 < len(lex)
        and found.touches(lex[i + 1])
        and re.fullmatch(r"[0-9]{2}", lex[i + 1].text)
    ):
        year = int(lex[i + 1].text)
        return (2000 if year < 30 else 1900) + year, i + 2
    return None


def year_after(lex: Sequence[Lexeme], i: int, sense: Sense) -> tuple[int, int] | None:
    """The year that completes a date ending at `i`: ", 2024", " of 2024", " 2024"; never "May 5, 2,000 people"."""
    j = i
    if j < len(lex) and lex[j].text == ",":
        j += 1
    elif words_at(lex, j, ("of",)) or words_at(lex, j, ("in",)):
        j += 1
    found = year_at(lex, j)
    if found is None or (found[1] < len(lex) and sense.tag(lex[found[1]].start) == "NNS"):
        return None
    return found


_BESIDE = words_of("beside a year")


def day_or_month(lex: Sequence[Lexeme], i: int, sense: Sense) -> Hit | None:
    """A day, a range of days, a month or a holiday that begins at lexeme `i`."""
    for rule in _BY_KIND.get(lex[i].kind, _RULES):
        found = rule(lex, i, sense)
        if found is not None:
            return found
    return None


def _weekday_date(lex: Sequence[Lexeme], i: int, sense: Sense) -> Hit | None:
    weekday = weekday_at(lex, i)
    if weekday is None:
        return None
    j = weekday[1] + (1 if weekday[1] < len(lex) and lex[weekday[1]].text == "," else 0)
    if words_at(lex, j, ("the",)):
        j += 1
    found = _month_first(lex, j, sense) or _day_first(lex, j, sense) or _numeric(lex, j, sense)
    if found is None or not found.point.day or found.until is not None:
        return None
    return replace(found, first=i, point=replace(found.point, weekday=weekday[0]))


def _month_first(lex: Sequence[Lexeme], i: int, sense: Sense) -> Hit | None:
    month = month_at(lex, i)
    if month is None:
        return None
    number, j, shy = month
    k = j + 1 if words_at(lex, j, ("the",)) else j
    day = _day_at(lex, k)
    if day is not None and (not _counts(lex, day[1], sense) or (i and lex[i - 1].low in ("the", "'s", "its", "their"))):
        last, end = _second_day(lex, i, day[1], day[0])
        year = year_after(lex, end, sense)
        point = Point("date", year=year[0] if year else 0, month=number, day=day[0])
        until = replace(point, day=last) if last else None
        if not is_day(day[0], number, year[0] if year else None):
            return Hit(i, j, "DATE", "month", Point("date", month=number))  # "in February 30 miners"
        if until is not None and until.day < point.day:
            until = None
        return Hit(i, year[1] if year else end, "DATE", "month-day", point, until)
    year = year_after(lex, j, sense)
    if year is not None:
        return Hit(i, year[1], "DATE", "month-year", Point("date", year=year[0], month=number))
    beside = words_at(lex, j, ("of",)) or (j + 1 < len(lex) and lex[j].low in _BESIDE and lex[j + 1].low == "year")
    told = relative_year(lex, j, sense) if beside else None  # "May of next year", "May last year"
    if told is not None:
        return Hit(
            i, told[1], "DATE", "month-year", Point("date", month=number, step=told[0].step, unit="Y", explicit=True)
        )
    if _bare_month(lex, i, j, shy, sense):
        return Hit(i, j, "DATE", "month", Point("date", month=number))
    return None


def _counts(lex: Sequence[Lexeme], j: int, sense: Sense) -> bool:
    """ "In May 12 people died": a number that counts what follows is no day."""
    return j < len(lex) and lex[j].kind == "word" and sense.tag(lex[j].start) == "NNS" and month_at(lex, j) is None


def _second_day(lex: Sequence[Lexeme], i: int, j: int, day: int) -> tuple[int, int]:
    """The last day of "March 8-10", "March 8 to 10", "between March 8 and 10", and where it ends; 0 for none."""
    if j >= len(lex):
        return 0, j
    links = (
        lex[j].low in ("to", "through", "till", "until")
        or is_dash(lex, j)
        or (lex[j].low == "and" and i > 0 and lex[i - 1].low == "between")
    )
    found = _day_at(lex, j + 1) if links else None
    if found is None or found[0] <= day or (found[1] < len(lex) and lex[found[1]].low in ("percent", "%", "people")):
        return 0, j
    return found


def _bare_month(lex: Sequence[Lexeme], i: int, j: int, shy: bool, sense: Sense) -> bool:
    before = lex[i - 1].low if i else ""
    if not lex[i].text[0].isupper() and before not in _BEFORE_MONTH:
        return False
    if (
        len(lex[i].text) <= 4
        and lex[i].low != "may"
        and lex[i].low not in ("june", "july")
        and not (before in _BEFORE_MONTH or j > i + 1)
    ):
        return False  # "Mar", "Jan", "Dec" alone are names and codes
    if not shy:
        return True
    return (before in _BEFORE_MONTH and sense.tag(lex[i].start) not in ("MD", "VB", "VBP")) or (
        sense.label(lex[i].start) == "DATE" and before != "to"
    )


def _day_first(lex: Sequence[Lexeme], i: int, sense: Sense) -> Hit | None:
    """ "7 October 2023", "7th of October", "the fourth of July", "8-10 March", "8 to 10 March"."""
    day = _day_at(lex, i) or _spelled_day(lex, i)
    if day is None:
        return None
    first, j = day
    last = 0
    if _ends_score(lex, i):
        return None
    if j < len(lex) and (lex[j].low in ("to", "and", "through") or is_dash(lex, j)):
        second = _day_at(lex, j + 1)
        if second is not None and second[0] > first:
            last, j = second
    if is_dash(lex, j) and not last:
        j += 1  # "22-Jan-2019"
    if words_at(lex, j, ("of",)):
        j += 1
    month = month_at(lex, j)
    if month is None:
        return None
    j = month[1] + 1 if is_dash(lex, month[1]) and year_at(lex, month[1] + 1) else month[1]
    year = year_after(lex, j, sense)
    if not is_day(last or first, month[0], year[0] if year else None):
        return None
    point = Point("date", year=year[0] if year else 0, month=month[0], day=first)
    return Hit(i, year[1] if year else month[1], "DATE", "day-month", point, replace(point, day=last) if last else None)


def _ends_score(lex: Sequence[Lexeme], i: int) -> bool:
    """True for "a 24-3 Sept. 9 win": what stands before the dash is no earlier day."""
    if i < 2 or not is_dash(lex, i - 1) or not lex[i - 1].touches(lex[i]) or not lex[i - 2].touches(lex[i - 1]):
        return False
    return lex[i - 2].text.isdecimal() and lex[i].text.isdecimal() and int(lex[i - 2].text) >= int(lex[i].text)


def _spelled_day(lex: Sequence[Lexeme], i: int) -> tuple[int, int] | None:
    found = number_at(lex, i)
    if (
        found is None
        or found.kind != "ordinal"
        or found.digits
        or not words_at(lex, found.last, ("of",))
        or found.value > 31
    ):
        return None
    return int(found.value), found.last


def _numeric(lex: Sequence[Lexeme], i: int, sense: Sense) -> Hit | None:
    """ "2024-03-22", "2024/03/22", "22/03/2024", "22.03.2024"; where day and month may be either, only the year."""
    if i >= len(lex) or lex[i].kind != "number":
        return None
    dotted = _DOTTED.fullmatch(lex[i].text)
    if dotted:
        return _ordered(i, i + 1, int(dotted[1]), int(dotted[2]), int(dotted[3]), day_first=True)
    if i + 4 >= len(lex) or lex[i + 1].text not in "-/" or lex[i + 3].text != lex[i + 1].text:
        return None
    if any(lex[k].end != lex[k + 1].start for k in range(i, i + 4)):
        return None
    if i + 5 < len(lex) and lex[i + 5].text in "-/" and lex[i + 4].touches(lex[i + 5]):
        return None  # "12-34-56-78": a telephone number
    a, b, c = lex[i].text, lex[i + 2].text, lex[i + 4].text
    if not (a.isdecimal() and b.isdecimal() and c.isdecimal()):
        return None
    if len(a) == 4 and len(b) <= 2 and len(c) <= 2:
        return _ordered(i, i + 5, int(c), int(b), int(a), day_first=True)
    if len(a) <= 2 and len(b) <= 2 and len(c) == 4:
        return _ordered(i, i + 5, int(a), int(b), int(c), day_first=False)
    return None


def _ordered(i: int, end: int, a: int, b: int, year: int, *, day_first: bool) -> Hit | None:
    if not 1000 <= year <= 2199 or not (1 <= a <= 31 and 1 <= b <= 31) or (a > 12 and b > 12):
        return None
    try:
        date(year, *((a, b) if b > 12 else (b, a)))
    except ValueError:
        return None  # "2024-02-30"
    if not day_first and a <= 12 and b <= 12 and a != b:
        return Hit(i, end, "DATE", "numeric-either", Point("date", year=year))
    day, month = (b, a) if b > 12 else (a, b)
    return Hit(i, end, "DATE", "numeric", Point("date", year=year, month=month, day=day))


def _holiday(lex: Sequence[Lexeme], i: int, sense: Sense) -> Hit | None:
    if not lex[i].text[0].isupper() or (found := holiday_at(lex, i)) is None or sense.label(lex[i].start) == "PERSON":
        return None
    word, end = found
    month, day = (int(part) for part in word.value.split("-"))
    year = year_after(lex, end, sense) if end < len(lex) and lex[end].text != "," else None
    point = Point("date", year=year[0] if year else 0, month=month, day=day)
    return Hit(i, year[1] if year else end, "DATE", "calendar.tsv:" + word.word, point)


def relative_year(lex: Sequence[Lexeme], j: int, sense: Sense) -> tuple[Point, int] | None:
    """The year after "the first quarter": "of 2009", "2009", "of this year", "last year", "of the year"."""
    k = j + 1 if words_at(lex, j, ("of",)) or words_at(lex, j, ("in",)) else j
    if words_at(lex, k, ("the",)):
        k += 1
    year = year_at(lex, k)
    if year is not None:
        return Point("quarter", year=year[0]), year[1]
    for word, step in (("this", 0), ("last", -1), ("next", 1), ("previous", -1)):
        if words_at(lex, k, (word, "year")):
            return Point("quarter", step=step, explicit=True), k + 2
    if k > j + 1 and words_at(lex, k, ("year",)):
        return Point("quarter", step=0, explicit=True), k + 1
    return None


_RULES = (_weekday_date, _month_first, _day_first, _numeric, _holiday)
# Which of them may begin with a lexeme of a kind: the others need not be asked.
_BY_KIND = {"word": (_weekday_date, _month_first, _day_first, _holiday), "number": (_day_first, _numeric), "sign": ()}

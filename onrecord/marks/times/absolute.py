"""Dates that the words name: days, months, years, decades, centuries, quarters, seasons, holidays."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from onrecord.lexicon.calendar import calendar_word, holiday_at
from onrecord.lexicon.lexemes import Lexeme, is_dash, joined, words_at
from onrecord.lexicon.numbers import number_at
from onrecord.marks.times.candidate import Point
from onrecord.marks.times.hit import Hit
from onrecord.marks.times.sense import Sense

_BEFORE_MONTH = frozenset("in since last next this until till by early late mid during through of from between past".split())
_BEFORE_YEAR = frozenset(
    "in since of by from until till before after during to and early late mid through circa around year summer spring "
    "autumn fall winter between for than throughout back".split()
)
_DOTTED = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})")
_DECADES = {"twenties": 20, "thirties": 30, "forties": 40, "fifties": 50, "sixties": 60, "seventies": 70, "eighties": 80, "nineties": 90}


def absolute(lex: Sequence[Lexeme], i: int, sense: Sense) -> Hit | None:
    """A date named in full or in part that begins at lexeme `i`."""
    for rule in (_weekday_date, _month_first, _day_first, _numeric, _week, _quarter, _season, _holiday, _decade, _century, _fiscal, _years):
        found = rule(lex, i, sense)
        if found is not None:
            return found
    return None


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
    if short and not (i + 1 < len(lex) and (lex[i + 1].text == "," or month_at(lex, i + 1) or lex[i + 1].kind == "number")):
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
    if found.text in "'’" and i + 1 < len(lex) and found.touches(lex[i + 1]) and re.fullmatch(r"[0-9]{2}", lex[i + 1].text):
        year = int(lex[i + 1].text)
        return (2000 if year < 30 else 1900) + year, i + 2
    return None


def _year_after(lex: Sequence[Lexeme], i: int, sense: Sense) -> tuple[int, int] | None:
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
    if day is not None and not _counts(lex, day[1], sense):
        last, end = _second_day(lex, i, day[1], day[0])
        year = _year_after(lex, end, sense)
        point = Point("date", year=year[0] if year else 0, month=number, day=day[0])
        until = replace(point, day=last) if last else None
        if until is not None and until.day < point.day:
            until = None
        return Hit(i, year[1] if year else end, "DATE", "month-day", point, until)
    year = _year_after(lex, j, sense)
    if year is not None:
        return Hit(i, year[1], "DATE", "month-year", Point("date", year=year[0], month=number))
    told = _relative_year(lex, j, sense) if words_at(lex, j, ("of",)) else None
    if told is not None:
        return Hit(i, told[1], "DATE", "month-year", Point("date", month=number, step=told[0].step, unit="Y", explicit=True))
    if _bare_month(lex, i, j, shy, sense):
        return Hit(i, j, "DATE", "month", Point("date", month=number))
    return None


def _counts(lex: Sequence[Lexeme], j: int, sense: Sense) -> bool:
    """ "In May 12 people died": a number that counts what follows is no day."""
    return j < len(lex) and lex[j].kind == "word" and sense.tag(lex[j].start) == "NNS" and month_at(lex, j) is None


def _second_day(lex: Sequence[Lexeme], i: int, j: int, day: int) -> tuple[int, int]:
    """The last day of "March 8-10", "March 8 to 10", "between March 8 and 10", and where it ends; 0 when there is none."""
    if j >= len(lex):
        return 0, j
    links = lex[j].low in ("to", "through", "till", "until") or is_dash(lex, j) or (lex[j].low == "and" and i > 0 and lex[i - 1].low == "between")
    found = _day_at(lex, j + 1) if links else None
    if found is None or found[0] <= day or (found[1] < len(lex) and lex[found[1]].low in ("percent", "%", "people")):
        return 0, j
    return found


def _bare_month(lex: Sequence[Lexeme], i: int, j: int, shy: bool, sense: Sense) -> bool:
    before = lex[i - 1].low if i else ""
    if not lex[i].text[0].isupper() and before not in _BEFORE_MONTH:
        return False
    if len(lex[i].text) <= 4 and lex[i].low != "may" and lex[i].low not in ("june", "july") and not (before in _BEFORE_MONTH or j > i + 1):
        return False  # "Mar", "Jan", "Dec" alone are names and codes
    if not shy:
        return True
    return before in _BEFORE_MONTH and sense.tag(lex[i].start) not in ("MD", "VB", "VBP") or (sense.label(lex[i].start) == "DATE" and before != "to")


def _day_first(lex: Sequence[Lexeme], i: int, sense: Sense) -> Hit | None:
    """ "7 October 2023", "7th of October", "the fourth of July", "8-10 March", "8 to 10 March"."""
    day = _day_at(lex, i) or _spelled_day(lex, i)
    if day is None:
        return None
    first, j = day
    last = 0
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
    year = _year_after(lex, j, sense)
    point = Point("date", year=year[0] if year else 0, month=month[0], day=first)
    return Hit(i, year[1] if year else month[1], "DATE", "day-month", point, replace(point, day=last) if last else None)


def _spelled_day(lex: Sequence[Lexeme], i: int) -> tuple[int, int] | None:
    found = number_at(lex, i)
    if found is None or found.kind != "ordinal" or found.digits or not words_at(lex, found.last, ("of",)) or found.value > 31:
        return None
    return int(found.value), found.last


def _numeric(lex: Sequence[Lexeme], i: int, sense: Sense) -> Hit | None:
    """ "2024-03-22", "2024/03/22", "22/03/2024", "22.03.2024"; where day and month may be either, only the year is told."""
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
    if not day_first and a <= 12 and b <= 12 and a != b:
        return Hit(i, end, "DATE", "numeric-either", Point("date", year=year))
    day, month = (b, a) if b > 12 else (a, b)
    return Hit(i, end, "DATE", "numeric", Point("date", year=year, month=month, day=day))


def _relative_year(lex: Sequence[Lexeme], j: int, sense: Sense) -> tuple[Point, int] | None:
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


_PLACE = {"first": 1, "second": 2, "third": 3, "fourth": 4, "last": 4, "final": 4, "1st": 1, "2nd": 2, "3rd": 3, "4th": 4}


def _week(lex: Sequence[Lexeme], i: int, sense: Sense) -> Hit | None:
    """ "the last week of March", "the first week of 2019"."""
    j = i + 1 if words_at(lex, i, ("the",)) else i
    number = _PLACE.get(lex[j].low) if j < len(lex) else None
    if number is None or not words_at(lex, j + 1, ("week", "of")):
        return None
    k = j + 3
    year, month = year_at(lex, k), month_at(lex, k)
    number = 0 if lex[j].low in ("last", "final") else number
    if month is not None:
        told = _year_after(lex, month[1], sense)
        point = Point("week", number=number, month=month[0], year=told[0] if told else 0)
        return Hit(i, told[1] if told else month[1], "DATE", "week", point)
    return None if year is None else Hit(i, year[1], "DATE", "week", Point("week", number=number, year=year[0]))


def _quarter(lex: Sequence[Lexeme], i: int, sense: Sense) -> Hit | None:
    start, j = i, i + 1 if words_at(lex, i, ("the",)) else i
    if j >= len(lex):
        return None
    number = _PLACE.get(lex[j].low)
    k = j + 1
    if number is None and lex[j].kind == "number" and k < len(lex):
        number, k = _PLACE.get(lex[j].text + lex[k].low), j + 2
    if number is None:
        if lex[j].low != "q" or j + 1 >= len(lex) or lex[j + 1].text not in "1234" or not lex[j].touches(lex[j + 1]):
            return None
        found = _relative_year(lex, j + 2, sense)
        point, end = found if found else (Point("quarter"), j + 2)
        return Hit(start, end, "DATE", "quarter", replace(point, number=int(lex[j + 1].text), unit="Q"))
    if joined(lex, k):
        k += 1
    if not words_at(lex, k, ("quarter",)) and not words_at(lex, k, ("half",)):
        return None
    half = lex[k].low == "half"
    if half and number > 2 and lex[j].low not in ("last", "final"):
        return None
    found = _relative_year(lex, k + 1, sense)
    if found is None:
        if half or lex[j].low == "last" or sense.label(lex[j].start) != "DATE":
            return None
        found = (Point("quarter"), k + 1)
    return Hit(start, found[1], "DATE", "quarter", replace(found[0], number=min(number, 2) if half else number, unit="H" if half else "Q"))


def _season(lex: Sequence[Lexeme], i: int, sense: Sense) -> Hit | None:
    """ "summer 2016", "the spring of 2011", "in the autumn"; alone only after "in" or "during"."""
    if lex[i].kind != "word" or (word := calendar_word("season", lex[i].low)) is None:
        return None
    j = i + 2 if words_at(lex, i + 1, ("of",)) else i + 1
    year = year_at(lex, j)
    if year is not None:
        return Hit(i, year[1], "DATE", "season", Point("season", year=year[0], fixed=word.value))
    before = (lex[i - 1].low, lex[i - 2].low if i > 1 else "") if i else ("", "")
    if (before[0] == "the" and before[1] in ("in", "during", "since", "by", "until", "this")) or (before[0] in ("in", "since") and lex[i].low != "fall"):
        if sense.tag(lex[i].start) in ("NN", "NNP", ""):
            return Hit(i, i + 1, "DATE", "season", Point("season", fixed=word.value))
    return None


def _holiday(lex: Sequence[Lexeme], i: int, sense: Sense) -> Hit | None:
    if not lex[i].text[0].isupper() or (found := holiday_at(lex, i)) is None or sense.label(lex[i].start) == "PERSON":
        return None
    word, end = found
    month, day = (int(part) for part in word.value.split("-"))
    year = _year_after(lex, end, sense) if end < len(lex) and lex[end].text != "," else None
    point = Point("date", year=year[0] if year else 0, month=month, day=day)
    return Hit(i, year[1] if year else end, "DATE", "calendar.tsv:" + word.word, point)


def _decade(lex: Sequence[Lexeme], i: int, sense: Sense) -> Hit | None:
    """ "1990s", "the '90s", "the sixties"."""
    found = lex[i]
    if found.low in _DECADES and i and lex[i - 1].low in ("the", "early", "late", "mid", "-", "and"):
        return Hit(i, i + 1, "DATE", "decade", Point("decade", year=1900 + _DECADES[found.low]))
    j = i + 1 if found.text in "'’‘" else i
    if j + 1 >= len(lex) or lex[j].kind != "number" or not lex[j].text.isdecimal() or not lex[j].touches(lex[j + 1]):
        return None
    if lex[j + 1].low not in ("s", "'s") or not lex[j].text.endswith("0"):
        return None
    year = int(lex[j].text) if len(lex[j].text) == 4 else 0
    if len(lex[j].text) == 2 and (j > i or (i and lex[i - 1].low in ("the", "early", "late", "-", "and", "or", "to"))):
        year = (2000 if lex[j].text in ("00", "10") else 1900) + int(lex[j].text)
    if not 1000 <= year <= 2199 or (lex[j + 1].low == "'s" and lex[j + 1].text[0] in "'’" and not words_at(lex, i - 1, ("the",))):
        return None
    return Hit(i, j + 2, "DATE", "decade", Point("decade", year=year))


def _century(lex: Sequence[Lexeme], i: int, sense: Sense) -> Hit | None:
    found = number_at(lex, i)
    if found is None or found.kind != "ordinal" or found.value > 30:
        return None
    j = found.last + 1 if joined(lex, found.last) else found.last
    if not words_at(lex, j, ("century",)):
        return None
    return Hit(i, j + 1, "DATE", "century", Point("century", number=int(found.value)))


def _fiscal(lex: Sequence[Lexeme], i: int, sense: Sense) -> Hit | None:
    if lex[i].low in ("fiscal", "financial"):
        j = i + 2 if words_at(lex, i + 1, ("year",)) else i + 1
        if (year := year_at(lex, j)) is not None:
            return Hit(i, year[1], "DATE", "fiscal", Point("fixed", fixed=f"FY{year[0]}"))
    return None


def _years(lex: Sequence[Lexeme], i: int, sense: Sense) -> Hit | None:
    """A year, or years "2014-18"; a bare number only where the words around it speak for a year."""
    year = year_at(lex, i)
    if year is None:
        return None
    first, j = year
    before = lex[i - 1].low if i else ""
    after = lex[j] if j < len(lex) else None
    if i and lex[i - 1].touches(lex[i]) and (lex[i - 1].kind in ("word", "number") or lex[i - 1].text in "$€£¥₹#.,:@_="):
        return None
    if after is not None and lex[j - 1].touches(after) and (after.kind in ("word", "number") or after.text in "%°:@_"):
        return None
    if j - i == 2 and before not in _BEFORE_YEAR and before not in ("the", "(", ""):
        return None  # "'82": a quotation may begin so too
    if j + 1 < len(lex) and (is_dash(lex, j) or after is not None and after.text == "/") and lex[j - 1].touches(lex[j]) and lex[j].touches(lex[j + 1]):
        last = _last_year(lex[j + 1].text, first)
        if last:
            return Hit(i, j + 2, "DATE", "years", Point("date", year=first), Point("date", year=last))
        return None
    return Hit(i, j, "DATE", "year", Point("date", year=first)) if _is_year(lex, i, j, first, sense) else None


def _last_year(text: str, first: int) -> int:
    if not text.isdecimal():
        return 0
    if len(text) == 2:
        last = first // 100 * 100 + int(text)
    else:
        last = int(text) if len(text) == 4 else 0
    return last if first < last < first + 120 else 0


def _is_year(lex: Sequence[Lexeme], i: int, j: int, year: int, sense: Sense) -> bool:
    before = lex[i - 1].low if i else ""
    if j < len(lex) and calendar_word("unit", lex[j].low):
        return False  # "a 2000 year old tradition"
    if before in ("about", "some", "nearly", "almost", "over", "least", "approximately", "roughly", "no", "number", "flight", "route", "highway"):
        return False
    tag = sense.tag(lex[j].start) if j < len(lex) else ""
    if before in _BEFORE_YEAR and (before != "than" and before != "and" and before != "for" or 1900 <= year <= 2100):
        if tag.startswith("NN") and year < 1900:
            return False
        return tag != "NNS" or before == "since" or sense.label(lex[i].start) == "DATE"
    if j < len(lex) and (lex[j].low in ("million", "billion", "thousand", "hundred", "percent", "dollars", "euros") or lex[j].text == "%"):
        return False
    if sense.label(lex[i].start) not in ("", "DATE", "EVENT") and before not in ("the", "(", ""):
        return False  # "the Russell 2000": part of a name
    if not 1900 <= year <= 2100:
        return before in ("(", "–") and year >= 1400
    if tag == "NNS":
        return before in ("the", "'s") or sense.label(lex[i].start) == "DATE"
    return True

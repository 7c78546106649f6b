"""Times that lean on the day of publication or on the day named before: "yesterday", "last week", "the next day"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from onrecord.lexicon.calendar import calendar_word
from onrecord.lexicon.lexemes import Lexeme, lexemes, words_at
from onrecord.lexicon.numbers import number_at
from onrecord.marks.times.candidate import Point
from onrecord.marks.times.days import month_at, weekday_at
from onrecord.marks.times.hit import Hit
from onrecord.marks.times.lengths import length_at, unit_at
from onrecord.marks.times.sense import Sense
from onrecord.marks.times.words import words_of
from onrecord.shapes.table import Row, load

# With "the" before them these count from the day named before, not from publication: "the next day".
_TOLD = words_of("from the day told of")
_ISSUED = ("daily", "weekly", "monthly")
_PAPERS = words_of("begins a paper")
_BEFORE_STRETCH = words_of("before a stretch")
_BEFORE_WEEKEND = words_of("before the weekend")
_SMALL = frozenset(("TS", "TM", "TH", "NI"))


@cache
def _rows() -> list[Row]:
    columns = ("phrase", "form", "value", "type")
    return list(load("onrecord.marks.times", "time_words.tsv", columns, key=("phrase", "form")))


@cache
def _phrases(*forms: str) -> dict[tuple[str, str], list[tuple[tuple[str, ...], Row]]]:
    """The rows of these forms with their words, by the first two of them ("" for none), longest first."""
    out: dict[tuple[str, str], list[tuple[tuple[str, ...], Row]]] = {}
    for row in _rows():
        if row["form"] in forms:
            words = tuple(found.low for found in lexemes(row["phrase"]))
            out.setdefault((words[0], words[1] if len(words) > 1 else ""), []).append((words, row))
    for rows in out.values():
        rows.sort(key=lambda entry: -len(entry[0]))
    return out


def phrase_words() -> frozenset[str]:
    """The words that the phrases of time_words.tsv begin with."""
    return frozenset(lexemes(row["phrase"])[0].low for row in _rows())


def row_at(lex: Sequence[Lexeme], i: int, *forms: str) -> tuple[Row, int] | None:
    """The longest row of one of `forms` whose phrase begins at lexeme `i`, and where it ends."""
    if i >= len(lex):
        return None
    known, low = _phrases(*forms), lex[i].low
    after = lex[i + 1].low if i + 1 < len(lex) else ""
    for words, row in (*known.get((low, after), ()), *known.get((low, ""), ())):
        if words_at(lex, i, words):
            return row, i + len(words)
    return None


def relative(lex: Sequence[Lexeme], i: int, sense: Sense) -> Hit | None:
    """A time relative to publication or to the day named before that begins at lexeme `i`."""
    return (
        _phrase(lex, i, sense)
        or _stepped(lex, i, sense)
        or _weekday(lex, i)
        or _weekdays_ago(lex, i)
        or _that(lex, i, sense)
        or _weekend(lex, i)
    )


def _phrase(lex: Sequence[Lexeme], i: int, sense: Sense) -> Hit | None:
    found = row_at(lex, i, "fixed", "day", "told", "part", "set")
    if found is None:
        return None
    row, end = found
    if row["form"] == "set" and _is_name(lex, i, end):
        return None
    rule, value = "time_words.tsv:" + row["phrase"], row["value"]
    if end < len(lex) and lex[end].text == "-" and lex[end - 1].touches(lex[end]):
        return None  # "soon-to-open", "now-defunct"
    if row["form"] in ("fixed", "set"):
        if row["phrase"] == "recent" and unit_at(lex, end) is not None:
            end += 1  # "recent years"
        if row["phrase"] == "soon" and words_at(lex, i - 1, ("as",)):
            return None  # "as soon as"
        return Hit(i, end, row["type"], rule, Point("fixed", fixed=value))
    if row["form"] == "day":
        return Hit(i, end, row["type"], rule, Point("unit", unit="D", step=int(value), explicit=True))
    if row["form"] == "told":
        return Hit(i, end, row["type"], rule, Point("unit", unit="D", step=int(value), base="before"))
    days, part = value.split()
    return Hit(i, end, row["type"], rule, Point("unit", unit="D", step=int(days), part=part, explicit=True))


def _is_name(lex: Sequence[Lexeme], i: int, end: int) -> bool:
    """True for what a paper is called by: "the Orva Daily News", "Us Weekly", "the Sunday Times"."""
    if not lex[i].text[0].isupper():
        return False
    if lex[i].low not in ("sunday", *_ISSUED) or words_at(lex, i - 1, ("on",)):
        return False
    behind = end < len(lex) and lex[end].text[0].isupper() and lex[end].low in _PAPERS
    before = i > 0 and lex[i - 1].kind == "word" and lex[i - 1].text[0].isupper() and lex[i - 1].low not in ("the", "a")
    return behind or (before and lex[i].low in _ISSUED)


def _stepped(lex: Sequence[Lexeme], i: int, sense: Sense) -> Hit | None:
    """ "last week", "the past five days", "next Friday", "last Oct. 7", "this summer", "the previous year"."""
    j = i + 1 if words_at(lex, i, ("the",)) or words_at(lex, i, ("these",)) else i
    found = row_at(lex, j, "step")
    if found is None:
        return None
    row, k = found
    word, step = row["phrase"], int(row["value"])
    if words_at(lex, k, ("past",)) and word == "this":
        k += 1  # "this past week"
        step = -1
    rule = "time_words.tsv:" + word
    told = "before" if word in _TOLD and j > i else "published"
    unit = unit_at(lex, k)
    if unit is not None and unit.value == "NI" and lex[k].low == unit.word and j > i and word in _TOLD:
        return Hit(i, k + 1, "TIME", rule, Point("unit", unit="D", step=step, part="TNI", base="before"))
    if unit is not None and lex[k].low == unit.word:
        return _stepped_unit(lex, i, k, unit.value, word, step, told)
    length = length_at(lex, k) if step and word not in ("this", "same", "current") else None
    if length is not None and lex[k].low not in ("a", "an"):
        at_start = j if j == i or word in ("last", "past", "next", "coming", "previous", "following") else i
        point = Point(
            "duration",
            count=length.count,
            unit=length.unit,
            step=step if told == "published" or word == "next" else 0,
            explicit=True,
        )
        return Hit(i if j > i else at_start, length.last, "DURATION", rule, point)
    if unit is not None and word in ("coming", "recent", "past", "last", "next"):
        return Hit(i, k + 1, "DURATION", rule, Point("duration", count="X", unit=unit.value))
    weekday = weekday_at(lex, k)
    if weekday is not None:
        return Hit(
            j,
            weekday[1],
            "DATE",
            rule,
            Point(
                "weekday", weekday=weekday[0], step=step, explicit=True, base=told if word != "next" else "published"
            ),
        )
    month = month_at(lex, k)
    if month is not None and lex[k].text[0].isupper():
        return _stepped_month(lex, j, k, month, step, rule)
    season = calendar_word("season", lex[k].low) if k < len(lex) else None
    if season is not None:
        return Hit(j, k + 1, "DATE", rule, Point("season", fixed=season.value, step=step, explicit=True))
    part = calendar_word("part", lex[k].low) if k < len(lex) else None
    if part is not None and word in ("same", "next", "following", "previous") and lex[k].low == part.word:
        return Hit(i, k + 1, "TIME", rule, Point("unit", unit="D", step=step, part=part.value, base="before"))
    return None


def _stepped_unit(lex: Sequence[Lexeme], i: int, k: int, unit: str, word: str, step: int, told: str) -> Hit | None:
    rule = "time_words.tsv:" + word
    if unit in ("2W", "ML") or (unit in _SMALL and step == 0):
        return None
    if (
        (word in ("past", "coming") and unit != "WE")
        or unit in _SMALL
        or (word == "next" and told == "before" and unit != "D" and (unit != "Y" or _lasts(lex, i)))
        or (word == "last" and unit == "DE")
    ):
        if unit in ("TS", "TM") or (unit == "NI" and word != "past"):
            return None
        return Hit(i, k + 1, "DURATION", rule, Point("duration", count="1", unit=unit, step=step, explicit=True))
    if unit == "D" and word in ("last", "past", "coming", "current", "this"):
        return None  # "on the last day of", "this day"
    if unit == "CE" and word not in ("this", "last", "next"):
        return None
    start = i + 1 if told == "published" and words_at(lex, i, ("the",)) and word in ("this",) else i
    return Hit(start, k + 1, "DATE", rule, Point("unit", unit=unit, step=step, base=told, explicit=True))


def _lasts(lex: Sequence[Lexeme], i: int) -> bool:
    """True for "over the next year", a length; not for "rose in 2011 but fell the next year"."""
    return i == 0 or lex[i - 1].low in _BEFORE_STRETCH


def _stepped_month(lex: Sequence[Lexeme], j: int, k: int, month: tuple[int, int, bool], step: int, rule: str) -> Hit:
    number, end, _ = month
    point = Point("date", month=number, step=step, explicit=True)
    if end < len(lex) and lex[end].kind == "number" and lex[end].text.isdecimal() and 1 <= int(lex[end].text) <= 31:
        return Hit(j, end + 1, "DATE", rule, replace(point, day=int(lex[end].text)))
    return Hit(j, end, "DATE", rule, point)


def _weekday(lex: Sequence[Lexeme], i: int) -> Hit | None:
    found = weekday_at(lex, i)
    if found is not None and _is_name(lex, i, found[1]):
        return None
    return None if found is None else Hit(i, found[1], "DATE", "weekday", Point("weekday", weekday=found[0]))


def _weekdays_ago(lex: Sequence[Lexeme], i: int) -> Hit | None:
    """ "two Sundays ago": that weekday, so many times back."""
    number = number_at(lex, i)
    if number is None or number.kind != "cardinal" or not 1 < number.value < 10 or number.last + 1 >= len(lex):
        return None
    day = lex[number.last]
    word = calendar_word("weekday", day.low[:-1]) if day.low.endswith("s") and day.text[0].isupper() else None
    if word is None or lex[number.last + 1].low != "ago":
        return None
    point = Point("weekday", weekday=int(word.value), step=-int(number.value), explicit=True)
    return Hit(i, number.last + 2, "DATE", "weekdays ago", point)


def _that(lex: Sequence[Lexeme], i: int, sense: Sense) -> Hit | None:
    """ "that day", "that night", "that year"; "the day before", "the year after" where no event follows."""
    if lex[i].low == "that":
        unit = unit_at(lex, i + 1)
        if unit is not None and lex[i + 1].low == unit.word and unit.value in ("D", "W", "M", "Y", "WE"):
            return Hit(i, i + 2, "DATE", "that", Point("unit", unit=unit.value, base="before"))
        part = calendar_word("part", lex[i + 1].low) if i + 1 < len(lex) else None
        if part is not None and not part.value.startswith("T1") and lex[i + 1].low == part.word:
            return Hit(i, i + 2, "TIME", "that", Point("unit", unit="D", part=part.value, base="before"))
    if lex[i].low == "the":
        unit = unit_at(lex, i + 1)
        if (
            unit is None
            or lex[i + 1].low != unit.word
            or unit.value not in ("D", "W", "M", "Y", "NI")
            or i + 2 >= len(lex)
        ):
            return None
        word = lex[i + 2].low
        ended = (
            i + 3 >= len(lex) or lex[i + 3].kind == "sign" or sense.tag(lex[i + 3].start) in ("CC", "VBD", "WRB", "MD")
        )
        if ended and word in ("before", "after", "previous", "earlier"):
            step = 1 if word == "after" else -1
            kind = "D" if unit.value == "NI" else unit.value
            return Hit(
                i,
                i + 3,
                "DATE",
                "day before",
                Point("unit", unit=kind, step=step, base="before", part="TNI" if unit.value == "NI" else ""),
            )
    return None


def _weekend(lex: Sequence[Lexeme], i: int) -> Hit | None:
    if words_at(lex, i, ("the", "weekend")) and (i == 0 or lex[i - 1].low in _BEFORE_WEEKEND):
        return Hit(i, i + 2, "DATE", "weekend", Point("unit", unit="WE"))
    return None

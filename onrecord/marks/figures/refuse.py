"""Numbers that are no figures: names, labels, addresses, scores, telephone numbers, pronouns, pasted tables."""

from __future__ import annotations

import re
from collections.abc import Sequence

from onrecord.lexicon.lexemes import Lexeme, is_dash, joined, words_at
from onrecord.lexicon.numbers import number_at
from onrecord.marks.figures.amount import Amount
from onrecord.marks.figures.label import labelled
from onrecord.marks.figures.syntax import Counted, Words
from onrecord.marks.figures.what import HARM, What
from onrecord.marks.figures.words import words_of
from onrecord.marks.word_lists import either

# Of a table pasted as text so many lexemes are numerals; prose stays far below.
TABLE_SHARE = 0.4
TABLE_NUMBERS = 6
_MOST_ITEMS = 50  # of a numbered list
_SHORT = 6  # words of a line that is only a counter
_CALLED = re.compile(rf"\b{either(words_of('called'))}\b", re.IGNORECASE)
_NUMBER_PARTS = frozenset("+()-.–/")


def is_table(lex: Sequence[Lexeme], words: Words) -> bool:
    """True for a line of a pasted table: hardly anything but numbers, and no verb."""
    numbers = sum(1 for found in lex if found.kind == "number")
    if numbers < TABLE_NUMBERS or numbers < TABLE_SHARE * len(lex):
        return False
    return not any(token.pos_ in ("VERB", "AUX") for token in words.doc)


def refused(lex: Sequence[Lexeme], a: Amount, c: Counted, w: What, words: Words) -> bool:
    """True when the amount is no figure."""
    if a.form == "ordinal":
        return joined(lex, a.last) or not _is_series(lex, a, c)
    if _compares(lex, a) or _is_zero_day(lex, a) or _is_match(lex, a):
        return True
    if a.form == "times":
        return lex[a.core].low == "once" or words_at(lex, a.last, ("as",)) or words_at(lex, a.last, ("the",))
    if a.form == "fraction" and _idle_fraction(lex, a, c):
        return True
    if a.form in ("vague", "zero"):
        return False
    if _is_clock(lex, a) or _is_date(lex, a) or _is_suspended(lex, a):
        return True
    if _below_nothing(a, c, w) or _enumerates(lex, a, c) or _clicks(lex, a, c, words):
        return True
    if (w.word != "votes" and _glued(lex, a)) or labelled(lex, a, c, w, words) or _dialled(lex, a, c):
        return True
    if a.unit is not None and lex[a.core].low == "one" and words_at(lex, a.core - 1, ("at",)):
        return True  # "at one point"
    if a.form == "range" and a.unit is None and c.noun is None and is_dash(lex, a.core + 1) and w.word not in HARM:
        return True  # "lost 1 – 2"
    if (
        a.unit is not None
        and a.unit.dimension == "duration"
        and 1900 <= (a.value or 0) <= 2100
        and a.hedge_at is None
        and lex[a.core].text.isdecimal()
    ):
        return not words_at(lex, a.last, ("old",))  # "World Cup 2018 day five"
    if a.unit is None and a.form == "cardinal" and _pronoun(lex, a, c, w, words):
        return True
    return a.unit is None and _yearly(lex, a, c)


def _is_clock(lex: Sequence[Lexeme], a: Amount) -> bool:
    """ "Updated 9 : 17 GMT": two numbers that a colon makes a time of day, however it is set."""
    if a.unit is not None or a.form != "cardinal" or lex[a.core].kind != "number":
        return False
    for k in (a.core - 1, a.core + 1):
        if words_at(lex, k, (":",)) and k and k + 1 < len(lex):
            hour, minute = lex[k - 1], lex[k + 1]
            if hour.text.isdecimal() and minute.text.isdecimal() and len(hour.text) <= 2 == len(minute.text):
                if int(hour.text) < 24 and int(minute.text) < 60:
                    after = lex[k + 2].text if k + 2 < len(lex) else ""
                    return not after[:1].islower() or after.lower() in ("a", "am", "p", "pm")
    return False


def _is_date(lex: Sequence[Lexeme], a: Amount) -> bool:
    """ "10 / 25 / 2011": three numbers between strokes."""
    if lex[a.core].kind != "number" or a.core_last - a.core > 1:
        return False
    signs = [k for k in (a.core - 3, a.core - 1, a.core + 1, a.core + 3) if 0 <= k < len(lex) and lex[k].text == "/"]
    return any(
        k + 2 in signs and 0 < k < len(lex) - 3 and all(lex[x].kind == "number" for x in (k - 1, k + 1, k + 3))
        for k in signs
    )


def _is_suspended(lex: Sequence[Lexeme], a: Amount) -> bool:
    """ "An 8- to 12-week-old pup", "a two- or three-day stay": the number waits for the noun of the next."""
    if a.unit is not None or a.form != "cardinal" or not is_dash(lex, a.core_last):
        return False
    k = a.core_last + 1
    if k + 1 >= len(lex) or lex[k].low not in ("to", "or", "and") or number_at(lex, k + 1) is None:
        return False
    number = number_at(lex, k + 1)
    return number is not None and is_dash(lex, number.last)


def _below_nothing(a: Amount, c: Counted, w: What) -> bool:
    """ "−5 dead": people cannot be fewer than none; degrees, money and shares can."""
    if (a.value if a.value is not None else a.low if a.low is not None else 0) >= 0:
        return False
    return w.word in HARM or (c.noun is not None and a.unit is None and a.form == "cardinal")


def _enumerates(lex: Sequence[Lexeme], a: Amount, c: Counted) -> bool:
    """ "1. Wash. 2. Dry.", "(3) the rest": the number of an item in a list."""
    if a.unit is not None or a.hedge_at is not None or (a.value or 0) > _MOST_ITEMS or a.form != "cardinal":
        return False
    first = lex[a.core - 1].text if a.core else "."
    if words_at(lex, a.last, (".",)) and lex[a.core].text.isdecimal() and first in ".!?;:":
        return a.last + 1 < len(lex) and lex[a.last + 1].text[:1].isupper()
    return first == "(" and words_at(lex, a.last, (")",)) and a.core < 2


def _clicks(lex: Sequence[Lexeme], a: Amount, c: Counted, words: Words) -> bool:
    """ "Read 1,234 times", "14 comments": counters of the page, where no verb tells of them."""
    if c.noun is None or c.noun.lemma_.lower() not in words_of("click"):
        return False
    begin, end = words.sentence(lex[a.core].start)
    inside = [t for t in words.between(begin, end) if not t.is_punct]
    if len(inside) > _SHORT:
        return False
    finite = [t for t in inside if t.tag_ in ("VBD", "VBZ", "VBP", "MD")]
    return not finite or inside[0].lower_ in ("read", "viewed", "shared", "posted", "seen")


def _compares(lex: Sequence[Lexeme], a: Amount) -> bool:
    """ "six times its first offer", "three times as many": a ratio of two figures, none of its own."""
    return words_at(lex, a.last, ("times",)) and a.last + 1 < len(lex) and lex[a.last + 1].low in words_of("compares")


def _is_zero_day(lex: Sequence[Lexeme], a: Amount) -> bool:
    """ "a zero-day flaw": a kind of hole in software, no length of time."""
    return a.unit is not None and lex[a.core].low in ("zero", "0") and lex[a.unit.first].low == "day"


def _is_match(lex: Sequence[Lexeme], a: Amount) -> bool:
    """ "a two-on-one break", "20-of-24 passing", "one-to-one": numbers set against each other."""
    if a.form != "cardinal" or not joined(lex, a.last) or not joined(lex, a.last + 2):
        return False
    against = lex[a.last + 1].low in ("on", "of", "to", "for", "by", "versus", "and")
    return against and number_at(lex, a.last + 3) is not None


def _is_series(lex: Sequence[Lexeme], a: Amount, c: Counted) -> bool:
    """ "his sixth visit", "for the third time", "its 39th mission"; "the first", "the second man" only rank."""
    if a.value is None or a.value < 3 or c.noun is None:
        return (
            a.value == 2 and c.noun is not None and words_at(lex, a.core - 2, ("for", "a")) and c.noun.lemma_ == "time"
        )
    before = lex[a.core - 1] if a.core else None
    if before is None or c.noun.idx - lex[a.core_last - 1].end > 25:
        return False
    owned = before.low in ("his", "her", "its", "their", "our", "my") or before.kind == "clitic"
    noun = c.noun.lemma_.lower()
    return (noun in words_of("series") and (owned or before.low in ("a", "the")) and noun != "year") or (
        owned and noun not in ("century", "anniversary", "birthday", "place", "grade")
    )


def _idle_fraction(lex: Sequence[Lexeme], a: Amount, c: Counted) -> bool:
    """ "the first half", "half-brother", "half past", "in half", "a quarter" without a whole."""
    low = lex[a.core].low
    if lex[a.core].kind in ("fraction", "number") or a.unit is not None:
        return False
    if (
        a.core
        and lex[a.core - 1].low
        in (
            "first",
            "second",
            "third",
            "fourth",
            "other",
            "last",
            "final",
            "latter",
            "in",
            "and",
            "better",
            "top",
            "one",
        )
        and low in ("half", "quarter")
    ):
        return True
    if joined(lex, a.core_last) and not a.hedge_at:
        return low == "half"
    following = lex[a.last].low if a.last < len(lex) else ""
    if low == "half" and a.hedge_at is None:
        return following not in (
            "of",
            "the",
            "a",
            "an",
            "all",
            "its",
            "their",
            "his",
            "her",
            "as",
            "those",
            "our",
            "this",
        )
    return low in ("quarter",) or (
        lex[a.core_last - 1].low == "quarter" and following not in ("of",) and a.hedge_at is None
    )


def _glued(lex: Sequence[Lexeme], a: Amount) -> bool:
    """Part of a code, a clock time, a ratio, a score: "A320", "F-16", "Covid-19", "10:30", "24/7", "3-1", "#4"."""
    first, last = lex[a.core], lex[a.last - 1]
    before = lex[a.core - 1] if a.core else None
    after = lex[a.last] if a.last < len(lex) else None
    money = a.unit is not None and a.unit.dimension == "money"
    if (
        before is not None
        and before.touches(first)
        and before.text in "'’‘"
        and len(first.text) == 2
        and a.unit is None
    ):
        return True  # "the class of '82"
    if before is not None and before.touches(first) and not money:
        if before.kind in ("word", "number") or before.text in "#@_/\\=*:&.,^":
            return True
        if is_dash(lex, a.core - 1) and a.core > 1 and lex[a.core - 2].low == "magnitude":
            return False
        if is_dash(lex, a.core - 1) and a.core > 1 and lex[a.core - 2].touches(before) and a.form != "range":
            return lex[a.core - 2].kind in ("word", "number") and (
                first.kind == "number" or lex[a.core - 2].kind == "number"
            )
        if before.text == "+" and len(first.text) > 3:
            return True
    if after is not None and last.touches(after):
        if (
            first.kind == "number"
            and (after.kind in ("word", "number") or after.text in "_/\\=*:&@^")
            and a.unit is None
        ):
            return True
        if (
            first.kind == "number"
            and is_dash(lex, a.last)
            and a.form != "range"
            and a.last + 1 < len(lex)
            and lex[a.last + 1].kind == "number"
            and after.touches(lex[a.last + 1])
        ):
            return True
    return _scored(lex, a)


def _scored(lex: Sequence[Lexeme], a: Amount) -> bool:
    """ "won 0 – 0", "1 - 2": a dash between two numbers that make no range."""
    if a.form != "cardinal" or a.unit is not None:
        return False
    if is_dash(lex, a.last) and a.last + 1 < len(lex) and lex[a.last + 1].kind == "number":
        return True
    return a.core > 1 and is_dash(lex, a.core - 1) and lex[a.core - 2].kind == "number"


def _dialled(lex: Sequence[Lexeme], a: Amount, c: Counted) -> bool:
    """Telephone and account numbers: a leading zero, groups of digits in a row, long runs that count nothing."""
    first = lex[a.core]
    if first.kind != "number" or a.unit is not None:
        return False
    if re.fullmatch(r"0\d+", first.text) or _in_groups(lex, a):
        return True
    if a.last < len(lex) and lex[a.last].kind == "number" and a.form == "cardinal":
        after = lex[a.last + 1] if a.last + 1 < len(lex) else None
        return not (after is not None and after.low == "s" and lex[a.last].touches(after))  # "18 777s"
    if a.core and lex[a.core - 1].kind == "number" and a.form == "cardinal":
        return True
    rung = c.noun is None and a.core > 0 and _CALLED.match(lex[a.core - 1].low) is not None  # "call 911"
    return first.text.isdecimal() and (rung or (len(first.text) >= 7 and c.noun is None))


def _in_groups(lex: Sequence[Lexeme], a: Amount) -> bool:
    """ "+1 (212) 555-0199", "call 555 0134": groups of digits that only signs divide, after a plus or a word for it."""
    first, last = a.core, a.core
    while first and (lex[first - 1].kind == "number" or lex[first - 1].text in _NUMBER_PARTS):
        first -= 1
    while last + 1 < len(lex) and (lex[last + 1].kind == "number" or lex[last + 1].text in _NUMBER_PARTS):
        last += 1
    groups = [x for x in lex[first : last + 1] if x.kind == "number"]
    if len(groups) < 2 or sum(len(x.text) for x in groups) < 7:
        return False
    called = any(_CALLED.fullmatch(x.low) for x in lex[max(0, first - 3) : first])
    return called or any(x.text == "+" for x in lex[first : last + 1])


def _pronoun(lex: Sequence[Lexeme], a: Amount, c: Counted, w: What, words: Words) -> bool:
    """ "one of the", "no one", "one policeman said": "one" counts where people come to harm, or with a hedge."""
    if lex[a.core].low != "one" or a.core_last - a.core > 1 or a.hedge_at is not None:
        return (
            a.value == 2
            and bool(a.core)
            and lex[a.core - 1].low in ("the", "these", "those")
            and w.word.startswith("other:")
        )
    if (
        words_at(lex, a.core_last, ("of",))
        or words_at(lex, a.core_last, ("another",))
        or (a.core and lex[a.core - 1].low in ("no", "any", "every", "each", "the", "this", "that", "which", "some"))
    ):
        return True
    if joined(lex, a.core_last) or is_dash(lex, a.core_last):
        return True
    if c.noun is None and a.core and words.at(lex[a.core - 1].start).tag_ in ("JJ", "JJR", "JJS", "VBN", "PRP$"):
        return True  # "a loved one"
    return w.word.startswith("other:")


def one_of_some(lex: Sequence[Lexeme], a: Amount, c: Counted) -> bool:
    """A "one" that is refused by itself but may be a part of a count: "two teams, one national and one of refugees"."""
    if a.form != "cardinal" or lex[a.core].low != "one" or a.core_last - a.core > 1 or a.unit is not None:
        return False
    before = lex[a.core - 1].low if a.core else ""
    return before not in ("no", "any", "every", "each", "the", "this", "that", "which", "some", "at") and not (
        joined(lex, a.core_last) or is_dash(lex, a.core_last) or words_at(lex, a.core_last, ("of",))
    )


def _yearly(lex: Sequence[Lexeme], a: Amount, c: Counted) -> bool:
    """Four bare digits that count nothing and could be a year."""
    text = lex[a.core].text
    return (
        a.form == "cardinal"
        and a.core_last - a.core == 1
        and len(text) == 4
        and text.isdecimal()
        and 1900 <= int(text) <= 2100
        and c.noun is None
        and a.hedge_at is None
    )

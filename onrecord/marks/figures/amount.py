"""Numbers with what belongs to them: currency, unit, range, hedge. From lexemes alone; no parse is asked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from onrecord.lexicon.hedges import Hedge, hedge_after, hedge_before
from onrecord.lexicon.lexemes import Lexeme, is_dash, joined, words_at
from onrecord.lexicon.numbers import Number, number_at
from onrecord.lexicon.units import Unit, currency_before, unit_after
from onrecord.marks.figures.words import words_of
from onrecord.shapes.quick import quick

_LEAST_WON = 100  # nobody prints fewer of the currency
_WENT = words_of("goes up")


@quick
@dataclass(frozen=True, slots=True)
class Amount:
    """A number in its words: lexemes [first, last) with hedge and unit, [core, core_last) without the hedge.

    `low`, `high` and `value` are bounds as the record has them: what the words leave open is None. `form` is cardinal,
    ordinal, fraction, times, range, vague or zero. `noun_from` is where the counted noun may begin.
    """

    first: int
    last: int
    core: int
    core_last: int
    form: str
    value: Fraction | None
    low: Fraction | None
    high: Fraction | None
    hedge: str
    hedge_at: tuple[int, int] | None
    unit: Unit | None
    digits: bool = False


def amount_at(lex: Sequence[Lexeme], i: int) -> Amount | None:
    """The number, range or vague count whose number words begin at lexeme `i`."""
    number = number_at(lex, i)
    if number is None:
        return None
    found = _feet(lex, _single(lex, number))
    return _hedged(lex, _ranged(lex, found, number) or found)


def _single(lex: Sequence[Lexeme], number: Number) -> Amount:
    money = currency_before(lex, number.first, number.scale > 1)
    unit = unit_after(lex, number.last)
    if unit is not None and lex[unit.first].low == "won" and number.value < _LEAST_WON:
        unit = None  # "five of the six won"
    value, last = number.value, number.last
    if unit is not None and money is not None:
        # "$40 million dollars" says it twice; "$5 percent" and "$26 a day" do not join
        last, unit = (unit.last, money) if unit.dimension == "money" else (number.last, money)
    elif unit is not None:
        last = unit.last
        if unit.name == "metre" and _is_million(lex, number, unit):
            unit, value = None, value * 10**6
    else:
        unit = money
    first = money.first if money is not None else number.first
    if money is None and _negative(lex, first):
        first, value = first - 1, -value
    return Amount(
        first, last, number.first, number.last, number.kind, value, value, value, "exact", None, unit, number.digits
    )


def _feet(lex: Sequence[Lexeme], a: Amount) -> Amount:
    """ "5 feet 2 inches": one length, in feet."""
    if a.unit is None or a.unit.name != "foot" or a.value is None:
        return a
    j = a.last + 1 if words_at(lex, a.last, ("and",)) else a.last
    number = number_at(lex, j) if j < len(lex) else None
    unit = unit_after(lex, number.last) if number is not None else None
    if number is None or unit is None or unit.name != "inch" or number.value >= 12:
        return a
    value = a.value + number.value / 12
    return replace(a, last=unit.last, core_last=number.last, value=value, low=value, high=value)


def _is_million(lex: Sequence[Lexeme], number: Number, unit: Unit) -> bool:
    """ "5m people", "2m registered users" are millions, "60m (204 feet)" and "100m away" metres."""
    if lex[unit.first].text != "m":
        return False
    for after in lex[unit.last : unit.last + 3]:
        if after.kind != "word" or after.low in words_of("many"):
            return after.kind == "word"
        if not (after.text[:1].isupper() or after.low.endswith("ed") or after.low in words_of("many of")):
            return False
    return False


def _negative(lex: Sequence[Lexeme], i: int) -> bool:
    """A minus sign: "-5 °C", "−0.3%"; not a dash between words or numbers."""
    if i == 0 or lex[i - 1].text not in "-−–" or not lex[i - 1].touches(lex[i]):
        return False
    return i == 1 or (not lex[i - 2].touches(lex[i - 1]) and lex[i - 2].kind != "number")


def _ranged(lex: Sequence[Lexeme], a: Amount, number: Number) -> Amount | None:
    """ "20 to 30", "between $2 and $3 million", "two or three", "15-20%"."""
    j = a.last
    if j >= len(lex) or number.kind not in ("cardinal", "fraction") or a.value is None:
        return None
    between = words_at(lex, a.first - 1, ("between",))
    dashed = is_dash(lex, j)
    low = lex[j].low
    if not (dashed or low == "to" or (low == "or" and number.value < 100) or (low == "and" and between)):
        return None
    k = j + 1
    while k < len(lex) and k < j + 4 and lex[k].kind in ("word", "sign", "dotted") and number_at(lex, k) is None:
        k += 1  # a currency sign
    second = number_at(lex, k) if k < len(lex) else None
    if second is None or second.kind != number.kind:
        return None
    b = _single(lex, second)
    if b.first != j + 1 or b.value is None:
        return None
    same = a.unit is None or b.unit is None or a.unit.name == b.unit.name
    low_value = a.value * second.scale if number.scale == 1 and same else a.value  # "$2 to $3 million"
    if low_value >= b.value:
        low_value = a.value
    if low_value >= b.value or (a.unit and b.unit and a.unit.dimension != b.unit.dimension):
        return None
    if dashed and not (joined(lex, j) or lex[j].text in "–—"):
        return None
    if dashed and a.first > 1 and joined(lex, a.first - 1) and lex[a.first - 2].kind == "number":
        return None
    if dashed and b.last + 1 < len(lex) and joined(lex, b.last) and lex[b.last + 1].kind == "number":
        return None  # "555-123-4567"
    if low == "to" and words_at(lex, a.first - 1, ("by",)):
        return None  # "rose by seven to 31"
    if low == "or" and not number.digits and low_value * 3 < b.value:
        return None
    if low == "to" and (_changes(lex, a) or (a.unit is not None and b.unit is None and a.unit.first > a.core)):
        return None  # "rose from 20 to 30"; "fell 232 points to 6038"
    start = a.first - 1 if between or words_at(lex, a.first - 1, ("from",)) else a.first
    unit = b.unit or a.unit
    return Amount(
        start,
        b.last,
        number.first,
        second.last,
        "range",
        None,
        low_value,
        b.value,
        "range",
        (a.first, second.last),
        unit,
        number.digits,
    )


def _changes(lex: Sequence[Lexeme], a: Amount) -> bool:
    """True for "from 20 to 30" that tells a change: always of money, else where a word of change stands before it."""
    if not words_at(lex, a.first - 1, ("from",)):
        return False
    lead = [lex[k].low for k in range(max(0, a.first - 13), a.first - 1)]
    if any(word.startswith(("rang", "vary", "varie", "anywhere")) for word in lead[-4:]):
        return False
    return (a.unit is not None and a.unit.dimension == "money") or any(word in words_of("change") for word in lead)


def _hedged(lex: Sequence[Lexeme], a: Amount) -> Amount:
    before = _hedge_before(lex, a)
    if before is not None and before.phrase == "up to" and before.first and lex[before.first - 1].low in _WENT:
        before = None  # "the number went up to 32": 32 it is
    if before is not None and before.phrase.endswith(" than") and _is_difference(lex, before.first):
        before = None  # "three fewer than the 24 announced": 24 were announced
    after = hedge_after(lex, a.last)
    if after is not None and after.phrase == "at least" and number_at(lex, after.last) is not None:
        after = None  # "8, at least 5 of them"
    if (
        after is not None
        and after.phrase in ("plus", "+")
        and not (lex[after.last - 1].start <= lex[a.last - 1].end + 1)
    ):
        after = None
    hedge = before if before is not None and before.word != "exact" else after
    if hedge is None or hedge.word == "exact":
        return a
    a = with_hedge(a, hedge.word, (hedge.first, hedge.last))
    return replace(a, first=min(a.first, hedge.first), last=max(a.last, hedge.last))


def _is_difference(lex: Sequence[Lexeme], first: int) -> bool:
    """True where a number stands right before the words of comparison that begin at lexeme `first`."""
    return first > 0 and number_at(lex, first - 1) is not None


def _hedge_before(lex: Sequence[Lexeme], a: Amount) -> Hedge | None:
    found = hedge_before(lex, a.first)
    if found is None and words_at(lex, a.first - 1, ("the",)):
        found = hedge_before(lex, a.first - 1)  # "exceed the 250"; but "around the 12" is a place
        if found is not None and (found.word not in ("more_than", "less_than") or found.phrase in ("over", "under")):
            found = None
        if found is not None and found.phrase.endswith(" than") and found.first and lex[found.first - 1].text == ",":
            found = None  # "arrested 40, more than the 32 of the first day": 32 were
    if found is not None and found.word == "exact":
        found = hedge_before(lex, found.first) or found
    if found is None and words_at(lex, a.first - 1, ("of",)):
        for k in range(max(0, a.first - 4), a.first - 1):
            if lex[k].low == "estimated":
                return Hedge("about", "estimated", k, k + 1)  # "an estimated cost of $26 million"
    if found is not None and found.phrase in ("under", "over", "above", "below", "c", "ca") and a.form == "ordinal":
        return None
    return found


def with_hedge(a: Amount, hedge: str, at: tuple[int, int] | None) -> Amount:
    """The amount with the bounds that `hedge` leaves: DESIGN's table of low and high."""
    if a.form in ("vague", "zero") and hedge != "exact":
        return replace(a, hedge_at=at) if a.form == "vague" else a
    if a.form == "range":
        return a
    low, high = {
        "exact": (a.value, a.value),
        "at_least": (a.value, None),
        "more_than": (a.value, None),
        "at_most": (None, a.value),
        "less_than": (None, a.value),
        "up_to": (None, a.value),
        "nearly": (None, a.value),
    }.get(hedge, (None, None))
    return replace(a, hedge=hedge, hedge_at=at, low=low, high=high)

"""The figures of one paragraph."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cache

from onrecord.lexicon.lexemes import Lexeme, joined, lexemes, words_at
from onrecord.lexicon.no_days import names_before_days, no_day_at
from onrecord.lexicon.numbers import number_at, plain
from onrecord.marks.dating import of_others
from onrecord.marks.figures.age import goes_on, is_age
from onrecord.marks.figures.amount import Amount, amount_at, with_hedge
from onrecord.marks.figures.candidate import Candidate, Stretch
from onrecord.marks.figures.context import (
    WHOSE,
    aside,
    called_wrong,
    clause,
    happened,
    is_old,
    near,
    places,
    retracted,
    source,
    stands,
    unreal,
)
from onrecord.marks.figures.directness import directness
from onrecord.marks.figures.kinds import counts_people
from onrecord.marks.figures.parts import Doubted, with_parts
from onrecord.marks.figures.refuse import is_table, one_of_some, refused
from onrecord.marks.figures.scope import lately, scope, whole_told
from onrecord.marks.figures.shirts import on_shirt
from onrecord.marks.figures.syntax import Counted, Words, counted, end_of, subject
from onrecord.marks.figures.vague import NUMERALS, beginnings, faint_at, may_begin, vague_at, zero_at
from onrecord.marks.figures.what import HARM, MEASURES, What, of_table, what_of
from onrecord.marks.figures.words import words_of
from onrecord.marks.parse import Paragraph
from onrecord.marks.words import Token
from onrecord.shapes.quick import quick

_GROUPED = re.compile(r"[1-9]\d{0,2}\.\d{3}")


# "... were hurt, but several workers, including two cooks": a part of what no number tells.
_OF_SOME = re.compile(r"\b(?:several|many|some|others)\b[^.;,]{0,40},?\s+including\s+(?:[\w-]+\s+){0,3}$", re.I)


@quick
@dataclass(frozen=True, slots=True)
class _Read:
    """An amount with what was read of it."""

    amount: Amount
    counted: Counted
    what: What
    alone: bool = True  # False: a figure only where it is a part of another


def local(paragraph: Paragraph) -> Sequence[Candidate]:
    """The figures of one paragraph, in order."""
    if not len(paragraph.doc):
        return ()
    lex = lexemes(paragraph.text)
    places = _places(lex)
    if not places:
        return ()
    words = Words(paragraph.doc)
    if is_table(lex, words):
        return ()
    out: list[Candidate] = []
    alone: list[bool] = []
    for read in _reads(lex, places, words):
        out.append(_candidate(lex, read, words, out))
        alone.append(read.alone)
    return with_parts([Doubted(c, stands) for c, stands in zip(out, alone, strict=True)], paragraph.text)


def _places(lex: Sequence[Lexeme]) -> list[int]:
    """The lexemes at which a count may begin, or a day that no calendar has: one look that spares most the others."""
    first = _first_words()
    return [i for i, found in enumerate(lex) if found.low in first or found.kind in NUMERALS]


@cache
def _first_words() -> frozenset[str]:
    return beginnings() | names_before_days()


def _reads(lex: Sequence[Lexeme], places: Sequence[int], words: Words) -> Iterator[_Read]:
    """What is read at these places, but for those inside what was read before."""
    end, last = 0, None
    for i in places:
        if i < end:
            continue
        none = no_day_at(lex, i, lambda at: words.at(at).tag_)
        if none is not None:
            end = none
            continue
        if not may_begin(lex, i):
            continue
        read = _read_at(lex, i, words, last)
        if read is None:
            number = number_at(lex, i)
            end = number.last if number is not None else i + 1
            continue
        yield read
        last = read if read.alone else last
        end = max(read.amount.last, i + 1)


def _read_at(lex: Sequence[Lexeme], i: int, words: Words, last: _Read | None) -> _Read | None:
    found = _share(lex, i) or vague_at(lex, i) or amount_at(lex, i)
    faint = None if found is not None else zero_at(lex, i) or faint_at(lex, i)
    a = found or faint
    if a is None:
        return None
    c = counted(lex, a, words)
    shirt = on_shirt(lex, a, words)
    age = None if shirt else is_age(lex, a, words)
    if age is None and last is not None and last.what.word == "age" and goes_on(lex, a, last.amount.last):
        age = (lex[a.core].start, lex[a.core_last - 1].end)
    if age is not None:
        return _Read(a, replace(c, noun=None) if a.unit is None else c, What("age", "age", age))
    if shirt:
        return None
    a = _during(lex, a, words)
    w = what_of(lex, a, c, words)
    if faint is not None and not _counts(lex, a, c, w):
        return None
    if refused(lex, a, c, w, words):
        return _Read(a, c, w, False) if one_of_some(lex, a, c) else None
    if (
        last is not None
        and c.noun is not None
        and last.counted.noun == c.noun
        and not last.counted.of
        and a.form == "cardinal"
        and last.what.word != "age"
    ):
        return None  # "five new 737 aircraft": they are counted already
    a = _in_thousands(lex, _converted(lex, a, last), c, w)
    if w.how == "none" and last is not None and _as_before(lex, a, c, last, words):
        w = What(last.what.word, "as before", last.what.at)
    return _Read(a, c, w)


def _during(lex: Sequence[Lexeme], a: Amount, words: Words) -> Amount:
    """ "spoke over three days": in the course of them, and not for longer."""
    if a.hedge_at is None or a.unit is None or a.unit.dimension != "duration" or a.form != "cardinal":
        return a
    over = words.at(lex[a.hedge_at[0]].start)
    lasts = over.head.lemma_.lower() in words_of("lasts")
    if a.hedge_at[0] >= a.core or over.lower_ != "over" or over.dep_ != "prep" or over.head.pos_ != "VERB" or lasts:
        return a
    return replace(a, first=a.core, hedge="exact", hedge_at=None, low=a.value, high=a.value)


def _in_thousands(lex: Sequence[Lexeme], a: Amount, c: Counted, w: What) -> Amount:
    """ "1.200 people": a dot that groups, since people and things come whole."""
    whole = w.word in HARM or w.word == "attended" or (c.noun is not None and c.noun.tag_ in ("NNS", "NNPS"))
    if a.unit is not None or a.core_last - a.core > 1 or not whole or not _GROUPED.fullmatch(lex[a.core].text):
        return a
    value, low, high = (None if x is None else x * 1000 for x in (a.value, a.low, a.high))
    return replace(a, value=value, low=low, high=high)


def _as_before(lex: Sequence[Lexeme], a: Amount, c: Counted, last: _Read, words: Words) -> bool:
    """ "one national and one made up of refugees"; "the correct figure is 27": what the number before counts."""
    if last.what.word in MEASURES or last.amount.form == "zero":
        return False
    if c.anchor.dep_ in ("nsubj", "nsubjpass", "dobj") and c.anchor.head.pos_ == "VERB":
        return False  # it has a verb of its own: "and 112 had been taken to hospital"
    if lex[last.amount.last - 1].start >= words.sentence(lex[a.core].start)[0]:
        return True
    named = subject(c.anchor.head) if c.anchor.head != c.anchor else None
    return named is not None and named.lemma_.lower() in ("figure", "number", "total", "toll", "count", "tally")


def _counts(lex: Sequence[Lexeme], a: Amount, c: Counted, w: What) -> bool:
    """ "no injuries", "nobody was killed", "several people were wounded": harm, or nouns that the table knows."""
    if a.form == "zero":
        return w.word in HARM or (c.noun is not None and of_table("noun", c.noun.lemma_) is not None)
    return w.word in HARM or (a.form == "vague" and w.word == "attended" and lex[a.core].low == "scores")


def _share(lex: Sequence[Lexeme], i: int) -> Amount | None:
    """ "one in five", "two out of three", "9 in 10": a share written as two numbers."""
    one = number_at(lex, i)
    if one is None or one.kind != "cardinal" or one.value <= 0:
        return None
    j = one.last
    hyphened = joined(lex, j)  # "a one-in-five chance"
    j += hyphened
    if j + 2 < len(lex) and lex[j].low == "out" and lex[j + 1].low == "of":
        j += 2
    elif j + 1 < len(lex) and lex[j].low == "in":
        j += 2 if lex[j + 1].low == "every" else 1  # "one in every 500"
        j += hyphened and joined(lex, j)
    else:
        return None
    whole = number_at(lex, j)
    if whole is None or whole.kind != "cardinal" or whole.value > 1000 or whole.value <= one.value:
        return None
    if whole.digits != one.digits and lex[j - 1].low not in ("of", "every"):
        return None
    if (one.value > 1 and whole.value not in (3, 4, 5, 10, 20, 50, 100, 1000)) or joined(lex, whole.last):
        return None
    first = amount_at(lex, i)
    if first is None or first.unit is not None:
        return None
    share = Fraction(one.value, whole.value)
    base = replace(first, last=whole.last, core_last=whole.last, form="fraction", value=share, low=share, high=share)
    return with_hedge(base, base.hedge, base.hedge_at) if base.hedge != "range" else None


def _converted(lex: Sequence[Lexeme], a: Amount, last: _Read | None) -> Amount:
    """ "about 500 miles (800 km)": the conversion is as firm as what it converts."""
    if last is None or a.unit is None or a.hedge_at is not None or not a.first or lex[a.first - 1].text != "(":
        return a
    told = last.amount
    if (
        told.unit is None
        or told.unit.dimension != a.unit.dimension
        or told.hedge_at is None
        or a.first - told.last > 2
        or told.form == "range"
    ):
        return a
    return with_hedge(a, told.hedge, told.hedge_at)


def _candidate(lex: Sequence[Lexeme], read: _Read, words: Words, earlier: Sequence[Candidate]) -> Candidate:
    a, c, w = read.amount, read.counted, read.what
    start, end = lex[a.first].start, lex[a.last - 1].end
    noun = _noun_stretch(lex, a, c)
    if noun is not None:
        end = max(end, noun[1])
    where = (lex[a.core].start, lex[a.core_last - 1].end)
    sentence = near(words.sentence(where[0]), start, end)
    told, told_at = scope(lex, a, c, words)
    named, sure = source(c, words), directness(lex, a, w)
    of_what = whole_told(lex, a) if told == "part" else None
    parent = _parent(earlier, sentence, told, w.word) if of_what is None else _parent_of(earlier, of_what)
    if parent >= 0 and _OF_SOME.search(words.text[earlier[parent].end : start]):
        parent = -1
    if told == "total" and earlier and earlier[-1].scope == "part" and _joined_to(earlier[-1], start, words.text):
        told, told_at, parent = "part", earlier[-1].scope_at, earlier[-1].parent
    if parent < 0 and told_at is not None and _has_no_whole(words.text[slice(*told_at)], start - told_at[1], of_what):
        told, told_at = "total", None
    if told == "total" and _of_more(earlier, a, w) and (late := lately(words.text, end)) is not None:
        told, told_at = "new", late
    if told == "total" and earlier and c.noun is None and _lists_on(earlier[-1], (start, end), sentence, words.text):
        told, told_at, parent = "part", earlier[-1].scope_at, earlier[-1].parent
    if told == "total" and earlier and _goes_with(earlier[-1], start, w, words.text):
        told, told_at = "new", earlier[-1].scope_at  # "44 new cases and 29 deaths"
    if of_what == "injured" and parent < 0 and told_at is not None:
        told = "total"  # in critical condition, and no others were counted
    if of_what is not None and w.word != of_what:
        w = What(of_what, "as whole", told_at or w.at)
    if told == "total" and w.word in _NO_KIND and named is not None and named.how.startswith(WHOSE):
        other = _counted_by_another(earlier, start)
        w = w if other is None else What(other.what, "as other count", other.what_at)
    harms = c.noun is not None and c.noun.lemma_.lower() in words_of("shot")
    if parent >= 0 and w.word.startswith("other:") and earlier[parent].what in HARM and not harms:
        w = What(
            earlier[parent].what, "as whole", earlier[parent].what_at
        )  # "37 people, including 12 children, were killed"
    return Candidate(
        start=start,
        end=end,
        number=where,
        form=a.form,
        value=plain(a.value) if a.form != "range" else None,
        low=plain(a.low),
        high=plain(a.high),
        hedge=a.hedge,
        hedge_at=(lex[a.hedge_at[0]].start, lex[a.hedge_at[1] - 1].end) if a.hedge_at else None,
        unit=a.unit.name if a.unit else "fraction" if a.form == "fraction" else "",
        unit_at=(lex[a.unit.first].start, lex[a.unit.last - 1].end)
        if a.unit
        else where
        if a.form == "fraction"
        else None,
        what=w.word,
        what_how=w.how,
        what_at=w.at,
        counted=noun,
        scope=told,
        scope_at=told_at,
        parent=parent,
        retracted_at=retracted(lex, a) or (called_wrong(lex, a) if noun is None else None),
        directness=sure[0] if sure else "",
        directness_at=sure[1] if sure else None,
        places=tuple(places(c, w.word))[:10],
        people=c.noun is not None and counts_people(c.noun.lemma_),
        source=named.at if named else None,
        source_head=named.head if named else None,
        source_how=named.how if named else "",
        aside=aside(c),
        deed=happened(c),
        stands=stands(c),
        was=is_old(lex, a),
        unreal=unreal(c, w.word),
        clause=near(clause(c), start, end),
        sentence=sentence,
        others=_others(words, c, w, where, sentence),
    )


def _others(words: Words, c: Counted, w: What, number: Stretch, sentence: Stretch) -> tuple[Stretch, ...]:
    """The times of its sentence that a figure is not told of."""
    over = words.between(*sentence)
    told = [t for t in words.between(*w.at) if t.idx >= w.at[0]] if w.how != "as before" else []
    own = {words.at(number[0]), c.anchor, *([c.noun] if c.noun is not None else []), *told}
    return of_others(own, over)


def _has_no_whole(told: str, gap: int, of_what: str | None) -> bool:
    """ "dishes including rice and two soups", "the kit includes 30 tools": no whole is told."""
    return (told.lower() == "including" and gap > _NEXT) or (told.lower().startswith("include") and of_what is None)


def _of_more(earlier: Sequence[Candidate], a: Amount, w: What) -> bool:
    """True where a larger count of the same harm was told before."""
    if w.word not in HARM or a.unit is not None or a.value is None:
        return False
    return any(e.what == w.word and (e.value or e.low or 0) > a.value for e in earlier)


# Nouns that do not say what a list counts: "the union's own list has 48 names".
_NO_KIND = frozenset(("other:name", "other:number", "other:people", "other:person", "other:body"))
_SAME_MATTER = 300  # characters over which one count answers another


def _counted_by_another(earlier: Sequence[Candidate], start: int) -> Candidate | None:
    """The count by somebody else just before that a list answers: "the office's count is 37 dead"."""
    near = [e for e in earlier if start - e.end <= _SAME_MATTER and e.what in HARM]
    return next((e for e in reversed(near) if e.source_how.startswith(WHOSE)), near[-1] if near else None)


def _noun_stretch(lex: Sequence[Lexeme], a: Amount, c: Counted) -> tuple[int, int] | None:
    """The counted noun with what stands between it and the number; a unit that measures is its own noun."""
    if a.unit is not None and joined(lex, a.unit.first - 1) and not joined(lex, a.unit.last):
        return lex[a.unit.first].start, lex[a.unit.last - 1].end  # "a 75-minute talk"
    if c.noun is not None and _no_thing(lex, a, c.noun):
        return None
    tall = c.noun is not None and a.unit is not None and c.noun.tag_ in ("JJ", "RB")  # "64 kilometres long"
    if c.noun is None or tall or c.noun.idx < lex[a.core].start:
        if a.unit is not None and a.unit.dimension not in ("money", "percent"):
            return lex[a.unit.first].start, lex[a.unit.last - 1].end
        return None
    first = a.last + 1 if c.of and words_at(lex, a.last, ("of",)) else a.last
    if joined(lex, first) and lex[first + 1].low == "old" and c.noun.idx > lex[first + 1].start:
        first += 2  # "a two-year-old boy"
    starts = (lex[k].start for k in range(first, len(lex)) if lex[k].kind != "sign")
    start = min(next(starts, int(c.noun.idx)), int(c.noun.idx))
    return start, end_of(c.noun)


def _no_thing(lex: Sequence[Lexeme], a: Amount, noun: Token) -> bool:
    """ "77 percent", "12 years old", "$20 worth": the words of the measure, not what is measured."""
    inside = a.unit is not None and lex[a.unit.first].start <= noun.idx < lex[a.unit.last - 1].end
    bare = inside and a.unit is not None and a.unit.dimension in ("money", "percent")
    return bare or (a.unit is not None and noun.lower_ in ("old", "worth"))


def _parent(earlier: Sequence[Candidate], sentence: tuple[int, int], told: str, what: str) -> int:
    """The figure before that this one is a part of: the last whole count of its sentence, else the very last figure."""
    if told != "part":
        return -1
    for k in range(len(earlier) - 1, -1, -1):
        if earlier[k].start < sentence[0] and k < len(earlier) - 1:
            return -1
        fits = earlier[k].what not in _SIZES or earlier[k].what == what == "money"
        if earlier[k].scope != "part" and earlier[k].form not in ("ordinal", "zero") and fits:
            return k
    return -1


def _parent_of(earlier: Sequence[Candidate], what: str) -> int:
    """The last whole count of this kind: "the dead include three children" are a part of the dead."""
    kinds = (k for k in range(len(earlier) - 1, -1, -1) if earlier[k].what == what and earlier[k].scope != "part")
    return next(kinds, -1)


# What is measured has no parts that are counted.
_SIZES = frozenset(("age", "duration", "money", "distance"))


_NEXT = 1  # characters to the next word


def _lists_on(before: Candidate, number: Stretch, sentence: Stretch, text: str) -> bool:
    """ "Of the 40 aboard, 12 were children and eight were crew": all that the sentence lists are parts."""
    start, end = number
    between = text[before.end : start].rstrip()
    told = before.scope == "part" and before.scope_at is not None
    led = told and before.scope_at is not None and before.scope_at[0] == sentence[0]
    led = led or (told and between.startswith(" in ") and text[end:].startswith(" in "))  # "nine in Orva, two in Kell"
    return led and ";" not in between and (between.endswith(",") or between.endswith(" and"))


def _goes_with(before: Candidate, start: int, w: What, text: str) -> bool:
    """Joined by "and" to a count of people that is new, and of such itself."""
    if before.scope != "new" or not before.people:
        return False
    between = text[before.end : start]
    if w.how == "as before":  # "two new cases in the port and three in the hills"
        return between.rstrip().endswith(" and") and "." not in between
    return between.strip() == "and" and (w.word in HARM or w.how.startswith("noun"))


def _joined_to(before: Candidate, start: int, text: str) -> bool:
    return before.end <= start and _joined(text[before.end : start])


def _joined(between: str) -> bool:
    """ "including 12 children and 5 women": nothing but a joining word lies between the two."""
    return " ".join(between.replace(",", " ").split()).lower() in ("and", "or", "", "as well as")

"""Numbers that are no figures: names, labels, addresses, scores, telephone numbers, pronouns, pasted tables."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from onrecord.lexicon.lexemes import Lexeme, is_dash, joined, words_at
from onrecord.marks.figures.amount import Amount
from onrecord.marks.figures.syntax import Counted, Words
from onrecord.marks.figures.what import HARM, What
from onrecord.shapes.table import load

_NAMES = frozenset(("PRODUCT", "LAW", "FAC", "WORK_OF_ART", "EVENT", "ORG"))
# Nouns of a counted series: "his sixth visit", "the 39th mission". Others ("the third man", "the 44th president") rank.
_SERIES = frozenset(
    "visit trip mission day night week month year attack strike attempt time round term tour flight launch test summit "
    "meeting session vote election case death outbreak wave consecutive straight game match win defeat goal title".split()
)
# Of a table pasted as text so many lexemes are numerals; prose stays far below.
TABLE_SHARE = 0.4
TABLE_NUMBERS = 6


@cache
def _names(kind: str) -> frozenset[str]:
    rows = load("onrecord.marks.figures", "names.tsv", ("word", "kind"), key=("word", "kind"))
    return frozenset(r["word"] for r in rows if r["kind"] == kind)


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
    if a.form == "times":
        return lex[a.core].low == "once" or words_at(lex, a.last, ("as",)) or words_at(lex, a.last, ("the",))
    if a.form == "fraction" and _idle_fraction(lex, a, c):
        return True
    if a.form in ("vague", "zero"):
        return False
    if _glued(lex, a) or _labelled(lex, a, c, w, words) or _dialled(lex, a, c):
        return True
    if a.unit is not None and lex[a.core].low == "one" and words_at(lex, a.core - 1, ("at",)):
        return True  # "at one point"
    if a.form == "range" and a.unit is None and c.noun is None and is_dash(lex, a.core + 1) and w.word not in HARM:
        return True  # "lost 1 – 2"
    if a.unit is not None and a.unit.dimension == "duration" and 1900 <= (a.value or 0) <= 2100 and a.hedge_at is None and lex[a.core].text.isdecimal():
        return not words_at(lex, a.last, ("old",))  # "World Cup 2018 day five"
    if a.unit is None and a.form == "cardinal" and _pronoun(lex, a, c, w):
        return True
    return a.unit is None and _yearly(lex, a, c)


def _is_series(lex: Sequence[Lexeme], a: Amount, c: Counted) -> bool:
    """ "his sixth visit", "for the third time", "its 39th mission"; "the first", "the second man" only rank."""
    if a.value is None or a.value < 3 or c.noun is None:
        return a.value == 2 and c.noun is not None and words_at(lex, a.core - 2, ("for", "a")) and c.noun.lemma_ == "time"
    before = lex[a.core - 1] if a.core else None
    if before is None or c.noun.idx - lex[a.core_last - 1].end > 25:
        return False
    owned = before.low in ("his", "her", "its", "their", "our", "my") or before.kind == "clitic"
    noun = c.noun.lemma_.lower()
    return noun in _SERIES and (owned or before.low in ("a", "the")) and noun != "year" or (owned and noun not in ("century", "anniversary", "birthday", "place", "grade"))


def _idle_fraction(lex: Sequence[Lexeme], a: Amount, c: Counted) -> bool:
    """ "the first half", "half-brother", "half past", "in half", "a quarter" without a whole."""
    low = lex[a.core].low
    if lex[a.core].kind in ("fraction", "number") or a.unit is not None:
        return False
    if a.core and lex[a.core - 1].low in ("first", "second", "third", "fourth", "other", "last", "final", "latter", "in", "and", "better", "top", "one") and low in ("half", "quarter"):
        return True
    if joined(lex, a.core_last) and not a.hedge_at:
        return low == "half"
    following = lex[a.last].low if a.last < len(lex) else ""
    if low == "half" and a.hedge_at is None:
        return following not in ("of", "the", "a", "an", "all", "its", "their", "his", "her", "as", "those", "our", "this")
    return low in ("quarter",) or (lex[a.core_last - 1].low == "quarter" and following not in ("of",) and a.hedge_at is None)


def _glued(lex: Sequence[Lexeme], a: Amount) -> bool:
    """Part of a code, a clock time, a ratio, a score: "A320", "F-16", "Covid-19", "10:30", "24/7", "3-1", "#4", "1.234.567"."""
    first, last = lex[a.core], lex[a.last - 1]
    before = lex[a.core - 1] if a.core else None
    after = lex[a.last] if a.last < len(lex) else None
    money = a.unit is not None and a.unit.dimension == "money"
    if before is not None and before.touches(first) and before.text in "'’‘" and len(first.text) == 2 and a.unit is None:
        return True  # "the class of '82"
    if before is not None and before.touches(first) and not money:
        if before.kind in ("word", "number") or before.text in "#@_/\\=*:&.,":
            return True
        if is_dash(lex, a.core - 1) and a.core > 1 and lex[a.core - 2].touches(before) and a.form != "range":
            return lex[a.core - 2].kind in ("word", "number") and (first.kind == "number" or lex[a.core - 2].kind == "number")
        if before.text == "+" and len(first.text) > 3:
            return True
    if after is not None and last.touches(after):
        if first.kind == "number" and (after.kind in ("word", "number") or after.text in "_/\\=*:&@") and a.unit is None:
            return True
        if first.kind == "number" and is_dash(lex, a.last) and a.form != "range" and a.last + 1 < len(lex) and lex[a.last + 1].kind == "number" and after.touches(lex[a.last + 1]):
            return True
    return _scored(lex, a)


def _scored(lex: Sequence[Lexeme], a: Amount) -> bool:
    """ "won 0 – 0", "1 - 2": a dash between two numbers that make no range."""
    if a.form != "cardinal" or a.unit is not None:
        return False
    if is_dash(lex, a.last) and a.last + 1 < len(lex) and lex[a.last + 1].kind == "number":
        return True
    return a.core > 1 and is_dash(lex, a.core - 1) and lex[a.core - 2].kind == "number"


def _labelled(lex: Sequence[Lexeme], a: Amount, c: Counted, w: What, words: Words) -> bool:
    """ "Flight 370", "Boeing 737", "Group of 20", "10 Station Road", "1. First of all", "(2)"."""
    before = lex[a.core - 1] if a.core else None
    after = lex[a.last] if a.last < len(lex) else None
    if a.unit is None and a.form == "cardinal" and after is not None and after.text in ".)" and (a.core == 0 or (a.core == 1 and lex[0].text in "([")):
        return a.last + 1 < len(lex) and (a.value or 0) < 1000
    if before is None or a.hedge_at is not None:
        return False
    if before.text == "." and a.core > 1 and lex[a.core - 2].low in ("no", "nos", "vol", "pp", "st"):
        return True
    if w.word in HARM:
        return False
    label = before.low in _names("label small") or (before.low in _names("label") and before.text[0].isupper())
    if before.low in _names("maker") or (label and a.unit is None and (c.noun is None or c.noun.tag_ not in ("NNS", "NNPS"))):
        return True
    if before.low == "of" and a.core > 1 and lex[a.core - 2].text in ("Group", "Big") and c.noun is None:
        return True
    if _addressed(lex, a):
        return True
    if w.word == "magnitude" or a.unit is not None:
        return False
    if a.form == "range" and a.digits and is_dash(lex, a.core + 1) and lex[a.core].text.isdecimal() and (a.low or 0) >= 100:
        return c.noun is None or c.noun.tag_ not in ("NNS", "NNPS")  # "the 737-800"
    return a.form == "cardinal" and (_numbered(lex, a, c, words) or _named(lex, a, c, words))


def _numbered(lex: Sequence[Lexeme], a: Amount, c: Counted, words: Words) -> bool:
    """ "posts 542 and 543", "units 7 to 9": a noun in the plural whose numbers follow it."""
    if not a.digits or c.noun is not None or not lex[a.core].text.isdecimal():
        return False
    k = a.core - 1
    while k > 1 and (lex[k].low in ("and", "or", ",") or lex[k].kind == "number"):
        k -= 1
    token, noun = words.at(lex[a.core].start), words.at(lex[k].start)
    if noun.tag_ != "NNS":
        return False
    return lex[a.core - 2].kind == "number" if k < a.core - 1 else bool(token.head.i == noun.i)


# Adjectives that stand before a number: "the remaining 30 hostages". Others stand after it, so that "the larger 777 planes" is a name.
_BEFORE_NUMBER = frozenset(
    "additional further remaining other first last next past previous same surviving final top initial original full "
    "entire estimated reported total known confirmed whole combined extra more recent some fellow missing average".split()
)
# Nouns that look the same in the plural.
_INVARIANT = frozenset(
    "aircraft spacecraft hovercraft people personnel police staff crew infantry cattle livestock sheep fish deer series "
    "species headquarters troop offspring square bn m".split()
)


def _named(lex: Sequence[Lexeme], a: Amount, c: Counted, words: Words) -> bool:
    """A number inside a name: "Boeing 737", "the S&P 500 index", "their 737 airliner", "iPhone 4"."""
    before, token = lex[a.core - 1], words.at(lex[a.core].start)
    head = words.at(before.start)
    if c.noun is not None and not c.of and lex[a.core].text.isdecimal() and a.value != 1 and not joined(lex, a.last):
        single = c.noun.tag_ in ("NN", "NNP") and c.noun.lemma_.lower() not in _INVARIANT
        if single and (a.value or 0) >= 3 and c.noun.idx - lex[a.last - 1].end < 20:
            return True
        if head.tag_ in ("JJ", "JJR") and before.low not in _BEFORE_NUMBER and (a.value or 0) >= 100 and a.core_last - a.core == 1:
            return True
    plural = c.noun is not None and c.noun.tag_ in ("NNS", "NNPS")
    if before.kind == "clitic" and a.core > 1 and c.noun is None and a.digits:
        return words.at(lex[a.core - 2].start).ent_type_ in ("ORG", "PRODUCT", "PERSON")
    proper = before.kind == "word" and head.tag_ in ("NNP", "NNPS") and before.text[0].isupper()
    if proper and head.ent_type_ not in ("GPE", "LOC", "NORP", "DATE", "TIME") and not plural:
        return True
    if before.kind == "word" and any(x.isupper() for x in before.text[1:]) and not before.text.isupper() and not plural:
        return True  # "iPhone 4", "iOS 4"
    same = token.ent_type_ in _NAMES and head.ent_type_ == token.ent_type_
    return proper and same


def _addressed(lex: Sequence[Lexeme], a: Amount) -> bool:
    """A number, one to three capitalised words, and a word for a street."""
    if a.unit is not None or not a.digits or (a.value or 0) > 20000:
        return False
    j = a.last
    while j < len(lex) and j < a.last + 4 and lex[j].kind == "word" and lex[j].text[0].isupper():
        if j > a.last and lex[j].low in _names("street"):
            return True
        j += 1
    return False


def _dialled(lex: Sequence[Lexeme], a: Amount, c: Counted) -> bool:
    """Telephone and account numbers: a leading zero, groups of digits in a row, long runs of digits that count nothing."""
    first = lex[a.core]
    if first.kind != "number" or a.unit is not None:
        return False
    if re.fullmatch(r"0\d+", first.text):
        return True
    if a.last < len(lex) and lex[a.last].kind == "number" and a.form == "cardinal":
        after = lex[a.last + 1] if a.last + 1 < len(lex) else None
        return not (after is not None and after.low == "s" and lex[a.last].touches(after))  # "18 777s"
    if a.core and lex[a.core - 1].kind == "number" and a.form == "cardinal":
        return True
    return len(first.text) >= 7 and first.text.isdecimal() and c.noun is None


def _pronoun(lex: Sequence[Lexeme], a: Amount, c: Counted, w: What) -> bool:
    """ "one of the", "no one", "the new one", "one policeman said": "one" counts only where people come to harm or a hedge stands."""
    if lex[a.core].low != "one" or a.core_last - a.core > 1 or a.hedge_at is not None:
        return a.value == 2 and bool(a.core) and lex[a.core - 1].low in ("the", "these", "those") and w.word.startswith("other:")
    if words_at(lex, a.core_last, ("of",)) or words_at(lex, a.core_last, ("another",)) or (a.core and lex[a.core - 1].low in ("no", "any", "every", "each", "the", "this", "that", "which", "some")):
        return True
    if joined(lex, a.core_last) or is_dash(lex, a.core_last):
        return True
    return w.word.startswith("other:")


def _yearly(lex: Sequence[Lexeme], a: Amount, c: Counted) -> bool:
    """Four bare digits that count nothing and could be a year."""
    text = lex[a.core].text
    return a.form == "cardinal" and a.core_last - a.core == 1 and len(text) == 4 and text.isdecimal() and 1900 <= int(text) <= 2100 and c.noun is None and a.hedge_at is None

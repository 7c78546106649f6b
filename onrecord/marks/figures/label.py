"""Numbers that name something: flights, models, resolutions, addresses, items of a list."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.lexicon.lexemes import Lexeme, is_dash, joined
from onrecord.marks.figures.amount import Amount
from onrecord.marks.figures.syntax import Counted, Words
from onrecord.marks.figures.what import HARM, What, numbered
from onrecord.marks.figures.words import words_of

_NAMES = frozenset(("PRODUCT", "LAW", "FAC", "WORK_OF_ART", "EVENT", "ORG"))


def labelled(lex: Sequence[Lexeme], a: Amount, c: Counted, w: What, words: Words) -> bool:
    """ "Flight 370", "Boeing 737", "Group of 20", "10 Station Road", "1. First of all", "(2)"."""
    before = lex[a.core - 1] if a.core else None
    after = lex[a.last] if a.last < len(lex) else None
    if (
        a.unit is None
        and a.form == "cardinal"
        and after is not None
        and after.text in ".)"
        and (a.core == 0 or (a.core == 1 and lex[0].text in "(["))
    ):
        return a.last + 1 < len(lex) and (a.value or 0) < 1000
    if before is None or a.hedge_at is not None:
        return False
    if before.text == "." and a.core > 1 and lex[a.core - 2].low in ("no", "nos", "vol", "pp", "st"):
        return True
    if w.word in HARM and before.low in ("day", "week"):
        return False  # "in a day 30 were killed"
    if numbered(lex, a) is not None:
        return False
    label = before.low in words_of("label small") or (before.low in words_of("label") and before.text[0].isupper())
    if before.low in words_of("maker") or (
        label and a.unit is None and (c.noun is None or c.noun.tag_ not in ("NNS", "NNPS"))
    ):
        return True
    if before.low == "of" and a.core > 1 and lex[a.core - 2].text in ("Group", "Big") and c.noun is None:
        return True
    if _addressed(lex, a):
        return True
    if w.word == "magnitude" or a.unit is not None:
        return False
    if (
        a.form == "range"
        and a.digits
        and is_dash(lex, a.core + 1)
        and lex[a.core].text.isdecimal()
        and (a.low or 0) >= 100
    ):
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


def _named(lex: Sequence[Lexeme], a: Amount, c: Counted, words: Words) -> bool:
    """A number inside a name: "Boeing 737", "the S&P 500 index", "their 737 airliner", "iPhone 4"."""
    before, token = lex[a.core - 1], words.at(lex[a.core].start)
    head = words.at(before.start)
    if c.noun is not None and not c.of and lex[a.core].text.isdecimal() and a.value != 1 and not joined(lex, a.last):
        single = c.noun.tag_ in ("NN", "NNP") and c.noun.lemma_.lower() not in words_of("invariant")
        if single and (a.value or 0) >= 3 and c.noun.idx - lex[a.last - 1].end < 20:
            return True
        if (
            head.tag_ in ("JJ", "JJR")
            and before.low not in words_of("before number")
            and (a.value or 0) >= 100
            and a.core_last - a.core == 1
        ):
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
        if j > a.last and lex[j].low in words_of("street"):
            return True
        j += 1
    return False

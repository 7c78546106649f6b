"""Numbers that are somebody's age."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.lexicon import gazetteer, nations
from onrecord.lexicon.lexemes import Lexeme, words_at
from onrecord.lexicon.people_nouns import by_lemma
from onrecord.marks.figures.amount import Amount
from onrecord.marks.figures.kin import parent_before
from onrecord.marks.figures.syntax import Words

# What stands before an age, and the words that such a phrase ends with.
_AGED = (("aged",), ("age",), ("ages",), ("age", "of"), ("ages", "of"), ("aged", "between"), ("age", "at"))
_AGED_LAST = frozenset(phrase[-1] for phrase in _AGED)

_TURN = frozenset("turn turns turned turning".split())
_BEHIND_BIRTHDAY = frozenset(
    ". , ; : ) ! ? and but on in at this last next yesterday today tomorrow earlier later just when before"
    " after during".split()
)


def is_age(lex: Sequence[Lexeme], a: Amount, words: Words) -> tuple[int, int] | None:
    """The characters that make a number an age: "aged 42", "14-year-old", "Smith, 42,", "at the age of four months"."""
    k = a.last + 1 if a.last < len(lex) and lex[a.last].text == "-" else a.last
    if a.unit is not None:
        if a.unit.dimension == "duration" and words_at(lex, k, ("old",)):
            return lex[k].start, lex[k].end
        if a.unit.dimension != "duration":
            return None
    before_it = {lex[i - 1].low for i in (a.first, a.core) if i}
    for phrase in _AGED if not _AGED_LAST.isdisjoint(before_it) else ():
        for i in (a.first, a.core):  # "under the age of five": the hedge has the word
            if words_at(lex, i - len(phrase), phrase):
                return lex[i - len(phrase)].start, lex[i - 1].end
    if a.unit is None and a.value is not None and _has_turned(lex, a):
        return lex[a.first - 1].start, lex[a.last - 1].end
    if (
        a.unit is not None
        or not a.digits
        or a.value is None
        or not 0 < a.value < 125
        or a.first < 2
        or a.hedge != "exact"
    ):
        return None
    before, after = lex[a.first - 1], lex[a.last] if a.last < len(lex) else None
    if before.text == "," and (
        after is None or after.text in ",.;)" or after.low in ("and", "from", "of", "who", "was", "is")
    ):
        parent = parent_before(lex, a.first - 2)
        named = words.at((parent or lex[a.first - 2]).start)  # of "the father-of-two, 41," it is the father
        row = by_lemma(named.lemma_)
        if row is not None and row.type == "person" and after is not None and (after.text == "," or after.low == "and"):
            return before.start, lex[a.last - 1].end  # "two women, 23 and 27,"
        if named.ent_type_ == "PERSON" or (
            named.tag_ in ("NNP", "NNPS")
            and after is not None
            and after.text == ","
            and (named.ent_type_ not in ("DATE", "GPE", "ORG", "CARDINAL") or _is_told_of(lex, a, words))
        ):
            return before.start, lex[a.last - 1].end
    if before.text == "(" and after is not None and after.text == ")":
        named = words.at(lex[a.first - 2].start)
        if named.ent_type_ == "PERSON":
            return before.start, after.end
    return None


def _has_turned(lex: Sequence[Lexeme], a: Amount) -> bool:
    """ "turned 68 on Saturday", "will turn 18": with nothing behind that could be what was turned."""
    if not a.first or lex[a.first - 1].low not in _TURN or not 0 < (a.value or 0) < 125:
        return False
    return a.last >= len(lex) or lex[a.last].low in _BEHIND_BIRTHDAY


def goes_on(lex: Sequence[Lexeme], a: Amount, last: int) -> bool:
    """ "aged 14, 15 and 19": a bare number in a row behind an age that ends at lexeme `last`."""
    if a.unit is not None or not a.digits or a.value is None or not 0 < a.value < 125 or a.hedge != "exact":
        return False
    between = [x.low for x in lex[last : a.first]]
    return 0 < len(between) <= 2 and all(x in (",", "and", "or") for x in between)


def _is_told_of(lex: Sequence[Lexeme], a: Amount, words: Words) -> bool:
    """ "Ann Harland, 46, who ...": two names before and somebody told of behind, whatever they parse as."""
    named = words.at(lex[a.first - 2].start)
    verb = words.at(lex[a.last + 1].start) if a.last + 1 < len(lex) else None
    if verb is not None and verb.tag_ in ("VBD", "VBZ", "VBP", "MD"):
        return True  # "Marden, 20, faces": of a town nothing stands so
    if named.is_sent_start and not gazetteer.is_place(named.text) and nations.find(named.text) is None:
        return True  # "Sorell, 42, lived in Oslo": no place, whatever the parser says
    first = words.at(lex[a.first - 3].start) if a.first > 2 else None
    behind = lex[a.last + 1].low if a.last + 1 < len(lex) else ""
    return first is not None and first.tag_ == "NNP" and behind in ("who", "whose", "a", "an", "of", "was", "said")

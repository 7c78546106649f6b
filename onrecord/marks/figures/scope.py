"""Whether a figure is a total, a part of another ("12 of them") or added to what was known ("another 12")."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from onrecord.lexicon import people_nouns
from onrecord.lexicon.lexemes import Lexeme, words_at
from onrecord.lexicon.numbers import number_at
from onrecord.marks.figures.amount import Amount
from onrecord.marks.figures.syntax import Counted, Words, end_of
from onrecord.marks.figures.what import of_table
from onrecord.marks.figures.words import words_of
from onrecord.shapes.table import load

Told = tuple[str, tuple[int, int] | None]
_BE = frozenset("were are was is".split())
_BETWEEN = frozenset((",", "at", "the", *_BE))
_WHOSE = frozenset("the these those them whom his her its their our".split())
_CAUSES = frozenset(("from", "to", "by"))  # ", four from friendly fire"
_CONDITIONS = frozenset("critical serious grave stable life-threatening".split())
_TO_CONDITION = 9  # lexemes from a number to "in critical condition"
_LIST = 14  # lexemes from "including" to the last of its list
_LAST_DAY = (("the", "last", "24"), ("the", "past", "24"), ("the", "last", "day"), ("the", "past", "day"))
_LATELY = re.compile(
    r"\b(?:(?:in|over|during|within)\s(?:just\s)?the\s(?:last|past)|(?:just\s)?this\s(?:past\s)?(?:week|weekend|month)|(?:just\s)?(?:in\s)?the\s"
    r"past\s(?:week|day|weekend|month)|overnight|since\s(?:yesterday|last\s\w+|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day))\b",
    re.I,
)
_LOOK_AHEAD = 24  # lexemes from the start of a sentence, or behind a number, that may say of what it is a part


def scope(lex: Sequence[Lexeme], a: Amount, c: Counted, words: Words) -> Told:
    """total, new or part, and the characters of the words that say so."""
    return (
        _by_phrase(lex, a, c)
        or _listed_in(lex, a, words)
        or _by_manner(lex, a, c)
        or _of_the(lex, a, c)
        or _among(lex, a, words)
        or _who_they_were(a, c)
        or _and_the_rest(lex, a, c)
        or _new(lex, a, c, words)
        or _since_last(lex, a, c)
        or _brings(lex, a, words)
        or ("total", None)
    )


def _by_phrase(lex: Sequence[Lexeme], a: Amount, c: Counted) -> Told | None:
    behind = next((i for i in range(a.last, len(lex)) if c.noun is not None and lex[i].start >= end_of(c.noun)), a.last)
    before = {lex[i].low for i in (a.first - 1, a.first - 2) if i >= 0}
    ahead = {lex[i].low for i in (a.last, behind) if i < len(lex)}
    for side, told, phrase in _phrases():
        if side == "before":
            if phrase[-1] not in before:
                continue
            for gap in (0, 1):
                i = a.first - len(phrase) - gap
                if words_at(lex, i, phrase) and (not gap or lex[a.first - 1].low in _BETWEEN):
                    return told, (lex[i].start, lex[i + len(phrase) - 1].end)
        elif phrase[0] not in ahead:
            continue
        elif _takes(a, phrase) and words_at(lex, a.last, phrase) and not _is_hedge(lex, a.last + len(phrase)):
            return told, (lex[a.last].start, lex[a.last + len(phrase) - 1].end)
        elif told == "part" and c.noun is not None and words_at(lex, behind, phrase):  # "four children among them"
            return told, (lex[behind].start, lex[behind + len(phrase) - 1].end)
    return None


def _takes(a: Amount, phrase: tuple[str, ...]) -> bool:
    """A share of those told before is a part, too ("60 percent of them"); not one "of those asked"."""
    if a.unit is None or a.unit.dimension == "money":
        return True
    return a.unit.dimension == "percent" and phrase[0] == "of" and phrase[-1] in ("them", "these", "whom", "which")


def _listed_in(lex: Sequence[Lexeme], a: Amount, words: Words) -> Told | None:
    """ "including the pilot and two guards": further on in the list of who was among them."""
    for i in range(a.first - 1, max(-1, a.first - _LIST), -1):
        if lex[i].low == "including":
            listed = lex[a.first - 1].low == "and" or lex[a.first - 1].text == ","
            return ("part", (lex[i].start, lex[i].end)) if listed else None
        if lex[i].text in ".;:()" or words.at(lex[i].start).pos_ in ("VERB", "AUX"):
            return None
    return None


def _since_last(lex: Sequence[Lexeme], a: Amount, c: Counted) -> Told | None:
    """ "29 deaths in the last 24 hours": of a day, and added to those before."""
    if a.unit is not None or a.form != "cardinal" or c.noun is None:
        return None
    noun = c.noun.lemma_.lower()
    if noun not in words_of("toll") and of_table("noun", noun) is None:
        return None
    for i in range(a.last, min(len(lex) - 3, a.last + _TO_CONDITION)):
        if lex[i].text in ".;":
            return None
        if lex[i].low in ("in", "over", "during", "within") and any(words_at(lex, i + 1, x) for x in _LAST_DAY):
            return "new", (lex[i].start, lex[i + 3].end)
    return None


def lately(text: str, behind: int) -> tuple[int, int] | None:
    """ "Three have died just this past week": of a count told before, the words behind this one that make it new."""
    found = _LATELY.search(text, behind, behind + 80)
    if found is None or any(stop in text[behind : found.start()] for stop in ".;:"):
        return None
    return found.span()


def _brings(lex: Sequence[Lexeme], a: Amount, words: Words) -> Told | None:
    """ "Two people died, bringing the toll to 17": what stands before the new total is added to it."""
    if a.unit is not None or a.form != "cardinal":
        return None
    end = words.sentence(lex[a.first].start)[1]
    for i in range(a.last, min(len(lex) - 3, a.last + _LOOK_AHEAD)):
        if lex[i].start >= end:
            return None
        if lex[i].low in words_of("brings") and lex[i + 1].low in ("the", "its", "their"):
            near = range(i + 2, min(len(lex) - 2, i + 6))
            total = next((k for k in near if lex[k].low in words_of("total noun")), None)
            if total is None:
                return None
            to = next((k for k in range(total + 1, min(len(lex) - 1, total + 9)) if lex[k].low == "to"), None)
            return None if to is None or number_at(lex, to + 1) is None else ("new", (lex[i].start, lex[total].end))
    return None


def _of_the(lex: Sequence[Lexeme], a: Amount, c: Counted) -> Told | None:
    """ "nine of the victims", "two of the three": some of what is told already; a share says of what by itself."""
    out_of = words_at(lex, a.last, ("out", "of"))  # "5 out of 11 swans"
    if not (out_of or words_at(lex, a.last, ("of",))) or a.last + 2 + out_of >= len(lex):
        return None
    if a.form not in ("cardinal", "vague") or a.unit is not None:
        return None
    of = a.last + out_of
    all_of = number_at(lex, of + 1)
    if all_of is not None and all_of.kind == "cardinal" and a.value is not None and a.value < all_of.value:
        return "part", (lex[a.last].start, lex[of].end)  # "six of nine judges"
    if lex[of + 1].low not in ("the", "these", "those"):
        return None
    several = lex[of + 2].kind == "number" or (c.of and c.noun is not None and c.noun.tag_ in ("NNS", "NNPS"))
    return ("part", (lex[a.last].start, lex[of + 1].end)) if several else None


def whole_told(lex: Sequence[Lexeme], a: Amount) -> str | None:
    """What the whole of a part counts, where words beside it say so: "the dead include 12", "12 in critical state"."""
    for i in range(a.first - 1, max(-1, a.first - 5), -1):
        if lex[i].low.startswith("includ") and i and (found := of_table("state", lex[i - 1].low)) is not None:
            return found
    return "injured" if _in_condition(lex, a) is not None else None


def _is_hedge(lex: Sequence[Lexeme], i: int) -> bool:
    """ "than 30" behind "more"; "three more than on Thursday" are new."""
    return words_at(lex, i, ("than",)) and i + 1 < len(lex) and lex[i + 1].kind == "number"


def _by_manner(lex: Sequence[Lexeme], a: Amount, c: Counted) -> Told | None:
    """ "seven were hurt, three seriously": a number without a noun, set off, with how it went for these."""
    if c.noun is not None or a.unit is not None or a.form != "cardinal" or not a.first or a.last >= len(lex):
        return None
    if lex[a.first - 1].text in ",—–(" and (lex[a.last].low in words_of("manner") or lex[a.last].low in _CAUSES):
        return "part", (lex[a.last].start, lex[a.last].end)
    return _in_condition(lex, a)


def _in_condition(lex: Sequence[Lexeme], a: Amount) -> Told | None:
    """ "five are in critical condition": of those hurt before."""
    for i in range(a.last, min(len(lex) - 1, a.last + _TO_CONDITION)):
        if lex[i].text in ".;," or lex[i].low == "and" or number_at(lex, i) is not None:
            return None
        if lex[i].low in ("condition", "state") and any(x.low in _CONDITIONS for x in lex[max(a.last, i - 2) : i]):
            return "part", (lex[i].start, lex[i].end)
    return None


def _among(lex: Sequence[Lexeme], a: Amount, words: Words) -> Told | None:
    """ "Among the dead were 12 ...", "Of the injured, 12 ...", "12 nurses were among those killed"."""
    begin = words.sentence(lex[a.first].start)[0]
    first = a.first
    while first and lex[first - 1].start >= begin and a.first - first < _LOOK_AHEAD:
        first -= 1
    lead = [x.low for x in lex[first : a.first]]
    if len(lead) > 2 and lead[0] == "among" and lead[1] in _WHOSE and lead[-1] in _BE:
        return "part", (lex[first].start, lex[first + 1].end)
    told = len(lead) > 3 and (lead[1] in _WHOSE or any(x.kind == "number" for x in lex[first + 1 : first + 4]))
    if told and lead[0] == "of" and lead[-1] == "," and lead.count(",") == 1:
        return "part", (lex[first].start, lex[first + 1].end)
    money = a.unit is not None and a.unit.dimension == "money"
    if money and len(lead) > 2 and lead[0] in ("from", "of") and lead[1] in _WHOSE and lead[-1] == ",":
        return "part", (lex[first].start, lex[first + 1].end)  # "From the fund, 4 million will go to schools"
    for i in range(a.last, min(len(lex) - 2, a.last + 6)):
        if lex[i].low in _BE and lex[i + 1].low == "among" and lex[i + 2].low in _WHOSE:
            return "part", (lex[i + 1].start, lex[i + 2].end)
    return None


def _who_they_were(a: Amount, c: Counted) -> Told | None:
    """ "Three were children", "at least two were from Chile": a bare number says who some of those told before were."""
    if c.noun is not None or a.unit is not None or a.form != "cardinal" or c.anchor.dep_ != "nsubj":
        return None
    verb = c.anchor.head
    if verb.lower_ not in _BE:
        return None
    for child in verb.children:
        who = child.dep_ == "attr" and child.pos_ == "NOUN" and people_nouns.by_lemma(str(child.lemma_)) is not None
        if child.i > verb.i and (who or (child.dep_ == "prep" and child.lower_ == "from")):
            return "part", (int(child.idx), end_of(child))
    return None


def _and_the_rest(lex: Sequence[Lexeme], a: Amount, c: Counted) -> Told | None:
    """ "One died in Orva, the others at sea", "with nine in Orva", "nine in Orva alone": some of those told before."""
    if c.noun is not None or a.unit is not None or a.form != "cardinal":
        return None
    ahead = lex[a.last : a.last + _TO_CONDITION]
    named = a.last + 1 < len(lex) and (lex[a.last + 1].text[:1].isupper() or lex[a.last + 1].low == "the")
    if named and words_at(lex, a.last, ("in",)) and words_at(lex, a.first - 1, ("with",)):
        return "part", (lex[a.first - 1].start, lex[a.first - 1].end)
    if named and words_at(lex, a.last, ("in",)) and a.first and lex[a.first - 1].text in ",—–" and _of_larger(lex, a):
        return "part", (lex[a.last].start, lex[a.last].end)
    for i, x in enumerate(ahead):
        if x.text in ".;":
            return None
        if x.low == "alone" and words_at(lex, a.last, ("in",)):
            return "part", (x.start, x.end)
        rest = x.low in ("others", "rest") and i and ahead[i - 1].low == "the"
        if rest and c.anchor.dep_ in ("nsubj", "nsubjpass"):
            return "part", (ahead[i - 1].start, x.end)
    return None


def _of_larger(lex: Sequence[Lexeme], a: Amount) -> bool:
    """ "It lost 40 members, nine in Orva": a larger number is right before, and that one was not somewhere, too."""
    for i in range(a.first - 2, max(-1, a.first - _LIST), -1):
        if lex[i].text in ".;:" or lex[i].low in ("in", "at", "near", "on"):
            return False
        whole = number_at(lex, i) if lex[i].kind == "number" or lex[i].kind == "word" else None
        if whole is not None and whole.kind == "cardinal":
            return a.value is not None and whole.value > a.value
    return False


def _new(lex: Sequence[Lexeme], a: Amount, c: Counted, words: Words) -> Told | None:
    if a.unit is not None and a.unit.dimension in ("duration", "distance"):
        return None  # "another 30 days" lengthen, and add to no count
    new = words_of("new")
    for i in range(max(0, a.first - 2), a.core):
        if lex[i].low not in new - {"new", "fresh"}:
            continue
        if i == a.first - 2 and words.at(lex[i + 1].start).pos_ in ("NOUN", "PROPN", "VERB"):
            continue  # "another car two blocks away"
        return "new", (lex[i].start, lex[i].end)
    if words_at(lex, a.first - 1, ("of",)) and a.first > 2 and lex[a.first - 3].low in new:
        return "new", (lex[a.first - 3].start, lex[a.first - 3].end)  # "a new contribution of 25 million"
    if a.unit is None and words_at(lex, a.first - 1, ("by",)) and words_at(lex, a.last, ("to",)):
        return "new", (lex[a.first - 1].start, lex[a.first - 1].end)  # "rose by seven to 31"
    if a.unit is None and words_at(lex, a.first - 1, ("up",)) and words_at(lex, a.last, ("from",)):
        return "new", (lex[a.first - 1].start, lex[a.first - 1].end)
    end = c.noun.idx if c.noun is not None else 0
    for x in lex[a.last :]:
        if x.start >= end:
            break
        if x.low in new:
            return "new", (x.start, x.end)
    return None


@cache
def _phrases() -> tuple[tuple[str, str, tuple[str, ...]], ...]:
    """Side, scope and words of each phrase, the longest first."""
    rows = load(__package__, "scope_phrases.tsv", ("phrase", "side", "scope"), key=("phrase", "side"))
    found = [(r["side"], r["scope"], tuple(r["phrase"].split())) for r in rows]
    return tuple(sorted(found, key=lambda f: (-len(f[2]), f)))

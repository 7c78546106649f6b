"""Times of a sentence that are another's than those of a word: told in a clause or a phrase about something else."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from functools import cache

from onrecord.marks.words import Token
from onrecord.shapes.table import load

_TIMES = frozenset(("DATE", "TIME"))
_YEAR = re.compile(r"(?:1[5-9]|20)\d\d")
_HIGHEST = 60  # words from one to the top of its sentence
_VERBS = frozenset(("VERB", "AUX"))
_INSIDE = frozenset(("nummod", "compound", "amod", "nmod", "npadvmod", "appos", "conj"))
_TELLING = frozenset(("relcl", "acl"))

Extent = tuple[int, int]


def of_others(own: Collection[Token], sentence: Iterable[Token]) -> tuple[Extent, ...]:
    """The times of `sentence` that do not date what the words `own` tell, by their characters.

    A time belongs to what it hangs on. It is another's where a clause lies between that tells of a thing ("killed five
    in a region hit in 2004"), a comparison ("the worst since the war of 1974", "compared with 12 in 2007"), or where it
    is the year of a noun that has no part in the scene ("fined for a spill in 2004").
    """
    times = [t for t in sentence if _is_time(t)]
    if not times:
        return ()
    spine = {above for word in own for above in _up(word)}
    return tuple((t.idx, t.idx + len(t)) for t in times if _is_others(t, own, spine))


def _is_time(token: Token) -> bool:
    """True for a year, and for the word of a time that all the others of it hang on."""
    if _YEAR.fullmatch(token.text):
        return True
    return token.ent_type_ in _TIMES and (token.head.ent_type_ not in _TIMES or token.head == token)


def _up(token: Token) -> Iterator[Token]:
    """The word and those over it."""
    for _ in range(_HIGHEST):
        yield token
        if token.head == token:
            return
        token = token.head


def _is_others(time: Token, own: Collection[Token], spine: Collection[Token]) -> bool:
    bare = _YEAR.fullmatch(time.text) is not None
    below = top = _whole(time)
    if bare and _ends_comparison(top.head, own):
        return True
    for here in _up(top):
        if here in spine:
            return False
        if (here.dep_ in _TELLING or _is_loose(here)) and not _tells_own(here, own, spine):
            return True
        # what stands between the time and here is a noun with the time in its phrase
        if here.dep_ == "prep" and here != top.head and below.dep_ in ("pobj", "pcomp"):
            if _leads_away(here, bare):
                return True
        if here.dep_ == "prep" and here.lower_ == "since" and _is_highest(here.head):
            return True
        below = here
    return False


def _whole(time: Token) -> Token:
    """The word that the other words of a date hang on: the month of "August and December 2009"."""
    while time.dep_ in _INSIDE and time.head.ent_type_ in _TIMES and time.head != time:
        time = time.head
    return time


def _ends_comparison(prep: Token, own: Collection[Token]) -> bool:
    """True for "in" right behind "the worst since the end of the war": it may hang on the verb, or be read as if."""
    if prep.dep_ != "prep" or prep.i == 0:
        return False
    inside: list[Token] = []
    for here in _up(prep.nbor(-1)):
        if here == prep.head or here.is_punct:
            return False
        inside.append(here)
        if here.dep_ == "prep" and here.lower_ in _of_kind("apart"):
            return not any(word in inside for word in own)
    return False


def _is_loose(clause: Token) -> bool:
    """True for "at a market opened in 1999", whose participle is read as one of the verb's."""
    if clause.dep_ != "advcl" or clause.tag_ != "VBN" or clause.i == 0:
        return False
    return clause.nbor(-1).pos_ in ("NOUN", "PROPN") and all(c.dep_ not in ("mark", "nsubj") for c in clause.children)


def _leads_away(prep: Token, bare: bool) -> bool:
    word = prep.lower_
    if word in _of_kind("apart"):
        return True
    if word in ("with", "to") and {prep.head.lower_, prep.head.lemma_} & _of_kind("likened"):
        return True
    return bare and word not in _of_kind("beside")


def _is_highest(noun: Token) -> bool:
    """True for "the worst", "the deadliest attack", "the first quake": what others of their kind are held against."""
    return noun.tag_ in ("JJS", "RBS") or any(
        c.tag_ in ("JJS", "RBS") or c.lower_ in ("first", "most", "worst") for c in noun.children
    )


def _tells_own(clause: Token, own: Collection[Token], spine: Collection[Token]) -> bool:
    """True for a clause on a word of `own` where no verb is among them, and for one that says when a scene was."""
    noun = clause.head
    beside = noun in own or (noun.dep_ == "appos" and noun.head in own)  # "41, a figure published on Monday"
    if beside and all(t.pos_ not in _VERBS for t in own):
        return True
    # "the two ferries lost this year, which killed 102"
    if any(other in spine and other != clause for other in noun.children if other.dep_ in _TELLING):
        return True
    # "A dam leaked in 2019, forcing …", "after a bus overturned on Monday": no participles, but read as such
    if clause.dep_ == "acl" and clause.tag_ == "VBG" and noun.dep_ in ("nsubj", "nsubjpass") and noun.head in spine:
        return True  # "a bus taking pilgrims home on Monday overturned": it did both at once
    bare = clause.dep_ == "acl" and all(above.pos_ not in _VERBS for above in _up(noun))
    if bare or (clause.dep_ == "acl" and noun.head.lower_ in _of_kind("opens")):
        return True
    if noun.lemma_ in _of_kind("count"):  # "gave it as 41, a figure published on Monday"
        return True
    who = any(c.lower_ == "who" for c in clause.children)
    passive = clause.tag_ == "VBN" and (
        clause.dep_ == "acl" or any(c.dep_ in ("nsubjpass", "auxpass") for c in clause.children)
    )
    return clause.lemma_ in _of_kind("staged" if passive else "happens") and not who and noun.pos_ == "NOUN"


@cache
def _of_kind(kind: str) -> frozenset[str]:
    rows = load(__package__, "dating_words.tsv", ("word", "kind"), key=("word", "kind"))
    return frozenset(row["word"] for row in rows if row["kind"] == kind)

"""The words that tell an event: the core of its clause, or its noun phrase; never more than 40 words."""

from __future__ import annotations

from collections.abc import Iterable

from onrecord.marks.events import grammar
from onrecord.marks.events.frame import Frame
from onrecord.marks.words import Token

MAX_WORDS = 40
LONG_PHRASE = 12  # words of an "of" or "in" phrase beyond which it tells another story
TIME_AND_PLACE = frozenset(("DATE", "TIME", "GPE", "LOC", "FAC"))
_CORE = frozenset(
    "nsubj nsubjpass dobj dative iobj attr acomp oprd prt aux auxpass neg agent advmod npadvmod expl csubj".split()
)
_HANGS_ON = frozenset(("relcl", "appos", "advcl", "parataxis", "cc", "punct", "mark"))


def event_span(frame: Frame, head: Token, slots: Iterable[str]) -> tuple[int, int]:
    """First and last token of what tells the event: the clause of a verb or of the verb that carries a noun, else
    the noun phrase. `slots` names the prepositions that belong to it."""
    token = frame.token
    own = frozenset(s.rpartition(".")[2] for s in slots)
    if frame.verbal:
        first, last = _clause(token, own, 0)
    elif frame.light is not None and grammar.is_verb(head):
        first, last = _clause(head, own, 0)
        phrase = _phrase(token, own)
        first, last = min(first, phrase[0]), max(last, phrase[1])
    else:
        first, last = _phrase(token, own)
    first, last = _shorten(token, first, last)
    while last > token.i and token.doc[last].is_punct:
        last -= 1
    while first < token.i and token.doc[first].is_punct:
        first += 1
    return first, last


def _clause(verb: Token, own: frozenset[str], depth: int) -> tuple[int, int]:
    first, last = verb.i, verb.i
    for child in grammar.kids(verb):
        if child.dep_ == "prep":
            if not _belongs(child, own):
                continue
            low, high = _tight(child)
        elif child.dep_ in _CORE:
            low, high = _tight(child)
        elif child.dep_ in ("xcomp", "ccomp") and child.i > verb.i and depth < 3:
            low, high = _clause(child, own, depth + 1)
        elif child.dep_ == "advcl" and grammar.infinitive(child) and child.i > verb.i and depth < 3:
            low, high = _clause(child, own, depth + 1)
        else:
            continue
        first, last = min(first, low), max(last, high)
    return first, last


def _belongs(prep: Token, own: frozenset[str]) -> bool:
    if prep.lower_ in own or prep.i < prep.head.i:
        return True
    return any(c.ent_type_ in TIME_AND_PLACE or c.pos_ == "PRON" for c in grammar.kids(prep)) or prep.lower_ in (
        "in",
        "at",
        "by",
        "for",
        "against",
        "of",
    )


def _tight(word: Token, around: int | None = None) -> tuple[int, int]:
    """A phrase without the clauses and appositions that hang on it, as far as MAX_WORDS from its head (`around`)."""
    first, last, middle = word.i, word.i, word.i if around is None else around
    for child in grammar.kids(word):
        if abs(child.i - middle) > MAX_WORDS or not _part(child, word):
            continue
        low, high = _tight(child, middle)
        first, last = min(first, low), max(last, high)
    return first, last


def _part(child: Token, word: Token) -> bool:
    if child.dep_ == "conj":
        return not grammar.is_verb(child)
    if child.dep_ == "acl":
        return grammar.infinitive(child)
    if child.dep_ == "prep" and word.pos_ in ("NOUN", "PROPN"):
        return child.right_edge.i - child.i <= LONG_PHRASE
    return child.dep_ not in _HANGS_ON


def _phrase(noun: Token, own: frozenset[str]) -> tuple[int, int]:
    first, last = noun.i, noun.i
    for child in grammar.kids(noun):
        if child.dep_ in ("relcl", "appos", "cc", "conj", "parataxis"):
            continue
        if child.dep_ == "acl" and not grammar.infinitive(child) and child.tag_ != "VBN":
            continue
        first, last = min(first, child.left_edge.i), max(last, _tight(child)[1])
    return first, _reach(noun, last)


def _reach(noun: Token, last: int) -> int:
    """Phrases that follow at once though the parser hangs them elsewhere: "talks next week in Oslo between ..."."""
    doc = noun.doc
    above = set()
    here = noun
    for _ in range(4):
        here = here.head
        above.add(here.i)
    for _ in range(4):
        after = doc[last + 1] if last + 1 < len(doc) else None
        if after is None or after.is_sent_start:
            break
        inner = next(
            (a for a in (after, *after.ancestors) if a.head.i in above and a.dep_ in ("prep", "npadvmod")), None
        )
        if inner is None or inner.left_edge.i != last + 1 or inner.right_edge.i - noun.i > 20:
            break
        if inner.dep_ == "prep" and inner.lower_ not in ("between", "with", "in", "on", "against", "by", "at", "of"):
            break
        last = _tight(inner)[1]
    return last


def _shorten(token: Token, first: int, last: int) -> tuple[int, int]:
    """At most 40 words, the anchor among them: cut before the anchor where that stands far in, then at the far end."""
    if last - first < MAX_WORDS:
        return first, last
    if token.i - first >= MAX_WORDS:
        first = token.i - MAX_WORDS // 2
    return first, min(last, max(token.i, first + MAX_WORDS - 1))

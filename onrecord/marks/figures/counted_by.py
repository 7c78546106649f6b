"""Who counted, by other turns than a verb of speech: "were counted by police", "by the count of police"."""

from __future__ import annotations

from collections.abc import Callable

from onrecord.lexicon.people_nouns import by_lemma
from onrecord.lexicon.speech import says
from onrecord.marks.figures.words import words_of
from onrecord.marks.words import Token

Told = tuple[Token, str]  # the head of who counted, and what showed it
_SPEAKS = words_of("speaks of")
_TELLER = words_of("teller")


def counted_by(verb: Token, below: Token, anchor: Token) -> Told | None:
    """Whom a verb over the number names as the one who counted; `below` is what of its clause holds the number."""
    for turn in _TURNS:
        found = turn(verb, below, anchor)
        if found is not None and _somebody(found[0]) and found[0] != anchor:
            return found
    return None


def _agent(verb: Token, below: Token, _: Token) -> Told | None:
    """ "Forty patients were reported by the hospital"."""
    if verb.lemma_.lower() not in words_of("counts") or _under(below, verb).dep_ != "nsubjpass":
        return None
    by = (x for p in verb.children if p.dep_ == "agent" for x in p.children if x.dep_ == "pobj")
    return next(((x, f"counted by:{verb.lemma_.lower()}") for x in by), None)


def _count_of(verb: Token, _: Token, __: Token) -> Told | None:
    """ "By the count of the union, 300 took part", "300 took part by the union's count"."""
    for by in verb.children:
        counts = (x for x in by.children if x.dep_ == "pobj" and x.lemma_.lower() in words_of("count of"))
        for count in counts if by.lower_ == "by" else ():
            of = (x for p in count.children if p.lower_ == "of" for x in p.children if x.dep_ == "pobj")
            whose = next((x for x in count.children if x.dep_ == "poss"), None) or next(of, None)
            if whose is not None:
                return whose, f"count of:{count.lemma_.lower()}"
    return None


def _speaks_of(verb: Token, below: Token, anchor: Token) -> Told | None:
    """ "The committee spoke of 40 dead"."""
    speaks = verb.lemma_.lower() in _SPEAKS and _under(below, verb).lower_ == "of"
    return _subject(verb, "speaks of") if speaks and not _own_doing(anchor) else None


def _own_doing(anchor: Token) -> bool:
    """ "40 children he had met": a story of one's own, unless it tells of counting."""
    clauses = (x for t in (anchor, anchor.head) for x in t.children if x.dep_ == "relcl" and x.i > anchor.i)
    return any(
        x.lemma_.lower() not in words_of("counts")
        and any(s.dep_ == "nsubj" and s.lower_ in _TELLER for s in x.children)
        for x in clauses
    )


def _makes(verb: Token, below: Token, _: Token) -> Told | None:
    """ "The office raised the toll to 40"."""
    makes = verb.lemma_.lower() in words_of("revises") and _under(below, verb).lower_ == "to"
    sizes = words_of("size noun toll") | words_of("toll")
    told = makes and any(x.dep_ == "dobj" and x.lemma_.lower() in sizes for x in verb.children)
    return _subject(verb, f"makes it:{verb.lemma_.lower()}") if told else None


def _before_colon(verb: Token, _: Token, anchor: Token) -> Told | None:
    """ "The committee gave a higher figure: 80 people had been killed"."""
    for clause in verb.children:
        if clause.dep_ != "ccomp" or clause.i > anchor.i:
            continue
        colon = any(x.text == ":" and clause.i < x.i < anchor.i for x in verb.children)
        lemma = clause.lemma_.lower()
        if colon and (says(lemma) or lemma in _SPEAKS or lemma in words_of("counts")):
            return _subject(clause, "before colon")
    return None


Turn = Callable[[Token, Token, Token], Told | None]
_TURNS: tuple[Turn, ...] = (_agent, _count_of, _speaks_of, _makes, _before_colon)


def _subject(verb: Token, how: str) -> Told | None:
    return next(((x, how) for x in verb.children if x.dep_ == "nsubj"), None)


def _under(below: Token, verb: Token) -> Token:
    """What hangs right under the verb and holds `below`."""
    token, seen = below, 0
    while token.head != verb and token.head != token and seen < 40:
        token, seen = token.head, seen + 1
    return token


def _somebody(named: Token) -> bool:
    """True for a name, or a noun for people or a body of people: no attack counts, nor do two more deaths."""
    dated = named.ent_type_ in ("DATE", "TIME", "CARDINAL", "GPE", "LOC")
    row = by_lemma(named.lemma_.lower()) or by_lemma(named.lower_)
    return not dated and (
        named.pos_ == "PROPN" or (row is not None and row.type in ("person", "group", "organisation"))
    )

"""What hangs on a word between commas, and what ends or stays: "the raid, if confirmed", "the ban will remain"."""

from __future__ import annotations

from onrecord.marks.events import grammar
from onrecord.marks.events.forms import Outcome, own_form
from onrecord.marks.events.grammar import children, lemma
from onrecord.marks.events.words import words_of
from onrecord.marks.words import Token

_BORNE_OUT = words_of("borne out")
_LET_THROUGH = words_of("let through")
_STAYING = words_of("stays as it is")
_HELD = words_of("held as it is")
_RUNNING_OUT = words_of("runs out")


def if_so(noun: Token) -> Outcome | None:
    """ "The raid, if confirmed, would be the first", "the sale, if approved, will make it the largest"."""
    verb = noun.head
    if noun.dep_ not in ("nsubj", "nsubjpass") or not any(a.tag_ == "MD" for a in grammar.own_aux(verb)):
        return None
    for clause in children(verb, "advcl"):
        mark = next((m for m in children(clause, "mark") if m.lower_ == "if"), None)
        if mark is None or clause.i > verb.i or clause.i != mark.i + 1 or children(clause, "nsubj", "nsubjpass"):
            continue
        if clause.lower_ in _BORNE_OUT:
            return Outcome("possible", "modality.tsv:if", (mark, clause))
        if clause.lower_ in _LET_THROUGH:
            return Outcome("planned", "parse:if let through", (mark, clause))
    return None


def stays_on(verb: Token, noun: Token) -> Outcome | None:
    """ "The truce is due to expire on Sunday", "the ban will remain in place": it is on while that is told."""
    if not grammar.definite(noun):
        return None
    own = own_form(verb, False)
    stays = lemma(verb) in _STAYING and own.how == "aux" and own.modality == "planned"
    held = (t for p in children(verb, "prep") if p.lower_ in ("in", "under") for t in children(p, "pobj"))
    if stays and any(lemma(t) in _HELD for t in held):
        return Outcome("ongoing", "parse:goes on", (verb,))
    if lemma(verb) != "be" or verb.tag_ not in ("VBZ", "VBP"):
        return None
    for word in children(verb, "acomp"):
        ends = next((c for c in children(word, "xcomp") if lemma(c) in _RUNNING_OUT), None)
        if ends is not None and word.lower_ in ("due", "set", "scheduled", "about"):
            return Outcome("ongoing", "parse:goes on", (ends,))
    return None

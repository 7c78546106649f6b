"""Whether a verb of any kind tells of a deed that somebody denies, asks for, threatens, plans or holds possible."""

from __future__ import annotations

from onrecord.marks.events import grammar
from onrecord.marks.events.clauses import of_verb
from onrecord.marks.events.words import words_of
from onrecord.marks.words import Token

_CLAUSES = frozenset(("xcomp", "ccomp", "pcomp", "conj", "ROOT"))
_ORDERS = words_of("orders")


def unreal(verb: Token, headline: bool) -> bool:
    """True for "declined to repaint it", "asked them to repaint it", "must repaint it", "did not repaint it".

    Not for "can repaint it", "worked to repaint it", "would repaint it": an ability, a purpose, a thought.
    """
    if verb.dep_ not in _CLAUSES and not grammar.infinitive(verb):
        return False
    found = of_verb(verb, headline)
    if found.how == "aux":
        return any(t.lower_ in _ORDERS for t in found.at)
    if found.how == "parse:neg":
        return grammar.tense(verb) == "past" and verb.dep_ != "conj"
    if not found.how.startswith("modality.tsv:") or not found.at:
        return False
    over = found.at[-1]
    if verb.dep_ in ("acl", "relcl") and over is not verb.head:
        return False  # "were denied a visa to enter it"
    if found.modality in ("requested", "threatened", "denied"):
        return True
    if found.modality == "possible":
        return verb.dep_ == "pcomp" and grammar.is_verb(over)  # "accused of repainting it"
    return found.modality == "planned" and grammar.is_verb(over)

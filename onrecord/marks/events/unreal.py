"""Whether a verb of any kind tells of a deed that somebody denies, asks for, threatens, plans or holds possible."""

from __future__ import annotations

from onrecord.marks.events import grammar, verb_form
from onrecord.marks.events.clauses import of_verb
from onrecord.marks.events.grammar import children, lemma
from onrecord.marks.events.tables import effect, light_verbs, nouns
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
    if lemma(verb) in light_verbs() and not _with_thing(verb):
        return False
    over = [effect("verb", lemma(verb), g) for g in ("object", *(c.lower_ for c in children(verb, "prt")))]
    if any(row is not None for row in over):
        return False  # "have not excluded a strike", "hopes to stave off a strike" tell of the strike
    found = of_verb(verb, headline)
    if found.how == "aux":
        return any(t.lower_ in _ORDERS for t in found.at)
    if found.how == "parse:neg":
        return verb_form.tense(verb) == "past" and verb.dep_ != "conj"
    if not found.how.startswith("modality.tsv:") or not found.at:
        return False
    word = found.at[-1]
    if verb.dep_ in ("acl", "relcl") and word is not verb.head:
        return False  # "a visa to enter it", of one who was denied it
    if lemma(word) == "deny" and grammar.infinitive(verb):
        return False  # "were denied visas to enter it"
    if found.modality in ("requested", "threatened", "denied"):
        return True
    if found.modality == "possible":
        return verb.dep_ == "pcomp" and grammar.is_verb(word)  # "accused of repainting it"
    return found.modality == "planned" and grammar.is_verb(word)


def _with_thing(verb: Token) -> bool:
    """True for "open a bridge", of a verb that mostly carries an event's noun: "open talks"."""
    what = children(verb, "dobj", "nsubjpass")
    if not what or children(verb, "prt"):
        return False
    below = [t for o in what for t in (o, *grammar.of_prep(o, "of"))]
    return not any(lemma(t) in nouns() or t.ent_type_ in grammar.TIME_LABELS for t in below)

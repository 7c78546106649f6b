"""What a word makes of what it governs, by its row of modality.tsv and at its place."""

from __future__ import annotations

from onrecord.marks.events import grammar, verb_form
from onrecord.marks.events.climb import Climb
from onrecord.marks.events.eager import kept_until
from onrecord.marks.events.forms import HAPPENED, REAL, Outcome, not_before
from onrecord.marks.events.grammar import children, lemma
from onrecord.marks.events.tables import SAME, Effect, effect
from onrecord.marks.events.words import words_of
from onrecord.marks.words import Token

YIELDING = words_of("yields")
ABSTAINING = words_of("abstains")


def applied(row: Effect, head: Token, up: Climb) -> Outcome:
    """What a row of modality.tsv for a governing word makes of what it governs, at this place."""
    no = verb_form.negation(head) or verb_form.neither(head)
    found = row.under(no is not None)
    if found == SAME:
        first = next(iter(grammar.own_aux(head)), head)  # "the law allows police to", "troops are allowed to"
        law = effect("verb", lemma(head), "law") if first.tag_ in ("VBZ", "VBP") and not up.headline else None
        law = law if lemma(first) != "have" else None
        if law is not None:
            return Outcome(law.modality, law.how, (head,))  # "the law allows police to detain"
        return up.inherit(head)
    evidence = (head,) if no is None else (no, head)
    if found in ("planned", "possible") and no is None and grammar.is_verb(head):
        above = up.of_verb(head)
        asked = above.modality == "requested" and lemma(head) in YIELDING  # "pressed him to agree to an inquiry"
        weaker = found == "planned" and (above.modality == "possible" or asked)
        if above.modality in ("denied", "hypothetical") or weaker:
            return above.also(head)  # "denied planning to attack", "accused of plotting to kill"
    if found == "requested" and no is None and lemma(head) == "require" and grammar.is_verb(head):
        above = up.of_verb(head)
        if above.modality == "hypothetical":
            return above.also(head)  # "the scheme would require the eviction of tenants"
    if no is not None and lemma(head) == "hesitate" and any(a.lower_ == "did" for a in grammar.own_aux(head)):
        return HAPPENED  # "did not hesitate to expel them"
    if found == "denied" and row.modality == "planned" and not_before(head):
        return Outcome("planned", row.how, evidence)  # "is not expected before spring"
    if found == "denied" and no is None and grammar.is_verb(head) and row.negated != SAME:
        above = up.of_verb(head)
        if above.modality == "denied":
            return Outcome(row.negated, row.how, (*above.at, head))  # "refused to rule out a strike"
        if above.modality == "requested" and lemma(head) in ABSTAINING:
            return above.also(head)  # "urged them to refrain from shelling it": that is what was asked
    if no is not None and no.lower_ == "nor" and lemma(head) == "deny":
        return Outcome("possible", row.how, evidence)  # "neither confirmed nor denied it"
    if found in REAL:
        if found == "ongoing" and no is None and kept_until(head):
            return HAPPENED  # "kept shelling it until Monday"
        if found == "happened" and row.negated == "ongoing" and no is None:
            real = up.of_verb(head).modality in ("happened", "historical")
            return Outcome("happened" if real else "ongoing", row.how, evidence)  # "told them to stop shelling it"
        above = up.of_verb(head) if no is None else HAPPENED
        if above.modality not in REAL or (above.modality == "historical" and found == "happened"):
            return above.also(head)
    return Outcome(found, row.how, evidence)


def by_adjective(adjective: Token, up: Climb) -> Outcome:
    """What an adjective makes of the clause under it: "likely to attack", "too weak to attack"."""
    row = effect("adj", lemma(adjective), "clause") or effect("adj", lemma(adjective), "all")
    verb = adjective.head
    no = verb_form.negation(verb) or verb_form.negation(adjective)
    too = next((c for c in children(adjective, "advmod") if c.lower_ == "too"), None)
    if too is not None and (row is None or row.modality == SAME):
        return Outcome("denied", "parse:too", (too,))  # "too weak to attack"
    if row is None and lemma(verb) == "be" and any(c.lower_ == "it" for c in children(verb, "nsubj", "expl")):
        return judged(verb, adjective, up)
    if row is None or row.modality == SAME:
        return Outcome("denied", "parse:neg", (no,)) if no is not None else up.inherit(verb)
    return Outcome(row.under(no is not None), row.how, (adjective,) if no is None else (no, adjective))


def judged(be: Token, word: Token, up: Climb) -> Outcome:
    """ "It is wrong to attack them", "it would be a mistake to": thought of; "it was wrong to attack them" is not."""
    told = up.inherit(be)
    would = next((a for a in grammar.own_aux(be) if a.lower_ in ("would", "'d")), None)
    if would is not None:
        return Outcome("hypothetical", "aux", (would, word))
    return Outcome("hypothetical", "parse:it is", (be, word)) if be.tag_ in ("VBZ", "VBP") else told

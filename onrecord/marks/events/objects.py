"""What a verb says of its object by a row of modality.tsv, and what is ended, called off or averted."""

from __future__ import annotations

from onrecord.marks.events import grammar, verb_form
from onrecord.marks.events.asides import rated
from onrecord.marks.events.beside_noun import aimed_at, indefinite
from onrecord.marks.events.clauses import of_verb
from onrecord.marks.events.forms import HAPPENED, REAL, Outcome
from onrecord.marks.events.grammar import children, lemma
from onrecord.marks.events.prospects import may_be_done, too_late
from onrecord.marks.events.realised import could_not
from onrecord.marks.events.tables import SPOKEN, Effect, classes, effect
from onrecord.marks.events.words import words_of
from onrecord.marks.words import Token

ENDED = frozenset(f"modality.tsv:{w}" for w in words_of("called off"))
_TRYING = frozenset(f"modality.tsv:{w}" for w in words_of("trying"))
_CONDITIONS = frozenset(f"modality.tsv:{w}" for w in words_of("condition of time"))
_FENDING = frozenset(f"modality.tsv:{w}" for w in words_of("fends off"))
_PREVENTING = words_of("prevents")
_HALTING = words_of("halts")
_RUNNING_OUT = words_of("runs out")
_BARGAINING = words_of("bargains")
_WITHOUT_NOTICE = frozenset("ASSAULT COERCE SANCTION DISASTER ACCIDENT".split())


def row_of_object(
    verb: Token, noun: Token, type_: str, headline: bool, depth: int
) -> tuple[Effect | None, Outcome | None]:
    """The row that speaks of a verb's object, or what is told of it in spite of the row."""
    if verb.lower_ in ("barring", "failing") and verb.dep_ in ("advcl", "prep") and not grammar.own_aux(verb):
        return None, Outcome("hypothetical", f"modality.tsv:{verb.lower_}", (verb,))  # "failing a truce"
    row = effect("verb", lemma(verb), "object")
    if lemma(verb) == "keep" and any(p.lower_ == "from" and children(p, "pcomp") for p in children(verb, "prep")):
        row = None  # "kept the fire from spreading"
    if row is not None and row.how == "modality.tsv:justify" and grammar.definite(noun):
        row = None  # "said the violence was justified"
    if row is not None and rated(verb, noun):
        row = None
    if row is not None and row.how == "modality.tsv:offer" and type_ == "SUPPORT":
        told = of_verb(verb, headline, depth + 1)
        return None, (HAPPENED if told.modality in REAL else told)  # "offered an apology"
    hurts = next(iter(children(verb, "xcomp")), None) if noun.dep_ == "nsubjpass" else None
    if hurts is not None and (lemma(hurts) in classes()["occur"].words | {"be"} or verb_form.passive(hurts)):
        hurts = None
    over = next((c for c in children(verb, "xcomp") if lemma(c) in _RUNNING_OUT), None)
    if row is not None and row.modality == "planned" and over is not None and grammar.definite(noun):
        return None, Outcome("ongoing", "parse:goes on", (over,))  # "the truce is set to expire"
    if lemma(verb) == "resist" and lemma(noun) == "arrest":
        row = None
    if lemma(verb) == "contain" and type_ in SPOKEN:
        row = None  # "a letter that may contain a threat"
    bargaining = of_verb(verb, headline, depth + 1) if lemma(verb) in _BARGAINING and indefinite(noun) else None
    if bargaining is not None and bargaining.how == "parse:progressive":
        return None, Outcome("possible", "parse:bargain", bargaining.at)  # "are negotiating a truce"
    counted = type_ == "OTHER" and lemma(noun) in words_of("toll")
    if row is not None and row.modality == "planned" and hurts is not None and (type_ in _WITHOUT_NOTICE or counted):
        if grammar.definite(noun):
            row = None  # "the attack is expected to hurt trade"
    if lemma(verb) == "require" and type_ == "AID" and verb.tag_ in ("VBD", "VBN"):
        row = None  # "required treatment"
    wanted = noun.dep_ == "nsubjpass" and not any(a.lower_ in ("will", "'ll") for a in grammar.own_aux(verb))
    if lemma(verb) == "need" and not wanted and (verb.tag_ not in ("VBZ", "VBP") or grammar.own_aux(verb)):
        row = None  # "he needed surgery" and had it
    for particle in children(verb, "prt"):  # "called off the march"
        row = effect("verb", lemma(verb), particle.lower_) or row
    return row, None


def ended_or_averted(row: Effect, verb: Token, noun: Token, headline: bool, depth: int) -> Outcome | None:
    """ "Stopped the attack", "averted a famine", "called off the march"; None where the row says no such thing."""
    if row.modality == "happened" and could_not(verb) and not may_be_done(noun):
        return HAPPENED  # "could not stop the strike"
    no = verb_form.negation(verb)
    perfect = any(a.lower_ in ("has", "have") for a in grammar.own_aux(verb))
    if row.modality == "happened" and no is not None and perfect:
        return Outcome(row.negated, row.how, (no, verb))  # "have not stopped the march"
    if row.modality == "happened":  # "stopped the attack", "a call to end the war": it was there to be ended
        told = of_verb(verb, headline, depth + 1)
        if may_be_done(noun) and grammar.infinitive(verb) and told.modality != "requested":
            return Outcome("possible", row.how, (verb,))  # "went to court to stop the demolition"
        if lemma(noun) in classes()["fought"].words and lemma(verb) in _HALTING and told == HAPPENED:
            return Outcome("denied", "parse:halted", (verb,))  # "a judge halted the deportation"
        once = grammar.definite(noun) and noun.tag_ == "NN" and lemma(noun) not in classes()["lasting"].words
        if told.how in _TRYING and once and verb.head.tag_ == "VBD":
            return HAPPENED  # "tried to end the attack"
        real = told.modality in ("happened", "historical") and not aimed_at(verb)
        return Outcome("happened" if real else "ongoing", row.how, (verb,))
    prevents = lemma(verb) in _PREVENTING or (row.how in _FENDING)
    if row.modality == "denied" and prevents and verb_form.negation(verb) is None:
        above = of_verb(verb, headline, depth + 1)
        if above.modality == "denied" or (grammar.definite(noun) and too_late(verb, above)):
            return HAPPENED  # "failed to prevent the attack", "the collision would have been avoided"
        meant = grammar.infinitive(verb) and verb.dep_ == "advcl" and grammar.is_verb(verb.head)
        meant = meant or (grammar.infinitive(verb) and lemma(verb.head) in words_of("means to"))
        if meant or above.how == "parse:present" or above.modality not in REAL:
            return Outcome("possible", row.how, (verb,))  # "to avert a famine": it may come yet
    if row.how == "modality.tsv:call" and lemma(noun) in words_of("under way search"):
        told = of_verb(verb, headline, depth + 1)
        return HAPPENED if told.modality in REAL else Outcome("ongoing", row.how, (verb,))  # "called off the search"
    if row.modality == "denied" and (row.how in ENDED or row.how == "modality.tsv:call"):
        above = of_verb(verb, headline, depth + 1)
        if above.modality in ("hypothetical", "possible") and above.how == "aux":
            return Outcome("planned", row.how, (verb,))  # "would call off the strike if"
        if above.modality in ("requested", "threatened") or above.how in _TRYING:
            on = grammar.definite(noun) and lemma(noun) in classes()["lasting"].words
            return Outcome("ongoing" if on else "planned", row.how, (verb,))  # "urged them to call off the visit"
        if above.how in _CONDITIONS and above.modality != "denied":
            on = grammar.definite(noun) and lemma(noun) in classes()["lasting"].words
            return Outcome("ongoing" if on else "planned", row.how, (verb,))  # "until the strike is called off"
    return None

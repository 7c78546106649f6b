"""Whether what a noun tells came about: from its modifiers and the words that govern its phrase."""

from __future__ import annotations

from dataclasses import replace

from onrecord.marks.events import grammar, verb_form
from onrecord.marks.events.background import deed_of_old
from onrecord.marks.events.beside import refutation
from onrecord.marks.events.beside_noun import (
    abiding,
    along_with,
    any_of,
    came_about,
    held_already,
    indefinite,
    listed_with,
    penalty,
)
from onrecord.marks.events.clauses import climbing, of_verb
from onrecord.marks.events.eager import likely_so
from onrecord.marks.events.forms import DAYS, DEPTH, HAPPENED, REAL, Outcome, willed
from onrecord.marks.events.frame import Frame
from onrecord.marks.events.governing import applied
from onrecord.marks.events.grammar import children, lemma
from onrecord.marks.events.headlines import headed
from onrecord.marks.events.if_so import if_so
from onrecord.marks.events.lasting import lasts, perfect, would_have_been
from onrecord.marks.events.modifiers import by_modifier, shared
from onrecord.marks.events.objects import ENDED
from onrecord.marks.events.passed_over import reported_apart
from onrecord.marks.events.prep_over import by_prep, under_prep_of_verb
from onrecord.marks.events.prospects import a_condition, grown, made_so, said_by, what_may_be, would_back
from onrecord.marks.events.realised import fulfilled
from onrecord.marks.events.slot_words import THROUGH, THROUGH_COMPOUND
from onrecord.marks.events.tables import SAME, SPOKEN, classes, effect
from onrecord.marks.events.to_come import bargain, fought, partaken
from onrecord.marks.events.under_noun import undone
from onrecord.marks.events.untrue import hoax
from onrecord.marks.events.verb_over import APPOINTED, THOUGHT, of_object, of_subject
from onrecord.marks.events.words import words_of
from onrecord.marks.words import Token

_ARRESTED = frozenset(f"modality.tsv:{w}" for w in words_of("arrested"))
_PROVING = words_of("proves")
_UNTRUE = frozenset(f"modality.tsv:{w}" for w in words_of("fake"))
_LOOKED_AT = frozenset(f"modality.tsv:{w}" for w in words_of("looked at"))
_TOLD_OF = frozenset(f"modality.tsv:{w}" for w in words_of("talked of"))
_SUSPECTED = frozenset(f"modality.tsv:{w}" for w in words_of("suspected"))
_PROSECUTED = _SUSPECTED | frozenset(f"modality.tsv:{w}" for w in words_of("prosecution"))
_AGAINST = frozenset(f"modality.tsv:{w}" for w in words_of("against it"))
_MONEY = words_of("sum")
_DOUBTED = frozenset(f"modality.tsv:{w}" for w in words_of("doubted"))
_ENDS = frozenset(f"modality.tsv:{w}" for w in words_of("end of"))
_VOTES = frozenset(f"modality.tsv:{w}" for w in words_of("vote in"))
_CHARGES = frozenset(f"modality.tsv:{w}" for w in words_of("charge"))
_STARTS = words_of("start of")
_LOOKS_INTO = words_of("looks into")
_OF = words_of("of what")


def of_noun(frame: Frame, default: str, type_: str = "") -> Outcome:
    """The modality of what a noun tells; `default` where nothing around it says."""
    noun = frame.token
    no = verb_form.negation(noun)
    if no is not None:
        return Outcome("denied", "parse:neg", (no,))
    case = noun.head.head if noun.dep_ == "pobj" and noun.head.lower_ == "of" else noun
    if lemma(case) in ("case", "event") and case.dep_ == "pobj" and case.head.lower_ == "in" and indefinite(noun):
        if case.i == case.head.i + 1 or children(case, "det"):
            return Outcome("hypothetical", f"modality.tsv:{lemma(case)}", (case,))  # "in case of an attempted raid"
    found = by_modifier(noun) or reported_apart(noun) or shared(noun) or (headed(noun) if frame.headline else None)
    found = found or (if_so(noun) if type_ not in SPOKEN else None)
    if found is not None and found.how in _UNTRUE and type_ in SPOKEN:
        found = None  # "false allegations": they were made
    if found is not None and found.modality in ("planned", "threatened") and came_about(noun):
        found = None  # "the expected protests passed off peacefully"
    if found is not None:
        gone = undone(noun, climbing()) if found.modality in ("planned", "possible") else None
        return gone or found  # "cancelled the planned rally"
    untrue = hoax(noun) if noun.dep_ in ("nsubj", "nsubjpass") else None
    if untrue is not None and type_ not in SPOKEN:
        return untrue
    old = deed_of_old(noun)
    if old is not None:
        return Outcome("historical", "parse:background", (old,))
    default = default or abiding(noun)
    if default == "ongoing" and held_already(noun):
        default = ""  # "an initial inquiry revealed that"
    if default == "ongoing" and any(lemma(c) == "recent" for c in children(noun, "amod")):
        default = ""  # "the recent outbreak"
    shown = (noun.head,) if default == "possible" else ()  # "is presumed dead"
    base = Outcome(default, "nouns.tsv", shown) if default else HAPPENED
    first = noun.head if noun.dep_ == "conj" else noun  # "throughout the inquiry and trial"
    if default == "ongoing" and first.dep_ == "pobj" and first.head.lower_ in ("during", "after", "throughout"):
        base = HAPPENED  # "during the siege", "after the war"
    above = penalty(noun, default, type_) or _above_noun(noun, frame, 0, type_)
    if above is not None and willed(above):
        above = any_of(noun) or above  # "any attack will be met with force"
    if above is None and default == "ongoing":
        above = would_back(noun)
    if above is None or (above.modality == "happened" and not above.at):
        coming = partaken(noun, frame.headline) if base == HAPPENED and type_ in APPOINTED | {"RETREAT"} else None
        return any_of(noun) or coming or fought(noun) or base
    over = noun.head
    if above.modality in ("possible", "hypothetical") and noun.dep_ == "dobj" and lemma(over) in ("win", "lose"):
        if grammar.definite(noun) and lemma(noun) in classes()["convened"].words:
            return Outcome("planned", "parse:partaking", above.at)  # "hopes to win the election"
    if default == "ongoing" and above.modality == "denied" and above.how in ENDED:
        return replace(above, modality="happened")  # "the inquiry was shelved", "scrapped the ban": there was one
    known = noun.dep_ == "pobj" and noun.head.lower_ in ("in", "over") and above.how in _SUSPECTED
    prosecuted = noun.dep_ == "pobj" and noun.head.lower_ in ("in", "over", "for") and above.how in _PROSECUTED
    if prosecuted and type_ == "OTHER" and grammar.definite(noun):
        return base  # "murder charges for the deaths of": they died
    if (above.how in _ARRESTED or known) and (grammar.definite(noun) or type_ == "PROTEST"):
        return base  # "held over the killing", "arrested for taking part in protests"
    if above.how == "modality.tsv:ready" and type_ in ("ASSAULT", "DISASTER", "ACCIDENT") and indefinite(noun):
        return replace(above, modality="possible")  # "are ready for an attack"
    held = ("ACCIDENT", "DISASTER", "ASSAULT") if above.how in _TOLD_OF else ("ACCIDENT", "DISASTER")
    if above.how in _LOOKED_AT and grammar.definite(noun) and type_ in held:
        return base  # "are studying the collision", "debated the flood", "will discuss the attack"
    if above.how in _AGAINST and grammar.definite(noun) and lemma(noun) in classes()["lasting"].words:
        return base  # "opposed the war"
    recent = grammar.definite(noun) or any(lemma(c) == "recent" for c in children(noun, "amod"))
    if above.modality == "possible" and above.how == "aux" and recent and noun.dep_ in ("nsubj", "nsubjpass"):
        if type_ in ("DISASTER", "ACCIDENT") and any(lemma(a) == "have" for a in grammar.own_aux(noun.head)):
            return base  # "the outbreak may have been caused by"
    if above.modality == "possible" and above.how in THOUGHT and grammar.definite(noun):
        if noun.dep_ in ("nsubj", "nsubjpass") and type_ in ("ASSAULT", "DISASTER", "ACCIDENT"):
            return base  # "is believed to have been the work of": there it is
    if type_ == "ASSAULT" and above.how == "modality.tsv:order" and grammar.definite(noun):
        return base  # "accused of ordering the massacre": it is known
    kept = noun.dep_ == "dobj" and lemma(noun.head) in ("deny", "refuse") and indefinite(noun)
    if type_ == "CONCEDE" and above.modality == "denied" and kept:
        return above  # "was denied a pardon"
    if type_ in SPOKEN and above.how in _UNTRUE:
        return base
    if type_ in SPOKEN and noun.dep_ == "dobj" and lemma(noun.head) in _PROVING:
        return base  # "found nothing to substantiate the allegations"
    if type_ in SPOKEN and (above.how in _DOUBTED or _answered(noun, frame, above)):
        return base  # a request that is rejected or will be met was made
    return above


def _answered(noun: Token, frame: Frame, above: Outcome) -> bool:
    """True for "agrees to their demands", which were made whatever comes of them; not for "will make demands"."""
    if lemma(noun) in classes()["deeds"].words:
        return False  # "is expected to back the ratification"
    return frame.light is None and grammar.definite(noun) and above.modality in ("planned", "possible", "hypothetical")


def _above_noun(noun: Token, frame: Frame, depth: int, type_: str = "") -> Outcome | None:
    head = noun.head
    if depth > DEPTH or head == noun:
        return None
    if noun.dep_ in ("compound", "nmod") and lemma(head) in THROUGH_COMPOUND:
        return _above_noun(head, Frame(head, frame.headline), depth + 1)
    if noun.dep_ in ("compound", "nmod"):  # "invasion plans"
        proven = _proven(head, frame.headline)
        if proven is not None:
            return proven  # "convicted of two assault charges"
        row = effect("noun", lemma(head), "all") if lemma(head) not in ("case", "event") else None
        row = row or effect("noun", lemma(head), "compound")  # "a murder suspect"
        if row is not None and row.modality == "planned" and head.dep_ == "dobj":
            weighed = _above_noun(head, Frame(head, frame.headline), depth + 1)
            if weighed is not None and weighed.modality in ("possible", "hypothetical", "denied"):
                return weighed  # "is considering a rescue plan"
        return Outcome(row.modality, row.how, (head,)) if row is not None and row.modality != SAME else None
    if noun.dep_ == "conj":
        along = along_with(noun)
        if along is not None:
            return along
    if noun.dep_ == "pobj" and head.lower_ == "by" and head.nbor(1).text == "-" and grammar.is_verb(head.head):
        return of_object(head.head, noun, frame, depth, type_)  # "a by-election", read as "by" it
    if noun.dep_ in ("conj", "appos"):
        near = listed_with(noun)
        if near is not None:
            return _above_noun(near, frame, depth + 1)
    if noun.dep_ == "conj" or (noun.dep_ == "appos" and head.pos_ == "NOUN" and indefinite(noun)):
        return _above_noun(head, frame, depth + 1)
    if noun.dep_ == "xcomp" and grammar.infinitive(noun):  # "had been due to attack", read as a noun
        return of_verb(noun, frame.headline, depth + 1)
    if noun.dep_ in ("pobj", "pcomp"):
        return _noun_under_prep(noun, frame, depth, type_)
    price = (a_condition(noun) or made_so(noun)) if noun.dep_ == "nsubj" else None
    if price is not None or not grammar.is_verb(head):
        return price
    unreal = would_have_been(noun, head) if noun.dep_ == "nsubj" else None
    if unreal is not None:
        return unreal
    if noun.dep_ in ("dobj", "nsubjpass", "oprd", "attr", "acomp") or (
        noun.dep_ == "nsubj" and verb_form.passive(head, frame.headline)
    ):
        return of_object(head, noun, frame, depth, type_)
    if noun.dep_ == "nsubj":
        return of_subject(head, noun, frame, depth, type_)
    return None


def _proven(charge: Token, headline: bool) -> Outcome | None:
    """ "Convicted of two counts of murder": what the court found is no mere charge."""
    if lemma(charge) not in ("count", "charge") or charge.dep_ != "pobj":
        return None
    above = charge.head.head
    if lemma(above) == "guilty" and verb_form.negation(above) is None and above.i and above.nbor(-1).lower_ != "not":
        return Outcome("happened", "modality.tsv:guilty", (above,))  # "pleaded guilty to fraud charges"
    verb = above.head if above.dep_ == "dobj" else above  # "convicted a man of two counts of"
    if not grammar.is_verb(verb):
        return None
    row = effect("verb", lemma(verb), str(charge.head.lower_))
    if row is None or row.modality != "happened":
        return None
    return applied(row, verb, climbing(headline))


def _noun_under_prep(noun: Token, frame: Frame, depth: int, type_: str) -> Outcome | None:
    prep = noun.head
    told = by_prep(noun, prep, frame)
    if told is not None:
        return told
    above = prep.head
    if prep.dep_ == "conj" and above.dep_ == "prep":
        above = above.head  # "called for a truce and for an inquiry"
    if lemma(above) in ("exchange", "return") and above.dep_ == "pobj" and prep.lower_ == "for":
        verb = above.head.head
        deal = of_verb(verb, frame.headline, depth + 1) if grammar.is_verb(verb) else HAPPENED
        if deal.modality not in REAL and indefinite(noun):
            return deal.also(above)  # "offered to talk in return for a ransom"
        held_out = bargain(noun, above)
        if held_out is not None:
            return held_out
    if above.lower_ == "each" and above.i:  # "one count each of murder and theft"
        above = above.head if above.head != above else above
    if prep.lower_ == "in" and type_ == "AID" and prep.i and lemma(prep.nbor(-1)) in _MONEY:
        above = prep.nbor(-1)  # "asked for nine million dollars in aid"
    if grammar.is_verb(above):
        return under_prep_of_verb(noun, prep, above, frame, depth, type_)
    if above.pos_ == "ADJ" and above.dep_ == "acomp" and grammar.is_verb(above.head):
        return grown(above.head, prep, of_verb(above.head, frame.headline, depth + 1))  # "hopes are high for a truce"
    return _under_noun(noun, prep, above, frame, depth)


def _under_noun(noun: Token, prep: Token, above: Token, frame: Frame, depth: int) -> Outcome | None:
    above = said_by(above, prep)
    if above.pos_ not in ("NOUN", "PROPN", "NUM"):
        return None
    if prep.lower_ == "of" and above.dep_ == "attr" and lemma(above) in words_of("outcome") and indefinite(noun):
        cause = likely_so(above.head) or of_verb(above.head, frame.headline, depth + 1)
        return cause if cause.modality not in REAL else None  # "was probably the result of a fire"
    if prep.lower_ == "of" and lemma(above) in words_of("brings in"):
        brought = _above_noun(above, Frame(above, frame.headline), depth + 1)
        if brought is not None and brought.modality not in REAL:
            return brought  # "is considering the imposition of a curfew"
    if prep.lower_ == "as" and prep.i and prep.nbor(-1).lower_ == "such" and indefinite(noun):
        whole = _above_noun(above, Frame(above, frame.headline), depth + 1)
        return whole if whole is not None and whole.modality not in REAL else None  # "caused by things such as a fire"
    if above.lower_ in DAYS and prep.lower_ == "of" and above.dep_ == "pobj" and above.head.head.pos_ == "NOUN":
        above = above.head.head  # "charges on Friday of theft": the phrase is not that of the day
    called = grammar.common(above)
    row = effect("noun", called, str(prep.lower_)) or effect("noun", called, "phrase")
    if row is None and above.dep_ == "dobj" and above.pos_ == "PROPN" and prep.lower_ in ("of", "with"):
        governed = effect("verb", lemma(above.head), str(prep.lower_))  # "warned Togo of curbs"
        if governed is not None and governed.modality not in (*REAL, SAME):
            return applied(governed, above.head, climbing(frame.headline, depth))
    kept = fulfilled(above) if row is not None else None
    if kept is not None:
        done = of_verb(kept, frame.headline, depth + 1)
        return HAPPENED if done.how == "parse:present" else done  # "carried out its threat of a strike"
    if lemma(above) in ("case", "event") and (above.dep_ != "pobj" or above.head.lower_ != "in"):
        row = None  # "a case of arson"
    if prep.lower_ == "against" and row is not None and row.modality == "requested":
        row = None  # "an appeal against the ruling", "a petition against the closure"
    if (
        lemma(above) in ("opposition", "objection")
        and grammar.definite(noun)
        and lemma(noun) in classes()["lasting"].words
    ):
        row = None  # "opposition to the war"
    no = verb_form.negation(above)
    if no is not None and prep.lower_ == "of" and lemma(above) in THROUGH | {"case", "instance"} and indefinite(noun):
        return Outcome("denied", "parse:neg", (no, above))  # "no case of arson"
    proven = _proven(above, frame.headline) if row is not None else None
    if proven is not None:
        return proven
    if row is not None and row.how in _ENDS and prep.lower_ in ("of", "to", "in"):
        over = _above_noun(above, Frame(above, frame.headline), depth + 1)
        if over is not None and over.modality not in REAL:
            return Outcome("ongoing", row.how, (above,))  # "demanded an end to the fighting"
    begun = above.head.lower_ == "since" and grammar.is_verb(above.head.head) and prep.lower_ == "of"
    if begun and lemma(above) in _STARTS and perfect(above.head.head):
        return Outcome("ongoing", "parse:since", (above.head, above))  # "has been shut since the start of the strike"
    looked = row is not None and lemma(above) in _LOOKS_INTO and grammar.definite(noun) and prep.lower_ != "for"
    if looked and refutation(above) is None:
        row = None  # "an inquiry into the attack": there was one
    if row is not None and row.how in _VOTES and prep.lower_ == "in":
        return _above_noun(above, Frame(above, frame.headline), depth + 1)  # "will have a vote in each referendum"
    refuted = refutation(above) if row is not None and row.modality == "possible" else None
    if refuted is not None and prep.lower_ in _OF:
        return refuted
    gone = undone(above, climbing()) if row is not None and row.modality in ("planned", "possible") else None
    if gone is not None and prep.lower_ in _OF:
        return gone
    named = row is not None and prep.lower_ in row.governs
    named = named or (row is not None and prep.lower_ == "including" and row.how in _CHARGES)
    if row is not None and row.under(no is not None) != SAME and (prep.lower_ in _OF or (named and indefinite(noun))):
        return Outcome(row.under(no is not None), row.how, (above,) if no is None else (no, above))
    may = what_may_be(noun, prep, above, frame.headline)
    if may is not None:
        return may
    counts = lemma(above) in THROUGH or (lemma(above) in classes()["measure"].words and indefinite(noun))
    by_name = grammar.is_time(above) and grammar.definite(noun) and above.head.lower_ in ("on", "during")
    money = prep.lower_ == "in" and lemma(above) in _MONEY
    if (
        (prep.lower_ == "of" or money)
        and (counts or money)
        and not by_name
        and not (lemma(above) == "scene" and grammar.definite(noun))
    ):
        told = by_modifier(above) or _above_noun(above, Frame(above, frame.headline), depth + 1)
        verb = above.head
        swept = told is None and above.dep_ == "nsubj" and grammar.is_verb(verb) and not grammar.is_time(above)
        if swept:  # "a wave of protests is sweeping the land"
            told = lasts(verb, noun, of_verb(verb, frame.headline, depth + 1), frame.headline)
        return told
    return None

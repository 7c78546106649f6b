"""What a preposition over a noun says of what the noun tells, with the word before it: "without", "accused of"."""

from __future__ import annotations

from onrecord.marks.events import grammar
from onrecord.marks.events.beside import before, by_quality, never_without, not_by, without_so_much
from onrecord.marks.events.beside_clause import MOTION
from onrecord.marks.events.beside_noun import any_of, indefinite, named_before, no_more, nothing_to_do, unknown
from onrecord.marks.events.clauses import climbing, of_verb
from onrecord.marks.events.eager import coped_with, voted_for
from onrecord.marks.events.forms import HAPPENED, REAL, YEARS, Outcome, willed
from onrecord.marks.events.frame import Frame
from onrecord.marks.events.governing import applied
from onrecord.marks.events.grammar import children, lemma
from onrecord.marks.events.lasting import borne
from onrecord.marks.events.prospects import grown, may_be_done, too_late
from onrecord.marks.events.slot_words import THROUGH
from onrecord.marks.events.standing import is_on
from onrecord.marks.events.tables import SAME, classes, effect
from onrecord.marks.events.to_come import is_to_come, tells_of_now, undated, undecided
from onrecord.marks.events.words import words_of
from onrecord.marks.words import Token

_TAKING = words_of("takes to")
_FAVOUR = frozenset(("modality.tsv:favour", "modality.tsv:favor"))
_DYING = words_of("dies")


def _put(prep: Token, frame: Frame) -> bool:
    """True for "was placed under arrest", "came under attack": the verb tells when, and whether."""
    return frame.light is not None or (grammar.is_verb(prep.head) and lemma(prep.head) in words_of("puts under"))


def by_prep(noun: Token, prep: Token, frame: Frame) -> Outcome | None:
    """What the preposition and the word before it say: "without", "ahead of", "vulnerable to"."""
    if prep.lower_ in ("after", "since"):
        over = prep.head
        spans = (*children(prep, "npadvmod"), over, *children(over, "dobj", "attr"))
        ago = next((c for c in spans if lemma(c) in YEARS and c.i < prep.i), None)
        if ago is not None:  # "two years after the war"
            return Outcome("historical", "parse:long ago", (ago,))
    if is_on(noun, prep):
        return Outcome("ongoing", "parse:is on", (prep,))  # "prisoners on hunger strike"
    row = effect("prep", prep.lower_, "all")
    over = prep.head
    if prep.lower_ == "without" and grammar.definite(noun) and grammar.is_verb(over) and not may_be_done(noun):
        if too_late(over, of_verb(over, frame.headline, 1)):
            return HAPPENED  # "without the airlift, the town would have starved"
    if row is not None and never_without(prep):
        return HAPPENED
    least = without_so_much(prep) if row is None else None
    if least is not None:
        return least
    if row is not None and prep.lower_ == "under" and _put(prep, frame):
        row = None
    gone = no_more(prep) if row is not None and row.modality == "ongoing" else None
    if gone is not None:
        return Outcome("denied", "parse:neg", (gone,))
    if row is not None:
        return Outcome(row.modality, row.how, (prep,))
    if prep.lower_ in ("despite", "notwithstanding") and lemma(noun) in classes()["lasting"].words | THROUGH:
        return Outcome("ongoing", "parse:despite", (prep,))
    instead = before(prep)
    barely = instead is not None and instead.how == "modality.tsv:short"
    if instead is not None and (instead.modality == "denied" or barely) and indefinite(noun):
        return instead  # "instead of an apology", "nothing short of an invasion"
    if instead is not None and instead.how in _FAVOUR and voted_for(prep):
        return Outcome("planned", instead.how, instead.at)  # "voted in favour of the ban"
    sought = instead is not None and instead.modality == "possible" and (indefinite(noun) or may_be_done(noun))
    if instead is not None and (sought or instead.modality == "planned" or (prep.lower_ == "to" and indefinite(noun))):
        return instead  # "ahead of the vote", "close to a deal"
    if prep.lower_ in ("before", "until", "till") and any_of(noun) is None and is_to_come(prep.head, frame.headline):
        return Outcome("planned", "parse:before", (prep,))  # "is in jail until her trial"
    quality = not_by(prep) or by_quality(prep)
    open_still = may_be_done(noun) or lemma(noun) in classes()["deeds"].words
    if quality is not None and (unknown(noun) or open_still or quality.modality == "planned"):
        return quality
    nothing = nothing_to_do(prep)
    return None if nothing is None else Outcome("denied", "parse:nothing to do with", (nothing,))


def under_prep_of_verb(noun: Token, prep: Token, above: Token, frame: Frame, depth: int, type_: str) -> Outcome | None:
    """What a verb says of what stands under its preposition; None where it says nothing."""
    row = effect("verb", lemma(above), str(prep.lower_))
    if row is None and prep.lower_ == "to":
        row = effect("verb", lemma(above), "clause")  # "threatened to attack", read as a noun
    spoken = row is not None and row.how in ("modality.tsv:talk", "modality.tsv:think")
    if spoken and grammar.definite(noun) and not may_be_done(noun):
        return None  # "talked about the attack"
    if row is not None:
        told = applied(row, above, climbing(frame.headline, depth))
        known = row.modality == SAME or (prep.lower_ == "against" and lemma(noun) in classes()["lasting"].words)
        if known and told.modality == "denied" and grammar.definite(noun):
            return None  # "no group has been blamed for the blast", "voted against the war": there was one
        return told
    if prep.lower_ == "with" and lemma(above) in words_of("goes on with"):
        on = next((c for c in children(above, "prt", "advmod", "prep") if c.lower_ == "on" and c.i < prep.i), None)
        told = of_verb(above, frame.headline, depth + 1)
        if told.modality in REAL and (on is not None or lemma(above) in ("continue", "persist")):
            return Outcome("ongoing", "parse:goes on", (above, on or prep))  # "carry on with their strike"
    near = (borne(above, noun, frame.headline) if prep.lower_ == "from" else None) or named_before(prep, above)
    if near is not None and near.modality == "hypothetical" and lemma(noun) in classes()["lasting"].words:
        near = None  # "voiced opposition to the war"
    if near is not None:
        return near
    found = of_verb(above, frame.headline, depth + 1)
    grew = grown(above, prep, found) or undated(above, prep) or undecided(above, prep)
    if grew is not None:
        return grew
    if (
        lemma(above) in ("be", "remain", "stay")
        and prep.lower_ in ("on", "under", "at", "in")
        and (tells_of_now(above, found) or (willed(found) and lemma(above) != "be"))  # "will remain in jail"
    ):
        return Outcome("ongoing", "parse:is on", (above,))  # "is on strike", "have been on strike"
    if frame.light is not None or prep.lower_ == "under":
        return HAPPENED if found.how == "parse:present" else found
    if prep.lower_ == "for" and indefinite(noun) and lemma(above) in _TAKING and found.modality in REAL:
        return Outcome("planned", "parse:purpose", (above, prep))  # "was sent to a laboratory for tests"
    sent = lemma(above) in MOTION | _TAKING and prep.lower_ == "for" and indefinite(noun)
    if sent and found.modality in ("planned", "possible", "requested", "hypothetical"):
        return found  # "is to fly to the capital for talks"
    if found.modality in REAL or (found.modality == "denied" and coped_with(above, prep)):
        return None
    shields = lemma(above) in classes()["shielding"].words and prep.lower_ in ("from", "against")
    if indefinite(noun) and shields and found.modality != "possible":
        return Outcome("hypothetical", "parse:shielded", (above,))  # "will protect them from attacks"
    if prep.lower_ in ("at", "during") and found.modality == "planned" and (indefinite(noun) or type_ == "CONSULT"):
        return found  # "will speak at a rally"
    if prep.lower_ == "during" and found.modality in ("possible", "hypothetical") and indefinite(noun):
        return found  # "could be used during an outbreak"
    entered = lemma(above) in classes()["enter"].words and indefinite(noun) and prep.lower_ not in ("after", "since")
    if entered or lemma(above) in classes()["helping"].words:
        return found  # "threatened to go on strike", "asked to help in their release"
    if (
        prep.lower_ in ("through", "by", "via", "with")
        and indefinite(noun)
        and (prep.lower_ in ("through", "via") or lemma(above) not in classes()["bring"].words)
    ):
        if found.modality in ("possible", "threatened") or (found.modality == "denied" and prep.lower_ == "with"):
            return found  # "may end through a settlement", "did not go through with a request"
        return Outcome("hypothetical", "parse:means", (*found.at, prep))  # "will not be solved through an invasion"
    caused = lemma(above) in classes()["bring"].words
    if prep.lower_ in ("from", "of") and lemma(above) in _DYING and indefinite(noun) and found.modality == "possible":
        return found  # "may have died of poisoning"
    harmed = prep.lower_ == "in" and lemma(above) in classes()["kill"].words | classes()["die"].words
    if prep.lower_ in ("to", "in", "into", "by") and (
        caused or (prep.lower_ != "by" and indefinite(noun) and not harmed)
    ):
        return found  # "could lead to protests", "may be caused by an attack"
    return None

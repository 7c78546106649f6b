"""What the words that hang on a noun say of what it tells: "a planned march", "the talks next week"."""

from __future__ import annotations

from onrecord.marks.events import grammar, verb_form
from onrecord.marks.events.asides import lit
from onrecord.marks.events.beside_noun import would_be
from onrecord.marks.events.forms import DAYS, Outcome, own_form, willed
from onrecord.marks.events.grammar import children, lemma
from onrecord.marks.events.lasting import aged
from onrecord.marks.events.tables import SAME, Effect, effect
from onrecord.marks.events.words import words_of
from onrecord.marks.words import Token

_ARRANGED = words_of("arranged")
_HELD = words_of("is held")


def _joined(first: Token) -> Effect | None:
    """The row of a word of two parts, by its first: "a hoped-for thaw"."""
    if first.i + 2 >= len(first.doc) or first.nbor(1).text != "-":
        return None
    return effect("adj", f"{first.lower_}-{first.nbor(2).lower_}", "all")


def by_modifier(noun: Token) -> Outcome | None:
    """ "A planned march", "talks next week", "a strike called for Monday"; None where nothing tells."""
    would = would_be(noun)
    if would is not None:
        return would
    for child in grammar.before(noun):
        if child.dep_ in ("amod", "compound", "advmod", "nmod"):
            row = effect("adj", lemma(child), "all") or effect("adj", child.lower_, "all") or _joined(child)
            if row is not None and not (child.lower_ == "reported" and children(noun, "nummod")):
                return Outcome(row.modality, row.how, (child,))  # "103 reported deaths" is a count
    for child in children(noun, "acl"):  # "the meeting set to take place", "an attack planned for May"
        row = effect("verb", lemma(child), "clause") or effect("adj", child.lower_, "clause")
        if grammar.own_aux(child) or children(child, "mark", "nsubj", "nsubjpass"):
            continue  # "outrage that he had escaped"
        if lemma(child) in _ARRANGED or lit(child) or (child.lower_ == "reported" and not children(child, "xcomp")):
            continue  # "a seminar organised by", "an offensive aimed at"
        if row is not None and row.modality == "requested" and child.nbor(-1).is_punct:
            continue  # "her resignation, demanded for months, was announced"
        if child.tag_ == "VBN" and row is not None and row.modality != SAME:
            return Outcome(row.modality, row.how, (child,))
    after = noun.doc[noun.i + 1] if noun.i + 1 < len(noun.doc) else noun
    if after.lower_ == "next" and after != noun:
        return Outcome("planned", "parse:next", (after,))
    for child in children(noun, "relcl"):  # "the vote, which will be held in May"
        told = own_form(child, False) if lemma(child) in _HELD and children(child, "nsubj", "nsubjpass") else None
        if (
            told is not None
            and (willed(told) or told.how == "parse:appointed")
            and children(child, "nsubj", "nsubjpass")[0].tag_ == "WDT"
        ):
            return told
        if told is None and child.tag_ == "VBN" and any(a.lower_ in ("is", "are") for a in grammar.own_aux(child)):
            row = effect("verb", lemma(child), "clause")  # "charges that are expected on Friday"
            if row is not None and row.modality == "planned" and verb_form.negation(child) is None:
                if any(t.tag_ == "WDT" for t in children(child, "nsubjpass")):
                    return Outcome("planned", row.how, (child,))
    old = aged(noun)
    if old is not None:
        return old
    for prep in [*children(noun, "prep"), *(children(noun.head, "prep") if noun.dep_ in ("dobj", "nsubjpass") else [])]:
        day = next((t for t in children(prep, "pobj") if t.lower_ in DAYS), None) if prep.lower_ == "for" else None
        if day is not None and prep.i > noun.i:
            return Outcome("planned", "parse:appointed", (day,))  # "called a strike for Monday"
    fixed = noun.head if noun.dep_ == "nsubj" and noun.head.tag_ == "VBD" and not children(noun.head, "dobj") else None
    row = effect("verb", lemma(fixed), "clause") if fixed is not None and fixed.i == noun.i + 1 else None
    if row is not None and row.modality == "planned" and fixed is not None:  # "talks promised for May have", misread
        day = next((t for t in grammar.of_prep(fixed, "for") if t.lower_ in DAYS), None)
        if day is not None:
            return Outcome("planned", "parse:appointed", (day,))
    over = noun.head if noun.dep_ == "dobj" and lemma(noun.head) in ("announce", "unveil", "outline") else noun
    for prep in [p for word in (noun, over) for p in children(word, "prep") if p.i > noun.i]:
        ahead = [c for t in children(prep, "pobj") for c in children(t, "amod") if c.lower_ in ("next", "coming")]
        if ahead and over is not noun and prep.lower_ in ("over", "in", "within", "during", "by"):
            return Outcome("planned", "parse:next", (ahead[0],))  # "announced 200 layoffs over the next two years"
    for child in grammar.kids(noun):  # "talks next week", "tomorrow's vote"
        if child.dep_ in ("npadvmod", "poss", "nmod", "compound"):
            words = [g.lower_ for g in grammar.kids(child)]  # not "a second protest the next night"
            if ("next" in words and "the" not in words) or child.lower_ == "tomorrow":
                return Outcome("planned", "parse:next", (child,))
    return None


def shared(noun: Token) -> Outcome | None:
    """What a word before the first of several says of the others too: "future leaks and attacks"."""
    if noun.dep_ != "conj" or any(c.dep_ != "cc" for c in grammar.before(noun)):
        return None
    first = noun
    while first.dep_ == "conj" and first.head.pos_ == "NOUN":
        first = first.head
    if first is noun:
        return None
    for child in grammar.before(first):
        row = effect("adj", lemma(child), "all") if child.dep_ == "amod" else None
        if row is not None:
            return Outcome(row.modality, row.how, (child,))
    return None

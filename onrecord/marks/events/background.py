"""What is told as background: an earlier episode, by the words beside the verb or noun that tells it.

"Had been arrested twice before", "as a teenager", "when she was mayor", "is serving a term for the murder of". What a
date makes of it is told in `days.py`.
"""

from __future__ import annotations

from onrecord.marks.events import grammar, verb_form
from onrecord.marks.events.grammar import children, lemma
from onrecord.marks.events.words import words_of
from onrecord.marks.words import Token

AGO = words_of("earlier")
_YEARS = words_of("years")
_TIMES = words_of("counted times")
_YOUTH = words_of("youth")
_STAGES = words_of("stage of life")
_POSTS = words_of("post once held")
_ERAS = words_of("time gone by")
_GONE = words_of("gone by")
_TERMS = words_of("term to serve")
_SERVING = words_of("serves")
_JUDGED = words_of("sentenced")
_PRISON = words_of("prison")
_RECORD = words_of("on the record")
_SEASONS = words_of("season")
_LEADS = frozenset(("as", "in", "during", "under", "throughout", "before", "like", "of"))


def earlier(verb: Token) -> Token | None:
    """The word that puts a verb in the past back into an earlier time; None where nothing does."""
    for child in grammar.kids(verb):
        word = child.lower_
        if word in AGO and child.dep_ in ("advmod", "prep", "npadvmod"):
            found = _before(child)
        elif child.dep_ == "prep" and word in _LEADS:
            found = _time_of(child)
        elif child.dep_ == "npadvmod" and word in _SEASONS:
            found = next((c for c in grammar.before(child) if c.lower_ in ("last", "previous")), None)
        elif child.dep_ == "advcl" and child.i > verb.i:
            found = _when_he_was(child)
        else:
            continue
        if found is not None:
            return found
    after = (
        next((c for c in children(verb, "mark") if c.lower_ == "after" and c.i), None) if verb.dep_ == "advcl" else None
    )
    if after is not None and lemma(after.nbor(-1)) in _YEARS:
        return after.nbor(-1)  # "came five years after they fled"
    return _once_in_prison(verb)


def _before(word: Token) -> Token | None:
    """ "Decades earlier", "twice before", "once before"; not "days earlier", "before" with what comes after."""
    if children(word, "pobj", "pcomp") or any(c.i > word.i for c in grammar.kids(word)):
        return None
    if word.i and word.nbor(-1).lower_ in ("as", "than", "the", "ever", "never"):
        return None
    said = [*grammar.before(word), *([word.nbor(-1)] if word.i else [])]
    if any(lemma(c) in _YEARS or c.lower_ in _TIMES for c in said):
        return word
    if word.lower_ != "before" or any(c.tag_ in ("NN", "NNS", "RB") for c in grammar.before(word)):
        return None
    # "has been attacked before", at the end of its clause
    after = word.doc[word.i + 1] if word.i + 1 < len(word.doc) else None
    plain = word.i and word.nbor(-1).pos_ in ("VERB", "NOUN", "PROPN", "PRON", "ADV", "AUX")
    return word if plain and word.dep_ == "advmod" and (after is None or after.is_punct) else None


def _time_of(prep: Token) -> Token | None:
    """ "As a teenager", "in her youth", "during the colonial era", "under the former government"."""
    for noun in children(prep, "pobj"):
        word = lemma(noun)
        if prep.lower_ == "as" and word in _STAGES and any(c.lower_ in ("a", "an") for c in children(noun, "det")):
            return noun
        if prep.lower_ == "in" and word in _YOUTH and children(noun, "poss"):
            return noun
        if prep.lower_ in ("in", "during", "under", "throughout"):
            if word in _ERAS and not any(c.lower_ in ("this", "new") for c in grammar.before(noun)):
                return noun
            if any(c.lower_ in ("previous", "prior") for c in children(noun, "amod")):
                return noun  # "in a previous trial"
            if prep.lower_ != "in" and any(c.lower_ in _GONE for c in children(noun, "amod")):
                return noun  # "under the previous government"
            if word in ("war", "ii") and noun.tag_ == "NNP" and noun.i and noun.nbor(-1).tag_ == "NNP":
                return noun  # "during the Boer War", "in World War II"
    return None


def _when_he_was(clause: Token) -> Token | None:
    """ "When she was mayor", "while he was a student": what somebody is no more."""
    sign = next(
        (c for c in children(clause, "advmod", "mark") if c.lower_ in ("when", "while") and c.i < clause.i), None
    )
    if sign is None or clause.lower_ not in ("was", "were"):
        return None
    said = children(clause, "attr", "acomp")
    known = any(lemma(t) in _STAGES or t.lower_ in ("young", "little") for t in said)
    post = any(lemma(t) in _POSTS and not any(c.lower_ == "the" for c in children(t, "det")) for t in said)
    return sign if known or post else None


def _once_in_prison(verb: Token) -> Token | None:
    """ "Sat in jail after being convicted": what brought somebody there who is there already."""
    if lemma(verb) not in _JUDGED:
        return None
    over = verb.head
    if verb.dep_ == "pcomp" and over.lower_ in ("after", "following", "for"):
        over = over.head
    elif verb.dep_ != "advcl" or not any(c.lower_ == "after" for c in children(verb, "mark")):
        return None
    if over.dep_ == "pobj" and over.lower_ in _PRISON:
        over = over.head.head
    return serves(over) if over.tag_ in ("VBD", "VBN", "VBG") else None  # "is in jail after being" may be the news


def serves(word: Token) -> Token | None:
    """The word that says that somebody serves a term already: "was in prison", "is serving nine years"."""
    if lemma(word) in _TERMS and word.dep_ in ("dobj", "pobj"):
        word = word.head if word.dep_ == "dobj" else word.head.head
    if word.lower_ in _PRISON and word.dep_ == "pobj":
        word = word.head.head
    if lemma(word) in _SERVING and any(lemma(t) in _TERMS for t in children(word, "dobj")):
        return word
    if lemma(word) in ("be", "remain", "stay", "sit") and word.pos_ in ("AUX", "VERB"):
        for prep in children(word, "prep"):
            for noun in children(prep, "pobj"):
                if prep.lower_ in ("in", "behind", "on") and noun.lower_ in _PRISON:
                    return noun
    return None


def deed_of_old(noun: Token) -> Token | None:
    """What shows that a noun tells an earlier deed: "is serving life for the murder of", "has two convictions"."""
    if lemma(noun) in _RECORD:
        return _on_record(noun)
    over = noun.head
    while noun.dep_ == "conj" and over.pos_ == "NOUN":
        noun, over = over, over.head
    if noun.dep_ in ("compound", "nmod") and lemma(over) in _RECORD:
        return _on_record(over)  # "two theft convictions"
    if noun.dep_ != "pobj" or over.lower_ not in ("for", "of"):
        return None
    if lemma(over.head) in _RECORD:
        return _on_record(over.head)
    return serves(over.head) if over.lower_ == "for" else None


def _on_record(noun: Token) -> Token | None:
    """ "Has two convictions", "with a conviction for theft": what stands on somebody's record."""
    over = noun.head
    if noun.dep_ == "dobj" and lemma(over) == "have" and verb_form.negation(over) is None:
        return over
    held = noun.dep_ == "pobj" and over.lower_ == "with" and over.head.pos_ in ("NOUN", "PROPN")
    return over if held else None

"""The chain that words came through: who carries them, who is cited, which outlet was told, what platform."""

from __future__ import annotations

from onrecord.lexicon import speech
from onrecord.lexicon.outlets import is_platform, platform_of
from onrecord.marks.quotes.frames import (
    CARRIES,
    CARRIES_AS,
    Frame,
    agent,
    can_hear,
    frame,
    hearer,
    is_passive,
    source_ahead,
    subject,
)
from onrecord.marks.quotes.lookup import bounds
from onrecord.marks.quotes.words import words_of
from onrecord.marks.words import Token

_CITING = words_of("cites")
_THROUGH = words_of("said in")
_SPEAKS = words_of("speaks to")


def carrier(found: Frame) -> Token | None:
    """Who passes on what another said: "X quoted Y as saying", "Y was quoted by X as saying"; else None."""
    token = found.token
    if token.lemma_.lower() in CARRIES and found.passive:
        return agent(token)
    who = subject(token)
    for above in (token, *(() if who is None else (who,))):  # "X, via the Daily Post, said"
        for prep in above.children:
            if prep.lower_ == "via":
                place: Token | None = next((c for c in prep.children if c.dep_ == "pobj" and c.pos_ == "PROPN"), None)
                if place is not None and not is_platform(place.text):
                    return place
    if token.dep_ != "pcomp" or token.head.dep_ != "prep" or token.head.lower_ != "as":
        return None
    verb = token.head.head
    if verb.lemma_.lower() not in CARRIES_AS:
        return None
    return agent(verb) if is_passive(verb) else subject(verb)


def quoted(found: Frame, quoting: Token | None) -> Token | None:
    """Whose words are quoted: "... , X quoted the witness Y as saying"; None for a verb that only says."""
    token = found.token
    if token.lemma_.lower() not in CARRIES or found.passive:
        return None
    own = next((c for c in token.children if c.dep_ in ("dobj", "dative") and c.i > token.i), None)
    if own is not None:
        return own
    behind = token.doc[token.i + 1 : bounds(token)[1]]
    for t in behind:  # the parser took the verb for a participle
        if t.pos_ in ("PROPN", "NOUN", "PRON") and t.dep_ not in ("compound", "poss", "nmod") and t != quoting:
            return t
        if t.pos_ in ("ADP", "VERB", "PUNCT"):
            break
    return None


def behind_source(token: Token) -> tuple[Token, ...]:
    """The clauses that the parser hung on the source: "reported, citing an aide, that ..."."""
    source = next((c for c in token.children if c.dep_ == "advcl" and c.i > token.i and c.lower_ in _CITING), None)
    return () if source is None else tuple(c for c in source.children if c.dep_ == "ccomp")


def cited(found: Frame) -> Token | None:
    """Whose words they are in "X, citing Y, said ..." and "... , X said, citing Y"; None where Y cannot speak."""
    ahead = source_ahead(found.token)
    if ahead is not None:
        return ahead[0] if _has_a_voice(ahead[0]) else None
    who = subject(found.token)
    for above in (found.token, *(() if who is None else (who,))):
        for child in above.children:
            if child.lower_ in _CITING and child.dep_ in (
                "advcl",
                "acl",
                "prep",
                "dep",
                "conj",
                "xcomp",
                "pcomp",
            ):
                return next((c for c in child.children if c.dep_ in ("dobj", "pobj") and _has_a_voice(c)), None)
    return None


def _has_a_voice(token: Token) -> bool:
    text = speech.sources().get(token.lemma_.lower()) == "text"
    return text or (can_hear(token) and token.ent_type_ not in ("DATE", "CARDINAL", "MONEY", "PERCENT", "QUANTITY"))


def outlet(found: Frame, heard: Token | None) -> Token | None:
    """Whom the words came through: "in an interview with X", "told X". Whether X is an outlet is decided later.

    Takes: the cue and who hears it.
    """
    for child in found.token.children:
        if child.dep_ == "prep" and child.lower_ in ("in", "during", "on"):
            noun = next((c for c in child.children if c.dep_ == "pobj"), None)
            for prep in noun.children if noun is not None and noun.lemma_.lower() in _THROUGH else ():
                if prep.dep_ == "prep" and prep.lower_ in ("with", "to", "on"):
                    return next((c for c in prep.children if c.dep_ == "pobj"), None)
    spoken = _speaking_to(found)
    if spoken is not None:
        return spoken
    for child in found.token.children:  # "said on Twitter"
        if child.dep_ == "prep" and child.lower_ in ("on", "via", "through", "in", "over"):
            place = next((c for c in child.children if c.dep_ == "pobj"), None)
            if place is not None and is_platform(place.text):
                return place
    above = None if heard is not None else _verb_of_the_same_breath(found)
    return heard if above is None else outlet(above, hearer(above))


def _speaking_to(found: Frame) -> Token | None:
    """Of "speaking to the Daily Post, X said", "X wrote in the Daily Post", "said in a Facebook post": the outlet."""
    who = subject(found.token)
    for above in (found.token, *(() if who is None else (who,))):
        for verb in above.children:
            if verb.tag_ == "VBG" and verb.dep_ in ("advcl", "acl") and verb.lemma_.lower() in _SPEAKS:
                place = _named_in(verb, ("to", "with", "on", "in", "for"))
                if place is not None:
                    return place
    if found.token.lemma_.lower() == "write":
        place = _named_in(found.token, ("in", "for"))
        if place is not None:
            return place
    for prep in found.token.children:
        if prep.dep_ == "prep" and prep.lower_ in ("in", "on", "via"):
            noun = next((c for c in prep.children if c.dep_ == "pobj"), None)
            place = None if noun is None else next((c for c in noun.children if is_platform(c.text)), None)
            if place is not None:
                return place
    return None


def _named_in(verb: Token, prepositions: tuple[str, ...]) -> Token | None:
    for prep in verb.children:
        if prep.dep_ == "prep" and prep.lower_ in prepositions:
            found = next((c for c in prep.children if c.dep_ == "pobj" and c.pos_ == "PROPN"), None)
            if found is not None and found.ent_type_ not in ("DATE", "TIME"):
                return found
    return None


def _verb_of_the_same_breath(found: Frame) -> Frame | None:
    """The verb whose hearer is this one's, too: "told the paper ..., adding that ...", "told it ... and said"."""
    token = found.token
    if token.dep_ not in ("advcl", "conj", "xcomp", "dep") or token.head.i >= token.i:
        return None
    if token.tag_ != "VBG" and (token.dep_ != "conj" or any(c.dep_ in ("nsubj", "nsubjpass") for c in token.children)):
        return None
    return frame(token.head)


def platform(found: Frame) -> str | None:
    """Where the verb itself says that it was published: "tweeted"; None for a verb that does not."""
    above: Frame | None = found
    while above is not None:
        place = platform_of(above.entry.word)
        if place is not None:
            return place
        above = _verb_of_the_same_breath(above)
    return None

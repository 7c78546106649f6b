"""What was said by the order of the words alone, where the parser took the sentence apart wrongly.

contents.py asks the parse first; these are the few patterns of news that are sure without it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from onrecord.lexicon import speech
from onrecord.marks.quotes.extents import kept, own_subject, runs
from onrecord.marks.quotes.frames import Frame, hung_on, just_after, subject
from onrecord.marks.quotes.lookup import bounds
from onrecord.marks.words import Token
from onrecord.shapes.quick import quick

_TIMING = ("ADP", "DET", "NOUN", "ADV", "PROPN", "NUM", "ADJ")
_CLOSING = ("”", '"', "’", "»", "''")
FINITE = ("VBD", "VBZ", "VBP", "MD")
HEARERS = ("dobj", "dative")
_ASIDE = 12  # words that the cue's clause may have behind its verb: "the mayor said in a speech at the port"


@quick
@dataclass(frozen=True, slots=True)
class Content:
    """A complement: which one, its root token, and its stretches in characters, in order."""

    complement: str
    root: Token
    parts: tuple[tuple[int, int], ...]


def parted(frame: Frame) -> Content | None:
    """One clause with the cue inside: "The new bridge, the mayor said in a speech, is safe"."""
    token, who = frame.token, subject(frame.token)
    if who is None or frame.passive or not frame.entry.can_any("quote", "bare"):
        return None
    start, end = bounds(token)
    doc, comma = token.doc, who.left_edge.i - 1
    if comma <= start or doc[comma].text != "," or not 0 < token.i - who.right_edge.i <= 2:
        return None
    ahead = [t for t in doc[start:comma] if not t.is_space]
    named = bool(ahead) and ahead[0].pos_ in ("DET", "NOUN", "PROPN", "PRON", "ADJ", "NUM")
    if not named or any(t.tag_ in FINITE or t.text in (*_CLOSING, ",") for t in ahead):
        return None
    for second in doc[token.i + 1 : min(end - 2, token.i + _ASIDE)]:
        if second.tag_ in FINITE or second.lower_ == "that" or second.text in _CLOSING:
            return None
        if second.text == ",":
            behind = [t for t in doc[second.i + 1 : end] if not t.is_space]
            if behind[0].tag_ not in FINITE or speech.verb(behind[0].lower_) is not None:
                return None
            return Content("bare", behind[0], runs([*ahead, *behind]))
    return None


def behind_that(frame: Frame) -> Iterator[Content]:
    """Whatever stands behind "said that", where the parser saw no clause there."""
    token, doc = frame.token, frame.token.doc
    end = bounds(token)[1]
    if "that" not in frame.entry.takes or frame.passive:
        return
    that = token.i + 1
    while that < end and doc[that].pos_ in _TIMING and doc[that].lower_ != "that" and that - token.i < 6:
        that += 1  # "claimed at the time that"
    if that + 1 >= end or doc[that].lower_ != "that":
        return
    if that > token.i + 1 and doc[that + 1].tag_ in FINITE:
        return  # "figured in the outcome that moved them up"
    thing = object_of(frame)
    if thing is not None and thing.i == that - 1 and thing.tag_ == "NNS" and not frame.entry.can("othat"):
        return  # "held signs that were wet"
    joined = next((c for c in token.children if c.dep_ == "conj" and c.i > token.i), None)
    behind = [t for t in doc[that : end if joined is None else joined.left_edge.i] if not t.is_space]
    again = next((k for k, t in enumerate(behind) if k > 2 and _speaks_on(t, token)), None)
    behind = behind if again is None else behind[: again - 1]
    finite = next((t for t in behind[1:] if t.tag_ in FINITE), None)
    if finite is not None and len(behind) > 3:
        yield Content("that", finite, runs(behind))


def _speaks_on(verb: Token, cue: Token) -> bool:
    """A second verb of speech of the same speaker: "claimed that they were well and asked for help"."""
    is_next = verb.i > 0 and verb.nbor(-1).dep_ == "cc" and verb.tag_ == cue.tag_
    return is_next and speech.verb(verb.lower_) is not None


def before_signature(frame: Frame) -> Content | None:
    """All of a sentence that ends in ", X said on Monday" or ", X told Y", however the parser took it apart."""
    token = frame.token
    who = subject(token)
    if who is None or frame.passive or not frame.entry.can_any("quote", "bare", "obare"):
        return None
    if not any(c.i == who.i and c.dep_ == "nsubj" for c in token.children) or who.i > token.i:
        return None
    start, end = bounds(token)
    comma = who.left_edge.i - 1
    if comma <= start or token.doc[comma].text != "," or token.i - who.right_edge.i > 3:
        return None
    ahead = [t for t in token.doc[start:comma] if not t.is_space]
    if not ahead or any(t.text in _CLOSING for t in ahead[-2:]) or not _stands_alone(ahead):
        return None
    for behind in token.doc[token.i + 1 : end]:
        last = behind.i + 1 == end
        if behind.text in (",", ":", "—", "–", "-") and not last and behind.nbor(1).tag_ != "VBG":
            return None
        if behind.text == ",":
            break
        if behind.tag_ in FINITE or behind.tag_ in ("``", "''") or behind.lower_ == "that":
            return None
    inside = {t.i for t in ahead}
    heads = [t for t in ahead if t.head.i not in inside or t.head.i == t.i]
    root = next((t for t in heads if t.pos_ in ("VERB", "AUX")), heads[0])
    return Content("quote", root, runs(ahead))


def _opening(words: list[Token]) -> Token:
    """The first word that is no "and" or "but"."""
    return next((t for t in words if t.pos_ != "CCONJ"), words[0])


def _stands_alone(ahead: list[Token]) -> bool:
    """Words that are a sentence: a finite verb, and one more where they begin with a condition."""
    finite = sum(t.tag_ in FINITE for t in ahead)
    opening = _opening(ahead)
    if opening.tag_ in ("VBN", "VBG") and opening.dep_ in ("advcl", "acl", "prep", "dep"):
        return False
    if opening.pos_ == "SCONJ" or opening.tag_ == "WRB" or (opening.pos_ == "ADP" and opening.dep_ == "mark"):
        return finite > 1 and any(t.text == "," for t in ahead)
    return finite > 0


def ahead_of_cue(frame: Frame, headline: bool) -> Iterator[Content]:
    """All of the sentence before ", X said", where the parser saw no clause: "Rail strike to go on, union says"."""
    token = frame.token
    who = subject(token)
    if who is None or not any(c in frame.entry.takes for c in ("quote", "bare")):
        return
    inverted, hung = just_after(token) is not None, hung_on(token)
    if (
        not inverted
        and hung is None
        and (token.dep_ != "ROOT" or who.i > token.i or token.i - who.i > 3 or object_of(frame) is not None)
    ):
        return
    end = token.i if inverted else (who if hung is None else hung).left_edge.i
    before = [t for t in token.doc[bounds(token)[0] : end] if not t.is_space]
    if len(before) < 3 or before[-1].text != "," or any(t.text in _CLOSING for t in before[-2:]):
        return  # words in marks right before the cue are the content themselves
    opening = _opening(before)
    if (
        opening.pos_ in ("ADP", "SCONJ")
        or opening.tag_ in ("VBG", "VBN", "WRB")
        or any(c.dep_ == "ccomp" and c.i > token.i for c in token.children)
    ):
        return
    if headline or any(t.tag_.startswith("V") for t in before):
        yield Content("bare", before[0], runs(before))


def astray(frame: Frame) -> Content | None:
    """A clause with "that" that the parser hung on a noun in between: "told a judge at a hearing that ..."."""
    kind = frame.first("that", "othat")
    if kind is None or frame.passive:
        return None
    token = frame.token
    for that in token.doc.words[token.i + 1 : token.right_edge.i + 1]:
        if that.lower_ != "that" or that.dep_ != "mark":
            continue
        root = that.head
        if root.dep_ not in ("acl", "relcl", "ccomp", "advcl", "dep"):
            continue
        noun = root.head
        delivers = noun.dep_ == "pobj" and noun.head.lower_ in ("in", "via", "through", "during")
        if noun.pos_ not in ("NOUN", "PROPN") or not own_subject(root):
            return None
        if speech.noun(noun.lower_) is not None and not delivers:
            return None
        if noun.dep_ == "pobj" and noun.head.dep_ == "prep" and (noun.head.head.i == token.i or delivers):
            tokens = [t for t in kept(root, frame) if t.i > token.i]
            return Content(kind, root, runs(tokens))
        return None
    return None


def object_of(frame: Frame) -> Token | None:
    """What or whom the cue's verb has for an object."""
    return next((c for c in frame.token.children if c.dep_ in HEARERS), None)

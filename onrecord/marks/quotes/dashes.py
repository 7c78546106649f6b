"""Speech that a dash opens, as papers of several countries set it: "— We will not leave, said the mayor."

Items of a list begin so, too. A dash opens speech where a cue behind its words tells who spoke and the words are those
of somebody who speaks (a question, "I", "we", "you"), or where the dash is a long one and the cue stands before its
speaker, or where another dash opens speech again behind the cue.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from onrecord.marks.quotes.frames import Frame
from onrecord.marks.quotes.lookup import bounds
from onrecord.marks.quotes.quotation import Stretch
from onrecord.marks.quotes.words import words_of
from onrecord.marks.words import Doc, Token

_OPENING = re.compile(r"\s{0,3}(?P<dash>[—―]|[–‒]|--?)\s{0,3}(?=[^\W\d_])")
_AGAIN = re.compile(r"[.?!…]\s{0,3}(?P<dash>[—―–‒]|--?)\s{0,3}(?=[^\W\d_])")
_REOPENS = re.compile(r"[.,]?\s{0,3}(?P<dash>[—―–‒]|--?)\s{0,3}(?=\S)")
_LONG = "—―"
DASH = "dash"
_DASHES = ("—", "―", "–", "‒", "-", "--")
_ENDS_SPEECH = (",", "?", "!", "…", "...", *_DASHES)
_FINITE = ("VBD", "VBZ", "VBP", "MD")
_NOMINAL = ("NOUN", "PROPN", "PRON", "DET")
_SPEAKING = words_of("speaks behind a dash")
_TOLD_OF = words_of("told of")
_FEWEST = 4  # characters of a turn
_INQUIT = 10  # words a cue may have before it: "the mayor of the town, Ada Kole, said"


def opens_with_dash(text: str) -> int | None:
    """Where the dash stands that the paragraph begins with, None where it begins otherwise."""
    found = _OPENING.match(text)
    return found.start("dash") if found is not None else None


def dashed(doc: Doc, cues: Sequence[Frame]) -> list[Stretch]:
    """The stretches of speech in a paragraph that begins with a dash, in order; none where no cue tells of speech."""
    text = doc.text
    found = _OPENING.match(text)
    if found is None:
        return []
    asides = [a for a in (_aside(doc, c) for c in cues) if a is not None]
    if not asides:
        return []
    out: list[Stretch] = []
    at, end = found.start("dash"), len(text.rstrip())
    for start, stop in asides:
        if start < at:
            continue
        out.append(_stretch(text, at, start))
        at = _goes_on(doc, stop, end)
        if at < 0:
            break
    else:
        out.append(_stretch(text, at, _until(doc, at, end)))
    out = [s for s in out if any(ch.isalpha() for ch in text[s.start : s.end])]
    first = doc_slice(doc, out[0].start, out[0].end) if out else []
    inverted = any(t.pos_ in _NOMINAL for t in doc_slice(doc, *asides[0])[1:2])
    long = found["dash"] in _LONG and inverted
    return out if long or _spoken(first) or _AGAIN.search(text, asides[0][0]) is not None else []


def doc_slice(doc: Doc, start: int, end: int) -> list[Token]:
    """The words that begin within characters [start, end)."""
    return [t for t in doc if start <= t.idx < end and not t.is_space]


def _stretch(text: str, start: int, end: int) -> Stretch:
    while end > start and (text[end - 1].isspace() or text[end - 1] in "—―–‒-"):
        end -= 1
    while start < end and text[start].isspace():
        start += 1
    return Stretch(start, end, True, dash=True)


def _aside(doc: Doc, cue: Frame) -> tuple[int, int] | None:
    """The characters of ", said the mayor" without its comma: from behind the words to the sign that ends it."""
    token = cue.token
    if "quote" not in cue.entry.takes or cue.passive:
        return None
    first = _first(doc, token)
    if first is None or doc[first - 1].text not in _ENDS_SPEECH:
        return None
    last = token.i + 1
    while last < len(doc) and doc[last].text not in (".", "?", "!", ";", ":", ",", *_DASHES):
        if doc[last].lower_ == "that" and last == token.i + 1:
            return None
        last += 1
    return doc[first].idx, doc[last].idx if last < len(doc) else len(doc.text.rstrip())


def _first(doc: Doc, token: Token) -> int | None:
    """The first word of who speaks and how, behind what ends the words; None where another verb stands between."""
    i = token.i
    inverted = i + 1 < len(doc) and doc[i + 1].pos_ in _NOMINAL
    while i > 1 and doc[i - 1].text not in _ENDS_SPEECH:
        i -= 1
        if doc[i].tag_ in _FINITE or token.i - i > _INQUIT or doc[i].text in (".", ";", ":"):
            return None
    if i < token.i or inverted:
        return i if i > 1 else None
    k = i - 1  # "…, Ada Kole, the mayor, said"
    for _ in range(2):
        k -= 1
        while k > 1 and doc[k].text not in _ENDS_SPEECH and doc[k].tag_ not in _FINITE and token.i - k <= _INQUIT:
            k -= 1
    return k + 1 if k > 1 and doc[k].text in _ENDS_SPEECH else None


def _goes_on(doc: Doc, stop: int, end: int) -> int:
    """Where speech goes on behind an aside that ends at `stop`, -1 where the reporter goes on."""
    text = doc.text
    if stop >= end:
        return -1
    again = _REOPENS.match(text, stop)
    if again is not None:
        return again.start("dash")
    at = stop + 1
    while at < end and text[at].isspace():
        at += 1
    words = doc_slice(doc, at, end)
    if not words or text[stop] not in ",.":
        return -1
    sentence = [t for t in words if t.i < bounds(words[0])[1]]
    if text[stop] == ".":
        return at if _speaks(sentence) else -1
    for token in sentence:  # "said Ada Kole, the mayor — and nobody will"
        if token.text in _DASHES:
            return token.idx
        if token.tag_ in _FINITE:
            break
    return at if _spoken(sentence) and sentence[0].pos_ in ("CCONJ", "PRON", "ADV") else -1


def _until(doc: Doc, at: int, end: int) -> int:
    """Where speech that begins at `at` ends: with its sentence, or with the last behind it that is speech too."""
    words, last = doc_slice(doc, at, end), at
    while words:
        stop = bounds(words[0])[1]
        sentence = [t for t in words if t.i < stop]
        if last > at and not _speaks(sentence):
            break
        last = sentence[-1].idx + len(sentence[-1])
        words = words[len(sentence) :]
    return last


def _speaks(sentence: Sequence[Token]) -> bool:
    """A sentence behind speech that goes on with it: it speaks, or tells of no past and no third person's doing."""
    if _spoken(sentence):
        return True
    tensed = next((t for t in sentence if t.tag_ in _FINITE), None)
    return tensed is not None and tensed.tag_ != "VBD" and sentence[0].lower_ not in _TOLD_OF


def turn(doc: Doc) -> tuple[int, int] | None:
    """A whole paragraph behind a dash that has no cue: speech, where a paragraph beside it is spoken so."""
    text = doc.text
    found = _OPENING.match(text)
    end = len(text.rstrip())
    if found is None or text[end - 1] not in ".?!…" or end - found.end() < _FEWEST:
        return None
    if found["dash"] not in _LONG and not _spoken(doc_slice(doc, found.end(), end)):
        return None
    return found.start("dash"), end


def _spoken(words: Sequence[Token]) -> bool:
    """Words that somebody speaks: "I", "we", "you", a question, a call."""
    return any(t.lower_.replace("’", "'") in _SPEAKING or t.text in ("?", "!") for t in words)

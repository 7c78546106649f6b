"""Headlines that quote without a verb: "Minister: dam was safe", "Dam was safe – minister"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from onrecord.lexicon import bodies, nations, people_nouns, speech
from onrecord.marks.parse import Paragraph
from onrecord.marks.quotes.candidate import Said
from onrecord.marks.quotes.parties import party
from onrecord.marks.quotes.words import words_of
from onrecord.marks.words import Doc, Token

_COLON = re.compile(r"^(?P<who>[^:\"“‘']{2,60}):\s+(?P<what>\S.*)$", re.DOTALL)
_DASH = re.compile(r"^(?P<what>.*\S)\s+[–—-]\s+(?P<who>[^–—\"“‘']{2,60})$", re.DOTALL)
_MARKS = "\"“”‘’'«»"
_LAST = re.compile(r"^(?P<what>.*\S):\s+(?P<who>[^:\"“”‘’']{2,40})$", re.DOTALL)
_COLUMNS = words_of("heads a column")
_FINITE = ("VBD", "VBZ", "VBP", "MD")
HOW = "headline"


def headline(paragraph: Paragraph, found: Sequence[Said]) -> list[Said]:
    """The quote of a headline, if it is one; none where other cues were found already."""
    if paragraph.role != "title" or any(said.link != "free" for said in found):
        return []
    text = paragraph.text.strip()
    offset = len(paragraph.text) - len(paragraph.text.lstrip())
    for pattern in (_COLON, _DASH, _LAST):
        match = pattern.match(text)
        if match is None:
            continue
        who, what = match.span("who"), match.span("what")
        speaker = _speaker(paragraph.doc, who[0] + offset, who[1] + offset)
        if speaker is None or not _clause(paragraph.doc, what[0] + offset, what[1] + offset):
            continue
        sign = (
            text.index(":")
            if pattern is _COLON
            else what[1]
            if pattern is _LAST
            else what[1] + len(text[what[1] : who[0]]) - len(text[what[1] : who[0]].lstrip())
        )
        parts = ((what[0] + offset, what[1] + offset),)
        said = text[what[0] : what[1]]
        kind = "direct" if said[0] in _MARKS and said[-1] in _MARKS else "indirect"
        return [Said(parts, kind, "cue", "state", HOW, (sign + offset, sign + offset + 1), party(speaker))]
    return []


def _speaker(doc: Doc, start: int, end: int) -> Token | None:
    """The head of the words before the colon, where they name who can speak."""
    tokens = [t for t in doc if start <= t.idx < end and not t.is_punct]
    if not tokens or len(tokens) > 7 or any(t.tag_ in _FINITE for t in tokens):
        return None
    last = tokens[-1]
    if last.lower_ in _COLUMNS:
        return None
    words = doc.text[tokens[0].idx : last.idx + len(last)]
    person = last.ent_type_ == "PERSON" and nations.by_name(tokens[0].text) is None
    if person or speech.sources().get(last.lemma_.lower()) is not None:
        return last
    # in a headline the parser takes any capitals for somebody: "Chile Mine Horror: 9 die"
    body = bodies.by_name(words) is not None or (len(tokens) == 1 and words.isupper())
    return last if body or people_nouns.by_lemma(last.lemma_.lower()) is not None else None


def _clause(doc: Doc, start: int, end: int) -> bool:
    return any(t.tag_ in _FINITE for t in doc if start <= t.idx < end)

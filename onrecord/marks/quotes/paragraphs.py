"""What a whole paragraph may be to those beside it: a block quotation, a turn of a transcript, a signature, a lead.

Only the report can tell whether it is (running.py); here stands what the paragraph alone shows.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from onrecord.lexicon import speech
from onrecord.marks.parse import Paragraph
from onrecord.marks.quotes import dashes
from onrecord.marks.quotes.candidate import Party, Said
from onrecord.marks.quotes.frames import subject
from onrecord.marks.quotes.lookup import bounds
from onrecord.marks.quotes.parties import party
from onrecord.marks.quotes.phrases import issuer
from onrecord.marks.quotes.posts import post
from onrecord.marks.quotes.scene import Scene
from onrecord.marks.quotes.words import words_of
from onrecord.marks.words import Token

_TURN = re.compile(r"\s{0,3}(?P<who>[A-Z][\w.'’-]{0,30}(?: [A-Za-z][\w.'’-]{0,30}){0,4}):\s{1,3}(?P<what>\S.*)", re.S)
_NOBODY = words_of("nobody's label")
_SIGN = re.compile(r"\s{0,3}(?P<dash>[—–]|--?)\s{0,3}(?P<who>[A-Z][^\n]{2,100}?)\s*")
_MOST_WORDS, _FEWEST = 14, 4
_OWN = words_of("speaks in a paragraph")
_FINITE = ("VBD", "VBZ", "VBP", "MD")
_WORD = re.compile(r"[\w'’]+")
SIGNED, TURNED = "signature", "transcript"


def whole_paragraph(paragraph: Paragraph, scene: Scene, leads: bool) -> Sequence[Said]:
    """What the paragraph may be as a whole, beside what is told and quoted in it."""
    if paragraph.role != "body":
        return ()
    posted = post(scene)
    if posted is not None:
        return (posted,)
    sign = signature(scene, 0)
    if sign is not None:
        cue, who = sign
        return (Said((cue,), "direct", "sign", how=SIGNED, cue=cue, speaker=who),)
    turn = _turn(scene)
    if turn is not None and not leads:
        return (turn,)
    dashed = None if leads or scene.marks else dashes.turn(scene.doc)
    if dashed is not None:
        return (Said((dashed,), "direct", "dash", how=dashes.DASH),)
    few = len(scene.text.split(maxsplit=_FEWEST - 1)) < _FEWEST
    if leads or scene.marks or few or scene.text.rstrip()[-1] not in ".?!…":
        return ()
    own = not _OWN.isdisjoint(map(str.lower, _WORD.findall(scene.text.replace("’", "'"))))
    return (Said(((0, len(scene.text.rstrip())),), "direct", "block", own=own),)


def signature(scene: Scene, start: int) -> tuple[tuple[int, int], Party] | None:
    """The dash and the name of a line that signs, all of the paragraph from `start` on: "— Mary Bell, mayor"."""
    found = _SIGN.fullmatch(scene.text, start)
    if found is None or len(found["who"].split()) > _MOST_WORDS:
        return None
    first, end = scene.token_at(found.start("who")), scene.token_at(found.end("who"))
    tokens = scene.doc[first:end]
    if not len(tokens) or any(t.tag_ in _FINITE for t in tokens):
        return None
    named = next((t for t in tokens if t.ent_type_ in ("PERSON", "ORG")), None)
    head = named if named is not None else tokens.root
    if head.pos_ not in ("NOUN", "PROPN"):
        return None
    return found.span("dash"), party(_last(head))


def _last(token: Token) -> Token:
    """The last token of the name that `token` begins."""
    while token.i + 1 < len(token.doc) and token.nbor().ent_iob_ == "I" and token.nbor().ent_type_ == token.ent_type_:
        token = token.nbor()
    return token


def _turn(scene: Scene) -> Said | None:
    found = _TURN.match(scene.text)
    if found is None:
        return None
    who, (start, end) = found["who"], found.span("who")
    if any(t.tag_ in _FINITE for t in scene.doc[: scene.token_at(end)]):
        return None
    nobody = who.lower() in _NOBODY
    label = Party(start, end, start, end, who)
    part = (found.start("what"), len(scene.text.rstrip()))
    return Said((part,), "direct", "turn", how=TURNED, cue=(end, end + 1), speaker=label, named=not nobody)


def issued(scene: Scene) -> tuple[Token, Token] | None:
    """The noun in the paragraph's last sentence that names what follows ("issued a statement:"), and whose it is."""
    last = scene.token_at(len(scene.text.rstrip()) - 1)
    if last >= len(scene.doc):
        return None
    start, end = bounds(scene.doc[last])
    for token in reversed(scene.doc[start:end]):
        if token.pos_ != "NOUN" or speech.sources().get(token.lemma_.lower()) != "text":
            continue
        who = issuer(token)
        verb = token.head if token.dep_ in ("dobj", "pobj") else None
        if verb is not None and verb.dep_ == "prep":
            verb = verb.head
        if who is None and verb is not None and verb.pos_ == "VERB":
            who = subject(verb)
        return (token, who) if who is not None else None
    return None

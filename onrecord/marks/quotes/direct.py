"""Words in marks: which cue a stretch belongs to, and which stretches are no speech."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.lexicon import speech
from onrecord.marks.quotes.contents import contents
from onrecord.marks.quotes.frames import Frame, subject
from onrecord.marks.quotes.quotation import Stretch
from onrecord.marks.quotes.scene import Scene
from onrecord.marks.quotes.words import words_of
from onrecord.marks.words import Doc, Token
from onrecord.shapes.quick import quick

_REACH = 45
# Characters looked at before and behind a stretch, to see whether it stands in a sentence.
_GLANCE = 20
_ASIDE = 10  # the fewest characters of a clause between two dashes
_FINITE = ("VBD", "VBZ", "VBP", "MD")
_SPOKEN_END = ",?!—–-…"
_OPENERS = ("SCONJ", "CCONJ", "ADP", "ADV")  # words that a speaker's name does not begin with
_CLAUSES = ("that", "othat", "bare", "obare")
_NO_OBJECT = words_of("stands as said")


@quick
@dataclass(frozen=True, slots=True)
class Link:
    """A stretch and the cue that says it; `speaker` is the head of who says it; `after` when the cue follows."""

    frame: Frame
    speaker: Token | None
    after: bool


def link(number: int, scene: Scene) -> Link | None:
    """The cue of one stretch, None when no verb of speech governs it."""
    doc = scene.doc
    first, last = scene.tokens(number)
    if first < 0:
        return None
    stretch = scene.marks[number]
    after = _after(doc, last, scene)
    before = _before(doc, first, number, scene, stretch)
    if after is not None and _ends_sentence(doc, stretch) and (before is not None or _says_more(after, scene)):
        after = None  # 'Voss asked, "Who did?" Noor said: "My clerk."'
    if after is not None and _ends_sentence(doc, stretch) and _begins_anew(doc, last, after):
        after = None
    if after is not None and _in_participle(doc, first, after):
        after = None
    if after is not None and before is not None and after.frame.token.tag_ == "VBG":
        after = None  # 'told reporters: "Two are dead", adding that 30 were hurt': what is added stands behind it
    if after is not None and _ends_as_speech(doc, stretch, after):
        return after
    return before or (after if after is not None and _syntactic(after, number, scene) else None)


def _ends_sentence(doc: Doc, stretch: Stretch) -> bool:
    inner = stretch.inner(doc.text).rstrip(" \u00a0’'”\"")
    return inner[-1:] in (".", "?", "!", "…")


def _says_more(found: Link, scene: Scene) -> bool:
    """The cue has words in marks of its own behind it."""
    doc = scene.doc
    for token in doc[found.frame.token.i + 1 : found.frame.token.i + 8]:
        if scene.of(token) >= 0:
            return token.i > 0 and doc[token.i - 1].text in (",", ":")
        if token.text in (".", "?", "!", ";"):
            return False
    return False


def _begins_anew(doc: Doc, last: int, found: Link) -> bool:
    """Behind a finished sentence another begins: "Although Noor said …", "Noor said the dam was safe"."""
    word = next((t for t in doc[last + 1 : last + 4] if not t.is_space and not t.is_punct), None)
    if word is not None and word.text[:1].isupper() and word.pos_ in _OPENERS and not word.ent_type_:
        return True
    verb = found.frame.token
    told = (c for c in contents(found.frame) if c.complement in _CLAUSES)
    return any(part[0] > verb.idx for content in told for part in content.parts)


def _in_participle(doc: Doc, first: int, found: Link) -> bool:
    """The words stand in what the speaker was asked or did: 'Asked about the "lost" money, Orr said: …'."""
    above = (a for a in doc.words[first].ancestors if a.i < first)
    clause = next((a for a in above if a.tag_ in ("VBN", "VBG") and a.dep_ == "advcl"), None)
    if clause is None or clause.head.i != found.frame.token.i or clause.i != clause.left_edge.i:
        return False
    entry = speech.verb(clause.lower_)
    return clause.tag_ == "VBN" or entry is None


def _ends_as_speech(doc: Doc, stretch: Stretch, found: Link) -> bool:
    inner = stretch.inner(doc.text).rstrip(" \u00a0’'”\"")
    following = doc.text[stretch.end : stretch.end + 1]
    return bool(inner) and (inner[-1] in _SPOKEN_END or following in (",", "—", "–") or stretch.single)


def _syntactic(found: Link, number: int, scene: Scene) -> bool:
    return any(scene.of(c) == number for c in found.frame.token.children)


def _after(doc: Doc, last: int, scene: Scene) -> Link | None:
    for i in range(last + 1, min(len(doc), last + 1 + _REACH)):
        token = doc.words[i]
        if scene.of(token) >= 0 or token.text in (".", "?", "!", ";", ":") or (token.is_space and "\n" in token.text):
            return None
        found = scene.outside.get(i)
        if found is not None and _may_quote(found):
            return _tail(doc, last, i, scene, found)
        if token.tag_ in _FINITE and not _within_noun_phrase(token, last):
            return None
    return None


def _may_quote(found: Frame) -> bool:
    """The verb takes words in marks; some only of what is written: a sign reads, people read books."""
    condition = found.entry.takes.get("quote")
    if condition != "text":
        return condition is not None
    who = subject(found.token)
    return who is not None and speech.sources().get(who.lemma_.lower()) == "text"


def _within_noun_phrase(token: Token, last: int) -> bool:
    """A finite verb that only tells who the speaker is ("…," said X; "…," Mary, who leads Y, said), or an auxiliary."""
    return token.dep_ in ("relcl", "aux", "auxpass", "acl", "advcl") or any(
        a.dep_ == "relcl" and a.i > last for a in token.ancestors
    )


def _tail(doc: Doc, last: int, at: int, scene: Scene, found: Frame) -> Link | None:
    who = subject(found.token)
    if who is not None and (scene.of(who) >= 0 or (who.i <= last and not _shares(found))):
        who = None
    if who is None:
        who = _chunk_between(doc, last, at) or _chunk_after(doc, at, scene)
    if who is None:
        return None
    return Link(found, who, True)


def _shares(found: Frame) -> bool:
    return found.token.dep_ in ("conj", "advcl", "xcomp", "relcl", "acl")


def _chunk_between(doc: Doc, last: int, at: int) -> Token | None:
    found = None
    for i in range(last + 1, at):
        if doc[i].pos_ in ("NOUN", "PROPN", "PRON"):
            found = doc[i]
    while (
        found is not None
        and found.head.i != found.i
        and last < found.head.i < at
        and found.dep_ in ("compound", "poss", "appos", "nmod", "pobj", "prep", "conj", "flat")
    ):
        head, before = found.head, found.i
        found = head if head.pos_ in ("NOUN", "PROPN", "PRON") else head.head if last < head.head.i < at else found
        if head.pos_ not in ("NOUN", "PROPN", "PRON") and found.pos_ not in ("NOUN", "PROPN", "PRON"):
            return doc[at - 1] if doc[at - 1].pos_ in ("NOUN", "PROPN", "PRON") else None
        if found.i == before:  # its head lies outside the stretch: nowhere to climb
            break
    return found


def _chunk_after(doc: Doc, at: int, scene: Scene) -> Token | None:
    for i in range(at + 1, min(len(doc), at + 8)):
        token = doc.words[i]
        if scene.of(token) >= 0 or token.is_punct or token.dep_ == "mark":
            return None
        if token.pos_ in ("NOUN", "PROPN", "PRON") and token.dep_ not in ("compound", "poss", "nmod", "npadvmod"):
            return token
    return None


def _before(doc: Doc, first: int, number: int, scene: Scene, stretch: Stretch) -> Link | None:
    colon = first > 0 and doc[first - 1].text == ":"
    for i in range(first - 1, max(-1, first - 1 - _REACH), -1):
        token = doc.words[i]
        if scene.of(token) >= 0 or token.text in (".", "?", "!", ";") or (token.is_space and "\n" in token.text):
            return None
        found = scene.outside.get(i)
        if found is not None and _may_quote(found):
            return _head_link(doc, i, first, number, scene, found, stretch)
        if token.tag_ in _FINITE and not colon and token.dep_ not in ("relcl", "aux", "auxpass"):
            return None
    return None


def _head_link(doc: Doc, at: int, first: int, number: int, scene: Scene, found: Frame, stretch: Stretch) -> Link | None:
    between = [t for t in doc[at + 1 : first] if not t.is_space]
    if any(_leads_into(t, number, scene) for t in between):
        return None
    short = len(stretch.inner(doc.text).split()) <= 3
    if short and between and between[-1].pos_ == "ADP" and between[-1].lower_ not in ("that", "with"):
        return None  # 'said on "Late Hour"'
    if short and len(between) > 1 and between[-1].pos_ == "DET" and between[-2].pos_ == "ADP":
        if _modifies(number, scene):
            return None  # 'said Orr of the "Gazette" story'
    marked = any(t.text in (",", ":", "—", "–") for t in between[-1:])
    if not marked and not _sentence_like(number, scene) and not _stands_as_said(found, stretch, doc):
        return None
    who = subject(found.token)
    if who is not None and scene.of(who) >= 0:
        who = None
        earlier = [t.i for t in doc[:at] if scene.of(t) >= 0]
        if doc[at - 1].text == ",":  # '"The wall," said Ann Lee, "was never built."'
            who = _chunk_after(doc, at, scene)
        elif earlier:  # '"The wall," engineer Ann Lee said, "was never built."'
            who = _chunk_between(doc, earlier[-1], at)
    if who is None and not found.passive:
        who = _chunk_after(doc, at, scene) if found.token.dep_ == "ROOT" and not found.entry.can("obare") else None
    return Link(found, who, False)


def _modifies(number: int, scene: Scene) -> bool:
    """The words stand before the noun that they belong to: 'the "Gazette" story'."""
    _, last = scene.tokens(number)
    behind = scene.doc[last + 1 : last + 2]
    inside = scene.doc[last - 1] if last > 0 and scene.doc[last].is_punct else scene.doc[last]
    return any(t.pos_ in ("NOUN", "PROPN") for t in behind) and inside.head.i > last


def _leads_into(token: Token, number: int, scene: Scene) -> bool:
    """The token is the beginning of the clause that goes on in marks: all of it was said."""
    if token.is_punct or token.lower_ in ("that", "how", "why", "whether", "to"):
        return False
    return any(scene.of(a) == number for a in token.ancestors)


def _stands_as_said(found: Frame, stretch: Stretch, doc: Doc) -> bool:
    return found.entry.word in _NO_OBJECT or len(stretch.inner(doc.text).split()) >= 5


def _sentence_like(number: int, scene: Scene) -> bool:
    doc = scene.doc
    first, last = scene.tokens(number)
    return any(t.tag_ in _FINITE for t in doc[first : last + 1])


def _resumes(number: int, scene: Scene) -> bool:
    """The words go on behind an aside between dashes: '"It was late"—she looked at her watch—"so we left."'"""
    if number + 1 >= len(scene.marks):
        return False
    between = scene.text[scene.marks[number].end : scene.marks[number + 1].start].strip()
    return len(between) > _ASIDE and between[0] in "—–-" and between[-1] in "—–-"


def stands_alone(number: int, scene: Scene, speaking: bool) -> bool:
    """Words in marks that are a sentence of their own, with no cue: somebody speaks on.

    `speaking`: the paragraph has direct speech before, so that a word or two may be a sentence. Terms, titles of
    works and words held at arm's length stand inside a sentence of the reporter's.
    """
    text, stretch = scene.text, scene.marks[number]
    before = text[max(0, stretch.start - _GLANCE) : stretch.start].rstrip()
    if before and before[-1] not in '.?!:”"’»…—–)':
        return False
    inner = stretch.inner(text).strip()
    after = text[stretch.end : stretch.end + _GLANCE].lstrip()
    inner = inner.rstrip("’'”\"") or inner  # '… said, ‘Are you well?’”'
    ends = bool(inner) and (inner[-1] in ".?!…,—" or not stretch.closed or _resumes(number, scene))
    if not ends and after and after[0] not in ".?!…":
        return False
    if after and after[0].islower() and inner[-1:] in ",":
        return False
    if speaking and inner[-1:] in (".", "?", "!", "…") and inner[:1].isupper():
        return True
    return len(inner.split()) >= 3 and (_sentence_like(number, scene) or len(inner.split()) >= 6)

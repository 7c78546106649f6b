"""What was said, where it is told and not only quoted: the complements of a cue as stretches of the paragraph."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from onrecord.lexicon import speech
from onrecord.marks.quotes.frames import Frame, subject

_CLAUSES = ("ccomp", "xcomp", "advcl", "dep", "acl", "relcl", "oprd")
_ASKING = ("whether", "if", "why", "how", "what", "who", "when", "where", "which")
_TRIM = " \t\n\u00a0,;:.–—-…"
_CONTINUES = frozenset("adding noting stressing insisting warning saying arguing explaining claiming".split())
_PRONOUNS = ("they", "he", "she", "it", "we", "i", "you", "who")


@dataclass(frozen=True, slots=True)
class Content:
    """A complement: which one, its root token, and its stretches in characters, in order."""

    complement: str
    root: Token
    parts: tuple[tuple[int, int], ...]

    @property
    def start(self) -> int:
        """First character."""
        return self.parts[0][0]

    @property
    def end(self) -> int:
        """End (exclusive) of the last stretch."""
        return self.parts[-1][1]


def contents(frame: Frame) -> list[Content]:
    """What the cue's complements say: mostly one, several where they are coordinated apart."""
    out = list(_below(frame)) or list(_around(frame))
    return [c for c in out if c.parts and c.parts[0][0] < c.parts[-1][1]]


def _below(frame: Frame) -> Iterator[Content]:
    token = frame.token
    told = False
    for child in token.children:
        if child.dep_ not in _CLAUSES:
            continue
        if told and child.dep_ == "ccomp" and not any(c.dep_ == "mark" for c in child.children):
            continue  # a second clause without "that" is the parser's guess at a ragged sentence
        for found in _clause(frame, child):
            told = told or child.i > token.i
            yield found
    holder = frame.particle if frame.particle is not None and frame.particle.dep_ == "prep" else None
    for child in token.children:
        if child.dep_ == "prep":
            yield from _prepositional(frame, child, child is holder or child == holder)
    if "np" in frame.entry.takes:
        yield from _noun_phrase(frame)


def _clause(frame: Frame, root: Token) -> Iterator[Content]:
    kind = _kind(frame, root)
    if kind is None:
        return
    tokens = kept(root, frame)
    if root.i < frame.token.i and _object(frame) is not None and not any(c in frame.entry.takes for c in ("othat", "obare")):
        return  # "X meets Y, repeats his no": two deeds side by side
    if root.i < frame.token.i:  # "the dam is safe, he said": whatever stands before the speaker
        kept = [t for t in kept if t.i < _cue_start(frame)]
        if not kept:
            return
    else:
        kept = [t for t in kept if t.i > frame.token.i]
        hearers = {t.i for c in frame.token.children if c.dep_ in ("dobj", "dative") for t in c.subtree}
        kept = [t for t in kept if t.i not in hearers]
        if kind in ("oinf", "on+inf", "to+inf", "with+inf"):  # the hearer is no part of what is asked
            marker = next((t for t in kept if t.lower_ == "to" and t.dep_ == "aux" and t.head == root), None)
            if marker is not None:
                first = marker.i - 1 if marker.i and marker.nbor(-1).lower_ in ("not", "never") else marker.i
                kept = [t for t in kept if t.i >= first]
    parts = runs(kept)
    if parts:
        yield Content(kind, root, parts)


def _kind(frame: Frame, root: Token) -> str | None:
    """Which complement a clause is, None when the verb cannot have it."""
    takes = frame.entry.takes
    infinitive = root.tag_ in ("VB", "VBN", "VBG") and any(c.lower_ == "to" and c.dep_ == "aux" for c in root.children)
    marks = [c.lower_ for c in root.children if c.dep_ == "mark"]
    before = root.i < frame.token.i
    if infinitive:
        return _infinitive(frame, root)
    if root.dep_ in ("advcl", "oprd", "acl", "relcl"):
        return None if root.dep_ != "relcl" or "that" not in marks else _first(takes, "that", "othat")
    if root.tag_ == "VBG" and not any(c.dep_ in ("aux", "nsubj") for c in root.children):
        return "ger" if "ger" in takes and not before else None
    if "that" in marks:
        return _first(takes, "that", "othat", "bare")
    first = root.doc[root.left_edge.i]
    if first.lower_ in _ASKING and not before and not any(a.dep_ == "csubj" for a in (first, *first.ancestors) if a.i < root.i):
        return _first(takes, "whether", "owhether")
    if not _finite(root):
        return None
    if before or _floats(frame, root):
        return _first(takes, "quote", "bare", "that", "obare", "othat")
    return _first(takes, "bare", "obare") or (_first(takes, "that", "othat") if own_subject(root) else None)


def _infinitive(frame: Frame, root: Token) -> str | None:
    takes = frame.entry.takes
    if root.i < frame.token.i:
        return None
    if frame.passive:
        if any(c in takes for c in ("oinf", "on+inf")):
            return _first(takes, "oinf", "on+inf")
        return _first(takes, "pinf")
    own = any(c.dep_ == "nsubj" for c in root.children)
    objects = any(c.dep_ in ("dobj", "dative") and c.i < root.i for c in frame.token.children)
    if own or objects:
        return _first(takes, "oinf", "on+inf", "for+inf")
    for prep in frame.token.children:
        if prep.dep_ == "prep" and prep.i < root.i and f"{prep.lower_}+inf" in takes:
            return f"{prep.lower_}+inf"
    return _first(takes, "on+inf", "to+inf", "inf", "for+inf") if "inf" in takes or frame.particle is not None else None


def _prepositional(frame: Frame, prep: Token, held: bool) -> Iterator[Content]:
    takes = frame.entry.takes
    word = prep.lower_
    inside = next((c for c in prep.children if c.dep_ in ("pobj", "pcomp")), None)
    if inside is None or prep.i < frame.token.i:
        return
    if word == "of" and "oof" in takes or word == "against" and "against" in takes or word == "of" and "of" in takes:
        if word == "of" and "of" not in takes and inside.dep_ != "pcomp":
            return  # "accused of fraud" names a thing and tells no words
        complement = "oof" if "oof" in takes and word == "of" and (frame.passive or _object(frame)) else word
        if complement == "oof" or complement in takes:
            yield _of(complement, inside, frame)
    elif word == "as" and "as" in takes and (_object(frame) or frame.passive):
        yield _as(frame, prep, inside)
    elif word == "for" and ("for" in takes or "for+inf" in takes) and (held or frame.particle is None):
        root = next((c for c in inside.children if c.dep_ in ("relcl", "acl") and _has_to(c)), None)
        if root is not None and "for+inf" in takes:
            yield Content("for+inf", root, runs(kept(inside, frame)))
        elif "for" in takes:
            yield Content("for", inside, runs(kept(inside, frame)))
    elif f"{word}+inf" in takes:
        root = next((c for c in inside.children if c.dep_ in ("relcl", "acl", "xcomp") and _has_to(c)), None)
        if root is not None:
            yield Content(f"{word}+inf", root, runs(kept(root, frame)))


def _of(complement: str, inside: Token, frame: Frame) -> Content:
    return Content(complement, inside, runs(kept(inside, frame)))


def _as(frame: Frame, prep: Token, inside: Token) -> Content:
    thing = _object(frame)
    tokens = list(kept(inside, frame))
    if thing is not None:
        kept = [*kept(thing, frame), prep, *kept]
    return Content("as", inside, runs(kept))


def _object(frame: Frame) -> Token | None:
    return next((c for c in frame.token.children if c.dep_ in ("dobj", "dative")), None)


def _has_to(token: Token) -> bool:
    return any(c.lower_ == "to" and c.dep_ == "aux" for c in token.children)


def _noun_phrase(frame: Frame) -> Iterator[Content]:
    thing = _object(frame)
    if thing is not None and not frame.passive and thing.i > frame.token.i:
        tokens = kept(thing, frame)
        for child in frame.token.children:  # "announced the start of a process to find a name, and decide on it"
            if child.i > thing.i and (_has_to(child) or child.dep_ == "conj" and child.tag_ == "VB"):
                kept.extend(kept(child, frame))
        if len(kept) >= 5 and any(t.dep_ in ("prep", "acl", "relcl") for t in kept):
            yield Content("np", thing, runs(kept))


def _around(frame: Frame) -> Iterator[Content]:
    """The cue stands inside or after what was said: "the dam, she said, was safe", "as she claimed"."""
    token = frame.token
    head = token.head
    if head.i == token.i or not any(c in frame.entry.takes for c in ("quote", "bare", "that")):
        return
    if subject(token) is None or not any(c.dep_ in ("nsubj", "nsubjpass") for c in token.children):
        return
    mark = next((c for c in token.children if c.dep_ == "mark"), None)
    as_said = mark is not None and mark.lower_ == "as" and token.dep_ == "advcl"
    if token.dep_ not in ("parataxis", "ccomp", "dep") and not as_said:
        return
    if not as_said and (mark is not None or not _set_off(token)):
        return
    if not (head.tag_.startswith("V") or head.pos_ in ("VERB", "AUX")):
        return
    if _object(frame) is not None and "othat" not in frame.entry.takes and "obare" not in frame.entry.takes:
        return  # "as he rejected the plan": what was rejected is told, and no words
    tokens = kept(head, frame)
    if token.i < head.i and not any(t.i < token.left_edge.i and not t.is_punct for t in kept) and not as_said:
        kept = [t for t in kept if t.i > token.right_edge.i]
    parts = runs(kept)
    if parts:
        yield Content("bare", head, parts)


def _set_off(token: Token) -> bool:
    doc = token.doc
    left, right = token.left_edge.i, token.right_edge.i
    before = left == token.sent.start or doc[left].is_punct or doc[left - 1].is_punct
    after = right + 1 >= token.sent.end or doc[right].is_punct or doc[right + 1].is_punct
    return before and after


def _cue_start(frame: Frame) -> int:
    """The first token of the cue with its speaker, where it follows the content."""
    found = subject(frame.token)
    if found is not None and found.left_edge.i <= frame.token.i and found.head.i == frame.token.i:
        return found.left_edge.i
    return frame.token.i


def _finite(root: Token) -> bool:
    if root.tag_ in ("VBD", "VBZ", "VBP", "MD"):
        return True
    helpers = [c for c in root.children if c.dep_ in ("aux", "auxpass", "cop")]
    if any(c.tag_ in ("VBD", "VBZ", "VBP", "MD") for c in helpers):
        return True
    return root.tag_ == "VB" and any(c.dep_ == "nsubj" for c in root.children)


def own_subject(root: Token) -> bool:
    return any(c.dep_ in ("nsubj", "nsubjpass", "expl", "csubj") for c in root.children)


def _floats(frame: Frame, root: Token) -> bool:
    between = frame.token.doc[frame.token.i + 1 : max(frame.token.i + 1, root.left_edge.i)]
    return any(t.text in (":", ",") for t in between)


def _first(takes: Iterable[str], *wanted: str) -> str | None:
    here = tuple(takes)
    return next((w for w in wanted if w in here), None)



"""What was said, where it is told and not only quoted: the complements of a cue as stretches of the paragraph."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Token

from onrecord.lexicon import speech
from onrecord.marks.quotes.extents import kept, own_subject, runs
from onrecord.marks.quotes.frames import Frame, just_after, subject
from onrecord.marks.quotes.lookup import bounds

_CLAUSES = ("ccomp", "xcomp", "advcl", "dep", "acl", "relcl", "oprd")
_ASKING = ("whether", "if", "why", "how", "what", "who", "when", "where", "which")
_TIMING = ("ADP", "DET", "NOUN", "ADV", "PROPN", "NUM", "ADJ")
_CLOSING = ("”", '"', "’", "»", "''")
_FINITE = ("VBD", "VBZ", "VBP", "MD")
_HEARERS = ("dobj", "dative")
_AFTER_HEARER = ("oinf", "on+inf", "to+inf", "with+inf")
# What can be put at a number: "put the toll at 12".
_COUNTED = frozenset(
    "number toll figure total count cost loss damage crowd turnout estimate price value share rate".split()
)


@dataclass(frozen=True, slots=True)
class Content:
    """A complement: which one, its root token, and its stretches in characters, in order."""

    complement: str
    root: Token
    parts: tuple[tuple[int, int], ...]


def contents(frame: Frame, headline: bool = False) -> list[Content]:
    """What the cue's complements say: mostly one, several where they are coordinated apart."""
    if frame.entry.takes.get("quote") == "only":
        return []
    found = [c for c in (*_below(frame), *_around(frame)) if c.parts]
    if all(c.root.i < frame.token.i for c in found) and (whole := _before_signature(frame)) is not None:
        return [whole]
    return found or [c for c in (*_ahead(frame, headline), *_behind_that(frame)) if c.parts]


def _behind_that(frame: Frame) -> Iterator[Content]:
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
    joined = next((c for c in token.children if c.dep_ == "conj" and c.i > token.i), None)
    behind = [t for t in doc[that : end if joined is None else joined.left_edge.i] if not t.is_space]
    again = next((k for k, t in enumerate(behind) if k > 2 and _speaks_on(t, token)), None)
    behind = behind if again is None else behind[: again - 1]
    finite = next((t for t in behind[1:] if t.tag_ in _FINITE), None)
    if finite is not None and len(behind) > 3:
        yield Content("that", finite, runs(behind))


def _speaks_on(verb: Token, cue: Token) -> bool:
    """A second verb of speech of the same speaker: "claimed that they were well and asked for help"."""
    is_next = verb.i > 0 and verb.nbor(-1).dep_ == "cc" and verb.tag_ == cue.tag_
    return is_next and speech.verb(verb.lower_) is not None


def _before_signature(frame: Frame) -> Content | None:
    """All of a sentence that ends in ", X said on Monday" or ", X told Y", however the parser took it apart."""
    token = frame.token
    who = subject(token)
    takes = frame.entry.takes
    if who is None or frame.passive or not any(c in takes for c in ("quote", "bare", "obare")):
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
        if behind.tag_ in _FINITE or behind.tag_ in ("``", "''") or behind.lower_ == "that":
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
    finite = sum(t.tag_ in _FINITE for t in ahead)
    opening = _opening(ahead)
    if opening.tag_ in ("VBN", "VBG") and opening.dep_ in ("advcl", "acl", "prep", "dep"):
        return False
    if opening.pos_ == "SCONJ" or opening.tag_ == "WRB" or (opening.pos_ == "ADP" and opening.dep_ == "mark"):
        return finite > 1 and any(t.text == "," for t in ahead)
    return finite > 0


def _ahead(frame: Frame, headline: bool) -> Iterator[Content]:
    """All of the sentence before ", X said", where the parser saw no clause: "Rail strike to go on, union says"."""
    token = frame.token
    who = subject(token)
    if who is None or "quote" not in frame.entry.takes:
        return
    inverted = just_after(token) is not None
    if not inverted and (token.dep_ != "ROOT" or who.i > token.i or token.i - who.i > 3 or _object(frame) is not None):
        return
    before = [t for t in token.doc[bounds(token)[0] : token.i if inverted else who.left_edge.i] if not t.is_space]
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


def _below(frame: Frame) -> Iterator[Content]:
    token, told = frame.token, False
    for child in (*token.children, *_under_particle(frame)):
        if child.dep_ not in _CLAUSES and child.dep_ != "csubj":
            continue
        if told and child.dep_ == "ccomp" and not any(c.dep_ == "mark" for c in child.children):
            continue  # a second clause without "that" is the parser's guess at a ragged sentence
        for found in _clause(frame, child):
            told = told or child.i > token.i
            yield found
    thing = _object(frame)
    for child in (*token.children, *(thing.children if thing is not None else ())):
        accuses = child.lower_ == "of" and "oof" in frame.entry.takes
        if child.dep_ == "prep" and child.i > token.i and (child.head.i == token.i or child.lower_ == "as" or accuses):
            yield from _prepositional(frame, child)
    if not told and (astray := _astray(frame)) is not None:
        told = True
        yield astray
    if not told and not frame.passive:
        yield from _noun_phrase(frame)


def _astray(frame: Frame) -> Content | None:
    """A clause with "that" that the parser hung on a noun in between: "told a judge at a hearing that ..."."""
    kind = _first(frame, "that", "othat")
    if kind is None or frame.passive:
        return None
    token = frame.token
    for that in token.doc[token.i + 1 : token.right_edge.i + 1]:
        root = that.head
        if that.lower_ != "that" or that.dep_ != "mark" or root.dep_ not in ("acl", "relcl", "ccomp", "advcl", "dep"):
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


def _under_particle(frame: Frame) -> tuple[Token, ...]:
    """Of "made clear that": the parser hangs the clause on "clear"."""
    if frame.particle is None or frame.particle.dep_ == "prep":
        return ()
    return tuple(c for c in frame.particle.children if c.dep_ in ("ccomp", "csubj", "relcl"))


def _clause(frame: Frame, root: Token) -> Iterator[Content]:
    kind = _kind(frame, root)
    if kind is None:
        return
    tokens = kept(root, frame)
    if root.i < frame.token.i:  # "the dam is safe, he said": whatever stands before the speaker
        if not _floats_free(frame, root):
            return
        cue = _cue_start(frame)
        tokens = [t for t in tokens if t.i < cue]
    else:
        hearers = {t for c in frame.token.children if c.dep_ in _HEARERS for t in c.subtree}
        if _no_hearer(frame) and _finite(root) and not own_subject(root):  # "said the strike helped end the talks"
            tokens, hearers = [*hearers, *tokens], set()
        tokens = [t for t in tokens if t.i > frame.token.i and t not in hearers]
        if kind in _AFTER_HEARER:
            tokens = _from_to(tokens, root)
    yield Content(kind, root, runs(tokens))


def _no_hearer(frame: Frame) -> bool:
    return not any(c in frame.entry.takes for c in ("othat", "obare", "oinf", "owhether", "oof", "ofor", "ocomp"))


def _from_to(tokens: list[Token], root: Token) -> list[Token]:
    """From "to" on: the hearer before it is no part of what is asked."""
    marker = next((t for t in tokens if t.lower_ == "to" and t.dep_ == "aux" and t.head.i == root.i), None)
    if marker is None:
        return tokens
    first = marker.i - 1 if marker.i and marker.nbor(-1).lower_ in ("not", "never") else marker.i
    return [t for t in tokens if t.i >= first]


def _floats_free(frame: Frame, root: Token) -> bool:
    """The clause before the cue is its content: nothing is said behind it, and no colon cuts it off."""
    if _object(frame) is not None and not any(c in frame.entry.takes for c in ("othat", "obare")):
        return False  # "X meets Y, repeats his no": two deeds side by side
    start = _cue_start(frame)
    if any(t.text in (":", ";") for t in root.doc[root.i : start]):
        return False
    if just_after(frame.token) is not None:
        return True
    return not any(c.dep_ == "ccomp" and c.i > frame.token.i for c in frame.token.children)


def _kind(frame: Frame, root: Token) -> str | None:
    """Which complement a clause is, None when the verb cannot have it."""
    takes = frame.entry.takes
    marks = [c.lower_ for c in root.children if c.dep_ == "mark"]
    before = root.i < frame.token.i
    if has_to(root) and root.tag_ in ("VB", "VBN", "VBG"):
        return _infinitive(frame, root)
    if root.dep_ in ("oprd", "acl", "relcl", "csubj"):
        return _first(frame, "that", "othat") if "that" in marks and not before else None
    if root.dep_ == "advcl":
        return _first(frame, "quote") if before and "if" in marks and _whole_sentence(root) else None
    if root.tag_ == "VBG" and not any(c.dep_ in ("aux", "nsubj") for c in root.children):
        return "ger" if "ger" in takes and not before else None
    if "that" in marks:
        return _first(frame, "that", "othat", "bare")
    opening = root.doc[root.left_edge.i]
    relative = opening.i < frame.token.i  # "the fighting, which it claims was stopped"
    if opening.lower_ in _ASKING and not before and not relative and not _in_subject(opening, root):
        return _first(frame, "whether", "owhether")
    if not _finite(root):
        return None
    if before or _set_apart(frame, root):
        return _first(frame, "quote", "bare", "that", "obare", "othat")
    return _first(frame, "bare", "obare") or (_first(frame, "that", "othat") if own_subject(root) else None)


def _in_subject(opening: Token, root: Token) -> bool:
    """ "What began as a message had grown": the question word belongs to the clause's subject, nothing is asked."""
    return any(a.dep_ == "csubj" for a in (opening, *opening.ancestors) if a.i < root.i)


def _whole_sentence(root: Token) -> bool:
    """ "If it does not, no bus will run, he warned": the parser takes both clauses for the condition."""
    inside = root.doc[root.left_edge.i : root.i]
    return any(t.text == "," for t in inside) and own_subject(root)


def _infinitive(frame: Frame, root: Token) -> str | None:
    takes = frame.entry.takes
    if root.i < frame.token.i or (root.dep_ == "advcl" and not _follows_hearer(frame, root)):
        return None
    if root.left_edge.i and root.doc[root.left_edge.i - 1].text == ",":
        return None  # "ordered the gates shut, to prevent a flood": what for
    if frame.passive:
        return _first(frame, "oinf", "on+inf") or _first(frame, "pinf")
    own = any(c.dep_ == "nsubj" for c in root.children)
    hears = any(c.dep_ in _HEARERS and c.i < root.i for c in frame.token.children)
    if own or hears:
        return _first(frame, "oinf", "on+inf", "for+inf")
    for prep in frame.token.children:
        if prep.dep_ == "prep" and prep.i < root.i and f"{prep.lower_}+inf" in takes and prep.lower_ != "for":
            return f"{prep.lower_}+inf"
    return _first(frame, "on+inf", "to+inf", "inf", "for+inf") if "inf" in takes or frame.particle is not None else None


def _follows_hearer(frame: Frame, root: Token) -> bool:
    """ "Appealed for witnesses to come": an infinitive right behind the hearer is no purpose of the speaker's."""
    asked = any(c in frame.entry.takes for c in ("oinf", "on+inf", "for+inf", "to+inf", "with+inf"))
    before = [c for c in frame.token.children if c.dep_ in (*_HEARERS, "prep") and frame.token.i < c.i < root.i]
    return asked and bool(before) and before[-1].right_edge.i + 1 == root.left_edge.i


def _prepositional(frame: Frame, prep: Token) -> Iterator[Content]:
    takes, word = frame.entry.takes, prep.lower_
    wanted = ("pobj", "pcomp", "amod", "acomp") if word == "as" else ("pobj", "pcomp")
    inside = next((c for c in prep.children if c.dep_ in wanted), None)
    if inside is None:
        return
    thing = _object(frame)
    if word in ("of", "against") and word in takes:
        yield Content(word, inside, runs(kept(inside, frame)))
    elif (
        word == "of" and "oof" in takes and inside.dep_ == "pcomp"
    ):  # "accused of fraud" names a thing, and tells no words
        yield Content("oof", inside, runs(kept(inside, frame)))
    elif word == "as" and "as" in takes and thing is not None and thing.i < frame.token.i and not frame.passive:
        yield Content("as", inside, runs(kept(inside, frame)))  # "an answer, which she described as inadequate"
    elif word == "as" and "as" in takes and thing is not None and not frame.passive:
        yield Content("as", inside, runs([*kept(thing, frame), prep, *kept(inside, frame)]))
    elif word == "at" and "at" in takes and thing is not None and thing.lemma_.lower() in _COUNTED and _number(inside):
        yield Content("at", inside, runs([*kept(thing, frame), prep, *kept(inside, frame)]))
    elif word == "for" and ("for" in takes or "for+inf" in takes):
        yield from _for(frame, prep, inside)
    elif f"{word}+inf" in takes:
        root = next((c for c in inside.children if c.dep_ in ("relcl", "acl", "xcomp") and has_to(c)), None)
        if root is not None:
            yield Content(f"{word}+inf", root, runs(kept(root, frame)))


def _for(frame: Frame, prep: Token, inside: Token) -> Iterator[Content]:
    """What is called for; the "for" belongs to "call for", but not to "appealed for help"."""
    ahead = [] if frame.entry.word.endswith(" for") else [prep]
    root = next((c for c in inside.children if c.dep_ in ("relcl", "acl") and has_to(c)), None)
    behind = next(
        (c for c in frame.token.children if c.dep_ in ("advcl", "xcomp") and c.i > prep.i and has_to(c)), None
    )
    if root is None and behind is not None and behind.left_edge.i == prep.right_edge.i + 1:
        if "for+inf" in frame.entry.takes:
            yield Content("for+inf", behind, runs([*ahead, *kept(inside, frame), *kept(behind, frame)]))
        return
    if root is not None and "for+inf" in frame.entry.takes:
        yield Content("for+inf", root, runs([*ahead, *kept(inside, frame)]))
    elif "for" in frame.entry.takes and inside.right_edge.i - inside.left_edge.i >= 2:
        yield Content("for", inside, runs([*ahead, *kept(inside, frame)]))


def _noun_phrase(frame: Frame) -> Iterator[Content]:
    """Content without a clause: "announced the start of a search", "reports 12 dead", "called the claim false"."""
    thing, takes = _object(frame), frame.entry.takes
    if thing is None or thing.i < frame.token.i or (frame.token.tag_ == "VBG" and frame.token.dep_ == "acl"):
        return
    tokens = kept(thing, frame)
    if "ocomp" in takes:
        what = next((c for c in frame.token.children if c.dep_ == "oprd" and c.i > thing.i), None)
        if what is not None and what.pos_ in ("ADJ", "VERB", "NOUN") and thing.dep_ == "dobj":
            yield Content("ocomp", what, runs([*tokens, *kept(what, frame)]))
    if "np" not in takes:
        return
    if takes["np"] == "count":
        if any(_number(t) for t in tokens[:4]):
            yield Content("np", thing, runs(tokens))
        return
    for child in frame.token.children:  # "announced the start of a process to find a name, and decide on it"
        if child.i > thing.i and (has_to(child) or (child.dep_ == "conj" and child.tag_ == "VB")):
            tokens.extend(kept(child, frame))
    if len(tokens) >= 5 and any(t.dep_ in ("prep", "acl", "relcl") for t in tokens):
        yield Content("np", thing, runs(tokens))


def _around(frame: Frame) -> Iterator[Content]:
    """The cue stands inside or after what was said: "the dam, she said, was safe", "as she claimed"."""
    token, head = frame.token, frame.token.head
    if head.i == token.i or frame.passive or not any(c in frame.entry.takes for c in ("quote", "bare", "that")):
        return
    if not any(c.dep_ in ("nsubj", "nsubjpass") for c in token.children) or subject(token) is None:
        return
    mark = next((c for c in token.children if c.dep_ == "mark"), None)
    as_said = mark is not None and mark.lower_ == "as" and token.dep_ == "advcl" and token.i < head.i
    if not as_said and token.i < head.i and speech.verb(head.lower_) is not None and own_subject(head):
        return  # "he pleaded guilty, officers said": the cue is part of what another says
    if not as_said and (mark is not None or token.dep_ not in ("parataxis", "ccomp", "dep") or not _set_off(token)):
        return
    if not (head.tag_.startswith("V") or head.pos_ in ("VERB", "AUX")) or any(
        c.dep_ == "ccomp" for c in token.children
    ):
        return
    if _object(frame) is not None and not any(c in frame.entry.takes for c in ("othat", "obare")):
        return  # "as he rejected the plan": what was rejected is told, and no words
    if token.i > head.i and not as_said and _ends_sentence(token):
        head = _whole(head)  # "smoke rose, and men said it was a bomb, the paper reported": all of it
    tokens = kept(head, frame)
    ahead = [t for t in tokens if t.i < token.left_edge.i and not t.is_punct]
    if token.i < head.i and not ahead and not as_said:
        tokens = [t for t in tokens if t.i > token.right_edge.i]
    yield from _divided(head, token, tokens)


def _divided(head: Token, cue: Token, tokens: list[Token]) -> Iterator[Content]:
    """Two clauses with the cue between them are two contents; one clause with it inside is one content."""
    parts = runs(tokens)
    if len(parts) == 2 and own_subject(head) and head.i < cue.i:
        behind = [t for t in tokens if t.i > cue.i and not t.is_punct]
        second = next((t for t in behind if t.dep_ == "conj" and t.head.i == head.i and own_subject(t)), None)
        if second is not None and behind[0].dep_ == "cc":
            yield Content("bare", head, parts[:1])
            yield Content("bare", second, runs(behind[1:]))
            return
    yield Content("bare", head, parts)


def _ends_sentence(cue: Token) -> bool:
    """Nothing but adverbs and phrases of its own stands behind the cue."""
    behind = cue.doc[cue.i + 1 : bounds(cue)[1]]
    return all(t.is_punct or t.is_space or cue in t.ancestors for t in behind)


def _whole(clause: Token) -> Token:
    """The first of coordinated clauses with subjects of their own."""
    while clause.dep_ == "conj" and clause.head.i < clause.i and own_subject(clause) and own_subject(clause.head):
        clause = clause.head
    return clause


def _set_off(token: Token) -> bool:
    doc = token.doc
    left, right = token.left_edge.i, token.right_edge.i
    before = left == bounds(token)[0] or doc[left].is_punct or doc[left - 1].is_punct
    after = right + 1 >= bounds(token)[1] or doc[right].is_punct or doc[right + 1].is_punct
    return before and after


def _cue_start(frame: Frame) -> int:
    """The first token of the cue with its speaker, where it follows the content."""
    found = subject(frame.token)
    if found is not None and found.left_edge.i <= frame.token.i and found.head.i == frame.token.i:
        return found.left_edge.i
    return frame.token.i


def _set_apart(frame: Frame, root: Token) -> bool:
    between = frame.token.doc[frame.token.i + 1 : max(frame.token.i + 1, root.left_edge.i)]
    return any(t.text in (":", ",") for t in between)


def _object(frame: Frame) -> Token | None:
    return next((c for c in frame.token.children if c.dep_ in _HEARERS), None)


def has_to(token: Token) -> bool:
    """True for an infinitive with "to"."""
    return any(c.lower_ == "to" and c.dep_ == "aux" for c in token.children)


def _number(token: Token) -> bool:
    counts = token.like_num and token.ent_type_ != "ORDINAL"
    return counts or token.tag_ == "CD" or any(c.tag_ == "CD" for c in token.children)


def _finite(root: Token) -> bool:
    if root.tag_ in _FINITE:
        return True
    if any(c.tag_ in _FINITE for c in root.children if c.dep_ in ("aux", "auxpass", "cop")):
        return True
    return root.tag_ == "VB" and any(c.dep_ == "nsubj" for c in root.children)


def _first(frame: Frame, *wanted: str) -> str | None:
    return next((w for w in wanted if w in frame.entry.takes), None)

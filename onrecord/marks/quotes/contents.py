"""What was said, where it is told and not only quoted: the complements of a cue as stretches of the paragraph."""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.lexicon import people_nouns, speech
from onrecord.marks.quotes.chain import behind_source
from onrecord.marks.quotes.extents import across_dashes, kept, lifeless, own_subject, runs
from onrecord.marks.quotes.frames import Frame, just_after, subject
from onrecord.marks.quotes.labels import without_label
from onrecord.marks.quotes.lookup import bounds
from onrecord.marks.quotes.order import (
    FINITE,
    HEARERS,
    Content,
    ahead_of_cue,
    astray,
    before_signature,
    behind_that,
    object_of,
    parted,
)
from onrecord.marks.quotes.words import words_of
from onrecord.marks.words import Token

_CLAUSES = ("ccomp", "xcomp", "advcl", "dep", "acl", "relcl", "oprd")
_ASKING = words_of("asks")
_AFTER_HEARER = ("oinf", "on+inf", "to+inf", "with+inf")
_COUNTED = words_of("counted")


def contents(frame: Frame, headline: bool = False) -> list[Content]:
    """What the cue's complements say: mostly one, several where they are coordinated apart."""
    if frame.entry.takes.get("quote") == "only":
        return []
    found = [without_label(c, frame.token) for c in (*_below(frame), *_around(frame)) if c.parts]
    if all(c.parts[0][0] > frame.token.idx for c in found) and (clause := parted(frame)) is not None:
        return [clause]
    if all(c.root.i < frame.token.i for c in found) and (whole := before_signature(frame)) is not None:
        return [without_label(whole, frame.token)]
    return found or [c for c in (*ahead_of_cue(frame, headline), *behind_that(frame)) if c.parts]


def _below(frame: Frame) -> Iterator[Content]:
    token, told = frame.token, False
    for child in (*token.children, *_under_particle(frame), *behind_source(token), *_under_hearer(frame)):
        if child.dep_ not in _CLAUSES and child.dep_ != "csubj":
            continue
        if told and child.dep_ == "ccomp" and not any(c.dep_ == "mark" for c in child.children):
            continue  # a second clause without "that" is the parser's guess at a ragged sentence
        for found in _clause(frame, child):
            told = told or child.i > token.i
            yield found
    thing = object_of(frame)
    for child in (*token.children, *(thing.children if thing is not None else ())):
        if child.dep_ != "prep" or child.i < token.i:
            continue
        accuses = child.lower_ == "of" and "oof" in frame.entry.takes
        if child.head.i == token.i or child.lower_ == "as" or accuses:
            yield from _prepositional(frame, child)
    if not told and (found_astray := astray(frame)) is not None:
        told = True
        yield found_astray
    if not told and not frame.passive:
        yield from _noun_phrase(frame)


def _under_particle(frame: Frame) -> tuple[Token, ...]:
    """Of "made clear that": the parser hangs the clause on "clear"."""
    if frame.particle is None or frame.particle.dep_ == "prep":
        return ()
    under = (c for c in frame.particle.children if c.dep_ in ("ccomp", "csubj", "relcl", "advcl"))
    return tuple(c for c in under if c.dep_ != "advcl" or _with_that(c))


def _under_hearer(frame: Frame) -> tuple[Token, ...]:
    """Of "told a judge that she was resting": the parser may hang the clause on the judge."""
    if not frame.entry.can("othat") or any(c.dep_ == "ccomp" and c.i > frame.token.i for c in frame.token.children):
        return ()
    heard = (c for c in frame.token.children if c.dep_ in HEARERS and c.i > frame.token.i and c.pos_ != "PRON")
    return tuple(c for h in heard for c in h.children if c.dep_ in ("acl", "relcl", "ccomp") and _with_that(c))


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
        hearers = {t for c in frame.token.children if c.dep_ in HEARERS for t in c.subtree}
        hearers.difference_update(root.subtree)
        thing = object_of(frame)
        deaf = _no_hearer(frame) or (thing is not None and lifeless(thing))
        if kind == "that" and _no_hearer(frame) and thing is not None and frame.token.i < thing.i < root.left_edge.i:
            return  # "held signs that read"
        if deaf and _finite(root) and not own_subject(root):  # "said the strike helped end the talks"
            tokens, hearers = [*hearers, *tokens], set()
        tokens = [t for t in tokens if t.i > frame.token.i and t not in hearers]
        if kind in _AFTER_HEARER:
            tokens = _from_to(tokens, root)
        tokens = across_dashes(_from_that(tokens, root))
    yield Content(kind, root, runs(tokens))


def _with_that(clause: Token) -> bool:
    return any(c.dep_ == "mark" and c.lower_ == "that" for c in clause.children)


def _from_that(tokens: list[Token], root: Token) -> list[Token]:
    """From "that" on, where adverbs stand before it: "estimated earlier that 40 were hurt"."""
    that = next((c for c in root.children if c.dep_ == "mark" and c.lower_ == "that"), None)
    if that is None or any(t.pos_ not in ("ADV", "PUNCT") for t in tokens if t.i < that.i):
        return tokens
    return [t for t in tokens if t.i >= that.i]


def _no_hearer(frame: Frame) -> bool:
    return not frame.entry.can_any("othat", "obare", "oinf", "owhether", "oof", "ofor", "ocomp")


def _from_to(tokens: list[Token], root: Token) -> list[Token]:
    """From "to" on: the hearer before it is no part of what is asked."""
    marker = next((t for t in tokens if t.lower_ == "to" and t.dep_ == "aux" and t.head.i == root.i), None)
    if marker is None:
        return tokens
    first = marker.i - 1 if marker.i and marker.nbor(-1).lower_ in ("not", "never") else marker.i
    return [t for t in tokens if t.i >= first]


def _floats_free(frame: Frame, root: Token) -> bool:
    """The clause before the cue is its content: nothing is said behind it, and no colon cuts it off."""
    if object_of(frame) is not None and not frame.entry.can_any("othat", "obare"):
        return False  # "X meets Y, repeats his no": two deeds side by side
    start = _cue_start(frame)
    if any(t.text in (":", ";") for t in root.doc[root.i : start]):
        return False
    if just_after(frame.token) is not None:
        return True
    return not any(c.dep_ == "ccomp" and c.i > frame.token.i for c in frame.token.children)


_WHEN = frozenset(("before", "after", "until", "while", "since", "because", "although", "though"))


def _kind(frame: Frame, root: Token) -> str | None:
    """Which complement a clause is, None when the verb cannot have it."""
    takes = frame.entry.takes
    marks = [c.lower_ for c in root.children if c.dep_ == "mark"]
    before = root.i < frame.token.i
    if has_to(root) and root.tag_ in ("VB", "VBN", "VBG"):
        return _infinitive(frame, root)
    if root.dep_ in ("oprd", "acl", "relcl", "csubj"):
        return frame.first("that", "othat") if "that" in marks and not before else None
    if root.dep_ == "advcl" and root.head == frame.particle:
        return frame.first("that", "othat")  # "made it clear that"
    if root.dep_ == "advcl":
        return frame.first("quote") if before and "if" in marks and _whole_sentence(root) else None
    if root.tag_ == "VBG" and not any(c.dep_ in ("aux", "nsubj") for c in root.children):
        return "ger" if "ger" in takes and not before else None
    if "that" in marks:
        return frame.first("that", "othat", "bare")
    if not before and not _WHEN.isdisjoint(marks):
        return None  # "said before the doors opened": when, and not what
    opening = root.doc[root.left_edge.i]
    relative = opening.i < frame.token.i  # "the fighting, which it claims was stopped"
    if opening.lower_ in _ASKING and not before and not relative and not _in_subject(opening, root):
        return frame.first("whether", "owhether")
    taken = root.tag_ == "VBN" and own_subject(root) and frame.entry.can("bare")  # "said two houses burned"
    if not _finite(root) and not taken:
        return None
    if before or _set_apart(frame, root):
        return frame.first("quote", "bare", "that", "obare", "othat")
    return frame.first("bare", "obare") or (frame.first("that", "othat") if own_subject(root) else None)


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
        return frame.first("oinf", "on+inf") or frame.first("pinf")
    own = any(c.dep_ == "nsubj" for c in root.children)
    hears = any(c.dep_ in HEARERS and c.i < root.i for c in frame.token.children)
    if own or hears:
        return frame.first("oinf", "on+inf", "for+inf")
    for prep in frame.token.children:
        if prep.dep_ == "prep" and prep.i < root.i and f"{prep.lower_}+inf" in takes and prep.lower_ != "for":
            return f"{prep.lower_}+inf"
    return frame.first("on+inf", "to+inf", "inf", "for+inf") if "inf" in takes or frame.particle is not None else None


def _follows_hearer(frame: Frame, root: Token) -> bool:
    """ "Appealed for witnesses to come": an infinitive right behind the hearer is no purpose of the speaker's."""
    asked = frame.entry.can_any("oinf", "on+inf", "for+inf", "to+inf", "with+inf")
    before = [c for c in frame.token.children if c.dep_ in (*HEARERS, "prep") and frame.token.i < c.i < root.i]
    return asked and bool(before) and before[-1].right_edge.i + 1 == root.left_edge.i


def _prepositional(frame: Frame, prep: Token) -> Iterator[Content]:
    takes, word = frame.entry.takes, prep.lower_
    wanted = ("pobj", "pcomp", "amod", "acomp") if word == "as" else ("pobj", "pcomp")
    inside = next((c for c in prep.children if c.dep_ in wanted), None)
    if inside is None:
        return
    thing = object_of(frame)
    if word in ("of", "against") and word in takes:
        told = kept(inside, frame)
        if len(told) > 1:  # "warned of war" only names it
            yield Content(word, inside, runs(told))
    elif (
        word == "of"
        and "oof" in takes
        and inside.dep_ == "pcomp"
        and (frame.passive or thing is not None or _of_whom(frame))
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


def _of_whom(frame: Frame) -> bool:
    """ "Whom they accused of it"; "the man accused of it" only looks like somebody who accuses."""
    return any(c.tag_ in ("WP", "WDT") for c in frame.token.children)


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
    thing, takes = object_of(frame), frame.entry.takes
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
        if any(_number(t) for t in tokens[:4]) and not _counted_thing(subject(frame.token)):
            yield Content("np", thing, runs(tokens))
        return
    for child in frame.token.children:  # "announced the start of a process to find a name, and decide on it"
        if child.i > thing.i and (has_to(child) or (child.dep_ == "conj" and child.tag_ == "VB")):
            tokens.extend(kept(child, frame))
    if len(tokens) >= 5 and any(t.dep_ in ("prep", "acl", "relcl") for t in tokens):
        yield Content("np", thing, runs(tokens))


def _counted_thing(token: Token | None) -> bool:
    """True for "40 cases" in "they had 40 leaks reported, and two fires": what is counted does not report."""
    if token is None or token.ent_type_ in ("PERSON", "ORG", "GPE", "NORP"):
        return False
    return people_nouns.by_lemma(token.lemma_.lower()) is None and any(c.dep_ == "nummod" for c in token.children)


def _speaks(verb: Token) -> bool:
    """True for "as she likes to say": a verb of speech without words of its own."""
    return speech.verb(verb.lower_) is not None and all(c.dep_ not in ("dobj", "ccomp", "xcomp") for c in verb.children)


def _around(frame: Frame) -> Iterator[Content]:
    """The cue stands inside or after what was said: "the dam, she said, was safe", "as she claimed"."""
    token, head = frame.token, frame.token.head
    if head.i == token.i or frame.passive or not frame.entry.can_any("quote", "bare", "that"):
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
        c.dep_ == "ccomp" or (c.dep_ == "xcomp" and not _speaks(c)) for c in token.children
    ):
        return  # "as the fires continue to grow, crews must act": the verb has words of its own
    if object_of(frame) is not None and not frame.entry.can_any("othat", "obare"):
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


def has_to(token: Token) -> bool:
    """True for an infinitive with "to"."""
    return any(c.lower_ == "to" and c.dep_ == "aux" for c in token.children)


def _number(token: Token) -> bool:
    counts = token.like_num and token.ent_type_ != "ORDINAL"
    return counts or token.tag_ == "CD" or any(c.tag_ == "CD" for c in token.children)


def _finite(root: Token) -> bool:
    if root.tag_ in FINITE:
        return True
    if any(c.tag_ in FINITE for c in root.children if c.dep_ in ("aux", "auxpass", "cop")):
        return True
    return root.tag_ == "VB" and any(c.dep_ == "nsubj" for c in root.children)

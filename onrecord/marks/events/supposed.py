"""What is only supposed: "provided that they sign", "as long as they do not attack", "imagine that a comet struck"."""

from __future__ import annotations

from onrecord.marks.events import grammar
from onrecord.marks.events.grammar import children, lemma
from onrecord.marks.events.words import words_of
from onrecord.marks.words import Token

_SUPPOSING = words_of("supposing")
_WOULD = frozenset(("would", "'d", "could", "might", "may", "can", "must", "shall", "will", "'ll"))
_CONDITIONS = words_of("on condition")
_FAR = 9  # words between "imagine", or "provided", and the verb's own clause: "Imagine, said the clerk, that"


def supposed(verb: Token) -> Token | None:
    """The word by which a clause is a thing supposed: "provided", "imagine", "as long as", "on condition that"."""
    first = verb.left_edge
    return _as_long(verb) or _opened(verb, first) or _on_condition(verb)


def _opened(verb: Token, first: Token) -> Token | None:
    """ "Provided (that) they sign", "supposing they sign", "imagine, said the clerk, that they attacked"."""
    if first.i < verb.i and first.lower_ in _SUPPOSING and not _own(first) and _subject(verb):
        return first
    if not first.i or not _subject(verb):
        return None
    word = first.nbor(-1)
    if word.lower_ in _SUPPOSING:
        return None if _own(word) else word
    if first.lower_ != "that":
        return None
    for i in range(first.i - 1, max(-1, first.i - _FAR), -1):
        word = verb.doc[i]
        opens = word.is_sent_start or not word.i or word.nbor(-1).is_punct
        if opens and word.lower_ in ("imagine", "suppose", "assume"):
            return word
        if word.is_sent_start:
            return None
    return None


def _own(word: Token) -> bool:
    """True for "provided" with a subject or auxiliary of its own: "they had provided that"."""
    return any(c.dep_ in ("nsubj", "nsubjpass", "aux", "auxpass") and c.i < word.i for c in grammar.kids(word))


def _subject(verb: Token) -> bool:
    return bool(children(verb, "nsubj", "nsubjpass", "expl"))


def _as_long(verb: Token) -> Token | None:
    """The word "long" in "as long as they do not attack": of what holds now or is to come, not of what was."""
    mark = next((c for c in children(verb, "mark") if c.lower_ == "as" and c.i > 1), None)
    if mark is None or mark.nbor(-1).lower_ != "long" or mark.nbor(-2).lower_ not in ("as", "so"):
        return None
    first = next(iter(grammar.own_aux(verb)), verb)
    return mark.nbor(-1) if first.tag_ in ("VBZ", "VBP", "VB", "MD") else None


def _on_condition(verb: Token) -> Token | None:
    """The noun in "on condition that they disarm", "on the assumption that", "in the event they attack"."""
    noun = verb.head
    if verb.dep_ not in ("acl", "relcl", "ccomp") or noun.pos_ != "NOUN" or lemma(noun) not in _CONDITIONS:
        return None
    under = noun.dep_ == "pobj" and noun.head.lower_ in ("on", "in", "under")
    return noun if under and _subject(verb) and not grammar.infinitive(verb) else None


def anyone(verb: Token) -> tuple[Token, ...]:
    """The words that say so in "any guard who fires", "whoever wins will", "a player who spits is banned".

    Of whoever it may be, nobody is said to have done it.
    """
    noun, main = _bearer(verb)
    if noun is None or main is None:
        return ()
    first = next(iter(grammar.own_aux(verb)), verb)
    now = first.tag_ in ("VBZ", "VBP") and first.lower_ not in ("has", "have", "had")
    any_ = next((d for d in children(noun, "det") if d.lower_ in ("any", "whichever", "whatever")), None)
    if any_ is not None and (now or verb.dep_ == "acl"):
        return any_, verb
    modal = next((a for a in grammar.own_aux(main) if a.lower_ in _WOULD), None)
    if noun.lower_ in ("whoever", "whichever", "whatever"):
        return (noun, verb) if now and modal is not None else ()
    one = next((d for d in children(noun, "det") if d.lower_ in ("a", "an")), None)
    if one is None or noun.ent_type_ or noun.dep_ not in ("nsubj", "nsubjpass"):
        return ()
    if verb.dep_ == "relcl" and now and verb.tag_ != "VBG":
        rule = modal or next((a for a in grammar.own_aux(main) if a.lower_ in ("is", "are")), None)
        return (rule, one) if rule is not None and main.tag_ in ("VB", "VBN") else ()
    bare = verb.dep_ == "acl" and not grammar.own_aux(verb) and verb.tag_ in ("VBN", "VBD")
    undated = not any(t.ent_type_ in grammar.TIME_LABELS for p in children(verb, "prep") for t in children(p, "pobj"))
    unsaid = main.dep_ != "ccomp" or main.i < main.head.i
    if bare and undated and unsaid and modal is not None and modal.lower_ in ("would", "'d", "can", "could"):
        return modal, one
    return ()


def _bearer(verb: Token) -> tuple[Token | None, Token | None]:
    """Whom a clause is said of, and the verb of which that one is a part."""
    if verb.dep_ == "csubj":
        who = next((s for s in children(verb, "nsubj", "nsubjpass") if s.lower_ in ("whoever", "whatever")), None)
        return who, verb.head
    noun = verb.head
    if verb.dep_ not in ("relcl", "acl") or noun.pos_ not in ("NOUN", "PRON"):
        return None, None
    return noun, noun.head if grammar.is_verb(noun.head) else None

"""What is told by somebody who may not know: rumours, prosecutors, accounts that nobody could verify."""

from __future__ import annotations

from onrecord.marks.events import grammar, verb_form
from onrecord.marks.events.grammar import children, lemma
from onrecord.marks.events.words import words_of
from onrecord.marks.words import Token

_UNSURE = words_of("unverified")
_VERIFYING = words_of("verifies")
_CLAIMS = words_of("unsure account")
_CHARGES = words_of("charge in apposition")
_WRONGLY = words_of("wrongly")
_NO = frozenset("not n't no nobody none neither never unable cannot".split())
_WAYS = frozenset(("way", "means", "possibility", "to"))
_AHEAD = 40  # words of the sentence after a deed, among which its account is called unverified


def unverified(word: Token) -> tuple[Token, ...]:
    """The words that say so in "unconfirmed reports", "a memo whose authenticity could not be checked"."""
    for child in children(word, "amod"):
        if child.lower_ in _UNSURE:
            return (child,)
    for clause in children(word, "relcl", "acl"):
        for verb in (clause, *children(clause, "xcomp", "relcl")):
            if lemma(verb) not in _VERIFYING:
                continue
            no = verb_form.negation(verb) or (verb_form.negation(clause) if clause is not verb else None)
            if no is not None:
                return no, verb
    return ()


def if_genuine(verb: Token, head: Token) -> Token | None:
    """The word "if" in "if the pictures are genuine, they show that it was shot down"."""
    if verb.dep_ != "ccomp" or lemma(head) not in words_of("shows"):
        return None
    marks = (m for c in children(head, "advcl") for m in children(c, "mark") if m.lower_ == "if")
    return next(marks, None)


def told_unverified(anchor: Token) -> tuple[Token, ...]:
    """The words that say so in "shot nine of them, a claim that could not be verified"."""
    doc = anchor.doc
    for i in range(anchor.i + 1, min(anchor.i + _AHEAD, len(doc))):
        word = doc[i]
        if word.is_sent_start:
            return ()
        if word.lower_ in _CHARGES and word.nbor(-1).lower_ in ("a", "an", "the") and word.nbor(-2).text == ",":
            return (word,)  # "told them that he had drugged her, an accusation he denies"
        if word.tag_ == "NNS" and word.i > 1 and word.lower_[:-1] in _CHARGES and _stands_apart(word):
            return (word,)  # "said that they had been drugged, allegations that the guards deny"
        if word.lower_ in _WAYS and i > 1 and doc[i - 1].lower_ in ("no", "any", "impossible", "unable"):
            sure = next((w for w in doc[i + 1 : i + 5].words if lemma(w) in _VERIFYING), None)
            if sure is not None:
                return doc[i - 1], sure  # "but there was no way of verifying their account"
        if word.lower_ not in _CLAIMS or word.right_edge.i < i + 3:
            continue
        after = [doc[n] for n in range(i + 1, word.right_edge.i + 1)]
        sure = next((w for w in after if lemma(w) in _VERIFYING), None)
        no = next((w for w in after if w.lower_ in _NO), None)
        if sure is not None and no is not None and no.i < sure.i:
            return no, sure
    return ()


def _stands_apart(word: Token) -> bool:
    """True for a bare noun behind a comma and before "that", "which" or an owner's word on it."""
    after = word.doc[word.i + 1] if word.i + 1 < len(word.doc) else word
    return word.nbor(-1).text == "," and (after.lower_ in ("that", "which") or after.pos_ in ("PRON", "DET", "PROPN"))


def wrongly_told(verb: Token) -> Token | None:
    """The word "wrongly" in "wrongly reported that he had fled", "has been falsely claimed to have fled"."""
    for child in grammar.kids(verb):
        if child.dep_ == "advmod" and child.lower_ in _WRONGLY:
            return child
    return None

"""Who speaks at a sentence's end, parted from the verb by what he is: "it sank, Ada Orr, head of the port, said"."""

from __future__ import annotations

from onrecord.lexicon import people_nouns
from onrecord.marks.quotes.lookup import bounds
from onrecord.marks.words import Token

_TITLE = 16  # words back from the verb, among which a name stands apart from it by what its bearer is
_HUNG = frozenset(("appos", "npadvmod", "conj", "oprd", "dep"))  # as what the parser takes the name
_BEFORE = frozenset(("det", "amod", "compound", "nummod"))
_MARKS = frozenset('"“”«»')


def named_apart(token: Token) -> Token | None:
    """The name, which the parser hangs on the noun before it; None where none stands there."""
    words, i = token.doc.words, token.i
    if i < 6 or words[i - 1].text != "," or token.tag_ not in ("VBD", "VBZ", "VBP") or not says_no_more(token):
        return None
    for k in range(i - 3, max(i - _TITLE, bounds(token)[0]), -1):
        here = words[k]
        finite = here.tag_ in ("VBD", "VBZ", "VBP", "MD") and here.dep_ != "relcl"
        if finite or here.text in _MARKS:
            return None
        if here.dep_ in _HUNG and here.head.i < k and words[k + 1].text == "," and _somebody(here):
            edge = here.left_edge.i
            bare = all(t.ent_type_ == here.ent_type_ or t.dep_ in _BEFORE for t in words[edge:k])
            title = any(t.pos_ == "NOUN" or t.tag_ == "WP" for t in words[k + 2 : i - 1])
            return here if bare and title and edge > 2 and words[edge - 1].text == "," else None
    return None


def _somebody(word: Token) -> bool:
    """True for the name of a person or body, and for "a witness", "the guard"."""
    if word.ent_type_ in ("PERSON", "ORG"):
        return True
    person = word.pos_ == "NOUN" and people_nouns.by_lemma(word.lemma_.lower()) is not None
    return person and any(c.dep_ == "det" for c in word.children)


def says_no_more(token: Token) -> bool:
    """True for a verb behind which only a hearer or a phrase stands."""
    return all(
        c.dep_ in ("dobj", "dative", "prep", "npadvmod", "advmod", "punct") for c in token.children if c.i > token.i
    )

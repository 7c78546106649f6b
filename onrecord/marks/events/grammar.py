"""Looking around in a dependency parse: words, their kinds, and what hangs on them.

All functions take tokens of one paragraph's parse and climb or descend a bounded number of steps; so do those of
`verb_form.py`, `extents.py` and `arguments.py`, which stand on these.
"""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.lexicon import irregular
from onrecord.marks.events.tables import effects, nouns, verbs
from onrecord.marks.events.words import words_of
from onrecord.marks.words import Doc, Token

SUBJECTS = frozenset(("nsubj", "nsubjpass", "csubj"))
WITH_E = words_of("ends in e")
NEAR = 80  # words; no phrase of a sane sentence stands farther from what it hangs on
MAX_CLIMB = 8  # clauses deeper than this are lists or garbled text
TIME_LABELS = frozenset(("DATE", "TIME"))
TIME_NOUNS = words_of("noun of time")
RELATIVE = frozenset(("WDT", "WP", "WP$"))
_BASES = "events: base forms"
_LEADING = frozenset(("prep", "agent", "dative", "prt", "advmod", "mark"))
_STATES = ("GPE", "NORP")


def kids(token: Token) -> Sequence[Token]:
    """What hangs on a token at once, in text order, as far as NEAR words away.

    An endless sentence would ask for all of them thousands of times.
    """
    found = token.children
    if found and (token.i - found[0].i > NEAR or found[-1].i - token.i > NEAR):
        return [child for child in found if abs(child.i - token.i) <= NEAR]
    return found


def before(token: Token) -> list[Token]:
    """What hangs on a token and stands before it, in text order."""
    return [c for c in kids(token) if c.i < token.i]


def after(token: Token) -> list[Token]:
    """What hangs on a token and stands after it, in text order."""
    return [c for c in kids(token) if c.i > token.i]


def children(token: Token, *deps: str) -> list[Token]:
    """The children with one of these relations, in text order."""
    return [c for c in kids(token) if c.dep_ in deps] if token.children else []


def conjuncts(token: Token) -> list[Token]:
    """The token and what is coordinated with it: "Kenya, Ghana and Togo"; at most twelve."""
    out = [token]
    for found in out:
        if len(out) >= 12:
            break
        out += [c for c in kids(found) if c.dep_ in ("conj", "appos_conj")]
    return out[:12]


def lemma(token: Token) -> str:
    """The base form in lower case; "march" for "marches", of which the lemmatizer makes "marche"."""
    base = token.lemma_.lower()
    if token.tag_ == "NNS" and base.endswith(("che", "she", "sse")) and base not in WITH_E:
        return base[:-1]
    return base


def common(noun: Token) -> str:
    """The base form of a noun of modality.tsv that opens a sentence, where it may be read as a name: "Threats of"."""
    if noun.lower_ == "up" and noun.i > 1 and noun.nbor(-1).text == "-":
        return f"{noun.nbor(-2).lower_}-up"  # "no let-up in the shelling"
    if noun.pos_ != "PROPN" or not noun.is_sent_start:
        return lemma(noun)
    return next((b for b in irregular.bases(noun.text) if ("noun", b) in effects()), lemma(noun))


def bases(doc: Doc) -> list[str]:
    """The base forms of all words of a paragraph, by their places: worked out once, for those who ask each word."""
    found: list[str] | None = doc.user_data.get(_BASES)
    if found is None:
        # only a plural may differ from what the lemmatizer gives
        found = [lemma(token) if token.tag_ == "NNS" else token.lemma_.lower() for token in doc.words]
        doc.user_data[_BASES] = found
    return found


def is_verb(token: Token) -> bool:
    """True for verbs, and for words the tagger takes for another part of speech but the parser for a clause."""
    return token.pos_ in ("VERB", "AUX")


def nominal(token: Token) -> bool:
    """True for a noun that the tagger takes for a verb: "in a court room shooting", "to this cholera outbreak"."""
    if token.pos_ != "VERB" or token.tag_ not in ("VBG", "VB", "VBP"):
        return False
    below = {c.dep_ for c in kids(token)}
    if below & {"aux", "auxpass", "nsubj", "nsubjpass", "dobj", "neg", "mark", "xcomp", "ccomp", "prt"}:
        return False
    if token.dep_ in ("pobj", "dobj", "nsubj", "nsubjpass") and below & {"det", "amod", "compound", "poss"}:
        return True
    named = token.dep_ in ("pobj", "dobj", "nsubj", "nsubjpass", "oprd", "attr", "appos")
    return named and token.tag_ != "VBG" and lemma(token) not in verbs() and token.lower_ in nouns()


def infinitive(verb: Token) -> bool:
    """True for "to attack"."""
    return any(c.dep_ == "aux" and c.tag_ == "TO" for c in kids(verb))


def own_aux(verb: Token) -> list[Token]:
    """Its auxiliaries, in text order, "to" left out."""
    return [c for c in kids(verb) if c.dep_ in ("aux", "auxpass") and c.tag_ != "TO"]


def is_time(noun: Token) -> bool:
    """True for "a week", "Monday"."""
    return noun.ent_type_ in TIME_LABELS or noun.lemma_ in TIME_NOUNS


def prepositions(word: Token) -> frozenset[str]:
    """Those beside a word under which `of_prep` finds anything, in lower case."""
    own = [c for c in kids(word) if c.dep_ in _LEADING]
    return frozenset([_as_read(c) for c in (*own, *(inner for c in own for inner in children(c, "prep")))])


def _as_read(preposition: Token) -> str:
    return "on" if preposition.lower_ == "upon" else preposition.lower_


def of_prep(word: Token, prep: str) -> list[Token]:
    """What stands under preposition `prep` beside `word`: "on", also inside another ("out of")."""
    out: list[Token] = []
    for child in kids(word):
        if child.dep_ not in _LEADING:
            continue
        if _as_read(child) == prep:
            under = ("pobj", "pcomp", "amod", "acomp") if prep == "as" else ("pobj", "pcomp")  # "described it as vile"
            out += [t for p in children(child, *under) for t in conjuncts(p)]
        out += [
            t
            for inner in children(child, "prep")
            if inner.lower_ == prep
            for p in children(inner, "pobj")
            for t in conjuncts(p)
        ]
    return out


def owners(noun: Token) -> list[Token]:
    """Possessor, nation or body before a noun: "Kenya's", "his", "Kenyan", "U.N."; "U.S. beef imports"."""
    out = []
    for child in kids(noun):
        if child.i >= noun.i:
            continue
        if child.dep_ == "poss":
            out += conjuncts(child)
        elif child.ent_type_ in ("NORP", "GPE", "ORG", "PERSON") and child.dep_ in (
            "amod",
            "compound",
            "nmod",
            "npadvmod",
        ):
            out.append(child)
        elif child.dep_ in ("compound", "nmod"):  # "Kenya's ground and air offensive"
            out += [c for c in kids(child) if c.dep_ == "poss" or (c.ent_type_ in _STATES and c.dep_ == "compound")]
    return out


def definite(noun: Token) -> bool:
    """True for "the attack", "this attack", "its attack": one that has been spoken of, or is known."""
    return any(
        c.dep_ == "poss" or (c.dep_ == "det" and c.lower_ in ("the", "this", "that", "these", "those"))
        for c in kids(noun)
    )

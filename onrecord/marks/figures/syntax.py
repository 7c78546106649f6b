"""What the parse says about a number: the noun it counts, the verb over it, the clause it stands in."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from onrecord.lexicon.lexemes import Lexeme, joined
from onrecord.marks.figures.amount import Amount
from onrecord.marks.words import Doc, Token
from onrecord.shapes.once import once
from onrecord.shapes.quick import quick

_PREMODIFIERS = frozenset("nummod quantmod amod compound nmod npadvmod det advmod meta dep".split())
_NOUN = frozenset(("NOUN", "PROPN", "ADJ"))
_TO_SHARED = 4  # tokens to a plural behind "and"
_REACH = 9  # tokens from a number to the noun it counts; beyond that a parse has gone wrong


class Words:
    """Looks up the tokens of a parse by character offsets."""

    def __init__(self, doc: Doc) -> None:
        """Index the tokens by where they begin."""
        self.doc = doc
        self.text = str(doc.text)
        self._starts = [token.idx for token in doc.words]

    @once
    def _according(self) -> list[int]:
        """Where "according to" stands."""
        beside = pairwise(self.doc.words)
        return [token.idx for token, after in beside if token.lower_ == "according" and after.lower_ == "to"]

    @once
    def _sentences(self) -> list[tuple[int, int]]:
        """Where sentences begin and end."""
        return [(int(sent.start_char), int(sent.end_char)) for sent in self.doc.sents]

    def sentence(self, offset: int) -> tuple[int, int]:
        """The sentence that character `offset` lies in."""
        return self._sentences[max(0, bisect_right(self._sentences, (offset, len(self.text) + 1)) - 1)]

    def at(self, offset: int) -> Token:
        """The token that covers character `offset` (the last one before it, in white space)."""
        return self.doc.words[max(0, bisect_right(self._starts, offset) - 1)]

    def according(self, offset: int) -> Token | None:
        """The nearest "according to" in the sentence of `offset`: the next one after it, else the last before."""
        first, end = self.sentence(offset)
        i = bisect_right(self._according, offset)
        for k in (i, i - 1):
            if 0 <= k < len(self._according) and first <= self._according[k] < end:
                return self.at(self._according[k])
        return None

    def between(self, start: int, end: int) -> list[Token]:
        """The tokens over characters [start, end)."""
        first, last = self.at(start), self.at(max(start, end - 1))
        return self.doc.words[first.i : last.i + 1]


@quick
@dataclass(frozen=True, slots=True)
class Counted:
    """The noun that is counted (None where there is none), and the token whose place in the sentence tells the rest."""

    noun: Token | None
    anchor: Token
    of: bool = False


def end_of(token: Token) -> int:
    """The offset after the token."""
    return int(token.idx + len(token.text))


def counted(lex: Sequence[Lexeme], a: Amount, words: Words) -> Counted:
    """The noun that the amount counts."""
    over = words.between(lex[a.core].start, lex[a.core_last - 1].end)
    top = next((t for t in reversed(over) if t.head not in over or t.head == t), over[-1])
    if a.last < len(lex) and lex[a.last].low == "of" and a.form != "ordinal":
        found = _after_of(words.at(lex[a.last].start))
        if found is not None and found.pos_ in ("NOUN", "PROPN", "PRON", "NUM"):
            return Counted(found if found.pos_ in ("NOUN", "PROPN") else None, top, True)
    if a.form == "vague" and lex[a.core_last - 1].low == "of":
        found = _after_of(words.at(lex[a.core_last - 1].start)) or _next_noun(words, lex[a.core_last - 1].end)
        anchor = over[-2] if len(over) > 1 and over[-1].lower_ == "of" else top
        return Counted(found, anchor if found is None or anchor.pos_ != "DET" else found, True)
    found = _governed_noun(top)
    if found is None and a.unit is None:
        found = _next_noun(words, lex[a.last - 1].end)
    if found is not None and found.lower_ in ("straight", "consecutive"):  # "won five straight"
        return Counted(None, top)
    hyphened = _hyphened(lex, a, words) or _shared(a, found)
    return Counted(hyphened or found, found or hyphened or top)


def _shared(a: Amount, noun: Token | None) -> Token | None:
    """ "four coast guard and harbour officials": the plural at the end, of what the parse counts before the "and"."""
    if noun is None or noun.tag_ != "NN" or a.unit is not None or a.form != "cardinal" or (a.value or 0) < 2:
        return None
    plurals = (x for x in noun.children if x.dep_ == "conj" and x.tag_ == "NNS" and x.i - noun.i <= _TO_SHARED)
    bare = (x for x in plurals if all(y.dep_ in ("compound", "amod", "nmod") for y in x.lefts))
    return next(bare, None)


def _hyphened(lex: Sequence[Lexeme], a: Amount, words: Words) -> Token | None:
    """The noun that a hyphen joins to the number: games are counted in "an 11-game losing streak", no streaks."""
    if a.unit is not None or a.form not in ("cardinal", "range") or not joined(lex, a.last):
        return None
    if lex[a.last].text in "–—":
        return None
    token = words.at(lex[a.last + 1].start)
    return token if token.tag_ in ("NN", "NNS", "NNP", "NNPS") else None


def _after_of(of: Token) -> Token | None:
    found = next((child for child in of.children if child.dep_ in ("pobj", "pcomp")), None)
    if found is None or found.i - of.i > _REACH:
        return None
    return found


def _governed_noun(top: Token) -> Token | None:
    token = top
    while token.dep_ in _PREMODIFIERS and token.head.i > token.i and token.head.pos_ in (*_NOUN, "NUM"):
        token = token.head
    if token == top or token.i - top.i > _REACH or token.pos_ not in _NOUN or token.tag_ == "CD":
        return None
    between = top.doc[top.i + 1 : token.i]
    if any(
        (t.text in "(;:,–—" and t.tag_ != "HYPH") or t.like_num or (t.text == "-" and t.whitespace_) for t in between
    ):
        return None
    return token


def _next_noun(words: Words, offset: int) -> Token | None:
    """The noun right after a number, over adjectives: where the parse does not join them."""
    first = words.at(offset)
    i = first.i if first.idx >= offset else first.i + 1
    found = None
    for token in words.doc[i : i + 6]:
        if token.tag_ in ("NNS", "NNPS", "NN"):
            found = token
            if token.tag_ != "NN":
                break
        elif (
            found is not None
            or token.tag_ not in ("JJ", "JJR", "NNP", "VBN", "VBG", "HYPH", "CD", "POS")
            or (token.tag_ == "VBN" and token.dep_ in ("acl", "ROOT"))
        ):
            break
    return found


def verb_over(token: Token) -> Token | None:
    """The nearest verb above `token`."""
    seen = 0
    while token.head != token and seen < 40:
        token, seen = token.head, seen + 1
        if token.pos_ in ("VERB", "AUX"):
            return token
    return token if token.pos_ in ("VERB", "AUX") and seen else None


def subject(verb: Token) -> Token | None:
    """The subject of `verb`, or of the verb it is joined to."""
    seen = 0
    while seen < 8:
        found = next((c for c in verb.children if c.dep_ in ("nsubj", "nsubjpass", "csubj")), None)
        if found is not None or verb.dep_ not in ("conj", "xcomp", "advcl") or verb.head == verb:
            return found
        verb, seen = verb.head, seen + 1
    return None


def chunk(head: Token) -> tuple[int, int]:
    """From the first word before `head` that belongs to it, to its end: without what runs on after it."""
    lefts = [
        c for c in head.lefts if c.dep_ in ("det", "amod", "compound", "nmod", "poss", "nummod", "quantmod", "advmod")
    ]
    start = min((c.left_edge.idx for c in lefts), default=head.idx)
    return min(int(start), int(head.idx)), end_of(head)


def flat(head: Token) -> tuple[int, int]:
    """The bare name or noun around `head`: itself with its compounds, no article."""
    lefts = [c for c in head.lefts if c.dep_ in ("compound", "nmod") or (c.dep_ == "amod" and c.text[:1].isupper())]
    return (int(min((c.idx for c in lefts), default=head.idx)), end_of(head))


_IN = frozenset("in at near across around inside outside throughout on within into off along beside between".split())


def prepositions(token: Token, *others: str) -> Iterator[Token]:
    """The heads of "in …", "at …" and the like (and of `others`) that hang on `token`, nearest first."""
    found = [c for c in token.children if c.dep_ == "prep" and (c.lower_ in _IN or c.lower_ in others)]
    if len(found) > 1:
        found.sort(key=lambda c: (abs(c.i - token.i), c.i))
    for prep in found:
        for child in prep.children:
            if child.dep_ == "pobj":
                yield child
                yield from (c for c in child.children if c.dep_ == "poss" and c.ent_type_ in ("GPE", "LOC"))
                for inner in child.children:  # "in the Sadr district of Baghdad": the whole last
                    if inner.dep_ == "prep" and inner.lower_ in ("of", "in"):
                        yield from (c for c in inner.children if c.dep_ == "pobj")
    if "from" in others:  # "moved out of the valley"
        for out in (c for c in token.children if c.lower_ == "out"):
            for of in (c for c in (*out.children, *token.children) if c.lower_ == "of" and c.i == out.i + 1):
                yield from (c for c in of.children if c.dep_ == "pobj")

"""The words of one report that tell what it is about, each with its kind and how much it tells."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence, Set

from onrecord.links.likeness import weights
from onrecord.links.words import Token, is_nation, is_rare, rarity, tokens
from onrecord.shapes.link import Term
from onrecord.shapes.mark import Mark

# The opening says what a report is about; what comes late is often background that many reports share. Each of its
# words counts twice.
_LEAD_WORDS = 60
# A name that is a word of the language too ("Smith", "Bush") tells a little more than the word.
_NAME = 1.3
# Twice as often is not twice as telling.
_OFTEN = 0.75
# "H5N1", "DUI": capitals and digits, and no small letters but a plural's.
_CAPITALS = re.compile(r"[A-Z0-9][A-Z0-9.&-]+s?")
# Words that weigh least tell nothing at story length; keeping the best 160 bounds a digest of a very long text.
_MOST = 160
_KINDS = {"person": "person", "place": "place", "organisation": "body", "group": "body", "office": "body"}


def terms(words: Sequence[Token], named: Set[str], mentions: Iterable[Mark]) -> tuple[Term, ...]:
    """The telling words of a text, in alphabetical order.

    `named` are the stems that it writes as names; `mentions` tell what they are names of.
    """
    counts = Counter([t.stem for t in words if _is_word(t)])
    opening = Counter([t.stem for t in words[:_LEAD_WORDS] if _is_word(t)])
    capitals = Counter([t.stem for t in words if t.capital and _is_word(t) and _CAPITALS.fullmatch(t.text)])
    kinds = _kinds(mentions)
    found = []
    for word, count in counts.items():
        kind = "word"
        if word in named:
            kind = kinds.get(word, "name")
            kind = "capitals" if 2 * capitals[word] > count else "nation" if is_nation(word) else kind
        worth = _worth(word, kind)
        if worth > 0:
            often = (count + opening[word]) ** _OFTEN
            found.append(Term(word, round(worth * often, 3), kind, opening[word] > 0))
    found.sort(key=lambda t: (-t.weight, t.word))
    return tuple(sorted(found[:_MOST], key=lambda t: t.word))


def _is_word(token: Token) -> bool:
    return token.number is None and len(token.stem) > 1


def names(words: Sequence[Token]) -> frozenset[str]:
    """The stems that this text writes as names: with a capital inside a sentence, more often than without."""
    inside = Counter([t.stem for t in words if t.capital and not t.initial])
    small = Counter([t.stem for t in words if not t.capital])
    return frozenset(s for s, n in inside.items() if n > small[s])


def _worth(word: str, kind: str) -> float:
    most, common = weights("term"), rarity(word)
    if kind != "word":
        return min(most[kind], _NAME * common) if common > 0 else 0.0
    return 0.0 if common == 0 else most["rare" if is_rare(word) else "word"]


def _kinds(mentions: Iterable[Mark]) -> Mapping[str, str]:
    """Of each word of a name: what most mentions that hold it are; of equals a person."""
    votes: dict[str, Counter[str]] = {}
    for mention in mentions:
        kind = _KINDS.get(mention.value("type") or "person")
        if kind is not None and mention.value("name"):
            for token in tokens(mention.value("name")):
                if token.capital:
                    votes.setdefault(token.stem, Counter())[kind] += 1
    order = ("person", "body", "place")
    return {word: min(found, key=lambda k: (-found[k], order.index(k))) for word, found in votes.items()}

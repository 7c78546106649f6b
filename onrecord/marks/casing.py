"""Titles In Title Case, and IN CAPITALS, as if written plainly: for the parser, which takes capitals for names.

What is a name the report itself shows: a word with a capital inside its sentences is one, a word without is none. Of
words that stand in the title alone, those that a dictionary knows are none. Letters keep their places, so offsets hold.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from typing import Any

from onrecord.lexicon import irregular, nations, people_nouns
from onrecord.marks.parse import parser
from onrecord.shapes.passage import Passage
from onrecord.shapes.table import load

_MOST = 0.7  # of the words of four letters and more; names alone never make so many capitals
_FEWEST = 3  # such words, for it to show
_LONGEST = 400  # characters of a title
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_INSIDE = re.compile(r"(?<=[^\W\d_][,;] |[^\W\d_]{2} )[^\W\d_]+(?:['’-][^\W\d_]+)*")  # not first in its sentence
_OPENS = re.compile(r"(?:^|[:.?!–—|]\s+|[\"“‘'\[(])\Z")


def plainly(passages: Sequence[Passage]) -> list[Passage]:
    """The passages of a report in order, its titles as they would stand in a sentence."""
    showy = [n for n, one in enumerate(passages) if one.role == "title" and _shape(one.text)]
    if not showy:
        return list(passages)
    inside = Counter(w for n, one in enumerate(passages) if n not in showy for w in _INSIDE.findall(one.text))
    return [replace(one, text=_plain(one.text, inside)) if n in showy else one for n, one in enumerate(passages)]


@cache
def _small() -> frozenset[str]:
    """Words that no sentence writes large but at its beginning."""
    rows = load(__package__, "small_words.tsv", ("sort", "words"))
    return frozenset(word for row in rows for word in row.words("words"))


def _shape(text: str) -> str:
    """How a title is written: "capitals", "title case", or empty where as a sentence is."""
    long = [w for w in _WORD.findall(text) if len(w) > 3]
    if len(long) < _FEWEST or len(text) > _LONGEST:
        return ""
    if sum(w.isupper() for w in long) >= _MOST * len(long):
        return "capitals"
    return "title case" if sum(w[0].isupper() for w in long) >= _MOST * len(long) else ""


def _plain(text: str, inside: Counter[str]) -> str:
    capitals = _shape(text) == "capitals"

    def written(found: re.Match[str]) -> str:
        word = found.group()
        opens = _OPENS.search(text, 0, found.start()) is not None
        low = word.lower()
        name = _named(word, inside)
        if capitals and word.isupper() and len(word) > 1 and inside[word] <= inside[_first_up(low)] + inside[low]:
            return _first_up(low) if name or opens else low
        return word if name or opens or capitals or not word[0].isupper() or word[1:] != low[1:] else low

    out = _WORD.sub(written, text)
    return out if len(out) == len(text) else text


def _named(word: str, inside: Counter[str]) -> bool:
    """True for a word of a title that is (part of) a name."""
    low = word.lower()
    up, small = inside[_first_up(low)], inside[low]
    if low in _small():
        return False
    if up or small:
        return up > small
    possessed = re.sub(r"['’]s$", "", low)
    if possessed != low:
        return _named(word[: len(possessed)], inside)
    if nations.find(_first_up(low)) is not None:
        return True
    return not any(_is_word(part) for part in low.split("-"))


def _is_word(low: str) -> bool:
    """True for a word that a dictionary has: in some form, no name."""
    return any(b in _dictionary() or people_nouns.by_lemma(b) is not None for b in irregular.bases(low))


def _first_up(low: str) -> str:
    return low[:1].upper() + low[1:]


@cache
def _dictionary() -> frozenset[str]:
    """The base forms that the model's lemmatizer knows (WordNet's); nothing where a model has none."""
    lemmatizer: Any = parser().get_pipe("lemmatizer") if parser().has_pipe("lemmatizer") else None
    lookups = getattr(lemmatizer, "lookups", None)
    if lookups is None or not lookups.has_table("lemma_index"):
        return frozenset()
    return frozenset(word for words in lookups.get_table("lemma_index").values() for word in words)

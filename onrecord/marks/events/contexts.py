"""What an event is about: the contexts that the words of its sentence tell."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from onrecord.marks.events.candidate import Extent
from onrecord.marks.events.grammar import bases
from onrecord.marks.events.tables import PACKAGE
from onrecord.marks.words import Span
from onrecord.shapes.table import load

TABLE = "contexts.tsv"
MOST = 4  # contexts of a sentence; one that touches more is a list


def contexts(sentence: Span) -> tuple[tuple[str, Extent], ...]:
    """(context, the first word that tells it) of a sentence, in text order, at most MOST."""
    found: dict[str, Extent] = {}
    words, told = bases(sentence.doc)[sentence.start : sentence.end], _by_word()
    for i, word in enumerate(words):
        pair = f"{word}-{words[i + 1]}" if i + 1 < len(words) else word
        for key, length in ((pair, 2), (word, 1)):
            for context in told.get(key, ()):
                last = sentence[min(i + length, len(words)) - 1]
                found.setdefault(context, (sentence[i].idx, last.idx + len(last)))
    return tuple(found.items())[:MOST]


@cache
def _by_word() -> Mapping[str, tuple[str, ...]]:
    out: dict[str, list[str]] = {}
    for row in load(PACKAGE, TABLE, ("context", "words")):
        for word in row.words("words"):
            out.setdefault(word, []).append(row["context"])
    return {word: tuple(found) for word, found in out.items()}

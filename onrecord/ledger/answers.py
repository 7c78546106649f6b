"""Denials between two statements of the other side: "the union says", "the office denied that", "they only count"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from onrecord.ledger.voices import rivals, voice, voices
from onrecord.ledger.words import stems
from onrecord.lexicon import pronouns
from onrecord.shapes.mark import Mark
from onrecord.shapes.reading import Reading
from onrecord.shapes.span import Span

# How far back the other side's first statement can be, and how far on its next, in characters.
_BACK = 500
_ON = 120
_MARKS = "\"'\u201c\u201d\u2018\u2019 "
_NEGATED = re.compile(r"\b(?:not|never|nobody|none|no one|nothing)\b|n['’]t\b", re.IGNORECASE)


def answered(reading: Reading, quotes: Sequence[Mark]) -> Iterator[tuple[Mark, Mark]]:
    """What one side says right after the other's denial, and that denial, of a report's quotes in text order.

    The denial is one in so many words, or a negated statement that the answer takes up ("his officers did not fire":
    "They fired from the bridge").
    """
    tied = voices(reading)
    who = [voice(reading, q.value("speaker"), tied) for q in quotes]
    for i, denial in enumerate(quotes):
        if not who[i] or not _denies(reading, denial):
            continue
        before = [j for j in range(i) if rivals(who[j], who[i]) and denial.start - quotes[j].end <= _BACK]
        after = [j for j in range(i + 1, len(quotes)) if who[j] and 0 <= quotes[j].start - denial.end <= _ON]
        if not before or not after or any(who[j] != who[i] for j in range(before[-1] + 1, i)):
            continue
        answer = quotes[after[0]]
        one_side = rivals(who[after[0]], who[i]) and not rivals(who[after[0]], who[before[-1]])
        spoken = denial.value("force") == "deny" and _of_it(reading, answer, denial)
        if one_side and (spoken or _takes_up(reading, answer, denial)):
            yield answer, denial


def negated(words: str) -> bool:
    """True when a statement says that something is not so."""
    return _NEGATED.search(words) is not None


def _denies(reading: Reading, quote: Mark) -> bool:
    return quote.value("force") == "deny" or negated(quote.hull.cut(reading.text))


def _of_it(reading: Reading, answer: Mark, denial: Mark) -> bool:
    """True when an answer speaks of what was denied, and not of something else that people say of it."""
    one, two = (stems(mark.hull.cut(reading.text)) for mark in (answer, denial))
    names = {w for m in reading.mentions if m.value("name") for w in stems(m.hull.cut(reading.text))}
    pronoun = pronouns.is_pronoun(answer.hull.cut(reading.text).strip(_MARKS).partition(" ")[0].casefold())
    return pronoun or not two or bool(set(one) & set(two) - names) or set(two) <= names


def _takes_up(reading: Reading, answer: Mark, denial: Mark) -> bool:
    """True when the answer begins with somebody whom the denial's sentence names."""
    named = _entities(reading, Span(max(0, denial.start - 40), denial.end))
    first = min(
        (m for m in reading.mentions if m.start >= answer.start and m.end <= answer.end), key=_start, default=None
    )
    if first is None or first.start - answer.start > 2:
        return False
    return first.value("entity") is not None and named.get(str(first.value("entity"))) == "group"


def _start(mark: Mark) -> int:
    return mark.start


def _entities(reading: Reading, span: Span) -> Mapping[str, str]:
    found = (m for m in reading.mentions if m.value("entity") and m.hull.overlaps(span))
    return {str(m.value("entity")): str(m.value("type")) for m in found}

"""Whether somebody was warned: those who say that they told him, against him who says that he was not told.

"We warned them and nobody came" says one; "denied having received the letter", "had not known of the danger" the other.
Who was told must be named, or be the one of that report who denies it; all his denials in a story are one side.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from onrecord.ledger.statements import Voice, conflict, named_last
from onrecord.ledger.voices import rivals, voice, voices
from onrecord.shapes.backing import Backing
from onrecord.shapes.link import Disagreement
from onrecord.shapes.mark import Mark, Ref
from onrecord.shapes.reading import Reading
from onrecord.shapes.span import Span
from onrecord.shapes.table import load

_STATED = frozenset(("state", "accuse", None))
_PRONOUNS = frozenset("them him her it you".split())
_END = re.compile(r"[.;!?\n]|,\s")


@dataclass(frozen=True, slots=True)
class _Words:
    """How telling somebody and not having been told are worded."""

    told: re.Pattern[str]
    denied: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class _Denial:
    """That somebody was not told: who says so, as a key that reports share, and in which words."""

    key: str
    voice: Voice


def notices(readings: Sequence[Reading], backing: Backing) -> Iterator[Disagreement]:
    """Conflicts over whether somebody was warned, in a story; its readings in order of their ids."""
    denied: dict[str, list[Voice]] = {}
    told: dict[str, list[Voice]] = {}
    for reading in readings:
        tied = voices(reading)
        mine = list(_denials(reading, tied))
        for one in mine:
            denied.setdefault(one.key, []).append(one.voice)
        for key, said in _tellings(reading, tied, mine):
            told.setdefault(key, []).append(said)
    for key in sorted(told.keys() & denied.keys()):
        yield conflict(told[key], denied[key], backing, f"Was {denied[key][0].who} told")


def _denials(reading: Reading, tied: Mapping[str, str]) -> Iterator[_Denial]:
    """Where a report has somebody say that no warning reached him."""
    text = reading.text
    for found in _words().denied.finditer(text):
        quote = next((q for q in reading.quotes if q.start <= found.start() and found.end() <= q.end), None)
        if quote is not None and not found["deny"]:
            span, who = quote.hull, _speaker(quote)
            key = voice(reading, quote.value("speaker"), tied)
        elif found["deny"]:
            start = max(text.rfind(sign, 0, found.start()) for sign in (". ", "\n")) + 1
            subject = named_last(reading, start, found.start())
            if subject is None:
                continue
            who = str(subject.value("name"))
            key = voice(reading, Ref(subject.hull, name=who), tied)
            end = _END.search(text, found.end())
            span = Span(found.start(), end.start() if end else found.end()).trimmed(text)
        else:
            continue  # the report's own words
        if key and who:
            yield _Denial(key, Voice(reading, span, who))


def _tellings(reading: Reading, tied: Mapping[str, str], denials: Sequence[_Denial]) -> Iterator[tuple[str, Voice]]:
    """Statements by which somebody says that he told another, each with the key of who was told."""
    for quote in reading.quotes:
        teller = voice(reading, quote.value("speaker"), tied)
        if not teller or quote.value("force") not in _STATED:
            continue
        found = _words().told.search(quote.hull.cut(reading.text))
        if found is None:
            continue
        side = "whom" if found["whom"] else "to"
        at = quote.start + found.start(side)
        here = {d.key for d in denials}
        if found[side].casefold() in _PRONOUNS and len(here) == 1:
            key = here.pop()
        else:
            whom = next((m for m in reading.mentions if m.start <= at < m.end and m.value("name")), None)
            key = voice(reading, Ref(whom.hull, name=str(whom.value("name"))), tied) if whom is not None else ""
        if key and rivals(teller, key):
            yield key, Voice(reading, quote.hull, _speaker(quote))


def _speaker(quote: Mark) -> str | None:
    speaker = quote.value("speaker")
    return speaker.name if isinstance(speaker, Ref) else None


@cache
def _words() -> _Words:
    sides: dict[str, list[str]] = {}
    for row in load(__package__, "notice.tsv", ("word", "side"), key=("word", "side")):
        sides.setdefault(row["side"], []).append(row["word"])
    warn, give, paper, got, known, told, risk, came, deny = (
        "|".join(sides[s]) for s in "warn give paper got known told risk came deny".split()
    )
    some = r"(?:\s+[\w\u2019'-]+)"
    whom = r"(?:them|him|her|it|you|the\s+\w+|[A-Z]\w+)"
    thing = rf"{some}{{0,4}}?\s+(?:{paper})\b"
    danger = rf"\s+(?:of|about){some}{{0,3}}?\s+(?:{risk}|{paper})\b"
    not_told = rf"(?:(?:{got}){thing}|(?:{known}){danger}|(?:been|being|was|were){some}?\s+(?:{told})\b)"
    gave = rf"(?:{give})(?=\s+\S+{some}{{0,4}}?\s+(?:{paper})\b)"
    denies = rf"(?P<deny>\b(?:{deny})\b){some}{{0,7}}?\s+{not_told}"
    negated = rf"\b(?:not|never|nobody|at\s+no\s+time\s+did){some}{{0,2}}?\s+{not_told}"
    left_out = rf"\b(?:was|were|is|are)\s+(?:not|never){some}?\s+(?:{told})\b"
    nothing = rf"\bno{some}?\s+(?:{paper}){some}?\s+(?:{came})\b"
    sent = rf"(?:{give}){some}{{0,3}}?\s+(?:{paper}){some}{{0,3}}?\s+to\s+(?P<to>{whom})\b"
    return _Words(
        re.compile(rf"\b(?:(?:{warn}|{gave})\s+(?P<whom>{whom})\b|{sent})"),
        re.compile(rf"{denies}|{negated}|{left_out}|{nothing}", re.IGNORECASE),
    )

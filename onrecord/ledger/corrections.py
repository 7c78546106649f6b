"""Notes that something printed was wrong, tied to the sentences they speak of.

Figures that are taken back are told in full by their own marks; here is whatever is corrected in words: a name, a
place, who did it, the whole report.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from onrecord.ledger.words import printed_words, stems
from onrecord.shapes.correction import CORRECTION_KINDS, Correction
from onrecord.shapes.link import Evidence
from onrecord.shapes.reading import Reading
from onrecord.shapes.table import load

TABLE = "correction_notes.tsv"
# So many telling words a sentence must share with the note, and of its own so great a part: a note repeats what was
# wrong in few words, and what it says is right instead may be shared with any sentence.
_FEWEST, _PART = 3, 0.4
_LONG = 1500  # characters of a note
_NOTE_SENTENCES = 4  # "Correction:" may stand over more than one
_NUMBER = re.compile(r"\d+(?:[.,:]\d+)*")
_MONTH = "(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\\.?"
_DAY = re.compile(
    rf"\d{{1,2}} {_MONTH}(?: \d{{4}})?|{_MONTH} \d{{1,2}}(?:, \d{{4}})?|\d{{1,2}}(?::\d\d)? [ap]\.?m\b", re.IGNORECASE
)
_SENTENCE = re.compile(r"[^.!?\n]+(?:[.!?]+(?=[\w(])[^.!?\n]*)*[.!?]*[\"”’')\]]*")


def corrections(readings: Iterable[Reading], later: Mapping[str, Collection[str]] | None = None) -> list[Correction]:
    """The notes of some reports, in order of publication, each once however many versions of its page carry it.

    Takes: the readings in any order; of old versions of a page the newer ones.
    """
    newer = later or {}
    ordered = sorted(readings, key=lambda r: (r.report.published.date or "9", r.report.id))
    sentences = {r.report.id: list(_sentences(r)) for r in ordered}
    seen: set[tuple[str, str]] = set()
    out = []
    for reading in ordered:
        page = [reading.report.id, *newer.get(reading.report.id, ())][-1]
        for kind, start, end in _notes(reading):
            text = " ".join(reading.text[start:end].split())
            if (page, text) not in seen:
                seen.add((page, text))
                places = tuple(_meant(kind, text, reading, ordered, sentences, newer))
                still = tuple(dict.fromkeys(p.report for p in places if not newer.get(p.report)))
                out.append(
                    Correction(kind, reading.report.id, start, end, reading.report.published.date, text, places, still)
                )
    return out


@dataclass(frozen=True, slots=True)
class _Note:
    """What a note tells: its telling words, the names in it, its numbers but for days."""

    told: frozenset[str]
    names: frozenset[str]
    numbers: frozenset[str]


def _note(text: str) -> _Note:
    names = frozenset(w.casefold() for w in printed_words(text)[1:] if w[0].isupper())
    return _Note(frozenset(stems(text)), names, frozenset(_NUMBER.findall(_DAY.sub(" ", text))))


def _notes(reading: Reading) -> Iterator[tuple[str, int, int]]:
    """Kind and place of each note in a report; sentences of one line that go on with it are part of it."""
    open_until, last = -1, None
    for start, end in _sentences(reading):
        words = " ".join(reading.text[start:end].split()).casefold()
        found = _kind(words)
        line = reading.text.find("\n", start)
        line = len(reading.text) if line < 0 else line
        if last is not None and start < open_until and last[3] < _NOTE_SENTENCES and end - last[1] <= _LONG:
            last = (min(last[0], found or last[0], key=_RANK.index), last[1], end, last[3] + 1)
            continue
        if last is not None:
            yield last[:3]
            last = None
        if found is not None:
            last, open_until = (found, start, end, 1), line
    if last is not None:
        yield last[:3]


_RANK = CORRECTION_KINDS[::-1]


def _kind(sentence: str) -> str | None:
    return next(
        (
            kind
            for pattern, where, kind in _patterns()
            if (pattern.match if where == "start" else pattern.search)(sentence)
        ),
        None,
    )


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], str, str], ...]:
    rows = load(__package__, TABLE, ("phrase", "where", "kind"), key=("phrase",))
    return tuple((re.compile(row["phrase"]), row["where"], row["kind"]) for row in rows)


def _sentences(reading: Reading) -> Iterator[tuple[int, int]]:
    text = reading.text
    for block in reading.report.blocks:
        for m in _SENTENCE.finditer(text, block.span.start, block.span.end):
            start = m.start() + len(m.group()) - len(m.group().lstrip())
            if start < m.end():
                yield start, m.end()


def _meant(
    kind: str,
    note: str,
    reading: Reading,
    readings: Sequence[Reading],
    sentences: Mapping[str, Sequence[tuple[int, int]]],
    newer: Mapping[str, Collection[str]],
) -> Iterator[Evidence]:
    """The sentence of each older report that a note speaks of most, where one does."""
    told, own = _note(note), reading.report
    for other in readings:
        old = other.report.id
        if old == own.id or (other.report.published.date or "") > (own.published.date or "9"):
            continue
        older = own.id in newer.get(old, ())
        if kind == "retraction" and older:
            yield Evidence(old, *_whole(other))
            continue
        best = max(((_likeness(other.text[s:e], told), -s, e) for s, e in sentences[old]), default=None)
        if best is not None and best[0] > 0:
            yield Evidence(old, -best[1], best[2])


def _likeness(sentence: str, note: _Note) -> float:
    """How much of a sentence a note tells, 0 where too little.

    Where the note names numbers the sentence must have one of them; else it shares a name, or more of its words.
    """
    words = set(stems(sentence))
    shared = words & note.told
    named = any(w.casefold() in note.names for w in printed_words(sentence)[1:] if w[0].isupper())
    fewest = _FEWEST if named or note.numbers else _FEWEST + 1
    if len(shared) < fewest or len(shared) < _PART * len(words) or _kind(sentence.casefold()) is not None:
        return 0.0
    if note.numbers and note.numbers.isdisjoint(_NUMBER.findall(sentence)):
        return 0.0
    return len(shared) / len(words) + len(shared) / len(note.told) + named


def _whole(reading: Reading) -> tuple[int, int]:
    body = [b.span for b in reading.report.blocks if b.kind != "boilerplate"]
    return (min(s.start for s in body), max(s.end for s in body)) if body else (0, len(reading.text))

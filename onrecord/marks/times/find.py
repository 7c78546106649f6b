"""Times: every date, relative date, duration, set and clock time, as TIMEX3 with the days it covers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from onrecord.marks.parse import Paragraph
from onrecord.marks.times.candidate import Candidate
from onrecord.marks.times.grammar import times
from onrecord.marks.times.reckon import Anchor, Reading, join, reckon
from onrecord.marks.times.sense import Sense
from onrecord.shapes.mark import Cell, CellSpec, Found, Kind, Mark, Marks, Value
from onrecord.shapes.passage import Passage, Piece
from onrecord.shapes.report import Report
from onrecord.shapes.span import Span

_SAME_SENTENCE = 6  # times looked at behind a clock time
_NEAR = 150  # characters between a year and what is counted from it: "two years later"
_YEARS = ("Y", "DE", "CE")
_STAMP_LENGTH = 60  # characters of a line that prints a day and little else
TYPES = ("DATE", "TIME", "DURATION", "SET")


def local(paragraph: Paragraph) -> Sequence[Candidate]:
    """The times of one paragraph, in order."""
    return tuple(times(paragraph.text, Sense(paragraph.doc)))


def resolve(report: Report, found: Sequence[Found], given: Marks) -> Iterable[Mark]:
    """The times of a report, in text order, reckoned from its publication date.

    Without one, relative times stay open: TIMEX3's X for what is not known, no days. Dates in the dateline, the byline
    and the line that prints the report's own day are marked too; they are no passages, so they are read here, without a
    parse.
    """
    published = _date(report.published.date)
    marks: list[Mark] = []
    before: _Before | None = None
    frame: _Frame | None = None
    items = [*_heads(report), *found]
    order, last = 0, None
    for number, item in enumerate(items):
        candidate: Candidate = item.candidate
        order, last = order + (item.passage != last), item.passage
        day = None if before is None else before.day
        if candidate.first.form == "clock":
            day = _day_of_clock(items, number, order, before, published)
        elif frame is not None and frame.leads(candidate, order):
            day = frame.day
        reading = _read(candidate, published, day)
        stamp = item.passage.role == "boilerplate"
        if stamp and not _is_own_day(item, reading, published):
            continue  # another day that stands there is the page's, not the report's
        parts = item.passage.spans(candidate.start, candidate.end)
        if not parts:
            continue
        marks.append(Mark("time", parts, _cells(candidate, reading, parts)))
        frame = _frame(candidate, reading, order) or frame
        if _is_one_day(candidate, reading) and not stamp and not _looks_back(candidate):
            before = _Before(date.fromisoformat(reading.first or ""), order, candidate.sentence)
    return sorted(marks, key=lambda mark: (mark.start, mark.end))


@dataclass(frozen=True, slots=True)
class _Before:
    """The day named last: in which passage (counted) and sentence."""

    day: date
    order: int
    sentence: int


@dataclass(frozen=True, slots=True)
class _Frame:
    """The day, month or year named last, by its first day: in which passage (counted), and where it ends there."""

    day: date
    unit: str
    order: int
    end: int
    sentence: int

    def leads(self, candidate: Candidate, order: int) -> bool:
        """Whether years or months are counted from here: "jailed in 1995 and freed two years later"."""
        point = candidate.first
        if point.base != "before" or order != self.order or candidate.start - self.end > _NEAR:
            return False
        if point.step < 0 and candidate.sentence != self.sentence:
            return False  # "rose 5 percent from the previous year": that before publication
        return point.unit in _YEARS or (point.unit == "M" and self.unit != "Y")


def _frame(candidate: Candidate, reading: Reading, order: int) -> _Frame | None:
    unit = {4: "Y", 7: "M"}.get(len(reading.value), "D" if reading.first == reading.last else "")
    if candidate.type not in ("DATE", "TIME") or not unit or reading.first is None:
        return None
    return _Frame(date.fromisoformat(reading.first), unit, order, candidate.end, candidate.sentence)


def _looks_back(candidate: Candidate) -> bool:
    """True for "the night before", after which the story goes on where it was."""
    return candidate.first.base == "before" and candidate.first.step < 0


def _is_own_day(item: Found, reading: Reading, published: date | None) -> bool:
    """True for the report's day in full, as a line ahead of the body prints it; "Tue" alone is too little."""
    words = item.passage.text[item.candidate.start : item.candidate.end]
    return published is not None and reading.first == published.isoformat() and any(c.isdigit() for c in words)


def _is_one_day(candidate: Candidate, reading: Reading) -> bool:
    one = bool(reading.first) and reading.first == reading.last
    return one and candidate.type in ("DATE", "TIME") and candidate.first.form != "clock"


def _day_of_clock(
    items: Sequence[Found], number: int, order: int, before: _Before | None, published: date | None
) -> date | None:
    """The day of a clock time: named before it in its sentence, else behind it ("at 7 p.m. in Oslo on Saturday")."""
    item = items[number]
    sentence = item.candidate.sentence
    if before is not None and order == before.order and sentence == before.sentence:
        return before.day
    for other in items[number + 1 : number + 1 + _SAME_SENTENCE]:
        if other.passage is not item.passage or other.candidate.sentence != sentence:
            break
        reading = _read(other.candidate, published, None if before is None else before.day)
        if _is_one_day(other.candidate, reading):
            return date.fromisoformat(reading.first or "")
    return before.day if before is not None and _goes_on(item.candidate, order, before) else None


def _goes_on(candidate: Candidate, order: int, before: _Before) -> bool:
    """True where a clock time belongs to the day named before: in its sentence, or where the past is told on."""
    if order == before.order and candidate.sentence == before.sentence:
        return True
    return order - before.order <= 1 and candidate.tense == "past"


def _heads(report: Report) -> Iterator[Found]:
    """Candidates of dateline and byline, and of short lines ahead of the body that may print the report's day."""
    body = next((b.span.start for b in report.blocks if b.kind == "body"), 0)
    for block in report.blocks:
        text = block.span.cut(report.text)
        stamp = block.kind == "boilerplate" and block.span.start < body and len(text) <= _STAMP_LENGTH
        if block.kind in ("dateline", "byline") or (stamp and any(c.isdigit() for c in text)):
            piece = Piece(0, len(text), block.span.start, block.span.end)
            passage = Passage(text, block.kind, report.language, (piece,))
            for candidate in times(text, Sense(None)):
                yield Found(passage, candidate)


def _date(day: str | None) -> date | None:
    try:
        return date.fromisoformat(day[:10]) if day else None
    except ValueError:
        return None


def _read(candidate: Candidate, published: date | None, before: date | None) -> Reading:
    anchor = Anchor(published, before, candidate.tense, candidate.toward)
    first = reckon(candidate.first, anchor)
    if candidate.last is None:
        return first
    last = reckon(candidate.last, anchor)
    if first.first and last.last and first.first > last.last and not candidate.first.year and published is not None:
        # "from November to March": the start lies in the year before the end, or the end in the year after
        last = reckon(candidate.last, Anchor(published, before, "future", ""))
    return join(first, last)


def _cells(candidate: Candidate, reading: Reading, parts: tuple[Span, ...]) -> dict[str, Cell]:
    values: dict[str, Value] = {
        "value": reading.value,
        "from": reading.first,
        "to": reading.last,
        "type": candidate.type,
    }
    return {name: Cell(value, candidate.rule, parts) for name, value in values.items() if value is not None}


def _is_day(value: object, words: str) -> bool:
    return _date(str(value)) is not None and bool(words.strip())


def _is_type(value: object, words: str) -> bool:
    return value in TYPES and bool(words.strip())


KIND = Kind(
    name="time",
    plural="times",
    version=8,
    cells=(
        CellSpec("value", "text", "the time as TIMEX3 writes it; X for what is not known"),
        CellSpec("from", "text", "the first day it covers, YYYY-MM-DD; absent while it is open", _is_day),
        CellSpec("to", "text", "the last day it covers, YYYY-MM-DD", _is_day),
        CellSpec("type", "word", "DATE, TIME, DURATION or SET", _is_type),
    ),
    candidate=Candidate,
    local=local,
    resolve=resolve,
    tables=("time_words.tsv", "words.tsv"),
)

"""Figures of a report from those of its paragraphs: dates are taken out, places, counters and days put in."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from onrecord.marks.figures.candidate import Candidate, Stretch
from onrecord.shapes.mark import Cell, Found, Mark, Marks, Ref, Value, When
from onrecord.shapes.passage import Passage
from onrecord.shapes.report import Report
from onrecord.shapes.span import Span
from onrecord.shapes.who import Who

# These are measured, not reported from a place or a day.
_NOWHERE = frozenset(("age",))
# What happens somewhere: these look for their place beyond the sentence.
_PLACED = frozenset(
    "killed injured missing displaced evacuated rescued trapped recovered destroyed arrested abducted attended".split()
)
_LOCATED = re.compile(
    r"\b(?:in|at|near|across|inside|outside|around|throughout|on|off|of)\s+(?:the\s+)?(?:[\w’']{1,20}\s+){0,2}$", re.I
)
_MEASURES = frozenset(("duration", "distance", "magnitude"))
_WORLD = re.compile(r"\b(?:globally|worldwide|world-wide|(?:in|around|across) the world)\b", re.I)
# So many characters before a paragraph its place may still be told: two or three paragraphs of news.
LOOK_BACK = 500
_TIMELESS = frozenset(("age", "duration", "distance"))


class Near:
    """Marks of one kind by place, for finding those inside a stretch without walking over all."""

    def __init__(self, marks: Sequence[Mark]) -> None:
        """Index by start; marks come in text order."""
        self._marks = sorted(marks, key=lambda m: (m.start, m.end))
        self._starts = [m.start for m in self._marks]
        self._longest = max((m.end - m.start for m in self._marks), default=0)

    def over(self, span: Span) -> Iterator[Mark]:
        """The marks that share a character with `span`, in text order."""
        for i in range(bisect_left(self._starts, span.start - self._longest), len(self._marks)):
            if self._marks[i].start >= span.end:
                return
            if self._marks[i].hull.overlaps(span):
                yield self._marks[i]

    def before(self, at: int) -> Mark | None:
        """The last mark that begins before character `at`."""
        i = bisect_left(self._starts, at)
        return self._marks[i - 1] if i else None


@dataclass(frozen=True, slots=True)
class _Given:
    """What the other kinds found, ready to be asked."""

    report: Report
    who: Who
    times: Near
    places: Near
    quotes: Near


def resolve(report: Report, found: Sequence[Found], given: Marks) -> Iterable[Mark]:
    """The figures of a report, in text order. `part_of` counts in that order."""
    known = _Given(
        report,
        Who(given.get("mention", ())),
        Near(given.get("time", ())),
        Near(given.get("place", ())),
        Near(given.get("quote", ())),
    )
    kept: list[tuple[Mark, tuple[int, int], tuple[int, int] | None]] = []
    for number, (passage, items) in enumerate(groupby(found, key=lambda item: item.passage)):
        for place, item in enumerate(items):
            candidate: Candidate = item.candidate
            parts = passage.spans(candidate.start, candidate.end)
            if not parts or _is_time(candidate, passage, known):
                continue
            mark = Mark("figure", parts, _cells(candidate, passage, known))
            kept.append((mark, (number, place), (number, candidate.parent) if candidate.parent >= 0 else None))
    kept.sort(key=lambda entry: (entry[0].start, entry[0].end))
    at = {key: i for i, (_, key, _) in enumerate(kept)}
    return [_with_parent(mark, at.get(parent) if parent else None) for mark, _, parent in kept]


def _with_parent(mark: Mark, parent: int | None) -> Mark:
    if parent is None:
        return mark
    scope = mark.cells["scope"]
    return Mark(mark.kind, mark.parts, {**mark.cells, "part_of": Cell(parent, scope.how, scope.at)}, mark.confidence)


def _is_time(c: Candidate, passage: Passage, known: _Given) -> bool:
    """A number that is part of a date, a clock time or a "two weeks ago"; a length of time stays a figure."""
    span = passage.span(*c.number)
    for mark in known.times.over(span):
        if mark.value("type") == "DURATION" or (c.form == "ordinal" and mark.cells["type"].how == "nth day"):
            continue
        if any(part.overlaps(span) for part in mark.parts):
            return True
    return False


def _cells(c: Candidate, passage: Passage, known: _Given) -> dict[str, Cell]:
    number = passage.spans(*c.number)
    cells: dict[str, Cell] = {}

    def put(name: str, value: Value, how: str, at: tuple[Span, ...]) -> None:
        if value is not None and at:
            cells[name] = Cell(value, how, at)

    def spans(stretch: Stretch | None) -> tuple[Span, ...]:
        return passage.spans(*stretch) if stretch is not None else ()

    put("value", c.value, c.form, number)
    put("low", c.low, c.form, number)
    put("high", c.high, c.form, number)
    hedge_at = spans(c.hedge_at)
    words = " ".join(passage.text[slice(*c.hedge_at)].lower().split()) if c.hedge_at else ""
    put(
        "hedge",
        c.hedge,
        f"hedges.tsv:{words}" if words and c.form not in ("range", "vague") else c.form,
        hedge_at or number,
    )
    if hedge_at and c.hedge != "exact":
        put("hedge_text", Span(hedge_at[0].start, hedge_at[-1].end), "hedges.tsv", hedge_at)
    put("unit", c.unit or None, f"units.tsv:{c.unit}" if c.unit != "fraction" else "fraction", spans(c.unit_at))
    put("what", c.what, c.what_how, spans(c.what_at))
    counted = spans(c.counted)
    if counted:
        put("counted", Span(counted[0].start, counted[-1].end), "noun", counted)
    put("scope", c.scope, "scope" if c.scope_at else "default", spans(c.scope_at) or number)
    put("retracted", True if c.retracted_at else None, "taken back", spans(c.retracted_at))
    for name, cell in (("where", _where(c, passage, known)), ("counter", _counter(c, passage, known))):
        if cell is not None:
            cells[name] = cell
    cells.update(_when(c, passage, known))
    return cells


# --- where ---------------------------------------------------------------------------------------


def _where(c: Candidate, passage: Passage, known: _Given) -> Cell | None:
    if c.what in _NOWHERE:
        return None
    for spot in c.places:
        cell = None if spot.noun else _place_at(passage.span(spot.start, spot.end), known, "parse")
        if cell is not None:
            return cell
    for spot in c.places:
        if spot.noun and c.what in _PLACED:
            span = passage.span(spot.start, spot.end)
            return Cell(known.who.ref(span, span.cut(known.report.text)), "words.tsv:place noun", (span,))
    if c.what in _MEASURES or _WORLD.search(passage.text[slice(*c.sentence)]):
        return None
    number = passage.span(*c.number)
    for stretch, how in ((c.clause, "clause"), (c.sentence, "sentence")):
        cell = _nearest(passage.span(*stretch), number, known, how, c.what in _PLACED)
        if cell is not None:
            return cell
    if c.what in _PLACED:
        return _told_before(passage, number, known)
    return None if c.what == "money" else _only_place(known)


def _told_before(passage: Passage, number: Span, known: _Given) -> Cell | None:
    """Where the report was when it came to the number, else where title or lead is: harm happens in one place."""
    told = Span(max(0, passage.hull.start - LOOK_BACK), number.start)
    here = [mark for mark in known.places.over(told) if _located(mark, known)]
    if here:
        return _place_cell(here[-1], known, "paragraph")
    for other in known.report.passages[:3]:
        there = [m for m in known.places.over(other.hull) if _located(m, known)]
        if there:
            return _place_cell(there[0], known, other.role)
    return None


def _only_place(known: _Given) -> Cell | None:
    """The one place that title and lead name, where they name one only."""
    named = [m for p in known.report.passages[:2] for m in known.places.over(p.hull)]
    if not named or len({m.value("name") for m in named}) > 1:
        return None
    return _place_cell(named[0], known, "only place")


def _located(mark: Mark, known: _Given) -> bool:
    """True where the words before the place say that something is there."""
    return bool(_LOCATED.search(known.report.text[max(0, mark.start - 40) : mark.start]))


def _place_cell(mark: Mark, known: _Given, how: str) -> Cell:
    return Cell(known.who.ref(mark.hull, mark.hull.cut(known.report.text)), how, mark.parts)


def _place_at(span: Span, known: _Given, how: str) -> Cell | None:
    """The place named in `span`, or the one that its words ("the enclave") stand for."""
    if span.end <= span.start:
        return None
    for mark in known.places.over(span):
        return _place_cell(mark, known, how)
    mention = known.who.at(span)
    if mention is not None and mention.value("type") == "place" and mention.value("entity") is not None:
        return Cell(known.who.ref(span, span.cut(known.report.text)), how, (span,))
    return None


def _nearest(stretch: Span, number: Span, known: _Given, how: str, loose: bool) -> Cell | None:
    """The place nearest to the number inside `stretch`: one that something is in; any other only where `loose`."""
    marks = list(known.places.over(stretch))
    found = sorted(
        (not _located(mark, known), max(mark.start - number.end, number.start - mark.end), mark.start, i)
        for i, mark in enumerate(marks)
    )
    if not found or (found[0][0] and not loose):
        return None
    return _place_cell(marks[found[0][3]], known, how)


# --- who counted ---------------------------------------------------------------------------------


def _counter(c: Candidate, passage: Passage, known: _Given) -> Cell | None:
    """The speaker of the innermost quotation around the figure, else the source that its sentence names."""
    number = passage.span(*c.number)
    inside = [q for q in known.quotes.over(number) if _tells(q, number, c.aside)]
    if inside:
        quote = min(inside, key=lambda q: (q.end - q.start, q.start))
        speaker = quote.value("speaker")
        if isinstance(speaker, Ref):
            return Cell(speaker, "quote", quote.cells["speaker"].at or (speaker.span,))
    if c.source is None or c.source_head is None:
        return None
    span, head = passage.span(*c.source), passage.span(*c.source_head)
    return Cell(known.who.ref(span, span.cut(known.report.text), head), c.source_how, (span,))


def _tells(quote: Mark, number: Span, aside: bool) -> bool:
    """True where the quotation states the number; a threat or a wish does not vouch for what it mentions by the way."""
    if quote.value("speaker") is None or (aside and quote.value("force") in ("promise", "threaten", "ask")):
        return False
    return any(part.contains(number) for part in quote.parts)


# --- when ----------------------------------------------------------------------------------------


def _when(c: Candidate, passage: Passage, known: _Given) -> dict[str, Cell]:
    """as_of: the day named in its clause, else its sentence; period: a longer stretch named there."""
    if c.what in _TIMELESS:
        return {}
    number = passage.span(*c.number)
    out: dict[str, Cell] = {}
    for stretch in (c.clause, c.sentence):
        span = passage.span(*stretch)
        for mark in sorted(
            known.times.over(span), key=lambda m: (max(m.start - number.end, number.start - m.end), m.start)
        ):
            first, last = mark.value("from"), mark.value("to")
            if first is None or last is None or (c.what not in _PLACED and _apart(number, mark, known)):
                continue
            since = _since(mark, known)
            if first == last and not since and "as_of" not in out:
                out["as_of"] = Cell(When(mark.hull, first, last, "day"), "time", mark.parts)
            elif (first != last or since) and "period" not in out:
                end = known.report.published.date if since else last
                out["period"] = Cell(When(mark.hull, first, end, "since" if since else None), "time", mark.parts)
    return out


def _apart(number: Span, mark: Mark, known: _Given) -> bool:
    """True where another number and a comma lie between: "61 percent, down from 70 percent in 2019"."""
    first, last = sorted((number, mark.hull), key=lambda span: span.start)
    between = known.report.text[first.end : last.start]
    return "," in between and any(x.isdigit() for x in between)


def _since(mark: Mark, known: _Given) -> bool:
    """True where "since" stands right before the time."""
    lead = known.report.text[max(0, mark.start - 16) : mark.start].lower().split()
    return bool(lead) and (lead[-1] == "since" or lead[-2:] in (["since", "the"], ["since", "last"]))

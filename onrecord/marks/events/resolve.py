"""Events of a report: candidates joined with who, when, where, who says so and how many."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta

from onrecord.lexicon import bodies, nations
from onrecord.marks.events.called import Called
from onrecord.marks.events.candidate import Candidate, Extent, Filler
from onrecord.marks.events.codes import SHARED_SEATS
from onrecord.marks.events.plover import coded
from onrecord.marks.events.same import Telling, join
from onrecord.marks.events.tables import SPOKEN
from onrecord.shapes.mark import Cell, Found, Mark, Marks, Ref, When
from onrecord.shapes.repair import read_right, unbroken
from onrecord.shapes.report import Report
from onrecord.shapes.span import Span
from onrecord.shapes.who import Who

HARM = frozenset(
    "killed injured missing displaced evacuated rescued trapped recovered destroyed arrested abducted held".split()
)
A_YEAR = timedelta(days=365)
REAL = ("happened", "ongoing")
# What is done for the one who asks for it: "demanded that they withdraw", "called on them to lift the ban".
YIELDED = frozenset(("RETREAT", "CONCEDE"))
# A nation to which these are done is its government: it is spoken to, dealt with.
HEARD = SPOKEN | {"CONSULT", "COOPERATE"}
FIRST_PERSON = frozenset("i me my we us our".split())


def resolve(report: Report, found: Sequence[Found], given: Marks) -> Iterator[Mark]:
    """Events of one report, in text order.

    Takes: candidates of all passages; marks of kinds mention, time, place, quote and figure. Gives: marks of kind
    "event"; `asserted_by` is absent when the report itself vouches. Raises: nothing.
    """
    around = _Around(report, given)
    read = ((item, _cells(report, item, around)) for item in found)
    ordered = sorted(
        (
            (item.passage.spans(item.candidate.start, item.candidate.end), Telling(item.candidate, cells))
            for item, cells in read
            if cells is not None
        ),
        key=lambda pair: (pair[0][0].start, pair[0][-1].end),
    )
    join([telling for _, telling in ordered])
    for _, telling in ordered:
        _code(telling)
    place = {id(telling): n for n, (_, telling) in enumerate(ordered)}
    for parts, telling in ordered:
        before = telling.before
        if before is not None:
            at = (*_at(telling), *_at(before))
            telling.cells["same_as"] = Cell(place[id(before)], "same event", at)
        yield Mark("event", parts, telling.cells)


def _code(telling: Telling) -> None:
    """PLOVER's own code, once the modality is settled: none for a protest's demand, two for a sentence to prison."""
    c, modality = telling.candidate, telling.cells["modality"]
    found = None if c.demand else coded(c.type, str(modality.value), modality.how)
    if found is None:
        return
    at = (*_at(telling), *(modality.at if found != c.type else ()))
    if found == "SANCTION" and c.prison is not None:
        found += " COERCE"
    telling.cells["plover"] = Cell(found, f"plover.tsv:{c.type}", at)


def _at(telling: Telling) -> tuple[Span, ...]:
    return telling.cells["anchor"].at


class _Around:
    """The other marks of the report, ready to be asked by place."""

    def __init__(self, report: Report, given: Marks) -> None:
        self.who = Who(given.get("mention", ()))
        self.called = Called(report.text, self.who, given.get("mention", ()))
        self.times = _Line(given.get("time", ()))
        self.places = _Line(given.get("place", ()))
        self.figures = _Line(given.get("figure", ()))
        self.quotes = _Quotes(given.get("quote", ()))
        self.published = _day(report.published.date)
        self.crowds = [
            (m.hull, Ref(m.hull, m.value("name"), m.value("entity")))
            for m in given.get("mention", ())
            if m.value("form") == "nominal" and _CROWD.search(m.hull.cut(report.text))
        ]

    def crowd(self, at: Span) -> Cell | None:
        """The protesters that the report names nearest to a protest that it tells of."""
        found = min(self.crowds, key=lambda c: (abs(c[0].start - at.start), c[0].start), default=None)
        return None if found is None else Cell((found[1],), "protesters of the report", (found[0],))


class _Line:
    """Marks in text order with their index, found by stretch."""

    def __init__(self, marks: Sequence[Mark]) -> None:
        self.marks = sorted(enumerate(marks), key=lambda pair: (pair[1].start, pair[1].end))
        self.starts = [m.start for _, m in self.marks]

    def within(self, span: Span) -> list[tuple[int, Mark]]:
        """(index, mark) of the marks that begin inside `span`."""
        return self.marks[bisect_left(self.starts, span.start) : bisect_left(self.starts, span.end)]


class _Quotes:
    """Who says what stands at a place: the innermost quotation over it."""

    def __init__(self, quotes: Sequence[Mark]) -> None:
        self.parts = sorted((p.start, p.end, i) for i, q in enumerate(quotes) for p in q.parts)
        self.quotes = quotes
        self.starts = [p[0] for p in self.parts]

    def over(self, span: Span) -> Mark | None:
        """The shortest quote a part of which holds `span`; None outside quotes."""
        best: tuple[int, int] | None = None
        at = bisect_right(self.starts, span.start)
        # Quotes nest two or three deep, so the one that holds `span` is never far to the left.
        for start, end, i in self.parts[max(0, at - 8) : at]:
            if end >= span.end and (best is None or end - start < best[0]):
                best = (end - start, i)
        return None if best is None else self.quotes[best[1]]


def _cells(report: Report, item: Found, around: _Around) -> dict[str, Cell] | None:
    c: Candidate = item.candidate
    parts = item.passage.spans(c.start, c.end)
    anchor = item.passage.span(*c.anchor)
    if not parts or anchor.start == anchor.end:
        return None
    when, time = _when(item, c, around)
    modality, how, at = _modality(item, c, anchor, time, around)
    cells = {
        "anchor": Cell(anchor, c.how, (anchor,)),
        "type": Cell(c.type, c.how, (anchor,)),
        "modality": Cell(modality, how, at),
    }
    if c.mode:
        cells["mode"] = Cell(c.mode, c.how, (item.passage.span(*(c.mode_at or c.anchor)),))
    if c.instrument is not None:
        at_means = item.passage.span(*c.instrument)
        cells["instrument"] = Cell(read_right(unbroken(at_means.cut(report.text))), "parse:means", (at_means,))
    if c.contexts:
        about = tuple(item.passage.span(*extent) for _, extent in c.contexts)
        cells["contexts"] = Cell(" ".join(name for name, _ in c.contexts), "contexts.tsv", about)
    for name, fillers in (("actor", c.actor), ("recipient", c.recipient), ("victims", c.victims)):
        refs = _refs(report, item, fillers, around)
        if name == "actor" or c.type in SPOKEN:
            refs = tuple(replace(r, name=_government(r.name)) for r in refs)
        if refs:
            refs, at = around.called.coded(refs, name == "actor" or c.type in HEARD)
            cells[name] = Cell(refs, f"parse:{fillers[0].how}", at)
    said = _asserted(report, item, c, anchor, around)
    if said is not None:
        cells["asserted_by"] = said
    if when is not None:
        cells["when"] = when
    where = _where(report, item, c, around)
    if where is not None:
        cells["where"] = where
    figures = _figures(item, c, around)
    if figures:
        cells["figures"] = figures
    _lend(c, cells)
    if c.type == "PROTEST" and c.noun and "actor" not in cells:
        crowd = around.crowd(anchor)
        if crowd is not None:
            refs, at = around.called.coded(crowd.value, True)
            cells["actor"] = Cell(refs, crowd.how, at)
    return cells


def _lend(c: Candidate, cells: dict[str, Cell]) -> None:
    """Where nobody is named as the one it is done to: who was hurt, or who asked for it."""
    by_things = c.type == "ASSAULT" and not any(f.somebody for f in c.recipient)
    if "victims" in cells and by_things:
        cells["recipient"] = replace(cells["victims"], how="victims")
    asker = cells.get("asserted_by")
    if "recipient" not in cells and c.type in YIELDED and c.modality == "requested" and asker is not None:
        if isinstance(asker.value, Ref):
            cells["recipient"] = Cell((asker.value,), "asked for by", asker.at)


def _refs(report: Report, item: Found, fillers: tuple[Filler, ...], around: _Around) -> tuple[Ref, ...]:
    found = (_ref(report, item, f, around) for f in fillers)
    return tuple({(r.name, r.span): r for r in found if r is not None}.values())


def _ref(report: Report, item: Found, filler: Filler, around: _Around) -> Ref | None:
    span = item.passage.span(filler.start, filler.end)
    if span.start == span.end:
        return None
    if filler.owner is not None:
        owner = item.passage.span(*filler.owner)
        ref = around.who.ref(owner, owner.cut(report.text))
        return Ref(span, _nation(ref.name or read_right(owner.cut(report.text))), ref.entity)
    head = item.passage.span(filler.head_start, filler.head_end)
    if filler.pronoun in FIRST_PERSON:
        quote = around.quotes.over(span)
        speaker = quote.value("speaker") if quote is not None else None
        if isinstance(speaker, Ref):  # "we" of a speaker: as far as the report tells, the speaker
            return Ref(span, speaker.name, speaker.entity)
    ref = around.who.ref(span, span.cut(report.text), head)
    own = " ".join(read_right(unbroken(span.cut(report.text))).split())
    if filler.people:
        return Ref(span, own, ref.entity)
    name = ref.name if ref.name is not None or filler.pronoun else own
    return Ref(span, _nation(name), ref.entity)


def _nation(name: str | None) -> str | None:
    """ "Kenyan" and "U.S." as the nation's name, "UN" as the body's; other names as they are."""
    if name is None:
        return None
    found = nations.by_name(name) or nations.by_adjective(name) or bodies.by_name(name)
    return found.name if found else name


def _government(name: str | None) -> str | None:
    """The nation whose government a capital or its seat stands for when it acts ("Nairobi demanded"); else the name."""
    if name is None or name in SHARED_SEATS or nations.by_name(name) is not None:
        return name
    found = nations.by_government(name)
    return found.name if found else name


def _asserted(report: Report, item: Found, c: Candidate, anchor: Span, around: _Around) -> Cell | None:
    quote = around.quotes.over(anchor)
    if quote is not None:
        speaker = quote.value("speaker")
        return Cell(speaker, "quote", (speaker.span,)) if isinstance(speaker, Ref) else None
    if c.said_by is None or c.modality in REAL:
        return None
    ref = _ref(report, item, c.said_by, around)
    return Cell(ref, "parse:speech act", (ref.span,)) if ref is not None else None


def _when(item: Found, c: Candidate, around: _Around) -> tuple[Cell | None, Mark | None]:
    """The time beside the event: one that the parse ties to it, else the nearest in its clause."""
    tied = [m for e in c.times for _, m in around.times.within(_wide(item, e))]
    clause = item.passage.span(*c.clause)
    own = item.passage.span(c.start, c.end)
    anchor = item.passage.span(*c.anchor)
    inside = [m for _, m in around.times.within(own)]
    # A noun's own phrase ("the March attack") tells more than what hangs on its verb ("was convicted on Monday").
    ranks = (inside, tied) if c.noun and own.end - own.start < clause.end - clause.start else (tied, inside)
    for marks in (*ranks, [m for _, m in around.times.within(clause)]):
        dated = [m for m in marks if m.value("type") in ("DATE", "TIME", None) and (m.value("from") or m.value("to"))]
        if dated:
            time = min(dated, key=lambda m: (abs(m.start - anchor.start), m.start))
            value = When(time.hull, time.value("from"), time.value("to"), _precision(time.value("value")))
            return Cell(value, "time", time.parts), time
    return None, None


def _wide(item: Found, extent: Extent) -> Span:
    return item.passage.span(max(0, extent[0] - 12), extent[1])


def _precision(value: object) -> str:
    text = str(value or "")
    if "T" in text:
        return "time"
    return {4: "year", 7: "month"}.get(len(text), "week" if "W" in text else "day" if len(text) == 10 else "span")


def _modality(
    item: Found, c: Candidate, anchor: Span, time: Mark | None, around: _Around
) -> tuple[str, str, tuple[Span, ...]]:
    """The modality read in the paragraph, corrected by the event's time: long past, or yet to come."""
    at = tuple(item.passage.span(*e) for e in c.modality_at) or (anchor,)
    last, first = (_day(time.value("to")), _day(time.value("from"))) if time is not None else (None, None)
    if time is not None and around.published is not None and c.modality in REAL:
        if c.modality == "happened" and last is not None and last < around.published - A_YEAR:
            return "historical", "time", time.parts
        if first is not None and first > around.published and c.tense != "past":
            return "planned", "time", time.parts
    return c.modality, c.modality_how, at


def _where(report: Report, item: Found, c: Candidate, around: _Around) -> Cell | None:
    """The place beside the event: one that the parse ties to it, else the nearest in its clause with "in" or so."""
    tied = [p for e in c.places for _, p in around.places.within(item.passage.span(*e))]
    anchor = item.passage.span(*c.anchor)
    near = [
        p
        for _, p in around.places.within(item.passage.span(*c.clause))
        if _LEADS.search(report.text[max(0, p.start - 40) : p.start])
    ]
    if not tied and not near:
        return None
    place = tied[0] if tied else min(near, key=lambda p: (abs(p.start - anchor.start), p.start))
    mention = around.who.at(place.hull)
    name = place.value("name") or read_right(unbroken(place.hull.cut(report.text)))
    return Cell(Ref(place.hull, name, mention.value("entity") if mention else None), "place", place.parts)


_CROWD = re.compile(r"(?:protest[eo]r|demonstrator|marcher|rioter|striker|picketer)s$", re.IGNORECASE)
# What may stand before a place that says where: "in ", "near the ", "in the city of ".
_LEADS = re.compile(r"\b(?:in|at|near|outside|inside|around|across|throughout|off) (?:the )?(?:[\w'’-]{1,20} ){0,2}$")


def _figures(item: Found, c: Candidate, around: _Around) -> Cell | None:
    """The people (or things) counted in the event's clause."""
    found = [
        (i, m) for i, m in around.figures.within(item.passage.span(*c.clause)) if str(m.value("what") or "") in HARM
    ]
    if not found or c.type not in ("ASSAULT", "DISASTER", "ACCIDENT", "OTHER", "COERCE", "AID", "RETREAT", "PROTEST"):
        return None
    return Cell(tuple(i for i, _ in found), "figure", tuple(p for _, m in found for p in m.parts))


def _day(text: object) -> date | None:
    try:
        return date.fromisoformat(str(text)[:10])
    except ValueError:
        return None

"""The other marks of a report, and where its events stand, ready to be asked by place."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence
from datetime import date

from onrecord.marks.events.called import Called
from onrecord.marks.events.candidate import Candidate, is_charged
from onrecord.marks.events.mentioned import mentioned
from onrecord.marks.events.when import day
from onrecord.marks.events.words import words_of
from onrecord.marks.word_lists import either
from onrecord.shapes.mark import Cell, Found, Mark, Marks, Ref
from onrecord.shapes.once import once
from onrecord.shapes.report import Report
from onrecord.shapes.span import Span
from onrecord.shapes.who import Who

_CROWD = re.compile(rf"{either(words_of('crowd'))}$", re.IGNORECASE)
_COUNTED = re.compile(rf"\d|^{either(words_of('some of a crowd'))}\b", re.IGNORECASE)
_YEAR = re.compile(r"\d{4}$")
_POLICE = re.compile(rf"\b{either(words_of('body of police'))}$", re.IGNORECASE)
_COURT = re.compile(rf"\b{either(words_of('court'))}\b", re.IGNORECASE)
_SITES = either(words_of("site"))
_CAPS = r"[A-Z][\w'’-]{1,30}(?: (?:al|el|de|la)-?)?"
_NAMED_SITE = re.compile(
    rf"\b(?P<noun>{_SITES}) of (?P<name>{_CAPS}(?: [A-Z][\w'’-]{{1,30}}){{0,2}})"
    rf"|(?P<name2>{_CAPS}(?: [A-Z][\w'’-]{{1,30}}){{0,2}}), (?:a|an|the)(?: [\w-]{{1,20}}){{0,3}} (?P<noun2>{_SITES})"
    r"(?=[,.;]|\s(?:in|of|on|near|about|that|which|where|with|by|south|north|east|west|just)\b)"
)
_PAPER = re.compile(
    rf"(?:[\w'’-]+ ){{0,3}}{either(words_of('inquiry or paper'))}(?: (?:of|into|by|on) .*)?$", re.IGNORECASE
)
_NEAR = 12  # events to the left that one is asked against; none that holds a place begins farther off


class Around:
    """The other marks of the report, ready to be asked by place."""

    def __init__(self, report: Report, found: Sequence[Found], given: Marks) -> None:
        """Takes: the candidates of all events of the report, and the marks that events need."""
        self.text = report.text
        self.events = Standing(found)
        self.who = Who(given.get("mention", ()))
        self.mentions = mentioned(report.text, given.get("mention", ()))
        self.called = Called(report.text, self.who, self.mentions)
        self.times = Line(given.get("time", ()))
        self.places = Line(given.get("place", ()))
        self.figures = Line(given.get("figure", ()))
        self.quotes = Quotes(given.get("quote", ()))
        self.published = day(report.published.date)
        self.now = self.published or day(report.published.earliest)

    # Most reports ask for few of these, so each is looked for when it is asked for.

    @once
    def years(self) -> frozenset[str]:
        """Years that the report names bare ("in 2005"): seldom that of its news."""
        told = (str(m.value("value")) for _, m in self.times.marks)
        return frozenset(value for value in told if _YEAR.match(value))

    @once
    def last_day(self) -> date | None:
        """The last day that a report names in full: seldom long before its own."""
        days = [day(m.value("value")) for _, m in self.times.marks if len(str(m.value("value"))) >= len("2013-05-01")]
        return max((d for d in days if d is not None), default=None)

    @once
    def voices(self) -> dict[str | None, Ref]:
        """For whom somebody speaks, by the entity of the speaker."""
        return {
            who.entity: body
            for quote in self.quotes.quotes
            if isinstance(who := quote.value("speaker"), Ref) and isinstance(body := quote.value("spoken_for"), Ref)
        }

    @once
    def families(self) -> dict[str, Ref]:
        """Persons with a name, by its last word."""
        named = (m for m in self.mentions if m.form == "name" and m.type == "person" and m.name)
        return {str(m.name).split()[-1]: m.ref() for m in named}

    @once
    def crowds(self) -> list[tuple[Span, Ref]]:
        """The protesters of the report by the word it has most for them; "nine protesters" were some of them."""
        met = [m for m in self.mentions if m.form == "nominal" and _CROWD.search(m.text)]
        common = Counter(_bare(m.text) for m in met).most_common(1)
        called = [(m.mark.hull, m.ref()) for m in met if _bare(m.text) == common[0][0]]
        return [(at, who) for at, who in called if not _COUNTED.search(who.name or "")] or called

    @once
    def sites(self) -> list[tuple[int, str, str]]:
        """(where it ends, noun, name) of each place told as "the town of Orva" or "Orva, a town"."""
        found = _NAMED_SITE.finditer(self.text)
        return [(m.end(), m["noun"] or m["noun2"], m["name"] or m["name2"]) for m in found]

    @once
    def courts(self) -> list[Ref]:
        """The courts of the report."""
        bodies = (m for m in self.mentions if m.type == "organisation" and m.form != "pronoun")
        return [m.ref() for m in bodies if _COURT.search(m.name or "")]

    @once
    def police(self) -> list[Ref]:
        """The police who act in the report."""
        acting = (m for m in self.mentions if m.form != "pronoun" and _acts(m.mark))
        return [m.ref() for m in acting if _POLICE.search(m.text)]

    def site(self, noun: str, at: int) -> str | None:
        """The town last named as one before "the town" at an offset."""
        told = [name for end, kind, name in self.sites if end < at and kind == noun]
        return told[-1] if told else None

    def officers(self, at: Span) -> Cell | None:
        """The police who act in the report: those named last before an arrest, else the first after it."""
        here = bisect_left(self.police, at.start, key=lambda r: r.span.start)
        found = self.police[here - 1] if here else self.police[0] if self.police else None
        return None if found is None else Cell((found,), "police of the report", (found.span,))

    def investigator(self, anchor: Span, sentence: Span) -> Cell | None:
        """Who looks into something: police who act in its sentence, or whose spokesman speaks."""
        here = bisect_left(self.police, sentence.start, key=lambda r: r.span.start)
        if here < len(self.police) and self.police[here].span.end <= sentence.end:
            return Cell((self.police[here],), "police of the sentence", (self.police[here].span,))
        quote = self.quotes.over(anchor)
        speaker = quote.value("speaker") if quote is not None else None
        body = self.voices.get(speaker.entity) if isinstance(speaker, Ref) and speaker.entity is not None else None
        return Cell((body,), "spoken for", (body.span,)) if isinstance(body, Ref) else None

    def court(self, at: Span) -> Cell | None:
        """The court named last before a ruling, else the first after it."""
        here = bisect_left(self.courts, at.start, key=lambda r: r.span.start)
        found = self.courts[here - 1] if here else self.courts[0] if self.courts else None
        return None if found is None else Cell((found,), "court of the report", (found.span,))

    def crowd(self, at: Span) -> Cell | None:
        """The protesters of the report by the word it has most for them, of several the nearest to a place."""
        called = self.crowds
        if not called:
            return None
        here = bisect_left(called, at.start, key=lambda c: c[0].start)
        found = min(called[max(0, here - 1) : here + 1], key=lambda c: abs(c[0].start - at.start))
        return Cell((found[1],), "protesters of the report", (found[0],))


def _bare(words: str) -> str:
    return words.casefold().split()[-1]


def _acts(mark: Mark) -> bool:
    head = mark.cells.get("head")
    return head is not None and head.how == "parse:subject"


class Line:
    """Marks in text order with their index, found by stretch."""

    def __init__(self, marks: Sequence[Mark]) -> None:
        """Index marks by where they begin."""
        self.marks = sorted(enumerate(marks), key=lambda pair: (pair[1].start, pair[1].end))
        self.starts = [m.start for _, m in self.marks]

    def place(self, mark: Mark) -> int:
        """Which of them a mark is."""
        at = bisect_left(self.starts, mark.start)
        return next(n for n in range(at, len(self.marks)) if self.marks[n][1] is mark)

    def within(self, span: Span) -> list[tuple[int, Mark]]:
        """(index, mark) of the marks that begin inside `span`."""
        return self.marks[bisect_left(self.starts, span.start) : bisect_left(self.starts, span.end)]


class Quotes:
    """Who says what stands at a place: the innermost quotation over it."""

    def __init__(self, quotes: Sequence[Mark]) -> None:
        """Index the parts of quotes by where they begin."""
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


def voice(quote: Mark) -> Ref | None:
    """Who says what a quote holds; of an inquiry or a paper who tells of it: "the inquiry found that, police said"."""
    speaker = quote.value("speaker")
    if isinstance(speaker, Ref) and _PAPER.match(speaker.name or ""):
        told = [v for v in quote.value("via") or () if isinstance(v, Ref) and not _PAPER.match(v.name or "")]
        return told[-1] if told else speaker
    return speaker if isinstance(speaker, Ref) else None


class Standing:
    """Where the events of a report stand: own words and anchor."""

    def __init__(self, found: Sequence[Found]) -> None:
        """Index the events by where their words begin."""
        spans = []
        self.told: dict[int, list[Candidate]] = {}
        for item in found:
            c: Candidate = item.candidate
            own, anchor = item.passage.span(c.start, c.end), item.passage.span(*c.anchor)
            if not is_charged(c):
                spans.append((own.start, own.end, anchor.start))
            self.told.setdefault(id(item.passage), []).append(c)
        for told in self.told.values():
            told.sort(key=lambda c: c.sentence[0])
        self.spans = sorted(spans)
        self.starts = [s for s, _, _ in self.spans]

    def before(self, passage: int, sentence: int) -> list[Candidate]:
        """The events of the last sentence that tells any before the one of a passage that begins at `sentence`."""
        told = self.told.get(passage, [])
        at = bisect_left(told, sentence, key=lambda c: c.sentence[0])
        last = told[max(0, at - _NEAR) : at]
        return [c for c in last if c.sentence == last[-1].sentence]

    def holder(self, at: Span, anchor: Span) -> int | None:
        """Where the anchor of another event begins whose words hold `at`; of several the one with the fewest words."""
        here = bisect_right(self.starts, at.start)
        best: tuple[int, int] | None = None
        for start, end, other in self.spans[max(0, here - _NEAR) : here]:
            if end >= at.end and other != anchor.start and not start <= anchor.start < end:
                if best is None or end - start < best[0]:
                    best = (end - start, other)
        return None if best is None else best[1]

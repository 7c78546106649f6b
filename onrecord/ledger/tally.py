"""One figure of one report, with everything that decides what it counts."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache

from onrecord.lexicon import nations
from onrecord.shapes.mark import Mark, Ref, When
from onrecord.shapes.reading import Reading
from onrecord.shapes.report import Published
from onrecord.shapes.span import Span
from onrecord.shapes.table import load

# What grows as long as a happening goes on, and what stands at a level and may fall again.
CUMULATIVE = frozenset("killed injured evacuated rescued recovered destroyed arrested abducted votes".split())
LEVELS = frozenset("missing displaced trapped held attended".split())
FIRM = CUMULATIVE | LEVELS | {"magnitude"}
# A value that stands for a day so long before the report is about an earlier happening, or a closed part of this one.
LONG_AGO_DAYS = 60
_CONTEXT = 5
_ENDS = (". ", "\n", "? ", "! ", "; ")
# Nouns that do not say what is counted: "the number was 37", "two others".
_NO_THING = frozenset("number figure total count toll other one thing name amount sum".split())
_NOT_REAL = frozenset(("historical", "hypothetical", "threatened", "planned", "requested", "possible"))
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_GEOGRAPHY = frozenset(
    "the of city town village island islands strip province region district county state lake".split()
)
# Counters that are nobody in particular: "officials" do not contradict the ministry they work for.
_NOBODY = frozenset(
    "official authority source report media statement figure data new news agency reporter office bureau department"
    " ministry service".split()
)
_FUNCTION = frozenset(
    "a an the of in on at to from by with for and or but as that this which who it its they their he she his her was"
    " were is are be been being has have had will would could said says say more than about some least up after before"
    " also not no there".split()
)


@dataclass(frozen=True, slots=True)
class Tally:
    """One figure of one report, with everything that decides what it counts.

    `what` is the record's word after same_thing.tsv, `population` a group of populations.tsv or empty, `place` the
    folded name of `where` when it stands in the figure's own sentence (a place taken from further off is too weak to
    keep figures apart), `period` empty for what still goes on; `voice` is who counted, as a key ("" unknown).
    """

    report: str
    start: int
    end: int
    what: str
    printed_what: str
    counted: str | None
    population: str
    where: str | None
    place: str
    unit: str | None
    scope: str
    period: str
    value: float | int | None
    low: float | int | None
    high: float | int | None
    hedge: str
    counter: str | None
    voice: str
    as_of: str | None
    published: str | None
    retracted: bool
    context: tuple[str, ...]

    @property
    def at(self) -> str | None:
        """The day the value stands for."""
        return self.as_of or self.published

    @property
    def thing(self) -> bool:
        """False when its noun does not say what is counted."""
        return self.what.removeprefix("other:") not in _NO_THING

    @property
    def size(self) -> float | None:
        """A number to compare by, None for vague figures."""
        found = [x for x in (self.value, self.low, self.high) if x is not None]
        return float(found[0]) if found else None


def tallies(readings: Iterable[Reading]) -> Iterator[Tally]:
    """All figures of some reports, in order of report id and text."""
    for reading in sorted(readings, key=lambda r: r.report.id):
        aside = _not_real(reading)
        for i, mark in enumerate(reading.figures):
            if mark.value("what") not in (None, "age"):
                yield _tally(reading, mark, i in aside)


def printed_on(reading: Reading) -> str | None:
    """The day a report's figures were printed: its publication, where that is not known its last change."""
    modified = reading.report.value("modified")
    return reading.report.published.date or (modified.date if isinstance(modified, Published) else None)


def rivals(a: str, b: str) -> bool:
    """True for two counters who are named and are not the same."""
    return bool(a and b) and a != b and not set(a.split()) <= set(b.split()) and not set(b.split()) <= set(a.split())


def days_between(a: str | None, b: str | None) -> int | None:
    """Days from `a` to `b`, negative when b is earlier; None when either is unknown."""
    if a is None or b is None:
        return None
    try:
        return (date.fromisoformat(b[:10]) - date.fromisoformat(a[:10])).days
    except ValueError:
        return None


def stems(text: str) -> list[str]:
    """The telling words of `text` in lower case, without endings of the plural, in order."""
    words = (w.lower().replace("’", "'").removesuffix("'s") for w in _WORD.findall(text))
    return [_singular(w) for w in words if w not in _FUNCTION and len(w) > 1]


def most(words: Iterable[str | None]) -> str | None:
    """The commonest of some words, of equals the shortest; None when there are none."""
    counts = Counter(w for w in words if w)
    return min(counts, key=lambda w: (-counts[w], len(w), w), default=None)


def _tally(reading: Reading, mark: Mark, aside: bool) -> Tally:
    report = reading.report
    counted, where, counter = mark.value("counted"), mark.value("where"), mark.value("counter")
    printed = str(mark.value("what"))
    what = _same_thing().get(printed.removeprefix("other:").casefold(), printed) if ":" in printed else printed
    words = " ".join(counted.cut(report.text).split()) if isinstance(counted, Span) else None
    name = _name(where, report.text)
    as_of = mark.value("as_of")
    told = mark.cells["as_of"].how == "time" if as_of is not None else False  # else it is taken from elsewhere
    day = as_of.last if told and isinstance(as_of, When) and as_of.first == as_of.last else None
    period = mark.value("period")
    published = printed_on(reading)
    if (days_between(published, day) or 0) > 1:
        day = None  # nothing is counted before it happens: the day was misread
    return Tally(
        report=report.id,
        start=mark.start,
        end=mark.end,
        what=what if what in FIRM else _loose_what(what, words),
        printed_what=printed,
        counted=words,
        population=_population(words) if what in FIRM else "",
        where=name,
        place=_place(name) if isinstance(where, Ref) and _beside(reading.text, mark, where.span) else "",
        unit=mark.value("unit"),
        scope=mark.value("scope") or "total",
        period="aside" if aside else _period(day, period, published),
        value=mark.value("value"),
        low=mark.value("low"),
        high=mark.value("high"),
        hedge=mark.value("hedge") or "exact",
        counter=_name(counter, report.text),
        voice=_voice(reading, counter),
        as_of=day,
        published=published,
        retracted=bool(mark.value("retracted")),
        context=_context(report.text, mark),
    )


def _not_real(reading: Reading) -> frozenset[int]:
    """Figures that stand only in events of the past or of a mere thought."""
    real: set[int] = set()
    other: set[int] = set()
    for event in reading.events:
        (other if event.value("modality") in _NOT_REAL else real).update(event.value("figures") or ())
    return frozenset(other - real)


def _period(day: str | None, period: object, published: str | None) -> str:
    if isinstance(period, When) and (period.first or period.last):
        return f"{period.first or ''}/{period.last or ''}"
    apart = days_between(day, published)
    return str(day) if apart is not None and apart > LONG_AGO_DAYS else ""


def _name(ref: object, text: str) -> str | None:
    if not isinstance(ref, Ref):
        return None
    return ref.name or " ".join(ref.span.cut(text).split()) or None


def _place(name: str | None) -> str:
    if not name:
        return ""
    nation = nations.by_name(name)
    words = stems(nation.name if nation is not None else name)
    return " ".join(w for w in words if w not in _GEOGRAPHY) or " ".join(words)


def _voice(reading: Reading, counter: object) -> str:
    """Who counted, as a key. A spokesperson counts for whom they speak, and is no counter of their own."""
    name = _name(counter, reading.text)
    if not isinstance(counter, Ref) or name is None:
        return ""
    for mention in reading.mentions:
        if mention.value("name") == name or mention.hull.overlaps(counter.span):
            around = reading.text[max(0, mention.start - 60) : mention.end + 60].casefold()
            if "spokes" in around:
                return ""
    return " ".join(w for w in stems(name) if w not in _NOBODY)


def _sentence(text: str, mark: Mark) -> Span:
    """The sentence around a mark, roughly: to the next full stop, semicolon or line end on either side."""
    starts = [text.rfind(sign, 0, mark.start) for sign in _ENDS]
    ends = [e for sign in _ENDS if (e := text.find(sign, mark.end)) >= 0]
    return Span(max(starts) + 1, min(ends, default=len(text)))


def _beside(text: str, mark: Mark, span: Span) -> bool:
    return _sentence(text, mark).overlaps(span)


def _context(text: str, mark: Mark) -> tuple[str, ...]:
    """The telling words nearest to a figure in its sentence, in alphabetical order."""
    sentence = _sentence(text, mark)
    before = stems(text[sentence.start : mark.start])[-_CONTEXT:]
    after = stems(text[mark.end : sentence.end])[:_CONTEXT]
    nearest = [w for pair in zip(reversed([""] * 5 + before), after + [""] * 5, strict=False) for w in pair if w]
    return tuple(sorted(dict.fromkeys(nearest[:_CONTEXT])))


def _singular(word: str) -> str:
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith("s") and not word.endswith(("ss", "us", "is")) and len(word) > 3:
        return word[:-1]
    return word


def _loose_what(what: str, counted: str | None) -> str:
    if not what.startswith("other:"):
        return what
    noun = stems(what.removeprefix("other:")) or stems(counted or "")
    return "other:" + " ".join(noun)


@cache
def _same_thing() -> Mapping[str, str]:
    return {row["noun"]: row["what"] for row in load(__package__, "same_thing.tsv", ("noun", "what"))}


@cache
def _groups() -> Mapping[str, str]:
    rows = load(__package__, "populations.tsv", ("group", "words"))
    return {word: row["group"] for row in rows for word in row.words("words")}


def _population(counted: str | None) -> str:
    """The group of the head of the counted words ("Israeli soldiers" → soldiers), empty for the whole."""
    for word in reversed(_WORD.findall((counted or "").casefold().split(" of ")[0])):
        return _groups().get(word, "")
    return ""

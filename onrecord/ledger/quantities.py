"""Figures of several reports sorted by what they count: which of them are one quantity."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import combinations

from onrecord.lexicon import nations
from onrecord.shapes.mark import Mark, Ref, When
from onrecord.shapes.reading import Reading
from onrecord.shapes.span import Span
from onrecord.shapes.table import load

# What grows as long as a happening goes on, and what stands at a level and may fall again.
CUMULATIVE = frozenset("killed injured evacuated rescued recovered destroyed arrested abducted votes".split())
LEVELS = frozenset("missing displaced trapped held attended".split())
FIRM = CUMULATIVE | LEVELS | {"magnitude"}
# A value that stands for a day so long before the report is about an earlier happening, or a closed part of this one.
LONG_AGO_DAYS = 60
# Two totals of one report for one day this far apart count two things ("300 dead in all, 5 of them in the ambush").
_OTHER_THING = 2.5
# An undated toll without a place joins the place whose values it is near.
_NEAR = 3.0
# Equal by chance is likely for small numbers.
_TELLING = 10
_CONTEXT = 5
_NOT_REAL = frozenset(("historical", "hypothetical", "threatened", "planned", "requested", "possible"))
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_GEOGRAPHY = frozenset(
    "the of city town village island islands strip province region district county state lake".split()
)
# Counters that are nobody in particular: "officials" do not contradict the ministry they work for.
_NOBODY = frozenset("official authority source report media statement figure data new news agency reporter".split())
_FUNCTION = frozenset(
    "a an the of in on at to from by with for and or but as that this which who it its they their he she his her was"
    " were is are be been being has have had will would could said says say more than about some least up after before"
    " also not no there".split()
)


@dataclass(frozen=True, slots=True)
class Tally:
    """One figure of one report, with everything that decides what it counts.

    `what` is the record's word after same_thing.tsv, `population` a group of populations.tsv or empty, `place` the
    folded name of `where`, `period` empty for what still goes on; `voice` is who counted, as a key ("" unknown).
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


def quantities(readings: Iterable[Reading]) -> list[list[Tally]]:
    """Figures joined that count one thing: the same kind, population, place, unit and period; parts and new apart."""
    firm: dict[tuple[str, ...], list[Tally]] = {}
    loose: dict[tuple[str, ...], list[Tally]] = {}
    for tally in tallies(readings):
        key = (tally.what, tally.population, tally.unit or "", tally.scope, tally.period)
        (firm if tally.what in FIRM else loose).setdefault(key, []).append(tally)
    out = [group for key in sorted(firm) for placed in _by_place(firm[key]) for group in _by_size(placed)]
    return out + [group for key in sorted(loose) for group in _by_context(loose[key])]


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


# -- one figure --------------------------------------------------------------------------------------------------------


def _tally(reading: Reading, mark: Mark, aside: bool) -> Tally:
    report = reading.report
    counted, where, counter = mark.value("counted"), mark.value("where"), mark.value("counter")
    printed = str(mark.value("what"))
    what = _same_thing().get(printed.removeprefix("other:").casefold(), printed) if ":" in printed else printed
    words = " ".join(counted.cut(report.text).split()) if isinstance(counted, Span) else None
    name = _name(where, report.text)
    as_of = mark.value("as_of")
    day = as_of.last if isinstance(as_of, When) else None
    period = mark.value("period")
    return Tally(
        report=report.id,
        start=mark.start,
        end=mark.end,
        what=what if what in FIRM else _loose_what(what, words),
        printed_what=printed,
        counted=words,
        population=_population(words) if what in FIRM else "",
        where=name,
        place=_place(name),
        unit=mark.value("unit"),
        scope=mark.value("scope") or "total",
        period="aside" if aside else _period(day, period, report.published.date),
        value=mark.value("value"),
        low=mark.value("low"),
        high=mark.value("high"),
        hedge=mark.value("hedge") or "exact",
        counter=_name(counter, report.text),
        voice=_voice(reading, counter),
        as_of=day,
        published=report.published.date,
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


def _context(text: str, mark: Mark) -> tuple[str, ...]:
    """The telling words nearest to a figure in its sentence, in alphabetical order."""
    start = max(text.rfind(sign, 0, mark.start) for sign in (". ", "\n", "? ", "! ", "; ")) + 1
    ends = [e for sign in (". ", "\n", "? ", "! ", "; ") if (e := text.find(sign, mark.end)) >= 0]
    before = stems(text[start : mark.start])[-_CONTEXT:]
    after = stems(text[mark.end : min(ends, default=len(text))])[:_CONTEXT]
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


# -- which are one ----------------------------------------------------------------------------------------------------


class _Union:
    """Sets that grow together; each is named by its smallest member."""

    def __init__(self, members: Iterable[int]) -> None:
        self.parent = {m: m for m in members}

    def root(self, member: int) -> int:
        while self.parent[member] != member:
            self.parent[member] = self.parent[self.parent[member]]
            member = self.parent[member]
        return member

    def join(self, a: int, b: int) -> None:
        one, two = sorted((self.root(a), self.root(b)))
        self.parent[two] = one


def _by_place(group: Sequence[Tally]) -> list[list[Tally]]:
    """One kind of figure cut by place. Two names of one place show in equal values; no place is the nearest place."""
    names = sorted({t.place for t in group if t.place})
    union = _Union(range(len(names)))
    for a, b in combinations(range(len(names)), 2):
        if _aliases([t for t in group if t.place == names[a]], [t for t in group if t.place == names[b]]):
            union.join(a, b)
    places: dict[int, list[Tally]] = {}
    for tally in group:
        if tally.place:
            places.setdefault(union.root(names.index(tally.place)), []).append(tally)
    nowhere: list[Tally] = []
    joining: list[tuple[int, Tally]] = []
    for tally in group:
        if not tally.place:
            home = _home(tally, places)
            nowhere.append(tally) if home is None else joining.append((home, tally))
    for home, tally in joining:
        places[home].append(tally)
    return [g for g in (*(places[p] for p in sorted(places)), nowhere) if g]


def _aliases(a: Sequence[Tally], b: Sequence[Tally]) -> bool:
    """True when two places are two names for where one thing happened: equal values, and none that speak against it."""
    same = False
    in_a: dict[str, list[Tally]] = {}
    by_value: dict[tuple[object, str], list[Tally]] = {}
    for t in a:
        in_a.setdefault(t.report, []).append(t)
        by_value.setdefault((t.value, t.hedge), []).append(t)
    for u in b:
        for t in in_a.get(u.report, ()):
            if t.value == u.value and t.value is not None:
                same = True
            elif t.as_of == u.as_of and not (t.retracted or u.retracted or rivals(t.voice, u.voice)):
                return False
        if u.value is not None and u.value >= _TELLING and u.hedge == "exact":
            near = (days_between(t.at, u.at) for t in by_value.get((u.value, u.hedge), ()))
            same = same or any(d is not None and abs(d) <= 3 for d in near)
    return same


def _home(tally: Tally, places: Mapping[int, Sequence[Tally]]) -> int | None:
    """The place a figure without one belongs to: where its own report has that value, else the one nearest in size."""
    for place in sorted(places):
        if any(t.report == tally.report and t.value == tally.value and t.value is not None for t in places[place]):
            return place
    size = tally.size
    if not size:
        return next(iter(places)) if len(places) == 1 else None
    ranked = []
    for place in sorted(places):
        sizes = [t.size for t in places[place] if t.size]
        ratio = min((max(size, s) / min(size, s) for s in sizes), default=float("inf"))
        if ratio <= _NEAR:
            ranked.append((ratio, place))
    ranked.sort()
    return ranked[0][1] if ranked else None


def _by_size(group: Sequence[Tally]) -> list[list[Tally]]:
    """A group cut where one report gives two totals of quite different size for one day."""
    sized = sorted((t for t in group if t.size), key=lambda t: (t.size, t.report, t.start))
    vague = [t for t in group if not t.size]
    out: list[list[Tally]] = []
    waiting = [sized]
    while waiting:
        part = waiting.pop()
        cut = _cut(part)
        if cut is None:
            out.append(part)
        else:
            waiting += [part[cut:], part[:cut]]
    kept = [part for part in out if part]
    if vague and len(kept) == 1:
        kept[0] = kept[0] + vague
    elif vague:
        kept.append(vague)
    return kept


def _cut(part: Sequence[Tally]) -> int | None:
    seen: dict[tuple[str, str | None], list[float]] = {}
    for t in part:
        if not t.retracted and t.size:
            seen.setdefault((t.report, t.as_of), []).append(t.size)
    spans = [(min(s), max(s)) for s in seen.values() if max(s) > _OTHER_THING * min(s)]
    if not spans:
        return None
    low, high = min(spans)
    sizes = [t.size or 0.0 for t in part]
    gaps = [(sizes[i] / sizes[i - 1], -i) for i in range(1, len(part)) if low < sizes[i] and sizes[i - 1] < high]
    return -max(gaps)[1] if gaps else None


def _by_context(group: Sequence[Tally]) -> list[list[Tally]]:
    """Other figures joined when two of the words next to them are the same, or when two counters contest them."""
    union = _Union(range(len(group)))
    first: dict[tuple[str, str], int] = {}
    for i, tally in enumerate(group):
        for pair in combinations(tally.context, 2):
            union.join(first.setdefault(pair, i), i)
    contested: dict[str, list[int]] = {}
    for i, tally in enumerate(group):
        if tally.voice and tally.scope == "total" and tally.what.startswith("other:"):
            contested.setdefault(tally.report, []).append(i)
    for rows in contested.values():
        for a, b in combinations(rows, 2):
            if rivals(group[a].voice, group[b].voice):
                union.join(a, b)
    out: dict[int, list[Tally]] = {}
    for i, tally in enumerate(group):
        out.setdefault(union.root(i), []).append(tally)
    return [out[k] for k in sorted(out)]

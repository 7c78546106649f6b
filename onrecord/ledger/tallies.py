"""The figures of some reports, each with what decides what it counts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache

from onrecord.ledger.again import ENDS, retold
from onrecord.ledger.tally import FIRM, NO_THING, Tally, days_between
from onrecord.ledger.voices import voice, voices
from onrecord.ledger.words import printed_words, stems
from onrecord.lexicon import nations, units
from onrecord.shapes.mark import Mark, Ref, When
from onrecord.shapes.reading import Reading
from onrecord.shapes.report import Published
from onrecord.shapes.span import Span
from onrecord.shapes.table import load

# A value that stands for a day so long before the report is about an earlier happening, or a closed part of this one.
LONG_AGO_DAYS = 60
# By then it is that year's, whatever its day: "the quake of 2004", "on December 26, 2004".
_YEARS_AGO_DAYS = 300
# A stretch this short ("in the past 24 hours") is never the whole of a happening.
_SHORT_DAYS = 2
_CONTEXT = 5
# What only the past, or a thought, tells of; nobody asks for deaths, but for hostages to be freed they do.
_PAST = frozenset(("historical",))
_THOUGHT = frozenset(("hypothetical", "threatened", "planned", "possible", "requested"))
_HARM = frozenset("killed injured missing displaced trapped".split())
_GEOGRAPHY = frozenset(
    "the of city town village island islands strip province region district county state lake".split()
)
_HEAD = frozenset(("title", "standfirst"))
_AGAINST = re.compile(
    r"\b(?:disput|contradict|contest)(?:s|ed|ing)\b"
    r"|\b(?:official|authorities['’]|government(?:['’]s)?|ministry['’]s) (?:count|figure|toll|number|tally)\b"
)
# "We have received some 50 people": those whom one house or one nurse treats are not all who are hurt.
_TREATED = re.compile(
    r"\b(?:I|we|she|he) (?:have |had |has |’ve |'ve )?(?:already |just |so far |alone )*"
    r"(?:treated|received|admitted|took in|taken in|seen|operated on) (?:[\w’'-]+ ){0,3}\Z",
    re.IGNORECASE,
)
_AROUND_VERB = 90
# "The world looked on as it did during Nurland, where …", "a second Nurland".
_LIKE = re.compile(
    r"\b(?:(?:like|as|unlike) (?:they|it|we|he|she|what|that|those|the (?:one|ones|case))"
    r"(?: [\w’'-]+){0,4} (?:in|during|over|with)"
    r"|(?:repeat|shades|echoes) of(?: [\w’'-]+ (?:in|during|of|with))?) (?:the )?\Z",
    re.IGNORECASE,
)
# "$40 million in cash": of a price what is paid so; "in cash and stock" is all of it.
_PAID_IN = re.compile(
    r",? (?:will be paid |is |was |to be paid |paid )?in (cash|stock|shares|debt|equity|bonds|kind)\b"
    r"(?! (?:and|or|plus) (?:stock|shares|debt|cash|equity))",
    re.IGNORECASE,
)
_SHARE = re.compile(r"\bshares?\b|\bstocks?\b|\bapiece\b", re.IGNORECASE)
_SHARE_AROUND, _OF_A_SHARE = 40, 100_000
_AFTERSHOCK = re.compile(
    r"\b(?:after-?shocks?|fore-?shocks?|smaller (?:quakes?|tremors?|temblors?|earthquakes?))\b", re.IGNORECASE
)
_SHOCK = 60
_HEAD_OF = 250  # characters of a report's head, where a year would be that of the news
_SUBUNITS = frozenset(("cent", "penny"))


def tallies(readings: Iterable[Reading]) -> list[Tally]:
    """All figures of some reports of one story, in order of report id and text."""
    found = [t for r in sorted(readings, key=lambda r: r.report.id) for t in retold(list(_of(r)), r.text)]
    days = [t.at if t.period == "" else t.published for t in found]
    began = min((d for d in days if d), default=None)
    return [_whole(t, began) for t in found]


def _of(reading: Reading) -> Iterator[Tally]:
    tied = voices(reading)
    heads = [b.span for b in reading.report.blocks if b.kind in _HEAD]
    money = {m.value("unit") for m in reading.figures if m.value("what") == "money"} - _SUBUNITS
    currency = next(iter(money)) if len(money) == 1 else None
    aside = _not_real(reading)
    for i, mark in enumerate(reading.figures):
        if mark.value("modality") is not None and mark.value("what") in FIRM:
            continue  # nobody says that so many were killed: it is denied, threatened or only thought of
        if mark.value("what") not in (None, "age"):
            tally = _tally(reading, mark, tied, any(h.overlaps(mark.hull) for h in heads))
            if currency and tally.unit in _SUBUNITS:
                tally = replace(tally, measure=currency, factor=0.01)
            yield replace(tally, period="aside") if i in aside or _compared(mark, reading.text) else tally


def _compared(mark: Mark, text: str) -> bool:
    """ "Not like in Nurland, where a million died": what a place that is only compared with has seen."""
    where = mark.value("where")
    if not isinstance(where, Ref) or not _beside(text, mark, where.span):
        return False
    return _LIKE.search(text, max(0, where.span.start - _AROUND_VERB), where.span.start) is not None


def _whole(tally: Tally, began: str | None) -> Tally:
    """A period that takes in all of the story so far is no part of it: "600 have fled since Monday"."""
    if "/" not in tally.period or tally.published is None:
        return tally
    first, _, last = tally.period.partition("/")
    early = days_between(first, began)
    if early is None or early < -1:
        return tally
    # Open at the end: "since". Else it must still run, and be no "past 24 hours".
    runs = not last or ((days_between(tally.published, last) or -1) >= 0 and early >= 0)
    long = not last or (days_between(first, last) or 0) > _SHORT_DAYS
    return replace(tally, period="") if runs and long else tally


def printed_on(reading: Reading) -> str | None:
    """The day a report's figures were printed: its publication, where that is not known its last change."""
    modified = reading.report.value("modified")
    return reading.report.published.date or (modified.date if isinstance(modified, Published) else None)


def _tally(reading: Reading, mark: Mark, tied: Mapping[str, str], head: bool) -> Tally:
    report = reading.report
    counted, where, counter = mark.value("counted"), mark.value("where"), mark.value("counter")
    words = " ".join(counted.cut(report.text).split()) if isinstance(counted, Span) else None
    printed = str(mark.value("what"))
    what = _what(printed, words)
    place_name = _name(where, report.text)
    near = (
        isinstance(where, Ref) and _beside(reading.text, mark, where.span) and not _disputes(reading.text, mark, where)
    )
    place = _place(place_name) if near else ""
    unit = mark.value("unit")
    measure, factor = units.base(unit) if unit else ("", 1.0)
    published = printed_on(reading)
    day = _day(mark, published)
    return Tally(
        report=report.id,
        start=mark.start,
        end=mark.end,
        what=f"other:{measure}" if what == f"other:{unit}" else what,
        printed_what=printed,
        counted=words,
        population=_some_of(what, words, mark, report.text),
        where=place_name,
        place=place,
        country=_country(place_name) if place else "",
        unit=unit,
        measure=measure,
        factor=factor,
        scope=_scope(reading, mark, what),
        orphan=mark.value("scope") == "part" and mark.value("part_of") is None,
        period=_period(day, mark.value("period"), published, report.text) or _long_ago(mark, published, report.text),
        value=mark.value("value"),
        low=mark.value("low"),
        high=mark.value("high"),
        hedge=mark.value("hedge") or "exact",
        counter=_name(counter, report.text),
        voice=voice(reading, counter, tied),
        as_of=day,
        published=published,
        retracted=bool(mark.value("retracted")),
        head=head,
        context=_context(report.text, mark),
        extent=_extent(place_name),
    )


def _what(printed: str, counted: str | None) -> str:
    """The record's word for what is counted; bodies that were found are people killed."""
    if printed == "recovered" and counted:
        return _same_thing().get(counted.split()[-1].casefold(), printed)
    if ":" not in printed:
        return printed
    noun = printed.removeprefix("other:").casefold()
    return _same_thing().get(noun) or "other:" + " ".join(stems(noun) or stems(counted or ""))


def _scope(reading: Reading, mark: Mark, what: str) -> str:
    """Of 60 on board the 11 that died are a part, but they are all that died."""
    scope, parent = mark.value("scope") or "total", mark.value("part_of")
    if scope != "part" or what not in FIRM or parent is None or parent >= len(reading.figures):
        return str(scope)
    whole = str(reading.figures[parent].value("what"))
    other = whole not in (mark.value("what"), what) and whole.removeprefix("other:") not in NO_THING
    return "total" if other else "part"


def _day(mark: Mark, published: str | None) -> str | None:
    as_of = mark.value("as_of")
    told = mark.cells["as_of"].how == "time" if as_of is not None else False  # else it is taken from elsewhere
    day = as_of.last if told and isinstance(as_of, When) and as_of.first == as_of.last else None
    # Nothing is counted before it happens: such a day was misread.
    return None if (days_between(published, day) or 0) > 1 else day


def _not_real(reading: Reading) -> frozenset[int]:
    """Figures that stand only in events of the past or of a mere thought."""
    real: set[int] = set()
    past: set[int] = set()
    thought: set[int] = set()
    for event in reading.events:
        modality = event.value("modality")
        into = past if modality in _PAST else thought if modality in _THOUGHT else real
        into.update(event.value("figures") or ())
    thought = {i for i in thought if i < len(reading.figures) and not _done(reading, i)}
    return frozenset((past | thought) - real)


def _done(reading: Reading, i: int) -> bool:
    """True for what is told of a day gone by ("to free the 43 arrested on Friday"), and harm that is only asked for."""
    mark = reading.figures[i]
    published = printed_on(reading)
    day = _day(mark, published)
    if day is not None and (days_between(day, published) or -1) >= 0:
        return True
    asked = [e.value("modality") for e in reading.events if i in (e.value("figures") or ())]
    return mark.value("what") in _HARM and set(asked) == {"requested"}


def _period(day: str | None, period: object, published: str | None, text: str) -> str:
    if isinstance(period, When) and (period.first or period.last):
        year = _year_gone(period, published)
        if year:
            return year
        since = period.span is not None and "since" in text[max(0, period.span.start - 7) : period.span.end].casefold()
        return f"{period.first or ''}/{'' if since and period.first else period.last or ''}"
    apart = days_between(day, published)
    if apart is None or apart <= LONG_AGO_DAYS:
        return ""
    return _year_gone(When(None, day, day), published) or str(day)


def _year_gone(when: When, published: str | None) -> str:
    """The year of what is long over by the time of a report, where all of it lies in a year before that."""
    first, last = when.first or "", when.last or ""
    over = (days_between(last, published) or 0) > _YEARS_AGO_DAYS
    return first[:4] if over and first and first[:4] == last[:4] < (published or "")[:4] else ""


def _long_ago(mark: Mark, published: str | None, text: str) -> str:
    """The year of a figure of an undated report that prints it, and not at its head: nobody tells that of today."""
    when = mark.value("as_of")
    if published is not None or not isinstance(when, When) or when.span is None or not when.first:
        return ""
    year = when.first[:4]
    told = year in text[when.span.start : when.span.end] and year not in text[:_HEAD_OF]
    return year if told else ""


def _some_of(what: str, words: str | None, mark: Mark, text: str) -> str:
    """Of what a figure counts a part by itself: children of people, patients of one house, cash of a price."""
    if what == "money":
        kind = _PAID_IN.match(text, mark.end)
        if kind is not None:
            return kind[1].casefold()
        around = text[max(0, mark.start - _SHARE_AROUND) : mark.end + _SHARE_AROUND]
        number = mark.value("value")
        one = isinstance(number, int | float) and number < _OF_A_SHARE
        return "share" if one and _SHARE.search(around) else ""
    if what == "magnitude":
        beside = _sentence(text, mark)
        lead, after = text[max(beside.start, mark.start - _SHOCK) : mark.start], text[mark.end : mark.end + _SHOCK]
        return "aftershock" if _AFTERSHOCK.search(lead) or _AFTERSHOCK.match(after) else ""
    if what not in FIRM:
        return ""
    own = what == "injured" and _TREATED.search(text, max(0, mark.start - _AROUND_VERB), mark.start)
    return _population(words) or ("patients" if own else "")


def _name(ref: object, text: str) -> str | None:
    if not isinstance(ref, Ref):
        return None
    return ref.called(text) or None


def _place(name: str | None) -> str:
    # "In hospital", "at the same site": no name that two reports could share, and where people are brought to.
    if not name or name == name.lower():
        return ""
    nation = nations.by_name(name)
    words = stems(nation.name if nation is not None else name)
    return " ".join(w for w in words if w not in _GEOGRAPHY) or " ".join(words)


def _extent(name: str | None) -> int:
    """How far a place reaches by the noun that says what it is: "two villages", "Pallca valley"; 0 without one."""
    words = stems((name or "").split(" of ")[0])
    return _extents().get(words[-1], 0) if words else 0


@cache
def _extents() -> Mapping[str, int]:
    rows = load(__package__, "extents.tsv", ("extent", "words"))
    return {word: int(row["extent"]) for row in rows for word in row.words("words")}


def _country(name: str | None) -> str:
    nation = nations.by_name(name) if name else None
    return nation.code if nation is not None else ""


def _sentence(text: str, mark: Mark) -> Span:
    """The sentence around a mark, roughly: to the next full stop, semicolon or line end on either side."""
    starts = [text.rfind(sign, 0, mark.start) for sign in ENDS]
    ends = [e for sign in ENDS if (e := text.find(sign, mark.end)) >= 0]
    return Span(max(starts) + 1, min(ends, default=len(text)))


def _beside(text: str, mark: Mark, span: Span) -> bool:
    return _sentence(text, mark).overlaps(span)


def _disputes(text: str, mark: Mark, where: Ref) -> bool:
    """True where only who counted is of the place, and sets the count against another's: it is of what that counts.

    "Doctors in Orva put it at 40, more than the official toll."
    """
    counter = mark.value("counter")
    sentence = _sentence(text, mark)
    against = _AGAINST.search(text, sentence.start, sentence.end)
    return isinstance(counter, Ref) and counter.span.contains(where.span) and against is not None


def _context(text: str, mark: Mark) -> tuple[str, ...]:
    """The telling words nearest to a figure in its sentence, in alphabetical order."""
    sentence = _sentence(text, mark)
    before = stems(text[sentence.start : mark.start])[-_CONTEXT:]
    after = stems(text[mark.end : sentence.end])[:_CONTEXT]
    nearest = [w for pair in zip(reversed([""] * 5 + before), after + [""] * 5, strict=False) for w in pair if w]
    return tuple(sorted(dict.fromkeys(nearest[:_CONTEXT])))


@cache
def _same_thing() -> Mapping[str, str]:
    return {row["noun"]: row["what"] for row in load(__package__, "same_thing.tsv", ("noun", "what"))}


@cache
def _groups() -> Mapping[str, str]:
    rows = load(__package__, "populations.tsv", ("group", "words"))
    return {word: row["group"] for row in rows for word in row.words("words")}


def _population(counted: str | None) -> str:
    """The group of the head of the counted words ("Orvan soldiers" → soldiers), empty for the whole."""
    words: Sequence[str] = printed_words((counted or "").casefold().split(" of ")[0])
    return _groups().get(words[-1], "") if words else ""

"""What the other figures of a report tell of one: numbers told again, taken back, or set against each other."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from onrecord.ledger.sentences import ends
from onrecord.ledger.tally import CUMULATIVE, FIRM, LEVELS, NO_THING, TELLING, Tally
from onrecord.ledger.voices import rivals
from onrecord.ledger.words import stems
from onrecord.lexicon import people_nouns

_BY_ITSELF = re.compile(r"\b([A-Z][\w'’-]+) (?:alone|by itself|on its own)\b")
# "Up from 40", "against 40 a week before": the number that stood before the one told first.
_UP_FROM = re.compile(
    r"\b(?:(?:up|down|rise|rose|risen|fall|fell|fallen|increased?|grew|grown|climb|climbed|jump|jumped|drop|dropped|change)\b"
    r"[^.\n]{0,40}\bfrom|compared (?:with|to)|against) (?:[\w'’]+ ){0,3}\Z",
    re.IGNORECASE,
)
# "99 patients, after 47 on Monday": of a number that stands without a noun.
_AFTER = re.compile(r", (?:after|following) (?:(?:about|around|some|nearly|almost|over|at least|more than) )?\Z")
# "More than the 65 first reported", "lower than the 40 of the earlier count".
_THAN = re.compile(r"\b(?:more|fewer|less|higher|lower) than the \Z", re.IGNORECASE)
_FIRST = re.compile(r"[^.,;\n]{0,25}\b(?:first|earlier|initial(?:ly)?|original(?:ly)?|previous(?:ly)?|before)\b")
_AGO = re.compile(
    r"[^.,;\n]{0,40}\b(?:(?:a|one|the|two|three) (?:hour|day|night|week|month|year)s? (?:earlier|before|ago)"
    r"|previously|before)\b",
    re.IGNORECASE,
)
_AROUND = 80  # characters before and after a figure where its place is told
ENDS = (". ", "\n", "? ", "! ", "; ", ".\u201d ", '." ')
# "The figure of 37 stands": the number is the one named before, whatever noun seems to follow it.
_NUMBER_OF = re.compile(r"\b(?:figure|number|count|total|toll|tally) (?:of|at|is|was|as) (?:\w+ )?\Z", re.IGNORECASE)
# "The number had risen to three": the one told last, of whoever counts.
_MOVED = re.compile(
    r"\b(?:number|toll|count|total|figure)s?\b(?! of )[^.\n]{0,60}\b(?:to|at|is|was|now|reached|hit) (?:\w+ )?\Z",
    re.IGNORECASE,
)
_IT = re.compile(r"\b(?:it|this|that)\b[^.,\n]{0,30}\Z", re.IGNORECASE)
_FROM = re.compile(r"\bfrom(?: (?:about|around|some|nearly|almost|over|at least|more than|the))? ?\Z", re.IGNORECASE)
_TO = re.compile(r" ?(?:[\w'’-]+ ){0,3}?to ?\Z", re.IGNORECASE)
# What was said before and holds no longer: "revising an earlier count of nine", "had initially put it at nine".
_BEFORE = re.compile(
    r"\b(?:earlier|previous|initial|original|first) (?:count|figure|number|toll|tally|report|statement|estimate)s?\b"
    r"|\b(?:earlier|previously|initially|originally|first) (?:said|reported|put|given|announced|estimated|counted)\b",
    re.IGNORECASE,
)
# "Home to 170,000 people", "a town of 9,000 people": who lives there, whatever became of others.
_LIVES = re.compile(
    r"\b(?:home (?:to|of|by|for)|population (?:of|is|was|at)|(?:in|un)?habited by|populated by|houses|"
    r"(?:city|town|village|island|district|county|state|province|region|nation|country|community|camp) of)"
    r" (?:[\w’'-]+ ){0,3}\Z",
    re.IGNORECASE,
)
# "Some 30 were let go": what became of these is told, and it is not what became of others.
_FATE = re.compile(r" (?:were|was|are|is|have|has|had|will|would|could|can)\b")
_OTHER = re.compile(r"\bothers?\b", re.IGNORECASE)
_FIRMLY = frozenset(("exact", "at_least", "more_than", "about"))
_IN_NEXT = re.compile(
    r"\bin (?:the )?(?:neighbou?ring|nearby|adjacent|next|other|eastern|western|northern|southern)\b", re.I
)
_SUM = 3  # a whole and two parts
_MOSTLY = 0.7  # of a whole that its parts make up where the rest is not told
_MOST = 200  # figures of one kind in a report that are held against each other
_NEXT = 300  # characters to the figure that another is set against, at most


def retold(found: Sequence[Tally], text: str) -> list[Tally]:
    """The figures of one report in text order, with what its other figures tell of them.

    A whole that seemed a part, a bare number that is one named before, a number put against another's, a sentence that
    goes on about the past, a count that was cut, a place that is counted alone. Bodies found are set apart from a toll
    of the same report.
    """
    out = list(found)
    for step in (_taken_back, _whole, _bare, _against, _moved, _goes_on, _bodies, _alone, _former, _shares, _others):
        out = list(step(out, text))
    return out


def _same(t: Tally) -> tuple[str, str, str]:
    return (t.what, t.population, t.measure)


def _kin(t: Tally, u: Tally) -> bool:
    return t is not u and _same(t) == _same(u)


def _kinds(found: Sequence[Tally]) -> Mapping[tuple[str, str, str], Sequence[Tally]]:
    """The figures of each kind, at most so many that every two of them can be looked at."""
    out: dict[tuple[str, str, str], list[Tally]] = {}
    for t in found:
        kin = out.setdefault(_same(t), [])
        if len(kin) < _MOST:
            kin.append(t)
    return out


def _taken_back(found: Sequence[Tally], text: str) -> Iterator[Tally]:
    """ "Cut from 37 to 33", "an earlier count of 37": what can only grow was wrong when it is told to fall."""
    falls: set[int] = set()
    kinds = _kinds(found)
    for i, old in enumerate(found):
        said = old.what in CUMULATIVE and not old.retracted and _BEFORE.search(_lead(text, old.start))
        kin = kinds[_same(old)] if said else ()
        now = [u for u in kin if u is not old and not u.retracted and not rivals(u.voice, old.voice)]
        if any(u.size and old.size and u.scope == "total" and u.size < old.size and _close(old, u) for u in now):
            falls.add(i)
    for i, (old, new) in enumerate(pairwise(found)):
        if old.what in CUMULATIVE and _kin(old, new) and old.size and new.size and old.size > new.size:
            before, between = text[max(0, old.start - 20) : old.start], text[old.end : new.start]
            if _FROM.search(before) and _TO.fullmatch(between):
                falls.add(i)
    after = {i + 1 for i in falls}
    for i, t in enumerate(found):
        t = replace(t, scope="total") if i in falls | after and t.scope == "part" else t
        yield replace(t, retracted=True) if i in falls else t


def _lead(text: str, start: int) -> str:
    """The words of a sentence before a figure."""
    before = text[max(0, start - 80) : start]
    return before[max((before.rfind(sign) for sign in ENDS), default=-1) + 1 :]


def _close(a: Tally, b: Tally) -> bool:
    return max(a.size or 0.0, b.size or 0.0) <= 3 * min(a.size or 0.0, b.size or 0.0)


def _whole(found: Sequence[Tally], text: str) -> Iterator[Tally]:
    """A part as large as the whole is the whole; those "another 22 missing" beside the dead are all the missing."""
    kinds = _kinds(found)
    for t in found:
        kin = [u for u in kinds[_same(t)] if u is not t and u.scope == "total"]
        again = t.scope == "part" and (t.size or 0) >= TELLING and any(u.value == t.value for u in kin)
        others = t.scope == "new" and t.what in LEVELS and not kin
        alone = t.orphan and not t.population and not any(_before(text, u, t) for u in kin)
        yield replace(t, scope="total") if again or others or alone else t


def _before(text: str, whole: Tally, part: Tally) -> bool:
    """True when a larger whole stands before a part, in its paragraph."""
    larger = (whole.size or 0.0) > (part.size or 0.0)
    return larger and whole.end <= part.start and "\n" not in text[whole.end : part.start]


def _bare(found: Sequence[Tally], text: str) -> Iterator[Tally]:
    """A number whose noun says nothing, or nothing but that they are people, is the figure of the report it equals."""
    firm: dict[object, list[Tally]] = {}
    for u in found:
        if u.what in FIRM and u.value is not None and len(firm.setdefault(u.value, [])) < _MOST:
            firm[u.value].append(u)
    for t in found:
        before = text[max(0, t.start - 40) : t.start]
        bare = t.what.startswith("other:") and t.unit is None and (not t.thing or _NUMBER_OF.search(before))
        bare = bare or (plain_people(t) and t.scope == "total")
        if t.what == "other:number" and _FATE.match(text, t.end) and not _NUMBER_OF.search(before):
            bare = False
        near = firm.get(t.value, []) if bare and not _LIVES.search(before) else []
        if near and (t.size or 0) >= TELLING:
            u = min(near, key=lambda u: (u.scope != "total", abs(u.start - t.start)))
            t = replace(t, what=u.what, population=u.population, scope=u.scope, period=u.period, counted=u.counted)
            t = replace(t, printed_what=u.printed_what)
        yield t


def plain_people(t: Tally) -> bool:
    """True where a figure counts people of whom it is not told what became: "the 46 students"."""
    noun = t.what.removeprefix("other:")
    row = people_nouns.by_lemma(noun) if noun != t.what and t.unit is None else None
    return noun in ("people", "person", "individual") or (row is not None and row.type in ("person", "group"))


def _against(found: Sequence[Tally], text: str) -> Iterator[Tally]:
    """ "The union put it at 95": a number without a thing, right after another's, is about the same thing."""
    last: Tally | None = None
    for t in found:
        mute = not _noun(t) or not t.thing or _IT.search(text[max(0, t.start - 40) : t.start])
        if last is not None and t.scope == last.scope == "total" and t.start - last.end <= _NEXT:
            if (
                _kin(t, last)
                and t.what in FIRM
                and not t.place
                and rivals(t.voice, last.voice)
                and _near(text, last, t)
            ):
                t = replace(t, where=last.where, place=last.place, country=last.country)
            loose = t.what.removeprefix("other:") in NO_THING or t.what == last.what not in FIRM
            if mute and loose and t.measure == last.measure and rivals(t.voice, last.voice) and _near(text, last, t):
                t = replace(_as(t, last), period=t.period or last.period, context=last.context)
        yield t
        last = t


def _noun(t: Tally) -> bool:
    """True when a figure names what it counts, besides its unit."""
    return bool(set(stems(t.counted or "")) - set(stems(t.unit or "")))


def _moved(found: Sequence[Tally], text: str) -> Iterator[Tally]:
    """ "The number had risen to three" is that which the same counter, or the report, told before."""
    told: list[Tally] = []
    for t in found:
        bare = not t.thing and t.what.startswith("other:") and t.unit is None
        if bare and _MOVED.search(text[max(0, t.start - 80) : t.start]):
            last = next((u for u in reversed(told[-_MOST:]) if not rivals(u.voice, t.voice)), None)
            t = replace(_as(t, last), period=last.period) if last is not None else t
        if t.what in FIRM and t.scope == "total":
            told.append(t)
        yield t


def _as(t: Tally, other: Tally) -> Tally:
    """The figure, of the thing, people and place of another."""
    return replace(
        t,
        what=other.what,
        printed_what=other.printed_what,
        population=other.population,
        where=other.where,
        place=other.place,
        country=other.country,
    )


def _near(text: str, a: Tally, b: Tally) -> bool:
    """True for two figures of one sentence or of two in a row."""
    return _breaks(text, a.end, b.start) <= 1


def _breaks(text: str, start: int, end: int) -> int:
    """How many sentences end between two places."""
    return len(ends(text, start, end + 1))  # with the letter that a sentence begins with


def _goes_on(found: Sequence[Tally], text: str) -> Iterator[Tally]:
    """The sentence after one of the past is about the past: "A boat sank there in 2019. No one was hurt."."""
    last: Tally | None = None
    for t in found:
        if last is not None and last.period not in ("", "aside") and not t.period and not t.as_of:
            after = "\n" not in text[last.end : t.start] and _breaks(text, last.end, t.start) == 1
            if after and t.voice == last.voice and t.what in FIRM and last.what in FIRM:
                t = replace(t, period=last.period)
        yield t
        last = t


def _bodies(found: Sequence[Tally], text: str) -> Iterator[Tally]:
    """Bodies found are the dead, unless the report counts more dead than that, and nobody says otherwise."""
    kinds = _kinds(found)
    for t in found:
        if t.what == "killed" and t.printed_what != "killed" and t.scope == "total":
            dead = [u for u in kinds[_same(t)] if u is not t and u.scope == "total" and u.printed_what == "killed"]
            other = dead and all(u.value != t.value and not rivals(u.voice, t.voice) for u in dead)
            t = replace(t, what="recovered") if other else t
        yield t


def _alone(found: Sequence[Tally], text: str) -> Iterator[Tally]:
    """ "Orva alone has lost 19": a place's part of the total that was told last before it, else comes next."""
    kinds = _kinds(found)
    for t in found:
        if t.what in FIRM and t.scope == "total" and t.size and _is_alone(t, text):
            size = t.size
            more = [u for u in kinds[_same(t)] if u.scope == "total" and not u.retracted and (u.size or 0.0) > size]
            whole = min(more, key=lambda u: (u.start > t.start, abs(u.start - t.start)), default=None)
            t = replace(t, whole=whole.size) if whole is not None else t
        yield t


def _former(found: Sequence[Tally], text: str) -> Iterator[Tally]:
    """ "Up from 40": what the report sets against the number that it has just told as the one before."""
    last: Tally | None = None
    for t in found:
        lead = text[max(0, t.start - _AROUND) : t.start]
        told = _UP_FROM.search(lead) or (_FROM.search(lead) and _AGO.match(text, t.end))
        told = told or (t.counted is None and _AFTER.search(lead)) or (_THAN.search(lead) and _FIRST.match(text, t.end))
        if told and last is not None and _kin(last, t) and not _breaks(text, last.end, t.start):
            day = None if t.as_of == last.as_of else t.as_of  # the day is that of the number told first
            t = replace(t, former=True, now=last.size, as_of=day, voice=t.voice or last.voice)
        yield t
        last = t


def _others(found: Sequence[Tally], text: str) -> Iterator[Tally]:
    """ "Nine died. Three other people died on the way": others of one kind are a part of its larger total."""
    kinds = _kinds(found)
    for t in found:
        if t.scope == "total" and t.what in FIRM and t.size and _OTHER.search(t.counted or "") and not t.former:
            kin = [u for u in kinds[_same(t)] if u.scope == "total" and u.period == t.period and not u.retracted]
            if any((u.size or 0.0) > t.size and u.hedge in _FIRMLY and not u.former for u in kin):
                t = replace(t, scope="part")
        yield t


def _shares(found: Sequence[Tally], text: str) -> Iterator[Tally]:
    """ "70 were hurt in Orva, 140 in Dunmere, 249 in all": totals of some places are parts of the one of all."""
    parts: set[int] = set()
    for kin in _kinds(found).values():
        if kin[0].what not in CUMULATIVE | LEVELS:
            continue
        same: dict[tuple[str, str | None], list[Tally]] = {}
        for t in kin:
            if t.scope == "total" and t.value is not None and not (t.retracted or t.former or t.period):
                same.setdefault((t.period, t.as_of), []).append(t)
        for rows in same.values():
            parts.update(id(t) for t in _adding_up(rows, text))
    for t in found:
        yield replace(t, scope="part") if id(t) in parts else t


def _adding_up(rows: Sequence[Tally], text: str) -> list[Tally]:
    """Of the totals of a report for one day those of two places and more that make up most of its largest."""
    whole = max((t.size or 0.0 for t in rows), default=0.0)
    less = [t for t in rows if t.hedge == "exact" and t.size and t.size < whole]
    total = sum({t.size or 0.0 for t in less})
    if len({t.size for t in less}) < _SUM - 1 or not _MOSTLY * whole <= total <= whole or whole < TELLING:
        return []
    apart = any(_IN_NEXT.search(_lead(text, t.start)) for t in less)
    return less if apart or len({t.place for t in less if t.place}) == len(less) else []


def _is_alone(t: Tally, text: str) -> bool:
    """True when the sentence of a figure says of a place that it alone is counted."""
    start, end = max(0, t.start - _AROUND), t.end + _AROUND
    told = (m for m in _BY_ITSELF.finditer(text, start, end) if m[1] not in (t.counter or ""))
    return any(not _breaks(text, min(t.start, m.start()), max(t.end, m.end())) for m in told)

"""What a stamp in running words is made of: labels, weekdays, days, times of day, zones, and what joins them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from onrecord.reports.days import Clock, Day, find_clock, find_day
from onrecord.reports.stamps import labels
from onrecord.reports.words import one_of

# Space that damage leaves inside a time of day is moved ahead of it: every character keeps its place but for it.
_BROKEN = (
    (re.compile(r"(?<!\d)(\d{1,2}):\s(\d\d)(?!\d|:\s\d)"), r" \1:\2"),  # "10: 37"
    (re.compile(r"(?<!\d)(\d{1,2}):\s(\d\d):\s(\d\d)(?!\d)"), r"  \1:\2:\3"),
    (re.compile(r"(?<![\d.])(\d\d)\.\s(?=\d\d\s?(?:[AaPp]\.?\s?[Mm]\b|[A-Z]{2,4}T\b))"), r" \1."),  # "10. 37 BST"
    (re.compile(r"(?<!\d)(\d{1,2}(?::\d\d)?) ([AaPp])\.\s(?=[Mm]\b)"), r" \1 \2."),  # "10:37 p. m."
)
_ZONE = re.compile(
    r"(?:\s?\(?(?:(?:GMT|UTC|[A-Z]{1,4}T)(?:\s?[+-]\s?\d{1,2}(?::?\d\d)?)?|UK|hrs|hours|[A-Z][a-z]+\s[Tt]ime)\b"
    r"(?:\s\(\s?\d\d?:\d\d\s[A-Z]{2,4}T\))?\)?){1,2}"
)
_HALF = re.compile(r"(?<=\d)[ap]\b")  # "5:55p"
_JOIN = re.compile(r"[\s,|·•–—@/(-]*(?:\b(?:at|on)\s+)?", re.I)
_BACK = re.compile(r"(?:[\s,|·•@(–—/-]|(?<![\w’'])(?:at|on|At|On|AT|ON))+$")
_LED = re.compile(r"(?<!\w)(on|at)\s*$", re.I)
_CLOSE = 4  # characters between the pieces of a stamp, what joins them aside
_LONGEST = 40


@dataclass(frozen=True, slots=True)
class Run:
    """A stamp: its place, its time of day, whether it has a weekday, what its label says, what leads to it, its end."""

    start: int
    end: int
    clock: Clock | None
    weekday: bool
    label: str | None
    led: str
    last: str


def closed_up(words: str) -> str:
    """`words` with the spaces inside times of day moved ahead of them; as long as before."""
    for pattern, instead in _BROKEN:
        words = pattern.sub(instead, words)
    return words


def days(head: str, day_first: bool | None, most: int) -> Iterator[Day]:
    """The days that `head` names, in order."""
    at = 0
    for _ in range(most):
        day = find_day(head[at:], day_first, short=True)
        if day is None:
            return
        yield day.moved(at)
        at += day.end


def grown(head: str, day: Day) -> Run:
    """The stamp round a day: what stands before and behind it that tells when, and that it does."""
    clock, end = _behind(head, day.end)
    start, before, weekday, said = _before(head, day.start)
    led = _LED.search(head, max(0, start - 4), start) if said is None else None
    if led is not None:
        start = led.start()
    return Run(start, end, clock or before, weekday, said, led[1].casefold() if led else "", head[end - 1 : end])


def _behind(head: str, end: int) -> tuple[Clock | None, int]:
    """The first time of day behind a day, and where all that belongs to the stamp ends."""
    first: Clock | None = None
    while True:
        join = _JOIN.match(head, end)
        at = join.end() if join is not None else end
        found = _clock_at(head, at)
        if found is not None:
            first, end = first or found, found.end
            continue
        said = _label_at(head, at)
        if said is None:
            return first, end
        end = said


def _label_at(head: str, at: int) -> int | None:
    """Where a label at `at` ends with the day or time of day that follows it; None where none does."""
    found = _labelled().match(head, at)
    if found is None or not _is_capital(head, found.start(), found.end()):
        return None
    join = _JOIN.match(head, found.end())
    at = join.end() if join is not None else found.end()
    if (clock := _clock_at(head, at)) is not None:
        join = _JOIN.match(head, clock.end)
        day = find_day(head[join.end() : join.end() + _LONGEST], short=True) if join is not None else None
        # "Updated 13:26 14/09/2026"
        return clock.end if day is None or day.start > 0 or join is None else join.end() + day.end
    weekday = _weekday().match(head, at)
    at = weekday.end() if weekday is not None else at
    for order in (None, True, False):
        day = find_day(head[at : at + _LONGEST], order, short=True)
        if day is not None and day.start <= 1:
            return at + day.end
    return None


def _clock_at(head: str, at: int) -> Clock | None:
    """The time of day that begins at `at`, with its zone."""
    found = find_clock(head[at : at + 30])
    if found is None or head[at : at + found.start].strip():
        return None
    start = at + found.start
    end = start + len(head[start : at + found.end].rstrip())
    half = _HALF.match(head, end)
    if half is not None:
        end = half.end()
    zone = _ZONE.match(head, end)
    bare = "." in head[start:end].lower().replace(".m", "") and not re.search(r"[ap]\.?m", head[start:end], re.I)
    if bare and zone is None and " " not in found.value:
        return None  # "3.50 million"
    return Clock(start, zone.end() if zone is not None else end, _value(found.value, half))


def _value(value: str, half: re.Match[str] | None) -> str:
    hour, rest = value[:2], value[2:]
    if half is None or int(hour) > 12:
        return value
    return f"{int(hour) % 12 + (12 if half.group() == 'p' else 0):02d}{rest}"


def _before(head: str, start: int) -> tuple[int, Clock | None, bool, str | None]:
    """Where the stamp begins, with the time of day, the weekday and the label before its day."""
    clock: Clock | None = None
    weekday, said = False, None
    while True:
        joined = _BACK.search(head, 0, start)
        at = joined.start() if joined is not None else start
        if (found := _weekday_before(head, at)) is not None:
            weekday, start = True, found
        elif clock is None and (told := _clock_before(head, at)) is not None:
            clock, start = told, told.start
        elif (named := _label_before(head, at)) is not None:
            start, said = named
            return start, clock, weekday, said
        else:
            return start, clock, weekday, said


def _weekday_before(head: str, at: int) -> int | None:
    found = _weekday().search(head, max(0, at - 12), at)
    while found is not None and found.end() < at:
        found = _weekday().search(head, found.end(), at)
    return found.start() if found is not None else None


def _clock_before(head: str, at: int) -> Clock | None:
    for start in range(max(0, at - 26), at):
        if head[start].isdigit() and not head[start - 1 : start].isdigit():
            found = _clock_at(head, start)
            if found is not None and found.end == at:
                return found
    return None


def _label_before(head: str, at: int) -> tuple[int, str] | None:
    """Where a label that ends at `at` begins, and what it says."""
    colon = at - 1 if head[at - 1 : at] == ":" else at
    colon = len(head[:colon].rstrip())
    for start in sorted({m.start() for m in re.finditer(r"(?<!\w)\w", head[max(0, colon - _LONGEST) : colon])}):
        start += max(0, colon - _LONGEST)
        which = labels().get(" ".join(head[start:colon].casefold().split()))
        if which is not None and _is_capital(head, start, at):
            return start, which
    return None


def _is_capital(head: str, start: int, end: int) -> bool:
    """A label begins with a capital, or the line, or has its colon, where a sentence's own "published" has neither."""
    return head[start].isupper() or start == 0 or head[end - 1] == ":" or head[end : end + 1] == ":"


@cache
def _labelled() -> re.Pattern[str]:
    forms = sorted(labels(), key=lambda name: (-len(name), name))
    return re.compile(rf"(?:{one_of(dict.fromkeys(forms, ''))})(?!\w)\s*:?", re.I)


@cache
def _weekday() -> re.Pattern[str]:
    return re.compile(r"(?<!\w)(?:Mon|Tues?|Wed(?:nes)?|Thu(?:rs?)?|Fri|Sat(?:ur)?|Sun)(?:day)?(?!\w)[.,]{0,2}", re.I)

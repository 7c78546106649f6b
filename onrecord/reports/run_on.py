"""A report whose headline, stamp and first sentence run on in one line: where the stamp stands, and its day."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import pairwise

from onrecord.reports import stamp_run
from onrecord.reports.days import Clock, Day, find_day, weekdays_left_out
from onrecord.reports.words import of_kind

HEAD = 350  # characters in which a headline and the stamp behind it stand
_DAYS = 4  # of them: a headline may name a day for its own sake
_LEAST, _MOST = 3, 30  # words of a headline
_BOTH = 45  # of a headline and what stands below it, ahead of a weekday with a time of day
_LONG = 4  # letters of the words by which a headline in title case is told
_TITLED = 0.7  # share of them that begin with a capital
_NEW_SENTENCE = re.compile(r"[^\W\d]{3}[.!?][\"”’)]?\s+[A-Z“\"‘]")
_ENDED = re.compile(r"(?:^|[.!?…][\"'”’)]{0,2})\s*$")
# Behind a stamp a sentence begins, or the line does something else that no sentence does.
_GOES_ON = re.compile(r"\s*[|·•]|\s+(?:[–—-]+\s*)?(?:[A-Z“\"‘'(]|$)")
_SET_OFF = re.compile(r"\s*[|·•]|$")
_BEGINS = re.compile(
    r"\s+(?:The|An?|In|On|At|It|He|She|They|We|This|That|These|Those|There|After|Before|When|While|As|For|From|By)\s"
)
_OWN_PHRASE = re.compile(r"\s+[A-Z]\w+\s(?:[Tt]ime|[Ss]tandard|[Dd]aylight)\b")  # "at 8:12 am Pacific time"
_TOLD = 5_000  # characters of a line in which other days are looked for
_EITHER = re.compile(r"(?<!\d)\d{1,2}\s?/\s?\d{1,2}\s?/\s?\d\d")
_AMERICAN = re.compile(r"\d\s?(?:[AaPp]\.?[Mm]\.?)?\s(?:[ECMP][SD]?|AK[SD]|HS)T\b")
_MONTH = (
    r"(?:Jan|Feb|Mar|Apr|Aug|Sept?|Oct|Nov|Dec)\b\.?"
    r"|(?:January|February|March|April|May|June|July|August|September|October|November|December)\b"
)
_SPELLED = re.compile(
    rf"(?<![\w.,])(\d{{1,2}}(?:st|nd|rd|th)?)\s(?:of\s)?(?:{_MONTH})|(?:{_MONTH})\s\d{{1,2}}(?:st|nd|rd|th)?(?!\w)"
)
_SPAN = 24  # characters in which the first of two days stands
_TO = re.compile(r"\s?[–—-]\s?")
_FILED_UNDER = re.compile(r"\bposted in\s[^.!?]{2,60}$")  # "posted in Accidents on Friday, 5 June 2026."


@dataclass(frozen=True, slots=True)
class Stamp:
    """The words [start, end) of a line that tell when its report came out, with the day and the time of day."""

    start: int
    end: int
    day: Day
    clock: Clock | None


def stamp(words: str, day_first: bool | None = None) -> Stamp | None:
    """The stamp between a headline and the first sentence, or ahead of both; None where none is sure.

    "Pier shut after storm Posted: Sep 7, 2026 10:50AM CDT The pier was …": the headline is no sentence, the stamp says
    that it is one, or has a time of day, a weekday, a full day that no word leads to, and what follows it begins anew.
    `day_first` is how 3/4/2026 is meant in it.
    """
    head = stamp_run.closed_up(words[:HEAD])
    days = list(stamp_run.days(head, day_first, _DAYS))
    bare: list[Stamp] = []
    for day in days:
        if day.iso is None:
            continue
        run = stamp_run.grown(head, day)
        clock = run.clock and replace(run.clock, start=_as_printed(words, run.clock.start, run.clock.end)[0])
        found = Stamp(*_as_printed(words, run.start, run.end), day, clock)
        sure = _is_sure(head, run)
        if sure == "yes":
            return _first_printed(found, head, day_first)
        if sure == "bare":
            bare.append(found)
    # several days with a sentence behind each are a list of what happened when
    return bare[0] if len(bare) == 1 and not _is_list(head, bare[0]) else None


def _is_list(head: str, found: Stamp) -> bool:
    return any(d.start >= found.end and _GOES_ON.match(head, d.end) for d in stamp_run.days(head, None, _DAYS))


def _is_sure(head: str, run: stamp_run.Run) -> str:
    """ "yes"; "bare" where no more than the day itself tells; "" for a day of the story."""
    lead, behind = head[: run.start], head[run.end :]
    filed = _FILED_UNDER.search(lead) is not None
    if _GOES_ON.match(behind) is None and not (filed and behind.startswith(".")):
        return ""
    if run.label is not None or filed:
        return "yes" if run.label != "none" else ""
    if _spans(lead) or _lists(behind) or _is_set(lead, run):
        return ""
    if not run.led and _ENDED.search(lead) is not None:  # a sentence of its own
        if run.clock is not None or run.weekday or not lead.strip():
            return "yes"
        if lead.rstrip()[-1] == "." or _NEW_SENTENCE.search(lead.rstrip()):
            return ""
    title = weekdays_left_out(lead).split()
    most = _BOTH if run.clock is not None and run.weekday else _MOST
    if not _LEAST <= len(title) <= most or _NEW_SENTENCE.search(lead):
        return ""
    if run.led or title[-1].casefold() in of_kind("leads-to-a-day") or title[-1].endswith(("'s", "’s", "s'", "s’")):
        return "yes" if _is_beside_title(title, run, behind) else ""
    if run.clock is not None or run.weekday or _SET_OFF.match(behind):
        return "yes"
    ends = title[-1].casefold().strip(",;:")
    placed = title[-1].endswith(",") and title[-1][0].isupper()  # "GDANSK, June 5, 2026 The pier was …"
    return "bare" if ends not in of_kind("dates-itself") and (placed or not title[-1].endswith(",")) else ""


def _spans(lead: str) -> bool:
    """ "3 May 1941 - 7 June 2026": the second of two days."""
    day = find_day(lead[-_SPAN:], short=True)
    return day is not None and _TO.fullmatch(lead[-_SPAN:], day.end) is not None


def _lists(behind: str) -> bool:
    """True where another day begins the sentence after the next: "3 May 2026 Dam bursts. 4 May 2026 Two are found."."""
    day = next(stamp_run.days(behind, None, 1), None)
    if day is None or _ENDED.search(behind[: day.start]) is None or not behind[: day.start].strip(" |–—-"):
        return False
    return _GOES_ON.match(behind, day.end) is not None or behind[day.end : day.end + 1] == ":"


def _is_set(lead: str, run: stamp_run.Run) -> bool:
    """ "The trial starts Monday, 7 September 2026", "is to be held Monday …": the day of what the words tell."""
    words = [word.casefold().strip(",;:") for word in weekdays_left_out(lead).split()]
    if not words or run.led:
        return False
    if words[-1] in of_kind("looks-ahead") or words[-2:-1] in (["to"], ["be"]):
        return True
    # "Harrow to report first results May 3, 2026"; a time of day may be when it was told
    return run.clock is None and any(a in ("to", "will") and b in of_kind("sets-a-day") for a, b in pairwise(words))


def _is_beside_title(title: list[str], run: stamp_run.Run, behind: str) -> bool:
    """ "Pier Shut After Storm on Sep 7, 2026 The pier was …", "… on Sep 7, 2026 10:50 am | Updated …"."""
    if run.led != "on" or _OWN_PHRASE.match(behind):
        return False
    # a sentence would have its full stop
    if run.clock is not None and (_SET_OFF.match(behind) or (run.last != "." and _BEGINS.match(behind))):
        return True
    long = [w for w in title if len(w) >= _LONG and w[0].isalpha()]
    return len(title) > _LEAST and bool(long) and sum(w[0].isupper() for w in long) >= _TITLED * len(long) + 0.5


def _first_printed(found: Stamp, head: str, day_first: bool | None) -> Stamp:
    """The stamp with the day of publication, where it tells that of a change before it."""
    at = found.start
    while (day := find_day(head[at : found.end], day_first, short=True)) is not None:
        day = day.moved(at)
        run = stamp_run.grown(head, day)
        if day.iso is not None and run.label == "published":
            return replace(found, day=day, clock=run.clock)
        at = day.end
    return found


def _as_printed(words: str, start: int, end: int) -> tuple[int, int]:
    """A stretch of the head without the white space at its ends, and with the digit that closing up moved."""
    while start > 0 and not words[start - 1].isspace():
        start -= 1
    while start < end and words[start].isspace():
        start += 1
    return start, end


def order(words: str) -> bool | None:
    """How a line writes 3/4/2026: by the zone of its head's time of day, else by the days that it tells in other ways.

    None where neither tells.
    """
    if _EITHER.search(words[:HEAD]) is None:
        return None
    if _AMERICAN.search(stamp_run.closed_up(words[:HEAD])) is not None:
        return False
    ways = {found[1] is not None for found in _SPELLED.finditer(words[:_TOLD])}
    return ways.pop() if len(ways) == 1 else None

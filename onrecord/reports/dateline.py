"""Datelines: "PLACE, Country, 5 Jan (AGENCY) —" at the head of a report's first paragraph."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from onrecord.lexicon import agencies, nations
from onrecord.reports.days import Day, find_day, without_days
from onrecord.reports.words import of_kind
from onrecord.shapes.repair import as_read

_DASH = r"(?:\s{0,3}(?:--+|[—–―‒]|-(?=\s))\s{0,3}|\s{1,3}-(?=\S)|\s{0,3}:\s{0,3}(?=\S))"
_BRACKET = re.compile(r"\s{0,3}[\[(]([^()\[\]\n]{2,40})[\])]\s{0,3}")
_SLASHED = re.compile(r"\s{0,3}/([A-Z][\w .-]{1,30})/\s{0,3}")
_PLACE = re.compile(r"[^\W\d_][^\n()\[\]—–―‒:;!?\"“”/]{0,70}")
_TAIL = re.compile(r"[^\n()\[\]—–―‒:;!?\"“”/]{0,30}")
_SEPARATOR = re.compile(_DASH)
_SIGN = re.compile("[-—–―‒:]")  # every separator has one of these, with so many spaces before it
_SPACES = 3
_PLACE_WORDS = 4  # of a place that stands in mixed case
_DAY_BEHIND = 24  # characters behind a place and a dash in which a day may stand
_READ = 200  # characters at the head of a line that are read
_HEAD = 240  # characters at the head of a damaged line that are repaired: a dateline is shorter
_ACRONYM = re.compile(r"[A-Z][A-Z&.]{0,4}[A-Z]\.?")


@dataclass(frozen=True, slots=True)
class Found:
    """A dateline at the head of a line: its length (dash and space after it included), place, agency mark, day.

    `place` and `agency` are given with where they stand, as offsets into the line.
    """

    end: int
    place: tuple[int, int] | None
    agency: tuple[int, int] | None
    known: str | None
    day: Day | None


def find(line: str) -> Found | None:
    """The dateline that `line` begins with, None when there is none.

    A place in capitals needs a dash; a place in mixed case needs brackets that look like an agency's (in the table of
    agencies, or two to six capitals that are not the initials of the words before them). Brackets of a known agency
    stand for themselves: "(Reuters) - …".
    """
    at = len(line) - len(line.lstrip())
    return _find(line[: at + _READ], at)


@lru_cache(maxsize=2048)  # several ask for each of a report's lines
def _find(head: str, at: int) -> Found | None:
    bracket = _BRACKET.match(head, at)
    if bracket:
        known, within = _agency_in(bracket.group(1)), find_day(bracket.group(1))
        dash = _SEPARATOR.match(head, bracket.end())
        # an unknown one needs its dash: "(XYZ) — The storm …"; a known one stands also before the first word alone
        if known is None and not (dash and _ACRONYM.fullmatch(bracket.group(1))):
            return None
        found = _found(head, None, bracket, known, dash.end() if dash else bracket.end())
        return found if within is None else _with_day(found, bracket, within)
    place = _PLACE.match(head, at)
    if not place:
        return None
    bracket = _BRACKET.match(head, place.end()) or _SLASHED.match(head, place.end())
    if bracket and nations.by_name(bracket.group(1)) is not None:  # "Place (Country), 5 Jan (AGENCY) —"
        tail = _TAIL.match(head, bracket.end())
        bracket = (_BRACKET.match(head, tail.end()) if tail else None) or bracket
    if bracket and (day := find_day(bracket.group(1))) is not None and _agency_in(bracket.group(1)) is None:
        return _day_in_brackets(head, at, bracket, day)
    if bracket:
        return _with_agency(head, at, bracket)
    return _bare(head, at, place.end())


def _with_day(found: Found, bracket: re.Match[str], day: Day) -> Found:
    """ "(AP, 3 May 2031) The storm …": brackets that hold the agency and the day."""
    mark = re.match(r"[^,/;]+", bracket.group(1))
    start = bracket.start(1)
    return replace(found, agency=(start, start + len(mark.group())) if mark else None, day=day.moved(start))


def _day_in_brackets(head: str, at: int, bracket: re.Match[str], day: Day) -> Found | None:
    """ "ORVA (3 May 2031) — The storm …": the day alone in brackets, and a dash."""
    dash, place = _SEPARATOR.match(head, bracket.end()), head[at : bracket.start()].rstrip(" ,")
    if dash is None or without_days(bracket.group(1)).strip(" ,") or not _is_place(place, True):
        return None
    return Found(dash.end(), (at, at + len(place)), None, None, day.moved(bracket.start(1)))


def find_damaged(line: str) -> Found | None:
    """As `find`, also where the line is damaged ("ROME (XY) â€” …"); offsets count in the line as it stands."""
    found = find(line)
    if found is not None or line[:_HEAD].isascii():
        return found
    printed, pieces = as_read(line[:_HEAD])
    found = find(printed) if printed != line[:_HEAD] else None
    if found is None:
        return None

    def back(at: int) -> int:
        piece = next(p for p in pieces if p.at <= at < p.at_end)
        return piece.start + at - piece.at if piece.at_end - piece.at == piece.end - piece.start else piece.start

    def both(at: tuple[int, int] | None) -> tuple[int, int] | None:
        return None if at is None else (back(at[0]), back(at[1] - 1) + 1)

    day = found.day
    if day is not None:
        day = replace(day, start=back(day.start), end=back(day.end - 1) + 1)
    return Found(back(min(found.end, len(printed) - 1)), both(found.place), both(found.agency), found.known, day)


def _with_agency(head: str, at: int, bracket: re.Match[str]) -> Found | None:
    words = head[at : bracket.start()].rstrip(" ,")
    inside = bracket.group(1)
    known = _agency_in(inside)
    dash = _SEPARATOR.match(head, bracket.end())
    if known is None and not _ACRONYM.fullmatch(inside):
        return None
    if not dash and not (known and head[bracket.end() : bracket.end() + 1].isupper() and words.isupper()):
        return None
    day = find_day(words)
    place = words[: day.start].rstrip(" ,—–-") if day else words
    if not _is_place(place, day is not None) or (known is None and _initials(place, inside)):
        return None
    return _found(
        head, (at, at + len(place)) if place else None, bracket, known, dash.end() if dash else bracket.end(), day, at
    )


def _bare(head: str, at: int, stop: int) -> Found | None:
    """ "PLACE —", "PLACE, March 3 —", "PLACE: " without an agency: the place must stand in capitals."""
    stop = min(len(head), stop + 6)
    sign = _SIGN.search(head, at, stop)
    dash = _SEPARATOR.search(head, max(at, sign.start() - _SPACES), stop) if sign else None
    if not dash:
        return None
    words = head[at : dash.start()].rstrip(" ,")
    day = find_day(words)
    place = words[: day.start].rstrip(" ,") if day else words
    first = place.split(",")[0]
    if not place or not _is_place(place, day is not None) or len(first) < 3:
        return None
    if not first.isupper():  # "Orva, 3 May 2031 – The village": in mixed case the day must be whole, and last
        whole = day is not None and day.iso is not None and day.end == len(words) and ":" not in dash.group()
        whole = whole and len(place.split()) <= _PLACE_WORDS and "," in words[len(place) : day.start if day else 0]
        return Found(dash.end(), (at, at + len(place)), None, None, day.moved(at)) if day and whole else None
    rest = head[dash.end() :]
    # a label or an acronym before a colon ("WHO: …", "UN: …") is no place; places in capitals are longer
    if ":" in dash.group() and (len(first) < 5 or not re.match(r"[\"“‘']?[A-Z]", rest)):
        return None
    if not rest.strip() or len(first.split()) > 4:
        return None
    after = find_day(rest[:_DAY_BEHIND]) if day is None else None
    second = _SEPARATOR.match(rest, after.end) if after is not None and after.start == 0 else None
    if after is not None and second is not None:  # "ORVA — May 3, 2031 — The village"
        return Found(dash.end() + second.end(), (at, at + len(place)), None, None, after.moved(dash.end()))
    return Found(dash.end(), (at, at + len(place)), None, None, day.moved(at) if day else None)


def _found(
    head: str,
    place: tuple[int, int] | None,
    bracket: re.Match[str],
    known: str | None,
    end: int,
    day: Day | None = None,
    at: int = 0,
) -> Found:
    return Found(end, place, bracket.span(1), known, day.moved(at) if day else None)


def _agency_in(inside: str) -> str | None:
    """The agency in a dateline's brackets, also beside another outlet: "AP/Staff", "Reuters, AFP"."""
    known = agencies.by_mark(inside)
    if known is None:
        for part in re.split(r"[/,;]|\s[-–—]\s", inside):
            known = known or agencies.by_mark(part)
    return known


def _is_place(words: str, dated: bool) -> bool:
    """True for one to six words that are capitalised as a place's name is."""
    if not words:
        return dated
    tokens = words.replace(",", " ").replace("/", " ").split()
    if not 1 <= len(tokens) <= 8 or tokens[0].rstrip(".:").upper() in of_kind("label") or len(words) > 60:
        return False
    return all(t in of_kind("place-particle") or t[0].isupper() or not t[0].isalpha() or "-" in t for t in tokens)


def _initials(words: str, inside: str) -> bool:
    """True where brackets only shorten the words before them: "World Trade Body (WTB) – …"."""
    tokens = [t for t in re.split(r"[\s-]+", words) if t]
    short = inside.replace(".", "").replace("&", "").casefold()
    full = "".join(t[0] for t in tokens).casefold()
    content = "".join(t[0] for t in tokens if t not in of_kind("place-particle")).casefold()
    return len(tokens) > 1 and (short in (full, content) or content.endswith(short))

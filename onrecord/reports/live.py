"""Live blogs: their entries, each with its time, from the page's data, its time elements, or lines that are a time."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from onrecord.reports import linked_data
from onrecord.reports.days import find_clock, find_day, without_days
from onrecord.reports.lines import Line, Role
from onrecord.reports.page_metadata import Known
from onrecord.reports.shape import is_closed
from onrecord.reports.words import keyed
from onrecord.shapes.mark import Cell
from onrecord.shapes.report import Entry, Published
from onrecord.shapes.span import Span

_FEW, _MANY = 2, 5  # entries that make a live blog where something else says that it is one, and where nothing does
_STAMP = 60  # characters of a line that tells a time
_HEADLINE = 20  # words of an entry's headline
_PROSE = 8  # words from which a line is text of an entry
_APART = 40  # lines between two times of one blog
_KEYED = 60  # characters by which the words of an entry are found on the page
# What stands beside a time in its line: "at 14:32 Uhr", "Updated 2.15pm BST".
_AROUND = re.compile(
    r"[\W\d_]*+(?:(?:at|on|um|am|à|a|las|le|den|saat|uhr|hrs?|h|updated|posted|published|update|ago|gmt|utc|local|time|[a-z]{1,2}[sd]t|[a-z]{2,3}t)\b[\W\d_]*+)*+",
    re.I,
)
_ZONE = re.compile(r"(?:UTC|GMT|Z)$")
_ISO = re.compile(r"\d{4}-\d\d-\d\dT\d\d:?\d\d")


_Placed = tuple[int, str | None, str | None]


@dataclass(frozen=True, slots=True)
class _Stamp:
    """A time on the page: the line that has it, its value, the day where one is told, and its evidence."""

    line: int
    clock: str
    day: str | None
    printed: str
    at: Span | None
    raw: tuple[int, int] | None = None


def entries(
    lines: Sequence[Line], roles: Sequence[Role], known: Known | None, day: Cell | None, told: bool
) -> Cell | None:
    """The cell of a live blog's entries, in the order of the page; None for what is no live blog.

    `day` is the cell of its publication date; `told` says that something else calls it a live blog.
    """
    stated = _stated(lines, known)
    if stated is not None:
        return stated
    stamps = _stamps(lines, roles, known if told else None)
    if len(stamps) < (_FEW if told else _MANY) or not (told or _is_sequence(stamps)):
        return None
    ends = _ends(lines, roles, stamps)
    starts = _starts(lines, stamps)
    first = day.value.date if day is not None and isinstance(day.value, Published) else None
    whole = _is_sequence(stamps)
    found = []
    for stamp, start, end in zip(stamps, starts, ends, strict=True):
        title = _title(lines, start, stamp.line, end)
        span = Span(lines[start].at, lines[end].end)
        found.append(Entry(span, _when(stamp, first if whole else None), title))
    how = "time-elements" if any(s.raw for s in stamps) else "time-lines"
    at = tuple(s.at for s in stamps if s.at is not None)
    return Cell(tuple(found), how, at)


# -- from the page's data ------------------------------------------------------------------------------------------


def _stated(lines: Sequence[Line], known: Known | None) -> Cell | None:
    """Entries that the page's data list, found on the page by their headlines or first words."""
    for article in known.stated[:3] if known is not None else ():
        updates = article.data.get("liveBlogUpdate")
        updates = updates if isinstance(updates, list) else [updates]
        placed = sorted(_placed(lines, [u for u in updates if isinstance(u, dict)]), key=lambda p: p[0])
        if len(placed) < _FEW:
            continue
        found = []
        for n, (start, title, time) in enumerate(placed):
            end = placed[n + 1][0] - 1 if n + 1 < len(placed) else _last(lines, start)
            found.append(Entry(Span(lines[start].at, lines[max(start, end)].end), time, title))
        return Cell(tuple(found), "json-ld:liveBlogUpdate", raw=article.named("liveBlogUpdate"))
    return None


def _placed(lines: Sequence[Line], updates: Sequence[dict[str, object]]) -> Iterator[_Placed]:
    """(line, headline, time) of each update that stands on the page."""
    keys: dict[str, int] = {}
    for i, line in enumerate(lines):
        keys.setdefault(_key(line.words), i)
    taken: set[int] = set()
    for update in updates:
        thing = linked_data.Stated(update, (), (0, 0))
        headline, body = linked_data.text(thing, "headline"), linked_data.text(thing, "articleBody")
        found = [keys.get(_key(words)) for words in (headline, body) if words]
        start = next((i for i in found if i is not None and i not in taken), None)
        if start is not None:
            taken.add(start)
            yield start, headline, linked_data.text(thing, "datePublished")


def _key(words: str) -> str:
    return keyed(words[: 2 * _KEYED])[:_KEYED]


def _last(lines: Sequence[Line], start: int) -> int:
    """Where the last entry ends: with the last line of the block that holds its first."""
    around = set(lines[start].path[1:2])
    end = start
    while end + 1 < len(lines) and around & set(lines[end + 1].path):
        end += 1
    return end


# -- from times on the page ----------------------------------------------------------------------------------------


def _stamps(lines: Sequence[Line], roles: Sequence[Role], known: Known | None) -> list[_Stamp]:
    """The times that entries stand below (or above), in order: each has text before the next."""
    elements = {s.line: s for s in _elements(lines, known)} if known is not None else {}
    found = [s for i, x in enumerate(lines) if (s := elements.get(i) or _line_stamp(i, x)) is not None]
    found = [s for s in found if not lines[s.line].inside & {"nav", "footer"} and roles[s.line].kind != "title"]
    out = []
    for n, stamp in enumerate(found):
        stop = found[n + 1].line if n + 1 < len(found) else min(len(lines), stamp.line + _APART)
        if any(_is_prose(x) for x in lines[stamp.line + 1 : stop]):
            out.append(stamp)
    return out


def _is_prose(line: Line) -> bool:
    return line.words.count(" ") + 1 >= _PROSE and line.linked < 0.8


def _line_stamp(i: int, line: Line) -> _Stamp | None:
    """The time of a line that is nothing else."""
    words = line.words
    clock = find_clock(words) if len(words) <= _STAMP else None
    if clock is None or _AROUND.fullmatch(without_days(words)) is None:
        return None
    day = find_day(words)
    return _Stamp(
        i, clock.value, day.iso if day else None, " ".join(words.split()), Span(line.at, line.at + len(words))
    )


def _elements(lines: Sequence[Line], known: Known) -> Iterator[_Stamp]:
    """The short lines that begin with a time element that states day and time."""
    starts = [line.raw[0] if line.raw else -1 for line in lines]
    for meta in known.page.metas:
        if not meta.key.startswith("time:") or not _ISO.match(meta.value.strip()):
            continue
        i = bisect_left(starts, meta.raw[1])
        if i < len(lines) and len(lines[i].words) <= _STAMP and starts[i] - meta.raw[1] < _STAMP:
            value = meta.value.strip()
            span = Span(lines[i].at, lines[i].at + len(lines[i].words))
            yield _Stamp(i, value[11:], value[:10], value, span, meta.raw)


def _is_sequence(stamps: Sequence[_Stamp]) -> bool:
    """True for times of one day that only rise or only fall."""
    clocks = [s.clock[:5] for s in stamps]
    if len({s.day for s in stamps}) > 1 or len(set(clocks)) < len(clocks) - len(clocks) // 4:
        return False
    return clocks in (sorted(clocks), sorted(clocks, reverse=True))


def _when(stamp: _Stamp, first: str | None) -> str:
    """The time as ISO 8601 where the day is known, else as printed."""
    if stamp.raw is not None:
        return stamp.printed
    day = stamp.day or first
    try:
        day = date.fromisoformat(day or "").isoformat()
    except ValueError:
        return stamp.printed
    zone = "Z" if _ZONE.search(stamp.clock) else ""
    return f"{day}T{stamp.clock[:5]}{zone}"


def _starts(lines: Sequence[Line], stamps: Sequence[_Stamp]) -> list[int]:
    """The first line of each entry: its time, or the headline above it where most entries have one there."""
    above = [s.line > 0 and _is_heading(lines[s.line - 1]) for s in stamps]
    if sum(above) * 2 <= len(stamps) or any(_is_heading(lines[s.line + 1]) for s in stamps if s.line + 1 < len(lines)):
        return [s.line for s in stamps]
    return [s.line - 1 if high else s.line for s, high in zip(stamps, above, strict=True)]


def _is_heading(line: Line) -> bool:
    return line.tag in ("h2", "h3", "h4", "h5")


def _ends(lines: Sequence[Line], roles: Sequence[Role], stamps: Sequence[_Stamp]) -> list[int]:
    """The last line of each entry: before the next begins; of the last one where the report's text ends."""
    starts = _starts(lines, stamps)
    last = stamps[-1].line
    body = [i for i, r in enumerate(roles) if i > last and r.kind in ("body", "caption")]
    end = last
    for i in body:
        if i - end > 4:
            break
        end = i
    if end == last:  # none of it was taken for the report's: the text right below the time
        end = next((i for i in range(last + 1, min(len(lines), last + 4)) if _is_prose(lines[i])), last)
    return [*(max(s.line, nxt - 1) for s, nxt in zip(stamps, starts[1:], strict=False)), end]


def _title(lines: Sequence[Line], start: int, stamp: int, end: int) -> str | None:
    """The headline of an entry: the heading at its top, or a short line without a full stop before its text."""
    for i in dict.fromkeys((start, stamp + 1)):
        if i == stamp or i > end:
            continue
        line = lines[i]
        short = line.words.count(" ") < _HEADLINE and not is_closed(line.words)
        if _is_heading(line) or (short and line.words.count(" ") and i < end and _is_prose(lines[i + 1])):
            return " ".join(line.words.split())
    return None

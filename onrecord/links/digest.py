"""What linking keeps of a report."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import chain

from onrecord.lexicon import agencies, credits
from onrecord.links.sentences import taken
from onrecord.links.terms import names, terms
from onrecord.links.words import Token, is_rare, tokens
from onrecord.shapes.link import Digest, Stretch, Term
from onrecord.shapes.passage import Passage, Piece, join
from onrecord.shapes.reading import Reading
from onrecord.shapes.repair import as_read, read_right
from onrecord.shapes.report import Published, Report
from onrecord.shapes.span import Span

BODY = ("standfirst", "body", "caption")
# Characters of the body: a day or weekday told there is that of the happening or of the report.
_OPENING = 300
# Of 170 real reports with five paragraphs that name somebody none has all of its names apart.
_BRIEFS = 5
_BRIEF = 6  # words
_MOSTLY = 0.7
_NAMES = ("person", "place", "body", "name")
_DAY = re.compile(r"(\d{4}|XXXX)-(\d\d-\d\d)")
_WEEKDAY = re.compile(r"XXXX-WXX-(\d)")
_MOST_NUMBERS = 80
_MOST_CREDITS = 20
_LONGEST_CREDIT = 220
# "… he said. (AFP)", "… he said. — dpa"
_LAST_WORDS = re.compile(r"(?:[(\[]|[-–—] ?)([A-Z\w][\w .&-]{1,40})[)\]]?$")
_ENDED = re.compile(r"[.!?…:;\"'”’)\]»]\s*$")


def digest(reading: Reading, address: str | None = None) -> Digest:
    """What linking needs of one report; a function of that report alone.

    `address` is where it was found; the page's own URL comes before it.
    """
    report = reading.report
    stretches = paragraphs(report)
    title = report.value("title")
    told_in = [tokens(s.text) for s in stretches]
    words = [*(tokens(title) if title else ()), *chain.from_iterable(told_in)]
    named = names(words)
    found = terms(words, named, reading.mentions)
    told = _told(reading, stretches[0].start + _OPENING if stretches else 0)
    dateline, modified = report.value("dateline"), report.value("modified")
    changed = modified.date if isinstance(modified, Published) else None
    return Digest(
        id=report.id,
        address=report.value("url") or address or report.source,
        part=report.part,
        url=report.value("url"),
        sha256=report.sha256,
        published=report.published.date or changed,
        earliest=report.published.earliest,
        latest=report.published.latest,
        changed=changed or report.published.date,
        moment=_moment(report.published),
        edited=_moment(modified) if isinstance(modified, Published) else None,
        captured=_utc(report.captured) or report.captured if report.captured else None,
        outlet=report.value("outlet"),
        agency=report.value("agency"),
        filed=dateline is not None and dateline.agency is not None,
        credits=_credits(report, stretches),
        bylined=bool(report.value("byline")),
        language=report.language,
        genre=_genre(report, told_in, stretches, found),
        title=title,
        paragraphs=stretches,
        sentences=taken(named, stretches),
        names=_entities(reading),
        places=tuple(sorted({m.value("name") for m in reading.places if m.value("name")})),
        terms=found,
        numbers=_numbers(words),
        figures=_figures(reading),
        dates=told.dates,
        weekdays=told.weekdays,
        told=told.day,
        agencies=tuple(sorted({name for _, _, name in agencies.find(report.text)})),
        length=sum(len(s.text.split()) for s in stretches),
    )


def paragraphs(report: Report) -> tuple[Stretch, ...]:
    """The body's paragraphs: lines of body blocks, a line that breaks off in mid-sentence joined to the next.

    Blocks, not passages, because a report that comes back from a ledger has no passages.
    """
    out: list[Stretch] = []
    for block in report.blocks:
        if block.kind not in BODY:
            continue
        at = block.span.start
        for line in block.span.cut(report.text).splitlines(keepends=True):
            words = " ".join(read_right(line.strip()).split())
            span, at = Span(at, at + len(line)).trimmed(report.text), at + len(line)
            if not words:
                continue
            mine = _stretch(words, span, report.text)
            before = out[-1] if out else None
            gap = report.text[before.end : span.start] if before else ""
            if before and not _ENDED.search(before.text) and gap.strip() == "" and gap.count("\n") < 2:
                out[-1] = _joined(before, mine)
            else:
                out.append(mine)
    return tuple(out)


def _genre(
    report: Report, words: Sequence[Sequence[Token]], stretches: Sequence[Stretch], found: Sequence[Term]
) -> str:
    """The report's genre; that of a page of briefs is roundup, labelled or not: no name is in two of its paragraphs.

    `words` are those of each paragraph.
    """
    genre = report.value("genre") or "news"
    if genre != "news":
        return str(genre)
    named = frozenset(t.word for t in found if t.kind in _NAMES and is_rare(t.word))
    parts = [
        named.intersection([t.stem for t in mine])
        for mine, stretch in zip(words, stretches, strict=True)
        if len(stretch.text.split()) >= _BRIEF
    ]
    filled = [part for part in parts if part]
    apart = len(frozenset().union(*filled)) == sum(map(len, filled))
    return "roundup" if apart and len(filled) >= max(_BRIEFS, _MOSTLY * len(parts)) else "news"


def _stretch(words: str, span: Span, text: str) -> Stretch:
    """A line as a stretch: with pieces where its words are not character by character what stands in the text."""
    line = span.cut(text)
    if words == line:
        return Stretch(words, span.start, span.end)
    right, pieces = as_read(line)
    passage = Passage(right, "", "", pieces)
    parts: list[tuple[str, Span]] = []
    for found in re.finditer(r"\S+", right):
        for piece in passage.cut(*found.span()).pieces:
            stands = Span(piece.start, piece.end).moved(span.start)
            if parts and piece.at == 0:
                parts.append((" ", Span(parts[-1][1].end, stands.start)))
            parts.append((found.group()[piece.at : piece.at_end], stands))
    return Stretch(words, span.start, span.end, _even(join(parts)[1]))


def _joined(one: Stretch, two: Stretch) -> Stretch:
    """Two lines of one paragraph; the space between them stands for what parts them in the text."""
    parts: list[tuple[str, Span]] = []
    for stretch in (one, two):
        if parts:
            parts.append((" ", Span(one.end, two.start)))
        pieces = stretch.pieces or (Piece(0, len(stretch.text), stretch.start, stretch.end),)
        parts += [(stretch.text[p.at : p.at_end], Span(p.start, p.end)) for p in pieces]
    return Stretch(f"{one.text} {two.text}", one.start, two.end, _even(join(parts)[1]))


def _even(pieces: Sequence[Piece]) -> tuple[Piece, ...]:
    """Pieces that run on in step made one."""
    out: list[Piece] = []
    for piece in pieces:
        last = out[-1] if out else None
        if last and last.end == piece.start and _in_step(last) and _in_step(piece):
            out[-1] = Piece(last.at, piece.at_end, last.start, piece.end)
        else:
            out.append(piece)
    return tuple(out)


def _in_step(piece: Piece) -> bool:
    return piece.at_end - piece.at == piece.end - piece.start


def _credits(report: Report, stretches: Sequence[Stretch]) -> tuple[tuple[str, str], ...]:
    """What credit lines say, wherever they stand on the page: many are boilerplate to a reader of the report."""
    lines = [line.strip() for line in report.text.splitlines() if len(line) <= _LONGEST_CREDIT]
    if stretches:
        lines += _LAST_WORDS.findall(stretches[-1].text)
    # A byline may name no person but whose report it is ("By Highland Wire Service").
    found = dict.fromkeys(("from", name) for name in report.value("byline") or ())
    for line in lines:
        credit = credits.read(line) if line else None
        if credit is not None and credit.kind != "staff":
            found |= dict.fromkeys((credit.kind, who) for who in (credit.who or ("",)))
    return tuple(found)[:_MOST_CREDITS]


def _numbers(words: Sequence[Token]) -> tuple[str, ...]:
    # In order of appearance until the limit: a later cut by size would drop the tolls, which are small.
    seen = dict.fromkeys(t.number for t in words if t.number is not None and t.number not in ("0", "1"))
    return tuple(sorted(n for n in list(seen)[:_MOST_NUMBERS] if n is not None))


def _figures(reading: Reading) -> tuple[str, ...]:
    """What is counted, and how many of it."""
    found = ((mark.value("what"), mark.value("value")) for mark in reading.figures)
    return tuple(sorted({f"{what} {value:g}" for what, value in found if what and value is not None}))


@dataclass(frozen=True, slots=True)
class _Told:
    """Days that a text tells: of which month, and in its opening: which weekdays, and the first full day."""

    dates: tuple[str, ...]
    weekdays: tuple[str, ...]
    day: str | None


def _told(reading: Reading, opening: int) -> _Told:
    dates, weekdays, day = set(), set(), None
    for mark in reading.times:
        value = mark.value("value") or ""
        if full := _DAY.match(value):
            dates.add(full.group(2))
            if day is None and full.group(1) != "XXXX" and mark.start < opening:
                day = full.group()
        elif (weekday := _WEEKDAY.match(value)) and mark.start < opening:
            weekdays.add(weekday.group(1))
    return _Told(tuple(sorted(dates)), tuple(sorted(weekdays)), day)


def _entities(reading: Reading) -> tuple[tuple[str, str, int], ...]:
    counts: Counter[tuple[str, str]] = Counter()
    for mark in reading.mentions:
        if mark.value("name"):
            counts[mark.value("name"), mark.value("type") or "person"] += 1
    return tuple((name, kind, n) for (name, kind), n in sorted(counts.items()))


def _moment(published: Published) -> str | None:
    if not published.time:
        return None
    return _utc(published.time) or _utc(f"{published.date}T{published.time}")


def _utc(printed: str) -> str | None:
    """A printed time as UTC, None where it is no full time or its zone is not told."""
    try:
        found = datetime.fromisoformat(printed.strip())
    except ValueError:
        return None
    return None if found.tzinfo is None else found.astimezone(UTC).isoformat(timespec="seconds")

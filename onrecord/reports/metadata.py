"""The metadata cells of a report: what was given, what the page's code states, and what its lines print, weighed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from onrecord.reports import dateline, genre, live, page_dates, page_people, paywall, text_metadata, year_elsewhere
from onrecord.reports.choose_day import Said, cell, choose
from onrecord.reports.days import day_first
from onrecord.reports.intervals import interval
from onrecord.reports.language import Language
from onrecord.reports.lines import Line, Role
from onrecord.reports.metadata_keys import split_address
from onrecord.reports.page_metadata import Known
from onrecord.reports.row import authors, day
from onrecord.reports.stamps import stamps
from onrecord.reports.zone import Zone, zone
from onrecord.shapes.mark import Cell
from onrecord.shapes.raw import Given, Raw
from onrecord.shapes.report import Candidate, Published

_TEASER = 40  # words: entries of feeds that are the report itself have more


@dataclass(frozen=True, slots=True)
class _Read:
    """What a report was read to so far. `known` is what a page's code states, None for plain text."""

    raw: Raw
    lines: Sequence[Line]
    roles: Sequence[Role]
    language: Language
    dateline: tuple[int, dateline.Found] | None
    known: Known | None
    where: Zone


def cells(
    raw: Raw,
    lines: Sequence[Line],
    roles: Sequence[Role],
    language: Language,
    found: tuple[int, dateline.Found] | None,
    known: Known | None,
) -> dict[str, Cell]:
    """The cells of a report by name; what is not on record is absent.

    `known` is what a page's code states, None for plain text; `raw` of the cells are characters of its source yet.
    `found` is the dateline and the line that it begins. What is given wins.
    """
    read = _Read(raw, lines, roles, language, found, known, zone(lines, roles))
    stated = {} if known is None else known.cells
    out: dict[str, Cell | None] = {
        "title": stated.get("title") or text_metadata.title(lines, roles),
        "language": Cell(language.code, language.how),
        "url": stated.get("url") or _addressed(raw),
        "tags": stated.get("tags"),
    }
    out |= _people(read)
    out["outlet"] = (
        stated.get("outlet")
        or text_metadata.outlet(lines, roles)
        or text_metadata.copyright_line(lines, roles)
        or _host(out["url"])
    )
    out |= _dates(read, out["url"])
    out |= _given(raw.given, out)
    if found is not None:
        when = out["published"]
        written = when.value.date if when is not None and isinstance(when.value, Published) else None
        out["dateline"] = text_metadata.dateline_cell(lines[found[0]], found[1], written)
    told = {name: one for name, one in out.items() if one is not None}
    said = genre.named(lines, roles, known, told.get("url"))
    is_live = any(one.value == "live" for one in said)
    entries = live.entries(lines, roles, known, told.get("published"), is_live)
    told |= {"entries": entries} if entries is not None else {}
    cut = paywall.stub(lines, roles, known) or _teaser(raw, roles, lines)
    return told | {"genre": genre.genre(lines, roles, said, entries, cut)}


def _teaser(raw: Raw, roles: Sequence[Role], lines: Sequence[Line]) -> Cell | None:
    """An entry of a feed of few words is a stub, the report stands behind its link: a summary, or what breaks off.

    What the feed calls the content is the report, however short.
    """
    if raw.given.how != "feed" and not raw.given.summary:  # what was set right by hand stays what it is
        return None
    body = [line.words for line, role in zip(lines, roles, strict=True) if role.kind == "body"]
    cut = raw.given.summary or (bool(body) and paywall.breaks_off(body[-1]))
    return Cell("stub", "few-words") if cut and sum(len(words.split()) for words in body) < _TEASER else None


def _people(read: _Read) -> dict[str, Cell | None]:
    agency = text_metadata.agency(read.lines, read.roles, read.dateline)
    if read.known is None:
        return {"byline": text_metadata.byline(read.lines, read.roles), "agency": agency}
    found = page_people.people(read.known, read.lines, read.roles, read.where)
    return {"byline": found.byline, "agency": agency or found.agency}


def _addressed(raw: Raw) -> Cell | None:
    """The address that the input came from, where it is one of the web."""
    parts = split_address(raw.address)
    web = parts is not None and parts[0] in ("http", "https") and parts[1] != ""
    return Cell(raw.address, "address") if web else None


def _host(url: Cell | None) -> Cell | None:
    """Where nothing else names the outlet, the host of the address that the page states stands for it.

    Where an input was found says nothing of the input: it may be anybody's archive.
    """
    if url is not None and url.how == "address":
        return None
    parts = split_address(str(url.value)) if url is not None else None
    if url is None or parts is None:
        return None
    host = parts[1].rpartition("@")[2].partition(":")[0].removeprefix("www.")
    return Cell(host, "url", url.at, url.raw) if "." in host else None


def _dates(read: _Read, url: Cell | None) -> dict[str, Cell | None]:
    known, where, captured = read.known, read.where, read.raw.captured
    order = day_first(known.page.language if known is not None else None, read.language.code)
    said = list(stamps(read.lines, read.roles, where, captured, order))
    published = [s for which, s in said if which == "published"]
    changed = [s for which, s in said if which == "modified"]
    if known is not None:
        published = page_dates.published(known.page, known.source, known.stated, where) + published
        changed = page_dates.modified(known.page, known.stated, where) + changed
    published += page_dates.of_address(url)
    if read.dateline is not None:
        published += text_metadata.from_dateline(read.lines[read.dateline[0]], read.dateline[1])
    # a page that tells only when it was changed last is of that day
    chosen = choose(published, captured) or choose([_only(s) for s in changed], captured)
    chosen = chosen or choose(year_elsewhere.dated(read.lines, read.roles, read.dateline, url), captured)
    bounds = chosen or interval(read.lines, read.roles, read.language.code, captured)
    return {"published": bounds, "modified": _changed(changed, chosen)}


def _changed(said: Sequence[Said], published: Cell | None) -> Cell | None:
    """The change that is trusted most. Content systems state one always: the moment of publication is none."""
    first = published.value if published is not None else None
    for one in sorted(said, key=lambda s: -s.weight):
        if not (isinstance(first, Published) and (first.date, first.time) == (one.day, one.time)):
            return cell(one, Published(one.day, one.time, how=one.how))
    return None


def _only(said: Said) -> Said:
    return replace(said, rule=f"{said.rule}, of the last change")


def _given(given: Given, own: dict[str, Cell | None]) -> Iterator[tuple[str, Cell | None]]:
    """What the person who hands in the report says; the page's own day stays as a candidate where it differs."""
    for name in ("title", "outlet", "url"):
        if (value := getattr(given, name)) is not None:
            yield name, Cell(value, given.how)
    if authors(given.byline):
        yield "byline", Cell(authors(given.byline), given.how)
    if given.published is not None:
        value = day(given.published, given.how)
        mine = own.get("published")
        yield "published", Cell(_beside(value, mine), given.how)


def _beside(value: Published, mine: Cell | None) -> Published:
    own = mine.value if mine is not None else None
    if not isinstance(own, Published) or own.date is None or own.date == value.date or value.date is None:
        return value
    at = mine.at[0] if mine is not None and mine.at else None
    others = own.candidates or (Candidate(own.date, own.time, own.how, at, mine.raw if mine is not None else None),)
    return replace(value, candidates=(Candidate(value.date, value.time, value.how), *others))

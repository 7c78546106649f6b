"""The days that a page's code names: linked data, meta and time elements, scripts, addresses; each with its place."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from functools import lru_cache

from onrecord.reports import linked_data
from onrecord.reports.choose_day import Said
from onrecord.reports.clean import Page
from onrecord.reports.days import find_day
from onrecord.reports.metadata_keys import keyed, split_address, weight_of
from onrecord.reports.zone import Zone
from onrecord.shapes.mark import Cell

_ISO = re.compile(
    r"\s*((?:19|20)\d\d)([-/.]?)(\d\d?)\2(\d\d?)(?!\d)(?:[T\s]\s*(\d\d?:?\d\d(?::?\d\d)?(?:\.\d+)?\s*(?:Z|[+-]\d\d:?\d\d|[A-Z]{2,4})?))?"
)
_COMPACT = re.compile(r"\s*((?:19|20)\d\d)(\d\d)(\d\d)(?:T?(\d{4}(?:\d\d)?))?(?!\d)")
_STAMP = re.compile(r"\s*(1[0-9]{9})(?:\d{3})?\s*$")
_IN_ADDRESS = re.compile(r"(?<!\d)((?:19|20)\d\d)([/_.-])(\d{1,2})\2(\d{1,2})(?!\d)|/((?:19|20)\d\d)(\d\d)(\d\d)(?!\d)")
_TURNED = re.compile(r"(?<!\d)(\d{1,2})([/_.-])(\d{1,2})\2((?:19|20)\d\d)(?!\d)")
_ARCHIVED = re.compile(r"^/web/\d{8,14}(?:[a-z]{2}_)?/")  # web archives put the day of capture in front of the address
_IN_SCRIPT = re.compile(
    r"""["'](?:date_?published|(?:first_?)?publish(?:ed)?_?(?:date|time|at|on)|publication_?date(?:time)?|pub_?date|date_?posted|posted_?date)\\?["']"""
    r"""\s{0,3}:\s{0,3}\\?["']?(?P<day>(?:19|20)\d\d-\d\d-\d\d(?:[T ]\d\d:\d\d[^"'\\,}\s]{0,16})?"""
    r"""|1[0-9]{9}(?:\d{3})?|[A-Z][a-z]{2,8}\.? \d{1,2}, (?:19|20)\d\d)""",
    re.I,
)
_TRUST = {"head": 1.0, "above": 0.9, "beside": 0.6, "body": 0.6, "below": 0.6, "away": 0.4}
_INSIDE = 2.0  # a property inside the page may be that of a part of it
_LD = {"datePublished": 3.0, "dateCreated": 2.0, "uploadDate": 2.0}


def published(page: Page, source: str, stated: Sequence[linked_data.Stated], where: Zone) -> list[Said]:
    """The days of publication that the page's code gives; scripts are asked where nothing else is said."""
    said = [*_linked(stated, _LD), *_broken(page, stated), *_metas(page, "published", where)]
    return said if any(s.weight >= 1 for s in said) else said + list(_scripted(source))


def modified(page: Page, stated: Sequence[linked_data.Stated], where: Zone) -> list[Said]:
    """The days of change that the page's code gives."""
    return [*_linked(stated, {"dateModified": 3.0}), *_metas(page, "modified", where)]


def _linked(stated: Sequence[linked_data.Stated], names: dict[str, float]) -> Iterator[Said]:
    for article in stated:
        for name, weight in names.items():
            words = linked_data.text(article, name) or ""
            found = when(words)
            if found:
                yield Said(*found, "json-ld", f"json-ld:{name}", weight, raw=article.place(words))
                break


def _broken(page: Page, stated: Sequence[linked_data.Stated]) -> Iterator[Said]:
    """Dates of linked data that does not parse: a comma too many, a quotation mark inside a headline."""
    for script in page.scripts if not stated else ():
        for found in _IN_SCRIPT.finditer(script.value[:200_000]):
            day = when(found.group("day"))
            if day and "odif" not in found.group():
                start = script.raw[0] + found.start("day")
                yield Said(*day, "json-ld", "json-ld:damaged", 2.0, raw=(start, start + len(found.group("day"))))
                break


def _metas(page: Page, field: str, where: Zone) -> Iterator[Said]:
    """What meta and time elements say. One inside the page counts by its place: teasers and comments have days too."""
    seen: set[str] = set()
    told = [(m, how, day) for m in page.metas if (how := keyed(m.key, field)) and (day := when(m.value))]
    # a page with one day for all its elements has no other reports on it
    agreed = len({day[0] for meta, _, day in told if where.line_at(meta.raw[0]) >= 0}) == 1
    for meta, how, found in told:
        line = where.line_of(meta.raw[0])
        weight = weight_of(meta.key, field)
        if line >= 0 and how == "meta":
            weight = min(weight, _INSIDE)
        if line >= 0 and not agreed:
            place = where.place(line)
            weight *= _TRUST[place] if where.stated or meta.key in seen else 1.0
            # the first of its kind is the report's where several are alike
            weight *= 0.9 if meta.key in seen else 1.0
            seen.add(meta.key)
        name = meta.key.removeprefix("time:") or "time"
        yield Said(*found, how, f"{how}:{name}", weight, raw=meta.raw)


def _scripted(source: str) -> Iterator[Said]:
    """The day that the scripts' data give: the first; less trusted where they give others too (of other reports)."""
    found = [(m, day) for m in _IN_SCRIPT.finditer(source) if (day := when(m.group("day")))][:50]
    if found:
        match, day = found[0]
        agreed = len({d[0] for _, d in found}) == 1
        yield Said(*day, "meta", "script", 1.5 if agreed else 0.8, raw=match.span("day"))


def of_address(url: Cell | None) -> Iterator[Said]:
    """The day in the report's address."""
    if url is not None and (day := day_of_address(str(url.value))):
        yield Said(day, None, "url", "url", 2.9, url.at[0] if url.at else None, url.raw)


def day_of_address(address: str) -> str | None:
    """The day in an address as news sites write it: /2026/07/06/, 2026-07-06, /20260706, 06-07-2026."""
    parts = split_address(address)
    if parts is None or parts[0] not in ("http", "https"):
        return None
    path = _ARCHIVED.sub("/", parts[2])
    for found in _IN_ADDRESS.finditer(path):
        year, month, day = (found.group(1), found.group(3), found.group(4)) if found.group(1) else found.groups()[4:]
        if (checked := _checked(year, month, day)) is not None:
            return checked
    for found in _TURNED.finditer(path):
        day, _, month, year = found.groups()
        # 4-3-2026 may be either; a day above twelve tells
        if (int(day) > 12 or day == month) and (checked := _checked(year, month, day)) is not None:
            return checked
    return None


@lru_cache(maxsize=1024)
def when(value: str) -> tuple[str, str | None] | None:
    """(day, time) of a stated date; None where it is none. Seconds since 1970 are read too."""
    value = value[:100]
    for pattern in (_ISO, _COMPACT):
        found = pattern.match(value)
        if found:
            year, *_, month, day, time = found.groups()
            checked = _checked(year, month, day)
            return (checked, time.strip() if time else None) if checked else None
    seconds = _STAMP.match(value)
    if seconds:
        moment = datetime.fromtimestamp(int(seconds.group(1)), tz=UTC)
        return moment.date().isoformat(), moment.time().isoformat() + "Z"
    day_found = find_day(value)
    return (day_found.iso, None) if day_found is not None and day_found.iso is not None else None


def _checked(year: str, month: str, day: str) -> str | None:
    try:
        return datetime(int(year), int(month), int(day), tzinfo=UTC).date().isoformat()
    except ValueError:
        return None

"""Who wrote the report of a page: the people that its code, its markup and its lines name, weighed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from onrecord.lexicon import agencies
from onrecord.reports import linked_data, names
from onrecord.reports.clean import Page
from onrecord.reports.lines import Line, Role
from onrecord.reports.metadata_keys import values
from onrecord.reports.page_metadata import Known
from onrecord.reports.stated import AUTHORED
from onrecord.shapes.mark import Cell
from onrecord.shapes.span import Span

_NOT_AUTHORED = re.compile(r"comment|related|footer|sidebar|widget|promo|teaser|more-from", re.I)


@dataclass(frozen=True, slots=True)
class People:
    """The authors of a page's report, and the agency that stands where an author should."""

    byline: Cell | None
    agency: Cell | None


def people(known: Known, lines: Sequence[Line], roles: Sequence[Role]) -> People:
    """The authors of the report that `known` and its `lines` tell of."""
    return People(_authors(known.page, known.stated, known.site), _agency(known.page, known.stated))


def _authors(page: Page, stated: Sequence[linked_data.Stated], site: frozenset[str]) -> Cell | None:
    for article in stated[:3]:
        people = _people(linked_data.authors(article), site)
        if people:
            return Cell(people, "json-ld:author", raw=article.raw)
    line = _byline(page.lines, site)
    if line is not None:
        return line
    for meta, how in values(page, "author"):
        people = _people([m.value for m in page.metas if m.key == meta.key], site)
        if people:
            return Cell(people, f"{how}:{meta.key}", raw=meta.raw)
    return None


def _people(fields: Sequence[str], site: frozenset[str]) -> tuple[str, ...]:
    out: list[str] = []
    for field in fields[:20]:
        if not field.strip().startswith("http"):
            out += [n for n in names.people(field, site) if n not in out]
    return tuple(out)


def _byline(lines: Sequence[Line], site: frozenset[str]) -> Cell | None:
    """The first short line that the page's markup calls a byline or an author, or that begins with "By" and a name."""
    for line in lines:
        if len(line.words) > 160 or line.inside & {"footer", "aside", "nav"} or _NOT_AUTHORED.search(line.hints):
            continue
        people = names.byline(line.words)
        if people is None and AUTHORED.search(line.hints):
            people = names.bare(line.words)
        if people:
            people = tuple(n for n in people if n.casefold() not in site)
        if people:
            return Cell(people, "by-line", (Span(line.start, line.end),))
    return None


def _agency(page: Page, stated: Sequence[linked_data.Stated]) -> Cell | None:
    """An agency that stands where the author should."""
    for article in stated[:3]:
        for who in _named(article.data.get("author")):
            if agencies.by_mark(who):
                return Cell(" ".join(who.split()), "json-ld:author", raw=article.raw)
    for meta, how in values(page, "author"):
        if len(meta.value) < 80 and agencies.by_mark(meta.value):
            return Cell(" ".join(meta.value.split()), f"{how}:{meta.key}", raw=meta.raw)
    return None


def _named(value: object) -> Iterator[str]:
    for who in value if isinstance(value, list) else [value]:
        name = who.get("name") if isinstance(who, dict) else who
        if isinstance(name, str):
            yield name

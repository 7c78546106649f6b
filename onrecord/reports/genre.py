"""What kind of report it is: news, opinion, live, roundup, stub; each with what says so."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from onrecord.reports import linked_data, parts
from onrecord.reports.lines import Line, Role
from onrecord.reports.metadata_keys import split_address, values
from onrecord.reports.page_metadata import Known
from onrecord.reports.phrases import fold
from onrecord.shapes.mark import Cell
from onrecord.shapes.span import Span
from onrecord.shapes.table import load

_TABLE = "genre_words.tsv"
_ORDER = ("live", "roundup", "opinion")  # a live blog of comments is a live blog
_BAR = re.compile(r"\s++[|•·»›–—-]++\s++|\s*+[|»]\s*+|:\s++")
_SECTION = 60  # characters of a section's name
_LABEL = 200  # characters of a headline with a label before it
_NEAR = 2  # lines above the headline where its label stands
_MENU = 3  # words: a line of no more, beside others such, is of a menu
_TYPES = {"OpinionNewsArticle": "opinion", "LiveBlogPosting": "live"}


def genre(
    lines: Sequence[Line], roles: Sequence[Role], said: Sequence[Cell], entries: Cell | None, cut: Cell | None
) -> Cell:
    """The genre of a report. `said` is what names it; `cut` is the cell of a report that a paywall cuts off."""
    if cut is not None:
        return cut
    found = list(said)
    if parts.is_digest(lines, roles):
        found.append(Cell("roundup", "datelines"))
    if entries is not None:
        found.append(Cell("live", entries.how, entries.at, entries.raw))
    for name in _ORDER:
        for cell in found:
            if cell.value == name:
                return cell
    return Cell("news", "default")


def named(lines: Sequence[Line], roles: Sequence[Role], known: Known | None, url: Cell | None) -> list[Cell]:
    """The genres that the page's code, a label at the headline and the address name."""
    return [*_stated(known), *_labelled(lines, roles, known), *_addressed(url)]


def _stated(known: Known | None) -> Iterator[Cell]:
    """What the page's code says: the type of its article, its section."""
    if known is None:
        return
    for article in known.stated[:3]:
        for kind in article.kinds:
            if kind in _TYPES:
                yield Cell(_TYPES[kind], "json-ld:@type", raw=article.place(kind))
        for section in linked_data.texts(article, "articleSection")[:5]:
            for name in _section(section):
                yield Cell(name, "json-ld:articleSection", raw=article.place(section))
    for meta, how in values(known.page, "genre"):
        for name in _section(meta.value) if meta.key != "og:type" else ():
            yield Cell(name, f"{how}:{meta.key}", raw=meta.raw)


def _section(value: str) -> Iterator[str]:
    """The genres that a section's name tells: as a whole, or one of its parts ("Opinion/Columns", "World, Opinion")."""
    if len(value) < _SECTION:
        for part in re.split(r"\s*+[/,;|>&]\s*+|\s++[-–—]\s++", fold(value)):
            if (name := _words("section").get(part)) is not None:
                yield name


def _labelled(lines: Sequence[Line], roles: Sequence[Role], known: Known | None) -> Iterator[Cell]:
    """A label above the headline or before it, or a part of the page's title between bars."""
    heads = [i for i, r in enumerate(roles) if r.kind == "title" or lines[i].tag == "h1"]
    heads = [i for i in heads if not lines[i].inside & {"nav", "aside", "footer"} and lines[i].linked < 0.5][:1]
    for i in range(max(0, heads[0] - _NEAR), heads[0] + 1) if heads else ():
        words = lines[i].words
        name = _label(words) if len(words) < _LABEL else None
        if name is not None and (i == heads[0] or not (_in_menu(lines, i) or _is_button(words, name))):
            yield Cell(name, "label", (Span(lines[i].at, lines[i].at + len(words)),))
    for meta, how in values(known.page, "title") if known is not None else ():
        name = _label(meta.value) if len(meta.value) < _LABEL else None
        if name is not None and len(_BAR.split(meta.value)) > 1:
            yield Cell(name, f"{how}:{meta.key}", raw=meta.raw)
    if known is None and heads and heads[0] > 0:  # a scrape may begin with the page's title: headline and section
        top = lines[0].words
        name = _label(top) if len(top) < _LABEL and fold(lines[heads[0]].words) in _BAR.split(fold(top)) else None
        if name is not None:
            yield Cell(name, "label", (Span(lines[0].at, lines[0].at + len(top)),))


def _label(words: str) -> str | None:
    parts = [p.strip(" .!*[]()“”\"'") for p in _BAR.split(fold(words))]
    return next((name for p in parts if (name := _words("label").get(p)) is not None), None)


def _in_menu(lines: Sequence[Line], i: int) -> bool:
    """True for a short line among short lines: "Opinion" in a menu says nothing of the report below."""
    if lines[i].inside & {"nav", "header", "footer"} or (lines[i].linked > 0.5 and "li" in lines[i].inside):
        return True
    return i > 0 and lines[i - 1].words.count(" ") < _MENU and not lines[i].hints


def _is_button(words: str, name: str) -> bool:
    """True for "Live" alone above a headline: it leads to the outlet's broadcast."""
    return name == "live" and " " not in words.strip()


def _addressed(url: Cell | None) -> Iterator[Cell]:
    """A part of the address: "/opinion/"."""
    address = split_address(str(url.value)) if url is not None else None
    if url is None or address is None:
        return
    for part in address[2].casefold().split("/")[:-1]:
        if (name := _words("path").get(part)) is not None:
            yield Cell(name, "url", url.at, url.raw)


@cache
def _words(where: str) -> dict[str, str]:
    rows = load(__package__, _TABLE, ("phrase", "genre", "where", "language"), key=("phrase", "genre", "where"))
    return {fold(row["phrase"]): row["genre"] for row in rows if row["where"] == where}

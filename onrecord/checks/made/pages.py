"""Reports as they are found: a page of a site system, a text file, a row of a table."""

from __future__ import annotations

import html
import json
import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from importlib import resources
from string import Template

from onrecord.checks.made import days
from onrecord.checks.made.newsrooms import Newsroom
from onrecord.shapes.raw import Given, Raw
from onrecord.shapes.row import canonical, row_type
from onrecord.shapes.table import load

_PACKAGE = "onrecord.checks.made.sites"
_LINKS = 4
_MENU = 7
_INSIDE = 0.25  # pages with a line that is none of the report's between its paragraphs


@dataclass(frozen=True, slots=True)
class Sheet:
    """What is put on a page. `dated` tells whether the page says when it came out."""

    id: str
    title: str
    byline: str
    paragraphs: Sequence[str]
    outlet: Newsroom
    url: str
    published: datetime
    dated: bool


@dataclass(frozen=True, slots=True)
class Found:
    """A report in its form, and the lines on it that are none of the report's."""

    raw: Raw
    boilerplate: tuple[str, ...]


@cache
def _systems() -> Mapping[str, Mapping[str, str]]:
    return {r["system"]: r.cells for r in load(_PACKAGE, "systems.tsv", ("system", "byline", "date", "linked", "meta"))}


@cache
def _template(system: str) -> Template:
    return Template((resources.files(_PACKAGE) / f"{system}.html").read_text(encoding="utf-8"))


@cache
def _clutter() -> Mapping[str, tuple[str, ...]]:
    out: dict[str, list[str]] = {}
    for row in load(_PACKAGE, "clutter.tsv", ("part", "text"), key=("part", "text")):
        out.setdefault(row["part"], []).append(row["text"])
    return {part: tuple(lines) for part, lines in out.items()}


def _line(part: str, outlet: Newsroom, dice: random.Random) -> str:
    lines = _clutter()[part]
    text = lines[int(dice.random() * len(lines))]
    if "{" not in text:
        return text
    related = _clutter()["related"][0]
    return text.format(outlet=outlet.name, n=3 + int(dice.random() * 40), related=related.format(n=5))


def page(sheet: Sheet, dice: random.Random) -> Found:
    """The report on a page of its outlet's site system."""
    outlet, when = sheet.outlet, sheet.published
    system = _systems()[outlet.system]
    own = random.Random(outlet.host)  # a site's menu, cookie note and footer are the same on all its pages
    menu = ["Home", *_some("menu", _MENU, own, outlet)]
    related = _some("related", _LINKS, dice, outlet)
    stamp = when.isoformat(timespec="seconds") + "+00:00"
    fill = {
        "byline": sheet.byline,
        "day": days.printed(when.date(), outlet.month_first, True),
        "stamp": stamp,
        "clock": days.clock(when),
    }
    byline = system["byline"].format_map(_safe(fill)) if sheet.byline else ""
    date = system["date"].format_map(_safe(fill)) if sheet.dated else ""
    inside = _line("inside", outlet, dice) if dice.random() < _INSIDE and len(sheet.paragraphs) > 4 else None
    lines = {part: _line(part, outlet, own) for part in ("cookie", "related_head", "newsletter", "comments", "share")}
    lines |= {part: _line(part, outlet, own) for part in ("footer", "tags")}
    body = [f"<p>{_safe_text(p)}</p>" for p in sheet.paragraphs]
    if inside:
        body.insert(3, f'<p class="promo">{_safe_text(inside)}</p>')
    said = {name: _safe_text(text) for name, text in lines.items()}
    text = _template(outlet.system).substitute(
        said,
        title=_safe_text(sheet.title),
        outlet=_safe_text(outlet.name),
        url=sheet.url,
        byline=byline,
        date=date,
        linked=_linked(sheet, stamp) if system["linked"] == "yes" else "",
        meta_date=f'<meta property="article:published_time" content="{stamp}">' if sheet.dated else "",
        paragraphs="\n".join(body),
        menu="".join(f'<li><a href="#">{m}</a></li>' for m in menu),
        menu_line=" | ".join(f'<a href="#">{m}</a>' for m in menu),
        related="".join(f'<li><a href="#">{_safe_text(r)}</a></li>' for r in related),
        related_paragraphs="".join(f'<p><a href="#">{_safe_text(r)}</a></p>' for r in related),
        related_breaks="<br>".join(f'<a href="#">{_safe_text(r)}</a>' for r in related),
    )
    around = (*related, *(t for n, t in lines.items() if said[n] in text), *([inside] if inside else []))
    return Found(Raw(text.encode(), sheet.url, sheet.url, media_type="text/html"), around)


def _some(part: str, many: int, dice: random.Random, outlet: Newsroom) -> list[str]:
    lines = list(_clutter()[part])
    dice.shuffle(lines)
    return [t.format(outlet=outlet.name, n=3 + int(dice.random() * 40)) for t in lines[:many] if t != "Home"]


def _safe(fill: Mapping[str, str]) -> dict[str, str]:
    return {name: _safe_text(text) for name, text in fill.items()}


def _safe_text(text: str) -> str:
    return html.escape(text, quote=False)


def _linked(sheet: Sheet, stamp: str) -> str:
    data: dict[str, object] = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": sheet.title,
        "publisher": {"@type": "Organization", "name": sheet.outlet.name},
    }
    if sheet.dated:
        data["datePublished"] = stamp
    if sheet.byline:
        data["author"] = {"@type": "Person", "name": sheet.byline}
    dumped = json.dumps(data, ensure_ascii=False).replace("</", "<\\/")
    return f'<script type="application/ld+json">{dumped}</script>'


def text(sheet: Sheet) -> Found:
    """The report as a text file, a paragraph a line."""
    day = days.printed(sheet.published.date(), sheet.outlet.month_first, True)
    head = [sheet.title]
    if sheet.byline:
        head.append(f"By {sheet.byline}")
    if sheet.dated:
        head.append(f"{sheet.outlet.name}, {day}")
    data = "\n\n".join(["\n".join(head), *sheet.paragraphs]) + "\n"
    name = f"{sheet.id}.txt"
    return Found(Raw(data.encode(), name, name, media_type="text/plain"), ())


def row(sheet: Sheet) -> Found:
    """The report as a row of JSON lines."""
    values: dict[str, str] = {
        "id": sheet.id,
        "title": sheet.title,
        "text": "\n\n".join(sheet.paragraphs),
        "url": sheet.url,
        "outlet": sheet.outlet.name,
    }
    if sheet.byline:
        values["byline"] = sheet.byline
    if sheet.dated:
        values["published"] = sheet.published.isoformat(timespec="seconds")
    columns = {name: name for name in values}
    given = Given(
        published=values.get("published"),
        outlet=sheet.outlet.name,
        url=sheet.url,
        title=sheet.title,
        byline=(sheet.byline,) if sheet.byline else (),
    )
    return Found(Raw(canonical(values), sheet.url, sheet.id, media_type=row_type(columns), given=given), ())


def form_of(outlet: Newsroom, wish: str, again: bool, dice: random.Random) -> str:
    """Which form a report takes: the one wished for, else mostly pages. What has versions needs an address."""
    if wish != "mixed":
        return "row" if wish == "rows" else wish
    throw = dice.random()
    if again or throw < 0.62:
        return "html"
    return "text" if throw < 0.82 else "row"

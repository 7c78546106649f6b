"""What a page states of its report: title, outlet, address, tags; each with the bytes that say so."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from onrecord.reports import linked_data
from onrecord.reports.clean import Page
from onrecord.reports.metadata_keys import split_address, values
from onrecord.reports.words import keyed
from onrecord.shapes.mark import Cell
from onrecord.shapes.span import Span

_JOINT = re.compile(r"\s+[|•·»:–—~<>/-]+\s+|\s*[|│»]\s*")
_KEYED = 600  # characters by which headlines are compared
_LONGEST = 1_000  # characters of a headline: a longer one is a title element that nobody closed
_ASIDE = frozenset({"nav", "footer", "aside", "form"})
_MOST_TAGS = 40
_MASTHEAD = 80  # characters: no outlet's name is longer
_NAMED = 2.0  # what an outlet's name must come to
Found = dict[str, Cell]


@dataclass(frozen=True, slots=True)
class Known:
    """What a page states: its cells as far as its code tells them, and what the lines are later held against.

    `raw` of a cell are characters of `source` yet (the maker turns them into bytes). `site` is what the site calls
    itself, casefolded.
    """

    page: Page
    source: str
    stated: Sequence[linked_data.Stated]
    site: frozenset[str]
    cells: Mapping[str, Cell]


def read(page: Page, source: str) -> Known:
    """What `page`, made of `source`, states of its report."""
    stated = linked_data.articles(page.scripts)
    publisher = linked_data.publisher(stated)
    found: dict[str, Cell | None] = {"url": _url(page), "outlet": _outlet(page, publisher)}
    site = _site_names(page, publisher)
    found["title"] = _title(page, stated, site)
    found["tags"] = _tags(page, stated)
    return Known(page, source, stated, site, {name: cell for name, cell in found.items() if cell is not None})


def _flat(value: str) -> str:
    return " ".join(value.split())


def _url(page: Page) -> Cell | None:
    for meta, how in values(page, "url"):
        parts = split_address(meta.value.strip())
        if parts is not None and parts[0] in ("http", "https") and parts[1]:
            return Cell(meta.value.strip(), f"{how}:{meta.key}", raw=meta.raw)
    return None


def _outlet(page: Page, publisher: tuple[str, tuple[int, int]] | None) -> Cell | None:
    """The outlet that most places agree on: properties, the publisher, the end of the title, what the page shows."""
    found: list[tuple[float, Cell]] = []
    for meta, how in values(page, "outlet"):
        found.append((2.0, Cell(_flat(meta.value), f"{how}:{meta.key}", raw=meta.raw)))
    if publisher is not None:
        found.append((2.0, Cell(publisher[0], "json-ld:publisher", raw=publisher[1])))
    found += [(1.5, cell) for cell in _title_ends(page)]
    shown = {_key(line.words) for line in page.lines if len(line.words) < _MASTHEAD}
    best: tuple[float, Cell] | None = None
    for weight, cell in found:
        key = _key(str(cell.value))
        if not key or len(str(cell.value)) > _MASTHEAD or str(cell.value).startswith("http"):
            continue
        alike = sum(1.0 for _, other in found if other is not cell and _key(str(other.value)) == key)
        weight += alike + (1.0 if any(f" {key} " in f" {line} " for line in shown) else 0.0)
        if best is None or weight > best[0]:
            best = (weight, cell)
    return best[1] if best is not None and best[0] >= _NAMED else None


def _title_ends(page: Page) -> Iterator[Cell]:
    """What stands behind the headline in the page's title: "Pier shut | The Skarvik Post"."""
    shown = {_key(line.words) for line in page.lines if line.tag in ("h1", "h2")}
    for meta, how in values(page, "title"):
        for joint in list(_JOINT.finditer(meta.value))[:8]:
            end = _flat(meta.value[joint.end() :])
            if _key(meta.value[: joint.start()]) in shown and 1 <= len(end.split()) <= 5 and not _JOINT.search(end):
                yield Cell(end, f"{how}:{meta.key}, its end", raw=meta.raw)
                return


def _site_names(page: Page, publisher: tuple[str, tuple[int, int]] | None) -> frozenset[str]:
    """What the site calls itself, casefolded: no author, no part of a headline."""
    out = {_flat(meta.value).casefold() for meta, _ in values(page, "outlet")}
    out |= {publisher[0].casefold()} if publisher else set()
    return frozenset(out | {n.removeprefix("the ") for n in out})


def _title(page: Page, stated: Sequence[linked_data.Stated], site: frozenset[str]) -> Cell | None:
    """The headline as the article's own data give it, else as written for sharing, the site's name taken off."""
    shown = {_key(line.words): line for line in reversed(page.lines) if line.tag in ("h1", "h2")}
    for candidate, how, _ in _titles(page, stated, site):
        line = shown.get(_key(candidate))
        if line is not None:
            return Cell(_flat(line.words), how, (Span(line.start, line.end),))
    heads = [
        line
        for line in page.lines
        if line.tag == "h1" and line.linked < 0.9 and not line.inside & _ASIDE and _key(line.words) not in site
    ]
    stated_first = next(_titles(page, stated, site), None)
    for line in heads:
        # written for search engines and for readers: of two wordings of one headline the printed one is the report's
        if stated_first is None or _alike(line.words, stated_first[0]):
            return Cell(_flat(line.words), "h1", (Span(line.start, line.end),))
    return Cell(stated_first[0], stated_first[1], raw=stated_first[2]) if stated_first else None


def _alike(one: str, other: str) -> bool:
    """True when the shorter of two headlines has half of its words in the other."""
    mine, its = set(_key(one).split()), set(_key(other).split())
    return min(len(mine), len(its)) > 1 and 2 * len(mine & its) >= min(len(mine), len(its))


def _titles(
    page: Page, stated: Sequence[linked_data.Stated], site: frozenset[str]
) -> Iterator[tuple[str, str, tuple[int, int]]]:
    for article in stated[:3]:
        headline = linked_data.text(article, "headline")
        if headline and len(headline) <= _LONGEST and not headline.endswith(("...", "…")):
            yield _unsited(headline, site, page), "json-ld:headline", article.raw
    for meta, how in values(page, "title"):
        if len(meta.value) <= _LONGEST and not meta.value.rstrip().endswith(("...", "…")):
            yield _unsited(_flat(meta.value), site, page), f"{how}:{meta.key}", meta.raw


def _unsited(title: str, site: frozenset[str], page: Page) -> str:
    """A headline without the site's name or section behind (or before) it."""
    shown = {_key(line.words) for line in page.lines if line.tag in ("h1", "h2")}
    if _key(title) in shown:
        return title
    cuts = [(m.start(), m.end()) for m in _JOINT.finditer(title)][:8]
    for start, _ in cuts:
        if _key(title[:start]) in shown:
            return title[:start].strip()
    for start, end in reversed(cuts):
        if title[end:].strip().casefold() in site or _key(title[end:]) in {_key(s) for s in site}:
            return _unsited(title[:start].strip(), site, page)
        if title[:start].strip().casefold() in site:
            return title[end:].strip()
    return title


def _key(words: str) -> str:
    return keyed(words[:_KEYED])


def _tags(page: Page, stated: Sequence[linked_data.Stated]) -> Cell | None:
    """The subjects that the page files its report under: those of the first place that names any."""
    filed = tuple(values(page, "tags"))
    for key, how in dict.fromkeys((meta.key, how) for meta, how in filed):
        same = [m for m, _ in filed if m.key == key]
        found = _subjects([m.value for m in same])
        if found:
            return Cell(found, f"{how}:{key}", raw=(same[0].raw[0], same[-1].raw[1]))
    for article in stated[:3]:
        for name in ("keywords", "articleSection"):
            found = _subjects(linked_data.texts(article, name))
            if found:
                return Cell(found, f"json-ld:{name}", raw=article.raw)
    return None


def _subjects(fields: Sequence[str]) -> tuple[str, ...]:
    out: list[str] = []
    for field in fields[:_MOST_TAGS]:
        for part in re.split(r"\s*[,;|]\s*", field[:2000]):
            tag = _flat(html.unescape(part)).strip("#\"' ")
            if 1 < len(tag) <= 60 and tag not in out and ":" not in tag:
                out.append(tag)
    return tuple(out[:_MOST_TAGS])

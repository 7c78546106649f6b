"""Who wrote the report of a page: the people that its code, its markup and its lines name, weighed against one another.

In doubt nobody: a name counts when it is written as one and a place that is for authors gives it; what only the
page's code says is held against the lines that a reader sees.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from onrecord.lexicon import agencies, posts
from onrecord.reports import linked_data, names
from onrecord.reports.clean import Meta
from onrecord.reports.lines import Line, Role
from onrecord.reports.metadata_keys import values
from onrecord.reports.page_metadata import Known
from onrecord.reports.roles import is_stamp
from onrecord.reports.stamps import is_telling
from onrecord.reports.stated import is_authored
from onrecord.reports.words import keyed
from onrecord.reports.zone import Zone
from onrecord.shapes.mark import Cell
from onrecord.shapes.span import Span

# What markup calls the parts of a page whose names are those of others, round the headline and further away from it.
_OTHERS = re.compile(r"comment|related|most-?read|popular|recommend", re.I)
_APART = re.compile(
    r"comment|related|footer|sidebar|widget|promo|teaser|more-from|most-?read|popular|social|share", re.I
)
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)[^>]{0,2000}>|<!--.{0,500}?-->", re.S)
_BREAKING = frozenset("p div li ul ol br h1 h2 h3 h4 h5 h6 section article td tr dd dt figcaption script style".split())
_INNER = 1500  # characters of an element that are looked at for a name
_MOST = 12  # authors of one report
_ENOUGH = 1.5
_SEEN = 0.6  # what it adds that a reader is shown the name near the report
_TRUST = {"head": 1.0, "above": 0.9, "beside": 0.6, "below": 0.6, "body": 0.7, "away": 0.2}


@dataclass(frozen=True, slots=True)
class People:
    """The authors of a page's report, and the agency that stands where an author should."""

    byline: Cell | None
    agency: Cell | None


@dataclass(frozen=True, slots=True)
class Named:
    """People that one place names as authors; `rule` is what the cell cites, `weight` how far it is to be trusted."""

    people: tuple[str, ...]
    source: str
    rule: str
    weight: float
    at: Span | None = None
    raw: tuple[int, int] | None = None


def people(known: Known, lines: Sequence[Line], roles: Sequence[Role], where: Zone) -> People:
    """The authors of the report that `known` and its `lines` tell of."""
    found = [*_coded(known, where), *_marked(known, where), *_printed(known, lines, roles, where)]
    return People(_byline(found, lines, where), _agency(known) or _agency_line(lines, where))


def _coded(known: Known, where: Zone) -> Iterator[Named]:
    """What linked data and meta elements say."""
    for article in known.stated[:3]:
        said = linked_data.authors(article)
        if found := _people(said, known, lone=True):
            yield Named(found, "json-ld", "json-ld:author", 1.5, raw=article.stretch(said))
            break
    labels = {m.key: m.value for m in known.page.metas if m.key.startswith("twitter:")}
    for key, how in dict.fromkeys((meta.key, how) for meta, how in values(known.page, "author")):
        same = [m for m in known.page.metas if m.key == key and _tells(m, where)]
        if found := _people([m.value for m in same], known, lone=True):
            yield Named(found, "meta", f"{how}:{key}", 1.5, raw=(same[0].raw[0], same[-1].raw[1]))
            break
    for meta in known.page.metas:
        # content systems name the author in a pair for cards: "Written by" and the name
        if meta.key.startswith("twitter:data") and names.is_label(labels.get(f"twitter:label{meta.key[12:]}", "")):
            if found := _people([meta.value], known, lone=True):
                yield Named(found, "meta", f"meta:{meta.key}", 1.5, raw=meta.raw)


def _tells(meta: Meta, where: Zone) -> bool:
    """True for a meta element of the page as a whole, or near the headline: comments and reviews have authors too."""
    line = where.line_of(meta.raw[0])
    return line < 0 or where.place(line) in ("head", "above", "beside")


def _marked(known: Known, where: Zone) -> Iterator[Named]:
    """What elements hold that the markup calls an author, by their place on the page."""
    for meta in known.page.metas:
        if not meta.key.startswith("person:"):
            continue
        line = max(0, where.line_of(meta.raw[1]))
        place, near = where.place(line), where.lines[line]
        if place in ("away", "body") or _others(near, place) or len(near.words) > 300:
            continue
        inner = inner_text(known.source, meta.raw[1], meta.key[7:])
        linked = meta.key == "person:a"
        for part in inner[:3]:
            found = _people([part], known, lone=linked) if len(part) <= 120 else ()
            found = tuple(n for n in found if linked or names.has_given(n))
            if found:
                yield Named(
                    found, "markup", "markup:author", 1.5 * _TRUST[place], raw=(meta.raw[0], meta.raw[1] + _INNER)
                )
                break


def inner_text(source: str, start: int, name: str) -> list[str]:
    """The pieces of text inside the element `name` whose start tag ends at `start`, as its blocks part them."""
    piece = source[start : start + _INNER]
    depth, at = 1, 0
    out = [""]
    for tag in _TAG.finditer(piece):
        out[-1] += piece[at : tag.start()]
        at = tag.end()
        inner = (tag.group(2) or "").lower()
        if inner == name:
            depth += -1 if tag.group(1) else 1
            if depth == 0:
                break
        if inner in _BREAKING:
            out.append("")
    else:
        out[-1] += piece[at:] if "<" not in piece[at:] else ""
    return [words for text in out if (words := " ".join(html.unescape(text).split()))]


def _printed(known: Known, lines: Sequence[Line], roles: Sequence[Role], where: Zone) -> Iterator[Named]:
    """What the lines round the headline, and right below the body, print as a byline."""
    labelled = False  # by the line before: "Author:", and the name in the next
    for i, (line, role) in enumerate(zip(lines, roles, strict=True)):
        place, words = where.place(i), line.words
        before, labelled = labelled, names.is_label(words)
        if place == "away" or len(words) > 200 or _others(line, place) or posts.signs(words):
            continue
        told = names.is_told(words)
        marked = before or is_authored(line.hints)
        signed = i >= where.last - 1 and names.alone(words)
        if place == "body" and not (told or signed or role.kind == "byline" or (marked and role.kind != "body")):
            continue
        said = names.byline(words) or (names.lone(words) if names.byline(words) is None and _begins(words) else ())
        plain = bool(said)
        if not said and role.kind != "title" and (role.kind != "body" or is_telling(words)):
            said = names.within(words, marked)
        if not said and role.kind != "title" and names.alone(words) and _signed(i, lines, where):
            said, place = names.bare(words), "below"
        if not said and role.kind == "byline" and is_authored(line.hints):
            said, place = (
                names.bare(words),
                "below",
            )  # a name not known, in the place of a byline
        found = tuple(n for n in names.without_offices(said or ()) if _is_author(n, known))
        if found:
            weight = (2.0 if plain else 1.5) * _TRUST[place]
            yield Named(found, "printed", "by-line", weight, at=Span(line.at, line.at + len(words)))


def _signed(i: int, lines: Sequence[Line], where: Zone) -> bool:
    """True for the place of a name that stands alone: at the end of the body, or beside a day near the headline."""
    if where.place(i) in ("body", "below"):
        before = lines[i - 1].words
        elsewhere = sum(1 for line in lines[where.head : where.last + 1] if lines[i].words in line.words)
        # one name below a paragraph, of nobody whom the report tells about; a list of names has names before it
        return where.last - 1 <= i <= where.last + 1 and len(before) > 80 and before[-1] in '.!?”"' and elsewhere < 2
    near = range(max(0, i - 2), min(len(lines), i + 3))
    return where.place(i) in ("head", "above") and any(is_stamp(lines[k].words) for k in near if k != i)


def _begins(words: str) -> bool:
    return names.labelled(words) and len(words) < 60


def _others(line: Line, place: str) -> bool:
    """True for a line of a part of the page where others are named: comments, teasers."""
    return _is_theirs(line.hints, place in ("head", "above", "body"))


@lru_cache(maxsize=20_000)
def _is_theirs(hints: str, near: bool) -> bool:
    return (_OTHERS if near else _APART).search(hints) is not None


def _people(fields: Sequence[str], known: Known, lone: bool = False) -> tuple[str, ...]:
    out: list[str] = []
    for field in fields[:_MOST]:
        if not field.strip().startswith("http"):
            said = names.people(field) or (names.lone(field) if lone else ())
            out += [n for n in said if n not in out and _is_author(n, known)]
    return tuple(out[:_MOST])


def _is_author(name: str, known: Known) -> bool:
    """True for a name that is not the site's; a site may have its only author's."""
    return name.casefold() not in known.site or names.has_given(name.split()[0] + " .")


def _byline(found: Sequence[Named], lines: Sequence[Line], where: Zone) -> Cell | None:
    """The people of the best place, and those that two places name; as they are printed where a reader sees them."""
    near, page = _shown(lines, where)
    weights: dict[str, float] = {}
    first: dict[str, str] = {}
    for source in ("printed", "markup", "json-ld", "meta"):
        mine: dict[str, float] = {}
        for one in found:
            for name in one.people if one.source == source else ():
                mine[keyed(name)] = max(mine.get(keyed(name), 0.0), one.weight)
                first.setdefault(keyed(name), name)
        for key, weight in mine.items():
            weights[key] = weights.get(key, 0.0) + weight
    printed = {keyed(name) for one in found if one.source == "printed" for name in one.people}
    for key in weights:
        if f" {key} " in near or key in printed:
            weights[key] += _SEEN
        elif f" {key} " not in page or not names.has_given(first[key]):
            weights[key] = 0.0  # what only the page's code says, nobody is told
    weights = {key: w for key, w in weights.items() if not _is_longer(key, weights)}
    top = max(weights, key=lambda key: weights[key], default="")
    if weights.get(top, 0.0) < _ENOUGH:
        return None
    beside = {keyed(n) for one in found if top in map(keyed, one.people) for n in one.people}
    chosen = [key for key in first if key in beside and weights.get(key, 0.0) >= _ENOUGH]
    return _cell(tuple(first[key] for key in chosen), found, chosen)


def _is_longer(key: str, weights: Mapping[str, float]) -> bool:
    """True for a name that holds another one and words beside: a column's name, a place."""
    return any(
        key != other and ((w >= weights[key] and f" {other} " in f" {key} ") if " " in other else False)
        for other, w in weights.items()
    ) or (" " not in key and any(f" {key} " in f" {other} " for other, w in weights.items() if other != key and w > 0))


def _cell(people: tuple[str, ...], found: Sequence[Named], chosen: Sequence[str]) -> Cell:
    """The people with the places that name them: the lines that print all of them, else the one place that does."""
    spans: list[Span] = []
    left = set(chosen)
    for one in found:
        mine = {keyed(n) for n in one.people} & left
        if one.at is not None and mine:
            spans.append(one.at)
            left -= mine
    if not left:
        return Cell(people, "by-line", tuple(sorted(spans)))
    best = max(
        found, key=lambda one: (one.raw is not None, len({keyed(n) for n in one.people} & set(chosen)), one.weight)
    )
    people = tuple(name for name in people if keyed(name) in {keyed(n) for n in best.people})
    return Cell(people, best.rule, () if best.at is None else (best.at,), best.raw)


def _shown(lines: Sequence[Line], where: Zone) -> tuple[str, str]:
    """The words of the lines near the report, and of all lines, as names are compared."""
    keys = [keyed(line.words) if len(line.words) < 300 else "" for line in lines]
    near = (key for i, key in enumerate(keys) if where.place(i) != "away")
    return f" {' '.join(near)} ", f" {' '.join(keys)} "


def _agency(known: Known) -> Cell | None:
    """An agency that stands where the author should."""
    for article in known.stated[:3]:
        for who in _named(article.data.get("author")):
            if agencies.by_mark(who):
                return Cell(" ".join(who.split()), "json-ld:author", raw=article.place(who))
    for meta, how in values(known.page, "author"):
        if len(meta.value) < 80 and agencies.by_mark(meta.value):
            return Cell(" ".join(meta.value.split()), f"{how}:{meta.key}", raw=meta.raw)
    return None


def _agency_line(lines: Sequence[Line], where: Zone) -> Cell | None:
    """An agency alone in a line round the headline, or beside another: "AFP", "Von: abc/dpa"."""
    for i in range(max(0, where.head - 3), min(len(lines), where.opening + 1)):
        words = lines[i].words
        if len(words) > 40 or where.place(i) not in ("head", "above"):
            continue
        for part in re.finditer(r"[^/|,:]+", words):
            mark = part.group().strip()
            whole = len(words) - len(mark) <= 12 and is_authored(lines[i].hints)
            if agencies.by_mark(mark) and (mark == words.strip() or whole or names.labelled(words)):
                start = lines[i].at + part.start() + part.group().index(mark)
                return Cell(mark, "by-line", (Span(start, start + len(mark)),))
    return None


def _named(value: object) -> Iterator[str]:
    for who in value if isinstance(value, list) else [value]:
        name = who.get("name") if isinstance(who, dict) else who
        if isinstance(name, str):
            yield name

"""Roles for the lines of plain text, without a page to ask: sure lines by rules, the rest by models of lines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from onrecord.reports import dateline, headline, names, text_lines
from onrecord.reports.lines import Line, Role
from onrecord.reports.runs import runs, smooth
from onrecord.reports.text_lines import Matrix, Models
from onrecord.reports.units import STAMPED, Unit, is_caption, is_stamp, units

__all__ = ["is_caption", "is_stamp", "text_roles"]

_EVEN = 0.5  # from here on a unit is of the report
_HEADED = -2.0  # log odds: a headline that is less likely than one in eight is none
_SENTENCE = 12  # words
_SURER = 0.1  # log odds: on the side of the body
_LOOSE = "address"  # an address alone in a line may belong to a list in the report: the models say
_NEAR = 6  # lines between two runs of one report
_FAR = 0.2  # a run of body lines with less than this share of the longest run's words is a teaser or a footer


def text_roles(lines: Sequence[Line], language: str, models: Models | None = None) -> list[Role]:
    """A role for each line, in order. `models`: others than those beside the code, to try them.

    Phrases, bylines and lines in another language are told from the line alone; what else is body or not, and which
    line is the headline, the models say; standfirst and repeated headlines are told by rules.
    """
    if not lines:
        return []
    found = units(lines, language)
    models = models or text_lines.shipped()
    ruled = by_rules(found)
    seen = text_lines.look(found, ruled, models)
    opens = _opens(found, seen.odds)
    if opens:
        seen = replace(seen, odds=np.concatenate([[_SURER], seen.odds[1:]]))
    roles = _roles(found, seen.odds)
    if opens:
        roles[0] = Role("body", "a sentence at the top, and the report below")
    best = text_lines.title(found, seen, ruled, models)
    if best is not None and best[1] >= _HEADED:
        _headline(found, roles, best[0])
    out: list[Role] = []
    for unit, role in zip(found, roles, strict=True):
        out.extend([role] * (unit.last - unit.first))
    return out


def _roles(units: Sequence[Unit], odds: Matrix) -> list[Role]:
    """Sure roles as they are, else body or not by the models' odds; by the rules where the models find no body."""
    share = 1.0 / (1.0 + np.exp(-np.clip(odds, -30.0, 30.0)))
    roles = []
    for unit, p in zip(units, share, strict=True):
        kind = "body" if p > _EVEN else "boilerplate"
        if not any(map(str.isalnum, unit.line.words)):
            roles.append(unit.role or Role("boilerplate", "no word in it"))
            continue
        loose = unit.hit is not None and unit.hit.why.startswith(_LOOSE) and kind == "body"
        roles.append((None if loose else unit.role) or Role(kind, f"line model: body {p:.2f}"))
    if any(role.kind == "body" for role in roles):
        return roles
    inside = _inside(units)
    return [u.role or (Role("body", "sentences") if i else r) for u, i, r in zip(units, inside, roles, strict=True)]


def _opens(units: Sequence[Unit], odds: Matrix) -> bool:
    """True when the first line is a sentence and only the models doubt it: the text begins without a headline."""
    first = units[0]
    if first.role is not None or len(units) < 2 or odds[0] > 0 or odds[1] <= 0:
        return False
    return first.count >= _SENTENCE and first.line.words.endswith(headline.FULL_STOPS)


def by_rules(units: Sequence[Unit]) -> int | None:
    """The unit that is the headline as the rules tell it, None where none looks like one."""
    inside = _inside(units)
    roles = [u.role or Role("body" if i else "boilerplate", "") for u, i in zip(units, inside, strict=True)]
    first = headline.first(units, roles)
    return headline.title(units, roles, len(units) if first is None else first)


def _inside(units: Sequence[Unit]) -> list[bool]:
    """True for the units of the report: the longest run of sentences and what stands beside it."""
    flags = smooth([u.score for u in units])
    found = runs(flags)
    if not found:
        best = max(range(len(units)), key=lambda i: (units[i].role is None, units[i].score, -i), default=None)
        return [i == best for i in range(len(units))]
    weights = [sum(u.count for u in units[a:b] if u.role is None) for a, b in found]
    top = max(weights)
    main = weights.index(top)
    keep = [weight >= _FAR * top for weight in weights]
    # what a few lines part from a run that is kept belongs to it: a list, a table, an advertisement stood between
    for step, order in ((1, range(main + 1, len(found))), (-1, range(main - 1, -1, -1))):
        for k in order:
            beside = found[k - step]
            gap = found[k][0] - beside[1] if step > 0 else beside[0] - found[k][1]
            keep[k] = keep[k] or (keep[k - step] and gap <= _NEAR)
    inside = [False] * len(units)
    for (a, b), kept in zip(found, keep, strict=True):
        inside[a:b] = [kept] * (b - a)
    return inside


def _headline(units: Sequence[Unit], roles: list[Role], best: int) -> None:
    """Give title, its repetitions and standfirst their roles."""
    first = headline.first(units, roles)
    own = headline.key(units[best].line.words)
    start = best
    for i, unit in enumerate(units):
        if roles[i].kind in ("body", "boilerplate") and unit.role is None and headline.key(unit.line.words) == own:
            roles[i] = Role("title", "headline" if i == best else "headline repeated")
            start = max(start, i) if first is None or i <= first else start
    # sentences above the headline are teasers of other reports
    body = [i for i, r in enumerate(roles) if r.kind == "body"]
    if any(i > start for i in body):
        for i in body:
            if i < best:
                roles[i] = Role("boilerplate", "above the headline")
    _bare_byline(units, roles, start)
    _standfirst(units, roles, start)


def _bare_byline(units: Sequence[Unit], roles: list[Role], title: int) -> None:
    """A name without "by" under the headline, where a place or an office follows it or a date stands below.

    A name alone is too little: sections ("Middle East") are written as names are.
    """
    for i in range(title + 1, min(title + 4, len(units))):
        words = units[i].line.words
        if (
            roles[i].kind in ("byline", "title")
            or units[i].role is not None
            or (roles[i].kind == "body" and units[i].score > 1)
        ):
            continue
        if names.bare(words) and names.cut_tail(words) != words:
            roles[i] = Role("byline", "a name and a place under the headline")
            return


def _standfirst(units: Sequence[Unit], roles: list[Role], title: int) -> None:
    """A line between headline and byline or dateline that tells what the report is about."""
    for i in range(title + 1, min(title + 4, len(units))):
        if roles[i].kind == "byline" or roles[i].why == STAMPED:
            break
        if dateline.find(units[i].line.words) is not None:
            break
    else:
        return
    for j in range(title + 1, i):
        if units[j].role is None and 5 <= units[j].count <= 60:
            below = {"byline": "byline", "boilerplate": "date"}.get(roles[i].kind, "dateline")
            roles[j] = Role("standfirst", f"between headline and {below}")

"""Roles for the lines of plain text: shape, neighbours and phrases, without a page to ask."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from onrecord.reports import dateline, names, phrases, shape
from onrecord.reports.days import find_day, without_days
from onrecord.reports.language import is_foreign, is_wordless_script
from onrecord.reports.layout import paragraphs
from onrecord.reports.lines import Line, Role
from onrecord.reports.runs import runs, smooth

_HARD = -1.5  # a sure piece of the page between two paragraphs breaks no run; several of them do
_SOFT = -2.0  # a phrase inside a long sentence: it may be about cookies
_LONG = 20  # words from which a phrase inside a line is no proof
_AFTER, _FADES = -1.5, 0.93  # what follows "Leave a comment" is not the report, less surely the further away
_TOP = 12  # units of the body that are searched for a dateline
_HIGH = 6  # how far above the first paragraph a headline is looked for: 0.12 a line
_KEYED = 600  # characters by which headlines are compared
_DIGIT = re.compile(r"\d")
_DROPPED = re.compile(r"[B-HJ-Z] [a-z]")  # a large first letter before its paragraph
_STAMPED = "date or time alone"
_GOING_ON = 1.5  # what it says for a line that it goes on with an open sentence
_NEAR = 6  # lines between two runs of one report
_FAR = 0.2  # a run of body lines with less than this share of the longest run's words is a teaser or a footer
_STAMP = re.compile(
    r"[\W\d_]*+(?:(?:published|updated|posted|modified|created|date|on|at|last|first|by|gmt|utc|[ecmpbi][sd]?[st]t?)\b[\W\d_]*+)*+",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Unit:
    """A paragraph: lines [first, last) and one line that stands for them."""

    first: int
    last: int
    line: Line
    role: Role | None  # sure from the line alone
    score: float


_CREDITED = re.compile(
    r"(?:^|[\s.(\[|])(?:(?:file )?photo(?:graph)?|image|picture|illustration|graphic|foto)s?"
    r"(?:\s+(?:by|credit|courtesy(?: of)?))?\s{0,2}[:/|]\s{0,2}[^.:]{2,60}[)\]]?$"
    r"|(?:/|\bvia )(?:AP|AFP|EPA|Reuters|Getty(?: Images)?|Shutterstock|Alamy|[A-Z]{2,5} Images)[)\].]{0,2}$"
    r"|\((?:AP|AFP|EPA|Reuters|File) (?:photo|file|image)?[^()]{0,40}\)$",
    re.I,
)


def is_caption(words: str) -> bool:
    """True for the words under a picture: short, and ending with whose picture it is."""
    return words.count(" ") < 60 and _CREDITED.search(words[-120:]) is not None


def text_roles(lines: Sequence[Line], language: str) -> list[Role]:
    """A role for each line, in order.

    Phrases, bylines and lines in another language are told from the line alone; the rest is body where a run of
    lines that look like sentences says so; title and standfirst stand before it.
    """
    units = _units(lines, language)
    inside = _inside(units)
    roles: list[Role] = []
    for unit, body in zip(units, inside, strict=True):
        roles.append(unit.role or (Role("body", "sentences") if body else Role("boilerplate", _why_not(unit))))
    _headline(units, roles)
    out: list[Role] = []
    for unit, role in zip(units, roles, strict=True):
        out.extend([role] * (unit.last - unit.first))
    return out


def _units(lines: Sequence[Line], language: str) -> list[Unit]:
    out: list[Unit] = []
    seen = Counter(line.words for line in lines)
    ends, goes_on = 0.0, False
    for first, last in paragraphs(lines):
        line = lines[first]
        if last - first > 1:
            line = replace(line, end=lines[last - 1].end, words=" ".join(x.words for x in lines[first:last]))
        score, role, hit = _judge(line, language)
        if seen[line.words] > 1 and len(line.words) > 40:
            score -= 1.0
        goes_on = bool(out) and role is None and _goes_on(out[-1].line.words, line.words, goes_on)
        score += _GOING_ON if goes_on else 0.0
        ends *= _FADES
        out.append(Unit(first, last, line, role, score + ends))
        if hit is not None and hit.ends:
            ends = _AFTER
    return out


def _goes_on(before: str, words: str, already: bool) -> bool:
    """True for a piece of a sentence that a scraper broke at its links: the line before it is open, and this goes on.

    Menus in small letters look alike, so the first piece must be half a dozen words.
    """
    if shape.is_closed(before):
        return False
    hanging = shape.is_hanging(before) and (already or before.count(" ") >= 2)
    return hanging or ((already or before.count(" ") >= 5) and shape.starts_low(words))


def _judge(line: Line, language: str) -> tuple[float, Role | None, phrases.Hit | None]:
    score = shape.score(line)
    hit = phrases.find(line.words)
    if hit is not None:
        if hit.match != "has" or line.words.count(" ") < _LONG:
            return min(score, _HARD), Role("boilerplate", hit.why), hit
        score += _SOFT * phrases.count(line.words)
    elif (people := names.byline(line.words)) is not None:
        return -0.5, Role("byline", "by and a name" if people else "by and an agency or desk"), None
    elif is_stamp(line.words):
        return -0.8, Role("boilerplate", _STAMPED), None
    elif is_caption(line.words) and line.words.count(" ") >= 3:
        return -0.5, Role("caption", "ends with whose picture it is"), None
    if dateline.find(line.words) is not None and score > 0:
        return score + 2.0, None, hit
    foreign = is_foreign(line.words, language)
    if foreign:
        return min(score, -1.0), Role("boilerplate", f"in another language ({foreign})"), hit
    return score, None, hit


def is_stamp(words: str) -> bool:
    """True for a line that is a date or a time of day and nothing else but "Published", "Updated" and the like."""
    if len(words) > 90 or not _DIGIT.search(words):
        return False
    left = without_days(words)
    return left != words and _STAMP.fullmatch(left) is not None


def _inside(units: Sequence[Unit]) -> list[bool]:
    """True for the units of the report: the longest run of sentences and what stands beside it."""
    flags = smooth([u.score for u in units])
    found = runs(flags)
    if not found:
        best = max(range(len(units)), key=lambda i: (units[i].role is None, units[i].score, -i), default=None)
        return [i == best for i in range(len(units))]
    weights = [sum(_words(u) for u in units[a:b] if u.role is None) for a, b in found]
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


def _words(unit: Unit) -> int:
    words = unit.line.words
    return len(words) // 3 if is_wordless_script(words) else words.count(" ") + 1


def _why_not(unit: Unit) -> str:
    return "outside the report's run of sentences" if unit.score > 0 else "no sentence"


def _headline(units: Sequence[Unit], roles: list[Role]) -> None:
    """Give title, its repetitions and standfirst their roles."""
    first = _first(units, roles)
    best = _title(units, roles, len(units) if first is None else first)
    if best is None:
        return
    key = _key(units[best].line.words)
    start = best
    for i, unit in enumerate(units):
        if roles[i].kind in ("body", "boilerplate") and unit.role is None and _key(unit.line.words) == key:
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


def _first(units: Sequence[Unit], roles: Sequence[Role]) -> int | None:
    """The first unit of the report: the one with a dateline, where the top of the body has one."""
    body = [i for i, r in enumerate(roles) if r.kind == "body" and units[i].score > 0]
    return next((i for i in body[:_TOP] if dateline.find(units[i].line.words) is not None), body[0] if body else None)


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
        if roles[i].kind == "byline" or roles[i].why == _STAMPED:
            break
        if dateline.find(units[i].line.words) is not None:
            break
    else:
        return
    for j in range(title + 1, i):
        if units[j].role is None and 5 <= _words(units[j]) <= 60:
            below = {"byline": "byline", "boilerplate": "date"}.get(roles[i].kind, "dateline")
            roles[j] = Role("standfirst", f"between headline and {below}")


def _title(units: Sequence[Unit], roles: Sequence[Role], first: int) -> int | None:
    """The unit that is the headline, None where none looks like one. `first`: the first unit of the body."""
    keys = Counter(_key(u.line.words) for u in units)
    heads = [_key(u.line.words) for u in units[:3]]
    lead = set(_content(" ".join(u.line.words[:600] for u in units[first : first + 3])))
    best: tuple[float, int] | None = None
    distance = 0.0
    for i in range(min(first + 1, len(units)) - 1, -1, -1):
        unit = units[i]
        if i < first:
            distance += 0.0 if unit.role is not None else 0.12
        if (
            distance > _HIGH
            or not _titular(unit)
            or (i == first and (i + 1 >= len(units) or not _before_body(units, i)))
        ):
            continue
        key = _key(unit.line.words)
        content = set(_content(unit.line.words))
        if find_day(unit.line.words) is not None and len(content) < 4:
            continue
        score = 2.0 * len(content & lead) / (len(content) + 1) - distance
        score += 1.0 if keys[key] > 1 else 0.0
        score += 3.0 if any(key != h and f" {key} " in f" {h} " for h in heads) else 0.0
        score += 1.5 if any(roles[j].kind == "byline" for j in range(i + 1, min(i + 4, first))) else 0.0
        score += 0.7 if i == 0 else 0.0
        score += 0.5 if unit.line.words.count(" ") >= 4 else 0.0
        score -= 1.0 if unit.line.words.endswith(".") else 0.0
        score -= 1.0 if i and _is_headed(units[i - 1], unit, lead) else 0.0
        if best is None or score > best[0]:
            best = (score, i)
    return best[1] if best is not None and best[0] >= 0.4 else None


def _is_headed(above: Unit, unit: Unit, lead: set[str]) -> bool:
    """True when `above` is a headline to `unit`: no longer, and about the same as the first paragraphs."""
    return _titular(above) and 3 <= _words(above) <= _words(unit) and len(lead & set(_content(above.line.words))) >= 2


def _before_body(units: Sequence[Unit], i: int) -> bool:
    """A headline that reads like a sentence: the next line is longer, and it does not end with a full stop."""
    return not units[i].line.words.endswith((".", ",", ":", ";", "”", '"')) and _words(units[i]) < 26


def _titular(unit: Unit) -> bool:
    words = unit.line.words
    if unit.role is not None or len(words) > 250 or _DROPPED.match(words):
        return False
    count = _words(unit)
    return 3 <= count <= 30 and (words[0].isupper() or not words[0].isalpha() or not words[0].isascii())


def _key(words: str) -> str:
    return " ".join(re.findall(r"\w+", words[:_KEYED].casefold()))


def _content(words: str) -> list[str]:
    return [w for w in re.findall(r"\w+", words[:_KEYED].casefold()) if len(w) > 3]

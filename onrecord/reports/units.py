"""Units of plain text: a line, or the lines of a hard-wrapped paragraph, with what each shows by itself."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from onrecord.reports import dateline, names, phrases, shape
from onrecord.reports.days import without_days
from onrecord.reports.language import is_foreign, is_wordless_script
from onrecord.reports.layout import paragraphs
from onrecord.reports.lines import Line, Role
from onrecord.shapes.quick import quick

STAMPED = "date or time alone"

_HARD = -1.5  # a sure piece of the page between two paragraphs breaks no run; several of them do
_SOFT = -2.0  # a phrase inside a long sentence: it may be about cookies
_LONG = 20  # words from which a phrase inside a line is no proof
_AFTER, _FADES = -1.5, 0.93  # what follows "Leave a comment" is not the report, less surely the further away
_DIGIT = re.compile(r"\d")
_DATED = 2.0  # what a dateline says for it
_GOING_ON = 1.5  # what it says for a line that it goes on with an open sentence
_STAMP = re.compile(
    r"[\W\d_]*+(?:(?:published|updated|posted|modified|created|date|on|at|last|first|by|gmt|utc|[ecmpbi][sd]?[st]t?)\b[\W\d_]*+)*+",
    re.I,
)


@quick
@dataclass(frozen=True, slots=True)
class Unit:
    """A paragraph: lines [first, last) and one line that stands for them.

    `role` where the line alone is sure of it; `score` from its shape and what stands before it; `hit` the phrase
    it has; `dated` where it begins with a dateline; `count` its words (of scripts without spaces, a third of its
    characters).
    """

    first: int
    last: int
    line: Line
    role: Role | None
    score: float
    hit: phrases.Hit | None
    dated: bool
    count: int


_CREDITED = re.compile(
    r"(?:^|[\s.(\[|])(?:(?:file )?photo(?:graph)?|image|picture|illustration|graphic|foto)s?"
    r"(?:\s+(?:by|credit|courtesy(?: of)?))?\s{0,2}[:/|]\s{0,2}[^.:]{2,60}[)\]]?$"
    r"|(?:/|\bvia )(?:AP|AFP|EPA|Reuters|Getty(?: Images)?|Shutterstock|Alamy|[A-Z]{2,5} Images)[)\].]{0,2}$"
    r"|\((?:AP|AFP|EPA|Reuters|File) (?:photo|file|image)?[^()]{0,40}\)$",
    re.I,
)
_PARTING, _VIA = re.compile("[:/|(]"), re.compile("[vV][iIİı][aA] ")  # every credit has one of these


def is_caption(words: str) -> bool:
    """True for the words under a picture: short, and ending with whose picture it is."""
    if words.count(" ") >= 60:
        return False
    end = words[-120:]
    return (_PARTING.search(end) or _VIA.search(end)) is not None and _CREDITED.search(end) is not None


def units(lines: Sequence[Line], language: str) -> list[Unit]:
    """The units of a text, in order. `language`: of the text, against which lines in another are told."""
    out: list[Unit] = []
    seen = Counter(line.words for line in lines)
    ends, goes_on = 0.0, False
    for first, last in paragraphs(lines):
        line = lines[first]
        if last - first > 1:
            line = replace(line, end=lines[last - 1].end, words=" ".join(x.words for x in lines[first:last]))
        score, role, hit, dated = _judge(line, language)
        if seen[line.words] > 1 and len(line.words) > 40:
            score -= 1.0
        goes_on = bool(out) and role is None and _goes_on(out[-1].line.words, line.words, goes_on)
        score += _GOING_ON if goes_on else 0.0
        ends *= _FADES
        out.append(Unit(first, last, line, role, score + ends, hit, dated, _count(line.words)))
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


def _judge(line: Line, language: str) -> tuple[float, Role | None, phrases.Hit | None, bool]:
    """The score, a sure role, the phrase, and whether the line begins with a dateline."""
    score = shape.score(line)
    hit = phrases.find(line.words)
    if hit is not None:
        if hit.match != "has" or line.words.count(" ") < _LONG:
            return min(score, _HARD), Role("boilerplate", hit.why), hit, False
        score += _SOFT * phrases.count(line.words)
    elif (people := names.byline(line.words)) is not None:
        return -0.5, Role("byline", "by and a name" if people else "by and an agency or desk"), None, False
    elif is_stamp(line.words):
        return -0.8, Role("boilerplate", STAMPED), None, False
    elif is_caption(line.words) and line.words.count(" ") >= 3:
        return -0.5, Role("caption", "ends with whose picture it is"), None, False
    dated = dateline.find(line.words) is not None
    if dated and score > 0:
        return score + _DATED, None, hit, True
    foreign = is_foreign(line.words, language)
    if foreign:
        return min(score, -1.0), Role("boilerplate", f"in another language ({foreign})"), hit, dated
    return score, None, hit, dated


def is_stamp(words: str) -> bool:
    """True for a line that is a date or a time of day and nothing else but "Published", "Updated" and the like."""
    if len(words) > 90 or not _DIGIT.search(words):
        return False
    left = without_days(words)
    return left != words and _STAMP.fullmatch(left) is not None


def _count(words: str) -> int:
    return len(words) // 3 if is_wordless_script(words) else words.count(" ") + 1

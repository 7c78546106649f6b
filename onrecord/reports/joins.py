"""Which lines make one paragraph: a sentence that a line leaves open is looked for further on, over what cut it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from onrecord.lexicon import titles
from onrecord.reports.lines import Line, Role
from onrecord.reports.shape import is_closed, is_hanging, starts_low
from onrecord.reports.words import of_kind

PARSED = ("title", "standfirst", "body", "caption")

_REACH = 8  # lines: as much furniture ("Advertisement", "Read more", three links) was seen inside a sentence
_CLOSE = 4  # lines over which a short line, or a comma, may still be gone on with
_FEW = 4  # words: a shorter line that ends openly may be a heading
_CLAUSE = 6  # words before a comma that ends no item of a list and no greeting
_ITEM = re.compile(r"\s{0,9}(?:[*+•·▪►▶➤✓‣◦●■>»]|\(?(?:\d{1,2}|[a-z])[.)]\s)")
_DASHED = re.compile(r"\s{0,9}[-–—](?=\s)")  # an item of a list, or what is put in behind a dash
# "al-Shabab", "iPhone", "de Vries": names that begin with a small letter may begin a paragraph, too.
_SMALL_NAME = re.compile(r"[“\"‘']?(?:[a-z]{1,3}[-’']?[A-Z]|(?P<particle>[a-z]{1,4}) (?:[a-z]{1,4} )?[A-Z])")
_ADDRESS = re.compile(r"[\w@:/-]{2,60}\.[\w/]")
_CUT = re.compile(r"[^\W_][-\u00ad\u00ac]$")
_ACRONYM = re.compile(r"(?:^|[\s(“\"])(?:[A-Z]\.){2,5}$|\b[ap]\.m\.$")  # its full stop may end no sentence
# Quotation marks that open and that close; straight ones by what stands beside them: 34" is a measure.
_MARKS = re.compile(r"(?P<open>[“«]|(?:^|(?<=[\s(]))\"(?=\w))|(?P<close>[”»]|(?<=[^\s\d])\"(?=[\s,.;:!?)]|$))")


def paragraphs(
    lines: Sequence[Line], roles: Sequence[Role], groups: Sequence[tuple[int, int]] = ()
) -> list[tuple[int, ...]]:
    """The lines of each paragraph to be parsed, paragraphs in order of their first line.

    Takes: `groups` [from, to) of lines that the layout makes one paragraph. Lines of one role in a group are one
    paragraph; so are body lines of which the later goes on with the sentence that the earlier leaves open, whatever
    stands between them, a paragraph of its own included ("the minister", a caption, "said on Friday").
    """
    inner = {i for a, b in groups for i in range(a + 1, b)}
    out: list[list[int]] = []
    body: list[list[int]] = []  # the last two paragraphs of the body: the open one and the one before it
    for i, role in enumerate(roles):
        if role.kind not in PARSED:
            continue
        if i in inner and out and out[-1][-1] == i - 1 and roles[i - 1].kind == role.kind:
            out[-1].append(i)
            continue
        found = _going_on(lines, body, i) if role.kind == "body" else None
        if found is not None:
            found.append(i)
        else:
            found = [i]
            out.append(found)
        if role.kind == "body":
            body = [*[b for b in body if b is not found], found][-2:]
    return [tuple(group) for group in out]


def _going_on(lines: Sequence[Line], body: Sequence[list[int]], i: int) -> list[int] | None:
    """The paragraph that line `i` goes on with: the last one, else the one before it, when the last one is whole."""
    if not body:
        return None
    if _goes_on(lines, body[-1], i):
        return body[-1]
    whole = is_closed(lines[body[-1][-1]].words) and not starts_low(lines[body[-1][0]].words)
    if len(body) > 1 and whole and _begins_low(lines[i].words) and _goes_on(lines, body[-2], i):
        return body[-2]
    return None


def _goes_on(lines: Sequence[Line], group: Sequence[int], i: int) -> bool:
    """True when line `i` carries on the sentence that the lines of `group` leave open."""
    last, after, distance = lines[group[-1]].words, lines[i].words, i - group[-1]
    if distance > _REACH or not after:
        return False
    title = _is_title(last)
    if is_closed(last) and not title and _ACRONYM.search(last[-20:]) is None:
        return distance == 1 and after[0] in ",.;)"
    if _ITEM.match(after) or (_DASHED.match(after) and (last.endswith((":", ";")) or _DASHED.match(last))):
        return False
    if _CUT.search(last) and after[0].isalpha():
        return True
    words = len(last.split())
    if _begins_low(after):
        return distance <= _CLOSE or words >= _FEW
    if title or is_hanging(last):
        return (distance == 1 or words >= _FEW) and not _is_inserted(lines, i)
    if last.endswith(",") and words >= _CLAUSE and distance <= _CLOSE:
        return True
    return words >= _FEW and _is_quoting(" ".join(lines[n].words for n in group[-_REACH:])) and _ends_quoting(after)


def _begins_low(words: str) -> bool:
    """True for a line that goes on with a sentence: small letters, but no name that is written so."""
    if not starts_low(words) or _ADDRESS.match(words):
        return False
    name = _SMALL_NAME.match(words)
    if name is None:
        return True
    particle = name["particle"]  # "of" and "do" are both: they go on
    return particle is not None and (particle not in of_kind("particle") or particle in of_kind("english"))


def _is_inserted(lines: Sequence[Line], i: int) -> bool:
    """True for a whole sentence in a line of its own, with a line behind it that goes on with something else."""
    return is_closed(lines[i].words) and i + 1 < len(lines) and _begins_low(lines[i + 1].words)


def _is_title(words: str) -> bool:
    """True for a line that ends with a short title before a name: "said Gen."."""
    last = words[-12:].split()
    return bool(last) and last[-1].endswith(".") and titles.by_form(last[-1].casefold()) is not None


def _is_quoting(words: str) -> bool:
    """True when the last quotation mark of `words` opens."""
    marks = list(_MARKS.finditer(words))
    return bool(marks) and marks[-1]["open"] is not None


def _ends_quoting(words: str) -> bool:
    """True when the first quotation mark of `words` closes."""
    found = _MARKS.search(words)
    return found is not None and found["close"] is not None

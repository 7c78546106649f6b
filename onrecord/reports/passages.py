"""What is parsed: paragraphs with lines joined, datelines cut off, boilerplate inside skipped."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from onrecord.reports.lines import Line, Role
from onrecord.reports.shape import is_closed, is_hanging, starts_low
from onrecord.shapes.passage import Passage, join
from onrecord.shapes.span import Span

PARSED = ("title", "standfirst", "body", "caption")
# Spaces of other widths, tabs and form feeds: to a parser a space is a space.
_SPACES = dict.fromkeys(
    (9, 11, 12, *range(28, 32), 133, 160, 5760, *range(8192, 8203), 8232, 8233, 8239, 8287, 12288), " "
)

# The parser's cost grows with the square of a paragraph's length, and no reporter writes one of a thousand words: a
# longer one is a page that lost its line ends. Cut at a sentence's end, else at a space.
LONGEST = 6_000
# Its tokenizer takes as long over what has no space: a run of marks, packed data. That is no text of a report.
_RUN = re.compile(r"\S{200,}")
_SENTENCE_END = re.compile(r"[.!?][\"'”’)\]]{0,3} ")


def passages(
    text: str,
    lines: Sequence[Line],
    roles: Sequence[Role],
    skip: Mapping[int, int],
    language: str,
    groups: Sequence[tuple[int, int]] = (),
) -> list[Passage]:
    """The passages of a report, in text order of their first line.

    Takes: lines with their roles; `skip`, by line, where its passage begins when a dateline stands before it; `groups`
    [from, to) of lines that make one paragraph. Two lines are one passage when they stand in one group, or when a
    sentence goes on from one to the other: also over a line of boilerplate.
    """
    inner = {i for a, b in groups for i in range(a + 1, b)}
    out: list[Passage] = []
    group: list[int] = []
    last: int | None = None
    for i, role in enumerate(roles):
        if role.kind not in PARSED:
            continue
        if (
            last is not None
            and group
            and roles[last].kind == role.kind == "body"
            and ((i in inner and i == last + 1) or _goes_on(lines[last], lines[i], i - last))
        ):
            group.append(i)
        else:
            _close(out, text, lines, roles, skip, group, language)
            group = [i]
        last = i
    _close(out, text, lines, roles, skip, group, language)
    return out


def _close(
    out: list[Passage],
    text: str,
    lines: Sequence[Line],
    roles: Sequence[Role],
    skip: Mapping[int, int],
    group: Sequence[int],
    language: str,
) -> None:
    parts: list[tuple[str, Span]] = []
    for n, i in enumerate(group):
        words = Span(skip.get(i, lines[i].start), lines[i].end).trimmed(text)
        if words.start == words.end:
            continue
        if parts:
            before = parts[-1][1].end
            # over a skipped line the joining space stands for nothing: an empty stretch after the words before it
            gap = (
                Span(before, words.start)
                if i == group[n - 1] + 1 and lines[i - 1].end >= before
                else Span(before, before)
            )
            if text[words.start] not in ",.;:!?)”’":
                parts.append((" ", gap))
        parts.append((words.cut(text).translate(_SPACES), words))
    if parts:
        printed, pieces = join(parts)
        whole = Passage(printed, roles[group[0]].kind, language, pieces)
        out.extend(whole.cut(a, b) for a, b in _bounded(printed)) if _is_long(printed) else out.append(whole)


def _is_long(printed: str) -> bool:
    return len(printed) > LONGEST or (len(printed) >= 200 and _RUN.search(printed) is not None)


def _bounded(printed: str) -> Iterator[tuple[int, int]]:
    """Stretches that the parser can take, in order: without long runs of marks, none longer than LONGEST."""
    begin = 0
    for run in [*_RUN.finditer(printed), None]:
        end = run.start() if run else len(printed)
        while begin < end:
            stop = end if end - begin <= LONGEST else _cut_point(printed, begin)
            if printed[begin:stop].strip():
                yield begin, stop
            begin = stop
        begin = run.end() if run else end


def _cut_point(printed: str, begin: int) -> int:
    found = [m.end() for m in _SENTENCE_END.finditer(printed, begin, begin + LONGEST)]
    if found:
        return found[-1]
    space = printed.rfind(" ", begin, begin + LONGEST)
    return space + 1 if space > begin else begin + LONGEST


def _goes_on(line: Line, after: Line, distance: int) -> bool:
    """True when `after` (so many lines further on) carries on the sentence that `line` leaves open."""
    if distance > 4 or is_closed(line.words):
        return starts_low(after.words) and after.words[:1] in ",.;)" and distance == 1
    if starts_low(after.words):
        return True
    return distance == 1 and is_hanging(line.words)

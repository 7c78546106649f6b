"""What is parsed: paragraphs with lines joined, datelines cut off, boilerplate inside skipped."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from onrecord.reports.lines import Line, Role
from onrecord.reports.shape import is_closed, is_hanging, starts_low
from onrecord.shapes.passage import Passage, join
from onrecord.shapes.span import Span

PARSED = ("title", "standfirst", "body", "caption")
# Spaces of other widths, tabs and form feeds: to a parser a space is a space.
_SPACES = dict.fromkeys(
    (9, 11, 12, *range(28, 32), 133, 160, 5760, *range(8192, 8203), 8232, 8233, 8239, 8287, 12288), " "
)


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
        out.append(Passage(printed, roles[group[0]].kind, language, pieces))


def _goes_on(line: Line, after: Line, distance: int) -> bool:
    """True when `after` (so many lines further on) carries on the sentence that `line` leaves open."""
    if distance > 4 or is_closed(line.words):
        return starts_low(after.words) and after.words[:1] in ",.;)" and distance == 1
    if starts_low(after.words):
        return True
    return distance == 1 and is_hanging(line.words)

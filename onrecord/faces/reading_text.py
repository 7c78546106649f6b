"""A report's text as HTML: every character of it in order, marks where they stand, boilerplate greyed in place."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any
from unicodedata import bidirectional

from markupsafe import Markup, escape

from onrecord.faces.screen import clean
from onrecord.faces.segments import Close, Open, Over, Run, Segment, nest, segments

_PARAGRAPH = "paragraph"
_INLINE = ("dateline",)  # the one role that may share its line with another


@dataclass(frozen=True, slots=True)
class Drawn:
    """A text as HTML, and the fragments whose words stand in several pieces (so that they are lit together)."""

    html: Markup
    pieces: tuple[str, ...]


Here = Callable[[Sequence[Over]], Markup]


def draw(
    record: Mapping[str, Any],
    overs: Iterable[Over],
    titles: Mapping[str, str],
    here: Here | None = None,
    part: tuple[int, int] | None = None,
) -> Drawn:
    """The text of a report with `overs` on it; `titles` say in words what a fragment is.

    `here` makes what is put before the words at which some of them begin. With `part` only these characters are drawn.
    """
    text = str(record["text"])
    start, end = part or (0, len(text))
    overs = [over for over in overs if over.start < end and over.end > start]
    paragraphs = [
        Over(max(start, over.start), min(end, over.end), over.kind, over.key)
        for over in _paragraphs(record["blocks"], text)
        if over.start < end and over.end > start
    ]
    found = segments(len(text), [*paragraphs, *_datelines(record["blocks"]), *overs])
    out: list[Markup] = []
    seen: dict[str, int] = {}
    begun: set[Over] = set()
    for paragraph, group in groupby(found, key=_paragraph_of):
        if paragraph is None:
            continue  # line ends between blocks
        inner = Markup("").join(_pieces(text, [_bare(s) for s in group], titles, seen, begun, here))
        way = Markup(' dir="rtl"') if _to_the_left(text[paragraph.start : paragraph.end]) else ""
        out.append(Markup('<p class="{}"{}>{}</p>\n').format(paragraph.key, way, inner))
    return Drawn(Markup("").join(out), tuple(name for name, n in seen.items() if n > 1))


def _to_the_left(text: str) -> bool:
    """True where the first letter belongs to a script that is written from right to left."""
    return next((way for c in text if (way := bidirectional(c)) in ("L", "R", "AL")), "L") != "L"


def _paragraphs(blocks: Sequence[Mapping[str, Any]], text: str) -> Iterator[Over]:
    """A paragraph for each block, cut at blank lines; a dateline goes with what follows on its line.

    Words that no block covers are a paragraph too: the text is shown whole, whatever the reader made of it.
    """
    done = 0
    for n, block in enumerate(blocks):
        begin = max(done, block["start"])
        if text[done:begin].strip() and not _goes_on(blocks, n - 1, text):
            yield from _cut(text, done, begin, "rest")
            done = begin
        if _goes_on(blocks, n, text):
            done = begin  # the next block's paragraph begins here
            continue
        yield from _cut(text, done if _goes_on(blocks, n - 1, text) else begin, block["end"], block["kind"])
        done = max(done, block["end"])
    yield from _cut(text, done, len(text), "rest")


def _goes_on(blocks: Sequence[Mapping[str, Any]], n: int, text: str) -> bool:
    """True when block `n` shares its last line with the block that follows."""
    if not 0 <= n < len(blocks) - 1 or blocks[n]["kind"] not in _INLINE:
        return False
    return not text[blocks[n]["end"] : blocks[n + 1]["start"]].strip(" \t\u00a0")


def _cut(text: str, start: int, end: int, role: str) -> Iterator[Over]:
    return (Over(a, b, _PARAGRAPH, role) for a, b in _between_blank_lines(text, start, end))


def _between_blank_lines(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    began: int | None = None
    at = start
    for line in text[start:end].splitlines(keepends=True):
        if line.strip():
            began = at if began is None else began
        elif began is not None:
            yield began, at
            began = None
        at += len(line)
    if began is not None:
        yield began, end


def _datelines(blocks: Sequence[Mapping[str, Any]]) -> Iterator[Over]:
    return (Over(b["start"], b["end"], "dateline") for b in blocks if b["kind"] == "dateline")


def _paragraph_of(segment: Segment) -> Over | None:
    return next((o for o in segment.over if o.kind == _PARAGRAPH), None)


def _bare(segment: Segment) -> Segment:
    return replace(segment, over=tuple(o for o in segment.over if o.kind != _PARAGRAPH))


def _pieces(
    text: str,
    group: Sequence[Segment],
    titles: Mapping[str, str],
    seen: dict[str, int],
    begun: set[Over],
    here: Here | None,
) -> Iterator[Markup]:
    opened: list[Over] = []  # the first pieces of marks that begin at this character
    for step in nest(group, begun):
        match step:
            case Open(over, first):
                if first and over.key and over.key not in seen:
                    opened.append(over)
                yield _opening(over, titles, seen)
            case Close(over):
                yield Markup("</span>") if over.kind == "dateline" else Markup("</mark>")
            case Run(start, end):
                if opened and here is not None:
                    yield here(opened)
                opened = []
                yield escape(clean(text[start:end]))


def _opening(over: Over, titles: Mapping[str, str], seen: dict[str, int]) -> Markup:
    if over.kind == "dateline":
        return Markup('<span class="dateline">')
    if not over.key:
        return Markup('<mark class="{}">').format(over.kind)
    seen[over.key] = seen.get(over.key, 0) + 1
    title = Markup(' title="{}"').format(clean(titles[over.key])) if over.key in titles else Markup("")
    if seen[over.key] == 1:
        return Markup('<mark class="{} {}" id="{}"{}>').format(over.kind, over.key, over.key, title)
    return Markup('<mark class="{} {}"{}>').format(over.kind, over.key, title)

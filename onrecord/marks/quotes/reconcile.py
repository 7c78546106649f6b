"""What is told and what stands in marks, brought together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from onrecord.marks.quotes.candidate import Said
from onrecord.marks.quotes.direct import Link
from onrecord.marks.quotes.extents import trimmed
from onrecord.marks.quotes.lookup import bounds
from onrecord.marks.quotes.quotation import Stretch
from onrecord.marks.quotes.scene import Scene
from onrecord.marks.quotes.words import words_of
from onrecord.shapes.plain import changed
from onrecord.shapes.quick import quick

_DASHES = ("–", "—", "-")
_FINITE = ("VBD", "VBZ", "VBP", "MD")
Parts = tuple[tuple[int, int], ...]


@quick
@dataclass(frozen=True, slots=True)
class Told:
    """Content told by a cue, before it is brought together with the marks around it."""

    parts: Parts
    said: Said
    cue_token: int

    @property
    def start(self) -> int:
        """First character."""
        return self.parts[0][0]

    @property
    def end(self) -> int:
        """End (exclusive) of the last stretch."""
        return self.parts[-1][1]


def reconcile(scene: Scene, told: Sequence[Told]) -> tuple[list[Told], set[int], dict[int, Told]]:
    """What is told, widened to whole stretches; the stretches that are part of it; those that are all of it."""
    text, marks = scene.text, scene.marks
    kept: list[Told] = []
    taken: set[int] = set()
    given: dict[int, Told] = {}
    for item in told:
        over = [
            n
            for n in scene.over(item.start, item.end)
            if any(a < marks[n].end and marks[n].start < b for a, b in item.parts)
        ]
        if not over:
            kept.append(item)
            continue
        item = changed(item, parts=_without_lead(scene, item, marks[over[0]]))
        if _only_marks(text, item.parts, marks, over):
            for n in over:
                given.setdefault(n, item)
            continue
        parts = _run_on(scene, item, _widened(item.parts, [marks[n] for n in over]))
        kind = "indirect" if all(titled(text, marks[n]) for n in over) else "mixed"
        kept.append(changed(item, parts=parts, said=changed(item.said, parts=parts, kind=kind)))
        taken.update(over)
    return kept, taken, given


def _run_on(scene: Scene, item: Told, parts: Parts) -> Parts:
    """With the clause behind the marks that tells of the thing in them: 'sorry for the "harm" the firm had done'."""
    text, end = scene.text, parts[-1][1]
    if (
        item.said.cue is None
        or item.said.cue[0] > item.start
        or text[end - 1 : end] in ",.?!"
        or text[end - 2 : end - 1] in ",.?!"
    ):
        return parts
    first = scene.token_at(end)
    if first >= len(scene.doc) or scene.doc[first].dep_ not in ("det", "nsubj", "poss", "nsubjpass", "expl"):
        return parts
    last = first
    for token in scene.doc[first : bounds(scene.doc[first])[1]]:
        if token.text in (",", ";", "—", "–") or scene.of(token) >= 0 or token.i in scene.outside:
            break
        last = token.i
    words = scene.doc[first : last + 1]
    if not any(t.tag_ in _FINITE for t in words):
        return parts
    stop = trimmed(scene.doc, end, scene.doc[last].idx + len(scene.doc[last]))[1]
    return (*parts[:-1], (parts[-1][0], stop))


def titled(text: str, stretch: Stretch) -> bool:
    """A name or the title of a work in marks ("named 'Better Days Ahead'"): not the speaker's own words."""
    words = [w for w in stretch.inner(text).split() if w[:1].isalpha()]
    long = [w for w in words if len(w) > 3 or w == words[0]]
    before = text[max(0, stretch.start - 30) : stretch.start].split()[-1:] or [""]
    named = before[0].lower().strip(",") in _NAMING
    return bool(long) and all(w[0].isupper() for w in long) and (named or len(long) > 1) and len(words) <= 10


_NAMING = words_of("says a name")


def _without_lead(scene: Scene, item: Told, stretch: Stretch) -> Parts:
    """The content without a few words of the reporter's that only lead to the marks: 'By then, "all was lost", ...'."""
    start, text = item.start, scene.text
    before = text[start : stretch.start].rstrip()
    tensed = any(t.tag_ in _FINITE for t in scene.doc[scene.token_at(start) : scene.token_at(stretch.start)])
    if item.said.how.startswith("speech_phrases") or len(item.parts) > 1 or not tensed:
        if before.endswith(",") and len(before.split()) <= 8 and not before.lower().startswith("that"):
            return tuple((max(a, stretch.start), b) for a, b in item.parts if b > stretch.start)
    return item.parts


def _only_marks(text: str, parts: Parts, marks: Sequence[Stretch], over: Sequence[int]) -> bool:
    """True when what was said stands in marks: all of it, or a spoken sentence before the reporter goes on."""
    if not _outside_letters(text, parts, marks, over):
        return True
    first = marks[over[0]]
    inner = first.inner(text).rstrip()
    ahead = _outside_letters(text, ((min(parts[0][0], first.start), first.start),), marks, ())
    return len(over) == 1 and not ahead and inner[-1:] in (",", ".", "?", "!") and not first.single


def _outside_letters(text: str, parts: Parts, marks: Sequence[Stretch], over: Sequence[int]) -> bool:
    """True when words outside the marks belong to what was said (a leading "that" does not)."""
    for start, end in parts:
        at = start
        for n in [*over, -1]:
            stop = min(end, marks[n].start) if n >= 0 else end
            words = text[at:stop].strip(" ,:;.–—-…\"“”'‘’").lower() if at < stop else ""
            if words and any(a <= at + 1 and stop <= b + 1 for a, b in asides(text, marks)):
                words = ""
            if words not in ("", "that", "and", "but", "to"):
                return True
            at = max(at, marks[n].end) if n >= 0 else at
    return False


def asides(text: str, marks: Sequence[Stretch]) -> list[tuple[int, int]]:
    """Where the reporter stands between dashes between marks: '"We will stay" – she looked up – "to the end"'."""
    gaps = [(a.end, b.start, text[a.end : b.start].strip()) for a, b in pairwise(marks)]
    return [(a, b) for a, b, words in gaps if len(words) > 2 and words[0] in _DASHES and words[-1] in _DASHES]


def _widened(parts: Parts, over: Sequence[Stretch]) -> Parts:
    out: list[tuple[int, int]] = []
    for start, end in parts:
        for s in over:
            if s.start < end and start < s.end:
                start, end = min(start, s.start), max(end, s.end)
        if out and start <= out[-1][1]:
            out[-1] = (out[-1][0], max(end, out[-1][1]))
        else:
            out.append((start, end))
    return tuple(out)


def joined(scene: Scene, kept: Sequence[Told], links: Sequence[Link | None]) -> tuple[list[Told], set[int]]:
    """Content that goes on in marks after a comma is one quote: 'said it is free, "come and see"'."""
    out, taken = list(kept), set()
    of_cue: dict[int, list[int]] = {}
    for k, item in enumerate(out):
        of_cue.setdefault(item.cue_token, []).append(k)
    for number, found in enumerate(links):
        if found is None or found.after:
            continue
        stretch = scene.marks[number]
        for k in of_cue.get(found.frame.token.i, ()):
            item = out[k]
            if item.end < stretch.start <= item.end + 3 and scene.text[item.end : stretch.start].strip() == ",":
                parts = (*item.parts[:-1], (item.parts[-1][0], stretch.end))
                out[k] = changed(item, parts=parts, said=changed(item.said, parts=parts, kind="mixed"))
                taken.add(number)
    return out, taken

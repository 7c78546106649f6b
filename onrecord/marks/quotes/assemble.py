"""One paragraph's quotes: what is told and what stands in marks, brought together."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Doc, Token

from onrecord.lexicon import speech
from onrecord.marks.parse import Paragraph
from onrecord.marks.quotes.candidate import Party, Said
from onrecord.marks.quotes.contents import contents
from onrecord.marks.quotes.direct import Inside, Link, link, stands_alone
from onrecord.marks.quotes.frames import Frame, frames, hearer, outlet, party, speaks_for_itself, subject
from onrecord.marks.quotes.headline import headline
from onrecord.marks.quotes.phrases import Attributed, nouned, phrased
from onrecord.marks.quotes.quotation import Stretch, stretches

Parts = tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class _Told:
    """Content told by a cue, before it is brought together with the marks around it."""

    parts: Parts
    said: Said
    cue_token: int

    @property
    def start(self) -> int:
        return self.parts[0][0]

    @property
    def end(self) -> int:
        return self.parts[-1][1]


def assemble(paragraph: Paragraph) -> list[Said]:
    """The quotes of one paragraph, in text order."""
    doc, text = paragraph.doc, paragraph.text
    marks = stretches(text)
    inside = Inside(doc, marks)
    cues = frames(doc)
    told = _told(doc, paragraph.role, inside, cues)
    links = [link(doc, n, inside, cues) for n in range(len(marks))]
    kept, taken, given = _reconcile(text, marks, told)
    kept, joined = _joined(doc, marks, kept, links, inside)
    taken |= joined
    out = [t.said for t in kept]
    for number, stretch in enumerate(marks):
        if number in taken:
            continue
        found = links[number]
        if found is not None and _titles(text, stretch) and stretch.inner(text)[-1:].isalnum():
            found = None
        if found is not None:
            out.append(_linked(doc, stretch, found, inside, cues))
        elif number in given:
            out.append(replace(given[number].said, parts=((stretch.start, stretch.end),), kind="direct", root=None))
        elif stands_alone(doc, stretch, number, inside, any(s.kind == "direct" for s in out)):
            out.append(_free(doc, stretch, inside, cues))
    out = [_placed(text, s, marks) for s in out]
    out.extend(_nested(doc, inside, cues))
    if paragraph.role == "title" or not out:
        out.extend(headline(paragraph, out))
    lead = _lead(doc, cues, inside, out)
    return _ordered([*out, *lead])


def _told(doc: Doc, role: str, inside: Inside, cues: Sequence[Frame]) -> list[_Told]:
    out: list[_Told] = []
    for cue in cues:
        if inside.of(cue.token) < 0:
            out.extend(_from_frame(cue, role == "title"))
    for found in (*phrased(doc), *nouned(doc, role)):
        out.append(_Told(found.parts, _attributed(found), -1))
    return [t for t in out if t.parts and not _in_marks(t.said.cue, inside.stretches)]


def _in_marks(span: tuple[int, int] | None, marks: Sequence[Stretch]) -> bool:
    return span is not None and any(s.start <= span[0] < s.end for s in marks)


def _from_frame(cue: Frame, title: bool = False) -> list[_Told]:
    out = []
    speaker = subject(cue.token)
    for content in contents(cue, title):
        if cue.entry.takes.get(content.complement) in ("text", "body") and not _by_office(
            speaker, cue, content.complement
        ):
            continue
        root = (content.root.idx, content.root.idx + len(content.root))
        said = _said(cue, speaker, content.parts, "indirect", cue.entry.force_of(content.complement), root)
        out.append(_Told(content.parts, said, cue.token.i))
    return out


def _by_office(speaker: Token | None, cue: Frame, complement: str) -> bool:
    """The verb speaks only for a document, or only for who may find and rule."""
    if speaker is None:
        return cue.passive
    kind = speech.sources().get(speaker.lemma_.lower())
    if kind == "text":
        return True
    if cue.entry.takes[complement] == "text":
        return False
    return kind == "body" or speaker.ent_type_ in ("ORG", "GPE") or speaker.tag_ == "NNS"


def _said(
    cue: Frame, speaker: Token | None, parts: Parts, kind: str, force: str, root: tuple[int, int] | None = None
) -> Said:
    heard, through = hearer(cue), outlet(cue)
    return Said(
        parts=parts,
        kind=kind,
        link="cue",
        force=force,
        how=cue.entry.source,
        cue=cue.span,
        speaker=None if speaker is None else party(speaker),
        addressee=None if heard is None else party(heard),
        outlet=None if through is None else party(through),
        root=root,
    )


def _attributed(found: Attributed) -> Said:
    root = None if found.root is None else (found.root.idx, found.root.idx + len(found.root))
    speaker = None if found.speaker is None else party(found.speaker)
    return Said(found.parts, "indirect", "cue", found.force, found.how, found.cue, speaker, root=root)


def _reconcile(
    text: str, marks: Sequence[Stretch], told: Sequence[_Told]
) -> tuple[list[_Told], set[int], dict[int, _Told]]:
    """What is told, widened to whole stretches in marks; the stretches that are part of it; those that are all of it."""
    kept: list[_Told] = []
    taken: set[int] = set()
    given: dict[int, _Told] = {}
    for item in told:
        over = [n for n, s in enumerate(marks) if s.start < item.end and item.start < s.end]
        over = [n for n in over if any(a < marks[n].end and marks[n].start < b for a, b in item.parts)]
        if not over:
            kept.append(item)
            continue
        item = replace(item, parts=_without_lead(text, item, marks[over[0]]))
        if _only_marks(text, item.parts, marks, over):
            for n in over:
                given.setdefault(n, item)
            continue
        parts = _widened(item.parts, [marks[n] for n in over])
        kind = "indirect" if all(_titles(text, marks[n]) for n in over) else "mixed"
        kept.append(replace(item, parts=parts, said=replace(item.said, parts=parts, kind=kind)))
        taken.update(over)
    return kept, taken, given


def _titles(text: str, stretch: Stretch) -> bool:
    """A name or the title of a work in marks ("named 'Better Days Ahead'"): not the speaker's own words."""
    words = [w for w in stretch.inner(text).split() if w[:1].isalpha()]
    long = [w for w in words if len(w) > 3 or w == words[0]]
    before = text[: stretch.start].split()[-1:] or [""]
    named = before[0].lower().strip(",") in _NAMING
    return bool(long) and all(w[0].isupper() for w in long) and (named or len(long) > 1) and len(words) <= 10


_NAMING = (
    "named",
    "called",
    "titled",
    "entitled",
    "dubbed",
    "nicknamed",
    "as",
    "film",
    "book",
    "song",
    "album",
    "series",
    "novel",
)


def _without_lead(text: str, item: _Told, stretch: Stretch) -> Parts:
    """The content without a few words of the reporter's that only lead to the marks: 'By then, "all was lost", ...'."""
    start = item.start
    before = text[start : stretch.start].rstrip()
    if item.said.how.startswith("speech_phrases") or len(item.parts) > 1:
        if before.endswith(",") and len(before.split()) <= 8 and not before.lower().startswith("that"):
            return tuple((max(a, stretch.start), b) for a, b in item.parts if b > stretch.start)
    return item.parts


def _only_marks(text: str, parts: Parts, marks: Sequence[Stretch], over: Sequence[int]) -> bool:
    """True when what was said stands in marks: all of it, or a spoken sentence that begins it (the reporter goes on behind)."""
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
            if words not in ("", "that", "and", "but", "to"):
                return True
            at = max(at, marks[n].end) if n >= 0 else at
    return False


def _widened(parts: Parts, over: Sequence[Stretch]) -> Parts:
    out = []
    for start, end in parts:
        for s in over:
            if s.start < end and start < s.end:
                start, end = min(start, s.start), max(end, s.end)
        if out and start <= out[-1][1]:
            out[-1] = (out[-1][0], max(end, out[-1][1]))
        else:
            out.append((start, end))
    return tuple(out)


def _joined(
    doc: Doc, marks: Sequence[Stretch], kept: Sequence[_Told], links: Sequence[Link | None], inside: Inside
) -> tuple[list[_Told], set[int]]:
    """Content that goes on in marks after a comma, under the same cue, is one quote: 'said it is free, "come and see"'."""
    out, taken = list(kept), set()
    for number, found in enumerate(links):
        if found is None or found.after:
            continue
        start = marks[number].start
        for k, item in enumerate(out):
            if item.cue_token == found.frame.token.i and item.end < start and doc.text[item.end : start].strip() == ",":
                parts = (*item.parts[:-1], (item.parts[-1][0], marks[number].end))
                out[k] = replace(item, parts=parts, said=replace(item.said, parts=parts, kind="mixed"))
                taken.add(number)
    return out, taken


def _linked(doc: Doc, stretch: Stretch, found: Link, inside: Inside, cues: Sequence[Frame]) -> Said:
    parts: Parts = ((stretch.start, stretch.end),)
    kind = "direct"
    if found.after:
        lead = _lead_in(doc.text, stretch, inside.stretches, cues)
        if lead is not None:
            parts, kind = ((lead, stretch.end),), "mixed"
    return _said(found.frame, found.speaker, parts, kind, found.frame.entry.force)


def _lead_in(text: str, stretch: Stretch, marks: Sequence[Stretch], cues: Sequence[Frame]) -> int | None:
    """Where the sentence begins whose end stands in marks: 'We need to "make sure of it," she said.'"""
    inner = stretch.inner(text).lstrip()
    if not inner or not inner[0].islower():
        return None
    floor = max((s.end for s in marks if s.end <= stretch.start), default=0)
    start = max((text.rfind(stop, floor, stretch.start) + 1 for stop in (". ", "? ", "! ", "; ", "\n")), default=floor)
    start = max(start, floor)
    while start < stretch.start and not text[start].isalnum():
        start += 1
    words = text[start : stretch.start].strip()
    if not words or words[-1] in ",:;.—–" or any(start <= c.token.idx < stretch.start for c in cues):
        return None
    return start


def _free(doc: Doc, stretch: Stretch, inside: Inside, cues: Sequence[Frame]) -> Said:
    return Said(((stretch.start, stretch.end),), "direct", "free", nearby=_acting_before(doc, stretch, inside, cues))


def _acting_before(doc: Doc, stretch: Stretch, inside: Inside, cues: Sequence[Frame]) -> Party | None:
    """Who acts in the reporter's sentence before words that stand alone."""
    before = [t for t in doc[: max(0, _first_token(doc, stretch.start))] if not t.is_space]
    if not before or inside.of(before[-1]) >= 0:
        return None
    sentence = before[-1].sent
    if any(sentence.start <= c.token.i < sentence.end for c in cues) or any(inside.of(t) >= 0 for t in sentence):
        return None
    found = next((c for c in sentence.root.children if c.dep_ in ("nsubj", "nsubjpass")), None)
    return None if found is None else party(found)


def _first_token(doc: Doc, start: int) -> int:
    lo, hi = 0, len(doc)
    while lo < hi:
        mid = (lo + hi) // 2
        if doc[mid].idx < start:
            lo = mid + 1
        else:
            hi = mid
    return lo


def _placed(text: str, said: Said, marks: Sequence[Stretch]) -> Said:
    """Where the words stand in the paragraph: whether they open it, end it, and lack their last mark."""
    if said.kind != "direct" or not said.parts:
        return said
    start, end = said.parts[0][0], said.parts[-1][1]
    closed = next((s.closed for s in marks if s.start == start), True)
    return replace(said, opens=not text[:start].strip(), ends=not text[end:].strip(), closed=closed)


def _nested(doc: Doc, inside: Inside, cues: Sequence[Frame]) -> list[Said]:
    """What somebody else is said to have said, within words in marks."""
    out = []
    for cue in cues:
        number = inside.of(cue.token)
        if number < 0:
            continue
        speaker = subject(cue.token)
        if (
            speaker is None
            or speaks_for_itself(speaker)
            or inside.of(speaker) != number
            or speaker.lower_ in ("it", "this", "that")
        ):
            continue
        stretch = inside.stretches[number]
        lo, hi = stretch.start + 1, stretch.end - (1 if stretch.closed else 0)
        for item in _from_frame(cue):
            clipped = tuple((max(a, lo), min(b, hi)) for a, b in item.parts if max(a, lo) < min(b, hi))
            if clipped:
                out.append(replace(item.said, parts=clipped))
    return out


def _lead(doc: Doc, cues: Sequence[Frame], inside: Inside, out: Iterable[Said]) -> list[Said]:
    """A paragraph that ends in "she wrote:" speaks for the next one."""
    if not doc.text.rstrip().endswith(":"):
        return []
    ends = len(doc.text.rstrip())
    for cue in reversed(cues):
        if inside.of(cue.token) >= 0 or cue.token.sent.end < len(doc) - 1 or "quote" not in cue.entry.takes:
            continue
        if any(s.cue == cue.span for s in out):
            return []
        said = _said(cue, subject(cue.token), ((ends - 1, ends),), "direct", cue.entry.force)
        return [replace(said, link="lead")]
    return []


def _ordered(found: Iterable[Said]) -> list[Said]:
    """In text order; of two with the same stretches the one found first."""
    seen: set[Parts] = set()
    out = []
    for said in found:
        if said.parts not in seen:
            seen.add(said.parts)
            out.append(said)
    return sorted(out, key=lambda s: (s.parts[0][0], -s.parts[-1][1]))

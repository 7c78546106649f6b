"""One paragraph's quotes: what is told and what stands in marks, brought together."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from spacy.tokens import Doc, Token

from onrecord.lexicon import speech
from onrecord.marks.parse import Paragraph
from onrecord.marks.quotes.candidate import Party, Said
from onrecord.marks.quotes.contents import contents
from onrecord.marks.quotes.direct import Inside, Link, link, stands_alone
from onrecord.marks.quotes.extents import kept, lifeless, trimmed
from onrecord.marks.quotes.frames import Frame, frames, hearer, outlet, speaks_for_itself, subject
from onrecord.marks.quotes.headline import headline
from onrecord.marks.quotes.parties import party
from onrecord.marks.quotes.phrases import Attributed, nouned, phrased
from onrecord.marks.quotes.quotation import Stretch, stretches
from onrecord.marks.quotes.reconcile import Parts, Told, joined, reconcile, titled


def assemble(paragraph: Paragraph) -> list[Said]:
    """The quotes of one paragraph, in text order."""
    doc, text = paragraph.doc, paragraph.text
    marks = stretches(text)
    inside = Inside(doc, marks)
    cues = frames(doc)
    told = _told(doc, paragraph.role, inside, cues)
    outside = {f.token.i: f for f in cues if inside.of(f.token) < 0}
    links = [link(doc, n, inside, outside) for n in range(len(marks))]
    whole, taken, given = reconcile(text, marks, told)
    whole, more = joined(text, marks, whole, links)
    taken |= more
    out = [t.said for t in whole]
    for number, stretch in enumerate(marks):
        if number in taken:
            continue
        found = links[number]
        if found is not None and titled(text, stretch) and stretch.inner(text)[-1:].isalnum():
            found = None
        if found is not None:
            out.append(_linked(doc, stretch, found, inside, cues))
        elif number in given:
            out.append(replace(given[number].said, parts=((stretch.start, stretch.end),), kind="direct", root=None))
        elif (part := _object_in_marks(doc, stretch, number, inside, cues)) is not None:
            out.append(part)
        elif stands_alone(doc, stretch, number, inside, any(s.kind == "direct" for s in out)):
            out.append(_free(doc, stretch, inside, cues))
    out = [_placed(text, s, marks) for s in out]
    out.extend(_nested(doc, inside, cues))
    if paragraph.role == "title" or not out:
        out.extend(headline(paragraph, out))
    lead = _lead(doc, cues, inside, out)
    if not out and not lead and not marks and _speakable(paragraph):
        return [Said(((0, len(text.rstrip())),), "direct", "block")]
    return _ordered([*out, *lead])


def _speakable(paragraph: Paragraph) -> bool:
    """A body paragraph without marks that may be a block quotation, should the one before end in "she wrote:"."""
    words = paragraph.text.split()
    return paragraph.role == "body" and len(words) >= 4 and words[-1][-1] in ".?!…"


def _told(doc: Doc, role: str, inside: Inside, cues: Sequence[Frame]) -> list[Told]:
    out: list[Told] = []
    for cue in cues:
        if inside.of(cue.token) < 0:
            out.extend(_from_frame(cue, role == "title"))
    for found in (*phrased(doc), *nouned(doc, role)):
        out.append(Told(found.parts, _attributed(found), -1))
    return [t for t in out if t.parts and not _in_marks(t.said.cue, inside.stretches)]


def _in_marks(span: tuple[int, int] | None, marks: Sequence[Stretch]) -> bool:
    return span is not None and any(s.start <= span[0] < s.end for s in marks)


def _from_frame(cue: Frame, title: bool = False) -> list[Told]:
    out = []
    speaker = subject(cue.token)
    for content in contents(cue, title):
        if not _by_office(speaker, cue, content.complement):
            continue
        root = (content.root.idx, content.root.idx + len(content.root))
        said = _said(cue, speaker, content.parts, "indirect", cue.entry.force_of(content.complement), root)
        out.append(Told(content.parts, said, cue.token.i))
    return out


def _by_office(speaker: Token | None, cue: Frame, complement: str) -> bool:
    """Whether the verb speaks for this speaker: some only for documents, authorities or the living."""
    condition = cue.entry.takes.get(complement, "")
    if condition not in ("text", "body", "known") or speaker is None:
        return condition not in ("text", "body") or cue.passive
    kind = speech.sources().get(speaker.lemma_.lower())
    if condition == "text" or kind == "text":
        return kind == "text"
    if condition == "known":
        return not lifeless(speaker) or kind is not None
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


def _object_in_marks(doc: Doc, stretch: Stretch, number: int, inside: Inside, cues: Sequence[Frame]) -> Said | None:
    """What is urged, praised or promised as a thing, in the speaker's words: 'urged an "end to it on both sides"'."""
    first, _ = inside.tokens(number)
    words = len(stretch.inner(doc.text).split())
    if first < 0 or words < 2 or titled(doc.text, stretch):
        return None
    for cue in reversed(cues):
        if inside.of(cue.token) >= 0 or cue.token.i > first or cue.token.sent.start != doc[first].sent.start:
            continue
        if not ("marks" in cue.entry.takes or ("quote" in cue.entry.takes and words >= 5)):
            continue
        thing = _object_around(cue.token, first)
        if thing is None or any(
            inside.of(t) < 0 and t.tag_ in ("VBD", "VBZ", "VBP") for t in doc[cue.token.i + 1 : first]
        ):
            continue
        tokens = [t for t in kept(thing, cue) if t.i > cue.token.i]
        start = min(stretch.start, tokens[0].idx) if tokens else stretch.start
        end = max(stretch.end, max((t.idx + len(t) for t in tokens), default=0))
        parts = trimmed(doc, start, stretch.start)[:1] + trimmed(doc, stretch.end, end)[1:]
        span = (min(parts[0], stretch.start), max(parts[1], stretch.end))
        kind = "direct" if span == (stretch.start, stretch.end) else "mixed"
        return _said(cue, subject(cue.token), (span,), kind, cue.entry.force)
    return None


def _object_around(cue: Token, first: int) -> Token | None:
    """The cue's object, or that of a preposition of its own, which the token `first` stands in."""
    for child in cue.children:
        if child.i <= cue.i or not child.left_edge.i <= first <= child.right_edge.i:
            continue
        if child.dep_ in ("dobj", "oprd", "attr"):
            return child
        if child.dep_ == "prep" and child.lower_ in ("of", "for", "about", "as", "over", "at", "against", "with"):
            return next((c for c in child.children if c.dep_ in ("pobj", "pcomp")), None)
    return None


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

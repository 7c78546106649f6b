"""From what the paragraphs show to the quotes of a report: who speaks, through whom, and what goes on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from onrecord.lexicon import agencies
from onrecord.lexicon.outlets import is_outlet
from onrecord.marks.quotes.candidate import Party, Said
from onrecord.marks.quotes.floor import Floor, Speaker
from onrecord.marks.quotes.posts import POST, words_before
from onrecord.marks.quotes.running import held
from onrecord.shapes.mark import Cell, Found, Mark, Marks, Ref, When
from onrecord.shapes.passage import Passage
from onrecord.shapes.plain import changed
from onrecord.shapes.quick import quick
from onrecord.shapes.report import Report
from onrecord.shapes.span import Span

# A quote holds at most a few others; looking further back would only cost time.
_LOOK_BACK = 12


@quick
@dataclass(frozen=True, slots=True)
class _Draft:
    """A quote with its speaker, before speech within speech is sorted out. `hull` is the stretch of all its parts."""

    said: Said
    passage: Passage
    parts: tuple[Span, ...]
    hull: Span
    speaker: Speaker | None
    carriers: tuple[Ref, ...]
    addressee: Ref | None
    continued: bool
    behalf: Ref | None = None
    day: When | None = None


def resolve(report: Report, found: Sequence[Found], given: Marks) -> Iterable[Mark]:
    """Quotes of one report, in text order.

    Takes: candidates in the order of the passages; given["mention"], given["time"].
    Gives: marks of kind "quote"; parts are what was said, with its quotation marks; "speaker" is absent where the text
    does not say. Words within another's words have that one in "via".
    """
    floor = Floor(given.get("mention", ()), report.text)
    own = _own_names(report)
    drafts: list[_Draft] = []
    counted = held(found)
    for number, item in enumerate(found):
        said: Said = item.candidate
        if number not in counted:
            continue
        speaker, continued = floor.of(item.passage, said)
        parts = tuple(span for a, b in said.parts for span in item.passage.spans(a, b))
        if said.link == "lead":
            if speaker is not None:
                floor.take(speaker, item.passage, said, ())
            continue
        if said.link == POST:
            drafts = _posted(drafts, report, item, speaker, floor, given.get("time", ()))
            continue
        if said.link == "sign":
            drafts = _signed_by(drafts, speaker, item.passage, said)
            continue
        if not parts:
            continue
        draft = _draft(item.passage, said, parts, speaker, continued, floor)
        draft = changed(draft, day=_day(item.passage, said, given.get("time", ())))
        if continued and drafts and drafts[-1].passage is item.passage and said.link == "free":
            # one sitting: whoever was told the words before was told these
            draft = changed(draft, addressee=drafts[-1].addressee, carriers=drafts[-1].carriers)
        # "told this newspaper's own name" passes through nobody else
        draft = changed(draft, carriers=tuple(r for r in draft.carriers if _folded(r.name) not in own))
        nested = _enclosing(drafts, draft)
        drafts.append(draft)
        if speaker is not None and not nested and said.how != POST:
            floor.take(speaker, item.passage, said, parts)
    return _marks(_chained(drafts))


def _signed_by(drafts: Sequence[_Draft], speaker: Speaker | None, passage: Passage, said: Said) -> list[_Draft]:
    """The words in marks right before a line "— Mary Bell, mayor" are hers."""
    if not drafts or speaker is None:
        return list(drafts)
    cue = None if said.cue is None else passage.span(*said.cue)
    signer = changed(speaker, how="signed", cue=cue, cue_how=said.how)
    last = drafts[-1].passage
    return [
        changed(d, speaker=signer, continued=True) if d.passage is last and d.said.link == "free" else d for d in drafts
    ]


def _posted(
    drafts: Sequence[_Draft],
    report: Report,
    signed: Found,
    speaker: Speaker | None,
    floor: Floor,
    times: Sequence[Mark],
) -> list[_Draft]:
    """With the words of the paragraph before a line that signs a post; those that were read in it lie within."""
    out, before = list(drafts), words_before(report.passages, signed)
    if before is None or speaker is None:
        return out
    passage, start, end = before
    parts = passage.spans(start, end)
    whole = Span(parts[0].start, parts[-1].end)
    inside = [d for d in out if whole.contains(d.hull)]
    if any(d.hull == whole and d.speaker is not None and d.said.link != "free" for d in inside):
        return out
    out = [d for d in out if d not in inside or d.hull != whole]
    draft = _draft(signed.passage, signed.candidate, parts, speaker, False, floor)
    at = next((i for i, d in enumerate(out) if d.hull.start >= whole.start), len(out))
    out.insert(at, changed(draft, day=_day(signed.passage, signed.candidate, times)))
    return out


def _day(passage: Passage, said: Said, times: Sequence[Mark]) -> When | None:
    """The day that the words themselves bear."""
    if said.day is None:
        return None
    span = passage.span(*said.day)
    found = next((t for t in times if t.hull.overlaps(span) and t.value("from") is not None), None)
    return None if found is None else When(found.hull, found.value("from"), found.value("to"), "day")


def _chained(drafts: Sequence[_Draft]) -> list[_Draft]:
    """A quotation that is not closed goes on in the next paragraph's marks: the speaker named there spoke here, too."""
    out = list(drafts)
    for i in range(len(out) - 2, -1, -1):
        here, after = out[i], out[i + 1]
        open_ended = here.said.link == "free" and here.said.ends and not here.said.closed
        if open_ended and after.said.opens and after.passage is not here.passage and after.speaker is not None:
            spoken = changed(after.speaker, how="next-paragraph")
            if after.said.cue is not None:
                spoken = changed(spoken, cue=after.passage.span(*after.said.cue), cue_how=after.said.how)
            out[i] = changed(here, speaker=spoken, continued=True)
    return out


def _draft(
    passage: Passage, said: Said, parts: tuple[Span, ...], speaker: Speaker | None, continued: bool, floor: Floor
) -> _Draft:
    outlet = None
    if said.outlet is not None and _carries(passage, said.outlet, floor):
        outlet = floor.ref(passage, said.outlet)
    addressee = None
    if said.addressee is not None and (outlet is None or said.addressee != said.outlet):
        addressee = floor.ref(passage, said.addressee)
    carrier = None if said.carrier is None else floor.ref(passage, said.carrier)
    if outlet is None and said.platform and said.cue is not None:
        outlet = Ref(passage.span(*said.cue), said.platform)
    carriers = tuple(r for r in (carrier, outlet) if r is not None)
    behalf = None if said.behalf is None else floor.ref(passage, said.behalf)
    hull = Span(parts[0].start, parts[-1].end)
    return _Draft(said, passage, parts, hull, speaker, carriers, addressee, continued, behalf)


def _own_names(report: Report) -> frozenset[str]:
    """Names of the report's own outlet and agency, and their initials."""
    names = [report.value("outlet"), report.value("agency")]
    dateline = report.value("dateline")
    names.append(getattr(dateline, "agency", None))
    out: list[str] = []
    for name in names:
        if isinstance(name, str) and name.strip():
            out.extend((_folded(name), "".join(w[0] for w in name.split() if w[0].isupper()).casefold()))
    return frozenset(n for n in out if n)


def _folded(name: str | None) -> str:
    words = " ".join((name or "").split()).casefold()
    return words.removeprefix("the ")


def _carries(passage: Passage, party: Party, floor: Floor) -> bool:
    """True when who was told is an outlet: an agency, a newspaper, a station."""
    if party.pronoun:
        return False
    if agencies.by_mark(party.words) or agencies.find(party.words):
        return True
    mark = floor.mark(passage, party)
    name = None if mark is None or mark.value("type") not in (None, "organisation") else mark.value("name")
    if is_outlet(party.words) or bool(name and agencies.by_mark(name)):
        return True
    # "told The Lamp": of names, only titles of papers keep a capital article inside a sentence
    titled = party.words.startswith("The ") and party.words[4:5].isupper()
    return titled and (mark is None or mark.value("type") not in ("place", "group"))


def _enclosing(drafts: Sequence[_Draft], inner: _Draft) -> bool:
    """True when a quote before this one holds all of it."""
    return any(outer.hull.contains(inner.hull) and outer.hull != inner.hull for outer in drafts[-_LOOK_BACK:])


def _holders(drafts: Sequence[_Draft]) -> list[int]:
    """For each quote the number of the nearest one before that holds all of it, -1 for none."""
    out = [-1] * len(drafts)
    for i, draft in enumerate(drafts):
        for k in range(i - 1, max(-1, i - 1 - _LOOK_BACK), -1):
            if drafts[k].hull.contains(draft.hull) and drafts[k].hull != draft.hull:
                out[i] = k
                break
    return out


def _marks(drafts: Sequence[_Draft]) -> list[Mark]:
    holders = _holders(drafts)
    dropped: set[int] = set()
    vias: list[tuple[Ref, ...]] = []
    for i, draft in enumerate(drafts):
        via = draft.carriers
        if holders[i] >= 0:
            holder = drafts[holders[i]]
            via = vias[holders[i]] + _named(holder.speaker) + via
            if _same(draft.speaker, holder.speaker) or _speaks_on(holder, draft):
                dropped.add(i)
            elif holder.said.kind != "direct" and _heads(holder, draft):
                # "according to the reports, 700 are said to be ill": that nobody is named for adds nothing
                dropped.add(i if draft.speaker is None else holders[i])
        vias.append(via)
    out = [_mark(d, vias[i]) for i, d in enumerate(drafts) if i not in dropped]
    return sorted(out, key=lambda m: (m.start, m.end))


def _speaks_on(outer: _Draft, inner: _Draft) -> bool:
    """ "She said she believed that ...": a pronoun that opens the content is the speaker again."""
    root, cue, who = outer.said.root, inner.said.cue, inner.said.speaker
    if root is None or cue is None or who is None or not who.pronoun or outer.passage is not inner.passage:
        return False
    if inner.speaker is not None and inner.speaker.ref.entity is not None and outer.speaker is not None:
        if outer.speaker.ref.entity not in (None, inner.speaker.ref.entity):
            return False  # "police said that when X was asked, she told them ..."
    return root[0] == cue[0] and outer.said.cue is not None and outer.said.cue[0] < root[0]


def _heads(outer: _Draft, inner: _Draft) -> bool:
    """The outer one only stands by: "according to X, Y told Z that ...", "Y called for it, X said"."""
    root, cue, own = outer.said.root, inner.said.cue, outer.said.cue
    if root is None or cue is None or own is None or outer.passage is not inner.passage or root[0] != cue[0]:
        return False
    return outer.said.how.startswith("speech_phrases") or own[0] > root[0]


def _same(a: Speaker | None, b: Speaker | None) -> bool:
    if a is None or b is None:
        return False
    if a.ref.entity is not None and a.ref.entity == b.ref.entity:
        return True
    return a.ref.name is not None and a.ref.name == b.ref.name


def _named(speaker: Speaker | None) -> tuple[Ref, ...]:
    return () if speaker is None else (speaker.ref,)


def _mark(draft: _Draft, via: tuple[Ref, ...]) -> Mark:
    said = draft.said
    cue = () if said.cue is None else (draft.passage.span(*said.cue),)
    how = said.how
    if draft.continued and draft.speaker is not None and draft.speaker.cue is not None:
        cue, how = (draft.speaker.cue,), draft.speaker.cue_how  # one "she said" carries what follows it, too
    cells = {"kind": Cell(said.kind, "quotation-marks", draft.parts)}
    if draft.speaker is not None:
        cells["speaker"] = Cell(draft.speaker.ref, draft.speaker.how, draft.speaker.at)
    if cue:
        cells["cue"] = Cell(cue[0], how, cue)
    if via:
        cells["via"] = Cell(via, "within-speech", tuple(r.span for r in via))
        cells["depth"] = Cell(len(via), "within-speech")
    if said.tense and not draft.continued:
        cells["tense"] = Cell(said.tense, "parse", cue)
    if said.behalf is not None and draft.behalf is not None:
        cells["spoken_for"] = Cell(draft.behalf, "voices.tsv", (draft.behalf.span,))
    if said.unnamed is not None:
        place = draft.passage.span(*said.unnamed)
        cells["unnamed"] = Cell(place, "voices.tsv", (place,))
    if draft.day is not None and draft.day.span is not None:
        cells["when"] = Cell(draft.day, "time", (draft.day.span,))
    if draft.addressee is not None:
        cells["addressee"] = Cell(draft.addressee, "parse:object", (draft.addressee.span,))
    judged = () if said.judged is None else (draft.passage.span(*said.judged),)
    cells["force"] = Cell(said.force, "judgements.tsv" if judged else said.how or "previous-speaker", (*cue, *judged))
    if draft.continued:
        cells["continued"] = Cell(True, "previous-speaker")
    return Mark("quote", draft.parts, cells)

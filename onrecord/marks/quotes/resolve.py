"""From what the paragraphs show to the quotes of a report: who speaks, through whom, and what goes on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from onrecord.lexicon import agencies
from onrecord.marks.quotes.candidate import Party, Said
from onrecord.marks.quotes.outlets import is_outlet
from onrecord.shapes.mark import Cell, Found, Mark, Marks, Ref
from onrecord.shapes.passage import Passage
from onrecord.shapes.report import Report
from onrecord.shapes.span import Span
from onrecord.shapes.who import Who

_HE = ("he", "him", "his", "himself")
_SHE = ("she", "her", "hers", "herself")
_THEY = ("they", "them", "their", "themselves")
_ARTICLES = ("the ", "a ", "an ")


@dataclass(frozen=True, slots=True)
class _Speaker:
    """Who speaks: the reference, how it was found, and where its words stand."""

    ref: Ref
    how: str
    at: tuple[Span, ...]
    plural: bool
    cue: Span | None = None
    cue_how: str = ""


@dataclass(frozen=True, slots=True)
class _Draft:
    """A quote with its speaker, before speech within speech is sorted out."""

    said: Said
    passage: Passage
    parts: tuple[Span, ...]
    speaker: _Speaker | None
    outlet: Ref | None
    addressee: Ref | None
    continued: bool

    @property
    def hull(self) -> Span:
        return Span(self.parts[0].start, self.parts[-1].end)


def resolve(report: Report, found: Sequence[Found], given: Marks) -> Iterable[Mark]:
    """Quotes of one report, in text order.

    Takes: candidates in the order of the passages; given["mention"].
    Gives: marks of kind "quote"; parts are what was said, with its quotation marks; "speaker" is absent where the text
    does not say. Words within another's words have that one in "via".
    """
    who = Who(given.get("mention", ()))
    drafts: list[_Draft] = []
    last: _Speaker | None = None
    for item in found:
        said: Said = item.candidate
        if said.link == "lead":
            led = _speaker(item.passage, said.speaker, who, last)
            last = _with_cue(led, item.passage, said) or last
            continue
        speaker, continued = _who_speaks(item.passage, said, who, last)
        draft = _draft(item.passage, said, speaker, continued, who)
        if draft is None:
            continue
        nested = _enclosing(drafts, draft) is not None
        drafts.append(draft)
        if speaker is not None and not nested:
            last = _with_cue(speaker, item.passage, said) if said.cue is not None else speaker
    return _marks(drafts)


def _draft(passage: Passage, said: Said, speaker: _Speaker | None, continued: bool, who: Who) -> _Draft | None:
    parts = tuple(span for a, b in said.parts for span in passage.spans(a, b))
    if not parts:
        return None
    outlet = None
    if said.outlet is not None and _carries(passage, said.outlet, who):
        outlet = _ref(passage, said.outlet, who)
    addressee = None
    if said.addressee is not None and (outlet is None or said.addressee != said.outlet):
        addressee = _ref(passage, said.addressee, who)
    return _Draft(said, passage, parts, speaker, outlet, addressee, continued)


def _who_speaks(passage: Passage, said: Said, who: Who, last: _Speaker | None) -> tuple[_Speaker | None, bool]:
    if said.link == "free":
        if said.nearby is not None:
            near = _speaker(passage, said.nearby, who, last)
            if near is not None and near.ref.entity is not None and _can_speak(passage, said.nearby, who):
                return near, False
        return (None if last is None else _inherited(last)), last is not None
    return _speaker(passage, said.speaker, who, last), False


def _inherited(last: _Speaker) -> _Speaker:
    return replace(last, how="previous-speaker")


def _with_cue(speaker: _Speaker | None, passage: Passage, said: Said) -> _Speaker | None:
    if speaker is None or said.cue is None:
        return speaker
    return replace(speaker, cue=passage.span(*said.cue), cue_how=said.how)


def _can_speak(passage: Passage, party: Party, who: Who) -> bool:
    mark = who.at(passage.span(party.head_start, party.head_end))
    return mark is not None and mark.value("type") in ("person", "office")


def _speaker(passage: Passage, party: Party | None, who: Who, last: _Speaker | None) -> _Speaker | None:
    if party is None:
        return None
    span = passage.span(party.start, party.end)
    head = passage.span(party.head_start, party.head_end)
    mark = who.at(head)
    if mark is not None and mark.value("entity") is not None and mark.value("name"):
        how = "parse:subject" if not party.pronoun else "mention"
        return _Speaker(Ref(span, mark.value("name"), mark.value("entity")), how, (span,), party.plural)
    if party.pronoun:
        if last is not None and _agrees(party, last):
            return _Speaker(Ref(span, last.ref.name, last.ref.entity), "previous-speaker", (span,), party.plural)
        return _Speaker(Ref(span, None, None), "parse:subject", (span,), party.plural)
    return _Speaker(Ref(span, _described(party.words), None), "parse:subject", (span,), party.plural)


def _agrees(party: Party, last: _Speaker) -> bool:
    if party.pronoun in _HE + _SHE:
        return not last.plural
    if party.pronoun in _THEY:
        return True
    return party.pronoun in ("who", "it")


def _described(words: str) -> str:
    plain = " ".join(words.split())
    for article in _ARTICLES:
        if plain.lower().startswith(article) and len(plain) > len(article):
            return plain[len(article) :]
    return plain


def _ref(passage: Passage, party: Party, who: Who) -> Ref:
    head = passage.span(party.head_start, party.head_end)
    return who.ref(passage.span(party.start, party.end), _described(party.words), head)


def _carries(passage: Passage, party: Party, who: Who) -> bool:
    """True when who was told is an outlet: an agency, a newspaper, a station."""
    if party.pronoun:
        return False
    if agencies.by_mark(party.words) or agencies.find(party.words):
        return True
    mark = who.at(passage.span(party.head_start, party.head_end))
    name = None if mark is None or mark.value("type") not in (None, "organisation") else mark.value("name")
    return is_outlet(party.words) or bool(name and agencies.by_mark(name))


def _enclosing(drafts: Sequence[_Draft], inner: _Draft) -> _Draft | None:
    """The innermost quote before this one that holds all of it."""
    for outer in reversed(drafts[-12:]):
        if outer.hull.contains(inner.hull) and outer.hull != inner.hull:
            return outer
    return None


def _marks(drafts: Sequence[_Draft]) -> Iterable[Mark]:
    holders: list[int | None] = [None] * len(drafts)
    for i, draft in enumerate(drafts):
        for k in range(i - 1, max(-1, i - 13), -1):
            if drafts[k].hull.contains(draft.hull) and drafts[k].hull != draft.hull:
                holders[i] = k
                break
    dropped: set[int] = set()
    for i, k in enumerate(holders):
        if k is None or k in dropped and drafts[k].said.kind == "direct":
            continue
        if _same(drafts[i].speaker, drafts[k].speaker):
            dropped.add(i)
        elif drafts[k].said.kind == "indirect" and drafts[k].said.root is not None and _heads(drafts[k], drafts[i]):
            dropped.add(k)
    vias: list[tuple[Ref, ...]] = []
    for i, draft in enumerate(drafts):
        k = holders[i]
        outer = vias[k] + _named(drafts[k].speaker) if k is not None else ()
        vias.append(outer + ((draft.outlet,) if draft.outlet is not None else ()))
    out = [_mark(d, vias[i]) for i, d in enumerate(drafts) if i not in dropped]
    return sorted(out, key=lambda m: (m.start, m.end))


def _heads(outer: _Draft, inner: _Draft) -> bool:
    """The outer one says nothing but that the inner one spoke: "according to X, Y told Z that …"."""
    root, cue = outer.said.root, inner.said.cue
    return root is not None and cue is not None and outer.passage is inner.passage and root[0] == cue[0]


def _same(a: _Speaker | None, b: _Speaker | None) -> bool:
    if a is None or b is None:
        return False
    if a.ref.entity is not None and a.ref.entity == b.ref.entity:
        return True
    return a.ref.name is not None and a.ref.name == b.ref.name


def _named(speaker: _Speaker | None) -> tuple[Ref, ...]:
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
    if draft.addressee is not None:
        cells["addressee"] = Cell(draft.addressee, "parse:object", (draft.addressee.span,))
    cells["force"] = Cell(said.force, said.how or "previous-speaker", cue)
    if draft.continued:
        cells["continued"] = Cell(True, "previous-speaker")
    return Mark("quote", draft.parts, cells)

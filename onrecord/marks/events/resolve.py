"""Events of a report: candidates joined with who, when, where, who says so and how many."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from onrecord.lexicon import nations
from onrecord.marks.events.again import fill_inquiry, tell_again
from onrecord.marks.events.alleged import fill_alleged
from onrecord.marks.events.answers import answer
from onrecord.marks.events.around import Around, voice
from onrecord.marks.events.by_part import by_part
from onrecord.marks.events.candidate import Candidate
from onrecord.marks.events.carried import carry
from onrecord.marks.events.condemned import fill_asked, fill_asked_of, fill_condemned, fill_meant
from onrecord.marks.events.counterpart import fill_counterpart, fill_fight, fill_lifted
from onrecord.marks.events.days import GONE, REAL, by_day, is_to_come
from onrecord.marks.events.it_who import fill_pronouns
from onrecord.marks.events.lent import (
    fill_charged,
    fill_doer,
    fill_driver,
    fill_holder,
    fill_judge,
    fill_killing,
    fill_met,
    fill_opponents,
    fill_partner,
    fill_sides,
    fill_state,
    fill_sued,
)
from onrecord.marks.events.meant import people, tie, tie_several
from onrecord.marks.events.offices import tie_offices
from onrecord.marks.events.parties import government, ref, refs
from onrecord.marks.events.plover import coded
from onrecord.marks.events.police import fill_arrests
from onrecord.marks.events.protesters import fill_protesters
from onrecord.marks.events.same import Telling, join
from onrecord.marks.events.scene import where
from onrecord.marks.events.settle import await_the_day, tell_the_headline
from onrecord.marks.events.tables import SPOKEN, classes
from onrecord.marks.events.when import is_open, when
from onrecord.marks.events.words import words_of
from onrecord.marks.word_lists import either
from onrecord.shapes.mark import Cell, Found, Mark, Marks, Ref
from onrecord.shapes.repair import read_right, unbroken
from onrecord.shapes.report import Report
from onrecord.shapes.span import Span

HARM = frozenset(
    "killed injured missing displaced evacuated rescued trapped recovered destroyed arrested abducted held".split()
)
# What is done for the one who asks for it: "demanded that they withdraw", "called on them to lift the ban".
YIELDED = frozenset(("RETREAT", "CONCEDE"))
BEFALLS = words_of("befalls somebody")
BIDS = words_of("bids")
# A nation to which these are done is its government: it is spoken to, dealt with.
HEARD = SPOKEN | {"CONSULT", "COOPERATE"}


def resolve(report: Report, found: Sequence[Found], given: Marks) -> Iterator[Mark]:
    """Events of one report, in text order.

    Takes: candidates of all passages; marks of kinds mention, time, place, quote and figure. Gives: marks of kind
    "event"; `asserted_by` is absent when the report itself vouches. Raises: nothing.
    """
    if not found:
        return
    around = Around(report, found, given)
    read = ((item, _cells(report, item, around)) for item in found)
    ordered = sorted(
        (
            (item.passage.spans(item.candidate.start, item.candidate.end), _telling(item, cells, around))
            for item, cells in read
            if cells is not None
        ),
        key=lambda pair: (pair[0][0].start, pair[0][-1].end),
    )
    whom = people(around.mentions)
    tellings = [telling for _, telling in ordered]
    by_part(tellings, around.mentions, report.text, whom)
    tie(tellings, whom)
    tie_several(tellings, around.mentions, whom)
    tie_offices(tellings, around.mentions, report.text, whom)
    join(tellings)
    await_the_day(tellings)
    tell_the_headline(tellings, report.text)
    tell_again(tellings)
    fill_inquiry(tellings)
    fill_arrests(tellings)
    fill_killing(tellings)
    fill_state(tellings)
    fill_judge(tellings)
    fill_doer(tellings)
    fill_holder(tellings)
    fill_sides(tellings)
    fill_met(tellings)
    fill_partner(tellings)
    fill_sued(tellings)
    fill_charged(tellings, whom)
    fill_driver(tellings, whom)
    fill_opponents(tellings)
    fill_meant(tellings)
    fill_condemned(tellings)
    fill_asked(tellings)
    fill_asked_of(tellings)
    fill_protesters(tellings, around)
    spans = [(Span(parts[0].start, parts[-1].end), telling) for parts, telling in ordered]
    spans.sort(key=lambda pair: _at(pair[1])[0].start)
    fill_pronouns([telling for _, telling in spans])
    answer(spans)
    fill_alleged(spans)
    fill_fight(tellings)
    fill_lifted(spans)
    in_order = [telling for _, telling in spans]
    fill_counterpart(in_order)
    carry(in_order, report.text)
    for _, telling in ordered:
        _code(telling)
    place = {id(telling): n for n, (_, telling) in enumerate(ordered)}
    for parts, telling in ordered:
        before = telling.before
        if before is not None:
            at = (*_at(telling), *_at(before))
            telling.cells["same_as"] = Cell(place[id(before)], "same event", at)
        yield Mark("event", parts, telling.cells)


def _telling(item: Found, cells: dict[str, Cell], around: Around) -> Telling:
    c: Candidate = item.candidate
    about = item.passage.span(*c.about) if c.about is not None else None
    sentence = item.passage.span(*c.sentence)
    dateless = "when" not in cells and is_open(item, c, around)
    return Telling(c, cells, about=about, titled=item.passage.role == "title", sentence=sentence, dateless=dateless)


def _code(telling: Telling) -> None:
    """PLOVER's own code, once the modality is settled: none for a protest's demand, two for a sentence to prison."""
    c, modality = telling.candidate, telling.cells["modality"]
    found = None if c.demand else coded(c.type, str(modality.value), modality.how)
    if found is None:
        return
    at = (*_at(telling), *(modality.at if found != c.type else ()))
    if found == "SANCTION" and c.prison is not None:
        found += " COERCE"
    telling.cells["plover"] = Cell(found, f"plover.tsv:{c.type}", at)


def _at(telling: Telling) -> tuple[Span, ...]:
    return telling.cells["anchor"].at


def _cells(report: Report, item: Found, around: Around) -> dict[str, Cell] | None:
    c: Candidate = item.candidate
    parts = item.passage.spans(c.start, c.end)
    anchor = item.passage.span(*c.anchor)
    if not parts or anchor.start == anchor.end:
        return None
    dated, time = when(item, c, around)
    modality, how, at = by_day(item, c, anchor, time, around)
    if modality in GONE and dated is not None and is_to_come(time, around):
        dated = None  # "is due in court on Monday charged with murder": he was not charged then
    cells = {
        "anchor": Cell(anchor, c.how, (anchor,)),
        "type": Cell(c.type, c.how, (anchor,)),
        "modality": Cell(modality, how, at),
    }
    if c.mode:
        cells["mode"] = Cell(c.mode, c.how, (item.passage.span(*(c.mode_at or c.anchor)),))
    if c.instrument is not None:
        at_means = item.passage.span(*c.instrument)
        cells["instrument"] = Cell(read_right(unbroken(at_means.cut(report.text))), "parse:means", (at_means,))
    if c.contexts:
        about = tuple(item.passage.span(*extent) for _, extent in c.contexts)
        cells["contexts"] = Cell(" ".join(name for name, _ in c.contexts), "contexts.tsv", about)
    for name, fillers in (("actor", c.actor), ("recipient", c.recipient), ("victims", c.victims)):
        who = refs(report, item, fillers, around)
        if name == "actor" or c.type in SPOKEN | {"SANCTION"}:
            who = tuple(replace(r, name=government(r.name)) for r in who)
        if name == "recipient" and c.noun and c.base in BEFALLS:  # "Norway told of its third case"
            who = tuple(r for r in who if r.name is None or nations.by_name(r.name) is None)
        if who:
            who, at = around.called.coded(who, name == "actor" or c.type in HEARD)
            cells[name] = Cell(who, f"parse:{fillers[0].how}", at)
    said = _asserted(report, item, c, anchor, around)
    if said is not None:
        cells["asserted_by"] = said
    if dated is not None:
        cells["when"] = dated
    place = where(item, c, around)
    if place is not None:
        cells["where"] = place
    figures = _figures(item, c, around)
    if figures:
        cells["figures"] = figures
    _lend(c, cells)
    _apart(report.text, c, cells)
    _of_court(cells, around)
    told = c.noun or _IS_DONE.search(report.text[max(0, anchor.start - 40) : anchor.start]) is not None
    if told and "actor" not in cells and c.mode == "arrest" and c.base in _ARRESTS:  # not "those arrested"
        police = around.officers(anchor)
        if police is not None:
            who, at = around.called.coded(police.value, True)
            cells["actor"] = Cell(who, police.how, at)
    if c.type == "ACCUSE" and c.mode == "investigate" and "actor" not in cells and not c.active:
        looks = around.investigator(anchor, item.passage.span(*c.sentence)) if c.base in _INQUIRIES else None
        if looks is not None:
            who, at = around.called.coded(looks.value, True)
            cells["actor"] = Cell(who, looks.how, at)
    return cells


def _of_court(cells: dict[str, Cell], around: Around) -> None:
    """Whose a ruling is that orders or bans: that of the report's court ("the ruling ordered them to pay")."""
    own = cells.get("actor")
    if own is None or len(own.value) != 1 or not _RULING.search(own.value[0].name or ""):
        return
    court = around.court(own.value[0].span)
    if court is not None:
        who, at = around.called.coded(court.value, True)
        cells["actor"] = Cell(who, court.how, (*own.at, *at))


def _one(one: Ref, two: Ref, text: str) -> bool:
    """Whether two references mean one and are not two names that a headline ran into one."""
    a, b = one.span.cut(text), two.span.cut(text)
    return (one.entity, one.name) == (two.entity, two.name) and (
        one.span.overlaps(two.span) or a in b or b in a or not (a[:1].isupper() and b[:1].isupper())
    )


def _apart(text: str, c: Candidate, cells: dict[str, Cell]) -> None:
    """Nobody is both sides of one deed: what is read so for the recipient is left out."""
    own, other = cells.get("actor"), cells.get("recipient")
    if own is not None and other is not None and not _mutual(c):
        kept = tuple(r for r in other.value if not any(_one(r, o, text) for o in own.value))
        if not kept:
            del cells["actor" if c.noun and c.type == "ACCUSE" else "recipient"]  # "accusations of Kenyan arms deals"
        elif len(kept) < len(other.value):
            cells["recipient"] = replace(other, value=kept)


def _mutual(c: Candidate) -> bool:
    """Whether each of two sides does it to the other: "a clash between", "Ghana and Togo held talks"."""
    return any(f.how == "between" for f in (*c.actor, *c.recipient))


def _lend(c: Candidate, cells: dict[str, Cell]) -> None:
    """Where nobody is named as the one it is done to: who was hurt, or who asked for it."""
    mutual = _mutual(c) or c.base in classes()["mutual"].words  # who died in a battle may have been on either side
    by_things = c.type == "ASSAULT" and not mutual and not any(f.somebody for f in c.recipient)
    if "victims" in cells and by_things:
        cells["recipient"] = replace(cells["victims"], how="victims")
    asker = cells.get("asserted_by")
    demanded = c.modality == "requested" and c.modality_how.rpartition(":")[2] in BIDS
    if "recipient" not in cells and c.type in YIELDED and demanded and asker is not None:
        if isinstance(asker.value, Ref):
            cells["recipient"] = Cell((asker.value,), "asked for by", asker.at)


def _asserted(report: Report, item: Found, c: Candidate, anchor: Span, around: Around) -> Cell | None:
    quote = around.quotes.over(anchor)
    asker = None
    if c.said_by is not None and (c.modality not in REAL or c.said_by.how == "reported"):
        asker = ref(report, item, c.said_by, around)
    if quote is not None:
        if asker is not None and c.modality not in REAL and any(p.contains(asker.span) for p in quote.parts):
            return Cell(asker, "parse:speech act", (asker.span,))  # "said that the rebels had refused to leave"
        speaker = voice(quote)
        return Cell(speaker, "quote", (speaker.span,)) if speaker is not None else None
    return Cell(asker, "parse:speech act", (asker.span,)) if asker is not None else None


_INQUIRIES = classes()["inquiring"].words | words_of("is looked into")
_ARRESTS = classes()["arresting"].words | words_of("held by police")
_RULING = re.compile(rf"^(?:\w+ ){{0,3}}{either(words_of('ruling'))}$", re.IGNORECASE)
# What may stand before "arrested" where its clause tells of the arrest: "was later ".
_IS_DONE = re.compile(r"\b(?:was|were|been|being|be|is|are)(?:\s\w+){0,3}\s$")


def _figures(item: Found, c: Candidate, around: Around) -> Cell | None:
    """The people (or things) counted in the event's clause."""
    found = [
        (i, m) for i, m in around.figures.within(item.passage.span(*c.clause)) if str(m.value("what") or "") in HARM
    ]
    if not found or c.type not in ("ASSAULT", "DISASTER", "ACCIDENT", "OTHER", "COERCE", "AID", "RETREAT", "PROTEST"):
        return None
    return Cell(tuple(i for i, _ in found), "figure", tuple(p for _, m in found for p in m.parts))

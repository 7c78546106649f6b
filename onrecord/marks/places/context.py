"""What a report says round its place names: which countries it speaks of, and what a name is said to lie in."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from onrecord.lexicon import nations, toponyms
from onrecord.lexicon.toponyms import meanings
from onrecord.marks.places.choose import Named, Setting
from onrecord.shapes.repair import read_right, unbroken
from onrecord.shapes.report import Dateline, Report
from onrecord.shapes.span import Span, cut_all

# "Orva, Nurland"; "Orva (Nurland)"; "Orva in Nurland"; "Orva, in the east of Nurland"; "Orva, northern Nurland".
_BETWEEN = re.compile(
    r"\s*(?:,|\(|in\b|of\b)\s*(?:(?:in|of|the|a|an|and)\b\s*)*"
    r"(?:(?:far\s+)?(?:north|south|east|west|central|upper|lower|rural|nearby|neighbouring|neighboring|mid)[\w-]*\s*)*"
    r"(?:(?:part|parts|coast|outskirts|province|region|state)\s+(?:of\s+)?)?(?:the\s+)?",
    re.IGNORECASE,
)
_OWNED = re.compile(r"['\u2019]s?\s+(?:\w+\s+){0,3}")  # "Nurland's port of Orva"
_LISTED = re.compile(r"\s*(?:[,;/]\s*)?(?:and|or|as well as)?\s*(?:in\s+)?")
_NEXT = re.compile(r"\s+([a-z]+)\b")
_OF = re.compile(r"\b([a-z]+)\s+(?:of\s+)(?:the\s+)?$")
_REACH = 40  # characters between a name and what holds it
_WORD = re.compile(r"[A-Z][\w.\u2019'-]*")


def said(parts: Sequence[Span], text: str) -> str:
    """The words of a name, as they were meant."""
    return read_right(unbroken(cut_all(text, parts)))


def setting(report: Report) -> Setting:
    """The countries that a report names, whose people or authorities it speaks of, and in which paragraph."""
    by_passage = [_countries(passage.text) for passage in report.passages]
    told = report.value("dateline")
    place = told.place if isinstance(told, Dateline) and told.place else ""
    filed = {m.country for m in meanings(place) if m.large and m.country}
    words: dict[str, set[str]] = {code: {place} for code in filed} if len(filed) == 1 else {}
    for found in by_passage:
        for code, forms in found.items():
            words.setdefault(code, set()).update(forms)
    return Setting({code: frozenset(forms) for code, forms in words.items()}, by_passage)


def _countries(text: str) -> dict[str, frozenset[str]]:
    """The words that name a country, its people or what is its own, by its code."""
    found: dict[str, set[str]] = {}
    words = [word.group() for word in _WORD.finditer(text)]
    for nth, first in enumerate(words):
        for form in (first, " ".join(words[nth : nth + 2])):
            nation = nations.by_name(form) or nations.by_adjective(form)
            if nation is None:
                continue
            whole = nation if nation.code else nations.by_alpha3(nation.alpha3)
            if whole is not None and whole.code:
                found.setdefault(whole.code, set()).add(form.removesuffix("'s").removesuffix("\u2019s"))
    return {code: frozenset(forms) for code, forms in found.items()}


def named(report: Report, places: Sequence[tuple[Span, ...]]) -> Iterator[Named]:
    """The place names of a report in text order, each with what it is said to lie in."""
    text = report.text
    starts = [passage.hull.start for passage in report.passages]
    at = 0
    for nth, parts in enumerate(places):
        while at + 1 < len(starts) and starts[at + 1] <= parts[0].start:
            at += 1
        within, beside = tuple(_within(text, places, nth)), tuple(_beside(text, places, nth))
        yield Named(said(parts, text), at, _called(text, parts), within, beside)


def _called(text: str, parts: Sequence[Span]) -> str:
    """ "Orva province", "the town of Orva": part or town, by the word beside the name."""
    after = _NEXT.match(text, parts[-1].end)
    before = _OF.search(text[max(0, parts[0].start - _REACH) : parts[0].start])
    for found in (after, before):
        if found is not None and (of := toponyms.part_word(found.group(1))) in ("part", "town"):
            return of
    return ""


def _within(text: str, places: Sequence[tuple[Span, ...]], nth: int) -> Iterator[str]:
    here = places[nth]
    if nth + 1 < len(places):
        after = places[nth + 1]
        gap = text[here[-1].end : after[0].start]
        if len(gap) <= _REACH and _BETWEEN.fullmatch(gap):
            yield said(after, text)
            if nth + 2 < len(places) and text[after[-1].end : places[nth + 2][0].start].strip() == ",":
                yield said(places[nth + 2], text)  # "Orva, West Nurland, Nurland"
    if nth:
        before = places[nth - 1]
        gap = text[before[-1].end : here[0].start]
        if len(gap) <= _REACH and _OWNED.fullmatch(gap):
            yield said(before, text)


def _beside(text: str, places: Sequence[tuple[Span, ...]], nth: int) -> Iterator[str]:
    """The names before and after it in a list: "Utah, Nevada and Idaho"."""
    for first, other in ((nth - 1, nth - 1), (nth, nth + 1)):
        if first >= 0 and first + 1 < len(places):
            if _LISTED.fullmatch(text[places[first][-1].end : places[first + 1][0].start]):
                yield said(places[other], text)

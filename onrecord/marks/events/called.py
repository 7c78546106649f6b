"""What a report calls those who act: the codes of an actor from its own words, then from its other mentions."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from onrecord.marks.events.codes import Codes, of_phrase
from onrecord.marks.events.mentioned import Mention
from onrecord.shapes.mark import Mark, Ref
from onrecord.shapes.repair import read_right, unbroken
from onrecord.shapes.span import Span
from onrecord.shapes.who import Who

MAX_MENTIONS = 40  # who is named more often is called what he is long before


class Called:
    """What a report calls each of its entities. Takes: its text, and its mentions."""

    def __init__(self, text: str, who: Who, mentions: Sequence[Mention]) -> None:
        """Keep the mentions by their entity; what they tell is read when it is asked for."""
        self._text = text
        self._who = who
        self._of: dict[str, list[Mark]] = {}
        self._told: dict[str, list[tuple[Codes, Span]]] = {}  # read once an entity
        for one in mentions:
            if one.entity is not None and one.form != "pronoun":
                self._of.setdefault(str(one.entity), []).append(one.mark)

    def coded(self, refs: Iterable[Ref], state: bool) -> tuple[tuple[Ref, ...], tuple[Span, ...]]:
        """The references with their codes, and where these stand: in their own words, else in another mention of them.

        `state`: a bare nation means its government here, as it acts or is spoken to.
        """
        out: list[Ref] = []
        at: dict[Span, None] = {}
        for ref in refs:
            codes, shown = self._own(ref, state), [ref.span]
            if ref.entity is not None and not (codes.country and codes.sure):
                codes, elsewhere = self._elsewhere(codes, ref.entity)
                shown += elsewhere
            out.append(replace(ref, country=codes.country, sector=codes.sector))
            at.update(dict.fromkeys(shown))
        return tuple(out), tuple(at)

    def _own(self, ref: Ref, state: bool) -> Codes:
        mark = self._who.at(ref.span)
        if mark is not None and mark.value("form") == "pronoun":
            return Codes()
        if mark is not None and _is_named_person(mark):
            before = Span(min(ref.span.start, mark.start), _head(mark).start)
            return _of_words(before.cut(self._text), False)
        codes = _of_words(ref.span.cut(self._text), state)
        if codes.country is None and not state and mark is not None and mark.value("type") == "place":
            named = _of_words(str(mark.value("name") or ""), False)  # "the city", named before
            return replace(codes, country=named.country)
        return codes

    def _elsewhere(self, codes: Codes, entity: str) -> tuple[Codes, list[Span]]:
        """What is open in `codes` from the entity's other mentions, in text order, and the mentions that tell it."""
        if entity not in self._told:
            self._told[entity] = [_of_mention(m, self._text) for m in self._of.get(entity, ())[:MAX_MENTIONS]]
        told = self._told[entity]
        shown: list[Span] = []
        if codes.country is None and (country := next((t for t in told if t[0].country), None)):
            codes = replace(codes, country=country[0].country)
            shown.append(country[1])
        if not codes.sure:
            firm = next((t for t in told if t[0].sector and t[0].sure), None)
            found = firm or (None if codes.sector else next((t for t in told if t[0].sector), None))
            if found is not None:
                codes = replace(codes, sector=found[0].sector, sure=found[0].sure)
                shown.append(found[1])
        return codes, shown


def _of_words(text: str, state: bool) -> Codes:
    return of_phrase(" ".join(read_right(unbroken(text)).split()), state)


def _of_mention(mark: Mark, text: str) -> tuple[Codes, Span]:
    """What a mention tells, and its words: of a person with a name those before the name."""
    head = _head(mark)
    whole = Span(min(mark.start, head.start), head.end)
    if mark.value("type") == "place":
        return Codes(), whole
    told = Span(whole.start, head.start) if _is_named_person(mark) else whole
    codes = _of_words(told.cut(text), False)
    name = str(mark.value("name") or "")
    if codes.sector is None and name[:1].islower():  # no name but a description: "spokeswoman for the company"
        codes = _of_words(name, False)
    return codes, whole


def _is_named_person(mark: Mark) -> bool:
    return (mark.value("type"), mark.value("form")) == ("person", "name")


def _head(mark: Mark) -> Span:
    found = mark.value("head")
    return found if isinstance(found, Span) else mark.hull

"""Who has the floor: the speaker of each quote, named, pronominal, or simply the one who spoke before."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.lexicon import speech
from onrecord.marks.quotes.candidate import Party, Said
from onrecord.marks.quotes.words import words_of
from onrecord.shapes.mark import Mark, Ref
from onrecord.shapes.passage import Passage
from onrecord.shapes.plain import changed
from onrecord.shapes.quick import quick
from onrecord.shapes.span import Span
from onrecord.shapes.who import Who

_HE = ("he", "him", "his", "himself")
_SHE = ("she", "her", "hers", "herself")
_THEY = ("they", "them", "their", "theirs", "themselves")
_IT = ("it", "its", "itself")
_ARTICLES = ("the ", "a ", "an ")
_IN_A_STATEMENT = 600  # characters from words said in a statement to "the statement"
_SIRS = words_of("he stands for")
_MADAMS = words_of("she stands for")


@quick
@dataclass(frozen=True, slots=True)
class Speaker:
    """Who speaks: the reference, how it was found, where its words stand, and the cue that gave the floor."""

    ref: Ref
    how: str
    at: tuple[Span, ...]
    plural: bool = False
    thing: bool = False
    cue: Span | None = None
    cue_how: str = ""


class Floor:
    """The speakers of one report, asked quote by quote in text order."""

    def __init__(self, mentions: Sequence[Mark], text: str) -> None:
        """Index the mentions of the report by entity."""
        self.who = Who(mentions)
        self._named_people = [m for m in mentions if m.value("type") == "person" and m.value("form") == "name"]
        documents = {
            m.value("entity"): m
            for m in mentions
            if m.value("form") == "name" and speech.is_document_name(m.value("name") or "")
        }
        self._document_named = next(iter(documents.values())) if len(documents) == 1 else None
        self._persons = {m.value("entity") for m in mentions if m.value("type") == "person"}
        self._bodies = {m.value("entity") for m in mentions if m.value("type") in ("organisation", "place")}
        self._text = text
        self._last: Speaker | None = None
        self._since = 0
        self._said: list[Span] = []
        self._direct: list[Span] = []
        self._starts: dict[str, list[int]] = {}
        self._genders: dict[str, set[str]] = {}
        for mark in mentions:
            entity = mark.value("entity")
            if entity is None:
                continue
            if mark.value("form") == "pronoun":
                gender = _GENDERS.get(text[mark.start : mark.end].lower(), "")
                if gender:
                    self._genders.setdefault(entity, set()).add(gender)
                continue
            gender = _gender(text[mark.start : mark.end])  # "her" in "her lawyer" tells nothing of the lawyer
            if gender:
                self._genders.setdefault(entity, set()).add(gender)
            self._starts.setdefault(entity, []).append(mark.start)

    def of(self, passage: Passage, said: Said) -> tuple[Speaker | None, bool]:
        """The speaker of a quote, None when the text does not say, and whether it goes on from the quote before."""
        if said.link == "turn" and not said.named:
            return None, False
        if said.link not in ("free", "block"):
            own = tuple(span for a, b in said.parts for span in passage.spans(a, b))
            return self._named(passage, said.speaker, own), False
        if said.nearby is not None:
            near = self._named(passage, said.nearby, ())
            if near is not None and near.ref.entity is not None and self._person(passage, said.nearby):
                last = self._last
                if last is not None and last.ref.entity == near.ref.entity and last.cue is not None:
                    return changed(last, how="previous-speaker"), True
                return near, False
        if self._last is None:
            return None, False
        return changed(self._last, how="previous-speaker"), True

    def take(self, speaker: Speaker, passage: Passage, said: Said, parts: Sequence[Span]) -> None:
        """Give the floor to a speaker, with the cue that did so and what was said."""
        if said.cue is not None:
            cue = passage.span(*said.cue)
            speaker = changed(speaker, cue=cue, cue_how=said.how)
            self._since = min([cue.start, speaker.ref.span.start, *(p.start for p in parts)])
        self._last = speaker
        self._said.extend(parts)
        if said.kind == "direct":
            self._direct.extend(parts)

    def ref(self, passage: Passage, party: Party) -> Ref:
        """Somebody spoken to or through."""
        head = passage.span(party.head_start, party.head_end)
        return self.who.ref(passage.span(party.start, party.end), described(party.words), head)

    def mark(self, passage: Passage, party: Party) -> Mark | None:
        """The mention a party is."""
        return self.who.at(passage.span(party.head_start, party.head_end))

    def _person(self, passage: Passage, party: Party) -> bool:
        mark = self.mark(passage, party)
        return mark is not None and mark.value("type") in ("person", "office")

    def _named(self, passage: Passage, party: Party | None, own: Sequence[Span]) -> Speaker | None:
        if party is None:
            return None
        span = passage.span(party.start, party.end)
        mark = self.mark(passage, party)
        entity = None if mark is None else mark.value("entity")
        name = None if mark is None else mark.value("name")
        thing = party.thing or (mark is not None and mark.value("type") in ("organisation", "place", "group"))
        if party.pronoun and self._goes_on(party, span, entity, own):
            last = self._last
            assert last is not None
            ref = Ref(span, last.ref.name, last.ref.entity)
            return Speaker(ref, "previous-speaker", (span,), last.plural, last.thing)
        both = self._together(span) if party.plural and " and " in party.words else ()
        if len(both) > 1:
            return Speaker(Ref(span, " and ".join(both), None), "parse:subject", (span,), True)
        if entity is not None and name:
            how = "mention" if party.pronoun else "parse:subject"
            return Speaker(Ref(span, name, entity), how, (span,), party.plural, thing)
        taken_up = self._document(party, span) if party.thing and entity is None else None
        if taken_up is not None:
            return taken_up
        words = None if party.pronoun else described(party.words)
        return Speaker(Ref(span, words, entity), "parse:subject", (span,), party.plural, thing)

    def _document(self, party: Party, span: Span) -> Speaker | None:
        """ "the report" where the report names just one; "the statement" after words spoken in one: who spoke them."""
        article, _, noun = " ".join(party.words.split()).casefold().rpartition(" ")
        if article not in ("the", "this", "that"):
            return None
        if self._document_named is not None and speech.takes_up_document(noun):
            mark = self._document_named
            ref = Ref(span, mark.value("name"), mark.value("entity"))
            return Speaker(ref, "document-named", (span,), False, True)
        last = self._last
        if last is None or not speech.is_own_words(noun) or not self._just_said(last, span):
            return None
        told = re.search(rf"\b{re.escape(noun)}\b", self._text[self._since : span.start].casefold()) is not None
        if not told and not (last.thing and last.ref.entity is not None and self._is_body(last.ref.entity)):
            return None  # a body speaks in writing; a person may just speak
        ref = Ref(span, last.ref.name, last.ref.entity)
        return Speaker(ref, "document-of-speaker", (span,), last.plural, last.thing)

    def _just_said(self, last: Speaker, span: Span) -> bool:
        """Not far behind the words of speech, or the words spoken last."""
        ends = [self._since, *(s.end for s in self._said[-1:]), *(() if last.cue is None else (last.cue.end,))]
        return any(abs(span.start - end) <= _IN_A_STATEMENT for end in ends)

    def _is_body(self, entity: str) -> bool:
        return entity in self._bodies

    def _together(self, span: Span) -> tuple[str, ...]:
        """The names of the people that a phrase names together: "Ann Lee and Bo Orr"."""
        found: dict[str, None] = {}
        for mark in self._named_people:
            if span.start <= mark.start < span.end and mark.value("name"):
                found[mark.value("name")] = None
        return tuple(found)

    def _goes_on(self, party: Party, span: Span, entity: str | None, own: Sequence[Span]) -> bool:
        """A pronoun that speaks is the speaker before, unless somebody else came in between outside of what was said.

        "X said Y had agreed. The two met, he said": not Y, who only stands in X's words.
        """
        last = self._last
        if last is None or (last.ref.entity == entity and entity is not None) or not self._agrees(party, last):
            return False
        if any(s.start < span.start < s.end for s in self._direct[-4:]):
            return False  # in somebody's own words "he" is another
        if entity is None:
            return True
        if self._clashes(party.pronoun, last.ref.entity):
            return False
        starts = self._starts.get(entity, [])
        for k in range(bisect_left(starts, self._since), bisect_left(starts, span.start)):
            inside = (*self._said[-8:], *own)
            if not any(s.start <= starts[k] < s.end for s in inside):
                return False
        return self._near(span)

    def _near(self, span: Span) -> bool:
        return not self._said or span.start - self._said[-1].end < 600

    def _agrees(self, party: Party, last: Speaker) -> bool:
        if party.pronoun in _HE + _SHE:
            return not last.plural and not last.thing and not self._clashes(party.pronoun, last.ref.entity)
        if party.pronoun in _THEY:
            return last.plural or last.thing
        if party.pronoun in _IT and last.ref.entity in self._persons:
            return False
        return party.pronoun in (*_IT, "who")

    def _clashes(self, pronoun: str, entity: str | None) -> bool:
        known = self._genders.get(entity or "", set())
        wanted = "he" if pronoun in _HE else "she" if pronoun in _SHE else "it" if pronoun in _IT else ""
        return bool(known) and bool(wanted) and wanted not in known


def described(words: str) -> str:
    """A description without its article, white space as single spaces."""
    plain = " ".join(words.split())
    for article in _ARTICLES:
        if plain.lower().startswith(article) and len(plain) > len(article):
            return plain[len(article) :]
    return plain


def _gender(words: str) -> str:
    return next((_GENDERS[w] for w in words.lower().split() if w in _GENDERS and w not in _OWNERS), "")


_OWNERS = frozenset(("his", "her", "its"))
_GENDERS = {
    **dict.fromkeys(_IT, "it"),
    **dict.fromkeys((*_SHE, *_MADAMS), "she"),
    **dict.fromkeys((*_HE, *_SIRS), "he"),
}

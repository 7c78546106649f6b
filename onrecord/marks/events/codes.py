"""Codes of actors: the country and the sector of who acts, as far as the report's own words and the tables tell.

What somebody is called decides, never a list of who is what: "the rebel Ostra Front" is a rebel group where the report
calls it so. What neither the words nor a table tells is left open.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import NamedTuple

from onrecord.lexicon import agencies, bodies, nations, outlets, sectors, titles
from onrecord.lexicon.nations import Nation
from onrecord.shapes.mark import Mark, Ref
from onrecord.shapes.repair import read_right, unbroken
from onrecord.shapes.span import Span
from onrecord.shapes.who import Who

STATE = "GOV"  # a nation that acts does so through its government
PEOPLE = "CVL"
MEDIA = "JRN"
MAX_WORDS = 24
MAX_DEPTH = 3
MAX_MENTIONS = 40  # who is named more often is called what he is long before
_WORD = re.compile(r"(?:[^\W\d_]\.){2,8}|[^\W_]++(?:[-'’.&][^\W_]++)*+")
_END = re.compile(r"[;:()\[\]\n]|,(?!\d)| [–—-] ")
_INSIDE = frozenset("of for from in at with to on near against by".split())
_BELONGS = frozenset("of for from in at with".split())  # "to" and "against" lead to somebody else
_CLAUSE = frozenset("who which that whose where when".split())
_JOINS = ("and", "or")
_ARTICLES = frozenset("the a an this these those that some many several its their his her our".split())
_STATES = ("country", "territory", "nation", "state", "former")
_LONGEST = 6  # words of a name in the tables


@dataclass(frozen=True, slots=True)
class Codes:
    """Country (ISO 3166-1 alpha-3) and sector of an actor; `sure` when no firmer word takes the sector's place."""

    country: str | None = None
    sector: str | None = None
    sure: bool = False


class Roles:
    """What a report calls each of its entities. Takes: its text, and its mentions."""

    def __init__(self, text: str, who: Who, mentions: Sequence[Mark]) -> None:
        """Keep the mentions by their entity; what they tell is read when it is asked for."""
        self._text = text
        self._who = who
        self._of: dict[str, list[Mark]] = {}
        for mark in mentions:
            entity = mark.value("entity")
            if entity is not None and mark.value("form") != "pronoun":
                self._of.setdefault(str(entity), []).append(mark)

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
        if codes.country is None and mark is not None and mark.value("type") == "place":  # "the city", named before
            return replace(codes, country=_of_words(str(mark.value("name") or ""), False).country)
        return codes

    def _elsewhere(self, codes: Codes, entity: str) -> tuple[Codes, list[Span]]:
        """What is open in `codes` from the entity's other mentions, in text order, and the mentions that tell it."""
        told = [_of_mention(m, self._text) for m in self._of.get(entity, ())[:MAX_MENTIONS]]
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


def of_phrase(words: str, state: bool = True) -> Codes:
    """The codes that a noun phrase tells by itself ("the Kenyan army", "aid workers"), no person's name in it.

    `state`: a bare nation or seat of government means the government; else it tells the country alone.
    """
    return _read(words, state, 0)


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


class _Part(NamedTuple):
    """What a stretch of a phrase tells. `sure`: see Codes; `national`: the sector holds only with a country."""

    country: str | None = None
    sector: str | None = None
    sure: bool = False
    national: bool = False


class _Name(NamedTuple):
    """A nation, its people, its capital, a seat of its government, or a body, named by the words [first, last)."""

    first: int
    last: int
    sort: str  # nation people capital seat body
    country: str | None
    sector: str | None


@lru_cache(maxsize=4096)
def _read(text: str, state: bool, depth: int) -> Codes:
    end = _END.search(text)
    words = _words(text[: end.start()] if end else text)[:MAX_WORDS]
    first, rest = _pieces(words)
    own = _of_piece(first, state and not rest)
    for lead, inner in rest:
        if lead not in _BELONGS or depth >= MAX_DEPTH:
            break
        found = _read(" ".join(inner), False, depth + 1)
        country = own.country or found.country
        if not own.sure and found.sector is not None and (found.sure or own.sector is None):
            own = _Part(country, found.sector, found.sure)
        else:
            own = own._replace(country=country)
    if own.national and own.country is None:
        return Codes()
    return Codes(own.country, own.sector, own.sure)


def _words(text: str) -> list[str]:
    """The words of a phrase, articles before it left out, a possessive kept on its word."""
    found = [m.group() for m in _WORD.finditer(text)]
    while found and found[0].lower() in _ARTICLES:
        found.pop(0)
    return found


def _pieces(words: Sequence[str]) -> tuple[list[str], list[tuple[str, list[str]]]]:
    """The words up to the head, and the phrases that follow it, each behind its preposition; clauses are left out."""
    pieces: list[tuple[str, list[str]]] = [("", [])]
    named = {at for name in _names(words) for at in range(name.first, name.last)}  # "House of Commons" is one name
    for at, word in enumerate(words):
        if word in _CLAUSE:
            break
        if word in _INSIDE and at not in named:
            pieces.append((word, []))
        else:
            pieces[-1][1].append(word)
    return pieces[0][1], pieces[1:]


def _of_piece(words: Sequence[str], state: bool) -> _Part:
    if not words:
        return _Part()
    names = list(_names(words))
    country = _country(words, names)
    if names and (names[0].first, names[0].last) == (0, len(words)):
        return _of_name(names[0], state)
    return _of_nouns(words, names)._replace(country=country)


def _country(words: Sequence[str], names: Sequence[_Name]) -> str | None:
    """The first country named; None for a people apart ("ethnic Danes") and where two stand side by side."""
    told = [n for n in names if n.country is not None]
    if not told or (told[0].first > 0 and words[told[0].first - 1].lower() == "ethnic"):
        return None
    if len(told) > 1 and told[0].country != told[1].country and words[told[1].first - 1] in _JOINS:
        return None
    return told[0].country


def _of_name(name: _Name, state: bool) -> _Part:
    """A name that stands alone."""
    if name.sort == "people":
        return _Part(name.country, PEOPLE)
    if name.sort == "capital":
        return _Part(name.country, STATE, True) if state else _Part(name.country)
    if name.sort == "nation" and not state:
        return _Part(name.country)
    return _Part(name.country, name.sector, name.sector is not None)


def _of_nouns(words: Sequence[str], names: Sequence[_Name]) -> _Part:
    """The sector of a head and the words before it."""
    low = [_bare(w).lower() for w in words]
    size, head = _head_of(words, low, names)
    before = list(_modifiers(words, low, len(words) - size, names, known=head is not None))
    if head is not None and head.sector and not head.yields:
        righted = next((m.sector for m in before if head.sector in m.over), None)
        return _Part(None, righted or head.sector, True)
    if before:
        return _Part(None, before[0].sector, True)
    if head is not None and head.sector:
        sure = head.sector != PEOPLE and any(
            n.country for n in names
        )  # "the man" says less than "the Kenyan president"
        return _Part(None, head.sector, sure, head.national)
    named = " ".join(words)
    if words[-1][0].isupper() and low[-1] != "agency" and (outlets.is_outlet(named) or agencies.by_mark(named)):
        return _Part(None, MEDIA, True)
    titled = _titled(words, low)
    return _of_nouns(titled, [n for n in names if n.last <= len(titled)]) if titled else _Part()


def _head_of(words: Sequence[str], low: Sequence[str], names: Sequence[_Name]) -> tuple[int, sectors.Told | None]:
    """How many words the head has, and what it tells: a body or people by name, else by its nouns."""
    last = names[-1] if names and names[-1].last == len(words) else None
    if last is not None and last.sort in ("body", "people"):
        told = sectors.told(last.sector) if last.sector else None
        return last.last - last.first, replace(told, yields=True) if told and last.sort == "people" else told
    return sectors.of_head(low) or (1, None)


def _titled(words: Sequence[str], low: Sequence[str]) -> Sequence[str]:
    """The words up to a title that a name follows ("Kenyan President Ada Brond"); none when there is no such title."""
    for at in range(len(words) - 1, max(0, len(words) - 5), -1):
        if not words[at].rpartition("-")[2][:1].isupper():  # "al-Denn" is a name too
            break
        if titles.at_end(low[:at]) is not None:
            return words[:at]
    return ()


def _modifiers(
    words: Sequence[str], low: Sequence[str], stop: int, names: Sequence[_Name], *, known: bool
) -> Iterator[sectors.Told]:
    """What the words before a head tell, the nearest first. Inside a name whose head tells nothing they are a name."""
    inside = not known and words[stop][0].isupper()
    for at in range(stop - 1, -1, -1):
        inside = inside and words[at][0].isupper()
        body = next((n for n in names if n.first <= at < n.last), None)
        if body is not None:
            if body.sort in ("body", "seat") and body.sector and at == body.last - 1:
                yield sectors.told(body.sector)
            continue
        found = None if inside else sectors.of_modifier(low[at])
        if found is not None and found.sector:
            yield found


def _names(words: Sequence[str]) -> Iterator[_Name]:
    """The nations and bodies that the words name, the longest at each place, in order."""
    at = 0
    while at < len(words):
        found = None
        if words[at][0].isupper():
            sizes = range(min(_LONGEST, len(words) - at), 0, -1)
            found = next((n for size in sizes if (n := _name(words, at, at + size)) is not None), None)
        if found is not None:
            yield found
        at = at + 1 if found is None else found.last


def _name(words: Sequence[str], first: int, last: int) -> _Name | None:
    text = " ".join(words[first:last])
    body = bodies.by_name(text)
    if body is not None:
        nation = nations.by_code(body.country) if body.country else None
        return _Name(first, last, "body", _code(nation), body.sector or None)
    nation = nations.by_people(text)
    if nation is not None and text not in nation.adjectives:
        return _Name(first, last, "people", _code(nation), PEOPLE)
    nation = nations.by_name(text) or nations.by_adjective(text)
    if nation is not None and nation.kind == "state" and nations.by_name(text) is None:
        return _Name(first, last, "nation", None, None)  # "Tamil", "Bengali": peoples of several countries
    if nation is not None:
        return _Name(first, last, "nation", _code(nation), STATE if nation.kind in _STATES else None)
    nation = nations.by_government(text)
    if nation is None or nation.kind != "country":  # capitals of states are names of much else
        return None
    sort = "seat" if _bare(text) in nation.seats else "capital"
    return _Name(first, last, sort, _code(nation), STATE)


def _code(nation: Nation | None) -> str | None:
    return nation.alpha3 or None if nation is not None else None


def _bare(word: str) -> str:
    """The word without its possessive mark."""
    return word[:-2] if word.endswith(("'s", "’s")) else word

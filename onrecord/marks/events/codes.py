"""Codes of actors: the country and the sector that a noun phrase tells of who acts, with the tables' help.

What somebody is called decides, never a list of who is what: "the rebel Ostra Front" is a rebel group where the report
calls it so. What neither the words nor a table tells is left open.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import NamedTuple

from onrecord.lexicon import agencies, bodies, nations, outlets, sectors, titles
from onrecord.lexicon.nations import Nation
from onrecord.marks.events.words import words_of
from onrecord.shapes.quick import quick

STATE = "GOV"  # a nation that acts does so through its government
PEOPLE = "CVL"
FORCES = "MIL"
SHARED_SEATS = words_of("shared seat")
MEDIA = "JRN"
MAX_WORDS = 24
MAX_DEPTH = 3
_WORD = re.compile(r"(?:[^\W\d_]\.){2,8}|[^\W_]++(?:[-'’.&][^\W_]++)*+")
_END = re.compile(r"[;:()\[\]\n]|,(?!\d)| [–—-] ")
_INSIDE = words_of("inside a party")
_BELONGS = words_of("belongs")
_CLAUSE = words_of("clause of whom")
_JOINS = ("and", "or")
_ARTICLES = words_of("before a party")
_STATES = ("country", "territory", "nation", "state", "former")
_LONGEST = 9  # words of a name in the tables


@quick
@dataclass(frozen=True, slots=True)
class Codes:
    """Country (ISO 3166-1 alpha-3) and sector of an actor; `sure` when no firmer word takes the sector's place."""

    country: str | None = None
    sector: str | None = None
    sure: bool = False


def of_phrase(words: str, state: bool = True) -> Codes:
    """The codes that a noun phrase tells by itself ("the Kenyan army", "aid workers"), no person's name in it.

    `state`: a bare nation or seat of government means the government; else it tells the country alone.
    """
    return _read(words, state, 0)


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
    part = _of_nouns(words, names)
    if part.sector is None and names and _in_a_name(words, names[0]):
        return part
    return part._replace(country=country)


def _in_a_name(words: Sequence[str], name: _Name) -> bool:
    """True for a nation's name before another of which nothing is known: "Jordan Trane" need not be a Jordanian."""
    text = " ".join(words[name.first : name.last])
    after = words[name.last][:1] if name.last < len(words) else ""
    return after.isupper() and nations.by_adjective(text) is None and _bare(text) == text


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
    if name.sort == "capital" and state:
        return _Part() if name.sector is None else _Part(name.country, name.sector, True)
    if name.sort in ("nation", "capital") and not state:
        return _Part(name.country)
    return _Part(name.country, name.sector, name.sector is not None)


def _of_nouns(words: Sequence[str], names: Sequence[_Name]) -> _Part:
    """The sector of a head and the words before it."""
    low = [_bare(w).lower() for w in words]
    size, head = _head_of(words, low, names)
    before = list(_modifiers(words, low, len(words) - size, names, known=head is not None))
    if head is not None and not head.yields:
        righted = next((m.sector for m in before if head.sector in m.over), None)
        return _Part(None, righted or head.sector or None, bool(head.sector))
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
    size, told = sectors.of_head(low) or (1, None)
    if told is not None and told.sector == FORCES and size == 1 and _named_apart(words, low, names):
        return 1, None
    return size, told


def _named_apart(words: Sequence[str], low: Sequence[str], names: Sequence[_Name]) -> bool:
    """True for "Ostra Army": whose army it is its name does not tell, and it need not be a state's."""
    if len(words) < 2 or not (words[-1][0].isupper() and words[-2][0].isupper()):
        return False
    return all(n.last < len(words) - 1 for n in names) and sectors.of_modifier(low[-2]) is None


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
    shared = _bare(text) in SHARED_SEATS or f"The {_bare(text)}" in SHARED_SEATS
    return _Name(first, last, sort, _code(nation), None if shared else STATE)


def _code(nation: Nation | None) -> str | None:
    return nation.alpha3 or None if nation is not None else None


def _bare(word: str) -> str:
    """The word without its possessive mark."""
    return word[:-2] if word.endswith(("'s", "’s")) else word

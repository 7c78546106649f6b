"""Which place a name means in a report: by what the report says beside it, and by which other places it is about.

Names of one report are chosen together. A name means one place in one report ("one sense per discourse", Gale, Church
and Yarowsky 1992); what stands beside it ("Orva, Nurland") decides first, then the countries and parts of countries
that the report names, then what is near, then how well a place is known, which is how many people live there.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from onrecord.lexicon import nations
from onrecord.lexicon.toponyms import Meaning, meanings

# How much speaks for a meaning before the report is asked. Of towns: the logarithm of their inhabitants.
_PRIOR = {
    "country": 11.0, "continent": 12.0, "region": 7.5, "state": 9.0, "province": 7.8, "district": 5.5, "water": 7.0,
    "mountain": 6.0, "site": 6.0,
}  # fmt: skip
_ANOTHER_NAME = -1.2  # the name is not the place's main one
_BESIDE = 8.0  # "Orva, Nurland"
_SAME_COUNTRY = 2.4  # the report names its country
_SAME_PART = 1.0  # the report names the part of the country that it lies in
_CLOSE_TO_WORD = 0.6  # and does so in the same paragraph
_CAPITAL = 4.0  # the seat of a country's government
_HOLDS = 3.0  # "Orva, NURLAND": another name is said to lie in it
_LISTED = 1.5  # "in Utah, Nevada and Idaho": others of its kind and country stand in one list with it
_CALLED = 4.0  # "the TOWN of Orva"
_NAMESAKE = -3.0  # a part of a country that has the name of its large town, which is meant more often
_NEARBY, _KM_NEARBY = 0.6, 150.0
_ROUNDS = 3
_SEAT = 100_000  # inhabitants from which a town of a capital's name in its country is taken for it
_WIDE = {"continent": 5, "country": 4, "region": 3, "state": 3, "province": 3, "district": 2}
# A part of a country is no circle: how much farther from its middle a town of it may lie, so many times and km.
_ROOM, _MARGIN = 1.5, 40.0
_WINDOW = 40  # names before and after one that are looked at with it, so that a gazetteer of a page takes no hours


@dataclass(frozen=True, slots=True)
class Named:
    """A name as the report uses it: its words, its paragraph, what it is called and the names beside it.

    `called`: part or town for "Orva province", "the town of Orva", else empty. `within`: what it is said to lie in
    ("Orva, NURLAND"). `beside`: its neighbours in a list.
    """

    words: str
    passage: int
    called: str
    within: tuple[str, ...]
    beside: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Setting:
    """Countries that the report names in any way: the words for each, by its code, in all and by paragraph."""

    words: Mapping[str, frozenset[str]]
    by_passage: Sequence[Mapping[str, frozenset[str]]]


@dataclass(frozen=True, slots=True)
class _Told:
    """All that a report says right beside one name, over its uses, each thing once.

    `holders` are the places that it is said to lie in, `inside` the names that are said to lie in it.
    """

    words: str
    passages: tuple[int, ...]
    called: frozenset[str]
    holders: tuple[Meaning, ...]
    inside: tuple[str, ...]
    beside: tuple[str, ...]


def choose(named: Sequence[Named], setting: Setting) -> dict[str, Meaning]:
    """What each name means, by its words; names of which nothing is known, or too little, are left out."""
    told = _told(named)
    chosen: dict[str, Meaning] = {}
    for _ in range(_ROUNDS):
        before = dict(chosen)
        countries = Counter(meaning.country for meaning in before.values())
        for nth, one in enumerate(told):
            near = (*told[max(0, nth - _WINDOW) : nth], *told[nth + 1 : nth + 1 + _WINDOW])
            others = [before[other.words] for other in near if other.words in before]
            named_too = countries - Counter([before[one.words].country] if one.words in before else ())
            best = _best(one, others, named_too, setting)
            if best is None:
                chosen.pop(one.words, None)
            else:
                chosen[one.words] = best
        if chosen == before:
            break
    return chosen


def _told(named: Sequence[Named]) -> list[_Told]:
    """Of each name in the order of first use."""
    uses: dict[str, list[Named]] = {}
    inside: dict[str, dict[str, None]] = {}
    for one in named:
        uses.setdefault(one.words, []).append(one)
        for words in one.within:
            inside.setdefault(words, {})[one.words] = None
    return [
        _Told(
            words,
            tuple(dict.fromkeys(use.passage for use in mine)),
            frozenset(use.called for use in mine),
            tuple(m for holder in dict.fromkeys(w for use in mine for w in use.within) for m in meanings(holder)),
            tuple(inside.get(words, ())),
            tuple(dict.fromkeys(w for use in mine for w in use.beside)),
        )
        for words, mine in uses.items()
    ]


def _best(told: _Told, others: Sequence[Meaning], countries: Mapping[str, int], setting: Setting) -> Meaning | None:
    """`others`: what the names near it mean; `countries`: how many other names of the report lie in each country."""
    found = meanings(told.words)
    most = max(map(_rank, found), default=0)  # "Utah, Nevada and Idaho" is a list: as wide as that is no holder
    scored = []
    for nth, meaning in enumerate(found):
        held = any(_rank(holder) > most and holds(holder, meaning) for holder in told.holders)
        home = meaning.country
        known = bool(home) and (home in countries or _tells(setting.words, home, told.words))
        if not meaning.large and not held and not known:
            continue  # a village of which the report gives no sign
        close = known and any(_tells(setting.by_passage[at], home, told.words) for at in told.passages)
        score = _score(meaning, held, known, close, others)
        score += _CALLED * (("town" if meaning.is_town else "part") in told.called)
        score += _NAMESAKE * (meaning.precision in ("province", "district") and any(_seat(meaning, o) for o in found))
        score += _HOLDS * any(holds(meaning, other) for inner in told.inside for other in meanings(inner))
        score += _LISTED * any(_alike(meaning, other) for other in told.beside)
        scored.append((score, -nth, meaning))
    return max(scored, key=lambda s: s[:2])[2] if scored else None


def _tells(told: Mapping[str, frozenset[str]], country: str, words: str) -> bool:
    """Whether a country is named by other words than the ones that are asked about."""
    return any(form not in words for form in told.get(country, ()))


def _alike(meaning: Meaning, words: str) -> bool:
    """Whether some meaning of the words is of its kind and country; countries are all of one kind."""
    return any(
        _rank(other) == _rank(meaning) and (other.country == meaning.country or meaning.precision == "country")
        for other in meanings(words)
    )


def _score(meaning: Meaning, held: bool, known: bool, close: bool, others: Sequence[Meaning]) -> float:
    score = math.log10(meaning.people + 1) if meaning.is_town else _PRIOR[meaning.precision]
    score += 0.0 if meaning.own else _ANOTHER_NAME
    score += _CAPITAL * (meaning.people > _SEAT and _is_capital(meaning))
    score += _BESIDE * held + _SAME_COUNTRY * known + _CLOSE_TO_WORD * close
    if meaning.is_town or meaning.precision in ("district", "site"):
        wide = [o for o in others if not o.is_town and o.precision not in ("country", "continent") and o.km < 800]
        score += _SAME_PART * any(holds(part, meaning) for part in wide)
    return score + _NEARBY * any(o.is_town and o.from_(meaning) < _KM_NEARBY for o in others)


def _seat(part: Meaning, town: Meaning) -> bool:
    """Whether a part of a country has its name of a large town in it."""
    return town.own and town.people > _SEAT and town.country == part.country and holds(part, town)


def _is_capital(meaning: Meaning) -> bool:
    nation = nations.by_government(meaning.name)
    return nation is not None and nation.code == meaning.country


def _rank(meaning: Meaning) -> int:
    return _WIDE.get(meaning.precision, 1)


def holds(wide: Meaning, narrow: Meaning) -> bool:
    """Whether one place may lie in another, by country and by distance from its middle."""
    if wide is narrow or wide.is_town:
        return False
    if wide.precision == "country":
        return bool(wide.country) and wide.country == narrow.country and narrow.precision != "country"
    if wide.country and narrow.country and wide.country != narrow.country:
        return False
    return narrow.km < wide.km and wide.from_(narrow) <= _ROOM * wide.km + _MARGIN

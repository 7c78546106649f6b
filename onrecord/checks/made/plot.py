"""A story before anybody reports it: what happens when and where, who is in it, what is counted, what is said."""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from onrecord.checks.made import names
from onrecord.checks.made.days import hour
from onrecord.checks.made.grammar import Alternatives, Choose, Pattern, filled
from onrecord.checks.made.happening import Count, Happening, Statement, kinds, voices
from onrecord.checks.made.names import Country, Person
from onrecord.checks.made.truth import Planted, Side

# Look-alikes, on purpose: the place of an earlier story, somebody of it, or its kind elsewhere.
_SAME_PLACE, _SAME_PERSON, _SAME_KIND = 0.07, 0.05, 0.10
_BACK = 6  # how many stories before an earlier one may lie
_PER_STORY = 16  # numbers of people that a story keeps for itself
_TOWNS = 4
_OFFICES = ("critic", "official")
_ABROAD = "abroadman"
_SHAKEN = frozenset(("witness", "witness2"))
_CONFLICT, _CORRECTION, _SCOPE = 0.45, 0.08, 0.5  # of counts, of rises, of counts with a wider place
# Statements of a step: of its kind, and such as are made in any story. More of the second, fewer runs of words that two
# stories of a kind share.
_OF_ITS_KIND, _OF_ANY = 2, 6
_WHOLE = 0.7  # stories that run through all their steps; others end before


@dataclass(frozen=True, slots=True)
class Spoken:
    """A statement made at one step: who, word for word, and as reported speech (words kept between asterisks)."""

    id: str
    role: str
    person: Person
    direct: str
    reported: str
    side: str | None


@dataclass(frozen=True, slots=True)
class Chapter:
    """One step of a story as it came about: the numbers known then, and what was said."""

    name: str
    at: datetime
    values: Mapping[str, int]
    spoken: tuple[Spoken, ...]
    time: str
    soon: datetime


@dataclass(frozen=True, slots=True)
class Plot:
    """A whole story."""

    number: int
    seed: int
    happening: Happening
    country: Country
    names: Mapping[str, str]
    people: Mapping[str, Person]
    chapters: tuple[Chapter, ...]
    rivals: Mapping[tuple[int, str], int]  # (step, count) → the number of who counts otherwise
    corrected: Mapping[tuple[int, str], int]  # (step, count) → the number that turned out wrong
    wide: Mapping[tuple[int, str], int]  # (step, count) → the number for the whole province
    planted: tuple[Planted, ...]

    @property
    def id(self) -> str:
        """The story's name."""
        return f"s{self.number:05}"

    def count(self, name: str) -> Count:
        """What is counted under a name."""
        return next(c for c in self.happening.counts if c.name == name)

    def before(self, step: int, name: str) -> int | None:
        """The number known before a step, None where there was none."""
        told = [c.values[name] for c in self.chapters[:step] if name in c.values]
        return told[-1] if told else None


def choosing(dice: random.Random) -> Choose:
    """Takes one of several ways by a throw."""
    return lambda found: int(dice.random() * len(found.ways))


def dice_of(*parts: object) -> random.Random:
    """A generator of its own for each thing, so that nothing depends on what was made before it."""
    return random.Random(" ".join(map(str, parts)))


def plot(seed: int, number: int, start: datetime) -> Plot:
    """Story `number` of a world, beginning at `start`."""
    dice = dice_of(seed, "plot", number)
    like, what = _likeness(seed, number)
    place_of = like if what == "place" else number
    person_of = like if what == "person" else number
    home = like if what in ("place", "person") else number
    happening = _kind(seed, number)
    if home != number:  # the same place or person, but another affair, and not that of another one who is like it
        happening = kinds()[(kinds().index(_kind(seed, home)) + number - home) % len(kinds())]
    country, province, stream = _setting(seed, home)
    steps = happening.steps
    many = len(steps) if dice.random() < _WHOLE else 1 + int(dice.random() * (len(steps) - 1))
    said = _names(happening, country, province, stream, place_of, seed, dice)
    people = _people(seed, number, person_of, happening, country, said, dice)
    moments = [start]
    for step in steps[1:many]:
        moments.append(moments[-1] + timedelta(minutes=dice.randint(step.least * 60, step.most * 60)))
    values, corrected = _values(happening, many, dice)
    rivals, wide, planted = _differences(number, happening, said, values, corrected, dice)
    chapters: list[Chapter] = []
    used: list[Statement] = []
    for n, moment in enumerate(moments):
        spoken = _spoken(number, n, happening, said, people, used, dice)
        soon = moment + timedelta(days=dice.randint(2, 5))
        chapters.append(Chapter(steps[n].name, moment, values[n], spoken, hour(moment - timedelta(minutes=40)), soon))
    contradicted = [_contradiction(number, c) for c in chapters]
    planted += [p for p in contradicted if p is not None]
    return Plot(
        number, seed, happening, country, said, people, tuple(chapters), rivals, corrected, wide, tuple(planted)
    )


def _likeness(seed: int, number: int) -> tuple[int, str]:
    """An earlier story that a story is like on purpose, and in what: place, person, kind, or nothing."""
    dice = dice_of(seed, "like", number)
    like, throw = number - 1 - int(dice.random() * _BACK), dice.random()
    for what, share in (("place", _SAME_PLACE), ("person", _SAME_PERSON), ("kind", _SAME_KIND)):
        throw -= share
        if throw < 0 <= like:
            return like, what
    return number, "nothing"


def _kind(seed: int, number: int) -> Happening:
    """The kind of a story that shares neither place nor person with another."""
    like, what = _likeness(seed, number)
    return kinds()[dice_of(seed, "kind", like if what == "kind" else number).randrange(len(kinds()))]


def _setting(seed: int, number: int) -> tuple[Country, str, str]:
    dice = dice_of(seed, "setting", number)
    country = names.countries()[dice.randrange(len(names.countries()))]
    return country, country.provinces[dice.randrange(len(country.provinces))], names.river(country.style, dice)


def _names(
    happening: Happening, country: Country, province: str, stream: str, place: int, seed: int, dice: random.Random
) -> dict[str, str]:
    """What every slot of the story says that is no person, count or day."""
    out = {
        "country": country.name,
        "adjective": country.adjective,
        "people": country.people,
        "capital": country.capital,
        "currency": country.currency,
        "province": province,
        "river": stream,
        "year": str(2031 - dice.randint(4, 28)),
        "year2": str(2031 - dice.randint(3, 16)),
    }
    for n, slot in enumerate(("town", "town2", "town3")):
        out[slot] = names.town(country.style, place * _TOWNS + n, seed)
    out["abroad"] = next(c for c in _shuffled(names.countries(), dice) if c is not country).name
    for slot, (low, high) in happening.numbers.items():
        out[slot] = f"{dice.randint(low, high)}"
    for slot, pattern in happening.names.items():
        out[slot] = _plain(pattern, out, choosing(dice))
    return out


def _shuffled(row: tuple[Country, ...], dice: random.Random) -> list[Country]:
    out = list(row)
    dice.shuffle(out)
    return out


def _plain(pattern: Pattern, slots: Mapping[str, str], choose: Choose) -> str:
    return filled(pattern, lambda name, begins: slots[name], choose)


def _people(
    seed: int,
    number: int,
    person_of: int,
    happening: Happening,
    country: Country,
    slots: Mapping[str, str],
    dice: random.Random,
) -> dict[str, Person]:
    out = {}
    for n, (name, roles) in enumerate(sorted(happening.people.items())):
        role = roles[int(dice.random() * len(roles))]
        # Of an earlier story its minister or its lawyer: who bears an office or leads something meets more than one.
        home = person_of if name in _OFFICES else number
        woman = dice_of(seed, "woman", home, name).random() < 0.45
        before = role.before[woman] if role.before else ""
        after = role.after[woman] if role.after else ""
        before, after = (text.format_map(slots) for text in (before, after))
        # Who speaks for the other country bears one of its names.
        style = next(c.style for c in names.countries() if c.name == slots["abroad"]) if name == _ABROAD else None
        place = _OFFICES.index(name) if name in _OFFICES else len(_OFFICES) + n
        at = home * _PER_STORY + place
        out[name] = names.person(style or country.style, at, woman, seed, before, after)
    return out


def _values(
    happening: Happening, many: int, dice: random.Random
) -> tuple[list[dict[str, int]], dict[tuple[int, str], int]]:
    """The numbers of each step, and those of a step before that are taken back in it."""
    values: list[dict[str, int]] = [{} for _ in range(many)]
    corrected: dict[tuple[int, str], int] = {}
    for count in happening.counts:
        base = dice.randint(count.low, count.high)
        before: int | None = None
        factor_before: float | None = None
        for n in range(many):
            factor = count.course[n]
            if factor is None:
                continue
            value = before if before is not None and factor == factor_before else _rounded(base * factor)
            if before is not None and factor_before is not None and value is not None:
                grows = factor > factor_before
                if grows and value <= before:
                    value = before + 1
                if (
                    grows
                    and count.rival
                    and not corrected
                    and before > 8
                    and _may_be_corrected(count)
                    and dice.random() < _CORRECTION / 3
                ):
                    value = before - dice.randint(1, 3)
                    corrected[n, count.name] = before
                    base = round(value / factor)
            assert value is not None
            if value < 2:
                break
            values[n][count.name] = value
            before, factor_before = value, factor
    return values, corrected


def _may_be_corrected(count: Count) -> bool:
    """What has a sentence that takes it back (tolls.tsv)."""
    return count.rival is not None and (count.what == "killed" or count.what.startswith("other:"))


def _rounded(value: float) -> int:
    whole = round(value)
    return whole if whole < 1000 else round(whole / 10) * 10


def _differences(
    number: int,
    happening: Happening,
    slots: Mapping[str, str],
    values: list[dict[str, int]],
    corrected: Mapping[tuple[int, str], int],
    dice: random.Random,
) -> tuple[dict[tuple[int, str], int], dict[tuple[int, str], int], list[Planted]]:
    """Who counts otherwise, and what is counted in a wider place."""
    rivals: dict[tuple[int, str], int] = {}
    wide: dict[tuple[int, str], int] = {}
    planted: list[Planted] = []

    def plant(kind: str, step: int, name: str, *sides: Side) -> None:
        question = f"{name} at the step {happening.steps[step].name}"
        planted.append(Planted(f"s{number:05}-d{len(planted) + 1}", kind, question, sides))

    def side(value: int, who: str, name: str, more: str = "") -> Side:
        return Side(value, who.removeprefix("the "), f"s{number:05}-{name}{more}")

    for count in happening.counts:
        told = [n for n, v in enumerate(values) if count.name in v]
        if not told:
            continue
        rival, _, scope = (count.rival or "").partition("/")
        by = slots[count.by]
        step = told[int(dice.random() * len(told))]
        value = values[step][count.name]
        if rival and dice.random() < _CONFLICT:
            other = max(value + 2, _rounded(value * (1.15 + dice.random() * 0.5)))
            rivals[step, count.name] = other
            other_side = side(other, slots[rival], count.name, f"-{rival}")
            plant("conflict", step, count.name, side(value, by, count.name), other_side)
        elif scope and dice.random() < _SCOPE:
            other = max(value + 3, _rounded(value * (1.6 + dice.random())))
            wide[step, count.name] = other
            other_side = side(other, by, count.name, "-wide")
            plant("scope", step, count.name, side(value, by, count.name), other_side)
    for (step, name), old in corrected.items():
        by = slots[next(c.by for c in happening.counts if c.name == name)]
        plant("correction", step, name, side(old, by, name), side(values[step][name], by, name))
    return rivals, wide, planted


def _spoken(
    number: int,
    step: int,
    happening: Happening,
    slots: Mapping[str, str],
    people: Mapping[str, Person],
    used: list[Statement],
    dice: random.Random,
) -> tuple[Spoken, ...]:
    """What is said at a step: both sides of a contradiction, some of the rest, and what may be said in any story.

    Of the last nothing that was `used` before; what is used now is added there.
    """
    own = list(happening.said.get(happening.steps[step].name, ()))
    dice.shuffle(own)
    own.sort(key=lambda s: s.side is None)
    sides = sum(s.side is not None for s in own)
    rows = own[: sides + _OF_ITS_KIND]
    roles = sorted(people.keys() & voices().keys() - (frozenset() if happening.shakes else _SHAKEN))
    dice.shuffle(roles)
    for n in range(_OF_ANY):
        general = [v for v in voices().get(roles[n % len(roles)], ()) if v not in used]
        if general:
            rows.append(general[int(dice.random() * len(general))])
            used.append(rows[-1])
    out = []
    for n, statement in enumerate(rows):
        direct, reported = worded(statement, slots, dice)
        out.append(
            Spoken(f"s{number:05}-{step}-{n}", statement.by, people[statement.by], direct, reported, statement.side)
        )
    return tuple(out)


def worded(statement: Statement, slots: Mapping[str, str], dice: random.Random) -> tuple[str, str]:
    """The statement in both forms; where both offer the same choice, they take the same."""
    taken: dict[Alternatives, int] = {}
    direct = _plain(statement.direct, slots, lambda found: taken.setdefault(found, choosing(dice)(found)))
    return direct, _plain(statement.reported, slots, alike(taken, len(taken)))


def alike(taken: Mapping[Alternatives, int], many: int) -> Choose:
    """Takes what was taken before of the same alternatives; of others the first or second, the same for all."""
    return lambda found: taken.get(found, many % len(found.ways))


def _contradiction(number: int, chapter: Chapter) -> Planted | None:
    sides = {s.side: s for s in chapter.spoken if s.side}
    if len(sides) != 2:
        return None
    two = tuple(Side(s.reported.replace("*", ""), s.person.name, s.id) for _, s in sorted(sides.items()))
    return Planted(f"s{number:05}-{chapter.name}", "conflict", f"claim and denial at the step {chapter.name}", two)

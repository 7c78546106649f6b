"""Kinds of happening as their tables tell them: steps, counts, people, names, sentences and statements."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

from onrecord.checks.made.grammar import Pattern, compiled
from onrecord.shapes.errors import TableError
from onrecord.shapes.table import Row, load

_PACKAGE = "onrecord.checks.made"
_HARM = ("killed", "injured", "abducted")
_PARTS = ("step", "count", "num", "name", "who", "head", "lead", "detail", "recap", "background", "said")


@dataclass(frozen=True, slots=True)
class Step:
    """One happening within a story, and after how many hours it follows the one before: at least, at most."""

    name: str
    least: int
    most: int


@dataclass(frozen=True, slots=True)
class Count:
    """Something that is counted from step to step.

    `what` is the record's word for it, `low` and `high` bound the first number, `course` multiplies it at each step
    (None: not told there), `by` is who counts, `rival` who counts otherwise.
    """

    name: str
    what: str
    noun: str
    low: int
    high: int
    course: tuple[float | None, ...]
    by: str
    rival: str | None


@dataclass(frozen=True, slots=True)
class Role:
    """Somebody in a story: a title before the name or what stands behind it, of a man and of a woman."""

    before: tuple[str, str] | None
    after: tuple[str, str] | None


@dataclass(frozen=True, slots=True)
class Statement:
    """What somebody may say: word for word, and as reported speech in which asterisks enclose words kept as spoken.

    `side` is "claim" or "denial" where the two contradict each other.
    """

    by: str
    direct: Pattern
    reported: Pattern
    side: str | None


@dataclass(frozen=True, slots=True)
class Happening:
    """A kind of happening."""

    name: str
    steps: tuple[Step, ...]
    counts: tuple[Count, ...]
    numbers: Mapping[str, tuple[int, int]]
    names: Mapping[str, Pattern]
    people: Mapping[str, tuple[Role, ...]]
    lines: Mapping[tuple[str, str], tuple[Pattern, ...]]
    said: Mapping[str, tuple[Statement, ...]]

    @property
    def shakes(self) -> bool:
        """True where people come to harm: who saw a takeover bid has no cold hands."""
        return any(count.what in _HARM for count in self.counts)


@cache
def kinds() -> tuple[Happening, ...]:
    """All kinds of happening, in alphabetical order. Raises TableError."""
    folder = resources.files(f"{_PACKAGE}.kinds")
    names = sorted(entry.name for entry in folder.iterdir() if entry.name.endswith(".tsv"))
    return tuple(_happening(name) for name in names)


@cache
def voices() -> Mapping[str, tuple[Statement, ...]]:
    """What may be said in any story, by who says it."""
    out: dict[str, list[Statement]] = {}
    for row in load(_PACKAGE, "voices.tsv", ("by", "text"), key=("text",)):
        out.setdefault(row["by"], []).append(_statement(row))
    return {by: tuple(found) for by, found in out.items()}


def _happening(table: str) -> Happening:
    rows = load(f"{_PACKAGE}.kinds", table, ("part", "step", "by", "text"), key=())
    by_part: dict[str, list[Row]] = {part: [] for part in _PARTS}
    for row in rows:
        if row["part"] not in by_part:
            raise TableError(f"{table}:{row.line}: part {row['part']!r} is none of {' '.join(_PARTS)}")
        by_part[row["part"]].append(row)
    steps = tuple(Step(row["step"], *_bounds(row)) for row in by_part["step"])
    people: dict[str, list[Role]] = {}
    for row in by_part["who"]:
        people.setdefault(row["step"], []).append(_role(row))
    lines: dict[tuple[str, str], list[Pattern]] = {}
    known = {step.name for step in steps} | {"*"}
    for part in ("head", "lead", "detail", "recap", "background"):
        for row in by_part[part]:
            if row["step"] not in known:
                raise TableError(f"{table}:{row.line}: no step is called {row['step']!r}")
            lines.setdefault((part, row["step"]), []).append(_pattern(row, row["text"]))
    said: dict[str, list[Statement]] = {}
    for row in by_part["said"]:
        said.setdefault(row["step"], []).append(_statement(row))
    return Happening(
        name=table.removesuffix(".tsv"),
        steps=steps,
        counts=tuple(_count(row, len(steps)) for row in by_part["count"]),
        numbers={row["step"]: _bounds(row) for row in by_part["num"]},
        names={row["step"]: _pattern(row, row["text"]) for row in by_part["name"]},
        people={role: tuple(found) for role, found in people.items()},
        lines={key: tuple(found) for key, found in lines.items()},
        said={step: tuple(found) for step, found in said.items()},
    )


def _pattern(row: Row, text: str) -> Pattern:
    try:
        return compiled(text)
    except TableError as error:
        raise TableError(f"{row.table}:{row.line}: {error}") from None


def _bounds(row: Row) -> tuple[int, int]:
    least, _, most = row["text"].partition("-")
    if not (least.isdecimal() and most.isdecimal() and int(least) <= int(most)):
        raise TableError(f"{row.table}:{row.line}: {row['text']!r} is no range such as 2-14")
    return int(least), int(most)


def _count(row: Row, steps: int) -> Count:
    """ "killed people 4-18 1 1.6 2 -": what, noun, first number, and its course over the steps."""
    what, noun, first, *course = row["text"].split()
    if len(course) != steps:
        raise TableError(f"{row.table}:{row.line}: {len(course)} numbers for {steps} steps")
    low, _, high = first.partition("-")
    by, _, rival = row["by"].partition("/")
    factors = tuple(None if c == "-" else float(c) for c in course)
    return Count(row["step"], what, noun.replace("_", " "), int(low), int(high), factors, by, rival or None)


def _role(row: Row) -> Role:
    place, _, text = row["text"].partition(": ")
    man, _, woman = text.partition(" / ")
    if place == "before":
        return Role((man, woman or man), None)
    if place == "after":
        return Role(None, (man, woman or man))
    raise TableError(f"{row.table}:{row.line}: a person is told by 'before: …' or 'after: …'")


def _statement(row: Row) -> Statement:
    direct, middle, reported = row["text"].partition(" // ")
    if not middle:
        raise TableError(f"{row.table}:{row.line}: words as spoken // words as reported")
    by, _, side = row["by"].partition("!")
    return Statement(by, _pattern(row, direct), _pattern(row, reported), side or None)

"""One report of a step of a story: its headline and paragraphs, and what is true of them."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cache
from typing import TypeVar

from onrecord.checks.made import days, names
from onrecord.checks.made.grammar import Pattern, Slot, capital, compiled, written
from onrecord.checks.made.happening import Statement, voices
from onrecord.checks.made.numbers import FALLING, Counted, exact, hedged
from onrecord.checks.made.plot import Plot, Spoken, choosing, worded
from onrecord.checks.made.truth import Point, Said
from onrecord.shapes.table import load

_PACKAGE = "onrecord.checks.made"
One = TypeVar("One")
# Numbers of people who are asked in the street: behind those of all stories' people, before those of all newsrooms'.
_PASSERS_FROM, _NEWSROOMS, _PASSERS = 20_000_000, 16, 16
# A body is called by what it is once its name has stood.
_SHORT = frozenset(
    "agency authority board bureau centre commission committee inspectorate ministry office service society".split()
)
_SHORTER = 0.75
_OPENS = re.compile(r"(?:(?<=\s)|^)'(?=\w)")
_PUBLIC = ("spokes", "official")  # who speaks to all
_MOST_PASSERS = 10
_STANDING, _REMARKS = 4, 4  # into how many shares newsrooms part the standing sentences, and the remarks
_INDIRECT = 3
_MARKED = re.compile(r"\*([^*]+)\*")


@dataclass(frozen=True, slots=True)
class House:
    """How a newsroom writes: what it calls itself, whether months come first, whether its marks are curly."""

    name: str
    month_first: bool
    curly: bool


@dataclass(frozen=True, slots=True)
class Seat:
    """A reporter among those who write of one step: the how-manieth, of how many; and their newsroom among those of
    the story. Two who were there tell other details, and the same in other words: else one would seem to copy.
    """

    turn: int
    many: int
    newsroom: int


@dataclass(frozen=True, slots=True)
class Written:
    """A report's words and what they tell, before they are put on a page."""

    title: str
    paragraphs: tuple[str, ...]
    said: tuple[Said, ...]
    points: tuple[Point, ...]


@dataclass(slots=True)
class _Told:
    """What was put into the words so far."""

    said: list[Said] = field(default_factory=list)
    points: list[Point] = field(default_factory=list)
    introduced: set[str] = field(default_factory=set)
    hedges: dict[tuple[int, str], Counted] = field(default_factory=dict)
    remarked: list[Pattern] = field(default_factory=list)
    heard: list[Statement] = field(default_factory=list)


@cache
def _frames() -> Mapping[str, tuple[Pattern, ...]]:
    out: dict[str, list[Pattern]] = {}
    for row in load(_PACKAGE, "frames.tsv", ("kind", "text"), key=("kind", "text")):
        out.setdefault(row["kind"], []).append(compiled(row["text"]))
    return {kind: tuple(found) for kind, found in out.items()}


@cache
def _tolls() -> Mapping[tuple[str, str], tuple[Pattern, ...]]:
    out: dict[tuple[str, str], list[Pattern]] = {}
    for row in load(_PACKAGE, "tolls.tsv", ("what", "phase", "text"), key=("what", "phase", "text")):
        out.setdefault((row["what"], row["phase"]), []).append(compiled(row["text"]))
    return {key: tuple(found) for key, found in out.items()}


@cache
def _passers() -> tuple[str, ...]:
    return tuple(row["after"] for row in load(_PACKAGE, "passers.tsv", ("after",)))


@cache
def _remarks() -> Mapping[str, tuple[Pattern, ...]]:
    out: dict[str, list[Pattern]] = {}
    for row in load(_PACKAGE, "remarks.tsv", ("part", "text"), key=("part", "text")):
        out.setdefault(row["part"], []).append(compiled(row["text"]))
    return {part: tuple(found) for part, found in out.items()}


def _one(rows: Sequence[One], dice: random.Random) -> One:
    return rows[int(dice.random() * len(rows))]


@cache
def _stands_at(row: Pattern) -> bool:
    """True for "the toll stood at {n}", which bears no "at least"."""
    before = ""
    for part in row.parts:
        if isinstance(part, Slot) and part.name == "n":
            return before.endswith(" at ")
        before = part if isinstance(part, str) else ""
    return False


class Writer:
    """Writes one report. `now` is when it comes out, `step` the newest step it tells of."""

    def __init__(self, plot: Plot, step: int, now: datetime, house: House, dice: random.Random, seat: Seat) -> None:
        self.plot = plot
        self.step = step
        self.now = now
        self.house = house
        self.dice = dice
        self.seat = seat
        self.turn = seat.turn
        self.choose = choosing(dice)
        self.told = _Told()
        self.people = dict(plot.people)
        self.head = False

    # -- slots -------------------------------------------------------------------------------------------------

    def _fill(self, step: int) -> Callable[[str, bool], str]:
        return lambda name, begins: self._slot(name, begins, step)

    def _slot(self, name: str, begins: bool, step: int) -> str:
        low = name[:1].lower() + name[1:]
        words = self._words(low, begins, step)
        return words if low == name else capital(words)

    def _words(self, name: str, begins: bool, step: int) -> str:
        plot, chapter = self.plot, self.plot.chapters[step]
        today = self.now.date()
        if name in plot.names:
            text = plot.names[name]
            if text.isdecimal() and not name.startswith("year"):
                value = int(text)
                return exact(value).words(begins, self.head)
            return self._body(text)
        base, _, form = name.partition(".")
        if base in self.people:
            return self._person(base, form)
        if name == "day":
            return days.on(chapter.at.date(), today, self.house.month_first)
        if name == "weekday":
            return days.bare(chapter.at.date(), today, self.house.month_first)
        if name == "since":
            return days.bare(plot.chapters[0].at.date(), today, self.house.month_first)
        if name == "soon":
            return days.on(chapter.soon.date(), today, self.house.month_first)
        if name == "soonday":
            return days.bare(chapter.soon.date(), today, self.house.month_first)
        if name == "time":
            return chapter.time
        if name == "self":
            return self.house.name
        return self._counted(base, form, begins, step)

    def _body(self, name: str) -> str:
        """A body by its full name first, then now and then by what it is: "the agency"."""
        last = name.rpartition(" ")[2].lower()
        police = last == "police"
        if not (police or (name.startswith("the ") and last in _SHORT)) or self.head:
            return name
        if name in self.told.introduced and self.dice.random() < _SHORTER:
            return last if police else f"the {last}"
        self.told.introduced.add(name)
        return name

    def _person(self, role: str, form: str) -> str:
        person = self.people[role]
        if form == "he":
            return "she" if person.woman else "he"
        if form == "his":
            return "her" if person.woman else "his"
        if form == "him":
            return "her" if person.woman else "him"
        if form == "last" or (role in self.told.introduced and not self.head):
            return person.surname
        if self.head:
            return person.surname
        self.told.introduced.add(role)
        if person.before:
            return f"{person.before} {person.name}"
        return f"{person.name}, {person.after}," if person.after else person.name

    def _counted(self, name: str, form: str, begins: bool, step: int) -> str:
        value = self.plot.chapters[step].values[name]
        if form == "new":
            return self._put(name, exact(value - (self.plot.before(step, name) or 0)), begins, step, "new")
        return self._put(name, self._hedged(step, name), begins, step)

    def _hedged(self, step: int, name: str) -> Counted:
        """The number with the hedge that it has in this report."""
        key = (step, name)
        if key not in self.told.hedges:
            value = self.plot.chapters[step].values[name]
            # What others dispute or somebody takes back is given as it is: rounded, nobody could say who differs.
            disputed = key in self.plot.rivals or key in self.plot.wide or key in self.plot.corrected
            falls = self.plot.count(name).what in FALLING
            self.told.hedges[key] = exact(value) if disputed or falls else hedged(value, self.dice)
        return self.told.hedges[key]

    def _put(
        self,
        name: str,
        counted: Counted,
        begins: bool,
        step: int,
        scope: str = "total",
        by: str | None = None,
        where: str | None = None,
        retracted: bool = False,
    ) -> str:
        """The number in words, noted as a point of its series."""
        count = self.plot.count(name)
        words = counted.words(begins, self.head)
        counter = self.plot.names[by or count.by]
        place = where or self.plot.names["town"]
        series = f"{self.plot.id}-{name}" + (f"-{by}" if by else "") + ("-wide" if where else "")
        self.told.points.append(
            Point(
                series=series,
                what=count.what,
                counted=count.noun,
                where=place,
                counter=counter.removeprefix("the "),
                text=capital(words) if begins and not self.head else words,
                value=counted.value,
                hedge=counted.hedge,
                low=counted.low,
                high=counted.high,
                as_of=self.plot.chapters[step].at.date().isoformat(),
                scope=scope,
                retracted=retracted,
            )
        )
        return words

    def _sentence(self, pattern: Pattern, step: int | None = None, more: Mapping[str, str] | None = None) -> str:
        fill = self._fill(self.step if step is None else step)
        if more:
            return written(pattern, lambda n, b: more[n] if n in more else fill(n, b), self.choose)
        return written(pattern, fill, self.choose)

    # -- sentences ---------------------------------------------------------------------------------------------

    def _rows(self, part: str, step: int | None = None) -> Sequence[Pattern]:
        name = "*" if step is None else self.plot.chapters[step].name
        rows = self.plot.happening.lines.get((part, name), ())
        return [r for r in rows if self._can(r, self.step if step is None else step)]

    def _can(self, pattern: Pattern, step: int) -> bool:
        """True when the story has all that a pattern asks for at this step."""
        counts = {c.name for c in self.plot.happening.counts}
        values = self.plot.chapters[step].values
        for need in pattern.needs:
            base, _, form = (need[:1].lower() + need[1:]).partition(".")
            if base in counts and base not in values:
                return False
            if base in counts and form == "new" and not (0 < (self.plot.before(step, base) or 0) < values[base] - 1):
                return False
        return True

    def title(self) -> str:
        """A headline."""
        self.head = True
        rows = self._rows("head", self.step)
        text = self._sentence(rows[(self.plot.number + self.turn) % len(rows)])
        self.head = False
        return text

    def lead(self) -> str:
        """The first sentence."""
        rows = self._rows("lead", self.step)
        return self._sentence(rows[(self.plot.number + self.turn) % len(rows)])

    def tolls(self) -> list[str]:
        """A sentence for each number known at the step, in the order of the kind's table."""
        out = []
        for count in self.plot.happening.counts:
            if count.name in self.plot.chapters[self.step].values:
                out.append(self._toll(count.name))
        return out

    def _toll(self, name: str) -> str:
        plot, step = self.plot, self.step
        count, value, before = plot.count(name), plot.chapters[step].values[name], plot.before(step, name)
        if (step, name) in plot.corrected:
            phase, old = "correct", plot.corrected[step, name]
        elif before is None:
            phase, old = "first", 0
        else:
            phase, old = ("same" if value == before else "rise" if value > before else "fall"), before
        what = count.what if (count.what, phase) in _tolls() else "other"
        rows = [r for r in _tolls()[what, phase] if "new" not in r.needs or value - old > 1]
        if self._hedged(step, name).before == "at least":
            rows = [r for r in rows if not _stands_at(r)] or rows

        def fill(slot: str, begins: bool) -> str:
            if slot == "n":
                return self._counted(name, "", begins, step)
            if slot == "old":
                return self._put(name, exact(old), begins, max(0, step - 1), retracted=phase == "correct")
            if slot == "new":
                return self._put(name, exact(value - old), begins, step, "new")
            if slot == "by":
                return self._body(plot.names[count.by])
            return count.noun if slot == "noun" else self._slot(slot, begins, step)

        return written(rows[(plot.number + self.turn) % len(rows)], fill, self.choose)

    def differing(self) -> list[str]:
        """What others count, and what is counted in a wider place, where the story has it at this step."""
        plot, out = self.plot, []
        for numbers, phase in ((plot.rivals, "rival"), (plot.wide, "wide")):
            for (step, name), value in sorted(numbers.items()):
                if step != self.step:
                    continue
                out.append(self._differing(name, value, phase))
        return out

    def _differing(self, name: str, value: int, phase: str) -> str:
        plot = self.plot
        count = plot.count(name)
        rival = (count.rival or "").partition("/")[0]
        what = count.what if (count.what, phase) in _tolls() else "other"
        rows = _tolls()[what, phase]
        wide = phase == "wide"

        def fill(slot: str, begins: bool) -> str:
            if slot == "n":
                by, where = (None, plot.names["province"]) if wide else (rival, None)
                return self._put(name, exact(value), begins, self.step, by=by, where=where)
            if slot == "by":
                return self._body(plot.names[count.by])
            named = {"noun": count.noun, "rival": plot.names.get(rival, "")}
            return named.get(slot) or self._slot(slot, begins, self.step)

        return written(_one(rows, self.dice), fill, self.choose)

    def statement(self, spoken: Spoken, then: Spoken | None = None) -> str:
        """One statement in one of the forms of speech, or two of one speaker."""
        if then is not None:
            return self._framed("pair", spoken, then)
        if spoken.side and self.dice.random() < 0.6:
            return self._framed(spoken.side, spoken)
        throw = self.dice.random()
        # Each statement is told in indirect speech by few: its words would be narration that others share.
        apart = (int(spoken.id.rpartition("-")[2]) + self.turn) % _INDIRECT
        if throw < 0.4 or (apart and throw < 0.85):
            return self._framed("direct", spoken)
        if "*" in spoken.reported and throw < 0.75:
            return self._framed("mixed", spoken)
        return self._framed("indirect", spoken)

    def earlier(self, step: int) -> list[str]:
        """What was said at a step before, as reported speech."""
        rows = [s for s in self.plot.chapters[step].spoken if not s.side][self.turn % _INDIRECT :: _INDIRECT]
        ways = _frames()["earlier"]
        at = self.plot.number + self.turn + step
        return [self._reported(ways[(at + n) % len(ways)], s, step) for n, s in enumerate(rows[:2])]

    def _framed(self, kind: str, spoken: Spoken, then: Spoken | None = None) -> str:
        row = _one(_frames()[kind], self.dice)
        if kind in ("direct", "pair"):
            for one in (spoken, then) if then else (spoken,):
                self._say(one, one.direct, "direct")
            return self._speech(row, spoken, "", then)
        if kind == "mixed":
            for words in _MARKED.findall(spoken.reported):
                self._say(spoken, words, "mixed")
            return self._speech(row, spoken, _MARKED.sub(r"“\1”", spoken.reported))
        return self._reported(row, spoken, self.step)

    def _reported(self, row: Pattern, spoken: Spoken, step: int) -> str:
        words = spoken.reported.replace("*", "")
        self._say(spoken, words, "indirect")
        return self._speech(row, spoken, words, step=step)

    def _speech(
        self, row: Pattern, spoken: Spoken, reported: str, then: Spoken | None = None, step: int | None = None
    ) -> str:
        words = {"w": spoken.direct, "w2": then.direct if then else "", "r": reported, "R": capital(reported)}
        at = self.step if step is None else step

        def fill(slot: str, begins: bool) -> str:
            if slot == "s":
                return self._person(spoken.role, "")
            return words[slot] if slot in words else self._slot(slot, begins, at)

        return written(row, fill, self.choose)

    def _say(self, spoken: Spoken, words: str, kind: str) -> None:
        self.told.said.append(Said(spoken.id, spoken.person.name, words, kind))

    def details(self, step: int) -> Iterator[str]:
        """Further sentences about a step, in an order of this reporter's own; each written when it is asked for."""
        rows = list(self._rows("detail", step))
        at = self.plot.number % max(1, len(rows))
        mine = (rows[at:] + rows[:at])[self.turn % self.seat.many :: self.seat.many]
        yield from (self._sentence(r, step) for r in mine)

    def recaps(self) -> list[str]:
        """What came before, the newest step first; left out where others have used the words there are for it."""
        out: list[str] = []
        if self.turn > 1:
            return out
        for step in range(self.step - 1, -1, -1):
            rows = self._rows("recap", step)
            if rows:
                out.append(self._sentence(rows[(self.plot.number + self.turn) % len(rows)], step))
        return out

    def backgrounds(self, dice: random.Random) -> Iterator[str]:
        """What a newsroom keeps standing for its reports of a story: the same words each time."""
        rows = list(self._rows("background"))
        at = self.plot.number % max(1, len(rows))
        rows = (rows[at:] + rows[:at])[self.seat.newsroom % _STANDING :: _STANDING]
        fill = self._fill(self.step)
        choose = choosing(dice)
        yield from (written(r, fill, choose) for r in rows)

    def passer(self, number: int) -> str:
        """Somebody asked in the street, whom no other newsroom asked."""
        plot, dice = self.plot, self.dice
        woman = dice.random() < 0.5
        man_is, _, woman_is = _one(_passers(), dice).partition(" / ")
        after = ((woman_is or man_is) if woman else man_is).format_map(plot.names)
        at = _PASSERS_FROM + (plot.number * _NEWSROOMS + self.seat.newsroom % _NEWSROOMS) * _PASSERS + number
        person = names.person(plot.country.style, at, woman, plot.seed, after=after)
        role = f"passer{number}"
        self.people[role] = person
        roles = ("witness", "witness2") if plot.happening.shakes else ("critic", "expert")
        said = [s for s in voices()[roles[number % 2]] if s not in self.told.heard]
        statement = _one(said, dice)
        self.told.heard.append(statement)
        direct, reported = worded(statement, plot.names, dice)
        name = f"{plot.id}-{self.step}-p{self.seat.newsroom}-{number}"
        kind = "direct" if dice.random() < 0.7 else "indirect"
        return self._framed(kind, Spoken(name, role, person, direct, reported, None))

    def remark(self, part: str) -> str:
        """A sentence of the general table, another one each time as long as there are some."""
        mine = _remarks()[part]
        if part == "course":
            at = self.seat.newsroom % _REMARKS
            mine = mine[at::_REMARKS]
        rows = [r for r in mine if r not in self.told.remarked] or mine
        row = _one(rows, self.dice)
        self.told.remarked.append(row)
        return self._sentence(row)

    # -- the whole ---------------------------------------------------------------------------------------------

    def finished(self, title: str, paragraphs: Sequence[str]) -> Written:
        """The report, in the marks of its house; only what still stands in its words counts."""
        text = tuple(self._set(p) for p in paragraphs)
        head = self._set(title)
        whole = "\n".join((head, *text))
        said = (replace(s, words=words) for s in self.told.said if (words := standing(self._set(s.words), whole)))
        points = (replace(p, text=words) for p in self.told.points if (words := standing(p.text, whole)))
        return Written(head, text, tuple(dict.fromkeys(said)), tuple(dict.fromkeys(points)))

    def _set(self, text: str) -> str:
        if self.house.curly:
            return _OPENS.sub("‘", text).replace("'", "’")
        return text.replace("“", '"').replace("”", '"')


def standing(words: str, whole: str) -> str | None:
    """The words as they stand in a text, maybe at the beginning of a sentence; None where they are not whole words."""
    for way in (words, words[:1].upper() + words[1:]):
        at = whole.find(way)
        while at >= 0:
            around = whole[at - 1 : at] + " " + whole[at + len(way) : at + len(way) + 1]
            if not any(sign.isalnum() for sign in around):
                return way
            at = whole.find(way, at + 1)
    return None


def news(plot: Plot, step: int, now: datetime, house: House, dice: random.Random, seat: Seat, words: int) -> Written:
    """A news report of about so many words: the newest first, then what was said, then what came before."""
    writer = Writer(plot, step, now, house, dice, seat)
    title = writer.title()
    paragraphs = [writer.lead()]
    size = len(paragraphs[0].split())

    def add(*sentences: str) -> bool:
        nonlocal size
        text = " ".join(s for s in sentences if s)
        if text:
            paragraphs.append(text)
            size += len(text.split())
        return size < words

    for paragraph in _order(writer, dice):
        if not add(*paragraph()):
            break
    return writer.finished(title, paragraphs)


Unit = Callable[[], Sequence[str]]


def _order(writer: Writer, dice: random.Random) -> list[Unit]:
    """Paragraphs still to be written, the weightier first. Each is written only when there is room for it."""
    plot, step = writer.plot, writer.step
    tolls, differing, details = writer.tolls, writer.differing, writer.details(step)
    spoken = list(plot.chapters[step].spoken)
    sides = sorted((s for s in spoken if s.side), key=lambda s: s.side or "")
    many = writer.seat.many
    # What is said at a press conference many print; what is said to one reporter, one.
    free = [
        s
        for s in spoken
        if not s.side and (s.role in _PUBLIC or int(s.id.rpartition("-")[2]) % many == writer.turn % many)
    ]
    pairs: list[tuple[Spoken, Spoken | None]] = []
    while free:
        one = free.pop(0)
        same = next((s for s in free if s.role == one.role), None) if dice.random() < 0.6 else None
        if same:
            free.remove(same)
        pairs.append((one, same))

    def statement(one: Spoken, same: Spoken | None, detail: bool) -> Unit:
        return lambda: (writer.statement(one, same), next(details, "") if detail else "")

    def toll() -> Sequence[str]:
        return tolls()[: 2 if dice.random() < 0.7 else 3]

    first: list[Unit] = [toll]
    said = [statement(a, b, dice.random() < 0.4) for a, b in pairs]
    both: list[Unit] = [lambda s=s: (writer.statement(s),) for s in sides]  # type: ignore[misc]
    middle: list[Unit] = [lambda: (next(details, ""), next(details, ""))]
    back: list[Unit] = [lambda: writer.recaps()[:2]]
    standing = writer.backgrounds(random.Random(f"{plot.number} {writer.house.name}"))
    rest: list[Unit] = [lambda: (next(standing, ""),)] * 2
    if dice.random() < 0.5:
        units = [*first, *said[:1], differing_unit(differing), *both, *middle, *said[1:2], *back]
    else:
        units = [*said[:1], *first, *middle, differing_unit(differing), *both, *back, *said[1:2]]
    units += [*rest[:1], *said[2:4], lambda: (next(details, ""), writer.remark("course")), *rest[1:], *said[4:]]
    older: list[Unit] = [lambda k=k: writer.earlier(k) for k in range(step - 1, -1, -1)]  # type: ignore[misc]
    long: list[Unit] = [lambda: (next(details, ""),), lambda: tuple(standing)]
    for n in range(_MOST_PASSERS):
        long.append(lambda n=n: (writer.passer(n), writer.remark("course") if n % 2 else ""))  # type: ignore[misc]
    return units + [*older, *long, lambda: (writer.remark("closing"),)]


def differing_unit(differing: Callable[[], list[str]]) -> Unit:
    """A paragraph of what others count."""
    return lambda: differing()

"""Events of one report that are one event told again, and what each telling lends the others.

"Militants attacked a convoy on Monday. … The attack …": the noun says neither by whom nor when;
the telling before does.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice, takewhile

from onrecord.marks.events.candidate import Candidate
from onrecord.marks.events.families import akin
from onrecord.marks.events.tables import SPOKEN, classes
from onrecord.marks.events.when import HOUR
from onrecord.marks.events.words import words_of
from onrecord.shapes.mark import Cell, Ref, When
from onrecord.shapes.span import Span

# What a telling may take from another of the same event, in this order.
LENT = ("actor", "recipient", "victims", "when", "where")
REACH = 40  # tellings of a type that one is held against, so that an endless list costs no more a line
ONLY_IF = frozenset(f"modality.tsv:{w}" for w in words_of("only if"))
PLAIN = ("parse:tense",)  # how a modality is read that nothing but the tense shows
TO_COME = frozenset("CONSULT PROTEST MOBILIZE AID RETREAT COOPERATE OTHER".split())
# Of these other words for one happening say too little: "the crash" is told as what befell, not as what a driver did,
# and of attacks a report may tell of several.
BY_OWN_WORD = ("ACCIDENT", "DISASTER", "ASSAULT")
LEAD = 8  # tellings of the body among which those of the headline are looked for
_STEM = 5  # letters that kindred words share
LONG_PAST = "historical"
REAL = frozenset(("happened", "ongoing"))
ALLEGED = ("possible", "hypothetical", "denied")


@dataclass(slots=True)
class Telling:
    """A candidate and the cells read beside it; `before` is the telling before it of the same event.

    `about`: the words for the deed that it criticises; `titled`: it stands in the headline; `sentence`: its own;
    `dateless`: it has a day of its own that no calendar tells.
    """

    candidate: Candidate
    cells: dict[str, Cell]
    before: Telling | None = None
    after: Telling | None = field(default=None, repr=False)
    about: Span | None = None
    titled: bool = False
    dateless: bool = False
    sentence: Span | None = None

    def called(self, cell: str) -> tuple[str, ...]:
        """The names in a cell of several as they are."""
        found = self.cells.get(cell)
        refs = found.value if found is not None else ()
        return tuple(r.name for r in refs if isinstance(r, Ref) and r.name)

    def names(self, cell: str) -> frozenset[str]:
        """The names in a cell of several, case aside."""
        return frozenset(n.casefold() for n in self.called(cell))

    def how(self, cell: str) -> str:
        """How a cell was read, empty where there is none."""
        found = self.cells.get(cell)
        return "" if found is None else found.how

    def value(self, cell: str) -> object:
        """The value of a cell, None where there is none."""
        found = self.cells.get(cell)
        return None if found is None else found.value


def join(tellings: Sequence[Telling]) -> None:
    """Tie each telling to the one before it of the same event, and fill its empty cells from its event's others.

    Takes: the tellings of one report in text order; changes `before` and `cells`.
    """
    last: dict[str, list[Telling]] = {}
    _headed(tellings)
    scattered = frozenset((*BY_OWN_WORD, *_by_several(tellings)))
    for telling in tellings:
        seen = last.setdefault(str(telling.value("type")), [])
        near = islice(reversed(seen), REACH)
        telling.before = next((t for t in near if _same(t, telling, scattered)), None)
        if telling.before is not None and telling.before.after is None:
            telling.before.after = telling
        seen.append(telling)
    for telling in tellings:
        _goes_on(telling)
        for name in LENT:
            if name not in telling.cells:
                lenders = _near(telling) if name != "when" else _dated(telling)
                pool = (t for t in lenders if name != "actor" or not _only_alleged(t, telling))
                found = next((c for t in pool if (c := _own(t, name)) is not None), None)
                if found is not None and not _on_both_sides(telling, name, found):
                    telling.cells[name] = Cell(found.value, "same event", found.at)


def _only_alleged(lender: Telling, telling: Telling) -> bool:
    """Whether one telling only charges somebody with what the other tells as done: that a girl was shot is known, by
    whom is not."""
    told = lender.value("modality")
    return told == "denied" or (telling.value("modality") in REAL and told in ALLEGED)


def _on_both_sides(telling: Telling, name: str, lent: Cell) -> bool:
    """Whether who is lent to one side of a deed stands on its other in one of its tellings."""
    other = {"actor": ("recipient", "victims"), "recipient": ("actor",), "victims": ("actor",)}.get(name)
    if other is None or not isinstance(lent.value, tuple):
        return False
    there = {n for t in (telling, *_near(telling)) for cell in other for n in t.names(cell)}
    return any(r.name.casefold() in there for r in lent.value if isinstance(r, Ref) and r.name)


def _by_several(tellings: Sequence[Telling]) -> set[str]:
    """The types of deeds that a report tells of several who are not the same: a war, not one attack."""
    first: dict[str, frozenset[str]] = {}
    out = set()
    for telling in tellings:
        names, type_ = telling.names("actor"), str(telling.value("type"))
        if names and telling.value("modality") != LONG_PAST and not names & first.setdefault(type_, names):
            out.add(type_)
    return out


def _headed(tellings: Sequence[Telling]) -> None:
    """Tie what a headline tells to what the lead tells in the same word or one akin: "Steel rescue planned".

    Changes `after` of the headline's.
    """
    titles = [t for t in tellings if t.titled]
    lead = [t for t in tellings if not t.titled][:LEAD] if titles else []
    for title in titles:
        a = title.candidate
        for telling in lead:
            b = telling.candidate
            alike = kin(a, b) or akin(a.base, b.base)
            if alike and title.value("type") == telling.value("type") and a.noun * a.plural == b.noun * b.plural:
                real = [t.value("modality") in REAL for t in (title, telling)]
                if real[0] == real[1] and agree(title, telling):
                    title.after = telling
                    break


def _goes_on(telling: Telling) -> None:
    """ "The siege" goes on, "the arrest" was made, where another telling of it says so."""
    own = telling.cells["modality"]
    if not (telling.candidate.noun and telling.candidate.definite):
        return
    plain = own.value == "happened" and own.how in PLAIN
    if plain and _still_to_come(telling):
        return
    for near in _near(telling):
        other = _own(near, "modality")
        if other is None:
            continue
        if plain and telling.candidate.mode == "arrest":
            continue  # "has been in jail since his arrest"
        if plain and other.value == "ongoing" and other.how not in ("nouns.tsv", "parse:present", *PLAIN):
            telling.cells["modality"] = Cell("ongoing", "same event", other.at)
            return
        if own.how in ONLY_IF and other.value in REAL:  # "if the arrest was unlawful"
            telling.cells["modality"] = Cell(other.value, "same event", other.at)
            return


def _still_to_come(telling: Telling) -> bool:
    """ "Ghana agreed to buy the mine. The purchase ...": it is to come yet, where nothing of it is told as past.

    Changes the modality of the telling.
    """
    c, before = telling.candidate, telling.before
    if before is None or c.simple or c.times or c.type not in TO_COME or c.plural != before.candidate.plural:
        return False
    if "when" in telling.cells:
        return False
    told = before.cells["modality"]
    if told.value != "planned" or told.how == "time":
        return False
    telling.cells["modality"] = Cell("planned", "same event", told.at)
    return True


def _near(telling: Telling) -> Iterator[Telling]:
    """The other tellings of its event: those before it, the nearest first, then those after it."""
    for there in (_chain(telling, lambda t: t.before), _chain(telling, lambda t: t.after)):
        yield from islice(there, REACH)


def _dated(telling: Telling) -> Iterator[Telling]:
    """Those that may lend it a day: none where it, or one nearer, has one that no calendar tells."""
    return takewhile(lambda t: not t.dateless, _near(telling)) if not telling.dateless else iter(())


def _own(telling: Telling, name: str) -> Cell | None:
    """A cell that a telling does not have from another."""
    cell = telling.cells.get(name)
    return None if cell is None or cell.how in ("same event", HOUR) else cell


def _chain(telling: Telling, step: Callable[[Telling], Telling | None]) -> Iterator[Telling]:
    here = step(telling)
    while here is not None:
        yield here
        here = step(here)


def _same(one: Telling, two: Telling, scattered: frozenset[str]) -> bool:
    """Whether a later telling may be of the event of an earlier one, and something says so."""
    if one.after is two:
        return True
    a, b = one.candidate, two.candidate
    if not _taken_up(a, b, one.value("type") not in scattered):
        return False
    if (one.value("modality") == LONG_PAST) != (two.value("modality") == LONG_PAST) or not agree(one, two):
        return False
    if a.noun and not a.definite and one.value("type") in SPOKEN:
        if a.plural or (not one.names("actor") and two.names("actor")):
            return False  # "it prompted calls for a ban ... his calls": those were anybody's
    return b.noun or any(one.names(c) & two.names(c) for c in ("actor", "recipient", "victims"))


def _taken_up(a: Candidate, b: Candidate, other_words: bool) -> bool:
    """Whether the word of a later telling may take up an earlier one's; `other_words`: one akin in meaning too."""
    if b.noun and not b.definite:
        return False  # "another attack", "attacks on the port": one that was not spoken of
    if b.noun and b.plural and not a.plural and a.type == "CONSULT":
        return False  # "the council's meeting ... their autumn meetings": those are others
    if a.base == b.base:
        return True
    if not b.noun:
        return kin(a, b)
    return not a.plural and (kin(a, b) or _one_fight(a, b) or (other_words and akin(a.base, b.base)))


def kin(a: Candidate, b: Candidate) -> bool:
    """True for one word, or a verb and its noun ("arrested", "the arrest"; "agreed", "the agreement")."""
    return of_one_stem(a.base, b.base)


def of_one_stem(a: str, b: str) -> bool:
    """True for base forms that are one word, or a verb and its noun."""
    if a == b or a[:_STEM] == b[:_STEM]:
        return True
    return f"{a}/{b}" in classes()["kindred"].words or f"{b}/{a}" in classes()["kindred"].words


def _one_fight(a: Candidate, b: Candidate) -> bool:
    """True for two words for fighting, of which the second only points back: "a gun battle ... the fight"."""
    words = classes()["mutual"].words
    return a.noun and a.base in words and b.base in words and not b.plural and not b.actor and not b.recipient


def agree(one: Telling, two: Telling) -> bool:
    """Whether no cell of one speaks against the other."""
    for cell in ("actor", "recipient"):
        a, b = one.names(cell), two.names(cell)
        if a and b and not a & b and not any(t.how(cell) == "victims" for t in (one, two)):
            return False  # "attacked a bus ... nine were hurt in the attack" is one
    first, second = one.value("when"), two.value("when")
    return not (isinstance(first, When) and isinstance(second, When)) or _meet(first, second)


def _meet(one: When, two: When) -> bool:
    return (one.first or "") <= (two.last or "9") and (two.first or "") <= (one.last or "9")

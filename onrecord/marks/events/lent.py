"""What a telling lacks and the report tells elsewhere of the same happening: its one killing, its opponents.

`same.py` joins tellings that their own words tie; here the course of the whole report does.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

from onrecord.lexicon import nations
from onrecord.marks.events.meant import HARMING, HELD, Somebody, refs_of
from onrecord.marks.events.same import ALLEGED, REACH, REAL, Telling
from onrecord.marks.events.tables import classes
from onrecord.shapes.mark import Cell

SIDES = frozenset(("CONSULT", "AGREE", "COOPERATE"))
LIKELY = frozenset(("CONSULT", "COOPERATE", "SANCTION"))  # of these a report seldom tells two by different doers
DEALING = SIDES | LIKELY
HOSTILE = frozenset(("ASSAULT", "COERCE", "THREATEN"))


def fill_killing(tellings: Sequence[Telling]) -> None:
    """Where a report tells of one killing, what speaks of it without saying who and whom has the one victim and doer.

    "Trane shot Orr ... He was charged with murder ... the shooting". Takes: the tellings of a report; changes cells.
    """
    words = classes()["killing"].words
    family = [t for t in tellings if (t.candidate.base in words or _shots(t)) and t.value("modality") != "historical"]
    if len(family) < 2:
        return
    victim = most([t for t in family if _somebody(t)], "recipient")
    doers = Doers([t for t in family if t.value("type") in HARMING or t.candidate.base == "kill"])
    for telling in family:
        if telling.candidate.plural or (telling.value("type") not in HARMING and not telling.candidate.noun):
            continue
        if victim is not None and not telling.names("recipient") and not telling.names("actor") & _folded(victim):
            telling.cells["recipient"] = _lent(telling.cells.get("recipient"), victim)
        same = victim is not None and bool(telling.names("recipient") & _folded(victim))
        if not telling.names("recipient"):  # one killer of several people
            same = telling.candidate.definite
        doer = doers.of(telling)
        if doer is not None and same and telling.value("type") in HARMING and not telling.names("actor"):
            telling.cells["actor"] = _lent(telling.cells.get("actor"), doer)


def _shots(telling: Telling) -> bool:
    """ "Opened fire", "nine bullets fired by the guards"."""
    c = telling.candidate
    return telling.value("type") == "ASSAULT" and (c.mode == "firearms" or (c.base == "fire" and not c.active))


def fill_doer(tellings: Sequence[Telling]) -> None:
    """Who does harm that is told of a weapon, or of nobody, where most of the report's harm is one's.

    "A shell landed on the school", "before hitting a nurse". Takes: the tellings of a report; changes cells.
    """
    harm = [t for t in tellings if t.value("type") == "ASSAULT"]
    doers = Doers([t for t in harm if t.value("modality") != "historical"])
    for telling in harm:
        doer = doers.of(telling)
        if telling.candidate.active and "actor" not in telling.cells:
            if doer is not None and not telling.names("recipient") & _folded(doer):
                telling.cells["actor"] = _lent(None, doer)


def fill_holder(tellings: Sequence[Telling]) -> None:
    """Who lets go those whom he held: "were held by rebels ... their release". And who hurt whom, told by a noun.

    Takes: the tellings of a report; changes cells.
    """
    done = [t for t in tellings if t.names("actor") and t.names("recipient")]
    _freed_again(tellings)
    holding = [t for t in done if t.candidate.base in classes()["holding"].words][:REACH]
    harm = [t for t in done if t.value("type") == "ASSAULT" and t.value("modality") != "historical"][:REACH]
    for telling in tellings:
        c, whom = telling.candidate, telling.names("recipient")
        if "actor" in telling.cells or not whom:
            continue
        harmed = c.noun and telling.value("type") == "ASSAULT" and telling.value("modality") != "historical"
        pool = holding if c.base in classes()["freeing"].words else harm if harmed else []
        doer = Doers([t for t in pool if t is not telling and t.names("recipient") & whom]).of(telling)
        if doer is not None and not whom & _folded(doer):
            telling.cells["actor"] = _lent(None, doer)


def _freed_again(tellings: Sequence[Telling]) -> None:
    """Where "they" who are freed read as those who held somebody: the held are freed, by their holders."""
    harm: Telling | None = None
    for telling in tellings:  # "shot two officials ... Their killing": not that of those who shot
        c = telling.candidate
        theirs = c.noun and bool(c.recipient) and all(f.pronoun == "their" for f in c.recipient)
        if theirs and harm is not None and telling.value("type") in ("ASSAULT", "COERCE"):
            if telling.names("recipient") == harm.names("actor") and telling.value("type") == harm.value("type"):
                telling.cells["recipient"] = _lent(telling.cells.get("recipient"), harm.cells["recipient"])
                telling.cells.setdefault("actor", harm.cells["actor"])
        if telling.names("actor") and telling.names("recipient"):
            harm = telling
    last: Telling | None = None
    for telling in tellings:
        c = telling.candidate
        if c.base in classes()["holding"].words and telling.names("actor") and telling.names("recipient"):
            last = telling
        pronoun = bool(c.recipient) and all(f.pronoun for f in c.recipient)
        freed = c.base in classes()["freeing"].words and pronoun and not c.noun and not c.active
        if freed and last is not None and telling.names("recipient") == last.names("actor"):
            telling.cells["recipient"] = _lent(telling.cells.get("recipient"), last.cells["recipient"])


def fill_sides(tellings: Sequence[Telling]) -> None:
    """Between whom talks or a deal are, or who is under sanctions, told by a noun alone: as in its sentence or report.

    "Ghana and Togo held talks on a deal". Takes: the tellings of a report; changes cells.
    """
    dealing = [t for t in tellings if t.value("type") in DEALING and t.value("modality") != "historical"]
    told = [t for t in dealing if t.names("actor") and t.names("recipient")][:REACH]
    likely = {(type_, name): _often(dealing, type_, name) for type_ in LIKELY for name in ("actor", "recipient")}
    for telling in dealing:
        c = telling.candidate
        if not c.noun or telling.names("actor") or telling.names("recipient"):
            continue
        met = (t for t in told if t.candidate.sentence == c.sentence and t.candidate.mode != "visit")
        beside = next(met, None)
        if beside is not None and telling.value("type") in SIDES and beside.value("type") in SIDES:
            for name in ("actor", "recipient"):
                telling.cells[name] = _lent(telling.cells.get(name), beside.cells[name])
        elif telling.value("type") in LIKELY and (c.definite or c.plural):
            near = next((t for t in dealing if c.definite and _in_its_sentence(t, telling)), None)
            if near is not None:  # "planned a number of conferences, with the first meeting in May"
                telling.cells["actor"] = _lent(telling.cells.get("actor"), near.cells["actor"])
                continue
            for name in ("actor",) if c.mode == "visit" else ("actor", "recipient"):  # who is met is not who is visited
                found = likely[str(telling.value("type")), name]
                if found is not None:
                    telling.cells[name] = _lent(telling.cells.get(name), found)


def fill_partner(tellings: Sequence[Telling]) -> None:
    """The other side, where one telling of a sentence has who met and one with whom: "after talks with it, they ended
    the negotiations". Changes cells."""
    talks = [t for t in tellings if t.value("type") == "CONSULT" and t.candidate.mode != "visit"]
    for one, two in pairwise(talks):
        if one.candidate.sentence != two.candidate.sentence:
            continue
        for a, b in ((one, two), (two, one)):
            apart = a.names("actor") and b.names("recipient") and not a.names("actor") & b.names("recipient")
            if apart and not a.names("recipient") and not b.names("actor"):
                a.cells["recipient"] = _lent(a.cells.get("recipient"), b.cells["recipient"])
                b.cells["actor"] = _lent(b.cells.get("actor"), a.cells["actor"])


def fill_sued(tellings: Sequence[Telling]) -> None:
    """Whom a case is brought against, where the same plaintiff's case was told before: "to sue the firm ... the suit".

    Takes: the tellings of a report; changes cells.
    """
    cases = [t for t in tellings if t.value("type") == "ACCUSE" and t.candidate.base in classes()["suing"].words]
    for n, telling in enumerate(cases):
        if telling.names("recipient"):
            continue
        own = telling.names("actor")
        before = [t for t in cases[max(0, n - REACH) : n] if t.names("recipient") and not t.names("recipient") & own]
        found = next((t for t in reversed(before) if not own or own & t.names("actor")), None)
        if found is not None and (own or telling.candidate.definite):
            telling.cells["recipient"] = _lent(telling.cells.get("recipient"), found.cells["recipient"])


def fill_met(tellings: Sequence[Telling]) -> None:
    """To whom something is said at a meeting: "met the premier and voiced his support", "to discuss". Changes cells."""
    met: Telling | None = None
    for telling in tellings:
        if telling.value("type") == "CONSULT" and telling.names("actor") and telling.names("recipient"):
            met = telling
        elif met is not None and telling.value("type") in ("SUPPORT", "AGREE", "REQUEST", "CONSULT"):
            one = met.candidate.sentence == telling.candidate.sentence and telling.names("actor") == met.names("actor")
            if one and "recipient" not in telling.cells:
                telling.cells["recipient"] = _lent(None, met.cells["recipient"])


def _in_its_sentence(other: Telling, telling: Telling) -> bool:
    alike = other.value("type") == telling.value("type") and other.candidate.sentence == telling.candidate.sentence
    one_mode = other.candidate.mode == telling.candidate.mode  # not a visit for a meeting
    return alike and other is not telling and one_mode and bool(other.names("actor"))


def _often(tellings: Sequence[Telling], type_: str, cell: str) -> Cell | None:
    """The value that most tellings of a type have in a cell, where more than one has any."""
    told = [t for t in tellings if t.value("type") == type_ and t.names(cell)]
    met = type_ == "CONSULT" and bool(told) and told[0].candidate.mode != "visit"  # "further talks", after one meeting
    return most(told, cell) if len(told) > 1 or met else None


def fill_driver(tellings: Sequence[Telling], whom: Mapping[str, Somebody]) -> None:
    """Who drove, where an accident is told of a vehicle or of nobody and one named person is held or said to have hit.

    Takes: the tellings of a report, and its people; changes cells.
    """
    crashes = [t for t in tellings if t.value("type") == "ACCIDENT" and t.value("modality") in REAL]
    held = [t.cells.get("recipient") for t in tellings if t.value("mode") in HELD]
    told = [c for c in (*held, *(t.cells.get("actor") for t in crashes)) if c is not None]
    blamed = [c for c in told if all(r.entity and r.entity in whom and whom[r.entity].named for r in refs_of(c))]
    if not blamed or _alike(blamed[0], blamed) < len(blamed):
        return
    for telling in crashes:
        by = refs_of(telling.cells.get("actor"))
        if all(_last(r.name) in classes()["vehicle"].words or not r.entity for r in by):
            if not telling.names("recipient") & _folded(blamed[0]) and telling.names("recipient"):
                telling.cells["actor"] = _lent(telling.cells.get("actor"), blamed[0])


def _last(name: str | None) -> str:
    return name.split()[-1].casefold() if name else ""


def fill_opponents(tellings: Sequence[Telling]) -> None:
    """Whom somebody acts against, where all that is told of him names the same: "the police laid siege to the hall".

    Takes: the tellings of a report; changes cells.
    """
    against: dict[str, list[Cell]] = {}
    hostile = [t for t in tellings if t.value("type") in HOSTILE]
    for telling in hostile:
        for name in telling.names("actor") if telling.names("recipient") else ():
            against.setdefault(name, []).append(telling.cells["recipient"])
        for name in telling.names("recipient") if telling.candidate.base in classes()["mutual"].words else ():
            if telling.names("actor"):  # in a battle each fights the other
                against.setdefault(name, []).append(telling.cells["actor"])
    for telling in hostile:
        c = telling.candidate
        several = c.noun and c.plural and c.mode == "arrest"  # "fifty arrests" are not of one
        if not telling.names("recipient") and not several:
            met = [c for name in telling.names("actor") for c in against.get(name, ())[:REACH]]
            if met and _alike(met[0], met) == len(met):
                telling.cells["recipient"] = _lent(telling.cells.get("recipient"), met[0])


def fill_charged(tellings: Sequence[Telling], whom: Mapping[str, Somebody]) -> None:
    """Who is charged, held or tried, where the report tells it of one named person: "the charge", "an arrest".

    Takes: the tellings of a report, and its people; changes cells.
    """
    words, looking = classes()["charged"].words, classes()["inquiring"].words
    dealt = [
        t
        for t in tellings
        if t.value("mode") in HELD or (t.value("type") == "ACCUSE" and t.candidate.base in words | looking)
    ]
    named = [
        t.cells["recipient"]
        for t in dealt
        if any(r.entity in whom and whom[r.entity].named for r in refs_of(t.cells.get("recipient")) if r.entity)
    ]
    if not named:  # of several, where nobody else is dealt with: "six nurses"
        named = [t.cells["recipient"] for t in dealt if t.names("recipient")]
        named = named if len(named) > 1 else []
    if not named or _alike(named[0], named) < len(named):
        return
    for telling in tellings:  # "lifted the death sentences"
        c = telling.candidate
        if telling.value("type") == "CONCEDE" and c.deed in words and not telling.names("recipient"):
            if not telling.names("actor") & _folded(named[0]):
                telling.cells["recipient"] = _lent(telling.cells.get("recipient"), named[0])
    for telling in dealt:
        looked_into = telling.value("mode") == "investigate" and telling.candidate.definite
        known = telling.candidate.base in words or looked_into
        open_ = telling.candidate.noun and known and not telling.candidate.recipient
        if open_ and not telling.names("recipient") and not telling.names("actor") & _folded(named[0]):
            telling.cells["recipient"] = _lent(telling.cells.get("recipient"), named[0])


def fill_state(tellings: Sequence[Telling]) -> None:
    """Which state holds somebody, or lets them in or not, where it is told once: "was jailed in Ghana ... was fined".

    Takes: the tellings of a report; changes cells.
    """
    _one_state([t for t in tellings if t.value("mode") in HELD or t.value("type") == "SANCTION"])
    let_in = [t for t in tellings if t.value("type") in ("REJECT", "CONCEDE") and not t.candidate.active]
    by = _one_state(let_in)
    for telling in tellings:  # "was twice denied a visa ... applying for one": to the state that lets in
        if telling.value("type") == "REQUEST" and telling.candidate.base == "apply" and not telling.names("recipient"):
            found = next((by[n] for n in telling.names("actor") if n in by), None)
            if found is not None:
                telling.cells["recipient"] = _lent(telling.cells.get("recipient"), found)


def fill_judge(tellings: Sequence[Telling]) -> None:
    """Who convicted or arrested somebody, where it is told once: "the court jailed Orr ... Orr, who was convicted".

    Takes: the tellings of a report; changes cells.
    """
    by: dict[tuple[str, str], Cell] = {}
    words = classes()["arresting"].words | classes()["jailing"].words  # whoever charges or tries may be another
    held = [t for t in tellings if t.value("mode") in HELD and t.candidate.base in words]
    for telling in held:
        for name in telling.names("recipient") if telling.names("actor") else ():
            by.setdefault((str(telling.value("mode")), name), telling.cells["actor"])
    for telling in held:
        keys = [(str(telling.value("mode")), name) for name in telling.names("recipient")]
        found = next((by[k] for k in keys if k in by), None)
        if found is not None and not telling.names("actor") and telling.value("modality") != "historical":
            telling.cells["actor"] = _lent(None, found)


def _one_state(held: Sequence[Telling]) -> dict[str, Cell]:
    """Fill the state that holds somebody in where it is told elsewhere. Gives: the state by whom it holds."""
    by: dict[str, Cell] = {}
    for telling in held:
        if any((n := nations.by_name(name)) and n.kind == "country" for name in telling.called("actor")):
            for name in telling.names("recipient"):
                by.setdefault(name, telling.cells["actor"])
    for telling in held:
        found = next((by[n] for n in telling.names("recipient") if n in by), None)
        if found is not None and not telling.names("actor"):
            telling.cells["actor"] = _lent(telling.cells.get("actor"), found)
    return by


def _somebody(telling: Telling) -> bool:
    """Whether it is done to people: "gunned the engine" kills nobody."""
    done_to = telling.candidate.recipient
    return not done_to or any(f.somebody for f in done_to)


class Doers:
    """Who does it in most of some tellings: of what is told as done only those who are told to have done it.

    "A girl was shot. Trane is charged with shooting her": that she was shot is known, by whom is not.
    """

    def __init__(self, tellings: Sequence[Telling]) -> None:
        """Of tellings of one happening, or of one kind."""
        self._done = most([t for t in tellings if t.value("modality") not in ALLEGED], "actor")
        self._said = most([t for t in tellings if t.value("modality") != "denied"], "actor")

    def of(self, telling: Telling) -> Cell | None:
        """Who may be meant in a telling that names nobody."""
        return self._done if telling.value("modality") in REAL else self._said


def most(tellings: Sequence[Telling], cell: str) -> Cell | None:
    """The value that a cell has in most of these tellings, those that came about before all."""
    told = [t for t in tellings if t.names(cell)][:REACH]
    for some in ([t for t in told if t.value("modality") in REAL], told):
        found = [t.cells[cell] for t in some]
        best = max(found, key=lambda c: _alike(c, found), default=None)
        if best is not None and 2 * _alike(best, found) > len(found):
            return best
    return None


def _alike(cell: Cell, cells: Sequence[Cell]) -> int:
    """How many of some cells share a name with one."""
    own = _folded(cell)
    return sum(bool(own & _folded(c)) for c in cells)


def _folded(cell: Cell) -> frozenset[str]:
    return frozenset(r.name.casefold() for r in refs_of(cell) if r.name)


def _lent(own: Cell | None, other: Cell) -> Cell:
    """The value of another telling's cell, at the pronoun that stands here where there is one."""
    return Cell(other.value, "same event", other.at if own is None else (*own.at, *other.at))

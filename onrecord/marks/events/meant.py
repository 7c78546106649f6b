"""Who is described in one telling and named in another: the suspect, the driver, a man of the town.

"A Marden man was jailed ... Ivo Trane, 55, shot his neighbour": the one man held in the report is the one who shot.
A tie too weak to make two mentions one holds for the cells of events only.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass, field, replace

from onrecord.lexicon import names, people_nouns
from onrecord.marks.events.mentioned import Mention
from onrecord.marks.events.same import REAL, Telling
from onrecord.marks.events.tables import SPOKEN, classes
from onrecord.marks.events.words import words_of
from onrecord.shapes.mark import Cell, Ref

HOW = "who has that part in the report"  # how a name is told that stands nowhere beside the description
PARTIES = ("actor", "recipient", "victims")
HARMING = frozenset(("ASSAULT", "ACCIDENT"))
HELD = frozenset(("arrest", "convict"))  # modes of holding and sentencing somebody
# Who is only asked, feared or denied to have done something has no part in the story by that, nor by another of old.
NO_PART = frozenset("historical denied hypothetical requested planned threatened".split())
MALE, FEMALE = words_of("he"), words_of("she")
KNOWN = words_of("of one known")
COUNTS = {w: n for n, words in ((2, words_of("two")), (3, words_of("three")), (4, words_of("four"))) for w in words}


@dataclass(slots=True)
class Somebody:
    """What the mentions of one person show: whether named, by which name, of which gender, first and last met where."""

    name: str | None
    named: bool = False
    first: int = 0
    gender: str = ""
    nouns: set[str] = field(default_factory=set)
    marked: bool = False  # "a second man": somebody else than who was spoken of
    known: bool = False  # "the man"
    holder: bool = False  # "the premier", "the guards' spokesman": known by a post, not by a part in the story
    count: int = 0  # of several, how many they are; 0 where nothing tells


def people(mentions: Iterable[Mention]) -> dict[str, Somebody]:
    """The single persons of a report by entity, as its mentions show them."""
    out: dict[str, Somebody] = {}
    for one in mentions:
        if one.entity is None or one.type not in ("person", "office"):
            continue
        found = out.setdefault(str(one.entity), Somebody(one.name, first=one.mark.start))
        found.holder = found.holder or one.type == "office"
        words = one.low
        last = words[-1] if words else ""
        if one.form == "name":
            found.named = True
            found.gender = found.gender or names.gender(str(one.name).split()[0])
        elif one.form == "pronoun":
            found.gender = found.gender or ("m" if last in MALE else "f" if last in FEMALE else "")
        else:
            row = people_nouns.by_lemma(last)
            found.gender = found.gender or (row.gender if row is not None else "")
            found.nouns.add(last)
            found.marked = found.marked or not people_nouns.OTHERS.isdisjoint(words)
            found.known = found.known or words[0] in KNOWN or any(w.endswith(("'s", "’s")) for w in words)
    return out


def tie(tellings: Sequence[Telling], whom: dict[str, Somebody]) -> None:
    """Give descriptions in cells the name of the one person who has their part in the report.

    Takes: the tellings of a report, and its people; changes cells. Nobody is named where two named ones have the part.
    """
    together = _together(tellings)
    meant: dict[str, str] = {}
    real = [t for t in tellings if t.value("modality") in REAL]
    dead = {e for t in real if _kills(t) for e in _single(t, "recipient", whom)}
    speaking = {e for t in tellings if t.value("type") in SPOKEN for e in _single(t, "actor", whom)}
    parts, sure = _parts(tellings, whom), _parts(real, whom)
    for n, word in enumerate(("culprit", "victim")):
        part = parts[n]
        named = _named((part, sure[n], [e for e in part if e not in parts[1 - n]]), whom)
        if len(named) != 1:
            continue
        said = classes()[word].words
        for entity, one in whom.items():
            called = not said.isdisjoint(one.nouns)
            if not one.named and (entity in part or called) and _may_be(one, whom[named[0]], called):
                if (entity, named[0]) not in together and not (named[0] in dead and entity in speaking):
                    meant.setdefault(entity, named[0])
    if meant:
        for telling in tellings:
            _rename(telling, meant, whom)


def _kills(telling: Telling) -> bool:
    base = telling.candidate.base
    return base in ("kill", "death") or base in classes()["die"].words


def _named(pools: Iterable[Iterable[str]], whom: dict[str, Somebody]) -> list[str]:
    """The named people of the first pool that has one alone, else of the last."""
    found: list[str] = []
    for pool in pools:
        found = [e for e in pool if whom[e].named]
        if len(found) <= 1:
            break
    return found


def tie_several(tellings: Sequence[Telling], mentions: Iterable[Mention], whom: dict[str, Somebody]) -> None:
    """Give "the parents", "two hostages", "the Tranes" the names of those who together have their part in the report.

    Takes: the tellings of a report, its mentions and single people; changes cells.
    """
    several = _several(mentions)
    for at in (0, 1):
        part = _parts(tellings, {**whom, **several})[at]
        teams = {
            tuple(r.entity for r in refs): refs
            for t in tellings
            for cell in PARTIES
            if len(refs := refs_of(t.cells.get(cell))) > 1
            and all(r.entity in part and _is_named(r, whom) for r in refs)
        }
        if len(teams) != 1 or any(one.named and e in part and e not in next(iter(teams)) for e, one in whom.items()):
            continue
        team = next(iter(teams.values()))
        said = {n for e in part if e in several and several[e].count in (0, len(team)) for n in several[e].nouns}
        families = {f"{(r.name or '').split()[-1]}s".casefold() for r in team if r.name}
        meant = {e for e, one in several.items() if one.nouns & (said | families)}
        for telling in tellings:
            for cell in PARTIES:
                _spell_out(telling, cell, team, meant)


def _is_named(ref: Ref, whom: dict[str, Somebody]) -> bool:
    return ref.entity is not None and ref.entity in whom and whom[ref.entity].named


def _spell_out(telling: Telling, name: str, team: tuple[Ref, ...], meant: Set[str]) -> None:
    """Put the names of several people where a cell only describes them, unless one of them has another part there."""
    cell = telling.cells.get(name)
    refs = refs_of(cell)
    if cell is None or len(refs) != 1 or refs[0].entity not in meant:
        return
    if not any(r.name in telling.called(n) for r in team for n in PARTIES if n != name):
        value = tuple(replace(r, span=refs[0].span) for r in team)
        telling.cells[name] = Cell(value, HOW, (*cell.at, *(r.span for r in team)))


def _several(mentions: Iterable[Mention]) -> dict[str, Somebody]:
    """What the mentions of several people show: their noun, or plural name, and how many they are."""
    out: dict[str, Somebody] = {}
    for one in mentions:
        words = one.low
        if one.entity is None or not words or one.type == "person" or one.form == "pronoun":
            continue
        if one.form == "name" or (words[-1].endswith("s") and _is_of_people(words[-1].removesuffix("s"))):
            found = out.setdefault(str(one.entity), Somebody(one.name, first=one.mark.start))
            found.nouns.add(words[-1])
            found.count = next((COUNTS[w] for w in words if w in COUNTS), found.count)
    return out


def _is_of_people(noun: str) -> bool:
    row = people_nouns.by_lemma(noun)
    return row is not None and row.type == "person"


def _parts(tellings: Sequence[Telling], whom: dict[str, Somebody]) -> tuple[dict[str, None], dict[str, None]]:
    """Who did harm or is held for it, and who was harmed."""
    culprits: dict[str, None] = {}
    victims: dict[str, None] = {}
    for telling in tellings:
        type_, base = telling.value("type"), telling.candidate.base
        if telling.value("modality") in NO_PART:
            continue
        if type_ in HARMING:
            culprits.update(dict.fromkeys(_single(telling, "actor", whom)))
        if telling.value("mode") in HELD:
            culprits.update(dict.fromkeys(_single(telling, "recipient", whom)))
        elif type_ == "CONCEDE" and base in classes()["owns_up"].words:
            culprits.update(dict.fromkeys(_single(telling, "actor", whom)))
        elif type_ in HARMING or base in classes()["kill"].words or base in classes()["die"].words or base == "death":
            victims.update(dict.fromkeys(_single(telling, "recipient", whom)))
            victims.update(dict.fromkeys(_single(telling, "victims", whom)))
    return culprits, victims


def _single(telling: Telling, cell: str, whom: dict[str, Somebody]) -> list[str]:
    return [r.entity for r in refs_of(telling.cells.get(cell)) if r.entity is not None and r.entity in whom]


def refs_of(cell: Cell | None) -> tuple[Ref, ...]:
    """Who stands in a cell of several; () for a missing cell."""
    return tuple(r for r in cell.value if isinstance(r, Ref)) if cell is not None else ()


def _together(tellings: Sequence[Telling]) -> set[tuple[str, str]]:
    """Pairs that have different parts, or stand side by side, in one telling: two people."""
    out: set[tuple[str, str]] = set()
    for telling in tellings:
        met = {r.entity for n in PARTIES for r in refs_of(telling.cells.get(n)) if r.entity is not None}
        out |= {(a, b) for a in met for b in met if a != b}
    return out


def _may_be(one: Somebody, named: Somebody, called: bool) -> bool:
    """Whether a description may mean the one named: of one gender, and not brought in as new after the name.

    Not "he", who is as often somebody of the sentence before, nor "the premier", who has a name of his own.
    """
    if not one.nouns or (one.holder and not called) or one.nouns.isdisjoint(_singular(one.nouns)):
        return False
    if one.marked or (one.gender and named.gender and one.gender != named.gender):
        return False
    return one.known or called or one.first < named.first


def _singular(nouns: Set[str]) -> set[str]:
    """Those of some nouns that one person is called: not "officers"."""
    return {n for n in nouns if people_nouns.by_lemma(n) is not None or not n.endswith("s")}


def _rename(telling: Telling, meant: dict[str, str], whom: dict[str, Somebody]) -> None:
    for name in PARTIES:
        cell = telling.cells.get(name)
        if cell is None or not any(r.entity in meant for r in refs_of(cell)):
            continue
        value = tuple(
            replace(r, name=whom[meant[r.entity]].name, entity=meant[r.entity]) if r.entity in meant else r
            for r in refs_of(cell)
        )
        telling.cells[name] = replace(cell, value=value, how=HOW)

"""Who protests, and whom force is used on at a protest: the crowd that a report names, where a telling names nobody."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.lexicon import people_nouns
from onrecord.marks.events.around import Around
from onrecord.marks.events.lent import HOSTILE, most
from onrecord.marks.events.same import Telling
from onrecord.marks.events.tables import classes
from onrecord.shapes.mark import Cell

CROWDED = frozenset(("demo", "riot"))
ASKING = frozenset(("REQUEST", "ACCUSE"))
MANY = 2  # tellings of protest that make a report one of protests


def fill_protesters(tellings: Sequence[Telling], around: Around) -> None:
    """Who protests where a noun tells of a protest: who does in most tellings of the report, else its crowd.

    And whom force is used on where a protest is. Takes: the tellings of a report, and its other marks; changes cells.
    """
    protests = [t for t in tellings if t.value("type") == "PROTEST" and t.value("modality") != "historical"]
    told = most([t for t in protests if t.candidate.mode in CROWDED and _crowd(t)], "actor")
    _put_down(tellings, told, around)
    _against(protests)
    if len(protests) >= MANY:
        _quelled(tellings, told, around)
    for telling in protests:
        c = telling.candidate
        if _told_before(telling) and c.noun and c.mode in CROWDED and "actor" not in telling.cells:
            crowd = told or around.crowd(telling.cells["anchor"].at[0])
            if crowd is not None:
                who, at = around.called.coded(crowd.value, True)
                telling.cells["actor"] = Cell(who, "protesters of the report", at)
    _demanded(protests, tellings)


def _against(protests: Sequence[Telling]) -> None:
    """Against whom a protest is that tells nobody: as most of the report's are, unless others protest there."""
    against = most([t for t in protests if any("against" in f.how for f in t.candidate.recipient)], "recipient")
    if against is None:
        return
    them = frozenset(str(r.name).casefold() for r in against.value)
    crowd = frozenset(n for t in protests if t.names("recipient") & them for n in t.names("actor"))
    for telling in protests:
        c, own = telling.candidate, telling.names("actor")
        if "recipient" in telling.cells or c.mode not in CROWDED or own & them or (own and crowd and not own & crowd):
            continue
        if _told_before(telling) or not c.noun:
            telling.cells["recipient"] = Cell(against.value, "protests of the report", against.at)


def _demanded(protests: Sequence[Telling], tellings: Sequence[Telling]) -> None:
    """Against whom a protest is that tells nobody: of whom those who protest demand something, whom they blame.

    "Nurses walked out, demanding more pay from the clinic. The strike ..."
    """
    open_ = [t for t in protests if "recipient" not in t.cells]
    crowd = frozenset(n for t in protests for n in t.names("actor"))
    said = [t for t in tellings if t.value("type") in ASKING and t.names("recipient")] if open_ else []
    asked = most([t for t in said if t.candidate.demand or t.names("actor") & crowd], "recipient")
    if asked is None:
        return
    them = frozenset(str(r.name).casefold() for r in asked.value)
    for telling in open_:
        if not telling.names("actor") & them and (_told_before(telling) or not telling.candidate.noun):
            telling.cells["recipient"] = Cell(asked.value, "of whom they demand it", asked.at)


def _told_before(telling: Telling) -> bool:
    """Whether a noun tells of protests that the report knows: not of "a riot", "any rally"."""
    c = telling.candidate
    return c.definite or c.plural or c.base in classes()["uncounted"].words


def _put_down(tellings: Sequence[Telling], told: Cell | None, around: Around) -> None:
    """Who is hit where a protest is: "fired on the rally", "crushed the protests" is done to the protesters."""
    nouns = classes()["protesting"].words
    for telling in tellings:
        cell = telling.cells.get("recipient") if telling.value("type") in HOSTILE else None
        named = telling.called("recipient")
        if cell is None or not named or not all(_last(name) in nouns for name in named):
            continue
        crowd = told or around.crowd(telling.cells["anchor"].at[0])
        if crowd is not None and not telling.names("actor") & frozenset(str(r.name).casefold() for r in crowd.value):
            who, at = around.called.coded(crowd.value, False)
            telling.cells["recipient"] = Cell(who, "protesters of the report", (*cell.at, *at))


def _quelled(tellings: Sequence[Telling], told: Cell | None, around: Around) -> None:
    """Whom force is used on where nothing says it, in a report of protests: "a crackdown", "the police used batons"."""
    for telling in tellings:
        c = telling.candidate
        if telling.value("type") not in HOSTILE or telling.value("modality") == "historical" or c.recipient:
            continue
        forces = any(_last(name) in classes()["fighter"].words for name in telling.called("actor"))
        if "recipient" in telling.cells or not (forces or c.base in classes()["quelling"].words):
            continue
        crowd = told or around.crowd(telling.cells["anchor"].at[0])
        if crowd is not None and not telling.names("actor") & frozenset(str(r.name).casefold() for r in crowd.value):
            who, at = around.called.coded(crowd.value, False)
            telling.cells["recipient"] = Cell(who, "protesters of the report", at)


def _last(name: str) -> str:
    return name.split()[-1].casefold().removesuffix("s")


def _crowd(telling: Telling) -> bool:
    """Whether those who protest are called by a noun, as a crowd is, and not by the name of a body or of a force."""
    rows = [(name, people_nouns.by_lemma(_last(name))) for name in telling.called("actor")]
    if any(_last(name) in classes()["fighter"].words for name, _ in rows):
        return False  # "riot police", who came to a protest
    return all(not name[:1].isupper() or (row is not None and row.type == "person") for name, row in rows)

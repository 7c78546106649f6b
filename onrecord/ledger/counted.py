"""Figures found by what they count, where, who counted, for which day, of which scope and hedge."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

import apsw

from onrecord.ledger import named
from onrecord.ledger.conditions import REPORTS_DAY, Conditions, fitting, said
from onrecord.ledger.rows import Found
from onrecord.ledger.words import stems
from onrecord.shapes.json_text import parsed
from onrecord.shapes.table import load

# The day that a figure stands for, as series have it: as-of, else that of its report.
_DAY = f"coalesce(figure.as_of_to, figure.as_of_from, {REPORTS_DAY})"
_FROM = " from figure join report on report.id = figure.report"


@dataclass(frozen=True, slots=True)
class Asked:
    """Which figures are wanted; filters combine, None asks for nothing.

    `what`: a word of the record ("killed") or a noun that is counted, "other:" left off, case and plural forgiven;
    `where`: a place, by all its words or by another name of the same nation, a country with the places known to lie in
    it; `counter`: who counted, by all words of the name or another name of the same body; `since` and `until`: days
    (YYYY-MM-DD), both included, held against the day that a figure stands for; `scope` and `hedge` as in the record;
    `undated`: only those that stand for no day.
    """

    what: str | None = None
    where: str | None = None
    counter: str | None = None
    since: str | None = None
    until: str | None = None
    scope: str | None = None
    hedge: str | None = None

    undated: bool = False


def find(connection: apsw.Connection, asked: Asked) -> Iterator[Found]:
    """The figures that all filters of `asked` let through, in order of addition and text. Raises UsageError."""
    wanted = Conditions()
    if asked.what is not None:
        named.words("what", asked.what, "a word of the record (killed, injured …) or a noun")
        thing = key(asked.what)
        wanted.rows("figure", _fitting(connection, "what", lambda found: key(found) == thing, wanted.known))
    if asked.where is not None:
        there = _fitting(connection, "where", named.place("where", asked.where), wanted.known)
        wanted.place("figure", there, named.code(asked.where))
    if asked.counter is not None:
        fits = named.somebody("counter", asked.counter, "who counted")
        wanted.rows("figure", _fitting(connection, "counter", fits, wanted.known))
    wanted.days(_DAY, _DAY, asked.since, asked.until)
    for cell, word in (("scope", asked.scope), ("hedge", asked.hedge)):
        if word is not None:
            wanted.add(f"figure.{cell} = ?", word)
    if asked.undated:
        wanted.add(f"{_DAY} is null")
    sql = f"select figure.id, figure.report, figure.exact, figure.record{_FROM}{wanted.where()}"
    for name, report, exact, record in connection.execute(f"{sql} order by +report.n, figure.n", wanted.values):
        yield Found(name, report, exact, parsed(record))


def words(connection: apsw.Connection, cell: str) -> Iterator[str]:
    """What stands in a cell of figures ("what", "where", "counter"), the commonest first."""
    name = _said(cell)
    sql = f"select {name}, count(*){_FROM} where {name} <> '' group by 1 order by 2 desc, 1"
    for found, _ in connection.execute(sql):
        yield str(found)


def key(what: str) -> str:
    """What a figure counts, as a key: "other:deaths", "Death" and "killed" are one."""
    noun = " ".join(what.split()).casefold().removeprefix("other:").strip().replace("_", " ")
    for form in (noun, " ".join(stems(noun)) or noun):
        if form in _same_thing():
            return _same_thing()[form]
    return " ".join(stems(noun)) or noun


@cache
def _same_thing() -> Mapping[str, str]:
    return {row["noun"]: row["what"] for row in load(__package__, "same_thing.tsv", ("noun", "what"))}


def _said(cell: str) -> str:
    return "figure.what" if cell == "what" else said("figure", cell)


def _fitting(
    connection: apsw.Connection, cell: str, fits: Callable[[str], bool], known: Sequence[int] | None
) -> list[int]:
    """The rows of which what stands in a cell fits: one pass over its column, or over the rows known to fit so far."""
    return fitting(connection, "figure", f"select figure.rowid, {_said(cell)} from figure", fits, known)

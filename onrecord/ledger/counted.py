"""Figures found by what they count, where, who counted, for which day, of which scope and hedge."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache

import apsw

from onrecord.ledger.rows import Found
from onrecord.ledger.words import stems
from onrecord.lexicon import bodies, letters, nations
from onrecord.shapes.errors import UsageError, as_given
from onrecord.shapes.table import load

# The day that a figure stands for, as series have it: as-of, else the report's publication, else its last change.
_DAY = "coalesce(figure.as_of_to, figure.as_of_from, report.published, report.record ->> '$.modified.date')"
# Of a month or year the last of its days counts for "since", the first for "until".
_LAST = f"substr({_DAY}, 1, 10) || case length({_DAY}) when 4 then '-12-31' when 7 then '-31' else '' end"
_FIRST = f"substr({_DAY}, 1, 10) || case length({_DAY}) when 4 then '-01-01' when 7 then '-01' else '' end"
_FROM = " from figure join report on report.id = figure.report"
# A country's places are those that a mark of kind place over the same words gives its code.
_INSIDE = (
    "exists (select 1 from place where place.report = figure.report and place.country = ?"
    " and place.start < figure.where_end and place.end > figure.where_start)"
)
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_SMALL = frozenset(("the", "of", "a", "an", "in", "at"))


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
    parts: list[str] = []
    values: list[object] = []
    if asked.what is not None:
        _words("what", asked.what, "a word of the record (killed, injured …) or a noun")
        wanted = key(asked.what)
        _among(connection, "what", lambda found: key(found) == wanted, parts, values)
    if asked.where is not None:
        fits = _place(asked.where)
        _among(connection, "where", fits, parts, values)
        nation = _nation(asked.where)
        if nation is not None and nation.code:
            parts[-1] = f"({parts[-1]} or {_INSIDE})"
            values.append(nation.code)
    if asked.counter is not None:
        _among(connection, "counter", _somebody(asked.counter), parts, values)
    for told, sign, day in ((_LAST, ">=", asked.since), (_FIRST, "<=", asked.until)):
        if day is not None:
            parts.append(f"({told}) {sign} ?")
            values.append(day[:10])
    for cell, word in (("scope", asked.scope), ("hedge", asked.hedge)):
        if word is not None:
            parts.append(f"figure.{cell} = ?")
            values.append(word)
    if asked.undated:
        parts.append(f"{_DAY} is null")
    sql = f"select figure.id, figure.report, figure.exact, figure.record{_FROM}"
    sql += (f" where {' and '.join(parts)}" if parts else "") + " order by report.n, figure.n"
    for name, report, exact, record in connection.execute(sql, values):
        yield Found(name, report, exact, json.loads(record))


def words(connection: apsw.Connection, cell: str) -> Iterator[str]:
    """What stands in a cell of figures ("what", "where", "counter"), the commonest first."""
    said = _said(cell)
    sql = f"select {said}, count(*){_FROM} where {said} <> '' group by 1 order by 2 desc, 1"
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
    """An expression of SQL: a cell's name, where it has none its words."""
    if cell == "what":
        return "figure.what"
    return (
        f'coalesce(figure."{cell}", substr(report.text, figure.{cell}_start + 1,'
        f" figure.{cell}_end - figure.{cell}_start))"
    )


def _among(
    connection: apsw.Connection, cell: str, fits: Callable[[str], bool], parts: list[str], values: list[object]
) -> None:
    """Ask for those values of a cell that fit, told by code and not by SQL."""
    parts.append(f"{_said(cell)} in (select value from json_each(?))")
    values.append(json.dumps([found for found in words(connection, cell) if fits(found)]))


def _place(where: str) -> Callable[[str], bool]:
    wanted = _words("where", where, "the name of a place")
    nation = _nation(where)

    def fits(found: str) -> bool:
        return wanted <= _plain(found) or (nation is not None and nations.by_name(found) is nation)

    return fits


def _somebody(counter: str) -> Callable[[str], bool]:
    wanted = _words("counter", counter, "the name of who counted")
    body = bodies.by_name(counter)

    def fits(found: str) -> bool:
        return wanted <= _plain(found) or (body is not None and bodies.by_name(found) is body)

    return fits


def _nation(where: str) -> nations.Nation | None:
    """The nation that was asked for, case forgiven."""
    return nations.by_name(where) or nations.by_name(where.title()) or nations.by_name(where.upper())


def _words(name: str, given: str, wanted: str) -> frozenset[str]:
    """The telling words that were asked for. Raises UsageError where there is none."""
    found = _plain(given)
    if not found:
        raise UsageError(f"{name} {as_given(given)} has no word in it; give {wanted}")
    return found - _SMALL or found


def _plain(name: str) -> frozenset[str]:
    found = (w.replace("’", "'").removesuffix("'s") for w in _WORD.findall(name))
    return frozenset(letters.plain(w) for w in found)

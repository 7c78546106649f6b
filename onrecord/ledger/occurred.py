"""Events found by type, mode, modality, who did it to whom, where, for which day, and by who says so."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import apsw

from onrecord.ledger import named
from onrecord.ledger.conditions import REPORTS_DAY, Conditions, fitting, said
from onrecord.ledger.rows import Found
from onrecord.shapes.json_text import parsed

NOBODY = "none"  # asked for as `asserted_by`: what a report says in its own name
# Its own days, else that of its report.
_FIRST = f"coalesce(event.when_from, event.when_to, {REPORTS_DAY})"
_LAST = f"coalesce(event.when_to, event.when_from, {REPORTS_DAY})"
_FROM = " from event join report on report.id = event.report"
# Each of those that a cell of several names.
_EACH = ", json_each(event.{0}) as one"
_ONE = (
    "coalesce(one.value ->> '$.name', (select substr(text, (one.value ->> '$.start') + 1,"
    " (one.value ->> '$.end') - (one.value ->> '$.start')) from report as told where told.id = event.report))"
)
_SEVERAL = ("actor", "recipient")
_WORDS = ("type", "plover", "mode", "modality")
_ONE_OF = "exists (select 1 from json_each(?) as one where instr(' ' || {0} || ' ', ' ' || one.value || ' '))"
_COUNTRY = "exists (select 1 from json_each(event.{0}) as one where one.value ->> '$.country' = ?)"
_COUNTRIES = {"actor_country": "actor", "recipient_country": "recipient"}
_WHO = {"actor": "who acts", "recipient": "whom it is done to", "asserted_by": "who says so"}


@dataclass(frozen=True, slots=True)
class Asked:
    """Which events are wanted; filters combine, None and no words ask for nothing.

    `type`, `modality`, `plover`: any of these words of the record; `mode` as in the record, case forgiven; `actor`,
    `recipient`: one of those named, by all words of the name or another name of the same body, a nation with its
    adjective and government; `asserted_by` likewise, NOBODY for what the report says in its own name; `where`: a place,
    by all its words or by another name of the same nation, a country with the places known to lie in it;
    `actor_country`, `recipient_country`: the country that one of them is coded as of, by a code or a name; `since` and
    `until`: days (YYYY-MM-DD), both included, held against the event's own, else its report's; `undated`: only those
    that have neither.
    """

    type: tuple[str, ...] = ()
    modality: tuple[str, ...] = ()
    actor: str | None = None
    recipient: str | None = None
    where: str | None = None
    mode: str | None = None
    asserted_by: str | None = None
    plover: tuple[str, ...] = ()
    actor_country: str | None = None
    recipient_country: str | None = None
    since: str | None = None
    until: str | None = None

    undated: bool = False


def find(connection: apsw.Connection, asked: Asked) -> Iterator[Found]:
    """The events that all filters of `asked` let through, in order of addition and text. Raises UsageError."""
    wanted = Conditions()
    for cell, some in (("type", asked.type), ("modality", asked.modality)):
        if some:
            wanted.among(f"event.{cell}", some)
    if asked.plover:  # two words where PLOVER's manual gives two codes
        wanted.add(_ONE_OF.format("event.plover"), json.dumps(asked.plover))
    if asked.mode is not None:
        wanted.add("event.mode = ?", asked.mode.strip().casefold())
    for cell, given in (("actor", asked.actor), ("recipient", asked.recipient)):
        if given is not None:
            wanted.rows("event", _fitting(connection, cell, named.party(cell, given, _WHO[cell]), wanted.known))
    for cell, given in (("actor_country", asked.actor_country), ("recipient_country", asked.recipient_country)):
        if given is not None:
            wanted.add(_COUNTRY.format(_COUNTRIES[cell]), named.alpha3(cell, given))
    if asked.asserted_by == NOBODY:
        wanted.add("event.asserted_by_start is null")
    elif asked.asserted_by is not None:
        fits = named.party("asserted_by", asked.asserted_by, _WHO["asserted_by"])
        wanted.rows("event", _fitting(connection, "asserted_by", fits, wanted.known))
    if asked.where is not None:
        there = _fitting(connection, "where", named.place("where", asked.where), wanted.known)
        wanted.place("event", there, named.code(asked.where))
    wanted.days(_FIRST, _LAST, asked.since, asked.until)
    if asked.undated:
        wanted.add(f"{_FIRST} is null")
    sql = f"select event.id, event.report, event.exact, event.record{_FROM}{wanted.where()}"
    for name, report, exact, record in connection.execute(f"{sql} order by +report.n, event.n", wanted.values):
        yield Found(name, report, exact, parsed(record))


def words(connection: apsw.Connection, cell: str) -> Iterator[str]:
    """What stands in a cell of events ("actor", "actor_country", "where", "type" …), the commonest first."""
    list_ = _COUNTRIES.get(cell, cell if cell in _SEVERAL else "")
    each = _EACH.format(list_) if list_ else ""
    if cell in _COUNTRIES:
        name = "one.value ->> '$.country'"
    else:
        name = _ONE if each else f"event.{cell}" if cell in _WORDS else said("event", cell)
    sql = f"select {name}, count(*){_FROM}{each} where {name} <> '' group by 1 order by 2 desc, 1"
    for found, _ in connection.execute(sql):
        yield str(found)


def _fitting(connection: apsw.Connection, cell: str, fits: named.Fits, known: Sequence[int] | None) -> list[int]:
    """The rows of which a name in a cell fits: one pass over its column, or over the rows known to fit so far."""
    several = cell in _SEVERAL
    sql = f"select event.rowid, {_ONE if several else said('event', cell)} from event"
    return fitting(connection, "event", sql + (_EACH.format(cell) if several else ""), fits, known)

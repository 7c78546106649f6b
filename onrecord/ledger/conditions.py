"""What a query asks for: conditions with the values that go with them, days and names among them."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

import apsw

# The day of a report where a mark tells none: of its publication, else of its last change.
REPORTS_DAY = "report.published, report.record ->> '$.modified.date'"

_INSIDE = (
    "exists (select 1 from place where place.report = {0}.report and place.country = ?"
    " and place.start < {0}.where_end and place.end > {0}.where_start)"
)


@dataclass(slots=True)
class Conditions:
    """Conditions on rows of a table of marks, each of which must hold, and the values of their question marks."""

    parts: list[str] = field(default_factory=list)
    values: list[object] = field(default_factory=list)
    known: list[int] | None = None  # the numbers of all rows that may still fit, where that is known

    def add(self, sql: str, *values: object) -> None:
        """Ask for one thing more."""
        self.parts.append(sql)
        self.values += values

    def among(self, cell: str, wanted: Iterable[str]) -> None:
        """Ask for those whose `cell`, an expression of SQL, is one of some words."""
        self.add(f"{cell} in (select value from json_each(?))", json.dumps(list(wanted)))

    def rows(self, table: str, numbers: Iterable[int]) -> None:
        """Ask for some rows of a table, by the numbers that SQLite gives them."""
        self.known = list(numbers)
        self.add(f"{table}.rowid in (select value from json_each(?))", json.dumps(self.known))

    def place(self, table: str, numbers: Iterable[int], country: str | None) -> None:
        """Ask for some rows, or those of a place that lies in a country (its code), where one is named.

        That a place lies there is told by a mark of kind place over the same words.
        """
        before = self.known
        self.rows(table, numbers)
        if country is not None:
            self.parts[-1] = f"({self.parts[-1]} or {_INSIDE.format(table)})"
            self.values.append(country)
            self.known = before

    def days(self, first: str, last: str, since: str | None, until: str | None) -> None:
        """Ask for what reaches into some days (both included): `first` and `last` are the expressions of its own.

        Of a month or year the last of its days counts for `since`, the first for `until`.
        """
        if since is not None:
            self.add(f"({_whole(last, '-12-31', '-31')}) >= ?", since[:10])
        if until is not None:
            self.add(f"({_whole(first, '-01-01', '-01')}) <= ?", until[:10])

    def where(self) -> str:
        """The clause of a query, empty where nothing is asked for."""
        return f" where {' and '.join(self.parts)}" if self.parts else ""


def said(table: str, cell: str) -> str:
    """An expression of SQL: the name in a cell of a mark, where it has none its words."""
    words = f"substr(text, {table}.{cell}_start + 1, {table}.{cell}_end - {table}.{cell}_start)"
    return f'coalesce({table}."{cell}", (select {words} from report as told where told.id = {table}.report))'


def fitting(
    connection: apsw.Connection, table: str, sql: str, fits: Callable[[str], bool], known: Sequence[int] | None
) -> list[int]:
    """The numbers of those rows of a table of which a name fits, told by code and not by SQL.

    `sql` gives a row's number and a name of it; where it is `known` which rows may fit, only these are looked at.
    """
    if known is not None:
        sql += f" where {table}.rowid in (select value from json_each(?))"
    asked: dict[str, bool] = {}
    out = []
    for number, name in connection.execute(sql, () if known is None else (json.dumps(known),)):
        if name:
            if name not in asked:
                asked[name] = fits(name)
            if asked[name]:
                out.append(number)
    return out


def _whole(day: str, of_year: str, of_month: str) -> str:
    return f"substr({day}, 1, 10) || case length({day}) when 4 then '{of_year}' when 7 then '{of_month}' else '' end"

"""Rows of JSON lines, JSON, CSV and Parquet to Raw: which columns hold what, the row's canonical JSON as its bytes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import replace
from typing import Any

from onrecord.shapes.errors import ReadError
from onrecord.shapes.raw import Failure, Given, Raw
from onrecord.shapes.row import canonical, path, row_type, said, value_at
from onrecord.sources import json_rows
from onrecord.sources.charset import as_utf8
from onrecord.sources.columns import SUMMARY, guess, listed, without_text
from onrecord.sources.limits import KEPT, reason
from onrecord.sources.no_days import DATED, NoDays
from onrecord.sources.opened import Asked, Opened
from onrecord.sources.parquet import parquet
from onrecord.sources.record import LONGEST, Record, Table, too_long
from onrecord.sources.separated import separated

KINDS = ("jsonl", "json", "csv", "tsv", "parquet")
_TEXTS = ("text", "html", SUMMARY)
_KEPT_BYTES = 3  # refused rows that are held back with their bytes
_LAYOUTS = 200  # sets of columns whose guesses are remembered
_HOPELESS = 10_000  # rows that fail from the first on: the rest is left
_NAMES = 1_000  # columns that are remembered
_MANY = 20  # rows that fail, and none is read: told as one


def open_rows(opened: Opened, asked: Asked, kind: str) -> Iterator[Raw | Failure]:
    """The rows of a file, each a Raw: its canonical JSON, with a media type that names its columns.

    `kind` is one of KINDS. Columns that the person did not name are guessed from their names, and each guess is told
    once. A row that cannot be read is a Failure named "file#line"; the rest is read. One row is held in memory.
    """
    try:
        with closing(_table(opened, asked, kind)) as table:
            if table.columns is None or _may_hold_text(table.columns, asked.columns):
                yield from _Reader(opened, asked).read(table)
            else:
                yield Failure(opened.source, without_text(table.columns, asked.columns))
    except ReadError as error:
        yield Failure(opened.source, str(error))
    except OSError as error:  # a disk that fails
        yield Failure(opened.source, f"cannot read on: {reason(error)}")


def _table(opened: Opened, asked: Asked, kind: str) -> Table:
    if kind == "jsonl":
        return json_rows.json_lines(as_utf8(opened.stream))
    if kind == "json":
        return json_rows.json_values(as_utf8(opened.stream), asked.columns)
    if kind == "parquet":
        return parquet(opened)
    return separated(as_utf8(opened.stream), kind, asked.columns)


def _may_hold_text(there: Sequence[str], asked: Mapping[str, str]) -> bool:
    """True where a column of the table may hold the report; one inside an object ("article.body") by its first key."""
    names = _of_text(guess(there, asked))
    return any(name in there or name.split(".")[0] in there for name in names)


def _of_text(columns: Mapping[str, list[str]]) -> list[str]:
    """The columns that may hold the report itself."""
    return [name for field in _TEXTS for name in columns.get(field, ())]


class _Reader:
    """Makes Raws of records, and remembers what was guessed and said."""

    def __init__(self, opened: Opened, asked: Asked) -> None:
        self.opened = opened
        self.asked = asked
        self.told: set[tuple[str, str]] = set()
        self.layouts: dict[frozenset[str], dict[str, list[str]]] = {}
        self.days = NoDays()
        self.there: dict[str, None] = {}  # columns in which something stands
        self.used: set[str] = set()

    def read(self, table: Table) -> Iterator[Raw | Failure]:
        """Each record, in order. What fails before anything was right is held back until something is.

        If nothing is, many failures are told as one, and so are rows that all lack a column of text: then it is the
        file that is no table of reports.
        """
        held: list[tuple[Record, Failure | None]] = []
        right = False
        for record in table.records:
            found = self._raw(record)
            if not right and (found is None or record.values is None):
                held.append((Record(record.number, dict.fromkeys(record.values or ())), _light(found, len(held))))
                if len(held) < _HOPELESS:
                    continue
                break
            right = True
            yield from map(self._failure, held)
            held.clear()
            yield found if found is not None else self._failure((record, None))
        yield from self._in_the_end(held, right)
        self.days.tell(self.opened, self.asked)
        if right:
            self._tell_unread()

    def _in_the_end(self, held: list[tuple[Record, Failure | None]], right: bool) -> Iterator[Failure]:
        if not held and not right:
            yield Failure(self.opened.source, "no rows in it")
        elif len(held) > _MANY or (held and all(failure is None for _, failure in held)):
            rows = f"none of its first {len(held):,} rows is" if len(held) == _HOPELESS else "no row of it is"
            yield Failure(self.opened.source, f"{rows} a report: {self._why(held[0])}")
        else:
            yield from map(self._failure, held)

    def _why(self, one: tuple[Record, Failure | None]) -> str:
        record, failure = one
        return failure.why if failure else without_text(record.values or (), self.asked.columns)

    def _failure(self, one: tuple[Record, Failure | None]) -> Failure:
        return one[1] or Failure(self._name(one[0].number), self._why(one))

    def _name(self, number: int) -> str:
        return f"{self.opened.source}#{number}"

    def _raw(self, record: Record) -> Raw | Failure | None:
        """The row as Raw; a Failure where it is broken, None where it has no column of text."""
        row = record.values
        if row is None:
            data = record.data if record.data is None or len(record.data) <= KEPT else None
            return Failure(self._name(record.number), record.why or "broken", data)
        columns = self._columns(row)
        if "text" not in columns and "html" not in columns:
            there = [n for n in _of_text(self._guesses(row)) if path(row, n) is not None]
            if not there:
                return None
            return Failure(
                self._name(record.number), f"no text: its column {there[0]!r} {_lack(value_at(row, there[0]))}"
            )
        try:
            data = canonical(row)
        except RecursionError:
            return Failure(self._name(record.number), "nested too deep for a report")
        if len(data) > LONGEST:
            return Failure(self._name(record.number), too_long(len(data)))
        self._tell(columns)
        self._note(row, columns)
        self._look_at_days(row, columns)
        return made(record.number, row, columns, data, self.opened, self.asked.given, "given")

    def _guesses(self, row: Mapping[str, Any]) -> dict[str, list[str]]:
        names = frozenset(row)
        found = self.layouts.get(names)
        if found is None:
            if len(self.layouts) >= _LAYOUTS:
                self.layouts.clear()
            found = self.layouts[names] = guess(names, self.asked.columns)
        return found

    def _columns(self, row: Mapping[str, Any]) -> dict[str, str]:
        """Field → its column in this row: the first of those it may stand in that says something."""
        out: dict[str, str] = {}
        for field, names in self._guesses(row).items():
            for name in names:
                if said("text" if field == SUMMARY else field, value_at(row, name)) is not None:
                    out[field] = name
                    break
        summary = out.pop(SUMMARY, None)
        if "text" in out:  # one report a row: a text that was taken out of the page goes before it
            out.pop("html", None)
        elif summary is not None and "html" not in out:
            out["text"] = summary
        return out

    def _tell(self, columns: Mapping[str, str]) -> None:
        """Say each guess once."""
        told = [(f, c) for f, c in columns.items() if f not in self.asked.columns and c != f]  # by its name is no guess
        new = [pair for pair in told if pair not in self.told]
        if not new:
            return
        hint = "" if self.told else f"; name others with --{new[0][0]}-field and its like"
        self.told.update(new)
        line = ", ".join(f"{field} from column {column!r}" for field, column in new)
        self.asked.say(f"{self.opened.source}: {line}{hint}")

    def _note(self, row: Mapping[str, Any], columns: Mapping[str, str]) -> None:
        """Remember which columns say something, and which of them are read."""
        self.used.update(keys[0] for name in columns.values() if (keys := path(row, name)))
        if len(self.there) < _NAMES:
            self.there.update(dict.fromkeys(n for n, v in row.items() if v not in (None, "", [], {})))

    def _look_at_days(self, row: Mapping[str, Any], columns: Mapping[str, str]) -> None:
        for field in DATED:
            if field not in columns and (names := self._guesses(row).get(field)):
                self.days.look(field, [value_at(row, name) for name in names])
                self.used.update(names)  # they are told of already

    def _tell_unread(self) -> None:
        """Say which columns no row was read from."""
        unread = [name for name in self.there if name not in self.used]
        if unread:
            self.asked.say(f"{self.opened.source}: columns not read: {listed(unread)}")


def _light(failure: Raw | Failure | None, before: int) -> Failure | None:
    """A failure as it is held back: of the first few with their bytes."""
    if not isinstance(failure, Failure):
        return None
    return replace(failure, data=None) if before >= _KEPT_BYTES else failure


def _lack(value: Any) -> str:
    return "is empty" if value is None or not str(value).strip() else f"is no text ({type(value).__name__})"


def made(
    number: int,
    row: Mapping[str, Any],
    columns: Mapping[str, str],
    data: bytes,
    opened: Opened,
    person: Given,
    how: str,
) -> Raw:
    """The Raw of row `number` of a file, from its values and its canonical JSON; `how`: who says so, given or feed."""
    values = {field: said(field, value_at(row, column)) for field, column in columns.items()}
    place = f"#{number}"
    return Raw(
        data,
        str(values.get("url") or values.get("id") or opened.address + place),
        str(values.get("id") or opened.source + place),
        captured=_string(values.get("captured")),
        media_type=row_type(columns),
        given=_given(values, person, how),
        line=opened.source + place,
    )


def _string(value: object) -> str | None:
    return value if isinstance(value, str) else None


def _given(values: Mapping[str, Any], person: Given, how: str) -> Given:
    """What a row says of its report; what the person says of every report goes before it."""
    byline = values.get("byline")
    return Given(
        published=person.published or values.get("published"),
        outlet=person.outlet or values.get("outlet"),
        url=person.url or values.get("url"),
        title=person.title or values.get("title"),
        byline=person.byline or (byline if isinstance(byline, tuple) else ()),
        how=how,
    )

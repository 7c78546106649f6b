"""Rows of JSON lines, JSON, CSV and Parquet to Raw: which columns hold what, the row's canonical JSON as its bytes."""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from typing import Any

from onrecord.shapes.errors import ReadError
from onrecord.shapes.raw import Failure, Given, Raw
from onrecord.shapes.row import canonical, path, row_type, said, value_at
from onrecord.sources import json_rows
from onrecord.sources.charset import as_utf8
from onrecord.sources.columns import SUMMARY, guess, without_text
from onrecord.sources.opened import Asked, Opened
from onrecord.sources.parquet import parquet
from onrecord.sources.record import LONGEST, Record, Table, too_long
from onrecord.sources.separated import separated

KINDS = ("jsonl", "json", "csv", "tsv", "parquet")
_TEXTS = ("text", "html", SUMMARY)
KEPT = 5_000_000  # bytes of a refused row that its Failure carries
_LAYOUTS = 200  # sets of columns whose guesses are remembered
_HOPELESS = 1_000  # rows that fail from the first on: then the file is no table of reports


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
    except (OSError, EOFError, zlib.error) as error:  # the stream itself: a broken archive, a disk that fails
        yield Failure(opened.source, f"cannot read on: {' '.join(str(error).split())[:120] or type(error).__name__}")


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

    def read(self, table: Table) -> Iterator[Raw | Failure]:
        """Each record, in order. Rows without any column of text, from the first on, are one Failure together."""
        lacking: list[int] = []
        columns: tuple[str, ...] = ()
        failed = read = 0
        for record in table.records:
            found = self._raw(record)
            if isinstance(found, Raw):
                read += 1
                yield from (Failure(self._name(n), without_text(columns, self.asked.columns)) for n in lacking)
                lacking.clear()
                yield found
                continue
            failed += 1
            if found is None and not read:
                lacking.append(record.number)
                columns = columns or tuple(record.values or ())
            else:
                yield found or Failure(self._name(record.number), without_text(record.values or (), self.asked.columns))
            if failed == _HOPELESS and not read:
                why = f"none of its first {failed:,} rows is a report; the rest was left"
                if lacking:
                    why += f": {without_text(columns, self.asked.columns)}"
                yield Failure(self.opened.source, why)
                return
        if lacking:
            whole = self.opened.source if failed == len(lacking) else self._name(lacking[0])
            many = f"{len(lacking)} rows: " if len(lacking) > 1 else ""
            yield Failure(whole, many + without_text(columns, self.asked.columns))
        elif not failed and not read:
            yield Failure(self.opened.source, "no rows in it")

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
        new = [(f, c) for f, c in columns.items() if f not in self.asked.columns and (f, c) not in self.told]
        if not new:
            return
        hint = "" if self.told else f"; name others with --{new[0][0]}-field and its like"
        self.told.update(new)
        line = ", ".join(f"{field} from column {column!r}" for field, column in new)
        self.asked.say(f"{self.opened.source}: {line}{hint}")


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

"""A ledger open to be read: every question asked of it, and what is wrong with it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, MutableMapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import Any, Self, TypeVar

import apsw

from onrecord.ledger import counted, damage, edges, occurred, ordered, schema, sealed, searched
from onrecord.ledger import said as quotes
from onrecord.ledger.edges import Link
from onrecord.ledger.limit import Limit
from onrecord.ledger.paragraphs import Paragraphs
from onrecord.ledger.rows import Found, given_from, unpack
from onrecord.ledger.sealed import Kept
from onrecord.shapes.collecting import uncollected
from onrecord.shapes.errors import LedgerError, NotFound
from onrecord.shapes.json_text import parsed
from onrecord.shapes.mark import Kind, Mark
from onrecord.shapes.raw import Failure, Place, Raw
from onrecord.shapes.reading import Reading
from onrecord.shapes.record import marks_from, put_together, report_from
from onrecord.shapes.repeated import Repeated


@dataclass(frozen=True, slots=True)
class Filed:
    """A report as a second look over the ledger needs it: whose it is, where it was found, how it was read."""

    id: str
    outlet: str | None
    url: str | None
    address: str
    part: int
    reader: str
    status: str


_Row = TypeVar("_Row")
_BEHIND = chr(0x10FFFF)  # sorts behind all other characters


# How a kept mark begins; what follows its id is the same in copies.
_ID = '{"id":'


class Stored:
    """One ledger file, open. Use as a context manager, or call `close`.

    Raises LedgerError when the file cannot be opened as a ledger, LedgerBusy when another writer does not finish.
    """

    def __init__(
        self,
        path: Path,
        kinds: Sequence[Kind],
        *,
        create: bool = False,
        say: Callable[[str], None] | None = None,
        to_read: MutableMapping[str, str] | None = None,
        read_only: bool = False,
    ) -> None:
        """Open the ledger at `path` (made when `create`); `say` is told when it has to wait for another writer.

        `to_read` opens one that another process writes to, with what such processes remember of paragraphs together.
        `read_only`: nothing is changed through it, not even the format of the file.
        """
        self.path = path
        self.kinds = tuple(kinds)
        self._read_only = read_only
        if read_only:
            self._db = schema.only_reading(path, kinds)
        elif to_read is not None:
            self._db = schema.beside(path)
        else:
            self._db = schema.connect(path, kinds, create=create, say=say)
        self._limit = Limit(self._db, path)
        self.paragraphs = Paragraphs(self._db, to_read)

    def __enter__(self) -> Self:
        """The open store."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the file."""
        self.close()

    def close(self) -> None:
        """Close the file; may be called twice."""
        try:
            self._db.close()
        except apsw.Error:  # a question was broken off, which was told already
            self._db.close(True)

    def within(self, seconds: float) -> AbstractContextManager[None]:
        """What is asked inside takes no longer than so many seconds, else TooSlow is raised; the store stays open.

        Of two limits, one inside the other, the one that ends first holds.
        """
        return self._limit.within(seconds)

    # -- reading ---------------------------------------------------------------------------------------------------

    def ids(self, *, aside: bool = True) -> list[str]:
        """All reports, by when they were added; without those that are set aside where `aside` is false."""
        which = "" if aside else "where status <> 'set_aside' "
        return [row[0] for row in self._all(f"select id from report {which}order by n")]

    def count(self) -> int:
        """How many reports there are."""
        return int(self._one("select count(*) from report", must=True)[0])

    def newest_first(self, after: str | None = None) -> Iterator[str]:
        """The reports that were not set aside, from the newest day on, those without a day last; those of one day, the
        one added last first. With `after` those behind this report. Looked up a few at a time.
        """
        place = None if after is None else self._one("select published, n from report where id = ?", after)
        while rows := self._read(partial(ordered.newest, self._db, place)):
            yield from (row[0] for row in rows)
            place = rows[-1][1:]

    def newest_of(self, reports: Iterable[str]) -> str:
        """Of some reports the first of `newest_first`."""
        return self._read(lambda: ordered.newest_of(self._db, reports))[0]

    def has(self, report: str) -> bool:
        """True when the report is in the ledger."""
        return self._one("select 1 from report where id = ?", report) is not None

    def find(self, name: str) -> str:
        """The id of the report called `name`: its id, the beginning of it, its source, or the file's name alone.

        Raises NotFound, with those that there are where it is more than one.
        """
        sql = "select id, n from report where id >= ? and id < ? union select id, n from report where source = ?"
        ends = name.lower(), name.lower() + _BEHIND
        found = [row[0] for row in self._all(f"{sql} order by 2 limit 3", *ends, name)] if name else []
        if not found:
            return self._of_file(name)
        if len(found) > 1 and name not in found:
            raise NotFound(
                f"{name}: more than one report begins so ({', '.join(f[:12] for f in found)} …); give more of it"
            )
        return name if name in found else str(found[0])

    def _of_file(self, name: str) -> str:
        """The id of the report that was added from the only file of that name. Raises NotFound."""
        # `source > ''` has the index of sources read, and no record.
        sql = "select rowid from report where source > '' and substr(source, -length(?1) - 1) = '/' || ?1"
        rows = self._all(f"select id, source from report where rowid in ({sql}) order by n limit 4", name)
        if len(rows) > 1 and name:
            there = ", ".join(f"{source} ({id[:12]})" for id, source in rows[:3])
            more = " …" if rows[3:] else ""
            raise NotFound(f"{name}: more than one report has that name: {there}{more}; give its path or its id")
        if not rows or not name:
            raise NotFound(f"{name}: no report of that name in {self.path}; `onrecord reports` lists them")
        return str(rows[0][0])

    def head(self, report: str) -> dict[str, Any]:
        """The contract's record of one report without its text and marks."""
        return dict(parsed(self._one("select record from report where id = ?", report, must=True)[0]))

    def reading(self, report: str) -> Reading:
        """One report with its marks, as it was kept (its passages are not)."""
        return self.readings([report])[0]

    def readings(self, reports: Iterable[str]) -> list[Reading]:
        """Several reports with their marks; what copies have alike is read once and held once."""
        known: dict[tuple[str, str], Mark] = {}
        return [self._reading(report, known) for report in reports]

    def _reading(self, report: str, known: dict[tuple[str, str], Mark]) -> Reading:
        row = self._one("select record, text from report where id = ?", report, must=True)
        head = parsed(row[0])
        marks = {kind.name: tuple(self._marks(kind, report, known)) for kind in self.kinds}
        return Reading(report_from(head | {"text": row[1]}), marks, head["refused"], head["reader"], self.kinds)

    def _marks(self, kind: Kind, report: str, known: dict[tuple[str, str], Mark]) -> Iterator[Mark]:
        for (record,) in self._all(f'select record from "{kind.name}" where report = ? order by n', report):
            key = (kind.name, record[record.find(",") :] if record.startswith(_ID) else record)
            if key not in known:
                known[key] = marks_from(kind, [parsed(record)])[0]
            yield known[key]

    def record(self, report: str) -> dict[str, Any]:
        """One report as `onrecord read` prints it: what was kept is its printed form, and is only put together."""
        row = self._one("select record, text from report where id = ?", report, must=True)
        marks = {kind.name: self.mark_rows(kind, report) for kind in self.kinds}
        # what an older onrecord kept lacks names that came later
        return put_together(parsed(row[0]), row[1], marks, self.kinds) or self.reading(report).as_dict()

    def mark_rows(self, kind: Kind, report: str) -> list[dict[str, Any]]:
        """The printed marks of one kind in one report, in text order."""
        found = self._all(f'select record from "{kind.name}" where report = ? order by n', report)
        return [parsed(row[0]) for row in found]

    def mark_count(self, kind: Kind) -> int:
        """How many marks of one kind there are."""
        return int(self._one(f'select count(*) from "{kind.name}"', must=True)[0])

    def some_marks(self, kind: Kind, first: int, limit: int) -> list[Found]:
        """So many marks of one kind from a place on, in order of addition and text."""
        return self._read(lambda: ordered.marks(self._db, kind, first, limit))

    def some_ids(self, first: int, limit: int) -> list[str]:
        """So many reports from a place on, by when they were added."""
        return self._read(lambda: ordered.ids(self._db, first, limit))

    def exact(self, kind: Kind, report: str) -> list[str]:
        """The exact words of each mark of one kind in one report, in text order."""
        found = self._all(f'select exact from "{kind.name}" where report = ? order by n', report)
        return [str(row[0]) for row in found]

    def called(self, name: str, most: int = 2) -> list[tuple[Kind, Found]]:
        """The marks of any kind whose id is `name` or begins with it, as many as `most` of each kind."""
        found: list[tuple[Kind, Found]] = []
        for kind in self.kinds:
            sql = f'select id, report, exact, record from "{kind.name}" where id >= ? and id < ? order by id limit ?'
            rows = self._all(sql, name, name + _BEHIND, most)
            found += [(kind, Found(id, report, exact, parsed(row))) for id, report, exact, row in rows]
        return found

    def said(self, asked: quotes.Asked) -> list[Found]:
        """The quotes that all filters let through, in order of addition: look-ups only. Raises UsageError."""
        return self._read(lambda: quotes.find(self._db, asked))

    def searched(self, asked: searched.Asked, sort: str, limit: int, after: str | None) -> dict[str, Any]:
        """A page of the reports that have some words and fit some filters (see searched). Raises UsageError."""
        return self.ask(lambda db, kinds: [searched.find(db, asked, sort, limit, after)])[0]

    def quotes_called(self, name: str) -> list[Found]:
        """The quotes whose id is `name` or begins with it."""
        return self._read(lambda: quotes.begins(self._db, name))

    def people(self, report: str) -> list[str]:
        """The names of people in a report, in alphabetical order."""
        return self._read(lambda: quotes.people(self._db, report))

    def speakers(self) -> list[str]:
        """The names of all whose words the ledger holds, in alphabetical order."""
        return self._read(lambda: quotes.speakers(self._db))

    def undated(self) -> int:
        """How many reports that were marked state no day of publication."""
        return self._read(lambda: [quotes.undated(self._db)])[0]

    def newest(self) -> str | None:
        """The newest day (YYYY-MM-DD) on which a report that was marked was published; None where none states it."""
        return next(iter(self._read(lambda: ordered.newest_day(self._db))), None)

    def counted(self, asked: counted.Asked) -> list[Found]:
        """The figures that all filters let through, in order of addition and text. Raises UsageError."""
        return self._read(lambda: counted.find(self._db, asked))

    def counted_words(self, cell: str) -> list[str]:
        """What stands in a cell of the ledger's figures ("what", "where", "counter"), the commonest first."""
        return self._read(lambda: counted.words(self._db, cell))

    def occurred(self, asked: occurred.Asked) -> list[Found]:
        """The events that all filters let through, in order of addition and text. Raises UsageError."""
        return self._read(lambda: occurred.find(self._db, asked))

    def occurred_words(self, cell: str) -> list[str]:
        """What stands in a cell of the ledger's events ("actor", "where", "type" …), the commonest first."""
        return self._read(lambda: occurred.words(self._db, cell))

    def digests(self, reports: Sequence[str]) -> dict[str, str]:
        """What links need of some reports, as JSON by id."""
        return {r: self._one("select digest from report where id = ?", r, must=True)[0] for r in reports}

    def links(self, kind: str) -> list[Link]:
        """All links of one kind, in order of their ids."""
        return self._read(lambda: edges.every(self._db, kind))

    def links_of(self, kind: str, report: str) -> list[Link]:
        """The links of one kind that a report has, in order of their ids."""
        return self._read(lambda: edges.of(self._db, kind, report))

    def links_among(self, kind: str, reports: Iterable[str]) -> list[Link]:
        """The links of one kind that some reports have, in order of their ids."""
        return self._read(lambda: edges.among(self._db, kind, reports))

    def crowded(self, kind: str) -> frozenset[str]:
        """The reports that did not meet all others who share a key of this kind."""
        return frozenset(row[0] for row in self._all("select report from crowded where kind = ?", kind))

    def crowded_among(self, kinds: Iterable[str], reports: Iterable[str]) -> frozenset[str]:
        """Those of some reports that did not meet all others who share a key of one of some kinds."""
        some = frozenset(kinds)
        found = ((r, self._all("select kind from crowded where report = ?", r)) for r in set(reports))
        return frozenset(report for report, rows in found if any(kind in some for (kind,) in rows))

    def in_order(self, reports: Iterable[str], *, aside: bool = True) -> list[str]:
        """Some reports by when they were added; without those that are set aside where `aside` is false."""
        rows = [(*self._one("select n, status from report where id = ?", r, must=True), r) for r in set(reports)]
        return [report for _, status, report in sorted(rows) if aside or status != "set_aside"]

    def raw(self, report: str) -> Raw:
        """The input as it was found, with what was given beside it. Raises LedgerError when the bytes are damaged."""
        row = self._one(
            "select raw.data, raw.size, report.given, raw.sha256 from report join raw on raw.sha256 = report.raw"
            " where report.id = ?",
            report,
            must=True,
        )
        data = unpack(row[0], row[1], f"raw {row[3][:12]}")
        kept = json.loads(row[2])
        return Raw(
            data, kept["address"], kept["source"], kept["captured"], kept["media_type"], given_from(kept["given"])
        )

    def address(self, report: str) -> str:
        """Where a report was found: an address, a path below the folder named, or a row's name."""
        sql = "select given ->> '$.address' from report where id = ?"
        return str(self._one(sql, report, must=True)[0])

    def place(self, archive: str) -> Place | None:
        """Where the archive at an absolute path was left, None where it was never begun."""
        row = self._one("select path, fingerprint, offset from archive where path = ?", archive)
        return None if row is None else Place(*row)

    def look(self, report: str) -> Repeated:
        """What a second look told of a report's lines."""
        row = self._one("select outlet, lines from look where report = ?", report)
        return Repeated() if row is None else Repeated(row[0], json.loads(row[1]))

    def looks(self) -> dict[str, Repeated]:
        """What second looks told, by report; reports without any are left out."""
        rows = self._all("select report, outlet, lines from look order by report")
        return {report: Repeated(outlet, json.loads(lines)) for report, outlet, lines in rows}

    def filed(self) -> list[Filed]:
        """All reports, by when they were added: whose each is, where it was found, how it was read."""
        sql = (
            "select id, outlet, url, given ->> '$.address', coalesce(record ->> '$.part', 0), reader, status"
            " from report order by n"
        )
        return [Filed(*row) for row in self._all(sql)]

    def text(self, report: str) -> str:
        """The reading text of a report."""
        return str(self._one("select text from report where id = ?", report, must=True)[0])

    def failures(self) -> list[Failure]:
        """Inputs that could not be read, by name (without their bytes)."""
        return [Failure(s, w) for s, w in self._all("select source, why from failure order by source, why")]

    # -- one snapshot and its state -------------------------------------------------------------------------------

    def ask(self, question: Callable[[apsw.Connection, Sequence[Kind]], Iterable[_Row]]) -> list[_Row]:
        """What a question gives, whole, of what stood in the ledger at one time. Raises LedgerError as all reading."""

        def asked() -> list[_Row]:
            with self._db:
                found = list(question(self._db, self.kinds))
            return found

        return self._read(asked)

    def state(self) -> tuple[int, int]:
        """Another one whenever anybody has written."""
        return int(self._db.pragma("data_version")), self._db.total_changes()

    # -- checking --------------------------------------------------------------------------------------------------

    @contextmanager
    def blaming(self) -> Iterator[None]:
        """What goes wrong inside since the file is damaged is raised as LedgerDamaged, which says where."""
        try:
            yield
        except damage.SIGNS as error:
            with self._limit.within(damage.PATIENCE):
                where = damage.first(self._db, self.kinds, self._limit.is_over)
            if where is None:
                raise
            raise damage.damaged(self.path, where) from error

    def damage(self) -> list[str]:
        """What SQLite itself finds wrong with the file, and with what is worked out from its rows, a line each."""
        try:
            found = [*damage.cut(self.path), *self._read(lambda: sealed.damage(self._db, self.kinds))]
            if not self._read_only:  # a question that SQLite takes for a change
                found += self._read(lambda: sealed.unfit(self._db))
        except LedgerError as error:
            return [str(error)]
        return found

    def rows(self) -> Iterator[Kept]:
        """Every row that carries a hash, with the hash of what stands there now; a table that breaks off is one row."""
        try:
            yield from sealed.rows(self._db, self.kinds)
        except apsw.InterruptError:
            raise self._limit.passed() from None

    def _all(self, sql: str, *values: Any) -> list[Any]:
        """All rows of a query. Raises LedgerError where the file is damaged."""
        return self._read(lambda: self._db.execute(sql, values))

    def _read(self, rows: Callable[[], Iterable[_Row]]) -> list[_Row]:
        """What a query gives, whole. Raises LedgerError where the file is damaged."""
        try:
            with uncollected():
                found = list(rows())
        except apsw.InterruptError:
            raise self._limit.passed() from None
        except (apsw.Error, UnicodeError) as error:
            raise self._unreadable(error) from error
        if self._limit.is_over():  # many small queries are as slow as a long one
            raise self._limit.passed()
        return found

    def _unreadable(self, error: Exception) -> LedgerError:
        if damage.is_damage(error):
            return damage.damaged(self.path, error)
        said = " ".join(str(error).split())[:120]
        return LedgerError(f"{self.path}: cannot be read ({said}); restore the ledger from a copy")

    def _one(self, sql: str, *values: Any, must: bool = False) -> Any:
        row = next(iter(self._all(sql, *values)), None)
        if row is None and must:
            raise NotFound(f"{values[0] if values else sql}: not in {self.path}; `onrecord reports` lists what is")
        return row

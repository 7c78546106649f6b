"""Writing a ledger: every write is one short transaction, every row carries its hash."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TypeVar

import apsw

from onrecord.ledger import damage, decided, edges, meetings, schema
from onrecord.ledger import said as quotes
from onrecord.ledger.edges import Linking
from onrecord.ledger.rows import beside as rows_beside
from onrecord.ledger.rows import pack, written
from onrecord.ledger.stored import Stored
from onrecord.shapes.errors import LedgerError
from onrecord.shapes.mark import Kind, digest
from onrecord.shapes.raw import Failure, Place, Raw
from onrecord.shapes.reading import Reading
from onrecord.shapes.repeated import Repeated
from onrecord.shapes.written import REPORT_ROW, Written


@dataclass(frozen=True, slots=True)
class Beside:
    """What is written with a reading, in the same transaction.

    `place` is where its archive is to be gone on with; `look` what a second look told of its lines; `instead_of` the
    id that the report had before it was read anew, whose place among the reports it takes.
    """

    place: Place | None = None
    look: Repeated = field(default_factory=Repeated)
    instead_of: str | None = None


_FULL = 2  # SQLite waits till the disk has what is committed
_Row = TypeVar("_Row")


class Store(Stored):
    """One ledger file, open to be written and read. Use as a context manager, or call `close`.

    Raises LedgerError when the file cannot be opened as a ledger, LedgerBusy when another writer does not finish.
    """

    def may_change(self) -> None:
        """Raises LedgerError for a ledger that was opened to be read only."""
        if self._read_only:
            raise LedgerError(f"{self.path}: was opened to be read only; open it for writing to change it")

    def put(
        self,
        raw: Raw,
        reading: Reading,
        digest_json: str,
        keys: Sequence[str],
        linking: Linking,
        beside: Beside = Beside(),
    ) -> bool:
        """Make rows of a reading and write them; as `write`."""
        return self.write(written(raw, reading, digest_json, keys), linking, beside)

    def write(self, one: Written, linking: Linking, beside: Beside = Beside()) -> bool:
        """Keep a reading with its raw and its links, whole or not at all; False when it stands there unchanged.

        Links to what is there are worked out before the transaction; inside it only those that came meanwhile.
        """
        report, mine, named = one.id, (one.id, one.digest), one.keys
        head = linking.head(one.digest) if one.head is None else meetings.Head(*one.head)
        with damage.told(self.path):
            met = edges.meet(self._db, report, named, head, linking, beside.instead_of)
            state, found = self.state(), edges.worked_out(self._db, mine, met.others, linking)
        with self._writing():
            self._put_place(beside.place)
            if self.state() != state:  # somebody else wrote meanwhile
                met = edges.meet(self._db, report, named, head, linking, beside.instead_of)
                found = edges.worked_out(self._db, mine, met.others, linking)
            names = (report, beside.instead_of or report)
            old = self._one("select n, hash from report where id in (?, ?) order by id = ? desc", *names, report)
            if old is not None and old[1] == one.hash:
                self._put_look(report, beside.look)
                return False
            if old is None:
                n = (self._one("select max(n) from report", must=True)[0] or 0) + 1
            else:
                n = old[0]
            was = {name: meetings.keys_of(self._db, name) for name in names}
            self._db.execute("delete from report where id in (?, ?)", names)
            self._db.execute(PUT_RAW, (one.sha256, *one.raw))
            self._db.execute(PUT_REPORT, (*one.row, n))
            for kind in self.kinds:
                self._db.executemany(f'insert into "{kind.name}" {MARK_INSERT}', one.marks.get(kind.name, ()))
            quotes.file(self._db, report)
            edges.put(self._db, found)
            edges.file(self._db, report, named, head, met, was, linking)
            self._put_look(report, beside.look)
            decided.follow(self._db, self.kinds, report, beside.instead_of or report)
            self._db.executemany("insert or replace into paragraph values (?, ?, ?)", one.paragraphs)
            self._db.execute(_MENDED, (one.source, one.line))
        return True

    def put_mended(self, raw: Raw) -> None:
        """Forget that an input could not be read once: it could now, and its reports stand there already."""
        if self._one("select 1 from failure where source in (?, ?)", raw.source, raw.line):
            with self._writing():
                self._db.execute(_MENDED, (raw.source, raw.line))

    def put_place(self, place: Place) -> None:
        """Note where an archive is to be gone on with, when what stood there gave nothing to keep."""
        with self._writing():
            self._put_place(place)

    def put_failure(self, failure: Failure) -> None:
        """Keep aside an input that could not be read, with its reason and, where there are any, its bytes."""
        with self._writing():
            self._put_place(failure.place)
            sha = None
            if failure.data:
                sha = Raw(failure.data, "", "").sha256
                self._db.execute(PUT_RAW, (sha, pack(failure.data), len(failure.data)))
            self._db.execute("insert or replace into failure values (?, ?, ?)", (failure.source, failure.why, sha))

    def unfiled(self) -> list[str]:
        """The reports that a ledger of an older format has to file and link anew, in order of their ids."""
        return [str(row[0]) for row in self._all("select report from unfiled order by report")]

    def refile(self, report: str, digest_json: str, keys: Sequence[str], linking: Linking) -> None:
        """File a report under its keys and link it to those filed already; its digest is kept as it is now."""
        named, head = [meetings.key(k) for k in keys], linking.head(digest_json)
        with self._writing():
            row = self._one("select raw, text, record, given from report where id = ?", report, must=True)
            marks = {kind.name: len(self.exact(kind, report)) for kind in self.kinds}
            kept = json.loads(row[3]) | {"beside": rows_beside(marks, named, (head.day, head.text))}
            given = json.dumps(kept, ensure_ascii=False)
            seal = digest(report, *row[:3], given, digest_json)
            sql = "update report set given = ?, digest = ?, hash = ? where id = ?"
            self._db.execute(sql, (given, digest_json, seal, report))
            self._db.execute("delete from edge where a = ? or b = ?", (report, report))
            met = edges.meet(self._db, report, named, head, linking)
            edges.put(self._db, edges.worked_out(self._db, (report, digest_json), met.others, linking))
            edges.file(self._db, report, named, head, met, {}, linking)
            self._db.execute("delete from unfiled where report = ?", (report,))

    def remove(self, report: str, linking: Linking) -> None:
        """Take a report out, with its marks and links, and its raw unless another report rests on it."""
        with self._writing():
            sha = self._one("select raw from report where id = ?", report, must=True)[0]
            was = meetings.keys_of(self._db, report)
            self._db.execute("delete from report where id = ?", (report,))
            decided.place(self._db, self.kinds, [report])
            edges.meet_more(self._db, meetings.left(self._db, was, report), linking)
            if not self._one("select 1 from report where raw = ? union select 1 from failure where raw = ?", sha, sha):
                self._db.execute("delete from raw where sha256 = ?", (sha,))

    def decide(self, how: Callable[[apsw.Connection, Sequence[Kind]], _Row]) -> _Row:
        """What `how` gives, in one write transaction that is on disk when this returns (see decided)."""
        self.may_change()
        before = int(self._db.pragma("synchronous"))
        self._db.pragma("synchronous", max(before, _FULL))
        try:
            with self._writing():
                found = how(self._db, self.kinds)
        finally:
            self._db.pragma("synchronous", before)
        return found

    def _put_place(self, place: Place | None) -> None:
        if place is not None:
            row = (place.archive, place.fingerprint, place.offset)
            self._db.execute("insert or replace into archive values (?, ?, ?, ?)", (*row, digest(*row)))

    def _put_look(self, report: str, look: Repeated) -> None:
        self._db.execute("delete from look where report = ?", (report,))
        if look:
            row = (report, look.outlet, json.dumps(dict(sorted(look.lines.items())), ensure_ascii=False))
            self._db.execute("insert into look values (?, ?, ?, ?)", (*row, digest(*row)))

    @contextmanager
    def together(self) -> Iterator[None]:
        """What is written inside is kept as a whole or not at all: the disk is waited for once."""
        with self._writing():
            yield

    def state(self) -> tuple[int, int]:
        """Another one whenever anybody has written."""
        return int(self._db.pragma("data_version")), self._db.total_changes()

    def _is_writing(self) -> bool:
        return bool(self._db.in_transaction)

    @contextmanager
    def _writing(self) -> Iterator[None]:
        """One write transaction: begun as such, so that two writers queue instead of failing half-way.

        Inside of another it is a part of that one.
        """
        self.may_change()
        if self._is_writing():
            yield
            return
        try:
            self._db.execute("begin immediate")
        except apsw.BusyError:
            raise schema.busy(self.path) from None
        except apsw.ReadOnlyError:
            raise LedgerError(f"{self.path}: the file may not be written; change its rights or name another") from None
        try:
            yield
            with self._limit.lifted():  # what is kept is never told to have come too late
                self._db.execute("commit")
        except BaseException as error:
            if self._is_writing():
                self._db.execute("rollback")
            if isinstance(error, (apsw.FullError, apsw.IOError)):
                raise LedgerError(f"{self.path}: could not be written ({error}); nothing of it was kept") from None
            if isinstance(error, Exception) and damage.is_damage(error):
                raise self._unreadable(error) from error
            raise


# by the report's name, and by its line of a table where it could not be told yet
_MENDED = "delete from failure where source in (?, ?)"
# Numbered by report and place, so that marks are found in the order in which the reports were added.
MARK_INSERT = (
    "(rowid, id, report, n, exact, prefix, suffix, record, hash) values"
    " ((select n from report where id = ?2) * 4294967296 + ?3, ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)"
)
PUT_RAW = "insert or ignore into raw values (?, ?, ?)"
PUT_REPORT = f"insert into report ({', '.join(REPORT_ROW)}, n) values (?, ?, ?, ?, ?, ?, ?, ?)"

"""The ledger's tables, made from the kinds' declarations, and the one place where connections are opened.

Each row keeps its record as JSON with a hash beside it; the columns that people query are generated from that JSON, so
there is one truth. SQLite has no page checksums: only the hashes tell that a quote was changed.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path

import apsw

from onrecord.ledger import damage, decided, said, searched
from onrecord.ledger.phrases import plain_sql
from onrecord.shapes.errors import LedgerBusy, LedgerError
from onrecord.shapes.mark import CellSpec, Kind

USER_VERSION = 9
APPLICATION_ID = 0x6F6E7264  # "onrd"
# Before 3.51.3 a checkpoint that meets a commit resetting the WAL can corrupt the file (sqlite.org/wal.html).
OLDEST_SQLITE = (3, 51, 3)
PATIENCE = 120.0  # seconds that a second writer waits
_CACHE = 16_000  # kilobytes of a file held in memory: of the keys of a large one each stands on another page

# Pages (4 kB) written beside the file before they are put into it. Each report changes hundreds of pages of keys, often
# the same as others do: one that was written four times meanwhile is put there once.
_BESIDE = 4_000

# Came with format 2: where an archive was left, and what a second look told of a report's lines.
_SECOND = """
create table archive (path text primary key, fingerprint text not null, offset integer not null,
  hash text not null) without rowid;
create table look (report text primary key references report (id) on delete cascade,
  outlet text not null, lines text not null, hash text not null) without rowid;
"""
# Came with format 3, and anew with 4, where letters are made plain: the words of quotes and of whoever said them, to
# look up; made from rows of quotes and mentions. The index keeps no text of its own, so what goes is named to it in
# full, as it came: another row of lexicon/letters.tsv is another format.
_THIRD = f"""
create table said (n integer primary key, speaker text not null,
  quote text not null unique references quote (id) on delete cascade);
create virtual table said_words using fts5 (speaker, content, kind, force, content = '',
  tokenize = "unicode61 remove_diacritics 2");
create trigger said_gone before delete on said begin
  insert into said_words (said_words, rowid, speaker, content, kind, force)
    select 'delete', old.n, old.speaker, {plain_sql("exact")}, record ->> '$.kind', record ->> '$.force'
    from quote where id = old.quote;
end;
create trigger quote_gone before delete on quote begin delete from said where quote = old.id; end;
create index report_published on report (published);
"""
_FOURTH = f"""
drop trigger said_gone; drop trigger quote_gone; drop index report_published; drop table said; drop table said_words;
{_THIRD}"""
# Came with format 5: keys as numbers; who has not met all that share a key of a kind with it; who is to be filed anew.
# With format 6: beside the keys the day, and the head of the digest, so that whom a report meets is soon read; digests
# with their sentences taken apart; the index by which a report is found as a person named it.
_KEYS = """
create table filed (mark integer primary key, report text not null unique references report (id) on delete cascade,
  day integer, head text not null);
create table key (key integer not null, report integer not null references filed (mark) on delete cascade,
  kind text not null, primary key (key, report)) without rowid;
create index key_report on key (report);
create table crowded (report text not null references report (id) on delete cascade, kind text not null,
  primary key (report, kind)) without rowid;
create table unfiled (report text primary key references report (id) on delete cascade) without rowid;
"""
_FIFTH = f"""
drop table key;
{_KEYS}
insert into unfiled select id from report where status <> 'set_aside';
"""
_SOURCE = "create index report_source on report (source);"
_FILED_ANEW = f"""
drop table key; drop table crowded; drop table unfiled; drop table filed;
{_KEYS}
insert into unfiled select id from report where status <> 'set_aside';
"""
_SIXTH = f"{_FILED_ANEW}{_SOURCE}"
BASE = f"""
create table raw (sha256 text primary key, data blob not null, size integer not null) without rowid;
create table report (
  id text primary key, n integer not null unique, raw text not null references raw (sha256),
  text text not null, record text not null, given text not null, digest text not null, hash text not null,
  source text generated always as (record ->> '$.source'),
  url text generated always as (record ->> '$.url'),
  title text generated always as (record ->> '$.title'),
  outlet text generated always as (record ->> '$.outlet'),
  agency text generated always as (record ->> '$.agency'),
  published text generated always as (record ->> '$.published.date'),
  published_how text generated always as (record ->> '$.published.how'),
  language text generated always as (record ->> '$.language'),
  genre text generated always as (record ->> '$.genre'),
  status text generated always as (record ->> '$.status'),
  reader text generated always as (record ->> '$.reader')
);
create table failure (source text not null, why text not null, raw text references raw (sha256),
  primary key (source, why));
create table edge (kind text not null, a text not null references report (id) on delete cascade,
  b text not null references report (id) on delete cascade, record text not null, hash text not null,
  primary key (kind, a, b)) without rowid;
create index edge_b on edge (b);
create table paragraph (key text primary key, candidates text not null, hash text not null) without rowid;
{_SECOND}{_KEYS}{_SOURCE}"""
# Came with format 7: reports found by their words, decisions of people, the hardest marks first.
_SEVENTH = f"{searched.TABLES}{decided.TABLES}"
# With format 8 keys of one word stand together.
_EIGHTH = _FILED_ANEW
# From each older format to the next.
MIGRATIONS = {
    1: _SECOND,
    2: _THIRD,
    3: _FOURTH,
    4: _FIFTH,
    5: _SIXTH,
    6: f"{_SEVENTH}{searched.REBUILD};",
    7: _EIGHTH,
    8: "",  # with format 9 places have points: columns of cells declared since are added on every way up
}


def mark_table(kind: Kind) -> str:
    """The statement that makes a kind's table: a column or more for each declared cell."""
    kept = "n integer, exact text, prefix text, suffix text, record text, hash text".replace(",", " not null,")
    generated = ",\n  ".join(f"{name} generated always as ({made})" for name, made in _generated(kind))
    return (
        f'create table "{kind.name}" (\n  id text primary key,'
        f" report text not null references report (id) on delete cascade,\n  {kept} not null,\n  {generated}\n);\n"
        f'create index "{kind.name}_report" on "{kind.name}" (report, n);\n'
        f"{decided.indexes(kind)}"
    )


def _generated(kind: Kind) -> list[tuple[str, str]]:
    """The generated columns of a kind's table, as (name with its type, expression)."""
    read = [('"start" integer', "$.start"), ('"end" integer', "$.end"), *(c for s in kind.cells for c in columns_of(s))]
    made = [(name, f"record ->> '{path}'") for name, path in read]
    return [*made[:2], *decided.columns(kind), *made[2:]]


def columns_of(spec: CellSpec) -> list[tuple[str, str]]:
    """Column declarations of a cell, as (quoted name with its type, JSON path)."""
    name, path = spec.name, f"$.{spec.name}"
    match spec.type:
        case "name":
            return [
                (f'"{name}" text', f"{path}.name"),
                (f'"{name}_start" integer', f"{path}.start"),
                (f'"{name}_end" integer', f"{path}.end"),
            ]
        case "span":
            return [(f'"{name}_start" integer', f"{path}.start"), (f'"{name}_end" integer', f"{path}.end")]
        case "when" | "period":
            return [(f'"{name}_from" text', f"{path}.from"), (f'"{name}_to" text', f"{path}.to")]
        case "names" | "actors" | "indexes":
            return [(f'"{name}" text', path)]  # JSON list
        case "number" | "index" | "flag":
            return [(f'"{name}" numeric', path)]
    return [(f'"{name}" text', path)]


def connect(
    path: Path, kinds: Sequence[Kind], *, create: bool, say: Callable[[str], None] | None = None
) -> apsw.Connection:
    """A connection to the ledger at `path`, its tables made or checked.

    Raises LedgerError when the file is missing (and `create` is false), is no ledger, is of a newer onrecord, or when
    the SQLite at hand has the checkpoint fault; LedgerBusy when another writer does not finish in time. `say` is told
    once when this connection has to wait for another writer.
    """
    if tuple(int(x) for x in apsw.sqlite_lib_version().split(".")) < OLDEST_SQLITE:
        raise LedgerError(f"SQLite {apsw.sqlite_lib_version()} can damage a ledger; install apsw 3.51.3 or newer")
    if not create and not path.is_file():
        raise _missing(path)
    if create and not path.parent.is_dir():
        raise LedgerError(f"{path}: folder {path.parent} does not exist; make it first")
    try:
        connection = apsw.Connection(str(path))
        connection.set_busy_handler(_patience(path, say))
        connection.pragma("foreign_keys", True)
        connection.pragma("cache_size", -_CACHE)
        connection.pragma("wal_autocheckpoint", _BESIDE)
        _prepare(connection, path, kinds, create)
        _whole(connection, path, kinds)
    except apsw.BusyError:
        raise busy(path) from None
    except apsw.Error as error:
        raise _unopened(path, error) from None
    return connection


def beside(path: Path) -> apsw.Connection:
    """A connection that only reads, to a ledger that another process has opened for writing.

    Raises LedgerError when it cannot be opened.
    """
    try:
        connection = apsw.Connection(str(path), flags=apsw.SQLITE_OPEN_READONLY)
        connection.set_busy_handler(_patience(path, None))
    except apsw.Error as error:
        raise LedgerError(f"{path}: cannot be opened by another process too ({error}); take --workers 1") from None
    return connection


def only_reading(path: Path, kinds: Sequence[Kind]) -> apsw.Connection:
    """A connection to the ledger at `path` that changes nothing: neither what stands there nor its format.

    Raises LedgerError when the file is missing, is no ledger, is of an older or newer format, or when some of its
    reports are still to be filed anew.
    """
    if not path.is_file():
        raise _missing(path)
    once = f"open it once for writing: `onrecord verify --ledger {path}`"
    try:
        connection = apsw.Connection(str(path), flags=apsw.SQLITE_OPEN_READONLY)
        connection.set_busy_handler(_patience(path, None))
        connection.pragma("query_only", True)
        found = _format(connection, path)
        if not found:
            raise _no_ledger(path)
        if found < USER_VERSION:
            raise LedgerError(f"{path}: written by an older onrecord (format {found}); {once}")
        _whole(connection, path, kinds)
        if connection.execute("select exists (select 1 from unfiled)").get:
            raise LedgerError(f"{path}: some reports are still to be filed anew; {once}")
    except apsw.BusyError:
        raise busy(path) from None
    except apsw.Error as error:
        raise _unopened(path, error) from None
    return connection


def busy(path: Path) -> LedgerBusy:
    """The error for a writer that waited in vain."""
    return LedgerBusy(f"{path}: another onrecord is still writing after {PATIENCE:.0f} s; try again when it is done")


def _prepare(connection: apsw.Connection, path: Path, kinds: Sequence[Kind], create: bool) -> None:
    if _format(connection, path) != USER_VERSION:
        if not create and not _format(connection, path):
            raise _no_ledger(path)
        connection.execute("begin immediate")  # two processes may come to make it at once
        try:
            found = _format(connection, path)
            if not found and connection.execute("select count(*) from sqlite_schema").get:
                raise _no_ledger(path)
            if not found:
                for statement in statements(kinds):
                    connection.execute(statement)
                connection.pragma("application_id", APPLICATION_ID)
            else:
                _migrate(connection, found, kinds)
            connection.pragma("user_version", USER_VERSION)
        except BaseException:
            connection.execute("rollback")
            raise
        connection.execute("commit")
    if connection.pragma("journal_mode") != "wal":
        with suppress(apsw.BusyError):  # in use by another process: the next to open it turns it on
            connection.pragma("journal_mode", "wal")


def statements(kinds: Sequence[Kind]) -> list[str]:
    """The statements that make a ledger's tables, in order."""
    return [BASE, *(mark_table(k) for k in kinds), _THIRD, _SEVENTH]


def _whole(connection: apsw.Connection, path: Path, kinds: Sequence[Kind]) -> None:
    """Raises LedgerDamaged where a table is gone: what would be asked of it is better not asked at all."""
    for what in damage.missing(connection, statements(kinds)):
        raise damage.damaged(path, what)


def _migrate(connection: apsw.Connection, found: int, kinds: Sequence[Kind]) -> None:
    """Bring a ledger of an older format up to this one: its tables, and columns of cells declared since."""
    for version in range(found, USER_VERSION):
        connection.execute(MIGRATIONS[version])
    for kind in kinds:
        there = {row[1] for row in connection.execute(f'pragma table_xinfo("{kind.name}")')}
        if not there:
            connection.execute(mark_table(kind))
            continue
        for name, expression in _generated(kind):
            if name.rpartition(" ")[0].strip('"') not in there:
                made = f"{name} generated always as ({expression})"
                connection.execute(f'alter table "{kind.name}" add column {made}')
        connection.execute(decided.indexes(kind))
    if found < 4:
        said.file(connection)


def _format(connection: apsw.Connection, path: Path) -> int:
    """The format of a ledger, 0 for what is none. Raises LedgerError for one of a newer format."""
    if connection.pragma("application_id") != APPLICATION_ID:
        return 0
    version = int(connection.pragma("user_version"))
    if version > USER_VERSION:
        raise LedgerError(f"{path}: written by a newer onrecord (format {version}); install that version")
    return version


def _missing(path: Path) -> LedgerError:
    return LedgerError(f"{path}: no ledger there; make one with `onrecord add PATHS --ledger {path}`")


def _unopened(path: Path, error: apsw.Error) -> LedgerError:
    if damage.is_damage(error) and not isinstance(error, apsw.NotADBError):
        return damage.damaged(path, error)
    return LedgerError(f"{path}: not a ledger that can be opened ({error}); name another file")


def _no_ledger(path: Path) -> LedgerError:
    return LedgerError(f"{path}: a database, but no onrecord ledger; name another file")


def _patience(path: Path, say: Callable[[str], None] | None) -> Callable[[int], bool]:
    """A busy handler that waits, says so once after half a second, and gives up after PATIENCE seconds."""
    began = 0.0

    def wait(turn: int) -> bool:
        nonlocal began
        if turn == 0:
            began = time.monotonic()
        waited = time.monotonic() - began
        if waited > PATIENCE:
            return False
        if turn == 25 and say is not None:
            say(f"waiting: another onrecord is writing to {path}")
        time.sleep(0.02 if sys.platform != "win32" else 0.05)
        return True

    return wait

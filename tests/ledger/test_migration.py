"""Ledgers of older formats are brought up to date when they are opened, and nothing in them is lost."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

import pytest

import onrecord
from onrecord.ledger import schema
from onrecord.marks.kinds import KINDS
from onrecord.shapes.errors import LedgerError
from onrecord.shapes.mark import digest

# The tables of format 1, as they were made then.
FIRST = """
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
create table key (key text not null, report text not null references report (id) on delete cascade,
  primary key (key, report)) without rowid;
create index key_report on key (report);
create table edge (kind text not null, a text not null references report (id) on delete cascade,
  b text not null references report (id) on delete cascade, record text not null, hash text not null,
  primary key (kind, a, b)) without rowid;
create index edge_b on edge (b);
create table paragraph (key text primary key, candidates text not null, hash text not null) without rowid;
"""
# Fields of the record that format 1 did not have.
LATER = ("part", "tags")
TEXTS = {
    "a.txt": "Bridge closed after cracks found\n\nTORVAL - Engineers closed the river bridge on Monday, Mayor Lena Brod said."
    " At least 40 families were moved.\n",
    "b.txt": "Market reopens in Ondal\n\nONDAL - The market reopened on Tuesday. About 200 traders returned, police said.\n",
}  # fmt: skip


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """A ledger of format 1 with two reports, and beside it the same in the format of today (new.db)."""
    (tmp_path / "in").mkdir()
    for name, text in TEXTS.items():
        (tmp_path / "in" / name).write_text(text)
    with onrecord.Ledger(tmp_path / "new.db") as ledger:
        ledger.add([tmp_path / "in"])
    path = tmp_path / "old.db"
    source, target = sqlite3.connect(tmp_path / "new.db"), sqlite3.connect(path)
    target.executescript(FIRST + "".join(without_last_cell(schema.mark_table(kind)) for kind in KINDS))
    for table in ("raw", "edge", "paragraph"):
        for row in source.execute(f"select * from {table}"):
            target.execute(f"insert into {table} values ({', '.join('?' * len(row))})", row)
    target.execute("insert into key select 'story lena+torval', id from report")
    for row in source.execute("select id, raw, text, record, given, digest, n from report"):
        record = {k: v for k, v in json.loads(row[3]).items() if k not in LATER}
        kept = [*row[:3], json.dumps(record, ensure_ascii=False), row[4], json.dumps(["an older shape", []])]
        names = "id, raw, text, record, given, digest, n, hash"
        target.execute(f"insert into report ({names}) values (?, ?, ?, ?, ?, ?, ?, ?)", [*kept, row[6], digest(*kept)])
    for kind in KINDS:
        names = "id, report, n, exact, prefix, suffix, record, hash"
        for row in source.execute(f'select {names} from "{kind.name}"'):
            target.execute(f'insert into "{kind.name}" ({names}) values (?, ?, ?, ?, ?, ?, ?, ?)', row)
    target.execute(f"pragma application_id = {schema.APPLICATION_ID}")
    target.execute("pragma user_version = 1")
    target.commit()
    target.close()
    source.close()
    return path


# What format 7 brought, taken back.
SIXTH = """
drop trigger report_added; drop trigger report_gone; drop trigger report_reworded;
drop table report_words; drop view report_plain; drop index report_day; drop index report_found;
create index report_published on report (published);
drop table decision; drop table judged; drop index figure_what; drop index event_type;
""" + "".join(
    f"drop index {k.name}_hardest; alter table {k.name} drop column confidence; alter table {k.name} drop column empties;"
    for k in KINDS
)


@pytest.fixture
def sixth(old: Path) -> Path:
    """A ledger of format 6 with the same two reports."""
    path = old.with_name("sixth.db")
    source, target = sqlite3.connect(old.with_name("new.db")), sqlite3.connect(path)
    source.backup(target)
    source.close()
    target.executescript(SIXTH)
    target.execute("pragma user_version = 6")
    target.commit()
    target.close()
    return path


def without_last_cell(statement: str) -> str:
    """The statement that makes a kind's table, before its last cell was declared."""
    columns, rest = statement.split("\n);\n")
    return columns.rpartition(",\n")[0] + "\n);\n" + rest


def shape(path: Path) -> dict[str, set[str]]:
    db = sqlite3.connect(path)
    tables = [row[0] for row in db.execute("select name from sqlite_schema where type = 'table'")]
    found = {name: {row[1] for row in db.execute(f'pragma table_xinfo("{name}")')} for name in tables}
    db.close()
    return found


def indexes(path: Path) -> set[str]:
    db = sqlite3.connect(path)
    found = {row[0] for row in db.execute("select name from sqlite_schema where type in ('index', 'trigger', 'view')")}
    db.close()
    return found


def test_a_ledger_of_format_1(old: Path) -> None:
    assert shape(old) != shape(old.with_name("new.db"))
    with onrecord.Ledger(old, create=False) as ledger, onrecord.Ledger(old.with_name("new.db")) as new:
        assert ledger.verify().problems == ()
        for mine, theirs in zip(ledger.reports(), new.reports(), strict=True):
            assert mine == theirs
            assert ledger.record(mine["report"]) == new.record(mine["report"])
        asked = {"speaker": "brod", "about": "engineers"}
        assert [q["exact"] for q in ledger.quotes(**asked)] == [q["exact"] for q in new.quotes(**asked)] != []
        assert ledger.add([old.parent / "in"]).known == 2
        assert ledger.reread(every=True).failures == ()
        assert ledger.verify().problems == ()
    assert shape(old) == shape(old.with_name("new.db"))
    assert indexes(old) == indexes(old.with_name("new.db"))


def test_a_ledger_of_format_6(sixth: Path) -> None:
    new = sixth.with_name("new.db")
    assert "report_words" not in shape(sixth)
    assert "empties" not in shape(sixth)["quote"]
    with pytest.raises(LedgerError, match="older onrecord"):
        onrecord.Ledger(sixth, read_only=True)
    with onrecord.Ledger(sixth, create=False) as ledger, onrecord.Ledger(new) as fresh:
        assert ledger.verify().problems == ()
        assert ledger.search("bridge") == fresh.search("bridge")
        assert ledger.search("bridge")["total"] == 1
        assert [row["id"] for row in ledger.queue()["rows"]] == [row["id"] for row in fresh.queue()["rows"]] != []
        ledger.decide([{"id": ledger.queue()["rows"][0]["id"], "verdict": "accept"}], "Ann")
        first = ledger.reports()[0]["report"]
        ledger.set(first, outlet="The Torval Post")
        assert [row["status"] for row in ledger.decisions()] == ["placed"]
        assert ledger.verify().problems == ()
    assert shape(sixth) == shape(new)
    assert indexes(sixth) == indexes(new)


def test_a_ledger_of_format_7(old: Path) -> None:
    path = old.with_name("seventh.db")
    source, target = sqlite3.connect(old.with_name("new.db")), sqlite3.connect(path)
    source.backup(target)
    source.close()
    keys = sorted(target.execute("select key, kind from key").fetchall())
    target.execute("update key set key = -key")  # as another version filed them
    target.execute("pragma user_version = 7")
    target.commit()
    target.close()
    with onrecord.Ledger(path, create=False) as ledger:
        assert ledger.verify().problems == ()
    db = sqlite3.connect(path)
    assert sorted(db.execute("select key, kind from key")) == keys != []
    db.close()
    assert shape(path) == shape(old.with_name("new.db"))
    assert indexes(path) == indexes(old.with_name("new.db"))


def test_opening_it_again_changes_nothing(old: Path) -> None:
    for _ in range(2):
        with onrecord.Ledger(old, create=False) as ledger:
            assert len(ledger.reports()) == 2
    db = sqlite3.connect(old)
    assert db.execute("pragma user_version").fetchone() == (schema.USER_VERSION,)
    db.close()


def test_every_older_format_has_a_way_up() -> None:
    assert set(schema.MIGRATIONS) == set(range(1, schema.USER_VERSION))

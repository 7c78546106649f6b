"""A damaged ledger: told in one line that says so and where, whatever is asked; lost rows are missed by the check."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import apsw
import pytest

import onrecord
from onrecord.ledger import damage, meetings, schema
from onrecord.marks.kinds import KINDS
from onrecord.shapes.errors import LedgerDamaged, LedgerError

WIRE = """Ferry sinks off Vardnes

VARDNES, May 2 (KNA) - A ferry sank off Vardnes on Monday and at least {} people drowned, Harbour Master Ida Rusk said.

"The hull was cracked," Rusk told reporters. Divers from Bergen in Norway found 3 more bodies on Tuesday.
"""


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger of two copies and an update, closed."""
    folder = tmp_path_factory.mktemp("reports")
    for n, drowned in enumerate((12, 12, 15)):
        (folder / f"{n}.txt").write_text(WIRE.format(drowned) + "The company said nothing.\n" * (n == 1))
    path = tmp_path_factory.mktemp("ledger") / "desk.db"
    with onrecord.Ledger(path) as ledger:
        ledger.add([folder], published="2031-05-03")
        assert ledger.verify().problems == ()
    return path


@pytest.fixture
def harm(whole: Path, tmp_path: Path) -> Callable[..., Path]:
    """A copy of the ledger on which some statements were run."""

    def done(*statements: str) -> Path:
        path = Path(shutil.copy(whole, tmp_path / "copy.db"))
        db = apsw.Connection(str(path))
        db.pragma("foreign_keys", False)
        for statement in statements:
            db.execute(statement)
        db.close()
        return path

    return done


def problems(path: Path) -> tuple[str, ...]:
    with onrecord.Ledger(path) as ledger:
        return ledger.verify().problems


def test_what_must_be_there_is_what_is_made(whole: Path) -> None:
    db = apsw.Connection(str(whole))
    made = set(db.execute("select type, name from sqlite_schema where name not like 'sqlite_%'"))
    assert damage.missing(db, schema.statements(KINDS)) == []
    db.close()
    empty = apsw.Connection(":memory:")
    assert {line.removesuffix(" is missing") for line in damage.missing(empty, schema.statements(KINDS))} == {
        f"its {sort} {name}" for sort, name in made
    }


@pytest.mark.parametrize("kind", ["table", "index", "trigger", "view"])
def test_a_table_that_is_gone_is_named(kind: str, whole: Path, harm: Callable[..., Path]) -> None:
    db = apsw.Connection(str(whole))
    sql = "select name from sqlite_schema where type = ? and sql is not null and name not glob '*_words_*'"
    names = [name for (name,) in db.execute(sql, (kind,))]
    db.close()
    assert names
    for name in names:
        path = harm(f'drop {kind} "{name}"')
        for read_only in (False, True):
            with pytest.raises(
                LedgerDamaged, match=r"is damaged \(its .* is missing\); restore the ledger from a copy"
            ):
                onrecord.Ledger(path, read_only=read_only)


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        ("delete from key", "0 of its"),
        ("delete from key where key % 5 = 0", "so that its copies are missed"),
        ("update or ignore key set key = key + 1", "other keys than its own"),
        ("delete from filed", "is filed under no keys"),
        ("update filed set head = ''", "its head is not what was filed"),
        ("update filed set day = day + 1", "its head is not what was filed"),
        ("insert into crowded select id, 'story' from report", "is noted wrongly"),
        ("delete from said", "is not found by who said it"),
        ("delete from said_words_docsize", "is not found by who said it"),
        ("delete from said_words_data", "the words by which quotes are found"),
        ("delete from report_words_docsize", "the words by which reports are found"),
        *((f'delete from "{kind.name}"', f"{kind.name} marks are there") for kind in KINDS),
    ],
)
def test_lost_rows_are_missed(statement: str, said: str, harm: Callable[..., Path]) -> None:
    found = problems(harm(statement))
    assert [line for line in found if said in line]
    assert all("\n" not in line for line in found)


def test_crowded_keys_are_checked_as_they_are_noted(
    whole: Path, harm: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(meetings, "MOST", 1)
    assert any("is noted wrongly" in line for line in problems(harm()))


def test_reports_of_an_older_onrecord_noted_nothing_of_their_rows(harm: Callable[..., Path]) -> None:
    path = harm("update report set given = json_remove(given, '$.beside')", "delete from key")
    assert all("its contents were changed" in line for line in problems(path))


def test_a_file_that_breaks_off_is_told(whole: Path, tmp_path: Path) -> None:
    path = tmp_path / "cut.db"
    path.write_bytes(whole.read_bytes()[:-100])
    assert list(damage.cut(whole)) == []
    assert any("breaks off" in line for line in damage.cut(path))


def test_what_goes_wrong_says_where_the_ledger_is_damaged(harm: Callable[..., Path]) -> None:
    path = harm("update figure set record = json_set(record, '$.parts', 7) where n = 1")
    with onrecord.Ledger(path) as ledger:
        with (
            pytest.raises(LedgerDamaged, match=r"damaged \(figure [0-9a-f]+: its contents were changed"),
            ledger.blaming(),
        ):
            [ledger.reading(row["report"]) for row in ledger.reports()]
        assert any(line.startswith("figure ") for line in ledger.verify().problems)


def test_what_is_no_damage_stays_what_it_is(whole: Path) -> None:
    with onrecord.Ledger(whole) as ledger:
        with pytest.raises(ZeroDivisionError), ledger.blaming():
            1 / 0  # noqa: B018 — a fault of ours
        with pytest.raises(LedgerError, match="no report of that name"), ledger.blaming():
            ledger.text("none")


def test_what_is_noted_beside_a_report_is_not_printed(whole: Path) -> None:
    with onrecord.Ledger(whole) as ledger:
        (first, *_) = ledger.reports()
        assert "beside" not in json.dumps(ledger.record(first["report"]))


def test_a_ledger_is_closed_over_a_question_that_was_broken_off(whole: Path) -> None:
    with onrecord.Ledger(whole) as ledger:
        rows = ledger._store._db.executemany("select ?", [(1,), (2,)])
        next(rows)

"""A ledger that is damaged: how that is told in one line, and the quick looks by which it is noticed."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from pathlib import Path

import apsw

from onrecord.ledger import sealed
from onrecord.shapes.errors import LedgerDamaged
from onrecord.shapes.mark import Kind

# What comes of values that are not what was written. Not NotFound: who misspells an id need not wait for a look at all.
SIGNS = (
    *(apsw.Error, LedgerDamaged, ValueError, LookupError, TypeError, AttributeError, ArithmeticError),
    *(AssertionError, RecursionError, StopIteration),
)
# Errors of SQLite that tell of the machine, not of the file.
_OUTSIDE = (
    *(apsw.BusyError, apsw.LockedError, apsw.FullError, apsw.IOError, apsw.ReadOnlyError, apsw.InterruptError),
    *(apsw.CantOpenError, apsw.NoMemError, apsw.PermissionsError, apsw.AbortError),
)
# Of a question that cannot be asked: the others are faults of whoever wrote it.
_OF_DAMAGE = re.compile("malformed|no such (?:table|index|column)|vtable|corrupt|fts5", re.I)
PATIENCE = 20.0  # seconds that are spent on finding where a ledger is damaged
_MADE = re.compile(r"\b(create|drop) (?:virtual )?(table|index|trigger|view) (?:if not exists )?\"?(\w+)", re.I)
_SHADOWS = ("data", "idx", "docsize", "config")  # of an index of words


def damaged(path: Path, what: object) -> LedgerDamaged:
    """The error for a ledger that is not as it was written."""
    said = " ".join(str(what).split())[:160]
    return LedgerDamaged(f"{path}: the ledger is damaged ({said}); restore the ledger from a copy")


def is_damage(error: Exception) -> bool:
    """True for an error of SQLite that the file's own contents have brought about."""
    if isinstance(error, apsw.SQLError):
        return _OF_DAMAGE.search(str(error)) is not None
    return isinstance(error, (apsw.Error, UnicodeError)) and not isinstance(error, _OUTSIDE)


@contextmanager
def told(path: Path) -> Iterator[None]:
    """What SQLite finds wrong with the contents of the file inside is raised as LedgerDamaged."""
    try:
        yield
    except (apsw.Error, UnicodeError) as error:
        if not is_damage(error):
            raise
        raise damaged(path, error) from error


@cache
def _there(statements: tuple[str, ...]) -> frozenset[tuple[str, str]]:
    """What some statements make, as (sort, name), without what they take away again."""
    there: set[tuple[str, str]] = set()
    for statement in statements:
        for verb, sort, name in _MADE.findall(statement):
            if verb.lower() == "drop":
                there.discard((sort, name))
                continue
            there.add((sort, name))
            if re.search(rf"create virtual table {name} using fts5", statement):
                there |= {(sort, f"{name}_{end}") for end in _SHADOWS}
    return frozenset(there)


def missing(db: apsw.Connection, statements: Iterable[str]) -> list[str]:
    """What of the tables, indexes and triggers that some statements make is not there, in order."""
    found = set(db.execute("select type, name from sqlite_schema"))
    gone = sorted(_there(tuple(statements)) - found, key=lambda one: (one[0] != "table", one))
    return [f"its {sort} {name} is missing" for sort, name in gone]


def cut(path: Path) -> Iterator[str]:
    """A line where the file is shorter than its head says."""
    with path.open("rb") as file:
        head = file.read(100)
    size = int.from_bytes(head[16:18], "big")
    whole = int.from_bytes(head[28:32], "big") * (65_536 if size == 1 else size)
    if path.stat().st_size < whole:
        yield f"the file breaks off after {path.stat().st_size:,} of {whole:,} bytes"


def first(db: apsw.Connection, kinds: Sequence[Kind], is_over: Callable[[], bool]) -> str | None:
    """Where a ledger is damaged: the first place found; None where there is none, or time is over before."""
    try:
        for row in sealed.rows(db, kinds):
            if row.hash != row.now:
                return f"{row.where}: its contents were changed after they were written"
            if is_over():
                return None
        return next(iter(sealed.damage(db, kinds)), None)
    except apsw.InterruptError:
        return None
    except SIGNS as error:
        return " ".join(str(error).split())[:120]

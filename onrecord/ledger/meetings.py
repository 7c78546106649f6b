"""Which reports of a ledger are looked at together: those filed under enough of the same keys. Index look-ups only.

A key that thousands share ("minister+ship", a wire that everybody copied) would lead each of them to all the others.
So under one key two reports meet only where one of them is among the MOST whose marks come first there. A mark is a
hash of the report's id, so these are a fair sample; and which they are follows from what is filed, not from the order
in which it came. The price: a report that comes first under a crowded key meets all who stand there. That falls to one
in n of n reports, so adding costs the same on average, however many there are.

Keys and marks are kept as whole numbers: a report has hundreds of keys, and names would fill most of the ledger.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from hashlib import blake2b

import apsw

# No story or wire at hand has more reports under one key; ten thousand copies of one wire have.
MOST = 64
_FIRST = "select report from key where key = ? and report not in (?, ?) order by report limit ?"
_EVERY = "select report from key where key = ? and report not in (?, ?)"
_NOBODY = 0  # a mark that no report has

# For each kind of key (its first word) how many of them two reports must share to meet.
Least = Mapping[str, int]
# A key as it is filed: its kind, and its hash.
Key = tuple[str, int]


def mark(report: str) -> int:
    """The number under which a report is filed, from its id."""
    return _number(report) or 1


def key(name: str) -> Key:
    """A key by its name ("story minister+ship") as it is filed."""
    return name.partition(" ")[0], _number(name)


def met(db: apsw.Connection, keys: Iterable[Key], report: str, least: Least, instead_of: str | None = None) -> set[str]:
    """The ids of the reports that `report`, filed under `keys`, meets; itself (by either id) is none of them."""
    counts: dict[str, Counter[int]] = {kind: Counter() for kind in least}
    mine, before = mark(report), mark(instead_of or report)
    for kind, number in sorted(set(keys)):
        if kind in counts:  # else of an older format
            first = _column(db, _FIRST, number, mine, before, MOST)
            if len(first) == MOST and mine < first[-1]:
                first = _column(db, _EVERY, number, mine, before)
            counts[kind].update(first)
    found = {other for kind, met_ in counts.items() for other, n in met_.items() if n >= least[kind]}
    return set(_names(db, found))


def keys_of(db: apsw.Connection, report: str) -> list[Key]:
    """The keys under which a report is filed, in order."""
    rows = db.execute("select kind, key from key where report = ? order by kind, key", (mark(report),))
    return [(str(kind), int(number)) for kind, number in rows]


def file(db: apsw.Connection, keys: Iterable[Key], report: str) -> set[str]:
    """File a report under keys; gives those who no longer come first where it does now, and so may meet fewer."""
    moved, mine = set(), mark(report)
    db.execute("insert or ignore into filed values (?, ?)", (mine, report))
    for kind, number in sorted(set(keys)):
        db.execute("insert or ignore into key values (?, ?, ?)", (number, mine, kind))
        if db.changes():
            first = _column(db, _FIRST, number, _NOBODY, _NOBODY, MOST + 1)
            if len(first) > MOST and mine < first[MOST]:
                moved.add(first[MOST])
    found = set(_names(db, moved))
    _note(db, {report, *found})
    return found


def left(db: apsw.Connection, keys: Iterable[Key], report: str) -> set[str]:
    """Those who come first now where a report that went (it stood under `keys`) did before, and so meet more."""
    moved, gone = set(), mark(report)
    for _, number in sorted(set(keys)):
        first = _column(db, _FIRST, number, _NOBODY, _NOBODY, MOST)
        if len(first) == MOST and gone < first[-1]:
            moved.add(first[-1])
    found = set(_names(db, moved))
    _note(db, found)
    return found


def _note(db: apsw.Connection, reports: Iterable[str]) -> None:
    """Write down who does not come first under some key, and so has not met all who share it; or does now."""
    for report in sorted(reports):
        db.execute("delete from crowded where report = ?", (report,))
        kinds = {kind for kind, number in keys_of(db, report) if _is_behind(db, number, mark(report))}
        db.executemany("insert into crowded values (?, ?)", [(report, kind) for kind in sorted(kinds)])


def _is_behind(db: apsw.Connection, number: int, mine: int) -> bool:
    first = _column(db, _FIRST, number, _NOBODY, _NOBODY, MOST)
    return len(first) == MOST and mine > first[-1]


def _names(db: apsw.Connection, marks: Iterable[int]) -> list[str]:
    sql = "select report from filed where mark = ?"
    return [str(row[0]) for found in sorted(marks) for row in db.execute(sql, (found,))]


def _column(db: apsw.Connection, sql: str, *values: int) -> list[int]:
    return [int(row[0]) for row in db.execute(sql, values)]


def _number(name: str) -> int:
    return int.from_bytes(blake2b(name.encode(), digest_size=8).digest(), "big", signed=True)

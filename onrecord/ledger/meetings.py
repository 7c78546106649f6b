"""Which reports of a ledger are looked at together: those filed under enough of the same keys. Index look-ups only.

A key that thousands share ("minister+ship", a wire that everybody copied) would lead each of them to all the others.
So under one key two reports meet only where one of them is among the MOST whose ids come first there. Ids are hashes,
so these are a fair sample; and which they are follows from what is filed, not from the order in which it came. The
price: a report that comes first under a crowded key meets all who stand there. That falls to one in n of n reports, so
adding costs the same on average, however many there are.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

import apsw

# No story or wire at hand has more reports under one key; ten thousand copies of one wire have.
MOST = 64
_FIRST = "select report from key where key = ? and report not in (?, ?) order by report limit ?"
_EVERY = "select report from key where key = ? and report not in (?, ?)"

# For the first word of a key ("copy", "story"): how many keys of its kind two reports must share to meet.
Least = Mapping[str, int]


def met(db: apsw.Connection, keys: Iterable[str], report: str, least: Least, instead_of: str | None = None) -> set[str]:
    """The reports that `report`, filed under `keys`, meets; itself (by either id) is none of them."""
    counts: dict[str, Counter[str]] = {kind: Counter() for kind in least}
    for key in sorted(set(keys)):
        first = _column(db, _FIRST, key, report, instead_of or report, MOST)
        if len(first) == MOST and report < first[-1]:
            first = _column(db, _EVERY, key, report, instead_of or report)
        counts[key.partition(" ")[0]].update(first)
    return {other for kind, found in counts.items() for other, n in found.items() if n >= least[kind]}


def keys_of(db: apsw.Connection, report: str) -> list[str]:
    """The keys under which a report is filed, in alphabetical order."""
    return _column(db, "select key from key where report = ? order by key", report)


def file(db: apsw.Connection, keys: Iterable[str], report: str) -> set[str]:
    """File a report under keys; gives those who no longer come first where it does now, and so may meet fewer."""
    moved = set()
    for key in sorted(set(keys)):
        if db.execute("insert or ignore into key values (?, ?)", (key, report)) and db.changes():
            first = _column(db, _FIRST, key, "", "", MOST + 1)
            if len(first) > MOST and report < first[MOST]:
                moved.add(first[MOST])
    _note(db, {report, *moved})
    return moved


def left(db: apsw.Connection, keys: Iterable[str], report: str) -> set[str]:
    """Those who come first now where a report that went (it stood under `keys`) did before, and so meet more."""
    moved = set()
    for key in sorted(set(keys)):
        first = _column(db, _FIRST, key, "", "", MOST)
        if len(first) == MOST and report < first[-1]:
            moved.add(first[-1])
    _note(db, moved)
    return moved


def _note(db: apsw.Connection, reports: Iterable[str]) -> None:
    """Write down who does not come first under some key, and so has not met all who share it; or does now."""
    for report in sorted(reports):
        db.execute("delete from crowded where report = ?", (report,))
        kinds = {key.partition(" ")[0] for key in keys_of(db, report) if _is_behind(db, key, report)}
        db.executemany("insert into crowded values (?, ?)", [(report, kind) for kind in sorted(kinds)])


def _is_behind(db: apsw.Connection, key: str, report: str) -> bool:
    first = _column(db, _FIRST, key, "", "", MOST)
    return len(first) == MOST and report > first[-1]


def _column(db: apsw.Connection, sql: str, *values: str | int) -> list[str]:
    return [str(row[0]) for row in db.execute(sql, values)]

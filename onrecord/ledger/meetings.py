"""Which reports of a ledger are looked at together: those filed under enough of the same keys. Index look-ups only.

A key that thousands share ("minister+ship", a wire that everybody copied) would lead each of them to all the others.
So under one key two reports meet only where one of them is among the MOST whose marks come first there. A mark is a
hash of the report's id, so these are a fair sample; and which they are follows from what is filed, not from the order
in which it came. The price: a report that comes first under a crowded key meets all who stand there. That falls to one
in n of n reports, so adding costs the same on average, however many there are.

Keys and marks are kept as whole numbers: a report has hundreds of keys, and names would fill most of the ledger.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b
from itertools import chain

import apsw

from onrecord.shapes.mark import digest

# No story or wire at hand has more reports under one key; ten thousand copies of one wire have.
MOST = 64
# Who comes first under each of some keys: all in one statement, since hundreds of them cost six times as much.
_FIRST = """select value, (select group_concat(report) from
    (select report from key where key = value and report not in (?, ?) order by report limit ?)) from json_each(?)"""
_COLUMN = "select report from key where key = ? order by report limit ?"
_EVERY = "select report from key where key = ? and report not in (?, ?)"
_THERE = "select report from key where key = ?"
# Under how many of some keys some reports stand: one look-up for each pair.
_BOTH = """select report, count(*) from json_each(?) as one cross join json_each(?) as which
    cross join key on key.key = which.value and key.report = one.value group by report"""

# Which of a report's keys some others stand under too: one look-up for each pair.
_SHARED = """select mine.kind, mine.key, theirs.report from json_each(?) as one cross join key as mine
    cross join key as theirs on theirs.key = mine.key and theirs.report = one.value where mine.report = ?"""
# Bits of a number that tell apart the keys of one region.
_WITHIN = (1 << 36) - 1
# Of so many others that is less than looking at all who stand under each key.
_FEW = 64

# For each kind of key (its first word) how many of them two reports must share to meet.
Least = Mapping[str, int]
# Kinds of keys under which two dated reports meet only where they lie no more than so many days apart.
Near = Mapping[str, int]
# A key as it is filed: its kind, and its hash.
Key = tuple[str, int]


def mark(report: str) -> int:
    """The number under which a report is filed, from its id."""
    return _number(report)


def key(name: str) -> Key:
    """A key by its name ("story minister+ship") as it is filed.

    Keys whose names are the same up to the last "+" are neighbours: a report's many pairs of a few words then stand on
    a few pages of the file, not each on one of its own.
    """
    before, plus, _ = name.rpartition("+")
    number = _number(name)
    return name.partition(" ")[0], _region(before) | number & _WITHIN if plus else number


def seal(keys: Iterable[Key]) -> str:
    """One name for all keys of a report, by which it is told whether they still stand there."""
    return digest(sorted(set(keys)))


@dataclass(frozen=True, slots=True)
class Head:
    """What is filed of a report beside its keys: its day (counted from any first one), and what `link` is given."""

    day: int | None = None
    text: str = ""


@dataclass(frozen=True, slots=True)
class Met:
    """Whom a report meets: ids, each with the kinds of keys that led there; and where it stands among many.

    `full` are the keys under which MOST others stand at least, `behind` the kinds of those where it does not come
    first.
    """

    others: Mapping[str, frozenset[str]]
    full: frozenset[Key]
    behind: frozenset[str]


def met(
    db: apsw.Connection,
    keys: Iterable[Key],
    report: str,
    day: int | None,
    least: Least,
    near: Near,
    instead_of: str | None = None,
) -> Met:
    """Whom `report` of a `day`, filed under `keys`, meets; itself (by either id) is nobody."""
    mine, before = mark(report), mark(instead_of or report)
    named = sorted({key for key in keys if key[0] in least})  # else of an older format
    first = _first(db, {number for _, number in named}, mine, before)
    met: dict[str, list[list[int]]] = {kind: [] for kind in least}
    for kind, number in named:
        if there := first[number]:
            ahead = len(there) == MOST and mine < there[-1]
            met[kind].append(_column(db, _EVERY, number, mine, before) if ahead else there)
    found: dict[int, set[str]] = {}
    for kind, shared in met.items():
        for other, n in Counter(chain.from_iterable(shared)).items():
            if n >= least[kind]:
                found.setdefault(other, set()).add(kind)
    full = frozenset(key for key in named if len(first[key[1]]) == MOST)
    behind = frozenset(kind for kind, number in full if mine > first[number][-1])
    others = {}
    for one, name, its_day in _named(db, found):
        found[one] -= {kind for kind in found[one] & near.keys() if _apart(day, its_day) > near[kind]}
        if found[one]:
            others[name] = frozenset(found[one])
    return Met(others, full, behind)


def _first(db: apsw.Connection, keys: Iterable[int], mine: int, before: int) -> dict[int, list[int]]:
    """Who comes first under each of some keys, in order, but `mine` and `before`; MOST at most."""
    rows = db.execute(_FIRST, (mine, before, MOST, json.dumps(sorted(keys))))
    return {number: sorted(map(int, there.split(","))) if there else [] for number, there in rows}


def between(
    db: apsw.Connection, one: str, others: Iterable[str], least: Least, near: Near
) -> dict[str, frozenset[str]]:
    """For each of others, all filed, the kinds of keys under which it and `one` meet, as `met` tells it of all."""
    its_day = head_of(db, one).day
    asked = {mark(other): other for other in others}
    days = {number: day for number, _, day in _named(db, asked)}
    near_by = {kind: {n for n in asked if kind not in near or _apart(its_day, days[n]) <= near[kind]} for kind in least}
    told = _of_few if len(asked) <= _FEW else _of_many
    found: dict[str, set[str]] = {other: set() for other in asked.values()}
    for kind, those in told(db, mark(one), near_by, least):
        for theirs in those:
            found[asked[theirs]].add(kind)
    return {other: frozenset(kinds) for other, kinds in found.items()}


def _of_many(
    db: apsw.Connection, mine: int, asked: Mapping[str, Collection[int]], least: Least
) -> Iterator[tuple[str, Collection[int]]]:
    """For each kind of keys those of the ones asked about that meet `mine` under it."""
    keys: dict[str, list[int]] = {kind: [] for kind in least}
    for kind, number in _keys_of(db, mine):
        if kind in least:
            keys[kind].append(number)
    for kind, numbers in keys.items():
        yield kind, set(asked[kind]) - _short(db, mine, numbers, asked[kind], least[kind])


def _of_few(
    db: apsw.Connection, mine: int, asked: Mapping[str, Collection[int]], least: Least
) -> Iterator[tuple[str, Collection[int]]]:
    """As `_of_many`, by the keys alone that are shared with one of a few."""
    shared: dict[tuple[str, int], list[int]] = {}
    every = sorted(set().union(*asked.values()))
    for kind, number, theirs in db.execute(_SHARED, (json.dumps(every), mine)):
        if kind in least and theirs in asked[kind]:
            shared.setdefault((kind, number), []).append(theirs)
    counts: dict[str, Counter[int]] = {kind: Counter() for kind in least}
    for (kind, number), there in shared.items():
        first = _column(db, _COLUMN, number, MOST)
        counts[kind].update(there if len(first) < MOST or mine <= first[-1] else set(first).intersection(there))
    for kind, number_of in counts.items():
        yield kind, [theirs for theirs, n in number_of.items() if n >= least[kind]]


def _short(db: apsw.Connection, mine: int, keys: Iterable[int], asked: Iterable[int], least: int) -> set[int]:
    """Those asked about who meet `mine` under fewer than `least` of its keys of one kind.

    First under the keys where the first few tell; of the others, where all who stand there would have to be looked at,
    only as many as it takes.
    """
    short, counts, crowded = set(asked), Counter[int](), []

    def seen(there: Iterable[int]) -> None:
        now = short.intersection(there)
        counts.update(now)
        short.difference_update([theirs for theirs in now if counts[theirs] >= least])

    for number in keys:
        first = _column(db, _COLUMN, number, MOST)
        if len(first) == MOST and mine <= first[-1]:
            crowded.append(number)
        else:
            seen(first)
    while crowded and len(short) > MOST:
        seen(_column(db, _THERE, crowded.pop()))
    if crowded and short:
        for theirs, n in db.execute(_BOTH, (json.dumps(sorted(short)), json.dumps(crowded))):
            if counts[theirs] + n >= least:
                short.discard(theirs)
    return short


def _apart(one: int | None, other: int | None) -> int:
    """Days between two; none where one of them is not known."""
    return 0 if one is None or other is None else abs(one - other)


def head_of(db: apsw.Connection, report: str) -> Head:
    """What is filed of a report beside its keys; nothing of one that is not filed."""
    found = db.execute("select day, head from filed where mark = ?", (mark(report),)).fetchone()
    return Head() if found is None else Head(*found)


def heads(db: apsw.Connection, reports: Iterable[str]) -> dict[str, str]:
    """What `link` is given of some reports that are filed, by their ids."""
    sql = "select report, head from filed where mark = ?"
    return {str(name): str(head) for name, head in db.executemany(sql, [(mark(report),) for report in reports])}


def keys_of(db: apsw.Connection, report: str) -> list[Key]:
    """The keys under which a report is filed, in order."""
    return _keys_of(db, mark(report))


def _keys_of(db: apsw.Connection, report: int) -> list[Key]:
    rows = db.execute("select kind, key from key where report = ? order by kind, key", (report,))
    return [(str(kind), int(number)) for kind, number in rows]


def file(db: apsw.Connection, keys: Iterable[Key], report: str, head: Head, found: Met) -> dict[str, set[int]]:
    """File a report that meets those `found` under its keys; gives who no longer come first where it does now.

    Of each the keys where that is so.
    """
    mine = mark(report)
    db.execute("insert or ignore into filed values (?, ?, ?, ?)", (mine, report, head.day, head.text))
    db.executemany("insert or ignore into key values (?, ?, ?)", [(n, mine, kind) for kind, n in sorted(set(keys))])
    _note(db, report, found.behind)
    moved: dict[int, set[Key]] = {}
    for kind, number in sorted(found.full):
        first = _column(db, _COLUMN, number, MOST + 1)
        if mine < first[-1]:
            moved.setdefault(first[-1], set()).add((kind, number))
    out = {}
    for one, name, _ in _named(db, moved):
        db.executemany(
            "insert or ignore into crowded values (?, ?)", [(name, kind) for kind in {k for k, _ in moved[one]}]
        )
        out[name] = {number for _, number in moved[one]}
    return out


def sharing(db: apsw.Connection, keys: Iterable[int], reports: Iterable[str]) -> list[str]:
    """Those of some reports, all filed, that stand under one of some keys."""
    asked = {mark(report): report for report in reports}
    found = {theirs for theirs, _ in db.execute(_BOTH, (json.dumps(sorted(asked)), json.dumps(sorted(keys))))}
    return sorted(asked[theirs] for theirs in found)


def left(db: apsw.Connection, keys: Iterable[Key], report: str) -> set[str]:
    """Those who come first now where a report that went (it stood under `keys`) did before, and so meet more."""
    moved, gone = set(), mark(report)
    for _, number in sorted(set(keys)):
        first = _column(db, _COLUMN, number, MOST)
        if len(first) == MOST and gone < first[-1]:
            moved.add(first[-1])
    found = {name for _, name, _ in _named(db, moved)}
    for report in sorted(found):
        _note(db, report, {kind for kind, number in keys_of(db, report) if _is_behind(db, number, mark(report))})
    return found


def _note(db: apsw.Connection, report: str, behind: Iterable[str]) -> None:
    """Write down under which kinds of keys a report has not met all who share one."""
    db.execute("delete from crowded where report = ?", (report,))
    db.executemany("insert into crowded values (?, ?)", [(report, kind) for kind in sorted(behind)])


def astray(db: apsw.Connection) -> Iterator[tuple[str, str]]:
    """Who does not come first under a crowded key of a kind and is not noted so, or is noted so without being it."""
    behind = """select distinct filed.report, one.kind from (
        select report, kind, row_number() over (partition by key order by report) as place from key) as one
      join filed on filed.mark = one.report where one.place > ?1"""
    noted = "select report, kind from crowded"
    sql = f"select * from ({behind} except {noted}) union select * from ({noted} except {behind}) order by 1, 2"
    yield from ((str(report), str(kind)) for report, kind in db.execute(sql, (MOST,)))


def _is_behind(db: apsw.Connection, number: int, mine: int) -> bool:
    first = _column(db, _COLUMN, number, MOST)
    return len(first) == MOST and mine > first[-1]


def _named(db: apsw.Connection, marks: Iterable[int]) -> list[tuple[int, str, int | None]]:
    """The ids and days of reports, by their marks."""
    found = db.executemany("select mark, report, day from filed where mark = ?", [(one,) for one in sorted(marks)])
    return [(int(one), str(name), day) for one, name, day in found]


def _column(db: apsw.Connection, sql: str, *values: int) -> list[int]:
    return [int(row[0]) for row in db.execute(sql, values)]


@lru_cache(maxsize=4096)
def _region(before: str) -> int:
    return _number(before) & ~_WITHIN


def _number(name: str) -> int:
    return int.from_bytes(blake2b(name.encode(), digest_size=8).digest(), "big", signed=True)

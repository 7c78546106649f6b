"""What is wrong with a ledger: rows that are not what their hashes say, and what SQLite itself finds."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import apsw

from onrecord.ledger import decided, meetings, said, searched
from onrecord.shapes.mark import Kind, digest

_SEALED = {
    "report": "select id, raw, text, record, given, digest, hash from report order by n",
    "link": "select kind || ' ' || a || ' ' || b, kind, a, b, record, hash from edge order by kind, a, b",
    "paragraph": "select key, candidates, hash from paragraph order by key",
    "archive": "select path, fingerprint, offset, hash from archive order by path",
    "decision": f"select n, {decided.SEALED}, hash from decision order by n",
    "look": "select report, outlet, lines, hash from look order by report",
}
_MEND = "restore the ledger from a copy, or remove the report and add it again"
_NAMED = ("link", "decision")  # whose first column only says which row it is


@dataclass(frozen=True, slots=True)
class Kept:
    """A row as it stands in the file: where, its stored hash, and the hash of what stands there now."""

    where: str
    hash: str
    now: str


def rows(db: apsw.Connection, kinds: Sequence[Kind]) -> Iterator[Kept]:
    """Every row that carries a hash, with the hash of what stands there now; a table that breaks off is one row.

    Raises apsw.InterruptError where it takes too long.
    """
    of_mark = "id, report, n, exact, prefix, suffix, record, hash"
    of_kinds = {kind.name: f'select {of_mark} from "{kind.name}" order by report, n' for kind in kinds}
    for name, sql in (_SEALED | of_kinds).items():
        try:
            for row in db.execute(sql):
                kept = row[1:-1] if name in _NAMED else row[:-1]
                yield Kept(f"{name} {str(row[0])[:20]}", str(row[-1]), digest(*kept))
        except apsw.InterruptError:
            raise
        except (apsw.Error, UnicodeError, TypeError) as error:
            yield Kept(f"table {name} breaks off ({_said(error)})", "", "unreadable")


def damage(db: apsw.Connection, kinds: Sequence[Kind]) -> Iterator[str]:
    """What SQLite itself finds wrong, and what is worked out from rows and is not theirs, a line each."""
    for (line,) in db.execute("pragma integrity_check"):
        if line != "ok":
            yield " ".join(str(line).split())
    orphans = db.execute("pragma foreign_key_check").fetchall()
    astray = list(said.astray(db))
    yield from decided.astray(db, kinds)
    yield from lost(db, kinds)
    for name in astray:
        yield f"quote {name}: is not found by who said it; add its report again"
    for table, _, of, *_ in orphans:
        yield f"{table}: a row rests on a {of} that is not there"


def lost(db: apsw.Connection, kinds: Sequence[Kind]) -> Iterator[str]:
    """Rows beside those of the reports that are gone, or are not theirs: marks, keys by which copies are found."""
    counts: dict[str, dict[str, int]] = {}
    for kind in kinds:
        counted = db.execute(f'select report, count(*) from "{kind.name}" group by report')
        counts[kind.name] = {str(report): int(n) for report, n in counted}
    unfiled = {report for (report,) in db.execute("select report from unfiled")}
    for report, kept in db.execute("select id, given ->> '$.beside' from report order by n"):
        beside = None if kept is None else json.loads(kept)
        if beside is not None:
            for name, many in beside["marks"].items():
                if (there := counts.get(name, {}).get(report, 0)) != many:
                    yield f"report {report[:12]}: {there} of its {many} {name} marks are there; {_MEND}"
        if report not in unfiled:
            yield from _filed(db, str(report), beside)
    for report, met in meetings.astray(db):
        yield f"report {report[:12]}: whom it meets under keys of kind {met} is noted wrongly; {_MEND}"


def _filed(db: apsw.Connection, report: str, beside: dict[str, Any] | None) -> Iterator[str]:
    """Whether a report stands under its keys, as it was noted `beside` it; an older onrecord noted nothing."""
    row = db.execute("select day, head from filed where mark = ?", (meetings.mark(report),)).fetchone()
    if row is None:
        yield f"report {report[:12]}: is filed under no keys, so that its copies are missed; {_MEND}"
        return
    if beside is None:
        return
    there = meetings.keys_of(db, report)
    if meetings.seal(there) != beside["seal"]:
        where = f"stands under {len(there)} of its {beside['keys']} keys"
        where = "stands under other keys than its own" if len(there) == beside["keys"] else where
        yield f"report {report[:12]}: {where}, so that its copies are missed; {_MEND}"
    if beside["head"] is not None and digest(*row) != beside["head"]:
        yield f"report {report[:12]}: its head is not what was filed; {_MEND}"


def unfit(db: apsw.Connection) -> Iterator[str]:
    """Whether the indexes of words fit their rows. Raises apsw.InterruptError where it takes too long."""
    for what, check in (("reports", searched.CHECK), ("quotes", said.CHECK)):
        try:
            db.execute(check)
        except apsw.CorruptError:
            yield f"the words by which {what} are found are not theirs; restore the ledger from a copy"
        except apsw.InterruptError:
            raise
        except apsw.Error as error:
            yield f"the words by which {what} are found cannot be checked ({_said(error)})"


def _said(error: Exception) -> str:
    return " ".join(str(error).split())[:80]

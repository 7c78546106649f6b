"""What is wrong with a ledger: rows that are not what their hashes say, and what SQLite itself finds."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import apsw

from onrecord.ledger import decided, said, searched
from onrecord.shapes.mark import Kind, digest

_SEALED = {
    "report": "select id, raw, text, record, given, digest, hash from report order by n",
    "link": "select kind || ' ' || a || ' ' || b, kind, a, b, record, hash from edge order by kind, a, b",
    "paragraph": "select key, candidates, hash from paragraph order by key",
    "archive": "select path, fingerprint, offset, hash from archive order by path",
    "decision": f"select n, {decided.SEALED}, hash from decision order by n",
    "look": "select report, outlet, lines, hash from look order by report",
}
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
    for name in astray:
        yield f"quote {name}: is not found by who said it; add its report again"
    for table, _, of, *_ in orphans:
        yield f"{table}: a row rests on a {of} that is not there"


def unfit(db: apsw.Connection) -> Iterator[str]:
    """Whether the index of words fits the reports. Raises apsw.InterruptError where it takes too long."""
    try:
        db.execute(searched.CHECK)
    except apsw.CorruptError:
        yield "the words by which reports are found are not theirs; restore the ledger from a copy"
    except apsw.InterruptError:
        raise
    except apsw.Error as error:
        yield f"the words by which reports are found cannot be checked ({_said(error)})"


def _said(error: Exception) -> str:
    return " ".join(str(error).split())[:80]

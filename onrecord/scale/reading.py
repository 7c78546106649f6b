"""What a worker does with a split: its inputs read, and kept as one file of rows until all are read."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pyarrow as pa

from onrecord import flow, linking
from onrecord.ledger import meetings
from onrecord.ledger.rows import pack
from onrecord.links.digest import digest
from onrecord.marks.kinds import KINDS
from onrecord.scale import work
from onrecord.scale.entries import Entry
from onrecord.scale.layers import FAILURES, KEPT, UNKNOWN, parquet
from onrecord.scale.splits import Split, asked_of, from_task, index, inputs
from onrecord.shapes.mark import digest as hashed
from onrecord.shapes.raw import Failure, Raw
from onrecord.shapes.reading import Reading
from onrecord.shapes.recent import Recent

INDEX, READ = "index", "read"  # stages
_ROWS = 64  # of a row group: a partition takes those of its days
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_ENDED = "reading it ended the program twice, so it is passed over"
# A row is a report of `kept`, or a failure (its `why` is not null); `n` is the place of the input in the split.
STAGED = pa.schema(
    [("day", pa.string()), ("n", pa.int32()), *[f for f in KEPT if f.name != "place"], FAILURES.field(2)]
)
_memory: Recent[str, str] = Recent()  # of paragraphs, as long as the worker lives


def indexed(key: str, task: Mapping[str, Any], shared: Mapping[str, Any], out: Path) -> dict[str, Any]:
    """Where a large file is cut, with what its reader says of it."""
    said: list[str] = []
    return index(Entry(**task), asked_of(shared["asked"], said), shared["size"]) | {"said": said}


def read(key: str, task: Mapping[str, Any], shared: Mapping[str, Any], out: Path) -> dict[str, Any]:
    """Read a split; its rows lie in a file named by the split and by what is in it. Gives its name, and counts."""
    split = from_task(task)
    said: list[str] = []
    asked = asked_of(shared["asked"], said if split.take is None and not split.skip else None)
    rows: list[dict[str, Any]] = []
    counts: Counter[str] = Counter()
    begun = _Begun(work.begun_path(out, READ, key), bool(task.get("alone")))
    for n, one in enumerate(inputs(split, asked)):
        found = _passed_over(one) if begun.fatal(n) else _read(one)
        counts["inputs"] += 1
        counts["bytes"] += len(one.data or b"")
        for nth, reading in enumerate(found):
            if isinstance(reading, Failure):
                rows.append(_failed(n, nth, reading))
            elif isinstance(one, Raw):
                rows.append(_row(n, nth, one, reading))
                counts.update({kind.plural: len(reading.marks[kind.name]) for kind in KINDS})
    rows.sort(key=lambda row: (row["day"] or "", row["n"], row["nth"]))
    data = parquet(rows, STAGED, _ROWS)
    name = f"{key}-{work.sha(data)[:16]}.parquet"
    work.put(out / work.WORK / READ / name, data)
    begun.over()
    days = Counter(row["day"] for row in rows if row["why"] is None)
    counts["failures"] = sum(row["why"] is not None for row in rows)
    counts["reports"] = days.total()
    told = {"file": name, "days": dict(sorted(days.items())), "counts": dict(sorted(counts.items())), "said": said}
    return told


class _Begun:
    """Which inputs of a split were begun while it was read alone: what ends the program twice is passed over then."""

    def __init__(self, path: Path, alone: bool) -> None:
        tries = [one.split() for one in path.read_text().split("try\n")] if path.exists() else []
        last = Counter(one[-1] for one in tries if one)
        self._bad = {n for n, times in last.items() if times >= 2}
        self._file = path.open("a") if alone else None
        if self._file is not None:
            self._file.write("try\n")

    def fatal(self, n: int) -> bool:
        """Note that input `n` is begun; True when it is to be passed over."""
        if self._file is not None and str(n) not in self._bad:
            self._file.write(f"{n}\n")
            self._file.flush()
        return str(n) in self._bad

    def over(self) -> None:
        """The split is read."""
        if self._file is not None:
            self._file.close()


def _passed_over(one: Raw | Failure) -> tuple[Failure, ...]:
    return (one if isinstance(one, Failure) else Failure(one.source, _ENDED, one.data),)


def _read(one: Raw | Failure) -> tuple[Reading | Failure, ...]:
    if isinstance(one, Failure):
        return (one,)
    return flow.read_one(one, _memory)


def _row(n: int, nth: int, raw: Raw, reading: Reading) -> dict[str, Any]:
    report = reading.report
    day = (report.published.date or "")[:10]
    return {
        "day": day if _DAY.fullmatch(day) else UNKNOWN,
        "n": n,
        "report": report.id,
        "mark": meetings.mark(report.id),
        "nth": nth,
        "address": raw.address,
        "source": raw.source,
        "line": raw.line,
        "captured": raw.captured,
        "media_type": raw.media_type,
        "given": json.dumps(asdict(raw.given), ensure_ascii=False),
        "sha256": raw.sha256,
        "size": len(raw.data),
        "raw": pack(raw.data),
        "status": report.status,
        "record": json.dumps(reading.as_dict(), ensure_ascii=False),
        "digest": linking.as_kept(digest(reading, raw.address)),
        "why": None,
    }


def _failed(n: int, nth: int, failure: Failure) -> dict[str, Any]:
    data = failure.data
    raw = {"size": len(data), "raw": pack(data)} if data else {}
    return {"day": None, "n": n, "nth": nth, "source": failure.source, "why": failure.why, **raw}


def index_key(entry: Entry, shared: Mapping[str, Any]) -> str:
    """The name under which the beginnings of a file's splits are noted."""
    return hashed(entry.key, shared["asked"], shared["size"], shared["reader"])[:24]


def split_key(split: Split, shared: Mapping[str, Any]) -> str:
    """The name under which a split is noted."""
    return split.key(shared["asked"], shared["reader"])

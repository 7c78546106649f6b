"""The last step of reading: the rows of all splits, partition by partition, sorted by report, as layers of Parquet.

A partition is one task. It goes once over the splits that have reports of its days; one of many reports is laid down
in buckets by the first digits of the reports' ids, each of which is sorted in memory and becomes a file of each layer.
"""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.dataset as ds
import pyarrow.parquet as pq

from onrecord import linking
from onrecord.links import keys
from onrecord.marks.kinds import KINDS
from onrecord.scale import work
from onrecord.scale.layers import (
    FAILURES,
    LAYERS,
    UNKNOWN,
    group_rows,
    key_rows,
    mark_rows,
    parquet,
    report_row,
    writer,
)
from onrecord.scale.reading import READ, STAGED
from onrecord.shapes.errors import OnrecordError
from onrecord.shapes.link import Digest

GATHER = "gather"  # the stage
BY = ("month", "day")
_BUCKET = 4_000  # reports sorted in memory at once: some hundred megabytes
_MOST = 2  # digits of an id that tell a bucket, so at most 256 files of a layer and partition
_DIGITS = "0123456789abcdef"


@dataclass(frozen=True, slots=True)
class Partition:
    """One partition: its value ("2031-05"), and of each split with reports of it the file, the place of its first
    input among all, and its days there."""

    value: str
    parts: tuple[tuple[str, int, tuple[str, ...]], ...]
    reports: int


def value_of(day: str, by: str) -> str:
    """The partition of a day (YYYY-MM-DD, or unknown)."""
    return day if day == UNKNOWN or by == "day" else day[:7]


def partitions(splits: Sequence[Mapping[str, Any]], by: str) -> list[Partition]:
    """The partitions of what splits gave, in order of their values."""
    parts: dict[str, list[tuple[str, int, tuple[str, ...]]]] = {}
    reports: dict[str, int] = {}
    first = 0
    for one in splits:
        days: dict[str, list[str]] = {}
        for day, count in one["days"].items():
            days.setdefault(value_of(day, by), []).append(day)
            reports[value_of(day, by)] = reports.get(value_of(day, by), 0) + count
        for value, found in days.items():
            parts.setdefault(value, []).append((one["file"], first, tuple(found)))
        first += one["counts"]["inputs"]
    return [Partition(value, tuple(parts[value]), reports[value]) for value in sorted(parts)]


def gathered(key: str, task: Mapping[str, Any], shared: Mapping[str, Any], out: Path) -> dict[str, Any]:
    """Write a partition. Gives its files (path below the output folder, rows, bytes, hash) and counts."""
    folder = f"{shared['by']}={task['value']}"
    staged = out / work.WORK / READ
    files: list[dict[str, Any]] = []
    lost = {(place, nth) for place, nth in task["lost"]}
    digits = _digits(task["reports"])
    counts = {"reports": 0, "known": 0}
    with tempfile.TemporaryDirectory(prefix="onrecord-") as room:
        for bucket, rows in _buckets(staged, task["parts"], digits, Path(room)):
            kept = _once(rows, lost)
            counts["known"] += len(rows) - len(kept)
            counts["reports"] += len(kept)
            files += _write(out, folder, f"part-{bucket or 'all'}.parquet", kept)
    _clear(out, folder, {one["path"] for one in files})
    return {"value": task["value"], "files": files, "counts": counts}


def _digits(reports: int) -> int:
    """How many digits of the reports' ids tell their bucket."""
    digits = 0
    while digits < _MOST and reports > _BUCKET * 16**digits:
        digits += 1
    return digits


def _buckets(
    staged: Path, parts: Iterable[Sequence[Any]], digits: int, room: Path
) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    if not digits:
        yield "", [row for table in _tables(staged, parts) for row in table.to_pylist()]
        return
    names = [a + b for a in _DIGITS for b in (_DIGITS if digits == 2 else ("",))]
    sinks = {name: writer(str(room / name), _PLACED) for name in names}
    for table in _tables(staged, parts):
        first = pa.compute.utf8_slice_codeunits(table["report"], 0, digits)
        for name in pa.compute.unique(first).to_pylist():
            sinks[name].write_table(table.filter(pa.compute.equal(first, name)))
    for sink in sinks.values():
        sink.close()
    for name in names:
        yield name, pq.read_table(str(room / name)).to_pylist()
        (room / name).unlink()


_PLACED = STAGED.append(pa.field("place", pa.int64()))


def _tables(staged: Path, parts: Iterable[Sequence[Any]]) -> Iterator[Any]:
    """The reports of a partition, split by split, each with the place of its input among all."""
    for name, first, days in parts:
        wanted = ds.field("day").isin(list(days)) & ds.field("why").is_null()
        table = ds.dataset(str(staged / name), schema=STAGED, format="parquet").to_table(filter=wanted)
        place = pa.compute.add(pa.compute.cast(table["n"], pa.int64()), first)
        yield table.append_column(_PLACED.field("place"), place)


def _once(rows: Iterable[dict[str, Any]], lost: set[tuple[int, int]]) -> list[dict[str, Any]]:
    """Rows by report, of each report the first; those `lost` come first in another partition."""
    found: dict[str, dict[str, Any]] = {}
    for row in sorted(rows, key=lambda row: (row["report"], row["place"], row["nth"])):
        if (row["place"], row["nth"]) not in lost:
            found.setdefault(row["report"], row)
    return list(found.values())


def _write(out: Path, folder: str, name: str, rows: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    found: dict[str, list[Any]] = {layer: [] for layer in LAYERS}
    for row in rows:
        record = json.loads(row["record"])
        found["kept"].append({column: row[column] for column in LAYERS["kept"].names})
        found["reports"].append(report_row(record))
        for kind in KINDS:
            found[kind.plural] += mark_rows(record, kind)
        if row["status"] != "set_aside":
            found["keys"] += key_rows(row["report"], keys.keys(_digest(row["digest"])))
    files = []
    for layer, schema in LAYERS.items():
        if found[layer]:
            data = parquet(found[layer], schema, group_rows(layer))
            files.append(put(out, f"{layer}/{folder}/{name}", data, len(found[layer])))
    return files


def _digest(kept: str) -> Digest:
    found = linking.kept_digest(kept)
    if found is None:  # the reader's version names a split, so it was written by this very program
        raise OnrecordError("digests of another version among the results; name another output folder")
    return found


def put(out: Path, path: str, data: bytes, rows: int) -> dict[str, Any]:
    """Write a file of the output folder; gives how it stands in the manifest."""
    work.put(out / path, data)
    return {"path": path, "rows": rows, "bytes": len(data), "sha256": work.sha(data)}


def _clear(out: Path, folder: str, there: set[str]) -> None:
    """Take away what an earlier job wrote into a partition, and this one did not."""
    for layer in LAYERS:
        for path in (out / layer / folder).glob("part-*.parquet"):
            if path.relative_to(out).as_posix() not in there:
                path.unlink()


def clear_partitions(out: Path, by: str, values: Iterable[str]) -> None:
    """Take away partitions of an earlier job that this one does not have."""
    there = {f"{by}={value}" for value in values}
    for layer in LAYERS:
        for path in (out / layer).glob("*=*"):
            if path.name not in there:
                shutil.rmtree(path)


def failed(key: str, task: Mapping[str, Any], shared: Mapping[str, Any], out: Path) -> dict[str, Any]:
    """Write the inputs that could not be read, in the order of all inputs."""
    staged = out / work.WORK / READ
    rows: list[dict[str, Any]] = []
    for name, first in task["parts"]:
        found = ds.dataset(str(staged / name), schema=STAGED, format="parquet").to_table(
            columns=["n", "nth", "source", "why", "size", "raw"], filter=~ds.field("why").is_null()
        )
        some = sorted(found.to_pylist(), key=lambda row: (row["n"], row["nth"]))
        rows += [{**row, "place": first + row["n"]} for row in some]
    names = FAILURES.names
    data = parquet([{name: row[name] for name in names} for row in rows], FAILURES, group_rows("kept"))
    return {"files": [put(out, "failures/part-all.parquet", data, len(rows))]}


def twice(splits: Sequence[Mapping[str, Any]], out: Path, daft: Any, by: str) -> list[tuple[str, int, int]]:
    """Reports that stand in several partitions, but for where each comes first: (partition, place, nth).

    A page read twice has one id, but may have two days. One pass over ids; only what stands twice is collected.
    """
    col = daft.col
    places = {one["file"]: first for one, first in zip(splits, firsts(splits), strict=True)}
    names = [str(out / work.WORK / READ / name) for name in places]
    if not names:
        return []
    rows = daft.read_parquet(names, file_path_column="file").where(col("why").is_null())
    rows = rows.select("report", "day", "n", "nth", "file")
    value = col("day") if by == "day" else col("day").left(7)
    several = rows.select("report", value.alias("value")).distinct().groupby("report").agg(col("value").count())
    several = several.where(col("value") > 1).select("report")
    found = [
        (row["report"], places[Path(row["file"]).name] + row["n"], row["nth"], value_of(row["day"], by))
        for row in rows.join(several, on="report").iter_rows()
    ]
    first: dict[str, str] = {}
    out_: list[tuple[str, int, int]] = []
    for report, place, nth, where in sorted(found):
        if first.setdefault(report, where) != where:
            out_.append((where, place, nth))
    return out_


def firsts(splits: Sequence[Mapping[str, Any]]) -> list[int]:
    """Of each split the place of its first input among all."""
    found, first = [], 0
    for one in splits:
        found.append(first)
        first += one["counts"]["inputs"]
    return found

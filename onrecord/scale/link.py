"""Links of a job: which reports are copies, which tell one story, who is named in them.

Pairs come from joins (meet.py) and are judged by the workers. Their links are held by this process, some 600 bytes
each, while it finds what hangs together (24 bytes more for a link, 16 for a report). That is dealt into blocks, and
each block is one worker's.
"""

from __future__ import annotations

import json
import shutil
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
import pyarrow as pa

from onrecord import linking
from onrecord.ledger import meetings
from onrecord.links import keys
from onrecord.scale import meet, told, work
from onrecord.scale.gather import put
from onrecord.scale.job import LINKED, MANIFEST, files_of, forget, keep_metrics, manifest_of
from onrecord.scale.layers import parquet
from onrecord.scale.runner import Counted, Runner, engine
from onrecord.shapes.errors import OnrecordError, UsageError
from onrecord.shapes.mark import digest

_BLOCK = 500  # reports; one that hangs together with more is larger
_PAIRS = 20_000  # judged at once for each worker: some 300 MB of digests
_GROUP = 16_384  # rows of a row group
_S = pa.string()
LINKS = pa.schema(
    [
        ("kind", _S),
        ("a", _S),
        ("b", _S),
        ("score", pa.float64()),
        ("copy", _S),
        ("report", _S),
        ("of", _S),
        ("share", pa.float64()),
        ("directed", pa.bool_()),
        ("record", _S),
    ]
)
PEOPLE = pa.schema(
    [("entity", _S), ("type", _S), ("name", _S), ("mentions", pa.int64()), ("reports", pa.int64()), ("from", _S)]
    + [("to", _S)]
)
Row = tuple[str, str, str, str]  # kind, a, b, record


def link(out: Path, runner: Runner) -> dict[str, int]:
    """Link the reports of an output folder; gives counts. Raises UsageError where `out` is none."""
    out = out.absolute()  # workers stand in folders of their own
    manifest = manifest_of(out)
    if manifest is None:
        raise UsageError(f"{out}: no folder that `onrecord scale read` wrote; read into it first")
    if manifest["digests"] != linking.DIGEST_SHAPE:
        raise UsageError(f"{out}: written by another version of onrecord; run `onrecord scale read` again")
    daft = engine()
    kept, filed = _paths(out, manifest, "kept"), _paths(out, manifest, "keys")
    if not kept:
        raise UsageError(f"{out}: holds no reports")
    reports = daft.read_parquet(kept).where(daft.col("status") != "set_aside")
    with _timed(runner, "meet") as count:
        links, crowded = _met(daft, runner, reports, filed)
        count.tasks = len(links)
    with _timed(runner, "deal"):
        tasks, newest = _deal(daft, out, reports, links, crowded)
    forget(out, told.ACCOUNT, tasks, files_of)
    done = runner.run(told.ACCOUNT, "onrecord.scale.told:account", tasks, {"newest": newest}, out)
    shutil.rmtree(out / work.WORK / told.BLOCKS)
    files = sorted((f for one in done.values() for f in one["files"]), key=lambda f: str(f["path"]))
    with _timed(runner, "people"):
        named = [str(out / f["path"]) for f in files if f["path"].startswith("named/")]
        people = _people(daft, named) if named else []
    _clear(out, {f["path"] for f in files})
    files.append(put(out, "links.parquet", parquet([_link_row(row) for row in links], LINKS, _GROUP), len(links)))
    files.append(put(out, "people.parquet", parquet(people, PEOPLE, _GROUP), len(people)))
    counts = _counts(links, files)
    sealed = work.sha((out / MANIFEST).read_bytes())
    work.put(out / LINKED, work.as_bytes({"of": sealed, "counts": counts, "files": files}))
    keep_metrics(out, runner, counts)
    return counts


class _timed:
    """Counts the seconds of a stage that has no tasks of its own."""

    def __init__(self, runner: Runner, stage: str) -> None:
        self._count = runner.counted.setdefault(stage, Counted())

    def __enter__(self) -> Counted:
        self._began = time.monotonic()
        return self._count

    def __exit__(self, *_: object) -> None:
        self._count.seconds += time.monotonic() - self._began


def _paths(out: Path, manifest: Mapping[str, Any], layer: str) -> list[str]:
    names = [str(out / f["path"]) for f in manifest["files"] if f["path"].startswith(f"{layer}/")]
    if lost := [name for name in names if not Path(name).is_file()]:
        raise OnrecordError(f"{lost[0]}: is missing; run `onrecord scale read` again")
    return names


# -- pairs ---------------------------------------------------------------------------------------------------------


def _met(daft: ModuleType, runner: Runner, reports: Any, filed: Sequence[str]) -> tuple[list[Row], set[int]]:
    """All links, in order; and the marks of reports that have not met all who share a key of stories with them."""
    if not filed:
        return [], set()
    col = daft.col
    keyed = daft.read_parquet(list(filed))
    digests = reports.select("mark", "digest")
    judge = _judge(daft, runner.workers)
    found: list[Row] = []
    try:
        pairs = meet.pairs(daft, keyed, keys.LEAST).collect()
        rounds = -(-pairs.count_rows() // (_PAIRS * runner.workers))
        for n in range(rounds):  # a pair stands with both digests while it waits: not all at once
            both = pairs.where((col("a") % rounds).abs() == n)
            both = both.join(digests.select(col("mark").alias("a"), col("digest").alias("one")), on="a")
            both = both.join(digests.select(col("mark").alias("b"), col("digest").alias("two")), on="b")
            judged = both.select(judge.ties(col("one"), col("two"), col("kinds")).alias("links"))
            found += [tuple(row) for one in judged.iter_rows() for row in json.loads(one["links"])]
        full = meet.crowded(daft, keyed, keys.NEEDED["story"])
        return sorted(found), {int(row["mark"]) for row in full.iter_rows()}
    except Exception as error:
        said = " ".join(str(error).split())[:300]
        raise OnrecordError(f"pairs of reports could not be judged ({said}); run the command again") from None


def _judge(daft: ModuleType, workers: int) -> Any:
    class Judge:
        @daft.method.batch(return_dtype=daft.DataType.string(), batch_size=256)  # type: ignore[untyped-decorator]
        def ties(self, one: Any, two: Any, kinds: Any) -> list[str]:
            from onrecord.scale.told import ties

            return ties(zip(one.to_pylist(), two.to_pylist(), kinds.to_pylist(), strict=True))

    return daft.cls(Judge, max_concurrency=workers, use_process=True)()


# -- blocks --------------------------------------------------------------------------------------------------------


def components(a: np.ndarray[Any, Any], b: np.ndarray[Any, Any], count: int) -> np.ndarray[Any, Any]:
    """Of each of `count` nodes the smallest node that it hangs together with, by edges between `a` and `b`.

    The smallest label is handed on along all edges until nothing changes; labels of labels are followed in between.
    """
    label = np.arange(count)
    while True:
        low = np.minimum(label[a], label[b])
        before = label.copy()
        np.minimum.at(label, a, low)
        np.minimum.at(label, b, low)
        np.minimum.at(label, before[a], low)  # whoever named them too
        np.minimum.at(label, before[b], low)
        while not np.array_equal(label, label[label]):
            label = label[label]
        if np.array_equal(label, before):
            return label


def blocks(label: np.ndarray[Any, Any], size: int) -> np.ndarray[Any, Any]:
    """Of each node its block: whole components in order of their smallest node, `size` nodes or one component."""
    roots, sizes = np.unique(label, return_counts=True)
    block, room = np.empty(len(roots), dtype=np.int64), 0
    now = -1
    for n, count in enumerate(sizes.tolist()):
        if now < 0 or room < count:
            now, room = now + 1, size
        block[n], room = now, room - count
    return block[np.searchsorted(roots, label)]


def _deal(
    daft: ModuleType, out: Path, reports: Any, links: Sequence[Row], crowded: set[int]
) -> tuple[dict[str, dict[str, Any]], str | None]:
    """Lay the reports of each block side by side; gives a task for each, and the newest day of all."""
    marks = np.sort(reports.select("mark").to_arrow()["mark"].to_numpy())
    a, b = (_numbers(marks, (row[n] for row in links)) for n in (1, 2))
    home = blocks(components(a, b, len(marks)), _BLOCK)
    folder = out / work.WORK / told.BLOCKS
    shutil.rmtree(folder, ignore_errors=True)
    dealt = daft.from_arrow(pa.table({"mark": marks, "block": home}))
    some = reports.select("mark", "report", "place", "nth", "record", "digest").join(dealt, on="mark")
    some.write_parquet(str(folder), partition_cols=["block"], compression="zstd")
    newest = _newest(daft, out)
    tasks: list[dict[str, Any]] = [
        {"block": n, "reports": int(count), "links": [], "crowded": []} for n, count in enumerate(np.bincount(home))
    ]
    for row, block in zip(links, home[a].tolist(), strict=True):
        tasks[block]["links"].append(row)
    names = {int(row["mark"]): str(row["report"]) for row in _named(daft, reports, crowded)}
    for mark, name in sorted(names.items()):
        tasks[int(home[np.searchsorted(marks, mark)])]["crowded"].append(name)
    sealed = work.sha((out / MANIFEST).read_bytes())
    return {digest(sealed, task, newest)[:24]: task for task in tasks}, newest


def _numbers(marks: np.ndarray[Any, Any], names: Iterable[str]) -> np.ndarray[Any, Any]:
    """The place of each report among the sorted marks."""
    wanted = np.fromiter((meetings.mark(name) for name in names), dtype=np.int64)
    return np.searchsorted(marks, wanted)


def _named(daft: ModuleType, reports: Any, marks: set[int]) -> Iterator[dict[str, Any]]:
    if marks:
        some = daft.from_pydict({"mark": sorted(marks)})
        yield from reports.select("mark", "report").join(some, on="mark").iter_rows()


def _newest(daft: ModuleType, out: Path) -> str | None:
    """The newest day on which a report that was marked was published."""
    names = _paths(out, manifest_of(out) or {"files": []}, "reports")
    col = daft.col
    some = daft.read_parquet(names).where((col("status") == "marked") & col("published").not_null())
    found = some.agg(col("published").max()).to_pydict()["published"][0]
    return None if found is None else str(found)[:10]


# -- what is written -----------------------------------------------------------------------------------------------


def _people(daft: ModuleType, names: Sequence[str]) -> list[dict[str, Any]]:
    """Who and what is named, each once: the name that most mentions write, how often and when."""
    col = daft.col
    named = daft.read_parquet(list(names))
    form = named.groupby("entity", "name").agg(col("mentions").sum().alias("written"))
    most = form.groupby("entity").agg(col("written").max().alias("written"))
    best = form.join(most, on=["entity", "written"]).groupby("entity").agg(col("name").min().alias("name"))
    whole = named.groupby("entity", "type").agg(
        col("mentions").sum().cast(daft.DataType.int64()).alias("mentions"),
        col("report").count_distinct().cast(daft.DataType.int64()).alias("reports"),
        col("day").min().alias("from"),
        col("day").max().alias("to"),
    )
    return sorted(whole.join(best, on="entity").iter_rows(), key=lambda row: str(row["entity"]))


def _link_row(row: Row) -> dict[str, Any]:
    kind, a, b, record = row
    found = json.loads(record)
    out: dict[str, Any] = {"kind": kind, "a": a, "b": b, "record": record}
    if kind == "story":
        return out | {"score": found[2]}
    return out | dict(zip(("report", "of", "copy", "share", "directed"), found, strict=True))


def _clear(out: Path, there: set[str]) -> None:
    """Take away what an earlier linking wrote, and this one did not."""
    for layer in told.TOLD:
        for path in (out / layer).glob("part-*.parquet"):
            if path.relative_to(out).as_posix() not in there:
                path.unlink()


def _counts(links: Sequence[Row], files: Iterable[Mapping[str, Any]]) -> dict[str, int]:
    counts = {"copies": sum(row[0] == "copy" for row in links), "edges": sum(row[0] == "story" for row in links)}
    for file in files:
        layer = file["path"].partition("/")[0].removesuffix(".parquet")
        if layer != "links":
            counts[layer] = counts.get(layer, 0) + file["rows"]
    return counts

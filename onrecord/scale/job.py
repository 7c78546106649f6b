"""A job: inputs cut into splits, the splits read by workers, the record written as Parquet with its manifest."""

from __future__ import annotations

import json
import time
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from onrecord import flow, linking
from onrecord.scale import gather, reading, work
from onrecord.scale.entries import Entry, listed
from onrecord.scale.runner import Runner, engine
from onrecord.scale.splits import SIZE, Split, as_task, is_large, planned
from onrecord.shapes.errors import UsageError
from onrecord.shapes.mark import digest
from onrecord.shapes.raw import Failure, Given

MANIFEST, LINKED, METRICS = "manifest.json", "linked.json", "metrics.json"
FORMAT = "onrecord scale 1"


@dataclass(frozen=True, slots=True)
class Wishes:
    """What is asked of a job beside its inputs: what is said of every report, columns of rows, how it is parted."""

    given: Given = field(default_factory=Given)
    columns: tuple[tuple[str, str], ...] = ()
    by: str = gather.BY[0]
    size: int = SIZE

    @property
    def shared(self) -> dict[str, Any]:
        """As JSON, with the reader's version."""
        asked = {"given": asdict(self.given), "columns": dict(self.columns)}
        return {"asked": asked, "by": self.by, "size": self.size, "reader": flow.reader_version()}


def read(paths: Sequence[str], out: Path, wishes: Wishes, runner: Runner) -> dict[str, Any]:
    """Read everything under `paths` into the folder `out`; gives the counts of its manifest.

    What an earlier run of the same job did is not done again. Raises UsageError where `out` holds something else.
    """
    out = out.absolute()  # workers stand in folders of their own
    _prepare(out)
    shared = wishes.shared
    splits = _splits(list(listed(paths)), shared, runner, out)
    tasks = {reading.split_key(one, shared): as_task(one) for one in splits}
    forget(out, reading.READ, tasks, lambda told: [(f"{work.WORK}/{reading.READ}/{told['file']}", None)])
    read = runner.run(reading.READ, _named(reading.read), tasks, shared, out)
    done = [read[reading.split_key(one, shared)] for one in splits]
    for line in dict.fromkeys(line for one in done for line in one["said"]):
        runner.say(line)
    began = time.monotonic()
    written = _gather(done, shared, runner, out)
    counts = _counts(done, written)
    manifest = {
        "format": FORMAT,
        "reader": shared["reader"],
        "by": wishes.by,
        "digests": linking.DIGEST_SHAPE,
        "counts": counts,
        "files": sorted((f for one in written for f in one["files"]), key=lambda f: str(f["path"])),
    }
    work.put(out / MANIFEST, work.as_bytes(manifest))
    runner.counted[gather.GATHER].seconds = time.monotonic() - began
    keep_metrics(out, runner, counts)
    return counts


def _prepare(out: Path) -> None:
    if out.exists() and not out.is_dir():
        raise UsageError(f"{out}: a file; name a folder")
    if out.is_dir() and any(out.iterdir()) and not (out / work.WORK).is_dir() and manifest_of(out) is None:
        raise UsageError(f"{out}: holds other things; name a folder that is empty or of an earlier run")
    (out / work.WORK).mkdir(parents=True, exist_ok=True)


def _splits(found: Sequence[Entry | Failure], shared: Mapping[str, Any], runner: Runner, out: Path) -> list[Split]:
    large = {digest(*one.key): one for one in found if isinstance(one, Entry) and is_large(one)}
    names = {seal: reading.index_key(one, shared) for seal, one in large.items()}
    tasks = {names[seal]: asdict(one) for seal, one in large.items()}
    told = runner.run(reading.INDEX, _named(reading.indexed), tasks, shared, out)
    for line in dict.fromkeys(line for one in told.values() for line in one["said"]):
        runner.say(line)
    return list(planned(found, int(shared["size"]), {seal: told[name] for seal, name in names.items()}))


def _gather(
    done: Sequence[Mapping[str, Any]], shared: Mapping[str, Any], runner: Runner, out: Path
) -> list[dict[str, Any]]:
    by = str(shared["by"])
    lost: dict[str, list[list[int]]] = {}
    for value, place, nth in gather.twice(done, out, engine(), by):
        lost.setdefault(value, []).append([place, nth])
    tasks = {}
    for one in gather.partitions(done, by):
        task = {**asdict(one), "lost": lost.get(one.value, [])}
        tasks[digest(task, by, shared["reader"])[:24]] = task
    forget(out, gather.GATHER, tasks, files_of)
    if any(work.note(out, gather.GATHER, key) is None for key in tasks):
        _open(out)
    written = list(runner.run(gather.GATHER, _named(gather.gathered), tasks, {"by": by}, out).values())
    gather.clear_partitions(out, by, (one["value"] for one in written))
    parts = [[one["file"], first] for one, first in zip(done, gather.firsts(done), strict=True)]
    parts = [part for part, one in zip(parts, done, strict=True) if one["counts"].get("failures")]
    failures = {digest(parts)[:24]: {"parts": parts}}
    forget(out, gather.GATHER, failures, files_of)
    return written + list(runner.run(gather.GATHER, _named(gather.failed), failures, {}, out).values())


def _open(out: Path) -> None:
    """Take away what says that a folder is whole, and what rests on that: its partitions are about to change."""
    linked = out / LINKED
    try:
        files = [one["path"] for one in json.loads(linked.read_bytes())["files"]]
    except (OSError, ValueError, KeyError, TypeError):
        files = []
    for name in (*files, LINKED, MANIFEST):
        (out / name).unlink(missing_ok=True)


def files_of(told: Mapping[str, Any]) -> list[tuple[str, int | None]]:
    """The files of a note, each with its bytes."""
    return [(one["path"], one["bytes"]) for one in told["files"]]


def forget(out: Path, stage: str, keys: Iterable[str], files: Any) -> None:
    """Take away the notes of tasks whose files are not there any more."""
    for key in keys:
        told = work.note(out, stage, key)
        if told is not None and any(not _is_there(out / path, size) for path, size in files(told)):
            work.note_path(out, stage, key).unlink()


def _is_there(path: Path, size: int | None) -> bool:
    return path.is_file() and (size is None or path.stat().st_size == size)


def _named(function: Any) -> str:
    return f"{function.__module__}:{function.__name__}"


def _counts(done: Sequence[Mapping[str, Any]], written: Sequence[Mapping[str, Any]]) -> dict[str, int]:
    """What was read, and what stands in the layers by rows: reports once each, marks, failures."""
    counts: Counter[str] = Counter()
    for one in done:
        counts.update({name: one["counts"].get(name, 0) for name in ("inputs", "bytes")})
    rows: Counter[str] = Counter()
    for one in written:
        counts["known"] += one.get("counts", {}).get("known", 0)
        for file in one["files"]:
            rows[file["path"].partition("/")[0]] += file["rows"]
            counts["written"] += file["bytes"]
    rows.pop("kept", None)
    return {**counts, **dict(sorted(rows.items()))}


def manifest_of(folder: Path) -> dict[str, Any] | None:
    """The manifest of an output folder, None where it is none."""
    try:
        found = json.loads((folder / MANIFEST).read_bytes())
    except (OSError, ValueError):
        return None
    return found if isinstance(found, dict) and str(found.get("format", "")).startswith("onrecord scale") else None


def keep_metrics(out: Path, runner: Runner, counts: Mapping[str, int]) -> None:
    """Write what each stage took, beside what other commands wrote there. The only file with times in it."""
    try:
        found = json.loads((out / METRICS).read_bytes())
    except (OSError, ValueError):
        found = {}
    stages = {name: asdict(one) for name, one in runner.counted.items()}
    found["counts"] = {**found.get("counts", {}), **counts}
    found["stages"] = {**found.get("stages", {}), **stages}
    found |= {"runner": runner.kind, "workers": runner.workers}
    work.put(out / METRICS, work.as_bytes(found))

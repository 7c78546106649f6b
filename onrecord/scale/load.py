"""What a job wrote, into a ledger: no report is parsed again. Needs neither Daft nor Ray."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from onrecord import filing
from onrecord.ledger.rows import unpack
from onrecord.ledger.store import Beside, Store
from onrecord.scale.job import MANIFEST, manifest_of
from onrecord.scale.layers import raw_of, reading_of
from onrecord.shapes.errors import LedgerError, OnrecordError
from onrecord.shapes.raw import Failure

_BATCH = 64  # rows


def is_output(path: str | Path) -> bool:
    """True for the folder of a job, or a partition of its layer `kept`."""
    return _root(Path(path)) is not None


def _root(path: Path) -> Path | None:
    """The output folder to which a path leads: itself, or OUT/kept/month=2031-05."""
    if (path / MANIFEST).is_file() and manifest_of(path) is not None:
        return path
    root = path.parent.parent
    found = "=" in path.name and path.parent.name == "kept" and (root / MANIFEST).is_file()
    return root if found and manifest_of(root) is not None else None


def load(store: Store, path: str | Path) -> Iterator[tuple[str, tuple[str | Failure | None, ...]]]:
    """Write the reports of an output folder, or of one partition of it, into a ledger; gives what `filing.add` gives,
    each with the source of its input.

    In the order of the inputs of the job, so the ledger is the one that adding them gives. Failures come with the whole
    folder. Rows wait in a file beside memory. Raises OnrecordError for a file that is missing or damaged.
    """
    folder = Path(path)
    root = _root(folder)
    if root is None:
        raise OnrecordError(f"{path}: no folder that `onrecord scale read` wrote")
    names = [Path(f["path"]) for f in (manifest_of(root) or {})["files"]]
    wanted = [root / n for n in names if n.parts[0] == "kept" or (folder == root and n.parts[0] == "failures")]
    wanted = [n for n in wanted if folder == root or n.is_relative_to(folder)]
    with tempfile.TemporaryFile() as waiting:
        places: list[tuple[int, int, int, int]] = []
        for name in wanted:
            for row in _rows(name):
                data = _as_line(row)
                places.append((row["place"], row.get("nth") or 0, waiting.tell(), len(data)))
                waiting.write(data)
        for _, _, start, size in sorted(places):
            waiting.seek(start)
            row = _from_line(waiting.read(size))
            yield row["source"], (_put(store, row),)


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    try:
        with pq.ParquetFile(path) as file:
            for batch in file.iter_batches(_BATCH):
                yield from batch.to_pylist()
    except (OSError, ValueError) as error:
        said = " ".join(str(error).split())[:120]
        raise OnrecordError(f"{path}: cannot be read ({said}); run `onrecord scale read` again") from None


def _as_line(row: dict[str, Any]) -> bytes:
    data = row.pop("raw") or b""
    head = json.dumps(row, ensure_ascii=False).encode()
    return len(head).to_bytes(8, "big") + head + data


def _from_line(line: bytes) -> dict[str, Any]:
    size = 8 + int.from_bytes(line[:8], "big")
    row: dict[str, Any] = json.loads(line[8:size])
    return row | {"raw": line[size:]}


def _put(store: Store, row: dict[str, Any]) -> str | Failure | None:
    """Write one row: the report's id, None where it is known, or the Failure that it is."""
    try:
        data = unpack(row["raw"], row["size"], row["source"]) if row["raw"] else b""
    except LedgerError:
        why = "its kept bytes are damaged; run `onrecord scale read` again"
        raise OnrecordError(f"{row['source']}: {why}") from None
    if "why" in row:
        failure = Failure(row["source"], row["why"], data or None)
        store.put_failure(failure)
        return failure
    raw = raw_of(row, data)
    if store.has(row["report"]):
        store.put_mended(raw)
        return None
    filing.write(store, raw, reading_of(json.loads(row["record"])), Beside(), row["digest"])
    return str(row["report"])

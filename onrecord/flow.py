"""The whole flow on one page: raw bytes → report → marks → reading; readings → links.

This is the only module that knows every room. Each step is a function of what it is given, so the same input gives
the same reading alone, in a batch, or in another order.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Iterator, MutableMapping, Sequence
from functools import cache
from importlib import metadata, resources
from importlib.resources.abc import Traversable

from onrecord.marks.kinds import KINDS
from onrecord.marks.parse import model_version, parse
from onrecord.reports.make import make
from onrecord.shapes.errors import ReadError
from onrecord.shapes.mark import Found, Kind, Mark
from onrecord.shapes.passage import Passage
from onrecord.shapes.plain import from_plain, to_plain
from onrecord.shapes.raw import Failure, Raw
from onrecord.shapes.reading import Reading
from onrecord.shapes.report import Report
from onrecord.shapes.span import cut_all

# What may be remembered of paragraphs between reports: key → candidates of every kind, as JSON. Any mapping serves.
Cache = MutableMapping[str, str]
PARSED_ROLES = ("title", "standfirst", "body", "caption")


@cache
def reader_version() -> str:
    """The reader's version: a hash of its rule tables, its model, the kinds' numbers and the package's version."""
    seal = hashlib.sha256()
    for name, data in sorted(_tables(resources.files("onrecord"), "")):
        seal.update(f"{name} {hashlib.sha256(data).hexdigest()}\n".encode())
    for kind in KINDS:
        seal.update(f"{kind.name} {kind.version}\n".encode())
    version = metadata.version("onrecord")
    seal.update(f"{model_version()} {version}".encode())
    return f"{version}+{seal.hexdigest()[:12]}"


def _tables(folder: Traversable, path: str) -> Iterator[tuple[str, bytes]]:
    for entry in folder.iterdir():
        if entry.is_dir():
            if entry.name != "__pycache__":
                yield from _tables(entry, f"{path}{entry.name}/")
        elif entry.name.endswith((".tsv", ".tsv.gz", ".json")):
            yield path + entry.name, entry.read_bytes()


def read(raws: Iterable[Raw | Failure], cache: Cache | None = None) -> Iterator[Reading | Failure]:
    """A reading (or why there is none) for each input, in order."""
    memory: Cache = {} if cache is None else cache
    for raw in raws:
        yield raw if isinstance(raw, Failure) else read_one(raw, memory)


def read_one(raw: Raw, cache: Cache) -> Reading | Failure:
    """One input, read and marked; a Failure with one line of reason when it is no report."""
    try:
        report = make(raw)
    except ReadError as error:
        return Failure(raw.source, str(error), raw.data)
    return mark(report, cache)


def mark(report: Report, cache: Cache) -> Reading:
    """The marks of a report: each passage alone, then each kind over the whole report."""
    found: dict[str, list[Found]] = {kind.name: [] for kind in KINDS}
    if report.status == "marked":
        for passage in report.passages:
            if passage.role in PARSED_ROLES:
                for kind, candidates in zip(KINDS, _candidates(passage, cache), strict=True):
                    found[kind.name] += [Found(passage, c) for c in candidates]
    marks: dict[str, tuple[Mark, ...]] = {}
    refused: Counter[str] = Counter()
    for kind in KINDS:
        given = {name: marks[name] for name in kind.needs}
        resolved = kind.resolve(report, found[kind.name], given) if report.status == "marked" else ()
        marks[kind.name] = tuple(_supported(report, kind, m, refused) for m in resolved)
    return Reading(report, marks, refused, reader_version(), KINDS)


def _candidates(passage: Passage, cache: Cache) -> list[Sequence[object]]:
    """Candidates of every kind for one passage: remembered, else parsed. Only the passage itself may enter the key."""
    key = hashlib.sha256(
        json.dumps([reader_version(), passage.role, passage.language, passage.text]).encode()
    ).hexdigest()
    kept = cache.get(key)
    if kept is not None:
        return [
            [from_plain(kind.candidate, c) for c in rows] for kind, rows in zip(KINDS, json.loads(kept), strict=True)
        ]
    paragraph = parse(passage.text, passage.role)
    fresh = [tuple(kind.local(paragraph)) for kind in KINDS]
    cache[key] = json.dumps([[to_plain(c) for c in rows] for rows in fresh], ensure_ascii=False)
    return list(fresh)


def _supported(report: Report, kind: Kind, mark: Mark, refused: Counter[str]) -> Mark:
    """The mark with only those cells whose evidence carries them; the others are counted."""
    kept = {}
    for name, cell in mark.cells.items():
        if kind.cell(name).support(cell.value, cut_all(report.text, cell.at)):
            kept[name] = cell
        else:
            refused[f"{kind.name}.{name}"] += 1
    return mark if len(kept) == len(mark.cells) else Mark(mark.kind, mark.parts, kept, mark.confidence)

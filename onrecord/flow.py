"""The whole flow on one page: raw bytes → report → marks → reading → ledger, with its links.

This is the only module that knows every room. Each step is a function of what it is given, so the same input gives
the same reading alone, in a batch, or in another order.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, MutableMapping, Sequence
from dataclasses import dataclass, fields
from functools import cache, lru_cache
from importlib import metadata, resources
from importlib.resources.abc import Traversable
from typing import cast

from onrecord.ledger.store import Beside, Link, Linking, Store
from onrecord.links import copies, keys, stories
from onrecord.links.digest import digest
from onrecord.marks.kinds import KINDS
from onrecord.marks.parse import model_version, parse
from onrecord.reports.evidence import prints
from onrecord.reports.make import VERSION, make
from onrecord.shapes.errors import LedgerError, ReadError, UsageError
from onrecord.shapes.link import Digest, Edge
from onrecord.shapes.mark import Found, Kind, Mark
from onrecord.shapes.passage import Passage
from onrecord.shapes.plain import from_plain, to_plain
from onrecord.shapes.raw import Failure, Raw
from onrecord.shapes.reading import Reading
from onrecord.shapes.repeated import NOTHING, Repeated
from onrecord.shapes.report import Report
from onrecord.shapes.span import cut_all

# What may be remembered of paragraphs between reports: key → candidates of every kind, as JSON. Any mapping serves.
Cache = MutableMapping[str, str]
PARSED_ROLES = ("title", "standfirst", "body", "caption")


@cache
def reader_version() -> str:
    """The reader's version: a hash of its tables, its model, the numbers of rooms and kinds, the package's version."""
    seal = hashlib.sha256()
    for name, data in sorted(_tables(resources.files("onrecord"), "")):
        seal.update(f"{name} {hashlib.sha256(data).hexdigest()}\n".encode())
    for kind in KINDS:
        seal.update(f"{kind.name} {kind.version}\n".encode())
    version = metadata.version("onrecord")
    seal.update(f"reports {VERSION}\n{model_version()} {version}".encode())
    return f"{version}+{seal.hexdigest()[:12]}"


# Rooms whose tables have no part in how a report is read; the tables of links and ledger have in what is made of it.
_NOT_READING = ("checks", "faces")


def _tables(folder: Traversable, path: str) -> Iterator[tuple[str, bytes]]:
    for entry in folder.iterdir():
        if entry.is_dir():
            if path or entry.name not in _NOT_READING:
                yield from _tables(entry, f"{path}{entry.name}/")
        elif entry.name.endswith((".tsv", ".tsv.gz", ".json", ".json.gz")):
            yield path + entry.name, entry.read_bytes()


def read(raws: Iterable[Raw | Failure], cache: Cache | None = None) -> Iterator[Reading | Failure]:
    """A reading (or why there is none) for each input, in order."""
    memory: Cache = {} if cache is None else cache
    for raw in raws:
        yield from (raw,) if isinstance(raw, Failure) else read_one(raw, memory)


def read_one(raw: Raw, cache: Cache) -> tuple[Reading | Failure, ...]:
    """The reports of one input, read and marked; a Failure with one line of reason when it holds none."""
    return tuple(r if isinstance(r, Failure) else _marked(r, raw, cache) for r in reports(raw))


def reports(raw: Raw, repeated: Repeated = NOTHING) -> tuple[Report | Failure, ...]:
    """The reports of one input, not yet marked; a Failure with one line of reason when it holds none."""
    try:
        return make(raw, repeated)
    except ReadError as error:
        return (Failure(raw.source, str(error), raw.data, raw.place),)
    except Exception as error:  # one input must never stop the others
        return (_fault(raw, error),)


def _marked(report: Report, raw: Raw, cache: Cache) -> Reading | Failure:
    try:
        return mark(report, cache)
    except UsageError:  # no parser: no report could be marked
        raise
    except Exception as error:
        return _fault(raw, error)


def _fault(raw: Raw, error: Exception) -> Failure:
    said = " ".join(str(error).split())[:120]
    why = f"a fault of onrecord itself ({type(error).__name__}: {said}); please report it"
    return Failure(raw.source, why, raw.data, raw.place)


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
        if kind.cell(name).carries(cell.value, report.text, cell.at):
            kept[name] = cell
        else:
            refused[f"{kind.name}.{name}"] += 1
    return mark if len(kept) == len(mark.cells) else Mark(mark.kind, mark.parts, kept, mark.confidence)


# -- into a ledger and out of it -----------------------------------------------------------------------------------


def add(store: Store, raws: Iterable[Raw | Failure]) -> Iterator[tuple[str | Failure | None, ...]]:
    """Read inputs into a ledger, one after the other; for each what `keep` gives. Failures are kept aside.

    Where an archive is to be gone on with is written with the last report of each of its records; of records that
    gave none, now and then: so an interrupted run begins at most _PASSED records early.
    """
    passed, place = 0, None
    for raw in raws:
        if place is not None and (raw.place is None or raw.place.archive != place.archive or passed >= _PASSED):
            store.put_place(place)
            passed, place = 0, None
        found = (raw,) if isinstance(raw, Failure) else keep(store, raw)
        for one in found:
            if isinstance(one, Failure):
                store.put_failure(one)
        written = any(isinstance(one, Failure) for one in found) or (found and found[-1] is not None)
        passed, place = (0, None) if written else (passed + 1, raw.place)
        yield found
    if place is not None:
        store.put_place(place)


_PASSED = 100


def keep(store: Store, raw: Raw) -> tuple[str | Failure | None, ...]:
    """Read one input into a ledger; for each report on it: its id, a Failure, or None when it stands there already.

    Parsing comes before the write, which is one transaction.
    """
    found = reports(raw)
    whole = not any(isinstance(r, Failure) for r in found)
    out: list[str | Failure | None] = []
    for n, report in enumerate(found, 1):
        if isinstance(report, Failure):
            out.append(report)
            continue
        if store.has(report.id):
            store.put_mended(raw)
            out.append(None)
            continue
        whole = whole and not any(isinstance(one, Failure) for one in out)
        place = raw.place if whole and n == len(found) else None
        kept = put(store, raw, report, Beside(place))
        out.append(kept if isinstance(kept, Failure) else report.id if kept else None)
    return tuple(out)


def put(store: Store, raw: Raw, report: Report, beside: Beside) -> bool | Failure:
    """Mark a report and write it; False when it stands there just so."""
    reading = _marked(report, raw, store.paragraphs)
    if isinstance(reading, Failure):
        return reading
    return write(store, raw, reading, beside)


def write(store: Store, raw: Raw, reading: Reading, beside: Beside, kept: str | None = None) -> bool:
    """Write a reading; `kept` is its digest as a ledger keeps it, where it is known. False when it stands there so."""
    if kept is None or kept_digest(kept) is None:
        kept = as_kept(digest(reading, raw.address))
    # What is no report is no copy of one and belongs to no story. Of the digest as it is kept: what is worked out of it
    # is remembered by object, and the next reports will meet that one.
    aside = reading.report.status == "set_aside"
    filed = () if aside else keys.keys(digest_of(store, reading.report.id, kept))
    return store.put(raw, reading, kept, filed, linking(store), beside)


def refile(store: Store) -> None:
    """File and link the reports of a ledger that an older version wrote; nothing is done in one of today's.

    Interrupted, it goes on where it stopped.
    """
    for report in store.unfiled():
        found = digest_of(store, report, store.digests([report])[report])
        store.refile(report, as_kept(found), keys.keys(found), linking(store))


def as_kept(of: Digest) -> str:
    """A digest as a ledger keeps it, with what tells its shape."""
    return json.dumps([DIGEST_SHAPE, to_plain(of)], ensure_ascii=False)


def remove(store: Store, report: str) -> None:
    """Take a report out of a ledger; those that it stood for among the many who share a key are linked anew."""
    store.remove(report, linking(store))


def linking(store: Store) -> Linking:
    """How reports of a ledger are linked."""

    def link(mine: tuple[str, str], others: Mapping[str, tuple[str, frozenset[str]]]) -> list[Link]:
        one = digest_of(store, *mine)
        found = ((digest_of(store, name, kept), kinds) for name, (kept, kinds) in sorted(others.items()))
        return [tie for other, kinds in found for tie in ties(one, other, kinds)]

    return Linking(link, keys.LEAST, keys.NEEDED)


# Digests are kept in the ledger; one that an earlier version made in another shape is made anew from its report.
DIGEST_SHAPE = hashlib.sha256(repr([(f.name, f.type) for f in fields(Digest)]).encode()).hexdigest()[:12]


def digest_of(store: Store, report: str, kept: str) -> Digest:
    """The digest of a report from what the ledger keeps of it; made anew where that has an older shape."""
    return kept_digest(kept) or digest(store.reading(report), store.address(report))


@lru_cache(maxsize=4096)
def kept_digest(kept: str) -> Digest | None:
    """The digest that was kept; None where it has another shape. The same few are asked for again and again."""
    shape, plain = json.loads(kept)
    return cast(Digest, from_plain(Digest, plain)) if shape == DIGEST_SHAPE else None


def ties(a: Digest, b: Digest, kinds: frozenset[str]) -> Iterator[Link]:
    """The link between two reports that met under some kinds of keys; which comes first makes no difference.

    Copies share a story whatever else ties them.
    """
    one, two = sorted((a, b), key=lambda d: d.id)
    copy = None if kinds.isdisjoint(keys.NEEDED["copy"]) else copies.compare(one, two)
    if copy is not None:
        yield Link("copy", one.id, two.id, json.dumps(to_plain(copy)))
    elif not kinds.isdisjoint(keys.NEEDED["story"]):
        score = stories.related(one, two)
        if score is not None:
            yield Link("story", one.id, two.id, json.dumps(to_plain(Edge(one.id, two.id, score))))


# -- whether all of it still holds -------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Verified:
    """What a check of a ledger found: how much was looked at, and each problem in one line."""

    reports: int
    cells: int
    problems: tuple[str, ...]


def verify(store: Store) -> Verified:
    """Every row against its hash, every text and line against the raw bytes, every cell against its words."""
    problems = store.damage()
    problems += [
        f"{row.where}: its contents were changed after they were written" for row in store.rows() if row.hash != row.now
    ]
    cells = 0
    try:
        ids = store.ids()
    except LedgerError as error:
        return Verified(0, 0, (*problems, str(error)))
    for report in ids:
        try:
            found = list(_verify_report(store, report))
        except (LedgerError, ValueError, KeyError, TypeError) as error:
            problems.append(f"report {report[:12]}: cannot be read back ({error})")
            continue
        cells += found[0][1]
        problems += [f"report {report[:12]}: {line}" for line, _ in found[1:]]
    return Verified(len(ids), cells, tuple(problems))


def _verify_report(store: Store, name: str) -> Iterator[tuple[str, int]]:
    """First ("", cells looked at), then a line for each problem."""
    reading, raw = store.reading(name), store.raw(name)
    report = reading.report
    problems = [] if raw.sha256 == report.sha256 else ["kept bytes are not those that were read"]
    problems += prints(report, raw.data, raw.media_type)
    cells = len(report.cells)
    for kind in KINDS:
        for mark, exact in zip(reading.marks[kind.name], store.exact(kind, name), strict=True):
            at = f"{kind.name} at {mark.start}-{mark.end}"
            if cut_all(report.text, mark.parts) != exact:
                problems.append(f"{at}: the text no longer says {exact[:40]!r}")
            for cell_name, cell in mark.cells.items():
                cells += 1
                if not kind.cell(cell_name).carries(cell.value, report.text, cell.at):
                    problems.append(f"{at}: the words do not carry its {cell_name}")
    yield "", cells
    yield from ((line, 0) for line in problems)

"""The whole flow on one page: raw bytes → report → marks → reading → ledger, with its links.

This is the only module that knows every room. Each step is a function of what it is given, so the same input gives
the same reading alone, in a batch, or in another order.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, fields, replace
from functools import cache, lru_cache, partial
from importlib import metadata, resources
from importlib.resources.abc import Traversable
from pathlib import Path
from time import monotonic
from typing import TypeVar, cast

from onrecord.candidates import Cache, Memory
from onrecord.ledger.edges import Link, Linking
from onrecord.ledger.meetings import Head as FiledHead
from onrecord.ledger.paragraphs import together
from onrecord.ledger.rows import written
from onrecord.ledger.store import Beside, Store
from onrecord.links import copies, keys, likeness, stories
from onrecord.links.digest import digest
from onrecord.marks.casing import plainly
from onrecord.marks.kinds import KINDS
from onrecord.marks.parse import model_version
from onrecord.reports.evidence import prints
from onrecord.reports.make import VERSION, make
from onrecord.shapes.errors import LedgerError, ReadError, UsageError
from onrecord.shapes.json_text import compact, parsed
from onrecord.shapes.link import Copy, Digest, Edge, Head
from onrecord.shapes.mark import CellSpec, Found, Mark
from onrecord.shapes.passage import Passage
from onrecord.shapes.plain import from_plain, to_plain
from onrecord.shapes.raw import Failure, Place, Raw
from onrecord.shapes.reading import Reading
from onrecord.shapes.repeated import NOTHING, Repeated
from onrecord.shapes.report import Report
from onrecord.shapes.span import cut_all
from onrecord.shapes.work import Spread, Work, alone
from onrecord.shapes.written import Known, Written

T = TypeVar("T")
_Item = TypeVar("_Item")
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


def read(
    raws: Iterable[Raw | Failure], cache: Cache | None = None, spread: Spread = alone
) -> Iterator[Reading | Failure]:
    """A reading (or why there is none) for each input, in order; `cache` and `spread` as in `read_as`."""
    with closing(read_as(_without_kinds, raws, cache, spread)) as run:
        for found in run:
            yield from (one if isinstance(one, Failure) else replace(one, kinds=KINDS) for one in found)


def read_as(
    made: Callable[[Reading], T], raws: Iterable[Raw | Failure], cache: Cache | None = None, spread: Spread = alone
) -> Generator[tuple[T | Failure, ...], None, None]:
    """For each input, in order, what `made` makes of each reading of it, or why there is none.

    `spread` may have it done in other processes: then `made` is a function of a module. `cache` is what is remembered
    of paragraphs in this one; where none is given, those that were used last.
    """
    memory = _memory(cache)
    ahead = _Ahead(raws, memory) if spread is alone else None
    work = Work(_reading(made, memory, ahead), partial(_reading_there, made), _lost, _failed)
    with closing(spread(work, raws if ahead is None else ahead)) as run:
        for _, found in run:
            yield found


def _without_kinds(reading: Reading) -> Reading:
    """A reading as it is sent to another process, where the kinds are the same."""
    return replace(reading, kinds=())


def _reading(
    made: Callable[[Reading], T], memory: Memory, ahead: _Ahead | None = None
) -> Callable[[Raw | Failure], tuple[T | Failure, ...]]:
    def read(raw: Raw | Failure) -> tuple[T | Failure, ...]:
        if isinstance(raw, Failure):
            return (raw,)
        found = _read_made(raw, reports(raw) if ahead is None else ahead.made(raw), memory)
        return tuple(one if isinstance(one, Failure) else made(one) for one in found)

    return read


def _reading_there(made: Callable[[Reading], T], shared: str) -> Callable[[Raw | Failure], tuple[T | Failure, ...]]:
    return _reading(made, _memory(_shared(shared)))


def _shared(folder: str) -> Cache:
    return together(Path(folder, "paragraphs.db"))


class _Ahead:
    """Inputs, a few taken up before their turn, so that the paragraphs of short ones are parsed in one go."""

    def __init__(self, raws: Iterable[Raw | Failure], memory: Memory, known: Callable[[str], bool] = lambda _: False):
        """Of some inputs; `known` tells of a report's id that it will not be asked for."""
        self._raws, self._memory, self._known = raws, memory, known
        self._made: dict[int, Made] = {}

    def __iter__(self) -> Iterator[Raw | Failure]:
        """All inputs, in order."""
        few: list[Raw | Failure] = []
        for raw in self._raws:
            few.append(raw)
            if len(few) >= _FEW or sum(len(one.data or b"") for one in few) >= _SMALL:
                yield from self._look(few)
                few = []
        yield from self._look(few)

    def made(self, raw: Raw) -> Made:
        """The reports of an input."""
        found = self._made.pop(id(raw), None)
        return reports(raw) if found is None else found

    def _look(self, few: list[Raw | Failure]) -> Iterator[Raw | Failure]:
        if len(few) > 1:
            self._made = {id(raw): reports(raw) for raw in few if isinstance(raw, Raw)}
            found = [one for made in self._made.values() for one in made if isinstance(one, Report)]
            wanted = [one for one in found if one.status == "marked" and not self._known(one.id)]
            try:
                self._memory.look_ahead([passage for one in wanted for passage in _parsed(one)])
            except UsageError:  # no parser: no report could be marked
                raise
            except Exception:  # told of the input whose it is, when its turn comes
                pass
        yield from few


_FEW, _SMALL = 8, 30_000  # inputs that are taken up together, and their bytes
Made = tuple[Report | Failure, ...]


def _lost(raw: Raw | Failure, why: str) -> tuple[Failure]:
    return (Failure(raw.source, why, raw.data, raw.place),)


def _failed(raw: Raw | Failure) -> tuple[Failure] | None:
    return (raw,) if isinstance(raw, Failure) else None


def read_one(raw: Raw, cache: Memory | Cache) -> tuple[Reading | Failure, ...]:
    """The reports of one input, read and marked; a Failure with one line of reason when it holds none."""
    return _read_made(raw, reports(raw), _memory(cache))


def _read_made(raw: Raw, made: Made, memory: Memory) -> tuple[Reading | Failure, ...]:
    return tuple(r if isinstance(r, Failure) else _marked(r, raw, memory) for r in made)


def _memory(cache: Memory | Cache | None) -> Memory:
    return cache if isinstance(cache, Memory) else Memory(reader_version(), cache)


def reports(raw: Raw, repeated: Repeated = NOTHING) -> tuple[Report | Failure, ...]:
    """The reports of one input, not yet marked; a Failure with one line of reason when it holds none."""
    try:
        return make(raw, repeated)
    except ReadError as error:
        return (Failure(raw.source, str(error), raw.data, raw.place),)
    except Exception as error:  # one input must never stop the others
        return (_fault(raw, error),)


def _marked(report: Report, raw: Raw, cache: Memory | Cache) -> Reading | Failure:
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


def _parsed(report: Report) -> list[Passage]:
    return plainly([passage for passage in report.passages if passage.role in PARSED_ROLES])


def mark(report: Report, cache: Memory | Cache) -> Reading:
    """The marks of a report: each passage alone, then each kind over the whole report."""
    found: dict[str, list[Found]] = {kind.name: [] for kind in KINDS}
    if report.status == "marked":
        passages = _parsed(report)
        for passage, rows in zip(passages, _memory(cache).of(passages), strict=True):
            for kind, candidates in zip(KINDS, rows, strict=True):
                found[kind.name] += [Found(passage, c) for c in candidates]
    marks: dict[str, tuple[Mark, ...]] = {}
    refused: Counter[str] = Counter()
    for kind in KINDS:
        given = {name: marks[name] for name in kind.needs}
        resolved = kind.resolve(report, found[kind.name], given) if report.status == "marked" else ()
        specs = {spec.name: spec for spec in kind.cells}
        marks[kind.name] = tuple([_supported(report, specs, m, refused) for m in resolved])
    return Reading(report, marks, refused, reader_version(), KINDS)


def _supported(report: Report, specs: Mapping[str, CellSpec], mark: Mark, refused: Counter[str]) -> Mark:
    """The mark with only those cells whose evidence carries them; the others are counted. `specs`: its kind's cells."""
    kept = {}
    for name, cell in mark.cells.items():
        if specs[name].carries(cell.value, report.text, cell.at):
            kept[name] = cell
        else:
            refused[f"{mark.kind}.{name}"] += 1
    return mark if len(kept) == len(mark.cells) else Mark(mark.kind, mark.parts, kept, mark.confidence)


# -- into a ledger and out of it -----------------------------------------------------------------------------------


Prepared = tuple[Written | Known | Failure, ...]


def add(
    store: Store, raws: Iterable[Raw | Failure], spread: Spread = alone
) -> Generator[tuple[str | Failure | None, ...], None, None]:
    """Read inputs into a ledger, one after the other; for each what `keep` gives. Failures are kept aside.

    Where an archive is to be gone on with is written with the last report of each of its records; of records that
    gave none, now and then: so an interrupted run begins at most _PASSED records early. `spread` may have inputs read
    in other processes; all writing is done here, in the order of the inputs.
    """
    memory = _memory(store.paragraphs)
    ahead = _Ahead(raws, memory, store.has) if spread is alone else None
    with closing(spread(_adding(store, memory, ahead), raws if ahead is None else ahead)) as run:
        yield from _writing(store, run)


def _writing(store: Store, run: Iterator[tuple[Raw | Failure, Prepared]]) -> Iterator[tuple[str | Failure | None, ...]]:
    """Write what was read, a few inputs in one transaction: each is told of when it is on disk."""
    left = _Left()
    for few in _few(run):
        with store.together():
            found = [_noted(store, raw, ready, left) for raw, ready in few]
        yield from found
    if left.place is not None:
        store.put_place(left.place)


@dataclass(slots=True)
class _Left:
    """Where an archive was left, not yet written, and how many inputs ago anything was."""

    passed: int = 0
    place: Place | None = None


def _noted(store: Store, raw: Raw | Failure, ready: Prepared, left: _Left) -> tuple[str | Failure | None, ...]:
    if left.place is not None and (
        raw.place is None or raw.place.archive != left.place.archive or left.passed >= _PASSED
    ):
        store.put_place(left.place)
        left.passed, left.place = 0, None
    found = (raw,) if isinstance(raw, Failure) else _kept(store, raw, ready)
    for one in found:
        if isinstance(one, Failure):
            store.put_failure(one)
    noted = any(isinstance(one, Failure) for one in found) or (found and found[-1] is not None)
    left.passed, left.place = (0, None) if noted else (left.passed + 1, raw.place)
    return found


def _few(run: Iterator[_Item]) -> Iterator[list[_Item]]:
    """What comes in a row, a few at a time; fewer where it took long till the next one came."""
    few: list[_Item] = []
    begun = 0.0
    try:
        for one in run:
            begun = begun if few else monotonic()
            few.append(one)
            if len(few) >= _FEW or monotonic() - begun >= _SOON:
                yield few
                few = []
    except Exception:  # what was read before it is kept
        if few:
            yield few
        raise
    if few:
        yield few


_SOON = 0.5  # seconds after which what was read is written with what comes next, however few they are
_PASSED = 100


def keep(store: Store, raw: Raw) -> tuple[str | Failure | None, ...]:
    """Read one input into a ledger; for each report on it: its id, a Failure, or None when it stands there already.

    Parsing comes before the write, which is one transaction.
    """
    return _kept(store, raw, _prepared(store, raw, reports(raw), _memory(store.paragraphs)))


def _kept(store: Store, raw: Raw, found: Prepared) -> tuple[str | Failure | None, ...]:
    """Write what was read from one input; the answer of `keep`."""
    whole = not any(isinstance(one, Failure) for one in found)
    out: list[str | Failure | None] = []
    for n, one in enumerate(found, 1):
        if isinstance(one, Failure):
            out.append(replace(one, data=raw.data, place=raw.place))
        # Asked once more: it may have been written since it was read.
        elif isinstance(one, Known) or store.has(one.id):
            store.put_mended(raw)
            out.append(None)
        else:
            place = raw.place if whole and n == len(found) else None
            out.append(one.id if store.write(one, linking(store), Beside(place)) else None)
    return tuple(out)


def _adding(store: Store, memory: Memory, ahead: _Ahead | None = None) -> Work[Raw | Failure, Prepared]:
    def here(raw: Raw | Failure) -> Prepared:
        if isinstance(raw, Failure):
            return (raw,)
        return _prepared(store, raw, reports(raw) if ahead is None else ahead.made(raw), memory)

    return Work(here, partial(_adding_there, str(store.path.absolute())), _lost, _failed)


def _adding_there(path: str, shared: str) -> Callable[[Raw | Failure], Prepared]:
    store = open_beside(path, shared)
    return _adding(store, _memory(store.paragraphs)).here


def open_beside(path: str, shared: str) -> Store:
    """The ledger at a path that another process writes to, to read alone; `shared` is the folder of such processes."""
    return Store(Path(path), KINDS, to_read=_shared(shared))


def _prepared(store: Store, raw: Raw, made: Made, memory: Memory) -> Prepared:
    """All that is a function of one input: what is to be written of each report on it, in their order.

    What stands in the ledger already is not marked. Failures come without bytes and place, which are the input's.
    """
    out: list[Written | Known | Failure] = []
    for report in made:
        if isinstance(report, Failure):
            out.append(replace(report, data=None, place=None))
        elif store.has(report.id):
            out.append(Known(report.id))
        else:
            out.append(write_down(store, raw, report, memory))
    return tuple(out)


def write_down(store: Store, raw: Raw, report: Report, memory: Memory | None = None) -> Written | Failure:
    """Mark a report and make of it what a ledger writes; nothing is written here. `memory` is over its paragraphs."""
    try:
        reading = mark(report, memory or store.paragraphs)
        return as_rows(raw, reading, digest(reading, raw.address), store.paragraphs.taken())
    except UsageError:  # no parser: no report could be marked
        raise
    except Exception as error:
        store.paragraphs.taken()
        return replace(_fault(raw, error), data=None, place=None)


def write(store: Store, raw: Raw, reading: Reading, beside: Beside, kept: str | None = None) -> bool:
    """Write a reading; `kept` is its digest as a ledger keeps it, where it is known. False when it stands there so."""
    of = kept_digest(kept) if kept is not None else None
    return store.write(as_rows(raw, reading, of or digest(reading, raw.address)), linking(store), beside)


def as_rows(raw: Raw, reading: Reading, of: Digest, paragraphs: Sequence[tuple[str, str, str]] = ()) -> Written:
    """A reading as a ledger writes it, with its digest; `paragraphs` as in Written."""
    # What is no report is no copy of one and belongs to no story.
    filed = () if reading.report.status == "set_aside" else keys.keys(of)
    return written(raw, reading, as_kept(of), filed, paragraphs, _head(of))


def refile(store: Store) -> None:
    """File and link the reports of a ledger that an older version wrote; nothing is done in one of today's.

    Interrupted, it goes on where it stopped.
    """
    for report in store.unfiled():
        found = digest_of(store, report, store.digests([report])[report])
        store.refile(report, as_kept(found), keys.keys(found), linking(store))


def as_kept(of: Digest) -> str:
    """A digest as a ledger keeps it, with what tells its shape."""
    return compact([DIGEST_SHAPE, to_plain(of)])


def remove(store: Store, report: str) -> None:
    """Take a report out of a ledger; those that it stood for among the many who share a key are linked anew."""
    store.remove(report, linking(store))


def linking(store: Store) -> Linking:
    """How reports of a ledger are linked."""

    def link(mine: tuple[str, str], others: Mapping[str, tuple[str, frozenset[str]]]) -> list[Link]:
        one = digest_of(store, *mine)
        found = ((other, kept, kinds) for other, (kept, kinds) in sorted(others.items()))
        return [tie for other, kept, kinds in found for tie in _ties(store, one, (other, kept), kinds)]

    return Linking(link, keys.LEAST, keys.NEEDED, keys.NEAR, filed_head)


# Digests are kept in the ledger; one that an earlier version made in another shape is made anew from its report.
DIGEST_SHAPE = hashlib.sha256(repr([(f.name, f.type) for f in fields(Digest)]).encode()).hexdigest()[:12]


def digest_of(store: Store, report: str, kept: str) -> Digest:
    """The digest of a report from what the ledger keeps of it; made anew where that has an older shape."""
    return kept_digest(kept) or digest(store.reading(report), store.address(report))


@lru_cache(maxsize=1024)  # a hundred kilobytes each
def kept_digest(kept: str) -> Digest | None:
    """The digest that was kept; None where it has another shape. The same few are asked for again and again."""
    shape, plain = parsed(kept, long=False)
    return cast(Digest, from_plain(Digest, plain)) if shape == DIGEST_SHAPE else None


def _digest(store: Store, report: str) -> Digest:
    return digest_of(store, report, store.digests([report])[report])


# What is kept of a digest to tell whether its report is of one happening with another: a third of it.
HEAD_SHAPE = hashlib.sha256(repr([(f.name, f.type) for f in fields(Head)]).encode()).hexdigest()[:12]


def filed_head(kept: str) -> FiledHead:
    """What is filed of a report beside its keys, from its digest as it is kept."""
    of = kept_digest(kept)
    if of is None:
        return FiledHead()
    return FiledHead(*_head(of))


def _head(of: Digest) -> tuple[int | None, str]:
    return keys.day(of), compact([HEAD_SHAPE, to_plain(likeness.head(of))])


@lru_cache(maxsize=4096)
def _kept_head(kept: str) -> Head | None:
    shape, plain = parsed(kept, long=False) if kept else ("", None)
    return cast(Head, from_plain(Head, plain)) if shape == HEAD_SHAPE else None


def _ties(store: Store, one: Digest, other: tuple[str, str], kinds: frozenset[str]) -> Iterator[Link]:
    """As `ties`, by the digest of the one, and the id and the head of the other, by which most is told."""
    head = _kept_head(other[1])
    if head is None or _may_be_copies(one, head, kinds):
        yield from ties(one, _digest(store, other[0]), kinds)
    elif not kinds.isdisjoint(keys.NEEDED["story"]):
        yield from _told(one.id, other[0], None, stories.related(likeness.head(one), head))


def _may_be_copies(one: Digest, other: Head, kinds: frozenset[str]) -> bool:
    if kinds.isdisjoint(keys.NEEDED["copy"]):
        return False
    return "page" in kinds or copies.may_be(likeness.head(one), other)


def ties(a: Digest, b: Digest, kinds: frozenset[str]) -> Iterator[Link]:
    """The link between two reports that met under some kinds of keys; which comes first makes no difference.

    Copies share a story whatever else ties them.
    """
    copy = None if kinds.isdisjoint(keys.NEEDED["copy"]) else copies.compare(*sorted((a, b), key=lambda of: of.id))
    met = copy is None and not kinds.isdisjoint(keys.NEEDED["story"])
    yield from _told(a.id, b.id, copy, stories.related(likeness.head(a), likeness.head(b)) if met else None)


def _told(one: str, two: str, copy: Copy | None, score: float | None) -> Iterator[Link]:
    a, b = sorted((one, two))
    if copy is not None:
        yield Link("copy", a, b, compact(to_plain(copy)))
    elif score is not None:
        yield Link("story", a, b, compact(to_plain(Edge(a, b, score))))


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

"""Into a ledger: what is read is written with its digest, filed, and linked; and out of it again."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from time import monotonic
from typing import TypeVar

from onrecord import flow
from onrecord.candidates import Memory
from onrecord.ledger.rows import written
from onrecord.ledger.store import Beside, Store
from onrecord.linking import as_kept, digest_of, head_of, kept_digest, linking
from onrecord.links import keys
from onrecord.links.digest import digest
from onrecord.marks.kinds import KINDS
from onrecord.shapes.errors import UsageError
from onrecord.shapes.link import Digest
from onrecord.shapes.raw import Failure, Place, Raw
from onrecord.shapes.reading import Reading
from onrecord.shapes.report import Report
from onrecord.shapes.work import Spread, Work, alone
from onrecord.shapes.written import Known, Written

_Item = TypeVar("_Item")
Prepared = tuple[Written | Known | Failure, ...]
_SOON = 0.5  # seconds after which what was read is written with what comes next, however few they are
_PASSED = 100  # records that gave nothing, after which it is noted all the same how far an archive is read


def add(
    store: Store, raws: Iterable[Raw | Failure], spread: Spread = alone
) -> Generator[tuple[str | Failure | None, ...], None, None]:
    """Read inputs into a ledger, one after the other; for each what `keep` gives. Failures are kept aside.

    Where an archive is to be gone on with is written with the last report of each of its records; of records that
    gave none, now and then: so an interrupted run begins at most _PASSED records early. `spread` may have inputs read
    in other processes; all writing is done here, in the order of the inputs.
    """
    memory = flow.memory_of(store.paragraphs)
    ahead = flow.Ahead(raws, memory, store.has) if spread is alone else None
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
            if len(few) >= flow.FEW or monotonic() - begun >= _SOON:
                yield few
                few = []
    except Exception:  # what was read before it is kept
        if few:
            yield few
        raise
    if few:
        yield few


def keep(store: Store, raw: Raw) -> tuple[str | Failure | None, ...]:
    """Read one input into a ledger; for each report on it: its id, a Failure, or None when it stands there already.

    Parsing comes before the write, which is one transaction.
    """
    return _kept(store, raw, _prepared(store, raw, flow.reports(raw), flow.memory_of(store.paragraphs)))


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


def _adding(store: Store, memory: Memory, ahead: flow.Ahead | None = None) -> Work[Raw | Failure, Prepared]:
    def here(raw: Raw | Failure) -> Prepared:
        if isinstance(raw, Failure):
            return (raw,)
        return _prepared(store, raw, flow.reports(raw) if ahead is None else ahead.made(raw), memory)

    return Work(here, partial(_adding_there, str(store.path.absolute())), flow.lost, flow.failed)


def _adding_there(path: str, shared: str) -> Callable[[Raw | Failure], Prepared]:
    store = open_beside(path, shared)
    return _adding(store, flow.memory_of(store.paragraphs)).here


def open_beside(path: str, shared: str) -> Store:
    """The ledger at a path that another process writes to, to read alone; `shared` is the folder of such processes."""
    return Store(Path(path), KINDS, to_read=flow.shared_paragraphs(shared))


def _prepared(store: Store, raw: Raw, made: flow.Made, memory: Memory) -> Prepared:
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
        reading = flow.mark(report, memory or store.paragraphs)
        return as_rows(raw, reading, digest(reading, raw.address), store.paragraphs.taken())
    except UsageError:  # no parser: no report could be marked
        raise
    except Exception as error:
        store.paragraphs.taken()
        return replace(flow.fault(raw, error), data=None, place=None)


def write(store: Store, raw: Raw, reading: Reading, beside: Beside, kept: str | None = None) -> bool:
    """Write a reading; `kept` is its digest as a ledger keeps it, where it is known. False when it stands there so."""
    of = kept_digest(kept) if kept is not None else None
    return store.write(as_rows(raw, reading, of or digest(reading, raw.address)), linking(store), beside)


def as_rows(raw: Raw, reading: Reading, of: Digest, paragraphs: Sequence[tuple[str, str, str]] = ()) -> Written:
    """A reading as a ledger writes it, with its digest; `paragraphs` as in Written."""
    # What is no report is no copy of one and belongs to no story.
    filed = () if reading.report.status == "set_aside" else keys.keys(of)
    return written(raw, reading, as_kept(of), filed, paragraphs, head_of(of))


def refile(store: Store) -> None:
    """File and link the reports of a ledger that an older version wrote; nothing is done in one of today's.

    Interrupted, it goes on where it stopped.
    """
    for report in store.unfiled():
        found = digest_of(store, report, store.digests([report])[report])
        store.refile(report, as_kept(found), keys.keys(found), linking(store))


def remove(store: Store, report: str) -> None:
    """Take a report out of a ledger; those that it stood for among the many who share a key are linked anew."""
    store.remove(report, linking(store))

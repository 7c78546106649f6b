"""Splits: the pieces of work of a job. Some small files, or a range of the inputs that one large file holds.

A large file is gone over once without reading its reports, which costs a hundredth of reading them: so a split is
told by which inputs it holds, and the inputs are the very ones that a reading from end to end finds.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from itertools import dropwhile, islice
from typing import Any

from onrecord.ledger.rows import given_from
from onrecord.scale.entries import SMALL, Entry, opened
from onrecord.shapes.errors import OnrecordError
from onrecord.shapes.mark import digest
from onrecord.shapes.raw import Failure, Place, Raw
from onrecord.sources.opened import Asked

SIZE = 50  # inputs of a split; some seconds of work
_TOGETHER = 4 << 20  # bytes of small files in one split
# Splits of a file in which nothing can be gone to: each goes over all that stands before its own.
_FORWARD = 64


@dataclass(frozen=True, slots=True)
class Begin:
    """Where in an archive a split begins: a place to go to, and a hash of the first input there."""

    offset: int
    fingerprint: str
    first: str


@dataclass(frozen=True, slots=True)
class Split:
    """Some files read whole; or of one file the inputs behind the first `skip`, `take` of them (None: all).

    `failures` are inputs that could not be found (source, why).
    """

    entries: tuple[Entry, ...] = ()
    failures: tuple[tuple[str, str], ...] = ()
    skip: int = 0
    take: int | None = None
    begin: Begin | None = None

    def key(self, asked: Mapping[str, Any], reader: str) -> str:
        """The name of its results: a hash of its inputs, what is said of them, and the reader's version."""
        begin = None if self.begin is None else [self.begin.offset, self.begin.first]
        entries = [e.key for e in self.entries]
        return digest(entries, self.failures, self.skip, self.take, begin, asked, reader)[:24]


def as_task(split: Split) -> dict[str, Any]:
    """A split as JSON."""
    return asdict(split)


def from_task(task: Mapping[str, Any]) -> Split:
    """The inverse of `as_task`."""
    begin = task["begin"]
    entries, failures = tuple(Entry(**e) for e in task["entries"]), tuple((s, w) for s, w in task["failures"])
    return Split(entries, failures, task["skip"], task["take"], None if begin is None else Begin(**begin))


def asked_of(wishes: Mapping[str, Any], said: list[str] | None = None) -> Asked:
    """What is asked of the sources, from JSON (`given` and `columns`); what they tell goes to `said`."""
    asked = Asked(given_from(dict(wishes["given"])), dict(wishes["columns"]))
    return asked if said is None else replace(asked, say=said.append)


def inputs(split: Split, asked: Asked) -> Iterator[Raw | Failure]:
    """The inputs of a split, in order."""
    for source, why in split.failures:
        yield Failure(source, why)
    for entry in split.entries:
        if split.begin is None:
            stop = None if split.take is None else split.skip + split.take
            yield from islice(opened(entry, asked), split.skip, stop)
        else:
            yield from _from_place(split, entry, split.begin, asked)


def _from_place(split: Split, entry: Entry, begin: Begin, asked: Asked) -> Iterator[Raw | Failure]:
    def resume(archive: str) -> Place:
        return Place(archive, begin.fingerprint, begin.offset)

    # Of several records packed as one, those before the first are gone over. What a place does not lead to is reached
    # from the beginning.
    there = opened(entry, replace(asked, resume=resume, say=_nobody))
    for found in (there, islice(opened(entry, replace(asked, say=_nobody)), split.skip, None)):
        right = dropwhile(lambda one: _name(one) != begin.first, found)
        first = next(right, None)
        if first is not None:
            yield first
            yield from islice(right, None if split.take is None else split.take - 1)
            return
    raise OnrecordError(f"{entry.source}: changed while it was read; run the command again")


def _nobody(line: str) -> None:
    """Guesses were told when the file was gone over."""


def _name(one: Raw | Failure) -> str:
    where = None if one.place is None else one.place.offset
    why = one.why if isinstance(one, Failure) else ""
    return digest(one.source, why, where, hashlib.sha256(one.data or b"").hexdigest())[:24]


# -- cutting -------------------------------------------------------------------------------------------------------


def index(entry: Entry, asked: Asked, size: int) -> dict[str, Any]:
    """Where the splits of a file of many inputs begin, `size` of them in each, as JSON; and how many there are."""
    starts: list[dict[str, Any]] = []
    before: Raw | Failure | None = None
    count = last = 0
    for one in opened(entry, asked):
        place = before.place if before is not None else None
        # A place leads behind damage, so no split of an archive begins with what is damaged.
        if count - last >= size and (place is None or isinstance(one, Raw)):
            begin = None if place is None else asdict(Begin(place.offset, place.fingerprint, _name(one)))
            starts.append({"skip": count, "begin": begin})
            last = count
        before = one
        count += 1
    return {"inputs": count, "starts": _few(starts)}


def _few(starts: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """All beginnings where each is a place of its own; else so many that going forward stays cheap."""
    offsets = [s["begin"]["offset"] for s in starts if s["begin"] is not None]
    if len(set(offsets)) == len(starts):
        return starts
    return starts[:: -(-len(starts) // _FORWARD)] if starts else []


def cut(entry: Entry, found: Mapping[str, Any]) -> list[Split]:
    """The splits of a file that was gone over by `index`."""
    starts = [(0, None), *((s["skip"], None if s["begin"] is None else Begin(**s["begin"])) for s in found["starts"])]
    ends = [skip for skip, _ in starts[1:]] + [None]
    return [
        Split((entry,), skip=skip, take=None if end is None else end - skip, begin=begin)
        for (skip, begin), end in zip(starts, ends, strict=True)
    ]


def planned(found: Iterable[Entry | Failure], size: int, indexes: Mapping[str, Mapping[str, Any]]) -> Iterator[Split]:
    """The splits of a job, in the order of its inputs; `indexes` by the seal of what `is_large`."""
    some: list[Entry] = []
    lost: list[tuple[str, str]] = []

    def close() -> Iterator[Split]:
        if some or lost:
            yield Split(tuple(some), tuple(lost))
        some.clear()
        lost.clear()

    for one in found:
        if isinstance(one, Failure):
            if some:
                yield from close()
            lost.append((one.source, one.why))
        elif is_large(one):
            yield from close()
            yield from cut(one, indexes[digest(*one.key)])
        else:
            some.append(one)
            if len(some) >= size or sum(e.size for e in some) >= _TOGETHER:
                yield from close()
    yield from close()


def is_large(entry: Entry) -> bool:
    """True for a file that may hold many reports, or is large itself."""
    return entry.size > SMALL

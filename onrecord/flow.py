"""The flow on one page: raw bytes → report → marks → reading.

Each step is a function of what it is given, so the same input gives the same reading alone, in a batch, or in another
order. What becomes of a reading is told in `filing.py`: it is written to a ledger, and linked with what is there.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping
from contextlib import closing
from dataclasses import replace
from functools import cache, partial
from importlib import metadata, resources
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import TypeVar

from onrecord.candidates import Cache, Memory
from onrecord.ledger.paragraphs import together
from onrecord.marks.casing import plainly
from onrecord.marks.kinds import KINDS
from onrecord.marks.parse import model_version
from onrecord.reports.make import VERSION, make
from onrecord.shapes.errors import ReadError, UsageError
from onrecord.shapes.mark import CellSpec, Found, Mark
from onrecord.shapes.passage import Passage
from onrecord.shapes.raw import Failure, Raw
from onrecord.shapes.reading import Reading
from onrecord.shapes.repeated import NOTHING, Repeated
from onrecord.shapes.report import Report
from onrecord.shapes.work import Spread, Work, alone

T = TypeVar("T")
PARSED_ROLES = ("title", "standfirst", "body", "caption")
# Rooms whose tables have no part in how a report is read; the tables of links and ledger have in what is made of it.
_NOT_READING = ("checks", "faces")
FEW, _SMALL = 8, 30_000  # inputs that are taken up together, and their bytes
Made = tuple[Report | Failure, ...]


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
    memory = memory_of(cache)
    ahead = Ahead(raws, memory) if spread is alone else None
    work = Work(_reading(made, memory, ahead), partial(_reading_there, made), lost, failed)
    with closing(spread(work, raws if ahead is None else ahead)) as run:
        for _, found in run:
            yield found


def _without_kinds(reading: Reading) -> Reading:
    """A reading as it is sent to another process, where the kinds are the same."""
    return replace(reading, kinds=())


def _reading(
    made: Callable[[Reading], T], memory: Memory, ahead: Ahead | None = None
) -> Callable[[Raw | Failure], tuple[T | Failure, ...]]:
    def read(raw: Raw | Failure) -> tuple[T | Failure, ...]:
        if isinstance(raw, Failure):
            return (raw,)
        found = _read_made(raw, reports(raw) if ahead is None else ahead.made(raw), memory)
        return tuple(one if isinstance(one, Failure) else made(one) for one in found)

    return read


def _reading_there(made: Callable[[Reading], T], shared: str) -> Callable[[Raw | Failure], tuple[T | Failure, ...]]:
    return _reading(made, memory_of(shared_paragraphs(shared)))


def shared_paragraphs(folder: str) -> Cache:
    """The paragraphs that several processes remember together, in a folder of theirs."""
    return together(Path(folder, "paragraphs.db"))


class Ahead:
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
            if len(few) >= FEW or sum(len(one.data or b"") for one in few) >= _SMALL:
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


def lost(raw: Raw | Failure, why: str) -> tuple[Failure]:
    """What stands for an input whose reading was lost with the process that did it."""
    return (Failure(raw.source, why, raw.data, raw.place),)


def failed(raw: Raw | Failure) -> tuple[Failure] | None:
    """What stands for an input that could not be opened; None for one that could."""
    return (raw,) if isinstance(raw, Failure) else None


def read_one(raw: Raw, cache: Memory | Cache) -> tuple[Reading | Failure, ...]:
    """The reports of one input, read and marked; a Failure with one line of reason when it holds none."""
    return _read_made(raw, reports(raw), memory_of(cache))


def _read_made(raw: Raw, made: Made, memory: Memory) -> tuple[Reading | Failure, ...]:
    return tuple(r if isinstance(r, Failure) else _marked(r, raw, memory) for r in made)


def memory_of(cache: Memory | Cache | None) -> Memory:
    """What is remembered of paragraphs by the reader of today; where nothing is given, of those that were used last."""
    return cache if isinstance(cache, Memory) else Memory(reader_version(), cache)


def reports(raw: Raw, repeated: Repeated = NOTHING) -> tuple[Report | Failure, ...]:
    """The reports of one input, not yet marked; a Failure with one line of reason when it holds none."""
    try:
        return make(raw, repeated)
    except ReadError as error:
        return (Failure(raw.source, str(error), raw.data, raw.place),)
    except Exception as error:  # one input must never stop the others
        return (fault(raw, error),)


def _marked(report: Report, raw: Raw, cache: Memory | Cache) -> Reading | Failure:
    try:
        return mark(report, cache)
    except UsageError:  # no parser: no report could be marked
        raise
    except Exception as error:
        return fault(raw, error)


def fault(raw: Raw, error: Exception) -> Failure:
    """What stands for an input or report over which the program itself stumbled."""
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
        for passage, rows in zip(passages, memory_of(cache).of(passages), strict=True):
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

"""Whether all that stands in a ledger still holds."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from onrecord.ledger.store import Store
from onrecord.marks.kinds import KINDS
from onrecord.reports.evidence import prints
from onrecord.shapes.errors import LedgerError
from onrecord.shapes.span import cut_all


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

"""Reading a ledger's reports again: those of an older reader, and those whose lines a second look sees otherwise.

A first reading never depends on what else was read. The second look does, and is kept with the report, so that reading
it once more gives the same.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from functools import partial
from urllib.parse import urlsplit

from onrecord import filing, flow, linking
from onrecord.ledger.store import Beside, Store
from onrecord.ledger.stored import Filed
from onrecord.links import versions
from onrecord.links.repeated import LEAST, Page, repeated
from onrecord.reports.repeated import taken
from onrecord.shapes.raw import Failure, Given, Raw
from onrecord.shapes.repeated import NOTHING, Repeated
from onrecord.shapes.report import Report
from onrecord.shapes.work import Spread, Work, alone
from onrecord.shapes.written import Written


@dataclass(frozen=True, slots=True)
class Again:
    """What reading a report again did.

    `report` is its id (another, where the reader finds another address now); `read` is false where there was no need;
    `lines` counts those with another role now; `why` says why the old reading was left as it is.
    """

    report: str
    read: bool = True
    changed: bool = False
    lines: int = 0
    why: str | None = None


@dataclass(frozen=True, slots=True)
class _Due:
    """A report to be read again: with what a second look tells of its lines, and with what is said of it.

    None leaves either as it was; not `anyway`: only where its second look is another now.
    """

    report: str
    look: Repeated | None = None
    given: Given | None = None
    anyway: bool = True


@dataclass(frozen=True, slots=True)
class _Ready:
    """A new reading of a report, not yet written, and how many of its lines have another role now."""

    one: Written
    look: Repeated
    lines: int


def read_again(
    store: Store, reports: Sequence[str] = (), which: str = "due", spread: Spread = alone
) -> Generator[Again, None, None]:
    """Read reports anew from their kept bytes, with what a second look over the ledger tells of their lines.

    Takes: the ids of some, or which: "due" (read by another version of the reader, or with lines that the second look
    takes out or gives back), "stale" (the first alone), "all". `spread` may have them read in other processes.
    """
    with closing(spread(_work(store), _due(store, reports, which))) as run:
        for due, ready in run:
            yield _written(store, due, ready)


def _due(store: Store, reports: Sequence[str], which: str) -> Iterator[_Due]:
    looks = second_look(store)
    for filed in store.filed():
        stale = filed.reader != flow.reader_version()
        if filed.id in reports if reports else which == "all" or stale:
            yield _Due(filed.id, looks.get(filed.id, NOTHING))
        elif not reports and which == "due" and _may_change(store, filed.id, looks):
            yield _Due(filed.id, looks.get(filed.id, NOTHING), anyway=False)


def _work(store: Store) -> Work[_Due, _Ready | Again]:
    return Work(
        partial(_ready, store), partial(_there, str(store.path.absolute())), lambda due, why: Again(due.report, why=why)
    )


def _there(path: str, shared: str) -> Callable[[_Due], _Ready | Again]:
    """The pure part of reading again, for a ledger that another process writes to."""
    return partial(_ready, filing.open_beside(path, shared))


def _may_change(store: Store, report: str, looks: Mapping[str, Repeated]) -> bool:
    """False where it is plain that a second look changes nothing: every repeated line is outside the report already."""
    if store.look(report):
        return True
    lines = looks.get(report, NOTHING).lines
    if not lines:
        return False
    text, blocks = store.text(report), store.head(report)["blocks"]
    inside = (text[b["start"] : b["end"]] for b in blocks if b["kind"] != "boilerplate")
    return any(" ".join(words.split()) in lines for words in inside)


def reread(store: Store, report: str, look: Repeated | None = None, given: Given | None = None) -> Again:
    """Read a report of the ledger anew from its kept bytes.

    `look` is what a second look tells of its lines, `given` what is said of it; None leaves either as it was.
    """
    due = _Due(report, look, given)
    return _written(store, due, _ready(store, due))


def _ready(store: Store, due: _Due) -> _Ready | Again:
    """All that is a function of the report's kept bytes and of what is told of it; Again where nothing is to write."""
    raw, known = store.raw(due.report), store.look(due.report)
    raw = raw if due.given is None else replace(raw, given=due.given)
    before = store.reading(due.report).report
    made = _second_reading(raw, before, known if due.look is None else due.look)
    if isinstance(made, Failure):
        return Again(due.report, why=made.why)
    new, seen = made
    if not due.anyway and seen == known:
        return Again(due.report, read=False)
    one = filing.write_down(store, raw, new)
    if isinstance(one, Failure):
        return Again(due.report, why=one.why)
    roles = {b.span.start: b.kind for b in before.blocks}
    return _Ready(one, seen, sum(roles.get(b.span.start) != b.kind for b in new.blocks))


def _written(store: Store, due: _Due, ready: _Ready | Again) -> Again:
    if isinstance(ready, Again):
        return ready
    name = ready.one.id
    beside = Beside(None, ready.look, due.report if name != due.report else None)
    return Again(name, True, store.write(ready.one, linking.linking(store), beside), ready.lines)


def _second_reading(raw: Raw, before: Report, look: Repeated) -> tuple[Report, Repeated] | Failure:
    """A report read anew, and what of `look` is to be remembered with it: all, or nothing where no line was taken."""
    first = _part(flow.reports(raw), before)
    if isinstance(first, Failure) or not look:
        return first if isinstance(first, Failure) else (first, NOTHING)
    # Whose pages are meant must not hang on the second reading, which may find another outlet.
    look = Repeated(first.value("outlet") or look.outlet, look.lines)
    second = _part(flow.reports(raw, look), before)
    if isinstance(second, Failure) or not taken(second):
        return first, NOTHING
    return second, look


def _part(found: Sequence[Report | Failure], before: Report) -> Report | Failure:
    """Of the reports of one input the one that was `before`; a Failure where there is none any more."""
    for report in found:
        if isinstance(report, Failure) or report.id == before.id:
            return report
    for report in found:
        if isinstance(report, Report) and report.part == before.part:
            return report
    return Failure(before.source, "its input does not hold this report any more, as it is read now")


def second_look(store: Store) -> dict[str, Repeated]:
    """Of each report the lines that its outlet (else its host) prints on other pages too; those without any left out.

    A function of the texts, addresses and outlets of the ledger: neither the order of addition nor an earlier second
    look makes a difference.
    """
    looks = store.looks()
    outlets: dict[str, list[tuple[Filed, str]]] = {}
    for filed in store.filed():
        name = looks[filed.id].outlet if filed.id in looks else filed.outlet or _host(filed.url or filed.address)
        if name and filed.status != "set_aside":
            outlets.setdefault(" ".join(name.casefold().split()), []).append((filed, name))
    out: dict[str, Repeated] = {}
    for reports in outlets.values():
        if len(reports) < LEAST:
            continue
        pages = [Page(f.id, _page(f), _lines(store.text(f.id))) for f, _ in reports]
        names = {f.id: name for f, name in reports}
        out |= {report: Repeated(names[report], lines) for report, lines in repeated(pages).items()}
    return out


def _page(filed: Filed) -> str:
    return versions.page(filed.url or filed.address, filed.part) or filed.id


def _host(address: str) -> str:
    try:
        return (urlsplit(address).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def _lines(text: str) -> frozenset[str]:
    return frozenset(words for line in re.split(r"[\r\n]+", text) if (words := " ".join(line.split())))

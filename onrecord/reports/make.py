"""Raw bytes to Reports: what was taken apart becomes blocks, passages, metadata. The same bytes, the same reports."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from onrecord.reports import dateline, metadata, page_kind, paywall
from onrecord.reports.decode import Decoded
from onrecord.reports.draft import Draft, drafts
from onrecord.reports.lines import Role
from onrecord.reports.page_kind import Aside
from onrecord.reports.passages import passages
from onrecord.reports.row import SAID, Within, witnessed
from onrecord.reports.seen import Seen
from onrecord.shapes.collecting import uncollected
from onrecord.shapes.mark import Cell, digest
from onrecord.shapes.raw import Raw
from onrecord.shapes.repair import read_right
from onrecord.shapes.repeated import NOTHING, Repeated
from onrecord.shapes.report import Block, Published, Report
from onrecord.shapes.span import Span

VERSION = 5  # rises with each change of how reports are read; it enters the reader's version
_FIRST_LINES = 4  # a dateline stands at the head of one of these body lines
_FEWEST_WORDS = 6  # a line of fewer words is none that a dateline heads: what is left of a menu, say

Filed = tuple[int, dateline.Found]


def make(raw: Raw, repeated: Repeated = NOTHING) -> tuple[Report, ...]:
    """The reports that `raw` holds, one as a rule: text with the roles of its lines, passages, what is known of it.

    What is no report (an error page, a list of reports) is given with status "set_aside". `repeated` is what a second
    look over a ledger tells of its lines; a first reading knows nothing of other pages. Raises ReadError, in one line,
    for what is no report text at all: nothing but white space, a binary, a feed.
    """
    with uncollected():
        return tuple(_report(draft) for draft in drafts(raw, repeated))


def _report(draft: Draft) -> Report:
    raw, lines, roles, known = draft.raw, draft.lines, draft.roles, draft.known
    found = _dateline(draft)
    cells = _repaired(metadata.cells(raw, lines, roles, draft.language, found, known))
    if cells["genre"].value == "stub":
        roles = paywall.without_calls(lines, roles)
    aside = _aside(draft, roles, cells, found)
    status, why = _status(draft, aside)
    if aside is not None:
        found = None
        roles = roles if aside.told else [Role("boilerplate", f"no report: {aside.why.partition(':')[0]}")] * len(lines)
        cells = {name: cell for name, cell in cells.items() if name not in ("genre", "dateline")}
    skip = {found[0]: lines[found[0]].at + found[1].end} if found else {}
    if draft.top is not None and aside is None:
        skip[draft.top.line] = draft.top.end
        cells |= {name: cell for name, cell in draft.top.cells.items() if _is_open(cells.get(name))}
    fingerprint = raw.sha256
    return Report(
        id=digest(draft.address, fingerprint, draft.part),
        source=raw.source,
        sha256=fingerprint,
        kind="text" if known is None else "html",
        encoding=draft.decoded.encoding,
        language=draft.language.code,
        text=draft.text,
        blocks=_blocks(draft, roles, found),
        passages=tuple(passages(draft.text, lines, roles, skip, draft.language.code, draft.groups)),
        cells=witnessed(_in_bytes(draft.decoded, cells), draft.told),
        captured=raw.captured,
        status=status,
        why=why,
        part=draft.part,
    )


def _aside(draft: Draft, roles: Sequence[Role], cells: dict[str, Cell], found: Filed | None) -> Aside | None:
    """Why the page is no report, None where it is one."""
    page = draft.known.page if draft.known else None
    seen = Seen(draft.lines, roles, cells, page, draft.address, found is not None)
    return None if draft.is_part else page_kind.aside(seen)


def _status(draft: Draft, aside: Aside | None) -> tuple[str, str | None]:
    if aside is not None:
        return "set_aside", aside.why
    if draft.language.code != "en":
        return "unmarked", f"language {draft.language.code}: not marked"
    return "marked", None


def _repaired(cells: dict[str, Cell]) -> dict[str, Cell]:
    """The cells with damage in their words undone; what somebody says of the report is left as it was said."""
    out = dict(cells)
    for name in ("title", "byline", "outlet"):
        cell = cells.get(name)
        if cell is not None and cell.how not in SAID:
            words = read_right(cell.value) if isinstance(cell.value, str) else tuple(map(read_right, cell.value))
            out[name] = cell if words == cell.value else replace(cell, value=words)
    return out


def _is_open(cell: Cell | None) -> bool:
    """True where a cell is missing, or holds a day that is not told."""
    return cell is None or (isinstance(cell.value, Published) and cell.value.date is None)


def _in_bytes(decoded: Decoded | Within, cells: dict[str, Cell]) -> dict[str, Cell]:
    """Cells whose places are characters of the source, with bytes of the input instead; none where none lead back."""
    places = [p for cell in cells.values() for place in _places(cell) for p in place]
    offsets = decoded.byte_offsets(places)

    def moved(place: tuple[int, int] | None) -> tuple[int, int] | None:
        return None if offsets is None or place is None else (offsets[place[0]], offsets[place[1]])

    out: dict[str, Cell] = {}
    for name, cell in cells.items():
        value = cell.value
        if isinstance(value, Published) and value.candidates:
            value = replace(value, candidates=tuple(replace(c, raw=moved(c.raw)) for c in value.candidates))
        raw = moved(cell.raw)
        out[name] = cell if value is cell.value and raw == cell.raw else replace(cell, value=value, raw=raw)
    return out


def _places(cell: Cell) -> Iterator[tuple[int, int]]:
    if cell.raw is not None:
        yield cell.raw
    if isinstance(cell.value, Published):
        yield from (c.raw for c in cell.value.candidates if c.raw is not None)


def _dateline(draft: Draft) -> Filed | None:
    """The dateline of the report, with the line it begins."""
    body = [i for i, r in enumerate(draft.roles) if r.kind == "body"]
    long = [i for i in body if draft.lines[i].words.count(" ") >= _FEWEST_WORDS - 1]
    for i in sorted({*body[:_FIRST_LINES], *long[:_FIRST_LINES]}):
        found = dateline.find_damaged(draft.lines[i].words)
        if found is not None:
            return i, found
    return None


def _blocks(draft: Draft, roles: Sequence[Role], found: Filed | None) -> tuple[Block, ...]:
    """The blocks of the report, and of what stands around it on its page."""
    pairs = [*draft.before, *zip(draft.lines, roles, strict=True), *draft.after]
    offsets = draft.decoded.byte_offsets([p for line, _ in pairs if line.raw for p in line.raw])
    filed = None if found is None else found[0] + len(draft.before)
    out: list[Block] = []
    for i, (line, role) in enumerate(pairs):
        raw = None if offsets is None or line.raw is None else (offsets[line.raw[0]], offsets[line.raw[1]])
        start = line.start
        if found is not None and filed == i:
            cut = line.at + found[1].end
            printed = line.words[: found[1].end].rstrip()
            out.append(Block(Span(start, line.at + len(printed)), "dateline", "place and agency before a dash", raw))
            start = cut
        if start < line.end:
            out.append(Block(Span(start, line.end), role.kind, role.why, raw))
    return tuple(out)

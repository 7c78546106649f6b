"""Raw bytes to a Report: decode, lines, roles, blocks, passages, metadata. The same bytes give the same report."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from onrecord.reports import dateline, metadata, page_metadata
from onrecord.reports.clean import clean
from onrecord.reports.decode import Decoded, decode, is_page
from onrecord.reports.extract import vote
from onrecord.reports.language import Language, of_lines, of_report
from onrecord.reports.layout import paragraphs
from onrecord.reports.lines import Line, Role, as_meant, plain_lines
from onrecord.reports.one_line import Head, head
from onrecord.reports.page_roles import page_roles
from onrecord.reports.passages import passages
from onrecord.reports.repeated import second_look
from onrecord.reports.roles import text_roles
from onrecord.reports.row import SAID, Within, open_row, witnessed
from onrecord.shapes.errors import ReadError
from onrecord.shapes.mark import Cell, digest
from onrecord.shapes.raw import Raw
from onrecord.shapes.repair import read_right
from onrecord.shapes.repeated import NOTHING, Repeated
from onrecord.shapes.report import Block, Published, Report
from onrecord.shapes.span import Span

VERSION = 2  # rises with each change of how reports are read; it enters the reader's version
_FIRST_LINES = 4  # a dateline stands at the head of one of these body lines


def make(raw: Raw, repeated: Repeated = NOTHING) -> tuple[Report, ...]:
    """The reports that `raw` holds, one as a rule: text with the roles of its lines, passages, what is known of it.

    `repeated` is what a second look over a ledger tells of its lines; a first reading knows nothing of other pages.
    Raises ReadError, in one line, for what is no report text: nothing but white space, a binary, a feed.
    """
    row = open_row(raw.data, raw.media_type)
    if row is None:
        decoded = decode(raw.data, raw.media_type)
        return (_page(raw, decoded, {}, repeated) if is_page(decoded.text) else _plain(raw, decoded, {}, repeated),)
    within, paged = row.report()
    told = row.cells(raw.given.how)
    paged = paged or is_page(within.text)
    return (_page(raw, within, told, repeated) if paged else _plain(raw, within, told, repeated),)


def _plain(raw: Raw, decoded: Decoded | Within, told: dict[str, Cell], repeated: Repeated) -> Report:
    text = decoded.text
    lines = plain_lines(text)
    if not lines:
        raise ReadError("nothing in it but white space")
    meant = as_meant(lines)
    language = of_lines([line.words for line in meant])
    roles = text_roles(meant, language.code)
    roles = second_look(lines, roles, repeated, lambda rest: text_roles(as_meant(rest), language.code))
    top = head(lines, roles)
    return _report(raw, decoded, "text", text, lines, roles, language, None, told, paragraphs(lines), top)


def _page(raw: Raw, decoded: Decoded | Within, told: dict[str, Cell], repeated: Repeated) -> Report:
    page = clean(decoded.text)
    if not page.lines:
        raise ReadError("a page without visible text")
    known = page_metadata.read(page, decoded.text)
    voted = vote(decoded.text, page)
    body = [line for line, kept in zip(page.lines, voted.kept, strict=True) if kept]
    language = of_report(read_right(_sample(body or page.lines)), page.language)
    stated = known.cells.get("title")
    title = read_right(str(stated.value)) if stated else None
    roles = page_roles(known, as_meant(page.lines), voted, title, language.code)
    roles = second_look(page.lines, roles, repeated)
    return _report(raw, decoded, "html", page.text, page.lines, roles, language, known, told)


def _repaired(cells: dict[str, Cell]) -> dict[str, Cell]:
    """The cells with damage in their words undone; what somebody says of the report is left as it was said."""
    out = dict(cells)
    for name in ("title", "byline", "outlet"):
        cell = cells.get(name)
        if cell is not None and cell.how not in SAID:
            words = read_right(cell.value) if isinstance(cell.value, str) else tuple(map(read_right, cell.value))
            out[name] = replace(cell, value=words)
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
        out[name] = replace(cell, value=value, raw=moved(cell.raw))
    return out


def _places(cell: Cell) -> Iterator[tuple[int, int]]:
    if cell.raw is not None:
        yield cell.raw
    if isinstance(cell.value, Published):
        yield from (c.raw for c in cell.value.candidates if c.raw is not None)


def _sample(lines: Sequence[Line]) -> str:
    """The longest lines, in order, as what the language is read from."""
    longest = sorted(range(len(lines)), key=lambda i: (-min(len(lines[i].words), 600), i))[:6]
    return " ".join(lines[i].words[:600] for i in sorted(longest))


def _report(
    raw: Raw,
    decoded: Decoded | Within,
    kind: str,
    text: str,
    lines: Sequence[Line],
    roles: Sequence[Role],
    language: Language,
    known: page_metadata.Known | None,
    told: dict[str, Cell],
    groups: Sequence[tuple[int, int]] = (),
    top: Head | None = None,
) -> Report:
    found = _dateline(lines, roles)
    skip = {found[0]: lines[found[0]].at + found[1].end} if found else {}
    own = _repaired(metadata.cells(raw, lines, roles, language, found, known))
    if top is not None:
        skip[top.line] = top.end
        own = {**own, **{name: cell for name, cell in top.cells.items() if _is_open(own.get(name))}}
    cells = witnessed(_in_bytes(decoded, own), told)
    page = None if known is None else known.cells.get("url")
    address = str(page.value) if page is not None else raw.address
    status, why = ("marked", None) if language.code == "en" else ("unmarked", f"language {language.code}: not marked")
    return Report(
        id=digest(address, raw.sha256, 0),
        source=raw.source,
        sha256=raw.sha256,
        kind=kind,
        encoding=decoded.encoding,
        language=language.code,
        text=text,
        blocks=_blocks(decoded, lines, roles, found),
        passages=tuple(passages(text, lines, roles, skip, language.code, groups)),
        cells=cells,
        captured=raw.captured,
        status=status,
        why=why,
    )


def _dateline(lines: Sequence[Line], roles: Sequence[Role]) -> tuple[int, dateline.Found] | None:
    """The dateline of the report, with the line it begins."""
    body = [i for i, r in enumerate(roles) if r.kind == "body"][:_FIRST_LINES]
    for i in body:
        found = dateline.find_damaged(lines[i].words)
        if found is not None:
            return i, found
    return None


def _blocks(
    decoded: Decoded | Within, lines: Sequence[Line], roles: Sequence[Role], found: tuple[int, dateline.Found] | None
) -> tuple[Block, ...]:
    offsets = decoded.byte_offsets([p for line in lines if line.raw for p in line.raw])
    out: list[Block] = []
    for i, (line, role) in enumerate(zip(lines, roles, strict=True)):
        raw = None if offsets is None or line.raw is None else (offsets[line.raw[0]], offsets[line.raw[1]])
        start = line.start
        if found is not None and found[0] == i:
            cut = line.at + found[1].end
            printed = line.words[: found[1].end].rstrip()
            out.append(Block(Span(start, line.at + len(printed)), "dateline", "place and agency before a dash", raw))
            start = cut
        if start < line.end:
            out.append(Block(Span(start, line.end), role.kind, role.why, raw))
    return tuple(out)

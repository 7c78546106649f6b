"""Raw bytes to a Report: decode, lines, roles, blocks, passages, metadata. The same bytes give the same report."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from onrecord.reports import dateline, page_metadata, text_metadata
from onrecord.reports.clean import clean
from onrecord.reports.decode import Decoded, decode, is_page
from onrecord.reports.extract import vote
from onrecord.reports.language import Language, of_lines, of_report
from onrecord.reports.layout import paragraphs
from onrecord.reports.lines import Line, Role, as_meant, plain_lines
from onrecord.reports.one_line import head
from onrecord.reports.page_roles import page_roles
from onrecord.reports.passages import passages
from onrecord.reports.roles import text_roles
from onrecord.shapes.errors import ReadError
from onrecord.shapes.mark import Cell, digest
from onrecord.shapes.raw import Raw
from onrecord.shapes.repair import read_right
from onrecord.shapes.report import Block, Published, Report
from onrecord.shapes.span import Span

VERSION = 1  # rises with each change of how reports are read; it enters the reader's version
_FIRST_LINES = 4  # a dateline stands at the head of one of these body lines


def make(raw: Raw) -> tuple[Report, ...]:
    """The reports that `raw` holds, one as a rule: text with the roles of its lines, passages, what is known of it.

    Raises ReadError, in one line, for what is no report text: nothing but white space, a binary, a feed.
    """
    decoded = decode(raw.data, raw.media_type)
    return (_page(raw, decoded) if is_page(decoded.text) else _plain(raw, decoded),)


def _plain(raw: Raw, decoded: Decoded) -> Report:
    text = decoded.text
    lines = plain_lines(text)
    if not lines:
        raise ReadError("nothing in it but white space")
    meant = as_meant(lines)
    language = of_lines([line.words for line in meant])
    roles = text_roles(meant, language.code)
    top = head(lines, roles)
    skip, known = ({top.line: top.end}, top.cells) if top else ({}, {})
    return _report(raw, decoded, "text", text, lines, roles, language, known, paragraphs(lines), skip)


def _page(raw: Raw, decoded: Decoded) -> Report:
    page = clean(decoded.text)
    if not page.lines:
        raise ReadError("a page without visible text")
    known = _repaired(page_metadata.read(page))
    voted = vote(decoded.text, page.lines)
    body = [line for line, kept in zip(page.lines, voted.kept, strict=True) if kept]
    language = of_report(read_right(_sample(body or page.lines)), page.language)
    title = known.get("title")
    roles = page_roles(as_meant(page.lines), voted, str(title.value) if title else None, language.code)
    return _report(raw, decoded, "html", page.text, page.lines, roles, language, _in_bytes(decoded, known))


def _repaired(known: dict[str, Cell]) -> dict[str, Cell]:
    """What the page states in words, with damage undone."""
    out = dict(known)
    for name in ("title", "byline", "outlet"):
        cell = known.get(name)
        if cell is not None:
            value = cell.value
            words = read_right(value) if isinstance(value, str) else tuple(read_right(v) for v in value)
            out[name] = replace(cell, value=words)
    return out


def _in_bytes(decoded: Decoded, known: dict[str, Cell]) -> dict[str, Cell]:
    """Cells whose places are characters of the source, with bytes of the input instead; none where none lead back."""
    offsets = decoded.byte_offsets([p for cell in known.values() if cell.raw for p in cell.raw])
    return {
        name: cell
        if cell.raw is None
        else replace(cell, raw=None if offsets is None else (offsets[cell.raw[0]], offsets[cell.raw[1]]))
        for name, cell in known.items()
    }


def _sample(lines: Sequence[Line]) -> str:
    """The longest lines, in order, as what the language is read from."""
    longest = sorted(range(len(lines)), key=lambda i: (-min(len(lines[i].words), 600), i))[:6]
    return " ".join(lines[i].words[:600] for i in sorted(longest))


def _report(
    raw: Raw,
    decoded: Decoded,
    kind: str,
    text: str,
    lines: Sequence[Line],
    roles: Sequence[Role],
    language: Language,
    known: dict[str, Cell],
    groups: Sequence[tuple[int, int]] = (),
    heads: Mapping[int, int] | None = None,
) -> Report:
    found = _dateline(lines, roles)
    skip = {**({found[0]: lines[found[0]].at + found[1].end} if found else {}), **(heads or {})}
    cells = _cells(raw, lines, roles, language, found, known)
    page = known.get("url")
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
    decoded: Decoded, lines: Sequence[Line], roles: Sequence[Role], found: tuple[int, dateline.Found] | None
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


def _cells(
    raw: Raw,
    lines: Sequence[Line],
    roles: Sequence[Role],
    language: Language,
    found: tuple[int, dateline.Found] | None,
    known: dict[str, Cell],
) -> dict[str, Cell]:
    given = raw.given
    cells: dict[str, Cell | None] = {
        "title": known.get("title") or text_metadata.title(lines, roles),
        "byline": known.get("byline") or text_metadata.byline(lines, roles),
        "outlet": known.get("outlet") or text_metadata.outlet(lines, roles),
        "agency": text_metadata.agency(lines, roles, found) or known.get("agency"),
        "genre": known.get("genre") or text_metadata.genre(lines, roles),
        "language": Cell(language.code, language.how),
        "url": known.get("url"),
        "published": known.get("published"),
        "modified": known.get("modified"),
    }
    for which, cell in text_metadata.stamps(lines, roles):
        cells[which] = cells[which] or cell
    if found is not None:
        cells["published"] = cells["published"] or text_metadata.from_dateline(lines[found[0]], found[1])
    for name in ("title", "outlet", "url"):
        if (value := getattr(given, name)) is not None:
            cells[name] = Cell(value, "given")
    if given.published is not None:
        day, _, time = given.published.replace(" ", "T", 1).partition("T")
        cells["published"] = Cell(Published(day, time or None, how="given"), "given")
    if found is not None:
        stated = cells["published"]
        written = stated.value.date if stated is not None and isinstance(stated.value, Published) else None
        cells["dateline"] = text_metadata.dateline_cell(lines[found[0]], found[1], written)
    elif "dateline" in known:
        cells["dateline"] = known["dateline"]
    return {name: cell for name, cell in cells.items() if cell is not None}

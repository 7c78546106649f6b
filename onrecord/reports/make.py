"""Raw bytes to a Report: decode, lines, roles, blocks, passages, metadata. The same bytes give the same report."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from onrecord.reports import dateline, metadata, page_kind, page_metadata, parts, paywall
from onrecord.reports.clean import Page, clean
from onrecord.reports.decode import Decoded, decode, is_page
from onrecord.reports.extract import vote
from onrecord.reports.language import Language, of_lines, of_report
from onrecord.reports.layout import paragraphs
from onrecord.reports.lines import Line, Role, plain_lines
from onrecord.reports.page_kind import Seen
from onrecord.reports.page_metadata import Known
from onrecord.reports.page_roles import page_roles
from onrecord.reports.parts import Part
from onrecord.reports.passages import passages
from onrecord.reports.roles import text_roles
from onrecord.reports.row import Within, open_row, witnessed
from onrecord.shapes.errors import ReadError
from onrecord.shapes.mark import Cell, digest
from onrecord.shapes.raw import Raw
from onrecord.shapes.report import Block, Published, Report
from onrecord.shapes.span import Span

VERSION = 1  # rises with each change of how reports are read; it enters the reader's version
_FIRST_LINES = 4  # a dateline stands at the head of one of these body lines


@dataclass(frozen=True, slots=True)
class _Draft:
    """An input taken apart, or one of several reports on it: what a report is made of.

    `lines` are its own; `before` and `after` are the lines above and below them, with their roles.
    """

    raw: Raw
    decoded: Decoded | Within
    text: str
    lines: Sequence[Line]
    roles: Sequence[Role]
    language: Language
    address: str
    known: Known | None = None  # of a page
    told: Mapping[str, Cell] = field(default_factory=dict)  # what a row says besides
    groups: Sequence[tuple[int, int]] = ()
    before: Sequence[tuple[Line, Role]] = ()
    after: Sequence[tuple[Line, Role]] = ()
    part: int = 0


def make(raw: Raw) -> tuple[Report, ...]:
    """The reports that `raw` holds, one as a rule: text with the roles of its lines, passages, what is known of it.

    What is no report (an error page, a list of reports) is given with status "set_aside". Raises ReadError, in one
    line, for what is no report text at all: nothing but white space, a binary, a feed.
    """
    row = open_row(raw.data, raw.media_type)
    if row is not None:
        within, paged = row.report()
        told = row.cells(raw.given.how)
        draft = _page(raw, within) if paged or is_page(within.text) else _plain(raw, within)
        return (_report(replace(draft, told=told)),)  # a row is one report, whatever its text holds
    decoded = decode(raw.data, raw.media_type)
    draft = _page(raw, decoded) if is_page(decoded.text) else _plain(raw, decoded)
    found = parts.of_page(draft.known) if draft.known else parts.of_text(draft.lines)
    if not found:
        return (_report(draft),)
    others = list(zip(draft.lines, _others(draft, found), strict=True))
    return tuple(_report(_parted(draft, found, n, others)) for n in range(len(found)))


def _plain(raw: Raw, decoded: Decoded | Within) -> _Draft:
    text = decoded.text
    lines = plain_lines(text)
    if not lines:
        raise ReadError("nothing in it but white space")
    language = of_lines([line.words for line in lines])
    roles = text_roles(lines, language.code)
    return _Draft(raw, decoded, text, lines, roles, language, raw.address, groups=paragraphs(lines))


def _page(raw: Raw, decoded: Decoded | Within) -> _Draft:
    page = clean(decoded.text)
    if not page.lines:
        raise ReadError("a page without visible text")
    known = page_metadata.read(page, decoded.text)
    roles, language = _read_page(decoded.text, page, known)
    url = known.cells.get("url")
    address = str(url.value) if url is not None else raw.address
    return _Draft(raw, decoded, page.text, page.lines, roles, language, address, known)


def _read_page(source: str, page: Page, known: Known) -> tuple[Sequence[Role], Language]:
    """The roles of a page's lines and its language. `source` is the page, or the piece of it that has the lines."""
    voted = vote(source, page.lines)
    body = [line for line, kept in zip(page.lines, voted.kept, strict=True) if kept]
    language = of_report(_sample(body or page.lines), page.language)
    title = known.cells.get("title")
    return page_roles(page.lines, voted, str(title.value) if title else None, language.code), language


def _parted(draft: _Draft, found: Sequence[Part], n: int, around: Sequence[tuple[Line, Role]]) -> _Draft:
    """Report `n` of several on one input, read as if it stood there alone."""
    mine = found[n]
    lines = draft.lines[mine.first : mine.last]
    given = replace(draft.raw.given, title=None, byline=())  # said of the whole input, so of none of its reports
    raw = replace(draft.raw, given=given)
    own = replace(draft, lines=lines, before=around[: mine.first], after=around[mine.last :], part=n)
    if draft.known is None:
        language = of_lines([line.words for line in lines])
        roles = text_roles(lines, language.code)
        return replace(own, raw=raw, roles=roles, language=language, groups=paragraphs(lines))
    if not parts.is_its_own(draft.known, mine):
        raw = replace(raw, address="")  # it is another report's
    known = parts.known_of(draft.known, mine)
    begin, end = lines[0].raw, lines[-1].raw
    source = draft.decoded.text[begin[0] : end[1]] if begin and end else draft.decoded.text
    page_roles_of, language = _read_page(source, known.page, known)
    return replace(own, raw=raw, roles=page_roles_of, language=language, known=known)


def _others(draft: _Draft, found: Sequence[Part]) -> list[Role]:
    """The role of each line for those reports on the input that it does not belong to."""
    inside = {i for part in found for i in range(part.first, part.last)}
    other = Role("boilerplate", "another report on this page")
    outside = Role("boilerplate", "outside the reports on this page")
    return [
        other if i in inside else role if role.kind == "boilerplate" else outside for i, role in enumerate(draft.roles)
    ]


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


def _report(draft: _Draft) -> Report:
    raw, lines, roles, known = draft.raw, draft.lines, draft.roles, draft.known
    found = _dateline(lines, roles)
    cells = metadata.cells(raw, lines, roles, draft.language, found, known)
    if cells["genre"].value == "stub":
        roles = paywall.without_calls(lines, roles)
    status, why = "marked", None
    if draft.language.code != "en":
        status, why = "unmarked", f"language {draft.language.code}: not marked"
    seen = Seen(lines, roles, cells, known.page if known else None, draft.address, found is not None)
    aside = None if draft.before or draft.after else page_kind.aside(seen)
    if aside is not None:
        status, why, found = "set_aside", aside.why, None
        roles = roles if aside.told else [Role("boilerplate", f"no report: {aside.why.partition(':')[0]}")] * len(lines)
        cells = {name: cell for name, cell in cells.items() if name not in ("genre", "dateline")}
    skip = {found[0]: lines[found[0]].at + found[1].end} if found else {}
    return Report(
        id=digest(draft.address, raw.sha256, draft.part),
        source=raw.source,
        sha256=raw.sha256,
        kind="text" if known is None else "html",
        encoding=draft.decoded.encoding,
        language=draft.language.code,
        text=draft.text,
        blocks=_all_blocks(draft, roles, found),
        passages=tuple(passages(draft.text, lines, roles, skip, draft.language.code, draft.groups)),
        cells=witnessed(_in_bytes(draft.decoded, cells), draft.told),
        captured=raw.captured,
        status=status,
        why=why,
        part=draft.part,
    )


def _dateline(lines: Sequence[Line], roles: Sequence[Role]) -> tuple[int, dateline.Found] | None:
    """The dateline of the report, with the line it begins."""
    body = [i for i, r in enumerate(roles) if r.kind == "body"][:_FIRST_LINES]
    for i in body:
        found = dateline.find(lines[i].words)
        if found is not None:
            return i, found
    return None


def _all_blocks(draft: _Draft, roles: Sequence[Role], found: tuple[int, dateline.Found] | None) -> tuple[Block, ...]:
    """The blocks of the report and of what stands around it."""
    lines = [*(x for x, _ in draft.before), *draft.lines, *(x for x, _ in draft.after)]
    all_roles = [*(r for _, r in draft.before), *roles, *(r for _, r in draft.after)]
    moved = None if found is None else (found[0] + len(draft.before), found[1])
    return _blocks(draft.decoded, lines, all_roles, moved)


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

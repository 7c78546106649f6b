"""An input taken apart: its lines with their roles, its language, what its code states; or several reports on it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from onrecord.reports import page_metadata, parts
from onrecord.reports.clean import Page, clean
from onrecord.reports.decode import Decoded, decode, is_page
from onrecord.reports.extract import vote
from onrecord.reports.language import Language, of_lines, of_report
from onrecord.reports.layout import paragraphs
from onrecord.reports.lines import Line, Role, as_meant, plain_lines
from onrecord.reports.one_line import Head, head, unfolded
from onrecord.reports.page_metadata import Known
from onrecord.reports.page_roles import page_roles
from onrecord.reports.parts import Part
from onrecord.reports.repeated import second_look
from onrecord.reports.roles import text_roles
from onrecord.reports.row import Within, open_row
from onrecord.shapes.errors import ReadError
from onrecord.shapes.mark import Cell
from onrecord.shapes.raw import Given, Raw
from onrecord.shapes.repair import read_right
from onrecord.shapes.repeated import Repeated


@dataclass(frozen=True, slots=True)
class Draft:
    """What a report is made of: an input taken apart, or one of several reports on it.

    `lines` are its own; `before` and `after` are the lines above and below them, with their roles. `address` names
    the report. `known` is of a page, `told` what a row says besides, `top` the head of a report on one line.
    """

    raw: Raw
    decoded: Decoded | Within
    text: str
    lines: Sequence[Line]
    roles: Sequence[Role]
    language: Language
    address: str
    known: Known | None = None
    told: Mapping[str, Cell] = field(default_factory=dict)
    groups: Sequence[tuple[int, int]] = ()
    before: Sequence[tuple[Line, Role]] = ()
    after: Sequence[tuple[Line, Role]] = ()
    part: int = 0
    top: Head | None = None

    @property
    def is_part(self) -> bool:
        """True for one of several reports on an input."""
        return bool(self.before or self.after)


def drafts(raw: Raw, repeated: Repeated) -> tuple[Draft, ...]:
    """The reports on an input, one as a rule. `repeated`: what a second look over a ledger tells of its lines.

    Raises ReadError, in one line, for what is no report text at all.
    """
    row = open_row(raw.data, raw.media_type)
    if row is not None:  # one report, whatever its text holds
        within, paged = row.report()
        draft, told = _taken_apart(raw, within, repeated, paged), row.cells(raw.given.how)
        # the row's own address goes before that of its page
        return (replace(draft, told=told, address=raw.address if "url" in told else draft.address),)
    draft = _taken_apart(raw, decode(raw.data, raw.media_type), repeated)
    found = parts.of_page(draft.known) if draft.known else parts.of_text(draft.lines)
    if not found:
        return (draft,)
    around = list(zip(draft.lines, _others(draft, found), strict=True))
    return tuple(_parted(draft, found, n, around, repeated) for n in range(len(found)))


def _taken_apart(raw: Raw, decoded: Decoded | Within, repeated: Repeated, paged: bool = False) -> Draft:
    return _page(raw, decoded, repeated) if paged or is_page(decoded.text) else _plain(raw, decoded, repeated)


def _plain(raw: Raw, decoded: Decoded | Within, repeated: Repeated) -> Draft:
    lines = plain_lines(decoded.text)
    if not lines:
        raise ReadError("nothing in it but white space")
    roles, language = _read_text(lines, repeated)
    top = head(lines, roles)
    if top is None or not top.cells.keys() & {"byline", "dateline"}:
        cut = unfolded(lines, roles)
        lines, roles, top = cut if cut[2] is not None else (lines, roles, top)
    return Draft(raw, decoded, decoded.text, lines, roles, language, raw.address, groups=paragraphs(lines), top=top)


def _read_text(lines: Sequence[Line], repeated: Repeated) -> tuple[list[Role], Language]:
    """The roles of the lines of a text, and its language."""
    meant = as_meant(lines)
    language = of_lines([line.words for line in meant])
    roles = text_roles(meant, language.code)
    roles = second_look(lines, roles, repeated, lambda rest: text_roles(as_meant(rest), language.code))
    return roles, language


def _page(raw: Raw, decoded: Decoded | Within, repeated: Repeated) -> Draft:
    page = clean(decoded.text)
    if not page.lines:
        raise ReadError("a page without visible text")
    known = page_metadata.read(page, decoded.text)
    roles, language = _read_page(decoded.text, page, _titled(known, raw.given), repeated)
    url = known.cells.get("url")
    address = str(url.value) if url is not None else raw.address
    return Draft(raw, decoded, page.text, page.lines, roles, language, address, known)


def _titled(known: Known, given: Given) -> Known:
    """What a page states, with the headline that is given: it tells which line is the headline."""
    title = {} if given.title is None else {"title": Cell(given.title, given.how)}
    return replace(known, cells={**known.cells, **title})


def _read_page(source: str, page: Page, known: Known, repeated: Repeated) -> tuple[list[Role], Language]:
    """The roles of a page's lines, and its language. `source` is the page, or the piece of it that has the lines."""
    voted = vote(source, page)
    body = [line for line, kept in zip(page.lines, voted.kept, strict=True) if kept]
    language = of_report(read_right(_sample(body or page.lines)), page.language)
    stated = known.cells.get("title")
    title = read_right(str(stated.value)) if stated else None
    roles = page_roles(known, as_meant(page.lines), voted, title, language.code)
    return second_look(page.lines, roles, repeated), language


def _sample(lines: Sequence[Line]) -> str:
    """The longest lines, in order, as what the language is read from."""
    longest = sorted(range(len(lines)), key=lambda i: (-min(len(lines[i].words), 600), i))[:6]
    return " ".join(lines[i].words[:600] for i in sorted(longest))


def _parted(
    draft: Draft, found: Sequence[Part], n: int, around: Sequence[tuple[Line, Role]], repeated: Repeated
) -> Draft:
    """Report `n` of several on one input, read as if it stood there alone. `around`: all lines, as it sees others'."""
    mine = found[n]
    lines = draft.lines[mine.first : mine.last]
    given = replace(draft.raw.given, title=None, byline=())  # said of the whole input, so of none of its reports
    raw = replace(draft.raw, given=given)
    own = replace(draft, lines=lines, before=around[: mine.first], after=around[mine.last :], part=n, top=None)
    if draft.known is None:
        roles, language = _read_text(lines, repeated)
        return replace(own, raw=raw, roles=roles, language=language, groups=paragraphs(lines))
    if not parts.is_its_own(draft.known, mine):
        raw = replace(raw, address="")  # it is another report's
    known = parts.known_of(draft.known, mine)
    begin, end = lines[0].raw, lines[-1].raw
    source = draft.decoded.text[begin[0] : end[1]] if begin and end else draft.decoded.text
    roles, language = _read_page(source, known.page, known, repeated)
    return replace(own, raw=raw, roles=roles, language=language, known=known)


def _others(draft: Draft, found: Sequence[Part]) -> list[Role]:
    """The role of each line for those reports on the input that it does not belong to."""
    inside = {i for part in found for i in range(part.first, part.last)}
    other = Role("boilerplate", "another report on this page")
    outside = Role("boilerplate", "outside the reports on this page")
    return [
        other if i in inside else role if role.kind == "boilerplate" else outside for i, role in enumerate(draft.roles)
    ]

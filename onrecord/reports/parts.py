"""Several reports on one page: a blog's front page with whole posts, an agency's digest, a page that went on scrolling.

Wrongly parted, one report becomes two halves; left together, two reports become one, which a reader of the page sees at
once. So each part needs a headline and a text of its own, and what says that it was published by itself.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from onrecord.reports import dateline, kind_phrases, linked_data, names, phrases, shape
from onrecord.reports.clean import Meta
from onrecord.reports.lines import Line, Role
from onrecord.reports.page_metadata import Known
from onrecord.reports.roles import is_stamp
from onrecord.shapes.mark import Cell
from onrecord.shapes.span import Span

# Each report of a page has the whole text with the roles of all its lines: more than these are left together.
_MOST_PARTS, _MOST_LINES = 100, 100_000
_HEADS = ("h1", "h2", "h3", "h4")
_TOP = 8  # lines of an article's element among which its headline stands
_PROSE = 10  # words from which a line is a paragraph
_TEXT, _LINES = 60, 2  # words and paragraphs that make a report of its own
_SHORT_TEXT = 30  # words that do where each of them has a day and an address of its own
_LONG_TEXT, _LONG_LINES = 120, 3  # on a page that says that it is one article
_BRIEF = 25  # words of a piece of news in brief
_ABOVE = 4  # lines above a dateline among which its headline stands
_HEADLINE = (3, 25)  # words
_BELOW = 8  # lines at the end of a teaser among which the link to the rest stands
_DOTS = ("…", "...", "…]", "...]")


@dataclass(frozen=True, slots=True)
class Part:
    """One report on a page: its lines [first, last) and the line of its headline."""

    first: int
    last: int
    title: int


def of_page(known: Known) -> list[Part]:
    """The reports on a page, where its markup holds several with headline and text each; else none."""
    lines = known.page.lines
    elements = list(_elements(lines))
    if len(elements) < 2:  # most pages: their lines need not be looked at
        return []
    found = [p for first, last in elements if (p := _article(lines, first, last)) is not None]
    whole = [p for p in found if _enough(_prose(lines, p.title + 1, p.last), _TEXT, _LINES)]
    if len(whole) < len(found) and all(_is_filed(known, p) for p in found) and (all_of_them := _told(known, found)):
        return all_of_them
    return _told(known, whole)


def _told(known: Known, found: Sequence[Part]) -> list[Part]:
    """The parts where all of them are reports; else none."""
    lines = known.page.lines
    if len(found) < 2 or len({lines[p.title].tag for p in found}) > 1:
        return []
    one = any(linked_data.is_article(a.kinds) for a in known.stated) and len(known.stated) < len(found)
    one = one or any(m.key == "og:type" and m.value.strip().lower() == "article" for m in known.page.metas)
    if one:
        title = known.cells.get("title")
        key = _key(str(title.value)) if title is not None else ""
        found = [
            p
            for p in found
            if lines[p.title].linked < 0.5 and (_key(lines[p.title].words) == key or _is_long(lines, p))
        ]
    told = [p for p in found if _is_published(known, p)]
    return told if len(told) == len(found) > 1 and _fit(told, lines) else []


def _fit(found: Sequence[Part], lines: Sequence[Line]) -> bool:
    return len(found) <= _MOST_PARTS and len(found) * len(lines) <= _MOST_LINES


def _elements(lines: Sequence[Line]) -> Iterator[tuple[int, int]]:
    """The lines [first, last) of each outermost element that holds an article."""
    first = 0
    for i in range(1, len(lines) + 1):
        if i == len(lines) or lines[i].article != lines[first].article:
            if lines[first].article >= 0:
                yield first, i
            first = i


def _article(lines: Sequence[Line], first: int, last: int) -> Part | None:
    heads = [i for i in range(first, min(first + _TOP, last)) if lines[i].tag in _HEADS and _is_headline(lines[i])]
    if not heads or lines[first].inside & {"aside", "footer", "nav"}:
        return None
    prose = _prose(lines, heads[0] + 1, last)
    if not _enough(prose, _SHORT_TEXT, _LINES) or _is_cut(lines, prose, last):
        return None
    return Part(first, last, heads[0])


def _is_headline(line: Line) -> bool:
    return _HEADLINE[0] <= line.words.count(" ") + 1 <= _HEADLINE[1] and phrases.find(line.words) is None


def _prose(lines: Sequence[Line], first: int, last: int) -> list[Line]:
    """The paragraphs among the lines."""
    return [
        x
        for x in lines[first:last]
        if x.words.count(" ") + 1 >= _PROSE
        and x.linked < 0.5
        and "comment" not in x.hints
        and shape.score(x) > 0
        and phrases.find(x.words) is None
    ]


def _enough(prose: Sequence[Line], words: int, lines: int) -> bool:
    return len(prose) >= lines and sum(x.words.count(" ") + 1 for x in prose) >= words


def _is_cut(lines: Sequence[Line], prose: Sequence[Line], last: int) -> bool:
    """True for an excerpt: it ends with dots, or with a link to the rest."""
    if prose[-1].words.endswith(_DOTS):
        return True
    for x in lines[max(last - _BELOW, 0) : last]:
        if x.start > prose[-1].start and x.linked > 0.5:
            if kind_phrases.titled(x.words, "more") or kind_phrases.headed(x.words, "more"):
                return True
    return False


def _is_long(lines: Sequence[Line], part: Part) -> bool:
    return _enough(_prose(lines, part.title + 1, part.last), _LONG_TEXT, _LONG_LINES)


def _is_published(known: Known, part: Part) -> bool:
    """True where a part has an address, a time, an author or a dateline of its own: a section of a report has none."""
    lines = known.page.lines[part.first : part.last]
    if known.page.lines[part.title].linked > 0.5 or any(_inside(m, lines) for m in known.page.metas):
        return True
    return any(names.byline(x.words) or is_stamp(x.words) or dateline.find(x.words) for x in lines[: 2 * _TOP])


def _is_filed(known: Known, part: Part) -> bool:
    """True where a part has a time of its own, and its headline leads to its own page."""
    lines = known.page.lines[part.first : part.last]
    return known.page.lines[part.title].linked > 0.5 and any(_inside(m, lines) for m in known.page.metas)


def _inside(meta: Meta, lines: Sequence[Line]) -> bool:
    first, last = lines[0].raw, lines[-1].raw
    if first is None or last is None or not meta.key.startswith("time:"):
        return False
    return first[0] <= meta.raw[1] <= last[1]


def of_text(lines: Sequence[Line]) -> list[Part]:
    """The reports in a text, where several have a headline and a dateline each and text enough; else none."""
    heads = [head for head, _ in _filed(lines)]
    if not 2 <= len(heads) <= _MOST_PARTS:
        return []
    ends = [*heads[1:], len(lines)]
    found = [Part(first, last, first) for first, last in zip(heads, ends, strict=True)]
    texts = [_prose(lines, p.first + 1, p.last) for p in found]
    whole = all(_enough(t, 2 * _BRIEF, _LINES) and not t[-1].words.endswith(_DOTS) for t in texts)
    return found if whole and _fit(found, lines) else []


def is_digest(lines: Sequence[Line], roles: Sequence[Role]) -> bool:
    """True for three and more pieces with headline and dateline each that are too short to be parted.

    A report with teasers of others behind it has one piece that is longer.
    """
    found = [(head, text) for head, text in _filed(lines) if roles[text].kind == "body"]
    body = [i for i, r in enumerate(roles) if r.kind == "body"]
    if len(found) < 3 or body[0] < found[0][0]:
        return False
    ends = [*(head for head, _ in found[1:]), len(lines)]
    return all(
        sum(lines[i].words.count(" ") + 1 for i in body if head < i < end) <= _LONG_TEXT
        for (head, _), end in zip(found, ends, strict=True)
    )


def _filed(lines: Sequence[Line]) -> list[tuple[int, int]]:
    """The headlines that have a paragraph with a dateline below them, each with that paragraph."""
    out: list[tuple[int, int]] = []
    for i, line in enumerate(lines):
        if line.words.count(" ") + 1 < _PROSE or dateline.find(line.words) is None:
            continue
        head = _headline_above(lines, i)
        if head is not None and (not out or head > out[-1][1]):
            out.append((head, i))
    return out


def _headline_above(lines: Sequence[Line], i: int) -> int | None:
    """The headline above the dateline of line `i`, with nothing but authors and times between."""
    for j in range(i - 1, max(-1, i - 1 - _ABOVE), -1):
        words = lines[j].words
        if is_stamp(words) or names.byline(words) is not None:
            continue
        titular = _is_headline(lines[j]) and not (
            shape.is_closed(words) or shape.is_open(words) or shape.starts_low(words)
        )
        return j if titular and dateline.find(words) is None else None
    return None


def known_of(known: Known, part: Part) -> Known:
    """What the page's code states of one part: the site's name, and what stands inside the part or names its headline.

    What the head of the page says of a report belongs to the part with the page's title, else (a digest) to all.
    """
    lines = known.page.lines[part.first : part.last]
    head = known.page.lines[part.title]
    title = Cell(" ".join(head.words.split()), "heading", (Span(head.start, head.end),))
    stated = [a for a in known.stated if _key(linked_data.text(a, "headline") or "") == _key(head.words)]
    mine = is_its_own(known, part)
    begin, end = lines[0].raw, lines[-1].raw
    top = known.page.lines[0].raw
    metas = []
    for meta in known.page.metas:
        inside = begin is not None and end is not None and begin[0] <= meta.raw[1] and meta.raw[0] <= end[1]
        in_head = top is not None and meta.raw[0] < top[0]
        if inside or (in_head and mine):
            metas.append(meta)
    cells = {n: c for n, c in known.cells.items() if n == "outlet" or (n == "url" and mine)}
    page = replace(known.page, lines=tuple(lines), metas=tuple(metas), scripts=())
    # scripts are not told apart: what they say is of the report that the page is about
    return Known(page, known.source if mine else "", stated, known.site, cells | {"title": title})


def is_its_own(known: Known, part: Part) -> bool:
    """True for the report that the page's address, title and head are about: all of a digest, one of a page of one."""
    title = known.cells.get("title")
    words = known.page.lines[part.title].words
    return not _is_of_one(known) or (title is not None and _key(str(title.value)) == _key(words))


def _is_of_one(known: Known) -> bool:
    """True where the page's title is the headline of one of its reports."""
    title = known.cells.get("title")
    key = _key(str(title.value)) if title is not None else ""
    return any(x.tag in _HEADS and x.article >= 0 and _key(x.words) == key for x in known.page.lines)


def _key(words: str) -> str:
    return "".join(c for c in words.casefold() if c.isalnum())

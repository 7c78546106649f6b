"""Reports that a paywall cuts off: what stands there is a stub, and what says so is kept as evidence.

Most sites ask for subscribers below whole reports too, and state "not free" of pages that hold the whole text. So the
words must stand where the text ends, and the text must be short or break off.
"""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.reports import kind_phrases
from onrecord.reports.language import is_wordless_script
from onrecord.reports.lines import Line, Role
from onrecord.reports.page_metadata import Known
from onrecord.shapes.mark import Cell
from onrecord.shapes.span import Span

_WHOLE = 400  # words: a text of more is whole, or has enough to be read as one
_ENDED = 250  # words: so long may a text be that ends as whole ones do and is cut off all the same
_SHORT = 150  # words: no report of more is called a stub only because its page says that it is not free
_CLOSE = 10  # lines below the text among which the words of a paywall stand
_CALL = 30  # words: a line of a paywall is short
_LABEL = 8  # words of a button
_TEXT = ("body", "standfirst")
_ELSEWHERE = frozenset({"nav", "footer"})
_DOTS = ("…", "...", "…]", "...]", "…)", "...)")
_TAIL = 120  # characters at the end of a text in which dots and the call may stand


def stub(lines: Sequence[Line], roles: Sequence[Role], known: Known | None) -> Cell | None:
    """The genre cell of a report that is cut off, with what says so; None for a report that is whole."""
    body = [i for i, r in enumerate(roles) if r.kind in _TEXT and not _is_call(lines[i])]
    words = sum(_count(lines[i]) for i in body)
    if words > _WHOLE:
        return None
    last = body[-1] if body else next((i for i, r in enumerate(roles) if r.kind == "title"), None)
    if last is None:
        return None
    broken = bool(body) and breaks_off(lines[last].words)
    for i in range(last, min(len(lines), last + _CLOSE)):
        line = lines[i]
        if line.inside & _ELSEWHERE or (i > last and _count(line) > _CALL):
            continue
        said = kind_phrases.inside(line.words, "stub") if broken or (i > last and words <= _ENDED) else []
        if not said and broken and i > last:
            said = kind_phrases.inside(line.words, "subscriber") if _count(line) <= _CALL // 2 else []
        if said:
            return Cell("stub", f"page_kinds.tsv:{said[0]}", (Span(line.at, line.at + len(line.words)),))
    return _not_free(known) if words <= _SHORT and (broken or _is_asked(lines, last)) else None


def without_calls(lines: Sequence[Line], roles: Sequence[Role]) -> list[Role]:
    """The roles of a stub's lines: what calls for subscribers is no text of the report."""
    called = Role("boilerplate", "a paywall's call for subscribers")
    return [called if r.kind in _TEXT and _is_call(x) else r for x, r in zip(lines, roles, strict=True)]


def _is_call(line: Line) -> bool:
    """True for a line of a paywall: shorter where its words may stand in a report as well."""
    count = _count(line)
    return (count <= _CALL and bool(kind_phrases.inside(line.words, "stub"))) or (
        count <= _LABEL and bool(kind_phrases.inside(line.words, "subscriber"))
    )


def _is_asked(lines: Sequence[Line], last: int) -> bool:
    """True where subscribers are called for right below the text."""
    below = lines[last + 1 : last + _CLOSE]
    return any(_count(x) <= _CALL and kind_phrases.inside(x.words, "subscriber") for x in below)


def breaks_off(words: str) -> bool:
    """True for a text that ends with dots, also before the call that stands in its last line."""
    return words.rstrip('"”» ').endswith(_DOTS) or any(d in words[-_TAIL:] for d in _DOTS)


def _not_free(known: Known | None) -> Cell | None:
    """The page's own data say that it is not free."""
    for article in known.stated[:3] if known is not None else ():
        value = article.data.get("isAccessibleForFree")
        if value is False or str(value).strip().casefold() == "false":
            return Cell("stub", "json-ld:isAccessibleForFree", raw=article.named("isAccessibleForFree"))
    return None


def _count(line: Line) -> int:
    return len(line.words) // 3 if is_wordless_script(line.words) else line.words.count(" ") + 1

"""Who copied whom, where it can be told.

The surest sign comes first: the agency's own page, then whom a credit line names, then the clock, then whose name
stands on the report, then what is missing. Where two credit each other, their credits tell nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

from onrecord.lexicon import agencies
from onrecord.links.shared import side, split
from onrecord.shapes.link import Digest

_MORE = 1.1
# Of the names in what the shorter lacks so many stand in what both have, or of its words so many in paragraphs of which
# the shorter has a part.
_BELONGS, _CUT = 0.25, 0.5


def source_of(a: Digest, b: Digest, kind: str) -> Digest | None:
    """The one that the other was made from (of two versions the older); None when nothing tells."""
    signs: tuple[Callable[[Digest, Digest], int], ...] = (
        (_edited, _sooner, _captured) if kind == "update" else (_own_wire, _named, _sooner, _filed, _signed, _fuller)
    )
    for sign in signs:
        found = sign(a, b)
        if found:
            return a if found > 0 else b
    return None


def older(a: Digest, b: Digest) -> tuple[Digest, str] | None:
    """Of two readings of one page the older, and what tells: when they were captured, changed or published."""
    for how, sign in (("captured", _captured), ("modified", _edited), ("published", _sooner)):
        found = sign(a, b)
        if found:
            unchanged = a.changed == a.published and b.changed == b.published and not (a.edited and b.edited)
            return (a if found > 0 else b), "published" if how == "modified" and unchanged else how
    return None


def agency_of(digest: Digest) -> str | None:
    """The agency whose report this is, by its full name where the lexicon knows it: from the credit, else the outlet.

    An outlet whose initials are the agency's mark is that agency ("Highland Wire Service", "HWS").
    """
    if digest.agency:
        return agencies.by_mark(digest.agency) or digest.agency
    return agencies.by_mark(digest.outlet) if digest.outlet else None


@lru_cache(maxsize=4096)
def is_agency(digest: Digest) -> bool:
    """True when the report stands on its agency's own page."""
    if not digest.outlet:
        return False
    if agencies.by_mark(digest.outlet):
        return agencies.by_mark(digest.outlet) == agency_of(digest)
    if not digest.agency:
        return False
    outlet, mark = digest.outlet.casefold(), digest.agency.casefold()
    if mark in (outlet, initials(digest.outlet).casefold()) or mark in re.findall(r"\w+", outlet):
        return True
    if agencies.by_mark(digest.agency):  # one that the lexicon knows has no other outlet
        return False
    return _is_short_for(digest.agency, digest.outlet) or any(
        len(mark) > 2 and host.startswith(mark) for host in (_host(outlet), _host(digest.url or ""))
    )


def _is_short_for(mark: str, outlet: str) -> bool:
    """True for a mark whose letters stand in an outlet's name in order, the first of every word among them ("CVPS")."""
    first = initials(outlet)
    if not mark.isupper() or not 2 < len(mark) < 7 or len(first) < 2 or mark[0] != first[0]:
        return False
    letters = "".join(w for w in outlet.upper().split())
    return _is_inside(mark, letters) and _is_inside(first, mark)


def _is_inside(few: str, many: str) -> bool:
    rest = iter(many)
    return all(letter in rest for letter in few)


def _host(address: str) -> str:
    """The first label of a host, "" where there is none: "https://www.marcnews.example/1" → "marcnews"."""
    found = re.match(r"(?:https?://)?(?:www\.)?([\w-]+)\.[\w.-]+(?:/|$)", address.casefold())
    return found.group(1) if found else ""


def initials(outlet: str) -> str:
    """The first letters of an outlet's capitalised words: "Highland Wire Service" → "HWS"."""
    return "".join(w[0] for w in outlet.split() if w[0].isupper())


def _own_wire(a: Digest, b: Digest) -> int:
    return is_agency(a) - is_agency(b)


def _sooner(a: Digest, b: Digest) -> int:
    if a.moment and b.moment:
        return _less(a.moment, b.moment)
    if a.published and b.published:
        return _less(a.published, b.published)
    return 0


def _edited(a: Digest, b: Digest) -> int:
    if a.edited and b.edited:
        return _less(a.edited, b.edited)
    return _less(a.changed, b.changed) if a.changed and b.changed else 0


def _captured(a: Digest, b: Digest) -> int:
    return _less(a.captured, b.captured) if a.captured and b.captured else 0


def _filed(a: Digest, b: Digest) -> int:
    return (a.filed - b.filed) or (bool(a.agency) - bool(b.agency))


def _signed(a: Digest, b: Digest) -> int:
    return (a.bylined - b.bylined) or (bool(a.published) - bool(b.published))


def _named(a: Digest, b: Digest) -> int:
    return _credits(b, a) - _credits(a, b)


def _credits(one: Digest, other: Digest) -> bool:
    """True when a credit line of one names the other: its outlet, or the agency on whose own page it stands."""
    if not other.outlet:
        return False
    outlet, own = _bare(other.outlet), _bare(one.outlet or "")
    agency = agency_of(other) if is_agency(other) else None
    for _, who in one.credits:
        name = _bare(who)
        if not name or name == own:
            continue
        if agency is not None and (agencies.by_mark(who) or who) == agency:
            return True
        if f" {outlet} " in f" {name} ":
            return True
    return False


@lru_cache(maxsize=4096)
def _bare(name: str) -> str:
    return " ".join(re.findall(r"\w+", re.sub(r"^the\b", "", name.casefold())))


def _fuller(a: Digest, b: Digest) -> int:
    """The longer, when what the shorter lacks belongs to the rest: it names the same, or was cut out of paragraphs.

    What a desk adds of its own speaks of other people and places; then nothing tells who had it first.
    """
    x, y = side(a), side(b)
    # A few words more are a caption or a credit line; a tenth more is matter that the other cut.
    if max(x.total, y.total) <= _MORE * min(x.total, y.total):
        return 0
    longer, shorter = (a, b) if x.total > y.total else (b, a)
    there, missing = split(longer, shorter)
    names = {f for s in there for f in s.facts if not f[0].isdigit()}
    lacking = [f for s in missing for f in s.facts if not f[0].isdigit()]
    inside = {s.paragraph for s in there}
    cut = sum(len(s.words) for s in missing if s.paragraph in inside)
    belongs = sum(f in names for f in lacking) >= _BELONGS * len(lacking) if lacking else False
    if not missing or (not belongs and cut < _CUT * sum(len(s.words) for s in missing)):
        return 0
    return 1 if longer is a else -1


def _less(x: str | int, y: str | int) -> int:
    return 0 if x == y else (1 if x < y else -1)  # type: ignore[operator]

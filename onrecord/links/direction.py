"""Who copied whom, where it can be told.

The surest sign comes first: the agency's own page, then the clock, then whose name stands on the report, then what
is missing.
"""

from __future__ import annotations

from collections.abc import Callable

from onrecord.lexicon import agencies
from onrecord.shapes.link import Digest


def source_of(a: Digest, b: Digest, kind: str) -> Digest | None:
    """The one that the other was made from (of two versions the older); None when nothing tells."""
    signs: tuple[Callable[[Digest, Digest], int], ...] = (
        (_edited, _sooner, _captured) if kind == "update" else (_own_wire, _sooner, _filed, _signed, _fuller)
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


def is_agency(digest: Digest) -> bool:
    """True when the report stands on its agency's own page."""
    if not digest.outlet:
        return False
    if agencies.by_mark(digest.outlet):
        return agencies.by_mark(digest.outlet) == agency_of(digest)
    if not digest.agency:
        return False
    return digest.agency.casefold() in (digest.outlet.casefold(), initials(digest.outlet).casefold())


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


def _fuller(a: Digest, b: Digest) -> int:
    # A few words more are a caption or a credit line; a tenth more is matter that the other cut.
    return _less(b.length, a.length) if max(a.length, b.length) > 1.1 * min(a.length, b.length) else 0


def _less(x: str | int, y: str | int) -> int:
    return 0 if x == y else (1 if x < y else -1)  # type: ignore[operator]

"""Which reports are readings of one page at different times, and in which order they came."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from urllib.parse import urlsplit

from onrecord.links.direction import older
from onrecord.shapes.link import Copy, Digest, Version

# Parameters of an address that say where a reader came from, not what is read.
_TRACKING = re.compile(r"(?:^|&)(?:utm_[^=&]*|fbclid|gclid|mc_cid|mc_eid)=[^&]*")
_STANDARD_INPUT = "-"


def is_web(address: str) -> bool:
    """True for the address of a page on the web, False for a place in a folder or a row's name."""
    return address[:8].casefold().startswith(("http://", "https://"))


def page(address: str, part: int) -> str | None:
    """The name that all readings of one page share; None where the address names no page.

    A front page changes all day and is no version of itself. Scheme, "www.", what follows "#" and where the reader
    came from make no other page.
    """
    if not is_web(address):
        return None if address in ("", _STANDARD_INPUT) else f"{address} {part}"
    try:
        split = urlsplit(address)
    except ValueError:
        return None
    path, query = split.path.rstrip("/"), _TRACKING.sub("", split.query).lstrip("&")
    if not path.strip("/") and not query:
        return None
    host = split.netloc.casefold().removeprefix("www.")
    return f"{host}{path}{'?' + query if query else ''} {part}"


def one_page(a: Digest, b: Digest) -> bool:
    """True for two readings of one address that found other bytes there."""
    name = page(a.address, a.part)
    return a.sha256 != b.sha256 and name is not None and name == page(b.address, b.part)


def versions(reports: Mapping[str, Digest], copies: Iterable[Copy]) -> tuple[tuple[Version, ...], ...]:
    """The pages that were read more than once, each with its versions from the oldest to the newest.

    Takes: the digests by id, in order of addition, and all copies. Dates decide; the order of addition only where
    they tell nothing, and then the version says so.
    """
    place = {r: n for n, r in enumerate(reports)}
    groups = {r: {r} for r in reports}
    for copy in copies:
        one, two = reports.get(copy.report), reports.get(copy.of)
        if copy.kind == "update" and one and two and one_page(one, two) and groups[one.id] is not groups[two.id]:
            groups[one.id] |= groups[two.id]
            for report in groups[two.id]:
                groups[report] = groups[one.id]
    first = {id(g): g for g in groups.values() if len(g) > 1}
    ordered = [_ordered([reports[r] for r in sorted(group, key=place.__getitem__)]) for group in first.values()]
    return tuple(sorted(ordered, key=lambda chain: chain[0].report))


def _ordered(group: Sequence[Digest]) -> tuple[Version, ...]:
    """Oldest first: always the earliest added of those that none of the rest is known to be older than."""
    out: list[Version] = []
    waiting = list(group)
    if len({d.captured for d in group} - {None}) == len(group):  # as in an archive, where there may be thousands
        waiting.sort(key=lambda d: d.captured or "")
    before: Digest | None = None
    while waiting:
        free = (d for d in waiting if not any(_is_older(o, d) for o in waiting))
        found = next(free, waiting[0])  # dates that contradict one another: as they were added
        told = None if before is None else older(before, found)
        how = "first" if before is None else told[1] if told is not None and told[0] is before else "added"
        out.append(Version(found.id, how))
        waiting.remove(found)
        before = found
    return tuple(out)


def _is_older(a: Digest, b: Digest) -> bool:
    told = older(a, b)
    return told is not None and told[0] is a

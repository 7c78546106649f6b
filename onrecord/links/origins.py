"""Which independent source each report of a group goes back to.

A copy shares the origin of what it copies; an agency's reports share one origin; own reporting is its outlet's. A
round-up of other news is no source of a story that others report.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence

from onrecord.lexicon import agencies, outlets
from onrecord.links.direction import agency_of, initials
from onrecord.links.versions import one_page
from onrecord.links.who_reported import own
from onrecord.shapes import called
from onrecord.shapes.link import Copy, Digest, Origin
from onrecord.shapes.union import Union

_ROUNDUP = "roundup"
_SAME = ("identical", "verbatim")


def origins(reports: Sequence[Digest], copies: Iterable[Copy]) -> tuple[Origin, ...]:
    """The origins of a group of reports, the earliest first; each report stands in exactly one, a round-up in none.

    A function of the group: neither the order of `reports` nor that of `copies` matters, and copies of reports
    outside the group are not asked.
    """
    ordered = sorted(reports, key=_earliest)
    known = {d.id: d for d in ordered}
    made = tuple(copies)
    sources = _sources(known, made)
    families = _families(known, sources, made)
    members: dict[str, list[Digest]] = {}
    for digest in ordered:
        members.setdefault(families[digest.id], []).append(digest)
    if any(d.genre != _ROUNDUP for d in ordered):
        members = {root: family for root, family in members.items() if any(d.genre != _ROUNDUP for d in family)}
    named = {agency_of(d) for d in ordered}
    groups: dict[str, list[Digest]] = {}
    for family in members.values():
        groups.setdefault(_origin(family, sources, named), []).extend(family)
    return tuple(
        Origin(name, _label(name, found), tuple(d.id for d in sorted(found, key=_earliest)))
        for name, found in sorted(groups.items(), key=lambda g: (min(map(_earliest, g[1])), g[0]))
    )


def _earliest(digest: Digest) -> tuple[str, str]:
    # Undated reports come last: "9" sorts after every day of a calendar.
    return (digest.published or "9", digest.id)


def _sources(known: Mapping[str, Digest], copies: Iterable[Copy]) -> dict[str, list[str]]:
    """For each report what it was made from: the one it carries most of; all that cannot be told apart in direction."""
    best: dict[str, tuple[float, tuple[str, str]]] = {}
    out: dict[str, list[str]] = {}
    for copy in sorted(copies, key=lambda c: (c.report, c.of)):
        if copy.report not in known or copy.of not in known:
            continue
        if not copy.directed:
            out.setdefault(copy.report, []).append(copy.of)
            continue
        rank = (-copy.share, _earliest(known[copy.of]))
        if copy.report not in best or rank < best[copy.report]:
            best[copy.report] = rank
    for report, (_, (_, of)) in best.items():
        out.setdefault(report, []).append(of)
    return out


def _families(known: Mapping[str, Digest], sources: Mapping[str, list[str]], made: Sequence[Copy]) -> dict[str, str]:
    together = Union(known)
    # A page goes back to what any of its versions goes back to: none of them is a source of its own.
    versions = ((c.report, c.of) for c in made if c.kind == "update" and c.report in known and c.of in known)
    pairs = [(r, of) for r in sorted(sources) for of in sources[r]]
    # Whatever was made from whatever: the same words go back to one origin.
    same = [(c.report, c.of) for c in made if c.kind in _SAME and c.report in known and c.of in known]
    for a, b in (*pairs, *sorted(same), *(v for v in versions if one_page(known[v[0]], known[v[1]]))):
        together.join(a, b)
    return {r: together.root(r) for r in known}


def _origin(family: Sequence[Digest], sources: Mapping[str, list[str]], named: Container[str | None]) -> str:
    """The origin of one family: the agency of the report all came from, else any agency named, else the outlet.

    An outlet whose initials are an agency `named` in the group is that agency's own page.
    """
    first = sorted(family, key=lambda d: (d.id in sources, _earliest(d)))
    for digest in first:
        agency = agency_of(digest)
        if agency:
            return f"agency:{agency}"
    head = first[0]
    if head.outlet and initials(head.outlet) in named:
        return f"agency:{initials(head.outlet)}"
    return own(head)


def _label(origin: str, reports: Sequence[Digest]) -> str:
    kind, _, name = origin.partition(":")
    if kind == "agency":
        printed = {d.agency for d in reports if d.agency and (agencies.by_mark(d.agency) or d.agency) == name}
        return min(printed, key=lambda p: (len(p), p), default=name)  # "AP", not "The Associated Press"
    if kind == "outlet":
        return outlets.printed(d.outlet for d in reports if d.outlet and outlets.fold(d.outlet) == name)
    # Neither outlet nor agency: an id would tell a reader nothing.
    return next((d.title or called.source(d.address) for d in reports if d.id == name), "") or name

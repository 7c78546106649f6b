"""Which origin a name in a report means: an agency, an outlet of the story, another outlet."""

from __future__ import annotations

from collections.abc import Iterable

from onrecord.lexicon import agencies, outlets
from onrecord.links.direction import agency_of, initials, is_agency
from onrecord.shapes.link import Digest


class Outlets:
    """The outlets and agencies behind some reports, by every name that a report may call them.

    `labels` are the printed names of their origins, and of others that were asked for.
    """

    def __init__(self, reports: Iterable[Digest]) -> None:
        """Of the reports of a story, in any order."""
        self.labels: dict[str, str] = {}
        self._known: dict[str, str] = {}
        for digest in sorted(reports, key=lambda d: d.id):
            agency = agency_of(digest)
            if agency:
                for name in (agency, digest.agency or "", digest.outlet if is_agency(digest) else ""):
                    self._known[outlets.fold(name or "")] = f"agency:{agency}"
        for digest in sorted(reports, key=lambda d: d.id):
            if digest.outlet:
                self._known.setdefault(outlets.fold(digest.outlet), own(digest))
                self.labels.setdefault(own(digest), digest.outlet)
        self._known.pop("", None)

    def origin(self, name: str) -> str | None:
        """The origin that a name means; None for one that is no outlet's."""
        name = " ".join(name.split())
        agency = agencies.by_mark(name)
        found = (
            f"agency:{agency}"
            if agency
            else self._known.get(outlets.fold(name)) or self._known.get(outlets.fold(initials(name)))
        )
        if found is None and any(c.isupper() for c in name) and outlets.is_outlet(name):
            found = f"outlet:{outlets.fold(name)}"
        if found is not None:
            self.labels.setdefault(found, name)
        return found


def own(digest: Digest) -> str:
    """The origin of what a report has from nobody else: its outlet's, or its own where it names none."""
    return f"outlet:{outlets.fold(digest.outlet)}" if digest.outlet else f"report:{digest.id}"

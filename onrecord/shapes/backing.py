"""What stands behind the stretches of some reports: the independent origins that they go back to."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Protocol

# Characters [start, end) of a report, and the origin that they go back to.
Apart = tuple[int, int, str]


class Place(Protocol):
    """Characters [start, end) of the reading text of a report."""

    @property
    def report(self) -> str:
        """The report's id."""

    @property
    def start(self) -> int:
        """Where it begins."""

    @property
    def end(self) -> int:
        """Where it ends."""


@dataclass(frozen=True, slots=True)
class Share:
    """An origin behind a fact: its id, its printed name, and how many reports have the fact from it."""

    origin: str
    label: str
    reports: int


@dataclass(frozen=True, slots=True)
class Backing:
    """Of some reports the origin of each (`reports`), and of stretches that go back to another (`apart`).

    `apart` holds for each report the narrowest stretches first; `labels` the printed names of origins. Reports in
    `repeaters` (opinion, round-ups) only repeat: they stand behind nothing that another report tells too. A report
    that is not known is an origin of its own.
    """

    reports: Mapping[str, str] = field(default_factory=dict)
    labels: Mapping[str, str] = field(default_factory=dict)
    apart: Mapping[str, tuple[Apart, ...]] = field(default_factory=dict)
    repeaters: Collection[str] = frozenset()

    def origin(self, place: Place) -> str:
        """The origin that a stretch goes back to."""
        for start, end, origin in self.apart.get(place.report, ()):
            if start <= place.start and place.end <= end:
                return origin
        return self.reports.get(place.report, place.report)

    def origins(self, places: Iterable[Place]) -> dict[str, set[str]]:
        """The independent origins behind something told at some places, each with the reports that have it from it.

        A report that has it from somebody whom it names, and says it again, is no origin of it beside that one.
        """
        found = list(places)
        telling = [p for p in found if p.report not in self.repeaters] or found
        named: dict[str, set[str]] = {}
        for place in telling:
            named.setdefault(place.report, set()).add(self.origin(place))
        out: dict[str, set[str]] = {}
        for report, origins in named.items():
            for origin in sorted(origins - {self.reports.get(report, report)} or origins):
                out.setdefault(origin, set()).add(report)
        return out

    def behind(self, places: Iterable[Place]) -> tuple[Share, ...]:
        """Those origins as they are shown, that of most reports first."""
        found = self.origins(places)
        shares = (Share(o, self.labels.get(o, o.partition(":")[2] or o), len(r)) for o, r in found.items())
        return tuple(sorted(shares, key=lambda s: (-s.reports, s.label, s.origin)))

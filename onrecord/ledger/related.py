"""How near two reports are to each other, as far as it speaks for their telling one event."""

from __future__ import annotations

from collections.abc import Iterable

from onrecord.ledger.strands import Strand
from onrecord.shapes.reading import Reading

SAME_REPORT = 1.5
_COPY = 2.0
_RELATED = 1.0
_UNDATED = 0.5  # less, where a report states no day: it may be of any year
_NAMES = 3  # names that two reports must share to be about related things …
_PART = 0.2  # … and of the names of the one with fewer
_HALF = 0.5  # from so many on they are fully related, whatever their days
_WORDINGS = 3  # events in the very same words, so many and …
_COPIED = 0.4  # … so many of those of the shorter: one copies the other
_REPORTS = 3  # of a strand, so many are asked


class Related:
    """Which reports are about related things, by the names they share and by the wordings."""

    def __init__(self, readings: Iterable[Reading], strands: Iterable[Strand]) -> None:
        """Takes: the reports, and all strands of their events."""
        self._names = {r.report.id: _names(r) for r in readings}
        self._texts: dict[str, set[str]] = {name: set() for name in self._names}
        self._known: dict[tuple[str, str], tuple[float, bool]] = {}
        for strand in strands:
            for told in strand.tellings:
                self._texts[told.telling.report] |= {w for w in (told.key,) if len(w.split()) > 2}

    def context(self, a: Strand, b: Strand) -> float:
        """How much the nearness of their reports speaks for two strands being one event."""
        if a.reports & b.reports:
            return SAME_REPORT
        some = sorted(a.reports)[:_REPORTS], sorted(b.reports)[:_REPORTS]
        found, sure = max(self._of(x, y) for x in some[0] for y in some[1])
        return found if sure or (a.first and b.first) else found - _UNDATED

    def _of(self, a: str, b: str) -> tuple[float, bool]:
        pair = (a, b) if a < b else (b, a)
        if pair not in self._known:
            self._known[pair] = self._compared(a, b)
        return self._known[pair]

    def _compared(self, a: str, b: str) -> tuple[float, bool]:
        both, fewer = _shared(self._texts[a], self._texts[b])
        if both >= _WORDINGS and both >= _COPIED * fewer:
            return _COPY, True
        both, fewer = _shared(self._names[a], self._names[b])
        if both < _NAMES or both < _PART * fewer:
            return 0.0, False
        return min(_RELATED, _RELATED - _HALF + both / fewer), both >= _HALF * fewer


def _shared(a: set[str] | frozenset[str], b: set[str] | frozenset[str]) -> tuple[int, int]:
    return len(a & b), min(len(a), len(b))


def _names(reading: Reading) -> frozenset[str]:
    found = (m.value("name") for m in (*reading.mentions, *reading.places))
    return frozenset(str(n).casefold() for n in found if n and any(c.isupper() for c in str(n)))

"""How near two reports are to each other, as far as it speaks for their telling one event."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from onrecord.ledger.strands import Strand
from onrecord.ledger.tellings import Told
from onrecord.shapes.reading import Reading
from onrecord.shapes.union import Union

SAME_REPORT = 1.5
COPY = 2.0
_RELATED = 1.0
_UNDATED = 0.5  # less, where a report states no day: it may be of any year
_NAMES = 2  # names that two reports must share to be about related things …
_PART = 0.25  # … and of the names of the one with fewer
_HALF = 0.5  # from so many on they are fully related, whatever their days
_WORDINGS = 3  # events in the very same words, so many and …
_COPIED = 0.4  # … so many of those of the shorter: one copies the other
_REPORTS = 3  # of a strand, so many are asked
_NEXT = 25  # others that have a wording too, so many are asked


def families(strands: Iterable[Strand]) -> dict[str, str]:
    """Of each report the first of those that tell so much in the same words that they are copies, over any number."""
    wordings: dict[str, set[str]] = {}
    for strand in strands:
        for told in strand.tellings:
            wordings.setdefault(told.telling.report, set()).update(_wording(told))
    alike: dict[frozenset[str], list[str]] = {}
    for report in sorted(wordings):
        alike.setdefault(frozenset(wordings[report]), []).append(report)
    together = Union(wordings)
    holding: dict[str, list[str]] = {}
    for texts, reports in alike.items():
        for one in reports[1:] if len(texts) >= _WORDINGS else ():
            together.join(reports[0], one)
        near = Counter(report for text in texts for report in holding.get(text, ())[-_NEXT:])
        for other, both in near.items():
            if _is_copy(both, min(len(texts), len(wordings[other]))):
                together.join(other, reports[0])
        for text in texts:
            holding.setdefault(text, []).append(reports[0])
    return {report: together.root(report) for report in wordings}


class Related:
    """Which reports are about related things, by the names they share and by the wordings."""

    def __init__(self, readings: Iterable[Reading], strands: Iterable[Strand]) -> None:
        """Takes: the reports, and all strands of their events."""
        self._names = {r.report.id: _names(r) for r in readings}
        self._texts: dict[str, set[str]] = {name: set() for name in self._names}
        self._known: dict[tuple[str, str], tuple[float, bool]] = {}
        self._asked: dict[frozenset[str], tuple[str, ...]] = {}
        for strand in strands:
            for told in strand.tellings:
                self._texts[told.telling.report] |= _wording(told)

    def context(self, a: Strand, b: Strand) -> float:
        """How much the nearness of their reports speaks for two strands being one event."""
        if a.reports & b.reports:
            return SAME_REPORT
        found, sure = max(self._of(x, y) for x in self._some(a.reports) for y in self._some(b.reports))
        return found if sure or (a.first and b.first) else found - _UNDATED

    def _some(self, reports: frozenset[str]) -> tuple[str, ...]:
        if reports not in self._asked:
            self._asked[reports] = tuple(sorted(reports)[:_REPORTS])
        return self._asked[reports]

    def _of(self, a: str, b: str) -> tuple[float, bool]:
        pair = (a, b) if a < b else (b, a)
        if pair not in self._known:
            self._known[pair] = self._compared(a, b)
        return self._known[pair]

    def _compared(self, a: str, b: str) -> tuple[float, bool]:
        both, fewer = _shared(self._texts[a], self._texts[b])
        if _is_copy(both, fewer):
            return COPY, True
        both, fewer = _shared(self._names[a], self._names[b])
        if both < _NAMES or both < _PART * fewer:
            return 0.0, False
        return min(_RELATED, _RELATED - _HALF + both / fewer), both >= _HALF * fewer


def _wording(told: Told) -> set[str]:
    """The words of a telling that are enough to be known again, as a set of one; else none."""
    return {told.key} if len(told.key.split()) > 2 else set()


def _is_copy(both: int, fewer: int) -> bool:
    return both >= _WORDINGS and both >= _COPIED * fewer


def _shared(a: set[str] | frozenset[str], b: set[str] | frozenset[str]) -> tuple[int, int]:
    return len(a & b), min(len(a), len(b))


def _names(reading: Reading) -> frozenset[str]:
    found = (m.value("name") for m in (*reading.mentions, *reading.places))
    return frozenset(str(n).casefold() for n in found if n and any(c.isupper() for c in str(n)))

"""Which quotes stand at the same place in two reports of which one was spun from the other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from onrecord.links import joins
from onrecord.links.sayings import Saying
from onrecord.links.words import tokens
from onrecord.shapes import align
from onrecord.shapes.link import Digest, Stretch

# Two paragraphs of one spun from the other have this part of the longer one's words in order.
_ALIKE = 0.35
_SHARES = 1000


def placed(
    one: Sequence[Saying], two: Sequence[Saying], first: Digest, second: Digest
) -> Iterator[tuple[Saying, Saying]]:
    """Pairs of quotes at one place: in paragraphs that stand for each other, in the same order."""
    for left, right in _paragraphs(first, second):
        a, b = _inside(one, left), _inside(two, right)
        for i, j in align.best(len(a), len(b), lambda i, j, a=a, b=b: _worth(a[i], b[j])):  # type: ignore[misc]
            yield a[i], b[j]


def _paragraphs(first: Digest, second: Digest) -> Iterator[tuple[Stretch, Stretch]]:
    one, two = ([[t.number or t.stem for t in tokens(p.text)] for p in d.paragraphs] for d in (first, second))

    def worth(i: int, j: int) -> int:
        common = align.common(one[i], two[j])
        return common if common >= _ALIKE * max(len(one[i]), len(two[j])) else 0

    for i, j in align.best(len(one), len(two), worth):
        yield first.paragraphs[i], second.paragraphs[j]


def _inside(found: Sequence[Saying], paragraph: Stretch) -> list[Saying]:
    return [s for s in found if paragraph.start <= s.start < paragraph.end]


def _worth(a: Saying, b: Saying) -> int:
    found = joins.join(a, b, placed=True)
    return 0 if found is None else 1 + round(found.share * _SHARES)

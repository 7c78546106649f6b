"""Which lines of a page an extractor would keep: it votes on lines, it does not own them."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from resiliparse.extract.html2text import extract_plain_text

from onrecord.reports.clean import Page
from onrecord.reports.words import keyed

LARGEST = 3_000_000  # characters of a page that the extractor is asked about; beyond, the model goes by the rest
_DEEPEST = 1_000  # elements inside one another, attributes of one element: beyond, its time grows with the square
_MOST_ATTRIBUTES = 1_000
_GRAM = 4  # words: shorter runs are shared by chance
_COVERED = 0.7
_OFTEN = 8  # lines that stand more often on the page ("Share") say nothing by standing in the extract


@dataclass(frozen=True, slots=True)
class Vote:
    """The extractor's vote: for each line, kept or not; `why` where it was not asked or found nothing."""

    kept: tuple[bool, ...]
    why: str | None = None

    @property
    def words(self) -> int:
        """Lines kept."""
        return sum(self.kept)


def vote(source: str, page: Page) -> Vote:
    """The lines of `page`, made of `source`, that Resiliparse's extract of it holds, in its order."""
    lines = page.lines
    nothing = tuple(False for _ in lines)
    if len(source) > LARGEST or page.deepest > _DEEPEST or page.crowded > _MOST_ATTRIBUTES:
        return Vote(nothing, "page too large for the extractor")
    try:
        extract = _extract(source)
    except TypeError:  # it takes no half of a surrogate pair
        extract = _extract(source.encode("utf-8", "replace").decode("utf-8"))
    if not extract.strip():
        return Vote(nothing, "extractor found no article")
    return Vote(tuple(align([_key(x) for x in extract.split("\n")], [_key(line.words) for line in lines])))


def _extract(source: str) -> str:
    text: str = extract_plain_text(
        source,
        main_content=True,
        preserve_formatting=True,
        list_bullets=False,
        alt_texts=False,
        links=False,
        form_fields=False,
        noscript=False,
        comments=False,
    )
    return text


def _key(words: str) -> str:
    if not words.isprintable():  # the extractor leaves out what is not printed: soft hyphens, controls
        words = "".join(c for c in words if c.isprintable() or c.isspace())
    return keyed(words)


def align(extract: Sequence[str], lines: Sequence[str]) -> list[bool]:
    """For each of `lines` (normalised), whether it stands in `extract`.

    Equal lines are matched in order, by the heaviest increasing sequence, so that a teaser with the words of a
    paragraph further down is not taken for it; then lines most of whose four-word runs stand in the extract.
    """
    kept = [False] * len(lines)
    for i in _in_order(extract, lines):
        kept[i] = True
    matched = [i for i, k in enumerate(kept) if k]
    lo, hi = (matched[0], matched[-1]) if matched else (0, len(lines))
    grams: set[tuple[str, ...]] = set()
    for i, line in enumerate(lines):
        # away from the extract's place only long lines count: short ones are shared with menus and teasers
        enough = 2 if lo <= i <= hi else 12
        if kept[i] or line.count(" ") < enough + _GRAM - 2:
            continue
        grams = grams or {g for line in extract for g in _grams(line)}
        mine = _grams(line)
        if sum(map(grams.__contains__, mine)) >= _COVERED * len(mine):
            kept[i] = True
    return kept


def _grams(line: str) -> list[tuple[str, ...]]:
    words = line.split()
    return list(zip(*(words[k:] for k in range(_GRAM)), strict=False))


def _in_order(extract: Sequence[str], lines: Sequence[str]) -> list[int]:
    """The heaviest sequence of equal lines that rises in both, by the places in `lines`."""
    where: dict[str, list[int]] = {}
    for i, line in enumerate(lines):
        if line:
            where.setdefault(line, []).append(i)
    pairs = [(e, i) for e, line in enumerate(extract) for i in reversed(where.get(line, [])[:_OFTEN])]
    # best[k]: heaviest chains so far by the place of their last line, both rising
    places: list[int] = []
    chains: list[tuple[int, int]] = []
    back: list[int] = []
    for n, (_, i) in enumerate(pairs):
        weight = lines[i].count(" ") + 1
        at = bisect_left(places, i)
        before, last = chains[at - 1] if at else (0, -1)
        back.append(last)
        total = before + weight
        end = at
        while end < len(places) and chains[end][0] <= total:
            end += 1
        if at < len(places) and places[at] == i and chains[at][0] > total:
            continue
        places[at:end] = [i]
        chains[at:end] = [(total, n)]
    out: list[int] = []
    n = chains[-1][1] if chains else -1
    while n >= 0:
        out.append(pairs[n][1])
        n = back[n]
    return out[::-1]

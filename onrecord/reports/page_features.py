"""Each line of a page in numbers, for the model that tells the report from the page round it.

Everything is a function of the one page: its words' shape, its markup, the extractor's vote, and its neighbours.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from onrecord.reports import hints
from onrecord.reports.forest import Matrix
from onrecord.reports.language import is_wordless_script
from onrecord.reports.lines import Line
from onrecord.reports.page_rules import Ruled

_LOW = re.compile(r"(?<!\w)[^\W\d_A-Z]")
_WORD = re.compile(r"\w+")
_TAGS = ("p", "li", "div", "td", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "a", "span", "pre", "dd", "dt")
_MARKS = (
    "nav", "header", "footer", "aside", "form", "article", "main", "figure", "figcaption", "table", "li", "blockquote",
    "button", "address", "dl",
)  # fmt: skip
_TITLE = 500  # characters of the longest line that may be a title or a standfirst
_TITLED = 3  # words: shorter lines share theirs with the headline by chance
_LONG = 1_000  # characters of a line whose shape is looked at
_PROSE = 12  # words from which a line that is no link reads as part of a report
_LEVELS = 4  # elements around a line, from its own block outwards, that are looked at as a whole
_FADES = 0.9  # what a phrase at the end of reports says of the lines behind it, by line
_GRAM = 3  # words: what a line has in common with the text that the page states
_QUOTES = '"”’»)]'
_QUOTED = re.compile('[“”"«»„]')
_DIGIT = re.compile(r"[0-9]")
_ENDS = tuple(".!?…。！？۔؟")

_OWN = (
    "words", "chars", "linked", "low", "commas", "closed", "colon", "digits", "bar", "upper", "starts_low", "quote",
    "gap", "wordless", "repeated", "stated", "described", "titled", *(f"tag_{t}" for t in _TAGS),
    *(f"in_{m}" for m in _MARKS), *(f"hint_{h}" for h in hints.KINDS),
)  # fmt: skip
_AROUND = ("voted", "log_words", "linked", "prose", "p", "head")
_STEPS = (-3, -2, -1, 1, 2, 3)
_WITHIN = ("lines", "words", "voted", "linked", "prose", "of_voted", "of_prose")
FEATURES = (
    "vote",
    *_OWN,
    *(f"{name}{step:+d}" for step in _STEPS for name in _AROUND),
    *(f"near_{name}{n}" for n in (5, 12) for name in ("voted", "words", "prose", "linked")),
    *(f"{name}_level{k}" for k in range(_LEVELS) for name in _WITHIN),
    *(f"{name}_alike" for name in _WITHIN),
    *(f"same{step:+d}_level{k}" for step in (-1, 1) for k in (1, 2)),
    "main_voted", "main_prose", "depth",
    "place", "before_voted", "share_before", "after_first", "before_last", "after_head", "has_head", "words_since_head",
    "page_words", "page_voted", "page_share", "page_lines", "page_stated",
)  # fmt: skip
AGAIN = (
    *FEATURES,
    "kept", "first", *(f"first{step:+d}" for step in _STEPS),
    "phrase", "captioned", "stamped", "byline", "after_phrase",
)  # fmt: skip

K = TypeVar("K", bound=Hashable)
Places = NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class About:
    """What is known of a page beside its lines: the extractor's vote, the line of its headline, and what the page
    states of its title, its description, its body ("" where it does not)."""

    kept: Sequence[bool]
    head: int | None
    title: str
    description: str
    body: str


def features(lines: Sequence[Line], about: About) -> Matrix:
    """A row for each line, a column for each of FEATURES."""
    return beside(lines, about, own(lines, about))


def again(lines: Sequence[Line], about: About, mine: Matrix, first: Matrix, rules: Sequence[Ruled]) -> Matrix:
    """A row for each line, a column for each of AGAIN.

    Where the lines that were told first (`first`: log odds, as many as lines) stand, as `features` tells where those
    stand that the extractor kept; and what the rules say of each. `mine` is what `own` gave.
    """
    kept = np.array(about.kept, np.float64)
    likely = 1 / (1 + np.exp(-np.clip(first, -30, 30)))
    rows = beside(lines, replace(about, kept=[bool(k) for k in first > 0]), mine)
    return np.concatenate([rows, kept[:, None], first[:, None], _steps(likely[:, None]), _ruled(rules)], axis=1)


def beside(lines: Sequence[Line], about: About, mine: Matrix) -> Matrix:
    """The columns of FEATURES, those of each line by itself (`own`) given."""
    kept = np.array(about.kept, np.float64)
    words, linked = mine[:, 0], mine[:, 2]
    prose = np.where((words >= _PROSE) & (linked < 0.5), words, 0.0)
    voted = kept * words
    logs = np.log1p(words)
    tagged = mine[:, _OWN.index("tag_p")]
    head = mine[:, _OWN.index("tag_h1") : _OWN.index("tag_h6") + 1].max(axis=1)
    parts = [kept[:, None], mine]
    parts.append(_steps(np.stack([kept, logs, linked, prose > 0, tagged, head], axis=1)))
    parts.append(_windows(np.stack([voted, words, prose, linked * words], axis=1)))
    paths = np.array([(*line.path, -1, -1, -1, -1)[:_LEVELS] for line in lines], np.intp).reshape(len(lines), _LEVELS)
    alike: dict[tuple[str, str], int] = {}
    groups = np.array([alike.setdefault((line.tag, line.hints), len(alike)) for line in lines], np.intp)
    parts.append(_containers(paths, groups, words, voted, linked * words, prose))
    parts.append(_places(lines, about, kept, words, voted))
    out = np.concatenate(parts, axis=1)
    out[:, 1] = logs
    return out


def own(lines: Sequence[Line], about: About) -> Matrix:
    """What each line is by itself: the first columns of FEATURES but one."""
    said = _stated(lines, about)
    # class names and the like are looked up once for all lines that have the same
    parts = [
        np.array([_shape(line) for line in lines], np.float64),
        np.array(said, np.float64),
        _looked_up([line.tag for line in lines], lambda tag: tuple(tag == t for t in _TAGS)),
        _looked_up([line.inside for line in lines], lambda inside: tuple(m in inside for m in _MARKS)),
        _looked_up([line.hints for line in lines], hints.told),
    ]
    return np.concatenate(parts, axis=1)


def _looked_up(keys: Sequence[K], row: Callable[[K], tuple[float, ...]]) -> Matrix:
    numbers: dict[K, int] = {}
    at = [numbers.setdefault(key, len(numbers)) for key in keys]
    table: Matrix = np.array([row(key) for key in numbers], np.float64)[at]
    return table


def _stated(lines: Sequence[Line], about: About) -> list[tuple[float, float, float, float]]:
    """Whether the line stands twice, and its share of the body, the description and the title that the page states."""
    seen = Counter([line.words for line in lines])
    stated = _grams(_WORD.findall(about.body.casefold())) if about.body else frozenset()
    described = frozenset(_WORD.findall(about.description.casefold()))
    titled = frozenset(_WORD.findall(about.title.casefold()))
    out = []
    for line in lines:
        words = line.words
        twice = float(seen[words] > 1)
        if not stated and not (titled and len(words) < _TITLE and words.count(" ") >= _TITLED - 1):
            out.append((twice, 0.0, 0.0, 0.0))
            continue
        keys = _WORD.findall(words[:_LONG].casefold())
        many = len(keys) or 1
        out.append(
            (
                twice,
                _share(_grams(keys), stated) if stated else 0.0,
                sum([k in described for k in keys]) / many if described and many > 3 else 0.0,
                sum([k in titled for k in keys]) / many if titled else 0.0,
            )
        )
    return out


def _ruled(rules: Sequence[Ruled]) -> Matrix:
    """What the rules say of each line; a phrase that ends reports tells less and less of the lines behind it."""
    rows, ended = [], 0.0
    for line in rules:
        hit = line.hit
        ended = 1.0 if hit is not None and hit.ends else ended * _FADES
        phrase = {"has": 1.0, "start": 2.0}.get(hit.match, 3.0) if hit is not None else 0.0
        people = 0.0 if line.people is None else 1.0 + bool(line.people)
        rows.append((phrase, float(line.caption), float(line.stamp), people, ended))
    return np.array(rows, np.float64)


def _shape(line: Line) -> tuple[float, ...]:
    text = line.words
    words = text[:_LONG]
    count = text.count(" ") + 1
    wordless = float(not text.isascii() and is_wordless_script(text))
    if wordless:
        count = max(1, len(text) // 2)
    seen = words.count(" ") + 1
    return (
        float(count),
        float(len(text)),
        line.linked,
        len(_LOW.findall(words)) / seen,
        float(words.count(",")),
        float(text.rstrip(_QUOTES)[-1:] in _ENDS),
        float(text[-1] == ":"),
        len(_DIGIT.findall(words[:200])) / min(len(text), 200),
        float("|" in words or "©" in words or "://" in words),
        float(words.isupper()),
        float(text[0].islower()),
        float(_QUOTED.search(words) is not None),
        float(line.gap),
        wordless,
    )


def _grams(words: Sequence[str]) -> frozenset[tuple[str, ...]]:
    return frozenset(zip(*(words[k:] for k in range(_GRAM)), strict=False))


def _share(mine: frozenset[tuple[str, ...]], its: frozenset[tuple[str, ...]]) -> float:
    return len(mine & its) / len(mine) if mine else 0.0


def _steps(values: Matrix) -> Matrix:
    """The values of the lines before and after each; -1 beyond the page's ends."""
    most = max(map(abs, _STEPS))
    wide = np.full((len(values) + 2 * most, values.shape[1]), -1.0)
    wide[most : most + len(values)] = values
    return np.concatenate([wide[most + k : most + k + len(values)] for k in _STEPS], axis=1)


def _windows(values: Matrix) -> Matrix:
    """Sums over the 5 and the 12 lines on either side, the line itself included."""
    sums = np.concatenate([np.zeros((1, values.shape[1])), np.cumsum(values, axis=0)])
    at = np.arange(len(values))
    parts = [sums[np.minimum(at + n + 1, len(values))] - sums[np.maximum(at - n, 0)] for n in (5, 12)]
    near: Matrix = np.log1p(np.maximum(np.concatenate(parts, axis=1), 0.0))
    return near


def _containers(paths: Places, groups: Places, words: Matrix, voted: Matrix, linked: Matrix, prose: Matrix) -> Matrix:
    """What the elements around each line hold, and the lines that the template treats alike."""
    columns = []
    weights = (words, voted, linked, prose)
    totals = [max(1.0, w.sum()) for w in weights]
    mains = []
    for k, ids in enumerate([*(paths[:, k] + 1 for k in range(_LEVELS)), groups]):
        sums = [np.bincount(ids, weights=w)[ids] for w in weights]
        held = np.maximum(sums[0], 1.0)
        columns += [np.log1p(np.bincount(ids)[ids]), np.log1p(sums[0]), sums[1] / held, sums[2] / held, sums[3] / held]
        columns += [sums[1] / totals[1], sums[3] / totals[3]]
        if k == 1:
            mains = [paths[np.argmax(sums[1]), 1], paths[np.argmax(sums[3]), 1]]
    for step in (-1, 1):
        for k in (1, 2):
            same = np.zeros(len(paths))
            pairs = (paths[1:, k] == paths[:-1, k]).astype(float)
            if step < 0:
                same[1:] = pairs
            else:
                same[:-1] = pairs
            columns.append(same)
    for main in mains:
        within = paths == main
        columns.append(np.where(within.any(axis=1), within.argmax(axis=1), _LEVELS).astype(float))
    columns.append((paths >= 0).sum(axis=1).astype(float))
    return np.stack(columns, axis=1)


def _places(lines: Sequence[Line], about: About, kept: Matrix, words: Matrix, voted: Matrix) -> Matrix:
    count = len(lines)
    at = np.arange(count, dtype=np.float64)
    where = np.flatnonzero(kept)
    first, last = (where[0], where[-1]) if len(where) else (0, count - 1)
    before = np.cumsum(words) - words
    ahead = np.cumsum(voted) - voted
    head = about.head if about.head is not None else first
    ones = np.ones(count)
    columns = [
        at / count,
        np.log1p(ahead),
        ahead / max(1.0, voted.sum()),
        _signed(at - first),
        _signed(last - at),
        _signed(at - head),
        ones * float(about.head is not None),
        _signed(before - before[head]),
        ones * np.log1p(words.sum()),
        ones * np.log1p(voted.sum()),
        ones * (voted.sum() / max(1.0, words.sum())),
        ones * np.log1p(count),
        ones * float(bool(about.body)),
    ]
    return np.stack(columns, axis=1)


def _signed(distance: Matrix) -> Matrix:
    signed: Matrix = np.sign(distance) * np.log1p(np.abs(distance))
    return signed

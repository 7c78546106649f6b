"""Each line of a page in numbers, for the model that tells the report from the page round it.

Everything is a function of the one page: its words' shape, its markup, the extractor's vote, and its neighbours.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain

import numpy as np
from numpy.typing import ArrayLike, NDArray

from onrecord.reports import hints
from onrecord.reports.forest import Matrix
from onrecord.reports.language import is_wordless_script
from onrecord.reports.lines import Line
from onrecord.reports.page_rules import Ruled
from onrecord.reports.words import keyed

_LOW = re.compile(r"(?<!\w)[^\W\d_A-Z]")
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
_BOUND = 30.0  # log odds beyond which a share is 0 or 1
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
_NEAR = (5, 12)  # lines on either side that are looked at together
_WITHIN = ("lines", "words", "voted", "linked", "prose", "of_voted", "of_prose")
_PLACES = (
    "place", "before_voted", "share_before", "after_first", "before_last", "after_head", "has_head", "words_since_head",
    "page_words", "page_voted", "page_share", "page_lines", "page_stated",
)  # fmt: skip
_KEPT_PLACES = (
    "after_first", "before_last", "after_head", "words_since_head", "before_voted", "share_before", "page_voted",
    "page_share",
)  # fmt: skip
FEATURES = (
    "vote",
    *_OWN,
    *(f"{name}{step:+d}" for step in _STEPS for name in _AROUND),
    *(f"near_{name}{n}" for n in _NEAR for name in ("voted", "words", "prose", "linked")),
    *(f"{name}_level{k}" for k in range(_LEVELS) for name in _WITHIN),
    *(f"{name}_alike" for name in _WITHIN),
    *(f"same{step:+d}_level{k}" for step in (-1, 1) for k in (1, 2)),
    "main_voted", "main_prose", "depth",
    *_PLACES,
)  # fmt: skip
AGAIN = (
    *FEATURES,
    "kept", "first", *(f"first{step:+d}" for step in _STEPS),
    "phrase", "captioned", "stamped", "byline", "after_phrase",
)  # fmt: skip

_PARTS = (*(f"level{k}" for k in range(_LEVELS)), "alike")
# The columns that tell of the lines that are kept, as `beside` makes them.
_OF_KEPT = [
    FEATURES.index(name)
    for name in (
        "vote",
        *(f"voted{step:+d}" for step in _STEPS),
        *(f"near_voted{n}" for n in _NEAR),
        *(f"{name}_{part}" for name in ("voted", "of_voted") for part in _PARTS),
        "main_voted",
        *_KEPT_PLACES,
    )
]

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


@dataclass(frozen=True, slots=True, eq=False)
class Ground:
    """What the lines of a page are in numbers whichever of them are kept, and what those who stand in a part are
    counted with. `rows` has FEATURES, the columns of _OF_KEPT yet to be filled.

    `near` are where the lines near each begin and end. `parts` are the elements around each line by level, outwards,
    then the lines treated alike, all numbered through; `held` are the words in each (at least 1), one row a level.
    """

    about: About
    rows: Matrix
    words: Matrix
    paths: Places
    near: tuple[Places, Places]
    parts: Places
    held: Matrix


def features(lines: Sequence[Line], about: About) -> Matrix:
    """A row for each line, a column for each of FEATURES."""
    return beside(ground(lines, about, own(lines, about)), about.kept)


def again(page: Ground, first: Matrix, rules: Sequence[Ruled]) -> Matrix:
    """A row for each line, a column for each of AGAIN.

    Where the lines that were told first (`first`: log odds, as many as lines) stand, as `features` tells where those
    stand that the extractor kept; and what the rules say of each.
    """
    kept = np.array(page.about.kept, np.float64)
    likely = 1 / (1 + np.exp(-np.minimum(np.maximum(first, -_BOUND), _BOUND)))
    columns = (kept[:, None], first[:, None], _steps(likely[:, None]), _ruled(rules))
    return np.concatenate([beside(page, first > 0), *columns], axis=1)


def ground(lines: Sequence[Line], about: About, mine: Matrix) -> Ground:
    """What is the same whichever lines are kept; the columns of each line by itself (`own`) given."""
    words, linked = mine[:, 0].copy(), mine[:, 2]
    prose = np.where((words >= _PROSE) & (linked < 0.5), words, 0.0)
    logs = np.log1p(words)
    nothing = np.zeros(len(lines))
    tagged = mine[:, _OWN.index("tag_p")]
    head = mine[:, _OWN.index("tag_h1") : _OWN.index("tag_h6") + 1].max(axis=1)
    paths = np.array([(*line.path, -1, -1, -1, -1)[:_LEVELS] for line in lines], np.intp).reshape(len(lines), _LEVELS)
    near, parts = _near(len(lines)), _parts(lines, paths)
    held, links, proses = (_within(parts, weights) for weights in (words, linked * words, prose))
    columns = (
        nothing[:, None],
        mine,
        _steps(np.array([nothing, logs, linked, prose > 0, tagged, head]).T),
        _windows(near, np.array([nothing, words, prose, linked * words]).T),
        _containers(parts, held, links, proses, float(prose.sum())),
        _neighbours(paths),
        nothing[:, None],
        _main(paths, proses),
        (paths >= 0).sum(axis=1)[:, None],
        _places(len(lines), about, words),
    )
    rows = np.concatenate(columns, axis=1)
    rows[:, 1] = logs
    return Ground(about, rows, words, paths, near, parts, np.maximum(held, 1.0))


def beside(page: Ground, chosen: ArrayLike) -> Matrix:
    """The columns of FEATURES, where the `chosen` lines of a page are those that are kept."""
    kept = np.array(chosen, np.float64)
    voted = kept * page.words
    sums = _within(page.parts, voted)
    columns = (
        kept[:, None],
        _steps(kept[:, None]),
        _windows(page.near, voted[:, None]),
        (sums / page.held).T,
        (sums / max(1.0, voted.sum())).T,
        _main(page.paths, sums),
        _kept_places(page, kept, voted),
    )
    rows = page.rows.copy()
    rows[:, _OF_KEPT] = np.concatenate(columns, axis=1)
    return rows


def own(lines: Sequence[Line], about: About) -> Matrix:
    """What each line is by itself: the first columns of FEATURES but one."""
    words = chain.from_iterable((*_shape(line), *said) for line, said in zip(lines, _stated(lines, about), strict=True))
    markup = b"".join([_marked_up(line.tag, line.inside, line.hints) for line in lines])
    parts = (np.fromiter(words, np.float64), np.frombuffer(markup, np.uint8))
    return np.concatenate([part.reshape(len(lines), -1) for part in parts], axis=1, dtype=np.float64)


@lru_cache(maxsize=20_000)  # a template's class names stand on its page, and on its pages, hundreds of times
def _marked_up(tag: str, inside: frozenset[str], around: str) -> bytes:
    """What the markup round a line tells, yes or no, a byte for each of _TAGS, _MARKS and hints.KINDS."""
    return bytes([*(tag == t for t in _TAGS), *(m in inside for m in _MARKS), *map(int, hints.told(around))])


def _stated(lines: Sequence[Line], about: About) -> list[tuple[float, float, float, float]]:
    """Whether the line stands twice, and its share of the body, the description and the title that the page states."""
    seen = Counter([line.words for line in lines])
    stated = _grams(keyed(about.body).split()) if about.body else frozenset()
    described = frozenset(keyed(about.description).split())
    titled = frozenset(keyed(about.title).split())
    out = []
    for line in lines:
        words = line.words
        twice = float(seen[words] > 1)
        if not stated and not (titled and len(words) < _TITLE and words.count(" ") >= _TITLED - 1):
            out.append((twice, 0.0, 0.0, 0.0))
            continue
        keys = keyed(words[:_LONG]).split()
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


def _near(count: int) -> tuple[Places, Places]:
    """Where the lines near each of `count` lines begin and end, for each of _NEAR."""
    at, reach = np.arange(count)[:, None], np.array(_NEAR)
    return np.maximum(at - reach, 0), np.minimum(at + reach + 1, count)


def _windows(near: tuple[Places, Places], values: Matrix) -> Matrix:
    """Sums over the 5 and the 12 lines on either side, the line itself included."""
    sums = np.zeros((len(values) + 1, values.shape[1]))
    np.cumsum(values, axis=0, out=sums[1:])
    starts, ends = near
    within = np.maximum(sums.take(ends, axis=0) - sums.take(starts, axis=0), 0.0)
    told: Matrix = np.log1p(within).reshape(len(values), -1)
    return told


def _parts(lines: Sequence[Line], paths: Places) -> Places:
    """The elements around each line, one row a level, and the lines that the template treats alike; all numbered."""
    alike: dict[tuple[str, str], int] = {}
    groups = np.array([alike.setdefault((line.tag, line.hints), len(alike)) for line in lines], np.intp)
    parts = np.concatenate([paths.T + 1, groups[None, :]])
    numbered: Places = parts + (parts.max() + 1) * np.arange(len(parts))[:, None]
    return numbered


def _within(parts: Places, weights: Matrix) -> Matrix:
    """For each line and level what all lines in the same part weigh together."""
    sums = np.bincount(parts.ravel(), weights=np.concatenate([weights] * len(parts)))
    return np.asarray(sums.take(parts), np.float64)


def _containers(parts: Places, words: Matrix, linked: Matrix, prose: Matrix, all_prose: float) -> Matrix:
    """What the elements around each line hold, and the lines that the template treats alike; _WITHIN by level.

    `words`, `linked` and `prose` are as _within tells them.
    """
    within = np.zeros((parts.shape[1], len(parts), len(_WITHIN)))
    held = np.maximum(words, 1.0)
    within[:, :, 0] = np.log1p(np.bincount(parts.ravel()).take(parts)).T
    within[:, :, 1] = np.log1p(words).T
    within[:, :, 3] = (linked / held).T
    within[:, :, 4] = (prose / held).T
    within[:, :, 6] = (prose / max(1.0, all_prose)).T
    return within.reshape(len(within), len(parts) * len(_WITHIN))


def _neighbours(paths: Places) -> Matrix:
    """Whether the line before and the line after stand in the same element, by level."""
    same = np.zeros((len(paths), 4))
    alike = paths[1:, 1:3] == paths[:-1, 1:3]
    same[1:, :2] = alike
    same[:-1, 2:] = alike
    return same


def _main(paths: Places, sums: Matrix) -> Matrix:
    """The level at which a line stands in the element, one level out, that holds the most; `sums` as of _within."""
    within = paths == paths[np.argmax(sums[1]), 1]
    return np.where(within.any(axis=1), within.argmax(axis=1), _LEVELS)[:, None].astype(float)


def _places(count: int, about: About, words: Matrix) -> Matrix:
    """Where each line stands on the page, and how large the page is; _PLACES, with room for those of _KEPT_PLACES."""
    told = np.zeros((count, len(_PLACES)))
    told[:, _PLACES.index("place")] = np.arange(count) / count
    told[:, _PLACES.index("has_head")] = about.head is not None
    told[:, _PLACES.index("page_words")] = np.log1p(words.sum())
    told[:, _PLACES.index("page_lines")] = np.log1p(count)
    told[:, _PLACES.index("page_stated")] = bool(about.body)
    return told


def _kept_places(page: Ground, kept: Matrix, voted: Matrix) -> Matrix:
    """Where each line stands with regard to those that are kept; _KEPT_PLACES."""
    words, count = page.words, len(kept)
    at = np.arange(count, dtype=np.float64)
    where = np.flatnonzero(kept)
    first, last = (where[0], where[-1]) if len(where) else (0, count - 1)
    before = np.cumsum(words) - words
    ahead = np.cumsum(voted) - voted
    head = page.about.head if page.about.head is not None else first
    all_words, all_voted = words.sum(), voted.sum()
    told = np.empty((len(_KEPT_PLACES), count))
    told[:4] = _signed(np.array([at - first, last - at, at - head, before - before[head]]))
    told[4] = np.log1p(ahead)
    told[5] = ahead / max(1.0, all_voted)
    told[6] = np.log1p(all_voted)
    told[7] = all_voted / max(1.0, all_words)
    return told.T


def _signed(distance: Matrix) -> Matrix:
    signed: Matrix = np.sign(distance) * np.log1p(np.abs(distance))
    return signed

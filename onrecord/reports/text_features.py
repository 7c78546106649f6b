"""What a model of lines sees of plain text: numbers about each unit, its neighbours and the whole text. No words."""

from __future__ import annotations

import itertools
import math
import re
import string
from collections import Counter
from collections.abc import Mapping, Sequence, Set
from functools import cache
from statistics import median

import numpy as np
from numpy.typing import NDArray

from onrecord.reports import shape
from onrecord.reports.runs import runs, smooth
from onrecord.reports.units import STAMPED, Unit
from onrecord.reports.words import of_kind

Matrix = NDArray[np.float64]

_SEEN = 400  # characters of a unit that are looked at: the rest is like them
_PART = 240  # characters that stand for it where single letters are counted
_TOKEN = re.compile(r"\w[\w'’.-]*")
_INNER = re.compile(r"[.!?][\"'”’»)\]]? ++(?=[\"'“‘«(\[]?[^\W\d_a-z])")
_DIGIT = re.compile(r"\d")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_CLOCK = re.compile(r"\b\d{1,2}[:.]\d\d\b")
_GLUED = re.compile(r"[A-Z](?<=[^\W\d_A-Z]{3}[A-Z])")  # the capital first: there are few of them to look behind
_BULLET = re.compile(r"(?:[*+•·▪►▶➤✓|>»‹›]|[-–o](?=\s))")
_LINK = re.compile(r"https?://|www\.|\.com\b|\S@\S+\.\w")
_LINKED = ("://", "www.", ".com", "@")  # what holds a link has one of these
_HANDLE = re.compile(r"(?<!\w)[@#]\w")
_QUOTES = '“”"«»„'
_UPPER, _LOWER = string.ascii_uppercase.encode(), string.ascii_lowercase.encode()
_DIGITS = string.digits.encode()
_SPACED = 0.8  # of the units stand after an empty line: then empty lines say nothing
_LONG = 12  # words of a line that hardly any menu has
FAR = 40.0  # units: what is further away is equally far


def _shape(unit: Unit, words: str, tokens: Sequence[str]) -> list[float]:
    """How a unit is written: its length, its marks, its letters. `words`, `tokens`: the head of it."""
    n = len(tokens) or 1
    letters, upper, digits = _letters(words[:_PART])
    plain = words.isascii()
    figures = _DIGIT.search(words) is not None
    last = unit.line.words[-3:]
    return [
        math.log1p(len(unit.line.words)),
        math.log1p(unit.count),
        shape.is_closed(unit.line.words),
        last[-1] in ",;:—–",
        shape.is_hanging(unit.line.words),
        shape.starts_low(words),
        sum([t[0].islower() for t in tokens]) / n,
        upper / (letters or 1),
        digits / min(len(words), _PART),
        words.count(",") / n,
        math.log1p(len(_INNER.findall(words))) if " " in words else 0.0,
        last[-1] == "?",
        last[-1] == "!",
        last[-1] == ":",
        last.endswith(("…", "...")),
        (words.count('"') if plain else sum([words.count(q) for q in _QUOTES])) / n,
        words[0] in _QUOTES,
        _BULLET.match(words) is not None,
        any(map(words.__contains__, _LINKED)) and _LINK.search(words) is not None,
        words.count("|") + words.count("»") + words.count("/"),
        not plain and "©" in words,
        figures and _YEAR.search(words) is not None,
        figures and _CLOCK.search(words) is not None,
        len(_GLUED.findall(words)) / n,
        sum(map(len, tokens)) / n,
        2 <= n <= 4 and all(t[0].isupper() for t in tokens),
        words[0].isdigit(),
        ("@" in words or "#" in words) and _HANDLE.search(words) is not None,
        words.count("(") / n,
        unit.line.gap,
    ]


def _letters(part: str) -> tuple[int, int, int]:
    """How many letters, capitals and digits there are."""
    if not part.isascii():
        return sum(map(str.isalpha, part)), sum(map(str.isupper, part)), sum(map(str.isdigit, part))
    plain = part.encode()
    upper = len(plain) - len(plain.translate(None, _UPPER))
    return (
        upper + len(plain) - len(plain.translate(None, _LOWER)),
        upper,
        len(plain) - len(plain.translate(None, _DIGITS)),
    )


_SHAPE = (
    "chars count closed open hanging low small upper digits commas inner asks calls colon dots quotes quoted bullet"
    " link bars copyright year clock glued wordlength named number handle brackets gap"
).split()


def _sure(unit: Unit) -> list[float]:
    """What rules and phrases tell of a unit by itself."""
    hit, role = unit.hit, unit.role
    kind, why = (role.kind, role.why) if role is not None else ("", "")
    about = "" if hit is None else hit.why
    return [
        unit.score,
        0.0 if hit is None else 1.0 if role is None else 2.0,
        hit is not None and hit.ends,
        about.startswith("related"),
        about.startswith(("sharing", "account", "comment")),
        about.startswith("credit"),
        kind == "byline",
        why == STAMPED,
        kind == "caption",
        why.startswith("in another"),
        unit.dated,
    ]


_SURE = "score hit ends related social credit byline stamp caption foreign dateline".split()


def _said(low: Sequence[str], often: frozenset[str]) -> list[float]:
    """What the words of a unit, in small letters, are: small words of this text, of English, of whom."""
    n = len(low) or 1
    kinds = _kinds()
    found = Counter(filter(None, map(kinds.get, low)))
    return [
        sum(map(often.__contains__, low)) / n,
        *[sum([count for some, count in found.items() if k in some]) / n for k in _KINDS],
    ]


def _shared(long: Set[str], topic: Mapping[str, int], inside: bool) -> float:
    """The share of a unit's longer words that are of the text's matter: in its main run, beside in the unit itself."""
    return sum([topic.get(t, 0) > inside for t in long]) / (len(long) + 1)


_KINDS = ("english", "reader", "teller", "saying")
_SAID = ("often", *_KINDS, "topic")


@cache
def _kinds() -> dict[str, frozenset[str]]:
    """The kinds of each word that has one."""
    every = frozenset().union(*(of_kind(kind) for kind in _KINDS))
    return {word: frozenset(kind for kind in _KINDS if word in of_kind(kind)) for word in every}


_OWN = (*_SHAPE, *_SURE, *_SAID)
_NEAR = {
    3: "count closed score small hit low",
    2: "gap stamp byline bullet often saying upper",
    1: "topic quotes ends inner commas dots colon year",
}
# By how far is looked: the columns, and of each what those beside it are called, by how far away they are.
_BESIDE = {
    reach: (
        names.split(),
        [[(by * k, f"{name}{by * k:+d}") for k in range(1, reach + 1) for by in (1, -1)] for name in names.split()],
    )
    for reach, names in _NEAR.items()
}


def _often(units: Sequence[Unit]) -> frozenset[str]:
    """The small words of this text, whatever its language: short, and in many of its long lines."""
    seen: Counter[str] = Counter()
    long = 0
    for unit in units:
        if unit.count >= _LONG:
            long += 1
            tokens = unit.line.words[:_SEEN].split()
            seen.update({t for t in tokens if len(t) <= 5 and t.isalpha() and t.islower()})
    return frozenset(t for t, k in seen.items() if k >= 2 and k >= 0.15 * long)


def _echo(low: Sequence[Sequence[str]]) -> list[float]:
    """The share of each unit's three-word runs that stand in another unit too: captions, teasers and summaries do."""
    grams = [set(zip(words, words[1:], words[2:], strict=False)) for words in low]
    seen = Counter(itertools.chain.from_iterable(grams))
    again = {gram for gram, count in seen.items() if count > 1}
    return [len(some & again) / len(some) if some else 0.0 for some in grams]


def shifted(columns: Matrix, reach: int) -> dict[int, Matrix]:
    """`columns` as the units `by` further down (up, below 0) have them, by `by` up to `reach`; -9 beyond the text.

    One column, or several at once with a row each.
    """
    n = columns.shape[-1]
    wide = np.full((*columns.shape[:-1], n + 2 * reach), -9.0)
    wide[..., reach : reach + n] = columns
    return {by: wide[..., reach + by : reach + by + n] for by in range(-reach, reach + 1)}


def window(columns: Matrix, reach: int) -> tuple[Matrix, Matrix]:
    """The sums over the `reach` units above and below; of one column, or of several with a row each."""
    n = columns.shape[-1]
    sums = np.zeros((*columns.shape[:-1], n + 1))
    np.cumsum(columns, axis=-1, out=sums[..., 1:])
    i = np.arange(n)
    above = sums[..., :-1] - sums.take(np.maximum(0, i - reach), axis=-1)
    return above, sums.take(np.minimum(n, i + 1 + reach), axis=-1) - sums[..., 1:]


def spread(values: Sequence[float], n: int) -> Matrix:
    """A row for each value, the same for all of `n` units."""
    return np.repeat(np.array(values, np.float64)[:, None], n, axis=1)


def _since(flags: NDArray[np.bool_]) -> Matrix:
    """How many units ago the last flagged one was, this one included; a row for each row of flags."""
    i = np.arange(flags.shape[-1])
    last = np.maximum.accumulate(np.where(flags, i, -1000), axis=-1)
    return np.minimum(FAR, i - last).astype(np.float64)


def _until(flags: NDArray[np.bool_]) -> Matrix:
    """As `_since`, of the next flagged one."""
    return _since(flags[:, ::-1])[:, ::-1]


def main_run(units: Sequence[Unit]) -> tuple[list[bool], tuple[int, int]]:
    """For each unit, whether a run of sentences holds it, by the rules' scores; and the run of most words."""
    flags = smooth([u.score for u in units])
    found = runs(flags)
    if not found:
        best = max(range(len(units)), key=lambda i: (units[i].score, -i))
        return flags, (best, best + 1)
    return flags, max(found, key=lambda r: (sum(u.count for u in units[r[0] : r[1]]), -r[0]))


def table(units: Sequence[Unit], title: int | None) -> dict[str, Matrix]:
    """The columns by name, one number a unit. `title`: the unit that looks most like the headline."""
    flags, main = main_run(units)
    heads = [unit.line.words[:_SEEN] for unit in units]
    tokens = [_TOKEN.findall(words) for words in heads]
    low = [[*map(str.casefold, some)] for some in tokens]
    often = _often(units)
    long = [{t for t in some if len(t) > 4} for some in low]
    topic = Counter(itertools.chain.from_iterable(long[main[0] : main[1]]))
    own = np.array(
        [
            [
                *_shape(unit, heads[i], tokens[i]),
                *_sure(unit),
                *_said(low[i], often),
                _shared(long[i], topic, main[0] <= i < main[1]),
            ]
            for i, unit in enumerate(units)
        ],
        float,
    )
    out: dict[str, Matrix] = dict(zip(_OWN, np.ascontiguousarray(own.T), strict=True))
    folded = [unit.line.words.casefold() for unit in units]
    begins = [" ".join(words[:80].split(" ", 2)[:2]) for words in folded]
    keys, starts = Counter(folded), Counter(begins)
    out["again"] = np.log1p(np.array([keys[words] - 1 for words in folded], float))
    out["alike"] = np.log1p(np.array([starts[words] - 1 for words in begins], float))
    out["echo"] = np.array(_echo(low))
    if len(units) > 1 and out["gap"][1:].mean() >= _SPACED:
        out["gap"] = np.zeros(len(units))
    _neighbours(out)
    _places(out, units, flags, main, title)
    _whole(out, units, flags, main)
    return out


def _neighbours(out: dict[str, Matrix]) -> None:
    for reach, (near, named) in _BESIDE.items():
        moved = shifted(np.array([out[name] for name in near]), reach)
        for row, names in enumerate(named):
            out |= {name: moved[by][row] for by, name in names}
    long = (out["count"] >= np.log1p(_LONG)).astype(float)
    wide = np.array([long, np.expm1(out["count"]), np.clip(out["score"], -4, 4), out["closed"]])
    sums = {reach: window(wide, reach) for reach in (3, 8)}
    for row, name in enumerate(("long", "words", "score", "closed")):
        for reach, (above, below) in sums.items():
            out[f"{name}<{reach}"], out[f"{name}>{reach}"] = above[row], below[row]
    narrow = np.array([out["count"], out["count"] ** 2, np.ones(len(long)), out["bullet"]])
    for reach in (2, 5):
        above, below = window(narrow, reach)
        count, squared, size, bullets = above + below
        mean = count / np.maximum(1.0, size)
        out[f"uneven {reach}"] = squared / np.maximum(1.0, size) - mean**2
        out[f"against {reach}"] = out["count"] - mean
        out[f"bullets {reach}"] = bullets
    bad = (out["hit"] == 2) | (out["stamp"] > 0)
    out["hits<6"], out["hits>6"] = window(bad.astype(float), 6)


def _places(
    out: dict[str, Matrix], units: Sequence[Unit], flags: Sequence[bool], main: tuple[int, int], title: int | None
) -> None:
    n = len(units)
    i = np.arange(n, dtype=np.float64)
    words = np.array([u.count for u in units], float)
    long = np.where(words >= _LONG, words, 0.0)
    total = long.sum() or 1.0
    out["at"] = i / n
    out["from top"] = np.minimum(i, 200.0)
    out["from end"] = np.minimum(n - 1 - i, 200.0)
    out["long above"] = (np.cumsum(long) - long) / total
    out["long below"] = (total - np.cumsum(long)) / total
    out["run start"] = np.clip(i - main[0], -FAR, FAR)
    out["run end"] = np.clip(i - main[1] + 1, -FAR, FAR)
    out["in run"] = np.array(flags, float)
    share = np.zeros(n)
    for a, b in runs(flags):
        share[a:b] = words[a:b].sum() / max(1.0, words[main[0] : main[1]].sum())
    out["run share"] = share
    out["below title"] = np.full(n, -99.0) if title is None else np.clip(i - title, -FAR, FAR)
    out["title known"] = np.full(n, float(title is not None))
    prose = (out["count"] >= np.log1p(_LONG)) & (out["closed"] > 0) & (out["score"] > 1)
    ends, related, social, byline, stamp, gap = (
        out[name] > 0 for name in ("ends", "related", "social", "byline", "stamp", "gap")
    )
    since = _since(np.array([ends, related, social, byline | stamp, prose, gap]))
    until = _until(np.array([social, related, prose, np.append(gap[1:], True)]))
    out["since end"], out["since related"], out["since social"], out["since byline"] = since[:4]
    out["to social"], out["to related"] = until[:2]
    out["since prose"], out["to prose"], out["since gap"], out["to gap"] = since[4], until[2], since[5], until[3]


def _whole(out: dict[str, Matrix], units: Sequence[Unit], flags: Sequence[bool], main: tuple[int, int]) -> None:
    n = len(units)
    counts = [u.count for u in units]
    long = [out["closed"][i] for i, count in enumerate(counts) if count >= _LONG]
    whole = {
        "units": np.log(n),
        "all words": np.log1p(float(sum(counts))),
        "median": float(median(counts)),
        "share long": len(long) / n,
        "closed long": float(sum(long)) / len(long) if long else -1.0,
        "gaps": float(out["gap"].sum()) / n,
        "bullets": float(out["bullet"].sum()) / n,
        "glue": float((out["glued"] > 0).sum()) / n,
        "lows": float(out["low"].sum()) / n,
        "inside": sum(flags) / n,
        "main share": float(sum(counts[main[0] : main[1]])) / max(1.0, float(sum(counts))),
        "main units": float(main[1] - main[0]),
        "runs": float(len(runs(flags))),
    }
    out |= zip((f"all: {name}" for name in whole), spread(list(whole.values()), n), strict=True)

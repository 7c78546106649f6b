"""What a second look at the units of a plain text sees: what the first one thought of the units round each."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from onrecord.reports.runs import runs, smooth
from onrecord.reports.text_features import FAR, shifted, spread, window

Matrix = NDArray[np.float64]

_BOUND = 6.0  # log odds beyond which the first look is as sure as it gets
_REACH = 6
_KEPT = (
    "chars|count|closed|open|small|score|hit|low|stamp|byline|caption|quotes|bullet|topic|gap|again|alike|echo|often|saying"
    "|teller|reader|digits|commas|inner|colon|named|upper|run start|run end|below title|at|from end|since end"
    "|since related|since social|closed+1|closed-1|count+1|count-1|uneven 2|against 2|told|all: units|all: main share"
    "|all: glue|all: bullets|all: lows|all: share long|all: gaps"
).split("|")


def table(columns: dict[str, Matrix], odds: Matrix) -> dict[str, Matrix]:
    """The columns by name. `columns`: those of the first look; `odds`: its log odds for each unit to be body."""
    n = len(odds)
    sure = np.clip(odds, -_BOUND, _BOUND)
    share = 1.0 / (1.0 + np.exp(-sure))
    weight = np.expm1(columns["count"]) * share
    out = {"odds": sure}
    moved = shifted(sure, _REACH)
    for k in range(1, _REACH + 1):
        out[f"odds+{k}"], out[f"odds-{k}"] = moved[k], moved[-k]
    both = np.array([share, weight])
    for reach in (3, 8, 20):
        above, below = window(both, reach)
        out[f"body<{reach}"], out[f"body>{reach}"] = above[0], below[0]
        out[f"body words<{reach}"], out[f"body words>{reach}"] = np.log1p(above[1]), np.log1p(below[1])
    _runs(out, sure, share, weight)
    total = weight.sum() or 1.0
    out["body above"] = (np.cumsum(weight) - weight) / total
    out["body below"] = (total - np.cumsum(weight)) / total
    whole = {
        "all: body words": np.log1p(total),
        "all: body share": total / max(1.0, np.expm1(columns["count"]).sum()),
        "all: surest": sure.max(),
        "all: unsure": float(((share > 0.2) & (share < 0.8)).mean()),
    }
    out |= zip(whole, spread(list(whole.values()), n), strict=True)
    return out | {name: columns[name] for name in _KEPT}


def _runs(out: dict[str, Matrix], sure: Matrix, share: Matrix, weight: Matrix) -> None:
    n = len(sure)
    i = np.arange(n, dtype=np.float64)
    flags = smooth(sure.tolist())
    found = runs(flags)
    top = int(np.argmax(sure))
    main = max(found, key=lambda r: (weight[r[0] : r[1]].sum(), -r[0])) if found else (top, top + 1)
    part = np.zeros(n)
    for a, b in found:
        part[a:b] = weight[a:b].sum() / (weight[main[0] : main[1]].sum() or 1.0)
    on = np.flatnonzero(sure > 0)
    first, last = (on[0], on[-1]) if len(on) else (0, n - 1)
    out["in body run"] = np.array(flags, float)
    out["body run share"] = part
    out["body run start"] = np.clip(i - main[0], -FAR, FAR)
    out["body run end"] = np.clip(i - main[1] + 1, -FAR, FAR)
    out["from first"] = np.clip(i - first, -FAR, FAR)
    out["from last"] = np.clip(i - last, -FAR, FAR)
    out["all: body runs"] = np.full(n, float(len(found)))
    out["all: main run"] = np.full(n, (main[1] - main[0]) / n)
    out["all: sure body"] = np.full(n, float(share[on].mean()) if len(on) else 0.0)


def beside(words: Matrix) -> dict[str, Matrix]:
    """What the words (log odds by text_words.py) of each unit and of those round it say."""
    out = {"told": words}
    moved = shifted(words, 2)
    for k in (1, 2):
        out[f"told+{k}"], out[f"told-{k}"] = moved[k], moved[-k]
    for reach in (3, 8):
        out[f"told<{reach}"], out[f"told>{reach}"] = window(words, reach)
    return out

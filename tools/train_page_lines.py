"""Learn which lines of a page are the report (onrecord/reports/page_lines.*model.json.gz).

    python tools/train_page_lines.py DATA [--across] [--jobs N]

DATA holds folders with gold.jsonl and the pages it names (`file`): with `body`, the report's text; or with `with` and
`without`, stretches that must and must not stand in it. `--across` writes nothing: it learns from some sites, scores
the others, and prints what they get.
"""

import argparse
import difflib
import gzip
import json
import re
import zlib
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from multiprocessing import Pool
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import numpy as np
import training

from onrecord.reports import page_metadata, page_roles
from onrecord.reports.clean import clean
from onrecord.reports.decode import decode
from onrecord.reports.extract import vote
from onrecord.reports.lines import Line
from onrecord.reports.page_features import AGAIN, FEATURES, About, again, beside, ground, own
from onrecord.reports.page_lines import FIRST, MODEL
from onrecord.reports.page_rules import ruled
from onrecord.shapes.errors import ReadError

FOLDERS = ("aeb", "trafilatura")
ROUNDS = {FIRST: 60, MODEL: 100}
PARTS = 5  # of the sites, for --across
INNER = 3  # of the sites: what the second model learns from, the first must not have seen
BLIND = 0.3  # what a page counts for when it is learnt a second time, as if the extractor had said nothing
_WORD = re.compile(r"\w+")
_MOSTLY = 0.6  # of a line's words stand in the body, in its order: the line is of the body


@dataclass(frozen=True, slots=True)
class Example:
    """A page as it is learnt from: what is known of it (also as if the extractor had said nothing), features of each
    line by itself, and what the line is (NaN where nobody said)."""

    site: str
    gold: dict[str, Any]
    lines: tuple[Line, ...]
    views: tuple[tuple[About, np.ndarray], ...]
    labels: np.ndarray

    def first(self, view: int) -> np.ndarray:
        """The rows that the first model sees."""
        return beside(ground(self.lines, *self.views[view]), self.views[view][0].kept)

    def second(self, view: int, scores: np.ndarray) -> np.ndarray:
        """The rows that the second model sees, `scores` being the first one's."""
        return again(ground(self.lines, *self.views[view]), scores, ruled(self.lines, scores.tolist()))


def example(folder: Path, gold: dict[str, Any]) -> Example | None:
    """The page of one entry of gold.jsonl; None where it cannot be read."""
    try:
        text = decode(gzip.decompress((folder / gold["file"]).read_bytes()), None).text
        page = clean(text)
    except ReadError:
        return None
    if not page.lines:
        return None
    known = page_metadata.read(page, text)
    title = known.cells.get("title")
    stated = str(title.value) if title else None
    voted = vote(text, page)
    none = replace(voted, kept=tuple(False for _ in page.lines))
    views = [page_roles.look(known, page.lines, v, stated) for v in (voted, none)]
    lines = [line.words for line in page.lines]
    labels = _of_body(lines, gold["body"]) if gold.get("body") else _of_stretches(lines, voted.kept, gold)
    return Example(_site(gold), gold, page.lines, tuple((v, own(page.lines, v)) for v in views), np.array(labels))


def _site(gold: dict[str, Any]) -> str:
    """The registered name of a page's site: pages of one site are never on both sides."""
    parts = [p for p in urlsplit(gold["url"]).netloc.lower().split(":")[0].split(".") if p]
    short = len(parts) > 2 and len(parts[-1]) == 2 and parts[-2] in ("co", "com", "org", "net", "gov", "ac")
    return ".".join(parts[-3 if short else -2 :]) or gold["id"]


def _of_body(lines: Sequence[str], body: str) -> list[float]:
    """1 for each line most of whose words stand in the body in order, else 0."""
    gold = _WORD.findall(body)
    grams = {tuple(gold[i : i + 3]) for i in range(len(gold) - 2)}
    short = {tuple(_WORD.findall(line)) for line in body.split("\n")}
    words: list[str] = []
    owner: list[int] = []
    sizes = []
    for i, line in enumerate(lines):
        mine = _WORD.findall(line)
        sizes.append(len(mine))
        runs = [tuple(mine[k : k + 3]) for k in range(len(mine) - 2)]
        if (runs and sum(r in grams for r in runs) >= 0.3 * len(runs)) or (mine and not runs and tuple(mine) in short):
            words += mine
            owner += [i] * len(mine)
    found = Counter[int]()
    for at, _, size in difflib.SequenceMatcher(None, words, gold, autojunk=False).get_matching_blocks():
        found.update(owner[at : at + size])
    return [float(found[i] >= _MOSTLY * size) if size else float("nan") for i, size in enumerate(sizes)]


def _of_stretches(lines: Sequence[str], kept: Sequence[bool], gold: dict[str, Any]) -> list[float]:
    """1 for the one line that holds a stretch of the body, 0 for each with one that is none, NaN for the others."""
    flat = [_flat(line) for line in lines]
    labels = [float("nan")] * len(lines)
    for stretch in map(_flat, gold["without"]):
        for i, line in enumerate(flat):
            if stretch and stretch in line:
                labels[i] = 0.0
    for stretch in map(_flat, gold["with"]):
        held = [i for i, line in enumerate(flat) if stretch and stretch in line]
        held = held if len(held) == 1 else [i for i in held if kept[i]]
        if len(held) == 1:  # a stretch that stands twice may be a teaser's
            labels[held[0]] = 1.0
    return labels


def _flat(text: str) -> str:
    return " ".join(text.split())


def learn(examples: Sequence[Example]) -> dict[str, Any]:
    """Both models, by their files' names."""
    first: dict[int, list[np.ndarray]] = {}
    for k in range(INNER):
        theirs = [e for e in examples if _part("inner " + e.site, INNER) == k]
        trees = _fit([e for e in examples if _part("inner " + e.site, INNER) != k], ROUNDS[FIRST], Example.first)
        for e in theirs:
            first[id(e)] = [_told(trees, e.first(view)) for view in range(2)]
    return {
        FIRST: _fit(examples, ROUNDS[FIRST], Example.first),
        MODEL: _fit(examples, ROUNDS[MODEL], lambda e, view: e.second(view, first[id(e)][view])),
    }


def _part(site: str, parts: int) -> int:
    return zlib.crc32(site.encode()) % parts


def _told(trees: Any, rows: np.ndarray) -> np.ndarray:
    return np.asarray(trees.predict(rows, raw_score=True))


def _fit(examples: Sequence[Example], rounds: int, seen: Callable[[Example, int], np.ndarray]) -> Any:
    """Trees for the log odds that a line is of the body; `seen` gives the rows of a page, by view."""
    rows, labels, weights = [], [], []
    for one in examples:
        told = ~np.isnan(one.labels)
        for view, counts in enumerate((1.0, BLIND)):
            rows.append(seen(one, view)[told].astype(np.float32))
            labels.append(one.labels[told])
            weights.append(counts * _weights(one)[told])
    return training.fit(np.concatenate(rows), np.concatenate(labels), np.concatenate(weights), rounds)


def _weights(one: Example) -> np.ndarray:
    """Long lines count more where all are told; stretches were chosen with care, each counts as much as a paragraph."""
    if one.gold.get("body"):
        return np.sqrt([min(60, line.words.count(" ") + 1) for line in one.lines])
    return np.full(len(one.lines), 3.0)


def across(examples: Sequence[Example]) -> None:
    """Learn from some sites and print what the others get."""
    whole: list[tuple[float, float, float]] = []
    parts: dict[str, Counter[str]] = {}
    for k in range(PARTS):
        theirs = [e for e in examples if _part(e.site, PARTS) == k]
        trees = learn([e for e in examples if _part(e.site, PARTS) != k])
        for one in theirs:
            kept = _told(trees[MODEL], one.second(0, _told(trees[FIRST], one.first(0)))) > 0
            body = "\n".join(line.words for line, k in zip(one.lines, kept, strict=True) if k)
            if one.gold.get("body"):
                whole.append(_shared(one.gold["body"], body))
            else:
                for name in ("all", one.gold["lang"]):
                    parts.setdefault(name, Counter()).update(_stretches(one.gold, body))
    right, wrong, left = (np.array(x) for x in zip(*whole, strict=True))
    precision = (right / (right + wrong))[right + wrong > 0].mean()
    recall = (right / (right + left))[right + left > 0].mean()
    print(f"body, {len(whole)} pages: F1 {2 * precision * recall / (precision + recall):.4f} of shingles", end=" ")
    print(f"(precision {precision:.4f}, recall {recall:.4f})")
    for name in ("all", "en"):
        n = parts[name]
        print(f"stretches, {name}: F1 {2 * n['right'] / (2 * n['right'] + n['wrong'] + n['left']):.4f} {dict(n)}")


def _shared(body: str, found: str) -> tuple[float, float, float]:
    """Four-word runs that both have, that only the found text has, that only the body has; as shares of all."""
    gold, mine = _WORD.findall(body), _WORD.findall(found)
    one, other = (Counter(zip(*(words[k:] for k in range(4)), strict=False)) for words in (gold, mine))
    both, more, less = (sum(c.values()) for c in (one & other, other - one, one - other))
    total = both + more + less or 1
    return both / total, more / total, less / total


def _stretches(gold: dict[str, Any], body: str) -> dict[str, int]:
    text = _flat(body)
    right = sum(_flat(w) in text for w in gold["with"])
    return {"right": right, "left": len(gold["with"]) - right, "wrong": sum(_flat(w) in text for w in gold["without"])}


def _example(pair: tuple[Path, dict[str, Any]]) -> Example | None:
    return example(*pair)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("--across", action="store_true", help="score sites that were not learnt from; write nothing")
    parser.add_argument("--jobs", type=int, default=2)
    told = parser.parse_args()
    golds = [told.data / folder / "gold.jsonl" for folder in FOLDERS]
    pairs = [(path.parent, json.loads(line)) for path in golds for line in path.read_text("utf-8").splitlines()]
    with Pool(told.jobs) as pool:
        examples = [e for e in pool.imap(_example, pairs, chunksize=8) if e is not None]
    if told.across:
        across(examples)
        return
    for name, trees in learn(examples).items():
        path = Path(page_roles.__file__).with_name(name)
        training.write(trees, FEATURES if name == FIRST else AGAIN, training.fingerprint(golds), path)
        print(f"{path}: learnt from {len(examples)} pages")


if __name__ == "__main__":
    main()

#!/usr/bin/env python3
"""Learn the models of lines in plain text from labelled scrapes: `train_lines.py DATA`, `train_lines.py DATA --check`.

DATA is a folder with scrapes.jsonl.gz, aeb/ and trafilatura/ as their README describes them. What is written beside
onrecord/reports/text_lines.py holds numbers only. What DATA/score_scrapes.py says of the scrapes is printed, each fifth
of the sites read by models that were learnt without it; `--check` prints that alone and writes nothing.
"""

import argparse
import hashlib
import importlib.util
import itertools
import sys
import tempfile
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from functools import cache, partial
from pathlib import Path
from typing import Any

import numpy as np

try:
    import lightgbm
    import scipy.optimize
    import scipy.sparse
except ImportError as missing:
    sys.exit(f"train-lines: {missing.name} is not installed; learning needs lightgbm (and scipy, which comes with it)")

import scrapes
import training

from onrecord.reports import forest, headline, roles, text_context, text_lines, text_words
from onrecord.reports.language import of_lines
from onrecord.reports.lines import plain_lines
from onrecord.reports.units import Unit, units

NEEDED = ("scrapes.jsonl.gz", "score_scrapes.py", "aeb/gold.jsonl", "trafilatura/gold.jsonl")
ROOM = Path(text_lines.__file__).parent
FOLDS = 5  # so that each look sees of a text only what those before it made without its site
WITHOUT: tuple[int | None, ...] = (None, *range(FOLDS))
HALF = 0.5  # labels that an extractor made, and texts cut out of others, count half
TREES = {"learning_rate": 0.1, "max_bin": 63, "feature_fraction": 0.4, "num_threads": 1}
WORDS_C = 0.4  # how far the weights of words may go: the price on their squares is 1 / (2 * WORDS_C)
WORDS_STEPS = 60
ROUNDS = {"first": 180, "second": 100, "title": 120}
SMALLER = {"num_leaves": 12, "min_data_in_leaf": 30}


@dataclass(eq=False)
class Text:
    """A scrape as it is learnt from: its units, what is right for each, and how much each counts."""

    site: str
    style: str
    kind: str
    id: str
    units: list[Unit]
    ruled: int | None
    body: np.ndarray
    title: np.ndarray
    weight: np.ndarray
    told: np.ndarray = field(default_factory=lambda: np.zeros(0))
    first: dict[str, np.ndarray] = field(default_factory=dict)
    odds: np.ndarray = field(default_factory=lambda: np.zeros(0))
    again: dict[str, np.ndarray] = field(default_factory=dict)
    final: np.ndarray = field(default_factory=lambda: np.zeros(0))

    @property
    def share(self) -> float:
        return 1.0 if self.kind == "given" else HALF


def text_of(scrape: scrapes.Scrape) -> Text:
    """The units of a scrape with their labels: a unit of several lines has that of its first."""
    lines = plain_lines(scrape.text)
    found = units(lines, of_lines([line.words for line in lines]).code)
    labels = {
        a + len(scrape.text[a:b]) - len(scrape.text[a:b].lstrip()): (kind, sure) for a, b, kind, sure in scrape.lines
    }
    kinds = [[labels.get(line.at, ("other", False)) for line in lines[u.first : u.last]] for u in found]
    counts = np.array([u.count if any(sure for _, sure in k) else 0 for u, k in zip(found, kinds, strict=True)], float)
    return Text(
        scrape.site,
        scrape.style,
        scrape.kind,
        scrape.id,
        found,
        roles.by_rules(found),
        np.array([k[0][0] == "body" for k in kinds], float),
        np.array([any(kind == "title" for kind, _ in k) for k in kinds], float),
        np.where(counts > 0, np.sqrt(counts) + 0.5, 0.0),
    )


def fold(text: Text | scrapes.Scrape) -> int:
    """The fold of a text's site: all texts of one site are in one."""
    return int(hashlib.sha256(text.site.encode()).hexdigest(), 16) % FOLDS


# --- learning -----------------------------------------------------------------------------------

_TEXTS: list[Text] = []  # what the processes of a pool inherit


def words_model(texts: Sequence[Text]) -> text_words.Weights:
    """Weights of hashed words, as the model file will hold them."""
    rows = [buckets(text) for text in texts]
    weight = np.concatenate([np.log1p(text.weight**2) * text.share for text in texts])
    table, right = scipy.sparse.vstack(rows).tocsr(), np.concatenate([text.body for text in texts])
    found = scipy.optimize.minimize(
        _loss,
        np.zeros(text_words.BUCKETS + 1),
        (table, right, weight),
        "L-BFGS-B",
        True,
        options={"maxiter": WORDS_STEPS},
    )
    return text_words.read(text_words.packed(found.x[:-1], float(found.x[-1]), ""))


def _loss(x: np.ndarray, table: Any, right: np.ndarray, weight: np.ndarray) -> tuple[float, np.ndarray]:
    """How badly the weights (the bias last) fit, with a price on their size; and its slope."""
    odds = table @ x[:-1] + x[-1]
    wrong = weight * (1.0 / (1.0 + np.exp(-odds)) - right)
    loss = float(weight @ (np.logaddexp(0.0, odds) - right * odds)) + float(x[:-1] @ x[:-1]) / (2 * WORDS_C)
    return loss, np.append(table.T @ wrong + x[:-1] / WORDS_C, wrong.sum())


def buckets(text: Text) -> scipy.sparse.csr_matrix:
    found = text_words.grams([u.line.words for u in text.units])
    return scipy.sparse.csr_matrix((found.share, (found.row, found.bucket)), (len(text.units), text_words.BUCKETS))


def trees(texts: Sequence[Text], of: str) -> lightgbm.Booster:
    """Trees for one look: `of` is first or second."""
    rows = np.vstack([text_lines.stacked(text.first if of == "first" else text.again) for text in texts])
    right = np.concatenate([text.body for text in texts])
    weight = np.concatenate([text.weight * text.share for text in texts])
    other = TREES | (SMALLER if of == "second" else {})
    return training.fit(rows.astype(np.float32), right, weight, ROUNDS[of], **other)


def title_rows(text: Text) -> tuple[list[int], dict[str, np.ndarray]]:
    """The candidates for the headline and what its model sees of them."""
    start = text_lines.opening(text.units, text.final)
    where = headline.candidates(text.units, start)
    return where, headline.table(text.units, start, where, text.final, text.ruled, text.first) if where else {}


def title_model(texts: Sequence[Text]) -> tuple[lightgbm.Booster, tuple[str, ...]]:
    # a cut text without a headline has none; a given one may have one that its label missed
    found = [
        (text, *title_rows(text))
        for text in texts
        if text.title.any() or (text.kind == "cut" and text.style != "apart")
    ]
    found = [(text, where, table) for text, where, table in found if where]
    rows = np.vstack([text_lines.stacked(table) for _, _, table in found])
    right = np.concatenate([text.title[where] for text, where, _ in found])
    weight = np.concatenate([np.full(len(where), text.share) for text, where, _ in found])
    model = training.fit(rows.astype(np.float32), right, weight, ROUNDS["title"], **(TREES | SMALLER))
    return model, tuple(found[0][2])


Made = dict[str, Any]  # the words' weights, and for each look its trees with the names of their columns


def without(k: int | None, texts: Sequence[Text]) -> list[Text]:
    """The texts of sites outside fold k; all where it is None."""
    return [text for text in texts if k is None or fold(text) != k]


def _words_fold(k: int | None) -> tuple[int | None, text_words.Weights]:
    return k, words_model(without(k, _TEXTS))


def _trees_fold(of: str, k: int | None) -> tuple[int | None, str]:
    return k, trees(without(k, _TEXTS), of).model_to_string()


def in_folds(
    job: Callable[[int | None], tuple[int | None, Any]], texts: list[Text], jobs: int
) -> dict[int | None, Any]:
    """What `job` learns without each fold, and (None) from all."""
    _TEXTS[:] = texts
    if jobs == 1:
        return dict(map(job, WITHOUT))
    with ProcessPoolExecutor(jobs) as pool:  # forked: the texts are inherited, not sent
        return dict(pool.map(job, WITHOUT))


def learn(texts: list[Text], jobs: int, say: Callable[[str], None]) -> dict[int | None, Made]:
    """All models, without each fold and (None) from all; each look learnt from what those before said of new sites."""
    made: dict[int | None, Made] = {k: {} for k in WITHOUT}
    say(f"{len(texts)} texts, {sum(len(text.units) for text in texts)} units: words")
    for k, weights in in_folds(_words_fold, texts, jobs).items():
        made[k]["words"] = weights
    for text in texts:
        text.told = made[fold(text)]["words"].scores([u.line.words for u in text.units])
        text.first = text_lines.first_look(text.units, text.told, text.ruled)
    for of in ("first", "second"):
        say(f"{of} look")
        for k, booster in in_folds(partial(_trees_fold, of), texts, jobs).items():
            names = tuple(texts[0].first if of == "first" else texts[0].again)
            made[k][of] = (lightgbm.Booster(model_str=booster), names)
        for text in texts:
            table = text.first if of == "first" else text.again
            rows = text_lines.stacked(table)
            odds = made[fold(text)][of][0].predict(rows, raw_score=True, num_threads=1)
            if of == "first":
                text.odds, text.again = odds, text_context.table(text.first, odds)
            else:
                text.final = odds
    say("headlines")
    for k in WITHOUT:
        made[k]["title"] = title_model(without(k, texts))
    return made


# --- writing ------------------------------------------------------------------------------------

FILES = {"first": text_lines.FIRST, "second": text_lines.SECOND, "title": text_lines.TITLE}


def write(made: Made, data: str, folder: Path) -> None:
    """The model files, in `folder`."""
    weights = made["words"]
    (folder / text_lines.WORDS).write_bytes(text_words.packed(weights.of, weights.bias, data))
    for name, file in FILES.items():
        model, names = made[name]
        training.write(model, names, data, folder / file)


def models(folder: Path) -> text_lines.Models:
    """The models in `folder`, as the reader asks them."""
    packed = {name: (folder / file).read_bytes() for name, file in FILES.items()}
    trees = {name: cache(partial(forest.read, packed[name], file)) for name, file in FILES.items()}
    return text_lines.Models(text_words.read((folder / text_lines.WORDS).read_bytes()), **trees)


# --- checking -----------------------------------------------------------------------------------


def record(scrape: scrapes.Scrape, models: text_lines.Models | None) -> dict[str, Any]:
    """What the scorer compares: the text with a block a line."""
    lines = plain_lines(scrape.text)
    found = roles.text_roles(lines, of_lines([line.words for line in lines]).code, models)
    blocks = [{"start": x.start, "end": x.end, "kind": role.kind} for x, role in zip(lines, found, strict=True)]
    return {"source": scrape.id, "text": scrape.text, "blocks": blocks}


def check(data: Path, given: Sequence[scrapes.Scrape], made: dict[int | None, Made]) -> None:
    """Print the scores of the scrapes, each read by models that have seen nothing of its site."""
    predicted = []
    with tempfile.TemporaryDirectory() as folder:
        for k in range(FOLDS):
            write(made[k], "", Path(folder))
            tried = models(Path(folder))
            predicted += [record(scrape, tried) for scrape in given if fold(scrape) == k]
    spec = importlib.util.spec_from_file_location("score_scrapes", data / "score_scrapes.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    gold = module.read_jsonl(str(data / "scrapes.jsonl.gz"))
    for style in ["all", *sorted({row["style"] for row in gold})]:
        print(style, module.score([row for row in gold if style in ("all", row["style"])], predicted), flush=True)


def main() -> None:
    """Learn, print how sites that were not learnt from are read, and write unless told not to."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--check", action="store_true")
    options = parser.parse_args()
    needed = [options.data / name for name in NEEDED]
    for path in needed:
        if not path.exists():
            sys.exit(f"train-lines: no {path}; DATA must be a folder with {', '.join(NEEDED)}")
    given = scrapes.given(options.data)
    with ProcessPoolExecutor(options.jobs) as pool:
        found = pool.map(scrapes.made, scrapes.pages(options.data, {s.site for s in given}), chunksize=8)
        every = [*given, *itertools.chain.from_iterable(found)]
        every += list(scrapes.cut(every))
        texts = list(pool.map(text_of, every, chunksize=20))
    made = learn(texts, options.jobs, lambda what: print(what, flush=True))
    check(options.data, given, made)
    if not options.check:
        pages = (options.data / "trafilatura" / "html").glob("*.gz")
        write(made[None], training.fingerprint([*needed, *pages]), ROOM)


if __name__ == "__main__":
    main()

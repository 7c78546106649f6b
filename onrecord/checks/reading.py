"""How well pages and scrapes are read: body, title, authors and dates against gold, as the field measures them.

Body: runs of four words that prediction and gold share, each page counting the same (the measure of
scrapinghub/article-extraction-benchmark). Segments: stretches that an extract must and must not hold (trafilatura's
own measure). Scrapes: lines, weighed by their words. A field that is None in the gold was not annotated and is skipped;
an empty one says that the page has none.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from statistics import mean
from typing import Any

Gold = Mapping[str, Any]
BODY = ("body", "standfirst", "dateline")
_RUN = 4
_QUOTES = str.maketrans("‘’“”", "''\"\"")
_PARTED = re.compile(r"[;,/&]|\sand\s|\sund\s")


@dataclass(frozen=True, slots=True)
class Extract:
    """What a reader gave for one page: `body` as text, `title`, `authors`, `date` (YYYY-MM-DD) or None."""

    body: str = ""
    title: str | None = None
    authors: tuple[str, ...] = ()
    date: str | None = None


@dataclass(frozen=True, slots=True)
class Measure:
    """One figure of the table: what it is, its value, over how many pages; `less` where less is better."""

    name: str
    value: float
    pages: int
    less: bool = False


def of_pages(gold: Sequence[Gold], read: Sequence[Extract]) -> Iterator[Measure]:
    """The measures for which the gold has something to say, pages and extracts in the same order."""
    pairs = list(zip(gold, read, strict=True))
    yield from _body([(g["body"], e.body) for g, e in pairs if g.get("body") is not None])
    yield from _segments([(g, e) for g, e in pairs if g.get("with") is not None])
    yield from _titles([(g["title"], e.title) for g, e in pairs if g.get("title")])
    yield from _authors([(g["authors"], e.authors) for g, e in pairs if g.get("authors") is not None])
    yield from _dates([(g, e.date) for g, e in pairs if g.get("date") is not None])


def _body(pairs: Sequence[tuple[str, str]]) -> Iterator[Measure]:
    if pairs:
        precision, recall = [], []
        for due, got in pairs:
            mine, its = _runs(got), _runs(due)
            shared = (mine & its).total()
            if mine:
                precision.append(shared / mine.total())
            if its:
                recall.append(shared / its.total())
        p, r = mean(precision or [0.0]), mean(recall or [0.0])
        yield Measure("body precision", p, len(pairs))
        yield Measure("body recall", r, len(pairs))
        yield Measure("body F1", _harmonic(p, r), len(pairs))


def _runs(text: str) -> Counter[tuple[str, ...]]:
    """Each run of four words (of a shorter text: all of it), with how often it stands there."""
    words = re.findall(r"\w+", text)
    return Counter(tuple(words[i : i + _RUN]) for i in range(max(1, len(words) - _RUN + 1))) if words else Counter()


def _segments(pairs: Sequence[tuple[Gold, Extract]]) -> Iterator[Measure]:
    if pairs:
        right = wrong = missed = 0
        for gold, extract in pairs:
            text = _flat(extract.body)
            held = [_flat(piece) in text for piece in gold["with"]]
            right, missed = right + sum(held), missed + held.count(False)
            wrong += sum(_flat(piece) in text for piece in gold["without"])
        yield Measure("segments F1", _f1(right, wrong, missed), len(pairs))


def _titles(pairs: Sequence[tuple[str, str | None]]) -> Iterator[Measure]:
    if pairs:
        yield Measure("title right", mean(_same(due) == _same(got or "") for due, got in pairs), len(pairs))


def _same(title: str) -> str:
    return _flat(title).casefold().translate(_QUOTES)


def _authors(pairs: Sequence[tuple[Sequence[str], Sequence[str]]]) -> Iterator[Measure]:
    named = [(_names(due), _names(got)) for due, got in pairs]
    if named:
        right = sum(len(due & got) for due, got in named)
        wrong, missed = sum(len(got - due) for due, got in named), sum(len(due - got) for due, got in named)
        yield Measure("authors F1", _f1(right, wrong, missed), len(named))
    without = [bool(got) for due, got in named if not due]
    if without:
        yield Measure("author invented", mean(without), len(without), less=True)


def _names(fields: Collection[str]) -> set[str]:
    parts = (_flat(part).casefold() for field in fields for part in _PARTED.split(field))
    return {part.removeprefix("by ").removeprefix("von ") for part in parts} - {""}


def _dates(pairs: Sequence[tuple[Gold, str | None]]) -> Iterator[Measure]:
    dated = [(g.get("dates_ok") or [g["date"][:10]], got) for g, got in pairs if g["date"]]
    if dated:
        yield Measure("date right", mean((got or "")[:10] in due for due, got in dated), len(dated))
    without = [bool(got) for g, got in pairs if not g["date"]]
    if without:
        yield Measure("date invented", mean(without), len(without), less=True)


def of_scrapes(gold: Sequence[Gold], read: Sequence[Mapping[str, Any]]) -> Iterator[Measure]:
    """The measures of plain-text scrapes; `read` are records (text, blocks) in the order of the gold."""
    right = wrong = missed = perfect = 0
    titled: list[bool] = []
    for page, record in zip(gold, read, strict=True):
        body, title = _covered(page, record, BODY), _covered(page, record, ("title",))
        scored = [i for i, line in enumerate(page["lines"]) if not line.get("dup") and _words(page, line)]
        faults = 0
        for i in scored:
            due, words = page["lines"][i]["label"] == "body", _words(page, page["lines"][i])
            right += words * (due and body[i])
            wrong += words * (not due and body[i])
            missed += words * (due and not body[i])
            faults += due != body[i]
        perfect += not faults
        heads = [i for i, line in enumerate(page["lines"]) if line["label"] == "title"]
        if any(not page["lines"][i].get("dup") for i in heads):
            titled.append(any(title[i] for i in heads))
    yield Measure("body lines F1", _f1(right, wrong, missed), len(gold))
    yield Measure("every line right", perfect / max(1, len(gold)), len(gold))
    yield Measure("title found", mean(titled or [False]), len(titled))


def _covered(page: Gold, record: Mapping[str, Any], kinds: Collection[str]) -> list[bool]:
    """For each line of the gold, whether at least half of its letters lie in blocks of `kinds`."""
    text, inside = page["text"], bytearray(len(page["text"]))
    for block in record["blocks"] if record["text"] == text else ():
        if block["kind"] in kinds:
            inside[block["start"] : block["end"]] = b"\1" * (block["end"] - block["start"])
    out = []
    for line in page["lines"]:
        places = [i for i in range(line["start"], line["end"]) if not text[i].isspace()]
        out.append(bool(places) and 2 * sum(inside[i] for i in places) >= len(places))
    return out


def _words(page: Gold, line: Mapping[str, Any]) -> int:
    return len(re.findall(r"\w+", page["text"][line["start"] : line["end"]]))


def _flat(text: str) -> str:
    return " ".join(text.split())


def _f1(right: int, wrong: int, missed: int) -> float:
    return 2 * right / (2 * right + wrong + missed) if right + wrong + missed else 1.0


def _harmonic(p: float, r: float) -> float:
    return 2 * p * r / (p + r) if p + r else 0.0

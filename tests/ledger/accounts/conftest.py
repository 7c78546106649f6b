"""Readings made by hand: a line a mark, its words and its cells."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import pytest

from onrecord.shapes.mark import Cell, Mark, Ref, When
from onrecord.shapes.reading import Reading
from onrecord.shapes.report import Published, Report
from onrecord.shapes.span import Span


def reading(name: str, published: str | None, lines: Sequence[tuple[str, str, Mapping[str, Any]]]) -> Reading:
    """A report of some lines, each one mark: (kind, its words, its cells); kind "" is text without a mark.

    Cells of words become references to those words, wherever they stand: by name only.
    """
    text, marks = "", {}
    for kind, words, cells in lines:
        span = Span(len(text), len(text) + len(words))
        text += words + "\n"
        if kind:
            found = {n: Cell(_value(n, v, span, words), _how(n, words)) for n, v in cells.items()}
            marks.setdefault(kind, []).append(Mark(kind, (span,), found))
    given = {"published": Cell(Published(published, how="given"), "made")} if published else {}
    report = Report(name, name, name, "text", "utf-8", "en", text, (), (), given)
    return Reading(report, {k: tuple(v) for k, v in marks.items()})


def _how(name: str, words: str) -> str:
    if name == "as_of":
        return "time"
    return "nouns.tsv:made" if name == "anchor" and words.split()[0] in ("a", "an", "the", "another") else "made"


def _value(name: str, value: Any, span: Span, words: str) -> Any:
    if name in ("where", "counter", "speaker", "asserted_by"):
        return Ref(span, value, value)
    if name in ("actor", "recipient", "via"):
        return tuple(Ref(span, v, v) for v in value.split("|"))
    if name in ("as_of", "when", "period"):
        first, _, last = value.partition("/")
        return When(span, first or None, last or first, "day")
    if name in ("counted", "anchor", "cue"):
        at = words.index(value)
        return Span(span.start + at, span.start + at + len(value))
    return value


@pytest.fixture
def tell() -> Callable[..., Reading]:
    """A reading made by hand: tell("a", "2031-05-01", [("figure", "12 dead", {"what": "killed", "value": 12})])."""
    return reading


def figure(words: str) -> tuple[str, str, dict[str, Any]]:
    """A figure from one phrase of a case: `hedge value what [counted] @place by=… as_of=… scope=… retracted`."""
    cells: dict[str, Any] = {"hedge": "exact", "scope": "total"}
    printed = []
    for word in words.split():
        if word.startswith("@"):
            cells["where"] = word[1:].replace("_", " ")
        elif "=" in word:
            key, _, value = word.partition("=")
            cells[{"by": "counter"}.get(key, key)] = value.replace("_", " ")
        elif word == "retracted":
            cells["retracted"] = True
        elif word[0].isdigit():
            cells["value"] = int(word)
            printed.append(word)
        elif word in ("nearly", "about", "at_least", "more_than", "up_to"):
            cells["hedge"] = word
        elif "what" not in cells:
            cells["what"] = word
        else:
            cells["counted"] = word
            printed.append(word)
    if "value" in cells:
        bounds = {"exact": "lh", "at_least": "l", "more_than": "l", "nearly": "h", "up_to": "h"}.get(cells["hedge"], "")
        cells |= {name: cells["value"] for name in ("low", "high") if name[0] in bounds}
    else:
        cells["hedge"] = "vague"
    return "figure", " ".join(printed) or "many", cells


@pytest.fixture
def figures() -> Callable[[str], list[Reading]]:
    """Readings from a case: reports parted by " // ", each `name date: figure; figure`."""

    def make(case: str) -> list[Reading]:
        out = []
        for part in case.split(" // "):
            head, _, rest = part.partition(": ")
            name, _, published = head.strip().partition(" ")
            out.append(reading(name, published or None, [figure(f) for f in rest.split("; ")]))
        return out

    return make

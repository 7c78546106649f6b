"""A folder of made reports and what is true of them, as one JSON file."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Any, TextIO

from onrecord.checks.made.numbers import FALLING
from onrecord.checks.made.truth import Made, Planted, Point, Said, Truth

_ABOUT = "Invented reports: no person, place, outlet or happening in them is real."
_IN_ONE = 1000  # files of one folder


@dataclass(slots=True)
class Across:
    """What only several reports show, gathered while they come out."""

    stories: dict[str, list[str]] = field(default_factory=dict)
    chapters: dict[str, dict[str, list[str]]] = field(default_factory=dict)
    copies: list[dict[str, Any]] = field(default_factory=list)
    versions: list[dict[str, Any]] = field(default_factory=list)
    origins: dict[str, dict[str, list[str]]] = field(default_factory=dict)
    series: dict[str, dict[str, list[tuple[str, Point]]]] = field(default_factory=dict)
    planted: dict[str, dict[str, tuple[Planted, dict[int | str, list[str]]]]] = field(default_factory=dict)

    def note(self, truth: Truth) -> None:
        """One report more."""
        story = truth.story
        if story is None:
            return
        self.stories.setdefault(story, []).append(truth.id)
        self.chapters.setdefault(story, {}).setdefault(str(truth.chapter), []).append(truth.id)
        self.origins.setdefault(story, {}).setdefault(str(truth.origin), []).append(truth.id)
        if truth.of is not None:
            self.copies.append(
                {
                    "source": truth.of,
                    "copy": truth.id,
                    "direction": f"{truth.of}->{truth.id}",
                    "kind": truth.kind,
                    "alt": list(truth.also),
                    "credited": truth.agency is not None,
                }
            )
            if truth.kind == "update":
                self.versions.append({"url": truth.url, "old": truth.of, "new": truth.id})
        for point in truth.points:
            if point.scope == "total":
                self.series.setdefault(story, {}).setdefault(point.series, []).append((truth.id, point))
        for planted in truth.planted:
            sides = self.planted.setdefault(story, {}).setdefault(planted.id, (planted, {}))[1]
            for side in planted.told(truth.said, truth.points):
                sides.setdefault(side.value, []).append(truth.id)

    def as_dict(self) -> dict[str, Any]:
        """In the shape of a gold file's lists over several reports."""
        return {
            "stories": [
                {"id": s, "reports": r, "chapters": [{"chapter": c, "reports": m} for c, m in self.chapters[s].items()]}
                for s, r in self.stories.items()
            ],
            "copies": self.copies,
            "versions": self.versions,
            "origins": [
                {"story": s, "count": len(o), "sources": [{"origin": n, "reports": r} for n, r in o.items()]}
                for s, o in self.origins.items()
            ],
            "series": [_series(s, name, rows) for s, found in self.series.items() for name, rows in found.items()],
            "disagreements": [
                _disagreement(story, planted, sides)
                for story, found in self.planted.items()
                for planted, sides in found.values()
                if len(sides) > 1  # where only one side came out, nobody can see a difference
            ]
            + [c for s, found in self.series.items() for name, rows in found.items() for c in _changes(s, name, rows)],
        }


def _series(story: str, name: str, rows: list[tuple[str, Point]]) -> dict[str, Any]:
    first = rows[0][1]
    return {
        "id": name,
        "story": story,
        "what": first.what,
        "counted": first.counted,
        "where": first.where,
        "counter": first.counter,
        "points": [{"report": report, **_point(point)} for report, point in rows],
    }


def _point(point: Point) -> dict[str, Any]:
    names = ("text", "value", "low", "high", "hedge", "counter", "as_of", "scope", "retracted")
    return {name: getattr(point, name) for name in names}


def _changes(story: str, name: str, rows: Sequence[tuple[str, Point]]) -> Iterator[dict[str, Any]]:
    """How the numbers of a series differ without contradiction: later and higher, or rounded otherwise."""
    days: dict[str, Counter[tuple[int, str]]] = {}
    for _, point in rows:
        if not point.retracted:
            days.setdefault(point.as_of, Counter())[point.value, point.hedge] += 1
    ordered = [(day, sorted(found, key=lambda v: (-found[v], v))) for day, found in sorted(days.items())]
    falls = rows[0][1].what in FALLING
    for (_, before), (day, after) in pairwise(ordered):
        old, new = before[0][0], after[0][0]
        if old < new or (falls and new < old):  # what falls otherwise was corrected
            yield _change(story, f"{name}-{day}", "update", rows, (old, new))
    for day, found in ordered:
        first = found[0]
        other = next((v for v in found if v[0] != first[0] and v[1] != first[1]), None)
        if other is not None:
            yield _change(story, f"{name}-{day}-hedge", "hedge", rows, (first[0], other[0]))


def _change(
    story: str, name: str, kind: str, rows: Sequence[tuple[str, Point]], values: tuple[int, int]
) -> dict[str, Any]:
    sides = [
        {"value": value, "counter": rows[0][1].counter, "reports": sorted({r for r, p in rows if p.value == value})}
        for value in values
    ]
    question = f"{rows[0][1].counted} {rows[0][1].what}"
    return {"id": name, "story": story, "question": question, "kind": kind, "values": sides}


def _disagreement(story: str, planted: Planted, sides: Mapping[int | str, list[str]]) -> dict[str, Any]:
    values = [{"value": s.value, "counter": s.who, "reports": sides.get(s.value, [])} for s in planted.sides]
    return {"id": planted.id, "story": story, "question": planted.question, "kind": planted.kind, "values": values}


def report(made: Made, file: str) -> dict[str, Any]:
    """What is true of one report, in the shape of a gold file's reports."""
    truth = made.truth
    return {
        "id": truth.id,
        "file": file,
        "url": truth.url,
        "title": truth.title,
        "byline": "; ".join(truth.byline) or None,
        "outlet": truth.outlet,
        "agency": truth.agency,
        "dateline_text": truth.dateline,
        "published": truth.published if truth.dated else None,
        "came_out": truth.published,
        "language": "en",
        "genre": truth.genre,
        "role": truth.role,
        "story": truth.story,
        "stories": list(truth.stories),
        "chapter": truth.chapter,
        "origin": truth.origin,
        "version_of": truth.of if truth.kind == "update" else None,
        "word_count": sum(len(p.split()) for p in truth.body),
        "body_lines": list(truth.body),
        "boilerplate": list(truth.boilerplate),
        "quotes": [_said(s) for s in truth.said],
        "figures": [{"series": p.series, "what": p.what, "counted": p.counted, **_point(p)} for p in truth.points],
    }


def _said(said: Said) -> dict[str, str]:
    return {"text": said.words, "kind": said.kind, "speaker": said.speaker, "statement": said.statement}


def write(folder: Path, reports: Iterable[Made]) -> int:
    """Write the reports below `folder`/reports and what is true of them to `folder`/truth.json; gives their number.

    Rows go to one file, rows.jsonl; of pages and texts a thousand to a folder. Truth is written as it comes, but for
    what several reports show together.
    """
    below = folder / "reports"
    below.mkdir(parents=True)
    across, many = Across(), 0
    with (folder / "truth.json").open("w", encoding="utf-8") as truth:
        truth.write(f'{{\n"about": "{_ABOUT}",\n"reports": [\n')
        with _Rows(below / "rows.jsonl") as rows:
            for made in reports:
                file = _put(below, made, rows, many)
                truth.write(",\n" if many else "")
                json.dump(report(made, file), truth, ensure_ascii=False)
                across.note(made.truth)
                many += 1
        truth.write("\n]")
        for name, found in across.as_dict().items():
            truth.write(f',\n"{name}": {json.dumps(found, ensure_ascii=False)}')
        truth.write("\n}\n")
    return many


class _Rows:
    """The file of rows, made when the first comes."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.stream: TextIO | None = None

    def __enter__(self) -> _Rows:
        return self

    def __exit__(self, *_: object) -> None:
        if self.stream:
            self.stream.close()

    def write(self, line: str) -> None:
        """One row more."""
        if self.stream is None:
            self.stream = self.path.open("w", encoding="utf-8", newline="\n")
        self.stream.write(line + "\n")


def _put(below: Path, made: Made, rows: _Rows, many: int) -> str:
    if made.form == "row":
        rows.write(made.raw.data.decode())
        return f"reports/rows.jsonl#{made.truth.id}"
    part = below / f"{many // _IN_ONE:03}"
    if many % _IN_ONE == 0 or not part.is_dir():
        part.mkdir(exist_ok=True)
    name = f"{made.truth.id}.{'html' if made.form == 'html' else 'txt'}"
    (part / name).write_bytes(made.raw.data)
    return f"reports/{part.name}/{name}"


def documents(reports: Iterable[Made]) -> Iterator[dict[str, Any]]:
    """What is true of each report, without files."""
    for made in reports:
        yield report(made, made.raw.source)

"""What the tests of every kind of mark share: a report made of plain text, its marks, and answers written in brackets."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from onrecord.marks.casing import plainly
from onrecord.marks.kinds import KINDS
from onrecord.marks.parse import parse
from onrecord.shapes.mark import Cell, Found, Mark
from onrecord.shapes.passage import Passage, join
from onrecord.shapes.plain import from_plain, to_plain
from onrecord.shapes.report import Published, Report
from onrecord.shapes.span import Span, cut_all
from onrecord.shapes.table import Row
from onrecord.shapes.table import parse as parse_table

Answer = tuple[str, int, int]


def report_of(text: str, published: str | None = None, title: bool = False) -> Report:
    """A report whose lines are its paragraphs; the first is its title when `title`."""
    passages, at = [], 0
    for line in text.split("\n"):
        if line.strip():
            words, pieces = join([(line, Span(at, at + len(line)))])
            passages.append(Passage(words, "title" if title and not passages else "body", "en", pieces))
        at += len(line) + 1
    cells = {} if published is None else {"published": Cell(Published(published, how="given"), "given")}
    return Report("r", "r.txt", "0" * 64, "text", "utf-8", "en", text, (), tuple(passages), cells)


def marks_of(report: Report, *names: str) -> dict[str, list[Mark]]:
    """Marks of the kinds `names` and of those they need, by kind; candidates go through their cached form."""
    wanted = set(names or [k.name for k in KINDS])
    for kind in reversed(KINDS):
        if kind.name in wanted:
            wanted.update(kind.needs)
    out: dict[str, list[Mark]] = {}
    passages = plainly(report.passages)
    paragraphs = [parse(p.text, p.role) for p in passages]
    for kind in (k for k in KINDS if k.name in wanted):
        found = [
            Found(passage, from_plain(kind.candidate, json.loads(json.dumps(to_plain(candidate)))))
            for passage, paragraph in zip(passages, paragraphs, strict=True)
            for candidate in kind.local(paragraph)
        ]
        out[kind.name] = list(kind.resolve(report, found, {n: out[n] for n in kind.needs}))
        for mark in out[kind.name]:
            for name, cell in mark.cells.items():
                words = cut_all(report.text, cell.at)
                assert kind.cell(name).support(cell.value, words), (kind.name, name, cell.value, words)
    return out


@pytest.fixture(scope="session")
def mark() -> Callable[..., dict[str, list[Mark]]]:
    """`mark(text, *kinds, published=None, title=False)`: the marks of a text by kind, each supported by its words."""

    def run(text: str, *kinds: str, published: str | None = None, title: bool = False) -> dict[str, list[Mark]]:
        return marks_of(report_of(text, published, title), *kinds)

    return run


def unbracket(text: str) -> tuple[str, list[Answer]]:
    """Text without its bracketed answers, and the answers: "[a Ann Lee] left" gives ("a", 0, 7). " / " is a line end.

    A label is letters, digits or "-" before the first space; brackets may nest.
    """
    out, answers, open_ = "", [], []
    for token in re.split(r"(\[[\w-]+ |\])", text.replace(" / ", "\n")):
        if re.fullmatch(r"\[[\w-]+ ", token):
            open_.append((token[1:-1], len(out)))
        elif token == "]" and open_:
            label, start = open_.pop()
            answers.append((label, start, len(out)))
        else:
            out += token
    return out, sorted(answers, key=lambda a: (a[1], a[2]))


@pytest.fixture(scope="session")
def bracketed() -> Callable[[str], tuple[str, list[Answer]]]:
    """`bracketed(text)`: the text without its bracketed answers, and the answers (label, start, end)."""
    return unbracket


def cases(file: str, *columns: str, optional: tuple[str, ...] = ()) -> list[Row]:
    """Rows of the table of cases beside a test module."""
    path = Path(file).with_name("cases.tsv")
    return parse_table(path.read_text(encoding="utf-8"), path.name, columns, optional=optional)

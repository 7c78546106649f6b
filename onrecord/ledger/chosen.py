"""What a person chose about marks, made into decisions: each mark as it is now is noted beside what the person says."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import apsw

from onrecord.ledger import decided, queued
from onrecord.shapes.decision import Decision
from onrecord.shapes.errors import UsageError, as_given
from onrecord.shapes.mark import Kind


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing that a person chose: of which mark, by its id, and what; of one cell where it is named.

    `value` is what the cell is set to; `start` and `end` are the edges that the mark is moved to.
    """

    mark: str
    verdict: str
    cell: str = ""
    value: Any = None
    start: Any = None
    end: Any = None


@dataclass(frozen=True, slots=True)
class Who:
    """Who decides, and when (seconds of UTC, ISO 8601)."""

    reviewer: str
    at: str


@dataclass(frozen=True, slots=True)
class Rules:
    """What may be decided: both give the value as it is kept, and raise UsageError where it cannot be.

    `value` is told the kind, the cell, the value, and the text of the report; `span` start, end, and the text.
    """

    value: Callable[[Kind, str, Any, str], Any]
    span: Callable[[Any, Any, str], Any]


def decide(
    connection: apsw.Connection, kinds: Sequence[Kind], choices: Iterable[Choice], who: Who, rules: Rules
) -> int:
    """Keep what was chosen, in one batch; gives its number. Raises UsageError for what cannot be chosen."""
    return decided.put(connection, kinds, [_made(connection, kinds, one, who, rules) for one in choices])


def decide_all(
    connection: apsw.Connection,
    kinds: Sequence[Kind],
    asked: queued.Asked,
    expected: int,
    verdict: str,
    who: Who,
    rules: Rules,
) -> int:
    """Decide alike about all marks that are asked for, where they are as many as expected; else raises UsageError."""
    found = queued.every(connection, kinds, asked)
    if len(found) != expected:
        raise UsageError(f"{len(found)} marks fit now, not {expected}; look at them again before you decide about all")
    if not found:
        raise UsageError("no marks fit; nothing is decided")
    return decide(connection, kinds, [Choice(name, verdict) for name in found], who, rules)


def _made(connection: apsw.Connection, kinds: Sequence[Kind], one: Choice, who: Who, rules: Rules) -> Decision:
    found = decided.mark(connection, kinds, one.mark)
    if found is None:
        raise UsageError(f"{as_given(one.mark)}: no mark of that id; its report may have been read again, look anew")
    kind = next(k for k in kinds if k.name == found.kind)
    value: str | None = None
    machine: Any = found.record
    if one.cell or one.verdict == "set":
        text = _text(connection, found.report)
        kept = rules.value(kind, one.cell, one.value, text)
        machine = found.record.get(one.cell)
        value = json.dumps(kept, ensure_ascii=False) if one.verdict == "set" else None
    elif one.verdict == "span":
        value = json.dumps(rules.span(one.start, one.end, _text(connection, found.report)), ensure_ascii=False)
    return Decision(
        n=0,
        batch=0,
        report=found.report,
        mark=found.mark,
        kind=found.kind,
        cell=one.cell,
        start=found.start,
        end=found.end,
        exact=found.exact,
        prefix=found.prefix,
        suffix=found.suffix,
        verdict=one.verdict,
        value=value,
        machine=json.dumps(machine, ensure_ascii=False),
        reader=found.reader,
        reviewer=who.reviewer,
        at=who.at,
    )


def _text(connection: apsw.Connection, report: str) -> str:
    return str(connection.execute("select text from report where id = ?", (report,)).get)

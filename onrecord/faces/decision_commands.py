"""The commands about what people decided: the list of it, and how far the reader says the same."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import click

from onrecord.faces import exits, listing
from onrecord.faces.command import Command
from onrecord.faces.listing import Listing, Row, Shown
from onrecord.faces.options import format_option, ledger_option, open_ledger
from onrecord.faces.screen import Screen, as_json
from onrecord.faces.words import count

_COLUMNS = "report id kind cell exact verdict value machine_value reviewer reviewed_at status"


def _decided(row: Row) -> Iterator[Row]:
    of_cell = bool(row["cell"])
    value = row["value"].get("exact") if row["verdict"] == "span" else row["value"]
    line = {**row, "value": _flat(value), "reviewed_at": row["at"]}
    line["machine_value"] = _flat(row["machine"]) if of_cell else ""
    line["decided"] = " ".join(p for p in (row["verdict"], row["cell"], f"→ {_flat(value)}" if value else "") if p)
    if row["undone_at"] is not None:
        line["status"] = "undone"
    yield line


def _flat(value: Any) -> Any:
    """A value as one cell: what somebody or a place is called, all else as JSON where it is no plain value."""
    if isinstance(value, Mapping) and isinstance(value.get("name"), str):
        return value["name"]
    return json.dumps(value, ensure_ascii=False) if isinstance(value, (Mapping, list)) else value


DECISIONS = Listing(
    "decisions",
    "what people decided",
    tuple(_COLUMNS.split()),
    (
        Shown("id", "id"),
        Shown("kind", "kind"),
        Shown("words", "exact", 3),
        Shown("decided", "decided", 3),
        Shown("by", "reviewer", 1),
        Shown("status", "status"),
        Shown("report", "report"),
    ),
    _decided,
)


def _agreed(row: Row) -> Iterator[Row]:
    yield {**row, "what": "marks accepted", "decided": row["accepted"], "now": f"{row['kept']} there"}
    if row["rejected"]:
        again = f", {row['again']} given again" if row["again"] else ""
        yield {
            "kind": row["kind"],
            "what": "marks rejected",
            "decided": row["rejected"],
            "now": f"{row['gone']} gone{again}",
        }
    for cell in row["cells"]:
        told = {"what": cell["cell"], "decided": cell["said"], "now": f"{cell['agree']} the same"}
        yield {"kind": row["kind"], **cell, **told}


CHECK = Listing(
    "check",
    "what people decided and the reader says",
    tuple("kind accepted kept lost rejected gone again cell said agree".split()),
    (Shown("kind", "kind"), Shown("what", "what", 2), Shown("people", "decided"), Shown("reader now", "now", 2)),
    _agreed,
)


@click.command(
    cls=Command,
    examples=(
        ("onrecord decisions --ledger desk.db", "as a table; piped, values separated by tabs"),
        ("onrecord decisions --reviewer 'Lena Brod' --undone", "of one person, also what was undone"),
        ("onrecord decisions --format json", "with the reader's values beside those of people, for a program"),
        ("onrecord decisions --format gold > gold.jsonl", "what people accepted and put right, a report a line"),
    ),
)
@ledger_option
@format_option("table", "json", "csv", "gold")
@click.option("--report", metavar="ID", help="Only about marks of this report.")
@click.option("--story", metavar="ID", help="Only of one story (the id of any report of it).")
@click.option("--reviewer", metavar="NAME", help="Only of this person.")
@click.option("--undone", is_flag=True, help="Also what was undone.")
@click.make_pass_decorator(Screen, ensure=True)
def decisions(screen: Screen, /, ledger: Path, format: str, **asked: Any) -> int:
    """What people decided about marks, in the order in which they did.

    A decision is unplaced where, after its report was read again, no mark is surely the one that it was about.
    """
    with open_ledger(ledger, screen) as opened:
        if format == "gold":
            rows = opened.gold(asked["report"], asked["story"], asked["reviewer"])
        else:
            rows = opened.decisions(**asked)
    if format == "gold":
        for row in rows:
            screen.data(as_json(row))
    elif rows or format != "table":
        listing.write(DECISIONS, rows, format, screen)
    if not rows:
        screen.note(f"no decisions in {ledger}" + (" that fit" if any(asked.values()) else ""))
    return exits.DONE if rows else exits.NOTHING


@click.command(
    cls=Command,
    examples=(
        ("onrecord check --ledger desk.db", "after `onrecord reread`: does the reader still say what people accepted?"),
        ("onrecord check --format json", "with the marks that it lost or gives again, for a program"),
    ),
)
@ledger_option
@format_option("table", "json")
@click.make_pass_decorator(Screen, ensure=True)
def check(screen: Screen, ledger: Path, format: str) -> int:
    """How far the readings in a ledger say what people decided, whose decisions are taken as gold.

    Ends with 1 when a mark that people accepted is lost, or one that they rejected is given again by a newer reader.
    """
    with open_ledger(ledger, screen) as opened:
        found = opened.check()
    if format == "json":
        screen.data(as_json(found, indented=True))
    elif found["kinds"]:
        listing.write(CHECK, found["kinds"], "table", screen)
    for said in ("lost", "again"):
        for row in found[said]:
            told = "accepted, and lost" if said == "lost" else "rejected, and given again"
            screen.warn(
                f"{row['report'][:12]} {row['kind']} at {row['start']}-{row['end']}: {told}: {row['exact'][:80]}"
            )
    if found["stale"]:
        screen.note(f"{count(found['stale'], 'report')} read by another reader than this; `onrecord reread` first")
    if found["removed"]:
        screen.note(f"{count(found['removed'], 'mark')} left out: of reports that are no longer there")
    if not found["kinds"]:
        screen.note(f"no decisions in {ledger}")
    return exits.NOTHING if found["lost"] or found["again"] or not found["kinds"] else exits.DONE

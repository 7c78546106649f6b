"""Facts of every kind as lists show them: what is new, and who carries what."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from onrecord.faces import listing, words
from onrecord.faces.listing import SHORT_ID, Listing, Row, Shown
from onrecord.faces.screen import Screen, as_json, one_line
from onrecord.ledger.tally import FIRM

_FACT = "kind id text who what counted scope where from to value low high hedge modality retracted"


def _said(row: Row) -> Iterator[Row]:
    """A fact with what is told in a few words: a number with what it counts, a happening with how it is told."""
    says, last = str(row.get("text") or ""), row.get("before")
    if row["kind"] == "figure":
        says = f"{words.amount(row, says)} {words.thing(row)}" if row["what"] in FIRM else says
        says += f" ({words.SCOPES[row['scope']]})" if row["scope"] in words.SCOPES else ""
        says += " (taken back)" if row.get("retracted") else ""
        says += (
            f", before {words.amount(last, str(last['text'])) if row['what'] in FIRM else last['text']}" if last else ""
        )
    if row["kind"] == "event" and row.get("modality") != "happened":
        says = f"{row['modality']}: {says}"
    places = [f"{e['report']}:{e['start']}-{e['end']}" for e in row["evidence"]]
    carried = row.get("carried")
    told = {"says": says, "evidence": places, "count": len(row["reports"]), "last": last and last.get("text")}
    told |= {} if carried is None else {"outlets": len(carried), "without": len(row["lacking"])}
    yield {**row, **told}


NEW = Listing(
    "new",
    "what is new since a day or a report",
    tuple(f"story published {_FACT} last origins reports report start end evidence".split()),
    (
        Shown("published", "published"),
        Shown("", "kind"),
        Shown("what is told", "says", 5),
        Shown("by", "who", 2),
        Shown("report", "report"),
    ),
    _said,
)
CARRIED = Listing(
    "coverage",
    "which outlets carry a fact",
    tuple(f"{_FACT} carried lacking origins reports evidence".split()),
    (
        Shown("outlets", "outlets"),
        Shown("without", "without"),
        Shown("", "kind"),
        Shown("what is told", "says", 5),
        Shown("by", "who", 2),
    ),
    _said,
)
_FEW = 25  # facts on a terminal
_LACKING = {
    "outlet": "cited, but no report of it is here: {}",
    "date": "states no day: report {}",
    "days": "nothing was published from {}",
    "version": "was changed since it was published, and only one reading is here: report {}",
}


def write(coverage: Mapping[str, Any], format: str, screen: Screen, *, whole: bool = False) -> None:
    """Who carries what of a story, to standard output: JSON whole, CSV and tab-separated values its facts alone.

    On a terminal the outlets come first, of the facts those that most carry (all where `whole`), then what lacks.
    """
    if format == "json":
        screen.data(as_json(coverage, indented=True))
        return
    facts = coverage["facts"]
    if format == "csv" or not screen.on_terminal:
        listing.write(CARRIED, facts, format, screen)
        return
    listing.write(_OUTLETS, coverage["outlets"], format, screen)
    listing.write(CARRIED, facts if whole else facts[:_FEW], format, screen)
    if len(facts) > _FEW and not whole:
        screen.note(f"{words.count(len(facts) - _FEW, 'fact')} more (--all shows them)")
    for lack in coverage["lacks"]:
        screen.note(lacking(lack))


def lacking(lack: Mapping[str, Any]) -> str:
    """What a ledger lacks, as a line."""
    what = str(lack["what"])
    if lack["kind"] in ("date", "version"):
        what = what[:SHORT_ID]
    if lack["kind"] == "days":
        first, _, last = what.partition("/")
        what = f"{first} to {last}"
    return one_line(_LACKING[lack["kind"]].format(what))


def _outlet(row: Row) -> Iterator[Row]:
    yield {**row, "count": len(row["reports"])}


_OUTLETS = Listing(
    "outlets",
    "the outlets of a story",
    tuple("name reports facts alone".split()),
    (Shown("outlet", "name", 3), Shown("reports", "count"), Shown("facts", "facts"), Shown("alone", "alone")),
    _outlet,
)

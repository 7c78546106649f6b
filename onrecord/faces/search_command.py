"""The command that finds reports by their words."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from onrecord.faces import exits, listing
from onrecord.faces.command import Command, Day
from onrecord.faces.listing import Listing, Row, Shown
from onrecord.faces.options import format_option, ledger_option, open_ledger
from onrecord.faces.screen import Screen
from onrecord.faces.words import count
from onrecord.shapes import sorts

_COLUMNS = "report published title outlet language genre status hits excerpt"


def _found(row: Row) -> Iterator[Row]:
    places = [f"{hit['start']}-{hit['end']}" for hit in row["hits"]]
    title = f"{row['title'] or ''}{' (set aside)' if row['status'] == 'set_aside' else ''}"
    told = [one["text"] for one in row["excerpts"]]
    yield {**row, "hits": places, "headline": title, "excerpt": " … ".join(told), "brief": told[0] if told else ""}


LISTING = Listing(
    "search",
    "reports that have some words",
    tuple(_COLUMNS.split()),
    (
        Shown("report", "report"),
        Shown("published", "published"),
        Shown("outlet", "outlet", 1),
        Shown("title", "headline", 2),
        Shown("words", "brief", 4),
    ),
    _found,
)


@click.command(
    cls=Command,
    examples=(
        ("onrecord search bridge clos* --ledger desk.db", "reports with both words, the second begun so; newest first"),
        ("""onrecord search '"river bridge"' --since 2031-05-02""", "words that stand together, since a day"),
        ("onrecord search flood --outlet 'The Torval Post' --sort best", "of one outlet, the most telling first"),
        ("onrecord search flood --format json", "with where the words stand, for a program"),
    ),
)
@click.argument("words", nargs=-1, required=True)
@ledger_option
@format_option("table", "json", "csv")
@click.option("--outlet", metavar="NAME", help="Only of this outlet.")
@click.option("--language", metavar="CODE", help="Only in this language: en, de …")
@click.option("--genre", metavar="WORD", help="Only of this genre.")
@click.option("--since", type=Day(), metavar="DATE", help="Only of reports published since that day.")
@click.option("--until", type=Day(), metavar="DATE", help="Only of reports published until that day.")
@click.option("--story", metavar="ID", help="Only of one story (the id of any report of it).")
@click.option("--sort", type=click.Choice(sorts.REPORTS), default="newest", show_default=True, help="Which first.")
@click.option(
    "--limit", type=click.IntRange(1, 10**9), default=20, show_default=True, metavar="N", help="No more than N rows."
)
@click.make_pass_decorator(Screen, ensure=True)
def search(screen: Screen, /, words: tuple[str, ...], ledger: Path, format: str, **asked: Any) -> int:
    """Reports that have all of WORDS in title or text; case and accents are forgiven.

    flood* is any word that begins so; words in double quotes (quote them for the shell, too) stand together.
    """
    with open_ledger(ledger, screen) as opened:
        found = opened.search(" ".join(words), **asked)
    rows = found["rows"]
    if rows or format != "table":
        listing.write(LISTING, rows, format, screen)
    if not rows:
        screen.note(f"no reports in {ledger} that fit")
        return exits.NOTHING
    if found["next"] is not None:
        total = found["total"]
        every = f"more than {len(rows)} reports" if total is None else count(total, "report")
        screen.note(f"{every} found, {len(rows)} shown (--limit shows more)")
    return exits.DONE

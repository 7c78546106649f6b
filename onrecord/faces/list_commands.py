"""The commands that print lists: one, made for each list, with the filters that it alone has."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from onrecord.faces import exits
from onrecord.faces.command import Command
from onrecord.faces.options import asked_options, format_option, ledger_option, open_ledger
from onrecord.faces.screen import Screen

if TYPE_CHECKING:
    from onrecord.faces.api import Ledger

LISTS = {
    "reports": "Every report: title, outlet, date and how it is known.",
    "stories": "The stories that the reports tell.",
    "copies": "Which report repeats which.",
    "series": "How figures moved from report to report.",
    "disagreements": "Where reports differ, and in what way.",
    "new": "What is new to somebody who has read up to a day or a report: each number, statement, happening.",
    "timeline": "What happened or is to happen, by its day, each once; of what was announced, what came of it.",
    "upcoming": "What is announced and not yet past.",
    "quotes": "Who said what.",
    "figures": "Every number that was reported.",
    "events": "What happened, is planned, threatened, denied.",
    "times": "Dates and stretches of time.",
    "places": "Places named.",
    "mentions": "People, organisations, places and offices as named.",
}
_NONE = {
    "timeline": "no dated events",
    "upcoming": "no upcoming events",
    "new": "nothing new",
}  # where "no" and the list's name do not do
MARKS = "quotes figures events times places mentions".split()
_MORE_EXAMPLES = {
    "copies": (
        ("onrecord copies --aligned --format json", "with the stretches of both texts that stand for each other"),
    ),
    "new": (
        ("onrecord new --after 3f2a91 --story 3f2a91", "in one story, to somebody who has read up to this report"),
    ),
    "quotes": (
        ('onrecord quotes --speaker "Mayor Brod" --about "bridge clos*"', "what one person said about something"),
        ("onrecord quotes --kind direct --force deny --since 2031-05-02", "denials word for word, since a day"),
    ),
    "figures": (
        ("onrecord figures --what killed --where Torval --since 2031-05-02", "how many were killed there, since a day"),
        ('onrecord figures --counter "health ministry" --hedge at_least', "what one body counted, as a lower bound"),
    ),
    "events": (
        ("onrecord events --type ASSAULT --modality happened --actor Kenya", "what one side did, as happened"),
        ("onrecord events --type ASSAULT --modality denied --modality possible", "what is denied, or only possible"),
        ("onrecord events --where Torval --since 2031-05-02 --asserted-by police", "what one body says was there"),
        ("onrecord events --plover ASSAULT --actor-country KEN --recipient-country TZA", "as a codebook has it"),
        ("onrecord events --joined --type ASSAULT", "each attack once, with every report that tells it, and how"),
    ),
    "timeline": (
        ("onrecord timeline --story 3f2a91 --since 2031-05-02", "what happened in one story, since a day"),
        ("onrecord timeline --modality planned --modality threatened", "what was announced, and what came of it"),
    ),
    "upcoming": (
        ("onrecord upcoming --type CONSULT --actor Brod", "whom somebody is to meet"),
        ("onrecord upcoming --now 2031-05-02", "what was still to come on that day"),
    ),
    "series": (
        ("onrecord series --what killed --where Torval", "how one toll moved"),
        ("onrecord series --view ucdp", "low, best and high of each toll, and the statements that they come from"),
        ("onrecord series --what killed --chart toll.svg", "the same drawn, one mark for each stated value"),
    ),
}


def list_command(name: str, about: str, *, of_story: bool = True) -> click.Command:
    """The command that prints the list called `name`; `of_story`: it can be asked of one story alone."""

    @ledger_option
    @format_option("table", "json", "csv")
    @click.option("--limit", type=click.IntRange(0), metavar="N", help="No more than N rows.")
    @click.option("--excel", is_flag=True, help="CSV that spreadsheets open right: marked as UTF-8, formulas guarded.")
    @click.make_pass_decorator(Screen, ensure=True)
    def command(
        screen: Screen,
        ledger: Path,
        format: str,
        limit: int | None,
        excel: bool,
        story: str | None = None,
        versions: bool = False,
        asked: dict[str, Any] | None = None,
        chart: str | None = None,
        joined: bool = False,
        aligned: bool = False,
    ) -> int:
        from onrecord.faces import listing, lists
        from onrecord.faces.asking import ask
        from onrecord.faces.screen import one_line

        if joined and versions:
            raise click.UsageError("--joined takes the newest versions alone", click.get_current_context())
        wanted = "happenings" if joined else name
        drawn = format == "table" and not excel and screen.on_terminal
        with open_ledger(ledger, screen) as opened:
            answer = ask(opened, wanted, story, asked or {}, versions=versions, chief=drawn)
            rows = answer.rows[:limit]
            rows = [opened.laid_beside(row) for row in rows] if aligned else rows
            if chart is not None and rows:
                _draw(opened, rows, asked or {}, chart, screen)
        if chart != "-" and (rows or format != "table"):
            shown = lists.VIEW if "view" in (asked or {}) else lists.listing(wanted)
            listing.write(shown, rows, "csv" if excel else format, screen, excel=excel)
        if answer.note:
            screen.note(answer.note)
        if not answer.rows and not answer.hidden:
            meant = f"; {one_line(answer.meant)}" if answer.meant else ""
            none = _NONE.get(name, f"no {name}")
            screen.note(f"{none} in {ledger}" + (" that fit" if asked and name != "new" else "") + meant)
        return exits.DONE if rows or answer.hidden else exits.NOTHING

    return click.command(
        name,
        cls=Command,
        help=about,
        examples=(*_examples(name), *_MORE_EXAMPLES.get(name, ())),
    )(_with_options(name, command, of_story))


def _examples(name: str) -> tuple[tuple[str, str], ...]:
    command = f"onrecord {name}{' --since 2031-05-02' if name == 'new' else ''}"
    return (
        (f"{command} --ledger desk.db", "as a table; piped, values separated by tabs"),
        (f"{command} --format csv > {name}.csv", "every column, for a spreadsheet"),
        (f"{command} --format json", "as in the record, for a program"),
    )


def _with_options(name: str, command: Callable[..., Any], of_story: bool) -> Callable[..., Any]:
    """A command with the options that not every list has."""
    if name == "series":
        help = "Draw them as well, as SVG that any browser opens; - is standard output, without the list."
        command = click.option("--chart", metavar="FILE", help=help)(command)
    if name == "copies":
        help = "In JSON also which paragraphs and sentences stand for which, by the characters of both texts."
        command = click.option("--aligned", is_flag=True, help=help)(command)
    if name == "events":
        help = "Each happening once: every report that tells it, how, and whose claim it is."
        command = click.option("--joined", is_flag=True, help=help)(command)
    command = asked_options(name)(command)
    if name in MARKS:
        help = "Also those of older versions of a page; without it of the newest alone."
        command = click.option("--versions", is_flag=True, help=help)(command)
    if of_story:
        command = click.option("--story", metavar="ID", help="Only of one story (the id of any report of it).")(command)
    return command


def _draw(ledger: Ledger, rows: list[dict[str, Any]], asked: dict[str, Any], chart: str, screen: Screen) -> None:
    """A picture of some series to a file, or to standard output."""
    from onrecord.faces import chart as chart_
    from onrecord.faces import page, words

    svg = ledger.chart(rows, chart_.titled(asked))
    if chart == "-":
        screen.data(svg.removesuffix("\n"))
    else:
        page.write(svg, Path(chart), "chart", "--chart")
        screen.note(f"chart written to {chart}")
    if more := chart_.left_out(rows):
        screen.note(f"{words.count(more, 'series', 'series')} with fewer values not drawn; ask for fewer")

"""The command line. Each command asks the Python front and prints; what is heavy is imported where it is needed."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import click
from click.shell_completion import shell_complete

from onrecord.faces import exits
from onrecord.faces.command import Command, Group
from onrecord.faces.decision_commands import check, decisions
from onrecord.faces.desk_commands import desk, get
from onrecord.faces.list_commands import LISTS, list_command
from onrecord.faces.options import (
    column_options,
    format_option,
    given_options,
    ledger_option,
    list_failures,
    must_exist,
    open_ledger,
    workers_option,
)
from onrecord.faces.scale_commands import scale
from onrecord.faces.screen import Progress, Screen, as_json, speak_utf8
from onrecord.faces.search_command import search
from onrecord.shapes.work import ONE_THREAD, seldom_collect

if TYPE_CHECKING:
    from onrecord.shapes.raw import Failure

SECTIONS = (
    ("Read and keep", "read add reread set remove failures verify"),
    ("One story, one report", "story coverage page show wording versions diff"),
    ("Lists", " ".join(("search", *LISTS))),
    ("The desk, and what people decided", "desk get decisions check"),
    ("Many machines", "scale"),
)
EXAMPLES = (
    ("onrecord read page.html", "one report as a record, to standard output"),
    ("onrecord add reports/ --ledger desk.db", "a folder of reports into a ledger"),
    ("onrecord story --ledger desk.db", "what is on record, in brief"),
)
INPUTS = (
    "Inputs are told by their content: web pages (HTML, also saved with a _files folder, and MHTML), plain text, rows"
    " (JSON lines, JSON, CSV, TSV, Parquet), feeds (RSS, Atom, JSON Feed), web archives (WARC, WACZ), zip and tar; each"
    ' also packed with gzip. Patterns are understood too: "saved/**/*.html".'
)

pass_screen = click.make_pass_decorator(Screen, ensure=True)


def main(arguments: Sequence[str] | None = None) -> None:
    """The program `onrecord`: runs the command and leaves with its exit code."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    speak_utf8()
    for name, value in ONE_THREAD.items():
        os.environ.setdefault(name, value)
    seldom_collect()
    if wish := os.environ.get("_ONRECORD_COMPLETE"):  # a shell asks what may follow
        sys.exit(shell_complete(cli, {}, "onrecord", "_ONRECORD_COMPLETE", wish))

    # Not click's own main: it ends with code 1, "nothing found", when a pipe is closed.
    def command() -> object:
        with cli.make_context("onrecord", list(given)) as context:
            return cli.invoke(context)

    exits.leave(exits.run(command, given))


def _version(ctx: click.Context, param: click.Parameter, value: bool) -> None:
    if not value or ctx.resilient_parsing:
        return
    from importlib.metadata import version

    from onrecord.flow import reader_version

    click.echo(f"onrecord {version('onrecord')}\nreader {reader_version()}")
    ctx.exit()


@click.group(
    cls=Group,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"]},
    examples=EXAMPLES,
    sections=SECTIONS,
    help="Reads news reports and keeps what is on record in them, each value tied to its exact words.",
)
@click.option(
    "--version",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_version,
    help="Show versions of program and reader.",
)
@click.pass_context
def cli(ctx: click.Context) -> None:
    """Reads news reports and keeps what is on record in them, each value tied to its exact words."""
    ctx.ensure_object(Screen)
    if ctx.invoked_subcommand is None:
        lines = [f"  {line:42} {about}" for line, about in EXAMPLES]
        click.echo("\n".join(["onrecord keeps what news reports say, each value tied to its exact words.", "", *lines]))
        click.echo("\n`onrecord --help` lists all commands.")


# -- read and keep -------------------------------------------------------------------------------------------------


@cli.command(
    cls=Command,
    epilog=INPUTS,
    examples=(
        ("onrecord read page.html", "one report, one line of JSON"),
        ("onrecord read reports/ --format table", "what was found in each report of a folder"),
        ("curl -s ADDRESS | onrecord read - --published 2031-05-02", "a page from a pipe, with the date it lacks"),
        ("onrecord read news.csv --text-field body", "a report a row, from JSON lines, CSV or Parquet"),
    ),
)
@click.argument("files", nargs=-1, required=True)
@format_option("jsonl", "json", "table")
@given_options
@column_options
@workers_option
@pass_screen
def read(
    screen: Screen,
    files: tuple[str, ...],
    format: str,
    published: str | None,
    outlet: str | None,
    url: str | None,
    columns: dict[str, str],
    workers: int,
) -> int:
    """Read reports (files, folders, - for standard input) and print their records; needs no ledger."""
    from onrecord.faces import api
    from onrecord.shapes.raw import Failure

    must_exist(files)
    failures: list[Failure] = []
    kept: list[str] = []
    done = 0
    with Progress(screen, beside=format != "jsonl" or not screen.on_terminal) as progress:
        found = api.read_lines(
            files,
            published=published,
            outlet=outlet,
            url=url,
            columns=columns,
            say=screen.note,
            progress=progress.wish,
            workers=workers,
        )
        with closing(found):
            for one in found:
                if isinstance(one, Failure):
                    failures.append(one)
                    continue
                done += 1
                if format == "jsonl":
                    screen.data(one)
                else:
                    kept.append(one)
    if format == "json":
        screen.lines(kept)
    elif format == "table":
        from onrecord.faces import listing, lists

        listing.write(lists.READ, [json.loads(line) for line in kept], "table", screen)
    list_failures(failures, screen)
    if failures:
        screen.note(f"{done} read, {len(failures)} could not be read")
        return exits.PARTLY
    return exits.DONE if done else exits.NOTHING


@cli.command(
    cls=Command,
    epilog=INPUTS,
    examples=(
        ("onrecord add reports/", "a folder of reports into ./onrecord.db"),
        ("onrecord add crawl.warc.gz feed.xml --ledger desk.db", "a web archive and a feed"),
        ("onrecord add page.html --ledger desk.db --published 2031-05-02", "a report that does not state its date"),
    ),
)
@click.argument("paths", nargs=-1, required=True)
@ledger_option
@given_options
@column_options
@workers_option
@click.option("--from-start", is_flag=True, help="Read web archives from their beginning, not where they were left.")
@pass_screen
def add(
    screen: Screen,
    paths: tuple[str, ...],
    ledger: Path,
    published: str | None,
    outlet: str | None,
    url: str | None,
    columns: dict[str, str],
    workers: int,
    from_start: bool,
) -> int:
    """Read reports (files, folders, - for standard input) into a ledger; a report known already changes nothing."""
    must_exist(paths)
    with open_ledger(ledger, screen, create=True) as opened, Progress(screen) as progress:
        added = opened.add(
            paths,
            published=published,
            outlet=outlet,
            url=url,
            columns=columns,
            say=screen.note,
            progress=progress.wish,
            from_start=from_start,
            workers=workers,
        )
    list_failures(added.failures, screen)
    line = f"{len(added.new)} read, {added.known} known"
    screen.note(line + (f", {len(added.failures)} could not be read" if added.failures else ""))
    if added.failures:
        return exits.PARTLY
    return exits.DONE if added.new or added.known or added.resumed else exits.NOTHING


@cli.command(
    cls=Command,
    name="set",
    examples=(("onrecord set 3f2a91 --published 2031-05-02", "a report that does not state its date"),),
)
@click.argument("report")
@ledger_option
@given_options
@pass_screen
def set_(screen: Screen, report: str, ledger: Path, published: str | None, outlet: str | None, url: str | None) -> int:
    """Put right what is known of REPORT (its id, or the beginning of it) and read it again."""
    if published is None and outlet is None and url is None:
        raise click.UsageError("nothing to set; name --published, --outlet or --url", click.get_current_context())
    with open_ledger(ledger, screen) as opened:
        opened.set(report, published=published, outlet=outlet, url=url)
    screen.note(f"{report}: set")
    return exits.DONE


@cli.command(
    cls=Command,
    examples=(
        ("onrecord reread --ledger desk.db", "what an older reader read, and a second look at all"),
        ("onrecord reread 3f2a91", "one report"),
        ("onrecord reread --all", "every report"),
    ),
)
@click.argument("reports", nargs=-1)
@ledger_option
@click.option("--stale", is_flag=True, help="Only what another version of the reader read.")
@click.option("--all", "every", is_flag=True, help="Every report.")
@workers_option
@pass_screen
def reread(screen: Screen, reports: tuple[str, ...], ledger: Path, stale: bool, every: bool, workers: int) -> int:
    """Read reports again from their kept bytes: REPORTS, or those that need it.

    With it goes a second look at the whole ledger: a line that stands on many pages of one outlet, and is a piece of
    the page round the report, is taken out of the report. Dates and outlets given by hand stay.
    """
    from onrecord.faces.words import count

    if stale + every + bool(reports) > 1:
        raise click.UsageError("name reports, or --stale, or --all: one of them", click.get_current_context())
    with open_ledger(ledger, screen) as opened, Progress(screen) as progress:
        found = opened.reread(reports, stale=stale, every=every, progress=progress.wish, workers=workers)
    list_failures(found.failures, screen)
    line = f"{count(found.read, 'report')} read again, {len(found.changed)} changed ({count(found.lines, 'line')})"
    screen.note(line + (f", {len(found.failures)} left as they were" if found.failures else ""))
    return exits.PARTLY if found.failures else exits.DONE


@cli.command(cls=Command, examples=(("onrecord remove 3f2a91", "a report that does not belong there"),))
@click.argument("report")
@ledger_option
@pass_screen
def remove(screen: Screen, report: str, ledger: Path) -> int:
    """Take REPORT (its id, or the beginning of it) out of the ledger."""
    with open_ledger(ledger, screen) as opened:
        opened.remove(report)
    screen.note(f"{report}: removed")
    return exits.DONE


@cli.command(cls=Command, examples=(("onrecord verify --ledger desk.db", "before you rely on it"),))
@ledger_option
@pass_screen
def verify(screen: Screen, ledger: Path) -> int:
    """Check every value of a ledger against its words, and every row against its seal."""
    from onrecord.faces.screen import one_line
    from onrecord.faces.words import count

    with open_ledger(ledger, screen) as opened:
        found = opened.verify()
    for problem in found.problems:
        screen.data(one_line(problem))
    looked = f"{count(found.reports, 'report')}, {count(found.cells, 'value')} checked"
    screen.data(f"{looked}: {count(len(found.problems), 'problem') if found.problems else 'all stand'}")
    return exits.NOTHING if found.problems else exits.DONE


# -- one story, one report -----------------------------------------------------------------------------------------


@cli.command(
    cls=Command,
    examples=(
        ("onrecord story --ledger desk.db", "the only story of a ledger"),
        ("onrecord story 3f2a91", "the story that a report belongs to"),
        ("onrecord story 3f2a91 --format json", "all of it, for a program"),
    ),
)
@click.argument("story", required=False)
@ledger_option
@format_option("table", "json")
@click.option("--all", "whole", is_flag=True, help="Leave nothing out of long lists.")
@pass_screen
def story(screen: Screen, story: str | None, ledger: Path, format: str, whole: bool) -> int:
    """The brief of a story: reports, origins, figures, differences, who said what.

    An origin is where whole reports go back to: an agency with all that print its wire, an outlet with its own
    reports; a round-up is none. "Further sources" of a figure or statement are those that a report names for it, or an
    outlet that added it to a wire.

    STORY is the id of any of its reports, or the beginning of one; not needed when the ledger holds one story only.
    """
    with open_ledger(ledger, screen) as opened:
        if format == "json":
            screen.data(as_json(opened.story(story), indented=True))
            return exits.DONE
        from onrecord.faces import brief, told

        brief.write(told.gather(opened, story), screen, whole=whole)
    return exits.DONE


@cli.command(
    cls=Command,
    examples=(
        ("onrecord coverage 3f2a91 --ledger desk.db", "outlets, the facts that most of them carry, what is missing"),
        ("onrecord coverage 3f2a91 --format csv > coverage.csv", "every fact with who carries it and who does not"),
    ),
)
@click.argument("story", required=False)
@ledger_option
@format_option("table", "json", "csv")
@click.option("--all", "whole", is_flag=True, help="Leave nothing out of long lists.")
@pass_screen
def coverage(screen: Screen, story: str | None, ledger: Path, format: str, whole: bool) -> int:
    """Who carries which fact of a story and who does not, and what the ledger lacks of it.

    STORY is the id of any of its reports, or the beginning of one; not needed when the ledger holds one story only.
    """
    from onrecord.faces import told_of

    with open_ledger(ledger, screen) as opened:
        told_of.write(opened.coverage(story), format, screen, whole=whole)
    return exits.DONE


@cli.command(
    cls=Command,
    examples=(
        ("onrecord page 3f2a91 -o story.html", "one file that any browser opens, also offline"),
        ("onrecord page 3f2a91 -o - | less", "to standard output"),
    ),
)
@click.argument("story", required=False)
@ledger_option
@click.option("-o", "--output", metavar="FILE", help="Where to write; - is standard output.  [default: story-ID.html]")
@pass_screen
def page(screen: Screen, story: str | None, ledger: Path, output: str | None) -> int:
    """The story as one self-contained web page: the brief, and every report with its marks."""
    from onrecord.faces import page as pages
    from onrecord.faces import told

    with open_ledger(ledger, screen) as opened:
        view = told.gather(opened, story)
        html = pages.render(view)
    if output == "-":
        screen.data(html.removesuffix("\n"))
        return exits.DONE
    target = Path(output or f"story-{view.id[:12]}.html")
    pages.write(html, target)
    screen.note(f"written to {target}")
    return exits.DONE


@cli.command(
    cls=Command,
    examples=(
        ("onrecord show page.html", "a file, read on the spot"),
        ("onrecord show 3f2a91 --ledger desk.db", "a report of a ledger"),
        ("onrecord show 3f2a91 --only quotes", "nothing but who said what"),
        ("onrecord show 3f2a91 --only events", "what happened, with a line of words and codes for each"),
    ),
)
@click.argument("report")
@ledger_option
@click.option(
    "--only", multiple=True, metavar="KIND", help="Kinds of mark to show: quotes, figures, events … (repeat it)."
)
@pass_screen
def show(screen: Screen, report: str, ledger: Path, only: tuple[str, ...]) -> int:
    """The text of REPORT (its id, the beginning of it, or a file) with its marks; boilerplate is dimmed.

    A report of the ledger also goes by the name of the file that it was added from.
    """
    from onrecord.faces import show as shows

    unknown = [name for name in only if name not in shows.KINDS]
    if unknown:
        there = ", ".join(shows.KINDS)
        raise click.UsageError(f"{unknown[0]}: no such kind; there are {there}", click.get_current_context())
    if report == "-" or Path(report).is_file():
        from onrecord.faces import api

        record = api.read(report).as_dict()
    else:
        with open_ledger(ledger, screen) as opened:
            record = opened.record(report)
    shows.write(record, screen, only or shows.DEFAULT)
    return exits.DONE


@cli.command(
    cls=Command,
    examples=(
        ("onrecord versions 3f2a91 --ledger desk.db", "a page that was read more than once"),
        ("onrecord versions 3f2a91 --format json", "with what tells their order, for a program"),
    ),
)
@click.argument("report")
@ledger_option
@format_option("table", "json", "csv")
@pass_screen
def versions(screen: Screen, report: str, ledger: Path, format: str) -> int:
    """The versions of the page that REPORT is a reading of, oldest first, with what changed: "+2 -1 ~3" paragraphs."""
    from onrecord.faces import listing, lists

    with open_ledger(ledger, screen) as opened:
        rows = opened.versions(report)
    listing.write(lists.VERSIONS, rows, format, screen)
    if any(row["how"] == "added" for row in rows):
        screen.note("no date tells the order of some of them: it is that of addition")
    return exits.DONE


@cli.command(
    cls=Command,
    examples=(
        ("onrecord diff 3f2a91", "against the version of its page before it"),
        ("onrecord diff 3f2a91 77b0c1", "what the second says otherwise than the first"),
        ("onrecord diff 3f2a91 --format json", "with offsets into both texts, for a program"),
    ),
)
@click.argument("report")
@click.argument("other", required=False)
@ledger_option
@format_option("table", "json")
@pass_screen
def diff(screen: Screen, report: str, other: str | None, ledger: Path, format: str) -> int:
    """What REPORT says otherwise than its version before, or OTHER otherwise than REPORT: figures first.

    Ends with 0 when the reports say the same and with 1 when they differ, as diff does.
    """
    with open_ledger(ledger, screen) as opened:
        found = opened.diff(report, other)
    if format == "json":
        screen.data(as_json(found, indented=True))
    else:
        from onrecord.faces import difference

        difference.write(found, screen)
    return exits.DONE if found["same"] else exits.NOTHING


@cli.command(
    cls=Command,
    examples=(
        ('onrecord wording "every bolt was checked"', "a statement by some of its words"),
        ("onrecord wording 5bec3c23 --ledger desk.db", "by the id of any quote of it (`onrecord quotes` lists them)"),
        ("onrecord wording 5bec3c23 --format json", "with offsets into all texts, for a program"),
    ),
)
@click.argument("quote")
@ledger_option
@format_option("table", "json", "csv")
@pass_screen
def wording(screen: Screen, quote: str, ledger: Path, format: str) -> int:
    """What somebody said as each report words it, the fullest wording first: cuts, changes, who it is given to.

    QUOTE is the id of a quote, the beginning of one, or words that stand in it. Where several statements fit, these are
    listed, with their ids.
    """
    from onrecord.faces import listing
    from onrecord.faces import wording as wordings
    from onrecord.shapes.errors import Ambiguous, NotFound

    with open_ledger(ledger, screen) as opened:
        try:
            found = opened.wording(quote)
        except Ambiguous as several:
            if format != "table":
                raise
            listing.write(wordings.CHOICES, several.rows, format, screen)
            raise NotFound(several.line) from None
    if format == "json":
        screen.data(as_json(found, indented=True))
        return exits.DONE
    if format == "csv":
        listing.write(wordings.LISTING, [found], "csv", screen)
    else:
        wordings.write(found, screen)
    return exits.DONE


# -- lists: one command, made once for each ------------------------------------------------------------------------

for _name, _about in LISTS.items():
    cli.add_command(list_command(_name, _about))
cli.add_command(list_command("failures", "Inputs that could not be read, with the reason.", of_story=False))
for _command in (search, desk, get, decisions, check, scale):
    cli.add_command(_command)

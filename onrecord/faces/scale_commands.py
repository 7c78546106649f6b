"""The commands that work over many workers or machines: `onrecord scale read`, `onrecord scale link`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from onrecord.faces import exits
from onrecord.faces.command import Command, Group
from onrecord.faces.options import column_options, given_options, must_exist
from onrecord.faces.screen import Screen

if TYPE_CHECKING:
    from onrecord.scale.runner import Runner

pass_screen = click.make_pass_decorator(Screen, ensure=True)
EXAMPLES = (
    ("onrecord scale read crawl.warc.gz --to out/", "a web archive, with all cores of this machine"),
    ("onrecord scale link out/", "copies, stories, people and series of what was read"),
    ("onrecord add out/ --ledger desk.db", "into a ledger, without reading it again"),
)


@click.group(
    cls=Group,
    invoke_without_command=True,
    examples=EXAMPLES,
    sections=(("Commands", "read link"),),
    help="Read and link over many workers or machines, as Parquet; needs pip install 'onrecord[scale]'.",
)
@click.pass_context
def scale(ctx: click.Context) -> None:
    """Commands of a job."""
    if ctx.invoked_subcommand is None:
        click.echo(ctx.get_help())


def runner_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Where a job runs: `--runner`, `--address`, `--workers`, handed on as the runner `work`."""

    @wraps(command)
    def gathered(screen: Screen, /, *, runner: str, address: str | None, workers: int | None, **rest: Any) -> Any:
        return command(screen, work=_runner(runner, address, workers, screen), **rest)

    found: Callable[..., Any] = gathered
    for option in (
        click.option("--workers", type=click.IntRange(min=1), metavar="N", help="Processes; else one for each core."),
        click.option("--address", metavar="RAY", help="A Ray cluster that runs already (auto, HOST:PORT, ray://…)."),
        click.option(
            "--runner",
            type=click.Choice(("native", "ray")),
            default="native",
            show_default=True,
            help="This machine, or Ray.",
        ),
    ):
        found = option(found)
    return found


def _runner(runner: str, address: str | None, workers: int | None, screen: Screen) -> Runner:
    """The runner that is wished for. Raises UsageError where Daft is not installed."""
    from onrecord.scale.runner import Runner, engine

    if address is not None and runner != "ray":
        raise click.UsageError("--address is that of a Ray cluster; add --runner ray", click.get_current_context())
    engine()
    return Runner(runner, address, workers or 0, screen.note)


@scale.command(
    cls=Command,
    epilog="Inputs are those of `onrecord read`, also in object stores (s3://, gs://, az://). What cannot be read stops"
    " nothing: it stands in the layer `failures`.",
    examples=(
        ("onrecord scale read crawl/*.warc.gz --to out/ --workers 8", "web archives, with eight workers"),
        ("onrecord scale read s3://bucket/news/ --to out/ --runner ray --address auto", "on a Ray cluster"),
        ("onrecord scale read news.parquet --text-field body --to out/ --by day", "rows, a partition for each day"),
    ),
)
@click.argument("paths", nargs=-1, required=True)
@click.option("--to", "out", required=True, type=click.Path(path_type=Path), metavar="OUT", help="The output folder.")
@click.option("--by", type=click.Choice(("month", "day")), default="month", show_default=True, help="Partitions.")
@click.option(
    "--split", "size", type=click.IntRange(min=1), default=50, show_default=True, help="Inputs in a piece of work."
)
@given_options
@column_options
@pass_screen
@runner_options
def read(
    screen: Screen,
    work: Runner,
    paths: tuple[str, ...],
    out: Path,
    by: str,
    size: int,
    columns: dict[str, str],
    **said: str | None,
) -> int:
    """Read reports into a folder of Parquet files, a layer each; run again, it goes on where it stopped."""
    from onrecord.faces import checked
    from onrecord.scale import job
    from onrecord.scale.entries import is_remote

    must_exist([path for path in paths if not is_remote(path)])
    asked = checked.asked(checked.given(said["published"], said["outlet"], said["url"]), columns, None)
    wishes = job.Wishes(asked.given, tuple(sorted(asked.columns.items())), by, size)
    with work.started():
        counts = job.read(paths, out, wishes, work)
    _tell(screen, work, counts)
    if counts.get("failures"):
        screen.note(f"{counts['failures']} could not be read; why stands in {out / 'failures'}")
        return exits.PARTLY
    return exits.DONE if counts.get("reports") else exits.NOTHING


@scale.command(
    cls=Command,
    examples=(
        ("onrecord scale link out/", "copies, edges, stories, series, statements, people"),
        ("onrecord scale link out/ --runner ray --address auto", "on a Ray cluster"),
    ),
)
@click.argument("out", type=click.Path(path_type=Path))
@pass_screen
@runner_options
def link(screen: Screen, work: Runner, out: Path) -> int:
    """Link the reports in OUT, a folder that `onrecord scale read` wrote: copies, stories, people, series."""
    from onrecord.scale import link as links

    with work.started():
        counts = links.link(out, work)
    _tell(screen, work, counts)
    return exits.DONE if counts.get("stories") else exits.NOTHING


def _tell(screen: Screen, work: Runner, counts: Mapping[str, int]) -> None:
    """A short table on standard error: counts, and what each stage took."""
    screen.note(", ".join(f"{name} {n:,}" for name, n in counts.items()))
    for name, one in work.counted.items():
        screen.note(
            f"{name:>8}  {one.tasks:>7,} done  {one.before:>7,} before  {one.retries:>4,} retries"
            f"  {one.seconds:>8.1f} s  {one.worked:>8.1f} s of processors"
        )

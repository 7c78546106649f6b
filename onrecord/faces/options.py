"""What several commands take: the ledger, the form of the output, what is known of the reports beforehand."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from onrecord.faces.command import Day
from onrecord.faces.screen import Screen
from onrecord.lexicon.speech import FORCES
from onrecord.shapes.mark import QUOTE_KINDS
from onrecord.shapes.row import FIELDS

if TYPE_CHECKING:
    from onrecord.faces.api import Ledger
    from onrecord.shapes.raw import Failure

Decorator = Callable[[Callable[..., Any]], Callable[..., Any]]


def ledger_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """Which ledger: `--ledger`, else the environment, else a file in the folder one is in."""
    return click.option(
        "--ledger",
        type=click.Path(dir_okay=False, path_type=Path),
        envvar="ONRECORD_LEDGER",
        default="onrecord.db",
        show_default=True,
        help="The ledger file; ONRECORD_LEDGER names another default.",
    )(command)


def given_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """What the person knows of the reports: `--published`, `--outlet`, `--url`."""
    for option in (
        click.option("--url", help="The address it was found at."),
        click.option("--outlet", help="Who published it."),
        click.option("--published", type=Day(), metavar="DATE", help="When it was published (YYYY-MM-DD)."),
    ):
        command = option(command)
    return command


def column_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Which column of a file of rows holds what: `--text-field` and so on, handed on together as `columns`."""

    @wraps(command)
    def gathered(*args: Any, **given: Any) -> Any:
        named = {field: given.pop(f"{field}_field") for field in FIELDS}
        return command(*args, columns={field: column for field, column in named.items() if column}, **given)

    found: Callable[..., Any] = gathered
    for field, about in reversed(FIELDS.items()):
        found = click.option(f"--{field}-field", metavar="COLUMN", help=f"The column of rows that holds {about}.")(
            found
        )
    return found


def format_option(*formats: str) -> Decorator:
    """`--format`, the first one by default."""
    return click.option(
        "--format", type=click.Choice(formats), default=formats[0], show_default=True, help="Form of the output."
    )


def said_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Which quotes: by whom, about what, when, of which kind and force, handed on together as `asked`."""

    @wraps(command)
    def gathered(*args: Any, **given: Any) -> Any:
        named = {name: given.pop(name) for name in ("speaker", "about", "since", "until", "kind", "force")}
        return command(*args, asked={name: value for name, value in named.items() if value is not None}, **given)

    found: Callable[..., Any] = gathered
    for option in (
        click.option("--force", type=click.Choice(FORCES), help="Only those whose saying does this."),
        click.option(
            "--kind", type=click.Choice(QUOTE_KINDS), help="Only those in marks, partly in marks, or in none."
        ),
        click.option("--until", type=Day(), metavar="DATE", help="Only of reports published until that day."),
        click.option("--since", type=Day(), metavar="DATE", help="Only of reports published since that day."),
        click.option(
            "--about",
            metavar="WORDS",
            help="Only those with all these words in what was said, in any order; flood* is any word that begins so,"
            " words in double quotes stand together.",
        ),
        click.option(
            "--speaker",
            metavar="NAME",
            help="Only those of this speaker: a full name, a surname, a title with it, or a description.",
        ),
    ):
        found = option(found)
    return found


@contextmanager
def open_ledger(path: Path, screen: Screen, *, create: bool = False) -> Iterator[Ledger]:
    """The ledger at `path`, closed again at the end; who waits for another writer is told so."""
    from onrecord.faces.api import Ledger

    with Ledger(path, create=create, say=screen.warn) as ledger:
        yield ledger


def must_exist(paths: Sequence[str]) -> None:
    """Refuse before anything is done: a misspelt path is the person's mistake, not a bad input."""
    from onrecord.sources.walk import is_pattern, matches

    for path in paths:
        if path == "-" or Path(path).exists():
            continue
        if not is_pattern(path):
            raise click.UsageError(f"{path}: no such file or folder", click.get_current_context())
        if next(matches(path), None) is None:
            raise click.UsageError(f"{path}: no file fits this pattern", click.get_current_context())


def list_failures(failures: Sequence[Failure], screen: Screen) -> None:
    """A line for each input that could not be read."""
    for failure in failures:
        screen.warn(f"{failure.source}: {failure.why}")

"""What several commands take: the ledger, the form of the output, what is known of the reports beforehand."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from onrecord.faces.checked import PLOVER
from onrecord.faces.command import Day, Word, Workers
from onrecord.faces.screen import Screen
from onrecord.ledger.views import VIEWS
from onrecord.lexicon.hedges import WORDS as HEDGES
from onrecord.lexicon.speech import FORCES
from onrecord.marks.events.tables import MODALITIES, TYPES
from onrecord.shapes.link import DISAGREEMENT_KINDS
from onrecord.shapes.mark import QUOTE_KINDS, SCOPES
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


def workers_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """How many processes read: `--workers`."""
    return click.option(
        "--workers",
        type=Workers(),
        default=1,
        show_default=True,
        metavar="N",
        help="Processes that read at once, auto for one a core; the output is the same.",
    )(command)


def format_option(*formats: str) -> Decorator:
    """`--format`, the first one by default."""
    return click.option(
        "--format", type=click.Choice(formats), default=formats[0], show_default=True, help="Form of the output."
    )


def filters(name: str) -> dict[str, _Option]:
    """The filters that the list called `name` has: type, what stands for the value, help."""
    return _FILTERS.get(name, {})


def asked_options(name: str) -> Decorator:
    """The filters that the list called `name` has, handed on together as `asked`; nothing for a list without any."""
    options = _FILTERS.get(name, {})

    def decorate(command: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(command)
        def gathered(*args: Any, **given: Any) -> Any:
            named = {option: given.pop(option) for option in options}
            asked = {o: value for o, value in named.items() if value is not None and value != ()}
            return command(*args, asked=asked, **given)

        found: Callable[..., Any] = gathered
        for option, (type, metavar, help) in reversed(options.items()):
            made = click.option(
                f"--{option.replace('_', '-')}", type=type, metavar=metavar, help=help, multiple=option in REPEATED
            )
            found = made(found)
        return found

    return decorate


_Option = tuple[click.ParamType[Any] | None, str | None, str]
REPEATED = ("type", "modality", "plover")  # any of several words fits
_HAPPENED: dict[str, _Option] = {
    "type": (
        Word(TYPES),
        "TYPE",
        f"Only of this type, or of several (repeat it): {' '.join(TYPES)}.",
    ),
    "modality": (
        Word(MODALITIES),
        "WORD",
        f"Only what is told so (repeat it): {' '.join(MODALITIES)}.",
    ),
    "plover": (
        Word(PLOVER),
        "CODE",
        "Only what PLOVER's manual codes so (repeat it): what is planned or denied often has another code than its"
        " type, or none.",
    ),
    "actor": (
        None,
        "NAME",
        "Only by them: any words of a name; a nation also by its adjective and its government.",
    ),
    "recipient": (None, "NAME", "Only to them, likewise."),
    "actor_country": (None, "CODE", "Only by those of this country: KEN, KE or Kenya."),
    "recipient_country": (None, "CODE", "Only to those of this country, likewise."),
    "where": (None, "PLACE", "Only there: a place, by any words of its name, or a country with the places in it."),
    "since": (Day(), "DATE", "Only on that day and later: the day that is told, else that of the report."),
    "until": (Day(), "DATE", "Only on that day and earlier."),
}
_COUNTED: dict[str, _Option] = {
    "what": (None, "WORD", "Only what counts this: killed, injured … or a noun (houses)."),
    "where": (None, "PLACE", "Only there: a place, by any words of its name, or a country with the places in it."),
    "counter": (None, "NAME", "Only what this person or body counted, by any words of the name."),
    "since": (Day(), "DATE", "Only for that day and later: the day that is told, else that of the report."),
    "until": (Day(), "DATE", "Only for that day and earlier."),
}
# The filters of each list that has some: type, what stands for the value, help.
_FILTERS: dict[str, dict[str, _Option]] = {
    "quotes": {
        "speaker": (
            None,
            "NAME",
            "Only those of this speaker: a full name, a surname, a title with it, or a description.",
        ),
        "about": (
            None,
            "WORDS",
            "Only those with all these words in what was said, in any order; flood* is any word that begins so,"
            " words in double quotes stand together.",
        ),
        "since": (Day(), "DATE", "Only of reports published since that day."),
        "until": (Day(), "DATE", "Only of reports published until that day."),
        "kind": (click.Choice(QUOTE_KINDS), None, "Only those in marks, partly in marks, or in none."),
        "force": (click.Choice(FORCES), None, "Only those whose saying does this."),
    },
    "new": {
        "since": (Day(), "DATE", "What no report published before that day tells."),
        "after": (None, "REPORT", "What no report up to this one tells, by day and time of publication."),
    },
    "disagreements": {
        "kind": (
            click.Choice((*DISAGREEMENT_KINDS, "all")),
            None,
            "Only those of this kind; on a terminal conflicts and corrections where none is named.",
        ),
    },
    "events": _HAPPENED
    | {
        "mode": (None, "WORD", "Only in this manner, a mode of the type as in PLOVER (arrest, firearms …)."),
        "asserted_by": (None, "NAME", 'Only what they say; "none" is what a report says in its own name.'),
    },
    "timeline": _HAPPENED,
    "upcoming": {
        "now": (
            Day(),
            "DATE",
            "As of this day, without what was published after it; else of the newest day on record, or of the story.",
        ),
        **{name: option for name, option in _HAPPENED.items() if name not in ("since", "until")},
    },
    "figures": _COUNTED
    | {
        "scope": (click.Choice(SCOPES), None, "Only totals, what is new since the last count, or parts of a total."),
        "hedge": (click.Choice(HEDGES), None, "Only those that are hedged so."),
    },
    "series": _COUNTED
    | {
        "view": (
            click.Choice(VIEWS),
            None,
            "What this codebook would take from each, with the rule and the statements.",
        )
    },
}


@contextmanager
def open_ledger(path: Path, screen: Screen, *, create: bool = False) -> Iterator[Ledger]:
    """The ledger at `path`, closed again at the end; who waits for another writer is told so."""
    from onrecord.faces.api import Ledger

    with Ledger(path, create=create, say=screen.warn) as ledger, ledger.blaming():
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

"""The commands of the desk: to open it, and to get one of its pages without it."""

from __future__ import annotations

import getpass
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from onrecord.faces import exits
from onrecord.faces.command import Command
from onrecord.faces.options import ledger_option, open_ledger
from onrecord.faces.screen import Screen
from onrecord.shapes.errors import UsageError

pass_screen = click.make_pass_decorator(Screen, ensure=True)


@contextmanager
def _extra() -> Iterator[None]:
    """Where what the desk stands on is not installed, what to do. Raises UsageError."""
    try:
        yield
    except ImportError as error:
        raise UsageError(f"the desk needs {error.name}; install it with: pip install 'onrecord[desk]'") from None


@click.command(
    cls=Command,
    examples=(
        ("onrecord desk --ledger desk.db --open", "in your browser"),
        ("onrecord desk --port 9000", "at a port of your own"),
        ("onrecord desk --share 192.0.2.7", "for other machines too; ONRECORD_TOKEN holds what lets them in"),
    ),
)
@ledger_option
@click.option("-p", "--port", type=click.IntRange(0, 65535), help="The port; else the first free one from 8617 on.")
@click.option("--open", "browse", is_flag=True, help="Open it in the browser.")
@click.option("--share", metavar="ADDRESS", help="An address of this machine that others reach; needs a token.")
@click.option("--token", envvar="ONRECORD_TOKEN", help="What opens a shared desk; better in ONRECORD_TOKEN.")
@click.option("--reviewer", metavar="NAME", envvar="ONRECORD_REVIEWER", help="Who decides in the review.")
@pass_screen
def desk(
    screen: Screen,
    ledger: Path,
    port: int | None,
    browse: bool,
    share: str | None,
    token: str | None,
    reviewer: str | None,
) -> int:
    """Open the desk: local web pages over a ledger, for reading, searching, comparing, reviewing and adding.

    It is bound to this machine, needs no network, and loads nothing from outside. The link that it prints opens it.
    """
    with _extra():
        from onrecord.faces.desk import serve
    serve.serve(
        ledger,
        serve.Place(port, share, token),
        reviewer or _user(),
        screen.warn,
        browse=browse,
        debug="--debug" in sys.argv,
    )
    return exits.DONE


def _user() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError):  # nobody that the system knows
        return "reviewer"


@click.command(
    cls=Command,
    examples=(
        ("onrecord get /stories.json --ledger desk.db", "the stories, as the desk has them"),
        ("onrecord get /story/3f2a91.json", "one story"),
        ("onrecord get '/figures.csv?what=killed&limit=1000'", "a list, filtered, for a spreadsheet"),
        ("onrecord get /-/openapi.json", "what there is to get"),
    ),
)
@click.argument("address")
@ledger_option
@pass_screen
def get(screen: Screen, address: str, ledger: Path) -> int:
    """Print the page of the desk at ADDRESS (a path, with its query), or its data, without a server."""
    with _extra():
        from onrecord.faces.desk import answered, pages
    wanted = answered.at(pages.PAGES, address)
    with open_ledger(ledger, screen) as opened:
        found = answered.answer(wanted, opened, answered.about(ledger.name))
    screen.data(found.text.removesuffix("\n").removesuffix("\r"))
    if found.after:
        screen.warn(f"there are more rows: onrecord get '{found.after}'")
    return exits.DONE

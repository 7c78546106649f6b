"""How commands present themselves: examples first in `--help`, the same options everywhere, near misses named."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

import click

from onrecord.faces import exits
from onrecord.faces.screen import Screen

Pairs = Sequence[tuple[str, str]]
_FIRST, _LAST = 1900, 2099  # years, as for days that rows name (shapes.moment)
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}.*)?")


class Day(click.ParamType[str]):
    """A publication date: YYYY-MM-DD, or a full ISO 8601 time."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The date as given, once it is known to be one."""
        text = str(value).strip()
        try:
            year = datetime.fromisoformat(text).year
        except ValueError:
            text, year = "", _FIRST
        if not _DAY.fullmatch(text):
            self.fail(f"{value!r} is no date; give it as YYYY-MM-DD", param, ctx)
        if not _FIRST <= year <= _LAST:
            self.fail(f"{value!r} is no day of a report; give one from {_FIRST} to {_LAST}", param, ctx)
        return text


class Workers(click.ParamType[int]):
    """A number of processes; 0, or "auto", is one for each core."""

    name = "workers"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """The number."""
        text = str(value).strip().casefold()
        if text == "auto":
            return 0
        if not re.fullmatch("[0-9]{1,4}", text):
            self.fail(f"{value!r} is no number of processes; give one, or auto", param, ctx)
        return int(text)


class Word(click.Choice[str]):
    """One of some words, in small or capital letters; a message names them as they are."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The word as it is among those that there are."""
        known = {word.casefold(): word for word in self.choices}
        return str(super().convert(known.get(str(value).casefold(), value), param, ctx))


class Command(click.Command):
    """A command whose help begins with examples: pairs of a command line and what it does."""

    def __init__(self, *args: Any, examples: Pairs = (), **kwargs: Any) -> None:
        """As click's, with the options that every command takes."""
        super().__init__(*args, **kwargs)
        self.examples = tuple(examples)
        self.params += _everywhere()

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """What it does, what it takes (the epilog), examples, usage, options."""
        formatter.write_text(self.help or "")
        if self.epilog:
            formatter.write_paragraph()
            formatter.write_text(self.epilog)
        write_examples(formatter, self.examples)
        formatter.write_paragraph()
        self.format_usage(ctx, formatter)
        self.format_options(ctx, formatter)


class Group(click.Group):
    """The program itself: its commands by section, and a guess when a name is misspelt."""

    def __init__(self, *args: Any, examples: Pairs = (), sections: Pairs = (), **kwargs: Any) -> None:
        """`sections` are pairs of a heading and the names of its commands."""
        super().__init__(*args, **kwargs)
        self.examples = tuple(examples)
        self.sections = tuple(sections)
        self.params += _everywhere()

    def list_commands(self, ctx: click.Context) -> list[str]:
        """All commands, in the order of the sections."""
        return [name for _, names in self.sections for name in names.split()]

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """What it is, examples, commands by section, options, exit codes."""
        formatter.write_text(self.help or "")
        write_examples(formatter, self.examples)
        for heading, names in self.sections:
            with formatter.section(heading):
                formatter.write_dl([(name, self.commands[name].get_short_help_str(90)) for name in names.split()])
        click.Command.format_options(self, ctx, formatter)
        with formatter.section("Exit codes"):
            formatter.write_dl([(str(code), about) for code, about in exits.ABOUT])
        formatter.write_paragraph()
        formatter.write_text(f"`{ctx.command_path} COMMAND --help` has examples and options of each command.")

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command asked for. Raises UsageError, with the nearest name, when there is none."""
        if args and args[0] not in self.commands and not args[0].startswith("-"):
            near = difflib.get_close_matches(args[0], self.commands, 1)
            guess = f"; did you mean `{ctx.command_path} {near[0]}`?" if near else ""
            raise click.UsageError(f"no command {args[0]!r}{guess}", ctx)
        return super().resolve_command(ctx, args)


def write_examples(formatter: click.HelpFormatter, examples: Pairs) -> None:
    """Examples as they would be typed, each with what it does on the line above."""
    with formatter.section("Examples"):
        for line, about in examples:
            formatter.write(f"{'':>{formatter.current_indent}}# {about}\n{'':>{formatter.current_indent}}{line}\n")


def _everywhere() -> list[click.Parameter]:
    def wish(name: str) -> Callable[[click.Context, click.Parameter, bool], None]:
        def keep(ctx: click.Context, param: click.Parameter, value: bool) -> None:
            if value:
                setattr(ctx.ensure_object(Screen), name, True)

        return keep

    def flag(*names: str, **rest: Any) -> click.Option:
        return click.Option(names, is_flag=True, expose_value=False, **rest)

    return [
        flag("-q", "--quiet", callback=wish("quiet"), help="No progress, no closing line."),
        flag("--no-color", callback=wish("no_color"), help="No colours (as NO_COLOR=1)."),
        # Read by exits.run, which sees errors after the command is gone.
        flag("--debug", help="Show where an error came from."),
    ]

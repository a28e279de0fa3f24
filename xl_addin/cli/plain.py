"""Commands whose help and usage errors speak as a desk does: no kinds of a programming language, nothing asked twice.

What an option takes is said by a word in capitals: its own (`metavar`), else that of `WORDS`, else its name.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import typer
from typer._click import Context
from typer._click.exceptions import MissingParameter, UsageError
from typer.core import TyperArgument, TyperCommand, TyperGroup, TyperOption
from typer.models import CommandFunctionType

GIVEN, ASKED = "What it works on", "Options"
HELP = "Show this page and stop."
FOLDERS = frozenset({"export", "folder", "out", "outgoing", "previous", "profile", "pyodide", "source"})
WORDS = {
    "changes": "NAME=VALUE",
    "facts": "FACT=VALUE",
    "files": "HOW",
    "hidden_rows": "HOW",
    "ledger": "FILE",
    "message": "MESSAGE",
    "not_expected": "KIND",
    "source": "EXTRACTS",
    "waived": "PLACE=WHY",
    "wanted": "WORD",
}

Parameter = TyperArgument | TyperOption


class NotAllSaid(typer.TyperException):
    """A command lacks words that it cannot do without: all of them, not the first alone."""

    def __init__(self, ctx: Context, lacking: Sequence[Parameter]) -> None:
        super().__init__("")
        self.ctx, self.lacking = ctx, tuple(lacking)


def word(parameter: Parameter) -> str:
    """What a parameter takes, in capitals; "" for a switch, which takes nothing."""
    if isinstance(parameter, TyperOption) and parameter.is_flag:
        return ""
    if parameter.metavar:
        plain = parameter.metavar.removesuffix("...")
        return plain[1:-1] if plain.startswith("[") else plain
    if parameter.name in WORDS:
        return WORDS[parameter.name]
    if parameter.type_descriptor.annotation in (Path, Path | None):
        return "FOLDER" if parameter.name in FOLDERS else "FILE"
    return "NUMBER" if is_number(parameter) else _own(parameter)


def is_number(parameter: Parameter) -> bool:
    """Whether a parameter takes a whole number."""
    return parameter.type_descriptor.annotation in (int, int | None)


def _own(parameter: Parameter) -> str:
    """The name of an argument, or of an option as it is typed: --only-list is ONLY-LIST."""
    name = max(parameter.opts, key=len) if isinstance(parameter, TyperOption) else parameter.name
    return name.lstrip("-").upper()


def typed_so(parameter: Parameter) -> str:
    """A parameter as it is typed: `--as-on DAY`, `EXTRACTS`, `FILE …`."""
    if isinstance(parameter, TyperOption):
        return f"{parameter.opts[0]} {word(parameter)}".rstrip()
    return f"{word(parameter)} …" if parameter.nargs != 1 else word(parameter)


def plain(found: list[Any]) -> list[Any]:
    """The parameters with their words; the library names a kind of its language instead."""
    for one in found:
        one.metavar = word(one)
        if isinstance(one, TyperArgument):
            one.rich_help_panel = GIVEN
            one.display_type_rich = _no_kind  # type: ignore[method-assign]
        elif one.name == "help":
            one.help = HELP
    return found


def _no_kind(ctx: Context) -> str | None:
    return None


@contextmanager
def all_lacking(ctx: Context) -> Iterator[None]:
    """Where something is lacking, all that is; and whatever is wrong is told of its command."""
    try:
        yield
    except MissingParameter:
        raise NotAllSaid(ctx, list(_lacking(ctx))) from None
    except UsageError as error:
        error.ctx = error.ctx or ctx
        raise


def _lacking(ctx: Context) -> Iterator[Parameter]:
    """Those that must be said and were not: what was typed is looked at before what was not."""
    for one in ctx.command.params:
        if one.required and ctx.params.get(str(one.name)) in (None, (), []) and isinstance(one, Parameter):
            yield one


class PlainCommand(TyperCommand):
    """A command."""

    def get_params(self, ctx: Context) -> list[Any]:
        """The parameters with their words."""
        return plain(super().get_params(ctx))

    def parse_args(self, ctx: Context, args: list[str]) -> list[str]:
        """As the library does, but for what it says of a fault."""
        with all_lacking(ctx):
            return super().parse_args(ctx, args)

    def collect_usage_pieces(self, ctx: Context) -> list[str]:
        """What must be typed, in the order in which one would; what may be typed is below."""
        known = [one for one in self.get_params(ctx) if isinstance(one, Parameter)]
        given = [one for one in known if isinstance(one, TyperArgument)]
        must = [typed_so(one) for one in known if one.required and isinstance(one, TyperOption)]
        return [*(typed_so(one) if one.required else f"[{typed_so(one)}]" for one in given), *must, "[OPTIONS]"]


class PlainGroup(TyperGroup):
    """A group of commands."""

    def get_params(self, ctx: Context) -> list[Any]:
        """The parameters with their words."""
        return plain(super().get_params(ctx))

    def parse_args(self, ctx: Context, args: list[str]) -> list[str]:
        """As the library does, but for what it says of a fault."""
        with all_lacking(ctx):
            return super().parse_args(ctx, args)

    def collect_usage_pieces(self, ctx: Context) -> list[str]:
        """A command is typed, with its own words."""
        return ["COMMAND …"]


class Plain(typer.Typer):
    """A part of the command line whose commands are plain."""

    def __init__(self, **said: Any) -> None:
        super().__init__(cls=PlainGroup, no_args_is_help=True, **said)

    def command(  # type: ignore[override]
        self, name: str | None = None, *, rich_help_panel: str | None = None
    ) -> Callable[[CommandFunctionType], CommandFunctionType]:
        """A plain command."""
        return super().command(name, cls=PlainCommand, rich_help_panel=rich_help_panel)

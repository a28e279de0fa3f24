"""What was typed and cannot be meant, told as a colleague would: what, at which command, and what to type."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from difflib import get_close_matches

import typer
from typer._click import Context
from typer._click import exceptions as library

from xl_addin.cli.plain import NotAllSaid, Parameter, is_number, typed_so, word
from xl_addin.desk.started import program
from xl_addin.domain.errors import DeskError


def told_usage(error: typer.TyperException) -> DeskError:
    """The error as a person is told it; no words where the help was printed and that is all."""
    ctx: Context | None = getattr(error, "ctx", None)
    command = ctx.command_path if ctx else program()
    for kind, tell in TELL.items():
        if isinstance(error, kind):
            what = tell(error)
            return DeskError(what, f"Command: {command}", _todo(error, command)) if what else DeskError("")
    return DeskError(str(error), f"Command: {command}", _todo(error, command))


def _todo(error: typer.TyperException, command: str) -> str:
    lacking = error.lacking if isinstance(error, NotAllSaid) else ()
    first = f"Add to the command: {' '.join(map(typed_so, lacking))}" if lacking else "Correct it"
    return f"{first}. All that it takes: {command} --help"


def _lacking(error: NotAllSaid) -> str:
    """One line for each thing that was not said."""
    return "\n".join(("The command lacks:", *_explained(error)))


def _explained(error: NotAllSaid) -> Iterator[str]:
    for one in error.lacking:
        yield f"  {typed_so(one)}: {one.help or ''}"


def _unknown_option(error: library.NoSuchOption) -> str:
    return f"There is no option {error.option_name} here.{_near(error.option_name, _options(error))}"


def _options(error: library.NoSuchOption) -> list[str]:
    return [] if error.ctx is None else [name for one in error.ctx.command.params for name in one.opts]


def _near(typed: str, known: list[str]) -> str:
    near = get_close_matches(typed, known, n=2)
    return f" Did you mean {' or '.join(near)}?" if near else ""


def _of_option(error: library.BadOptionUsage) -> str:
    """An option without what it takes, or a switch with something behind its sign of equality."""
    name, ctx = error.option_name, error.ctx
    known = [one for one in (ctx.command.params if ctx else ()) if isinstance(one, Parameter) and name in one.opts]
    takes = word(known[0]) if known else ""
    return f"{name} is followed by nothing; it takes {takes}." if takes else f"{name} takes nothing after it."


def _bad_value(error: library.BadParameter) -> str:
    """Our own reason, a sentence; of a number the library's speaks of its own language."""
    if not isinstance(error.param, Parameter):
        return f"{error.param_hint}: {error.message}" if error.param_hint else error.message
    told = "write a whole number." if is_number(error.param) else error.message
    return f"{typed_so(error.param)}: {told}"


def _other(error: library.UsageError) -> str:
    """A word that is no command, or words too many."""
    ctx, said = error.ctx, error.message
    if ctx is not None and said.startswith("No such command"):
        typed = said.split("'")[1]
        return f"{typed!r} is no command.{_near(typed, list(getattr(ctx.command, 'commands', {})))}"
    if said.startswith("Got unexpected extra"):
        return f"Nothing more is taken here than was said before: {said.partition('(s) (')[2].removesuffix(')')}."
    return said


TELL: dict[type[typer.TyperException], Callable[..., str]] = {  # the narrower kind stands before the wider one
    NotAllSaid: _lacking,
    library.NoArgsIsHelpError: lambda error: "",
    library.NoSuchOption: _unknown_option,
    library.BadOptionUsage: _of_option,
    library.BadParameter: _bad_value,
    library.UsageError: _other,
}

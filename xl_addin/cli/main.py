"""The command line: the same use cases as the ribbon. Heavy libraries are imported only when a command runs."""

from __future__ import annotations

import gc
import sys
from typing import Annotated

import typer

from xl_addin import __version__
from xl_addin.cli.commands import add_commands
from xl_addin.cli.faults import say_error, told
from xl_addin.cli.output import any_console
from xl_addin.cli.plain import Plain
from xl_addin.desk.started import SCRIPT, program, typed

DONE, DONE_BLOCKED, NOT_RUN = 0, 1, 2
TYPER_STOPPED = 130  # what typer makes of Ctrl+C, without a word

app = Plain(
    help="Import Desk: match remittances with bills of entry, decide differences, close the month.\n\n"
    f"First time? Run: {typed('demo')}",
    add_completion=program() == SCRIPT,  # a shell completes one word, not `python desk.py`
    pretty_exceptions_enable=False,
    rich_markup_mode="markdown",
)


def main() -> None:
    """Runs the command line; every error comes in three parts: what, where, what to do. Its exit code is never 1."""
    # A month is millions of small objects that live until the end, and none of them in a circle: looking for those
    # that do, while it runs and once more when the process ends, only costs time.
    gc.disable()
    any_console()
    code = _code()
    gc.freeze()
    sys.exit(code)


def _code() -> int:
    try:
        code = int(app(standalone_mode=False, prog_name=program()) or DONE)
        if code == TYPER_STOPPED:
            raise KeyboardInterrupt
        if sys.stdout:
            sys.stdout.flush()
    except (Exception, KeyboardInterrupt) as error:  # whatever it is: never a traceback, never the code 1
        say_error(told(error))
        return NOT_RUN
    return code


def _tell_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"Import Desk {__version__}")
        raise typer.Exit


@app.callback()
def every_command(
    version: Annotated[
        bool, typer.Option("--version", callback=_tell_version, is_eager=True, help="Print the version and stop.")
    ] = False,
) -> None:
    """What stands before a command."""


add_commands(app)


if __name__ == "__main__":
    main()

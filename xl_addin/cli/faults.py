"""Whatever stops a command, in three parts: what happened, where, what to do."""

from __future__ import annotations

import traceback
from pathlib import Path

import typer

from xl_addin.cli.usage import told_usage
from xl_addin.domain.errors import DeskError

PACKAGE = Path(__file__).resolve().parents[1]
KEPT = "The step that was running was undone; finished steps stand"


def told(error: BaseException) -> DeskError:
    """The error as a person is told it."""
    if isinstance(error, DeskError):
        return error
    if isinstance(error, (typer.Abort, KeyboardInterrupt)):
        return DeskError("Stopped.", "", f"{KEPT}: run the command again when you are ready.")
    if isinstance(error, typer.TyperException):  # a wrong word on the command line
        return told_usage(error)
    if isinstance(error, MemoryError):
        return DeskError(
            "The memory of this PC is used up.", _place(error), f"{KEPT}. Close other programs, try again."
        )
    below = next((one for one in (error, error.__cause__, *error.args) if isinstance(one, OSError)), None)
    if below is not None:  # a library wraps what the system says
        return _of_system(below)
    return DeskError(
        f"The program met a fault that it does not know: {type(error).__name__}: {error}",
        _place(error),
        f"{KEPT}. Please tell us, with these lines and the command that you typed.",
    )


def _of_system(error: OSError) -> DeskError:
    """A fault of a disk, a file or the network: what the system says, and of which file."""
    where = f"File {error.filename}." if error.filename else _place(error)
    todo = "See that the disk has room, that you may read and write there, and that no other program holds the file"
    return DeskError(f"The system reports: {error.strerror or error}.", where, f"{todo}; then run the command again.")


def _place(error: BaseException) -> str:
    """The last line of ours that was running."""
    ours = [one for one in traceback.extract_tb(error.__traceback__) if Path(one.filename).is_relative_to(PACKAGE)]
    if not ours:
        return ""
    return f"Program, {Path(ours[-1].filename).relative_to(PACKAGE.parent).as_posix()}, line {ours[-1].lineno}."


def say_error(error: DeskError) -> None:
    """Prints the three parts."""
    for label, text in (("What", error.what), ("Where", error.where), ("What to do", error.todo)):
        if text:
            typer.secho(f"{label + ':':<12}", fg=typer.colors.RED, bold=True, nl=False, err=True)
            typer.echo(text.replace("\n", "\n" + " " * 12), err=True)

"""The command line's look at the messages of IDPMS: their tables, and any file of them."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Annotated

import typer

from xl_addin.cli.plain import Plain
from xl_addin.cli.shared import INDIA, DeskFile, settings_of, show, typed_day

CLEAN, FAULTS = 0, 1

messages_app = Plain(
    help="The messages to and from IDPMS: which there are, what each holds, and whether a file is right.",
)


@messages_app.command("list")
def messages_list(desk: DeskFile = None) -> None:
    """List every message: to or from IDPMS, the word in its file name, what it is for."""
    from xl_addin.publish.message_text import list_lines

    settings_of(desk)  # puts the bank's own tables in force
    show(list_lines())


@messages_app.command("show")
def messages_show(
    message: Annotated[str, typer.Argument(help="A message, such as BES, or the word of its file name; see: list")],
    desk: DeskFile = None,
) -> None:
    """Show a message: its elements in their order, type, length, whether and when each is needed, its codes.

    What differs at the bank stands in the folder that `messages` in desk.toml names; see docs/messages.md.
    """
    from xl_addin.publish.message_text import show_lines

    settings_of(desk)
    show(show_lines(message))


@messages_app.command("check")
def messages_check(
    file: Annotated[
        Path, typer.Argument(help="Any file of IDPMS: a message in or out, or a reply (.pass…Ack, .fail…Ack).")
    ],
    message: Annotated[str, typer.Option("--as", help="Which message it is, where its name does not say so.")] = "",
    on: Annotated[
        date | None, typer.Option("--on", parser=typed_day, metavar="DAY", help="Day of the file; default: today.")
    ] = None,
    desk: DeskFile = None,
) -> None:
    """Read a file and say what it holds and what is wrong: counts, types, lengths, codes, what is missing or twice.

    Of a reply: how many records were taken, and of each that was not the cause and the repair. Writes nothing.

    Exit code: 0 nothing is wrong, 1 something is or was refused, 2 the file as a whole cannot be used.
    """
    from xl_addin.desk.check_message import look_at

    settings_of(desk)
    found = look_at(file, on or datetime.now(INDIA).date(), message)
    show(found.lines)
    raise typer.Exit(CLEAN if found.is_clean else FAULTS)

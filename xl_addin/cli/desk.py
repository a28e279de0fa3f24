"""The command line's `desk`: what is in force and from where, and the record that keeps it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from xl_addin.cli.shared import DeskFile, OutFolder, settings_of, show
from xl_addin.desk.started import typed


def desk_command(
    desk: DeskFile = None,
    out: OutFolder = None,
    use: Annotated[
        Path | None, typer.Option("--use", help="From now on this desk.toml counts for you, where no nearer one does.")
    ] = None,
    changes: Annotated[
        list[str] | None,
        typer.Option("--set", help="name=value, repeatable; into --desk, else into your own record. name= takes out."),
    ] = None,
) -> None:
    """Show what is in force, and who said so: bank, ledger, policy, calendar, registers, messages, instruments, group.

    An option wins; then --desk, or a desk.toml beside --out or beside the month's workbook; then your own record,
    which only --use and --set write. Exit code: 0 done, 2 not done.
    """
    from xl_addin.desk.settings_record import change, record_path
    from xl_addin.desk.settings_record import use as use_file

    record = record_path()
    if use is not None:
        use_file(record, use)
    if changes:
        change(desk or record, changes)
    found = settings_of(desk, beside=out)
    show(f"{name:<12} {value}   ({source})" for name, value, source in found.rows())
    show(["", f"Rules {found.rules().version}", f"Your own record: {record}{'' if record.is_file() else ' (none)'}"])
    show([] if found.found else [f"Nothing is set. Begin with: {typed('desk --set ledger=FILE')}"])

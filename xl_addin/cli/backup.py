"""The command line for who looks after the ledger: making an empty one, backups that prove themselves, the way back."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from xl_addin.cli.shared import DeskFile, LedgerPath, actor, ledger_at, settings_of, show, status_line

Folder = Annotated[
    Path,
    typer.Option("--to", metavar="FOLDER", help="The folder that keeps backups; another disk, best another place."),
]
Backup = Annotated[Path, typer.Argument(help="The .sqlite file that backup wrote; its .json lies beside it.")]
Place = Annotated[str, typer.Option("--ledger", help="Where to: a new file, or the address of an empty database.")]


def begin_command(ledger: Place) -> None:
    """Make an empty ledger: a new file, or the tables, roles and rules of one in an empty PostgreSQL database.

    For IT, who sets up a database for the desk: done by the name that owns it, which then acts in no month. Other
    commands make a ledger in a new file by themselves. Exit code: 0 made or there already, 2 not.

    Example: `begin --ledger postgresql://importdesk_it@server/importdesk`
    """
    from xl_addin.domain.addresses import without_password

    with ledger_at(ledger, create=True) as opened, opened.read() as connection:
        from xl_addin.ledger.chain import check_chain

        acts = check_chain(connection).actions
    show([f"Ledger {without_password(ledger)}: {acts} acts."])


def backup_command(to: Folder, ledger: LedgerPath = "", desk: DeskFile = None) -> None:
    """Write a copy of the ledger as it stands now, with a slip of its hash, its head and who made it.

    The copy is a ledger in a file, also where the desk's ledger is a database; it is verified before it counts. People
    may go on working meanwhile. Keep the two or three files of a backup together. Exit code: 0 written, 2 not.

    Example: `backup --to E:\\backups --ledger postgresql://desk@server/importdesk`
    """
    from xl_addin.desk.backup import backup

    where = settings_of(desk, ledger=ledger).ledger
    with status_line() as say, ledger_at(where, say, reading=True) as opened:
        say("Copying the ledger")
        made = backup(opened, to, opened.known(actor()))
    show([f"Written: {made.file}", f"{made.acts} acts, whole; head {made.head[:12]}"])


def restore_command(backup: Backup, ledger: Place) -> None:
    """Put a backup into an empty place: a new file, or an empty database. Nothing that is there is ever replaced.

    It is proved first: by the hash and the head of its slip, and by its chain; and once more where it arrived. Then
    hold the head against About of the last closing, and set `ledger` in desk.toml. Exit code: 0 restored, 2 not.

    Example: `restore E:\\backups\\ledger-2026-10-31-180000-1a2b3c4d5e6f.sqlite --ledger D:\\desk\\ledger.sqlite`
    """
    from xl_addin.desk.backup import restore
    from xl_addin.domain.addresses import without_password

    with status_line() as say:
        say("Restoring the ledger")
        done = restore(backup, ledger)
    show([f"Restored: {without_password(ledger)}", f"{done.acts} acts, whole; head {done.head[:12]}"])

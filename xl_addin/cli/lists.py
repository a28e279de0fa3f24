"""Commands that compare lists of the desk with each other; they write to no ledger."""

from __future__ import annotations

from contextlib import AbstractContextManager, nullcontext
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from xl_addin.cli.shared import (
    AsOn,
    DeskFile,
    LedgerPath,
    PolicyFile,
    ledger_at,
    settings_of,
    show,
    status_line,
    terms_of,
)
from xl_addin.domain.errors import DeskError

if TYPE_CHECKING:
    from xl_addin.desk.intake.gaps import Compared
    from xl_addin.ledger import Ledger

DONE, DONE_BLOCKED = 0, 1
PrintTo = Annotated[
    Path | None, typer.Option("--to", help="File to write (PDF); default: print-YYYY-MM.pdf in the current folder.")
]
To = Annotated[Path | None, typer.Option("--to", help="File to write the gaps to as well (CSV); none is overwritten.")]


def gaps_command(
    folder: Annotated[Path, typer.Argument(help="Folder with the core system's list (orm.csv) and *.orm.xml.")],
    as_on: AsOn,
    to: To = None,
    ledger: LedgerPath = "",
    desk: DeskFile = None,
) -> None:
    """Compare the core system's remittances with those in IDPMS: every gap, both ways.

    What the opening list or the ledger knew before this month is no gap, and what was paid after the last day that the
    messages tell of is told by itself.

    Exit code: 0 no gap, 1 there are gaps or rows that could not be compared, 2 could not run.
    """
    from xl_addin.desk.intake.gaps import gap_lines, gaps_of

    if to is not None and to.is_dir():
        to /= "gaps.csv"
    if to is not None and to.exists():
        raise DeskError("The file is there already.", f"File {to}.", "Give another name, or move it away.")
    found = settings_of(desk, ledger=ledger)
    with status_line() as say, _known(found.text("ledger"), is_named=bool(ledger)) as known:
        compared = gaps_of(folder, as_on, known, terms_of(found, say))
    if to is not None:
        _write(compared, to)
    show(gap_lines(compared))
    if to is not None:
        typer.echo(f"\nWritten to {to}.")
    raise typer.Exit(DONE if compared.is_clean else DONE_BLOCKED)


def _known(where: str, *, is_named: bool) -> AbstractContextManager[Ledger | None]:
    """The desk's ledger, read only; one that desk.toml names and nobody has begun yet knows of nothing."""
    begun = where and (is_named or "://" in where or Path(where).exists())
    return ledger_at(where, reading=True) if begun else nullcontext()


def _write(compared: Compared, to: Path) -> None:
    from xl_addin.desk.atomic import atomic_lines
    from xl_addin.desk.close.outputs import write_csv
    from xl_addin.desk.lists.gaps import GAPS

    atomic_lines(to, partial(write_csv, GAPS.filled(compared.gaps)))


def print_command(
    as_on: AsOn,
    to: PrintTo = None,
    ledger: LedgerPath = "",
    policy: PolicyFile = None,
    desk: DeskFile = None,
) -> None:
    """Write the print set of a month as PDF: narrow lists of what needs a person, and what proves the month.

    Today, tie-outs, roll-forward, then each list with at most twelve columns, the sentence below the row and letters of
    seven points or more. Rows that need nobody stay in the workbook; how many they are is said above each list. The
    month is printed as the ledger has it now; nothing is written to the ledger, and no file is overwritten.
    """
    from xl_addin.desk.close.print_month import print_month
    from xl_addin.desk.month.now import month_now

    to = to or Path(f"print-{as_on:%Y-%m}.pdf")
    if to.exists():
        raise DeskError("The file is there already.", f"File {to}.", "Give another name with --to, or move it away.")
    found = settings_of(desk, ledger=ledger, policy=policy)
    law = found.law()
    with status_line() as say, ledger_at(found.ledger, say, reading=True) as opened:
        pages = print_month(month_now(opened, as_on, law, say).closing.view, to)
    show([f"{pages} pages written to {to}."])

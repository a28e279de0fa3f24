"""Commands that compare lists of the desk with each other; they write to no ledger."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from xl_addin.cli.shared import AsOn, show

DONE, DONE_BLOCKED = 0, 1


def gaps_command(
    folder: Annotated[Path, typer.Argument(help="Folder with the core system's list (orm.csv) and *.orm.xml.")],
    as_on: AsOn,
) -> None:
    """Compare the core system's remittances with those in IDPMS: every gap, both ways.

    Exit code: 0 no gap, 1 there are gaps or rows that could not be compared, 2 could not run.
    """
    from xl_addin.desk.intake.gaps import gap_lines, gaps_of

    compared = gaps_of(folder, as_on)
    show(gap_lines(compared))
    raise typer.Exit(DONE_BLOCKED if compared.gaps.count or compared.refused else DONE)

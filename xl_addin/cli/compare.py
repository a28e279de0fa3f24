"""The command that holds two closings against each other."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from xl_addin.cli.shared import show, status_line

SAME, DIFFERS = 0, 1
Before = Annotated[Path, typer.Argument(metavar="BEFORE", help="Output folder of a close, or its closing workbook.")]
After = Annotated[Path, typer.Argument(metavar="AFTER", help="The same of the closing to hold against it.")]
To = Annotated[
    Path,
    typer.Option(
        "--to", metavar="FOLDER", help="Folder for both files; default: the current one. None is overwritten."
    ),
]


def compare_command(before: Before, after: After, to: To = Path()) -> None:
    """Compare two closings: which items are new, gone or changed, and what each list adds up to before and after.

    Of two months it tells what the month brought; of one month, closed again after answers, what the answers did. Rows
    are known by their keys, so that a book may be sorted or filtered; blue cells that were filled count as they stand.
    Ages are not compared: they move with the day.

    Writes compare-BEFORE-AFTER.xlsx and .csv (months, or runs of one month): each difference with both values. Neither
    closing nor any ledger is changed.

    import-desk compare closing/2026-10 closing/2026-11

    Exit code: 0 nothing differs, 1 something does or could not be compared, 2 could not run.
    """
    from xl_addin.desk.close.compare import compare, compared_lines, files_of, refuse_there, write_compared

    with status_line() as say:
        both = compare(before, after, say)
        refuse_there(files_of(both, to))
        say("Writing what differs")
        paths = write_compared(both, to) if both.differs else ()
    show([*compared_lines(both), *([""] if paths else []), *(f"Written: {path}" for path in paths)])
    raise typer.Exit(DIFFERS if both.differs else SAME)

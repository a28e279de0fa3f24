"""The command close: a month in one go, and again without saying all of it again."""

from __future__ import annotations

from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from xl_addin.cli.month import SOURCE_HELP, close_into, refuse_nothing
from xl_addin.cli.shared import (
    CalendarFile,
    Centre,
    DeskFile,
    HiddenRows,
    NotExpected,
    PolicyFile,
    Waived,
    refuse_day,
    said_of_files,
    settings_of,
    show,
    typed_day,
)
from xl_addin.desk.close.said import FILE, MUST, Said, keep_said, last_said
from xl_addin.desk.settings_record import record_path
from xl_addin.desk.started import typed
from xl_addin.disk.rights import make_folders
from xl_addin.domain.errors import DeskError

MEANT = {"source": "EXTRACTS, the folder with the month's extracts", "as_on": "--as-on DAY", "out": "--out FOLDER"}


def close_command(
    source: Annotated[Path | None, typer.Argument(help=SOURCE_HELP)] = None,
    as_on: Annotated[
        date | None,
        typer.Option(
            "--as-on", parser=typed_day, metavar="DAY", help="Day the bank acts, e.g. 31-Oct-2026; its law applies."
        ),
    ] = None,
    out: Annotated[
        Path | None, typer.Option("--out", help="Folder for the workbook, the CSV files and run.json.")
    ] = None,
    ledger: Annotated[
        str,
        typer.Option(
            "--ledger",
            help="Ledger: a file, or the address of a database; default: that of --previous, of desk.toml, else "
            "ledger.sqlite in --out.",
        ),
    ] = "",
    policy: PolicyFile = None,
    previous: Annotated[Path | None, typer.Option("--previous", help="Output folder of last month's close.")] = None,
    bank: Annotated[str, typer.Option("--bank", help="Name of the bank, as the first sheet shows it.")] = "",
    calendar: CalendarFile = None,
    centre: Centre = "",
    desk: DeskFile = None,
    not_expected: NotExpected = None,
    hidden_rows: HiddenRows = "",
    waived: Waived = None,
) -> None:
    """Close a month in one go: take in, settle, decide, tie out, write the closing workbook.

    Say EXTRACTS, --as-on and --out. Without all three the last close is made again, with what was said then: after
    answers were read back, `close` is enough.

    Exit code: 0 done, 1 done but findings block the sign-off, 2 could not run.
    """
    lists = tuple(not_expected or ()), hidden_rows, tuple(waived or ())
    said = _meant(Said(source, as_on, out, ledger, policy, previous, bank, calendar, centre, desk, *lists))
    code = _close(said)
    with suppress(DeskError, OSError):  # the month is closed, whether or not its words could be kept
        keep_said(record_path().with_name(FILE), said)
    raise typer.Exit(code)


def _meant(said: Said) -> Said:
    """What is said; of nothing the last close, which is told; DeskError where a part is lacking."""
    lacking = said.lacking()
    last = last_said(record_path().with_name(FILE))
    if not lacking:
        return said
    if len(lacking) < len(MUST) or last is None:
        before = f" Last time it was: {typed('close')} {' '.join(last.words())}" if last else ""
        raise DeskError(
            f"It is not said what to close: {'; '.join(MEANT[one] for one in lacking)}.",
            "Command close.",
            f"Add it, as in: {typed('close EXTRACTS --as-on 31-Oct-2026 --out closing/2026-10')}.{before}",
        )
    again = said.after(last)
    show([f"Closing again as said last: {typed('close')} {' '.join(again.words())}"])
    return again


def _close(said: Said) -> int:
    from xl_addin.desk.close.run_json import latest_ledger
    from xl_addin.desk.close.whose import refuse_forgotten, refuse_new_ledger

    source, as_on, out = said.must()
    former = "" if said.ledger or not said.previous else latest_ledger(said.previous)
    given = {"bank": said.bank, "policy": said.policy, "calendar": said.calendar, "centre": said.centre}
    of_files = said_of_files([*said.not_expected], said.hidden_rows, [*said.waived])
    found = settings_of(said.desk, beside=out, ledger=said.ledger or former, **given, **of_files)
    if "://" in former and "://" in (own := settings_of(said.desk, beside=out).text("ledger")):
        # the same database, under one's own name
        found = settings_of(said.desk, beside=out, ledger=own, **given, **of_files)
    law = found.law()
    refuse_day(law.rules, as_on)
    chosen = found.text("ledger") or str(out / "ledger.sqlite")
    if "://" not in chosen:
        refuse_new_ledger(Path(chosen), out)
        refuse_nothing(source, Path(chosen))
        refuse_forgotten(Path(chosen), out, as_on)
    if not found.text("ledger"):
        make_folders(out)
    return close_into(source, as_on, out, chosen, law, found, said.previous)

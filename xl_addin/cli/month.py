"""Commands that take a month in and close it: the sample month, a folder of extracts, the whole close."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from xl_addin.cli.shared import (
    AsOn,
    CalendarFile,
    Centre,
    DeskFile,
    HiddenRows,
    NewLedgerPath,
    NotExpected,
    PolicyFile,
    Waived,
    actor,
    ledger_at,
    refuse_day,
    said_of_files,
    settings_of,
    show,
    status_line,
    terms_of,
)
from xl_addin.disk.rights import make_folders

if TYPE_CHECKING:
    from xl_addin.desk.settings import Settings
    from xl_addin.engine.law import Law

DONE, DONE_BLOCKED = 0, 1

Source = Annotated[Path, typer.Argument(help="Folder with the month's extracts (*.obe.xml, orm.csv, facts.csv, …).")]


def demo_command(
    out: Annotated[Path | None, typer.Option("--out", help="Where to put the result.", show_default=False)] = None,
    two_people: Annotated[
        bool, typer.Option("--two-people", help="Walk through the acts of two people instead, on a training ledger.")
    ] = False,
) -> None:
    """Close the small sample month (October 2026, fictional importers) and show where the workbook lies.

    The folder is demo-output. With --two-people it is demo-two-people: a maker proposes, a checker returns, refuses and
    approves, a remittance is tied by hand, three people sign; each step is printed with its command and what happened.
    """
    from xl_addin.desk.settings import Setting, Settings
    from xl_addin.sample.demo import AS_ON, BANK, LEDGER, MONTH, forget_demo

    out = out or Path("demo-two-people" if two_people else "demo-output")
    make_folders(out)
    if two_people:
        from xl_addin.cli.two_people import walk

        walk(out)
        return
    forget_demo(out)
    found = Settings({"bank": Setting(BANK, "demo")})
    _close(MONTH, AS_ON, out, str(out / LEDGER), found.law(), found)


def take_in_command(
    source: Source,
    as_on: AsOn,
    ledger: NewLedgerPath = "",
    desk: DeskFile = None,
    not_expected: NotExpected = None,
    hidden_rows: HiddenRows = "",
    waived: Waived = None,
) -> None:
    """Read a folder of extracts into the ledger. Safe to repeat: what is known is not counted twice.

    Exit code: 0 done, 1 done but findings block the sign-off, 2 could not run.
    """
    from xl_addin.desk.close.report import blocking_lines, taken_in_lines
    from xl_addin.desk.intake.take_in import take_in

    found = settings_of(desk, beside=None, ledger=ledger, **said_of_files(not_expected, hidden_rows, waived))
    refuse_day(found.rules(), as_on)
    if "://" not in found.ledger:
        _refuse_nothing(source, Path(found.ledger))
    with status_line() as say, ledger_at(found.ledger, say, create=True) as opened:
        taken = take_in(opened, source, as_on, actor(), say, terms_of(found, say))
    show([*taken_in_lines(taken), *blocking_lines(taken.findings)])
    raise typer.Exit(DONE_BLOCKED if taken.blocks else DONE)


def close_command(
    source: Source,
    as_on: AsOn,
    out: Annotated[Path, typer.Option("--out", help="Folder for the workbook, the CSV files and run.json.")],
    ledger: Annotated[
        str,
        typer.Option(
            "--ledger", help="Ledger file or URL; default: that of --previous, of desk.toml, else OUT/ledger.sqlite."
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

    Exit code: 0 done, 1 done but findings block the sign-off, 2 could not run.
    """
    from xl_addin.desk.close.run_json import latest_ledger
    from xl_addin.desk.close.whose import refuse_forgotten, refuse_new_ledger

    former = "" if ledger or not previous else latest_ledger(previous)
    given = {"bank": bank, "policy": policy, "calendar": calendar, "centre": centre}
    said = said_of_files(not_expected, hidden_rows, waived)
    found = settings_of(desk, beside=out, ledger=ledger or former, **given, **said)
    if "://" in former and "://" in (own := settings_of(desk, beside=out).text("ledger")):
        found = settings_of(desk, beside=out, ledger=own, **given, **said)  # the same database, under one's own name
    law = found.law()
    refuse_day(law.rules, as_on)
    chosen = found.text("ledger") or str(out / "ledger.sqlite")
    if "://" not in chosen:
        refuse_new_ledger(Path(chosen), out)
        _refuse_nothing(source, Path(chosen))
    if not found.text("ledger"):
        refuse_forgotten(out, as_on)
        make_folders(out)
    raise typer.Exit(_close(source, as_on, out, chosen, law, found, previous))


def _refuse_nothing(source: Path, ledger: Path) -> None:
    """A folder without extracts is told before a new ledger is begun for it."""
    from xl_addin.desk.intake.sources import extracts_of

    if not ledger.exists():
        extracts_of(source)


def _close(
    source: Path, as_on: date, out: Path, ledger: str, law: Law, found: Settings, previous: Path | None = None
) -> int:
    from xl_addin.desk.close.close_month import CloseOrder, close_month
    from xl_addin.desk.close.report import closed_lines

    with status_line() as say, ledger_at(ledger, say, create=previous is None) as opened:
        order = CloseOrder(source, out, as_on, actor(), found.text("bank"), terms_of(found, say), previous)
        closed = close_month(opened, order, law, say)
    show(closed_lines(closed))
    return DONE_BLOCKED if closed.blocking else DONE

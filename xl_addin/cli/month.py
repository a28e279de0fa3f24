"""Commands that take a month in and close it: the sample month, a folder of extracts, the whole close."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from xl_addin.cli.cards import CardFile, after
from xl_addin.cli.shared import (
    AsOn,
    DeskFile,
    HiddenRows,
    NewLedgerPath,
    NotExpected,
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

SOURCE_HELP = "Folder with the month's extracts (*.obe.xml, orm.csv, facts.csv, …)."
Source = Annotated[Path, typer.Argument(help=SOURCE_HELP)]


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
    close_into(MONTH, AS_ON, out, str(out / LEDGER), found.law(), found)


def take_in_command(
    source: Source,
    as_on: AsOn,
    ledger: NewLedgerPath = "",
    desk: DeskFile = None,
    not_expected: NotExpected = None,
    hidden_rows: HiddenRows = "",
    waived: Waived = None,
    card: CardFile = None,
) -> None:
    """Read a folder of extracts into the ledger. Safe to repeat: what is known is not counted twice.

    Then tells what moved in the month so far by currency, what waits and whether the totals tie.

    Exit code: 0 done, 1 done but findings block the sign-off, 2 could not run.
    """
    from xl_addin.desk.close.report import blocking_lines, taken_counts, taken_in_lines
    from xl_addin.desk.intake.take_in import take_in

    found = settings_of(desk, beside=None, ledger=ledger, **said_of_files(not_expected, hidden_rows, waived))
    refuse_day(found.rules(), as_on)
    if "://" not in found.ledger:
        refuse_nothing(source, Path(found.ledger))
    with status_line() as say, ledger_at(found.ledger, say, create=True) as opened:
        who = actor()
        taken = take_in(opened, source, as_on, who, say, terms_of(found, say))
        done = [*taken_in_lines(taken), *blocking_lines(taken.findings)]
        told = after(opened, found, as_on, who, say, ("Taken in", done, taken_counts(taken)), card)
    show(told)
    raise typer.Exit(DONE_BLOCKED if taken.blocks else DONE)


def refuse_nothing(source: Path, ledger: Path) -> None:
    """A folder without extracts is told before a new ledger is begun for it."""
    from xl_addin.desk.intake.sources import extracts_of

    if not ledger.exists():
        extracts_of(source)


def close_into(
    source: Path, as_on: date, out: Path, ledger: str, law: Law, found: Settings, previous: Path | None = None
) -> int:
    from xl_addin.desk.close.close_month import CloseOrder, close_month
    from xl_addin.desk.close.report import closed_lines
    from xl_addin.desk.started import typed

    with status_line() as say, ledger_at(ledger, say, create=previous is None) as opened:
        order = CloseOrder(source, out, as_on, actor(), found.text("bank"), terms_of(found, say), previous)
        closed = close_month(opened, order, law, say)
    review = typed(f"review {closed.workbook} --as-on {as_on:%d-%b-%Y}")
    show([*closed_lines(closed), f"Next: fill its blue cells, then: {review}; and close again."])
    return DONE_BLOCKED if closed.blocking else DONE

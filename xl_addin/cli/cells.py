"""The command that refreshes what cells answer from."""

from __future__ import annotations

from xl_addin.cli.shared import AsOn, DeskFile, LedgerPath, PolicyFile, actor, ledger_at, settings_of, show, status_line


def cells_command(
    as_on: AsOn,
    ledger: LedgerPath = "",
    policy: PolicyFile = None,
    desk: DeskFile = None,
) -> None:
    """Refresh what the worksheet functions DESK, DESKLIST and DESKWHY answer from, as the button Refresh desk cells.

    The ledger is read once, as on the day, and kept in your own folder on this machine; nothing is written to the
    ledger. Cells answer of the ledger that your own record names (see: desk), whichever is read here. In a workbook
    that is open, have it calculate then: Ctrl+Alt+F9 in Excel, Ctrl+Shift+F9 in Calc.
    """
    from xl_addin.desk.cells.refresh import refresh, told

    found = settings_of(desk, ledger=ledger, policy=policy)
    law = found.law()
    with status_line() as say, ledger_at(found.ledger, say, reading=True) as opened:
        read = refresh(opened, found.ledger, as_on, law, actor().at, say)
    show([f"{label:<7} {text}" for label, text in told(read)])
    show(
        ["", 'In a cell: =DESK("ORM number", "outstanding") · =DESKLIST("overdue") · =DESKWHY("ORM number", "payment")']
    )

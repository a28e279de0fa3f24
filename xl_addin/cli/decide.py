"""Decides what is open and posts nothing: what a day would answer."""

from __future__ import annotations

from xl_addin.cli.shared import (
    AsOn,
    CalendarFile,
    Centre,
    DeskFile,
    LedgerPath,
    PolicyFile,
    ledger_at,
    settings_of,
    show,
    status_line,
)


def decide_command(
    as_on: AsOn,
    ledger: LedgerPath = "",
    policy: PolicyFile = None,
    calendar: CalendarFile = None,
    centre: Centre = "",
    desk: DeskFile = None,
) -> None:
    """Ask the rules of that day about every open item; prints how many got which answer. Posts nothing."""
    from xl_addin.desk.close.report import decided_lines
    from xl_addin.desk.month.day import refuse_nothing_yet
    from xl_addin.desk.month.decide import decide
    from xl_addin.desk.month.month import read_month
    from xl_addin.desk.month.rates import with_rates_of_age

    found = settings_of(desk, ledger=ledger, policy=policy, calendar=calendar, centre=centre)
    law = found.law()
    with status_line() as say, ledger_at(found.ledger, say, reading=True) as opened:
        with opened.read() as connection:
            refuse_nothing_yet(connection, as_on)
        cases = decide(with_rates_of_age(read_month(opened, as_on, short=True), law.policy), law, progress=say)
    show(decided_lines(cases))

"""propose report over many remittances: by item, importer, currency, AD code, owner, day of payment, or all."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, NoReturn

import typer

from xl_addin.cli.acts import DONE, DONE_BLOCKED
from xl_addin.cli.shared import actor, ledger_at, refuse_day, show, status_line, typed_day
from xl_addin.domain.errors import DeskError

if TYPE_CHECKING:
    from xl_addin.desk.acts.reporting import Reports
    from xl_addin.desk.settings import Settings

REPORT, BETWEEN = "report", ".."


def days_of(text: str) -> tuple[date | None, date | None]:
    """The first and the last day of payment: one day, or two with two points between; left out stands for any."""
    first, between, last = (part.strip() for part in text.partition(BETWEEN))
    start = typed_day(first) if first else None
    end = typed_day(last) if last else None if between else start
    if start and end and end < start:
        raise DeskError(
            f"The days run backwards: {start:%d-%b-%Y} to {end:%d-%b-%Y}.",
            "Option --paid. Nothing was proposed.",
            "Write the earlier day first, as 2026-10-01..2026-10-31.",
        )
    return start, end


def refuse_nothing_said(wanted: Reports, everything: bool) -> None:
    """All that waits is put forward only where that is said."""
    from xl_addin.desk.acts.reporting import Reports

    if everything == (wanted == Reports()):
        return
    what = "Neither a remittance nor a filter was given." if not everything else "--all and a filter were given."
    raise DeskError(
        what,
        "Command propose report. Nothing was proposed.",
        "Give --item, --iec, --branch, --owner, --currency or --paid, or --all for every remittance that waits.",
    )


def propose_many(wanted: Reports, as_on: date, remarks: str, only_list: bool, person: str, found: Settings) -> NoReturn:
    """Proposes them, shows what is done, and ends with the exit code."""
    from xl_addin.desk.acts.four_eyes import acting
    from xl_addin.desk.acts.ground import Maker
    from xl_addin.desk.acts.reporting import propose_reports, reported_lines

    law = found.law()
    refuse_day(law.rules, as_on)
    with status_line() as say, ledger_at(found.ledger, say, reading=only_list) as opened:
        by = Maker(opened, as_on, law, acting(opened, actor(), person))
        told = propose_reports(by, wanted, remarks=remarks, only_list=only_list, progress=say)
    show(reported_lines(told, only_list))
    raise typer.Exit(DONE_BLOCKED if told.proposed.barred else DONE)

"""Commands of a settlement by hand: match ties a remittance to invoices, unmatch takes that back."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from xl_addin.cli.acts import DONE, DONE_BLOCKED, OnlyList, Person
from xl_addin.cli.shared import (
    AsOn,
    DeskFile,
    LedgerPath,
    PolicyFile,
    actor,
    ledger_at,
    refuse_day,
    settings_of,
    show,
    status_line,
    typed_day,
)
from xl_addin.domain.errors import DeskError

if TYPE_CHECKING:
    from xl_addin.desk.acts.asked import Asked, Rate
    from xl_addin.desk.acts.match import Matched

# 1000, 1000.50, 1,000.50, 10,00,000.00; a comma that does not group is no number
AMOUNT = re.compile(r"\d+(\.\d+)?|\d{1,3}(,\d{2,3})*,\d{3}(\.\d+)?")

Orm = Annotated[str, typer.Argument(metavar="ORM", help="The remittance: ORM number, or its full key.")]
Invoices = Annotated[
    list[str],
    typer.Argument(
        metavar="INVOICE[=AMOUNT]",
        help="BoE number/date/port#serial, or the BoE number where one invoice of it is open; AMOUNT of the invoice in "
        "its own currency, else as much as fits.",
    ),
]
SomeInvoices = Annotated[
    list[str] | None, typer.Argument(metavar="INVOICE", help="The invoices; none stands for all settled by hand.")
]
Reason = Annotated[str, typer.Option("--reason", help="Why; the person who approves reads it. It must be given.")]


def match_command(
    orm: Orm,
    invoice: Invoices,
    as_on: AsOn,
    reason: Reason = "",
    rate: Annotated[
        str, typer.Option("--rate", help="Two currencies: invoice currency for one unit of the remittance's.")
    ] = "",
    rate_on: Annotated[
        date | None, typer.Option("--rate-on", parser=typed_day, metavar="DAY", help="The day of that rate.")
    ] = None,
    rate_source: Annotated[str, typer.Option("--rate-source", help="Where that rate stands, such as a deal.")] = "",
    only_list: OnlyList = False,
    person: Person = "",
    ledger: LedgerPath = "",
    policy: PolicyFile = None,
    desk: DeskFile = None,
) -> None:
    """Tie a remittance to invoices by hand, where the matching could not: proposed, then approved by another person.

    Nothing is settled before that. Another importer's invoice needs on_behalf_of_iec or third_party_agreement of the
    remittance; another currency needs its deal_rate, or --rate with its day and source. All lines are proposed or none.

    Exit code: 0 proposed, 1 barred (each bar is told), 2 could not run.
    """
    from xl_addin.desk.acts.asked import Asked
    from xl_addin.desk.acts.match import match

    asked = Asked(orm, tuple(map(_wanted, invoice)), reason, _rate(rate, rate_on, rate_source))
    _run(match, asked, as_on, only_list, person, (ledger, policy, desk))


def unmatch_command(
    orm: Orm,
    as_on: AsOn,
    invoice: SomeInvoices = None,
    reason: Reason = "",
    only_list: OnlyList = False,
    person: Person = "",
    ledger: LedgerPath = "",
    policy: PolicyFile = None,
    desk: DeskFile = None,
) -> None:
    """Propose to take back what two people settled by hand; approved, it is open again on both sides.

    Exit code: 0 proposed, 1 barred (each bar is told), 2 could not run.
    """
    from xl_addin.desk.acts.asked import Asked
    from xl_addin.desk.acts.match import unmatch

    asked = Asked(orm, tuple((name, None) for name in invoice or ()), reason)
    _run(unmatch, asked, as_on, only_list, person, (ledger, policy, desk))


def _run(
    propose: Callable[..., Matched],
    asked: Asked,
    as_on: date,
    only_list: bool,
    person: str,
    where: tuple[str, Path | None, DeskFile],
) -> None:
    from xl_addin.desk.acts.four_eyes import acting
    from xl_addin.desk.acts.ground import Maker
    from xl_addin.desk.acts.told import matched_lines

    ledger, policy, desk = where
    found = settings_of(desk, ledger=ledger, policy=policy)
    law = found.law()
    refuse_day(law.rules, as_on)
    with status_line() as say, ledger_at(found.ledger, say, reading=only_list) as opened:
        by = Maker(opened, as_on, law, acting(opened, actor(), person))
        told = propose(by, asked, only_list=only_list, progress=say)
    show(matched_lines(told))
    raise typer.Exit(DONE_BLOCKED if told.one.bars else DONE)


def _wanted(text: str) -> tuple[str, Decimal | None]:
    """An invoice with the amount after its =; the key of an invoice has no such sign."""
    name, sign, amount = text.partition("=")
    return name.strip(), _number(amount.strip(), f"invoice {name}") if sign else None


def _number(text: str, where: str) -> Decimal:
    if AMOUNT.fullmatch(text):
        return Decimal(text.replace(",", ""))
    raise DeskError(f"{text!r} is no amount.", f"Command match, {where}.", "Write it as 1000.50 or 1,000.50.")


def _rate(text: str, on: date | None, source: str) -> Rate | None:
    from xl_addin.desk.acts.asked import Rate

    if not text and on is None and not source:
        return None
    if not text or on is None:
        raise DeskError(
            "A rate is stated with its day and its source.",
            "Options --rate, --rate-on, --rate-source.",
            "Give all three, or none where the deal rate of the remittance is known.",
        )
    return Rate(_number(text, "option --rate"), on, source)

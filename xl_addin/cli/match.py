"""Commands of a settlement by hand: match ties a remittance to invoices, unmatch takes that back."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Annotated

import typer

from xl_addin.cli.acts import OnlyList, Person, propose_one
from xl_addin.cli.shared import (
    AsOn,
    DeskFile,
    LedgerPath,
    PolicyFile,
    typed_day,
)
from xl_addin.domain.errors import DeskError

if TYPE_CHECKING:
    from xl_addin.desk.acts.asked import Rate

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
    propose_one(match, asked, as_on, only_list, person, (ledger, policy, desk))


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
    propose_one(unmatch, asked, as_on, only_list, person, (ledger, policy, desk))


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

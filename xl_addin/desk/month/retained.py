"""What is retained of an invoice as performance guarantee: it has the contract's date, the rest that of the law (5.1).

What was paid counts for the rest first, so that what is left open at last is the retained part.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from xl_addin.desk.month.case import PAYMENT, RETENTION, Case, as_date, on_dated, with_fails
from xl_addin.desk.month.month import Month
from xl_addin.domain.errors import ValueRefused
from xl_addin.domain.money import from_minor, to_minor
from xl_addin.engine.general.standing import standing
from xl_addin.engine.law import Law
from xl_addin.engine.payment.due import NEED_CONTRACT_DATE, PaymentDue
from xl_addin.engine.rule import CHECK, Decision, Fail, missing
from xl_addin.ledger.items import InvoiceItem
from xl_addin.rulebook.facts import BOE, INVOICE

AMOUNT, UNTIL = "retained_amount", "retained_until"
NOT_FITTING = "RETAINED_NOT_FITTING"
WITHOUT_AMOUNT = f"WARN: {UNTIL} is given and {AMOUNT} is not: nothing is taken for retained"


class Retained(NamedTuple):
    """The part of what is open that is retained, in minor units, its date, and why it cannot be taken as told."""

    minor: int = 0
    until: date | None = None
    fault: str = ""

    def rest(self, item: InvoiceItem) -> int:
        """What is open of the invoice beside it."""
        return item.outstanding_minor - self.minor


NOTHING = Retained()


def retained(month: Month, item: InvoiceItem) -> Retained:
    """What is retained of an open invoice; of a bill of entry with several invoices it is said of one of them."""
    told = item.answers.get(AMOUNT)
    if not isinstance(told, Decimal) or not told:
        return NOTHING
    until, of_value = as_date(item.answers.get(UNTIL)), from_minor(item.record.value_minor, item.currency)
    if AMOUNT not in month.said(INVOICE, item.key) and _is_one_of_several(month, item):
        return Retained(0, until, f"{AMOUNT} is said of the whole bill of entry: say it of one invoice")
    if not 0 < told < of_value:
        return Retained(0, until, f"{AMOUNT} {told:f} is no part of the value of the invoice, {of_value:f}")
    try:
        minor = to_minor(told, item.currency)
    except ValueRefused as refused:
        return Retained(0, until, f"{AMOUNT} {told:f}: {refused.expected}")
    return Retained(min(minor, item.outstanding_minor), until)


def _is_one_of_several(month: Month, item: InvoiceItem) -> bool:
    boe = item.record.boe_key
    return AMOUNT in month.said(BOE, boe) and any(
        one.is_live and one.record.boe_key == boe and one.key != item.key for one in month.invoices.values()
    )


def with_retained(month: Month, law: Law, item: InvoiceItem, found: Decision) -> Decision:
    """The payment date of an invoice of which a part is retained: that of the rest; where all is retained, its own."""
    part = retained(month, item)
    if part.fault:
        return with_fails(found, [Fail(CHECK, NOT_FITTING, part.fault)])
    if not part.minor:
        return found._replace(notes=(*found.notes, WITHOUT_AMOUNT)) if item.answers.get(UNTIL) else found
    if not part.rest(item):
        return _retained_due(month, law, item, part)
    amount = f"{item.currency} {from_minor(part.minor, item.currency):f}"
    return found._replace(notes=(*found.notes, f"INFO: the date is that of the rest; {amount} is retained"))


def retained_case(month: Month, law: Law, item: InvoiceItem) -> Iterator[Case]:
    """The decision on the retained part, where there is one."""
    part = retained(month, item)
    if part.minor:
        found = _retained_due(month, law, item, part)
        case = on_dated(month, law, RETENTION, item, found, proposed=part.rest(item))
        yield replace(case, invoice_standing=standing(law, item.decided[PAYMENT], month.as_on))


def _retained_due(month: Month, law: Law, item: InvoiceItem, part: Retained) -> Decision:
    asked = {"shipment_date": item.answers.get("shipment_date"), "contract_due": part.until, "action_date": month.as_on}
    found = law.ask(PaymentDue, retention=True, **asked)
    lacks = [missing(UNTIL)] if NEED_CONTRACT_DATE in found.findings else []
    amount = from_minor(part.minor, item.currency)
    return with_fails(found._replace(facts=((f"retained {item.currency}", amount), *found.facts)), lacks)

"""Decisions on open invoices and on the entries they stand in."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from xl_addin.desk.month.acknowledged import barred
from xl_addin.desk.month.case import (
    PAYMENT,
    SMALLVALUE,
    WRITEOFF,
    Case,
    after_settlement,
    answered,
    ask,
    ask_small_value,
    on_dated,
    on_open,
    sum_inr,
)
from xl_addin.desk.month.item import Entry
from xl_addin.desk.month.month import Month
from xl_addin.desk.month.retained import retained, with_retained
from xl_addin.domain.money import from_minor
from xl_addin.engine.evidence.kind import PaymentReminders
from xl_addin.engine.law import Law
from xl_addin.engine.payment.due import PaymentDue
from xl_addin.engine.rule import Decision
from xl_addin.engine.writeoff.difference import WriteOff
from xl_addin.ledger.items import InvoiceItem
from xl_addin.rulebook.facts import INVOICE


def payment(month: Month, law: Law, item: InvoiceItem) -> Case:
    """When an open invoice is to be paid; a transition item keeps both dates, a part that is retained its own."""
    found = ask(law, PaymentDue, item.answers, action_date=month.as_on)
    return on_dated(month, law, PAYMENT, item, with_retained(month, law, item, _reminded(month, law, item, found)))


def _reminded(month: Month, law: Law, item: InvoiceItem, found: Decision) -> Decision:
    """With what the desk is reminded of where the invoice is under a letter of credit or for drawings."""
    if not (item.answers.get("letter_of_credit") or item.answers.get("drawings")):
        return found
    reminders = ask(law, PaymentReminders, item.answers, action_date=month.as_on)
    return found._replace(notes=(*found.notes, *reminders.notes))


def asks_write_off(month: Month, item: InvoiceItem, proposed: int) -> bool:
    """A difference is left after settlement, posted or proposed, or the desk has named a reason for one."""
    named = "reason" in month.said(INVOICE, item.key)
    settled = item.settled_ever_minor + proposed
    return bool(settled or named) and item.outstanding_minor > proposed + retained(month, item).minor


def invoice_write_off(month: Month, law: Law, item: InvoiceItem, known: Mapping[str, Entry], proposed: int) -> Case:
    """Whether what settlement leaves of an invoice may be written off; the base is its own value.

    What is retained as performance guarantee is no difference.
    """
    entry, held = known.get(item.record.boe_key), retained(month, item).minor

    def decide(left: int) -> Decision:
        return ask(
            law,
            WriteOff,
            item.answers,
            invoice_value=from_minor(item.record.value_minor, item.currency),
            difference=from_minor(left - held, item.currency),
            action_date=month.as_on,
            currency=item.currency,
            small_value=entry.decided[SMALLVALUE] if entry else None,
            boe_value=_whole(entry) if entry else None,
        )

    found = barred(law, entry, month.as_on, after_settlement(item, proposed, decide))
    return on_open(month, WRITEOFF, item, found, base=item.record.value_minor, proposed=proposed + held)


def _whole(entry: Entry) -> Decimal | None:
    """Value of a bill of entry with several invoices of one currency: the share of it is told beside that of the
    invoice."""
    amounts = single_currency(entry)
    return from_minor(amounts["base_minor"], amounts["currency"]) if amounts and len(entry.invoices) > 1 else None


def small_value(month: Month, law: Law, entry: Entry) -> Case:
    """One answer per open entry: its value is that of all its invoices, each at the rate of the as-on date."""
    value = sum_inr([month.inr(item.record.value_minor, item.currency) for item in entry.invoices])
    balance = sum_inr([month.inr(item.outstanding_minor, item.currency) for item in entry.invoices])
    currencies = sorted({item.currency for item in entry.invoices})
    found = ask_small_value(month, law, entry.answers, value, balance, currencies)
    found = barred(law, entry, month.as_on, found)
    return answered(month, SMALLVALUE, entry, found, amount_inr=value, **single_currency(entry))


def single_currency(entry: Entry) -> dict[str, Any]:
    """Currency and amounts of an entry when all its invoices share one; an entry of several shows INR only."""
    currencies = {item.currency for item in entry.invoices}
    if len(currencies) > 1:
        return {}
    return {
        "currency": currencies.pop(),
        "amount_minor": sum(item.outstanding_minor for item in entry.invoices),
        "base_minor": sum(item.record.value_minor for item in entry.invoices),
    }

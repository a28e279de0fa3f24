"""Decisions on open invoices and on the entries they stand in."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

from xl_addin.desk.month.case import (
    EXTENSION,
    PAYMENT,
    SMALLVALUE,
    WRITEOFF,
    Case,
    Known,
    after_settlement,
    as_date,
    ask,
    ask_small_value,
    boe_place,
    known_of_boe,
    known_of_invoice,
    sum_inr,
)
from xl_addin.desk.month.month import Month
from xl_addin.domain.money import from_minor
from xl_addin.engine.law import Law
from xl_addin.engine.payment.due import PaymentDue
from xl_addin.engine.payment.extension import ExtensionRoom
from xl_addin.engine.rule import Decision
from xl_addin.engine.writeoff.difference import WriteOff
from xl_addin.ledger.items import InvoiceItem
from xl_addin.rulebook.facts import INVOICE


def payment(month: Month, law: Law, item: InvoiceItem) -> Case:
    """When an open invoice is to be paid; a transition item keeps both dates."""
    known = known_of_invoice(month, item)
    found = ask(law, PaymentDue, known, action_date=month.as_on)
    return _invoice_case(month, PAYMENT, item, found, known, due=as_date(found.value), old=found.old_value)


def asks_write_off(month: Month, item: InvoiceItem, proposed: int) -> bool:
    """A difference is left after settlement, posted or proposed, or the desk has named a reason for one."""
    named = "reason" in month.said(INVOICE, item.key)
    settled = item.settled_minor + item.settled_before_minor + proposed
    return bool(settled or named) and item.outstanding_minor > proposed


def invoice_write_off(month: Month, law: Law, item: InvoiceItem, small: dict[str, Case], proposed: int) -> Case:
    """Whether what settlement leaves of an invoice may be written off; the base is its own value."""
    known = known_of_invoice(month, item)
    entry = small.get(item.record.boe_key)

    def decide(left: int) -> Decision:
        return ask(
            law,
            WriteOff,
            known,
            invoice_value=from_minor(item.record.value_minor, item.currency),
            difference=from_minor(left, item.currency),
            action_date=month.as_on,
            currency=item.currency,
            small_value=entry.decision if entry else None,
        )

    found = after_settlement(item, proposed, decide)
    case = _invoice_case(month, WRITEOFF, item, found, known, base=item.record.value_minor)
    left = item.outstanding_minor - proposed
    return replace(case, amount_minor=left, amount_inr=month.inr(left, item.currency))


def small_values(month: Month, law: Law, invoices: list[InvoiceItem]) -> Iterator[tuple[str, Case]]:
    """One answer per open entry: its value is that of all its invoices, each at the rate of the as-on date."""
    entries: dict[str, list[InvoiceItem]] = defaultdict(list)
    for item in month.invoices.values():
        if item.is_live:
            entries[item.record.boe_key].append(item)
    for first in one_per_boe(invoices):
        group = entries[first.record.boe_key]
        known = known_of_boe(month, first)
        value = sum_inr([month.inr(item.record.value_minor, item.currency) for item in group])
        balance = sum_inr([month.inr(item.outstanding_minor, item.currency) for item in group])
        found = ask_small_value(month, law, known, value, balance, sorted({item.currency for item in group}))
        yield (
            first.record.boe_key,
            Case(
                SMALLVALUE,
                found,
                first.record.iec,
                first.record.importer_name,
                amount_inr=value,
                facts=known,
                **_single_currency(group),
                **boe_place(first),
            ),
        )


def _single_currency(group: list[InvoiceItem]) -> dict[str, Any]:
    """Currency and amounts of an entry when all its invoices share one; an entry of several shows INR only."""
    currencies = {item.currency for item in group}
    if len(currencies) > 1:
        return {}
    return {
        "currency": currencies.pop(),
        "amount_minor": sum(item.outstanding_minor for item in group),
        "base_minor": sum(item.record.value_minor for item in group),
    }


def extension(month: Month, law: Law, item: InvoiceItem) -> Case:
    """How far one extension of an entry may reach now."""
    known = known_of_boe(month, item)
    payment = ask(law, PaymentDue, known, action_date=month.as_on)
    due = known.get("extended_until") or as_date(payment.value)
    found = ask(law, ExtensionRoom, known, current_due=due, former_due=payment.old_value, action_date=month.as_on)
    return Case(
        EXTENSION,
        found,
        item.record.iec,
        item.record.importer_name,
        due_date=as_date(found.value),
        old_due_date=due,
        facts=known,
        **boe_place(item),
    )


def _invoice_case(
    month: Month,
    subject: str,
    item: InvoiceItem,
    found: Decision,
    known: Known,
    base: int = 0,
    due: date | None = None,
    old: date | None = None,
) -> Case:
    record = item.record
    return Case(
        subject,
        found,
        record.iec,
        record.importer_name,
        item.currency,
        item.outstanding_minor,
        base,
        month.inr(item.outstanding_minor, item.currency),
        invoice_serial=record.serial,
        due_date=due,
        old_due_date=old,
        facts=known,
        **boe_place(item),
    )


def one_per_boe(invoices: list[InvoiceItem]) -> list[InvoiceItem]:
    """The first open invoice of each BoE stands for the entry."""
    return list({item.record.boe_key: item for item in reversed(invoices)}.values())[::-1]

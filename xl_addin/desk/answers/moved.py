"""The money that reading answers back has moved: lines posted and taken back, and what is open since."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from xl_addin.desk.month.month import Month
from xl_addin.domain.money import grouped
from xl_addin.domain.records import SettlementLine
from xl_addin.ledger.items import InvoiceItem, OrmItem

SHOWN_MAX = 10
Sums = Counter[str]  # minor units by currency


class Moved(NamedTuple):
    """Lines that a reading posted, and posted lines that it took back."""

    posted: tuple[SettlementLine, ...] = ()
    taken_back: tuple[SettlementLine, ...] = ()


def moved_lines(moved: Moved, before: Month) -> Iterator[str]:
    """Amounts by currency, each line, and what was open of both sides in the month `before` and is open now."""
    yield from _told("Posted", moved.posted)
    yield from _told("Taken back", moved.taken_back)
    paid, owed = _by_orm(moved.posted), _by_invoice(moved.posted)
    paid.subtract(_by_orm(moved.taken_back))
    owed.subtract(_by_invoice(moved.taken_back))
    yield from _open("Remittances", before.orms.values(), paid)
    yield from _open("Invoices", before.invoices.values(), owed)


def _told(what: str, lines: tuple[SettlementLine, ...]) -> Iterator[str]:
    if not lines:
        return
    sums = ", ".join(_money(currency, minor) for currency, minor in sorted(_by_orm(lines).items()))
    yield f"{what}: {sums} in {len(lines):,} line{'' if len(lines) == 1 else 's'}."
    for line in lines[:SHOWN_MAX]:
        paid = _money(line.currency, line.amount_minor)
        owed = _money(line.invoice_currency, line.amount_invoice_minor)
        yield f"  {line.orm_key} to {line.invoice_key}: {paid}" + ("" if paid == owed else f" for {owed}")
    if len(lines) > SHOWN_MAX:
        yield f"  … and {len(lines) - SHOWN_MAX:,} more."


def _open(side: str, items: Iterable[OrmItem | InvoiceItem], moved: Sums) -> Iterator[str]:
    """What is open of a side in each currency that lines moved."""
    left: Sums = Counter()
    for item in items:
        left[item.currency] += item.outstanding_minor
    for currency, minor in sorted(moved.items()):
        now = left[currency] - minor
        yield f"{side} open: {_money(currency, left[currency])} before, {_money(currency, now)} now."


def _by_orm(lines: Iterable[SettlementLine]) -> Sums:
    found: Sums = Counter()
    for line in lines:
        found[line.currency] += line.amount_minor
    return found


def _by_invoice(lines: Iterable[SettlementLine]) -> Sums:
    found: Sums = Counter()
    for line in lines:
        found[line.invoice_currency] += line.amount_invoice_minor
    return found


def _money(currency: str, minor: int) -> str:
    return f"{currency} {grouped(minor, currency)}"

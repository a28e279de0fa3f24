"""The month as the ledger tells it on its as-on date: live items, facts, importers and rates, read once."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from sqlalchemy import RowMapping

from xl_addin.domain.dates import period_of
from xl_addin.domain.money import from_minor
from xl_addin.ledger import Ledger, state
from xl_addin.ledger.state import CANCELLED, Item
from xl_addin.workbook.closing.words import IMPORTER_TABLE, Words, importer_key


@dataclass(frozen=True, slots=True)
class Month:
    """Everything the later steps need. Once read, only settling adds to it what it has just posted."""

    as_on: date
    orms: dict[str, Item]
    invoices: dict[str, Item]
    facts: dict[tuple[str, str], RowMapping]
    importers: dict[str, RowMapping]
    rates: dict[str, tuple[Decimal, date]]
    words: Words = field(default_factory=dict)  # what people wrote on the sheets, up to the period

    @property
    def period(self) -> str:
        """Closing period, YYYY-MM."""
        return period_of(self.as_on)

    def inr(self, minor: int, currency: str) -> Decimal | None:
        """INR equivalent, exact; None when no rate is known on the as-on date."""
        if currency == "INR":
            return from_minor(minor, currency)
        rate = self.rates.get(currency)
        return from_minor(minor, currency) * rate[0] if rate else None

    def fact(self, kind: str, key: str) -> RowMapping | None:
        """The desk's facts on an item, None where it has given none."""
        return self.facts.get((kind, key))

    def importer_word(self, iec: str, name: str) -> str:
        """What a person wrote about an importer in a blue column, "" where nothing."""
        return self.words.get((IMPORTER_TABLE, importer_key(iec), name), "")


def read_month(ledger: Ledger, as_on: date) -> Month:
    """Reads the month from the ledger."""
    period = period_of(as_on)
    with ledger.read() as connection:
        return Month(
            as_on,
            state.orm_items(connection, period),
            state.invoice_items(connection, period),
            state.latest_facts(connection, period),
            state.latest_importers(connection, period),
            state.rates_on(connection, as_on),
            state.latest_words(connection, period),
        )


def is_live(item: Item) -> bool:
    """Neither cancelled now nor before."""
    return str(item.version["event"]) != CANCELLED


def open_items(items: dict[str, Item]) -> list[Item]:
    """Live items with something outstanding, oldest first, then by key."""
    live = [item for item in items.values() if is_live(item) and item.outstanding_minor > 0]
    return sorted(live, key=lambda item: (dated(item), item.key))


def dated(item: Item) -> date:
    """The day of a remittance, or of an invoice's bill of entry."""
    on: date = item.version["payment_date"] if "payment_date" in item.version else item.version["boe_date"]
    return on

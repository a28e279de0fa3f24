"""The month as the ledger tells it on its as-on date: live items, facts, importers and rates, read once."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
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
        """The desk's facts on an item by its full key, None where it has given none."""
        return self.facts.get((kind, key))

    def importer_word(self, iec: str, name: str) -> str:
        """What a person wrote about an importer in a blue column, "" where nothing."""
        return self.words.get((IMPORTER_TABLE, importer_key(iec), name), "")


def read_month(ledger: Ledger, as_on: date) -> Month:
    """Reads the month from the ledger."""
    period = period_of(as_on)
    with ledger.read() as connection:
        orms = state.orm_items(connection, period)
        return Month(
            as_on,
            orms,
            state.invoice_items(connection, period),
            by_full_key(state.latest_facts(connection, period), orms),
            state.latest_importers(connection, period),
            state.rates_on(connection, as_on),
            state.latest_words(connection, period),
        )


def by_full_key(
    facts: Mapping[tuple[str, str], RowMapping], orms: Mapping[str, Item]
) -> dict[tuple[str, str], RowMapping]:
    """Facts on remittances by ORM key instead of the number that the desk gives.

    A number belongs to the live ORM that has it, else to the cancelled one. One that several have under their AD codes
    stays as it is: nobody can tell which of them is meant, so none of them has the facts.
    """
    owners = orms_by_number(orms)
    found = {}
    for (kind, key), row in facts.items():
        having = owners.get(key, []) if kind == "ORM" else []
        having = [item for item in having if is_live(item)] or having
        found[kind, having[0].key if len(having) == 1 else key] = row
    return found


def orms_by_number(orms: Mapping[str, Item]) -> dict[str, list[Item]]:
    """Remittances by their number without AD code."""
    found: dict[str, list[Item]] = defaultdict(list)
    for item in orms.values():
        found[item.version["orm_number"]].append(item)
    return found


def own_ad_code(month: Month) -> str:
    """The desk's own AD code: the one that most live ORMs carry, in a month without ORMs most live invoices.

    Of codes that stand equally often the lowest. Remittances go first because they are the bank's own reports; the AD
    code of a bill of entry is the importer's word. "" in a month without items.
    """
    for items in (month.orms, month.invoices):
        codes = Counter(str(item.version["ad_code"]) for item in items.values() if is_live(item))
        if codes:
            return min(codes, key=lambda code: (-codes[code], code))
    return ""


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

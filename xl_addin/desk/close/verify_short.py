"""A month read both ways: from what the closing before carries it must have just what it has read whole."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

from xl_addin.desk.close.check import Check
from xl_addin.desk.month.month import Month
from xl_addin.ledger import Ledger
from xl_addin.ledger.carried import Worths
from xl_addin.ledger.items import InvoiceItem, OrmItem, worth_minor
from xl_addin.ledger.short import read_short
from xl_addin.rulebook.facts import INVOICE, ORM


def both_ways(ledger: Ledger, label: str, month: Month) -> Iterator[Check]:
    """Whether what is read short is all that was open, as it is, and what is left out as much as the closing says."""
    with ledger.read() as connection:
        short = read_short(connection, month.period, month.reported.cut_overs)
    if short is None:
        return
    sides = (ORM, short.orms, month.orms), (INVOICE, short.invoices, month.invoices)
    bad = [key for _, read, every in sides for key, item in every.items() if not _as_read(item, read.get(key))]
    yield Check(f"{label}: the closing before carries all that was open", not bad, ", ".join(bad[:5]))
    wrong = [told for side, read, every in sides for told in _other(side, short.resting.get(side, {}), read, every)]
    yield Check(f"{label}: the closing before says what it leaves at rest", not wrong, "; ".join(wrong[:5]))


def _as_read(item: OrmItem | InvoiceItem, short: OrmItem | InvoiceItem | None) -> bool:
    if short is None:
        return not (item.was_open or item.outstanding_minor)
    return (item.record, item.opening_minor, item.outstanding_minor) == (
        short.record,
        short.opening_minor,
        short.outstanding_minor,
    )


def _other(
    side: str,
    says: Worths,
    read: Mapping[str, OrmItem] | Mapping[str, InvoiceItem],
    every: Mapping[str, OrmItem] | Mapping[str, InvoiceItem],
) -> Iterator[str]:
    """AD codes and currencies of which other items are left out than the closing says, or of another worth."""
    found: dict[tuple[str, str], tuple[int, int]] = defaultdict(lambda: (0, 0))
    for key in every.keys() - read.keys():
        place = every[key].record.ad_code, every[key].currency
        count, minor = found[place]
        found[place] = count + 1, minor + worth_minor(every[key].record)
    for place in sorted(found.keys() | says):
        if found.get(place) != says.get(place):
            yield f"{side} of {' '.join(place)}: {says.get(place)} and not {found.get(place)}"

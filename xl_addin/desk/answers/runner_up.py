"""The runner-up: what else a remittance could have paid, and why it did not."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import NamedTuple

from xl_addin.desk.month.month import Month
from xl_addin.domain.money import grouped
from xl_addin.domain.records import ADVANCE_PURPOSE
from xl_addin.ledger.items import InvoiceItem, OrmItem

TOLD_MAX = 2
_FAR = 10  # an amount beyond a tenth of the payment is no runner-up unless the invoice is named or of the party


class _Rival(NamedTuple):
    """An invoice beside the one that is settled: nearer ones come first."""

    strange: bool  # another party
    other_currency: bool
    apart: int
    key: str
    item: InvoiceItem


def runner_ups(month: Month, item: OrmItem, taken: Collection[str], takers: Iterable[tuple[str, str]]) -> Iterator[str]:
    """The nearest other invoices of the importer, each with what spoke against it.

    `taken` are invoices that this remittance settles; `takers` pairs of invoice and ORM key of all that is settled.
    """
    from xl_addin.engine.settlement.names import party_words, same_party  # the matching engine is heavy

    others = [one for key, one in month.invoices.items() if key not in taken and one.record.iec == item.record.iec]
    live = [one for one in others if one.is_live]
    words = {name: party_words(name) for one in live for name in (one.record.supplier, one.record.seller)}
    mine = party_words(item.record.beneficiary)
    alike = same_party({mine, *words.values()})  # of no name is no party
    paid_by: dict[str, list[str]] = {}
    for invoice, orm in takers:
        paid_by.setdefault(invoice, []).append(orm)
    party = alike[mine]
    rivals = [
        _rival(item, one, not mine or party not in {alike[words[name]] for name in _sold(one) if name}) for one in live
    ]
    rivals.sort(key=lambda rival: rival[:-1])
    for rival in [one for one in rivals if _is_near(item, one)][:TOLD_MAX]:
        yield f"  Runner-up {rival.key}: {'; '.join(_why_not(item, rival, paid_by.get(rival.key, [])))}"


def _sold(invoice: InvoiceItem) -> tuple[str, str]:
    return invoice.record.supplier, invoice.record.seller


def _rival(item: OrmItem, invoice: InvoiceItem, strange: bool) -> _Rival:
    other = invoice.currency != item.currency
    return _Rival(strange, other, abs(invoice.record.value_minor - item.record.amount_minor), invoice.key, invoice)


def _is_near(item: OrmItem, rival: _Rival) -> bool:
    near = _FAR * rival.apart <= item.record.amount_minor
    return (not rival.strange or near) and (not rival.other_currency or not rival.strange)


def _why_not(item: OrmItem, rival: _Rival, payers: list[str]) -> Iterator[str]:
    record = rival.item.record
    yield f"{record.invoice_number or 'no number'} of {record.currency} {grouped(record.value_minor, record.currency)}"
    if rival.strange:
        yield f"of another party ({record.seller or record.supplier or 'not named'})"
    if rival.other_currency:
        yield "in another currency"
    elif rival.apart:
        more = "more" if record.value_minor > item.record.amount_minor else "less"
        yield f"{grouped(rival.apart, item.currency)} {more} than is paid"
    if item.record.purpose_code == ADVANCE_PURPOSE and record.boe_date < item.record.payment_date:
        yield "its goods came before the advance"
    if payers:
        yield f"settled by {', '.join(sorted(payers)[:TOLD_MAX])}"
    elif not rival.item.outstanding_minor:
        yield "nothing of it is open"
    elif not (rival.strange or rival.other_currency or rival.apart):
        yield "as good as what was taken: a person may change it"

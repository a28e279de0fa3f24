"""Payments by or to another than the importer and his supplier or seller: found by names and by what the desk says."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Any, NamedTuple, TypeAlias

from xl_addin.desk.month.case import Case, answered
from xl_addin.desk.month.month import Month, open_items
from xl_addin.domain.records import OutwardRemittance, SettlementLine
from xl_addin.engine.law import Law
from xl_addin.engine.parties.third_party import ThirdParty
from xl_addin.engine.rule import Decision, missing
from xl_addin.engine.settlement.names import party_words, same_party
from xl_addin.ledger.items import InvoiceItem, OrmItem

THIRD_PARTY = "THIRD_PARTY"
AGREEMENT, SATISFIED, PAYER = "third_party_agreement", "third_party_satisfied", "on_behalf_of_iec"
NAMED_BY_INVOICE, NAMED_BY_BOE = "invoice_names_third_party", "boe_names_third_party"


class Named(NamedTuple):
    """Who stands beside importer and supplier, as each side names him, and whether the bill of entry does."""

    told: tuple[tuple[str, str], ...]
    by_boe: bool


def third_party_cases(month: Month, law: Law, unposted: Iterable[SettlementLine]) -> Iterator[Case]:
    """One answer a remittance that a third party makes or gets, then one an open invoice whose entry names one."""
    paid = _paid(month, unposted)
    other = _other_names(month, paid)
    met: set[str] = set()
    for item in month.orms.values():
        named = _of_remittance(month, item, paid.get(item.key, []), other)
        if item.is_live and named is not None:
            met.update(paid.get(item.key, []))
            yield _case(month, law, item, named, item.record.payment_date)
    for invoice in open_items(month.invoices):
        if invoice.record.third_party and invoice.key not in met:
            named = Named((("third party of the bill of entry", invoice.record.third_party),), True)
            yield _case(month, law, invoice, named, month.as_on)


def _paid(month: Month, unposted: Iterable[SettlementLine]) -> dict[str, list[str]]:
    """The invoices that each remittance pays, posted in the month or proposed."""
    found: dict[str, list[str]] = defaultdict(list)
    for line in (*month.posted, *unposted):
        found[line.orm_key].append(line.invoice_key)
    return found


def _other_names(month: Month, paid: Mapping[str, list[str]]) -> set[tuple[str, str]]:
    """Pairs of remittance and invoice whose beneficiary is neither supplier nor seller, however each is spelt."""
    spelt: dict[str, set[Name]] = defaultdict(set)
    pairs = [*_named_pairs(month, paid)]
    for pair in pairs:
        spelt[pair.iec].update((pair.paid, *pair.sold))
    one_name = {iec: same_party(names) for iec, names in spelt.items()}
    return {
        (pair.orm, pair.invoice)
        for pair in pairs
        if one_name[pair.iec][pair.paid] not in {one_name[pair.iec][name] for name in pair.sold}
    }


Name: TypeAlias = tuple[str, ...]  # its words


class _Pair(NamedTuple):
    """A remittance and an invoice that it pays, with the importer and the words of who is paid and of who sold."""

    orm: str
    invoice: str
    iec: str
    paid: Name
    sold: tuple[Name, ...]  # a forwarder may stand as the supplier, with the seller beside him


def _named_pairs(month: Month, paid: Mapping[str, list[str]]) -> Iterator[_Pair]:
    """The pairs with both names: one that nobody has written differs from none."""
    words = cache(party_words)
    for orm, invoices in paid.items():
        for invoice in invoices:
            if orm in month.orms and invoice in month.invoices:
                payment, bought = month.orms[orm].record, month.invoices[invoice].record
                payee, sold = words(payment.beneficiary), (words(bought.supplier), words(bought.seller))
                if payee and any(sold):
                    yield _Pair(orm, invoice, payment.iec, payee, tuple(filter(None, sold)))


def _of_remittance(month: Month, item: OrmItem, invoices: Iterable[str], other: set[tuple[str, str]]) -> Named | None:
    records = [month.invoices[key].record for key in dict.fromkeys(invoices) if key in month.invoices]
    others = [month.invoices[key].record for key in invoices if (item.key, key) in other]
    sold = [(who, name) for r in others for who, name in (("supplier", r.supplier), ("seller", r.seller)) if name]
    payer = item.answers.get(PAYER)
    by_boe = [record.third_party for record in records if record.third_party]
    if not (sold or by_boe or (payer and payer != item.record.iec) or item.answers.get(AGREEMENT)):
        return None
    told = [("paid to", item.record.beneficiary), *dict.fromkeys(sold)]
    told += [("third party of the bill of entry", name) for name in dict.fromkeys(by_boe)]
    told += [("on behalf of IEC", str(payer))] if payer else []
    return Named(tuple(told), bool(by_boe))


def _case(month: Month, law: Law, item: OrmItem | InvoiceItem, named: Named, on: Any) -> Case:
    """By the law of the day of payment; what is not paid yet by that of the as-on date."""
    said = item.answers
    by_boe = True if named.by_boe else said.get(NAMED_BY_BOE)
    papers = {
        "ORDER_OR_TRIPARTITE": said.get(AGREEMENT),
        "INVOICE_NAMES_THIRD_PARTY": said.get(NAMED_BY_INVOICE),
        "BOE_NAMES_THIRD_PARTY": by_boe,
    }
    found = _by_its_cell(law.ask(ThirdParty, action_date=on, satisfied=said.get(SATISFIED), conditions=papers))
    return answered(month, THIRD_PARTY, item, found._replace(facts=(*found.facts, *named.told)), **amounts(month, item))


def _by_its_cell(found: Decision) -> Decision:
    """The satisfaction that is asked has a cell of its own: `satisfied` is that of a write-off."""
    told = {missing("satisfied").note: missing(SATISFIED).note, "satisfied is not given": f"{SATISFIED} is not given"}
    notes = list(found.notes)
    for words, own in told.items():
        notes = [note if SATISFIED in note else note.replace(words, own) for note in notes]
    return found._replace(notes=tuple(notes))


def whole_minor(item: OrmItem | InvoiceItem) -> int:
    """The whole value of an item in minor units, open or not."""
    record = item.record
    return record.amount_minor if isinstance(record, OutwardRemittance) else record.value_minor


def amounts(month: Month, item: OrmItem | InvoiceItem) -> dict[str, Any]:
    """The same with its currency and in INR, as a case shows it."""
    minor = whole_minor(item)
    return {
        "currency": item.currency,
        "amount_minor": minor,
        "base_minor": minor,
        "amount_inr": month.inr(minor, item.currency),
    }

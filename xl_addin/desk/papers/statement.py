"""The statement to an importer: what is open of him, when it is due, which papers and facts he is asked for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from xl_addin.desk.lists import boe_invoices, orm, tied
from xl_addin.desk.lists.missing_facts import missing_facts
from xl_addin.desk.lists.told import Open, Told
from xl_addin.desk.month.case import ADVANCE, DOCUMENTS, FOLLOWUP, PAYMENT
from xl_addin.desk.papers.drafts import Desk, Draft, Drafts, Left, parted
from xl_addin.desk.papers.kinds import Kind
from xl_addin.documents.facts import Facts, Grid
from xl_addin.documents.plain import amount, day
from xl_addin.domain.records import BoeInvoice, OutwardRemittance
from xl_addin.engine.advance.services import FOLLOW_UP as SERVICES
from xl_addin.engine.rule import CLOSED
from xl_addin.rulebook.facts import IMPORTER

# What an importer can answer, in words to him; other missing facts are the bank's own to find.
FROM_IMPORTER: Mapping[str, str] = {
    "contract_due": "the day of payment by the contract, with a copy of it",
    "shipment_date": "the day of shipment, with the transport document",
    "reason": "the reason of the difference, with the papers that show it",
    "extension_reason": "the reason for which a later payment is asked, with the papers that show it",
    "declared": "your declaration that the amount has been paid",
    "capital_goods": "whether these are capital goods",
    "invoice_names_third_party": "the invoice, where it names the third party",
    "third_party_agreement": "the agreement on payment through a third party",
}
_EVIDENCE = "the bill of entry (number, date, port), or other evidence of import"
_SERVICE = "the invoice and the proof that the service was rendered"


def statements(desk: Desk, told: Told, kind: Kind, iecs: Sequence[str] = ()) -> Drafts:
    """A statement for each importer with anything open, or for those that are named."""
    invoices = _by_iec(tied.open_invoices(told))
    orms = _by_iec(orm.open_orms(told))
    wanted = iecs or sorted({*invoices, *orms})
    asked = _asked(told)
    return parted(_statement(desk, kind, iec, invoices[iec], orms[iec], asked[iec]) for iec in wanted)


def _by_iec(rows: Iterable[Open]) -> dict[str, list[Open]]:  # type: ignore[type-arg]
    found: dict[str, list[Open]] = defaultdict(list)  # type: ignore[type-arg]
    for row in rows:
        found[row.item.record.iec].append(row)
    return found


def _statement(
    desk: Desk,
    kind: Kind,
    iec: str,
    invoices: Sequence[Open[BoeInvoice]],
    orms: Sequence[Open[OutwardRemittance]],
    asked: Sequence[tuple[str, str]],
) -> Draft | Left:
    whose = desk.importer(iec)
    if isinstance(whose, Left):
        return whose
    if not (invoices or orms):
        return Left(f"Importer {iec}", "nothing is open of him.", "There is nothing to state.")
    invoices = sorted(invoices, key=_place)
    grids = {
        "open_boe": _open_boe(invoices),
        "open_orm": _open_orm(orms),
        "sums": _sums(invoices, orms),
        "missing": _missing(orms, asked),
    }
    codes = (row.item.record.ad_code for row in orms)
    facts = Facts({**desk.fields(codes), **whose}, grids, (*_cited(invoices, orms),), desk.mark)
    return Draft(kind, IMPORTER, iec, 0, facts, iec)


def _place(row: Open[BoeInvoice]) -> tuple[date, str, int]:
    record = row.item.record
    return record.dated, record.boe_key, record.serial


def _open_boe(rows: Sequence[Open[BoeInvoice]]) -> Grid:
    heads = (
        *("BoE number", "BoE date", "Port", "Serial", "Invoice", "Currency", "Value", "Open"),
        *("Payment due", "Former rules"),
    )
    found = tuple(
        (
            *(one.boe_number, day(one.boe_date), one.port_code, str(one.serial), one.invoice_number, one.currency),
            *(amount(one.value_minor, one.currency), amount(row.item.outstanding_minor, one.currency)),
            *(_due(boe_invoices.due(row)), day(row.item.decided[PAYMENT].old_value)),
        )
        for row in rows
        for one in (row.item.record,)
    )
    return Grid(heads, found, (6, 7), none="No bill of entry is open.")


def _due(when: date | None) -> str:
    return day(when) if when else "not known"


def _open_orm(rows: Sequence[Open[OutwardRemittance]]) -> Grid:
    heads = ("ORM number", "Paid on", "Beneficiary", "Currency", "Amount", "Open", "Evidence due", "Former rules")
    found = tuple(
        (
            *(one.orm_number, day(one.payment_date), one.beneficiary, one.currency),
            *(amount(one.amount_minor, one.currency), amount(row.item.outstanding_minor, one.currency)),
            *(day(orm.due(ADVANCE)(row) or orm.due(DOCUMENTS)(row)), day(orm.old_due(row))),
        )
        for row in rows
        for one in (row.item.record,)
    )
    return Grid(heads, found, (4, 5), none="No remittance is open.")


def _sums(invoices: Sequence[Open[BoeInvoice]], orms: Sequence[Open[OutwardRemittance]]) -> Grid:
    rows = [
        *_summed("Invoices of bills of entry", invoices),
        *_summed("Outward remittances", orms),
    ]
    return Grid(("What", "Currency", "Number", "Open"), tuple(rows), (2, 3))


def _summed(what: str, rows: Sequence[Open]) -> Iterator[tuple[str, ...]]:  # type: ignore[type-arg]
    left: dict[str, list[int]] = defaultdict(list)
    for row in rows:
        left[row.item.currency].append(row.item.outstanding_minor)
    for currency, amounts in sorted(left.items()):
        yield what, currency, f"{len(amounts):,}", amount(sum(amounts), currency)


def _missing(orms: Sequence[Open[OutwardRemittance]], asked: Sequence[tuple[str, str]]) -> Grid:
    awaited = [
        (f"ORM {row.item.record.orm_number}", _SERVICE if found.subject == SERVICES else _EVIDENCE)
        for row in orms
        if (found := row.item.decided[FOLLOWUP]).status != CLOSED
    ]
    return Grid(("About", "We ask for"), (*awaited, *asked), none="Nothing.")


def _asked(told: Told) -> dict[str, list[tuple[str, str]]]:
    """What the decisions lack that the importer can tell, by his IEC: the item, and what is asked."""
    found: dict[str, dict[tuple[str, str], None]] = defaultdict(dict)
    for one in missing_facts(told.month, told.cases, lambda ask: ask.fact in FROM_IMPORTER):
        for ask in one.asks:
            found[ask.case.iec][_about(ask.case.orm_number, ask.case.boe_number), FROM_IMPORTER[one.fact]] = None
    return defaultdict(list, {iec: [*rows] for iec, rows in found.items()})


def _about(orm_number: str, boe_number: str) -> str:
    if orm_number:
        return f"ORM {orm_number}"
    return f"Bill of entry {boe_number}" if boe_number else "Yourself"


def _cited(invoices: Iterable[Open[BoeInvoice]], orms: Iterable[Open[OutwardRemittance]]) -> Iterator[str]:
    """The paragraphs behind the dates, each once."""
    paid = {row.item.decided[PAYMENT].citation: None for row in invoices}
    evidence = {orm.shown_decision(row).citation: None for row in orms}
    yield from (f"Payment dates: {one}." for one in paid if one)
    yield from (f"Evidence dates: {one}." for one in evidence if one)

"""What a record of each message says, by our own names of its fields: a view of acts that two people approved."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal

from xl_addin.desk.month.evidence import APPROVAL, in_lieu
from xl_addin.desk.month.swift import swift_of
from xl_addin.desk.produce.books import Books
from xl_addin.desk.produce.texts import BOE_SIDE, INDICATOR, ORM_SIDE, Said, Text, boe_said, entry_said
from xl_addin.desk.produce.units import SETTLES, Unit
from xl_addin.desk.produce.uploads import uploaded
from xl_addin.domain.money import from_minor
from xl_addin.engine.idpms.closure import APPROVERS
from xl_addin.ledger.acts import CLOSE_ITEM, SMALL_VALUE
from xl_addin.ledger.cut_overs import on_wire
from xl_addin.ledger.outbox import NEW
from xl_addin.ledger.proposed import Proposal
from xl_addin.rulebook.facts import YES, Value, fact
from xl_addin.rulebook.registers_codes import closure_code, closure_reason


def text_of(books: Books, group: Sequence[Unit]) -> Text:
    """What the record of a group says, but for its reference and whether it closes the bill of entry."""
    return _BUILDERS[group[0].message](books, group)


def _says(proposal: Proposal) -> Said:
    return {name: fact(name).value(text) for name, text in proposal.says}


def _invoices(books: Books, group: Sequence[Unit], sums: Callable[[Unit], Said]) -> tuple[Said, ...]:
    """One for each invoice, in the order of their serials."""
    by_invoice: dict[str, list[Unit]] = {}
    for unit in group:
        by_invoice.setdefault(unit.invoice_key, []).append(unit)
    told: list[tuple[int, Said]] = []
    for key, units in by_invoice.items():
        record = books.month.invoices[key].record
        money: dict[str, Decimal] = {}
        for unit in units:
            for name, value in sums(unit).items():
                money[name] = money.get(name, Decimal(0)) + Decimal(str(value))
        own = {"invoice_number": record.invoice_number, "invoice_currency": record.currency}
        told.append((record.serial, {**own, **money}))
    return tuple({"invoice_serial": str(serial), **said} for serial, said in sorted(told, key=lambda one: one[0]))


def _settled(books: Books, group: Sequence[Unit]) -> Text:
    first = group[0]
    orm, boe = books.month.orms[first.orm_key].record, books.month.invoices[first.invoice_key].record
    third = orm.iec != boe.iec
    values: Said = {
        **boe_said(boe),
        "payer_iec": orm.iec if third else "",
        "payer_marker": YES if third else "",
        "orm_number": orm.orm_number,
        "orm_ad_code": on_wire(orm.ad_code),
        "currency": orm.currency,
    }
    return Text(
        values,
        _invoices(
            books,
            group,
            lambda unit: {
                "amount": from_minor(unit.minor, unit.currency),
                "amount_invoice_currency": from_minor(unit.invoice_minor, unit.invoice_currency),
            },
        ),
    )


def _closed(proposal: Proposal, since: date, side: str) -> Said:
    """What the closure of either side says: its indicator, who approved it, papers by the indicator, the remark."""
    said = _says(proposal)
    reason = "SMALL_VALUE" if proposal.act == SMALL_VALUE.word else proposal.reason
    usual = closure_reason(reason, side)
    code = proposal.code or (usual.code if usual else "")
    needs = (found.needs if (found := closure_code(code, side)) else "").replace("_BILL", "")
    approved_by = said.get("approved_by") or APPROVERS["AD"]
    values: dict[str, Value | None] = {
        INDICATOR: NEW,
        "adjustment_date": since,
        "adjustment_indicator": code,
        "approved_by": approved_by,
        "remarks": proposal.remarks or (usual.remark if usual else ""),
    }
    if approved_by == APPROVERS["RBI"]:
        values |= {name: said.get(name) for name in ("letter_no", "letter_date")}
    if needs == "SHIPPING":
        names = {"document_no": "shipping_bill_no", "document_date": "shipping_bill_date"}
        values |= {name: said.get(of) for name, of in {**names, "document_port": "shipping_bill_port"}.items()}
    elif needs == "DOCUMENT":
        values |= {name: said.get(name) for name in ("document_no", "document_date")}
    return values


def _boe_closed(books: Books, group: Sequence[Unit]) -> Text:
    first = group[0]
    values = {
        **boe_said(books.month.invoices[first.invoice_key].record),
        **_closed(_asked(first), first.since, BOE_SIDE),
    }
    return Text(
        values,
        _invoices(books, group, lambda unit: {"amount_invoice_currency": from_minor(unit.minor, unit.currency)}),
    )


def _orm_closed(books: Books, group: Sequence[Unit]) -> Text:
    first = group[0]
    item = books.month.orms[first.orm_key]
    record = item.record
    values: dict[str, Value | None] = {
        "orm_number": record.orm_number,
        "ad_code": on_wire(record.ad_code),
        "iec": record.iec,
        "currency": first.currency,
        "amount": from_minor(sum(unit.minor for unit in group), first.currency),
        "swift": swift_of(item, books.swifts.get(first.orm_key, "")),
        **_closed(_asked(first), first.since, ORM_SIDE),
    }
    reference = str(item.answers.get(APPROVAL, ""))
    if _asked(first).act == CLOSE_ITEM.word and in_lieu(item.answers) and reference:
        values["remarks"] = ". ".join(filter(None, (f"in lieu, approval {reference}", str(values["remarks"]))))
    return Text(values)


def _extended(books: Books, group: Sequence[Unit]) -> Text:
    """The day stands in the remarks as well (S001-20)."""
    proposal = _asked(group[0])
    said, record = _says(proposal), books.by_boe[group[0].boe_key][0].record
    until = said.get("extended_until")
    told = f"extended to {until:%d/%m/%Y}" if isinstance(until, date) else ""
    names = ("approved_by", "letter_no", "letter_date", "extended_until")
    remarks = ". ".join(filter(None, (told, proposal.remarks)))
    return Text({**boe_said(record), **{name: said.get(name) for name in names}, "remarks": remarks})


def _reported(books: Books, group: Sequence[Unit]) -> Text:
    item = books.month.orms[group[0].orm_key]
    record, importer = item.record, books.month.importers.get(item.record.iec)
    capital = record.is_capital_goods
    capital = item.answers.get("capital_goods") is True if capital is None else capital
    values: Said = {
        "orm_number": record.orm_number,
        "ad_code": on_wire(record.ad_code),
        "amount": from_minor(record.amount_minor, record.currency),
        "currency": record.currency,
        "payment_date": record.payment_date,
        "iec": record.iec,
        "importer_name": record.importer_name,
        "address": importer.address if importer else "",
        "pan": importer.pan if importer else "",
        "is_capital_goods": fact("capital_goods").text(capital),
        "beneficiary": record.beneficiary,
        "beneficiary_account": record.beneficiary_account,
        "beneficiary_country": record.beneficiary_country,
        "swift": swift_of(item, books.swifts.get(record.key, "")),
        "purpose_code": record.purpose_code,
        INDICATOR: NEW,
        "remarks": _asked(group[0]).remarks,
        "payment_terms": record.payment_terms,
    }
    return Text(values)


def _elsewhere(_: Books, group: Sequence[Unit]) -> Text:
    return Text(entry_said(group[0].boe_key))


def _asked(unit: Unit) -> Proposal:
    if unit.proposal is None:
        raise AssertionError(f"{unit.origin} rests on no proposal")
    return unit.proposal


_BUILDERS: Mapping[str, Callable[[Books, Sequence[Unit]], Text]] = {
    SETTLES: _settled,
    "BEA": _boe_closed,
    "ORA": _orm_closed,
    "BEE": _extended,
    "ORM": _reported,
    "MBE": uploaded,
    "OBB": _elsewhere,
}

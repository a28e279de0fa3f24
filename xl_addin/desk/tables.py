"""The month as rows for people: one function per list, shared by the closing workbook and the CSV files."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

import pandas as pd

from xl_addin.desk.case import ADVANCE, FOLLOWUP, PAYMENT, Case
from xl_addin.desk.month import Month, open_items
from xl_addin.domain.records import SettlementLine
from xl_addin.engine.ageing import age_bucket
from xl_addin.ledger.items import InvoiceItem, OrmItem
from xl_addin.workbook.closing.view import DECISIONS, INVOICES, ORM, SETTLEMENTS
from xl_addin.workbook.closing.words import fact_of

Row = dict[str, Any]
POSTED, PROPOSED = "POSTED", "PROPOSED"
_PAISE = Decimal("0.01")


def orm_rows(month: Month, cases: Iterable[Case], flags: dict[str, str]) -> list[Row]:
    """Open remittances, oldest first, with the answers of their follow-up and evidence decisions."""
    follow = {case.orm_key: case for case in cases if case.subject == FOLLOWUP}
    advance = {case.orm_key: case for case in cases if case.subject == ADVANCE}
    return [_orm_row(month, item, follow, advance, flags) for item in open_items(month.orms)]


def _orm_row(
    month: Month, item: OrmItem, follow: dict[str, Case], advance: dict[str, Case], flags: dict[str, str]
) -> Row:
    record = item.record
    case, goods = follow.get(item.key), advance.get(item.key)
    return {
        "orm_number": record.orm_number,
        "ad_code": record.ad_code,
        "iec": record.iec,
        "importer": record.importer_name,
        "beneficiary": record.beneficiary,
        "beneficiary_country": record.beneficiary_country,
        "payment_date": record.payment_date,
        "purpose_code": record.purpose_code,
        "currency": item.currency,
        "amount_minor": record.amount_minor,
        "settled_minor": record.amount_minor - item.outstanding_minor,
        "written_off_minor": 0,
        "outstanding_minor": item.outstanding_minor,
        "outstanding_inr": _paise(month.inr(item.outstanding_minor, item.currency)),
        "age_days": (month.as_on - record.payment_date).days,
        "age_bucket": age_bucket(record.payment_date, month.as_on),
        "evidence_due": (goods.due_date or goods.old_due_date) if goods else None,
        "documents_due": goods.facts.get("documents_due") if goods else None,
        "stage": case.decision.status if case else "",
        "stage_status": _stage_status(case, goods),
        "remarks": record.remarks,
        "flags": flags.get(item.key, ""),
    }


def _stage_status(follow: Case | None, goods: Case | None) -> str:
    """What the evidence rule says of an advance; for other remittances the stage of the follow-up itself."""
    case = goods or follow
    return case.decision.status if case else ""


def invoice_rows(month: Month, cases: Iterable[Case], flags: dict[str, str]) -> list[Row]:
    """Open invoices, oldest first, with their payment dates."""
    due = {_invoice_place(case): case for case in cases if case.subject == PAYMENT}
    return [_invoice_row(month, item, due, flags) for item in open_items(month.invoices)]


def _invoice_place(case: Case) -> tuple[str, date | None, str, int]:
    return case.boe_number, case.boe_date, case.port_code, case.invoice_serial


def _invoice_row(month: Month, item: InvoiceItem, due: dict[Any, Case], flags: dict[str, str]) -> Row:
    record = item.record
    case = due[(record.boe_number, record.boe_date, record.port_code, record.serial)]
    # Age runs from the payment date; where that is not known, from the date of the bill of entry.
    anchor = case.due_date or case.old_due_date or record.boe_date
    return {
        "boe_number": record.boe_number,
        "boe_date": record.boe_date,
        "port_code": record.port_code,
        "invoice_serial": record.serial,
        "invoice_number": record.invoice_number,
        "iec": record.iec,
        "importer": record.importer_name,
        "supplier": record.supplier,
        "terms": record.terms,
        "currency": item.currency,
        "value_minor": record.value_minor,
        "settled_minor": record.value_minor - item.outstanding_minor,
        "written_off_minor": 0,
        "outstanding_minor": item.outstanding_minor,
        "outstanding_inr": _paise(month.inr(item.outstanding_minor, item.currency)),
        "shipment_date": case.facts.get("shipment_date"),
        "contract_due_date": case.facts.get("contract_due"),
        "due_date": case.due_date,
        "old_due_date": case.old_due_date,
        "payment_status": case.decision.status,
        "age_days": (month.as_on - anchor).days,
        "age_bucket": age_bucket(anchor, month.as_on),
        "flags": flags.get(item.key, ""),
    }


def settlement_rows(month: Month, posted: Iterable[SettlementLine], suggestions: Iterable[SettlementLine]) -> list[Row]:
    """Posted lines of the period in posting order, then proposals."""
    rows = [_line(month, POSTED, line) for line in posted]
    return rows + [_line(month, PROPOSED, line) for line in suggestions]


def _line(month: Month, status: str, line: SettlementLine) -> Row:
    orm, invoice = month.orms[line.orm_key].record, month.invoices[line.invoice_key].record
    return {
        "status": status,
        "orm_number": orm.orm_number,
        "orm_ad_code": orm.ad_code,
        "boe_number": invoice.boe_number,
        "boe_date": invoice.boe_date,
        "port_code": invoice.port_code,
        "invoice_serial": invoice.serial,
        "invoice_number": invoice.invoice_number,
        "iec": orm.iec,
        "currency": orm.currency,
        "amount_minor": line.amount_minor,
        "invoice_currency": invoice.currency,
        "amount_invoice_minor": line.amount_invoice_minor,
        "rate": line.rate,
        "pass": line.found_by,
        "tier": line.tier,
        "reason": line.reason,
        "evidence": line.evidence,
        "group_id": line.group_id,
    }


def decision_table(cases: Iterable[Case]) -> pd.DataFrame:
    """Every decision with its sentence, its citation beside it, and the desk's facts."""
    return pd.DataFrame(map(_decision_row, cases), columns=list(DECISIONS), dtype=object)


# The desk's facts stand last, from the reason on.
_FACTS = [fact_of(column) for column in DECISIONS[DECISIONS.index("reason") :]]


def _decision_row(case: Case) -> tuple[Any, ...]:
    """Values in the order of DECISIONS."""
    found = case.decision
    facts = (_shown(case.facts.get(name)) for name in _FACTS)
    return (
        case.subject,
        case.orm_number,
        case.orm_ad_code,
        case.boe_number,
        case.boe_date,
        case.port_code,
        case.invoice_serial or "",
        case.iec,
        case.importer,
        case.currency,
        case.amount_minor,
        case.base_minor,
        ratio_pct(case),
        _paise(case.amount_inr),
        found.status,
        " ".join(found.findings),
        f"{found.grounds}.",
        found.instrument,
        found.paragraph,
        found.citation,
        found.confidence,
        case.due_date,
        case.old_due_date,
        *facts,
    )


def ratio_pct(case: Case) -> Decimal | None:
    """Open amount in per cent of its base, four decimals for show; tests are made on exact figures."""
    if case.base_minor <= 0 or case.subject != "WRITEOFF":
        return None
    return (Decimal(case.amount_minor) * 100 / Decimal(case.base_minor)).quantize(Decimal("0.0001"))


def tuples(rows: Iterable[tuple[Any, ...]], columns: tuple[str, ...]) -> pd.DataFrame:
    """The same of records whose fields are the columns."""
    return pd.DataFrame(list(rows), columns=list(columns), dtype=object)


def frame(rows: list[Row], columns: tuple[str, ...]) -> pd.DataFrame:
    """Rows as a frame with exactly `columns`, objects kept as they are."""
    return pd.DataFrame(rows, columns=list(columns), dtype=object)


def orm_table(month: Month, cases: list[Case], flags: dict[str, str]) -> pd.DataFrame:
    """Open remittances as the workbook shows them."""
    return frame(orm_rows(month, cases, flags), ORM)


def invoice_table(month: Month, cases: list[Case], flags: dict[str, str]) -> pd.DataFrame:
    """Open invoices as the workbook shows them."""
    return frame(invoice_rows(month, cases, flags), INVOICES)


def settlement_table(
    month: Month, posted: Iterable[SettlementLine], suggestions: Iterable[SettlementLine]
) -> pd.DataFrame:
    """Settlement lines as the workbook shows them."""
    return frame(settlement_rows(month, posted, suggestions), SETTLEMENTS)


def _shown(value: Any) -> Any:
    """Flags as Y or N, blanks as "", dates as they are."""
    if isinstance(value, bool):
        return "Y" if value else "N"
    return "" if value is None else value


def _paise(value: Decimal | None) -> Decimal | None:
    return value.quantize(_PAISE) if value is not None else None

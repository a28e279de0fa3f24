"""Decisions on open remittances."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from xl_addin.desk.month.case import (
    ADVANCE,
    FOLLOWUP,
    SMALLVALUE,
    WRITEOFF,
    Case,
    Known,
    after_settlement,
    as_date,
    ask,
    ask_small_value,
    known_of_orm,
)
from xl_addin.desk.month.month import Month
from xl_addin.domain.money import from_minor
from xl_addin.domain.records import ADVANCE_PURPOSE, GOODS_PURPOSES
from xl_addin.engine.advance.services import ServicesFollowup
from xl_addin.engine.evidence.due import DocumentsDue, EvidenceDue
from xl_addin.engine.evidence.followup import FollowUp
from xl_addin.engine.law import Law
from xl_addin.engine.rule import Decision
from xl_addin.engine.writeoff.difference import WriteOff
from xl_addin.ledger.items import OrmItem


def orm_cases(month: Month, law: Law, item: OrmItem, proposed: int) -> Iterator[Case]:
    """Follow-up, evidence of an advance, small value, and the write-off of a surplus."""
    known = known_of_orm(month, item)
    yield _follow_up(month, law, item, known) if _is_for_goods(item) else _services(month, law, item, known)
    if item.record.purpose_code == ADVANCE_PURPOSE:
        yield _advance(month, law, item, known)
    small = _orm_small_value(month, law, item, known)
    yield small
    settled = item.settled_minor + item.settled_before_minor + proposed
    if (settled or known.get("reason")) and item.outstanding_minor > proposed:
        yield _orm_write_off(month, law, item, known, small, proposed)


def _follow_up(month: Month, law: Law, item: OrmItem, known: Known) -> Case:
    paid = item.record.payment_date
    found = ask(law, FollowUp, known, remittance_date=paid, as_of=month.as_on, evidence=False)
    return _orm_case(month, FOLLOWUP, item, found, known, due=as_date(found.value), old=found.old_value)


def _is_for_goods(item: OrmItem) -> bool:
    """A purpose that is not known counts as goods: their follow-up is the stricter one."""
    return str(item.record.purpose_code or GOODS_PURPOSES).startswith(GOODS_PURPOSES)


def _services(month: Month, law: Law, item: OrmItem, known: Known) -> Case:
    """An advance for services: what is asked until it was performed or came back. Its ORM is the item itself."""
    found = law.ask(ServicesFollowup, action_date=month.as_on, conditions={"ORM_CREATED": True})
    return _orm_case(month, FOLLOWUP, item, found, known)


def _advance(month: Month, law: Law, item: OrmItem, known: Known) -> Case:
    capital = item.record.is_capital_goods
    capital = known.get("capital_goods") if capital is None else capital
    asked: dict[str, Any] = {
        "remittance_date": item.record.payment_date,
        "action_date": month.as_on,
        "capital_goods": capital,
    }
    goods = law.ask(EvidenceDue, kind="ADVANCE", **asked)
    papers = law.ask(DocumentsDue, **asked)
    case = _orm_case(month, ADVANCE, item, goods, known, due=as_date(goods.value), old=goods.old_value)
    return replace(case, documents_due=as_date(papers.value) or papers.old_value)


def _orm_small_value(month: Month, law: Law, item: OrmItem, known: Known) -> Case:
    value = month.inr(item.record.amount_minor, item.currency)
    balance = month.inr(item.outstanding_minor, item.currency)
    found = ask_small_value(month, law, known, value, balance, [item.currency])
    return _orm_case(month, SMALLVALUE, item, found, known, base=item.record.amount_minor, inr=value)


def _orm_write_off(month: Month, law: Law, item: OrmItem, known: Known, small: Case, proposed: int) -> Case:
    """A surplus on the remittance: what was settled is the value of the import that it paid for."""
    settled = item.settled_minor + item.settled_before_minor + proposed

    def decide(left: int) -> Decision:
        return ask(
            law,
            WriteOff,
            known,
            invoice_value=from_minor(settled, item.currency),
            difference=-from_minor(left, item.currency),
            action_date=month.as_on,
            currency=item.currency,
            small_value=small.decision,
        )

    case = _orm_case(month, WRITEOFF, item, after_settlement(item, proposed, decide), known, base=settled)
    left = item.outstanding_minor - proposed
    return replace(case, amount_minor=left, amount_inr=month.inr(left, item.currency))


def _orm_case(
    month: Month,
    subject: str,
    item: OrmItem,
    found: Decision,
    known: Known,
    base: int = 0,
    due: date | None = None,
    old: date | None = None,
    inr: Decimal | None = None,
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
        month.inr(item.outstanding_minor, item.currency) if inr is None else inr,
        orm_number=record.orm_number,
        orm_ad_code=record.ad_code,
        due_date=due,
        old_due_date=old,
        facts=known,
    )

"""One decision of the month: the engine's answer with the item, the amounts and the desk's facts it was asked on."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any, TypeAlias

from xl_addin.desk.month.month import Month
from xl_addin.domain.identifiers import BoeKey
from xl_addin.engine.law import QUESTION_OF, Law
from xl_addin.engine.rule import CHECK, Decision
from xl_addin.engine.writeoff.small_value import SmallValue
from xl_addin.ledger.items import InvoiceItem, OrmItem
from xl_addin.rulebook.facts import BOE, IMPORTER, INVOICE, ORM
from xl_addin.rulebook.registers import reason_family

WRITEOFF, SMALLVALUE, EXTENSION = "WRITEOFF", "SMALLVALUE", "EXTENSION"
PAYMENT, FOLLOWUP, ADVANCE, IEC = "PAYMENT", "FOLLOWUP", "ADVANCE", "IEC"


_IN_FAMILIES = {"reason": "writeoff", "commodity": "commodity"}
Known: TypeAlias = Mapping[str, Any]  # fact -> value, typed by the register of facts; unknown facts are not there


@dataclass(frozen=True, slots=True)
class Case:
    """A decision on an ORM, a BoE, an invoice or an importer; keys that it does not have are empty."""

    subject: str
    decision: Decision
    iec: str
    importer: str
    currency: str = ""
    amount_minor: int = 0
    base_minor: int = 0
    amount_inr: Decimal | None = None
    orm_number: str = ""
    orm_ad_code: str = ""
    boe_number: str = ""
    boe_date: date | None = None
    port_code: str = ""
    invoice_serial: int = 0
    due_date: date | None = None
    old_due_date: date | None = None
    documents_due: date | None = None
    facts: Known = field(default_factory=dict)  # what was known when it was asked

    @property
    def orm_key(self) -> str:
        """Key of the ORM it is about, as the ledger has it; "" for another item."""
        return f"{self.orm_number}/{self.orm_ad_code}" if self.orm_number else ""

    @property
    def item_key(self) -> str:
        """Key of the ORM, the BoE or the invoice that it is about; "" where it is about an importer."""
        if self.orm_number or self.boe_date is None:
            return self.orm_key
        boe = BoeKey(self.boe_number, self.boe_date, self.port_code)
        return boe.invoice_key(self.invoice_serial) if self.invoice_serial else str(boe)


@dataclass(frozen=True, slots=True)
class Proposed:
    """Amounts that suggested settlements would clear, by ORM key and by invoice key, in minor units."""

    orms: dict[str, int]
    invoices: dict[str, int]


IF_ACCEPTED = "if the proposed settlement is accepted"
NOT_SETTLED = "nothing is settled on it or proposed yet: match it first, then its difference can be decided"


def after_settlement(item: OrmItem | InvoiceItem, proposed: int, ask: Callable[[int], Decision]) -> Decision:
    """A write-off decision on what settlement leaves: asked with the remainder; CHECK while nothing is settled."""
    if not (proposed or item.settled_minor or item.settled_before_minor):
        return Decision("write-off", CHECK, findings=("NOT_SETTLED",), notes=(NOT_SETTLED,))
    found = ask(item.outstanding_minor - proposed)
    return found._replace(notes=(*found.notes, IF_ACCEPTED)) if proposed else found


def known_of_orm(month: Month, item: OrmItem) -> Known:
    """What is known of an ORM and its importer."""
    return {**month.said(IMPORTER, item.record.iec), **month.said(ORM, item.key)}


def known_of_invoice(month: Month, item: InvoiceItem) -> Known:
    """What is known of an invoice, its BoE and its importer; the invoice's own word goes before its BoE's."""
    return {**known_of_boe(month, item), **month.said(INVOICE, item.key)}


def known_of_boe(month: Month, item: InvoiceItem) -> Known:
    """What is known of the BoE that an invoice stands in, and of its importer."""
    return {**month.said(IMPORTER, item.record.iec), **month.said(BOE, item.record.boe_key)}


def boe_place(item: InvoiceItem) -> dict[str, Any]:
    """Key fields of the BoE of an invoice."""
    boe = item.record
    return {"boe_number": boe.boe_number, "boe_date": boe.boe_date, "port_code": boe.port_code}


def ask_small_value(
    month: Month, law: Law, known: Known, value: Decimal | None, balance: Decimal | None, currencies: list[str]
) -> Decision:
    """The small-value question for an entry or remittance of `value` INR, with the rates it was turned into INR at."""
    used = [f"{c} {month.rates[c][0]} of {month.rates[c][1]:%d-%b-%Y}" for c in currencies if c in month.rates]
    return ask(
        law,
        SmallValue,
        known,
        entry_inr=value,
        action_date=month.as_on,
        balance_inr=balance,
        rate_note=", ".join(used),
    )


def sum_inr(parts: list[Decimal | None]) -> Decimal | None:
    """Sum of INR parts; None when one of them has no rate."""
    return None if None in parts else sum((part for part in parts if part is not None), Decimal(0))


def as_date(value: object) -> date | None:
    """The answer when it is a date."""
    return value if isinstance(value, date) else None


def ask(law: Law, asked: type, known: Known, /, **facts: Any) -> Decision:
    """The answer on what is known of an item, and on facts given beside it, which go before what is known.

    The desk's word for a reason or for the goods becomes its family.
    """
    taken = {name: known[name] for name in QUESTION_OF[asked].blank if name in known}
    for name in taken.keys() & _IN_FAMILIES.keys():
        taken[name] = reason_family(taken[name], _IN_FAMILIES[name])
    return law.ask(asked, **{**taken, **facts})

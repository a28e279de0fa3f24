"""One decision of the month: the engine's answer with the item and the amounts it was asked on."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any, TypeAlias

from xl_addin.desk.month.item import AnyItem, Party
from xl_addin.desk.month.month import Month
from xl_addin.domain.records import BoeInvoice, OutwardRemittance
from xl_addin.engine.general.standing import standing
from xl_addin.engine.law import QUESTION_OF, Law
from xl_addin.engine.rule import CHECK, REFUSE, Decision, Fail
from xl_addin.engine.writeoff.small_value import SmallValue
from xl_addin.ledger.items import InvoiceItem, OrmItem
from xl_addin.rulebook.facts import IMPORTER, INVOICE
from xl_addin.rulebook.registers import in_family

WRITEOFF, SMALLVALUE, EXTENSION = "WRITEOFF", "SMALLVALUE", "EXTENSION"
PAYMENT, FOLLOWUP, ADVANCE, IEC = "PAYMENT", "FOLLOWUP", "ADVANCE", "IEC"
RETENTION = "RETENTION"  # of an invoice: the part retained as performance guarantee
EVIDENCE, ENTRY, CURRENCY = "EVIDENCE", "ENTRY", "CURRENCY"  # papers, their entry in IDPMS, no direct rate
DOCUMENTS = "DOCUMENTS"  # of an advance: asked beside its evidence, told in its line


_IN_FAMILIES = {"reason": "writeoff", "commodity": "commodity", "import_route": "evidence"}
Known: TypeAlias = Mapping[str, Any]  # fact -> value, typed by the register of facts; unknown facts are not there


@dataclass(frozen=True, slots=True)
class Case:
    """A decision on an item with the amounts it was asked on; `about` is how answers to it name it.

    Its columns name the item whatever it is: a key that the item does not have is empty.
    """

    subject: str
    item: AnyItem
    decision: Decision
    about: tuple[str, str] = ("", "")
    said: Known = field(default_factory=dict)  # of the decision itself, such as remarks
    currency: str = ""
    amount_minor: int = 0
    base_minor: int = 0
    amount_inr: Decimal | None = None
    current_due: date | None = None  # of an extension: the day that would be extended
    standing: str = ""  # towards the date in force; "" where nothing falls due
    age_days: int | None = None  # of papers: since they came
    invoice_standing: str = ""  # of a retained part: how its invoice stands
    proposal: str = ""  # number of the open proposal that holds it

    @property
    def due_date(self) -> date | None:
        """The day that the decision answers."""
        return as_date(self.decision.value)

    @property
    def old_due_date(self) -> date | None:
        """The day under the rules before the switch, whatever was decided."""
        return self.decision.old_value

    @property
    def iec(self) -> str:
        """IEC of the importer."""
        return self.item.key if isinstance(self.item, Party) else self.item.record.iec

    @property
    def importer(self) -> str:
        """Name of the importer; "" where the master does not have him."""
        if isinstance(self.item, Party):
            return self.item.record.name if self.item.record else ""
        return self.item.record.importer_name

    @property
    def orm_number(self) -> str:
        """Number of the remittance that it is about."""
        return self.item.record.orm_number if isinstance(self.item.record, OutwardRemittance) else ""

    @property
    def orm_ad_code(self) -> str:
        """AD code of the remittance that it is about."""
        return self.item.record.ad_code if isinstance(self.item.record, OutwardRemittance) else ""

    @property
    def boe_number(self) -> str:
        """Number of the bill of entry that it is about, or whose invoice it is about."""
        return self.item.record.boe_number if isinstance(self.item.record, BoeInvoice) else ""

    @property
    def boe_date(self) -> date | None:
        """Date of that bill of entry."""
        return self.item.record.boe_date if isinstance(self.item.record, BoeInvoice) else None

    @property
    def port_code(self) -> str:
        """Port of that bill of entry."""
        return self.item.record.port_code if isinstance(self.item.record, BoeInvoice) else ""

    @property
    def invoice_serial(self) -> int:
        """Serial of the invoice that it is about; 0 for a whole bill of entry."""
        record = self.item.record
        return record.serial if isinstance(record, BoeInvoice) and self.item.kind == INVOICE else 0


def answered(month: Month, subject: str, item: AnyItem, found: Decision, **amounts: Any) -> Case:
    """The case of an answer, which the item holds from now on; that its importer is caution-listed is told with it."""
    if item.answers.get("caution_listed"):
        found = found._replace(findings=(*found.findings, ON_CAUTION_LIST), notes=(*found.notes, CAUTION))
    item.decided[subject] = found
    about = (IMPORTER if isinstance(item, Party) else subject, item.key)
    return Case(subject, item, found, about, month.said(*about), **amounts)


def on_open(
    month: Month,
    subject: str,
    item: OrmItem | InvoiceItem,
    found: Decision,
    base: int = 0,
    proposed: int = 0,
    inr: Decimal | None = None,
    standing: str = "",
) -> Case:
    """The case of an answer on what proposed settlements leave open of an item."""
    left = item.outstanding_minor - proposed
    value = month.inr(left, item.currency) if inr is None else inr
    return answered(
        month,
        subject,
        item,
        found,
        currency=item.currency,
        amount_minor=left,
        base_minor=base,
        amount_inr=value,
        standing=standing,
    )


def on_dated(
    month: Month, law: Law, subject: str, item: OrmItem | InvoiceItem, found: Decision, proposed: int = 0
) -> Case:
    """The case of an answer that is a date, with how the open item stands towards it."""
    return on_open(month, subject, item, found, proposed=proposed, standing=standing(law, found, month.as_on))


@dataclass(frozen=True, slots=True)
class Proposed:
    """Amounts that suggested settlements would clear, by ORM key and by invoice key, in minor units."""

    orms: dict[str, int]
    invoices: dict[str, int]


ON_CAUTION_LIST = "ON_CAUTION_LIST"
CAUTION = "WARN: the importer is on the caution list"
IF_ACCEPTED = "if the proposed settlement is accepted"
NOT_SETTLED = "nothing is settled on it or proposed yet: match it first, then its difference can be decided"


def after_settlement(item: OrmItem | InvoiceItem, proposed: int, ask: Callable[[int], Decision]) -> Decision:
    """A write-off decision on what settlement leaves: asked with the remainder; CHECK while nothing is settled."""
    if not (proposed or item.settled_ever_minor):
        return Decision("write-off", CHECK, findings=("NOT_SETTLED",), notes=(NOT_SETTLED,))
    found = ask(item.outstanding_minor - proposed)
    return found._replace(notes=(*found.notes, IF_ACCEPTED)) if proposed else found


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


def with_fails(found: Decision, fails: Iterable[Fail]) -> Decision:
    """A decision with more that was not met: what bars comes before what is not known."""
    more = sorted(fails, key=lambda fail: fail.status == CHECK)
    if not more:
        return found
    barred = found.ok or (found.status == CHECK and more[0].status == REFUSE)
    codes = dict.fromkeys((*found.findings, *(fail.finding for fail in more if fail.finding)))
    notes = dict.fromkeys((*(fail.note for fail in more), *found.notes))
    return found._replace(
        status=more[0].status if barred else found.status, findings=tuple(codes), notes=tuple(notes), value=None
    )


def as_date(value: object) -> date | None:
    """The answer when it is a date."""
    return value if isinstance(value, date) else None


def ask(law: Law, asked: type, known: Known, /, **facts: Any) -> Decision:
    """The answer on what is known of an item, and on facts given beside it, which go before what is known.

    The desk's word for a reason or for the goods becomes its family.
    """
    taken = {name: known[name] for name in QUESTION_OF[asked].blank if name in known}
    for name in taken.keys() & _IN_FAMILIES.keys():
        taken[name] = in_family(taken[name], _IN_FAMILIES[name])
    return law.ask(asked, **{**taken, **facts})

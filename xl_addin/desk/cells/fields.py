"""The figures and words of an item that a cell may ask by name, each said once: `=DESK(key, "outstanding")`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from xl_addin.desk.cells.snapshot import Cell
from xl_addin.desk.lists import boe_invoices, orm
from xl_addin.desk.lists.told import Open, Told
from xl_addin.desk.month.case import PAYMENT
from xl_addin.domain.money import from_minor
from xl_addin.domain.records import OutwardRemittance
from xl_addin.engine.rule import Decision
from xl_addin.ledger.items import InvoiceItem, OrmItem, worth_minor
from xl_addin.rulebook.facts import ORM

OPEN, CLEARED, CANCELLED = "OPEN", "CLEARED", "CANCELLED"


@dataclass(frozen=True, slots=True)
class Seen:
    """An item with the row that it has on its list while it is open, and what Today says to do about it."""

    told: Told
    item: OrmItem | InvoiceItem
    row: Open[Any] | None = None
    todo: str = ""

    def money(self, minor: int) -> Decimal:
        """An amount in the item's currency."""
        return from_minor(minor, self.item.currency)

    @property
    def is_orm(self) -> bool:
        """Whether it is a remittance."""
        return self.item.kind == ORM

    @property
    def decision(self) -> Decision | None:
        """The decision that its row shows; None where it is not open."""
        if self.row is None:
            return None
        return orm.shown_decision(self.row) if self.is_orm else self.item.decided[PAYMENT]

    @property
    def settled(self) -> int:
        """What was settled of it, before the ledger began too; of what was cancelled what was settled until then."""
        record = self.item.record
        return worth_minor(record) - record.opening_minor + self.item.settled_ever_minor

    @property
    def status(self) -> str:
        """One word: how it stands towards its date, or that it is over."""
        if not self.item.is_live:
            return CANCELLED
        if self.row is None:
            return CLEARED
        return (orm.stands(self.row) if self.is_orm else self.row.standing(PAYMENT)) or OPEN

    @property
    def due(self) -> date | None:
        """The day in force of its payment, or of its evidence."""
        if self.row is None:
            return None
        return orm.due_in_force(self.row) if self.is_orm else boe_invoices.due(self.row)


class Field(NamedTuple):
    """One field: its name, what it tells, and how it is told of an item."""

    name: str
    help: str
    of: Callable[[Seen], Cell]


def _other_party(seen: Seen) -> str:
    record = seen.item.record
    return record.beneficiary if isinstance(record, OutwardRemittance) else record.supplier


FIELDS: tuple[Field, ...] = (
    Field(
        "status",
        "one word: BREACH_BEFORE_SWITCH, OVERDUE, DUE_SOON, NOT_DUE, CHECK (a fact lacks), OPEN (nothing falls due), "
        "CLEARED, CANCELLED",
        lambda s: s.status,
    ),
    Field("outstanding", "what is still open, in its currency", lambda s: s.money(s.item.outstanding_minor)),
    Field(
        "outstanding INR",
        "the same in INR at the rate on Summary; #N/A without a rate",
        lambda s: s.told.inr(s.item.outstanding_minor, s.item.currency),
    ),
    Field("amount", "amount of the remittance, value of the invoice", lambda s: s.money(worth_minor(s.item.record))),
    Field("settled", "settled so far", lambda s: s.money(s.settled)),
    Field("written off", "written off or closed so far", lambda s: s.money(s.item.closed_ever_minor)),
    Field("currency", "currency of its amounts", lambda s: s.item.currency),
    Field(
        "due date",
        "last day of payment (invoice) or of evidence (remittance) in force; #N/A where there is none",
        lambda s: s.due,
    ),
    Field(
        "old due date",
        "the same under the rules before the switch",
        lambda s: s.decision.old_value if s.decision else None,
    ),
    Field(
        "decision",
        "status word of the decision on that day: OK, CHECK, …",
        lambda s: s.decision.status if s.decision else None,
    ),
    Field("what to do", "what Today says of it; blank where nothing waits", lambda s: s.todo),
    Field("importer", "name of the importer", lambda s: s.item.record.importer_name),
    Field("IEC", "his importer-exporter code", lambda s: s.item.record.iec),
    Field("other party", "beneficiary of the remittance, supplier of the invoice", _other_party),
    Field("date", "day of the payment, or of the bill of entry", lambda s: s.item.record.dated),
    Field("kind", "ORM or INVOICE", lambda s: s.item.kind),
    Field("key", "the whole key, as the ledger has it", lambda s: s.item.key),
)

"""Below the IEC status of importers: authorisations with what is left of each, and what changed in the master."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from xl_addin.desk.close.checks import master_told
from xl_addin.desk.lists.told import Told
from xl_addin.desk.month.licences import Licence, goods_of, register_of
from xl_addin.engine.dgft.authorisation import Amendment, Authorisation
from xl_addin.engine.parties.identity import MasterChange
from xl_addin.engine.plain_words import in_words
from xl_addin.engine.rule import CHECK, OK, REFUSE, Fail
from xl_addin.engine.sentence import shown
from xl_addin.workbook.lists import Column, List, day, long, status, text, whole


class Held(NamedTuple):
    """An authorisation on the as-on date."""

    licence: Licence
    as_on: date

    @property
    def now(self) -> Authorisation:
        """It by its amendments so far."""
        return self.licence.now(self.as_on)

    @property
    def left(self) -> tuple[Decimal | int | None, Decimal | None]:
        """Quantity and value that are left; None where it states none."""
        pieces = sum((line.consignment.quantity or 0 for line in self.licence.drawn), Decimal(0))
        same = (line.consignment for line in self.licence.drawn if line.consignment.currency == self.now.currency)
        value = sum((one.value for one in same), Decimal(0))
        quantity_left = None if self.now.quantity is None else self.now.quantity - pieces
        return quantity_left, None if self.now.value is None else self.now.value - value

    @property
    def faults(self) -> tuple[Fail, ...]:
        """What was wrong with its amendments and with what was drawn."""
        return (*self.licence.faults, *(fail for line in self.licence.drawn for fail in line.fails))

    @property
    def why(self) -> str:
        """Why it is not simply in order."""
        ended = [f"it ended on {self.now.ends:%d-%b-%Y}"] if self.as_on > self.now.ends else []
        spent = ["nothing is left of it"] if any(one is not None and one <= 0 for one in self.left) else []
        return "; ".join(dict.fromkeys((*ended, *spent, *(in_words(fail.note) for fail in self.faults))))

    @property
    def word(self) -> str:
        """REFUSE where nothing more may come on it, CHECK where an amendment or a figure is in doubt."""
        spent = any(one is not None and one <= 0 for one in self.left)
        if self.as_on > self.now.ends or spent or any(fail.status == REFUSE for fail in self.faults):
            return REFUSE
        return CHECK if self.faults else OK


def held(told: Told) -> Sequence[Held]:
    """Every authorisation of the register, by number."""
    register = register_of(told.month, goods_of(told.month))
    return [Held(licence, told.month.as_on) for licence in register.values()]


def _told(change: Amendment) -> str:
    figures = (("quantity", change.quantity), ("value", change.value), ("valid to", change.valid_to))
    told = ", ".join(f"{name} {shown(new)}" for name, new in figures if new is not None)
    return in_words(f"{change.on}: {told}")


LIST: List[Held] = List(
    "tblAuthorisations",
    rows=held,
    key=("Authorisation",),
    first=("Authorisation", "Holder IEC", "Goods", "Register sign", "Register status", "In doubt"),
    empty="nothing in this period: no authorisation is in the desk's register",
    columns=(
        Column("Authorisation", text, lambda h: h.now.number, 14),
        Column("Holder IEC", text, lambda h: h.now.iec, 11.5),
        Column("Goods", long, lambda h: f"{h.now.item} {h.now.hs}".strip(), 16),
        Column("Kind", text, lambda h: h.licence.said.get("licence_kind", ""), 11),
        Column("Issued on", day, lambda h: h.now.granted_on),
        Column("Valid to", day, lambda h: h.now.ends, help="31 December of its year where the paper states no day."),
        *status("Register status", lambda h: h.word, width=14, sign="Register sign"),
        Column("In doubt", long, lambda h: h.why, 40),
        Column("Amendments", long, lambda h: "; ".join(map(_told, h.licence.authorisation.amendments)), 30),
        Column("Quantity", text, lambda h: shown(h.now.quantity) if h.now.quantity is not None else "", 10),
        Column("Quantity left", text, lambda h: shown(h.left[0]) if h.left[0] is not None else "", 10),
        Column("Value currency", text, lambda h: h.now.currency, 9),
        Column("Value", text, lambda h: shown(h.now.value) if h.now.value is not None else "", 14),
        Column("Value left", text, lambda h: shown(h.left[1]) if h.left[1] is not None else "", 14),
        Column("Consignments", whole, lambda h: len(h.licence.drawn), 9),
        Column("Application", text, lambda h: h.now.reference, 14),
        Column("Paper", text, lambda h: h.licence.said.get("licence_certificate", ""), 14),
    ),
)


HISTORY: List[MasterChange] = List(
    "tblIecHistory",
    rows=lambda told: told.master,
    empty="nothing in this period: no line of the importer master has changed since the ledger began",
    columns=(
        Column("Changed IEC", text, lambda c: c.iec, 14),
        Column("As on", day, lambda c: c.on, help="As-on date of the month in which the change was told."),
        Column("Field", text, lambda c: c.field, 16),
        Column("Before", long, lambda c: master_told(c.field, c.old), 20),
        Column("After", long, lambda c: master_told(c.field, c.new), 20),
        Column("Recorded on", day, lambda c: c.recorded_on),
        Column("Recorded by", text, lambda c: c.recorded_by, 14),
    ),
)

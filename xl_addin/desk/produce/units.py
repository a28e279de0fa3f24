"""What calls for a message, one by one: each settlement line, closure and act by name that stands."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from xl_addin.desk.month.month import own_ad_code
from xl_addin.desk.produce.books import Books
from xl_addin.domain.records import OutwardRemittance
from xl_addin.ledger.acts import ASK_BOE, EXTEND, REPORT_ORM, UPLOAD_BOE, message_of
from xl_addin.ledger.cut_overs import on_wire
from xl_addin.ledger.proposed import Proposal, standing
from xl_addin.rulebook.facts import ORM

SETTLES = "BES"


@dataclass(frozen=True, slots=True)
class Unit:
    """One thing to report: its number in the ledger, its message, the AD code that reports it, since when it stands.

    Amounts are in minor units: of the remittance, and of the invoice; of a closure both are of its item.
    """

    origin: str
    message: str
    ad_code: str
    since: date
    boe_key: str = ""
    orm_key: str = ""
    invoice_key: str = ""
    currency: str = ""
    minor: int = 0
    invoice_currency: str = ""
    invoice_minor: int = 0
    proposal: Proposal | None = None

    @property
    def group(self) -> tuple[str, ...]:
        """What goes into one record: lines of one bill of entry and remittance, invoices of one approval."""
        if self.message == SETTLES:
            return self.message, self.boe_key, self.orm_key
        return self.message, str(self.proposal.number if self.proposal else ""), self.boe_key, self.orm_key


def units(books: Books) -> Iterator[Unit]:
    """All that stands, in the order in which it was done."""
    yield from _settled(books)
    yield from _closed(books)
    yield from _named(books)


def _settled(books: Books) -> Iterator[Unit]:
    month = books.month
    for one in books.posted:
        orm, invoice = month.orms[one.orm_key].record, month.invoices[one.invoice_key].record
        yield Unit(
            *(one.origin, SETTLES, on_wire(orm.ad_code), one.as_on, invoice.boe_key, one.orm_key, one.invoice_key),
            *(one.currency, one.amount_minor, one.invoice_currency, one.amount_invoice_minor),
        )


def _closed(books: Books) -> Iterator[Unit]:
    for one in books.closed:
        proposal = books.by_number[str(one.number)]
        message = message_of(proposal.act, one.item_kind)
        if one.item_kind == ORM:
            record = books.month.orms[one.item_key].record
            unit = Unit(one.origin, message, on_wire(record.ad_code), one.as_on, orm_key=one.item_key)
        else:
            entry = books.month.invoices[one.item_key].record
            unit = Unit(one.origin, message, on_wire(entry.ad_code), one.as_on, entry.boe_key, "", one.item_key)
        yield replace(
            unit,
            proposal=proposal,
            currency=one.currency,
            minor=one.amount_minor,
            invoice_currency=one.currency,
            invoice_minor=one.amount_minor,
        )


def _named(books: Books) -> Iterator[Unit]:
    """Acts by name, of items that are not cancelled."""
    own = on_wire(own_ad_code(books.month))
    for one in standing(books.proposals, EXTEND.word, REPORT_ORM.word, UPLOAD_BOE.word, ASK_BOE.word):
        message, since = message_of(one.act, one.item_kind), one.verdict.as_on if one.verdict else one.as_on
        orm, live = books.month.orms.get(one.item_key), books.by_boe.get(one.item_key)
        if one.act == ASK_BOE.word:
            yield Unit(str(one.number), message, own, since, one.item_key, proposal=one)
        elif orm is not None and orm.is_live:
            yield _of_orm(one, message, since, orm.record)
        elif live:
            yield Unit(str(one.number), message, on_wire(live[0].record.ad_code), since, one.item_key, proposal=one)


def _of_orm(one: Proposal, message: str, since: date, record: OutwardRemittance) -> Unit:
    return Unit(
        *(str(one.number), message, on_wire(record.ad_code), since, "", record.key),
        currency=record.currency,
        minor=record.amount_minor,
        proposal=one,
    )

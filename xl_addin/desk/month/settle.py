"""Settle: match what is open, post what the evidence decides alone, propose the rest."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

import pandas as pd

from xl_addin.desk.month.day import refuse_earlier_day, refuse_far_day
from xl_addin.desk.month.month import Month, read_month
from xl_addin.desk.progress import Progress, silent
from xl_addin.domain.records import ADVANCE_PURPOSE, BoeInvoice, SettlementLine
from xl_addin.engine.settlement import ENGINE_VERSION, match
from xl_addin.ledger import Ledger, acts, chain, lines, tables
from xl_addin.ledger.items import InvoiceItem, OrmItem
from xl_addin.ledger.rows import LINE_COLUMNS, posting_row
from xl_addin.ledger.store import Actor
from xl_addin.rulebook.facts import ORM, Value, fact

AUTO, SUGGEST, LOCKED = "AUTO", "SUGGEST", "LOCKED"
WAITING = (SUGGEST, LOCKED)  # lines that wait for a person


class Flag(NamedTuple):
    """What matching noticed of an ORM, an invoice or a pair of them; "" where a side is not concerned."""

    orm_key: str
    invoice_key: str
    flag: str
    detail: str


@dataclass(frozen=True, slots=True)
class Settled:
    """What matching did: lines posted now, suggestions that wait for a person, things noticed, the month after it."""

    posted: int
    suggestions: list[SettlementLine]
    flags: list[Flag]
    month: Month
    head: str = ""  # the ledger's last act that the month holds


def settle(ledger: Ledger, as_on: date, actor: Actor, progress: Progress = silent) -> Settled:
    """Matches the month's open items and posts AUTO lines in one transaction.

    AUTO lines rest on a reference or on an amount that fits in one way only; the bank's standing instruction to post
    them is that it runs this command. Suggestions are never posted here. A second run posts nothing.
    """
    with ledger.snapshot(), ledger.read() as connection:
        refuse_earlier_day(connection, as_on)
        month, known, lying = _read(ledger, as_on)
    refuse_far_day(month.dated(), as_on)
    found, flags = _found(month, lying, progress)
    fresh = [line for line in found if line.tier == AUTO]
    if fresh:
        progress(f"Posting {len(fresh)} settlement lines")
        with ledger.step(acts.SETTLE, as_on, actor, after=known) as step:
            step.add(tables.postings, (posting_row(line, acts.POSTED) for line in fresh))
            step.detail = {"engine": ENGINE_VERSION, "lines": len(fresh)}
        _settle_in(month, fresh)
        known = step.hash
    return Settled(len(fresh), _waiting(found), flags, month, known)


def propose(ledger: Ledger, as_on: date, progress: Progress = silent) -> Settled:
    """The month with its suggestions as `settle` would leave them, nothing posted: what the sheets show again."""
    month, known, lying = _read(ledger, as_on)
    found, flags = _found(month, lying, progress)
    return Settled(0, _waiting(found), flags, month, known)


class _Lying(NamedTuple):
    """What the ledger holds between remittances and invoices: lines posted, pairs refused, proposals held."""

    posted: list[SettlementLine]
    refused: set[tuple[str, str]]
    held: list[SettlementLine]


def _read(ledger: Ledger, as_on: date) -> tuple[Month, str, _Lying]:
    """The month, the act it was read at and what lies between its items, all as of one moment."""
    with ledger.snapshot(), ledger.read() as connection:
        month = read_month(ledger, as_on)
        lying = _Lying(
            lines.settlement_lines(connection, month.period),
            lines.rejected(connection, month.period),
            lines.held_lines(connection, month.period),
        )
        return month, chain.head(connection), lying


def _waiting(found: list[SettlementLine]) -> list[SettlementLine]:
    return [line for line in found if line.tier in WAITING]


def _found(month: Month, lying: _Lying, progress: Progress) -> tuple[list[SettlementLine], list[Flag]]:
    """New lines and flags of the engine, without what a person has refused, then what he keeps for later."""
    told = "Matching remittances with bills of entry"
    progress(told)
    held = _still_open(lying.held, month)
    locked = _locked([*lying.posted, *held])
    result = match(orm_frame(month), invoice_frame(month), locked, before=lambda name: progress(f"{told}: {name}"))
    fresh = _without(_lines_of(result.links, month), lying.refused)
    flags = result.flags[list(Flag._fields)].itertuples(index=False, name=None)
    kept = [line._replace(tier=LOCKED, engine_version=ENGINE_VERSION) for line in held]
    return [*fresh, *kept], [Flag(*flag) for flag in flags]


def _still_open(held: list[SettlementLine], month: Month) -> list[SettlementLine]:
    """Held proposals whose amounts are still open on both sides, earliest first; the others have lapsed."""
    taken: Counter[str] = Counter()
    kept = []
    for line in held:
        wanted = {line.orm_key: line.amount_minor, line.invoice_key: line.amount_invoice_minor}
        items = month.orms.get(line.orm_key), month.invoices.get(line.invoice_key)
        if all(one and one.is_live and taken[one.key] + wanted[one.key] <= one.outstanding_minor for one in items):
            taken.update(wanted)
            kept.append(line)
    return kept


def _without(found: list[SettlementLine], refused: set[tuple[str, str]]) -> list[SettlementLine]:
    """The lines without any group that joins a pair which a person has refused."""
    bad = {line.group_id for line in found if (line.orm_key, line.invoice_key) in refused}
    return [line for line in found if line.group_id not in bad]


def _settle_in(month: Month, posted: list[SettlementLine]) -> None:
    """Brings the month in hand up to what was just posted: the ledger need not be read again."""
    for line in posted:
        month.orms[line.orm_key].settled_minor += line.amount_minor
        month.invoices[line.invoice_key].settled_minor += line.amount_invoice_minor


def orm_frame(month: Month) -> pd.DataFrame:
    """Live ORMs as the matching engine reads them, with the desk's facts; open is before this period's settlements."""
    items = [item for item in month.orms.values() if item.is_live]
    records = [item.record for item in items]
    facts = [month.said(ORM, item.key) for item in items]
    return pd.DataFrame(
        {
            "orm_key": _texts(item.key for item in items),
            "iec": _texts(record.iec for record in records),
            "currency": _texts(record.currency for record in records),
            "on": _ints(record.payment_date.toordinal() for record in records),
            "open_minor": _open(items),
            "party": _texts(record.beneficiary for record in records),
            "country": _texts(record.beneficiary_country for record in records),
            "remarks": _texts(record.remarks for record in records),
            "is_advance": _bools(record.purpose_code == ADVANCE_PURPOSE for record in records),
            "deal_rate": _fact_texts(facts, "deal_rate"),
            "on_behalf_of_iec": _fact_texts(facts, "on_behalf_of_iec"),
        }
    )


def invoice_frame(month: Month) -> pd.DataFrame:
    """Live invoices as the matching engine reads them."""
    items = [item for item in month.invoices.values() if item.is_live]
    records = [item.record for item in items]
    return pd.DataFrame(
        {
            "invoice_key": _texts(item.key for item in items),
            "boe_key": _texts(record.boe_key for record in records),
            "boe_number": _texts(record.boe_number for record in records),
            "port_code": _texts(record.port_code for record in records),
            "invoice_number": _texts(record.invoice_number for record in records),
            "iec": _texts(record.iec for record in records),
            "currency": _texts(record.currency for record in records),
            "terms": _texts(record.terms for record in records),
            "supplier": _texts(record.supplier for record in records),
            "country": _texts(record.supplier_country for record in records),
            "boe_date": _ints(record.boe_date.toordinal() for record in records),
            "serial": _ints(record.serial for record in records),
            "value_minor": _ints(record.value_minor for record in records),
            "open_minor": _open(items),
            "freight_minor": _ints(_own(r, r.freight_minor, r.freight_currency) for r in records),
            "insurance_minor": _ints(_own(r, r.insurance_minor, r.insurance_currency) for r in records),
            "discount_minor": _ints(_own(r, r.discount_minor, r.discount_currency) for r in records),
            "other_currency_charges": _bools(_has_foreign_charge(record) for record in records),
        }
    )


def _texts(values: Iterable[str]) -> pd.Series[str]:
    return pd.Series(list(values), dtype="str")


def _fact_texts(facts: list[Mapping[str, Value]], name: str) -> pd.Series[str]:
    return _texts(fact(name).text(said.get(name)) for said in facts)


def _ints(values: Iterable[int]) -> pd.Series[int]:
    return pd.Series(list(values), dtype="int64")


def _bools(values: Iterable[bool]) -> pd.Series[bool]:
    return pd.Series(list(values), dtype=bool)


def _open(items: Iterable[OrmItem | InvoiceItem]) -> pd.Series[int]:
    return _ints(item.outstanding_minor + item.settled_minor for item in items)


def _own(invoice: BoeInvoice, minor: int | None, currency: str | None) -> int:
    """A charge in the invoice's own currency; nothing where it is in another."""
    return minor or 0 if currency == invoice.currency else 0


def _has_foreign_charge(invoice: BoeInvoice) -> bool:
    charged = (invoice.freight_currency, invoice.insurance_currency, invoice.discount_currency)
    return any(currency not in (None, invoice.currency) for currency in charged)


def _locked(known: list[SettlementLine]) -> pd.DataFrame | None:
    if not known:
        return None
    return pd.DataFrame(
        {
            "orm_key": _texts(line.orm_key for line in known),
            "invoice_key": _texts(line.invoice_key for line in known),
            "amount_minor": _ints(line.amount_minor for line in known),
            "amount_invoice_minor": _ints(line.amount_invoice_minor for line in known),
            "rate": _texts(line.rate or "" for line in known),
        }
    )


_LINK = tuple(name for name in LINE_COLUMNS if name not in ("currency", "invoice_currency", "engine_version"))


def _lines_of(links: pd.DataFrame, month: Month) -> list[SettlementLine]:
    """Links of the engine as settlement lines; those that were locked before are known already."""
    fresh = links.loc[links["tier"] != LOCKED, list(_LINK)].itertuples(index=False, name=None)
    return [_line_of(month, *link) for link in fresh]


def _line_of(
    month: Month, orm_key: str, invoice_key: str, minor: int, invoice_minor: int, *said: str
) -> SettlementLine:
    orm, invoice = month.orms[orm_key], month.invoices[invoice_key]
    amounts = (orm.currency, int(minor), invoice.currency, int(invoice_minor))
    return SettlementLine._make((orm_key, invoice_key, *amounts, *said, ENGINE_VERSION))

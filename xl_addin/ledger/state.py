"""What the ledger says on a period's last day beside its items: facts, importers, rates, files, findings, closings."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields, replace
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import ColumnElement, Connection, RowMapping, Table, func, select

from xl_addin.domain.findings import Finding, Severity
from xl_addin.domain.movements import Balance
from xl_addin.domain.records import Importer, TakenFile
from xl_addin.ledger import tables
from xl_addin.ledger.rows import importer_of
from xl_addin.ledger.tables import counts


def latest_facts(connection: Connection, period: str) -> dict[tuple[str, str], RowMapping]:
    """Desk facts by (item kind, item key); the last word of the desk up to `period` stands."""
    return {(row["item_kind"], fact_key(row)): row for row in _upto(connection, tables.facts, period)}


def fact_key(row: RowMapping) -> str:
    """Key of the item a fact is about: ORM number, BoE key, or invoice key."""
    if row["item_kind"] == "ORM":
        return str(row["orm_number"])
    boe = f"{row['boe_number']}/{row['boe_date']:%Y-%m-%d}/{row['port_code']}"
    return boe if row["item_kind"] == "BOE" else f"{boe}#{row['invoice_serial']}"


def latest_importers(connection: Connection, period: str) -> dict[str, Importer]:
    """Importer master lines by IEC, as last taken in."""
    return {row["iec"]: importer_of(row) for row in _upto(connection, tables.importers, period)}


@dataclass(frozen=True, slots=True)
class ImporterTold:
    """One line of the importer master with the day, moment and person of its action."""

    importer: Importer
    as_on: date
    at: str  # moment as ISO text
    user: str


def importer_lines(connection: Connection, period: str) -> list[ImporterTold]:
    """Every importer master line told up to `period`, in order."""
    importers, actions = tables.importers, tables.actions
    query = (
        select(importers, actions.c.as_on, actions.c.at, actions.c.user)
        .join(actions, actions.c.seq == importers.c.seq)
        .where(actions.c.period <= period, counts(importers))
        .order_by(importers.c.id)
    )
    told = connection.execute(query).mappings()
    return [ImporterTold(importer_of(row), row["as_on"], row["at"], row["user"]) for row in told]


def rates_on(connection: Connection, on: date) -> dict[str, tuple[Decimal, date]]:
    """INR per unit of each currency: the last rate on or before `on`, with its date."""
    rates = tables.rates
    query = select(rates).where(rates.c.on <= on, counts(rates)).order_by(rates.c.on)
    return {row.currency: (Decimal(row.inr_per_unit), row.on) for row in connection.execute(query)}


def files_of(connection: Connection, period: str) -> list[TakenFile]:
    """Source files that the period's own actions took in, in order."""
    return [TakenFile(*row) for row in _within(connection, tables.files, TakenFile._fields, period)]


def findings_of(connection: Connection, period: str) -> list[Finding]:
    """What was found when the period's files were taken in, in order."""
    names = [field.name for field in fields(Finding)]
    found = (Finding(*row) for row in _within(connection, tables.findings, names, period))
    return [replace(one, severity=Severity(one.severity)) for one in found]


def _within(connection: Connection, table: Table, names: Iterable[str], period: str) -> Iterable[Any]:
    query = (
        select(*(table.c[name] for name in names))
        .join(tables.actions, tables.actions.c.seq == table.c.seq)
        .where(tables.actions.c.period == period, counts(table))
        .order_by(table.c.id)
    )
    return connection.execute(query)


def latest_words(connection: Connection, period: str) -> dict[tuple[str, str, str], str]:
    """What a person wrote beside items, by (sheet, item key, name); the last word stands, an empty one too."""
    rows = _upto(connection, tables.words, period)
    return {(row["sheet"], row["item_key"], row["name"]): row["value"] for row in rows}


def last_closing_before(connection: Connection, period: str) -> list[Balance]:
    """The last recorded closing of an earlier period; nothing in the first month."""
    return _closing(connection, tables.actions.c.period < period)


def recorded_closing(connection: Connection, period: str) -> list[Balance]:
    """The last recorded closing of `period`; nothing where it was not closed."""
    return _closing(connection, tables.actions.c.period == period)


def _closing(connection: Connection, wanted: ColumnElement[bool]) -> list[Balance]:
    actions, closings = tables.actions, tables.closings
    seq = connection.execute(
        select(func.max(actions.c.seq)).where(actions.c.kind == "CLOSE", wanted, counts(actions))
    ).scalar()
    query = select(*(closings.c[name] for name in Balance._fields)).where(closings.c.seq == seq).order_by(closings.c.id)
    return [Balance(*row) for row in connection.execute(query)]


def last_as_on(connection: Connection) -> date | None:
    """The latest as-on date of anything done; None for a new ledger."""
    latest: date | None = connection.execute(select(func.max(tables.actions.c.as_on))).scalar()
    return latest


def last_period(connection: Connection) -> str:
    """The latest period in which anything was done; "" for a new ledger."""
    return str(connection.execute(select(func.max(tables.actions.c.period))).scalar() or "")


def _upto(connection: Connection, table: Table, period: str) -> list[RowMapping]:
    query = (
        select(table)
        .join(tables.actions, tables.actions.c.seq == table.c.seq)
        .where(tables.actions.c.period <= period, counts(table))
        .order_by(table.c.id)
    )
    return list(connection.execute(query).mappings())

"""What the ledger says on a period's last day beside items and answers: importers, rates, files, closings."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, RowMapping, Table, and_, case, func, select

from xl_addin.domain.movements import Balance
from xl_addin.domain.records import Importer, TakenFile
from xl_addin.ledger import tables
from xl_addin.ledger.acts import ACTS, CLOSE, TRAINING, Act
from xl_addin.ledger.answers import IMPORTER_FLAGS
from xl_addin.ledger.rows import importer_of
from xl_addin.ledger.tables import counts
from xl_addin.rulebook.facts import IMPORTER, NO, YES


def latest_importers(connection: Connection, period: str) -> dict[str, Importer]:
    """Importer master lines by IEC, as last taken in."""
    return {row["iec"]: importer_of(row) for row in _upto(connection, tables.importers, period)}


def importers_told_on(connection: Connection, period: str) -> dict[str, date]:
    """The as-on date of the line by which each importer is known, by IEC."""
    return {row["iec"]: row["as_on"] for row in _told(connection, tables.importers, period)}


@dataclass(frozen=True, slots=True)
class ImporterTold:
    """One line of the importer master with the day, moment and person of its action."""

    importer: Importer
    as_on: date
    at: str  # moment as ISO text
    user: str


def importer_lines(connection: Connection, period: str) -> list[ImporterTold]:
    """Every line of the importer master up to `period`, in order; flags that a person answered make a line anew."""
    flags = tables.answers.c.item_kind == IMPORTER, tables.answers.c.fact.in_(IMPORTER_FLAGS)
    told = [*_told(connection, tables.importers, period), *_told(connection, tables.answers, period, *flags)]
    last: dict[str, Importer] = {}
    lines = []
    for row in sorted(told, key=lambda one: int(one["seq"])):
        importer = importer_of(row) if "iec" in row else _answered(row, last)
        if importer is not None:
            last[importer.iec] = importer
            lines.append(ImporterTold(importer, row["as_on"], row["at"], row["user"]))
    return lines


def _told(connection: Connection, table: Table, period: str, *only: ColumnElement[bool]) -> list[RowMapping]:
    actions = tables.actions
    query = (
        select(table, actions.c.as_on, actions.c.at, actions.c.user)
        .join(actions, actions.c.seq == table.c.seq)
        .where(actions.c.period <= period, counts(table), *only)
        .order_by(table.c.id)
    )
    return list(connection.execute(query).mappings())


_FLAGS: dict[str, Any] = {YES: True, NO: False, "": None}


def _answered(row: RowMapping, last: dict[str, Importer]) -> Importer | None:
    """The line of an importer with one flag answered anew; None where the master has no line of him."""
    before, flag = last.get(row["item_key"]), {row["fact"]: _FLAGS[row["value"]]}
    return replace(before, **flag) if before else None


def rates_on(connection: Connection, on: date) -> dict[str, tuple[Decimal, date]]:
    """INR per unit of each currency: the last rate on or before `on`, with its date."""
    rates = tables.rates
    query = select(rates).where(rates.c.on <= on, counts(rates)).order_by(rates.c.on)
    return {row.currency: (Decimal(row.inr_per_unit), row.on) for row in connection.execute(query)}


def day_rates(connection: Connection, until: date) -> list[tuple[int, str, str]]:
    """Every rate up to `until`, as it was written: day as ordinal, currency, INR per unit."""
    rates = tables.rates
    query = select(rates.c.on, rates.c.currency, rates.c.inr_per_unit).where(rates.c.on <= until, counts(rates))
    return [(row[0].toordinal(), row[1], row[2]) for row in connection.execute(query.order_by(rates.c.on, rates.c.id))]


def files_of(connection: Connection, period: str) -> list[TakenFile]:
    """Source files that the period's own actions took in, in order."""
    return [TakenFile(*row) for row in _within(connection, tables.files, TakenFile._fields, period)]


class FileDay(NamedTuple):
    """A file that was taken in, with the as-on day of its act."""

    file: str
    kind: str
    as_on: date


def file_days(connection: Connection, period: str) -> list[FileDay]:
    """Every file that was taken in up to `period`."""
    table, actions = tables.files, tables.actions
    query = (
        select(table.c.file, table.c.kind, actions.c.as_on)
        .join(actions, actions.c.seq == table.c.seq)
        .where(actions.c.period <= period, counts(table))
    )
    return [FileDay(*row) for row in connection.execute(query)]


def _within(connection: Connection, table: Table, names: Iterable[str], period: str) -> Iterable[Any]:
    query = (
        select(*(table.c[name] for name in names))
        .join(tables.actions, tables.actions.c.seq == table.c.seq)
        .where(tables.actions.c.period == period, counts(table))
        .order_by(table.c.id)
    )
    return connection.execute(query)


def last_closing_before(connection: Connection, period: str) -> list[Balance]:
    """The last recorded closing of an earlier period; nothing in the first month."""
    return _closing(connection, tables.actions.c.period < period)


def recorded_closing(connection: Connection, period: str) -> list[Balance]:
    """The last recorded closing of `period`; nothing where it was not closed."""
    return _closing(connection, tables.actions.c.period == period)


def _closing(connection: Connection, wanted: ColumnElement[bool]) -> list[Balance]:
    actions, closings = tables.actions, tables.closings
    seq = connection.execute(
        select(func.max(actions.c.seq)).where(actions.c.kind == CLOSE.kind, wanted, counts(actions))
    ).scalar()
    query = select(*(closings.c[name] for name in Balance._fields)).where(closings.c.seq == seq).order_by(closings.c.id)
    return [Balance(*row) for row in connection.execute(query)]


def last_as_on(connection: Connection) -> date | None:
    """The latest as-on date of an act that still counts; None where there is none."""
    latest: date | None = connection.execute(select(func.max(tables.actions.c.as_on)).where(standing())).scalar()
    return latest


def last_period(connection: Connection) -> str:
    """The latest period of an act that still counts; "" where there is none."""
    return str(connection.execute(select(func.max(tables.actions.c.period)).where(standing())).scalar() or "")


def first_period(connection: Connection) -> str:
    """The earliest period of an act that still counts; "" where there is none."""
    return str(connection.execute(select(func.min(tables.actions.c.period)).where(standing())).scalar() or "")


def acts_of(connection: Connection, period: str) -> list[tuple[Act, int, int]]:
    """Each kind of act that a period has, with the number of acts and of those that were taken back."""
    actions = tables.actions
    gone = case((counts(actions), 0), else_=1)
    query = select(actions.c.kind, func.count(), func.sum(gone)).where(actions.c.period == period)
    found = {kind: (made, back) for kind, made, back in connection.execute(query.group_by(actions.c.kind))}
    return [(act, *found[kind]) for kind, act in ACTS.items() if kind in found]


def is_training(connection: Connection) -> bool:
    """Whether the ledger was begun for training: its first act says so, and nothing makes it a live one."""
    first = connection.execute(select(tables.actions.c.kind).where(tables.actions.c.seq == 1)).scalar()
    return first == TRAINING.kind


def people(connection: Connection) -> list[str]:
    """Everybody who has acted in the ledger, by name."""
    return sorted(map(str, connection.execute(select(tables.actions.c.user).distinct()).scalars()))


def standing() -> ColumnElement[bool]:
    """Acts of the desk that count: neither taken back, nor the taking back itself."""
    acts = [act.kind for act in ACTS.values() if act.undoable]
    return and_(tables.actions.c.kind.in_(acts), counts(tables.actions))


def _upto(connection: Connection, table: Table, period: str) -> list[RowMapping]:
    query = (
        select(table)
        .join(tables.actions, tables.actions.c.seq == table.c.seq)
        .where(tables.actions.c.period <= period, counts(table))
        .order_by(table.c.id)
    )
    return list(connection.execute(query).mappings())


def acts_on(connection: Connection) -> dict[int, date]:
    """The as-on day of each act, by its number."""
    rows = connection.execute(select(tables.actions.c.seq, tables.actions.c.as_on))
    return {row.seq: row.as_on for row in rows}

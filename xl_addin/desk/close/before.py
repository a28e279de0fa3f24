"""The closing before: what it told of each decision, read from its folder, so that what changed since can be told.

It is the last closing of an earlier month, or the first of this one where there is none; closing a month again compares
with the same closing as before, and so tells all that changed since.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, select

from xl_addin.desk.close.outputs import file_hash, uncell
from xl_addin.desk.close.run_json import RUN_JSON, read_run
from xl_addin.desk.lists import changes as changes_list
from xl_addin.desk.lists import decisions
from xl_addin.desk.month.case import Case
from xl_addin.desk.month.changes import NOT_ASKED, Changes, Point, Said, Told, Which, changes_since, named
from xl_addin.desk.month.month import Month, orm_keys
from xl_addin.domain.dates import period_of
from xl_addin.domain.errors import DeskError
from xl_addin.ledger import Ledger, state, tables
from xl_addin.ledger.answers import latest_answers

COMPARED = "compared_with"
TODAY = "today"  # how many waited, by line of the sheet Today
Run = Mapping[str, Any]
Row = Mapping[str, str]
_FOUND = re.compile(r"[^:]*: \S+ \(([A-Z0-9_, ]+)\)")  # findings in the sentence of a decision


@dataclass(frozen=True, slots=True)
class Closing:
    """A closing that lies in a folder: what run.json says of it, and of the closing that it was compared with."""

    folder: Path
    run: Run

    @property
    def as_on(self) -> date:
        """Its day."""
        return date.fromisoformat(self.run["as_on"])

    @property
    def point(self) -> Run:
        """The run that a later close of the same month is compared with."""
        compared = self.run.get(COMPARED)
        return compared if isinstance(compared, dict) and compared else point_of(self.run)


def point_of(run: Run) -> Run:
    """What is kept of a run that another one is compared with."""
    return {**{name: run[name] for name in ("run_id", "as_on", "regime", "ledger_head")}, TODAY: waited(run)}


def waited(run: Run) -> dict[str, int]:
    """How many waited at a closing, by line of Today; nothing where it does not say so in good form."""
    said = run.get(TODAY)
    return {key: n for key, n in said.items() if isinstance(n, int)} if isinstance(said, dict) else {}


def compared(
    ledger: Ledger, out: Path, previous: Path | None, month: Month, regime: str, cases: list[Case]
) -> tuple[Changes, Run]:
    """What changed since the closing before, and which closing that is; told where it cannot be read."""
    found = _closing_before(ledger, out, previous, month)
    if found is None:
        return _none(ledger, month), {}
    run = found.point if period_of(found.as_on) == month.period else point_of(found.run)
    try:
        told = _told(found, of_same_month=period_of(found.as_on) == month.period)
        point = _point(ledger, month, run, told)
    except (OSError, ValueError, KeyError):
        return Changes(note=_unreadable(found)), {}
    return changes_since(point, month, regime, cases), run


def _none(ledger: Ledger, month: Month) -> Changes:
    with ledger.read() as connection:
        was_closed = bool(state.last_closing_before(connection, month.period))
    return Changes(
        note="What changed since the last closing is not told: its folder lies neither here nor beside this one. "
        "Name it with --previous."
        if was_closed
        else ""
    )


def _unreadable(found: Closing) -> str:
    return (
        f"What changed since the closing in {found.folder.name} is not told: its lists were changed or damaged after "
        "it was written."
    )


def _closing_before(ledger: Ledger, out: Path, previous: Path | None, month: Month) -> Closing | None:
    """The one that lies in the folder of this close, else the last one of this ledger that was given or lies beside."""
    folders = [previous] if previous else []
    folders += [run.parent for run in sorted(out.parent.glob(f"*/{RUN_JSON}")) if run.parent != out]
    with ledger.read() as connection:
        here = _closing(connection, out)
        if here is not None and here.as_on <= month.as_on:
            return here
        found = [one for folder in folders if (one := _closing(connection, folder)) and one.as_on < month.as_on]
    earlier = [one for one in found if period_of(one.as_on) < month.period]
    return max(earlier, key=lambda one: (one.as_on, str(one.run.get("made_at"))), default=None)


def _closing(connection: Connection, folder: Path) -> Closing | None:
    try:
        run = read_run(folder)
    except DeskError:
        return None
    return Closing(folder, run) if _seq_of(connection, run["ledger_head"]) is not None else None


def _seq_of(connection: Connection, head: str) -> int | None:
    query = select(tables.actions.c.seq).where(tables.actions.c.hash == head)
    return connection.execute(query).scalar()


def _told(found: Closing, *, of_same_month: bool) -> dict[Which, Told]:
    """What the closing told; of the same month, what the closing told that it was compared with."""
    told = named((_which(row), _said_now(row)) for row in _rows(found, decisions.FILE.name))
    if not of_same_month or not found.run.get(COMPARED):
        return told
    for row in _rows(found, changes_list.FILE.name):
        which, before = _which(row), _said_before(row)
        if before == NOT_ASKED:
            told.pop(which, None)
        else:
            told[which] = Told(before, told[which].amount if which in told else "")
    return told


def _rows(found: Closing, name: str) -> Iterator[Row]:
    path = found.folder / name
    if file_hash(path) != found.run["outputs"].get(name):
        raise ValueError(name)
    with path.open(encoding="utf-8-sig", newline="") as lines:
        for row in csv.DictReader(lines):
            yield {head: uncell(cell) for head, cell in row.items()}


def _which(row: Row) -> Which:
    keys = ("subject", "orm_number", "boe_number", "boe_date", "port_code", "invoice_serial", "iec")
    subject, orm, boe, on, port, serial, iec = (row[name] for name in keys)
    return Which(subject, orm, boe, _day(on), port, serial, iec)


def _said_now(row: Row) -> Told:
    found = _FOUND.match(row["why"])
    codes = " ".join(found[1].split(", ")) if found else ""
    said = Said(row["status"], codes, _day(row["due_date"]), _day(row["old_due_date"]), row["standing"])
    return Told(said, f"{row['currency']} {row['amount']}" if row["currency"] else "")


def _said_before(row: Row) -> Said:
    status, codes, due, old_due, standing = (row[f"{name}_before"] for name in Said._fields)
    return Said(status, codes, _day(due), _day(old_due), standing)


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def _point(ledger: Ledger, month: Month, run: Run, told: Mapping[Which, Told]) -> Point:
    as_on = date.fromisoformat(run["as_on"])
    with ledger.read() as connection:
        seq = _seq_of(connection, run["ledger_head"])
        known = latest_answers(connection, month.period, orm_keys(month.orms), until=seq)
    return Point(f"the closing of {as_on:%d-%b-%Y}, run {run['run_id']}", as_on, str(run["regime"]), told, known)

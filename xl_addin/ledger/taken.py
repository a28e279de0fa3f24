"""Take-ins of a period: what they found in their folders, and which kinds of extract came."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import fields, replace
from typing import Any, NamedTuple

from sqlalchemy import Connection, func, select

from xl_addin.domain.findings import Finding, Severity
from xl_addin.ledger import tables
from xl_addin.ledger.acts import TAKE_IN
from xl_addin.ledger.tables import counts

# Told of a folder as it lies there: the next take-in of the same folder tells it anew, so that what was mended is gone.
OF_FOLDER = ("FILE_NOT_KNOWN", "FILE_NOT_READ")
_STAMP = re.compile(r"[0-9]{6}")  # a day or a running number in the name of a file
_HIDDEN, _INCLUDE = "ROWS_HIDDEN", "include"
# Brought forward once, when the ledger begins; and registers that a desk gives when something is new in them.
_NEVER_AGAIN = ("OPENING", "AUTHORISATIONS", "MERCHANTING", "MANUAL_ACK")


class TakeIn(NamedTuple):
    """One take-in that counts: its act, its folder by name, and what the desk said of it."""

    seq: int
    folder: str
    kinds: tuple[str, ...]
    not_expected: tuple[str, ...]
    hidden_rows: str


def take_ins(connection: Connection, period: str) -> list[TakeIn]:
    """Take-ins of the period that were not undone, in order."""
    actions = tables.actions
    query = select(actions.c.seq, actions.c.detail).where(
        actions.c.kind == TAKE_IN.kind, actions.c.period == period, counts(actions)
    )
    return [_take_in(row.seq, json.loads(row.detail)) for row in connection.execute(query.order_by(actions.c.seq))]


def _take_in(seq: int, detail: dict[str, Any]) -> TakeIn:
    kinds, waived = (tuple(detail.get(name, ())) for name in ("kinds", "not_expected"))
    return TakeIn(seq, str(detail.get("folder", "")), kinds, waived, str(detail.get("hidden_rows", "")))


def findings_of(connection: Connection, period: str) -> list[Finding]:
    """What was found when the period's files were taken in and still stands, in order."""
    done = take_ins(connection, period)
    folders = {one.seq: one.folder for one in done}
    last = {one.folder: one.seq for one in done}
    included = max((one.seq for one in done if one.hidden_rows == _INCLUDE), default=0)
    return [
        replace(found, severity=Severity.INFO) if found.code == _HIDDEN and seq < included else found
        for seq, found in _stored(connection, period)
        if found.code not in OF_FOLDER or seq >= last.get(folders.get(seq, ""), 0)
    ]


def of_folder(connection: Connection, period: str, folder: str) -> list[Finding]:
    """What the period's last take-in of this folder told of the folder itself."""
    last = max((one.seq for one in take_ins(connection, period) if one.folder == folder), default=0)
    return [found for seq, found in _stored(connection, period) if seq == last and found.code in OF_FOLDER]


def open_from_before(connection: Connection, period: str) -> list[tuple[str, Finding]]:
    """Blocking findings of earlier periods that nothing has cured, each with its period.

    What a file was blocked for is cured by the file taken in again and not blocked for it, or by taking that take-in
    back. Another month's file is the same one only where its name carries a stamp: every month has its orm.csv.
    """
    later = _files_by_name(connection, period)
    stored = {before: list(_stored(connection, before)) for before in _periods_before(connection, period)}
    repeated = {(seq, one.code, one.source, one.found) for found in stored.values() for seq, one in found}
    repeated |= {(seq, one.code, one.source, one.found) for seq, one in _stored(connection, period)}

    def is_cured(told_at: int, one: Finding, of: str) -> bool:
        known = later.get(one.source, ())
        again = [seq for seq, when in known if seq > told_at and (when == of or _STAMP.search(one.source))]
        return any((seq, one.code, one.source, one.found) not in repeated for seq in again)

    standing = {before: set(findings_of(connection, before)) for before in stored}
    return [
        (before, one)
        for before, found in stored.items()
        for seq, one in found
        if one.severity is Severity.BLOCK and one in standing[before] and not is_cured(seq, one, before)
    ]


def _periods_before(connection: Connection, period: str) -> list[str]:
    actions = tables.actions
    query = select(actions.c.period).where(actions.c.kind == TAKE_IN.kind, actions.c.period < period, counts(actions))
    return sorted({str(one) for one in connection.execute(query).scalars()})


def _files_by_name(connection: Connection, period: str) -> dict[str, list[tuple[int, str]]]:
    """The acts up to a period that took a file in, each with its period, by the file's name."""
    table, actions = tables.files, tables.actions
    query = (
        select(table.c.file, table.c.seq, actions.c.period)
        .join(actions, actions.c.seq == table.c.seq)
        .where(actions.c.period <= period, counts(table))
    )
    found: dict[str, list[tuple[int, str]]] = {}
    for name, seq, when in connection.execute(query):
        found.setdefault(name, []).append((seq, when))
    return found


def kinds_never_come(connection: Connection, period: str) -> list[tuple[str, str]]:
    """Kinds of extract that were missing in an earlier period and have not come since, each with that period."""
    before = _periods_before(connection, period)
    found = []
    for place, one in enumerate(before):
        since = {kind for later in (*before[place + 1 :], period) for kind in _kinds(connection, later)}
        waived = {
            kind
            for later in (*before[place + 1 :], period)
            for done in take_ins(connection, later)
            for kind in done.not_expected
        }
        found += [(one, kind) for kind in kinds_missing(connection, one) if kind not in since | waived]
    return found


def _stored(connection: Connection, period: str) -> Iterator[tuple[int, Finding]]:
    table, actions = tables.findings, tables.actions
    query = (
        select(table.c.seq, *(table.c[field.name] for field in fields(Finding)))
        .join(actions, actions.c.seq == table.c.seq)
        .where(actions.c.period == period, counts(table))
        .order_by(table.c.id)
    )
    for seq, *row in connection.execute(query):
        found = Finding(*row)
        yield seq, replace(found, severity=Severity(found.severity))


def kinds_missing(connection: Connection, period: str) -> list[str]:
    """Kinds of extract of the last period before that have not come in this one and that the desk expects."""
    actions = tables.actions
    before = connection.execute(
        select(func.max(actions.c.period)).where(
            actions.c.kind == TAKE_IN.kind, actions.c.period < period, counts(actions)
        )
    ).scalar()
    if before is None:
        return []
    waived = {kind for one in take_ins(connection, period) for kind in one.not_expected}
    return sorted(_kinds(connection, str(before)) - _kinds(connection, period) - waived - {*_NEVER_AGAIN})


def _kinds(connection: Connection, period: str) -> set[str]:
    table, actions = tables.files, tables.actions
    query = select(table.c.kind).join(actions, actions.c.seq == table.c.seq)
    told = connection.execute(query.where(actions.c.period == period, counts(table))).scalars()
    return {*map(str, told), *(kind for one in take_ins(connection, period) for kind in one.kinds)}

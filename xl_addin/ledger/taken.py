"""Take-ins of a period: what they found in their folders, and which kinds of extract came."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import fields, replace
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import Connection, select

from xl_addin.domain.findings import Finding, Severity
from xl_addin.domain.waiver import Waiver
from xl_addin.ledger import tables
from xl_addin.ledger.acts import TAKE_IN
from xl_addin.ledger.tables import counts

# Told of a folder as it lies there: the next take-in of the same folder tells it anew, so that what was mended is gone.
OF_FOLDER = ("FILE_NOT_KNOWN", "FILE_NOT_READ")
_STAMP = re.compile(r"[0-9]{6}")  # a day or a running number in the name of a file
WAIVED = "Nothing is left to do: the bank has waived it by its word."
_HIDDEN, _INCLUDE = "ROWS_HIDDEN", "include"
# Brought forward once, when the ledger begins; and what comes when something is new in it.
_NEVER_AGAIN = ("OPENING", "AUTHORISATIONS", "MERCHANTING", "MANUAL_ACK", "BOE_REPLY", "BOE_TRANSFER")


class TakeIn(NamedTuple):
    """One take-in that counts: its act, its folder by name, what the desk said of it, which rows blocked or are well.

    `blocked` are keys of records by source and row, `well` those of rows that blocked before and came in well here.
    """

    seq: int
    period: str
    user: str
    as_on: date
    folder: str
    kinds: tuple[str, ...]
    not_expected: tuple[str, ...]
    hidden_rows: str
    waived: tuple[Waiver, ...]
    blocked: dict[str, dict[str, str]]
    well: frozenset[str]


def take_ins(connection: Connection, period: str) -> list[TakeIn]:
    """Take-ins of the period that were not undone, in order."""
    return [one for one in take_ins_up_to(connection, period) if one.period == period]


def take_ins_up_to(connection: Connection, period: str) -> list[TakeIn]:
    """Take-ins up to the end of the period that were not undone, in order."""
    a = tables.actions
    query = select(a.c.seq, a.c.period, a.c.user, a.c.as_on, a.c.detail).where(
        a.c.kind == TAKE_IN.kind, a.c.period <= period, counts(a)
    )
    return [_take_in(*row) for row in connection.execute(query.order_by(a.c.seq))]


def _take_in(seq: int, period: str, user: str, as_on: date, told: str) -> TakeIn:
    detail: dict[str, Any] = json.loads(told)
    return TakeIn(
        seq,
        period,
        user,
        as_on,
        str(detail.get("folder", "")),
        tuple(detail.get("kinds", ())),
        tuple(detail.get("not_expected", ())),
        str(detail.get("hidden_rows", "")),
        tuple(Waiver(*one) for one in detail.get("waived", ())),
        detail.get("blocked", {}),
        frozenset(detail.get("well", ())),
    )


def waived(one: Finding, period: str, done: Iterable[TakeIn]) -> tuple[TakeIn, Finding] | None:
    """The first take-in with a word that waives a finding of a period, and the finding as it stands since."""
    for act in done:
        for word in act.waived:
            if word.names(one, period):
                told = f"{one.found} (waived by {act.user} on {act.as_on:%d-%b-%Y}: {word.why})"
                return act, replace(one, severity=Severity.WARN, found=told, action=WAIVED)
    return None


def told_in(connection: Connection, period: str) -> list[Finding]:
    """All that take-ins of a period told, cured or not."""
    return [found for _, found in _stored(connection, period)]


def blocked_keys(connection: Connection, period: str) -> set[str]:
    """What names the records of all rows that ever blocked, up to a period."""
    told = [rows for one in take_ins_up_to(connection, period) for rows in one.blocked.values()]
    return {key for rows in told for key in rows.values()}


def _is_well(told_at: int, one: Finding, done: list[TakeIn]) -> bool | None:
    """Whether the row that a finding names has come in well since; None where nobody knows its record."""
    act = next((act for act in done if act.seq == told_at), None)
    key = act.blocked.get(one.source, {}).get(str(one.row)) if act and one.severity is Severity.BLOCK else None
    return None if key is None else any(key in later.well for later in done if later.seq > told_at)


def findings_of(connection: Connection, period: str) -> list[Finding]:
    """What was found when the period's files were taken in and still stands, in order."""
    done = take_ins(connection, period)
    return [
        told[1] if (told := waived(one, period, done)) else one
        for seq, one in _told_of(connection, period, done)
        if not _is_well(seq, one, done)
    ]


def _told_of(connection: Connection, period: str, done: list[TakeIn]) -> Iterator[tuple[int, Finding]]:
    """What the period's take-ins told and no later one of them told anew, each with its act."""
    folders = {one.seq: one.folder for one in done}
    last = {one.folder: one.seq for one in done}
    included = max((one.seq for one in done if one.hidden_rows == _INCLUDE), default=0)
    for seq, found in _stored(connection, period):
        if found.code not in OF_FOLDER or seq >= last.get(folders.get(seq, ""), 0):
            hidden = found.code == _HIDDEN and seq < included
            yield seq, replace(found, severity=Severity.INFO) if hidden else found


def of_folder(connection: Connection, period: str, folder: str) -> list[Finding]:
    """What the period's last take-in of this folder told of the folder itself."""
    last = max((one.seq for one in take_ins(connection, period) if one.folder == folder), default=0)
    return [found for seq, found in _stored(connection, period) if seq == last and found.code in OF_FOLDER]


def open_from_before(connection: Connection, period: str) -> list[tuple[str, Finding]]:
    """Blocking findings of earlier periods that nothing has cured, each with its period.

    A row whose record is known is cured by that record coming in well, in whichever file. What else a file was blocked
    for is cured by the file taken in again and not blocked for it; another month's file is the same one only where its
    name carries a stamp: every month has its orm.csv. Taking the take-in back, or a word of the bank, cures either.
    """
    done = take_ins_up_to(connection, period)
    later = _files_by_name(connection, period)
    stored = {before: list(_stored(connection, before)) for before in _periods_told_before(connection, period)}
    repeated = {(seq, one.code, one.source, one.found) for found in stored.values() for seq, one in found}
    repeated |= {(seq, one.code, one.source, one.found) for seq, one in _stored(connection, period)}

    def is_cured(told_at: int, one: Finding, of: str) -> bool:
        if (well := _is_well(told_at, one, done)) is not None:
            return well
        known = later.get(one.source, ())
        again = [seq for seq, when in known if seq > told_at and (when == of or _STAMP.search(one.source))]
        return any((seq, one.code, one.source, one.found) not in repeated for seq in again)

    return [
        (before, told[1] if told else one)
        for before in stored
        for seq, one in _told_of(connection, before, [act for act in done if act.period == before])
        if one.severity is Severity.BLOCK and not is_cured(seq, one, before)
        if (told := waived(one, before, done)) is None or told[0].period == period
    ]


def _periods_told_before(connection: Connection, period: str) -> list[str]:
    """Earlier periods with any finding of a take-in."""
    actions, table = tables.actions, tables.findings
    told = select(table.c.id).where(table.c.seq == actions.c.seq).exists()
    query = select(actions.c.period).where(
        actions.c.kind == TAKE_IN.kind, actions.c.period < period, counts(actions), told
    )
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
    came = _came(connection, period)
    found: list[tuple[str, str]] = []
    settled = came[period].kinds | came[period].waived if period in came else set()
    for one in sorted((one for one in came if one < period), reverse=True):
        found = [*((one, kind) for kind in _missing(came, one) if kind not in settled), *found]
        settled |= came[one].kinds | came[one].waived
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
    return _missing(_came(connection, period), period)


class _Came(NamedTuple):
    """Kinds of extract that came in a period, and those that its take-ins said are not expected."""

    kinds: set[str]
    waived: set[str]


def _came(connection: Connection, period: str) -> dict[str, _Came]:
    """What came in each period with a take-in, up to `period`."""
    found: dict[str, _Came] = {}
    for one in take_ins_up_to(connection, period):
        came = found.setdefault(one.period, _Came(set(), set()))
        came.kinds.update(one.kinds)
        came.waived.update(one.not_expected)
    table, actions = tables.files, tables.actions
    query = select(actions.c.period, table.c.kind).join(actions, actions.c.seq == table.c.seq)
    for told_in, kind in connection.execute(query.where(actions.c.period <= period, counts(table)).distinct()):
        found.setdefault(told_in, _Came(set(), set())).kinds.add(kind)
    return found


def _missing(came: dict[str, _Came], period: str) -> list[str]:
    before = max((one for one in came if one < period), default=None)
    if before is None:
        return []
    now = came.get(period, _Came(set(), set()))
    return sorted(came[before].kinds - now.kinds - now.waived - {*_NEVER_AGAIN})

"""The outbox as the ledger has it: read from its rows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from sqlalchemy import Connection, RowMapping, Table, select

from xl_addin.ledger import tables
from xl_addin.ledger.acts import DROP, SENT
from xl_addin.ledger.outbox import (
    AGAIN,
    CANCEL,
    DONE_THERE,
    NEW,
    PASSED,
    SUCCESS,
    FileNumber,
    Outbox,
    OutFile,
    OutRecord,
    RecordNumber,
    Reply,
)
from xl_addin.ledger.tables import counts
from xl_addin.rulebook.facts import ORM


def outbox(connection: Connection, period: str) -> Outbox:
    """What was drafted, let go, sent and answered up to the end of a period."""
    drafted = [*_rows(connection, tables.message_files, period)]
    if not drafted and not [*_rows(connection, tables.reply_files, period)]:
        return Outbox()
    marks = [*_rows(connection, tables.message_marks, period)]
    files = {one.number: one for one in _files(connection, drafted, marks, period)}
    of_record = {(row["draft_seq"], row["draft_place"], row["reference"]): row["word"] for row in marks}
    names, replies = _replies(connection, period)
    said: dict[RecordNumber, list[Reply]] = defaultdict(list)
    for reply in replies:
        if reply.of is not None:
            said[reply.of].append(reply)
    records = [
        _record(row, files, said, of_record) for row in _rows(connection, tables.message_records, period, "content")
    ]
    return Outbox(tuple(files.values()), tuple(_cancelled(records)), tuple(replies), names)


def _files(
    connection: Connection, drafted: Iterable[RowMapping], marked: Iterable[RowMapping], period: str
) -> Iterator[OutFile]:
    let_go = {
        FileNumber(row["draft_seq"], row["draft_place"]): row for row in _rows(connection, tables.releases, period)
    }
    marks: dict[FileNumber, dict[str, RowMapping]] = defaultdict(dict)
    for row in marked:
        marks[FileNumber(row["draft_seq"], row["draft_place"])][row["word"]] = row
    for row in drafted:
        number = FileNumber(row["seq"], row["place"])
        names = ("message", "file", "ad_code", "day", "running", "records", "invoices", "sha256")
        told = {name: row[name] for name in names}
        if number in let_go:
            told |= {"released_by": let_go[number]["user"], "released_at": let_go[number]["at"]}
        for word, mark in marks[number].items():
            if word == DROP.kind:
                told["dropped"] = mark["remarks"] or word
            elif word == SENT.kind:
                told |= {"sent_on": mark["on_day"], "sent_reference": mark["reference"]}
        yield OutFile(number, drafter=row["user"], drafted_at=row["at"], **told)


def _record(
    row: RowMapping,
    files: Mapping[FileNumber, OutFile],
    said: Mapping[RecordNumber, list[Reply]],
    marks: Mapping[tuple[int, int, str], str],
) -> OutRecord:
    number = RecordNumber(row["seq"], row["file_place"], row["place"])
    names = ("indicator", "reference", "boe_key", "orm_key", "currency", "amount_minor", "closing")
    told = {name: row[name] for name in names}
    replies = tuple(said.get(number, ()))
    file = files[FileNumber(number.seq, number.file_place)]
    if row["indicator"] == CANCEL and (word := marks.get((number.seq, number.file_place, row["reference"]), "")):
        told["said"] = word if word in (AGAIN, DONE_THERE) else ""
    return OutRecord(number, file, origins=tuple(row["origins"].split()), replies=replies, **told)


def _cancelled(records: list[OutRecord]) -> Iterator[OutRecord]:
    """The same, each with whether a cancellation of it passed, or was done in IDPMS by hand after it was refused."""
    gone: dict[tuple[str, str], RecordNumber] = {
        (one.file.message, one.reference): one.number
        for one in records
        if one.indicator == CANCEL and (one.state == PASSED or one.said == DONE_THERE)
    }
    for one in records:
        by = gone.get((one.file.message, one.reference))
        if by is not None and one.indicator != CANCEL and one.number < by:
            yield replace(one, cancelled=True)
        else:
            yield one


def _replies(connection: Connection, period: str) -> tuple[dict[str, str], list[Reply]]:
    taken = {(row["seq"], row["place"]): row for row in _rows(connection, tables.reply_files, period)}
    found = []
    for row in _rows(connection, tables.message_replies, period):
        file = taken[row["seq"], row["file_place"]]
        of = RecordNumber(row["draft_seq"], row["draft_place"], row["record_place"]) if row["draft_seq"] else None
        codes = tuple(filter(None, row["codes"].split(",")))
        told = (row["row"], file["message"], row["named"], row["indicator"], codes, row["orm_key"], of)
        found.append(Reply(file["file"], row["period"], *told))
    return {row["sha256"]: row["file"] for row in taken.values()}, found


def faults(connection: Connection, period: str) -> list[str]:
    """Files that were let go by who drafted them, without a draft, or as other bytes than were drafted, in words."""
    files = {one.number: one for one in outbox(connection, period).files}
    found = []
    for row in _rows(connection, tables.releases, period):
        number = FileNumber(row["draft_seq"], row["draft_place"])
        file = files.get(number)
        if file is None:
            found.append(f"act {row['seq']} let {number} go, which nobody drafted")
        elif file.sha256 != row["sha256"]:
            found.append(f"{file.file} was let go as other bytes than were drafted")
        elif file.drafter.casefold() == row["user"].casefold():
            found.append(f"{file.file} was let go by {row['user']}, who drafted it")
    return found


def contents(connection: Connection, of: FileNumber) -> Iterator[str]:
    """The records of a file as the ledger keeps them, in their order."""
    table = tables.message_records
    query = select(table.c.content).where(table.c.seq == of.seq, table.c.file_place == of.place).order_by(table.c.id)
    yield from map(str, connection.execute(query).scalars())


def _rows(connection: Connection, table: Table, period: str, but: str = "") -> Iterator[RowMapping]:
    """Rows of a table with moment and person of their act; without a column that is long and seldom asked for."""
    actions = tables.actions
    query = (
        select(
            *(column for column in table.columns if column.name != but), actions.c.at, actions.c.user, actions.c.period
        )
        .join(actions, actions.c.seq == table.c.seq)
        .where(actions.c.period <= period, counts(table))
        .order_by(table.c.id)
    )
    yield from connection.execute(query).mappings()


class Passed(NamedTuple):
    """A reply by which IDPMS has a remittance: its file, the day on which it was taken in."""

    file: str
    on: date


def acknowledged_orms(connection: Connection, period: str) -> dict[str, Passed]:
    """Remittances that IDPMS has by its replies, whoever sent their message, by key; a cancellation takes one out."""
    table, files, actions = tables.message_replies, tables.reply_files, tables.actions
    query = (
        select(table.c.orm_key, table.c.indicator, table.c.codes, files.c.file, actions.c.as_on)
        .join(files, (files.c.seq == table.c.seq) & (files.c.place == table.c.file_place))
        .join(actions, actions.c.seq == table.c.seq)
        .where(actions.c.period <= period, files.c.message == ORM, table.c.orm_key != "", counts(table))
        .order_by(table.c.id)
    )
    found: dict[str, Passed] = {}
    for key, indicator, codes, file, on in connection.execute(query):
        passed = codes == SUCCESS
        if passed and indicator != CANCEL:
            found[key] = Passed(file, on)
        elif passed or indicator in ("", NEW):
            found.pop(key, None)
    return found

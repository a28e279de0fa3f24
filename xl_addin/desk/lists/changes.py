"""Decisions that say another thing than at the closing before: below the exceptions, and in the file changes.csv."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from xl_addin.desk.month.changes import Change, Said
from xl_addin.workbook.lists import Column, Kind, List, day, long, text

_KINDS = {"status": Kind.STATUS, "standing": Kind.STATUS, "findings": long, "due": day, "old_due": day}
# A day of any decision: no heading of a sheet that has days of one meaning.
_HEADS = {"status": "Status", "findings": "Findings", "due": "Day", "old_due": "Old day", "standing": "Standing"}
_WIDTHS = {"status": 17.0, "standing": 17.0, "findings": 19.0}


def _field(name: str, header: str, *, is_before: bool) -> Column[Change]:
    def of(change: Change) -> Any:
        return getattr(change.before if is_before else change.after, name)

    return Column(header, _KINDS[name], of, _WIDTHS.get(name, 0.0))


def _pairs(before: str, after: str, heads: Mapping[str, str]) -> Iterator[Column[Change]]:
    """Each thing that a decision says, as it was and as it is."""
    for name, head in heads.items():
        yield _field(name, before.format(head), is_before=True)
        yield _field(name, after.format(head), is_before=False)


LIST: List[Change] = List(
    "tblChanges",
    rows=lambda told: told.changes.rows,
    empty="nothing in this period: no decision changed since the closing before, or there was none",
    first=("Subject", "ORM number", "BoE number", "IEC", "Serial", "Status before", "Status after", "What moved it"),
    seldom=("Old day before", "Old day after"),
    columns=(
        Column("Subject", text, lambda c: c.which.subject, 12),
        Column("ORM number", text, lambda c: c.which.orm_number, 17),
        Column("BoE number", text, lambda c: c.which.boe_number, 10.5),
        Column("BoE date", day, lambda c: c.which.boe_date),
        Column("Port", text, lambda c: c.which.port_code, 8.5),
        Column("Serial", text, lambda c: c.which.invoice_serial, 7),
        Column("IEC", text, lambda c: c.which.iec, 11.5),
        *_pairs("{} before", "{} after", _HEADS),
        Column("What moved it", long, lambda c: c.why, 44),
    ),
)

FILE: List[Change] = List(
    "changes.csv",
    rows=lambda told: told.changes.rows,
    columns=(
        Column("subject", text, lambda c: c.which.subject),
        Column("orm_number", text, lambda c: c.which.orm_number),
        Column("boe_number", text, lambda c: c.which.boe_number),
        Column("boe_date", day, lambda c: c.which.boe_date),
        Column("port_code", text, lambda c: c.which.port_code),
        Column("invoice_serial", text, lambda c: c.which.invoice_serial),
        Column("iec", text, lambda c: c.which.iec),
        *_pairs("{}_before", "{}", {name: name for name in Said._fields}),
        Column("why", text, lambda c: c.why),
    ),
)

"""Records of the dummy files, changed as a case wants, and what the checks say of them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from xl_addin.domain.content import content_of
from xl_addin.domain.findings import Finding
from xl_addin.messages.check import sound
from xl_addin.messages.layouts import layout
from xl_addin.messages.read import read
from xl_addin.messages.record import Record

GOLDEN = Path(__file__).parent / "golden"
ON = date(2026, 11, 10)


def golden(token: str) -> Record:
    (path,) = (one for one in GOLDEN.iterdir() if f".{token}." in one.name)
    (record,) = read(layout(token), content_of(path))
    return Record(record.values, record.invoices)


def with_(record: Record, change: Mapping[str, str], invoice: Mapping[str, str] | None = None) -> Record:
    invoices = record.invoices if invoice is None else ({**record.invoices[0], **invoice},)
    return Record({**record.values, **change}, invoices)


def checked(token: str, *records: Record, on: date = ON) -> tuple[list[Record], list[Finding]]:
    told: list[Finding] = []
    return list(sound(layout(token), records, told.append, "test", on)), told

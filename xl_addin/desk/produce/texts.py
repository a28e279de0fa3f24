"""A record of a message by our own names, and what every message says of a bill of entry."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias

from xl_addin.domain.identifiers import boe_day
from xl_addin.domain.records import BoeInvoice
from xl_addin.ledger.cut_overs import on_wire
from xl_addin.ledger.outbox import NEW
from xl_addin.rulebook.facts import Value

Said: TypeAlias = Mapping[str, "Value | None"]
STAYS_OPEN, CLOSES = "1", "2"
REFERENCE, INDICATOR, CLOSURE = "reference", "record_indicator", "closure_indicator"
BOE_SIDE, ORM_SIDE = "BOE", "ORM"


@dataclass(frozen=True, slots=True)
class Text:
    """A record by our own names: what stands in it, and in each of its invoices."""

    values: Said
    invoices: tuple[Said, ...] = ()


def entry_said(key: str) -> Said:
    """What names a bill of entry."""
    number, _, port = key.split("/")
    return {"boe_number": number, "boe_date": boe_day(key), "port_code": port}


def boe_said(record: BoeInvoice) -> Said:
    """What names it, with importer and AD code."""
    return {**entry_said(record.boe_key), "iec": record.iec, "ad_code": on_wire(record.ad_code), INDICATOR: NEW}
